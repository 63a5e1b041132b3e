// add_element.js - a window that adds an element: one that the template has, or one made by hand.
import {html, useState} from '../lib/html.js';
import {insertElement, run} from '../lib/actions.js';
import {paths, request} from '../lib/api.js';
import {childPath, childrenOf} from '../lib/element.js';
import {VALUE_TYPES} from '../lib/lexical.js';
import {useLoad} from '../lib/load.js';
import {addable, fromTemplate, templateNode, templateOf} from '../lib/templates.js';
import {language, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {definitionOf, nameOf} from './element_name.js';
import {Icon} from './icon.js';

const KINDS = ['Property', 'MultiLanguageProperty', 'File', 'Range', 'SubmodelElementCollection', 'SubmodelElementList',
    'ReferenceElement', 'Entity'];
const EXTRA = {File: {contentType: 'application/octet-stream'},
    SubmodelElementList: {typeValueListElement: 'SubmodelElementCollection'},
               Entity: {entityType: 'CoManagedEntity'}};

/** "Höhe über Boden" as "HoeheUeberBoden": an idShort from what people write. */
export function idShortFrom(name) {
    const plain = name.replace(/[äöüÄÖÜß]/g, letter => ({ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue',
        ß: 'ss'}[letter])).normalize('NFKD');
    const words = plain.split(/[^A-Za-z0-9_]+/).filter(Boolean).map(word => word[0].toUpperCase() + word.slice(1)).join('');
    const letters = words.replace(/^[^A-Za-z]+/, '').replace(/_+$/, '');
    return letters.slice(0, 128);
}

function ByHand({node, add, fault}) {
    const list = node.element.modelType === 'SubmodelElementList' ? node.element : null;
    const [kind, setKind] = useState(list?.typeValueListElement ?? 'Property');
    const [type, setType] = useState(list?.valueTypeListElement ?? 'xs:string');
    const [name, setName] = useState('');
    const send = event => {
        event.preventDefault();
        const element = {modelType: kind, ...(list ? {} : {idShort: idShortFrom(name)}), ...EXTRA[kind]};
        if (kind === 'Property' || kind === 'Range')
            element.valueType = type;
        if (!list && name.trim() !== element.idShort)
            element.displayName = [{language: language(), text: name.trim().slice(0, 128)}];
        add(element);
    };
    return html`<form class="stack" onSubmit=${send}><div class="field"><label for="add-kind">${t('edit.kind')}</label>
            <select id="add-kind" value=${kind} disabled=${Boolean(list)} onChange=${event => setKind(event.target.value)}>
                ${[...new Set([...KINDS, kind])].map(one => html`
                <option key=${one} value=${one}>${KINDS.includes(one) ? t('edit.kind_' + one) : one}</option>`)}</select></div>
        ${!list && html`<div class="field"><label for="add-name">${t('edit.name')}</label><input id="add-name" required
            value=${name} onInput=${event => setName(event.target.value)} />
            ${name && html`<span class="hint">${t('edit.short_name', {name: idShortFrom(name) || '–'})}</span>`}</div>`}
        ${(kind === 'Property' || kind === 'Range') && html`<div class="field"><label for="add-type">${t('edit.type')}</label>
            <select id="add-type" value=${type} disabled=${Boolean(list?.valueTypeListElement)}
                onChange=${event => setType(event.target.value)}>${VALUE_TYPES.map(one => html`
                <option key=${one} value=${one}>${t('type.' + one.slice(3))}</option>`)}</select></div>`}
        ${fault && html`<p class="fault" role="alert"><bdi>${fault}</bdi></p>`}
        <p class="actions"><button class="primary">${t('edit.add')}</button></p></form>`;
}

function FromTemplate({choices, node, add}) {
    const used = new Set(childrenOf(node).map(child => child.element.idShort));
    const inList = node.element.modelType === 'SubmodelElementList';
    return html`<ul class="rows choices">${choices.map(({element, missing}, i) => {
        const like = {element, path: '', submodel: ''};
        return html`<li key=${i}><button type="button" class="row" onClick=${() => add(fromTemplate(element, used, inList))}>
            <${Icon} name="plus" size=${18} /><span class="grow"><strong><bdi>${nameOf(like)}</bdi></strong>${missing && html` <span
                class="chip warn">${t('edit.missing')}</span>`}
                <span class="soft small">${definitionOf(like).slice(0, 160)}</span></span></button></li>`;
    })}</ul>`;
}

/** {choices, fault, add(element)}: what the template has for a container, and the way to put an element in. */
function useAdding(node, submodel, done) {
    const [fault, setFault] = useState('');
    const {data: choices} = useLoad(async () => {
        const model = await templateOf(submodel, language()).catch(() => null);
        const like = model && templateNode(submodel, model, node.path);
        return like ? addable(node, like) : [];
    }, [node.path]);
    const add = async element => {
        setFault('');
        const path = childPath(node, element, childrenOf(node).length);
        try {
            await insertElement(node.submodel, node.path, element);
        } catch (error) {
            setFault((error.messages ?? []).map(message => message.text).join(' ') || t('error.other'));
            return;
        }
        const name = nameOf({element, path, index: childrenOf(node).length});
        run(async () => {}, t('edit.added', {name}), () => request('DELETE', paths.element(node.submodel, path)), () => done(path));
    };
    return {choices, fault, add};
}

/** What is asked for and not there yet, each with one press. names: idShorts. */
export function AddWanted({node, submodel, names, ready, done}) {
    const there = new Set(childrenOf(node).map(child => child.element.idShort));
    const {choices, fault, add} = useAdding(node, submodel, done);
    const wanted = (choices ?? []).filter(({element}) => names.includes(element.idShort) && !there.has(element.idShort));
    const put = async element => { if (await ready()) await add(fromTemplate(element, there, false)); };
    return wanted.length > 0 && html`<div class="box warn" role="status"><${Icon} name="question" size=${24} /><div>
        <p><strong>${t('edit.wanted')}</strong></p>
        ${fault && html`<p class="fault" role="alert"><bdi>${fault}</bdi></p>`}
        <p class="actions">${wanted.map(({element}) => html`<button key=${element.idShort} type="button"
            onClick=${() => put(element)}><${Icon} name="plus" size=${18} /><bdi>${nameOf({element, path: '', submodel: ''})}</bdi>
            </button>`)}</p></div></div>`;
}

/** node: the container; done(path of the new one). */
export function AddElement({node, submodel, close, done}) {
    const {choices, fault, add} = useAdding(node, submodel, path => {
        close();
        done(path);
    });
    return html`<${Dialog} title=${t('edit.add_to', {name: nameOf(node) || t('edit.whole')})} close=${close}>
        ${choices?.length > 0 && html`<h3>${t('edit.by_template')}</h3><${FromTemplate} choices=${choices} node=${node} add=${add} /><h3
            class="by-hand">${t('edit.by_hand')}</h3>`}
        <${ByHand} node=${node} add=${add} fault=${fault} /></${Dialog}>`;
}

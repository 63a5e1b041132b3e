// element_settings.js - a window for what an element is called and means.
import {html, useState} from '../lib/html.js';
import {paths, request} from '../lib/api.js';
import {run} from '../lib/actions.js';
import {semanticId} from '../lib/element.js';
import {t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {nameOf} from './element_name.js';
import {TextsInput} from './texts_input.js';

const clean = texts => texts?.filter(text => text.text.trim()) ?? [];

/** The element with these settings; what is empty is left out. */
function withSettings(element, {idShort, displayName, description, meaning}) {
    const made = {...element, displayName: clean(displayName), description: clean(description)};
    for (const name of ['displayName', 'description'])
        if (!made[name].length)
            delete made[name];
    if (idShort)
        made.idShort = idShort;
    if (meaning !== semanticId(element)) {
        delete made.semanticId;
        if (meaning)
            made.semanticId = {type: 'ExternalReference', keys: [{type: 'GlobalReference', value: meaning}]};
    }
    return made;
}

export function ElementSettings({node, close, done}) {
    const {element} = node;
    const [values, setValues] = useState({idShort: element.idShort ?? '', displayName: element.displayName,
        description: element.description, meaning: semanticId(element)});
    const [fault, setFault] = useState('');
    const put = change => setValues({...values, ...change});
    const save = async event => {
        event.preventDefault();
        const address = paths.element(node.submodel, node.path);
        const made = withSettings(element, values);
        try {
            await request('PUT', address, {body: made});
        } catch (error) {
            setFault((error.messages ?? []).map(message => message.text).join(' ') || t('error.other'));
            return;
        }
        close();
        const renamed = made.idShort && made.idShort !== element.idShort;
        const place = renamed ? node.path.slice(0, node.path.length - element.idShort.length) + made.idShort : node.path;
        run(async () => {}, t('edit.saved', {n: 1}), () => request('PUT', paths.element(node.submodel, place), {body: element}),
            done);
    };
    return html`<${Dialog} title=${t('edit.settings_of', {name: nameOf(node)})} close=${close}><form class="stack" onSubmit=${save}>
        <div class="field"><span class="label">${t('edit.display_name')}</span><${TextsInput} value=${values.displayName}
            label=${t('edit.display_name')} change=${displayName => put({displayName})} /></div>
        <div class="field"><span class="label">${t('edit.description')}</span><${TextsInput} value=${values.description}
            label=${t('edit.description')} change=${description => put({description})} /></div>
        ${element.idShort !== undefined && html`<div class="field"><label for="set-short">${t('edit.id_short')}</label><input
            id="set-short" class="mono" value=${values.idShort} onInput=${event => put({idShort: event.target.value})} />
            <span class="hint">${t('edit.id_short_hint')}</span></div>`}
        <div class="field"><label for="set-meaning">${t('edit.meaning')}</label><input id="set-meaning" class="mono"
            value=${values.meaning} onInput=${event => put({meaning: event.target.value})} />
            <span class="hint">${t('edit.meaning_hint')}</span></div>
        ${fault && html`<p class="fault" role="alert"><bdi>${fault}</bdi></p>`}
        <p class="actions"><button class="primary">${t('action.save')}</button></p></form></${Dialog}>`;
}

// edit_element.js - one element of a submodel as a field of a form, or a group of fields.
import {html, useId, useState} from '../lib/html.js';
import {conceptOf} from '../lib/concept.js';
import {childrenOf, isContainer, semanticId} from '../lib/element.js';
import {t} from '../lib/text.js';
import {ConflictBox} from './conflict_box.js';
import {definitionOf, nameOf, unitOf} from './element_name.js';
import {ElementMenu} from './element_menu.js';
import {FileInput} from './file_input.js';
import {Icon} from './icon.js';
import {AssetIdInput, ReferenceInput} from './reference_input.js';
import {TextsInput} from './texts_input.js';
import {ValueInput} from './value_input.js';

const CHILDREN_SHOWN = 60;

/** The values that a concept allows, for choosing. */
function optionsOf(element) {
    return conceptOf(semanticId(element)).values.map(pair => ({value: pair.value, name: conceptOf(pair.valueId?.keys?.[0]?.value
        ?? '').name || pair.value}));
}

function Entity({mine, change, name}) {
    return html`<div class="pair"><label>${t('edit.entity_type')}<select value=${mine.entityType}
        onChange=${event => change({entityType: event.target.value})}>
            <option value="SelfManagedEntity">${t('edit.self_managed')}</option><option value="CoManagedEntity">
                ${t('edit.co_managed')}</option></select></label>
        ${mine.entityType === 'SelfManagedEntity' && html`<div><span class="label">${t('edit.asset_id')}</span>
            <${AssetIdInput} value=${mine.globalAssetId} label=${`${name}: ${t('edit.asset_id')}`}
                change=${globalAssetId => change({globalAssetId})} /></div>`}</div>`;
}

function Input({node, mine, change, name, form, rest}) {
    const {element} = node, type = element.valueType;
    switch (element.modelType) {
    case 'Property': return html`<${ValueInput} value=${mine.value ?? ''} type=${type} unit=${unitOf(node)}
        options=${optionsOf(element)} ...${rest}
        change=${value => change({value})} />`;
    case 'MultiLanguageProperty': return html`<${TextsInput} value=${mine.value} label=${name}
        describedby=${rest['aria-describedby']} change=${value => change({value})} />`;
    case 'Range': return html`<div class="range"><${ValueInput} value=${mine.min ?? ''} type=${type} unit=${unitOf(node)}
        aria-label=${`${name}: ${t('edit.min')}`} change=${min => change({min})} />
        <span class="soft">${t('edit.to')}</span><${ValueInput} value=${mine.max ?? ''} type=${type} unit=${unitOf(node)}
            aria-label=${`${name}: ${t('edit.max')}`} change=${max => change({max})} /></div>`;
    case 'File':
    case 'Blob': return html`<${FileInput} node=${node} label=${name} reload=${form.reload} />`;
    case 'ReferenceElement': return html`<${ReferenceInput} value=${mine.value} label=${name}
        change=${value => change({value})} />`;
    case 'Entity': return html`<${Entity} mine=${mine} change=${change} name=${name} />`;
    case 'RelationshipElement':
    case 'AnnotatedRelationshipElement': return html`<div class="pair"><div><span class="label">${t('edit.first')}</span>
        <${ReferenceInput} value=${mine.first} label=${t('edit.first')} change=${first => change({first})} /></div>
        <div><span class="label">${t('edit.second')}</span><${ReferenceInput} value=${mine.second} label=${t('edit.second')}
            change=${second => change({second})} /></div></div>`;
    default: return html`<p class="soft">${t('edit.no_form')}</p>`;
    }
}

const LABELLED = new Set(['Property']);

/** The field itself, with what is wrong and what others did beside it. */
function Field({node, form, name}) {
    const id = useId();
    const draft = form.drafts.get(node.path), fault = form.faults.get(node.path), conflict = form.conflicts.get(node.path);
    const mine = draft?.mine ?? node.element;
    const change = fields => form.change(node.path, fields);
    const definition = definitionOf(node);
    const rest = {id, 'aria-describedby': fault ? id + 'f' : undefined, 'aria-invalid': fault ? true : undefined};
    const news = form.news?.paths.includes(node.path);
    return html`<div class=${`field ${fault ? 'faulty ' : ''}${draft ? 'dirty ' : ''}${news ? 'news' : ''}`}>
        ${LABELLED.has(node.element.modelType) ? html`<label for=${id} title=${definition}><bdi>${name}</bdi></label>` : html`<span
            class="label" title=${definition}><bdi>${name}</bdi></span>`}
        <${Input} node=${node} mine=${mine} change=${change} name=${name} form=${form} rest=${rest} />
        ${fault && html`<p class="fault" id=${id + 'f'} role="alert"><bdi>${fault}</bdi></p>`}
        ${conflict && draft && html`<${ConflictBox} conflict=${conflict} draft=${draft}
            resolve=${choice => form.resolve(node.path, choice)} />`}
    </div>`;
}

function count(node) {
    return childrenOf(node).reduce((sum, child) => sum + 1 + (isContainer(child.element) ? count(child) : 0), 0);
}

/** Whether something below is open: changed, faulty or in conflict. */
function openBelow(form, path) {
    return [...form.drafts.keys(), ...form.faults.keys()].some(other => other.startsWith(path + '.')
        || other.startsWith(path + '['));
}

/** The children of a container, and a button for one more. */
export function EditChildren({node, form}) {
    const [shown, setShown] = useState(CHILDREN_SHOWN);
    const children = childrenOf(node);
    return html`<div class="edit-children">${children.slice(0, shown).map((child, i) => html`<${EditElement} key=${child.path}
        node=${child} form=${form}
            first=${i === 0} last=${i === children.length - 1} />`)}
        ${children.length > shown && html`<button type="button" onClick=${() => setShown(shown + CHILDREN_SHOWN)}>
            ${t('check.more', {n: children.length - shown})}</button>`}
        ${children.length === 0 && html`<p class="soft">${t('edit.empty')}</p>`}
        <p><button type="button" class="quiet add" onClick=${() => form.add(node)}><${Icon} name="plus" size=${18} />
            ${t('edit.add')}</button></p></div>`;
}

export function EditElement({node, form, first, last}) {
    const {element} = node;
    const name = nameOf(node) || t('edit.unnamed');
    const [open, setOpen] = useState(null);
    const menu = html`<${ElementMenu} node=${node} name=${name} first=${first} last=${last} ready=${form.ready} done=${form.reload}
        settings=${() => form.settings(node)} />`;
    if (!isContainer(element))
        return html`<div class="edit-row"><${Field} node=${node} form=${form} name=${name} />${menu}</div>`;
    const shown = open ?? (form.openAll || form.focus?.startsWith(node.path) || openBelow(form, node.path));
    const own = element.modelType === 'Entity' || element.modelType === 'AnnotatedRelationshipElement';
    return html`<section class="edit-group"><div class="edit-group-head">
            <button type="button" class="quiet fold-button" aria-expanded=${shown} onClick=${() => setOpen(!shown)}><${Icon}
                name=${shown ? 'down' : 'right'} size=${16} />
                <span title=${definitionOf(node)}><bdi>${name}</bdi></span><span class="soft small">
                    ${t('edit.entries', {n: count(node)})}</span></button>${menu}</div>
        ${shown && html`<div class="edit-group-body">${own && html`<${Field} node=${node} form=${form}
            name=${t('edit.itself')} />`}<${EditChildren} node=${node} form=${form} /></div>`}
    </section>`;
}

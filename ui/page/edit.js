// edit.js - #/edit/{submodel id}/{idShortPath}: a submodel as a form. Each change is written by itself; others' changes are told.
import {html, useState} from '../lib/html.js';
import {id64, idOf} from '../lib/api.js';
import {useConcepts} from '../lib/concept.js';
import {nodeAt} from '../lib/draft.js';
import {useEditing} from '../lib/editing.js';
import {childrenOf, isContainer, rootOf, semanticId} from '../lib/element.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {AddElement, AddWanted} from '../part/add_element.js';
import {newsWords} from '../part/conflict_box.js';
import {useLeaving} from '../part/document_fields.js';
import {EditChildren, EditElement} from '../part/edit_element.js';
import {nameOf} from '../part/element_name.js';
import {ElementSettings} from '../part/element_settings.js';
import {Icon} from '../part/icon.js';
import {ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['exchange', 'edit', 'overview'];

const OPEN_MAX = 80;       // elements up to which all groups are open
const CONCEPTS_MAX = 400;

function below(node, found = []) {
    for (const child of childrenOf(node)) {
        found.push(child);
        if (isContainer(child.element))
            below(child, found);
    }
    return found;
}

function SaveBar({form}) {
    const open = form.drafts.size;
    return html`<div class=${open ? 'save-bar shown' : 'save-bar'} role="region" aria-label=${t('edit.unsaved_label')}>
        <span role="status">${open ? t('edit.unsaved', {n: open}) : t('edit.all_saved')}${form.faults.size > 0 && html` · <span
            class="fault">${t('edit.faults', {n: form.faults.size})}</span>`}</span>
        <span class="actions"><button type="button" disabled=${!open || form.saving} onClick=${form.discard}>
            ${t('edit.discard')}</button>
            <button type="button" class="primary" disabled=${!open || form.saving || form.conflicts.size > 0} onClick=${form.save}>
                ${t(form.saving ? 'edit.saving' : 'action.save')}</button></span></div>`;
}

function News({news, seen}) {
    return news && html`<div class="box warn news-box" role="status"><${Icon} name="info" /><div><p><strong>
        ${newsWords(news.by)}</strong>
        ${' '}${t('edit.news_what', {n: news.paths.length})}</p></div><button type="button" class="quiet"
            aria-label=${t('action.close')} onClick=${seen}><${Icon} name="close" size=${16} /></button></div>`;
}

function Form({editing, focus, wanted}) {
    const [dialog, setDialog] = useState(null);
    const {submodel} = editing;
    const root = rootOf(submodel);
    const all = below(root);
    useConcepts(all.slice(0, CONCEPTS_MAX).map(node => semanticId(node.element)));
    const focused = focus && nodeAt(submodel, focus);
    const form = {...editing, focus, openAll: all.length <= OPEN_MAX, ready: async () => editing.drafts.size === 0
        || editing.save(),
                  add: async node => { if (await form.ready()) setDialog({add: node.path}); },
                      settings: node => setDialog({settings: node.path})};
    const node = dialog && (nodeAt(submodel, dialog.add ?? dialog.settings));
    const close = () => setDialog(null);
    return html`<${News} news=${editing.news} seen=${editing.seen} />
        ${focus && !focused && html`<p class="soft">${t('edit.path_gone')}</p>`}
        ${wanted.length > 0 && html`<${AddWanted} node=${root} submodel=${submodel} names=${wanted} ready=${form.ready}
            done=${editing.reload} />`}
        <div class="card edit-form">${focused ? isContainer(focused.element) ? html`<${EditChildren} node=${focused}
            form=${form} />`
            : html`<${EditElement} node=${focused} form=${form} first last />` : html`<${EditChildren} node=${root}
                form=${form} />`}</div>
        <${SaveBar} form=${form} />
        ${node && dialog.add !== undefined && html`<${AddElement} node=${node} submodel=${submodel} close=${close}
            done=${editing.reload} />`}
        ${node && dialog.settings && html`<${ElementSettings} node=${node} close=${close} done=${editing.reload} />`}`;
}

export default function Edit({route}) {
    const id = idOf(route.parts[0] ?? '') ?? '';
    const focus = route.parts[1];
    const editing = useEditing(id);
    const {submodel, error} = editing;
    useLeaving(editing.drafts.size > 0);
    if (!submodel)
        return error ? html`<h1>${t('edit.title')}</h1><${ErrorBox} error=${error} again=${editing.reload} />` : html`<h1>
            ${t('edit.title')}</h1><${Skeleton} lines=${8} />`;
    const focused = focus && nodeAt(submodel, focus);
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('submodel', [id64(id)])}>${t('edit.back')}</a>
            ${focus && html` · <a href=${link('edit', [id64(id)])}>${t('edit.whole')}</a>`}</p>
            <h1><bdi>${focused ? nameOf(focused) : pick(submodel.displayName) || submodel.idShort || id}</bdi></h1>
            <p class="lead">${pick((focused?.element ?? submodel).description) || t('edit.lead')}</p></div></div>
        ${error && html`<${ErrorBox} error=${error} again=${editing.reload} />`}
        <${Form} key=${id} editing=${editing} focus=${focus}
            wanted=${(route.query.wanted ?? '').split(',').filter(Boolean)} />`;
}

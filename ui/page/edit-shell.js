// edit-shell.js - #/edit-shell/{shell id}: what an asset is called, what it is, its picture, numbers and submodels.
import {html, useEffect, useState} from '../lib/html.js';
import {id64, idOf, paths} from '../lib/api.js';
import {copyShell, deleteShell} from '../lib/actions.js';
import {useDocument} from '../lib/document_editing.js';
import {go, link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {fieldsText, newsWords, whoWords} from '../part/conflict_box.js';
import {Icon} from '../part/icon.js';
import {NumbersField, PictureField, SubmodelsField} from '../part/shell_fields.js';
import {ErrorBox, Skeleton} from '../part/state.js';
import {TextsInput} from '../part/texts_input.js';

export const styles = ['edit'];

const KINDS = ['Instance', 'Type', 'Role', 'NotApplicable'];

function Conflict({form, name}) {
    if (!(name in form.conflicts))
        return null;
    return html`<div class="box warn conflict" role="alert"><${Icon} name="warning" /><div><p><strong>${whoWords(form.by)}</strong></p>
        <dl class="facts"><dt>${t('edit.theirs')}</dt><dd><bdi>${fieldsText({value: form.conflicts[name]})}</bdi></dd>
            <dt>${t('edit.mine')}</dt><dd><bdi>${fieldsText({value: form.value(name)})}</bdi></dd></dl>
        <p class="actions"><button type="button" onClick=${() => form.resolve(name, true)}>${t('edit.keep_mine')}</button>
            <button type="button" onClick=${() => form.resolve(name, false)}>${t('edit.take_theirs')}</button></p></div></div>`;
}

function TextField({form, name, label, hint, mono}) {
    const id = 'field-' + label.replace('.', '-');
    return html`<div class=${name in form.mine ? 'field dirty' : 'field'}><label for=${id}>${t(label)}</label>
        <input id=${id} class=${mono ? 'mono' : ''} value=${form.value(name) ?? ''} onInput=${event => form.change(name, event.target.value)} />
        ${hint && html`<span class="hint">${t(hint)}</span>`}<${Conflict} form=${form} name=${name} /></div>`;
}

function TextsField({form, name, label}) {
    return html`<div class=${name in form.mine ? 'field dirty' : 'field'}><span class="label">${t(label)}</span>
        <${TextsInput} value=${form.value(name)} label=${t(label)} change=${value => form.change(name, value)} /><${Conflict} form=${form} name=${name} /></div>`;
}

function KindField({form}) {
    const name = 'assetInformation.assetKind';
    return html`<div class="field"><label for="field-kind">${t('shell.kind')}</label>
        <select id="field-kind" value=${form.value(name)} onChange=${event => form.change(name, event.target.value)}>${KINDS.map(kind => html`
            <option key=${kind} value=${kind}>${t('shell.kind_' + kind)}</option>`)}</select><${Conflict} form=${form} name=${name} /></div>`;
}

function Danger({shell}) {
    const [submodels, setSubmodels] = useState(true);
    const name = pick(shell.displayName) || shell.idShort || shell.id;
    const remove = async () => { if (await deleteShell(shell.id, {withSubmodels: submodels, name})) go(link('assets')); };
    return html`<section class="card" aria-labelledby="more"><div class="card-head"><h2 id="more">${t('shell.more')}</h2></div>
        <p class="actions"><button type="button" onClick=${() => copyShell(shell.id)}><${Icon} name="copy" size=${18} />${t('shell.copy')}</button>
            <button type="button" class="danger" onClick=${remove}><${Icon} name="trash" size=${18} />${t('shell.delete')}</button></p>
        <label class="tick"><input type="checkbox" checked=${submodels} onChange=${event => setSubmodels(event.target.checked)} />${t('shell.with_submodels')}</label></section>`;
}

function SaveBar({form}) {
    return html`<div class=${form.dirty ? 'save-bar shown' : 'save-bar'} role="region" aria-label=${t('edit.unsaved_label')}>
        <span role="status">${form.dirty ? t('edit.unsaved', {n: form.dirty}) : t('edit.all_saved')}</span>
        <span class="actions"><button type="button" disabled=${!form.dirty || form.saving} onClick=${form.discard}>${t('edit.discard')}</button>
            <button type="button" class="primary" disabled=${!form.dirty || form.saving || Object.keys(form.conflicts).length > 0} onClick=${form.save}>
                ${t(form.saving ? 'edit.saving' : 'action.save')}</button></span></div>`;
}

export default function EditShell({route}) {
    const id = idOf(route.parts[0] ?? '') ?? '';
    const form = useDocument('shell', id, paths.shell(id));
    useEffect(() => {
        if (!form.dirty)
            return undefined;
        const ask = event => event.preventDefault();
        addEventListener('beforeunload', ask);
        return () => removeEventListener('beforeunload', ask);
    }, [form.dirty > 0]);
    const shell = form.document;
    if (!shell)
        return html`<h1>${t('edit.title')}</h1>${form.error ? html`<${ErrorBox} error=${form.error} again=${form.reload} />` : html`<${Skeleton} lines=${8} />`}`;
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('asset', [id64(id)])}>${t('shell.back')}</a></p>
            <h1><bdi>${pick(shell.displayName) || shell.idShort || id}</bdi></h1><p class="lead">${t('shell.lead')}</p></div></div>
        ${form.error && html`<${ErrorBox} error=${form.error} again=${form.reload} />`}
        ${form.news && html`<div class="box warn news-box" role="status"><${Icon} name="info" /><div><p><strong>${newsWords(form.news.by)}</strong></p></div>
            <button type="button" class="quiet" aria-label=${t('action.close')} onClick=${form.seen}><${Icon} name="close" size=${16} /></button></div>`}
        <div class="stack"><section class="card edit-form edit-children" aria-label=${t('shell.itself')}>
            <${TextsField} form=${form} name="displayName" label="edit.display_name" />
            <${KindField} form=${form} />
            <${PictureField} id=${id} there=${Boolean(shell.assetInformation?.defaultThumbnail)} reload=${form.reload} />
            <${TextsField} form=${form} name="description" label="edit.description" />
            <${TextField} form=${form} name="assetInformation.globalAssetId" label="shell.asset_id" hint="shell.asset_id_hint" mono />
            <${TextField} form=${form} name="assetInformation.assetType" label="shell.asset_type" hint="shell.asset_type_hint" mono />
            <${NumbersField} value=${form.value('assetInformation.specificAssetIds')} change=${value => form.change('assetInformation.specificAssetIds', value)} />
            <${Conflict} form=${form} name="assetInformation.specificAssetIds" />
            <${TextField} form=${form} name="idShort" label="edit.id_short" hint="edit.id_short_hint" mono />
            ${form.faults.map((fault, i) => html`<p class="fault" role="alert" key=${i}><bdi>${fault}</bdi></p>`)}</section>
        <${SaveBar} form=${form} />
        <${SubmodelsField} shell=${shell} reload=${form.reload} />
        <${Danger} shell=${shell} /></div>`;
}

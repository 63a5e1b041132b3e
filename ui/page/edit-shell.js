// edit-shell.js - #/edit-shell/{shell id}: what an asset is called, what it is, its picture, numbers and submodels.
import {html, useState} from '../lib/html.js';
import {id64, idOf, paths} from '../lib/api.js';
import {copyShell, deleteShell} from '../lib/actions.js';
import {useDocument} from '../lib/document_editing.js';
import {go, link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {Conflict, DocumentNews, Faults, SaveBar, TextField, TextsField, useLeaving} from '../part/document_fields.js';
import {Icon} from '../part/icon.js';
import {NumbersField, PictureField, SubmodelsField} from '../part/shell_fields.js';
import {ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['edit'];

const KINDS = ['Instance', 'Type', 'Role', 'NotApplicable'];

function KindField({form}) {
    const name = 'assetInformation.assetKind';
    return html`<div class="field"><label for="field-kind">${t('shell.kind')}</label>
        <select id="field-kind" value=${form.value(name)} onChange=${event => form.change(name, event.target.value)}>
            ${KINDS.map(kind => html`
            <option key=${kind} value=${kind}>${t('shell.kind_' + kind)}</option>`)}</select><${Conflict} form=${form}
                name=${name} /></div>`;
}

function Danger({shell}) {
    const [submodels, setSubmodels] = useState(true);
    const name = pick(shell.displayName) || shell.idShort || shell.id;
    const remove = async () => { if (await deleteShell(shell.id, {withSubmodels: submodels, name})) go(link('assets')); };
    return html`<section class="card" aria-labelledby="more"><div class="card-head"><h2 id="more">${t('shell.more')}</h2></div>
        <p class="actions"><button type="button" onClick=${() => copyShell(shell.id)}><${Icon} name="copy" size=${18} />
            ${t('shell.copy')}</button>
            <button type="button" class="danger" onClick=${remove}><${Icon} name="trash" size=${18} />${t('shell.delete')}</button>
                </p>
        <label class="tick"><input type="checkbox" checked=${submodels} onChange=${event => setSubmodels(event.target.checked)} />
            ${t('shell.with_submodels')}</label></section>`;
}

export default function EditShell({route}) {
    const id = idOf(route.parts[0] ?? '') ?? '';
    const form = useDocument('shell', id, paths.shell(id));
    useLeaving(form.dirty > 0);
    const shell = form.document;
    if (!shell)
        return html`<h1>${t('edit.title')}</h1>${form.error ? html`<${ErrorBox} error=${form.error}
            again=${form.reload} />` : html`<${Skeleton} lines=${8} />`}`;
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('asset', [id64(id)])}>${t('shell.back')}</a></p>
            <h1><bdi>${pick(shell.displayName) || shell.idShort || id}</bdi></h1><p class="lead">${t('shell.lead')}</p></div></div>
        ${form.error && html`<${ErrorBox} error=${form.error} again=${form.reload} />`}
        <${DocumentNews} form=${form} />
        <div class="stack"><section class="card edit-form edit-children" aria-label=${t('shell.itself')}>
            <${TextsField} form=${form} name="displayName" label="edit.display_name" />
            <${KindField} form=${form} />
            <${PictureField} id=${id} there=${Boolean(shell.assetInformation?.defaultThumbnail)} reload=${form.reload} />
            <${TextsField} form=${form} name="description" label="edit.description" />
            <${TextField} form=${form} name="assetInformation.globalAssetId" label="shell.asset_id"
                hint="shell.asset_id_hint" mono />
            <${TextField} form=${form} name="assetInformation.assetType" label="shell.asset_type"
                hint="shell.asset_type_hint" mono />
            <${NumbersField} value=${form.value('assetInformation.specificAssetIds')}
                change=${value => form.change('assetInformation.specificAssetIds', value)} />
            <${Conflict} form=${form} name="assetInformation.specificAssetIds" />
            <${TextField} form=${form} name="idShort" label="edit.id_short" hint="edit.id_short_hint" mono />
            <${Faults} form=${form} /></section>
        <${SaveBar} form=${form} />
        <${SubmodelsField} shell=${shell} reload=${form.reload} />
        <${Danger} shell=${shell} /></div>`;
}

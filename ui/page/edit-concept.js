// edit-concept.js - #/edit-concept/{concept description id}: the name, definition and unit of a term.
import {html} from '../lib/html.js';
import {id64, idOf, paths} from '../lib/api.js';
import {deleteConcept} from '../lib/actions.js';
import {contentOf} from '../lib/concept.js';
import {useDocument} from '../lib/document_editing.js';
import {go, link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {DocumentNews, Faults, SaveBar, TextField, TextsField, useLeaving} from '../part/document_fields.js';
import {Icon} from '../part/icon.js';
import {ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['edit'];

/** Where the content of IEC 61360 stands in it; '' when there is none. */
function placeOfContent(concept) {
    const content = contentOf(concept);
    const at = (concept.embeddedDataSpecifications ?? []).findIndex(one => content && one.dataSpecificationContent === content);
    return at < 0 ? '' : `embeddedDataSpecifications.${at}.dataSpecificationContent.`;
}

export default function EditConcept({route}) {
    const id = idOf(route.parts[0] ?? '') ?? '';
    const form = useDocument('concept_description', id, paths.concept(id));
    useLeaving(form.dirty > 0);
    const concept = form.document;
    if (!concept)
        return html`<h1>${t('edit.title')}</h1>
            ${form.error ? html`<${ErrorBox} error=${form.error} again=${form.reload} />` : html`<${Skeleton} lines=${6} />`}`;
    const place = placeOfContent(concept);
    const name = pick(contentOf(concept)?.preferredName) || pick(concept.displayName) || concept.idShort || id;
    const remove = async () => { if (await deleteConcept(id, name)) go(link('assets', [], {kind: 'concept_description'})); };
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('concept', [id64(id)])}>
        ${t('concept_edit.back')}</a></p>
            <h1><bdi>${name}</bdi></h1><p class="lead">${t('concept_edit.lead')}</p><p class="small"><code><bdi>
                ${id.slice(0, 400)}</bdi></code></p></div>
            <div class="actions"><button type="button" class="danger" onClick=${remove}><${Icon} name="trash" size=${18} />
                ${t('action.delete')}</button></div></div>
        ${form.error && html`<${ErrorBox} error=${form.error} again=${form.reload} />`}
        <${DocumentNews} form=${form} />
        <div class="stack"><section class="card edit-form edit-children" aria-label=${name}>
            <${TextsField} form=${form} name=${place ? place + 'preferredName' : 'displayName'} label="concept_edit.name" />
            <${TextsField} form=${form} name=${place ? place + 'definition' : 'description'} label="concept_edit.definition" />
            ${place && html`<${TextField} form=${form} name=${place + 'unit'} label="concept_edit.unit"
                hint="concept_edit.unit_hint" />`}
            <${TextField} form=${form} name="idShort" label="edit.id_short" hint="edit.id_short_hint" mono />
            <${Faults} form=${form} /></section>
        <${SaveBar} form=${form} /></div>`;
}

// provider_form.js - who publishes: the settings of the CSAF provider.
import {html} from '../lib/html.js';
import {useDocument} from '../lib/document_editing.js';
import {findingsByField} from '../lib/form_findings.js';
import {t} from '../lib/text.js';
import {Conflict, DocumentNews, Faults, SaveBar, useLeaving} from './document_fields.js';
import {FieldFindings, FormField} from './form_field.js';
import {ErrorBox, Skeleton} from './state.js';

export const PROVIDER = '/plan/security/provider';
const PROVIDER_ID = 'urn:schale:csaf-provider';
const CATEGORIES = ['vendor', 'coordinator', 'discoverer', 'user', 'other'];
const FIELDS = {name: {placeholder: 'Ahrental GmbH'}, namespace: {placeholder: 'https://', hint: true},
                public_url: {placeholder: 'https://', hint: true}, contact_details: {lines: 2, hint: true},
                    issuing_authority: {lines: 2, hint: true}};

export function ProviderForm() {
    const form = useDocument('submodel', PROVIDER_ID, PROVIDER);
    useLeaving(form.dirty > 0);
    if (!form.document)
        return form.error ? html`<${ErrorBox} error=${form.error} again=${form.reload} />` : html`<${Skeleton} lines=${8} />`;
    // A finding of the provider says "provider.name"; what is not written yet is no fault before anything was.
    const all = (form.document.findings ?? []).map(one => ({...one, path: (one.path ?? '$').replace(/^\$?\.?provider\./, '$.')}));
    const found = findingsByField(all, new Set(Object.keys(FIELDS).map(name => '$.' + name)));
    const field = (name, more) => html`<div key=${name}><${FormField} path=${'$.' + name}
        label=${'publish.provider_' + name} found=${found}
        value=${form.value(name)} set=${value => form.change(name, value)} ...${more} /><${Conflict} form=${form} name=${name} />
            </div>`;
    return html`<${DocumentNews} form=${form} /><${FieldFindings} findings=${found.get('$')} />
        <section class="card form-part" aria-label=${t('publish.provider')}>
            ${Object.entries(FIELDS).map(([name, {hint, ...more}]) => field(name, {...more,
                hint: hint && `publish.provider_${name}_hint`}))}
            ${field('category', {options: CATEGORIES.map(name => [name, t('publish.category_' + name)])})}
            <${Faults} form=${form} /></section>
        <${SaveBar} form=${form} />`;
}

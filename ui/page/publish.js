// publish.js - #/publish: own advisories, who publishes them, and what is public; #/publish/ID64: one of them as a form;
// #/publish/new;
// #/publish/provider.
import {html, useState} from '../lib/html.js';
import {get, getAll, id64, idOf, request} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {day, language, t} from '../lib/text.js';
import {AdvisoryEditor, OWN_ADVISORIES} from '../part/advisory_editor.js';
import {FormField} from '../part/form_field.js';
import {Icon} from '../part/icon.js';
import {PROVIDER, ProviderForm} from '../part/provider_form.js';
import {PublishedLinks} from '../part/published_links.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Empty, ErrorBox, Loaded} from '../part/state.js';

export const styles = ['exchange', 'edit', 'check', 'publish'];

const NO_FINDINGS = new Map();

function Provider({provider}) {
    return html`<section class="card" aria-labelledby="provider"><div class="card-head"><h2 id="provider">
        ${t('publish.provider')}</h2>
            <a class="button quiet" href=${link('publish', ['provider'])}><${Icon} name="edit" size=${18} />${t('action.edit')}</a>
                </div>
        ${provider.name ? html`<dl class="facts stacked"><dt>${t('publish.provider_name')}</dt><dd><bdi>${provider.name}</bdi></dd>
            <dt>${t('publish.provider_public_url')}</dt><dd><bdi>${provider.public_url || '–'}</bdi></dd>
            <dt>${t('publish.provider_contact_details')}</dt><dd><bdi>${provider.contact_details || '–'}</bdi></dd></dl>`
            : html`<p class="soft">${t('publish.provider_none')}</p>`}</section>`;
}

function Advisories({list}) {
    return html`<section class="card" aria-labelledby="own"><div class="card-head"><h2 id="own">${t('publish.own')}</h2></div>
        ${list.length ? html`<ul class="rows">${list.map(one => html`<li key=${one.id}><a class="row" href=${link('publish',
            [id64(one.id)])}>
            <${Icon} name="document" /><span class="grow"><strong><bdi>${one.title || t('publish.untitled')}</bdi></strong>
                <span class="soft small line"><bdi>${[one.tracking_id, t('publish.version', {version: one.version ?? '–'}),
                    one.released
                    && day(one.released)].filter(Boolean).join(' · ')}</bdi></span></span>
            <span class=${one.state === 'published' ? 'chip good' : 'chip warn'}>${t('publish.state_' + one.state)}</span></a>
                </li>`)}</ul>`
            : html`<${Empty} icon="document" title=${t('publish.none')}><p class="lead">${t('publish.none_lead')}</p>
                </${Empty}>`}</section>`;
}

function Overview() {
    const loaded = useLoad(async signal => {
        const [provider, list] = await Promise.all([get(PROVIDER, {signal}), getAll(OWN_ADVISORIES, 1000, {signal})]);
        return {provider, list};
    }, []);
    return html`<div class="page-head"><div><h1>${t('publish.page')}</h1><p class="lead">${t('publish.lead')}</p></div>
            <div class="actions"><a class="button primary" href=${link('publish', ['new'])}><${Icon} name="plus" size=${18} />
                ${t('publish.new')}</a>
            </div></div>
        <${Loaded} of=${loaded} lines=${8}>${({provider, list}) => html`<div class="publish-desk"><${Advisories} list=${list} />
            <div class="stack"><${Provider} provider=${provider} /><${PublishedLinks} fingerprint=${provider.key}
                round=${list.length} /></div></div>`}
        </${Loaded}>`;
}

function New() {
    const [form, setForm] = useState({title: '', tracking_id: '', language: language()});
    const [error, setError] = useState(null);
    const create = async event => {
        event.preventDefault();
        try {
            const {data} = await request('POST', OWN_ADVISORIES, {body: form});
            go(link('publish', [id64(data.id)]), {replace: true});
        } catch (problem) {
            setError(problem);
        }
    };
    const field = (name, more) => html`<${FormField} path=${'$.' + name} label=${'publish.' + name} value=${form[name]}
        found=${NO_FINDINGS}
        set=${value => setForm({...form, [name]: value})} ...${more} />`;
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('publish')}>${t('publish.back')}</a></p>
            <h1>${t('publish.new')}</h1><p class="lead">${t('publish.new_lead')}</p></div></div>
        ${error && html`<${ErrorBox} error=${error} />`}
        <form class="card form-part narrow" onSubmit=${create}>${field('title', {hint: 'publish.title_hint'})}
            ${field('tracking_id', {mono: true, hint: 'publish.tracking_id_hint', placeholder: 'AHR-2026-001'})}
            ${field('language', {options: [['en', t('publish.language_en')], ['de', t('publish.language_de')]]})}
            <p class="actions"><button type="submit" class="primary" disabled=${!form.title.trim()}>${t('publish.create')}</button>
                </p></form>`;
}

function ProviderPage() {
    return html`<div class="page-head"><div><p class="soft small"><a href=${link('publish')}>${t('publish.back')}</a></p>
            <h1>${t('publish.provider')}</h1><p class="lead">${t('publish.provider_lead')}</p></div></div>
        <div class="narrow"><${ProviderForm} /></div>`;
}

export default function Publish({route}) {
    const [part] = route.parts;
    const id = part && idOf(part);
    return html`<${SecurityTabs} current="publish" />
        ${!part ? html`<${Overview} />` : part === 'new' ? html`<${New} />` : part === 'provider' ? html`<${ProviderPage} />`
            : html`<${AdvisoryEditor} key=${id} id=${id ?? part} />`}`;
}

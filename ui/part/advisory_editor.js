// advisory_editor.js - one own advisory as a form: saved as a draft, checked, looked at as CSAF, published.
import {html, useState} from '../lib/html.js';
import {ApiError, get, id64, request} from '../lib/api.js';
import {run} from '../lib/actions.js';
import {saveFile} from '../lib/copy.js';
import {useDocument} from '../lib/document_editing.js';
import {fieldId, findingsByField, pathsOf} from '../lib/form_findings.js';
import {go, link} from '../lib/route.js';
import {day, t} from '../lib/text.js';
import {AdvisoryProducts, productName} from './advisory_products.js';
import {AdvisoryVulnerabilities} from './advisory_vulnerabilities.js';
import {ask} from './ask.js';
import {whoWords} from './conflict_box.js';
import {Dialog} from './dialog.js';
import {DocumentNews, Faults, SaveBar, useLeaving} from './document_fields.js';
import {FieldFindings, FormField} from './form_field.js';
import {Icon} from './icon.js';
import {ErrorBox, Skeleton} from './state.js';
import {toast} from './toast.js';

export const OWN_ADVISORIES = '/plan/security/own-advisories';
const TEXT_FIELDS = ['title', 'tracking_id', 'language', 'tlp', 'summary', 'changes'];
const TLP = ['WHITE', 'GREEN', 'AMBER', 'RED'];
const FINDINGS_SHOWN = 8;

/** A list of the form in one line. */
function valueText(value) {
    return Array.isArray(value) ? value.map(one => one.cve || one.title || one.organization || productName(one)).join(', ')
        : value || '–';
}

function Conflicts({form}) {
    return Object.entries(form.conflicts).map(([name, theirs]) => html`<div class="box warn conflict" role="alert" key=${name}>
        <${Icon} name="warning" /><div><p><strong>${t('publish.' + name)}: ${whoWords(form.by)}</strong></p>
        <dl class="facts"><dt>${t('edit.theirs')}</dt><dd><bdi>${valueText(theirs)}</bdi></dd>
            <dt>${t('edit.mine')}</dt><dd><bdi>${valueText(form.value(name))}</bdi></dd></dl>
        <p class="actions"><button type="button" onClick=${() => form.resolve(name, true)}>${t('edit.keep_mine')}</button>
            <button type="button" onClick=${() => form.resolve(name, false)}>${t('edit.take_theirs')}</button></p></div></div>`);
}

function General({form, found, published}) {
    const field = (name, more = {}) => html`<${FormField} path=${'$.' + name} label=${'publish.' + name} found=${found}
        value=${form.value(name)}
        set=${value => form.change(name, value)} ...${more} />`;
    return html`<section class="card form-part" aria-labelledby="general"><h2 id="general">${t('publish.general')}</h2>
        ${field('title')}<div class="pair">${field('tracking_id', {mono: true, hint: 'publish.tracking_id_hint',
            placeholder: 'AHR-2026-001'})}
            ${field('language', {options: [['en', t('publish.language_en')], ['de', t('publish.language_de')]]})}
            ${field('tlp', {options: TLP.map(name => [name, t('publish.tlp_' + name)])})}</div>
        ${field('summary', {lines: 4, hint: 'publish.summary_hint'})}
        ${published && field('changes', {lines: 2, hint: 'publish.changes_hint'})}</section>`;
}

function Acknowledgments({list, change, found}) {
    const set = (i, values) => change(list.map((one, at) => at === i ? {...one, ...values} : one));
    const names = text => text.split(',').map(name => name.trimStart()).filter((name, i, all) => name || i === all.length - 1);
    return html`<section class="card form-part" aria-labelledby="thanks"><h2 id="thanks">${t('publish.acknowledgments')}</h2>
        <ul class="form-items">${list.map((one, i) => html`<li class="form-item thanks" key=${i}><${FormField}
            path=${`$.acknowledgments[${i}].names`}
            label="publish.names" hint="publish.names_hint" value=${(one.names ?? []).join(', ')} found=${found}
            set=${text => set(i, {names: names(text)})} /><${FormField} path=${`$.acknowledgments[${i}].organization`}
                label="publish.organization"
            value=${one.organization} found=${found} set=${text => set(i, {organization: text})} />
            <button type="button" class="quiet" aria-label=${t('publish.remove', {name: t('publish.thanks', {n: i + 1})})}
                onClick=${() => change(list.filter((_, at) => at !== i))}><${Icon} name="trash" size=${18} /></button></li>`)}</ul>
        <button type="button" class="add" onClick=${() => change([...list, {names: [], organization: ''}])}><${Icon}
            name="plus" size=${18} />
            ${t('publish.add_thanks')}</button></section>`;
}

function goTo(path) {
    const field = document.getElementById(fieldId(path));
    field?.scrollIntoView({block: 'center'});
    field?.focus({preventScroll: true});
}

function Findings({placed, stale}) {
    const all = [...placed].flatMap(([path, list]) => list.map(finding => ({...finding, at: path})));
    const errors = all.filter(one => one.severity === 'error');
    if (!all.length)
        return html`<p class="fine"><${Icon} name="good" size=${18} />${t('publish.nothing_found')}</p>`;
    return html`<p><strong>${errors.length ? t('publish.faults', {n: errors.length}) : t('publish.hints', {n: all.length})}</strong>
        </p>
        ${stale && html`<p class="soft small">${t('publish.faults_saved')}</p>`}
        <ul class="found-list">${[...errors, ...all.filter(one => one.severity !== 'error')].slice(0, FINDINGS_SHOWN).map((one,
            i) => html`<li key=${i}>
            <button type="button" class="quiet" onClick=${() => goTo(one.at)}><${Icon} name="warning" size=${16} /><bdi>
                ${one.message}</bdi></button>
            </li>`)}</ul>`;
}

function Preview({data, name, close}) {
    const text = JSON.stringify(data, null, 2);
    return html`<${Dialog} title=${t('publish.preview')} close=${close} wide><p class="soft">${t('publish.preview_lead')}</p>
        <p><button type="button" onClick=${() => saveFile(new Blob([text], {type: 'application/json'}), name)}><${Icon}
            name="download" size=${18} />
            ${t('publish.download')}</button></p>
        <pre class="csaf" tabindex="0">${text}</pre></${Dialog}>`;
}

function Side({form, placed, path}) {
    const {document} = form;
    const [preview, setPreview] = useState(null);
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const published = document.version && !document.version.startsWith('0.');
    const saved = async action => {
        setBusy(true);
        setError(null);
        try {
            if (!form.dirty || await form.save())
                await action();
        } catch (problem) {
            setError(problem);
            await form.reload();
        }
        setBusy(false);
    };
    const publish = () => saved(async () => {
        if (!await ask(t('publish.ask'), t('publish.ask_text'), t('publish.publish')))
            return;
        const {etag} = await request('POST', path + '/publish');
        form.expect(etag);
        await form.reload();
        toast(t('publish.is_public'), {action: {label: t('publish.see_public'), run: () => go(link('publish'))}});
    });
    const name = `${(form.value('tracking_id') || 'advisory').toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`;
    // Where "undo" leads: to the draft that is there again.
    let again = link('publish');
    const remove = () => run(() => request('DELETE', path), t('edit.deleted', {name: form.value('title') || t('publish.untitled')}),
        
        () => request('POST', OWN_ADVISORIES, {body: document}).then(({data}) => { again = link('publish', [id64(data.id)]); }),
        () => go(again));
    return html`<aside class="card publish-side" aria-label=${t('publish.state')}><p class="chips">
            <span class=${document.state === 'published' ? 'chip good' : 'chip warn'}>${t('publish.state_' + document.state)}</span>
            ${document.version && html`<span class="chip plain">${t('publish.version', {version: document.version})}</span>`}</p>
        <${Findings} placed=${placed} stale=${form.dirty > 0} />
        ${error && (error instanceof ApiError && error.status === 400
            ? html`<p class="fault" role="alert">${t('publish.refused')}${' '}<bdi>${error.messages[0]?.text}</bdi></p>`
            : html`<${ErrorBox} error=${error} />`)}
        <p class="side-actions"><button type="button" disabled=${busy || form.saving}
                onClick=${() => saved(async () => setPreview(await get(path + '?format=csaf')))}>${t('publish.preview')}</button>
            <button type="button" class="primary" disabled=${busy || form.saving
                || Object.keys(form.conflicts).length > 0} onClick=${publish}>
                <${Icon} name="external" size=${18} />${t(published ? 'publish.publish_again' : 'publish.publish')}</button>
            ${!published && html`<button type="button" class="danger" disabled=${busy} onClick=${remove}><${Icon}
                name="trash" size=${18} />
                ${t('publish.delete')}</button>`}</p>
        ${document.url && html`<p class="small"><a href=${document.url} target="_blank" rel="noopener">
            ${t('publish.public_document')}</a></p>`}
        ${document.revisions?.length > 0 && html`<h3>${t('publish.revisions')}</h3><ul class="revisions">
            ${document.revisions.toReversed()
            .map(one => html`<li key=${one.number}><strong>${one.number}</strong> ${day(one.date)}<br /><span class="soft"><bdi>
                ${one.summary}</bdi></span>
                </li>`)}</ul>`}
        ${preview && html`<${Preview} data=${preview} name=${name} close=${() => setPreview(null)} />`}</aside>`;
}

export function AdvisoryEditor({id}) {
    const path = `${OWN_ADVISORIES}/${id64(id)}`;
    const form = useDocument('submodel', id, path);
    useLeaving(form.dirty > 0);
    const back = html`<p class="soft small"><a href=${link('publish')}>${t('publish.back')}</a></p>`;
    if (!form.document)
        return html`${back}<h1>${t('publish.advisory')}</h1>${form.error ? html`<${ErrorBox} error=${form.error}
            again=${form.reload} />`
            : html`<${Skeleton} lines=${8} />`}`;
    const list = name => form.value(name) ?? [];
    const shown = pathsOf({vulnerabilities: list('vulnerabilities').map(one => ({cve: '', cwe: '', title: '', text: '', vector: '',
        ...one,
                                                                                 states: '', remedies: one.remedies ?? []})),
                           products: list('products').map(one => ({name: '', order_code: '', maker: '', family: '', versions: '',
                               ...one})),
                           acknowledgments: list('acknowledgments').map(() => ({names: '', organization: ''}))});
    for (const name of TEXT_FIELDS)
        shown.add('$.' + name);
    const placed = findingsByField(form.document.findings ?? [], shown);
    const published = Boolean(form.document.version) && !form.document.version.startsWith('0.');
    return html`<div class="page-head"><div>${back}<h1><bdi>${form.value('title') || t('publish.untitled')}</bdi></h1></div></div>
        ${form.error && html`<${ErrorBox} error=${form.error} again=${form.reload} />`}
        <${DocumentNews} form=${form} /><${Conflicts} form=${form} /><${Faults} form=${form} />
        <div class="publish-desk"><div class="stack"><${FieldFindings} findings=${placed.get('$')} />
            <${General} form=${form} found=${placed} published=${published} />
            <${AdvisoryProducts} products=${list('products')} change=${value => form.change('products', value)} found=${placed} />
            <${AdvisoryVulnerabilities} vulnerabilities=${list('vulnerabilities')} products=${list('products')} found=${placed}
                change=${value => form.change('vulnerabilities', value)} />
            <${Acknowledgments} list=${list('acknowledgments')} change=${value => form.change('acknowledgments', value)}
                found=${placed} /></div>
            <${Side} form=${form} placed=${placed} path=${path} /></div>
        <${SaveBar} form=${form} />`;
}

// security_source.js - one source of advisories: when it was asked, what came, by whose key it was signed, what went wrong.
import {html, useState} from '../lib/html.js';
import {id64, request} from '../lib/api.js';
import {ago, t, time} from '../lib/text.js';
import {ask} from './ask.js';
import {Icon} from './icon.js';
import {toast} from './toast.js';

const COUNTS = ['new', 'updated', 'unchanged', 'left_out', 'refused', 'failed'];

const pathOf = source => `/plan/security/sources/${id64(source.id)}`;

/** A fingerprint in groups of four, as people compare it. */
function grouped(key) {
    return key.replace(/(.{4})(?=.)/g, '$1 ');
}

function Result({result}) {
    const told = COUNTS.filter(name => result[name] > 0);
    return html`<p>${told.length === 0 ? t('security.import_none') : told.map((name, i) => html`${i > 0 && ', '}<span key=${name}
        class=${name === 'failed' || name === 'refused' ? 'mark-bad' : ''}>${t('security.import_' + name, {n: result[name]})}
            </span>`)}</p>`;
}

function When({source}) {
    const parts = [source.every_hours > 0 ? t('security.every_n', {n: source.every_hours}) : t('security.by_hand')];
    if (source.next_run && !source.is_running)
        parts.push(t('security.next_run', {when: ago(source.next_run)}));
    return html`<p class="soft small">${parts.join(' · ')}</p>`;
}

/** Keys that the source has now and had not at its first run: a person has to say that they are right. */
function Offered({keys, busy, accept}) {
    return html`<div class="box warn"><${Icon} name="question" /><div><p><strong>${t('security.offered', {n: keys.length})}</strong></p>
        <p class="soft">${t('security.offered_lead')}</p><ul class="offered">${keys.slice(0, 20).map(key => html`<li key=${key}>
            <code>${grouped(key)}</code><button type="button" disabled=${busy} onClick=${() => accept(key)}>${t('security.offered_accept')}</button>
        </li>`)}</ul></div></div>`;
}

export function Source({source, changed}) {
    const [busy, setBusy] = useState(false);
    const doing = async (action, done) => {
        setBusy(true);
        try {
            await action();
            if (done)
                toast(done);
        } catch (error) {
            toast(error.messages?.[0]?.text ?? t('error.other'), {kind: 'bad'});
        }
        setBusy(false);
        changed();
    };
    const run = () => doing(() => request('POST', pathOf(source) + '/run'));
    const remove = async () => {
        if (await ask(t('security.source_remove'), t('security.source_remove_text', {name: source.name || source.url}),
            t('action.delete')))
            doing(() => request('DELETE', pathOf(source)), t('security.source_removed'));
    };
    const accept = fingerprint => doing(() => request('POST', pathOf(source) + '/keys', {body: {fingerprint}}), t('security.offered_accepted'));
    const bad = Boolean(source.error);
    return html`<li class="card source"><div class="source-head"><span class=${bad ? 'mark-bad' : 'mark-good'}><${Icon}
        name=${bad ? 'warning' : 'live'} /></span>
            <div class="grow"><h2><bdi>${source.name || source.url}</bdi></h2>
                ${source.name && html`<p class="soft small"><bdi>${source.url}</bdi></p>`}</div>
            <div class="actions"><button type="button" disabled=${busy || source.is_running} onClick=${run}>
                ${source.is_running ? html`<span class="spinner small-spinner" aria-hidden="true"></span>`
                    : html`<${Icon} name="download" size=${18} />`}
                ${t(source.is_running ? 'security.running' : 'security.run_now')}</button>
                <button type="button" class="quiet" disabled=${busy} aria-label=${t('security.source_remove')}
                    title=${t('security.source_remove')}
                    onClick=${remove}><${Icon} name="trash" size=${18} /></button></div></div>
        ${source.error && html`<div class="box bad"><${Icon} name="warning" /><div><p><bdi>${source.error}</bdi></p></div></div>`}
        ${source.offered?.length > 0 && html`<${Offered} keys=${source.offered} busy=${busy} accept=${accept} />`}
        ${source.last_run ? html`<p class="soft small">${t('security.last_run')} <time datetime=${source.last_run}
            title=${time(source.last_run)}>${ago(source.last_run)}</time></p>`
            : html`<p class="soft small">${t('security.never_run')}</p>`}
        ${source.last_result && html`<${Result} result=${source.last_result} />`}
        <${When} source=${source} />
        ${source.keys?.length > 0 && html`<details class="fold"><summary>${t('security.keys', {n: source.keys.length})}</summary>
            <ul>${source.keys.slice(0, 20).map(key => html`<li key=${key}><code>${grouped(key)}</code></li>`)}</ul>
            <p class="soft small">${t('security.keys_lead')}</p></details>`}</li>`;
}

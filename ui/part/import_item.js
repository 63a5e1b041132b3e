// import_item.js - one file of an import: how far it is, what would happen or what happened, and why when it did not.
import {html, useState} from '../lib/html.js';
import {needsDecision} from '../lib/imports.js';
import {sendFiles} from '../lib/dropped.js';
import {bytes, t} from '../lib/text.js';
import {Findings} from './findings.js';
import {Icon} from './icon.js';
import {ErrorBox} from './state.js';

const KINDS = ['shell', 'submodel', 'concept_description'];
const IDS_SHOWN = 30;

/** "2 assets and 5 submodels are new" and so on, for what an import does with things. */
function Things({what, things}) {
    const parts = KINDS.map(kind => [kind, things.filter(thing => thing.kind === kind).length]).filter(([, count]) => count)
        .map(([kind, n]) => t('exchange.count_' + kind, {n}));
    return parts.length > 0 && html`<p><span
        class=${'chip ' + (what === 'replaced' ? 'warn' : what === 'created' ? 'good' : 'plain')}>${t('exchange.' + what)}</span>
        ${' ' + parts.join(', ')}</p>`;
}

function Outcome({of}) {
    return html`<${Things} what="created" things=${of.created} /><${Things} what="replaced" things=${of.replaced} />
        <${Things} what="unchanged" things=${of.unchanged} />
        ${of.attachments > 0 && html`<p class="soft">${t('exchange.attachments', {n: of.attachments})}</p>`}`;
}

function Decision({item, imports}) {
    const refused = item.plan.result === 'refused';
    const [first] = item.plan.findings;
    return html`<div class=${'box ' + (refused ? 'bad' : 'warn')}><${Icon} name="warning" /><div>
        <p><strong>${t(refused ? 'exchange.would_refuse' : 'exchange.would_replace')}</strong></p>
        ${refused && html`<p class="soft"><bdi>${item.plan.message ?? first?.message}</bdi></p>`}
        ${refused && !item.plan.message && first && html`<p class="soft"><bdi>${first.hint}</bdi></p>`}
        ${!refused && html`<details class="fold"><summary>${t('exchange.which', {n: item.plan.replaced.length})}</summary>
            <ul class="mono">${item.plan.replaced.slice(0, IDS_SHOWN).map(thing => html`<li key=${thing.id}><bdi>${thing.id}</bdi>
                </li>`)}</ul></details>`}
        <p class="actions">${!refused && html`<button type="button" class="primary" onClick=${() => imports.store([item])}>
            ${t('exchange.replace')}</button>`}
            ${refused && html`<button type="button" class="primary" onClick=${() => sendFiles([item.file], 'check')}>
                ${t('exchange.to_check')}</button>`}
            <button type="button" onClick=${() => imports.skip(item)}>${t('exchange.skip')}</button></p></div></div>`;
}

const MARKS = {done: ['good', 'good'], failed: ['warning', 'bad'], skipped: ['info', ''], planned: ['warning', 'warn']};

function stateWords(item) {
    if (item.state === 'done')
        return t('exchange.' + item.result.result);
    return t('exchange.state_' + item.state);
}

export function ImportItem({item, imports}) {
    const [open, setOpen] = useState(false);
    const told = item.result ?? item.plan;
    const refused = item.state === 'failed' || item.result?.result === 'refused';
    const [icon, colour] = refused ? MARKS.failed : MARKS[item.state] ?? ['clock', ''];
    const busy = item.state === 'sending' || item.state === 'looking';
    const findings = told?.findings ?? [];
    return html`<li class="card import-item"><div class="import-head"><span class=${'mark-' + colour}><${Icon} name=${icon} />
        </span>
            <div class="grow"><h3><bdi>${item.file.name}</bdi></h3><p class="soft small">
                ${stateWords(item)} · ${bytes(item.file.size)}</p></div>
            ${findings.length > 0 && html`<button type="button" class="quiet" aria-expanded=${open} onClick=${() => setOpen(!open)}>
                ${t('exchange.findings', {n: findings.length + (told.not_listed ?? 0)})}<${Icon} name=${open ? 'up' : 'down'}
                    size=${16} /></button>`}</div>
        ${busy && html`<progress max="1" value=${item.state === 'sending' ? item.progress : item.progress / 2}
            aria-label=${item.file.name}></progress>`}
        ${item.error && html`<${ErrorBox} error=${item.error} again=${() => imports.again(item)} />`}
        ${item.result?.result === 'refused' && item.result.message && html`<p class="mark-bad"><bdi>${item.result.message}</bdi>
            </p>`}
        ${needsDecision(item) ? html`<${Decision} item=${item}
            imports=${imports} />` : told && told.result !== 'refused' && html`<${Outcome} of=${told} />`}
        ${open && html`<${Findings} findings=${findings} notListed=${told.not_listed} />`}
    </li>`;
}

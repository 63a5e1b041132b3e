// recent_changes.js - what changed lately, in words, newest first; what happened to one thing in a row is said once.
import {html} from '../lib/html.js';
import {id64} from '../lib/api.js';
import {link} from '../lib/route.js';
import {ago, hasText, pick, t, time} from '../lib/text.js';
import {Icon} from './icon.js';

const SHOWN = 8;
const ICONS = {create: 'plus', delete: 'trash', value: 'chart'};
const PAGES = {shell: 'asset', submodel: 'submodel', concept_description: 'concept'};

/** "Measured value changed", "Asset added": what happened, as a key of the texts. */
export function changeWords(change) {
    const keys = [`change.${change.kind}.${change.operation}`, `change.${change.operation}`];
    return t(keys.find(hasText) ?? 'change.other');
}

/** The same change of the same thing several times in a row, as one with how many. */
export function grouped(changes) {
    const groups = [];
    for (const change of changes) {
        const last = groups.at(-1);
        if (last && last.change.id === change.id && last.change.operation === change.operation)
            last.count++;
        else
            groups.push({change, count: 1});
    }
    return groups;
}

function nameOf(change) {
    return pick(change.shell?.display_name) || pick(change.display_name) || change.shell?.id_short || change.id_short || change.id;
}

function target(change) {
    if (change.operation === 'delete')
        return link('history', [], {id: change.id});
    return change.shell ? link('asset', [id64(change.shell.id)])
        : PAGES[change.kind] ? link(PAGES[change.kind], [id64(change.id)]) : link('history', [], {id: change.id});
}

function Change({change, count}) {
    const part = change.shell && change.kind !== 'shell' ? change.id_short : '';
    return html`<li><a class="row" href=${target(change)}><${Icon} name=${ICONS[change.operation] ?? 'edit'} />
        <span class="grow"><strong class="line"><bdi>${nameOf(change)}</bdi></strong>
            <span class="why soft line">${changeWords(change)}${count > 1 && ` (${t('change.times', {n: count})})`}${part && html` · <bdi>${part}</bdi>`}</span></span>
        <time class="soft small" datetime=${change.time} title=${time(change.time)}>${ago(change.time)}</time></a></li>`;
}

/** items: `recent` of GET /plan/overview. */
export function RecentChanges({items}) {
    return html`<section class="card" aria-labelledby="recent"><div class="card-head"><h2 id="recent">${t('recent.title')}</h2>
            <a href=${link('history')}>${t('recent.all')}</a></div>
        ${items.length ? html`<ul class="rows">${grouped(items).slice(0, SHOWN).map(({change, count}, i) => html`
            <${Change} key=${change.id + i} change=${change} count=${count} />`)}</ul>` : html`<p class="soft">${t('recent.none')}</p>`}</section>`;
}

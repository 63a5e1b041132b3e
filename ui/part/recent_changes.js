// recent_changes.js - what changed lately, in words, newest first; what happened to one thing in a row is said once.
import {html} from '../lib/html.js';
import {id64} from '../lib/api.js';
import {cardName} from '../lib/filters.js';
import {link} from '../lib/route.js';
import {ago, hasText, t, time} from '../lib/text.js';
import {Icon} from './icon.js';

const SHOWN = 8;
const ICONS = {created: 'plus', element_added: 'plus', deleted: 'trash', element_deleted: 'trash', file_deleted: 'trash', file_stored: 'document'};
const PAGES = {shell: 'asset', submodel: 'submodel', concept_description: 'concept'};

/** "Measured value changed", "Asset added": what happened, by kind and operation. */
export function changeWords(change) {
    const keys = [`change.${change.kind}.${change.operation}`, `change.${change.operation}`];
    return t(keys.find(hasText) ?? 'change.other');
}

/** What a change is about: an asset where it is known, else the document itself. */
function subject(change) {
    return change.shell?.id ?? change.id;
}

/** Changes in a row as entries {change, count}: the same of one asset again and again is one. */
export function grouped(changes) {
    const groups = [];
    for (const change of changes) {
        const last = groups.at(-1);
        if (last && last.change.operation === change.operation && subject(last.change) === subject(change))
            last.count++;
        else
            groups.push({change, count: 1});
    }
    return groups;
}

function nameOf(change) {
    return change.shell ? cardName(change.shell) : change.id_short || change.id;
}

function target(change) {
    if (change.operation === 'deleted' || (!change.shell && !PAGES[change.kind]))
        return link('history', [], {id: id64(change.id)});
    return change.shell ? link('asset', [id64(change.shell.id)]) : link(PAGES[change.kind], [id64(change.id)]);
}

function Change({group}) {
    const {change, count} = group;
    const words = changeWords(change) + (count > 1 ? ` (${t('change.times', {n: count})})` : '');
    const part = count > 1 ? '' : change.path || (change.shell && change.kind !== 'shell' ? change.id_short : '');
    return html`<li><a class="row" href=${target(change)}><${Icon} name=${ICONS[change.operation] ?? 'edit'} />
        <span class="grow"><strong class="line"><bdi>${nameOf(change)}</bdi></strong>
            <span class="why soft line" title=${part}>${words}${part && html` · <bdi>${part}</bdi>`}</span></span>
        <time class="soft small" datetime=${change.time} title=${time(change.time)}>${ago(change.time)}</time></a></li>`;
}

/** items: of GET /plan/changes, newest first. */
export function RecentChanges({items}) {
    return html`<section class="card" aria-labelledby="recent"><div class="card-head"><h2 id="recent">${t('recent.title')}</h2>
            <a href=${link('history')}>${t('recent.all')}</a></div>
        ${items.length ? html`<ul class="rows">${grouped(items).slice(0, SHOWN).map(group => html`
            <${Change} key=${group.change.seq} group=${group} />`)}</ul>` : html`<p class="soft">${t('recent.none')}</p>`}</section>`;
}

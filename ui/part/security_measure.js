// security_measure.js - one measure: what is to be done where, what it removes, what it costs, the items behind it.
import {html, useState} from '../lib/html.js';
import {get, query} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {assetLink, assetTitle, itemLink, itemPath, MARKS} from '../lib/security.js';
import {language, number, t} from '../lib/text.js';
import {Icon} from './icon.js';
import {Risk} from './security_marks.js';
import {Loaded} from './state.js';

const ITEMS_SHOWN = 20;
const EFFORT_MAX = 5;

function Effort({effort}) {
    const filled = Math.min(EFFORT_MAX, Math.max(1, Math.round(effort)));
    return html`<span class="effort" title=${t('security.effort_n', {n: effort})}><span class="visually-hidden">
        ${t('security.effort_n', {n: effort})}</span>
        <span class="soft small" aria-hidden="true">${t('security.effort')}</span>
        <span class="dots" aria-hidden="true">${Array.from({length: Math.max(EFFORT_MAX, filled)},
            (_, i) => html`<i key=${i} class=${i < filled ? 'on' : ''}></i>`)}</span></span>`;
}

function Items({ids}) {
    const items = useLoad(signal => Promise.all(ids.slice(0,
        ITEMS_SHOWN).map(id => get(itemPath(id) + query({language: language()}), {signal, quiet: true}))), [ids]);
    return html`<${Loaded} of=${items} lines=${2}>${list => html`<ul class="rows">
        ${list.map(item => html`<li key=${item.id}><a class="row" href=${itemLink(item.id)}>
        <${Risk} risk=${item.risk} /><span class="grow"><strong class="line"><bdi>${assetTitle(item.asset)}</bdi></strong>
            <span class="line soft small"><bdi>${item.advisory.title}</bdi></span></span></a></li>`)}</ul>
        ${ids.length > ITEMS_SHOWN && html`<p class="soft small">${t('facet.more', {n: ids.length - ITEMS_SHOWN})}</p>`}`}
            </${Loaded}>`;
}

/** risk: of all that can be reached; place: which one it is; make(): a task of it. */
export function Measure({measure, risk, place, make}) {
    const [open, setOpen] = useState(false);
    const part = risk > 0 ? measure.removes / risk : 0;
    const [icon] = MARKS.measure[measure.kind] ?? ['wrench'];
    return html`<li class="card measure"><span class="place number" aria-hidden="true">${place}</span>
        <div class="grow"><p class="kind soft small"><${Icon} name=${icon} size=${16} />${t('security.measure_' + measure.kind)}
                ${measure.asset && html` · <a href=${assetLink(measure.asset.id)}><bdi>${measure.asset.name || measure.asset.id}
                    </bdi></a>`}
                ${measure.conduit && html` · <a href=${link('zones')}><bdi>${t('security.conduit', {name: measure.conduit})}</bdi>
                    </a>`}</p>
            <h2><bdi>${measure.text}</bdi></h2>
            <details class="fold" onToggle=${event => setOpen(event.target.open)}><summary>
                ${t('security.count', {n: measure.items.length})}</summary>
                ${open && html`<${Items} ids=${measure.items} />`}</details></div>
        <div class="gain"><b class="number">${t('security.removes', {part: number(Math.round(part * 100))})}</b>
            <span class="meter good" aria-hidden="true"><span style=${{width: part * 100 + '%'}}></span></span>
            <${Effort} effort=${measure.effort ?? 1} />
            <button type="button" onClick=${make}>${t('security.make_task')}</button></div></li>`;
}

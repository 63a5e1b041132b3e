// facet_panel.js - what a list can be narrowed by, with how many each choice leaves.
import {html, useState} from '../lib/html.js';
import {number, t} from '../lib/text.js';
import {FACETS, switched, valueName} from '../lib/filters.js';

const FIRST = 6;
const MANY = 15;

function Choice({facet, item, atLeast, on, change}) {
    return html`<label class="choice"><input type="checkbox" checked=${on} onChange=${change} />
        <span class="grow" title=${item.value}><bdi>${valueName(facet, item.value)}</bdi></span>
        <span class="soft number">${item.count === null ? '' : number(item.count) + (atLeast ? '+' : '')}</span></label>`;
}

function Facet({facet, items, atLeast, filters, change}) {
    const [all, setAll] = useState(false);
    const [wanted, setWanted] = useState('');
    const chosen = filters[facet];
    const known = new Set(items.map(item => item.value));
    const list = [...chosen.filter(value => !known.has(value)).map(value => ({value, count: null})), ...items];
    if (!list.length || (list.length === 1 && !chosen.length && facet !== 'maker'))
        return null;
    const fits = item => valueName(facet, item.value).toLowerCase().includes(wanted.trim().toLowerCase());
    const shown = all ? list.filter(fits) : list.filter((item, i) => i < FIRST || chosen.includes(item.value));
    const name = t('field.' + facet);
    return html`<fieldset class="facet"><legend>${name}</legend>
        ${all && list.length > MANY && html`<input type="search" value=${wanted} placeholder=${t('facet.find')}
            aria-label=${t('facet.find_in', {name})} onInput=${event => setWanted(event.target.value)} />`}
        ${shown.map(item => html`<${Choice} key=${item.value} facet=${facet} item=${item} atLeast=${atLeast} on=${chosen.includes(item.value)}
            change=${() => change(switched(filters, facet, item.value))} />`)}
        ${list.length > FIRST && html`<button type="button" class="quiet small" aria-expanded=${all} onClick=${() => setAll(!all)}>
            ${all ? t('facet.fewer') : t('facet.more', {n: list.length - Math.min(FIRST, list.length)})}</button>`}
    </fieldset>`;
}

/** facets: of GET /plan/search ({maker: [{value, count}], …}), counted up to a limit where atLeast; change(filters): the user chose. */
export function FacetPanel({facets, atLeast, filters, change}) {
    return html`<div class="facets">${FACETS.map(facet => html`<${Facet} key=${facet} facet=${facet} items=${facets?.[facet] ?? []}
        atLeast=${atLeast} filters=${filters} change=${change} />`)}</div>`;
}

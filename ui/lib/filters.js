// filters.js - what is looked for, as it stands in the address of the page `assets` and in the query of GET /plan/search.
import {query as queryText} from './api.js';
import {hasText, pick, t} from './text.js';

/** What the list can be narrowed by, in the order of the panel; several values of one mean "any of these". */
export const FACETS = ['maker', 'asset_kind', 'template', 'location', 'layer', 'level', 'life_cycle'];
export const KINDS = ['shell', 'submodel', 'concept_description'];
export const SORTS = ['relevance', 'name', 'changed'];

/** The filters of an address: {kind, q, sort, missing, maker: […], …}. Names that mean nothing here are dropped. */
export function filtersOf(address) {
    const parameters = new URLSearchParams(address.split('?').slice(1).join('?'));
    const filters = {kind: KINDS.includes(parameters.get('kind')) ? parameters.get('kind') : 'shell', q: parameters.get('q') ?? '',
                     missing: parameters.get('missing') ?? ''};
    filters.sort = SORTS.includes(parameters.get('sort')) ? parameters.get('sort') : '';
    for (const facet of FACETS)
        filters[facet] = [...new Set(parameters.getAll(facet))];
    return filters;
}

/** The address of the list under these filters. What is as ever is left out. */
export function assetsLink(filters) {
    return '#/assets' + queryText({...filters, kind: filters.kind === 'shell' ? '' : filters.kind});
}

/** The request for these filters. more: limit, cursor, facets. Loose submodels are those that lack a shell: records of ours need none. */
export function searchPath(filters, more = {}) {
    const missing = filters.missing || (filters.kind === 'submodel' ? 'shell' : '');
    return '/plan/search' + queryText({...filters, missing, q: filters.q.trim(), sort: sortOf(filters), ...more});
}

/** By what the list is sorted: the best first when something is looked for, else by name. */
export function sortOf({sort, q}) {
    const natural = q.trim() ? 'relevance' : 'name';
    return !sort || (sort === 'relevance' && !q.trim()) ? natural : sort;
}

/** The chosen filters one by one, for chips: {facet, value}. */
export function chosen(filters) {
    return [...(filters.missing ? [{facet: 'missing', value: filters.missing}] : []),
            ...FACETS.flatMap(facet => filters[facet].map(value => ({facet, value})))];
}

/** The filters with one value of a facet switched. */
export function switched(filters, facet, value) {
    if (facet === 'missing')
        return {...filters, missing: filters.missing === value ? '' : value};
    const values = filters[facet];
    return {...filters, [facet]: values.includes(value) ? values.filter(v => v !== value) : [...values, value]};
}

export function cleared(filters) {
    return {...filters, missing: '', ...Object.fromEntries(FACETS.map(facet => [facet, []]))};
}

/** The words for a value of a facet: ours for what we know, the data's own for the rest. */
export function valueName(facet, value) {
    const key = `value.${facet}.${value}`;
    return hasText(key) ? t(key) : value;
}

/** What a person calls the thing of a card. */
export function cardName(card) {
    return pick(card.display_name) || card.id_short || pick(card.product) || card.id;
}

/** Says in one line what it is and who made it; the name itself is not said again. */
export function cardDetails(card) {
    const name = cardName(card);
    const parts = [pick(card.maker), pick(card.product), card.family, card.type, card.order_code];
    return [...new Set(parts)].filter(part => part && part !== name);
}

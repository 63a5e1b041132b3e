// assets.js - #/assets?q=…&maker=…: everything that is here as a list or as pictures, searched and narrowed.
import {html, useRef, useState} from '../lib/html.js';
import {assetsLink, chosen, cleared, filtersOf, KINDS, searchPath, SORTS, sortOf, switched, valueName} from '../lib/filters.js';
import {useNarrow} from '../lib/narrow.js';
import {PAGE, usePager} from '../lib/pager.js';
import {go} from '../lib/route.js';
import {keptScroll, useKeptScroll, useTopForAnother} from '../lib/scroll.js';
import {t} from '../lib/text.js';
import {Building} from '../part/building.js';
import {CardPlace, CardRow, CardTile, tellsMore} from '../part/card_row.js';
import {Dialog} from '../part/dialog.js';
import {FacetPanel} from '../part/facet_panel.js';
import {Icon} from '../part/icon.js';
import {NothingFound} from '../part/nothing_found.js';
import {Picked, usePicked} from '../part/picked.js';
import {ErrorBox} from '../part/state.js';
import {VirtualList} from '../part/virtual_list.js';

export const styles = ['assets'];

// Heights in rem with the gap below, by look and by whether there is a line for what matched: style/assets.css fills them.
const HEIGHTS = {list: [4.5, 5.9], narrow: [5.4, 5.4], tiles: [17, 18]};
const PLACES_AHEAD = 12;

function Look({look, change}) {
    return html`<div class="switch" role="group" aria-label=${t('assets.look')}>${['list', 'tiles'].map(name => html`
        <button key=${name} type="button" class="quiet" aria-pressed=${look === name} aria-label=${t('assets.' + name)} title=${t('assets.' + name)}
            onClick=${() => change(name)}><${Icon} name=${name === 'list' ? 'list' : 'grid'} /></button>`)}</div>`;
}

function Kinds({filters}) {
    return html`<nav class="tabs" aria-label=${t('assets.kinds')}>${KINDS.map(kind => html`<a key=${kind}
        href=${assetsLink({...cleared(filters), kind})} aria-current=${filters.kind === kind ? 'page' : undefined}>${t('kind.' + kind)}</a>`)}</nav>`;
}

function Chips({filters, change}) {
    const list = chosen(filters);
    return list.length > 0 && html`<ul class="chips chosen" aria-label=${t('assets.chosen')}>${list.map(({facet, value}) => html`
        <li key=${facet + value}><button type="button" class="chip" onClick=${() => change(switched(filters, facet, value))}
            aria-label=${t('assets.remove', {name: `${t('field.' + facet)} ${valueName(facet, value)}`})}>
            <span class="cut">${facet !== 'missing' && html`<span class="of">${t('field.' + facet)}: </span>`}<bdi>${valueName(facet, value)}</bdi></span>
            <${Icon} name="close" size=${14} /></button></li>`)}
        <li><button type="button" class="quiet small" onClick=${() => change(cleared(filters))}>${t('assets.remove_all')}</button></li></ul>`;
}

function Sort({filters, change}) {
    const possible = SORTS.filter(sort => sort !== 'relevance' || filters.q.trim());
    return html`<label class="sort"><span class="visually-hidden">${t('assets.sort')}</span>
        <select onChange=${event => change({...filters, sort: event.target.value})}>${possible.map(sort => html`
            <option key=${sort} value=${sort} selected=${sort === sortOf(filters)}>${t('sort.' + sort)}</option>`)}</select></label>`;
}

/** Whether a list can be narrowed at all. */
function hasChoices(facets) {
    return Object.values(facets ?? {}).some(items => items.length > 0);
}

/** How many there are, for the eyes and, once it has come to rest, for a screen reader. */
function Count({pager, filters, stale}) {
    const text = !pager || pager.error ? '' : (pager.atLeast ? t('count.at_least') + ' ' : '') + t(`count.${filters.kind}`, {n: pager.total});
    return html`<p class=${stale ? 'count stale' : 'count'} role="status">${text}</p>`;
}

function List({pager, filters, look, narrow, picked}) {
    const {items} = pager;
    const question = filters.q.trim();
    const ahead = pager.done ? 0 : Math.min(PLACES_AHEAD, pager.total - items.length);
    const tiles = look === 'tiles';
    const View = tiles ? CardTile : CardRow;
    const heights = HEIGHTS[tiles ? 'tiles' : narrow ? 'narrow' : 'list'];
    const told = question && items.slice(0, PAGE).some(card => tellsMore(card, question)) ? 1 : 0;
    const item = i => items[i]
        ? html`<${View} card=${items[i]} question=${question} narrow=${narrow} picked=${picked.has(items[i])} pick=${picked.pick} />`
        : html`<${CardPlace} tile=${tiles} />`;
    return html`<div class=${'cards as-' + look}>
        ${!tiles && !narrow && filters.kind === 'shell' && html`<div class="card-row head soft small" aria-hidden="true">
            <span class="what">${t('field.display_name')}</span><span class="serial">${t('field.serial_number')}</span>
            <span class="last">${t('assets.place_changed')}</span></div>`}
        <${VirtualList} count=${items.length + ahead} total=${pager.total} height=${heights[told]}
            width=${tiles ? narrow ? 10 : 14.5 : 0} item=${item} keyOf=${i => items[i]?.id ?? '#' + i} nearEnd=${() => pager.error || pager.more()}
            label=${t('kind.' + filters.kind)} />
        ${pager.error && html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`}
    </div>`;
}

/** Bars where rows will stand, the first time. */
function Waiting({look}) {
    return html`<div class=${'cards waiting as-' + look} role="status" aria-label=${t('state.loading')}>
        ${Array.from({length: 8}, (_, i) => html`<${CardPlace} key=${i} tile=${look === 'tiles'} />`)}</div>`;
}

export default function Assets({route}) {
    const filters = filtersOf(route.key);
    const [look, setLook] = useState(localStorage.getItem('look') === 'tiles' ? 'tiles' : 'list');
    const [sheet, setSheet] = useState(false);
    const narrow = useNarrow();
    const {pager, stale} = usePager(searchPath(filters), keptScroll() > 0);
    const picked = usePicked();
    const change = next => go(assetsLink(next));
    const count = chosen(filters).length;
    useKeptScroll(Boolean(pager?.items.length));
    useTopForAnother(searchPath(filters));

    const changeLook = name => {
        localStorage.setItem('look', name);
        setLook(name);
    };
    // Until the counts of a new question are there, those of the one before stay, so that nothing jumps.
    const known = useRef({});
    if (pager?.facets)
        known.current = {kind: filters.kind, facets: pager.facets, atLeast: pager.facetsAtLeast};
    const {facets, atLeast} = known.current.kind === filters.kind ? known.current : {};
    const panel = html`<${FacetPanel} facets=${facets} atLeast=${atLeast} filters=${filters} change=${change} />`;
    const failed = pager?.error && pager.total === null;
    return html`<h1 class="visually-hidden">${t('nav.assets')}</h1>
        <${Kinds} filters=${filters} />
        <div class="list-head"><${Count} pager=${pager} filters=${filters} stale=${stale} />
            ${narrow && (count > 0 || hasChoices(facets)) && html`<button type="button" onClick=${() => setSheet(true)}><${Icon} name="filter" size=${18} />
                ${count ? t('facet.title_n', {n: count}) : t('facet.title')}</button>`}
            <${Sort} filters=${filters} change=${change} /><${Look} look=${look} change=${changeLook} /></div>
        ${pager?.building && html`<${Building} />`}
        <${Chips} filters=${filters} change=${change} />
        <div class=${narrow ? '' : 'with-facets'}>
            <div class=${stale ? 'stale results' : 'results'} aria-busy=${stale}>${failed ? html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`
                : !pager ? html`<${Waiting} look=${look} />`
                : pager.total === 0 ? html`<${NothingFound} filters=${filters} />`
                : html`<${List} key=${pager.path + look} pager=${pager} filters=${filters} look=${look} narrow=${narrow} picked=${picked} />`}</div>
            ${!narrow && html`<aside aria-label=${t('facet.title')}>${panel}</aside>`}
        </div>
        <${Picked} picked=${picked} />
        ${sheet && html`<${Dialog} title=${t('facet.title')} close=${() => setSheet(false)}>${panel}
            <p class="sheet-end"><button type="button" class="primary" onClick=${() => setSheet(false)}>
                ${pager ? t('facet.show', {n: pager.total ?? 0}) : t('action.close')}</button></p></${Dialog}>`}`;
}

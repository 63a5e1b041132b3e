// security_filters.js - what the list of what to do is narrowed by: the state as buttons, the rest as choices; on a phone in a
// window.
import {html, useEffect, useState} from '../lib/html.js';
import {useSettled} from '../lib/load.js';
import {go} from '../lib/route.js';
import {chosenCount, itemFilters, itemsLink, REACHES, SORTS, STATES, TIERS, todoCount, useZones, VERDICTS} from '../lib/security.js';
import {number, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {Icon} from './icon.js';

/** The state, with how many there are in each. */
export function StateSwitch({filters, summary}) {
    const counts = summary ? {...summary.states, todo: todoCount(summary)} : {};
    return html`<nav class="segments" aria-label=${t('security.states')}>${['todo', ...STATES, 'all'].map(state => html`
        <a key=${state} href=${itemsLink({...filters, state})} aria-current=${filters.state === state ? 'true' : undefined}>
            ${t('security.state_' + state)}${state !== 'all' && html`<span class="number">${counts[state] === undefined ? ''
                : number(counts[state])}</span>`}</a>`)}</nav>`;
}

function Select({name, value, options, change}) {
    return html`<label class=${value ? 'choose set' : 'choose'}><span class="visually-hidden">${t('security.filter_' + name)}</span>
        <select value=${value} disabled=${!value && options.length === 0} onChange=${event => change({[name]: event.target.value})}>
            <option value="" selected=${!value}>${t('security.any_' + name)}</option>
            ${options.map(([id, text]) => html`<option key=${id} value=${id} selected=${id === value}>${text}</option>`)}</select>
                </label>`;
}

function Search({filters, change}) {
    const [text, setText] = useState(filters.q);
    const settled = useSettled(text, 200);
    useEffect(() => { setText(filters.q); }, [filters.q]);
    useEffect(() => {
        if (settled.trim() !== filters.q.trim() && settled === text)
            change({q: settled.trim()});
    }, [settled]);
    return html`<label class="find"><span class="visually-hidden">${t('security.find')}</span><${Icon} name="search" size=${16} />
        <input type="search" value=${text} placeholder=${t('security.find')} onInput=${event => setText(event.target.value)} />
            </label>`;
}

function Choices({filters, owners, change}) {
    const zones = useZones();
    const of = (kind, list) => list.map(name => [name, t(`security.${kind}_${name}`)]);
    const people = [...new Set([...owners, filters.owner].filter(Boolean))].sort();
    return html`<${Select} name="verdict" value=${filters.verdict} options=${of('verdict', VERDICTS)} change=${change} />
        <${Select} name="tier" value=${filters.tier} options=${of('tier', TIERS)} change=${change} />
        <${Select} name="reach" value=${filters.reach} change=${change} options=${REACHES.map(name => [name,
            t(name === 'unknown' ? 'security.filter_reach_unknown' : 'security.reach_' + name)])} />
        <${Select} name="zone" value=${filters.zone} change=${change} options=${zones.map(zone => [zone.id, zone.name || zone.id])} />
        <${Select} name="owner" value=${filters.owner} change=${change} options=${people.map(name => [name, name])} />
        <label class="tick"><input type="checkbox" checked=${filters.exploited === 'true'}
            onChange=${event => change({exploited: event.target.checked ? 'true' : ''})} /><span>${t('security.exploited_short')}
                </span></label>`;
}

/** The order of the list. */
export function Sort({filters}) {
    return html`<label class="sort"><span class="visually-hidden">${t('assets.sort')}</span>
        <select onChange=${event => go(itemsLink({...filters, sort: event.target.value}))}>${SORTS.map(sort => html`
            <option key=${sort} value=${sort} selected=${sort === filters.sort}>${t('security.sort_' + sort)}</option>`)}</select>
                </label>`;
}

/** What the list is about when it was opened from an asset, an advisory or a count. */
function About({filters, items}) {
    const first = items[0];
    const names = {asset: first?.asset.name || t('security.this_asset'), advisory: first?.advisory.tracking_id || t('security.this_advisory'),
                   overdue: t('security.tile_overdue')};
    return html`${Object.keys(names).filter(name => filters[name]).map(name => html`<a key=${name} class="chip about"
        href=${itemsLink({...filters, [name]: ''})}><bdi>${names[name]}</bdi><${Icon} name="close" size=${14} />
        <span class="visually-hidden">${t('none.without_filters')}</span></a>`)}`;
}

/** The way to the list with none of the filters. */
export function ClearFilters({filters, quiet}) {
    return html`<a class=${quiet ? 'small' : 'button quiet'} href=${itemsLink(itemFilters({state: filters.state,
        sort: filters.sort}))}>${t('assets.remove_all')}</a>`;
}

/** items: those that are shown, for the people among them. */
export function SecurityFilters({filters, narrow, items}) {
    const [sheet, setSheet] = useState(false);
    const change = some => go(itemsLink({...filters, ...some}));
    const owners = items.map(item => item.owner);
    const n = chosenCount({...filters, q: '', asset: '', advisory: '', overdue: ''});
    const choices = html`<${Choices} filters=${filters} owners=${owners} change=${change} />`;
    return html`<div class="filter-bar" role="search" aria-label=${t('facet.title')}>
        <${Search} filters=${filters} change=${change} />
        ${narrow ? html`<button type="button" onClick=${() => setSheet(true)}><${Icon} name="filter" size=${18} />
            ${n ? t('facet.title_n', {n}) : t('facet.title')}</button>` : choices}
        <${About} filters=${filters} items=${items} />
        ${narrow && html`<${Sort} filters=${filters} />`}
        ${sheet && html`<${Dialog} title=${t('facet.title')} close=${() => setSheet(false)}><div class="stack sheet">${choices}
            </div>
            <p class="actions"><button type="button" class="primary" onClick=${() => setSheet(false)}>${t('action.close')}</button>
                ${n > 0 && html`<${ClearFilters} filters=${filters} />`}</p></${Dialog}>`}
    </div>`;
}

// security.js - what the pages below #/security share: the list's filters in the address, the requests, what words and colours
// things have.
import {get, id64, query, request} from './api.js';
import {listFollowed} from './followed.js';
import {useEffect} from './html.js';
import {useLoad} from './load.js';
import {link} from './route.js';
import {day, language} from './text.js';

export const STATES = ['open', 'in_progress', 'done', 'accepted'];
export const TODO = ['open', 'in_progress'];
export const MEASURES = ['patch', 'configure', 'segment', 'replace', 'accept'];
export const VERDICTS = ['affected', 'unknown', 'under_investigation', 'fixed', 'not_affected'];
export const TIERS = ['certain', 'family', 'possible'];
export const REACHES = ['reachable', 'unknown', 'local', 'not_reachable'];
export const SORTS = ['risk', 'due', 'changed'];
export const RISK_MAX = 1000;

/** Icon and colour of what an item is in; the words are beside them, so that nobody needs the colour. */
export const MARKS = {
    verdict: {affected: ['warning', 'bad'], unknown: ['question', 'warn'], under_investigation: ['wait', 'plain'],
        fixed: ['wrench', 'good'],
              not_affected: ['good', 'good']},
    reach: {reachable: ['network', 'bad'], unknown: ['question', 'warn'], local: ['machine', 'plain'],
        not_reachable: ['lock', 'good']},
    state: {open: ['circle', 'plain'], in_progress: ['clock', 'accent'], done: ['good', 'good'], accepted: ['edit', 'plain']},
    measure: {patch: ['download', ''], configure: ['wrench', ''], segment: ['network', ''], replace: ['exchange', ''],
        accept: ['edit', '']},
};

// name of the filter, and what it is when the address says nothing
const FILTERS = {state: 'todo', verdict: '', tier: '', reach: '', zone: '', owner: '', exploited: '', overdue: '', asset: '',
                 advisory: '', q: '', sort: 'risk'};
const CLOSED = {state: [...STATES, 'all'], verdict: VERDICTS, tier: TIERS, reach: REACHES, sort: SORTS, exploited: ['true'],
                overdue: ['true']};

/** The filters of an address: {state: 'todo', verdict: '', …}. What means nothing here is as if it were not there. */
export function itemFilters(values) {
    const filters = {...FILTERS};
    for (const name of Object.keys(FILTERS))
        if (values[name] !== undefined && (!CLOSED[name] || CLOSED[name].includes(values[name])))
            filters[name] = values[name];
    return filters;
}

/** The address of the list under these filters; what is as ever is left out. */
export function itemsLink(filters = {}) {
    return link('security', [], Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== FILTERS[name])));
}

let lastList = '';

/** Keeps the address of the list, for the way back from one of its items. */
export function rememberList(filters) {
    lastList = itemsLink(filters);
}

/** The list as it was seen last. */
export function listLink() {
    return lastList || itemsLink();
}

/** The request for these filters. */
export function itemsPath({state, q, ...filters}) {
    const states = state === 'todo' ? TODO : state === 'all' ? [] : [state];
    return '/plan/security/items' + query({state: states, ...filters, q: q.trim(), language: language()});
}

/** How many filters are set beside the state and the order. */
export function chosenCount(filters) {
    return ['verdict', 'tier', 'reach', 'zone', 'owner', 'exploited', 'overdue', 'asset', 'advisory', 'q']
        .filter(name => filters[name]).length;
}

export const itemPath = id => `/plan/security/items/${id64(id)}`;
export const itemLink = id => link('security', ['item', id64(id)]);
export const advisoryPath = id => `/plan/security/advisories/${id64(id)}`;
export const advisoryLink = id => link('security', ['advisory', id64(id)]);
export const assetLink = id => link('asset', [id64(id)]);

/** What a person calls the asset of an item. */
export function assetTitle(asset) {
    return asset.name || asset.product || asset.order_code || asset.id;
}

/** A date without a time ("2026-12-24") as a person writes it. */
export function dateOnly(text) {
    return day(text.slice(0, 10) + 'T00:00:00');
}

/** A day as an input of type date has it, so many days from today, in the user's zone. */
export function dayFromNow(days = 0) {
    const date = new Date();
    date.setDate(date.getDate() + days);
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** Whether something should have been done by now. */
export function isOverdue({state, due}) {
    return Boolean(due) && state !== 'done' && due.slice(0, 10) < dayFromNow();
}

/** How high a risk is: 'high', 'middle', 'low', 'none'. */
export function riskLevel(risk) {
    return risk >= 700 ? 'high' : risk >= 400 ? 'middle' : risk > 0 ? 'low' : 'none';
}

/** The rating of a CVSS score as the standard has it (CVSS 3.1, 5). */
export function severityOf(score) {
    return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'none';
}

/** Decides for one item, as it was at `etag` (nothing: nobody had decided); returns {data, etag} of it now. decision: {state, measure, owner, due, reason}. */
export async function decideOne(id, decision, etag) {
    const answer = await request('PUT', itemPath(id) + query({language: language()}), {
        body: decision, ifMatch: etag, ifNoneMatch: etag ? '' : '*'});
    await listFollowed();
    return answer;
}

/** Decides the same for several, all or none. */
export async function decideMany(items, decision) {
    await request('POST', '/plan/security/items/decide', {body: {items, ...decision}});
    await listFollowed();
}

/** How many items ask for something: summary of GET /plan/security/summary. */
export function todoCount(summary) {
    return TODO.reduce((sum, state) => sum + (summary.states?.[state] ?? 0), 0);
}

export function useSummary() {
    return useLoad(signal => get('/plan/security/summary', {signal}), []);
}

const BUILDING_MS = 1500;

/** Asks anew as long as the server is still comparing; called once more when it is done. */
export function useWhileBuilding(building, again) {
    useEffect(() => {
        if (!building)
            return undefined;
        const timer = setInterval(again, BUILDING_MS);
        return () => clearInterval(timer);
    }, [building, again]);
}

/** The zones, for choosing one: [{id, name}]. A plant without zones has none. */
export function useZones() {
    const {data} = useLoad(signal => get('/plan/security/zones', {signal}).catch(() => null), []);
    return data?.zones ?? [];
}

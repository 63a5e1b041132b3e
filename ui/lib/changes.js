// changes.js - what changed, newest first, of everything or of some documents together; states of the past and what differs.
import {get, id64, paths, query, request} from './api.js';
import {ownFields, same} from './draft.js';
import {childrenOf, rootOf} from './element.js';

const PAGE = 60;

/** Pages through GET /plan/changes; of several ids the lists are merged by their numbers. */
export class ChangeSource {
    constructor({ids = [], kind = ''}) {
        const lists = ids.length ? ids.map(id => ({id: id64(id)})) : [{}];
        this.lists = lists.map(list => ({...list, items: [], cursor: null, ended: false}));
        this.kind = kind;
    }

    async fill(list, signal) {
        const page = await get('/plan/changes' + query({limit: PAGE, kind: this.kind, id: list.id, cursor: list.cursor}), {signal});
        list.items.push(...page.result);
        list.cursor = page.paging_metadata?.cursor;
        list.ended = !list.cursor;
    }

    /** The next changes; fewer than asked for only at the end. */
    async next(count = PAGE, signal) {
        const found = [];
        while (found.length < count) {
            await Promise.all(this.lists.filter(list => !list.items.length && !list.ended).map(list => this.fill(list, signal)));
            const best = this.lists.filter(list => list.items.length).sort((a, b) => b.items[0].seq - a.items[0].seq)[0];
            if (!best)
                break;
            found.push(best.items.shift());
        }
        return found;
    }

    get more() {
        return this.lists.some(list => list.items.length || !list.ended);
    }
}

const PLACES = {shell: paths.shell, submodel: paths.submodel, concept_description: paths.concept};

export function placeOf(kind, id) {
    return PLACES[kind]?.(id);
}

/** A document as it was at a time; null when it was not there, undefined when its kind has no past. */
export async function stateAt(kind, id, time, signal) {
    if (kind !== 'shell' && kind !== 'submodel')
        return undefined;
    try {
        return await get(placeOf(kind, id) + '/$history' + query({date: time}), {signal});
    } catch (error) {
        if (error.status === 404)
            return null;
        throw error;
    }
}

/** The document before and after a change: {before, after}. */
export async function aroundChange(change, signal) {
    if (change.kind === 'concept_description') {
        const [now, old] = await Promise.all([get('/plan/changes/' + change.seq, {signal}),
                                              change.previous ? get('/plan/changes/' + change.previous, {signal}) : null]);
        return {before: old?.change ?? old?.body ?? null, after: now.change ?? now.body ?? null};
    }
    const [after, previous] = await Promise.all([
        change.operation === 'deleted' ? null : stateAt(change.kind, change.id, change.time, signal),
        change.previous ? get('/plan/changes/' + change.previous, {signal}) : null]);
    return {before: previous ? await stateAt(change.kind, change.id, previous.time, signal) : null, after};
}

/** Leaves of a document that is no submodel: "assetInformation.assetKind" → text. */
function leaves(value, path = '', found = new Map()) {
    if (value && typeof value === 'object') {
        for (const [name, item] of Object.entries(value))
            leaves(item, Array.isArray(value) ? `${path}[${Number(name) + 1}]` : path ? `${path}.${name}` : name, found);
    } else if (value !== undefined && value !== null)
        found.set(path, String(value));
    return found;
}

/** Everything of an element but its values and children. */
function rest(element) {
    const other = {...element};
    for (const name of ['value', 'statements', 'annotations', 'submodelElements', 'min', 'max', 'contentType', 'first', 'second',
        'entityType', 'globalAssetId'])
        delete other[name];
    return other;
}

function elementDifferences(before, after, found) {
    const old = new Map(childrenOf(before).map(child => [child.path, child]));
    for (const child of childrenOf(after)) {
        const was = old.get(child.path);
        old.delete(child.path);
        if (!was)
            found.push({node: child, path: child.path, kind: 'added', after: ownFields(child.element)});
        else {
            if (!same(ownFields(was.element), ownFields(child.element)))
                found.push({node: child, path: child.path, kind: 'changed', before: ownFields(was.element),
                    after: ownFields(child.element)});
            else if (!same(rest(was.element), rest(child.element)))
                found.push({node: child, path: child.path, kind: 'described'});
            elementDifferences(was, child, found);
        }
    }
    for (const child of old.values())
        found.push({node: child, path: child.path, kind: 'removed', before: ownFields(child.element)});
    return found;
}

/** What differs between two states of a document: [{path, kind: added|changed|removed|described, before, after, node}]. */
export function differencesOf(before, after) {
    const document = after ?? before;
    if (!document)
        return [];
    if (document.modelType === 'Submodel') {
        const none = {...document, submodelElements: []};
        const found = elementDifferences(rootOf(before ?? none), rootOf(after ?? none), []);
        return before && after && !same(rest(before), rest(after)) ? [{path: '', kind: 'described'}, ...found] : found;
    }
    const old = leaves(before ?? {}), now = leaves(after ?? {}), found = [];
    for (const path of new Set([...old.keys(), ...now.keys()])) {
        if (old.get(path) !== now.get(path) && !/modelType$/.test(path))
            found.push({path, kind: !old.has(path) ? 'added' : !now.has(path) ? 'removed' : 'changed',
                before: {value: old.get(path)}, after: {value: now.get(path)}});
    }
    return found;
}

/** Puts an earlier state back (null: deletes). Returns a function that undoes it. */
export async function restore(kind, id, state) {
    const place = placeOf(kind, id);
    const now = await request('GET', place).catch(error => {
        if (error.status === 404)
            return null;
        throw error;
    });
    const put = (document, etag) => document ? request('PUT', place, {body: document,
        ...(etag ? {ifMatch: etag} : {ifNoneMatch: '*'})})
        : request('DELETE', place, {ifMatch: etag ?? undefined});
    await put(state, now?.etag);
    return async () => {
        const after = await request('GET', place).catch(() => null);
        await put(now?.data ?? null, after?.etag);
    };
}

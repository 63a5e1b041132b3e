// pager.js - a list of the server that is fetched page by page as somebody scrolls, and kept for the way back.
import {get, query} from './api.js';
import {useEffect, useState} from './html.js';

/** How many are fetched at a time. */
export const PAGE = 100;
const KEPT_MAX = 6;
// Counting what could be chosen costs more than the page itself: it is asked for once the page is there and nobody types any more.
const FACETS_AFTER_MS = 120;
const kept = new Map();

/** The pages of one question so far. items, total (null until known), atLeast, facets, error, loading, done. */
class Pager {
    constructor(path, keyOf) {
        this.path = path;
        this.keyOf = keyOf;
        this.items = [];
        this.seen = new Set();
        this.total = null;
        this.facets = null;
        this.atLeast = false;
        this.error = null;
        this.cursor = null;
        this.loading = false;
        this.done = false;
        this.watchers = new Set();
    }

    tell() {
        for (const watcher of this.watchers)
            watcher();
    }

    /** Fetches the next page, unless it is on its way or there is none. */
    async more() {
        if (this.loading || this.done)
            return;
        this.loading = true;
        this.error = null;
        this.abort = new AbortController();
        const first = this.total === null;
        try {
            const page = await get(this.address({limit: PAGE, cursor: this.cursor}), {signal: this.abort.signal});
            // What changed in the meantime may come once more on a later page.
            this.items = [...this.items, ...page.result.filter(item => !this.seen.has(this.keyOf(item)))];
            for (const item of page.result)
                this.seen.add(this.keyOf(item));
            this.building = page.building ?? false;
            this.total = first ? page.total : this.total;
            this.atLeast = page.at_least ?? false;
            this.cursor = page.paging_metadata?.cursor ?? null;
            this.done = !this.cursor;
        } catch (error) {
            if (error.name !== 'AbortError')
                this.error = error;
        }
        this.loading = false;
        this.tell();
    }

    address(more) {
        return this.path + (this.path.includes('?') ? '&' : '?') + query(more).slice(1);
    }

    /** Fetches what the list could be narrowed by. A list without it is still a list: an error stays without consequence. */
    async count() {
        if (this.facets)
            return;
        this.counting = new AbortController();
        try {
            const page = await get(this.address({limit: 1, facets: 'true'}), {signal: this.counting.signal});
            this.facets = page.facets ?? {};
            this.facetsAtLeast = page.facets_at_least ?? false;
            this.tell();
        } catch {
            // as above
        }
    }

    /** Nobody waits any more for the first page, nor for the counts. */
    leave() {
        this.counting?.abort();
        if (this.total === null)
            this.abort?.abort();
    }
}

function pagerFor(path, fresh, keyOf) {
    let pager = fresh ? null : kept.get(path);
    kept.delete(path);
    pager ??= new Pager(path, keyOf);
    kept.set(path, pager);
    for (const [oldest] of kept)
        if (kept.size > KEPT_MAX)
            kept.delete(oldest);
    return pager;
}

/**
 * The pages behind a path. keep: show again what was fetched before (the way back), else ask anew. Returns {pager, stale}: while a
 * new question is on its way the pager of the one before is shown, stale. keyOf(item): what names an item; counted: the list can be
 * narrowed by facets; round: another number asks anew, and what is shown stays until the answer is there.
 */
export function usePager(path, keep, {keyOf = item => item.id, counted = true, round = 0} = {}) {
    const [shown, setShown] = useState(() => keep && kept.get(path)?.total != null ? kept.get(path) : null);
    const [, redraw] = useState(0);
    useEffect(() => {
        const pager = pagerFor(path, !keep || round > 0, keyOf);
        const told = () => {
            if (pager.total !== null || pager.error)
                setShown(pager);
            redraw(n => n + 1);
        };
        let timer;
        const begun = () => {
            if (counted && pager.watchers.has(told) && pager.total !== null && !pager.facets)
                timer = setTimeout(() => pager.count(), FACETS_AFTER_MS);
        };
        pager.watchers.add(told);
        if (pager.total === null)
            pager.more().then(begun);
        else {
            told();
            begun();
        }
        return () => {
            clearTimeout(timer);
            pager.watchers.delete(told);
            pager.leave();
        };
    }, [path, round]);
    return {pager: shown, stale: shown !== null && shown.path !== path};
}

// pager.js - a list of the server that is fetched page by page as somebody scrolls, and kept for the way back.
import {get, query} from './api.js';
import {useEffect, useState} from './html.js';

/** How many are fetched at a time. */
export const PAGE = 100;
const KEPT_MAX = 6;
const kept = new Map();

/** The pages of one question so far. items, total (null until known), facets, error, loading, done. */
class Pager {
    constructor(path) {
        this.path = path;
        this.items = [];
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
            const separator = this.path.includes('?') ? '&' : '?';
            const page = await get(this.path + separator + query({limit: PAGE, cursor: this.cursor, facets: first ? 'true' : ''}).slice(1),
                                   {signal: this.abort.signal});
            this.items = first ? page.result : [...this.items, ...page.result];
            this.total = page.total ?? this.items.length;
            this.atLeast = page.at_least ?? false;
            this.facets = page.facets ?? this.facets;
            this.cursor = page.paging_metadata?.cursor ?? null;
            this.done = !this.cursor;
        } catch (error) {
            if (error.name !== 'AbortError')
                this.error = error;
        }
        this.loading = false;
        this.tell();
    }

    /** Nobody waits any more for the first page. */
    leave() {
        if (this.total === null)
            this.abort?.abort();
    }
}

function pagerFor(path, fresh) {
    let pager = fresh ? null : kept.get(path);
    kept.delete(path);
    pager ??= new Pager(path);
    kept.set(path, pager);
    for (const [oldest] of kept)
        if (kept.size > KEPT_MAX)
            kept.delete(oldest);
    return pager;
}

/**
 * The pages behind a path. keep: show again what was fetched before (the way back), else ask anew. Returns {pager, stale}: while a
 * new question is on its way the pager of the one before is shown, stale.
 */
export function usePager(path, keep) {
    const [shown, setShown] = useState(() => keep && kept.get(path)?.total != null ? kept.get(path) : null);
    const [, redraw] = useState(0);
    useEffect(() => {
        const pager = pagerFor(path, !keep);
        const told = () => {
            if (pager.total !== null || pager.error)
                setShown(pager);
            redraw(n => n + 1);
        };
        pager.watchers.add(told);
        if (pager.total === null)
            pager.more();
        else
            told();
        return () => {
            pager.watchers.delete(told);
            pager.leave();
        };
    }, [path]);
    return {pager: shown, stale: shown !== null && shown.path !== path};
}

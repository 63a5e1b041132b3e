// zone_editing.js - the zones of a plant while somebody changes them: a draft with undo, kept until it is saved, and what happens
// when
// somebody else was faster.
import {getAll, request} from './api.js';
import {same} from './draft.js';
import {useEffect, useRef, useState} from './html.js';
import {placed} from './zone_layout.js';
import {differences, merged, taken} from './zone_merge.js';

const PATH = '/plan/security/zones';
const KEPT = 'zones.draft';
const KEEP_AFTER_MS = 400;
const UNDO_MAX = 100;
const DEVICES_MAX = 5000, DEVICES_PAGE = 1000;
const EMPTY = {plan: null, base: null, etag: null, error: null, fault: null, saving: false, past: [], future: [], conflicts: [],
               news: [], theirs: null, restored: false, last: null};

function kept() {
    try {
        return JSON.parse(localStorage.getItem(KEPT));
    } catch {
        return null;
    }
}

function keep(draft) {
    try {
        if (draft)
            localStorage.setItem(KEPT, JSON.stringify(draft));
        else
            localStorage.removeItem(KEPT);
    } catch {
        // A browser that keeps nothing still has the draft as long as the page is open.
    }
}

async function load() {
    const {data, etag} = await request('GET', PATH);
    return {plan: placed(data), etag};
}

/** Mine on top of what is on the server now. */
function rebased(base, mine, now) {
    const {plan, conflicts} = merged(base, mine, now.plan);
    return {base: now.plan, etag: now.etag, plan: placed(plan), conflicts, theirs: now.plan,
            news: differences(base, now.plan)};
}

/**
 * {plan, base, error, dirty: how many things differ, change(plan, what), undo, redo, canUndo, canRedo, save, saving, fault,
 * discard,
 * reload, conflicts, resolve(conflict, theirs), news, seen, restored}. change() with the same `what` as before is one step of undo.
 */
export function useZones() {
    const [state, setState] = useState(EMPTY);
    const now = useRef(state);
    const set = change => {
        now.current = {...now.current, ...change};
        setState(now.current);
    };
    const reload = async () => {
        set({error: null});
        try {
            const there = await load(), draft = kept();
            if (draft && !same(draft.base, draft.plan))
                set({...(draft.etag === there.etag ? {plan: draft.plan, base: there.plan, etag: there.etag}
                    : rebased(draft.base, draft.plan, there)), restored: true});
            else
                set({plan: there.plan, base: there.plan, etag: there.etag});
        } catch (error) {
            set({error});
        }
    };
    useEffect(() => { reload(); }, []);
    const {plan, base, etag} = state;
    useEffect(() => {
        if (!plan)
            return undefined;
        const timer = setTimeout(() => keep(plan === base ? null : {plan, base, etag}), KEEP_AFTER_MS);
        return () => clearTimeout(timer);
    }, [plan, base]);
    // What was changed in the last moment is kept as well.
    useEffect(() => {
        const keepNow = () => now.current.plan && now.current.plan !== now.current.base
            && keep({plan: now.current.plan, base: now.current.base, etag: now.current.etag});
        addEventListener('pagehide', keepNow);
        return () => {
            removeEventListener('pagehide', keepNow);
            keepNow();
        };
    }, []);

    const step = (from, to) => () => {
        const {[from]: list, plan: shown} = now.current;
        if (list.length)
            set({plan: list.at(-1), [from]: list.slice(0, -1), [to]: [...now.current[to], shown], last: null});
    };
    const change = (next, what = null) => {
        const {plan: shown, past, last} = now.current;
        const more = what !== null && what === last;
        set({plan: next, past: more ? past : [...past, shown].slice(-UNDO_MAX), future: [], last: what, fault: null});
    };
    const save = async () => {
        const {plan: mine, etag: known} = now.current;
        set({saving: true, fault: null});
        try {
            const answer = await request('PUT', PATH, {body: mine, ifMatch: known, ifNoneMatch: known ? null : '*'});
            // A server that does not say it with the answer says it when asked.
            const fresh = answer.etag ?? (await request('GET', PATH, {quiet: true})).etag;
            set({base: mine, etag: fresh, saving: false, restored: false, news: [], last: null});
        } catch (error) {
            if (error.status !== 412) {
                set({saving: false, fault: error});
                return;
            }
            try {
                const there = await load();
                set({...rebased(now.current.base, now.current.plan, there), saving: false, past: [...now.current.past, mine],
                    last: null});
            } catch (second) {
                set({saving: false, fault: second});
            }
        }
    };
    return {
        ...state, change, save, reload, undo: step('past', 'future'), redo: step('future', 'past'),
        canUndo: state.past.length > 0, canRedo: state.future.length > 0,
        dirty: plan && base && plan !== base ? differences(base, plan).length : 0,
        discard: () => {
            keep(null);
            set({plan: now.current.base, past: [...now.current.past, now.current.plan], conflicts: [], fault: null, restored: false,
                 last: null});
        },
        resolve: (conflict, theirs) => {
            if (theirs)
                change(taken(now.current.plan, conflict, now.current.theirs));
            set({conflicts: now.current.conflicts.filter(one => one !== conflict)});
        },
        seen: () => set({news: [], restored: false}),
    };
}

/** All devices of the plant by the id of their shell: {devices: Map, complete}; they come in the background. */
export function useDevices() {
    const [state, setState] = useState({devices: new Map(), complete: false, error: null});
    useEffect(() => {
        const abort = new AbortController();
        getAll('/plan/security/inventory', DEVICES_MAX, {signal: abort.signal, limit: DEVICES_PAGE}).then(
            list => abort.signal.aborted || setState({devices: new Map(list.map(one => [one.asset, one])), complete: true,
                error: null}),
            error => abort.signal.aborted || setState(before => ({...before, error})));
        return () => abort.abort();
    }, []);
    return state;
}

// document_editing.js - a whole document in a form (a shell, a concept description): fields that the user changed over those on the
// server; when somebody else was faster, what differs is asked for field by field.
import {ApiError, id64, query, request} from './api.js';
import {same} from './draft.js';
import {lastChange, tellsDeletion} from './element_write.js';
import {useEffect, useRef, useState} from './html.js';
import {useEvents} from './load.js';
import {go} from './route.js';
import {t} from './text.js';
import {toast} from '../part/toast.js';

const SETTLE_MS = 350;
const kept = new Map(); // what was not saved when a form was left, by id: it is there again on return
const EMPTY = {document: null, etag: null, error: null, mine: {}, conflicts: {}, by: null, faults: [], news: null, saving: false};

/** The value at a name such as "assetInformation.assetKind". */
export function valueAt(document, name) {
    return name.split('.').reduce((value, part) => value?.[part], document);
}

/** The document with these fields set; what is empty is left out. */
export function withValues(document, values) {
    const made = structuredClone(document);
    for (const [name, value] of Object.entries(values)) {
        const parts = name.split('.'), last = parts.pop();
        const written = Array.isArray(value) ? value.filter(item => !(item.language && !item.text)) : value;
        const place = parts.reduce((object, part) => object[part] ??= {}, made);
        if (written === undefined || written === '' || (Array.isArray(written) && !written.length))
            delete place[last];
        else
            place[last] = written;
    }
    return made;
}

/**
 * kind: as /plan/events names it. Returns {document, values(name), change(name, value), save(), resolve(name, keep), dirty,
     conflicts: {name:
 * theirs}, by, faults: [text], news, saving, error, reload}. save() says whether it worked.
 */
export function useDocument(kind, id, path) {
    const [state, setState] = useState(EMPTY);
    const now = useRef(state);
    const timer = useRef(0);
    const form = useRef(location.hash).current;
    const saved = useRef({});
    const set = change => {
        now.current = {...now.current, ...change};
        setState(now.current);
    };
    const load = async () => {
        try {
            const {data, etag} = await request('GET', path);
            const {document, mine} = now.current;
            const left = {}, conflicts = {};
            for (const [name, value] of Object.entries(mine)) {
                if (same(valueAt(data, name), value))
                    continue;
                left[name] = value;
                if (!same(valueAt(data, name), valueAt(document, name)))
                    conflicts[name] = valueAt(data, name) ?? '';
            }
            const foreign = document && !same(document, data) && JSON.stringify(data) !== saved.current.text && etag !== saved.current.etag;
            const by = foreign ? await lastChange(id, '') : null;
            set({document: data, etag, error: null, mine: left, conflicts, by: by ?? now.current.by,
                news: foreign ? {by} : now.current.news});
        } catch (error) {
            set({error});
        }
    };
    useEffect(() => {
        now.current = {...EMPTY, ...kept.get(id)};
        kept.delete(id);
        load();
        return () => {
            clearTimeout(timer.current);
            const {document, mine} = now.current;
            if (!Object.keys(mine).length)
                return;
            kept.set(id, {document, mine});
            toast(t('edit.unsaved', {n: Object.keys(mine).length}),
                  {kind: 'bad', action: {label: t('edit.back_to_form'), run: () => go(form)}});
        };
    }, [id]);
    useEvents(query({kind, id: id64(id)}), event => {
        clearTimeout(timer.current);
        if (tellsDeletion(event)) {
            set({error: new ApiError(404, [])});
            return;
        }
        timer.current = setTimeout(() => now.current.saving || load(), SETTLE_MS);
    });
    const put = async (whole, etag) => {
        saved.current = {text: JSON.stringify(whole)};
        saved.current.etag = (await request('PUT', path, {body: whole, ifMatch: etag})).etag;
    };
    const save = async () => {
        const {document, etag, mine} = now.current;
        set({saving: true, faults: []});
        try {
            await put(withValues(document, mine), etag);
            set({mine: {}, saving: false, news: null});
            await load();
            const back = () => put(document, now.current.etag).then(load, () => toast(t('edit.undo_failed'), {kind: 'bad'}));
            toast(t('edit.saved', {n: Object.keys(mine).length}), {action: {label: t('action.undo'), run: back}});
            return true;
        } catch (error) {
            set({saving: false, faults: error.status === 412 ? []
                : error.messages?.length ? error.messages.map(message => message.text)
                : [t(error.status === 0 ? 'error.unreachable' : 'error.other')]});
            if (error.status === 412)
                await load();
            return false;
        }
    };
    return {
        ...state, save, reload: load, dirty: Object.keys(state.mine).length,
        value: name => name in state.mine ? state.mine[name] : valueAt(state.document, name),
        change: (name, value) => {
            const mine = {...now.current.mine, [name]: value};
            if (same(value, valueAt(now.current.document, name)))
                delete mine[name];
            set({mine});
        },
        resolve: (name, keep) => {
            const mine = {...now.current.mine}, conflicts = {...now.current.conflicts};
            delete conflicts[name];
            if (!keep)
                delete mine[name];
            set({mine, conflicts});
        },
        discard: () => set({mine: {}, conflicts: {}, faults: []}),
        seen: () => set({news: null}),
        /** What has this ETag was made on behalf of the user, so it is no news. */
        expect: etag => { saved.current = {etag}; },
    };
}

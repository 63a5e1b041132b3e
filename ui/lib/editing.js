// editing.js - a submodel in a form: what is on the server, what the user changed, what others change meanwhile, and saving.
import {ApiError, id64, paths, query, request} from './api.js';
import {ownFields, mergedTexts, nodeAt, rebase, same} from './draft.js';
import {Conflict, lastChange, saveElement, tellsDeletion} from './element_write.js';
import {useEffect, useRef, useState} from './html.js';
import {lexicalFault} from './lexical.js';
import {useEvents} from './load.js';
import {go, link} from './route.js';
import {t} from './text.js';
import {toast} from '../part/toast.js';

const SETTLE_MS = 350;
const kept = new Map(); // what was not saved when a form was left, by id: it is there again on return
const EMPTY = {submodel: null, etag: null, error: null, drafts: new Map(), conflicts: new Map(), faults: new Map(), news: null,
    saving: false};

/** The fault of a draft that can be seen without the server, as words; ''. */
function faultOf(element, mine) {
    const texts = element.modelType === 'Property' ? [mine.value] : element.modelType === 'Range' ? [mine.min, mine.max] : [];
    const fault = texts.map(text => lexicalFault(element.valueType, text)).find(Boolean);
    return fault ? t(fault) : '';
}

/** Without languages in which nothing was written. */
function withoutEmpty(mine) {
    return Array.isArray(mine.value) ? {...mine, value: mine.value.filter(item => item.text !== '')} : mine;
}

/**
 * {submodel, drafts, conflicts: path → {theirs, by}, faults: path → text, news, saving, error; change(path, fields), save(),
     discard(),
 * resolve(path, 'mine'|'theirs'|'both'), reload(own)}. News are paths that others changed: {paths, by}.
 */
export function useEditing(id) {
    const [state, setState] = useState(EMPTY);
    const now = useRef(state);
    const own = useRef(new Set());
    const timer = useRef(0);
    const set = change => {
        now.current = {...now.current, ...change};
        setState(now.current);
    };

    const load = async () => {
        try {
            const {data, etag} = await request('GET', paths.submodel(id));
            const {submodel, drafts, faults} = now.current;
            const left = kept.get(id);
            if (!submodel && !left) {
                set({submodel: data, etag, error: null});
                return;
            }
            kept.delete(id);
            const next = rebase(submodel ?? data, data, left ?? drafts);
            const changed = next.changed.filter(path => !own.current.has(path) && !drafts.has(path));
            const told = [...changed, ...next.conflicts.keys()];
            const by = told.length ? await lastChange(id, told[0]) : null;
            const conflicts = new Map([...next.conflicts].map(([path, theirs]) => [path, {theirs, by}]));
            set({submodel: data, etag, error: null, drafts: next.drafts, conflicts,
                faults: new Map([...faults].filter(([path]) => next.drafts.has(path))),
                 news: told.length ? {paths: told, by} : now.current.news});
        } catch (error) {
            set({error});
        }
    };
    useEffect(() => {
        now.current = EMPTY;
        own.current = new Set();
        load();
        return () => {
            clearTimeout(timer.current);
            if (!now.current.drafts.size)
                return;
            kept.set(id, now.current.drafts);
            toast(t('edit.unsaved', {n: now.current.drafts.size}),
                  {kind: 'bad', action: {label: t('edit.back_to_form'), run: () => go(link('edit', [id64(id)]))}});
        };
    }, [id]);
    useEvents(query({kind: 'submodel', id: id64(id)}), event => {
        clearTimeout(timer.current);
        if (tellsDeletion(event)) {
            set({error: new ApiError(404, [])});
            return;
        }
        timer.current = setTimeout(() => now.current.saving || load(), SETTLE_MS);
    });

    const change = (path, fields) => {
        const {drafts, faults, submodel} = now.current;
        const element = nodeAt(submodel, path)?.element;
        const base = drafts.get(path)?.base ?? ownFields(element);
        const mine = {...(drafts.get(path)?.mine ?? base), ...fields};
        const next = new Map(drafts), nextFaults = new Map(faults);
        if (same(mine, base))
            next.delete(path);
        else
            next.set(path, {base, mine});
        const fault = faultOf(element, mine);
        if (fault)
            nextFaults.set(path, fault);
        else
            nextFaults.delete(path);
        set({drafts: next, faults: nextFaults});
    };

    /** Saves these drafts one by one; returns those that are stored. */
    const write = async drafts => {
        const saved = new Map(), conflicts = new Map(now.current.conflicts), faults = new Map();
        let {etag} = now.current;
        for (const [path, draft] of drafts) {
            const element = nodeAt(now.current.submodel, path)?.element;
            const fault = element && faultOf(element, draft.mine);
            own.current.add(path);
            try {
                if (!element)
                    throw new Conflict(null);
                if (fault)
                    throw {messages: [{text: fault}]};
                etag = await saveElement(id, element, path, {base: draft.base, mine: withoutEmpty(draft.mine), etag}) ?? etag;
                saved.set(path, draft);
            } catch (error) {
                if (error instanceof Conflict)
                    conflicts.set(path, {theirs: error.theirs, by: await lastChange(id, path)});
                else
                    faults.set(path, (error.messages ?? []).map(message => message.text).join(' ')
                        || t(error.status === 0 ? 'error.unreachable' : 'error.other'));
            }
        }
        set({faults, conflicts});
        return saved;
    };
    const save = async () => {
        set({saving: true});
        const saved = await write(now.current.drafts);
        const left = new Map([...now.current.drafts].filter(([path, draft]) => !saved.has(path)
            || saved.get(path).mine !== draft.mine));
        set({drafts: left, saving: false});
        await load();
        own.current = new Set();
        const back = async () => {
            const undone = await write(new Map([...saved].map(([path, {base, mine}]) => [path, {base: mine, mine: base}])));
            await load();
            toast(undone.size === saved.size ? t('edit.undone') : t('edit.undo_failed'),
                {kind: undone.size === saved.size ? 'good' : 'bad'});
        };
        if (saved.size)
            toast(t('edit.saved', {n: saved.size}), {action: {label: t('action.undo'), run: back}});
        return left.size === 0;
    };
    const resolve = (path, choice) => {
        const drafts = new Map(now.current.drafts), conflicts = new Map(now.current.conflicts);
        const {theirs} = conflicts.get(path), draft = drafts.get(path);
        conflicts.delete(path);
        if (choice === 'theirs' || !theirs)
            drafts.delete(path);
        else
            drafts.set(path, {base: theirs, mine: choice === 'both' ? {value: mergedTexts(draft.base.value, draft.mine.value,
                theirs.value)} : draft.mine});
        set({drafts, conflicts});
    };
    return {...state, change, save, resolve, discard: () => set({drafts: new Map(), conflicts: new Map(), faults: new Map()}),
            seen: () => set({news: null}),
            /** After a change of what there is: own says which paths are the user's doing. */
            reload: async () => {
                const before = now.current.news;
                await load();
                set({news: before});
            }};
}

// live.js - what changes on the server while a page shows it. An event about one element reaches the values that show it and
// nothing else; any other change of a submodel asks for it anew.
import {id64, idOf, query} from './api.js';
import {useEffect, useRef, useState} from './html.js';
import {useEvents} from './load.js';

const FILTERED_MAX = 16;   // ids that one stream takes
const SETTLE_MS = 150;     // several changes of a submodel are one reading of it
const HIDDEN_MS = 60000;   // then a page that nobody sees gives its connection back: browsers have few for one server

const watchers = new Map();
const place = (submodel, path) => submodel + '\n' + path;

function tell(submodel, path, element) {
    for (const watcher of watchers.get(place(submodel, path)) ?? [])
        watcher(element);
}

/** The element of a node, newer than the node when an event said so. */
export function useLive(node) {
    const [newer, setNewer] = useState(null);
    const key = place(node.submodel, node.path);
    useEffect(() => {
        const watcher = element => setNewer({than: node.element, element});
        if (!watchers.has(key))
            watchers.set(key, new Set());
        watchers.get(key).add(watcher);
        return () => {
            watchers.get(key).delete(watcher);
            if (!watchers.get(key).size)
                watchers.delete(key);
        };
    }, [key, node.element]);
    return newer?.than === node.element ? newer.element : node.element;
}

/** {submodel, path} of the source of an event; null when it is about something else. */
export function placeOf(source) {
    const parts = new URL(source, location.origin).pathname.split('/');
    const at = parts.indexOf('submodels');
    if (at < 0 || !parts[at + 1])
        return null;
    const rest = parts[at + 2] === 'submodel-elements' ? parts.slice(at + 3).join('/') : '';
    return {submodel: idOf(parts[at + 1]), path: decodeURIComponent(rest)};
}

/** Whether somebody may see the page. */
function useSeen() {
    const [seen, setSeen] = useState(true);
    useEffect(() => {
        let timer;
        const changed = () => {
            clearTimeout(timer);
            if (document.visibilityState === 'visible')
                setSeen(true);
            else
                timer = setTimeout(() => setSeen(false), HIDDEN_MS);
        };
        document.addEventListener('visibilitychange', changed);
        return () => { clearTimeout(timer); document.removeEventListener('visibilitychange', changed); };
    }, []);
    return seen;
}

/**
 * Follows these submodels: what is shown of them stays as it is on the server. changed(id) is called when one must be read anew.
 * Returns whether the connection is there: true, false, or null before it is known.
 */
export function useLiveSubmodels(ids, changed) {
    const [connected, setConnected] = useState(null);
    const timers = useRef(new Map()), missed = useRef(false);
    const wanted = new Set(ids);
    const seen = useSeen();
    const filters = ids.length === 0 || !seen ? null
        : ids.length > FILTERED_MAX ? query({kind: 'submodel'}) : query({kind: 'submodel', id: ids.map(id64)});
    const again = id => {
        if (!timers.current.has(id))
            timers.current.set(id, setTimeout(() => { timers.current.delete(id); changed(id); }, SETTLE_MS));
    };
    useEffect(() => () => { for (const timer of timers.current.values()) clearTimeout(timer); }, []);
    useEvents(filters, event => {
        const found = placeOf(event.source);
        if (!found || !wanted.has(found.submodel))
            return;
        if (event.type.endsWith('.valueChanged') && event.data)
            tell(found.submodel, found.path, event.data);
        else
            again(found.submodel);
    }, there => {
        // What happened while it was away may have been missed.
        if (there && missed.current)
            ids.forEach(again);
        missed.current = !there;
        setConnected(there);
    });
    useEffect(() => { missed.current ||= !seen; }, [seen]);
    return connected;
}

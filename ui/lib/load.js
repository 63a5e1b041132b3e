// load.js - data for a view: loading, failed, there; loaded again when what it depends on changes.
import {useCallback, useEffect, useRef, useState} from './html.js';

/**
 * useLoad(signal => get(…, {signal}), [id]) → {data, error, loading, again}. What was there stays while it loads anew; an answer
 * that comes after a newer question is dropped.
 */
export function useLoad(load, dependencies) {
    const [state, setState] = useState({data: null, error: null, loading: true});
    const [round, setRound] = useState(0);
    const latest = useRef(load);
    latest.current = load;
    useEffect(() => {
        const abort = new AbortController();
        setState(before => ({...before, loading: true}));
        latest.current(abort.signal).then(
            data => abort.signal.aborted || setState({data, error: null, loading: false}),
            error => abort.signal.aborted || setState({data: null, error, loading: false}));
        return () => abort.abort();
    }, [...dependencies, round]);
    const again = useCallback(() => setRound(n => n + 1), []);
    return {...state, again};
}

/** A value that follows `value` once it has not changed for `ms`: for search as you type. */
export function useSettled(value, ms = 150) {
    const [settled, setSettled] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(value), ms);
        return () => clearTimeout(timer);
    }, [value, ms]);
    return settled;
}

/** Calls changed(event) for every change on the server that fits the filters of /plan/events; null: for none. connected(yes or no)
 * is called when the connection is there and when it is lost; it comes back by itself and misses nothing. */
export function useEvents(filters, changed, connected) {
    const latest = useRef({});
    latest.current = {changed, connected};
    useEffect(() => {
        if (filters === null)
            return undefined;
        const source = new EventSource('/plan/events' + filters);
        source.onmessage = event => latest.current.changed(JSON.parse(event.data));
        source.onopen = () => latest.current.connected?.(true);
        source.onerror = () => latest.current.connected?.(false);
        return () => source.close();
    }, [filters]);
}

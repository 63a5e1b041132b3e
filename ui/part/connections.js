// connections.js - what the server reads from machines just now (GET /plan/connections): asked twice a second while an interface of the
// submodel is in use and somebody looks, rarely else.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {get} from '../lib/api.js';
import {isNumeric, numberText} from '../lib/format.js';
import {t, time} from '../lib/text.js';

const USED_MS = 500, UNUSED_MS = 10000, LIGHT_MS = 2000;
const IN_USE = new Set(['connecting', 'connected', 'lost']);
const KINDS = {connected: 'good', connecting: 'warn', lost: 'bad', invalid: 'bad', notAllowed: 'warn', notSupported: 'warn',
    unused: 'plain'};

/** {interfaces by path, datapoints by path} of what the server says about one submodel. */
function sorted(answer, submodel) {
    const interfaces = new Map(), points = new Map();
    for (const one of answer.interfaces ?? []) {
        if (one.submodelId !== submodel)
            continue;
        interfaces.set(one.path, one);
        for (const property of one.properties ?? [])
            points.set(property.source, {...property, live: one.state === 'connected'});
    }
    return {interfaces, points};
}

/** What is known of the interfaces of an Asset Interfaces Description: {interfaceAt(path), pointAt(path), failed}. */
export function useConnections(submodel) {
    const [state, setState] = useState({interfaces: new Map(), points: new Map(), failed: false});
    useEffect(() => {
        let timer, gone = false, asked = 0;
        const ask = async () => {
            let wait = UNUSED_MS;
            if (document.visibilityState === 'visible')
                try {
                    const found = sorted(await get('/plan/connections', {quiet: asked++ > 0}), submodel);
                    if (!gone)
                        setState({...found, failed: false});
                    wait = [...found.interfaces.values()].some(one => IN_USE.has(one.state)) ? USED_MS : UNUSED_MS;
                } catch (error) {
                    // 404: a server that reads no machines. Anything else passes.
                    wait = error.status === 404 ? Infinity : USED_MS * 3;
                    if (!gone)
                        setState(before => ({...before, failed: error.status !== 404}));
                }
            if (!gone && wait !== Infinity)
                timer = setTimeout(ask, wait);
        };
        ask();
        const seen = () => { if (document.visibilityState === 'visible') { clearTimeout(timer); ask(); } };
        document.addEventListener('visibilitychange', seen);
        return () => { gone = true; clearTimeout(timer); document.removeEventListener('visibilitychange', seen); };
    }, [submodel]);
    return {interfaceAt: path => state.interfaces.get(path), pointAt: path => state.points.get(path), failed: state.failed};
}

export function ConnectionState({one}) {
    return one && html`<span class=${'chip ' + (KINDS[one.state] ?? 'plain')}
        title=${t('interface.since', {time: time(one.since)})}>${t('interface.state_' + one.state)}</span>`;
}

/** Why it is not connected, and when it is tried again. */
export function ConnectionTrouble({one}) {
    return one?.error && one.state !== 'unused' && html`<p class="small connection-trouble" role="status">
        <bdi>${one.error.slice(0, 300)}</bdi>
        ${one.nextTry && html` <span class="soft">${t('interface.next_try', {time: time(one.nextTry)})}</span>`}</p>`;
}

/** The value that a datapoint had when it was read last; grey when the connection is lost. */
export function LiveValue({point, unit, type}) {
    const before = useRef(point?.value);
    const [lit, setLit] = useState(false);
    useEffect(() => {
        if (before.current === point?.value)
            return undefined;
        const first = before.current === undefined;
        before.current = point?.value;
        if (first)
            return undefined;
        setLit(true);
        const timer = setTimeout(() => setLit(false), LIGHT_MS);
        return () => clearTimeout(timer);
    }, [point?.value]);
    if (point?.value === undefined)
        return html`<span class="soft" title=${point?.error ?? t('interface.not_read')}>–</span>`;
    const text = type === 'number' || type === 'integer' || isNumeric(type) ? numberText(point.value) : point.value.slice(0, 200);
    return html`<span class=${'value' + (lit ? ' lit' : '') + (point.live ? '' : ' stale')}
        title=${[point.value.slice(0, 300), time(point.time), point.error].filter(Boolean).join('\n')}>
        <b>${text}</b>${unit && html` <span class="unit">${unit.slice(0, 24)}</span>`}</span>`;
}

// route.js - where the user is: the part of the address behind '#', as a page, its parts and its query.
// "#/asset/dXJuOng/documents?q=a" is {page: 'asset', parts: ['dXJuOng', 'documents'], query: {q: 'a'}}.
import {query as queryText} from './api.js';
import {useEffect, useState} from './html.js';

export function readRoute(hash = location.hash) {
    const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
    const parts = path.split('/').map(part => {
        try {
            return decodeURIComponent(part);
        } catch {
            return part;
        }
    });
    return {page: parts[0] || 'overview', parts: parts.slice(1).filter(Boolean),
            query: Object.fromEntries(new URLSearchParams(search)), key: hash};
}

/** The address of a page: link('asset', [id64(id), 'documents'], {q: …}). */
export function link(page, parts = [], query = {}) {
    return '#/' + [page, ...parts].map(encodeURIComponent).join('/') + queryText(query);
}

export function go(address, {replace = false} = {}) {
    if (replace) {
        history.replaceState(null, '', address);
        dispatchEvent(new HashChangeEvent('hashchange'));
    } else
        location.hash = address;
}

export function useRoute() {
    const [route, setRoute] = useState(readRoute());
    useEffect(() => {
        const changed = () => setRoute(readRoute());
        addEventListener('hashchange', changed);
        // Between the first picture and now somebody may have gone on.
        setRoute(before => before.key === location.hash ? before : readRoute());
        return () => removeEventListener('hashchange', changed);
    }, []);
    return route;
}

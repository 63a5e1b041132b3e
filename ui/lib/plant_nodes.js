// plant_nodes.js - the nodes of the plant as GET /plan/tree gives them, one level at a time, kept while the page is open.
import {get, query} from './api.js';
import {useEffect, useMemo, useState} from './html.js';
import {pick} from './text.js';

const PAGE = 500;
const SEPARATOR = '\n';

/** The key of a place in the tree: the nodes above it and itself; one asset may stand at several places. */
export function keyOfPath(path) {
    return path.join(SEPARATOR);
}

export function nodeName(item) {
    return pick(item.shell?.display_name) || pick(item.display_name) || item.shell?.id_short || item.id_short || item.node;
}

async function childrenOf(node) {
    const items = [];
    let cursor;
    do {
        const page = await get('/plan/tree' + query({parent: node, limit: PAGE, cursor}));
        items.push(...page.result);
        cursor = page.paging_metadata?.cursor;
    } while (cursor);
    return items;
}

/**
 * {level(node), want(node)}: level is what stands below a node ('' for the top): {items, error}, undefined as long as nobody asked;
 * want asks for it, again after an error.
 */
export function usePlantNodes() {
    const levels = useMemo(() => new Map(), []);
    const [, redraw] = useState(0);
    const want = node => {
        if (levels.has(node) && !levels.get(node).error)
            return;
        levels.set(node, {items: null, error: null});
        childrenOf(node).then(items => levels.set(node, {items, error: null}), error => levels.set(node, {items: null, error}))
            .then(() => redraw(n => n + 1));
    };
    return {level: node => levels.get(node), want};
}

/** The items along a path of nodes, as far as they are known; asks for what is missing. */
export function usePath(nodes, path) {
    const items = [];
    let above = '';
    for (const node of path) {
        const found = nodes.level(above)?.items?.find(item => item.node === node);
        if (!found)
            break;
        items.push(found);
        above = node;
    }
    const next = items.length < path.length ? above : null;
    useEffect(() => {
        if (next !== null)
            nodes.want(next);
    }, [next]);
    return items;
}

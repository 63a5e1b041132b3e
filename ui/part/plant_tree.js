// plant_tree.js - the plant as a tree (ARIA tree view): arrow keys open, close and move, letters jump, what is below is fetched when opened.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {keyOfPath, nodeName} from '../lib/plant_nodes.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

/** The rows in sight, top to bottom: {path, item, key, level, place, of, above} or {path, waiting | error}. */
function rowsOf(nodes, open, path = [], rows = []) {
    const level = nodes.level(path.at(-1) ?? '');
    if (!level?.items) {
        rows.push({path, key: keyOfPath([...path, '…']), level: path.length + 1, error: level?.error, waiting: !level?.error});
        return rows;
    }
    level.items.forEach((item, i) => {
        const own = [...path, item.node];
        const key = keyOfPath(own);
        // An asset that contains itself ends here.
        const parent = item.children > 0 && !path.includes(item.node);
        rows.push({path: own, key, item, parent, level: own.length, place: i + 1, of: level.items.length, open: parent && open.has(key)});
        if (parent && open.has(key))
            rowsOf(nodes, open, own, rows);
    });
    return rows;
}

function Row({row, current, chosen, press, again, choose, toggle}) {
    const indent = {paddingInlineStart: `${(row.level - 1) * 1.35 + .3}rem`};
    if (!row.item)
        return html`<li role="none" class="tree-row" style=${indent}>${row.error
            ? html`<button type="button" class="quiet" onClick=${again}>${t('state.again')}</button>` : html`<span class="soft">${t('state.loading')}</span>`}</li>`;
    const {item} = row;
    return html`<li role="treeitem" class="tree-row" style=${indent} data-key=${row.key} tabindex=${current ? 0 : -1} aria-level=${row.level}
        aria-posinset=${row.place} aria-setsize=${row.of} aria-selected=${chosen} aria-expanded=${row.parent ? row.open : undefined}
        onKeyDown=${press} onClick=${choose}>
        <span class=${row.open ? 'twist open' : 'twist'} onClick=${event => { if (row.parent) { event.stopPropagation(); toggle(); } }}>
            ${row.parent && html`<${Icon} name="right" size=${16} />`}</span>
        <${Icon} name=${row.parent ? 'tree' : item.shell ? 'machine' : 'part'} size=${18} />
        <span class="label" title=${nodeName(item)}><bdi>${nodeName(item)}</bdi></span>
        ${Number(item.bulk_count) > 1 && html`<span class="soft small number">× ${item.bulk_count}</span>`}</li>`;
}

/** nodes: usePlantNodes; path: of the chosen node; choose(path): another one was chosen. */
export function PlantTree({nodes, path, choose}) {
    const list = useRef();
    // The first level is open from the start, and what is above the chosen node.
    const [open, setOpen] = useState(() => new Set([...nodes.level('').items.slice(0, 3).map(item => item.node),
                                                    ...path.map((_, i) => keyOfPath(path.slice(0, i + 1)))]));
    const [cursor, setCursor] = useState(keyOfPath(path));
    const rows = rowsOf(nodes, open);
    const places = rows.filter(row => row.item);
    const at = Math.max(0, places.findIndex(row => row.key === cursor));
    const chosen = keyOfPath(path);
    const wanted = rows.filter(row => row.waiting).map(row => row.path.at(-1)).join();
    useEffect(() => rows.filter(row => row.waiting).forEach(row => nodes.want(row.path.at(-1))), [wanted]);

    const toggle = (row, value = !row.open) => setOpen(before => {
        const after = new Set(before);
        after[value ? 'add' : 'delete'](row.key);
        return after;
    });
    const move = row => {
        if (!row)
            return;
        setCursor(row.key);
        list.current.querySelector(`[data-key="${CSS.escape(row.key)}"]`)?.focus();
    };
    const jump = letter => move([...places.slice(at + 1), ...places.slice(0, at + 1)]
        .find(row => nodeName(row.item).toLowerCase().startsWith(letter.toLowerCase())));
    const press = row => event => {
        const keys = {
            ArrowDown: () => move(places[at + 1]),
            ArrowUp: () => move(places[at - 1]),
            Home: () => move(places[0]),
            End: () => move(places.at(-1)),
            ArrowRight: () => row.parent && (row.open ? move(places[at + 1]) : toggle(row, true)),
            ArrowLeft: () => row.open ? toggle(row, false) : move(places.find(one => one.key === keyOfPath(row.path.slice(0, -1)))),
            Enter: () => choose(row.path),
            ' ': () => choose(row.path),
        };
        const run = keys[event.key] ?? (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && /\p{L}|\p{N}/u.test(event.key) ? () => jump(event.key) : null);
        if (!run)
            return;
        event.preventDefault();
        run();
    };
    return html`<ul role="tree" ref=${list} aria-label=${t('nav.plant')}>${rows.map(row => html`<${Row} key=${row.key} row=${row}
        current=${row === places[at]} chosen=${row.key === chosen} press=${press(row)} again=${() => nodes.want(row.path.at(-1))}
        toggle=${() => toggle(row)} choose=${() => { setCursor(row.key); choose(row.path); }} />`)}</ul>`;
}

// virtual_list.js - a list of any length in the page's own scrolling: only what is seen, and a little more, stands in the DOM.
import {html, useEffect, useLayoutEffect, useRef, useState} from '../lib/html.js';

const SPARE_ROWS = 5;

function rootSize() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** The rows from first to last that the window shows of an element. */
function rowsSeen(element, height, rows) {
    const top = element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height) - SPARE_ROWS);
    const last = Math.min(rows - 1, Math.ceil((innerHeight - top) / height) + SPARE_ROWS);
    return [first, last];
}

/**
 * Which rows of a list are in sight, followed as the window scrolls. element: a ref to what holds them; height in rem; width: that an
 * item needs, in rem, when several may stand side by side. Returns {columns, seen: [first row, last row], size: of a row in pixels}.
 */
export function useSeenRows(element, {count, height, width, nearEnd}) {
    const [columns, setColumns] = useState(1);
    const [seen, setSeen] = useState([0, 20]);
    const size = height * rootSize();

    const measure = () => {
        if (!element.current)
            return;
        const fit = width ? Math.max(1, Math.floor(element.current.clientWidth / (width * rootSize()))) : 1;
        setColumns(fit);
        const now = rowsSeen(element.current, size, Math.ceil(count / fit));
        setSeen(before => before[0] === now[0] && before[1] === now[1] ? before : now);
        if (now[1] >= Math.ceil(count / fit) - 1)
            nearEnd?.();
    };
    const latest = useRef(measure);
    latest.current = measure;
    useLayoutEffect(measure, [count, height, width]);
    useEffect(() => {
        let asked = 0;
        const moved = () => {
            asked ||= requestAnimationFrame(() => {
                asked = 0;
                latest.current();
            });
        };
        addEventListener('scroll', moved, {passive: true});
        const resized = new ResizeObserver(moved);
        resized.observe(element.current);
        addEventListener('resize', moved);
        return () => {
            cancelAnimationFrame(asked);
            removeEventListener('scroll', moved);
            removeEventListener('resize', moved);
            resized.disconnect();
        };
    }, []);
    return {columns, seen, size};
}

/**
 * count items, `height` rem each with its gap, as many columns as fit when each needs `width` rem (none: one column).
 * item(index) makes what stands in place index; keyOf(index) names it; nearEnd() is called when the last rows are in sight.
 */
export function VirtualList({count, total, height, width, item, keyOf, nearEnd, label}) {
    const element = useRef();
    const focused = useRef(-1);
    const {columns, seen, size} = useSeenRows(element, {count, height, width, nearEnd});
    const rows = Math.ceil(count / columns);
    const shown = [];
    for (let i = seen[0] * columns; i < Math.min(count, (seen[1] + 1) * columns); i++)
        shown.push(i);
    // What has the focus stays, however far somebody scrolls: else the keyboard would lose its place.
    if (focused.current >= 0 && focused.current < count && !shown.includes(focused.current))
        shown[focused.current < (shown[0] ?? 0) ? 'unshift' : 'push'](focused.current);
    const place = i => ({top: `${Math.floor(i / columns) * size}px`, height: `${size}px`, left: `${(i % columns) * 100 / columns}%`,
                         width: `${100 / columns}%`});
    const entered = event => { focused.current = Number(event.target.closest('[data-index]')?.dataset.index ?? -1); };
    return html`<ul class="virtual" ref=${element} aria-label=${label} style=${{height: `${rows * size}px`}}
        onFocusIn=${entered} onFocusOut=${() => { focused.current = -1; }}>
        ${shown.map(i => html`<li key=${keyOf(i)} data-index=${i} style=${place(i)} aria-setsize=${total ?? count}
            aria-posinset=${i + 1}>${item(i)}</li>`)}
    </ul>`;
}

// tree.js - all elements of a submodel as a tree. Only the rows that are seen are drawn, so ten thousand stay quick.
import {html, useEffect, useId, useMemo, useRef, useState} from '../lib/html.js';
import {isContainer, semanticId} from '../lib/element.js';
import {useConcepts} from '../lib/concept.js';
import {number, t} from '../lib/text.js';
import {TreeSource} from '../lib/tree_source.js';
import {ElementDetails, typeName} from './element_details.js';
import {ElementName, nameOf, unitOf} from './element_name.js';
import {Icon} from './icon.js';
import {Empty, ErrorBox, Skeleton} from './state.js';
import {Value} from './value.js';

const BEFORE = 8;                         // rows drawn above and below what is seen
const NARROW = '(max-width: 44rem)';
const HEIGHTS = {wide: 44, narrow: 64};   // px of a row, see style/tree.css
const ICONS = {SubmodelElementCollection: 'grid', SubmodelElementList: 'list', Entity: 'part', Operation: 'code',
    Capability: 'check',
               BasicEventElement: 'live', RelationshipElement: 'exchange', AnnotatedRelationshipElement: 'exchange'};

function useSource(submodel, round, path) {
    const [, redraw] = useState(0);
    const source = useMemo(() => new TreeSource(submodel, () => redraw(n => n + 1)), [submodel]);
    const first = useRef(true);
    useEffect(() => {
        (path ? source.reveal(path) : source.more());
        return () => source.close();
    }, [source]);
    useEffect(() => {
        if (!first.current)
            source.again();
        first.current = false;
    }, [round]);
    return source;
}

function useNarrow() {
    const [narrow, setNarrow] = useState(matchMedia(NARROW).matches);
    useEffect(() => {
        const media = matchMedia(NARROW), changed = () => setNarrow(media.matches);
        media.addEventListener('change', changed);
        return () => media.removeEventListener('change', changed);
    }, []);
    return narrow;
}

function Row({row, id, active, style, choose, toggle, details}) {
    const {node, level} = row;
    const container = isContainer(node.element) && node.element.modelType !== 'AnnotatedRelationshipElement';
    const name = nameOf(node);
    return html`<div id=${id} role="treeitem" class=${'tree-row' + (active ? ' active' : '')} style=${style} aria-level=${level}
        aria-posinset=${row.at + 1} aria-setsize=${row.of} aria-selected=${active}
            aria-expanded=${row.expandable ? row.open : undefined}
        onClick=${event => { choose(); if (row.expandable && !event.target.closest('a, button')) toggle(); }}>
        <span class="tree-name" style=${{paddingInlineStart: Math.min(level - 1, 12) * 18 + 'px'}}>
            <span class=${'twisty' + (row.expandable ? row.open ? ' open' : '' : ' none')} aria-hidden="true"></span>
            ${ICONS[node.element.modelType] && html`<${Icon} name=${ICONS[node.element.modelType]} size=${16} />`}
            <${ElementName} node=${node} small /></span>
        <span class="tree-value">${row.busy ? html`<span class="soft">${t('state.loading')}</span>`
          : row.error ? html`<span class="bad">${row.error.message}</span>`
          : row.empty ? html`<span class="soft">${t('tree.nothing_inside')}</span>`
          : container ? html`<span class="soft small">${node.element.modelType === 'Entity' && node.element.globalAssetId
                ? html`<${Value} node=${node} />` : typeName(node.element)}</span>`
          : html`<${Value} node=${node} unit=${unitOf(node)} />`}</span>
        <button type="button" class="quiet tree-info" tabindex=${active ? 0 : -1}
            aria-label=${t('tree.details', {name: name.slice(0, 80)})}
            onClick=${details}><${Icon} name="info" size=${18} /></button>
    </div>`;
}

/** Where the window of drawn rows stands; follows the scrolling once a frame. */
function useWindow(box, count, height) {
    const [top, setTop] = useState(0);
    const waiting = useRef(0);
    const scrolled = () => {
        waiting.current ||= requestAnimationFrame(() => {
            waiting.current = 0;
            if (box.current)
                setTop(box.current.scrollTop);
        });
    };
    const seen = Math.ceil((box.current?.clientHeight || innerHeight) / height);
    const from = Math.max(0, Math.floor(top / height) - BEFORE);
    return {from, to: Math.min(count, from + seen + 2 * BEFORE), scrolled};
}

function keyHandler({rows, active, setActive, source, open}) {
    const parentOf = at => {
        let up = at;
        while (up >= 0 && rows[up].level >= rows[at].level)
            up--;
        return up < 0 ? at : up;
    };
    return event => {
        const row = rows[active];
        if (event.target.closest('a, button, input, dialog') || !row)
            return;
        const moves = {ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1, PageDown: active + 12,
            PageUp: active - 12};
        if (event.key in moves)
            setActive(Math.max(0, Math.min(rows.length - 1, moves[event.key])));
        else if (event.key === 'ArrowRight')
            row.expandable && !row.open ? source.toggle(row.node) : row.open && setActive(Math.min(rows.length - 1, active + 1));
        else if (event.key === 'ArrowLeft')
            row.open ? source.toggle(row.node) : setActive(parentOf(active));
        else if (event.key === 'Enter' || event.key === ' ')
            row.expandable && event.key === 'Enter' ? source.toggle(row.node) : open(row.node);
        else
            return;
        event.preventDefault();
    };
}

/** submodel: its id; round: grows when it must be read anew; path: an element to open and show. */
export function Tree({submodel, round = 0, path, label}) {
    const source = useSource(submodel, round, path);
    const height = useNarrow() ? HEIGHTS.narrow : HEIGHTS.wide;
    const box = useRef();
    const prefix = useId();
    const idOfRow = at => `${prefix}-${at}`;
    const rows = source.rows();
    const [active, setActive] = useState(0);
    const [shown, setShown] = useState(null);
    const {from, to, scrolled} = useWindow(box, rows.length, height);
    const drawn = rows.slice(from, to);
    useConcepts(drawn.map(row => semanticId(row.node.element)));
    useEffect(() => { if (to > rows.length - 50) source.more(); }, [to, rows.length]);
    useEffect(() => {
        const element = box.current, top = active * height;
        if (element && (top < element.scrollTop || top + height > element.scrollTop + element.clientHeight))
            element.scrollTop = top - element.clientHeight / 2;
    }, [active, height]);
    const found = path && rows.findIndex(row => row.node.path === path);
    useEffect(() => { if (found > 0) setActive(found); }, [found]);
    if (source.error)
        return html`<${ErrorBox} error=${source.error} again=${() => { source.error = null; source.more(); }} />`;
    if (source.cursor === undefined)
        return html`<${Skeleton} lines=${6} />`;
    if (!rows.length)
        return html`<${Empty} title=${t('tree.empty')} />`;
    return html`<div class=${path ? 'tree pointed' : 'tree'} role="tree" tabindex="0"
        aria-label=${t('tree.label', {name: label.slice(0, 100)})} ref=${box}
        onScroll=${scrolled}
            aria-activedescendant=${active >= from && active < to ? idOfRow(active) : undefined}
            onKeyDown=${keyHandler({rows, active, setActive, source, open: setShown})}>
            <div class="tree-all" role="none" style=${{height: rows.length * height + 'px'}}>${drawn.map((row, at) => html`
                <${Row} key=${row.node.path + '#' + row.at} id=${idOfRow(from + at)} row=${row} active=${from + at === active}
                    style=${{transform: `translateY(${(from + at) * height}px)`, height: height + 'px'}}
                        choose=${() => setActive(from + at)}
                    toggle=${() => source.toggle(row.node)} details=${() => setShown(row.node)} />`)}</div>
        </div>
        <p class="small soft tree-count">${source.complete ? t('tree.all', {n: source.top.length}) : t('tree.so_far',
            {n: number(source.top.length)})}</p>
        ${shown && html`<${ElementDetails} node=${shown} close=${() => setShown(null)} />`}`;
}

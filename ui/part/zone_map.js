// zone_map.js - the zones of a plant as a drawing: to pan, zoom and change with mouse, fingers and keys.
import {html, useEffect, useLayoutEffect, useMemo, useRef, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {BOX, boundsOf, heightOf, labelPlaces, linesOf} from '../lib/zone_layout.js';
import {addConduit, moveAssets, removeConduit, removeZone, setZone, zoneOf} from '../lib/zone_plan.js';
import {Icon} from './icon.js';
import {assetName, ConduitLine, labelSize, short, ZoneBox, zoneName} from './zone_box.js';

const MARGIN = 28, GRID = 10, STEP = 20, FAR_STEP = 100, PAN = 80;
const SMALL_FRAME = 600;
const MOVED_MIN = 5;      // pixels until a press is a drag
const SCALE = {min: 0.08, max: 2, readable: 0.5, far: 0.4};

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
const onGrid = value => Math.round(value / GRID) * GRID;

/** The part that is seen: {x, y, scale}, at first all of it. */
function useCamera(frame, plan) {
    const [camera, setCamera] = useState({x: MARGIN, y: MARGIN, scale: 1});
    const whole = () => {
        const {x, y, width, height} = boundsOf(plan);
        const {clientWidth, clientHeight} = frame.current;
        const scale = Math.min(1, Math.max(SCALE.min, Math.min((clientWidth - 2 * MARGIN) / width,
            (clientHeight - 2 * MARGIN) / height)));
        setCamera({scale, x: (clientWidth - width * scale) / 2 - x * scale, y: (clientHeight - height * scale) / 2 - y * scale});
    };
    const zoom = (factor, at) => setCamera(before => {
        const scale = Math.min(SCALE.max, Math.max(SCALE.min, before.scale * factor));
        const {clientWidth, clientHeight} = frame.current;
        const {x, y} = at ?? {x: clientWidth / 2, y: clientHeight / 2};
        return {scale, x: x - (x - before.x) * scale / before.scale, y: y - (y - before.y) * scale / before.scale};
    });
    const move = (x, y) => setCamera(before => ({...before, x: before.x + x, y: before.y + y}));
    /** Moves just as far that a zone is seen. */
    const show = zone => setCamera(before => {
        const {clientWidth, clientHeight} = frame.current;
        const left = zone.x * before.scale + before.x, top = zone.y * before.scale + before.y;
        const right = left + BOX.width * before.scale, bottom = top + heightOf(zone) * before.scale;
        const by = (low, high, size) => low < MARGIN ? MARGIN - low : high > size - MARGIN ? size - MARGIN - high : 0;
        const x = by(left, right, clientWidth), y = by(top, bottom, clientHeight);
        return x || y ? {...before, x: before.x + x, y: before.y + y} : before;
    });
    // A small window begins where attacks do, at a size that can be read, rather than with all of it.
    const begin = () => {
        const {x, y, width, height} = boundsOf(plan);
        const {clientWidth, clientHeight} = frame.current;
        if (clientWidth > SMALL_FRAME || (width + 2 * MARGIN) * SCALE.readable <= clientWidth)
            whole();
        else
            setCamera({scale: SCALE.readable, x: MARGIN / 2 - x * SCALE.readable,
                       y: Math.max(MARGIN / 2, (clientHeight - height * SCALE.readable) / 2) - y * SCALE.readable});
    };
    useLayoutEffect(begin, []);
    return {camera, zoom, move, whole, show};
}

function zoneAt(plan, {x, y}) {
    return plan.zones.findLast(zone => x >= zone.x && x <= zone.x + BOX.width && y >= zone.y && y <= zone.y + heightOf(zone));
}

/** What a press begins: to move a zone, an asset, a new conduit, or the drawing itself. */
function gripOf(target) {
    const of = name => target.closest(`[data-${name}]`)?.dataset[name];
    if (of('link'))
        return {kind: 'link', id: of('link')};
    if (of('asset'))
        return {kind: 'asset', id: of('asset'), from: of('of')};
    if (of('zone'))
        return {kind: 'zone', id: of('zone')};
    return of('conduit') ? {kind: 'conduit', id: of('conduit')} : {kind: 'pan'};
}

/** Presses and drags of mouse and fingers. drop(grip, by, over): what was dragged was let go. */
function useGestures({frame, plan, view, select, drop}) {
    const [drag, setDrag] = useState(null);
    const pointers = useRef(new Map()), grip = useRef(null);
    const {camera, zoom, move} = view;
    const inFrame = ({clientX, clientY}) => {
        const {left, top} = frame.current.getBoundingClientRect();
        return {x: clientX - left, y: clientY - top};
    };
    const inPlan = at => ({x: (at.x - camera.x) / camera.scale, y: (at.y - camera.y) / camera.scale});
    const end = () => {
        grip.current = null;
        setDrag(null);
    };
    const down = event => {
        if (event.button || event.target.closest('button'))
            return;
        pointers.current.set(event.pointerId, inFrame(event));
        frame.current.setPointerCapture(event.pointerId);
        if (pointers.current.size > 1)
            end();
        else
            grip.current = {...gripOf(event.target), start: inFrame(event), moved: false};
    };
    const pinch = (event, at) => {
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)[1];
        const before = pointers.current.get(event.pointerId);
        const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(at.x - other.x, at.y - other.y);
        zoom(was > 0 ? is / was : 1, {x: (at.x + other.x) / 2, y: (at.y + other.y) / 2});
        pointers.current.set(event.pointerId, at);
    };
    const moved = event => {
        if (!pointers.current.has(event.pointerId))
            return;
        const at = inFrame(event), before = pointers.current.get(event.pointerId), held = grip.current;
        if (pointers.current.size > 1) {
            pinch(event, at);
            return;
        }
        pointers.current.set(event.pointerId, at);
        if (!held || (!held.moved && Math.hypot(at.x - held.start.x, at.y - held.start.y) < MOVED_MIN))
            return;
        const first = !held.moved;
        held.moved = true;
        if (held.kind === 'pan' || held.kind === 'conduit') {
            const from = first ? held.start : before;
            move(at.x - from.x, at.y - from.y);
        } else
            setDrag({...held, x: (at.x - held.start.x) / camera.scale, y: (at.y - held.start.y) / camera.scale, at: inPlan(at),
                     over: held.kind === 'zone' ? null : zoneAt(plan, inPlan(at))?.id});
    };
    const up = event => {
        const held = grip.current;
        pointers.current.delete(event.pointerId);
        if (held && !held.moved)
            select(held);
        else if (held && drag)
            drop(drag);
        end();
    };
    const cancel = event => {
        pointers.current.delete(event.pointerId);
        end();
    };
    const wheel = event => {
        if (event.ctrlKey) {
            event.preventDefault();
            zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1, inFrame(event));
        }
    };
    return {drag, handlers: {onPointerDown: down, onPointerMove: moved, onPointerUp: up, onPointerCancel: cancel, onWheel: wheel}};
}

function Tools({view}) {
    const tool = (icon, key, action) => html`<button type="button" class="quiet" aria-label=${t(key)} title=${t(key)}
        onClick=${action}><${Icon} name=${icon} size=${18} /></button>`;
    return html`<div class="map-tools">${tool('plus', 'zones.zoom_in', () => view.zoom(1.25))}
        ${tool('minus', 'zones.zoom_out', () => view.zoom(0.8))}
        <button type="button" class="quiet" onClick=${view.whole}>${t('zones.whole')}</button></div>`;
}

/** What follows the pointer: the asset, or the conduit that is being drawn. */
function Dragged({drag, plan, devices}) {
    if (drag.kind === 'link') {
        const zone = zoneOf(plan, drag.id);
        return html`<path class="conduit-new"
            d=${`M${zone.x + BOX.width} ${zone.y + heightOf(zone) / 2}L${drag.at.x} ${drag.at.y}`} />`;
    }
    return html`<g class="zone-chip on dragged" transform=${`translate(${drag.at.x - 100} ${drag.at.y - 12})`}>
        <rect width="200" height="24" rx="12" /><text x="12" y="17" class="chip-text">${short(assetName(devices, drag.id),
            26)}</text></g>`;
}

/**
 * selected: {kind: 'zone'|'conduit'|'asset', id} or null; way: {zones, conduits} to be made plain, or null; select(selected);
 * change(plan, what) as of useZones(); moved(asset, zone) is told when an asset was dragged. moment: grows when all is to be seen.
 */
export function ZoneMap({plan, devices, selected, way, select, change, moved, moment}) {
    const frame = useRef();
    const view = useCamera(frame, plan);
    const {camera, zoom, move, whole, show} = view;
    useEffect(() => { if (moment) whole(); }, [moment]);
    const asset = selected?.kind === 'asset' ? selected.id : null;
    const focused = selected?.kind === 'zone' ? selected.id : asset && plan.zones.find(zone => zone.assets?.includes(asset))?.id;
    useEffect(() => {
        const zone = focused && zoneOf(plan, focused);
        if (zone)
            show(zone);
    }, [focused]);

    const drop = drag => {
        if (drag.kind === 'zone') {
            const zone = zoneOf(plan, drag.id);
            change(setZone(plan, drag.id, {x: onGrid(zone.x + drag.x), y: onGrid(zone.y + drag.y)}));
        } else if (drag.kind === 'asset' && drag.over && drag.over !== drag.from) {
            change(moveAssets(plan, [drag.id], drag.over));
            moved(drag.id, drag.over);
        } else if (drag.kind === 'link' && drag.over && drag.over !== drag.id) {
            const made = addConduit(plan, drag.id, drag.over);
            change(made.plan);
            select({kind: 'conduit', id: made.id});
        }
    };
    const choose = held => select(held.kind === 'pan' ? null : held.kind === 'link' ? {kind: 'zone', id: held.id}
        : {kind: held.kind, id: held.id});
    const {drag, handlers} = useGestures({frame, plan, view, select: choose, drop});

    const act = (event, kind, id, remove) => {
        if (event.type === 'click' || event.key === 'Enter' || event.key === ' ')
            select({kind, id});
        else if (event.key === 'Delete') {
            change(remove(plan, id));
            select(null);
            frame.current.focus();
        } else
            return false;
        event.preventDefault();
        event.stopPropagation();
        return true;
    };
    const zonePressed = (event, zone) => {
        if (act(event, 'zone', zone.id, removeZone) || !ARROWS[event.key])
            return;
        const [x, y] = ARROWS[event.key], step = event.shiftKey ? FAR_STEP : STEP;
        change(setZone(plan, zone.id, {x: zone.x + x * step, y: zone.y + y * step}), 'move/' + zone.id);
        event.preventDefault();
        event.stopPropagation();
    };
    const pressed = event => {
        if (ARROWS[event.key])
            move(-ARROWS[event.key][0] * PAN, -ARROWS[event.key][1] * PAN);
        else if (event.key === '+' || event.key === '-')
            zoom(event.key === '+' ? 1.25 : 0.8);
        else if (event.key === '0')
            whole();
        else if (event.key === 'Escape')
            select(null);
        else
            return;
        event.preventDefault();
    };

    const held = drag?.kind === 'zone' ? zoneOf(plan, drag.id) : null;
    const shown = held ? setZone(plan, held.id, {x: held.x + drag.x, y: held.y + drag.y}) : plan;
    const far = camera.scale < SCALE.far;
    const names = id => zoneName(zoneOf(plan, id) ?? {id});
    const {lines, places} = useMemo(() => {
        const all = linesOf(shown);
        return {lines: all, places: far ? [] : labelPlaces(shown, all, labelSize)};
    }, [shown, far]);
    return html`<div class="zone-map"><${Tools} view=${view} />
        <div class=${'map-frame' + (drag ? ' dragging' : '')} ref=${frame} tabindex="0" role="group" aria-label=${t('zones.map')}
            aria-describedby="map-keys" onKeyDown=${pressed} ...${handlers}>
            <p id="map-keys" class="visually-hidden">${t('zones.keys')}</p>
            <svg width="100%" height="100%" role="group" aria-label=${t('zones.map')}><g
                transform=${`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
                ${places.map(({x, y, anchor}, i) => html`<path key=${'leader/' + lines[i].conduit.id} class="conduit-leader"
                    d=${`M${anchor.x} ${anchor.y}L${x} ${y}`} />`)}
                ${lines.map((line, i) => html`<${ConduitLine} key=${'conduit/' + line.conduit.id} line=${line}
                    middle=${places[i] ?? null} names=${names}
                    chosen=${selected?.kind === 'conduit' && selected.id === line.conduit.id}
                        way=${way?.conduits.has(line.conduit.id)}
                    pressed=${(event, conduit) => act(event, 'conduit', conduit.id, removeConduit)} />`)}
                ${shown.zones.map(zone => html`<${ZoneBox} key=${'zone/' + zone.id} zone=${zone} devices=${devices}
                    pressed=${zonePressed}
                    chosen=${selected?.kind === 'zone' && selected.id === zone.id}
                    look=${{far, way: way?.zones.has(zone.id), over: drag?.over === zone.id && drag.from !== zone.id,
                            asset: zone.assets?.includes(asset) ? asset : null}} />`)}
                ${drag && drag.kind !== 'zone' && html`<${Dragged} drag=${drag} plan=${plan} devices=${devices} />`}
            </g></svg></div></div>`;
}

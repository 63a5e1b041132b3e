// zone_layout.js - where zones stand in the drawing, how large they are, and where conduits meet them.
import {waysOf} from './zone_plan.js';

export const BOX = {width: 236, head: 66, chip: 28, foot: 12};
export const CHIPS_SHOWN = 4;
const GAP = {x: 148, y: 60};
const MARGIN = 40;
const SIDE_BY_SIDE = 26;   // pixels between conduits of the same two zones

export function heightOf(zone) {
    const count = zone.assets?.length ?? 0;
    return BOX.head + BOX.chip * Math.max(1, Math.min(count, CHIPS_SHOWN) + (count > CHIPS_SHOWN ? 1 : 0)) + BOX.foot;
}

/** How many conduits each zone is away from an untrusted one. */
function depths(plan) {
    const depth = new Map(plan.zones.filter(zone => zone.untrusted).map(zone => [zone.id, 0]));
    const queue = [...depth.keys()];
    while (queue.length) {
        const at = queue.shift();
        for (const {from, to} of plan.conduits)
            for (const [one, other] of [[from, to], [to, from]])
                if (one === at && !depth.has(other)) {
                    depth.set(other, depth.get(at) + 1);
                    queue.push(other);
                }
    }
    return depth;
}

/** Zones in columns of at most `height`, from x on, each column in the middle of the others. Returns {made, x}. */
function columnsFrom(zones, x, height) {
    const made = [];
    for (let at = 0; at < zones.length; at += height) {
        const column = zones.slice(at, at + height);
        let y = -(column.reduce((sum, zone) => sum + heightOf(zone) + GAP.y, -GAP.y)) / 2;
        for (const zone of column) {
            made.push({...zone, x, y: Math.round(y)});
            y += heightOf(zone) + GAP.y;
        }
        x += BOX.width + GAP.x;
    }
    return {made, x};
}

/** All zones laid out anew: the untrusted at the left, each further right the more conduits lie between. */
export function arranged(plan) {
    const depth = depths(plan);
    const last = Math.max(0, ...depth.values()) + 1;
    const layers = Array.from({length: last + 1}, () => []);
    for (const zone of plan.zones)
        layers[depth.get(zone.id) ?? last].push(zone);
    const height = Math.max(3, Math.ceil(Math.sqrt(plan.zones.length * 0.8)));
    const places = new Map();
    let x = MARGIN;
    for (const layer of layers) {
        const columns = columnsFrom(layer, x, height);
        columns.made.forEach(zone => places.set(zone.id, zone));
        x = columns.x;
    }
    const top = Math.min(0, ...[...places.values()].map(zone => zone.y)) - MARGIN;
    return {...plan, zones: plan.zones.map(zone => ({...zone, x: places.get(zone.id).x, y: places.get(zone.id).y - top}))};
}

// 0, 0 is what a zone says that nobody ever drew.
const hasPlace = zone => Number.isFinite(zone.x) && Number.isFinite(zone.y) && (zone.x !== 0 || zone.y !== 0);

/** The plan with a place for every zone that has none: below the others. */
export function placed(plan) {
    const zones = plan.zones ?? [], whole = {...plan, zones, conduits: plan.conduits ?? []};
    if (zones.every(hasPlace))
        return whole;
    const there = zones.filter(hasPlace);
    if (!there.length)
        return arranged(whole);
    let x = Math.min(...there.map(zone => zone.x));
    const y = Math.max(...there.map(zone => zone.y + heightOf(zone))) + GAP.y;
    const made = zones.filter(zone => !hasPlace(zone)).map(zone => {
        const at = {...zone, x, y};
        x += BOX.width + GAP.x;
        return at;
    });
    const places = new Map(made.map(zone => [zone.id, zone]));
    return {...whole, zones: zones.map(zone => places.get(zone.id) ?? zone)};
}

/** A place for one more zone: beside the last one. */
export function freePlace(plan) {
    const last = plan.zones.at(-1);
    return last ? {x: last.x + BOX.width + GAP.x, y: last.y} : {x: MARGIN, y: MARGIN};
}

/** {x, y, width, height} around all zones. */
export function boundsOf(plan) {
    if (!plan.zones.length)
        return {x: 0, y: 0, width: BOX.width, height: 200};
    const x = Math.min(...plan.zones.map(zone => zone.x)), y = Math.min(...plan.zones.map(zone => zone.y));
    return {x, y, width: Math.max(...plan.zones.map(zone => zone.x + BOX.width)) - x,
            height: Math.max(...plan.zones.map(zone => zone.y + heightOf(zone))) - y};
}

/** Where the line from the middle of a zone to a point leaves its box. */
function edgeOf(zone, middle, to) {
    const half = {x: BOX.width / 2, y: heightOf(zone) / 2};
    const dx = to.x - middle.x, dy = to.y - middle.y;
    const part = Math.min(dx ? half.x / Math.abs(dx) : Infinity, dy ? half.y / Math.abs(dy) : Infinity);
    return Number.isFinite(part) ? {x: middle.x + dx * part, y: middle.y + dy * part} : middle;
}

/** Every conduit as a line: [{conduit, from, to, forth, back}], those of the same two zones side by side. */
export function linesOf(plan) {
    const zones = new Map(plan.zones.map(zone => [zone.id, zone]));
    const count = new Map(), at = new Map();
    const pair = ({from, to}) => [from, to].sort().join('/');
    for (const conduit of plan.conduits)
        count.set(pair(conduit), (count.get(pair(conduit)) ?? 0) + 1);
    return plan.conduits.filter(({from, to}) => zones.has(from) && zones.has(to)).map(conduit => {
        const key = pair(conduit), n = at.get(key) ?? 0;
        at.set(key, n + 1);
        const [one, other] = [zones.get(conduit.from), zones.get(conduit.to)];
        const middleOf = zone => ({x: zone.x + BOX.width / 2, y: zone.y + heightOf(zone) / 2});
        const a = middleOf(one), b = middleOf(other);
        const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
        const aside = (n - (count.get(key) - 1) / 2) * SIDE_BY_SIDE * (conduit.from < conduit.to ? 1 : -1);
        const shift = {x: -(b.y - a.y) / length * aside, y: (b.x - a.x) / length * aside};
        const from = edgeOf(one, a, b), to = edgeOf(other, b, a);
        for (const end of [from, to]) {
            end.x += shift.x;
            end.y += shift.y;
        }
        return {conduit, from, to, ...waysOf(conduit)};
    });
}

// Where on its line a label may stand, and how far beside it, the nearest to its middle first.
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.14, 0.86], STEP_ASIDE = 26, STEPS_ASIDE = 8;
const ASIDE = Array.from({length: 2 * STEPS_ASIDE + 1}, (_, i) => (i % 2 ? -1 : 1) * Math.ceil(i / 2) * STEP_ASIDE);
const PLACES = ASIDE.flatMap(aside => ALONG.map(along => [aside, along]));
const CLEAR = 4, TIP = 9;   // pixels around a box, and around an end of a line with its arrow

function overlap(one, other) {
    const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
    const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
    return width > 0 && height > 0 ? width * height : 0;
}

/**
 * The middle of each line's label, {x, y, anchor}, in the order of `lines`; anchor: the point of the line that it stands at. It is
 * where the label covers no zone, no end of its line and no label before it; where there is no such place, where it covers least.
 * sizeOf(conduit): {width, height}.
 */
export function labelPlaces(plan, lines, sizeOf) {
    const taken = plan.zones.map(zone => ({x: zone.x - CLEAR, y: zone.y - CLEAR, width: BOX.width + 2 * CLEAR,
        height: heightOf(zone) + 2 * CLEAR}));
    return lines.map(({conduit, from, to}) => {
        const {width, height} = sizeOf(conduit), length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
        const normal = {x: -(to.y - from.y) / length, y: (to.x - from.x) / length};
        const tips = [from, to].map(({x, y}) => ({x: x - TIP, y: y - TIP, width: 2 * TIP, height: 2 * TIP}));
        const far = {x: Math.max(...ASIDE) + width / 2, y: Math.max(...ASIDE) + height / 2};
        const around = {x: Math.min(from.x, to.x) - far.x, y: Math.min(from.y, to.y) - far.y,
            width: Math.abs(to.x - from.x) + 2 * far.x, height: Math.abs(to.y - from.y) + 2 * far.y};
        const near = [...taken.filter(other => overlap(around, other)), ...tips];
        let best = null;
        for (const [aside, along] of PLACES) {
            const anchor = {x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along};
            const middle = {x: anchor.x + normal.x * aside, y: anchor.y + normal.y * aside};
            const frame = {x: middle.x - width / 2, y: middle.y - height / 2, width, height};
            const covered = near.reduce((sum, other) => sum + overlap(frame, other), 0);
            if (!best || covered < best.covered)
                best = {place: {...middle, anchor}, frame, covered};
            if (!covered)
                break;
        }
        taken.push(best.frame);
        return best.place;
    });
}

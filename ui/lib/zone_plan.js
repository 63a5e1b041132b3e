// zone_plan.js - zones and conduits of a plant (IEC 62443-3-2) as GET /plan/security/zones has them, and what one does with them.
// A plan is never changed: every function returns a new one.

/** The seven foundational requirements of IEC 62443-3-3, by their numbers. */
export const REQUIREMENTS = [0, 1, 2, 3, 4, 5, 6];
export const LEVEL_MAX = 4;
export const CRITICALITY_MAX = 4;
const NONE = [0, 0, 0, 0, 0, 0, 0];
const RANGES_MAX = 32, PORT_MAX = 65535;

export const zoneOf = (plan, id) => plan.zones.find(zone => zone.id === id);
export const conduitOf = (plan, id) => plan.conduits.find(conduit => conduit.id === id);
export const zoneOfAsset = (plan, asset) => plan.zones.find(zone => zone.assets?.includes(asset));

function freeId(list, stem) {
    const used = new Set(list.map(one => one.id));
    let n = list.length + 1;
    while (used.has(stem + n))
        n++;
    return stem + n;
}

/** Returns {plan, id} with a new zone. */
export function addZone(plan, values) {
    const id = freeId(plan.zones, 'zone_');
    const zone = {id, untrusted: false, target: NONE, achieved: NONE, assets: [], ...values};
    return {id, plan: {...plan, zones: [...plan.zones, zone]}};
}

export function setZone(plan, id, values) {
    return {...plan, zones: plan.zones.map(zone => zone.id === id ? {...zone, ...values} : zone)};
}

/** Without a zone and the conduits that end there; its assets are in no zone then. */
export function removeZone(plan, id) {
    return {zones: plan.zones.filter(zone => zone.id !== id),
            conduits: plan.conduits.filter(({from, to}) => from !== id && to !== id)};
}

/** Puts assets into a zone, '' for none. An asset is in one zone. */
export function moveAssets(plan, assets, id) {
    const moved = new Set(assets);
    return {...plan, zones: plan.zones.map(zone => {
        const rest = (zone.assets ?? []).filter(asset => !moved.has(asset));
        if (zone.id === id)
            return {...zone, assets: [...rest, ...assets]};
        return rest.length === (zone.assets ?? []).length ? zone : {...zone, assets: rest};
    })};
}

/** Returns {plan, id} with a new conduit, which lets nothing pass yet. */
export function addConduit(plan, from, to) {
    const id = freeId(plan.conduits, 'C');
    return {id, plan: {...plan, conduits: [...plan.conduits, {id, from, to, flows: []}]}};
}

export function setConduit(plan, id, values) {
    return {...plan, conduits: plan.conduits.map(conduit => conduit.id === id ? {...conduit, ...values} : conduit)};
}

export function removeConduit(plan, id) {
    return {...plan, conduits: plan.conduits.filter(conduit => conduit.id !== id)};
}

/** The requirements, as numbers 0 to 6, of which a zone reaches less than it should. */
export function belowTarget(zone) {
    return REQUIREMENTS.filter(i => (zone.achieved?.[i] ?? 0) < (zone.target?.[i] ?? 0));
}

/** Why these are no ports: 'form', 'range' or 'many'; '' when they are some. Empty and "any" are all ports. */
export function portsFault(text = '') {
    if (text.trim() === '' || text.trim() === 'any')
        return '';
    const ranges = text.split(',').map(part => /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part));
    if (!ranges.every(Boolean))
        return 'form';
    if (ranges.length > RANGES_MAX)
        return 'many';
    return ranges.every(([, first, last = first]) => Number(first) <= Number(last) && Number(last) <= PORT_MAX) ? '' : 'range';
}

/** Whether all ports of any transport may pass. */
export function passesAll(flow) {
    return ['', 'any'].includes((flow.ports ?? '').trim());
}

/** "TCP 102, 502"; all: the words for all ports. */
export function flowText(flow, all) {
    return [flow.transport && flow.transport !== 'any' ? flow.transport.toUpperCase() : '', passesAll(flow) ? all
        : flow.ports.trim()]
        .filter(Boolean).join(' ');
}

/** Which ways connections may be opened through a conduit: {forth, back}. */
export function waysOf(conduit) {
    const flows = conduit.flows ?? [];
    return {forth: flows.some(flow => flow.direction !== 'back'),
        back: flows.some(flow => ['back', 'both'].includes(flow.direction))};
}

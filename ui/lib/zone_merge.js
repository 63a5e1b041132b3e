// zone_merge.js - two people changed the zones of a plant: what goes together, and what has to be chosen.
import {same} from './draft.js';

const ZONE_FIELDS = ['name', 'description', 'untrusted', 'criticality', 'target', 'achieved', 'x', 'y'];
const CONDUIT_FIELDS = ['name', 'from', 'to', 'flows'];
const SILENT = ['x', 'y'];   // where somebody drew a zone is no reason to ask anybody

/** A plan as single facts by key: "zone/ID", "zone/ID/name", "conduit/ID/flows", "asset/SHELL" → the zone's id. */
function factsOf(plan) {
    const facts = new Map();
    const note = (kind, fields) => one => {
        facts.set(`${kind}/${one.id}`, true);
        for (const field of fields)
            facts.set(`${kind}/${one.id}/${field}`, one[field]);
        for (const asset of one.assets ?? [])
            facts.set('asset/' + asset, one.id);
    };
    plan.zones.forEach(note('zone', ZONE_FIELDS));
    plan.conduits.forEach(note('conduit', CONDUIT_FIELDS));
    return facts;
}

function planOf(facts) {
    const of = kind => {
        const made = new Map();
        for (const [key, value] of facts) {
            const [, which, id, field] = /^(zone|conduit)\/([^/]+)(?:\/(.+))?$/.exec(key) ?? [];
            if (which !== kind)
                continue;
            if (!field && value)
                made.set(id, {id, ...(kind === 'zone' ? {assets: []} : {})});
            else if (made.has(id) && value !== undefined)
                made.get(id)[field] = value;
        }
        return made;
    };
    const zones = of('zone');
    for (const [key, zone] of facts)
        if (key.startsWith('asset/'))
            zones.get(zone)?.assets.push(key.slice('asset/'.length));
    return {zones: [...zones.values()],
            conduits: [...of('conduit').values()].filter(({from, to}) => zones.has(from) && zones.has(to))};
}

/** What a key is about: {kind: 'zone'|'conduit'|'asset', id, field}. */
function partsOf(key) {
    const [, kind, id] = /^(zone|conduit|asset)\/(.*)$/.exec(key);
    const [name, field] = kind === 'asset' ? [id] : id.split('/');
    return {kind, id: name, field};
}

/** The things in which two plans differ: [{kind, id, fields: [name]}]; what was only drawn elsewhere has the fields x and y. */
export function differences(before, after) {
    const old = factsOf(before), now = factsOf(after);
    const found = new Map();
    for (const key of new Set([...old.keys(), ...now.keys()])) {
        if (same(old.get(key), now.get(key)))
            continue;
        const {kind, id, field} = partsOf(key);
        const thing = found.get(kind + id) ?? {kind, id, fields: []};
        found.set(kind + id, thing);
        if (field)
            thing.fields.push(field);
    }
    return [...found.values()];
}

/**
 * What I made of `base` on top of what others made of it. Returns {plan, conflicts: [{kind, id, field, mine, theirs}]}; until it is
 * chosen otherwise (choose()), the plan has mine. A thing that one deleted and the other changed is one conflict without a field.
 */
export function merged(base, mine, theirs) {
    const [was, my, their] = [base, mine, theirs].map(factsOf);
    const facts = new Map(), conflicts = new Map();
    for (const key of new Set([...my.keys(), ...their.keys()])) {
        const [b, m, o] = [was.get(key), my.get(key), their.get(key)];
        const value = same(m, b) ? o : m;
        if (value !== undefined)
            facts.set(key, value);
        if (same(m, b) || same(o, b) || same(m, o))
            continue;
        const {kind, id, field} = partsOf(key);
        if (SILENT.includes(field))
            continue;
        const whole = `${kind}/${id}`;
        const deleted = field && !(my.has(whole) && their.has(whole));
        conflicts.set(deleted ? whole : key, deleted ? {kind, id, mine: my.has(whole), theirs: their.has(whole)}
            : {kind, id, field, mine: m, theirs: o});
    }
    for (const {kind, id, field, mine: kept} of conflicts.values())
        if (!field && kind !== 'asset')
            copy(facts, kept ? my : new Map(), `${kind}/${id}`);
    return {plan: planOf(facts), conflicts: [...conflicts.values()]};
}

/** Makes all facts of a thing those of another plan. */
function copy(facts, from, thing) {
    const of = key => key === thing || key.startsWith(thing + '/');
    for (const key of [...facts.keys()].filter(of))
        facts.delete(key);
    for (const [key, value] of from)
        if (of(key))
            facts.set(key, value);
}

/** The plan with theirs where a conflict was. theirs: the plan of the others. */
export function taken(plan, conflict, theirs) {
    const facts = factsOf(plan), other = factsOf(theirs);
    const key = [conflict.kind, conflict.id, conflict.field].filter(part => part !== undefined).join('/');
    if (conflict.field || conflict.kind === 'asset')
        facts.set(key, other.get(key));
    else
        copy(facts, other, key);
    return planOf(facts);
}

// structure.js - a bill of material as a tree to draw: entities are nodes, relationships say what is part of what. What is part of
// itself by some detour is drawn once and named as a repetition.
import {childrenOf, isCalled, plainText, textAt, findAll} from './element.js';
import {pathOf} from '../part/reference_value.js';

const IS_PART_OF = ['IsPartOf', 'https://admin-shell.io/idta/HierarchicalStructures/IsPartOf/1/0'];
const SAME_AS = ['SameAs', 'https://admin-shell.io/idta/HierarchicalStructures/SameAs/1/0'];

function collect(node, entities, relations, parent) {
    for (const child of childrenOf(node)) {
        const type = child.element.modelType;
        if (type === 'Entity') {
            entities.set(child.path, {path: child.path, node: child, parent, count: textAt(child, 'BulkCount', 'Quantity',
                'Count')});
            collect(child, entities, relations, child.path);
        } else if (type === 'RelationshipElement' || type === 'AnnotatedRelationshipElement')
            relations.push(child);
        else if (type === 'SubmodelElementCollection' || type === 'SubmodelElementList')
            collect(child, entities, relations, parent);
    }
}

/** Where an end of a relationship is: a path in this submodel, or nothing. */
function endOf(reference, submodel) {
    const keys = reference?.keys ?? [];
    return keys[0]?.type === 'Submodel' && keys[0].value === submodel ? pathOf(keys) : null;
}

/** {entities: Map by path, children: Map path → [{path, label}], roots: [path], same: [{path, reference}]} */
export function graphOf(root) {
    const entities = new Map(), relations = [], children = new Map(), same = [];
    collect(root, entities, relations, null);
    const below = new Set();
    const add = (from, to, label) => {
        if (from === to || !entities.has(from) || !entities.has(to) || (children.get(from) ?? []).some(one => one.path === to))
            return;
        children.set(from, [...children.get(from) ?? [], {path: to, label}]);
        below.add(to);
    };
    for (const relation of relations) {
        const first = endOf(relation.element.first, root.submodel), second = endOf(relation.element.second, root.submodel);
        if (isCalled(relation.element, SAME_AS) || first === null || second === null) {
            const outside = second === null ? relation.element.second : relation.element.first;
            if (outside?.keys?.length)
                same.push({path: first ?? second, reference: outside});
        } else if (isCalled(relation.element, IS_PART_OF) || /^ispartof/i.test(relation.element.idShort ?? ''))
            add(second, first, relation.element.idShort);
        else
            add(first, second, relation.element.idShort);
    }
    // An entity that no relationship names is part of the one that it stands in.
    for (const [path, entity] of entities)
        if (!below.has(path) && entity.parent && !reaches(children, path, entity.parent))
            add(entity.parent, path, '');
    const roots = [...entities.keys()].filter(path => !below.has(path));
    return {entities, children, roots: roots.length ? roots : [...entities.keys()].slice(0, 1), same};
}

function reaches(children, from, to) {
    const seen = new Set(), waiting = [from];
    while (waiting.length) {
        const path = waiting.pop();
        if (path === to)
            return true;
        if (!seen.has(path))
            for (const child of children.get(path) ?? [])
                waiting.push(child.path);
        seen.add(path);
    }
    return false;
}

export const BOX = {width: 236, height: 54, gapX: 56, gapY: 14};

/** Places for what is open: {boxes: [{path, x, y, level, more, open, again}], lines: [{from, to}], width, height}. */
export function layout(graph, open) {
    const boxes = [], lines = [], drawn = new Set();
    let bottom = 0;
    const place = (path, level) => {
        const again = drawn.has(path);
        drawn.add(path);
        const below = again ? [] : graph.children.get(path) ?? [];
        const box = {path, level, x: level * (BOX.width + BOX.gapX), more: below.length, open: open.has(path), again};
        boxes.push(box);
        const placed = box.open ? below.map(child => place(child.path, level + 1)) : [];
        if (placed.length)
            box.y = (placed[0].y + placed.at(-1).y) / 2;
        else {
            box.y = bottom;
            bottom += BOX.height + BOX.gapY;
        }
        lines.push(...placed.map(child => ({from: box, to: child})));
        return box;
    };
    for (const path of graph.roots)
        place(path, 0);
    return {boxes, lines, width: Math.max(0, ...boxes.map(box => box.x)) + BOX.width, height: Math.max(bottom - BOX.gapY,
        BOX.height)};
}

const OPEN_AT_FIRST = 40;

/** What is open when a graph is first seen: level by level, as long as it stays readable. */
export function openAtFirst(graph) {
    const open = new Set();
    let level = graph.roots, seen = level.length;
    while (level.length) {
        const next = level.filter(path => !open.has(path)).flatMap(path => (graph.children.get(path)
            ?? []).map(child => child.path));
        if (!next.length || (seen + next.length > OPEN_AT_FIRST && open.size > 0))
            break;
        for (const path of level)
            open.add(path);
        seen += next.length;
        level = next;
    }
    return open;
}

export function archetypeOf(root) {
    return plainText(findAll(root, 'ArcheType', 'https://admin-shell.io/idta/HierarchicalStructures/ArcheType/1/0')[0]);
}

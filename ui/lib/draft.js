// draft.js - what a user changed in a submodel and has not saved: own fields of elements by their idShortPath, and how that goes
// together with what others change meanwhile.
import {childrenOf, itemsOf, rootOf} from './element.js';

/** The names of the fields of an element that a form writes, by what it is. */
const FIELDS = {Property: ['value'], MultiLanguageProperty: ['value'], Range: ['min', 'max'], File: ['value', 'contentType'],
                ReferenceElement: ['value'], Entity: ['entityType', 'globalAssetId'], RelationshipElement: ['first', 'second'],
                AnnotatedRelationshipElement: ['first', 'second'], Blob: ['contentType']};

export function fieldsOf(element) {
    return FIELDS[element?.modelType] ?? [];
}

/** Only what a form writes: {value: …}. */
export function ownFields(element) {
    return Object.fromEntries(fieldsOf(element).map(name => [name, element[name]]));
}

/** Two values that say the same; an empty one says the same as one that is not there. */
export function same(a, b) {
    const plain = value => value === undefined || value === null || value === '' || (Array.isArray(value)
        && !value.length) ? null : value;
    const written = list => list.filter(item => !(item?.language && !item.text));
    const ordered = value => Array.isArray(value) ? written(value).map(ordered) : value && typeof value === 'object'
        ? Object.fromEntries(Object.keys(value).sort().map(key => [key, ordered(value[key])]).filter(([,
            v]) => plain(v) !== null)) : value;
    return JSON.stringify(plain(ordered(a))) === JSON.stringify(plain(ordered(b)));
}

/** The node at an idShortPath; undefined when it is not there. */
export function nodeAt(submodel, path) {
    let node = rootOf(submodel);
    while (node && node.path !== path)
        node = childrenOf(node).find(child => child.path === path || path.startsWith(child.path + '.')
            || path.startsWith(child.path + '['));
    return node;
}

/** What a path is below: '' for what stands in the submodel itself. */
export function parentPath(path) {
    return path.endsWith(']') ? path.slice(0, path.lastIndexOf('[')) : path.includes('.') ? path.slice(0,
        path.lastIndexOf('.')) : '';
}

/**
 * Goes over to a newer state of the submodel. drafts: Map of path → {base, mine} (both own fields). Returns {drafts, conflicts,
     changed}:
 * the drafts that are left, Map of path → theirs for what both changed, and the paths that others changed.
 */
export function rebase(before, after, drafts) {
    const left = new Map(), conflicts = new Map();
    for (const [path, draft] of drafts) {
        const theirs = nodeAt(after, path)?.element;
        if (!theirs) {
            conflicts.set(path, null);
            left.set(path, draft);
            continue;
        }
        const fields = ownFields(theirs);
        if (same(fields, draft.mine))
            continue;
        if (!same(fields, draft.base))
            conflicts.set(path, fields);
        left.set(path, draft);
    }
    return {drafts: left, conflicts, changed: differences(rootOf(before), rootOf(after))};
}

/** Paths at which two states differ, as far as is to be told: [path]. */
export function differences(before, after, found = []) {
    const old = new Map(childrenOf(before).map(child => [child.path, child]));
    for (const child of childrenOf(after)) {
        const other = old.get(child.path);
        old.delete(child.path);
        if (!other || other.element.modelType !== child.element.modelType || !same(ownFields(other.element),
            ownFields(child.element)))
            found.push(child.path);
        else if (itemsOf(child.element).length || itemsOf(other.element).length)
            differences(other, child, found);
    }
    found.push(...old.keys());
    return found;
}

/** Texts in several languages that two people changed: those of both, as far as they do not contradict; null when they do. */
export function mergedTexts(base = [], mine = [], theirs = []) {
    const of = list => new Map((list ?? []).map(item => [item.language, item.text]));
    const [b, m, o] = [of(base), of(mine), of(theirs)];
    const merged = [];
    for (const code of new Set([...m.keys(), ...o.keys()])) {
        const [was, my, their] = [b.get(code), m.get(code), o.get(code)];
        if (my !== their && my !== was && their !== was)
            return null;
        const text = my === was ? their : my;
        if (text !== undefined)
            merged.push({language: code, text});
    }
    return merged;
}

// element.js - submodel elements as views need them: a node is an element with the submodel and the idShortPath it stands at. What
// is looked for is named by idShort or by semanticId, whichever version of a template it comes from.
import {pick} from './text.js';

/** The submodel itself as a node. */
export function rootOf(submodel) {
    return {element: submodel, submodel: submodel.id, path: ''};
}

/** The children that an element (or submodel) holds, as they stand in it. */
export function itemsOf(element) {
    switch (element.modelType) {
    case 'Submodel': return element.submodelElements ?? [];
    case 'Entity': return element.statements ?? [];
    case 'AnnotatedRelationshipElement': return element.annotations ?? [];
    case 'SubmodelElementCollection':
    case 'SubmodelElementList': return Array.isArray(element.value) ? element.value : [];
    case 'Operation':
        return ['inputVariables', 'outputVariables', 'inoutputVariables'].flatMap(list =>
            (element[list] ?? []).map(variable => variable.value));
    default: return [];
    }
}

const CONTAINERS = new Set(['Submodel', 'SubmodelElementCollection', 'SubmodelElementList', 'Entity',
    'AnnotatedRelationshipElement']);

export function isContainer(element) {
    return CONTAINERS.has(element.modelType);
}

/** The idShortPath of a child: "A.B", in lists "A[0]". */
export function childPath(parent, element, index) {
    if (parent.element.modelType === 'SubmodelElementList')
        return `${parent.path}[${index}]`;
    return parent.path ? `${parent.path}.${element.idShort}` : element.idShort ?? '';
}

export function childrenOf(node) {
    if (!node)
        return [];
    return itemsOf(node.element).map((element, index) =>
        ({element, submodel: node.submodel, path: childPath(node, element, index), index}));
}

const IRDI = /0173-1[#-](\d\d)[#-]([a-z0-9]{6})[#-]\d{3}/g;
const CDD = /(0112\/2\/\/\/[\w.]+#[a-z0-9]{6})#\d{3}/g;

/** The meanings in the text of a key, without their versions: ECLASS and IEC CDD ids lose their revision, links their "/1/0". */
export function meaningsOf(text) {
    const lower = text.trim().toLowerCase();
    const coded = [...lower.matchAll(IRDI)].map(found => `0173-1#${found[1]}-${found[2]}`);
    coded.push(...[...lower.matchAll(CDD)].map(found => found[1]));
    return coded.length ? coded : [lower.replace(/^https?:/, '').replace(/(\/v?\d{1,2}(\.\d{1,2})*)+(?=\/|$)/g, '').replace(/\/+$/,
        '')];
}

function referenceValues(reference) {
    return reference?.keys?.length ? [reference.keys[reference.keys.length - 1].value] : [];
}

const known = new WeakMap();

/** What an element means: by its semanticId first, then by its supplemental ones. */
export function semanticsOf(element) {
    if (!known.has(element))
        known.set(element, new Set([element.semanticId, ...element.supplementalSemanticIds ?? []]
            .flatMap(referenceValues).flatMap(meaningsOf)));
    return known.get(element);
}

/** The id that a concept description of this element would have, or ''. */
export function semanticId(element) {
    return referenceValues(element.semanticId)[0] ?? '';
}

/** "Phone__00__", "Document02": the name without its number. */
function plainName(idShort) {
    return (idShort ?? '').toLowerCase().replace(/[_{]*\d*[_}]*$/, '');
}

const isMeaning = name => /[/#]/.test(name);

function isNamed(element, names) {
    const name = plainName(element.idShort);
    return Boolean(name) && names.some(wanted => !isMeaning(wanted) && plainName(wanted) === name);
}

function means(element, names) {
    const semantics = semanticsOf(element);
    return names.some(wanted => isMeaning(wanted) && meaningsOf(wanted).some(meaning => semantics.has(meaning)));
}

/** Whether an element is what one of the names says; a name is an idShort, or a meaning as meaningsOf gives it. */
export function isCalled(element, names) {
    return isNamed(element, names) || means(element, names);
}

/** The first child that one of the names fits. */
export function find(node, ...names) {
    return findAll(node, ...names)[0];
}

/** All that fit, those first that are called so: the ids of meanings in real files are often copied from the element beside. */
export function findAll(node, ...names) {
    const children = childrenOf(node);
    const named = children.filter(child => isNamed(child.element, names));
    return [...named, ...children.filter(child => !named.includes(child) && means(child.element, names))];
}

/** The first element below, at any depth, that one of the names fits. */
export function findDeep(node, ...names) {
    for (const child of childrenOf(node)) {
        const found = isCalled(child.element, names) ? child : findDeep(child, ...names);
        if (found)
            return found;
    }
    return undefined;
}

/** All elements below that fit; what fits is not searched further. */
export function findAllDeep(node, ...names) {
    return childrenOf(node).flatMap(child => isCalled(child.element, names) ? [child] : findAllDeep(child, ...names));
}

/** What an element says as one text in the user's language; '' when it says nothing. */
export function plainText(node) {
    const element = node?.element;
    if (!element)
        return '';
    switch (element.modelType) {
    case 'MultiLanguageProperty': return pick(element.value);
    case 'Range': return [element.min, element.max].filter(Boolean).join(' … ');
    case 'Property':
    case 'File': return element.value ?? '';
    case 'SubmodelElementList': return childrenOf(node).map(plainText).filter(Boolean).join(', ');
    default: return '';
    }
}

/** The text of the first child that fits and has one, as above; the path of a file is none. */
export function textAt(node, ...names) {
    for (const child of findAll(node, ...names)) {
        const text = child.element.modelType === 'File' ? '' : plainText(child).trim();
        if (text)
            return text;
    }
    return '';
}

/** "TieBarDistance" as "Tie bar distance", for what has no name for people. */
export function wordsOf(idShort) {
    const words = idShort.replaceAll('_', ' ').replace(/([a-zäöü\d])([A-ZÄÖÜ])/g, '$1 $2').replace(/\s+/g, ' ').trim();
    return words.replace(/ ([A-ZÄÖÜ])(?=[a-zäöü])/g, (_, letter) => ' ' + letter.toLowerCase());
}

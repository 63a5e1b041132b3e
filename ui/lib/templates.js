// templates.js - submodel templates: which one a submodel follows, and what it allows to be added where.
import {get, id64} from './api.js';
import {childrenOf, isCalled, meaningsOf, rootOf, semanticsOf} from './element.js';

let listed = null;

/** Every template: {id, name, description, semantic_id, …}; asked for once for each language. */
export function templates(language) {
    if (listed?.language !== language)
        listed = {language, list: get('/plan/templates?language=' + language).then(answer => answer.templates)};
    listed.list.catch(() => { listed = null; });
    return listed.list;
}

const read = new Map();

export function template(id) {
    if (!read.has(id))
        read.set(id, get('/plan/templates/' + id64(id)));
    read.get(id).catch(() => read.delete(id));
    return read.get(id);
}

/** The template that a submodel follows, by its meaning; null when none is known. */
export async function templateOf(submodel, language) {
    const semantics = semanticsOf(submodel);
    const list = await templates(language);
    const found = list.find(one => one.semantic_id && meaningsOf(one.semantic_id).some(meaning => semantics.has(meaning)))
        ?? list.find(one => one.id_short && one.id_short === submodel.idShort);
    return found ? template(found.id) : null;
}

/** "One", "ZeroToOne", "OneToMany", "ZeroToMany"; of an element of a template. */
export function cardinalityOf(element) {
    const qualifier = element.qualifiers?.find(one => /^(SMT\/)?(Cardinality|Multiplicity)$/i.test(one.type ?? ''));
    return qualifier?.value ?? 'ZeroToMany';
}

/** The element of the template that a path of a submodel stands for: step by step by meaning, else by name. */
export function templateNode(submodel, model, path) {
    let node = rootOf(submodel), like = rootOf(model);
    while (node && like && node.path !== path) {
        node = childrenOf(node).find(child => child.path === path || path.startsWith(child.path + '.')
            || path.startsWith(child.path + '['));
        const inList = like.element.modelType === 'SubmodelElementList';
        like = node && childrenOf(like).find(child => inList || isSame(node.element, child.element));
    }
    return node ? like : undefined;
}

function isSame(element, model) {
    const wanted = semanticsOf(model), has = semanticsOf(element);
    return (model.semanticId && [...wanted].some(meaning => has.has(meaning))) || isCalled(element, [model.idShort ?? '']);
}

/** What the template allows to be added to a container now: elements of it. missing: it must be there and is not. */
export function addable(container, like) {
    return childrenOf(like).map(({element}) => {
        const there = childrenOf(container).filter(child => isSame(child.element, element)).length;
        const cardinality = cardinalityOf(element);
        return {element, allowed: there === 0 || /Many$/.test(cardinality), missing: there === 0 && /^One/.test(cardinality)};
    }).filter(one => one.allowed);
}

/** A new element like that of a template: without example values and what belongs to the template. */
export function fromTemplate(element, used, inList) {
    const made = structuredClone(element);
    const strip = one => {
        delete one.qualifiers;
        if (['Property', 'File', 'Blob', 'MultiLanguageProperty', 'ReferenceElement'].includes(one.modelType))
            delete one.value;
        delete one.min;
        delete one.max;
        const kept = childrenOf({element: one, submodel: '',
            path: ''}).map(child => child.element).filter(child => !/^Zero/.test(cardinalityOf(child)));
        kept.forEach(strip);
        const member = {Entity: 'statements', AnnotatedRelationshipElement: 'annotations'}[one.modelType] ?? 'value';
        if (Array.isArray(one[member])) {
            one[member] = kept;
            if (!kept.length)
                delete one[member];
        }
    };
    strip(made);
    if (inList)
        delete made.idShort;
    else if (used.has(made.idShort)) {
        const stem = made.idShort.replace(/_*\d*_*$/, '');
        let n = 1;
        while (used.has(stem + String(n).padStart(2, '0')))
            n++;
        made.idShort = stem + String(n).padStart(2, '0');
    }
    return made;
}

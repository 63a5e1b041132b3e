// element_name.js - what an element is called for people, what it is measured in, and what it is.
import {html} from '../lib/html.js';
import {pick, t} from '../lib/text.js';
import {conceptOf, contentOf} from '../lib/concept.js';
import {semanticId, wordsOf} from '../lib/element.js';

/** Its displayName, else the preferred name of its concept, else its idShort as words. */
export function nameOf(node) {
    const {element} = node;
    return pick(element.displayName) || pick(contentOf(element)?.preferredName) || conceptOf(semanticId(element)).name
        || (element.idShort ? wordsOf(element.idShort) : node.index !== undefined ? t('element.item', {n: node.index + 1}) : '');
}

export function definitionOf(node) {
    return pick(node.element.description) || pick(contentOf(node.element)?.definition)
        || conceptOf(semanticId(node.element)).definition;
}

const UNIT_QUALIFIER = /^(unit|einheit|physicalUnit|unitOfMeasure)$/i;

/** The unit: of the element's own data specification, of its concept, or of a qualifier that says so. */
export function unitOf(node) {
    const unit = contentOf(node.element)?.unit || conceptOf(semanticId(node.element)).unit
        || node.element.qualifiers?.find(qualifier => UNIT_QUALIFIER.test(qualifier.type ?? ''))?.value || '';
    return unit.length <= 24 && unit !== '1' ? unit : '';
}

/** The name as text; the definition is its tooltip. small: the idShort beside it. */
export function ElementName({node, small}) {
    const name = nameOf(node), {idShort} = node.element;
    const definition = definitionOf(node);
    return html`<span class="element-name" title=${definition ? definition.slice(0, 600) : undefined}>
        <bdi>${name.slice(0, 200)}</bdi>
        ${small && idShort && idShort !== name && html`${' '}<small class="soft"><bdi>${idShort.slice(0, 128)}</bdi>
            </small>`}</span>`;
}

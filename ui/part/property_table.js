// property_table.js - elements as a table of names, values and units, in groups as deep as the data has them. Concept descriptions give
// names, units and definitions. Long tables open piece by piece.
import {html, useState} from '../lib/html.js';
import {useConcepts} from '../lib/concept.js';
import {childrenOf, isContainer, plainText, semanticId} from '../lib/element.js';
import {t} from '../lib/text.js';
import {ElementDetails} from './element_details.js';
import {definitionOf, ElementName, nameOf, unitOf} from './element_name.js';
import {Icon} from './icon.js';
import {Value} from './value.js';

const ROWS_MAX = 200;      // of one table before "show more"
const DEPTH_MAX = 12;

/** Whether there is anything to show: a value somewhere inside. Placeholders of templates are none. */
export function isFilled(node) {
    if (isContainer(node.element) && node.element.modelType !== 'AnnotatedRelationshipElement')
        return childrenOf(node).some(isFilled);
    return node.element.modelType === 'Property' || node.element.modelType === 'MultiLanguageProperty'
        || node.element.modelType === 'Range'
        || node.element.modelType === 'File' ? plainText(node).trim() !== '' : true;
}

function Row({node, details}) {
    const unit = unitOf(node);
    const definition = definitionOf(node);
    return html`<tr><th scope="row"><${ElementName} node=${node} /></th>
        <td><${Value} node=${node} unit=${unit} /></td>
        <td class="row-info"><button type="button" class="quiet" title=${definition.slice(0, 300) || undefined}
            aria-label=${t('tree.details', {name: nameOf(node).slice(0, 80)})} onClick=${() => details(node)}><${Icon} name="info"
                size=${16} /></button></td></tr>`;
}

/** A list of plain values in one row. */
function isPlainList(node) {
    return node.element.modelType === 'SubmodelElementList' && childrenOf(node).length <= 20
        && childrenOf(node).every(child => ['Property', 'MultiLanguageProperty'].includes(child.element.modelType));
}

function ListRow({node, details}) {
    return html`<tr><th scope="row"><${ElementName} node=${node} /></th>
        <td><ul class="value-list">${childrenOf(node).filter(isFilled).map(child => html`<li key=${child.path}><${Value}
            node=${child} unit=${unitOf(child)} /></li>`)}</ul></td>
        <td class="row-info"><button type="button" class="quiet" aria-label=${t('tree.details', {name: nameOf(node).slice(0, 80)})}
            onClick=${() => details(node)}><${Icon} name="info" size=${16} /></button></td></tr>`;
}

export function PropertyTable({nodes, label, details}) {
    const [max, setMax] = useState(ROWS_MAX);
    const shown = nodes.slice(0, max);
    useConcepts(shown.flatMap(node => [semanticId(node.element), ...isPlainList(node)
        ? childrenOf(node).map(child => semanticId(child.element)) : []]));
    return html`<table class="properties" aria-label=${label}><tbody>
        ${shown.map(node => isPlainList(node) ? html`<${ListRow} key=${node.path} node=${node} details=${details} />`
            : html`<${Row} key=${node.path} node=${node} details=${details} />`)}</tbody></table>
        ${nodes.length > max && html`<p><button type="button" onClick=${() => setMax(max + 1000)}>${t('table.more',
            {n: nodes.length - max})}</button></p>`}`;
}

function Group({node, level, details}) {
    useConcepts([semanticId(node.element)]);
    const heading = level > 4 ? 'h6' : 'h' + (level + 2);
    return html`<section class=${'property-group level-' + Math.min(level, 3)}>
        <${heading}><${ElementName} node=${node} /></${heading}>
        <${Groups} nodes=${childrenOf(node)} level=${level + 1} label=${nameOf(node)} details=${details} /></section>`;
}

/** Values first, as a table; then what holds others, each under its name. */
function Groups({nodes, level, label, details}) {
    const filled = nodes.filter(isFilled);
    const values = filled.filter(node => !isContainer(node.element) || isPlainList(node)
        || node.element.modelType === 'AnnotatedRelationshipElement');
    const groups = filled.filter(node => !values.includes(node));
    const [max, setMax] = useState(50);
    if (level > DEPTH_MAX)
        return html`<p class="soft">${t('view.see_all')}</p>`;
    return html`${values.length > 0 && html`<${PropertyTable} nodes=${values} label=${label} details=${details} />`}
        ${groups.slice(0, max).map(node => html`<${Group} key=${node.path} node=${node} level=${level} details=${details} />`)}
        ${groups.length > max && html`<p><button type="button" onClick=${() => setMax(max + 100)}>${t('table.more',
            {n: groups.length - max})}</button></p>`}`;
}

/** nodes: what is shown; label: of the table. */
export function PropertyGroups({nodes, label, level = 1}) {
    const [shown, setShown] = useState(null);
    return html`<div class="property-groups"><${Groups} nodes=${nodes} level=${level} label=${label} details=${setShown} /></div>
        ${shown && html`<${ElementDetails} node=${shown} close=${() => setShown(null)} />`}`;
}

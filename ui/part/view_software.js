// view_software.js - what software is installed: type and instance side by side.
import {html} from '../lib/html.js';
import {childrenOf, isContainer, plainText, semanticId} from '../lib/element.js';
import {useConcepts} from '../lib/concept.js';
import {t} from '../lib/text.js';
import {ElementName, unitOf} from './element_name.js';
import {Empty} from './state.js';
import {Value} from './value.js';

export default function SoftwareView({root}) {
    const groups = childrenOf(root).filter(node => isContainer(node.element)).map(node => ({node, facts: childrenOf(node)
        .filter(fact => !isContainer(fact.element) && (plainText(fact)
            || fact.element.modelType === 'Blob'))})).filter(group => group.facts.length);
    useConcepts(groups.flatMap(group => [group.node, ...group.facts]).map(node => semanticId(node.element)));
    if (!groups.length)
        return html`<${Empty} icon="code" title=${t('view.nothing')}><p>${t('view.see_all')}</p></${Empty}>`;
    return html`<div class="columns">${groups.slice(0, 20).map(({node, facts}) => html`<section key=${node.path}><h3>
        <${ElementName} node=${node} /></h3>
        <dl class="facts">${facts.slice(0, 80).map(fact => html`<dt key=${fact.path}><${ElementName} node=${fact} /></dt>
            <dd><${Value} node=${fact} unit=${unitOf(fact)} /></dd>`)}</dl></section>`)}</div>`;
}

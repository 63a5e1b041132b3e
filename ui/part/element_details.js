// element_details.js - all that is known about one element, in a window: its whole value, meaning, qualifiers, place.
import {html} from '../lib/html.js';
import {paths} from '../lib/api.js';
import {copyText} from '../lib/copy.js';
import {conceptOf, useConcepts} from '../lib/concept.js';
import {isContainer, plainText, semanticId} from '../lib/element.js';
import {useLive} from '../lib/live.js';
import {hasText, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {definitionOf, nameOf, unitOf} from './element_name.js';
import {Icon} from './icon.js';
import {ConceptLink, ReferenceValue} from './reference_value.js';
import {Operation} from './operation.js';
import {Text} from './text_value.js';
import {Value} from './value.js';

function Fact({name, children}) {
    return html`<dt>${name}</dt><dd>${children}</dd>`;
}

/** Each language of a text. */
function AllLanguages({texts}) {
    return html`<dl class="facts languages">${texts.map((item, at) => html`<dt key=${at} class="mono">${item.language}</dt>
        <dd><${Text} text=${item.text ?? ''} lang=${item.language} /></dd>`)}</dl>`;
}

export function typeName(element) {
    return hasText('type.' + element.modelType) ? t('type.' + element.modelType) : element.modelType;
}

export function ElementDetails({node, close}) {
    const element = useLive(node);
    const id = semanticId(element);
    const more = (element.supplementalSemanticIds ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    useConcepts([id, ...more]);
    const concept = conceptOf(id);
    const definition = definitionOf(node);
    const now = {...node, element};
    return html`<${Dialog} title=${nameOf(node).slice(0, 120) || t('element.element')} close=${close}>
        <dl class="facts details">
            ${!isContainer(element) && html`<${Fact} name=${t('element.value')}>
                ${element.modelType === 'MultiLanguageProperty' && element.value?.length ? html`<${AllLanguages}
                    texts=${element.value} />`
                  : html`<${Value} node=${now} unit=${unitOf(now)} />`}</${Fact}>`}
            ${plainText(now) && element.modelType === 'Property' && html`<${Fact} name=${t('element.exact')}><code><${Text}
                text=${plainText(now)} /></code>
                <button type="button" class="quiet" aria-label=${t('action.copy')} onClick=${() => copyText(plainText(now))}>
                    <${Icon} name="copy" size=${16} /></button></${Fact}>`}
            ${definition && html`<${Fact} name=${t('element.definition')}><${Text} text=${definition} /></${Fact}>`}
            ${id && html`<${Fact} name=${t('element.meaning')}><${ConceptLink} id=${id} there=${concept.there}
                name=${concept.name} />
                ${concept.there && html`<br /><code class="small">${id.slice(0, 300)}</code>`}</${Fact}>`}
            ${more.length > 0 && html`<${Fact} name=${t('element.more_meanings')}><ul>${more.map(other => html`<li key=${other}>
                <${ConceptLink} id=${other} there=${conceptOf(other).there} name=${conceptOf(other).name} /></li>`)}</ul>
                    </${Fact}>`}
            ${element.valueId?.keys?.length > 0 && html`<${Fact} name=${t('element.value_id')}><${ReferenceValue}
                reference=${element.valueId} /></${Fact}>`}
            <${Fact} name=${t('element.kind')}>${typeName(element)}${element.valueType && html` · <span
                class="mono">${element.valueType}</span>`}
                ${element.contentType && html` · <span class="mono"><bdi>${element.contentType.slice(0, 100)}</bdi>
                    </span>`}</${Fact}>
            ${element.qualifiers?.length > 0 && html`<${Fact} name=${t('element.qualifiers')}>
                <ul>${element.qualifiers.map((qualifier, at) => html`
                <li key=${at}><bdi>${qualifier.type}</bdi>: <bdi>${(qualifier.value ?? '–').slice(0, 300)}</bdi></li>`)}</ul>
                    </${Fact}>`}
            ${element.extensions?.length > 0 && html`<${Fact} name=${t('element.extensions')}>
                <ul>${element.extensions.map((extension, at) => html`
                <li key=${at}><bdi>${extension.name}</bdi>: <bdi>${(extension.value ?? '–').slice(0, 300)}</bdi></li>`)}</ul>
                    </${Fact}>`}
            <${Fact} name=${t('element.path')}><code><bdi>${node.path}</bdi></code></${Fact}>
            <${Fact} name=${t('element.address')}><code><bdi>${paths.element(node.submodel, node.path)}</bdi></code></${Fact}>
        </dl>
        ${element.modelType === 'Operation' && html`<${Operation} node=${now} />`}
    </${Dialog}>`;
}

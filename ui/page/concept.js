// concept.js - #/concept/{id}: what a term means, in each language, with its unit and allowed values.
import {html} from '../lib/html.js';
import {get, id64, idOf, paths, query} from '../lib/api.js';
import {contentOf} from '../lib/concept.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {ReferenceValue} from '../part/reference_value.js';
import {Empty, Loaded} from '../part/state.js';
import {External, isWebAddress, Text} from '../part/text_value.js';

export const styles = ['asset', 'views'];

function origin(id) {
    return /^0173-1/.test(id) ? 'ECLASS' : /^0112\/2/.test(id) ? 'IEC CDD' : '';
}

function Languages({texts, title}) {
    return texts?.length > 0 && html`<dt>${title}</dt><dd><dl class="facts languages">${texts.slice(0, 60).map((one,
        at) => html`<dt key=${at} class="mono">${one.language}</dt>
        <dd><${Text} text=${one.text ?? ''} lang=${one.language} /></dd>`)}</dl></dd>`;
}

function Simple({title, text}) {
    return text && html`<dt>${title}</dt><dd><${Text} text=${String(text)} /></dd>`;
}

function Concept({concept}) {
    const content = contentOf(concept) ?? {};
    const name = pick(content.preferredName) || pick(concept.displayName) || concept.idShort || concept.id;
    const values = content.valueList?.valueReferencePairs ?? [];
    return html`<div class="page-head"><div><h1><bdi>${name.slice(0, 200)}</bdi></h1>
            <p class="lead"><${Text} text=${pick(content.definition) || pick(concept.description)} /></p>
            <p class="chips">${origin(concept.id) && html`<span class="chip">${origin(concept.id)}</span>`}<span
                class="chip plain"><bdi>${concept.id.slice(0, 200)}</bdi></span></p></div>
            <div class="actions"><a class="button quiet" href=${link('edit-concept', [id64(concept.id)])}><${Icon} name="edit"
                size=${18} />${t('action.edit')}</a></div></div>
        <section class="card"><dl class="facts">
            ${isWebAddress(concept.id) && html`<dt>${t('concept.id')}</dt><dd><${External} href=${concept.id} /></dd>`}
            <${Simple} title=${t('concept.short')} text=${concept.idShort} />
            <${Languages} title=${t('concept.name')} texts=${content.preferredName ?? concept.displayName} />
            <${Languages} title=${t('concept.short_name')} texts=${content.shortName} />
            <${Languages} title=${t('element.definition')} texts=${content.definition ?? concept.description} />
            <${Simple} title=${t('concept.unit')} text=${content.unit} />
            <${Simple} title=${t('concept.data_type')} text=${content.dataType} />
            <${Simple} title=${t('concept.symbol')} text=${content.symbol} />
            <${Simple} title=${t('concept.format')} text=${content.valueFormat} />
            <${Simple} title=${t('concept.source')} text=${content.sourceOfDefinition} />
            ${values.length > 0 && html`<dt>${t('concept.values')}</dt><dd><ul
                class="value-list">${values.slice(0, 300).map((one, at) => html`<li key=${at}>
                    <bdi>${(one.value ?? '').slice(0, 200)}</bdi></li>`)}</ul></dd>`}
            ${concept.isCaseOf?.length > 0 && html`<dt>${t('concept.case_of')}</dt><dd>
                <ul>${concept.isCaseOf.slice(0, 30).map((reference, at) => html`<li key=${at}><${ReferenceValue}
                    reference=${reference} /></li>`)}</ul></dd>`}
        </dl></section>
        <${Users} id=${concept.id} />`;
}

/** Submodels that are of this kind: only whole submodels can be asked for by meaning. */
function Users({id}) {
    const reference = id64(JSON.stringify({type: 'ExternalReference', keys: [{type: 'GlobalReference', value: id}]}));
    const users = useLoad(signal => get('/api/v3/submodels' + query({semanticId: reference, level: 'core', limit: 20}), {signal}),
        [id]);
    return users.data?.result.length > 0 && html`<section class="card concept-users"><div class="card-head">
        <h2>${t('concept.users')}</h2></div>
        <ul class="rows">${users.data.result.map(submodel => html`<li key=${submodel.id}><a class="row"
            href=${link('submodel', [id64(submodel.id)])}><${Icon} name="document" />
            <span class="grow"><bdi>${(pick(submodel.displayName) || submodel.idShort || submodel.id).slice(0, 120)}</bdi> <small
                class="soft"><bdi>${submodel.id.slice(0, 160)}</bdi></small></span></a></li>`)}</ul></section>`;
}

function OneConcept({route}) {
    const id = idOf(route.parts[0] ?? '') ?? route.parts[0] ?? '';
    const concept = useLoad(signal => get(paths.concept(id), {signal}), [id]);
    if (concept.error?.status === 404)
        return html`<${Empty} heading icon="info" title=${t('concept.none')}><p><code><bdi>${id.slice(0, 300)}</bdi></code></p>
            <p>${t('concept.not_here')}</p>
            ${isWebAddress(id) && html`<p><${External} href=${id} /></p>`}</${Empty}>`;
    return html`<${Loaded} of=${concept} lines=${5}>${found => html`<${Concept} concept=${found} />`}</${Loaded}>`;
}

export default function ConceptPage({route}) {
    return html`<${OneConcept} key=${route.parts[0]} route=${route} />`;
}

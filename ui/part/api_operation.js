// api_operation.js - one operation of the API: what it wants, what it answers, and "try it" for what only reads.
import {html, useEffect, useState} from '../lib/html.js';
import {get, id64, request} from '../lib/api.js';
import {copyText} from '../lib/copy.js';
import {exampleOf, isEncoded, resolve, schemaName} from '../lib/openapi.js';
import {bytes, t} from '../lib/text.js';
import {curlOf} from './as_api.js';
import {Icon} from './icon.js';

const SHOWN_MAX = 20000;
const SAMPLES = {aasIdentifier: '/api/v3/shells?limit=1', submodelIdentifier: '/api/v3/submodels?limit=1',
    cdIdentifier: '/api/v3/concept-descriptions?limit=1'};

/** Something that is here, for a field that wants an id. */
async function sample(name) {
    const page = SAMPLES[name] && await get(SAMPLES[name], {quiet: true}).catch(() => null);
    return page?.result?.[0]?.id ?? '';
}

const inPath = (parameter, value) => isEncoded(parameter) ? id64(value) : encodeURIComponent(value);

function addressOf(operation, values) {
    const asked = new URLSearchParams();
    let path = operation.path;
    for (const parameter of operation.parameters) {
        const value = values[parameter.name] ?? '';
        if (parameter.in === 'path')
            path = value ? path.replace(`{${parameter.name}}`, inPath(parameter, value)) : path;
        else if (parameter.in === 'query' && value)
            asked.append(parameter.name, value);
    }
    const text = asked.toString();
    return path + (text ? '?' + text : '');
}

function Parameter({operation, parameter, value, change, document}) {
    const schema = resolve(document, parameter.schema) ?? {};
    const id = `${operation.id}-${parameter.name}`;
    const about = parameter.description ?? '';
    return html`<div class="field"><label for=${id}><code>${parameter.name}</code>${parameter.required && html` <span class="chip">
        ${t('api.required')}</span>`}</label>
        ${schema.enum ? html`<select id=${id} value=${value} onChange=${event => change(event.target.value)}><option
            value="">–</option>
            ${schema.enum.map(one => html`<option key=${one} value=${one}>${one}</option>`)}</select>`
            : html`<input id=${id} class="mono" value=${value} placeholder=${schema.default ?? ''}
                onInput=${event => change(event.target.value)} />`}
        <span class="hint">${about}${isEncoded(parameter) && ` ${t('api.plain_id')}`}</span></div>`;
}

function Answer({answer}) {
    if (!answer)
        return null;
    return html`<div class="answer" role="status"><p><span class=${answer.status < 400 ? 'chip good' : 'chip bad'}>
        ${answer.status || t('error.unreachable')}</span>
            <span class="soft small">${answer.type} · ${bytes(answer.bytes)} ·
                ${' ' + t('api.ms', {n: Math.round(answer.ms)})}</span></p>
        <pre tabindex="0">${answer.text}</pre>${answer.cut && html`<p class="soft small">${t('api.cut')}</p>`}</div>`;
}

function useTry(operation, values) {
    const [answer, setAnswer] = useState(null);
    const send = async () => {
        const began = performance.now();
        const show = async (response, status) => {
            const blob = response ? await response.blob() : new Blob();
            const type = response?.headers.get('Content-Type') ?? '';
            const textual = /json|xml|text|yaml/.test(type);
            let text = textual ? await blob.slice(0, SHOWN_MAX * 4).text() : t('api.binary');
            try {
                text = JSON.stringify(JSON.parse(text), null, 2);
            } catch {
                // Shown as it came.
            }
            setAnswer({status, type, bytes: blob.size, ms: performance.now() - began, text: text.slice(0, SHOWN_MAX),
                cut: text.length > SHOWN_MAX});
        };
        try {
            const {response, status} = await request('GET', addressOf(operation, values), {accept: '*/*', raw: true});
            await show(response, status);
        } catch (error) {
            setAnswer({status: error.status ?? 0, type: 'application/json', bytes: 0, ms: performance.now() - began,
                       text: JSON.stringify({messages: error.messages ?? []}, null, 2), cut: false});
        }
    };
    return [answer, send];
}

/** What an answer holds. */
function kindOf(document, response) {
    const [media] = Object.values(resolve(document, response)?.content ?? {});
    return media && schemaName(document, media.schema);
}

export function ApiOperation({operation, document}) {
    const [values, setValues] = useState({});
    const [answer, send] = useTry(operation, values);
    const fields = operation.parameters.filter(parameter => parameter.in === 'path' || parameter.in === 'query');
    useEffect(() => {
        let gone = false;
        Promise.all(fields.filter(isEncoded).map(async parameter => [parameter.name, await sample(parameter.name)]))
            .then(found => gone || setValues(old => ({...Object.fromEntries(found), ...old})));
        return () => { gone = true; };
    }, [operation.id]);
    const content = Object.entries(operation.body?.content ?? {});
    const json = content.find(([type]) => type === 'application/json');
    const body = json && exampleOf(document, json[1].schema);
    const address = addressOf(operation, values);
    const curl = curlOf({method: operation.method, path: address, body: body === undefined ? undefined : JSON.stringify(body)});
    const wanted = fields.filter(parameter => parameter.in === 'path' && !values[parameter.name]);
    return html`<div class="operation-body">
        ${operation.description && html`<p class="soft">${operation.description}</p>`}
        ${fields.length > 0 && html`<div class="parameters">${fields.map(parameter => html`<${Parameter} key=${parameter.name}
            operation=${operation} parameter=${parameter} document=${document}
            value=${values[parameter.name] ?? ''} change=${value => setValues({...values, [parameter.name]: value})} />`)}</div>`}
        ${content.length > 0 && html`<p class="soft">
            ${t('api.body')} ${content.map(([type, media], i) => html`${i > 0 && ', '}<code>
            ${type}</code> ${schemaName(document, media.schema)}`)}</p>`}
        <div class="curl"><code>${curl}</code><button type="button" aria-label=${t('action.copy')} onClick=${() => copyText(curl)}>
            <${Icon} name="copy" size=${18} /></button></div>
        ${operation.method === 'GET' && html`<p class="actions"><button type="button" class="primary" disabled=${wanted.length > 0}
            onClick=${send}>${t('api.try')}</button>
            ${wanted.length > 0 && html`<span class="soft small">
                ${t('api.fill', {names: wanted.map(parameter => parameter.name).join(', ')})}</span>`}</p>`}
        <${Answer} answer=${answer} />
        <table><caption class="visually-hidden">${t('api.answers')}</caption><tbody>
            ${Object.entries(operation.responses).map(([status, response]) => html`<tr key=${status}>
            <th scope="row">${status}</th><td>${resolve(document, response)?.description}</td>
            <td class="soft">${kindOf(document, response)}</td></tr>`)}</tbody></table></div>`;
}

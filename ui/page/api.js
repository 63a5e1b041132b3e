// api.js - #/api: every operation of the server, from its own description.
import {html, useState} from '../lib/html.js';
import {useLoad} from '../lib/load.js';
import {readOpenApi} from '../lib/openapi.js';
import {hasText, t} from '../lib/text.js';
import {ApiOperation} from '../part/api_operation.js';
import {Icon} from '../part/icon.js';
import {Empty, Loaded} from '../part/state.js';

export const styles = ['api'];

function tagName(tag) {
    const key = 'api.tag_' + tag.toLowerCase().replace(/ api$/, '').replace(/\W+/g, '_');
    return hasText(key) ? t(key) : tag;
}

function Operation({operation, document}) {
    const [open, setOpen] = useState(false);
    return html`<li class="operation"><button type="button" class="row" aria-expanded=${open} onClick=${() => setOpen(!open)}>
            <b class=${'method ' + operation.method.toLowerCase()}>${operation.method}</b>
            <span class="grow"><code>${operation.path}</code><span class="soft small">${operation.summary}</span></span><${Icon}
                name=${open ? 'up' : 'down'} size=${16} /></button>
        ${open && html`<${ApiOperation} operation=${operation} document=${document} />`}</li>`;
}

function Group({group, document, open}) {
    const [mine, setMine] = useState(null);
    const shown = mine ?? open;
    return html`<section class="card api-group"><h2><button type="button" class="quiet" aria-expanded=${shown}
        onClick=${() => setMine(!shown)}>
            <${Icon} name=${shown ? 'down' : 'right'} size=${16} /><span class="grow">${tagName(group.tag)}
                ${tagName(group.tag) !== group.tag && html` <small class="soft">${group.tag}</small>`}</span><span
                    class="soft number">${group.operations.length}</span></button></h2>
        ${shown && html`<ul class="rows">${group.operations.map(operation => html`<${Operation} key=${operation.id + operation.path}
            operation=${operation} document=${document} />`)}</ul>`}</section>`;
}

function found(groups, text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const textOf = ({method, path, summary, id}) => `${method} ${path} ${summary} ${id}`.toLowerCase();
    const fits = operation => words.every(word => textOf(operation).includes(word));
    return groups.map(group => ({...group, operations: group.operations.filter(fits)})).filter(group => group.operations.length);
}

function Operations({api}) {
    const [text, setText] = useState('');
    const groups = found(api.groups, text);
    const searching = text.trim() !== '';
    return html`<div class="api-search"><input type="search" value=${text} placeholder=${t('api.search')}
        aria-label=${t('api.search')} onInput=${event => setText(event.target.value)} />
            <span class="soft" role="status">
                ${t('api.count', {n: groups.reduce((sum, group) => sum + group.operations.length, 0)})}</span></div>
        <div class="stack">${groups.map(group => html`<${Group} key=${group.tag + searching} group=${group} document=${api.document}
            open=${searching} />`)}
            ${!groups.length && html`<${Empty} icon="search" title=${t('exchange.nothing')} />`}</div>`;
}

export default function Api() {
    const api = useLoad(signal => readOpenApi(signal), []);
    return html`<div class="page-head"><div><h1>${t('api.title')}</h1><p class="lead">${t('api.lead')}</p></div>
            <div class="actions"><a class="button" href="/openapi.json" download="openapi.json"><${Icon} name="download"
                size=${18} />${t('api.file')}</a></div></div>
        <${Loaded} of=${api} lines=${10}>${found => html`<${Operations} api=${found} />`}</${Loaded}>`;
}

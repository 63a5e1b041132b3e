// operation.js - what an operation takes and gives, and a simple form to invoke it when the server has somebody who carries it out.
import {html, useState} from '../lib/html.js';
import {paths, request} from '../lib/api.js';
import {t} from '../lib/text.js';
import {ElementName, unitOf} from './element_name.js';
import {ErrorBox} from './state.js';
import {Value} from './value.js';

const nodesOf = (node, list) => (node.element[list] ?? []).map((variable, index) =>
    ({element: variable.value ?? {}, submodel: node.submodel, path: `${node.path}.${variable.value?.idShort ?? index}`, index}));

function Variables({title, nodes}) {
    return nodes.length > 0 && html`<h3>${title}</h3><dl class="facts">${nodes.map(node => html`<dt key=${node.path}>
        <${ElementName} node=${node} /></dt>
        <dd><${Value} node=${node} unit=${unitOf(node)} /></dd>`)}</dl>`;
}

/** Only plain properties can be typed in here; other arguments go as they stand in the operation. */
function argumentsOf(nodes, typed) {
    return nodes.map(node => ({value: node.element.modelType === 'Property' && typed[node.path] !== undefined
        ? {...node.element, value: typed[node.path]} : node.element}));
}

export function Operation({node}) {
    const inputs = nodesOf(node, 'inputVariables'), inouts = nodesOf(node, 'inoutputVariables'), outputs = nodesOf(node,
        'outputVariables');
    const [typed, setTyped] = useState({});
    const [state, setState] = useState({});
    const invoke = async event => {
        event.preventDefault();
        setState({busy: true});
        try {
            const {data} = await request('POST', paths.element(node.submodel, node.path) + '/invoke', {body: {
                inputArguments: argumentsOf(inputs, typed), inoutputArguments: argumentsOf(inouts, typed),
                    clientTimeoutDuration: 'PT60S'}});
            setState({result: data});
        } catch (error) {
            setState({error});
        }
    };
    const results = state.result && nodesOf({...node, element: state.result}, 'outputArguments');
    return html`<form class="stack operation" onSubmit=${invoke}>
        <${Variables} title=${t('operation.inputs')} nodes=${inputs.filter(input => input.element.modelType !== 'Property')} />
        ${[...inputs, ...inouts].filter(input => input.element.modelType === 'Property').map(input => html`<div class="field"
            key=${input.path}>
            <label for=${'argument-' + input.path}><${ElementName} node=${input} /> <span class="soft">${unitOf(input)}</span>
                </label>
            <input id=${'argument-' + input.path} value=${typed[input.path] ?? input.element.value ?? ''}
                onInput=${event => setTyped({...typed, [input.path]: event.target.value})} /></div>`)}
        <${Variables} title=${t('operation.outputs')} nodes=${results?.length ? results : outputs} />
        ${state.error && html`<${ErrorBox} error=${state.error} />`}
        ${state.result && html`<p class=${'chip ' + (state.result.success === false ? 'bad' : 'good')}>
            ${state.result.executionState ?? (state.result.success === false ? t('operation.failed') : t('operation.done'))}</p>`}
        <p><button type="submit" disabled=${state.busy}>${t(state.busy ? 'operation.running' : 'operation.invoke')}</button></p>
    </form>`;
}

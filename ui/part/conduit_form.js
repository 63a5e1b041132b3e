// conduit_form.js - one conduit as a form: between which zones, and what it lets pass.
import {html} from '../lib/html.js';
import {t} from '../lib/text.js';
import {portsFault, removeConduit, setConduit, zoneOf} from '../lib/zone_plan.js';
import {Icon} from './icon.js';
import {conduitName, zoneName} from './zone_box.js';

// Ports that plants know, with the protocol that listens there (IANA's registry of service names).
const KNOWN_PORTS = [['102', 'S7'], ['443', 'HTTPS'], ['502', 'Modbus'], ['1883', 'MQTT'], ['4840', 'OPC UA'], ['8883', 'MQTTS'],
                     ['20000', 'DNP3'], ['34962-34964', 'PROFINET'], ['44818', 'EtherNet/IP'], ['22', 'SSH'], ['3389', 'RDP']];
const TRANSPORTS = ['tcp', 'udp', 'any'];
const NEW_FLOW = {transport: 'tcp', ports: '', direction: 'forth', note: ''};

function Flow({flow, at, from, to, set, remove}) {
    const fault = portsFault(flow.ports);
    const id = name => `flow-${at}-${name}`;
    const field = (name, label, input) => html`<div class=${'field flow-' + name}><label for=${id(name)}>${t(label)}</label>
        ${input}</div>`;
    return html`<li class="flow card"><div class="flow-head"><strong>${t('zones.flow', {n: at + 1})}</strong>
            <button type="button" class="quiet" aria-label=${t('zones.delete_flow', {n: at + 1})} title=${t('zones.delete_flow',
                {n: at + 1})}
                onClick=${remove}><${Icon} name="trash" size=${18} /></button></div>
        ${field('direction', 'zones.direction', html`<select id=${id('direction')} value=${flow.direction ?? 'forth'}
            onChange=${event => set({direction: event.target.value})}><option value="forth">${t('zones.opens', {from, to})}</option>
            <option value="back">${t('zones.opens', {from: to, to: from})}</option><option value="both">
                ${t('zones.opens_both')}</option>
            </select>`)}
        ${field('transport', 'zones.transport', html`<select id=${id('transport')} value=${flow.transport ?? 'any'}
            onChange=${event => set({transport: event.target.value})}>${TRANSPORTS.map(name => html`<option key=${name}
                value=${name}>
                ${t('zones.transport_' + name)}</option>`)}</select>`)}
        <div class=${fault ? 'field faulty flow-ports' : 'field flow-ports'}><label for=${id('ports')}>${t('zones.ports')}</label>
            <input id=${id('ports')} class="mono" list="known-ports" value=${flow.ports ?? ''} placeholder=${t('zones.all_ports')}
                aria-invalid=${Boolean(fault)} aria-describedby=${fault ? id('fault') : undefined} autocomplete="off"
                onInput=${event => set({ports: event.target.value})} />
            ${fault && html`<span class="fault" id=${id('fault')}>${t('zones.ports_' + fault)}</span>`}</div>
        ${field('note', 'zones.note', html`<input id=${id('note')} value=${flow.note ?? ''}
            onInput=${event => set({note: event.target.value})} />`)}</li>`;
}

/** work: {plan, change, select}. */
export function ConduitForm({conduit, work}) {
    const {plan, change, select} = work;
    const set = values => change(setConduit(plan, conduit.id, values), `conduit/${conduit.id}/${Object.keys(values)[0]}`);
    const flows = conduit.flows ?? [];
    const [from, to] = [conduit.from, conduit.to].map(id => zoneName(zoneOf(plan, id) ?? {id}));
    const end = (name, other) => html`<div class="field"><label for=${'conduit-' + name}>${t('zones.' + name)}</label>
        <select id=${'conduit-' + name} value=${conduit[name]} onChange=${event => set({[name]: event.target.value})}>
            ${plan.zones.filter(zone => zone.id !== conduit[other]).map(zone => html`<option key=${zone.id} value=${zone.id}>
                ${zoneName(zone)}</option>`)}</select></div>`;
    const remove = () => {
        change(removeConduit(plan, conduit.id));
        select(null);
    };
    const setFlow = (at, values) => change(setConduit(plan, conduit.id,
        {flows: flows.map((flow, i) => i === at ? {...flow, ...values} : flow)}),
            `flow/${conduit.id}/${at}/${Object.keys(values)[0]}`);
    return html`<div class="field"><label for="conduit-name">${t('zones.name')}</label>
            <input id="conduit-name" value=${conduit.name ?? ''} placeholder=${conduitName(conduit)} maxlength="128"
                onInput=${event => set({name: event.target.value})} /></div>
        <div class="pair">${end('from', 'to')}${end('to', 'from')}</div>
        <section aria-labelledby="flows"><h3 id="flows">${t('zones.flows')}</h3><p class="soft small">${t('zones.flows_hint')}</p>
            <datalist id="known-ports">${KNOWN_PORTS.map(([port, name]) => html`<option key=${port} value=${port}>
                ${name}</option>`)}</datalist>
            <ul class="flows">${flows.map((flow, at) => html`<${Flow} key=${at} flow=${flow} at=${at} from=${from} to=${to}
                set=${values => setFlow(at, values)} remove=${() => change(setConduit(plan, conduit.id,
                    {flows: flows.filter((_, i) => i !== at)}))} />`)}</ul>
            ${!flows.length && html`<p class="box"><${Icon} name="info" />${t('zones.flows_none')}</p>`}
            <button type="button" class="add" onClick=${() => change(setConduit(plan, conduit.id, {flows: [...flows, NEW_FLOW]}))}>
                <${Icon} name="plus" size=${18} />${t('zones.add_flow')}</button></section>
        <p><button type="button" class="danger" onClick=${remove}><${Icon} name="trash" size=${18} />
            ${t('zones.delete_conduit')}</button></p>`;
}

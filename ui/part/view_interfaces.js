// view_interfaces.js - how the asset can be reached over the network (Asset Interfaces Description): endpoints, and the values that
// each one offers, with what they are now when this server reads them.
import {html} from '../lib/html.js';
import {useConcepts} from '../lib/concept.js';
import {childrenOf, find, findAll, isContainer, plainText, semanticId, textAt, wordsOf} from '../lib/element.js';
import {numberText} from '../lib/format.js';
import {hasText, t} from '../lib/text.js';
import {unitOf} from './element_name.js';
import {Icon} from './icon.js';
import {ConnectionState, ConnectionTrouble, LiveValue, useConnections} from './connections.js';
import {Empty} from './state.js';

const INTERFACE = ['https://admin-shell.io/idta/AssetInterfacesDescription/1/0/Interface'];
const SECURE = /^(nosec|)$/;

function interfacesOf(root) {
    const all = childrenOf(root).filter(node => isContainer(node.element));
    const marked = findAll(root, ...INTERFACE);
    return marked.length ? marked : all.filter(node => find(node, 'EndpointMetadata', 'InteractionMetadata')
        || /^Interface/i.test(node.element.idShort ?? ''));
}

function protocolOf(node, base) {
    const name = `${node.element.idShort ?? ''} ${base}`;
    return ['MODBUS', 'MQTT', 'HTTPS', 'HTTP', 'OPC', 'BACNET', 'COAP'].find(one => name.toUpperCase().includes(one)) ?? '';
}

/** Properties of an interface, also those inside of others. */
function pointsOf(node, names = []) {
    const properties = find(node, 'properties', 'https://www.w3.org/2019/wot/td#PropertyAffordance');
    return childrenOf(properties).filter(one => isContainer(one.element)).flatMap(one => {
        const title = [...names, textAt(one, 'title') || wordsOf(one.element.idShort ?? '')];
        const inner = pointsOf(one, title);
        return [{node: one, title: title.join(' › ')}, ...inner];
    });
}

function rangeOf(node) {
    const range = find(node, 'min_max', 'minMaxRange', 'https://admin-shell.io/idta/AssetInterfacesDescription/1/0/minMaxRange');
    return range && (range.element.min || range.element.max) ? `${numberText(range.element.min
        ?? '')} … ${numberText(range.element.max ?? '')}` : '';
}

function hrefOf(node) {
    const forms = find(node, 'forms');
    return forms ? textAt(forms, 'href') || childrenOf(forms).map(form => textAt(form, 'href')).find(Boolean) || '' : '';
}

function securityOf(endpoint) {
    const definitions = find(endpoint, 'securityDefinitions');
    const schemes = childrenOf(definitions).map(one => textAt(one, 'scheme')).filter(Boolean);
    return schemes.filter(scheme => !SECURE.test(scheme));
}

function Interface({node, connections}) {
    const endpoint = find(node, 'EndpointMetadata') ?? node;
    const base = textAt(endpoint, 'base'), type = textAt(endpoint, 'contentType');
    const interaction = find(node, 'InteractionMetadata', 'InterfaceMetadata') ?? node;
    const points = pointsOf(interaction);
    const actions = childrenOf(find(interaction, 'actions')), events = childrenOf(find(interaction, 'events'));
    useConcepts(points.map(point => semanticId(point.node.element)));
    const protocol = protocolOf(node, base);
    const secured = securityOf(endpoint);
    return html`<article class="interface"><div class="card-head"><h3><${Icon} name="plug"
        size=${18} /> <bdi>${(textAt(node, 'title') || wordsOf(node.element.idShort ?? '')).slice(0, 120)}</bdi></h3>
            <span class="chips">${protocol && html`<span class="chip">${protocol}</span>`}
            <span class="chip plain">${secured.length ? t('interface.secured', {how: secured.join(', ').slice(0, 60)})
                : t('interface.open')}</span>
            <${ConnectionState} one=${connections.interfaceAt(node.path)} /></span></div>
        <p>${base ? html`<code><bdi>${base.slice(0, 300)}</bdi></code>` : html`<span
            class="soft">${t('interface.no_address')}</span>`}
            ${type && html` <span class="soft small"><bdi>${type.slice(0, 80)}</bdi></span>`}</p>
        <${ConnectionTrouble} one=${connections.interfaceAt(node.path)} />
        ${points.length ? html`<div class="table-frame"><table class="points"><thead><tr><th
            scope="col">${t('interface.point')}</th><th scope="col" class="number">${t('interface.now')}</th>
            <th scope="col" class="number">${t('interface.range')}</th><th scope="col">${t('interface.type')}</th><th
                scope="col">${t('interface.where')}</th></tr></thead>
            <tbody>${points.slice(0, 300).map(({node: point, title}) => {
                const unit = textAt(point, 'unit') || unitOf(point);
                return html`<tr key=${point.path}><th scope="row"><bdi>${title.slice(0, 120)}</bdi></th>
                    <td class="number"><${LiveValue} point=${connections.pointAt(point.path)} unit=${unit}
                        type=${textAt(point, 'type')} /></td>
                    <td class="number">${rangeOf(point)}${unit && rangeOf(point) && html` <span
                        class="unit">${unit.slice(0, 24)}</span>`}</td>
                    <td>${typeWords(textAt(point, 'type'))}${textAt(point, 'observable') === 'true' && html` <span
                        class="chip plain">${t('interface.observable')}</span>`}</td>
                    <td><code><bdi>${hrefOf(point).slice(0, 160)}</bdi></code></td></tr>`;
            })}</tbody></table></div>` : html`<p class="soft">${t('interface.no_points')}</p>`}
        ${actions.length + events.length > 0 && html`<p class="small soft">${[...actions, ...events].slice(0,
            40).map(one => plainText(one) || textAt(one, 'title') || one.element.idShort).join(', ')}</p>`}
    </article>`;
}

function typeWords(type) {
    return hasText('interface.type_' + type) ? t('interface.type_' + type) : type.slice(0, 30);
}

export default function InterfacesView({root}) {
    const connections = useConnections(root.submodel);
    const interfaces = interfacesOf(root);
    return interfaces.length ? html`${connections.failed && html`<p class="box warn live-lost" role="status"><${Icon}
        name="warning" />${t('live.lost')}</p>`}
        ${interfaces.slice(0, 30).map(node => html`<${Interface} key=${node.path} node=${node} connections=${connections} />`)}`
        : html`<${Empty} icon="plug" title=${t('interface.none')}><p>${t('view.see_all')}</p></${Empty}>`;
}

// view_carbon.js - the carbon footprint of a product: what each part of its life adds, as one bar and in numbers. Versions 0.9 and 1.0.
import {html} from '../lib/html.js';
import {childrenOf, findAllDeep, isContainer, plainText, textAt, findAll, find} from '../lib/element.js';
import {useConcepts, conceptOf} from '../lib/concept.js';
import {codeName} from '../lib/code.js';
import {numberText} from '../lib/format.js';
import {hasText, number, t, time} from '../lib/text.js';
import {Address, addressOf} from './address.js';
import {nameOf} from './element_name.js';
import {FileValue} from './file_value.js';
import {Empty} from './state.js';
import {Value} from './value.js';

const PRODUCT = ['ProductCarbonFootprint', 'https://admin-shell.io/idta/CarbonFootprint/ProductCarbonFootprint/1/0'];
const SECTOR = ['ProductOrSectorSpecificCarbonFootprint'];
const TRANSPORT = ['TransportCarbonFootprint'];
const TOTAL = ['PcfCO2eq', 'PCFCO2eq', 'TCFCO2eq', '0173-1#02-ABG855#003', '0173-1#02-ABG855#001'];
const PHASES = ['LifeCyclePhases', 'PCFLifeCyclePhase', 'PcfLifeCyclePhase',
    'TCFProcessesForGreenhouseGasEmissionInATransportService', '0173-1#02-ABG858#001'];
const COLOURS = 5;

/** "A1 - raw material supply", or a code of ECLASS, in the user's words. */
function phaseName(text) {
    const coded = codeName(text) || conceptOf(text).name || text;
    const letter = /^([A-D]\d?)\b/.exec(coded)?.[1];
    const key = 'carbon.phase_' + (letter ?? '').toLowerCase();
    return letter && hasText(key) ? `${letter} ${t(key)}` : coded;
}

function footprintOf(node) {
    const total = findAll(node, ...TOTAL)[0];
    const phases = findAll(node, ...PHASES).flatMap(one => isContainer(one.element) ? childrenOf(one).map(plainText)
        : [plainText(one)]).filter(Boolean);
    return {node, total, value: total && plainText(total) !== '' ? Number(plainText(total)) : NaN, phases,
            methods: findAll(node, 'PcfCalculationMethods', 'PCFCalculationMethod',
                'TCFCalculationMethod').flatMap(one => isContainer(one.element)
                ? childrenOf(one).map(plainText) : [plainText(one)]).filter(Boolean),
            quantity: textAt(node, 'QuantityOfMeasureForCalculation', 'PCFQuantityOfMeasureForCalculation'),
            unit: textAt(node, 'ReferenceImpactUnitForCalculation', 'PCFReferenceValueForCalculation',
                'TCFReferenceValueForCalculation'),
            published: textAt(node, 'PublicationDate'), expires: textAt(node, 'ExpirationDate', 'ExpirationnDate'),
            handover: find(node, 'GoodsHandoverAddress', 'PCFGoodsAddressHandover', 'GoodsAddressHandover'), file: find(node,
                'ExplanatoryStatement')};
}

function unitName(unit) {
    const key = 'unit.' + unit.toLowerCase();
    return codeName(unit) || conceptOf(unit).name || (hasText(key) ? t(key) : unit);
}

function footprints(root) {
    const all = [...PRODUCT, ...SECTOR, ...TRANSPORT];
    const lists = findAllDeep(root, 'ProductCarbonFootprints',
        'ProductOrSectorSpecificCarbonFootprints').flatMap(childrenOf).filter(node => isContainer(node.element));
    const single = lists.length ? [] : findAllDeep(root, ...all).filter(node => isContainer(node.element));
    return [...lists, ...single, ...findAll(root, ...TRANSPORT).filter(node => lists.length
        && isContainer(node.element))].map(footprintOf);
}

function label(one) {
    return one.phases.length ? one.phases.map(phaseName).join(' + ') : nameOf(one.node);
}

/** One bar: a piece for each footprint that stands for its own phases. */
function Bar({list}) {
    const sum = list.reduce((total, one) => total + Math.max(0, one.value), 0);
    let at = 0;
    return html`<figure class="carbon"><figcaption><b class="number">${number(sum, 6)}</b> ${t('carbon.unit')}</figcaption>
        <svg class="carbon-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"
            aria-label=${t('carbon.bar', {sum: number(sum, 6)})}>
            ${list.map((one, index) => {
                const width = sum > 0 ? Math.max(0, one.value) / sum * 100 : 0, x = at;
                at += width;
                return html`<rect key=${one.node.path} class=${'series-' + (index % COLOURS + 1)} x=${x} y="0"
                    width=${Math.max(0, width - (list.length > 1 ? 0.4 : 0))} height="10">
                        <title>${label(one).slice(0, 300)}</title></rect>`;
            })}</svg>
        <ul class="carbon-legend">${list.map((one, index) => html`<li key=${one.node.path}><i
            class=${'swatch series-' + (index % COLOURS + 1)}></i>
            <span class="grow">${one.phases.length ? one.phases.slice(0, 20).map((phase, n) => html`<span key=${n} class="phase">
                <bdi>${phaseName(phase).slice(0, 120)}</bdi></span>`) : html`<bdi>${nameOf(one.node)}</bdi>`}</span>
            <b class="number" title=${plainText(one.total)}><${Value} node=${one.total} /></b> <span
                class="soft">${t('carbon.unit_short')}</span>
            ${sum > 0 && list.length > 1 && html`<span class="soft number">${number(one.value / sum * 100,
                1)} %</span>`}</li>`)}</ul>
    </figure>`;
}

function Facts({one}) {
    const address = one.handover && addressOf(one.handover);
    return html`<dl class="facts">
        ${one.quantity && html`<dt>${t('carbon.per')}</dt><dd>${numberText(one.quantity)} <bdi>${unitName(one.unit).slice(0,
            60)}</bdi></dd>`}
        ${one.methods.length > 0 && html`<dt>${t('carbon.method')}</dt><dd>
            <bdi>${one.methods.map(method => codeName(method) || conceptOf(method).name || method).join(', ').slice(0, 200)}</bdi>
                </dd>`}
        ${one.published && html`<dt>${t('carbon.published')}</dt><dd>${time(one.published)}</dd>`}
        ${one.expires && html`<dt>${t('carbon.expires')}</dt><dd>${time(one.expires)}</dd>`}
        ${address?.filled && html`<dt>${t('carbon.handover')}</dt><dd><${Address} of=${address} /></dd>`}
        ${one.file && html`<dt>${t('carbon.statement')}</dt><dd><${FileValue} node=${one.file} /></dd>`}
    </dl>`;
}

/** What footprints state besides their value; those that say the same say it once. */
function AllFacts({list}) {
    const key = one => JSON.stringify([one.methods, one.quantity, one.unit, one.published, one.expires, one.handover
        && addressOf(one.handover), one.file?.element.value]);
    const groups = new Map();
    for (const one of list)
        groups.set(key(one), [...groups.get(key(one)) ?? [], one]);
    return [...groups.values()].slice(0, 12).map(group => html`<section key=${group[0].node.path}>
        ${groups.size > 1 && html`<h3>${group.map(label).join(', ').slice(0, 200)}</h3>`}<${Facts} one=${group[0]} /></section>`);
}

export default function CarbonView({root}) {
    const list = footprints(root);
    useConcepts(list.flatMap(one => [...one.phases, ...one.methods, one.unit]).filter(text => /^0173|^0112/.test(text)));
    const counted = list.filter(one => Number.isFinite(one.value));
    if (!counted.length)
        return html`<${Empty} icon="leaf" title=${t('carbon.none')}><p>${t('view.see_all')}</p></${Empty}>`;
    return html`<${Bar} list=${counted} /><${AllFacts} list=${counted} />`;
}

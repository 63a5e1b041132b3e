// view_nameplate.js - a nameplate as one: who made it, what it is, its numbers, its marks. Versions 1.0 to 3.0 of the template.
import {html, useState} from '../lib/html.js';
import {childrenOf, find, findAllDeep, isContainer, plainText, textAt} from '../lib/element.js';
import {conceptOf, useConcepts} from '../lib/concept.js';
import {codeName} from '../lib/code.js';
import {pick, t} from '../lib/text.js';
import {Address, addressOf} from './address.js';
import {ElementName, unitOf} from './element_name.js';
import {fileOf} from './file_value.js';
import {factNodes} from './key_facts.js';
import {Thumbnail} from './asset_head.js';
import {Value} from './value.js';

const ROWS = ['type', 'family', 'order', 'article', 'serial', 'batch', 'year', 'date', 'country', 'hardware', 'firmware',
    'software'];
const PLATE_MAX = 120;   // characters of a value on the plate
const MARKINGS = ['Markings', '0112/2///61360_7#AAS006#001', '0173-1#01-AGZ673#001'];
const FILE = ['MarkingFile', '0112/2///61987#ABO100#002'];
const NAME = ['MarkingName', '0112/2///61987#ABA231#009'];
const EXTRA = ['MarkingAdditionalText', '0112/2///61987#ABB146#007'];
const CERTIFICATE = ['DesignationOfCertificateOrApproval', '0112/2///61987#ABH783#003'];

/** A country as people name it, of a code such as "DE"; as it stands else. */
export function countryName(code) {
    try {
        return /^[A-Z]{2}$/.test(code) ? new Intl.DisplayNames([document.documentElement.lang], {type: 'region'}).of(code) : code;
    } catch {
        return code;
    }
}

function Marking({node}) {
    const [broken, setBroken] = useState(false);
    const coded = textAt(node, ...NAME);
    useConcepts([/^0173|^0112/.test(coded) ? coded : '']);
    const name = codeName(coded) || conceptOf(coded).name || coded;
    const file = find(node, ...FILE);
    const picture = file && fileOf(file);
    const extra = findExtra(node);
    const certificate = textAt(node, ...CERTIFICATE);
    return html`<li class="marking" title=${[name, certificate].filter(Boolean).join(' – ')}>
        ${picture && !picture.outside && !broken ? html`<img src=${picture.address} alt=${name || t('nameplate.marking')}
            onError=${() => setBroken(true)} />`
          : html`<b><bdi>${(name || t('nameplate.marking')).slice(0, 60)}</bdi></b>`}
        ${(extra || certificate) && html`<small><bdi>${[extra, certificate].filter(Boolean).join(' · ').slice(0, 80)}</bdi>
            </small>`}</li>`;
}

function findExtra(node) {
    return childrenOf(node).filter(child => /^MarkingAdditionalText/i.test(child.element.idShort
        ?? '')).map(plainText).filter(Boolean).join(', ')
        || textAt(node, ...EXTRA);
}

export function Markings({root}) {
    const lists = findAllDeep(root, ...MARKINGS);
    const nodes = lists.flatMap(childrenOf).filter(node => isContainer(node.element));
    return nodes.length > 0 && html`<ul class="markings" aria-label=${t('nameplate.markings')}>${nodes.slice(0,
        40).map(node => html`
        <${Marking} key=${node.path} node=${node} />`)}</ul>`;
}

function Row({name, node}) {
    return html`<div class="plate-row"><dt>${t('fact.' + name)}</dt>
        <dd>${name === 'country' ? html`<bdi title=${plainText(node)}>${countryName(plainText(node))}</bdi>` : html`<${Value}
            node=${node} />`}</dd></div>`;
}

function Logo({root}) {
    const [broken, setBroken] = useState(false);
    const node = find(root, 'CompanyLogo', '0112/2///61987#ABP463#001', '0173-1#02-ABI776#002');
    const file = node && fileOf(node);
    return file && !file.outside && !broken && html`<img class="logo" src=${file.address} alt=""
        onError=${() => setBroken(true)} />`;
}

/** The plate alone, also for the summary. */
export function Nameplate({root, shell}) {
    const nodes = factNodes(root);
    const address = find(root, 'AddressInformation', 'ContactInformation', 'PhysicalAddress',
                         'https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation');
    const rows = ROWS.filter(name => nodes[name] && plainText(nodes[name]).trim());
    const place = address && addressOf(address);
    const linked = nodes.link && plainText(nodes.link);
    return html`<div class="nameplate">
        <i class="rivet" aria-hidden="true"></i><i class="rivet" aria-hidden="true"></i><i class="rivet" aria-hidden="true"></i><i
            class="rivet" aria-hidden="true"></i>
        <div class="plate-top">
            <div><p class="plate-maker">${nodes.maker ? html`<${Value} node=${nodes.maker} max=${PLATE_MAX} />` : html`<span
                class="soft">${t('nameplate.no_maker')}</span>`}</p>
                ${place && html`<div class="plate-address"><${Address} of=${place} /></div>`}</div>
            <${Logo} root=${root} />
        </div>
        <div class="plate-body">
            <div><p class="plate-product">${nodes.product ? html`<${Value} node=${nodes.product}
                max=${PLATE_MAX} />` : nodes.root && html`<${Value}
                node=${nodes.root} />`}</p>
                <dl class="plate-rows">${rows.map(name => html`<${Row} key=${name} name=${name} node=${nodes[name]} />`)}</dl></div>
            ${shell?.assetInformation?.defaultThumbnail?.path && html`<${Thumbnail} shell=${shell} size="plate" />`}
        </div>
        <${Markings} root=${root} />
        ${linked && html`<p class="plate-link"><${Value} node=${nodes.link} /></p>`}
    </div>`;
}

const SHOWN = new Set(['AddressInformation', 'ContactInformation', 'PhysicalAddress', 'Markings', 'CompanyLogo']);

/** What else the nameplate says: below the plate, as it is. */
function Rest({root}) {
    const shown = new Set(Object.values(factNodes(root)).map(node => node.path));
    const rest = childrenOf(root).filter(node => !shown.has(node.path) && !SHOWN.has(node.element.idShort)
        && !isContainer(node.element) && plainText(node));
    const groups = childrenOf(root).filter(node => /^AssetSpecificProperties/.test(node.element.idShort ?? ''))
        .flatMap(node => findAllDeep(node, 'GuidelineSpecificProperties').flatMap(childrenOf).concat(childrenOf(node)))
        .flatMap(node => isContainer(node.element) ? childrenOf(node) : [node]).filter(plainText);
    const all = [...rest, ...groups];
    return all.length > 0 && html`<dl class="facts rest">${all.slice(0, 60).map(node => html`<dt key=${node.path}><${ElementName}
        node=${node} /></dt>
        <dd><${Value} node=${node} unit=${unitOf(node)} /></dd>`)}</dl>`;
}

export default function NameplateView({root, shell}) {
    return html`<${Nameplate} root=${root} shell=${shell} /><${Rest} root=${root} />
        ${pick(root.element.description) && html`<p class="soft">${pick(root.element.description).slice(0, 500)}</p>`}`;
}

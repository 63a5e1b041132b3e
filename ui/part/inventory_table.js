// inventory_table.js - devices of the plant: a table on a desk, of which only what is seen stands in the page, and cards on a
// phone.
import {html, useRef} from '../lib/html.js';
import {get, id64, paths} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {goToNameplate} from '../lib/nameplate_form.js';
import {link} from '../lib/route.js';
import {hasText, pick, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {Icon} from './icon.js';
import {toast} from './toast.js';
import {useSeenRows} from './virtual_list.js';

/** What a device may lack for a sure match with advisories. */
export const LACKS = ['maker', 'product', 'order_code', 'serial_number', 'firmware'];

const ROW_REM = 3.6;
const INTERFACES_SHOWN = 2;

/** What a device is called for people. */
export function deviceName(device) {
    return device.name || device.product || device.asset;
}

const nameOfLack = name => hasText('inventory.' + name) ? t('inventory.' + name) : name;

function complete(device) {
    goToNameplate(device.asset, device.lacks).catch(error => toast(t(error.status === 0 ? 'error.unreachable' : 'inventory.no_form'),
        {kind: 'bad'}));
}

function Lack({device, name, label}) {
    const words = t('inventory.complete', {what: nameOfLack(name), name: deviceName(device)});
    return html`<button type="button" class="chip warn lack" title=${words} onClick=${() => complete(device)}>
        ${label ?? t('inventory.missing')}<span class="visually-hidden"> · ${words}</span></button>`;
}

/** A value, or that it lacks and the way to write it, or that there is none. */
function Value({device, name, value, mono}) {
    if (value)
        return html`<bdi class=${mono ? 'mono' : ''}>${value}</bdi>`;
    return device.lacks?.includes(name) ? html`<${Lack} device=${device} name=${name} />`
        : html`<span class="soft" aria-hidden="true">–</span>`;
}

/** "Modbus 502"; tcp goes without saying. */
const interfaceName = ({name, transport, port}) => [name, port, transport === 'tcp' ? '' : transport].filter(Boolean).join(' ');

function Interfaces({list = []}) {
    const shown = list.length > INTERFACES_SHOWN ? list.slice(0, INTERFACES_SHOWN - 1) : list;
    const rest = list.slice(shown.length);
    return html`${shown.map((one, i) => html`<span class="interface" key=${i}><bdi>${interfaceName(one)}</bdi>
        </span>`)}${rest.length > 0 && html`<span class="soft interface" title=${rest.map(interfaceName).join('\n')}>
            ${t('inventory.more', {n: rest.length})}</span>`}`;
}

function Duplicates({device, show}) {
    return device.duplicates?.length > 0 && html`<button type="button" class="chip bad lack" onClick=${() => show(device)}>
        <${Icon} name="copy" size=${13} />${t('inventory.duplicate')}</button>`;
}

const productOf = device => device.product || device.family || device.type;
const COLUMNS = [
    ['order_code', device => device.order_code || device.article_number, true], ['serial_number', device => device.serial_number,
        true],
    ['firmware', device => device.firmware || device.software, true], ['location', device => device.location],
    ['zone', device => device.zone_name || device.zone],
];

function Row({device, index, show}) {
    return html`<tr aria-rowindex=${index + 2} data-index=${index}>
        <th scope="row"><div class="cell"><a href=${link('asset', [id64(device.asset)])}><bdi>${deviceName(device)}</bdi></a>
            <${Duplicates} device=${device} show=${show} /></div></th>
        <td><div class="cell two-lines" title=${productOf(device) ?? ''}><${Value} device=${device} name="product"
            value=${productOf(device)} /></div><div class="cell two-lines soft" title=${device.maker ?? ''}><${Value}
                device=${device}
            name="maker" value=${device.maker} /></div></td>
        ${COLUMNS.map(([name, valueOf, mono]) => html`<td key=${name}><div class="cell" title=${valueOf(device) ?? ''}>
            <${Value} device=${device} name=${name} value=${valueOf(device)} mono=${mono} /></div></td>`)}
        <td><div class="cell"><${Interfaces} list=${device.interfaces} /></div></td></tr>`;
}

function Spare({rows, size}) {
    return rows > 0 && html`<tr aria-hidden="true" class="spare"><td colspan=${COLUMNS.length + 3}
        style=${{height: rows * size + 'px'}}>
        </td></tr>`;
}

/** items: rows of GET /plan/security/inventory so far, of `total`; nearEnd() fetches more. */
export function InventoryTable({items, total, nearEnd, showDuplicates}) {
    const body = useRef();
    const {seen, size} = useSeenRows(body, {count: items.length, height: ROW_REM, nearEnd});
    const first = Math.min(seen[0], items.length), last = Math.min(items.length - 1, seen[1]);
    return html`<div class="table-frame card inventory-frame" tabindex="0" role="region" aria-label=${t('inventory.title')}>
        <table class="inventory" aria-rowcount=${total + 1}><thead><tr aria-rowindex="1"><th scope="col">${t('inventory.name')}</th>
            <th scope="col">${t('inventory.product_maker')}</th>${COLUMNS.map(([name]) => html`<th scope="col" key=${name}>
                ${t('inventory.' + name)}</th>`)}
            <th scope="col">${t('inventory.interfaces')}</th></tr></thead>
        <tbody ref=${body}><${Spare} key="before" rows=${first} size=${size} />
            ${items.slice(first, last + 1).map((device, i) => html`<${Row} key=${device.asset} device=${device} index=${first + i}
                show=${showDuplicates} />`)}
            <${Spare} key="after" rows=${items.length - 1 - last} size=${size} /></tbody></table></div>`;
}

export function DeviceCard({device, showDuplicates}) {
    const made = [device.maker, productOf(device)].filter(Boolean).join(' · ');
    const facts = COLUMNS.filter(([, valueOf]) => valueOf(device));
    return html`<article class="card device"><h2><a href=${link('asset', [id64(device.asset)])}><bdi>${deviceName(device)}</bdi></a>
        </h2>
        <p class="soft small line"><bdi>${made || '–'}</bdi></p>
        <dl class="device-facts">${facts.map(([name, valueOf, mono]) => html`<div key=${name}><dt>${t('inventory.' + name)}</dt>
            <dd class=${mono ? 'mono' : ''}><bdi>${valueOf(device)}</bdi></dd></div>`)}</dl>
        <p class="chips"><${Duplicates} device=${device} show=${showDuplicates} />
            ${(device.lacks ?? []).map(name => html`<${Lack} key=${name} device=${device} name=${name}
                label=${t('inventory.lacks', {what: nameOfLack(name)})} />`)}</p></article>`;
}

function Same({id}) {
    const shell = useLoad(signal => get(paths.shell(id), {signal}), [id]);
    return html`<li><a class="row" href=${link('asset', [id64(id)])}><${Icon} name="machine" /><span class="grow"><strong><bdi>
        ${pick(shell.data?.displayName) || shell.data?.idShort || id}</bdi></strong><span class="soft small line"><bdi>${id}</bdi>
            </span></span>
        <${Icon} name="right" size=${18} /></a></li>`;
}

/** The devices that may be one and the same. */
export function DuplicatesDialog({device, close}) {
    return html`<${Dialog} title=${t('inventory.duplicates')} close=${close}><p>${t('inventory.duplicates_lead')}</p>
        <ul class="rows">${[device.asset, ...device.duplicates].map(id => html`<${Same} key=${id} id=${id} />`)}</ul></${Dialog}>`;
}

// inventory.js - #/inventory?q=&lacks=: every device of the plant with what advisories ask of it; #/inventory/import: a list of
// devices
// from a spreadsheet becomes assets.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {query} from '../lib/api.js';
import {useSettled} from '../lib/load.js';
import {useNarrow} from '../lib/narrow.js';
import {usePager} from '../lib/pager.js';
import {go, link} from '../lib/route.js';
import {keptScroll} from '../lib/scroll.js';
import {t} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {InventoryImport} from '../part/inventory_import.js';
import {DeviceCard, DuplicatesDialog, InventoryTable, LACKS} from '../part/inventory_table.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Empty, ErrorBox, Skeleton} from '../part/state.js';
import {VirtualList} from '../part/virtual_list.js';

export const styles = ['assets', 'check', 'edit', 'inventory'];

const PATH = '/plan/security/inventory';
const CARD_REM = 12.5;

const addressOf = (q, lacks) => '#/inventory' + query({q, lacks});

/** What is typed becomes the address once it has settled; the address leads when it changes otherwise. */
function SearchField({q, lacks}) {
    const [text, setText] = useState(q);
    const settled = useSettled(text, 200).trim();
    const sent = useRef(q);
    useEffect(() => {
        if (q !== sent.current)
            setText(q);
        sent.current = q;
    }, [q]);
    useEffect(() => {
        if (settled === text.trim() && settled !== q) {
            sent.current = settled;
            go(addressOf(settled, lacks), {replace: true});
        }
    }, [settled]);
    return html`<input type="search" value=${text} placeholder=${t('inventory.search')} aria-label=${t('inventory.search')}
        autocomplete="off" onInput=${event => setText(event.target.value)} />`;
}

const lackWords = name => name === 'any' ? t('inventory.lacks_any') : t('inventory.lacks', {what: t('inventory.' + name)});

function LackFilters({q, lacks}) {
    return html`<div class="filters" role="group" aria-label=${t('inventory.filter')}>
        <a class="button filter" href=${addressOf(q, '')} aria-current=${lacks ? undefined : 'true'}>${t('inventory.all')}</a>
        ${['any', ...LACKS].map(name => html`<a class="button filter" key=${name} href=${addressOf(q, lacks === name ? '' : name)}
            aria-current=${lacks === name ? 'true' : undefined}>${lackWords(name)}</a>`)}</div>`;
}

function Nothing({q, lacks}) {
    if (q)
        return html`<${Empty} icon="search" title=${t('inventory.nothing_found', {q: q.slice(0, 80)})}>
            <p><a href=${addressOf('', '')}>${t('inventory.show_all')}</a></p></${Empty}>`;
    if (lacks)
        return html`<${Empty} icon="good" title=${lacks === 'any' ? t('inventory.nothing_lacks_any')
            : t('inventory.nothing_lacks', {what: t('inventory.' + lacks)})}>
            <p><a href=${addressOf('', '')}>${t('inventory.show_all')}</a></p></${Empty}>`;
    return html`<${Empty} icon="machine" title=${t('inventory.none')}><p class="lead">${t('inventory.none_lead')}</p>
        <p class="actions"><a class="button primary" href=${link('inventory', ['import'])}>${t('inventory.import')}</a>
            <a class="button" href=${link('create')}>${t('start.create')}</a></p></${Empty}>`;
}

function Devices({pager, narrow, showDuplicates}) {
    const more = () => pager.more();
    if (!narrow)
        return html`<${InventoryTable} items=${pager.items} total=${pager.total} nearEnd=${more}
            showDuplicates=${showDuplicates} />`;
    return html`<${VirtualList} count=${pager.items.length} total=${pager.total} height=${CARD_REM} label=${t('inventory.title')}
        item=${i => html`<${DeviceCard} device=${pager.items[i]} showDuplicates=${showDuplicates} />`}
        keyOf=${i => pager.items[i].asset} nearEnd=${more} />`;
}

function List({route}) {
    const {q = '', lacks = ''} = route.query;
    const narrow = useNarrow();
    const [duplicates, setDuplicates] = useState(null);
    const {pager, stale} = usePager(PATH + query({q, lacks}), keptScroll(), {keyOf: device => device.asset, counted: false});
    return html`<div class="page-head"><div><h1>${t('inventory.title')}</h1><p class="lead">${t('inventory.lead')}</p></div>
            <div class="actions"><a class="button" href=${PATH + query({q, lacks, format: 'csv'})} download="inventory.csv">
                    <${Icon} name="download" size=${18} />${t('inventory.csv')}</a>
                <a class="button primary" href=${link('inventory', ['import'])}><${Icon} name="upload" size=${18} />
                    ${t('inventory.import')}</a></div></div>
        <div class="finding-bar inventory-bar"><${SearchField} q=${q} lacks=${lacks} />
            <${LackFilters} q=${q} lacks=${lacks} /></div>
        <p class="soft inventory-count" role="status">${pager && pager.total !== null && !stale
            ? t('inventory.count', {n: pager.total}) : '\u00a0'}</p>
        ${pager?.error && html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`}
        ${!pager ? html`<${Skeleton} lines=${8} />`
            : pager.items.length ? html`<div class=${stale ? 'stale' : ''} key=${pager.path}><${Devices} pager=${pager}
                narrow=${narrow}
                showDuplicates=${setDuplicates} /></div>`
            : pager.total !== null && html`<${Nothing} q=${q} lacks=${lacks} />`}
        ${duplicates && html`<${DuplicatesDialog} device=${duplicates} close=${() => setDuplicates(null)} />`}`;
}

export default function Inventory({route}) {
    return html`<${SecurityTabs} current="inventory" />
        ${route.parts[0] === 'import' ? html`<${InventoryImport} />` : html`<${List} route=${route} />`}`;
}

// security.js - #/security?state=…&verdict=…: what to do first, of everything that advisories say of the plant's assets.
import {html, useRef, useState} from '../lib/html.js';
import {useAdvisoryImport} from '../lib/advisory_import.js';
import {useDropped} from '../lib/dropped.js';
import {useNarrow} from '../lib/narrow.js';
import {usePager} from '../lib/pager.js';
import {keptScroll, useKeptScroll, useTopForAnother} from '../lib/scroll.js';
import {chosenCount, itemFilters, itemsPath, rememberList, useSummary, useWhileBuilding} from '../lib/security.js';
import {t} from '../lib/text.js';
import {AdvisoryButton, AdvisoryOutcome} from '../part/advisory_outcome.js';
import {Icon} from '../part/icon.js';
import {DecideDialog} from '../part/security_decide.js';
import {NoAdvisories, NoAssets, NothingHit} from '../part/security_empty.js';
import {ClearFilters, SecurityFilters, Sort, StateSwitch} from '../part/security_filters.js';
import {ReportDialog} from '../part/security_report.js';
import {SecurityRow, SecurityRowHead, SecurityRowPlace} from '../part/security_row.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {SecurityTiles, TilesWaiting} from '../part/security_tiles.js';
import {ErrorBox} from '../part/state.js';
import {VirtualList} from '../part/virtual_list.js';

export const styles = ['assets', 'check', 'security'];

// In a window no wider a row has several lines.
const ROWS_NARROW = '(max-width: 76rem)';
// Of a row, in rem: style/security.css fills them.
const HEIGHT = {desk: 5.1, narrow: 9.6};
const PLACES_AHEAD = 12;
// As many as the server takes in one decision.
const DECIDED_MAX = 1000;

// Kept while somebody looks at one of them and comes back.
const ticked = new Set();

function Head({imports}) {
    const [report, setReport] = useState(false);
    return html`<div class="page-head"><div><h1>${t('nav.security')}</h1><p class="lead">${t('security.lead')}</p></div>
        <div class="actions"><${AdvisoryButton} add=${imports.add} />
            <button type="button" onClick=${() => setReport(true)}><${Icon} name="document" size=${18} />${t('security.report')}
                </button></div>
        ${report && html`<${ReportDialog} close=${() => setReport(false)} />`}</div>`;
}

function Rows({pager, narrow, redraw}) {
    const {items} = pager;
    const ahead = pager.done ? 0 : Math.min(PLACES_AHEAD, pager.total - items.length);
    const pick = item => {
        if (!ticked.delete(item.id))
            ticked.add(item.id);
        redraw();
    };
    const all = items.length > 0 && items.slice(0, DECIDED_MAX).every(item => ticked.has(item.id));
    const pickAll = () => {
        for (const item of items.slice(0, DECIDED_MAX))
            ticked[all ? 'delete' : 'add'](item.id);
        redraw();
    };
    return html`<div class="cards as-list items">
        ${!narrow && html`<${SecurityRowHead} all=${all} someShown=${items.length > 0} pickAll=${pickAll} />`}
        <${VirtualList} count=${items.length + ahead} total=${pager.total} height=${narrow ? HEIGHT.narrow : HEIGHT.desk}
            label=${t('security.list')}
            keyOf=${i => items[i]?.id ?? '#' + i} nearEnd=${() => pager.error || pager.more()} item=${i => items[i]
                ? html`<${SecurityRow} item=${items[i]} narrow=${narrow} picked=${ticked.has(items[i].id)} pick=${pick} />`
                    : html`<${SecurityRowPlace} />`} />
        ${pager.error && html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`}</div>`;
}

function Waiting({narrow}) {
    return html`<div class="cards as-list items waiting" role="status" aria-label=${t('state.loading')}>
        ${!narrow && html`<${SecurityRowHead} all=${false} />`}
        ${Array.from({length: 8}, (_, i) => html`<${SecurityRowPlace} key=${i} />`)}</div>`;
}

/** What is ticked, and the way to decide for all of it. */
function PickedBar({open, clear}) {
    return ticked.size > 0 && html`<div class="picked-bar" role="region" aria-label=${t('picked.label')}>
        <b role="status">${t('picked.count', {n: ticked.size})}</b>
        <button type="button" class="primary" onClick=${open}>${t('security.decide_together')}</button>
        <button type="button" class="quiet" onClick=${clear}>${t('picked.clear')}</button></div>`;
}

function List({filters, summary, round, changed}) {
    const narrow = useNarrow(), lines = useNarrow(ROWS_NARROW);
    const [deciding, setDeciding] = useState(false);
    const [, draw] = useState(0);
    const redraw = () => draw(n => n + 1);
    const {pager, stale} = usePager(itemsPath(filters), keptScroll() > 0, {counted: false, round});
    useKeptScroll(Boolean(pager?.items.length));
    useWhileBuilding(pager?.building, changed);
    useTopForAnother(itemsPath(filters));
    const items = pager?.items ?? [];
    const decided = () => {
        ticked.clear();
        changed();
    };
    return html`<div class="list-head"><${StateSwitch} filters=${filters} summary=${summary} />
            ${!narrow && html`<${Sort} filters=${filters} />`}</div>
        <${SecurityFilters} filters=${filters} narrow=${narrow} items=${items} />
        <div class="count-line"><p class=${stale ? 'count stale' : 'count'} role="status">
            ${pager && !pager.error ? t('security.count', {n: pager.total}) : ''}</p>
            ${!narrow && chosenCount(filters) > 0 && html`<${ClearFilters} filters=${filters} quiet />`}</div>
        <div class=${stale ? 'stale results' : 'results'} aria-busy=${stale}>
            ${pager?.error && pager.total === null ? html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`
                : !pager ? html`<${Waiting} narrow=${lines} />`
                : pager.total === 0 ? html`<${NothingHit} filters=${filters} narrowed=${chosenCount(filters) > 0} summary=${summary}
                    />`
                : html`<${Rows} key=${pager.path} pager=${pager} narrow=${lines} redraw=${redraw} />`}</div>
        <${PickedBar} open=${() => setDeciding(true)} clear=${() => { ticked.clear(); redraw(); }} />
        ${deciding && html`<${DecideDialog} ids=${[...ticked]} owners=${items.map(item => item.owner)}
            close=${() => setDeciding(false)} ended=${decided} />`}`;
}

export default function Security({route}) {
    const filters = itemFilters(route.query);
    rememberList(filters);
    const summary = useSummary();
    const [round, setRound] = useState(0);
    const changed = useRef(() => {
        summary.again();
        setRound(n => n + 1);
    }).current;
    const imports = useAdvisoryImport(changed);
    useDropped(imports.add);
    useWhileBuilding(summary.data?.building, changed);
    const facts = summary.data;
    // As long as the server reads what is there, it cannot say that there is nothing.
    const building = facts?.building ?? false;
    return html`<${SecurityTabs} current="list" /><${Head} imports=${imports} />
        <${AdvisoryOutcome} imports=${imports} />
        ${summary.error ? html`<${ErrorBox} error=${summary.error} again=${summary.again} />`
            : facts?.assets === 0 && !building ? html`<${NoAssets} />`
            : facts?.advisories === 0 && !building ? html`<${NoAdvisories} add=${imports.add} />`
            : html`${facts ? html`<${SecurityTiles} summary=${facts} />` : html`<${TilesWaiting} />`}
                ${building && html`<p class="box building" role="status"><span class="spinner" aria-hidden="true"></span>
                    ${t('security.building')}</p>`}
                <${List} filters=${filters} summary=${facts} round=${round} changed=${changed} />`}`;
}

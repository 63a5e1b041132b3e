// security-advisories.js - #/security/advisories?q=…: every advisory that is here, and how many assets it hits.
import {html, useEffect, useState} from '../lib/html.js';
import {query} from '../lib/api.js';
import {useAdvisoryImport} from '../lib/advisory_import.js';
import {useDropped} from '../lib/dropped.js';
import {useSettled} from '../lib/load.js';
import {useNarrow} from '../lib/narrow.js';
import {usePager} from '../lib/pager.js';
import {go, link} from '../lib/route.js';
import {keptScroll, useKeptScroll} from '../lib/scroll.js';
import {advisoryLink, dateOnly} from '../lib/security.js';
import {t} from '../lib/text.js';
import {AdvisoryButton, AdvisoryOutcome} from '../part/advisory_outcome.js';
import {Icon} from '../part/icon.js';
import {NoAdvisories} from '../part/security_empty.js';
import {Score} from '../part/security_marks.js';
import {SecurityRowPlace} from '../part/security_row.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Empty, ErrorBox} from '../part/state.js';
import {VirtualList} from '../part/virtual_list.js';

export const styles = ['assets', 'check', 'security'];

const HEIGHT = {desk: 4.6, narrow: 5.9};   // of a row, in rem

function Hits({advisory}) {
    return html`<span class="hits">
        ${advisory.affected > 0 && html`<span class="chip bad"><${Icon} name="warning" size=${14} />
            ${t('security.n_affected', {n: advisory.affected})}</span>`}
        ${advisory.unknown > 0 && html`<span class="chip warn"><${Icon} name="question" size=${14} />
            ${t('security.n_unknown', {n: advisory.unknown})}</span>`}
        ${advisory.under_investigation > 0 && html`<span class="chip plain"><${Icon} name="wait" size=${14} />
            ${t('security.n_under_investigation', {n: advisory.under_investigation})}</span>`}
        ${!['affected', 'unknown', 'under_investigation'].some(name => advisory[name] > 0) && html`<span class="soft small">${t('security.hits_none')}</span>`}
            </span>`;
}

function Row({advisory}) {
    const details = [advisory.tracking_id, advisory.publisher, advisory.released
        && dateOnly(advisory.released)].filter(Boolean).join(' · ');
    return html`<article class="item-row advisory-row"><${Score} score=${advisory.score} />
        <span class="what"><a class="cover name" href=${advisoryLink(advisory.id)}><bdi>${advisory.title}</bdi></a>
            <span class="details soft"><bdi>${details}</bdi></span></span><${Hits} advisory=${advisory} /></article>`;
}

function Rows({pager}) {
    const {items} = pager;
    const narrow = useNarrow();
    const ahead = pager.done ? 0 : Math.min(12, pager.total - items.length);
    return html`<div class="cards as-list items"><${VirtualList} count=${items.length + ahead} total=${pager.total}
        height=${narrow ? HEIGHT.narrow : HEIGHT.desk}
        label=${t('security_tabs.advisories')} keyOf=${i => items[i]?.id ?? '#' + i} nearEnd=${() => pager.error || pager.more()}
        item=${i => items[i] ? html`<${Row} advisory=${items[i]} />` : html`<${SecurityRowPlace} />`} /></div>
        ${pager.error && html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`}`;
}

export default function SecurityAdvisories({route}) {
    const asked = route.query.q ?? '';
    const [text, setText] = useState(asked);
    const [round, setRound] = useState(0);
    const settled = useSettled(text, 200).trim();
    useEffect(() => {
        if (settled !== asked && settled === text.trim())
            go(link('security', ['advisories'], {q: settled}), {replace: true});
    }, [settled]);
    const {pager, stale} = usePager('/plan/security/advisories' + query({q: asked}), keptScroll() > 0, {counted: false, round});
    useKeptScroll(Boolean(pager?.items.length));
    const imports = useAdvisoryImport(() => setRound(n => n + 1));
    useDropped(imports.add);
    const empty = pager?.total === 0;
    return html`<${SecurityTabs} current="advisories" />
        <div class="page-head"><div><h1>${t('security_tabs.advisories')}</h1><p class="lead">${t('security.advisories_lead')}
        </p></div>
            <div class="actions"><${AdvisoryButton} add=${imports.add} /></div></div>
        <${AdvisoryOutcome} imports=${imports} />
        ${empty && !asked ? html`<${NoAdvisories} add=${imports.add} />` : html`
            <div class="filter-bar" role="search" aria-label=${t('security.find_advisory')}><label class="find wide"><span
                class="visually-hidden">${t('security.find_advisory')}</span><${Icon} name="search" size=${16} />
                <input type="search" value=${text} placeholder=${t('security.find_advisory')}
                    onInput=${event => setText(event.target.value)} /></label>
                <p class="count" role="status">${pager && !pager.error ? t('security.count_advisories', {n: pager.total}) : ''}</p>
                    </div>
            <div class=${stale ? 'stale results' : 'results'} aria-busy=${stale}>
            ${pager?.error && pager.total === null ? html`<${ErrorBox} error=${pager.error} again=${() => pager.more()} />`
                : !pager ? html`<div class="cards as-list items waiting" role="status" aria-label=${t('state.loading')}>
                    ${Array.from({length: 8}, (_, i) => html`<${SecurityRowPlace} key=${i} />`)}</div>`
                : empty ? html`<${Empty} icon="search" title=${t('none.found', {q: asked.slice(0, 80)})}><p><button type="button"
                    onClick=${() => setText('')}>${t('security.show_all')}</button></p></${Empty}>`
                : html`<${Rows} key=${pager.path} pager=${pager} />`}</div>`}`;
}

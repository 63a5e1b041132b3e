// zone_overview.js - the panel while nothing is chosen: gaps first, then every zone and conduit as a list, and how to read the
// drawing.
import {html, useMemo} from '../lib/html.js';
import {t} from '../lib/text.js';
import {belowTarget} from '../lib/zone_plan.js';
import {Icon} from './icon.js';
import {ZoneAssets} from './zone_assets.js';
import {conduitName, conduitText, zoneName} from './zone_box.js';

function Unzoned({work, complete}) {
    const {plan, devices} = work;
    const assets = useMemo(() => {
        const zoned = new Set(plan.zones.flatMap(zone => zone.assets ?? []));
        return [...devices.keys()].filter(id => !zoned.has(id));
    }, [plan.zones, devices]);
    if (!complete)
        return null;
    return assets.length ? html`<details class="fold"><summary>${t('zones.unzoned', {n: assets.length})}</summary>
            <p class="soft small">${t('zones.unzoned_why')}</p><${ZoneAssets} assets=${assets} work=${work} /></details>`
        : html`<p class="fine"><${Icon} name="good" size=${18} />${t('zones.all_zoned')}</p>`;
}

function BelowTarget({work}) {
    const {plan, select} = work;
    const low = plan.zones.map(zone => ({zone, below: belowTarget(zone)})).filter(({below}) => below.length);
    if (!low.length)
        return null;
    return html`<details class="fold"><summary>${t('zones.below_zones', {n: low.length})}</summary>
        <ul class="rows">${low.map(({zone, below}) => html`<li key=${zone.id}><button type="button" class="row"
            onClick=${() => select({kind: 'zone', id: zone.id})}><span class="grow"><strong><bdi>${zoneName(zone)}</bdi></strong>
            <span class="soft small line">${below.map(i => t('zones.below_one', {what: t(`zones.fr${i + 1}`),
                target: zone.target[i], achieved: zone.achieved?.[i] ?? 0})).join(' · ')}</span>
            </span><${Icon} name="right" size=${18} /></button></li>`)}</ul></details>`;
}

const REASONS_OPEN = 6;   // more of them would push the gaps out of sight

function Reasons({reasons, plan, close}) {
    return html`<div class="box news-box reasons-box" role="status"><div><p><strong>
        ${t('zones.proposed')}</strong> ${t('zones.proposed_lead')}</p>
        <details class="fold" open=${reasons.length <= REASONS_OPEN}><summary>${t('zones.reasons', {n: reasons.length})}</summary>
        <ul class="reasons">${reasons.map((one, i) => html`<li key=${i}><strong><bdi>
            ${zoneName(plan.zones.find(zone => zone.id === one.zone) ?? {id: one.zone})}</bdi></strong> <bdi>${one.text}</bdi>
                </li>`)}</ul></details></div>
        <button type="button" class="quiet" aria-label=${t('action.close')} onClick=${close}><${Icon} name="close" size=${16} />
            </button></div>`;
}

function Legend() {
    const sign = (name, inside) => html`<li><svg width="34" height="22" aria-hidden="true">${inside}</svg>
        ${t('zones.legend_' + name)}</li>`;
    return html`<details class="fold"><summary>${t('zones.legend')}</summary><ul class="legend">
        ${sign('untrusted', html`<g class="zone untrusted"><rect class="zone-rect" x="2" y="2" width="30" height="18" rx="4" />
            </g>`)}
        ${sign('criticality', html`<circle class="dot on" cx="9" cy="11" r="4" /><circle class="dot on" cx="20" cy="11" r="4" />`)}
        ${sign('levels', html`<rect x="6" y="3" width="7" height="16" class="level-target" /><rect x="6" y="11" width="7" height="8"
            class="level-low" /><rect x="18" y="7" width="7" height="12" class="level-target" /><rect x="18" y="7" width="7"
                height="12"
            class="level-good" />`)}
        ${sign('open', html`<g class="conduit open"><path class="conduit-line" d="M2 11H30" /></g>`)}
        ${sign('closed', html`<g class="conduit closed"><path class="conduit-line" d="M2 11H30" /></g>`)}</ul>
        <p class="soft small">${t('zones.keys')}</p></details>`;
}

/** work: {plan, devices, change, select}; complete: all devices are known; add(): one more zone; reasons: of a proposal. */
export function ZoneOverview({work, complete, add, reasons, closeReasons}) {
    const {plan, select} = work;
    const nameOf = id => zoneName(plan.zones.find(zone => zone.id === id) ?? {id});
    return html`${reasons && html`<${Reasons} reasons=${reasons} plan=${plan} close=${closeReasons} />`}
        <section aria-labelledby="gaps"><h3 id="gaps">${t('zones.gaps')}</h3><${Unzoned} work=${work} complete=${complete} />
            <${BelowTarget} work=${work} /></section>
        <section aria-labelledby="zones"><div class="card-head"><h3 id="zones">${t('zones.count', {n: plan.zones.length})}</h3>
                <button type="button" class="add" onClick=${add}><${Icon} name="plus" size=${18} />${t('zones.add')}</button></div>
            <ul class="rows">${plan.zones.map(zone => html`<li key=${zone.id}><button type="button" class="row"
                onClick=${() => select({kind: 'zone', id: zone.id})}><span class="grow"><bdi>${zoneName(zone)}</bdi>
                ${zone.untrusted && html`<span class="untrusted-line">${t('zones.untrusted')}</span>`}</span>
                <span class="soft small number">${t('zones.assets', {n: zone.assets?.length ?? 0})}</span></button></li>`)}</ul>
                    </section>
        ${plan.conduits.length > 0 && html`<section aria-labelledby="conduits"><h3 id="conduits">${t('zones.conduits')}</h3>
            <ul class="rows">${plan.conduits.map(conduit => html`<li key=${conduit.id}><button type="button" class="row"
                onClick=${() => select({kind: 'conduit', id: conduit.id})}><span class="grow"><bdi>${conduitName(conduit)}</bdi>
                <span class="soft small line"><bdi>${nameOf(conduit.from)} – ${nameOf(conduit.to)}: ${conduitText(conduit)}</bdi>
                    </span></span>
                </button></li>`)}</ul></section>`}
        <${Legend} />`;
}

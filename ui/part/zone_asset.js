// zone_asset.js - one asset on the page of the zones: where it stands, and whether an attack reaches it.
import {html, useEffect} from '../lib/html.js';
import {get, id64, query} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {hasText, t} from '../lib/text.js';
import {moveAssets, zoneOfAsset} from '../lib/zone_plan.js';
import {Icon} from './icon.js';
import {Loaded} from './state.js';
import {ZoneSelect} from './zone_assets.js';
import {assetName} from './zone_box.js';

const KINDS = {reachable: 'bad', not_reachable: 'good'};

function Verdict({reach, dirty}) {
    const kind = KINDS[reach.verdict] ?? 'warn', key = 'zones.reach_' + reach.verdict;
    return html`<div class=${'box ' + kind}><${Icon} name=${kind === 'good' ? 'good' : 'warning'} /><div>
        <p><strong>${hasText(key) ? t(key) : reach.verdict}</strong></p>
        ${(reach.proof ?? []).map((sentence, i) => html`<p key=${i}><bdi>${sentence}</bdi></p>`)}
        ${dirty && html`<p class="small">${t('zones.reach_saved')}</p>`}</div></div>`;
}

/** work: {plan, devices, change, dirty, etag}; told(way): the way in that the server tells, {zones, conduits}, or null. */
export function ZoneAsset({id, work, told}) {
    const {plan, devices, change, dirty, etag} = work;
    const device = devices.get(id);
    const reach = useLoad(signal => get('/plan/security/reach' + query({asset: id64(id)}), {signal}), [id, etag]);
    useEffect(() => told(reach.loading ? null : reach.data?.way ?? null), [reach.data, reach.loading]);
    useEffect(() => () => told(null), []);
    const facts = [device?.maker, device?.product, device?.order_code, device?.firmware].filter(Boolean);
    return html`${facts.length > 0 && html`<p class="soft"><bdi>${facts.join(' · ')}</bdi></p>`}
        <p><a href=${link('asset', [id64(id)])}>${t('zones.to_asset', {name: assetName(devices, id)})}</a></p>
        <div class="field"><span class="label">${t('zones.in_zone')}</span><${ZoneSelect} plan=${plan} value=${zoneOfAsset(plan,
            id)?.id ?? ''}
            label=${t('zones.in_zone')} none=${t('zones.no_zone')} choose=${zone => change(moveAssets(plan, [id], zone))} /></div>
        <section aria-labelledby="reach" aria-live="polite"><h3 id="reach">${t('zones.reach')}</h3>
            <${Loaded} of=${reach} lines=${3}>${data => html`<${Verdict} reach=${data} dirty=${dirty} />`}</${Loaded}></section>`;
}

// security_row.js - one item of the list: an asset and an advisory, what is said of them and what was decided.
import {html} from '../lib/html.js';
import {assetTitle, itemLink} from '../lib/security.js';
import {t} from '../lib/text.js';
import {Changed, Exploited, Reach, Risk, Score, StateLine, Verdict} from './security_marks.js';

/** The place of an asset in few words: its zone or its location. */
function placeOf(asset) {
    return [asset.zone_name || asset.zone, asset.location].filter(Boolean).join(' · ');
}

function Tick({item, picked, pick}) {
    return html`<label class="tick-card"><input type="checkbox" checked=${picked} onChange=${() => pick(item)}
        aria-label=${t('security.pick', {asset: assetTitle(item.asset), advisory: item.advisory.tracking_id})} /></label>`;
}

export function SecurityRow({item, narrow, picked, pick}) {
    const {asset, advisory} = item;
    const what = html`<span class="what"><a class="cover name" href=${itemLink(item.id)}><bdi>${assetTitle(asset)}</bdi></a>
        <span class="details"><bdi>${advisory.title}</bdi></span>
        <span class="details soft"><bdi>${[placeOf(asset), advisory.tracking_id].filter(Boolean).join(' · ')}</bdi></span></span>`;
    const marks = html`${item.changed_since && html`<${Changed} />`}`;
    if (narrow)
        return html`<article class=${picked ? 'item-row narrow picked' : 'item-row narrow'}>
            <${Tick} item=${item} picked=${picked} pick=${pick} />
            <div class="grow"><div class="first">${what}<${Risk} risk=${item.risk} /></div>
                <div class="chips"><${Verdict} verdict=${item.verdict} /><${Score} score=${item.place_score ?? item.score} />
                    ${item.exploited?.length > 0 && html`<${Exploited} short />`}${marks}</div>
                <${StateLine} item=${item} /></div></article>`;
    return html`<article class=${picked ? 'item-row picked' : 'item-row'}>
        <${Tick} item=${item} picked=${picked} pick=${pick} />
        <${Risk} risk=${item.risk} />${what}
        <span class="pair"><${Verdict} verdict=${item.verdict} /><span class="soft small">${t('security.tier_' + item.tier)}</span>
            </span>
        <span class="pair scores"><${Score} score=${item.score} />${item.exploited?.length > 0 && html`<${Exploited} short />`}
            </span>
        <span class="pair"><${Reach} reach=${item.reach} /></span>
        <span class="pair"><${StateLine} item=${item} />${marks}</span></article>`;
}

export function SecurityRowHead({all, someShown, pickAll}) {
    return html`<div class="item-row head soft small"><label class="tick-card"><input type="checkbox" checked=${all}
        disabled=${!someShown}
            onChange=${pickAll} aria-label=${t('security.pick_all')} /></label>
        <span>${t('security.risk')}</span><span>${t('security.col_what')}</span><span>${t('security.col_verdict')}</span>
        <span>${t('security.col_score')}</span><span>${t('security.col_reach')}</span><span>${t('security.col_state')}</span>
            </div>`;
}

export function SecurityRowPlace() {
    return html`<div class="item-row place" aria-hidden="true"><span class="bar"></span><span class="bar short"></span></div>`;
}

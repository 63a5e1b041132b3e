// zone_conflicts.js - what others changed in the zones while somebody drew, and where one has to choose.
import {html} from '../lib/html.js';
import {hasText, t} from '../lib/text.js';
import {conduitOf, flowText, zoneOf} from '../lib/zone_plan.js';
import {Icon} from './icon.js';
import {assetName, conduitName, short, zoneName} from './zone_box.js';

const NEWS_SHOWN = 6;

function thingName(plans, devices, {kind, id}) {
    if (kind === 'asset')
        return assetName(devices, id);
    const found = plans.map(plan => (kind === 'zone' ? zoneOf : conduitOf)(plan, id)).find(Boolean);
    return found ? (kind === 'zone' ? zoneName : conduitName)(found) : id;
}

/** What stands in a field, in one line. */
function valueText(plans, {kind, field}, value) {
    if (!field && kind !== 'asset')
        return t(value ? 'zones.is_there' : 'zones.is_deleted');
    if (kind === 'asset' || field === 'from' || field === 'to')
        return value ? thingName(plans, new Map(), {kind: 'zone', id: value}) : t('zones.no_zone');
    if (field === 'criticality')
        return t('zones.criticality_' + (value ?? 0));
    if (field === 'untrusted')
        return t(value ? 'zones.untrusted' : 'zones.trusted');
    if (field === 'flows')
        return (value ?? []).map(flow => flowText(flow, t('zones.all_ports'))).join(', ') || t('zones.nothing');
    return (Array.isArray(value) ? value.join(' ') : value) || '–';
}

const fieldName = field => field && hasText('zones.' + field) ? t('zones.' + field) : '';

/** Of `zones` as of useZones(): what is new, and each conflict with both values and the choice. */
export function ZoneNews({zones, devices}) {
    const {plan, theirs, news, conflicts, restored, resolve, seen} = zones;
    const plans = [plan, theirs, zones.base].filter(Boolean);
    const names = [...new Set(news.map(one => thingName(plans, devices, one)))];
    const close = html`<button type="button" class="quiet" aria-label=${t('action.close')} onClick=${seen}><${Icon}
        name="close" size=${16} />
        </button>`;
    return html`${restored && !news.length && html`<div class="box news-box" role="status"><${Icon} name="edit" /><div><p>
            ${t('zones.restored')}</p></div>${close}</div>`}
        ${news.length > 0 && html`<div class="box warn news-box" role="status"><${Icon} name="info" /><div><p><strong>
            ${t('zones.news')}</strong></p>
            <p><bdi>${names.slice(0, NEWS_SHOWN).map(name => short(name, 60)).join(', ')}</bdi>${names.length > NEWS_SHOWN
                && ' ' + t('zones.news_more', {n: names.length - NEWS_SHOWN})}</p>
            <p class="soft">${t(conflicts.length ? 'zones.news_choose' : 'zones.news_merged')}</p></div>${close}</div>`}
        ${conflicts.map(conflict => html`<div class="box warn conflict" role="alert" key=${[conflict.kind, conflict.id,
            conflict.field].join('/')}>
            <${Icon} name="warning" /><div><p><strong><bdi>${[thingName(plans, devices, conflict), fieldName(conflict.field)]
                .filter(Boolean).join(' · ')}</bdi></strong></p>
            <dl class="facts"><dt>${t('edit.theirs')}</dt><dd><bdi>${valueText(plans, conflict, conflict.theirs)}</bdi></dd>
                <dt>${t('edit.mine')}</dt><dd><bdi>${valueText(plans, conflict, conflict.mine)}</bdi></dd></dl>
            <p class="actions"><button type="button" onClick=${() => resolve(conflict, false)}>${t('edit.keep_mine')}</button>
                <button type="button" onClick=${() => resolve(conflict, true)}>${t('edit.take_theirs')}</button></p></div>
                    </div>`)}`;
}

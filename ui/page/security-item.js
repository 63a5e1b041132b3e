// security-item.js - #/security/item/{id}: one asset and one advisory. Why it is said, what it means here, what to do, what was
// decided.
import {html, useState} from '../lib/html.js';
import {id64, idOf, query, request} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {advisoryLink, assetLink, assetTitle, dateOnly, decideOne, itemPath, itemsLink, listLink} from '../lib/security.js';
import {ago, language, t, time} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {ItemEvidence, ItemReach} from '../part/security_evidence.js';
import {DecideForm} from '../part/security_decide.js';
import {Changed, Exploited, Risk, Verdict} from '../part/security_marks.js';
import {Remedies} from '../part/security_remedies.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Vulnerabilities} from '../part/security_vulnerabilities.js';
import {Empty, Loaded} from '../part/state.js';
import {Text} from '../part/text_value.js';

export const styles = ['check', 'security'];

const HISTORY_SHOWN = 50;

function Head({item}) {
    const {asset, advisory} = item;
    return html`<header class="item-head"><div class="grow">
        <p class="way"><a href=${listLink()}><${Icon} name="left" size=${16} />${t('security.back_to_list')}</a></p>
        <h1><bdi>${assetTitle(asset)}</bdi></h1>
        <p class="lead"><bdi>${advisory.title}</bdi></p>
        <p class="chips"><${Verdict} verdict=${item.verdict} /><span class="chip plain">${t('security.tier_' + item.tier)}</span>
            ${item.exploited?.length > 0 && html`<${Exploited} />`}${item.changed_since && html`<${Changed} />`}</p></div>
        <div class="risk-box"><${Risk} risk=${item.risk} large /><span class="soft small">${t('security.risk_max')}</span></div>
            </header>`;
}

const ASSET_FACTS = ['maker', 'product', 'order_code', 'serial_number', 'firmware', 'location'];

function AssetCard({asset}) {
    return html`<section class="card"><div class="card-head"><h2>${t('security.the_asset')}</h2>
            <a href=${assetLink(asset.id)}>${t('security.open_asset')}</a></div>
        <dl class="facts">${ASSET_FACTS.filter(name => asset[name]).map(name => html`<dt key=${name}>
            ${t(name === 'firmware' ? 'security.missing_firmware'
            : 'field.' + name)}</dt><dd><bdi>${asset[name]}</bdi></dd>`)}
            ${(asset.zone_name || asset.zone) && html`<dt>${t('security.filter_zone')}</dt><dd><bdi>${asset.zone_name || asset.zone}
                </bdi></dd>`}</dl>
        <p class="card-end"><a href=${itemsLink({asset: id64(asset.id), state: 'all'})}>${t('security.all_of_asset')}</a></p>
            </section>`;
}

function AdvisoryCard({item}) {
    const {advisory} = item;
    const facts = [['tracking_id', advisory.tracking_id], ['publisher', advisory.publisher], ['version', advisory.version],
                   ['released', advisory.released && dateOnly(advisory.released)], ['product', item.product]];
    return html`<section class="card"><div class="card-head"><h2>${t('security.the_advisory')}</h2>
            <a href=${advisoryLink(advisory.id)}>${t('security.open_advisory')}</a></div>
        <dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<dt key=${name}>
            ${t('security.advisory_' + name)}</dt>
            <dd><bdi>${value}</bdi></dd>`)}</dl>
        <p class="card-end"><a href=${itemsLink({advisory: id64(advisory.id), state: 'all'})}>${t('security.same_for_others')}</a>
            </p></section>`;
}

function History({list}) {
    return html`<section class="card"><h2>${t('security.decisions')}</h2>
        ${list.length === 0 ? html`<p class="soft">${t('security.no_decisions')}</p>` : html`<ol class="decisions">
            ${list.slice(0, HISTORY_SHOWN).map(entry => html`<li key=${entry.seq}>
                <p><strong>${entry.state ? t('security.state_' + entry.state) : t('security.decision')}</strong>
                    ${entry.measure && html` · ${t('security.measure_' + entry.measure)}`}
                    ${entry.owner && html` · <bdi>${entry.owner}</bdi>`}${entry.due
                        && html` · ${t('security.until', {date: dateOnly(entry.due)})}`}</p>
                ${entry.reason && html`<p><${Text} text=${entry.reason} /></p>`}
                <p class="soft small"><time datetime=${entry.time} title=${time(entry.time)}>${ago(entry.time)}</time>
                    ${entry.actor && entry.actor !== 'anonymous' && html` · <bdi>${entry.actor}</bdi>`}</p></li>`)}</ol>`}</section>`;
}

function Item({item, saved, store}) {
    const start = {state: item.state, measure: item.measure, owner: item.owner, due: item.due, reason: item.reason};
    return html`<${Head} item=${item} />
        <div class="item-columns"><div class="stack">
            <${ItemEvidence} item=${item} />
            <${Remedies} remedies=${item.remedies ?? []} />
            <${ItemReach} item=${item} />
            <${Vulnerabilities} list=${item.vulnerabilities ?? []} item=${item} />
        </div><div class="stack">
            <section class="card decide-card"><h2>${t('security.decide')}</h2>
                <${DecideForm} key=${saved} store=${store} start=${start}
                    owners=${(item.history ?? []).map(one => one.owner)} /></section>
            <${History} list=${item.history ?? []} />
            <${AssetCard} asset=${item.asset} /><${AdvisoryCard} item=${item} />
        </div></div>`;
}

/** The item as it is loaded, or as it was stored here: the list follows a moment later. */
function useItem(id) {
    const loaded = useLoad(signal => request('GET', itemPath(id) + query({language: language()}), {signal}), [id]);
    const [stored, setStored] = useState(null);
    const [saved, setSaved] = useState(0);
    const {data: item, etag} = stored ?? loaded.data ?? {};
    const store = async decision => {
        try {
            setStored(await decideOne(id, decision, etag));
            setSaved(n => n + 1);
        } catch (error) {
            // Somebody else was faster: what they decided is shown beside what is typed here, and can be decided anew.
            if (error.status === 412) {
                setStored(null);
                loaded.again();
            }
            throw error;
        }
    };
    return {...loaded, data: item ?? null, saved, store};
}

function Page({part}) {
    const id = idOf(part) ?? part;
    const item = useItem(id);
    if (item.error?.status === 404)
        return html`<${Empty} icon="shield" title=${t('security.item_gone')} heading><p>${t('security.item_gone_lead')}</p>
            <p><a class="button" href=${itemsLink()}>${t('security.to_list')}</a></p></${Empty}>`;
    return html`<${Loaded} of=${item} lines=${10}>${data => html`<${Item} item=${data} saved=${item.saved} store=${item.store} />`}</${Loaded}>`;
}

export default function SecurityItem({route}) {
    return html`<${SecurityTabs} current="list" /><${Page} key=${route.parts[1]} part=${route.parts[1] ?? ''} />`;
}

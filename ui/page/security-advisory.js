// security-advisory.js - #/security/advisory/{id}: what a maker said, in which products, and which of the own assets that is about.
import {html, useState} from '../lib/html.js';
import {get, id64, idOf, paths, query} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {advisoryPath, assetTitle, dateOnly, itemLink, itemsLink} from '../lib/security.js';
import {hasText, language, t} from '../lib/text.js';
import {Icon} from '../part/icon.js';
import {Risk, Score, StateLine, Verdict} from '../part/security_marks.js';
import {Remedies} from '../part/security_remedies.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {Vulnerabilities} from '../part/security_vulnerabilities.js';
import {Empty, Loaded} from '../part/state.js';
import {External, isWebAddress, Text} from '../part/text_value.js';

export const styles = ['check', 'security'];

const ASSETS_SHOWN = 20, PRODUCTS_SHOWN = 15, REFERENCES_SHOWN = 12;
const STATE_COLOURS = {known_affected: 'bad', first_affected: 'bad', last_affected: 'bad', under_investigation: 'warn',
    fixed: 'good', first_fixed: 'good',
                       known_not_affected: 'good'};

function Head({advisory}) {
    const facts = [advisory.tracking_id, advisory.publisher, advisory.version
        && t('security.version_n', {version: advisory.version}),
                   advisory.released && dateOnly(advisory.released), advisory.status
                       && hasText('security.status_' + advisory.status)
                       ? t('security.status_' + advisory.status) : advisory.status].filter(Boolean);
    return html`<header class="item-head"><div class="grow"><p class="way"><a href=${link('security', ['advisories'])}><${Icon}
        name="left" size=${16} />
            ${t('security_tabs.advisories')}</a></p>
        <h1><bdi>${advisory.title}</bdi></h1><p class="soft"><bdi>${facts.join(' · ')}</bdi></p>
        <p class="actions"><a class="button" href=${paths.attachment(advisory.id, 'Document')}
            download=${(advisory.tracking_id ?? 'advisory') + '.json'}>
            <${Icon} name="download" size=${18} />${t('security.download_document')}</a>
            <a class="button quiet" href=${link('submodel', [id64(advisory.id)])}><${Icon} name="list" size=${18} />
                ${t('security.as_submodel')}</a></p></div>
        <div class="risk-box"><${Score} score=${advisory.score} /><span class="soft small">${t('security.maker_score')}</span></div>
            </header>`;
}

/** Which of the own assets it is about. */
function Assets({id}) {
    const items = useLoad(signal => get('/plan/security/items' + query({advisory: id64(id), limit: ASSETS_SHOWN,
        language: language()}), {signal}), [id]);
    return html`<section class="card"><div class="card-head"><h2>${t('security.own_assets')}</h2>
            ${items.data?.total > 0 && html`<a href=${itemsLink({advisory: id64(id), state: 'all'})}>
                ${t('security.count', {n: items.data.total})}</a>`}</div>
        <${Loaded} of=${items} lines=${3}>${data => data.result.length === 0
            ? html`<p class="fine"><${Icon} name="good" />${t('security.own_none')}</p>`
            : html`<ul class="rows">${data.result.map(item => html`<li key=${item.id}><a class="row" href=${itemLink(item.id)}>
                <${Risk} risk=${item.risk} />
                <span class="grow"><strong class="line"><bdi>${assetTitle(item.asset)}</bdi></strong>
                    <span class="line soft small"><bdi>${[item.asset.zone_name, item.asset.location,
                        item.asset.order_code].filter(Boolean).join(' · ')}</bdi></span></span>
                <span class="ends"><${Verdict} verdict=${item.verdict} /><${StateLine} item=${{state: item.state, due: item.due}} />
                    </span></a></li>`)}</ul>`}</${Loaded}></section>`;
}

function Products({products}) {
    const [all, setAll] = useState(false);
    const shown = all ? products : products.slice(0, PRODUCTS_SHOWN);
    return products.length > 0 && html`<section class="card"><h2>${t('security.products')}</h2><div class="table-frame" tabindex="0"
        role="region"
            aria-label=${t('security.products')}><table class="products">
        <thead><tr><th>${t('field.product')}</th><th>${t('security.advisory_version')}</th><th>${t('security.product_state')}</th>
            </tr></thead>
        <tbody>${shown.map((product, i) => html`<tr key=${i}><td><bdi>${product.name}</bdi>
            ${product.maker && html`<span class="soft small"> <bdi>${product.maker}</bdi></span>`}</td>
            <td><bdi>${product.version ?? '–'}</bdi></td><td><span class=${'chip ' + (STATE_COLOURS[product.state] ?? 'plain')}>
                ${hasText('security.product_' + product.state) ? t('security.product_' + product.state) : product.state}</span></td>
                    </tr>`)}</tbody></table></div>
        ${products.length > PRODUCTS_SHOWN && html`<p><button type="button" class="quiet" aria-expanded=${all}
            onClick=${() => setAll(!all)}>
            ${all ? t('facet.fewer') : t('facet.more', {n: products.length - PRODUCTS_SHOWN})}</button></p>`}</section>`;
}

function Notes({notes}) {
    // What every advisory of a maker says alike comes last.
    const first = ['summary', 'description', 'details', 'general', 'other', 'faq', 'legal_disclaimer'];
    const sorted = [...notes].sort((a, b) => first.indexOf(a.category) - first.indexOf(b.category));
    return sorted.length > 0 && html`<section class="card"><h2>${t('security.notes')}</h2>
        ${sorted.slice(0, 20).map((note, i) => html`
        <div key=${i} class="note"><h3>${hasText('security.note_' + note.category) ? t('security.note_' + note.category)
            : note.category}</h3>
            ${note.text.split(/\n{2,}/).slice(0, 40).map((text, at) => html`<p key=${at}><${Text} text=${text} /></p>`)}</div>`)}
                </section>`;
}

function References({references}) {
    const links = references.filter(reference => isWebAddress(reference.url ?? ''));
    return links.length > 0 && html`<section class="card"><h2>${t('security.references')}</h2><ul class="references">
        ${links.slice(0, REFERENCES_SHOWN).map((reference, i) => html`
        <li key=${i}><${External} href=${reference.url}>${(reference.summary || reference.url).slice(0, 200)}</${External}></li>`)}
            </ul></section>`;
}

function Page({part}) {
    const id = idOf(part) ?? part;
    const advisory = useLoad(signal => get(advisoryPath(id) + query({language: language()}), {signal}), [id]);
    if (advisory.error?.status === 404)
        return html`<${Empty} icon="shield" title=${t('security.advisory_gone')} heading><p><a class="button"
            href=${link('security', ['advisories'])}>${t('security_tabs.advisories')}</a></p></${Empty}>`;
    return html`<${Loaded} of=${advisory} lines=${10}>${data => html`<${Head} advisory=${data} />
        <div class="item-columns"><div class="stack"><${Assets} id=${id} /><${Remedies} remedies=${data.remedies ?? []} /><${Notes}
            notes=${data.notes ?? []} /></div>
            <div class="stack"><${Vulnerabilities} list=${data.vulnerabilities ?? []} /><${Products} products=${data.products ?? []}
                />
                <${References} references=${data.references ?? []} /></div></div>`}</${Loaded}>`;
}

export default function SecurityAdvisory({route}) {
    return html`<${SecurityTabs} current="advisories" /><${Page} key=${route.parts[1]} part=${route.parts[1] ?? ''} />`;
}

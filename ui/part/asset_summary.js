// asset_summary.js - the first tab: the plate, whom to call, the documents, the values that matter; and what the rest is.
import {html} from '../lib/html.js';
import {get, paths} from '../lib/api.js';
import {rootOf} from '../lib/element.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';
import {isFilled, PropertyGroups} from './property_table.js';
import {AssetSecurity} from './security_asset.js';
import {Loaded} from './state.js';
import {submodelTitle} from './submodel_section.js';
import {External, isWebAddress} from './text_value.js';
import {Contact, contactsOf} from './view_contact.js';
import {Documents} from './view_documents.js';
import {Nameplate} from './view_nameplate.js';
import {valueAreas} from './view_technical.js';
import {GROUPS, viewOf} from './views.js';

const AREAS_SHOWN = 2, VALUES_SHOWN = 8, DOCUMENTS_SHOWN = 3;

/** One part of the summary with the way to all of it. */
function Part({id, meta, title, round, children}) {
    const data = useLoad(signal => get(paths.submodel(meta.id), {signal}), [meta.id, round]);
    const {group} = viewOf(meta);
    return html`<section class=${'card summary-' + group}><div class="card-head">
        <h2>${title ?? submodelTitle(meta).slice(0, 120)}</h2>
        <a href=${link('asset', [id, group])}>${t('summary.all')}</a></div>
        <${Loaded} of=${data} lines=${4}>${submodel => children(rootOf(submodel))}</${Loaded}></section>`;
}

/** The first areas and their first values; the rest is a click away. */
function keyValues(root) {
    const areas = valueAreas(root).filter(isFilled);
    return areas.slice(0, AREAS_SHOWN).map(node => Array.isArray(node.element.value) && node.element.value.length > VALUES_SHOWN
        && node.element.modelType === 'SubmodelElementCollection'
        ? {...node, element: {...node.element, value: node.element.value.slice(0, VALUES_SHOWN)}} : node)
        .concat(areas.slice(AREAS_SHOWN).filter(node => typeof node.element.value === 'string').slice(0, VALUES_SHOWN));
}

/** What an asset without a nameplate says of itself. */
function Bare({shell}) {
    const {globalAssetId, specificAssetIds = [], assetType} = shell.assetInformation ?? {};
    return html`<section class="card"><div class="card-head"><h2>${t('summary.asset')}</h2></div><div class="bare">
        <dl class="facts">
            ${globalAssetId && html`<dt>${t('summary.global_id')}</dt><dd>${isWebAddress(globalAssetId) ? html`<${External}
                href=${globalAssetId} />` : html`<code><bdi>${globalAssetId.slice(0, 400)}</bdi></code>`}</dd>`}
            ${specificAssetIds.slice(0, 30).map((one, at) => html`<dt key=${'n' + at}><bdi>${(one.name ?? '').slice(0, 80)}</bdi>
                </dt><dd><bdi>${(one.value ?? '').slice(0, 300)}</bdi></dd>`)}
            ${assetType && html`<dt>${t('summary.type')}</dt><dd><bdi>${assetType.slice(0, 300)}</bdi></dd>`}
            <dt>${t('summary.shell_id')}</dt><dd><code><bdi>${shell.id.slice(0, 400)}</bdi></code></dd>
        </dl></div></section>`;
}

function Others({id, metas}) {
    return metas.length > 0 && html`<section class="card summary-others"><div class="card-head"><h2>${t('summary.others')}</h2>
        </div>
        <ul class="rows">${metas.slice(0, 60).map(meta => html`<li key=${meta.id}><a class="row"
            href=${link('asset', [id, viewOf(meta).group])}>
            <${Icon} name=${GROUPS[viewOf(meta).group]} /><span class="grow"><bdi>${submodelTitle(meta).slice(0, 120)}</bdi></span>
            <${Icon} name="right" size=${16} /></a></li>`)}</ul></section>`;
}

export function AssetSummary({id, shell, metas, rounds, security}) {
    const of = view => metas.find(meta => viewOf(meta).view === view);
    const plate = of('nameplate'), technical = of('technical'), documents = of('documents'), contact = of('contact');
    const shown = new Set([plate, technical, documents, contact]);
    const part = (meta, children, title) => meta && html`<${Part} key=${meta.id} id=${id} meta=${meta}
        round=${rounds[meta.id] ?? 0} title=${title}>${children}</${Part}>`;
    return html`<div class="summary">
        <div class="stack">
            ${plate ? part(plate, root => html`<${Nameplate} root=${root} shell=${shell} />`) : html`<${Bare} shell=${shell} />`}
            ${part(documents, root => html`<${Documents} root=${root} short=${DOCUMENTS_SHOWN} />`)}
        </div>
        <div class="stack">
            ${security && html`<${AssetSecurity} id=${id} security=${security} />`}
            ${part(technical, root => html`<${PropertyGroups} nodes=${keyValues(root)} label=${t('view.technical')} />`)}
            ${part(contact, root => html`${contactsOf(root).slice(0, 1).map(one => html`<${Contact} key=${one.node.path}
                ...${one} />`)}`)}
            <${Others} id=${id} metas=${metas.filter(meta => !shown.has(meta))} />
            ${plate && html`<${Ids} shell=${shell} />`}
        </div>
    </div>`;
}

function Ids({shell}) {
    const {globalAssetId} = shell.assetInformation ?? {};
    return html`<details class="fold card ids"><summary>${t('summary.ids')}</summary><dl class="facts">
        ${globalAssetId && html`<dt>${t('summary.global_id')}</dt><dd><code><bdi>${globalAssetId.slice(0, 400)}</bdi></code></dd>`}
        <dt>${t('summary.shell_id')}</dt><dd><code><bdi>${shell.id.slice(0, 400)}</bdi></code></dd>
        ${(shell.assetInformation?.specificAssetIds ?? []).slice(0, 30).map((one, at) => html`<dt key=${'n' + at}>
            <bdi>${(one.name ?? '').slice(0, 80)}</bdi></dt>
            <dd><bdi>${(one.value ?? '').slice(0, 300)}</bdi></dd>`)}</dl></details>`;
}

// asset_head.js - the top of an asset's page: picture, name, what it is known by, what can be done with it.
import {html, useState} from '../lib/html.js';
import {paths} from '../lib/api.js';
import {hasText, pick, t} from '../lib/text.js';
import {AssetActions} from './asset_actions.js';
import {Icon} from './icon.js';
import {assetName, useKeyFacts} from './key_facts.js';
import {isWebAddress, Text} from './text_value.js';

export {assetName};

/** The picture of the asset, or the one instead of it; a pictogram when there is none, or it cannot be shown. */
export function Thumbnail({shell, size = 'large', instead}) {
    const [broken, setBroken] = useState(false);
    const {path, contentType} = shell.assetInformation?.defaultThumbnail ?? {};
    const own = path && !isWebAddress(path) ? paths.thumbnail(shell.id) : instead;
    const here = own && !broken;
    return html`<div class=${'picture thumbnail ' + size + (here ? '' : ' none') + (here && !/svg/.test(contentType ?? path ?? '')
        ? ' raster' : '')}>${here
        ? html`<img src=${own} alt=${t('asset.picture', {name: assetName(shell).slice(0, 120)})}
            onError=${() => setBroken(true)} />`
        : html`<${Icon} name=${shell.assetInformation?.assetKind === 'Type' ? 'part' : 'machine'}
            size=${size === 'large' ? 56 : 36} />`}</div>`;
}

const HEAD_FACTS = ['maker', 'order', 'article', 'serial', 'batch', 'inventory'];

/** short: the page is about one part of the asset, so a phone shows the name only. */
export function AssetHead({shell, metas, short}) {
    const facts = useKeyFacts(shell, metas);
    const name = assetName(shell);
    const kind = shell.assetInformation?.assetKind ?? 'NotApplicable';
    const description = pick(shell.description);
    const shown = HEAD_FACTS.filter(fact => facts[fact]);
    return html`<header class=${short ? 'asset-head short' : 'asset-head'}>
        <${Thumbnail} shell=${shell} instead=${facts.picture} />
        <div class="asset-title">
            <h1><bdi>${name.slice(0, 200)}</bdi></h1>
            ${description && description !== name && html`<p class="lead"><${Text} text=${description} max=${240} /></p>`}
            <dl class="asset-facts">${shown.map(fact => html`<div key=${fact}><dt>${t('fact.' + fact)}</dt>
                <dd><bdi>${String(facts[fact]).slice(0, 120)}</bdi></dd></div>`)}</dl>
            <p class="chips"><span class="chip">${hasText('asset.kind_' + kind) ? t('asset.kind_' + kind) : kind}</span>
                ${shell.idShort && html`<span class="chip plain"><bdi>${shell.idShort.slice(0, 128)}</bdi></span>`}</p>
            <${AssetActions} shell=${shell} />
        </div>
    </header>`;
}

// published_links.js - what others can read of the own advisories, and how they know that it is genuine.
import {html} from '../lib/html.js';
import {get} from '../lib/api.js';
import {copyText} from '../lib/copy.js';
import {useLoad} from '../lib/load.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';
import {Loaded} from './state.js';

const METADATA = '/.well-known/csaf/provider-metadata.json';

/** "ABCD 1234 …", as people compare it. */
function inGroups(fingerprint) {
    return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

function linksOf(metadata) {
    const feeds = (metadata.distributions ?? []).flatMap(one => one.rolie?.feeds ?? []).map(feed => ['feed', feed.url]);
    const folders = (metadata.distributions ?? []).filter(one => one.directory_url).map(one => ['folder', one.directory_url]);
    const keys = (metadata.public_openpgp_keys ?? []).map(key => ['key', key.url]);
    return [['metadata', metadata.canonical_url], ...feeds, ...folders, ...keys].filter(([, url]) => url);
}

function Links({metadata, fingerprint}) {
    return html`<ul class="rows">${linksOf(metadata).map(([name, url]) => html`<li class="row" key=${name + url}><span class="grow">
            <strong>${t('publish.public_' + name)}</strong><a class="small line" href=${url} target="_blank" rel="noopener"><bdi>
                ${url}</bdi></a></span>
            <button type="button" class="quiet" aria-label=${t('publish.copy', {what: t('publish.public_' + name)})}
                title=${t('action.copy')}
                onClick=${() => copyText(url)}><${Icon} name="copy" size=${18} /></button></li>`)}
        <li class="row"><span class="grow"><strong>${t('publish.fingerprint')}</strong><span class="mono small line">
            ${inGroups(fingerprint)}</span></span>
            <button type="button" class="quiet" aria-label=${t('publish.copy', {what: t('publish.fingerprint')})}
                title=${t('action.copy')}
                onClick=${() => copyText(fingerprint)}><${Icon} name="copy" size=${18} /></button></li></ul>`;
}

/** fingerprint: of the key that signs; none: nothing was published yet. round: grows when something is published. */
export function PublishedLinks({fingerprint, round}) {
    const metadata = useLoad(signal => fingerprint ? get(METADATA, {signal}) : Promise.resolve({}), [fingerprint, round]);
    return html`<section class="card" aria-labelledby="public"><div class="card-head"><h2 id="public">${t('publish.public')}</h2>
        </div>
        ${fingerprint ? html`<p class="soft">${t('publish.public_lead')}</p><${Loaded} of=${metadata} lines=${4}>
            ${data => html`<${Links}
            metadata=${data} fingerprint=${fingerprint} />`}</${Loaded}>`
            : html`<p class="soft">${t('publish.public_none')}</p>`}</section>`;
}

// security_asset.js - on an asset's page: how much is to do for it, and the worst of it.
import {html} from '../lib/html.js';
import {get, query} from '../lib/api.js';
import {itemLink, itemsLink, TODO} from '../lib/security.js';
import {language, t} from '../lib/text.js';
import {Exploited, Risk, Verdict} from './security_marks.js';

/** {total, worst} of what is to do for an asset, or null: nothing, or it cannot be had now. */
export async function readAssetSecurity(id, signal) {
    try {
        const {total, result} = await get('/plan/security/items' + query({asset: id, state: TODO, sort: 'risk', limit: 1,
            language: language()}), {signal});
        return total > 0 ? {total, worst: result[0]} : null;
    } catch {
        // The asset's page stands without it.
        return null;
    }
}

/** id: of the shell, base64url. */
export function AssetSecurity({id, security}) {
    const {total, worst} = security;
    return html`<section class="card summary-security"><div class="card-head"><h2>${t('nav.security')}</h2>
            <a href=${itemsLink({asset: id})}>${t('security.todo_n', {n: total})}</a></div>
        <a class="row" href=${itemLink(worst.id)}><${Risk} risk=${worst.risk} /><span class="grow"><strong><bdi>
            ${worst.advisory.title}</bdi></strong>
            <span class="chips"><${Verdict} verdict=${worst.verdict} />
                ${worst.exploited?.length > 0 && html`<${Exploited} short />`}</span></span></a></section>`;
}

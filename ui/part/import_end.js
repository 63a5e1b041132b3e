// import_end.js - how an import ended and what to do next: open the assets, look at what was found.
import {html} from '../lib/html.js';
import {get, id64, paths} from '../lib/api.js';
import {sendFiles} from '../lib/dropped.js';
import {summaryOf} from '../lib/imports.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {Icon} from './icon.js';

const LINKS_MAX = 6;

function AssetLink({id}) {
    const {data} = useLoad(signal => get(paths.shell(id), {signal, quiet: true}), [id]);
    return html`<a class="row" href=${link('asset', [id64(id)])}><${Icon} name="machine" />
        <span class="grow"><bdi>${pick(data?.displayName) || data?.idShort || id}</bdi></span><${Icon} name="right" size=${16} />
            </a>`;
}

export function ImportEnd({items}) {
    const summary = summaryOf(items);
    const good = summary.stored + summary.unchanged;
    const kind = summary.refused ? 'warn' : 'good';
    return html`<section class=${'box import-end ' + kind} role="status"><${Icon} name=${kind === 'good' ? 'good' : 'warning'}
        size=${26} /><div>
        <h2>${!good && summary.refused ? t('exchange.end_none') : summary.refused ? t('exchange.end_some', {n: summary.refused})
            : summary.stored ? t('exchange.end_good') : t('exchange.end_same')}</h2>
        <p class="soft">${t('exchange.next')}</p>
        ${summary.shells.length > 0 && html`<ul class="rows">${summary.shells.slice(0, LINKS_MAX).map(id => html`<li key=${id}>
            <${AssetLink} id=${id} /></li>`)}</ul>`}
        <p class="actions">${summary.shells.length > LINKS_MAX && html`<a class="button primary" href=${link('assets')}>
            ${t('exchange.all_assets', {n: summary.shells.length})}</a>`}
            ${summary.found.length > 0 && html`<button type="button" onClick=${() => sendFiles(summary.found, 'check')}>
                <${Icon} name="check" size=${18} />${t('exchange.look_found', {n: summary.found.length})}</button>`}</p></div>
                    </section>`;
}

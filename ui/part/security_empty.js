// security_empty.js - the list of what to do when there is nothing in it: why, and what leads on.
import {html} from '../lib/html.js';
import {link} from '../lib/route.js';
import {itemFilters, itemsLink} from '../lib/security.js';
import {t} from '../lib/text.js';
import {DropZone} from './drop_zone.js';
import {Icon} from './icon.js';
import {Empty} from './state.js';

/** Without advisories nothing can be told: files, or a source. */
export function NoAdvisories({add}) {
    return html`<section class="begin"><h2>${t('security.no_advisories')}</h2><p class="lead">${t('security.no_advisories_lead')}
        </p>
        <${DropZone} take=${add} hint=${t('security.drop_hint')} accept=".json,.zip,.csv" />
        <ul class="three-steps">${[['sources', 'live', link('security', ['sources'])],
            ['offline', 'download', link('security', ['sources'])],
            ['lack', 'question', link('inventory', [], {lacks: 'any'})]].map(([name, icon, href]) => html`<li key=${name}><a class="card" href=${href}>
            <${Icon} name=${icon} size=${24} /><h3>${t('security.begin_' + name)}</h3><p class="soft">
                ${t(`security.begin_${name}_text`)}</p></a></li>`)}</ul></section>`;
}

/** Without assets nothing can be hit. */
export function NoAssets() {
    return html`<${Empty} icon="machine" title=${t('security.no_assets')}><p class="lead">${t('security.no_assets_lead')}</p>
        <p class="actions"><a class="button primary" href=${link('inventory', ['import'])}>${t('security.import_list')}</a>
            <a class="button" href=${link('exchange')}>${t('start.file')}</a></p></${Empty}>`;
}

/** Nothing fits, or nothing is left, or nothing is hit at all. */
export function NothingHit({filters, narrowed, summary}) {
    if (narrowed)
        return html`<${Empty} icon="search" title=${t('none.fits')}><p><a class="button"
            href=${itemsLink(itemFilters({state: filters.state}))}>${t('none.without_filters')}</a></p></${Empty}>`;
    const states = Object.values(summary?.states ?? {}).reduce((sum, n) => sum + n, 0);
    if (states > 0)
        return html`<${Empty} icon="good" title=${t(filters.state === 'todo' ? 'security.all_decided' : 'security.none_in_state')}>
            <p><a class="button" href=${itemsLink({state: 'all'})}>${t('security.show_all')}</a></p></${Empty}>`;
    return html`<${Empty} icon="good" title=${t('security.nothing_hit')}>
        <p class="lead">${t('security.nothing_hit_lead', {assets: summary?.assets ?? 0, advisories: summary?.advisories ?? 0})}</p>
        ${summary?.lacking > 0 && html`<p class="lead">${t('security.nothing_hit_lacking', {n: summary.lacking})}</p>
            <p><a class="button" href=${link('inventory', [], {lacks: 'any'})}>${t('security.to_inventory')}</a></p>`}</${Empty}>`;
}

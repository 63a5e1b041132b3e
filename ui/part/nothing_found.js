// nothing_found.js - an empty list: what to try, or where to begin.
import {html} from '../lib/html.js';
import {assetsLink, chosen, cleared} from '../lib/filters.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Empty} from './state.js';

export function NothingFound({filters}) {
    const question = filters.q.trim();
    const narrowed = chosen(filters).length > 0;
    if (!question && !narrowed)
        return html`<${Empty} icon=${filters.kind === 'shell' ? 'machine' : 'good'} title=${t('none.' + filters.kind)}>
            <p class="lead">${t(`none.${filters.kind}_lead`)}</p>
            ${filters.kind === 'shell' && html`<p class="actions"><a class="button primary" href=${link('exchange')}>${t('start.file')}</a>
                <a class="button" href=${link('create')}>${t('start.create')}</a></p>`}</${Empty}>`;
    return html`<${Empty} icon="search" title=${question ? t('none.found', {q: question.slice(0, 80)}) : t('none.fits')}>
        <ul class="advice">
            ${narrowed && html`<li><a href=${assetsLink(cleared(filters))}>${t('none.without_filters')}</a></li>`}
            ${question && html`<li>${t('none.shorter')}</li><li>${t('none.other_words')}</li>`}
            ${question && filters.kind === 'shell' && html`<li><a href=${assetsLink({...cleared(filters), kind: 'concept_description'})}>${t('none.concepts')}</a></li>`}
            ${question && html`<li><a href=${assetsLink({...cleared(filters), q: ''})}>${t('none.all')}</a></li>`}
        </ul></${Empty}>`;
}

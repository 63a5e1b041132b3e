// security_vulnerabilities.js - the vulnerabilities of an advisory: how an attack comes in plain words, the maker's score, and
// that of the place.
import {html, useState} from '../lib/html.js';
import {attackWords, placeWords} from '../lib/cvss.js';
import {number, t} from '../lib/text.js';
import {Exploited, Score} from './security_marks.js';

const SHOWN = 8;

function sentence(words) {
    const text = words.join(', ');
    return text ? text[0].toUpperCase() + text.slice(1) + '.' : '';
}

/** Why the score at the place is another one than the maker's. */
function Place({one}) {
    const words = placeWords(one.vector, one.place_vector);
    return html`<p class="place-score"><span class="soft">${t('security.place_score')}:</span> <${Score} score=${one.place_score} />
        <span>${one.place_score < one.score ? t('security.place_lower') : one.place_score > one.score ? t('security.place_higher')
            : t('security.place_same')}
        ${' ' + words.join(' ')}</span></p>`;
}

function Vulnerability({one}) {
    return html`<li class="vulnerability"><${Score} score=${one.score} /><div class="grow">
        <h3>${one.title ? html`<bdi>${one.title}</bdi>` : html`<bdi>${one.cve ?? t('security.vulnerability')}</bdi>`}</h3>
        <p class="soft small">${one.title && one.cve && html`<bdi>${one.cve}</bdi>`} ${one.exploited && html`<${Exploited} />`}</p>
        ${one.vector && html`<p>${sentence(attackWords(one.vector))}</p>`}
        ${one.place_score > 0 && html`<${Place} one=${one} />`}
        ${one.vector && html`<details class="fold vector"><summary>${t('security.vector')}</summary>
            <p><code>${one.vector}</code></p>${one.place_vector
                && html`<p><span class="soft">${t('security.vector_place')}</span> <code>${one.place_vector}</code></p>`}
                    </details>`}
    </div></li>`;
}

export function Vulnerabilities({list}) {
    const [all, setAll] = useState(false);
    const sorted = [...list].sort((a, b) => (b.place_score ?? b.score ?? 0) - (a.place_score ?? a.score ?? 0));
    return list.length > 0 && html`<section class="card"><h2>${t('security.vulnerabilities', {n: list.length})}</h2>
        <ul class="vulnerabilities">${(all ? sorted : sorted.slice(0, SHOWN)).map((one, i) => html`<${Vulnerability}
            key=${one.cve ?? i} one=${one} />`)}</ul>
        ${list.length > SHOWN && html`<p><button type="button" class="quiet" aria-expanded=${all} onClick=${() => setAll(!all)}>
            ${all ? t('facet.fewer') : t('security.all_vulnerabilities', {n: number(list.length)})}</button></p>`}</section>`;
}

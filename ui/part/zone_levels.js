// zone_levels.js - the security levels of a zone: what should be reached and what is, for each of the seven requirements.
import {html} from '../lib/html.js';
import {t} from '../lib/text.js';
import {belowTarget, LEVEL_MAX, REQUIREMENTS} from '../lib/zone_plan.js';

const LEVELS = Array.from({length: LEVEL_MAX + 1}, (_, level) => level);

/** set(values): target or achieved, the whole row of seven. */
export function ZoneLevels({zone, set}) {
    const below = belowTarget(zone);
    const choice = (which, i) => html`<select value=${zone[which]?.[i] ?? 0} class="level"
        aria-label=${t('zones.level_of', {which: t('zones.' + which), what: t(`zones.fr${i + 1}`)})}
        onChange=${event => set({[which]: REQUIREMENTS.map(n => n === i ? Number(event.target.value) : zone[which]?.[n] ?? 0)})}>
        ${LEVELS.map(level => html`<option key=${level} value=${level}>${level}</option>`)}</select>`;
    const all = which => html`<select class="level" value="" aria-label=${t('zones.level_all', {which: t('zones.' + which)})}
        onChange=${event => { set({[which]: REQUIREMENTS.map(() => Number(event.target.value))}); event.target.value = ''; }}>
        <option value="">${t('zones.all_levels')}</option>
        ${LEVELS.map(level => html`<option key=${level} value=${level}>${level}</option>`)}</select>`;
    return html`<fieldset class="levels"><legend>${t('zones.levels')}</legend><p class="soft small">${t('zones.levels_hint')}</p>
        <table><thead><tr><th scope="col">${t('zones.requirement')}</th><th scope="col">${t('zones.target')}</th>
            <th scope="col">${t('zones.achieved')}</th></tr></thead>
        <tbody>${REQUIREMENTS.map(i => html`<tr key=${i} class=${below.includes(i) ? 'low' : ''}>
            <th scope="row"><span class="soft small">${'FR ' + (i + 1)}</span> ${t(`zones.fr${i + 1}`)}
                <span class="soft small hint">${t(`zones.fr${i + 1}_hint`)}</span></th>
            <td>${choice('target', i)}</td><td>${choice('achieved', i)}</td></tr>`)}
            <tr><th scope="row" class="soft">${t('zones.together')}</th><td>${all('target')}</td><td>${all('achieved')}</td></tr>
                </tbody>
            </table></fieldset>`;
}

// zone_assets.js - assets of a zone, or of none: to look at one, to move several.
import {html, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {moveAssets} from '../lib/zone_plan.js';
import {assetName, zoneName} from './zone_box.js';

const SHOWN = 30, SEARCH_FROM = 8;

/** A choice of a zone; none: the words for none. */
export function ZoneSelect({plan, except, value, choose, label, none}) {
    return html`<select value=${value} aria-label=${label} onChange=${event => choose(event.target.value)}>
        <option value="">${none}</option>
        ${plan.zones.filter(zone => zone.id !== except).map(zone => html`<option key=${zone.id} value=${zone.id}>
            ${zoneName(zone)}</option>`)}
    </select>`;
}

/** assets: ids of shells that are in the zone of this id ('': in none). work: {plan, devices, change, select}. */
export function ZoneAssets({assets, zone = '', work}) {
    const {plan, devices, change, select} = work;
    const [text, setText] = useState('');
    const [ticked, setTicked] = useState(new Set());
    const [to, setTo] = useState('');
    const wanted = text.trim().toLowerCase();
    const found = wanted ? assets.filter(id => (assetName(devices, id) + '\n' + id).toLowerCase().includes(wanted)) : assets;
    const chosen = assets.filter(id => ticked.has(id));
    const tick = (ids, on) => setTicked(before => {
        const next = new Set(before);
        ids.forEach(id => on ? next.add(id) : next.delete(id));
        return next;
    });
    const none = zone ? t('zones.no_zone') : t('zones.choose_zone');
    const move = () => {
        change(moveAssets(plan, chosen, to));
        setTicked(new Set());
    };
    return html`<div class="zone-assets">
        ${assets.length > SEARCH_FROM && html`<input type="search" value=${text} placeholder=${t('zones.search_assets')}
            aria-label=${t('zones.search_assets')} onInput=${event => setText(event.target.value)} />`}
        ${found.length > 1 && html`<label class="tick small"><input type="checkbox" checked=${found.every(id => ticked.has(id))}
            onChange=${event => tick(found, event.target.checked)} />${t('zones.tick_all', {n: found.length})}</label>`}
        <ul>${found.slice(0, SHOWN).map(id => html`<li key=${id} class="asset-line"><input type="checkbox" checked=${ticked.has(id)}
                aria-label=${t('zones.tick', {name: assetName(devices, id)})} onChange=${event => tick([id],
                    event.target.checked)} />
            <button type="button" class="quiet" onClick=${() => select({kind: 'asset', id})}><bdi>${assetName(devices, id)}</bdi>
                </button>
            </li>`)}</ul>
        ${found.length > SHOWN && html`<p class="soft small">${t('zones.more_assets', {n: found.length - SHOWN})}</p>`}
        ${chosen.length > 0 && html`<div class="move-line"><${ZoneSelect} plan=${plan} except=${zone} value=${to}
            choose=${setTo} none=${none}
                label=${t('zones.move_to')} />
            <button type="button" disabled=${!zone && !to} onClick=${move}>${t('zones.move', {n: chosen.length})}</button></div>`}
    </div>`;
}

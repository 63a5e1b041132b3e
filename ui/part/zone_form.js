// zone_form.js - one zone as a form: everything that the drawing can do, and what it cannot.
import {html, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {addConduit, CRITICALITY_MAX, moveAssets, removeZone, setZone} from '../lib/zone_plan.js';
import {AssetPicker} from './asset_picker.js';
import {Icon} from './icon.js';
import {ZoneAssets, ZoneSelect} from './zone_assets.js';
import {conduitName, conduitText, zoneName} from './zone_box.js';
import {ZoneLevels} from './zone_levels.js';

function Connections({zone, work}) {
    const {plan, change, select} = work;
    const [to, setTo] = useState('');
    const mine = plan.conduits.filter(conduit => conduit.from === zone.id || conduit.to === zone.id);
    const nameOf = id => zoneName(plan.zones.find(one => one.id === id) ?? {id});
    const add = () => {
        const made = addConduit(plan, zone.id, to);
        change(made.plan);
        select({kind: 'conduit', id: made.id});
    };
    return html`<section aria-labelledby="zone-conduits"><h3 id="zone-conduits">${t('zones.conduits')}</h3>
        <ul class="rows">${mine.map(conduit => html`<li key=${conduit.id}><button type="button" class="row"
            onClick=${() => select({kind: 'conduit', id: conduit.id})}><span class="grow"><strong><bdi>${conduitName(conduit)}</bdi>
                </strong>
                <span class="soft small line"><bdi>${nameOf(conduit.from)} – ${nameOf(conduit.to)}: ${conduitText(conduit)}</bdi>
                    </span></span>
            <${Icon} name="right" size=${18} /></button></li>`)}</ul>
        ${!mine.length && html`<p class="soft small">${t('zones.no_conduits')}</p>`}
        ${plan.zones.length > 1 && html`<div class="move-line"><${ZoneSelect} plan=${plan} except=${zone.id} value=${to}
            choose=${setTo}
                none=${t('zones.choose_zone')} label=${t('zones.conduit_to')} />
            <button type="button" disabled=${!to} onClick=${add}>${t('zones.add_conduit')}</button></div>`}</section>`;
}

/** work: {plan, devices, change, select}. */
export function ZoneForm({zone, work}) {
    const {plan, change, select} = work;
    const set = values => change(setZone(plan, zone.id, values), `zone/${zone.id}/${Object.keys(values)[0]}`);
    const remove = () => {
        change(removeZone(plan, zone.id));
        select(null);
    };
    return html`<div class="field"><label for="zone-name">${t('zones.name')}</label>
            <input id="zone-name" value=${zone.name ?? ''} maxlength="128" onInput=${event => set({name: event.target.value})} />
                </div>
        <label class="tick"><input type="checkbox" checked=${zone.untrusted}
            onChange=${event => set({untrusted: event.target.checked})} />
            <span>${t('zones.is_untrusted')}<span class="soft small hint">${t('zones.is_untrusted_hint')}</span></span></label>
        <div class="field"><label for="zone-criticality">${t('zones.criticality')}</label>
            <select id="zone-criticality" value=${zone.criticality ?? 0}
                onChange=${event => set({criticality: Number(event.target.value) || undefined})}>
                ${Array.from({length: CRITICALITY_MAX + 1}, (_, n) => html`<option key=${n} value=${n}>
                    ${t('zones.criticality_' + n)}</option>`)}
            </select></div>
        <div class="field"><label for="zone-description">${t('zones.description')}</label>
            <textarea id="zone-description" rows="2" value=${zone.description ?? ''}
                onInput=${event => set({description: event.target.value})} /></div>
        <${Connections} zone=${zone} work=${work} />
        <section aria-labelledby="zone-assets"><h3 id="zone-assets">${t('zones.assets', {n: zone.assets?.length ?? 0})}</h3>
            <${ZoneAssets} key=${zone.id} assets=${zone.assets ?? []} zone=${zone.id} work=${work} />
            <${AssetPicker} label=${t('zones.add_asset')} add=${card => change(moveAssets(plan, [card.id], zone.id))} /></section>
        <${ZoneLevels} zone=${zone} set=${set} />
        <p><button type="button" class="danger" onClick=${remove}><${Icon} name="trash" size=${18} />${t('zones.delete')}</button>
            </p>`;
}

// zone_box.js - a zone and a conduit as they are drawn.
import {html, useMemo} from '../lib/html.js';
import {language, t} from '../lib/text.js';
import {BOX, CHIPS_SHOWN, heightOf} from '../lib/zone_layout.js';
import {belowTarget, CRITICALITY_MAX, flowText, passesAll, REQUIREMENTS} from '../lib/zone_plan.js';

const LETTER = {name: 8.4, what: 7.2};   // how wide a letter of a label is, about
const LABEL_HEIGHT = 40;
const LABEL_LETTERS = 14, CHIP_LETTERS = 25, NAME_LETTERS = 20;
const LEVEL_STEP = 4;

/** What people call a zone. */
export function zoneName(zone) {
    return zone.name?.trim() || zone.id;
}

/** What people call the asset of a shell; devices: Map of shell → row of the inventory. */
export function assetName(devices, id) {
    const device = devices.get(id);
    return device?.name || device?.product || id.replace(/\/+$/, '').split(/[/:]/).at(-1) || id;
}

export function short(text, max) {
    const letters = [...text];
    return letters.length > max ? letters.slice(0, max - 1).join('').trimEnd() + '…' : text;
}

/** Target and what is reached of it, a bar for each requirement. */
function Levels({zone, x, y}) {
    if (!REQUIREMENTS.some(i => zone.target?.[i] || zone.achieved?.[i]))
        return null;
    const below = belowTarget(zone);
    return html`<g transform=${`translate(${x} ${y})`}><title>${below.length ? t('zones.below_count', {n: below.length})
            : t('zones.all_reached')}</title>
        ${REQUIREMENTS.map(i => {
            const target = (zone.target?.[i] ?? 0) * LEVEL_STEP, achieved = (zone.achieved?.[i] ?? 0) * LEVEL_STEP;
            return html`<g key=${i}><rect x=${i * 9} y=${-Math.max(target, 1)} width="7" height=${Math.max(target, 1)}
                class="level-target" />
                <rect x=${i * 9} y=${-achieved} width="7" height=${achieved}
                    class=${below.includes(i) ? 'level-low' : 'level-good'} /></g>`;
        })}</g>`;
}

function Criticality({zone}) {
    return zone.criticality > 0 && html`<g transform="translate(18 46)"><title>${t('zones.criticality_' + zone.criticality)}</title>
        ${Array.from({length: CRITICALITY_MAX}, (_, i) => html`<circle key=${i} cx=${i * 12} r="4"
            class=${i < zone.criticality ? 'dot on' : 'dot'} />`)}</g>`;
}

/** A text that ends where its frame does, however wide its letters are. */
function Line({x, y, width, className, children}) {
    return html`<svg x=${x} y=${y - 16} width=${width} height="22"><text x="0" y="16" class=${className}>${children}</text></svg>`;
}

function Chips({zone, devices, asset}) {
    const assets = zone.assets ?? [];
    // The asset that is looked at is among those that are shown.
    const ordered = asset && assets.indexOf(asset) >= CHIPS_SHOWN ? [asset, ...assets.filter(one => one !== asset)] : assets;
    const rest = assets.length - CHIPS_SHOWN;
    return html`${ordered.slice(0, CHIPS_SHOWN).map((id, i) => html`<g key=${id} data-asset=${id} data-of=${zone.id}
            class=${id === asset ? 'zone-chip on' : 'zone-chip'} transform=${`translate(12 ${BOX.head + i * BOX.chip})`}>
            <title>${assetName(devices, id).slice(0, 300)}</title><rect width=${BOX.width - 24} height="24" rx="12" />
            <${Line} x="12" y="17" width=${BOX.width - 46} className="chip-text">${short(assetName(devices, id),
                CHIP_LETTERS)}</${Line}></g>`)}
        ${rest > 0 && html`<text x="24" y=${BOX.head + CHIPS_SHOWN * BOX.chip + 17} class="zone-small">
            ${t('zones.more', {n: rest})}</text>`}
        ${!assets.length && !zone.untrusted && html`<text x="18" y=${BOX.head + 17} class="zone-small">
            ${t('zones.empty')}</text>`}`;
}

function Far({zone, height}) {
    return html`<${Line} x="16" y="44" width=${BOX.width - 24} className="zone-far">${short(zoneName(zone), 18)}</${Line}>
        <text x="16" y=${height - 22} class="zone-far-small">${t('zones.assets', {n: zone.assets?.length ?? 0})}</text>`;
}

/** look: {chosen, way, over, far, asset}, how it is to be seen; pressed(event, zone). */
export function ZoneBox({zone, look, devices, pressed, chosen}) {
    const height = heightOf(zone);
    const {far, asset} = look;
    const below = belowTarget(zone);
    const label = [zoneName(zone), zone.untrusted && t('zones.untrusted'), t('zones.assets', {n: zone.assets?.length ?? 0}),
                   zone.criticality > 0 && t('zones.criticality_' + zone.criticality),
                   below.length > 0 && t('zones.below_count', {n: below.length})].filter(Boolean).join(', ');
    // What did not change is not made anew while something else is dragged.
    const inside = useMemo(() => html`${far ? html`<${Far} zone=${zone} height=${height} />` : html`
            <${Line} x="16" y="26" width=${BOX.width - 30} className="zone-name">${short(zoneName(zone), NAME_LETTERS)}</${Line}>
            ${zone.untrusted ? html`<text x="16" y="48" class="zone-warn">${t('zones.untrusted')}</text>`
                : html`<${Criticality} zone=${zone} />`}
            <${Levels} zone=${zone} x=${BOX.width - 79} y="56" />
            <${Chips} zone=${zone} devices=${devices} asset=${asset} />`}
        <title>${zoneName(zone).slice(0, 300)}</title>`, [zone, far, asset, devices, language(), height]);
    const names = ['zone', zone.untrusted && 'untrusted', chosen && 'chosen', look.way && 'on-way', look.over && 'over'];
    return html`<g class=${names.filter(Boolean).join(' ')} data-zone=${zone.id} transform=${`translate(${zone.x} ${zone.y})`}
            onKeyDown=${event => pressed(event, zone)} onClick=${event => event.detail === 0 && pressed(event, zone)}>
        <rect class="zone-rect" width=${BOX.width} height=${height} rx="12" role="button" tabindex="0" aria-pressed=${chosen}
            aria-label=${label} /><g aria-hidden="true">${inside}</g>
        ${chosen && html`<g class="zone-handle" aria-hidden="true" data-link=${zone.id}
            transform=${`translate(${BOX.width} ${height / 2})`}>
            <title>${t('zones.drag_conduit')}</title><circle r="11" /><path d="M-4 0h8M0 -4v8" /></g>`}</g>`;
}

/** What a conduit lets pass, in a few letters. */
export function conduitText(conduit) {
    const flows = conduit.flows ?? [];
    return flows.length ? [...new Set(flows.map(flow => flowText(flow, t('zones.all_ports'))))].join(', ') : t('zones.nothing');
}

export function conduitName(conduit) {
    return conduit.name?.trim() || conduit.id;
}

function Arrow({at, from}) {
    const angle = Math.atan2(at.y - from.y, at.x - from.x) * 180 / Math.PI;
    return html`<path class="arrow" d="M0 0L-11 -5.5L-11 5.5Z" transform=${`translate(${at.x} ${at.y}) rotate(${angle})`} />`;
}

function labelOf(conduit) {
    const text = short(conduitText(conduit), LABEL_LETTERS), name = short(conduitName(conduit), LABEL_LETTERS);
    return {text, name, width: Math.max([...text].length * LETTER.what, [...name].length * LETTER.name) + 16};
}

/** How large the label of a conduit is, for labelPlaces(). */
export function labelSize(conduit) {
    return {width: labelOf(conduit).width, height: LABEL_HEIGHT};
}

/** line: of linesOf(); middle: of its label, of labelPlaces(), null: without one; names(id): what a zone is called. */
export function ConduitLine({line, middle, chosen, way, names, pressed}) {
    const {conduit, from, to} = line;
    const flows = conduit.flows ?? [];
    const {text, name, width} = labelOf(conduit);
    const classes = ['conduit', chosen && 'chosen', way && 'on-way', !flows.length && 'closed',
                     flows.some(flow => passesAll(flow)) && 'open'];
    return html`<g class=${classes.filter(Boolean).join(' ')} data-conduit=${conduit.id}
            onKeyDown=${event => pressed(event, conduit)} onClick=${event => event.detail === 0 && pressed(event, conduit)}>
        <path class="conduit-wide" d=${`M${from.x} ${from.y}L${to.x} ${to.y}`} role="button" tabindex="0" aria-pressed=${chosen}
            aria-label=${t('zones.conduit_label', {name: conduitName(conduit), from: names(conduit.from), to: names(conduit.to),
                                                   what: conduitText(conduit)})} />
        <path class="conduit-line" d=${`M${from.x} ${from.y}L${to.x} ${to.y}`} />
        ${line.forth && html`<${Arrow} at=${to} from=${from} />`}${line.back && html`<${Arrow} at=${from} from=${to} />`}
        ${middle && html`<g aria-hidden="true" transform=${`translate(${middle.x - width / 2} ${middle.y - LABEL_HEIGHT / 2})`}>
            <rect class="conduit-label" width=${width} height=${LABEL_HEIGHT} rx="8" />
            <text x=${width / 2} y="16" class="conduit-name">${name}</text>
            <text x=${width / 2} y="32" class="conduit-what">${text}</text></g>`}</g>`;
}

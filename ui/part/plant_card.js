// plant_card.js - what is known of a node of the plant, and the way to its asset.
import {html} from '../lib/html.js';
import {nodeName} from '../lib/plant_nodes.js';
import {number, pick, t} from '../lib/text.js';
import {cardLink} from './card_row.js';
import {Icon} from './icon.js';
import {Thumbnail} from './thumbnail.js';

function Facts({item}) {
    const card = item.shell ?? {};
    const facts = [['maker', pick(card.maker)], ['product', pick(card.product)], ['order_code', card.order_code], ['serial_number', card.serial_number],
                   ['year', card.year], ['location', card.location], ['bulk_count', Number(item.bulk_count) > 1 ? number(Number(item.bulk_count)) : '']];
    return html`<dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`
        <dt key=${name}>${t('field.' + name)}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}

export function PlantCard({item}) {
    const name = nodeName(item);
    const role = item.id_short === 'EntryNode' ? '' : pick(item.display_name) || item.id_short;
    return html`<article class="card plant-card">
        ${item.shell?.thumbnail && html`<${Thumbnail} card=${item.shell} />`}
        <h2><bdi>${name}</bdi></h2>
        ${role && role !== name && html`<p class="soft">${t('plant.as')} <bdi>${role}</bdi></p>`}
        <${Facts} item=${item} />
        ${item.children > 0 && html`<p class="soft">${t('plant.parts', {n: item.children})}</p>`}
        ${item.shell ? html`<p><a class="button primary" href=${cardLink(item.shell)}><${Icon} name="right" size=${18} />${t('plant.open')}</a></p>`
            : html`<p class="soft">${t(item.entity_type === 'SelfManagedEntity' ? 'plant.not_here' : 'plant.co_managed')}</p>`}
    </article>`;
}

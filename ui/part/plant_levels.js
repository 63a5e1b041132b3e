// plant_levels.js - the plant on a phone: the card of where one is, below it what it consists of; a trail leads back up.
import {html, useEffect} from '../lib/html.js';
import {nodeName} from '../lib/plant_nodes.js';
import {number, pick, t} from '../lib/text.js';
import {Icon} from './icon.js';
import {PlantCard} from './plant_card.js';
import {ErrorBox, Skeleton} from './state.js';
import {Thumbnail} from './thumbnail.js';

function Trail({items, path, address}) {
    return html`<nav class="trail" aria-label=${t('plant.trail')}><ol><li><a href=${address([])}>${t('nav.plant')}</a></li>
        ${items.map((item, i) => html`<li key=${i}><${Icon} name="right" size=${14} />${i < items.length - 1
            ? html`<a href=${address(path.slice(0, i + 1))}><bdi>${nodeName(item)}</bdi></a>` : html`<b aria-current="location"><bdi>${nodeName(item)}</bdi></b>`}</li>`)}</ol></nav>`;
}

function Part({item, address}) {
    const detail = pick(item.shell?.maker) || item.shell?.serial_number;
    return html`<li><a class="row" href=${address}><${Thumbnail} card=${item.shell ?? {}} />
        <span class="grow"><strong><bdi>${nodeName(item)}</bdi></strong>${detail && html`<span class="why soft"><bdi>${detail}</bdi></span>`}</span>
        ${item.children > 0 && html`<span class="chip plain number" aria-label=${t('plant.parts', {n: item.children})}>${number(item.children)}</span>`}
        <${Icon} name="right" size=${16} /></a></li>`;
}

export function PlantLevels({nodes, path, items, address}) {
    const node = path.at(-1) ?? '';
    const here = items.length === path.length ? items.at(-1) : null;
    const empty = here?.children === 0;
    useEffect(() => {
        scrollTo(0, 0);
        if (!empty)
            nodes.want(node);
    }, [node, empty]);
    const level = nodes.level(node);
    return html`${path.length > 0 && html`<${Trail} items=${items} path=${path} address=${address} />`}
        ${here && html`<${PlantCard} item=${here} />`}
        ${level?.error && html`<${ErrorBox} error=${level.error} again=${() => nodes.want(node)} />`}
        ${!empty && !level?.error && (level?.items ? html`<section class="card plant-parts">${path.length > 0 && html`<h2>${t('plant.below')}</h2>`}
            <ul class="rows">${level.items.map(item => html`<${Part} key=${item.node} item=${item} address=${address([...path, item.node])} />`)}</ul></section>`
            : html`<${Skeleton} lines=${5} />`)}`;
}

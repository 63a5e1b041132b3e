// plant.js - #/plant?at=…&at=…: what the plant consists of, level by level; a tree beside a card on a desk, one level at a time on a phone.
import {html, useEffect} from '../lib/html.js';
import {query} from '../lib/api.js';
import {useNarrow} from '../lib/narrow.js';
import {usePath, usePlantNodes} from '../lib/plant_nodes.js';
import {go, link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {PlantCard} from '../part/plant_card.js';
import {PlantLevels} from '../part/plant_levels.js';
import {PlantTree} from '../part/plant_tree.js';
import {Empty, ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['plant'];

export function plantLink(path) {
    return '#/plant' + query({at: path});
}

function None() {
    return html`<${Empty} icon="tree" title=${t('plant.none')}><p class="lead">${t('plant.none_lead')}</p>
        <ol class="steps"><li>${t('plant.step_submodel')}</li><li>${t('plant.step_parts')}</li><li>${t('plant.step_reload')}</li></ol>
        <p class="actions"><a class="button primary" href=${link('create')}>${t('start.create')}</a>
            <a class="button" href=${link('assets')}>${t('plant.to_list')}</a></p></${Empty}>`;
}

function Desk({nodes, path, items}) {
    return html`<div class="plant-desk"><section class="card plant-tree"><${PlantTree} nodes=${nodes} path=${path} choose=${chosen => go(plantLink(chosen), {replace: true})} /></section>
        <section aria-label=${t('plant.chosen')} aria-live="polite">${items.length
            ? html`<${PlantCard} item=${items.at(-1)} key=${path.join()} />`
            : html`<${PlantCard} item=${nodes.level('').items[0]} />`}</section></div>`;
}

export default function Plant({route}) {
    const path = new URLSearchParams(route.key.split('?')[1] ?? '').getAll('at').filter(Boolean);
    const nodes = usePlantNodes();
    const narrow = useNarrow();
    useEffect(() => nodes.want(''), []);
    const items = usePath(nodes, path);
    const top = nodes.level('');
    const head = html`<div class="page-head"><div><h1>${t('nav.plant')}</h1><p class="lead">${t('plant.lead')}</p></div></div>`;
    if (top?.error)
        return html`${head}<${ErrorBox} error=${top.error} again=${() => nodes.want('')} />`;
    if (!top?.items)
        return html`${head}<${Skeleton} lines=${6} />`;
    if (!top.items.length)
        return html`${head}<${None} />`;
    return html`${narrow && path.length ? html`<h1 class="visually-hidden">${t('nav.plant')}</h1>` : head}
        ${narrow ? html`<${PlantLevels} nodes=${nodes} path=${path} items=${items} address=${plantLink} />`
          : html`<${Desk} nodes=${nodes} path=${path} items=${items} />`}`;
}

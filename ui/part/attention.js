// attention.js - what is missing or lost, why that matters, and the list of what it is about.
import {html} from '../lib/html.js';
import {get, id64} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {hasText, number, t} from '../lib/text.js';
import {Icon} from './icon.js';

const ICONS = {missing_nameplate: 'qr', missing_serial_number: 'edit', missing_documents: 'document', missing_submodel: 'part', lost_connection: 'plug'};

/** Connections to machines that are lost, as one more thing; none where the server has no connections at all. */
function useLostConnections() {
    const {data} = useLoad(signal => get('/plan/connections', {signal, quiet: true}).catch(() => null), []);
    const lost = (data?.interfaces ?? []).filter(one => one.state === 'lost');
    return lost.length ? [{kind: 'lost_connection', count: lost.length, submodel: lost[0].submodelId}] : [];
}

function address(item) {
    if (item.query)
        return link('assets') + '?' + item.query;
    return item.submodel && item.count === 1 ? link('submodel', [id64(item.submodel)]) : link('assets', [], {template: 'AssetInterfacesDescription'});
}

function Point({item}) {
    const key = 'attention.' + item.kind;
    return html`<li><a class="row" href=${address(item)}><${Icon} name=${ICONS[item.kind] ?? 'warning'} />
        <span class="grow"><strong>${hasText(key) ? t(key, {n: item.count}) : item.kind}</strong>
            ${hasText(key + '_why') && html`<span class="why soft">${t(key + '_why')}</span>`}</span>
        <span class="chip warn number">${number(item.count)}</span></a></li>`;
}

/** items: `attention` of GET /plan/overview. */
export function Attention({items}) {
    const all = [...useLostConnections(), ...items.filter(item => item.count > 0)];
    return html`<section class="card" aria-labelledby="attention"><div class="card-head"><h2 id="attention">${t('attention.title')}</h2></div>
        ${all.length ? html`<ul class="rows">${all.map(item => html`<${Point} key=${item.kind} item=${item} />`)}</ul>`
            : html`<p class="fine"><${Icon} name="good" />${t('attention.none')}</p>`}</section>`;
}

// security_tiles.js - where the plant stands: what is open, late, exploited, within reach; how much of the risk is left.
import {html} from '../lib/html.js';
import {link} from '../lib/route.js';
import {itemsLink, todoCount} from '../lib/security.js';
import {number, t} from '../lib/text.js';
import {Icon} from './icon.js';

function Tile({name, n, icon, href, bad}) {
    const inside = html`<${Icon} name=${icon} size=${20} /><b class=${bad && n > 0 ? 'alarm' : ''}>${number(n)}</b><span>
        ${t('security.tile_' + name, {n})}</span>`;
    return html`<li>${href ? html`<a class="tile" href=${href}>${inside}</a>` : html`<div class="tile">${inside}</div>`}</li>`;
}

function RiskTile({risk, open}) {
    const part = risk > 0 ? open / risk : 0;
    return html`<li><a class="tile risk-tile" href=${link('security', ['measures'])}
        title=${t('security.measures_of', {removed: open, risk})}><${Icon} name="chart" size=${20} />
        <b>${number(Math.round(part * 100))} %</b><span>${t('security.tile_risk')}</span>
        <span class="meter" aria-hidden="true"><span style=${{width: part * 100 + '%'}}></span></span></a></li>`;
}

/** summary: GET /plan/security/summary. */
export function SecurityTiles({summary}) {
    return html`<ul class="tiles security-tiles">
        <${Tile} name="todo" n=${todoCount(summary)} icon="list" href=${itemsLink()} />
        <${Tile} name="overdue" n=${summary.overdue ?? 0} icon="clock" href=${itemsLink({state: 'all', overdue: 'true', sort: 'due'})} bad />
        <${Tile} name="exploited" n=${summary.exploited ?? 0} icon="bolt" href=${itemsLink({exploited: 'true'})} bad
            />
        <${Tile} name="reachable" n=${summary.reachable ?? 0} icon="network" href=${itemsLink({reach: 'reachable'})} />
        <${Tile} name="lacking" n=${summary.lacking ?? 0} icon="question" href=${link('inventory', [], {lacks: 'any'})} />
        <${RiskTile} risk=${summary.risk ?? 0} open=${summary.risk_open ?? 0} />
    </ul>`;
}

/** In the places of the tiles until they are there. */
export function TilesWaiting() {
    return html`<ul class="tiles security-tiles" aria-hidden="true">
        ${Array.from({length: 6}, (_, i) => html`<li key=${i}><div class="tile waiting-tile"></div></li>`)}</ul>`;
}

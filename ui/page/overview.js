// overview.js - the first page: what is here, what needs attention, what changed lately; where to begin when nothing is here.
import {html, useEffect} from '../lib/html.js';
import {get} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {number, t} from '../lib/text.js';
import {Attention} from '../part/attention.js';
import {Building} from '../part/building.js';
import {FileButton} from '../part/file_button.js';
import {Icon} from '../part/icon.js';
import {RecentChanges} from '../part/recent_changes.js';
import {Loaded} from '../part/state.js';
import {Welcome} from '../part/welcome.js';

export const styles = ['overview'];

const AGAIN_MS = 15000;

// name of the count, icon, the list behind it
const TILES = [
    ['instances', 'machine', {asset_kind: 'Instance'}],
    ['types', 'copy', {asset_kind: 'Type'}],
    ['batches', 'part', {asset_kind: 'Batch'}],
    ['documents', 'document', {template: 'HandoverDocumentation'}],
    ['makers', 'home', {}],
    ['submodels', 'list', null],
    ['concept_descriptions', 'info', {kind: 'concept_description'}],
];

/** What advisories leave to do; nothing on a server without any. */
function SecurityTile({security}) {
    return security?.advisories > 0 && html`<li><a class="tile" href=${link('security')}><${Icon} name="shield" size=${22} />
        <b>${number(security.states.open + security.states.in_progress)}</b>${t('overview.security')}</a></li>`;
}

function Tiles({counts, security}) {
    return html`<ul class="tiles">${TILES.filter(([name]) => counts[name] > 0).map(([name, icon, filters]) => {
        const inside = html`<${Icon} name=${icon} size=${22} /><b>${number(counts[name])}</b>${t('overview.' + name, {n: counts[name]})}`;
        return html`<li key=${name}>${filters ? html`<a class="tile" href=${link('assets', [], filters)}>${inside}</a>`
            : html`<div class="tile">${inside}</div>`}</li>`;
    })}<${SecurityTile} security=${security} /></ul>`;
}

/** Asks anew now and then while somebody looks, and when somebody comes back to the window. */
function useFresh(again) {
    useEffect(() => {
        const look = () => document.hidden || again();
        const timer = setInterval(look, AGAIN_MS);
        document.addEventListener('visibilitychange', look);
        return () => {
            clearInterval(timer);
            document.removeEventListener('visibilitychange', look);
        };
    }, [again]);
}

function Head() {
    return html`<div class="page-head"><div><h1>${t('nav.overview')}</h1><p class="lead">${t('overview.lead')}</p></div>
        <div class="actions"><${FileButton} /><a class="button" href=${link('create')}><${Icon} name="plus" size=${18} />${t('start.create')}</a></div></div>`;
}

/** Both at once, so that no tile comes later than the others. */
async function readAll(signal) {
    const [data, security] = await Promise.all([get('/plan/overview', {signal}), get('/plan/security/summary', {signal}).catch(() => null)]);
    return {...data, security};
}

function isEmpty({building, counts}) {
    return !building && counts.shells + counts.submodels + counts.concept_descriptions === 0;
}

export default function Overview() {
    const overview = useLoad(readAll, []);
    useFresh(overview.again);
    if (overview.data && isEmpty(overview.data))
        return html`<${Welcome} />`;
    return html`<${Head} /><${Loaded} of=${overview} lines=${8}>${data => html`
        ${data.building && html`<${Building} />`}
        <${Tiles} counts=${data.counts} security=${data.security} />
        <div class="overview-columns"><${Attention} items=${data.attention ?? []} /><${RecentChanges} items=${data.recent ?? []} /></div>`}
    </${Loaded}>`;
}

// asset.js - #/asset/{shell id}/{tab}: everything that is known about one asset, what is needed most first.
import {html, useEffect, useMemo, useRef, useState} from '../lib/html.js';
import {get, id64, idOf, paths, query} from '../lib/api.js';
import {useLiveSubmodels} from '../lib/live.js';
import {useLoad} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {AssetHead, assetName} from '../part/asset_head.js';
import {AssetSummary} from '../part/asset_summary.js';
import {Icon} from '../part/icon.js';
import {readAssetSecurity} from '../part/security_asset.js';
import {Empty, Loaded, Loading, Skeleton} from '../part/state.js';
import {SubmodelSection} from '../part/submodel_section.js';
import {GROUPS, viewOf} from '../part/views.js';

export const styles = ['asset', 'views', 'tree', 'security'];

const OPEN_AT_ONCE = 4;   // submodels of a tab; further ones open when they are asked for
const AT_ONCE = 6;   // questions under way; browsers send no more at a time

/** Metadata of all submodels that the shell names; what is not here is {id, missing}. */
async function readMetadata(shell, signal) {
    const ids = [...new Set((shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean))];
    const metas = new Array(ids.length);
    let next = 0;
    const work = async () => {
        while (next < ids.length) {
            const at = next++;
            metas[at] = await get(paths.submodel(ids[at]) + '/$metadata', {signal}).catch(error => {
                if (error.status !== 404)
                    throw error;
                return {id: ids[at], missing: true};
            });
        }
    };
    await Promise.all(Array.from({length: Math.min(AT_ONCE, ids.length)}, work));
    return metas;
}

function Tabs({id, groups, current}) {
    const bar = useRef();
    useEffect(() => {
        const tab = bar.current.querySelector('[aria-current]');
        bar.current.scrollLeft = tab.offsetLeft - (bar.current.clientWidth - tab.offsetWidth) / 2;
    }, [current]);
    return html`<nav class="tabs asset-tabs" aria-label=${t('asset.tabs')} ref=${bar}>${groups.map(group => html`
        <a key=${group} href=${link('asset', [id, group])} aria-current=${group === current ? 'page' : undefined}>${t('group.'
            + group)}</a>`)}</nav>`;
}

function Missing({metas}) {
    return html`<div class="box warn"><${Icon} name="warning" /><div><p><strong>${t('asset.missing', {n: metas.length})}</strong>
        </p>
        <ul>${metas.slice(0, 20).map(meta => html`<li key=${meta.id}><code><bdi>${meta.id.slice(0, 300)}</bdi></code></li>`)}</ul>
            </div></div>`;
}

function Content({id, shell, metas, security, tab, path}) {
    const [rounds, setRounds] = useState({});
    const here = useMemo(() => metas.filter(meta => !meta.missing), [metas]);
    const missing = metas.filter(meta => meta.missing);
    const groups = Object.keys(GROUPS).filter(group => group === 'summary' || here.some(meta => viewOf(meta).group === group));
    const current = groups.includes(tab) ? tab : 'summary';
    const shown = current === 'summary' ? here.filter(meta => ['nameplate', 'technical', 'documents',
        'contact'].includes(viewOf(meta).group))
        : here.filter(meta => viewOf(meta).group === current);
    const changed = submodel => setRounds(before => ({...before, [submodel]: (before[submodel] ?? 0) + 1}));
    const connected = useLiveSubmodels(shown.map(meta => meta.id), changed);
    return html`<${Tabs} id=${id} groups=${groups} current=${current} />
        ${connected === false && html`<p class="box warn live-lost" role="status"><${Icon} name="warning" />${t('live.lost')}</p>`}
        <div class="stack" key=${current}>
            ${current === 'summary' ? html`<${AssetSummary} id=${id} shell=${shell} metas=${here} rounds=${rounds}
                security=${security} />`
              : shown.map((meta, at) => html`<${SubmodelSection} key=${meta.id} folded=${at >= OPEN_AT_ONCE} meta=${meta}
                  shell=${shell} round=${rounds[meta.id] ?? 0}
                    path=${shown.length === 1 ? path : undefined} />`)}
            ${current === 'summary' && missing.length > 0 && html`<${Missing} metas=${missing} />`}
        </div>`;
}

/** A link from a QR code may bring the id as it is, or the asset's own id instead of the shell's. */
async function resolve(part, signal) {
    const candidates = [idOf(part), part].filter(Boolean);
    for (const value of candidates) {
        const found = await get('/api/v3/lookup/shells' + query({assetIds: id64(JSON.stringify({name: 'globalAssetId', value})),
            limit: 1}), {signal});
        if (found.result.length)
            return found.result[0];
    }
    return null;
}

function Nowhere({part, tab}) {
    const found = useLoad(signal => resolve(part, signal).then(id => ({id})), [part]);
    useEffect(() => {
        if (found.data?.id)
            go(link('asset', [id64(found.data.id), ...tab ? [tab] : []]), {replace: true});
    }, [found.data]);
    return html`<${Loaded} of=${found}>${({id}) => id ? html`<${Loading} />` : html`
        <${Empty} heading icon="machine" title=${t('asset.none')}><p><code><bdi>${(idOf(part) ?? part).slice(0, 300)}</bdi></code>
            </p>
            <p><a class="button" href=${link('assets')}>${t('asset.to_list')}</a></p></${Empty}>`}</${Loaded}>`;
}

function AssetPage({route}) {
    const [part = '', tab] = route.parts;
    const shellId = idOf(part) ?? part;
    const id = id64(shellId);
    const shell = useLoad(signal => get(paths.shell(shellId), {signal}), [shellId]);
    const metas = useLoad(async signal => shell.data ? readMetadata(shell.data, signal) : null, [shell.data]);
    // Asked beside the rest, so that nothing jumps when the answer is there.
    const security = useLoad(async signal => ({found: await readAssetSecurity(id, signal)}), [id]);
    useEffect(() => {
        if (shell.data)
            document.title = assetName(shell.data) + ' – Schale';
        return () => { document.title = 'Schale'; };
    }, [shell.data]);
    if (shell.error?.status === 404)
        return html`<${Nowhere} part=${part} tab=${tab} />`;
    return html`<${Loaded} of=${shell} lines=${5}>${found => html`
        <${AssetHead} shell=${found} metas=${metas.data ?? []} short=${Boolean(tab) && tab !== 'summary'} />
        ${metas.error || (metas.data && security.data) ? html`<${Loaded} of=${metas}>${list => html`
            <${Content} id=${id} shell=${found} metas=${list} tab=${tab} security=${security.data?.found}
                path=${route.query.path} />`}</${Loaded}>` : html`<${Skeleton} lines=${6} />`}`}
    </${Loaded}>`;
}

/** One asset after the other: nothing of the last one is shown while the next one loads. */
export default function Asset({route}) {
    return html`<${AssetPage} key=${route.parts[0]} route=${route} />`;
}

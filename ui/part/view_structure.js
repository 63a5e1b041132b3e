// view_structure.js - what an asset is made of, or belongs to: a drawing to move about in, and the same as a list.
import {html, useMemo, useState} from '../lib/html.js';
import {get, id64, paths, query} from '../lib/api.js';
import {nameOf} from './element_name.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {archetypeOf, graphOf, layout, openAtFirst} from '../lib/structure.js';
import {hasText, pick, t} from '../lib/text.js';
import {Empty} from './state.js';
import {Graph} from './graph.js';
import {ReferenceValue} from './reference_value.js';

const RESOLVED_MAX = 400, NAMED_MAX = 80, AT_ONCE = 6;

/** What people call an asset. */
async function shellName(id, signal) {
    const shell = await get(paths.shell(id), {signal, quiet: true}).catch(() => null);
    return shell ? pick(shell.displayName) || shell.idShort || '' : '';
}

/** Which of the named assets have a shell here: global asset id → {id, name} of the shell. */
async function findShells(ids, signal) {
    const found = new Map();
    let next = 0;
    const work = async () => {
        while (next < ids.length) {
            const value = ids[next++];
            const answer = await get('/api/v3/lookup/shells' + query({assetIds: id64(JSON.stringify({name: 'globalAssetId',
                value})), limit: 1}), {signal, quiet: true});
            if (answer.result[0])
                found.set(value, {id: answer.result[0], name: found.size < NAMED_MAX ? await shellName(answer.result[0], signal)
                    : ''});
        }
    };
    await Promise.all(Array.from({length: AT_ONCE}, work));
    return found;
}

function useShells(graph) {
    const ids = [...new Set([...graph.entities.values()].map(entity => entity.node.element.globalAssetId).filter(Boolean))].slice(0, RESOLVED_MAX);
    const found = useLoad(signal => findShells(ids, signal).catch(() => new Map()), [ids.join('\n')]);
    return found.data ?? new Map();
}

function List({graph, nodes, shells, above = new Set()}) {
    return html`<ul class="structure-list">${nodes.map(path => {
        const entity = graph.entities.get(path), shell = shells.get(entity.node.element.globalAssetId);
        const below = above.has(path) ? [] : (graph.children.get(path) ?? []).map(child => child.path);
        const name = nameOf(entity.node).slice(0, 120);
        return html`<li key=${path}>${shell ? html`<a href=${link('asset', [id64(shell.id)])}><bdi>${name}</bdi>
            </a>${shell.name && shell.name !== name && html` <small class="soft"><bdi>${shell.name.slice(0, 120)}</bdi>
                </small>`}` : html`<bdi>${name}</bdi>`}
            ${entity.count && html` <span class="soft">× <bdi>${entity.count.slice(0, 20)}</bdi></span>`}
            ${above.has(path) && html` <span class="soft">${t('structure.again')}</span>`}
            ${below.length > 0 && html`<${List} graph=${graph} nodes=${below} shells=${shells}
                above=${new Set([...above, path])} />`}</li>`;
    })}</ul>`;
}

function WholeList({graph, shells}) {
    const [open, setOpen] = useState(false);
    return html`<details class="fold" onToggle=${event => setOpen(event.target.open)}>
        <summary>${t('structure.list', {n: graph.entities.size})}</summary>
        ${open && html`<${List} graph=${graph} nodes=${graph.roots} shells=${shells} />`}</details>`;
}

export default function StructureView({root}) {
    const graph = useMemo(() => graphOf(root), [root.element]);
    const [open, setOpen] = useState(() => openAtFirst(graph));
    const [moment, setMoment] = useState(0);
    const unfold = paths => { setOpen(paths); setMoment(n => n + 1); };
    const shells = useShells(graph);
    const placed = useMemo(() => layout(graph, open), [graph, open]);
    const type = archetypeOf(root);
    if (!graph.entities.size)
        return html`<${Empty} icon="tree" title=${t('structure.none')}><p>${t('view.see_all')}</p></${Empty}>`;
    const toggle = path => setOpen(before => {
        const after = new Set(before);
        if (!after.delete(path))
            after.add(path);
        return after;
    });
    return html`${hasText('structure.type_' + type) && html`<p class="soft">${t('structure.type_' + type)}</p>`}
        <${Graph} graph=${graph} placed=${placed} toggle=${toggle} shells=${shells}
            moment=${moment}
            all=${() => unfold(new Set(graph.entities.keys()))} few=${() => unfold(openAtFirst(graph))} />
        <${WholeList} graph=${graph} shells=${shells} />
        ${graph.same.length > 0 && html`<section><h3>${t('structure.same')}</h3><ul>${graph.same.slice(0, 60).map((one, at) => html`
            <li key=${at}><bdi>${one.path && graph.entities.has(one.path) ? nameOf(graph.entities.get(one.path).node).slice(0, 100)
                : ''}</bdi> = <${ReferenceValue} reference=${one.reference} /></li>`)}</ul></section>`}`;
}

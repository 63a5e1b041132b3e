// history.js - #/history: what changed, when, by whom, newest first; ?id=…: of one asset with all that belongs to it,
// or of one document;
// ?date=…&kind=…: as it was then.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {get, id64, idOf, paths, query} from '../lib/api.js';
import {ChangeSource} from '../lib/changes.js';
import {useEvents, useLoad} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {day, language, pick, t, time} from '../lib/text.js';
import {AssetPicker} from '../part/asset_picker.js';
import {ChangeDialog} from '../part/difference.js';
import {Icon} from '../part/icon.js';
import {changeWords, grouped} from '../part/recent_changes.js';
import {Snapshot} from '../part/snapshot.js';
import {Empty, ErrorBox, Skeleton} from '../part/state.js';

export const styles = ['check', 'exchange', 'history', 'overview'];

const KINDS = ['', 'shell', 'submodel', 'concept_description'];
const ICONS = {created: 'plus', deleted: 'trash', element_added: 'plus', element_deleted: 'trash', file_stored: 'document',
    file_deleted: 'trash'};
const SHELL_SUBMODELS_MAX = 40;

/** What is asked for: {name, kind, ids}. An asset stands for itself and its submodels. The last change tells what it is. */
async function subjectOf(id, signal) {
    const quiet = {signal, quiet: true};
    const {result: [last]} = await get('/plan/changes' + query({id: id64(id), limit: 1}), quiet);
    const subject = {name: last ? nameOfChange({...last, shell: last.kind === 'shell' ? last.shell : undefined}) : id,
        kind: last?.kind ?? '', ids: [id]};
    if (!last || last.operation === 'deleted')
        return subject;
    if (last.kind === 'shell') {
        const shell = await get(paths.shell(id), quiet);
        const own = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
        return {name: pick(shell.displayName) || shell.idShort || id, kind: 'shell', ids: [id, ...own.slice(0,
            SHELL_SUBMODELS_MAX)]};
    }
    if (last.kind === 'submodel') {
        const submodel = await get(paths.submodel(id) + '/$metadata', quiet);
        subject.name = [pick(last.shell?.display_name), pick(submodel.displayName) || submodel.idShort
            || id].filter(Boolean).join(' – ');
    }
    return subject;
}

function useChanges(ids, kind) {
    const [state, setState] = useState({items: null, error: null, more: false, busy: false});
    const source = useRef(null);
    const key = ids ? ids.join('\n') + '|' + kind : null;
    const take = async (mine, before) => {
        setState(old => ({...old, busy: true}));
        try {
            const found = await mine.next();
            if (source.current === mine)
                setState({items: [...before, ...found], error: null, more: mine.more, busy: false});
        } catch (error) {
            if (source.current === mine)
                setState({items: before.length ? before : null, error, more: false, busy: false});
        }
    };
    const again = () => {
        source.current = new ChangeSource({ids, kind});
        return take(source.current, []);
    };
    useEffect(() => {
        setState({items: null, error: null, more: false, busy: true});
        if (key !== null)
            again();
    }, [key]);
    return {...state, next: () => take(source.current, state.items), again};
}

function nameOfChange(change) {
    return pick(change.shell?.display_name) || change.shell?.id_short || pick(change.display_name) || change.id_short || change.id;
}

function Change({change, count, open}) {
    const part = change.shell && change.kind !== 'shell' ? change.id_short : '';
    const path = change.path && !change.path.startsWith('/aasx/') ? change.path : change.path?.split('/').pop();
    const clock = new Intl.DateTimeFormat(language(), {timeStyle: 'short'}).format(new Date(change.time));
    return html`<li><button type="button" class="row change" onClick=${() => open(change)}><${Icon}
        name=${ICONS[change.operation] ?? 'edit'} />
        <span class="grow"><strong class="line"><bdi>${nameOfChange(change)}</bdi></strong>
            <span class="soft line">${changeWords(change)}${count > 1 && ` (${t('change.times', {n: count})})`}
                ${[part, path].filter(Boolean).map(text => html` · <bdi>${text}</bdi>`)}</span></span>
        ${change.actor !== 'anonymous' && html`<span class="chip plain actor"><bdi>${change.actor}</bdi></span>`}
        <time class="soft small" datetime=${change.time} title=${time(change.time)}>${clock}</time></button></li>`;
}

function Days({items, open}) {
    const days = [];
    for (const group of grouped(items)) {
        const name = day(group.change.time);
        if (days.at(-1)?.name !== name)
            days.push({name, groups: []});
        days.at(-1).groups.push(group);
    }
    const today = day(new Date().toISOString());
    return days.map(({name, groups}) => html`<section class="card day" key=${name}><h2>
        ${name === today ? t('history.today') : name}</h2>
        <ul class="rows">${groups.map(({change, count}) => html`<${Change} key=${change.seq} change=${change} count=${count}
            open=${open} />`)}</ul></section>`);
}

function Filter({kind, change}) {
    return html`<div class="filters" role="group" aria-label=${t('check.filter')}>${KINDS.map(value => html`<button type="button"
        class="filter" key=${value}
        aria-pressed=${kind === value} onClick=${() => change(value)}>${t('history.kind_' + (value || 'all'))}</button>`)}</div>`;
}

export default function History({route}) {
    const id = route.query.id ? idOf(route.query.id) ?? route.query.id : '';
    const kind = KINDS.includes(route.query.kind) && !route.query.date ? route.query.kind ?? '' : '';
    const subject = useLoad(signal => id ? subjectOf(id, signal) : Promise.resolve({name: '', ids: [], kind: ''}), [id]);
    const changes = useChanges(subject.loading ? null : subject.data?.ids ?? null, kind);
    const [opened, setOpened] = useState(null);
    const [newer, setNewer] = useState(false);
    useEvents('', () => setNewer(true));
    const again = () => { setNewer(false); return changes.again(); };
    const {items, error} = changes;
    return html`<div class="page-head"><div><h1>${id ? html`${t('history.of')} <bdi>
        ${subject.data?.name ?? '…'}</bdi>` : t('history.title')}</h1>
            <p class="lead">${t('history.lead')} ${id && html`<a href=${link('history')}>${t('history.whole')}</a>`}</p></div>
            ${id && ['shell', 'submodel'].includes(subject.data?.kind) && !route.query.date && html`<div class="actions"><button
                type="button" onClick=${() => go(link('history', [], {id: id64(id), kind: subject.data.kind,
                date: new Date(Date.now() - 3600e3).toISOString()}))}><${Icon} name="clock" size=${18} />
                    ${t('history.see_past')}</button></div>`}</div>
        ${route.query.date && html`<${Snapshot} key=${id + route.query.date}
            kind=${route.query.kind || subject.data?.kind || 'submodel'} id=${id} date=${route.query.date} changed=${again} />`}
        <div class="history-bar"><${Filter} kind=${kind}
            change=${value => go(link('history', [], {id: id && id64(id), kind: value}), {replace: true})} />
            ${!id && html`<${AssetPicker} label=${t('history.of_asset')}
                add=${card => go(link('history', [], {id: id64(card.id)}))} />`}
            ${newer && html`<button type="button" class="primary" onClick=${again}>${t('history.newer')}</button>`}</div>
        ${error && html`<${ErrorBox} error=${error} again=${again} />`}
        ${!items && !error && html`<${Skeleton} lines=${10} />`}
        ${items?.length === 0 && html`<${Empty} icon="clock" title=${t('history.none')} />`}
        ${items && html`<div class="stack"><${Days} items=${items} open=${setOpened} />
            ${changes.more && html`<p class="more"><button type="button" disabled=${changes.busy} onClick=${changes.next}>
                ${t('history.earlier')}</button></p>`}</div>`}
        ${opened && html`<${ChangeDialog} change=${opened} name=${nameOfChange(opened)} close=${() => setOpened(null)}
            done=${again} />`}`;
}

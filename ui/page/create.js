// create.js - #/create: a new asset with submodels from templates; ?shell=…: submodels for an asset that is there.
import {html, useEffect, useState} from '../lib/html.js';
import {get, id64, idOf, paths, request} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {go, link} from '../lib/route.js';
import {templates} from '../lib/templates.js';
import {language, pick, t} from '../lib/text.js';
import {idShortFrom} from '../part/add_element.js';
import {Icon} from '../part/icon.js';
import {ErrorBox, Loaded} from '../part/state.js';
import {toast} from '../part/toast.js';

export const styles = ['create'];

const KINDS = ['Instance', 'Type'];

/** Which templates are chosen at first: what every asset should have. */
const USUAL = /nameplate|typenschild/i;

function Templates({list, chosen, change}) {
    return html`<fieldset class="templates"><legend>${t('create.templates')}</legend><p class="soft">
        ${t('create.templates_hint')}</p>
        <div class="template-grid">${list.map(one => html`<label
            class=${chosen.includes(one.id) ? 'card template chosen' : 'card template'} key=${one.id}>
            <input type="checkbox" checked=${chosen.includes(one.id)}
                onChange=${() => change(chosen.includes(one.id) ? chosen.filter(id => id !== one.id) : [...chosen, one.id])} />
            <span><strong><bdi>${one.name}</bdi></strong>${one.version && html` <span class="soft small">${one.version}</span>`}
                <span class="soft small about">${one.description}</span></span></label>`)}</div></fieldset>`;
}

function KindChoice({kind, change}) {
    return html`<fieldset class="templates"><legend>${t('shell.kind')}</legend><div class="template-grid">${KINDS.map(value => html`
        <label class=${kind === value ? 'card template chosen' : 'card template'} key=${value}><input type="radio" name="kind"
            checked=${kind === value} onChange=${() => change(value)} />
            <span><strong>${t('shell.kind_' + value)}</strong><span class="soft small about">${t('create.kind_' + value)}</span>
                </span></label>`)}</div></fieldset>`;
}

/** "Undo" for what was just made. */
function undoMade(made, page) {
    return {label: t('action.undo'), run: async () => {
        if (made.shell)
            await request('DELETE', paths.shell(made.shell.id));
        for (const submodel of made.submodels)
            await request('DELETE', paths.submodel(submodel.id));
        go(page);
    }};
}

function NewAsset({list}) {
    const [name, setName] = useState('');
    const [kind, setKind] = useState('Instance');
    const [id, setId] = useState('');
    const [chosen, setChosen] = useState(list.filter(one => USUAL.test(one.name)).slice(0, 1).map(one => one.id));
    const [state, setState] = useState({});
    const send = async event => {
        event.preventDefault();
        setState({busy: true});
        const idShort = idShortFrom(name);
        const body = {asset_kind: kind, display_name: [{language: language(), text: name.trim()}], templates: chosen};
        if (idShort)
            body.id_short = idShort;
        if (id.trim())
            body.global_asset_id = id.trim();
        try {
            const {data} = await request('POST', '/plan/shells', {body});
            toast(t('create.made', {name: name.trim()}), {action: undoMade(data, link('create'))});
            go(data.submodels.length ? link('edit', [id64(data.submodels[0].id)]) : link('edit-shell', [id64(data.shell.id)]));
        } catch (error) {
            setState({error});
        }
    };
    return html`<form class="stack create" onSubmit=${send}><section class="card stack">
            <div class="field"><label for="new-name">${t('create.name')}</label><input id="new-name" required maxlength="64"
                value=${name} placeholder=${t('create.name_example')} onInput=${event => setName(event.target.value)} />
                ${name && html`<span class="hint">${t('edit.short_name', {name: idShortFrom(name) || '–'})}</span>`}</div>
            <${KindChoice} kind=${kind} change=${setKind} />
            <details class="fold"><summary>${t('create.id')}</summary><div class="field"><p class="soft">${t('create.id_why')}</p>
                <label for="new-id">${t('shell.asset_id')}</label>
                <input id="new-id" class="mono" value=${id} placeholder=${t('create.id_auto')}
                    onInput=${event => setId(event.target.value)} /></div></details></section>
        <section class="card"><${Templates} list=${list} chosen=${chosen} change=${setChosen} /></section>
        ${state.error && html`<${ErrorBox} error=${state.error} />`}
        <p class="actions"><button class="primary" disabled=${state.busy}><${Icon} name="plus" size=${18} />
            ${t('create.do')}</button>
            <a class="button quiet" href=${link('exchange')}>${t('create.instead')}</a></p></form>`;
}

function MoreSubmodels({list, shell}) {
    const [chosen, setChosen] = useState([]);
    const [state, setState] = useState({});
    const send = async event => {
        event.preventDefault();
        setState({busy: true});
        const submodels = [];
        try {
            for (const id of chosen) {
                const {data} = await request('POST', `/plan/templates/${id64(id)}/instantiate`, {body: {shell_id: shell.id}});
                submodels.push(...data.submodels);
            }
            toast(t('create.added', {n: submodels.length}));
            go(link('edit', [id64(submodels[0].id)]));
        } catch (error) {
            setState({error});
        }
    };
    return html`<form class="stack create" onSubmit=${send}><section class="card"><${Templates} list=${list} chosen=${chosen}
        change=${setChosen} /></section>
        ${state.error && html`<${ErrorBox} error=${state.error} />`}
        <p class="actions"><button class="primary" disabled=${state.busy || !chosen.length}><${Icon} name="plus" size=${18} />
            ${t('create.add')}</button>
            <a class="button quiet" href=${link('asset', [id64(shell.id)])}>${t('action.cancel')}</a></p></form>`;
}

export default function Create({route}) {
    const shellId = route.query.shell ? idOf(route.query.shell) ?? route.query.shell : '';
    const list = useLoad(() => templates(language()), [language()]);
    const shell = useLoad(signal => shellId ? get(paths.shell(shellId), {signal}) : Promise.resolve({}), [shellId]);
    useEffect(() => { document.getElementById('new-name')?.focus(); }, [Boolean(list.data)]);
    const name = pick(shell.data?.displayName) || shell.data?.idShort || shellId;
    return html`<div class="page-head"><div><h1>${shellId ? html`${t('create.title_for')} <bdi>
        ${name}</bdi>` : t('create.title')}</h1>
            <p class="lead">${t(shellId ? 'create.lead_for' : 'create.lead')}</p></div></div>
        <${Loaded} of=${list} lines=${6}>${found => html`<${Loaded} of=${shell} lines=${2}>${one => shellId
            ? html`<${MoreSubmodels} list=${found} shell=${one} />` : html`<${NewAsset}
                list=${found} />`}</${Loaded}>`}</${Loaded}>`;
}

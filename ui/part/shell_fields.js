// shell_fields.js - parts of the form of a shell: its picture, further numbers, its submodels.
import {html, useRef, useState} from '../lib/html.js';
import {get, id64, paths, request} from '../lib/api.js';
import {deleteSubmodel} from '../lib/actions.js';
import {putFile} from '../lib/kept_files.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {Icon} from './icon.js';
import {ErrorBox} from './state.js';
import {toast} from './toast.js';

export function PictureField({id, there, reload}) {
    const input = useRef();
    const [state, setState] = useState({round: 0});
    const act = async change => {
        try {
            const before = there ? await request('GET', paths.thumbnail(id), {accept: '*/*', raw: true,
                quiet: true}).then(({response}) => response.blob(), () => null) : null;
            await change();
            setState({round: state.round + 1});
            reload();
            const back = () => (before ? putFile(paths.thumbnail(id), before, 'picture.' + (before.type.split('/')[1]
                ?? 'png').replace('svg+xml', 'svg')) : request('DELETE', paths.thumbnail(id)))
                .then(() => { setState(old => ({round: old.round + 1})); reload(); }, () => toast(t('edit.undo_failed'),
                    {kind: 'bad'}));
            toast(t('edit.saved', {n: 1}), {action: {label: t('action.undo'), run: back}});
        } catch (error) {
            setState({...state, error});
        }
    };
    const chosen = event => {
        const [file] = event.target.files;
        event.target.value = '';
        if (file)
            act(() => putFile(paths.thumbnail(id), file, file.name));
    };
    return html`<div class="field"><span class="label">${t('shell.picture')}</span><div class="picture-field">
        <span class="picture">${there ? html`<img key=${state.round}
            src=${`${paths.thumbnail(id)}?round=${state.round}`.replace('?round=0', '')} alt="" />` : html`<${Icon} name="machine"
            size=${36} />`}</span>
        <span class="actions"><button type="button" onClick=${() => input.current.click()}><${Icon} name="upload" size=${16} />
            ${t(there ? 'edit.file_replace' : 'shell.picture_choose')}</button>
            ${there && html`<button type="button" class="quiet" aria-label=${t('shell.picture_remove')}
                onClick=${() => act(() => request('DELETE', paths.thumbnail(id)))}><${Icon} name="trash" size=${16} />
                </button>`}</span>
        <input ref=${input} type="file" accept="image/*" hidden onChange=${chosen} /></div>
        ${state.error && html`<${ErrorBox} error=${state.error} />`}</div>`;
}

/** Numbers by which others know the asset: [{name, value}]. */
export function NumbersField({value, change}) {
    const list = value ?? [];
    const put = (at, part) => change(list.map((item, i) => i === at ? {...item, ...part} : item));
    return html`<div class="field" role="group" aria-label=${t('shell.numbers')}><span class="label">${t('shell.numbers')}</span>
        <span class="hint">${t('shell.numbers_hint')}</span>
        ${list.map((item, i) => html`<div class="number-row" key=${i}><input value=${item.name} aria-label=${t('shell.number_name')}
            placeholder=${t('shell.number_name')} onInput=${event => put(i, {name: event.target.value})} />
            <input value=${item.value} aria-label=${t('shell.number_value')} placeholder=${t('shell.number_value')}
                onInput=${event => put(i, {value: event.target.value})} />
            <button type="button" class="quiet" aria-label=${t('shell.number_remove', {name: item.name})}
                onClick=${() => change(list.filter((_, at) => at !== i))}><${Icon} name="close" size=${16} /></button></div>`)}
        <p><button type="button" class="quiet add" onClick=${() => change([...list, {name: '', value: ''}])}><${Icon} name="plus"
            size=${16} />${t('shell.number_add')}</button></p></div>`;
}

function Submodel({id, shellId, reload}) {
    const {data, error} = useLoad(signal => get(paths.submodel(id) + '/$metadata', {signal, quiet: true}), [id]);
    const name = pick(data?.displayName) || data?.idShort || id;
    const unlink = async () => {
        await request('DELETE', `${paths.shell(shellId)}/submodel-refs/${id64(id)}`).catch(() => {});
        reload();
    };
    return html`<li class="row"><${Icon} name="document" /><span class="grow"><bdi>${name}</bdi>${error && html` <span
        class="chip warn">${t('shell.not_here')}</span>`}</span>
        ${data && html`<a class="button quiet" href=${link('edit', [id64(id)])}><${Icon} name="edit" size=${16} />
            ${t('action.edit')}</a>`}
        <button type="button" class="quiet" aria-label=${t('shell.delete_submodel', {name})}
            onClick=${() => data ? deleteSubmodel(id, {name, shellId}).then(reload) : unlink()}><${Icon} name="trash" size=${16} />
                </button></li>`;
}

export function SubmodelsField({shell, reload}) {
    const ids = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    return html`<section class="card" aria-labelledby="submodels"><div class="card-head"><h2 id="submodels">
        ${t('shell.submodels')}</h2></div>
        ${ids.length ? html`<ul class="rows">${ids.map(id => html`<${Submodel} key=${id} id=${id} shellId=${shell.id}
            reload=${reload} />`)}</ul>` : html`<p class="soft">${t('shell.no_submodels')}</p>`}
        <p><a class="button" href=${link('create', [], {shell: id64(shell.id)})}><${Icon} name="plus" size=${16} />
            ${t('shell.add_submodel')}</a></p></section>`;
}

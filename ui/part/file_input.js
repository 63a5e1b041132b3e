// file_input.js - the file of a File or a Blob: seen, replaced, removed. It is stored at once; "undo" brings the former one back.
import {html, useRef, useState} from '../lib/html.js';
import {paths, request} from '../lib/api.js';
import {putFile} from '../lib/kept_files.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';
import {ErrorBox} from './state.js';
import {toast} from './toast.js';

/** "/aasx/files/101668/press.png" as "press.png". */
function nameOfFile(element) {
    const path = element.modelType === 'File' ? element.value ?? '' : '';
    return path.split('/').pop().slice(0, 200);
}

export function FileInput({node, reload, label}) {
    const input = useRef();
    const [state, setState] = useState({});
    const address = paths.attachment(node.submodel, node.path);
    const name = nameOfFile(node.element) || node.element.idShort || 'file';
    const there = Boolean(node.element.value);
    const former = () => there ? request('GET', address, {accept: '*/*', raw: true,
        quiet: true}).then(({response}) => response.blob()).catch(() => null)
        : Promise.resolve(null);
    const act = async (change, words) => {
        setState({busy: true});
        try {
            const before = await former();
            await change();
            setState({});
            await reload();
            const back = async () => {
                await (before ? putFile(address, before, name) : request('DELETE',
                    address)).catch(() => toast(t('edit.undo_failed'), {kind: 'bad'}));
                reload();
            };
            toast(words, {action: before || !there ? {label: t('action.undo'), run: back} : undefined});
        } catch (error) {
            setState({error});
        }
    };
    const chosen = event => {
        const [file] = event.target.files;
        event.target.value = '';
        if (file)
            act(() => putFile(address, file, file.name), t('edit.file_stored', {name: file.name}));
    };
    return html`<div class="file-input"><p>${there ? html`<a href=${address} target="_blank" rel="noopener"><${Icon} name="document"
        size=${18} /><bdi>${name}</bdi></a>`
            : html`<span class="soft">${t('edit.no_file')}</span>`}
        <button type="button" disabled=${state.busy}
            aria-label=${`${label}: ${t(there ? 'edit.file_replace' : 'edit.file_choose')}`} onClick=${() => input.current.click()}>
            <${Icon} name="upload" size=${16} />${t(there ? 'edit.file_replace' : 'edit.file_choose')}</button>
        ${there && html`<button type="button" class="quiet" disabled=${state.busy} aria-label=${t('edit.file_remove', {name})}
            onClick=${() => act(() => request('DELETE', address), t('edit.file_removed'))}><${Icon} name="trash" size=${16} />
                </button>`}</p>
        <input ref=${input} type="file" hidden onChange=${chosen} />
        ${state.error && html`<${ErrorBox} error=${state.error} />`}</div>`;
}

// reference_input.js - a reference, chosen by picking an asset; what it is now is shown in words.
import {html, useState} from '../lib/html.js';
import {get, paths} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {pick, t} from '../lib/text.js';
import {AssetPicker} from './asset_picker.js';
import {Icon} from './icon.js';

function useShellName(id) {
    const {data} = useLoad(signal => id ? get(paths.shell(id), {signal, quiet: true}) : Promise.resolve(null), [id]);
    return pick(data?.displayName) || data?.idShort || '';
}

function keysText(reference) {
    return (reference?.keys ?? []).map(key => key.value).join(' / ');
}

/** value: a Reference or undefined; change(reference or undefined). */
export function ReferenceInput({value, change, label}) {
    const [open, setOpen] = useState(false);
    const first = value?.keys?.[0];
    const name = useShellName(first?.type === 'AssetAdministrationShell' ? first.value : null);
    const take = card => {
        change({type: 'ModelReference', keys: [{type: 'AssetAdministrationShell', value: card.id}]});
        setOpen(false);
    };
    return html`<div class="reference-input"><p>${value ? html`<bdi title=${keysText(value)}>
        ${name || keysText(value).slice(0, 300)}</bdi>` : html`<span class="soft">${t('edit.nothing_chosen')}</span>`}
        <button type="button" class="quiet" onClick=${() => setOpen(!open)} aria-expanded=${open}><${Icon} name="search"
            size=${16} />${t('edit.pick')}</button>
        ${value && html`<button type="button" class="quiet" aria-label=${t('edit.clear', {name: label})}
            onClick=${() => change(undefined)}><${Icon} name="close" size=${16} /></button>`}</p>
        ${open && html`<${AssetPicker} add=${take} label=${t('edit.pick_asset')} />`}</div>`;
}

/** The id of an asset (globalAssetId), typed or picked. */
export function AssetIdInput({value, change, label}) {
    const [open, setOpen] = useState(false);
    return html`<div class="reference-input"><span class="with-unit"><input type="text" value=${value ?? ''} aria-label=${label}
        onInput=${event => change(event.target.value)} />
        <button type="button" class="quiet" onClick=${() => setOpen(!open)} aria-expanded=${open}><${Icon} name="search"
            size=${16} />${t('edit.pick')}</button></span>
        ${open && html`<${AssetPicker} add=${card => { change(card.global_asset_id || card.id); setOpen(false); }}
            label=${t('edit.pick_asset')} />`}</div>`;
}

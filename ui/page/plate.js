// plate.js - #/plate/{shell id}: a type plate to print and stick on the machine; its QR code leads back to the asset's page.
import {html, useState} from '../lib/html.js';
import {get, id64, idOf, paths} from '../lib/api.js';
import {copyText} from '../lib/copy.js';
import {useLoad} from '../lib/load.js';
import {rootOf} from '../lib/element.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {viewOf} from '../part/views.js';
import {Icon} from '../part/icon.js';
import {assetName, useKeyFacts} from '../part/key_facts.js';
import {QrCode, identificationLink} from '../part/qr.js';
import {Empty, Loaded} from '../part/state.js';
import {Markings} from '../part/view_nameplate.js';

export const styles = ['asset', 'views', 'plate'];

const SIZES = {a6: '148 × 105 mm', a7: '105 × 74 mm', small: '74 × 37 mm', code: '30 × 30 mm'};
const ROWS = ['type', 'order', 'article', 'serial', 'batch', 'inventory', 'year'];

async function readMetas(shell, signal) {
    const ids = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    const metas = await Promise.all(ids.map(id => get(paths.submodel(id) + '/$metadata', {signal}).catch(() => null)));
    return metas.filter(Boolean);
}

function Plate({shell, metas, size}) {
    const facts = useKeyFacts(shell, metas);
    const meta = metas.find(one => viewOf(one).view === 'nameplate');
    const plate = useLoad(async signal => meta ? rootOf(await get(paths.submodel(meta.id), {signal})) : null, [meta?.id]);
    const rows = ROWS.filter(name => facts[name]).slice(0, size === 'small' ? 3 : 7);
    const address = identificationLink(shell);
    if (size === 'code')
        return html`<div class="print-plate size-code"><${QrCode} text=${address} /></div>`;
    return html`<div class=${'print-plate size-' + size}>
        <div class="print-text">
            <p class="print-maker"><bdi>${(facts.maker ?? '').slice(0, 80)}</bdi></p>
            <p class="print-product"><bdi>${(facts.product || assetName(shell)).slice(0, 100)}</bdi></p>
            <dl>${rows.map(name => html`<div key=${name}><dt>${t('fact.' + name)}</dt><dd>
                <bdi>${String(facts[name]).slice(0, 60)}</bdi></dd></div>`)}</dl>
            ${size !== 'small' && plate.data && html`<${Markings} root=${plate.data} />`}
        </div>
        <div class="print-code"><${QrCode} text=${address} />${size !== 'small' && html`<p class="print-link">
            <bdi>${address.slice(0, 120)}</bdi></p>`}</div>
    </div>`;
}

function Page({shell}) {
    const [size, setSize] = useState('a7');
    const metas = useLoad(signal => readMetas(shell, signal), [shell]);
    const address = identificationLink(shell);
    return html`<div class="page-head no-print"><div><p><a href=${link('asset', [id64(shell.id)])}><${Icon} name="back"
        size=${16} /> <bdi>${assetName(shell).slice(0, 120)}</bdi></a></p>
            <h1>${t('plate.title')}</h1><p class="lead">${t('plate.lead')}</p></div>
            <div class="actions"><button type="button" class="primary" onClick=${() => print()}><${Icon} name="print"
                size=${18} />${t('plate.print')}</button></div></div>
        <fieldset class="sizes no-print"><legend>${t('plate.size')}</legend>${Object.entries(SIZES).map(([name, text]) => html`
            <label key=${name} class="tick"><input type="radio" name="size" value=${name} checked=${size === name}
                onChange=${() => setSize(name)} />${t('plate.size_' + name)} <span class="soft">${text}</span></label>`)}</fieldset>
        <div class="plate-sheet"><${Loaded} of=${metas}>${list => html`<${Plate} shell=${shell} metas=${list}
            size=${size} />`}</${Loaded}></div>
        <section class="no-print plate-about"><h2>${t('plate.link')}</h2><p><code><bdi>${address}</bdi></code>
            <button type="button" class="quiet" aria-label=${t('action.copy')} onClick=${() => copyText(address)}><${Icon}
                name="copy" size=${18} /></button></p>
            <p class="soft">${t(address === shell.assetInformation?.globalAssetId ? 'plate.own_link' : 'plate.our_link')}</p>
                </section>`;
}

export default function PlatePage({route}) {
    const id = idOf(route.parts[0] ?? '') ?? route.parts[0] ?? '';
    const shell = useLoad(signal => get(paths.shell(id), {signal}), [id]);
    if (shell.error?.status === 404)
        return html`<${Empty} heading icon="machine" title=${t('asset.none')}><p><code><bdi>${id.slice(0, 300)}</bdi></code></p>
            </${Empty}>`;
    return html`<${Loaded} of=${shell} lines=${5}>${found => html`<${Page} key=${found.id} shell=${found} />`}</${Loaded}>`;
}

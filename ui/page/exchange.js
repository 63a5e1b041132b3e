// exchange.js - #/exchange: files in, files out. ?id=…: what is chosen for export.
import {html, useState} from '../lib/html.js';
import {needsDecision, useImports} from '../lib/imports.js';
import {useDropped} from '../lib/dropped.js';
import {t} from '../lib/text.js';
import {DropZone} from '../part/drop_zone.js';
import {ExportPanel} from '../part/export_panel.js';
import {ImportEnd} from '../part/import_end.js';
import {ImportItem} from '../part/import_item.js';

export const styles = ['check', 'exchange', 'overview'];

function Questions({imports}) {
    const asked = imports.items.filter(item => needsDecision(item) && item.plan.result !== 'refused');
    return asked.length > 1 && !imports.running && html`<p class="actions"><button type="button" class="primary"
        onClick=${() => imports.store(asked)}>
            ${t('exchange.replace_all', {n: asked.length})}</button></p>`;
}

function Import() {
    const [strict, setStrict] = useState(false);
    const imports = useImports(strict);
    useDropped(imports.add);
    const {items, running} = imports;
    const ended = items.length > 0 && !running && !items.some(needsDecision) && items.some(item => item.state !== 'skipped');
    return html`<section class="import" aria-labelledby="import"><h2 id="import" class="visually-hidden">
        ${t('exchange.import')}</h2>
        <${DropZone} take=${imports.add} small=${items.length > 0} hint=${t('exchange.hint')} />
        <label class="tick"><input type="checkbox" checked=${strict} onChange=${event => setStrict(event.target.checked)} />
            <span>${t('exchange.strict')} <span class="soft small">${t('exchange.strict_hint')}</span></span></label>
        ${ended && html`<${ImportEnd} items=${items} />`}
        <${Questions} imports=${imports} />
        ${items.length > 0 && html`<ul class="stack" aria-busy=${running}>${items.map(item => html`<${ImportItem} key=${item.key}
            item=${item} imports=${imports} />`)}</ul>`}
    </section>`;
}

export default function Exchange({route}) {
    return html`<div class="page-head"><div><h1>${t('exchange.title')}</h1><p class="lead">${t('exchange.lead')}</p></div></div>
        <div class="exchange"><${Import} /><${ExportPanel} address=${route.key} /></div>`;
}

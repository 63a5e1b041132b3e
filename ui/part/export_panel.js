// export_panel.js - everything or chosen assets as one file. What is chosen stands in the address (?id=…).
import {html, useState} from '../lib/html.js';
import {get, id64, idOf, query, request} from '../lib/api.js';
import {useLoad} from '../lib/load.js';
import {go} from '../lib/route.js';
import {bytes, pick, t} from '../lib/text.js';
import {AssetPicker} from './asset_picker.js';
import {Icon} from './icon.js';

const FORMATS = ['aasx', 'json', 'xml'];

/** Ids in an address, as base64url; they may stand there plainly, too. */
export function idsOf(address) {
    const ids = new URLSearchParams(address.split('?').slice(1).join('?')).getAll('id');
    return [...new Set(ids.map(id => id64(idOf(id) ?? id)))];
}

const addressOf = ids => '#/exchange' + query({id: ids});

function useName(id) {
    const {data} = useLoad(signal => get('/api/v3/shells/' + id, {signal, quiet: true})
        .catch(() => get('/api/v3/submodels/' + id, {signal, quiet: true})), [id]);
    return pick(data?.displayName) || data?.idShort || data?.id || '…';
}

function Chosen({id, remove}) {
    const name = useName(id);
    return html`<li class="chip chosen"><bdi>${name}</bdi><button type="button" class="quiet"
        aria-label=${t('exchange.remove', {name})} onClick=${remove}>
        <${Icon} name="close" size=${14} /></button></li>`;
}

function Format({value, current, choose}) {
    return html`<label class="format"><input type="radio" name="format" value=${value} checked=${current === value}
        onChange=${() => choose(value)} />
        <span><strong>${value.toUpperCase()}</strong><span class="soft small">${t('exchange.format_' + value)}</span></span>
            </label>`;
}

export function ExportPanel({address}) {
    const ids = idsOf(address);
    const [format, setFormat] = useState('aasx');
    const [concepts, setConcepts] = useState(true);
    const path = '/api/v3/serialization' + query({format, ids, includeConceptDescriptions: concepts ? null : 'false'});
    const size = useLoad(signal => request('HEAD', path, {signal, accept: '*/*',
        raw: true}).then(({response}) => Number(response.headers.get('Content-Length'))), [path]);
    const name = `${ids.length ? 'assets' : 'everything'}.${format}`;
    return html`<section class="card export" aria-labelledby="export"><div class="card-head"><h2 id="export">
        ${t('exchange.export')}</h2></div>
        <p class="soft">${ids.length ? t('exchange.chosen', {n: ids.length}) : t('exchange.everything')}</p>
        ${ids.length > 0 && html`<ul class="chips">${ids.map(id => html`<${Chosen} key=${id} id=${id}
            remove=${() => go(addressOf(ids.filter(other => other !== id)), {replace: true})} />`)}</ul>`}
        <${AssetPicker} add=${card => ids.includes(id64(card.id)) || go(addressOf([...ids, id64(card.id)]), {replace: true})} />
        <fieldset class="formats"><legend>${t('exchange.format')}</legend>${FORMATS.map(value => html`<${Format} key=${value}
            value=${value}
            current=${format} choose=${setFormat} />`)}</fieldset>
        <label class="tick"><input type="checkbox" checked=${concepts} onChange=${event => setConcepts(event.target.checked)} />
            ${t('exchange.concepts')}</label>
        <p class="actions"><a class="button primary" href=${path} download=${name}><${Icon} name="download" size=${18} />
            ${size.data ? t('exchange.get_size', {size: bytes(size.data)}) : t('exchange.get')}</a></p>
        ${size.error && html`<p class="soft" role="status">${t('exchange.gone')}</p>`}
    </section>`;
}

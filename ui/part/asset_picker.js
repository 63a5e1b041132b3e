// asset_picker.js - a field in which one searches for an asset and takes it.
import {html, useState} from '../lib/html.js';
import {get} from '../lib/api.js';
import {cardDetails, cardName, filtersOf, searchPath} from '../lib/filters.js';
import {useLoad, useSettled} from '../lib/load.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';
import {Thumbnail} from './thumbnail.js';

const FOUND_MAX = 6;

/** add(card of GET /plan/search); label: what the field is for. */
export function AssetPicker({add, label = t('exchange.add')}) {
    const [text, setText] = useState('');
    const settled = useSettled(text).trim();
    const found = useLoad(signal => settled ? get(searchPath({...filtersOf(''), q: settled}, {limit: FOUND_MAX}), {signal,
        quiet: true})
        : Promise.resolve(null), [settled]);
    const cards = settled && text.trim() ? found.data?.result : null;
    const take = card => {
        add(card);
        setText('');
    };
    return html`<div class="add-box"><input type="search" value=${text} placeholder=${label} aria-label=${label} autocomplete="off"
            onInput=${event => setText(event.target.value)} />
        ${cards && html`<ul class="rows card" aria-label=${t('exchange.found')}>${cards.map(card => html`<li key=${card.id}>
            <button type="button" class="row" onClick=${() => take(card)}><${Thumbnail} card=${card} />
                <span class="grow"><strong><bdi>${cardName(card)}</bdi></strong><span class="soft small line"><bdi>
                    ${cardDetails(card).join(' · ')}</bdi></span></span>
                <${Icon} name="plus" size=${18} /></button></li>`)}
            ${!cards.length && html`<li class="soft">${t('exchange.nothing')}</li>`}</ul>`}</div>`;
}

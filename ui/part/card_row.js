// card_row.js - one thing of a list: as a row, and as a tile with its picture.
import {html} from '../lib/html.js';
import {id64} from '../lib/api.js';
import {link} from '../lib/route.js';
import {ago, hasText, pick, t, time} from '../lib/text.js';
import {cardDetails, cardName, valueName} from '../lib/filters.js';
import {Icon} from './icon.js';
import {Marked, places} from './marked.js';
import {Thumbnail} from './thumbnail.js';

const PAGE_OF = {shell: 'asset', submodel: 'submodel', concept_description: 'concept'};

export function cardLink(card) {
    return link(PAGE_OF[card.kind] ?? 'asset', [id64(card.id)]);
}

/** What a field of a match is called: a known field by our word, an element by the last name of its path. */
export function fieldName(field) {
    // A text without a name of its own is what the document says of itself.
    const key = 'field.' + (field || 'description');
    return hasText(key) ? t(key) : String(field ?? '').split('.').pop();
}

/** Whether the match of a card says more than what its row shows anyway. */
export function tellsMore(card, question) {
    if (!card.match?.text || !question)
        return false;
    const shown = [cardName(card), card.serial_number ?? '', ...cardDetails(card)];
    const words = question.split(/\s+/).filter(Boolean);
    return !shown.includes(card.match.text) && !words.every(word => shown.some(text => places(text, word).length > 0));
}

function Match({card, question}) {
    return tellsMore(card, question) && html`<span class="match"><span class="soft">${fieldName(card.match.field)}: </span>
        <${Marked} text=${card.match.text} question=${question} /></span>`;
}

function Tick({card, picked, pick: switchPicked}) {
    return card.kind !== 'concept_description' && html`<label class="tick-card"><input type="checkbox" checked=${picked} onChange=${() => switchPicked(card)}
        aria-label=${t('assets.pick', {name: cardName(card)})} /></label>`;
}

/** Maker, product and so on in one line; on a phone the serial number comes first, since it is what stands on the machine. */
function Details({card, question, narrow}) {
    const details = [...(narrow && card.serial_number ? [card.serial_number] : []), ...cardDetails(card)];
    if (!details.length)
        details.push(card.id_short && card.id_short !== cardName(card) ? card.id_short : card.id);
    return html`<span class="details soft" title=${details.join(' · ')}>${details.map((part, i) => html`${i > 0 && ' · '}
        <${Marked} text=${part} question=${question} />`)}</span>`;
}

function Serial({card, question}) {
    return html`<span class="serial mono" title=${card.serial_number}>${card.serial_number && html`
        <span class="visually-hidden">${t('field.serial_number')} </span><${Marked} text=${card.serial_number} question=${question} />`}</span>`;
}

/** What stands to the right on a desk. */
function Columns({card, question}) {
    return html`<${Serial} card=${card} question=${question} />
        <span class="last soft"><span class="place" title=${card.location}>${card.location && html`<span class="visually-hidden">${t('field.location')} </span>
            <bdi>${card.location}</bdi>`}</span>
        <span class="changed" title=${time(card.changed)}>${card.changed && ago(card.changed)}</span></span>`;
}

/** A row of the list. question: what was looked for, marked; narrow: on a phone. */
export function CardRow({card, question, narrow, picked, pick: switchPicked}) {
    const name = cardName(card);
    return html`<div class=${picked ? 'card-row picked' : 'card-row'}>
        <${Tick} card=${card} picked=${picked} pick=${switchPicked} />
        <${Thumbnail} card=${card} />
        <div class="what"><a class="cover name" href=${cardLink(card)} title=${name}><${Marked} text=${name} question=${question} /></a>
            ${!(narrow && tellsMore(card, question)) && html`<${Details} card=${card} question=${question} narrow=${narrow} />`}
            <${Match} card=${card} question=${question} /></div>
        ${!narrow && html`<${Columns} card=${card} question=${question} />`}
    </div>`;
}

/** The same as a tile with its picture. */
export function CardTile({card, question, picked, pick: switchPicked}) {
    const name = cardName(card);
    return html`<div class=${picked ? 'card-tile picked' : 'card-tile'}>
        <${Thumbnail} card=${card} /><${Tick} card=${card} picked=${picked} pick=${switchPicked} />
        <div class="what"><a class="cover name" href=${cardLink(card)} title=${name}><${Marked} text=${name} question=${question} /></a>
            <span class="details soft" title=${pick(card.maker)}><${Marked} text=${pick(card.maker) || card.id_short || card.id} question=${question} /></span>
            ${tellsMore(card, question) ? html`<${Match} card=${card} question=${question} />`
              : html`<span class="chips"><span class="chip plain">${card.serial_number
                  ? html`<bdi class="mono">${card.serial_number}</bdi>` : valueName('asset_kind', card.asset_kind ?? 'NotApplicable')}</span></span>`}
        </div>
    </div>`;
}

/** Stands where a row will stand once its page is there. */
export function CardPlace({tile}) {
    return html`<div class=${tile ? 'card-tile' : 'card-row'} aria-hidden="true"><span class="picture"></span>
        <div class="what"><span class="bar"></span><span class="bar short"></span></div></div>`;
}

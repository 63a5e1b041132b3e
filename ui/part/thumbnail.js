// thumbnail.js - the picture of an asset, or a drawing of what it is when there is none or it does not load.
import {html, useState} from '../lib/html.js';
import {paths} from '../lib/api.js';
import {Icon} from './icon.js';

const DRAWN = {shell: 'machine', submodel: 'document', concept_description: 'info'};

/** card: of GET /plan/search. The name stands beside it, so the picture says nothing of its own. */
export function Thumbnail({card}) {
    const [broken, setBroken] = useState(false);
    return html`<span class="picture">${card.thumbnail && !broken
        ? html`<img src=${paths.thumbnail(card.id)} alt="" loading="lazy" decoding="async" onError=${() => setBroken(true)} />`
        : html`<${Icon} name=${DRAWN[card.kind] ?? 'part'} size=${26} />`}</span>`;
}

// building.js - the search is being made anew, so what is shown is not all of it yet.
import {html} from '../lib/html.js';
import {t} from '../lib/text.js';

export function Building() {
    return html`<p class="box building" role="status"><span class="spinner" aria-hidden="true"></span>${t('state.building')}</p>`;
}

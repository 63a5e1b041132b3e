// connections.js - what the server reads from machines just now. Until it offers that (GET /plan/connections) nothing is asked and the
// places of the values stay empty.
import {html} from '../lib/html.js';
import {t} from '../lib/text.js';

const NONE = {stateOf: () => null, valueOf: () => null};

/** {stateOf(submodel, path) → a chip or null, valueOf(submodel, path) → {text, time, good} or null} */
export function useConnections() {
    return NONE;
}

export function LiveValue({connections, submodel, path, unit}) {
    const value = connections.valueOf(submodel, path);
    return value ? html`<b>${value.text}</b> <span class="unit">${unit}</span>` : html`<span class="soft" title=${t('interface.not_read')}>–</span>`;
}

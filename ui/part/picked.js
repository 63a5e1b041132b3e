// picked.js - the things of a list that somebody ticked, and what can be done with them.
import {html, useState} from '../lib/html.js';
import {go, link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

// Kept while somebody looks at one of them and comes back.
const ids = new Set();

/** {size, has(card), pick(card), clear()} of what is ticked, on any page of the list. */
export function usePicked() {
    const [, redraw] = useState(0);
    const changed = () => redraw(n => n + 1);
    return {
        size: ids.size,
        has: card => ids.has(card.id),
        pick: card => {
            if (!ids.delete(card.id))
                ids.add(card.id);
            changed();
        },
        clear: () => {
            ids.clear();
            changed();
        },
    };
}

/** A bar at the foot of the window, as long as something is ticked. */
export function Picked({picked}) {
    return picked.size > 0 && html`<div class="picked-bar" role="region" aria-label=${t('picked.label')}>
        <b role="status">${t('picked.count', {n: picked.size})}</b>
        <button type="button" class="primary" onClick=${() => go(link('exchange', [], {id: [...ids]}))}><${Icon} name="download" size=${18} />${t('picked.export')}</button>
        <button type="button" class="quiet" onClick=${picked.clear}>${t('picked.clear')}</button></div>`;
}

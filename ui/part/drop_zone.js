// drop_zone.js - where files are dropped or chosen. The drop itself is caught by drop_anywhere.js, on the whole page.
import {html, useRef} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

/** take(files). small: one line, for when there is something already. */
export function DropZone({take, hint, small, accept = '.aasx,.json,.xml', label}) {
    const input = useRef();
    const chosen = event => {
        const files = [...event.target.files];
        event.target.value = '';
        if (files.length)
            take(files);
    };
    return html`<div class=${small ? 'drop-zone small-zone' : 'drop-zone'}>
        <${Icon} name="upload" size=${small ? 22 : 40} />
        <p><strong>${t('drop.zone')}</strong>${hint && html`<span class="soft">${hint}</span>`}</p>
        <button type="button" class=${small ? '' : 'primary'} onClick=${() => input.current.click()}>
            ${label ?? t('drop.choose')}</button>
        <input ref=${input} type="file" multiple hidden accept=${accept} aria-label=${t('drop.choose')} onChange=${chosen} />
    </div>`;
}

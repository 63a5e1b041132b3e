// file_button.js - chooses files from the disk; they go to the page `exchange` like dropped ones.
import {html, useRef} from '../lib/html.js';
import {handFiles} from '../lib/dropped.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

export function FileButton() {
    const input = useRef();
    return html`<button type="button" class="primary" onClick=${() => input.current.click()}><${Icon} name="upload" size=${18} />${t('start.file')}</button>
        <input ref=${input} type="file" multiple hidden accept=".aasx,.json,.xml" onChange=${event => handFiles(event.target.files)} />`;
}

// drop_anywhere.js - files dropped anywhere on any page go to the open page if it wants files, else to `exchange`; while they hover,
// the page says so.
import {html, useEffect, useState} from '../lib/html.js';
import {filesOfDrop, handFiles} from '../lib/dropped.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

const withFiles = event => [...event.dataTransfer?.types ?? []].includes('Files');

export function DropAnywhere() {
    const [over, setOver] = useState(false);
    useEffect(() => {
        const hovers = event => {
            if (!withFiles(event))
                return;
            event.preventDefault();
            event.dataTransfer.dropEffect = 'copy';
            setOver(true);
        };
        // Leaving an element for its child is no leaving; leaving the window has nothing related.
        const leaves = event => event.relatedTarget === null && setOver(false);
        const drops = event => {
            if (!withFiles(event))
                return;
            event.preventDefault();
            setOver(false);
            filesOfDrop(event.dataTransfer).then(handFiles);
        };
        addEventListener('dragover', hovers);
        addEventListener('dragleave', leaves);
        addEventListener('drop', drops);
        return () => {
            removeEventListener('dragover', hovers);
            removeEventListener('dragleave', leaves);
            removeEventListener('drop', drops);
        };
    }, []);
    return over && html`<div class="drop-anywhere" role="status"><p><${Icon} name="download" size=${40} />${t('drop.here')}</p></div>`;
}

// mend_changes.js - what was mended in a file: before and after, element by element.
import {html} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

const SHOWN_MAX = 200;

export function MendChanges({changes, undo, busy}) {
    return html`<details class="fold card mended" open><summary><span class="grow">${t('check.changed', {n: changes.length})}</span>
        </summary>
        <ul class="rows">${changes.slice(0, SHOWN_MAX).map((change, i) => html`<li class="row" key=${i}>
            <span class="grow"><strong><bdi>${change.element || t('check.whole_file')}</bdi></strong>
                <span class="soft small">${change.title}</span></span>
            ${change.before !== undefined && html`<span class="before-after"><del><bdi>${change.before}</bdi></del>
                <${Icon} name="right" size=${14} /><ins><bdi>${change.after}</bdi></ins></span>`}</li>`)}</ul>
        ${changes.length > SHOWN_MAX && html`<p class="soft">${t('check.more_changes', {n: changes.length - SHOWN_MAX})}</p>`}
        <p><button type="button" disabled=${busy} onClick=${undo}>${t('check.undo')}</button></p></details>`;
}

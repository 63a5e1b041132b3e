// conflict_box.js - two people changed the same: who, when, both values, and the choice.
import {html} from '../lib/html.js';
import {mergedTexts} from '../lib/draft.js';
import {ago, t} from '../lib/text.js';
import {Icon} from './icon.js';

/** Own fields of an element in one line. */
export function fieldsText(fields) {
    const itemText = item => item.name ? `${item.name}: ${item.value}` : `${item.language}: ${item.text}`;
    const textOf = value => Array.isArray(value) ? value.map(itemText).join(' · ')
        : value && typeof value === 'object' ? (value.keys ?? []).map(key => key.value).join(' / ') : value ?? '';
    return Object.values(fields ?? {}).map(textOf).filter(Boolean).join(' … ') || '–';
}

function whoAndWhen(by) {
    return {who: by.actor && by.actor !== 'anonymous' ? by.actor : t('edit.somebody'), when: ago(by.time)};
}

/** "Somebody changed this 3 minutes ago": by is a change of GET /plan/changes, or null. */
export function whoWords(by) {
    return by ? t('edit.changed_by', whoAndWhen(by)) : t('edit.changed_by_unknown');
}

/** The same about something on the page. */
export function newsWords(by) {
    return by ? t('edit.news', whoAndWhen(by)) : t('edit.news_unknown');
}

export function ConflictBox({conflict, draft, resolve}) {
    const {theirs, by} = conflict;
    const merged = theirs && Array.isArray(draft.mine.value) ? mergedTexts(draft.base.value, draft.mine.value, theirs.value) : null;
    return html`<div class="box warn conflict" role="alert"><${Icon} name="warning" /><div>
        <p><strong>${theirs ? whoWords(by) : t('edit.was_deleted')}</strong></p>
        <dl class="facts">${theirs && html`<dt>${t('edit.theirs')}</dt><dd><bdi>${fieldsText(theirs)}</bdi></dd>`}
            <dt>${t('edit.mine')}</dt><dd><bdi>${fieldsText(draft.mine)}</bdi></dd></dl>
        <p class="actions">${theirs && html`<button type="button" onClick=${() => resolve('mine')}>${t('edit.keep_mine')}</button>`}
            <button type="button" onClick=${() => resolve('theirs')}>${t(theirs ? 'edit.take_theirs' : 'edit.drop_mine')}</button>
            ${merged && html`<button type="button" class="primary" onClick=${() => resolve('both')}>
                ${t('edit.take_both')}</button>`}</p></div></div>`;
}

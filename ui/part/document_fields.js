// document_fields.js - the fields of a form for a whole document (lib/document_editing.js), with what others did beside them.
import {html, useEffect} from '../lib/html.js';
import {t} from '../lib/text.js';
import {fieldsText, newsWords, whoWords} from './conflict_box.js';
import {Icon} from './icon.js';
import {TextsInput} from './texts_input.js';

/** Asks before the page is left with changes that are not saved. */
export function useLeaving(dirty) {
    useEffect(() => {
        if (!dirty)
            return undefined;
        const ask = event => event.preventDefault();
        addEventListener('beforeunload', ask);
        return () => removeEventListener('beforeunload', ask);
    }, [dirty]);
}

export function Conflict({form, name}) {
    if (!(name in form.conflicts))
        return null;
    return html`<div class="box warn conflict" role="alert"><${Icon} name="warning" /><div><p><strong>${whoWords(form.by)}</strong>
        </p>
        <dl class="facts"><dt>${t('edit.theirs')}</dt><dd><bdi>${fieldsText({value: form.conflicts[name]})}</bdi></dd>
            <dt>${t('edit.mine')}</dt><dd><bdi>${fieldsText({value: form.value(name)})}</bdi></dd></dl>
        <p class="actions"><button type="button" onClick=${() => form.resolve(name, true)}>${t('edit.keep_mine')}</button>
            <button type="button" onClick=${() => form.resolve(name, false)}>${t('edit.take_theirs')}</button></p></div></div>`;
}

export function TextField({form, name, label, hint, mono}) {
    const id = 'field-' + label.replace('.', '-');
    return html`<div class=${name in form.mine ? 'field dirty' : 'field'}><label for=${id}>${t(label)}</label>
        <input id=${id} class=${mono ? 'mono' : ''} value=${form.value(name) ?? ''}
            onInput=${event => form.change(name, event.target.value)} />
        ${hint && html`<span class="hint">${t(hint)}</span>`}<${Conflict} form=${form} name=${name} /></div>`;
}

export function TextsField({form, name, label}) {
    return html`<div class=${name in form.mine ? 'field dirty' : 'field'}><span class="label">${t(label)}</span>
        <${TextsInput} value=${form.value(name)} label=${t(label)} change=${value => form.change(name, value)} /><${Conflict}
            form=${form} name=${name} /></div>`;
}

export function Faults({form}) {
    return form.faults.map((fault, i) => html`<p class="fault" role="alert" key=${i}><bdi>${fault}</bdi></p>`);
}

export function DocumentNews({form}) {
    return form.news && html`<div class="box warn news-box" role="status"><${Icon} name="info" />
        <div><p><strong>${newsWords(form.news.by)}</strong></p></div>
        <button type="button" class="quiet" aria-label=${t('action.close')} onClick=${form.seen}><${Icon} name="close" size=${16} />
            </button></div>`;
}

export function SaveBar({form}) {
    return html`<div class=${form.dirty ? 'save-bar shown' : 'save-bar'} role="region" aria-label=${t('edit.unsaved_label')}>
        <span role="status">${form.dirty ? t('edit.unsaved', {n: form.dirty}) : t('edit.all_saved')}</span>
        <span class="actions"><button type="button" disabled=${!form.dirty || form.saving} onClick=${form.discard}>
            ${t('edit.discard')}</button>
            <button type="button" class="primary" disabled=${!form.dirty || form.saving || Object.keys(form.conflicts).length > 0}
                onClick=${form.save}>
                ${t(form.saving ? 'edit.saving' : 'action.save')}</button></span></div>`;
}

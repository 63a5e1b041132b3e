// toast.js - short messages at the edge of the page: done, and perhaps "undo".
import {html, useEffect, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

const SHOWN_MS = 8000;
let show = () => {};
let next = 1;

/** Says something in passing. action: {label, run} for a button such as "undo". */
export function toast(text, {kind = 'good', action} = {}) {
    show({id: next++, text, kind, action});
}

export function Toasts() {
    const [items, setItems] = useState([]);
    const remove = id => setItems(list => list.filter(item => item.id !== id));
    useEffect(() => {
        show = item => {
            setItems(list => [...list.slice(-2), item]);
            setTimeout(() => remove(item.id), SHOWN_MS);
        };
    }, []);
    return html`<div class="toasts" role="status" aria-live="polite">${items.map(item => html`
        <div class=${'toast ' + item.kind} key=${item.id}><${Icon} name=${item.kind === 'good' ? 'good' : 'warning'} />
            <span>${item.text}</span>
            ${item.action && html`<button type="button" class="quiet"
                onClick=${() => { remove(item.id); item.action.run(); }}>${item.action.label}</button>`}
            <button type="button" class="quiet" aria-label=${t('action.close')} onClick=${() => remove(item.id)}><${Icon}
                name="close" size=${16} /></button>
        </div>`)}</div>`;
}

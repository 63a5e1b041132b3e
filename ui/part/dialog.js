// dialog.js - a window over the page: the browser's own <dialog>, which holds the focus and closes on Escape.
import {html, useEffect, useRef} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

export function Dialog({title, close, children, wide}) {
    const element = useRef();
    useEffect(() => {
        element.current.showModal();
        return () => element.current?.close();
    }, []);
    const outside = event => event.target === element.current && close();
    return html`<dialog ref=${element} class=${wide ? 'wide' : ''} aria-label=${title} onClose=${close} onClick=${outside}>
        <div class="dialog-head"><h2>${title}</h2>
            <button type="button" class="quiet" aria-label=${t('action.close')} onClick=${close}><${Icon} name="close" /></button>
                </div>
        <div class="dialog-body">${children}</div>
    </dialog>`;
}

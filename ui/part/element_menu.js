// element_menu.js - what can be done with an element of a form: name it, move, copy, delete it.
import {html, useEffect, useRef, useState} from '../lib/html.js';
import {copyElement, deleteElement, moveElement} from '../lib/actions.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

/** first, last: whether it stands there among its siblings. ready(): saves what is open; false when that failed. */
export function ElementMenu({node, name, first, last, ready, done, settings}) {
    const [open, setOpen] = useState(false);
    const place = useRef();
    useEffect(() => {
        if (!open)
            return undefined;
        place.current.querySelector('[role=menuitem]')?.focus();
        const away = event => place.current?.contains(event.target) || setOpen(false);
        addEventListener('pointerdown', away);
        return () => removeEventListener('pointerdown', away);
    }, [open]);
    const act = async change => {
        setOpen(false);
        if (await ready())
            change();
    };
    const keys = event => {
        const items = [...place.current.querySelectorAll('[role=menuitem]')];
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (event.key === 'Escape') {
            setOpen(false);
            place.current.querySelector('button').focus();
        } else if (step && items.length) {
            event.preventDefault();
            items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
        }
    };
    const item = (icon, words, run) => html`<button type="button" role="menuitem" tabindex="-1" onClick=${run}><${Icon} name=${icon}
        size=${18} />${words}</button>`;
    return html`<div class="menu-place" ref=${place} onKeyDown=${keys}>
        <button type="button" class="quiet" aria-haspopup="menu" aria-expanded=${open} aria-label=${t('edit.menu', {name})}
            onClick=${() => setOpen(!open)}>
            <${Icon} name="more" size=${18} /></button>
        ${open && html`<div class="menu" role="menu">${item('edit', t('edit.settings'), () => { setOpen(false); settings(); })}
            ${!first && item('up', t('edit.up'), () => act(() => moveElement(node.submodel, node.path, -1, name, done)))}
            ${!last && item('down', t('edit.down'), () => act(() => moveElement(node.submodel, node.path, 1, name, done)))}
            ${item('copy', t('edit.copy'), () => act(() => copyElement(node.submodel, node.path, name, done)))}
            ${item('trash', t('action.delete'), () => act(() => deleteElement(node.submodel, node.path, name, done)))}</div>`}
    </div>`;
}

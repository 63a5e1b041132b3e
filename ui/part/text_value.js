// text_value.js - texts of data: long ones cut short with a way to see all, and links that leave this server.
import {html, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Icon} from './icon.js';

const SHOWN_MAX = 400;      // characters before "show all"

/** A text that may be long; all of it on demand. */
export function Text({text, lang, max = SHOWN_MAX}) {
    const [all, setAll] = useState(false);
    if (text.length <= max)
        return html`<bdi lang=${lang}>${text}</bdi>`;
    return html`<bdi lang=${lang}>${all ? text : text.slice(0, max) + ' …'}</bdi>${' '}
        <button type="button" class="inline" onClick=${() => setAll(!all)}>${t(all ? 'element.less' : 'element.more')}</button>`;
}

/** A link to another server; says that it leaves this one. */
export function External({href, children}) {
    return html`<a href=${href} target="_blank" rel="noopener noreferrer" title=${t('element.external', {where: hostOf(href)})}>
        <bdi>${children ?? href}</bdi><${Icon} name="external" size=${14} /><span
            class="visually-hidden">${t('element.new_tab')}</span></a>`;
}

function hostOf(address) {
    try {
        return new URL(address).host;
    } catch {
        return '';
    }
}

export function isWebAddress(text) {
    return /^https?:\/\/[^\s<>"]+$/i.test(text) && text.length < 2000;
}

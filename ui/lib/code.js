// code.js - ECLASS values that the templates of nameplates, contacts and documents use, by the name of their words in ui/text.
import {hasText, t} from './text.js';

/** The words for a coded value such as "0173-1#07-AAS754#001"; '' when it is none that we know. */
export function codeName(text) {
    const code = /^0173-1#07-([A-Z0-9]{6})#\d{3}$/.exec((text ?? '').trim())?.[1].toLowerCase();
    return code && hasText('code.' + code) ? t('code.' + code) : '';
}

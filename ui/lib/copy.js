// copy.js - text to the clipboard, and bytes to a download.
import {t} from './text.js';
import {toast} from '../part/toast.js';

export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        toast(t('copied'));
    } catch {
        toast(t('copy_failed'), {kind: 'bad'});
    }
}

/** Offers bytes made here (a Blob) as a file. */
export function saveFile(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// marked.js - a text of the data with what was looked for marked in it, as text nodes.
import {html} from '../lib/html.js';

const AROUND = 36;
const SHOWN_MAX = 160;

/** Letters alone, so that "Muller" is found in "Müller"; each stays at its place. */
function plain(text) {
    let out = '';
    for (let i = 0; i < text.length; i++) {
        const letter = text[i].normalize('NFD')[0].toLowerCase();
        out += letter.length === 1 ? letter : text[i];
    }
    return out;
}

/** Where the words of a question stand in a text: [begin, end] pairs, in order, none over another. */
export function places(text, question) {
    const words = plain(question).split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
    const seen = plain(text);
    const found = [];
    for (const word of words)
        for (let at = seen.indexOf(word); at >= 0; at = seen.indexOf(word, at + word.length))
            if (!found.some(([begin, end]) => at < end && at + word.length > begin))
                found.push([at, at + word.length]);
    return found.sort((a, b) => a[0] - b[0]);
}

/** A text that stands in one line: of a long one the part around the first place. */
export function Marked({text, question}) {
    let shown = String(text ?? '').slice(0, 20000);
    let found = question ? places(shown, question) : [];
    const from = found.length && found[0][0] > AROUND + 12 && shown.length > AROUND * 2 ? found[0][0] - AROUND : 0;
    if (from || shown.length > SHOWN_MAX) {
        shown = (from ? '…' : '') + shown.slice(from, from + SHOWN_MAX) + (shown.length > from + SHOWN_MAX ? '…' : '');
        found = places(shown, question ?? '');
    }
    const pieces = [];
    let end = 0;
    for (const [begin, stop] of found) {
        pieces.push(shown.slice(end, begin), html`<mark>${shown.slice(begin, stop)}</mark>`);
        end = stop;
    }
    pieces.push(shown.slice(end));
    return html`<bdi>${pieces}</bdi>`;
}

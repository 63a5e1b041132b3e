// reference_value.js - a Reference: as a link when it leads to something here, else as the id that it names.
import {html} from '../lib/html.js';
import {id64} from '../lib/api.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {External, isWebAddress} from './text_value.js';

const PAGES = {AssetAdministrationShell: 'asset', Submodel: 'submodel', ConceptDescription: 'concept'};
const SHOWN_MAX = 120;

/** The idShortPath below the first key: "A.B[0]". */
export function pathOf(keys) {
    return keys.slice(1).reduce((path, key, at) =>
        /^\d+$/.test(key.value) && at > 0 ? `${path}[${key.value}]` : path ? `${path}.${key.value}` : key.value, '');
}

/** What a reference names, in short: the last names of it. */
export function shortOf(reference) {
    const keys = reference?.keys ?? [];
    if (!keys.length)
        return '';
    const path = pathOf(keys), id = keys[0].value ?? '';
    return path || (id.length > SHOWN_MAX ? '… ' + id.slice(-SHOWN_MAX) : id);
}

export function ReferenceValue({reference}) {
    const keys = reference?.keys ?? [];
    if (!keys.length)
        return html`<span class="soft">–</span>`;
    const [first] = keys;
    const page = PAGES[first.type];
    const text = shortOf(reference);
    const all = keys.map(key => `${key.type}: ${key.value}`).join('\n');
    if (page && reference.type !== 'ExternalReference')
        return html`<a href=${link(page, [id64(first.value)], {path: pathOf(keys)})} title=${all.slice(0, 1000)}><bdi>${text}</bdi>
            </a>`;
    if (keys.length === 1 && isWebAddress(first.value))
        return html`<${External} href=${first.value} />`;
    return html`<span class="mono" title=${all.slice(0, 1000)}><bdi>${text}</bdi></span>`;
}

/** A semanticId, with the way to its concept when that is here. */
export function ConceptLink({id, there, name}) {
    return there ? html`<a href=${link('concept', [id64(id)])} title=${id}><bdi>${name || id}</bdi></a>`
        : html`<code title=${t('concept.not_here')}><bdi>${id.slice(0, 300)}</bdi></code>`;
}

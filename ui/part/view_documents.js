// view_documents.js - the documents of an asset as cards, by their class (VDI 2770), with a look into them.
import {html, useState} from '../lib/html.js';
import {hasText, t} from '../lib/text.js';
import {codeName} from '../lib/code.js';
import {dateText, languageName} from '../lib/format.js';
import {documentsOf, looseFiles} from './document_model.js';
import {nameOf} from './element_name.js';
import {FileValue} from './file_value.js';
import {Icon} from './icon.js';
import {Preview, previewKind} from './preview.js';
import {Empty} from './state.js';
import {External, Text} from './text_value.js';

const SHOWN_MAX = 100;

/** The name of a class: that of the data in the user's language, else ours for the classes of VDI 2770. */
function className(one) {
    const key = 'document.class_' + (one?.id ?? '').replace('-', '_');
    return one?.name || (one?.id && hasText(key) ? t(key) : one?.id) || t('document.class_none');
}

function fileLabel(file) {
    const type = (file.type ?? '').split('/').pop().split(';')[0].toUpperCase();
    return type.length && type.length <= 6 ? type : (file.name.split('.').pop() ?? '').toUpperCase().slice(0, 5);
}

function File({file, title}) {
    const [open, setOpen] = useState(false);
    if (file.outside)
        return html`<${External} href=${file.address}>${file.name}</${External}>`;
    return html`<span class="document-file">
        ${previewKind(file) && html`<button type="button" onClick=${() => setOpen(true)}><${Icon} name="document"
            size=${18} />${t('document.look')}</button>`}
        <a class="button quiet" href=${file.address} download=${file.name} title=${file.name}><${Icon} name="download"
            size=${18} />${fileLabel(file) || t('element.download')}</a>
        ${open && html`<${Preview} file=${file} title=${title.slice(0, 120)} close=${() => setOpen(false)} />`}</span>`;
}

function languagesOf(version) {
    return version.languages.slice(0, 12).map(languageName).join(', ');
}

function statusName(status) {
    const key = 'document.status_' + status.toLowerCase().replace(/\W/g, '');
    return codeName(status) || (hasText(key) ? t(key) : /^0173/.test(status) ? '' : status.slice(0, 40));
}

function Document({of, classed}) {
    const [version, ...older] = of.versions;
    const title = version.title || nameOf(of.node);
    const main = version.files.filter(file => !file.preview);
    const facts = [version.version && t('document.version', {version: version.version.slice(0, 30)}), version.date
        && (dateText(version.date, 'xs:date') || version.date.slice(0, 30)),
                   version.organisation.slice(0, 80), languagesOf(version), statusName(version.status)].filter(Boolean);
    return html`<article class="document">
        <div class="document-icon"><${Icon} name="document" size=${26} /><small>${main[0] ? fileLabel(main[0]) : ''}</small></div>
        <div class="document-text">${classed && html`<p class="document-class"><bdi>${className(of.class).slice(0, 100)}</bdi>
            </p>`}<${classed ? 'h3' : 'h4'} class="document-title"><bdi>${title.slice(0, 200)}</bdi></${classed ? 'h3' : 'h4'}>
            ${version.subtitle && html`<p><bdi>${version.subtitle.slice(0, 200)}</bdi></p>`}
            <p class="small soft">${facts.map((fact, at) => html`<span key=${at} class="dot"><bdi>${fact}</bdi></span>`)}</p>
            ${version.summary && html`<p class="small"><${Text} text=${version.summary} max=${180} /></p>`}
            ${of.ids.length > 0 && html`<p class="small soft">${t('document.number', {id: of.ids.slice(0, 3).join(', ').slice(0,
                120)})}</p>`}
            <p class="document-files">${main.length ? main.slice(0, 12).map(file => html`<${File} key=${file.address} file=${file}
                title=${title} />`)
                : html`<span class="soft small">${t('document.no_file')}</span>`}</p>
            ${older.length > 0 && html`<details class="fold"><summary>${t('document.older',
                {n: older.length})}</summary>${older.map(one => html`
                <p key=${one.node.path} class="small"><bdi>${[one.title, one.version,
                    one.date].filter(Boolean).join(' · ').slice(0, 200)}</bdi>
                ${one.files.map(file => html`<${File} key=${file.address} file=${file}
                    title=${one.title || title} />`)}</p>`)}</details>`}
        </div></article>`;
}

/** short: the first ones only, without groups, for the summary. */
export function Documents({root, short}) {
    const documents = documentsOf(root);
    const files = looseFiles(root);
    const [max, setMax] = useState(short ?? SHOWN_MAX);
    if (!documents.length && !files.length)
        return html`<${Empty} icon="document" title=${t('document.none')}><p>${t('view.see_all')}</p></${Empty}>`;
    const shown = documents.slice(0, max);
    const groups = Map.groupBy ? Map.groupBy(shown, one => className(one.class)) : new Map([['', shown]]);
    const flat = short || groups.size * 2 > shown.length;
    const byClass = (a, b) => (a.class?.id || '~').localeCompare(b.class?.id || '~');
    const sorted = flat ? [['', short ? shown : [...shown].sort(byClass)]] : [...groups].sort(([, a], [, b]) => (a[0].class?.id
        ?? '~').localeCompare(b[0].class?.id ?? '~'));
    return html`${sorted.map(([name, list]) => html`<section key=${name} class="document-group">
            ${name && html`<h3>${name.slice(0, 120)}${list[0].class?.id && html` <small
                class="soft">${list[0].class.id.slice(0, 20)}</small>`}</h3>`}
            <div class="documents">${list.map(one => html`<${Document} key=${one.node.path} of=${one} classed=${flat} />`)}</div>
                </section>`)}
        ${documents.length > max && !short && html`<p><button type="button"
            onClick=${() => setMax(max + SHOWN_MAX)}>${t('table.more', {n: documents.length - max})}</button></p>`}
        ${!short && files.length > 0 && html`<section><h3>${t('document.files')}</h3><ul
            class="rows">${files.slice(0, 200).map(({node}) => html`
            <li key=${node.path} class="row"><span class="grow"><bdi>${nameOf(node)}</bdi></span><${FileValue} node=${node} />
                </li>`)}</ul></section>`}`;
}

export default function DocumentsView({root}) {
    return html`<${Documents} root=${root} />`;
}

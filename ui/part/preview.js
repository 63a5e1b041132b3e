// preview.js - a file of the plant in a window over the page. Only what a browser shows without running anything in it: pictures, PDF
// (the server sends those inline), and text, which is read and shown as text whatever it calls itself.
import {html, useEffect, useState} from '../lib/html.js';
import {bytes, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {Icon} from './icon.js';
import {ErrorBox, Loading} from './state.js';
import {request} from '../lib/api.js';

const TEXT_BYTES_MAX = 200000;
const KINDS = [[/^image\/(png|jpe?g|gif|webp|svg\+xml|bmp|avif)$/i, 'picture'], [/^application\/pdf$/i, 'pdf'],
               [/^(text\/(plain|csv|xml|markdown)|application\/(json|xml|yaml|csv))$/i, 'text']];
const ENDINGS = [[/\.(png|jpe?g|gif|webp|svg)$/i, 'picture'], [/\.pdf$/i, 'pdf'], [/\.(txt|csv|json|xml|md|ya?ml|log)$/i, 'text']];

/** 'picture', 'pdf', 'text', or undefined for what is only downloaded. */
export function previewKind(file) {
    const type = (file.type ?? '').split(';')[0].trim();
    return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? (type === '' || type === 'application/octet-stream'
        ? ENDINGS.find(([pattern]) => pattern.test(file.name))?.[1] : undefined);
}

function Picture({file}) {
    const [broken, setBroken] = useState(false);
    return broken ? html`<p class="soft">${t('element.no_picture')}</p>`
        : html`<img class="preview-picture" src=${file.address} alt=${file.name} onError=${() => setBroken(true)} />`;
}

function useBytes(file) {
    const [state, setState] = useState({});
    useEffect(() => {
        const abort = new AbortController();
        request('GET', file.address, {accept: '*/*', raw: true, signal: abort.signal}).then(
            async ({response}) => setState({blob: await response.blob()}),
            error => abort.signal.aborted || setState({error}));
        return () => abort.abort();
    }, [file.address]);
    return state;
}

function PlainText({file}) {
    const {blob, error} = useBytes(file);
    const [text, setText] = useState(null);
    useEffect(() => { blob?.slice(0, TEXT_BYTES_MAX).text().then(setText); }, [blob]);
    if (error)
        return html`<${ErrorBox} error=${error} />`;
    if (text === null)
        return html`<${Loading} />`;
    return html`<pre class="preview-text" tabindex="0">${text}</pre>
        ${blob.size > TEXT_BYTES_MAX && html`<p class="soft">${t('element.beginning', {size: bytes(blob.size)})}</p>`}`;
}

/** Asked for first, so that a document that is not there says so instead of showing an empty frame. */
function Pdf({file}) {
    const {blob, error} = useBytes(file);
    if (error)
        return html`<${ErrorBox} error=${error} />`;
    return blob ? html`<iframe class="preview-pdf" src=${file.address} title=${file.name}></iframe>` : html`<${Loading} />`;
}

const VIEWS = {picture: Picture, pdf: Pdf, text: PlainText};

/** The address of a file of ours that is downloaded: only text/plain, pictures and PDF would be shown in place. */
export function Download({file}) {
    return html`<a class="button" href=${file.address} download=${file.name}><${Icon} name="download"
        size=${18} />${t('element.download')}</a>`;
}

export function Preview({file, title, close}) {
    const View = VIEWS[previewKind(file)];
    return html`<${Dialog} wide title=${title || file.name} close=${close}>
        <div class="preview"><${View} file=${file} /></div>
        <p class="actions"><${Download} file=${file} />
            <a class="button quiet" href=${file.address} target="_blank" rel="noopener noreferrer"><${Icon} name="external"
                size=${18} />
                ${t('element.open_alone')}</a></p>
    </${Dialog}>`;
}

// as_api.js - "see this as API": the requests that made the page, ready to copy as curl.
import {html, useEffect, useState} from '../lib/html.js';
import {recentRequests, watchRequests} from '../lib/api.js';
import {t} from '../lib/text.js';
import {copyText} from '../lib/copy.js';
import {Dialog} from './dialog.js';
import {Icon} from './icon.js';

/** Text inside single quotes of a shell. */
function quoted(text) {
    return "'" + text.replaceAll("'", "'\\''") + "'";
}

export function curlOf({method, path, body}) {
    return ['curl', method === 'GET' ? '' : `-X ${method}`, body ? `-H 'Content-Type: application/json' -d ${quoted(body)}` : '',
            quoted(new URL(path, location.origin).href)].filter(Boolean).join(' ');
}

export function AsApi() {
    const [open, setOpen] = useState(false);
    const [requests, setRequests] = useState(recentRequests());
    useEffect(() => watchRequests(() => setRequests(recentRequests())), []);
    return html`<footer class="page-end">
        <button type="button" class="quiet" onClick=${() => { setRequests(recentRequests()); setOpen(true); }}>
            <${Icon} name="code" size=${18} /> ${t('as_api.open')}</button>
        ${open && html`<${Dialog} wide title=${t('as_api.title')} close=${() => setOpen(false)}>
            <p class="soft">${t('as_api.lead')} <a href="#/api">${t('as_api.all')}</a></p>
            <ul class="requests">${requests.map(request => html`<li key=${request.method + request.path}>
                <p><b class=${'method ' + request.method.toLowerCase()}>${request.method}</b> <a
                    href=${request.method === 'GET' ? request.path : undefined}>${request.path}</a></p>
                <div class="curl"><code>${curlOf(request)}</code>
                <button type="button" aria-label=${t('action.copy')} onClick=${() => copyText(curlOf(request))}><${Icon}
                    name="copy" size=${18} /></button></div>
            </li>`)}</ul>
        </${Dialog}>`}
    </footer>`;
}

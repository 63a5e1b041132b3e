// state.js - what a view shows instead of its data: that it loads, that it failed and what to do, that there is nothing.
import {html} from '../lib/html.js';
import {t, hasText} from '../lib/text.js';
import {Icon} from './icon.js';

export function Loading({label}) {
    return html`<div class="loading" role="status"><span class="spinner" aria-hidden="true">
        </span>${label ?? t('state.loading')}</div>`;
}

/** Grey bars where text will stand, so that nothing jumps when it comes. */
export function Skeleton({lines = 3}) {
    return html`<div class="skeleton" aria-hidden="true">${Array.from({length: lines}, (_, i) => html`<span key=${i}>
        </span>`)}</div>`;
}

function sentence(error) {
    if (error.status === 0)
        return t('error.unreachable');
    const known = 'error.' + error.status;
    return hasText(known) ? t(known) : t('error.other');
}

/** An error that a user can act upon: a sentence of ours, then what the server said, then "again". */
export function ErrorBox({error, again}) {
    const messages = error.messages ?? [{text: error.message}];
    return html`<div class="box bad" role="alert">
        <${Icon} name="warning" />
        <div><p><strong>${sentence(error)}</strong></p>
            ${messages.map((message, i) => html`<p key=${i} class="soft">${message.text}</p>`)}
            ${again && html`<p><button type="button" onClick=${again}>${t('state.again')}</button></p>`}</div>
    </div>`;
}

/** heading: it is all that the page shows, so its title is the page's. */
export function Empty({icon = 'info', title, heading, children}) {
    return html`<div class="empty"><${Icon} name=${icon} size=${36} />${heading ? html`<h1>${title}</h1>` : html`<p>
        <strong>${title}</strong></p>`}${children}</div>`;
}

/** Shows a useLoad: its error, that it loads, or the children with the data. */
export function Loaded({of, children, lines}) {
    if (of.error)
        return html`<${ErrorBox} error=${of.error} again=${of.again} />`;
    if (of.data === null)
        return lines ? html`<${Skeleton} lines=${lines} />` : html`<${Loading} />`;
    return children(of.data);
}

// more.js - on a phone: what does not fit into the bar below.
import {html} from '../lib/html.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Icon} from '../part/icon.js';

const ENTRIES = [['plant', 'tree'], ['security', 'shield'], ['history', 'clock'], ['create', 'plus'], ['api', 'code']];

export default function More() {
    return html`<h1>${t('nav.more')}</h1>
        <ul class="rows">${ENTRIES.map(([page, icon]) => html`<li key=${page}><a class="row" href=${link(page)}>
            <${Icon} name=${icon} /><span>${t('nav.' + page)}</span><${Icon} name="right" size=${16} /></a></li>`)}</ul>`;
}

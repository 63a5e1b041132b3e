// missing.js - an address that leads nowhere.
import {html} from '../lib/html.js';
import {link} from '../lib/route.js';
import {t} from '../lib/text.js';
import {Empty} from '../part/state.js';

export default function Missing() {
    return html`<${Empty} title=${t('missing.title')}><p><a href=${link('overview')}>${t('missing.home')}</a></p></${Empty}>`;
}

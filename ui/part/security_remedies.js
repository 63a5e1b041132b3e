// security_remedies.js - what the maker says to do: updates first, then what helps until then.
import {html} from '../lib/html.js';
import {hasText, t} from '../lib/text.js';
import {Icon} from './icon.js';
import {External, isWebAddress, Text} from './text_value.js';

const ORDER = ['vendor_fix', 'mitigation', 'workaround', 'no_fix_planned', 'none_available'];
const ICONS = {vendor_fix: 'download', mitigation: 'shield', workaround: 'wrench', no_fix_planned: 'warning',
    none_available: 'info'};
const SHOWN = 20;

export function Remedies({remedies}) {
    const sorted = [...remedies].sort((a, b) => ORDER.indexOf(a.category) - ORDER.indexOf(b.category));
    return html`<section class="card"><h2>${t('security.remedies')}</h2>
        ${sorted.length === 0 && html`<p class="soft">${t('security.no_remedies')}</p>`}
        <ul class="remedies">${sorted.slice(0, SHOWN).map((remedy, i) => html`<li key=${i}><${Icon}
            name=${ICONS[remedy.category] ?? 'info'} />
            <div><h3>${hasText('security.remedy_' + remedy.category) ? t('security.remedy_' + remedy.category) : remedy.category}
                </h3>
                <p><${Text} text=${remedy.details ?? remedy.text ?? ''} /></p>
                ${remedy.url && isWebAddress(remedy.url) && html`<p><${External} href=${remedy.url} /></p>`}</div></li>`)}</ul>
        ${sorted.length > SHOWN && html`<p class="soft">${t('security.more_in_advisory', {n: sorted.length - SHOWN})}</p>`}
            </section>`;
}

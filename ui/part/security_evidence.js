// security_evidence.js - why an item says what it says: what was compared, what is missing for certainty, whether an attack gets
// there.
import {html} from '../lib/html.js';
import {useLoad} from '../lib/load.js';
import {link} from '../lib/route.js';
import {assetLink} from '../lib/security.js';
import {hasText, t} from '../lib/text.js';
import {Icon} from './icon.js';
import {Reach} from './security_marks.js';
import {Text} from './text_value.js';

const BOXES = {affected: ['bad', 'warning'], unknown: ['warn', 'question'], under_investigation: ['', 'wait'],
    fixed: ['good', 'wrench'], not_affected: ['good', 'good']};

function missingWord(name) {
    const key = 'security.missing_' + name;
    return hasText(key) ? t(key) : hasText('field.' + name) ? t('field.' + name) : name;
}

/** What would settle it, with the way to the form where it is written down. */
function Missing({item}) {
    // What cannot be read has no form: then the asset's page says why.
    const form = useLoad(signal => import('../lib/nameplate_form.js')
        .then(({nameplateForm}) => nameplateForm(item.asset.id, item.missing, {signal, quiet: true})).catch(() => null),
        [item.asset.id]);
    return html`<div class="settle"><p><strong>${t('security.would_settle')}</strong></p>
        <ul class="chips">${item.missing.map(name => html`<li key=${name}><span class="chip plain">${missingWord(name)}</span>
            </li>`)}</ul>
        <p class="actions"><a class="button" href=${form.data ?? assetLink(item.asset.id)}><${Icon} name="edit" size=${18} />
            ${t('security.fill_in')}</a></p></div>`;
}

export function ItemEvidence({item}) {
    const [colour, icon] = BOXES[item.verdict] ?? ['', 'info'];
    return html`<section class=${'box evidence ' + colour} aria-labelledby="why"><${Icon} name=${icon} size=${24} /><div>
        <h2 id="why">${t('security.why_' + item.verdict)}</h2>
        <p><${Text} text=${item.evidence ?? ''} /></p>
        <p class="soft small">${t(`security.tier_${item.tier}_why`)}</p>
        ${item.missing?.length > 0 && html`<${Missing} item=${item} />`}</div></section>`;
}

/** Whether an attack gets to the asset, and by what way, or what stops it. */
export function ItemReach({item}) {
    const {verdict = 'unknown', proof} = item.reach ?? {};
    const sentences = Array.isArray(proof) ? proof : (proof ?? '').split('\n').filter(Boolean);
    return html`<section class="card"><div class="card-head"><h2>${t('security.reach_title')}</h2><${Reach} reach=${item.reach} />
        </div>
        ${sentences.length > 0 ? sentences.map((text, i) => html`<p key=${i}><bdi>${text}</bdi></p>`)
            : html`<p>${t(`security.reach_${verdict}_why`)}</p>`}
        ${!item.asset.zone && html`<p class="soft">${t('security.no_zone')} <a href=${link('zones')}>${t('security.to_zones')}</a>
            </p>`}</section>`;
}

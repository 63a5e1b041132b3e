// security-sources.js - #/security/sources: where advisories come from: makers' servers, files, a USB stick; and what is exploited
// already.
import {html, useState} from '../lib/html.js';
import {get, request} from '../lib/api.js';
import {useAdvisoryImport} from '../lib/advisory_import.js';
import {useDropped} from '../lib/dropped.js';
import {useLoad} from '../lib/load.js';
import {useWhileBuilding} from '../lib/security.js';
import {t} from '../lib/text.js';
import {copyText} from '../lib/copy.js';
import {AdvisoryButton, AdvisoryOutcome} from '../part/advisory_outcome.js';
import {Icon} from '../part/icon.js';
import {ExploitedCard} from '../part/security_exploited.js';
import {Source} from '../part/security_source.js';
import {SecurityTabs} from '../part/security_tabs.js';
import {ErrorBox, Loaded} from '../part/state.js';
import {toast} from '../part/toast.js';

export const styles = ['check', 'exchange', 'security'];

const HOURS = [0, 6, 24, 168];
const EXAMPLE = 'cert.example.com';
const COMMAND = 'schale advisories import /media/usb/csaf --data DIR';

function AddSource({added}) {
    const [form, setForm] = useState({url: '', name: '', every_hours: 24});
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState(null);
    const set = some => setForm(before => ({...before, ...some}));
    const send = async event => {
        event.preventDefault();
        if (!form.url.trim()) {
            event.target.querySelector('input').focus();
            return;
        }
        setBusy(true);
        setError(null);
        try {
            await request('POST', '/plan/security/sources', {body: {url: form.url.trim(), ...form.name.trim()
                && {name: form.name.trim()},
                ...form.every_hours > 0 && {every_hours: form.every_hours}}});
            toast(t('security.source_added'));
            setForm({url: '', name: '', every_hours: 24});
            added();
        } catch (problem) {
            setError(problem);
        }
        setBusy(false);
    };
    return html`<section class="card"><h2>${t('security.source_add')}</h2><p class="soft">${t('security.source_add_lead')}</p>
        <form class="add-source" onSubmit=${send}>
            <label class="field url"><span class="label">${t('security.source_url')}</span><input type="text" inputmode="url"
                autocomplete="off" spellcheck=${false}
                required maxLength="2000" placeholder=${EXAMPLE} value=${form.url}
                    onInput=${event => set({url: event.target.value})} /></label>
            <label class="field"><span class="label">${t('security.source_name')}</span><input type="text" maxLength="200"
                value=${form.name}
                onInput=${event => set({name: event.target.value})} /></label>
            <label class="field"><span class="label">${t('security.source_when')}</span><select
                onChange=${event => set({every_hours: Number(event.target.value)})}>
                ${HOURS.map(hours => html`<option key=${hours} value=${hours} selected=${hours === form.every_hours}>
                    ${t('security.every_' + hours)}</option>`)}</select></label>
            <button type="submit" class="primary" disabled=${busy}><${Icon} name="plus" size=${18} />${t('security.source_add_do')}
                </button>
        </form>${error && html`<${ErrorBox} error=${error} />`}</section>`;
}

function Offline({add}) {
    return html`<section class="card"><h2>${t('security.offline')}</h2><p>${t('security.offline_lead')}</p>
        <ol class="steps"><li>${t('security.offline_1')}</li><li>${t('security.offline_2')}</li></ol>
        <div class="curl"><code>${COMMAND}</code><button type="button" aria-label=${t('action.copy')}
            onClick=${() => copyText(COMMAND)}><${Icon}
            name="copy" size=${18} /></button></div>
        <p class="soft small">${t('security.offline_note')}</p><${AdvisoryButton} add=${add} /></section>`;
}

export default function SecuritySources() {
    const sources = useLoad(signal => get('/plan/security/sources', {signal}), []);
    const exploited = useLoad(signal => get('/plan/security/exploited', {signal}), []);
    const imports = useAdvisoryImport(() => exploited.again());
    useDropped(imports.add);
    useWhileBuilding(sources.data?.result.some(source => source.is_running), sources.again);
    return html`<${SecurityTabs} current="sources" />
        <div class="page-head"><div><h1>${t('security_tabs.sources')}</h1><p class="lead">${t('security.sources_lead')}</p>
        </div></div>
        <${AdvisoryOutcome} imports=${imports} />
        <div class="item-columns"><div class="stack">
            <${Loaded} of=${sources} lines=${5}>${data => data.result.length === 0
                ? html`<div class="box"><${Icon} name="live" size=${24} /><div><p><strong>${t('security.no_sources')}</strong></p>
                    <p class="soft">${t('security.no_sources_lead')}</p></div></div>`
                : html`<ul class="stack">${data.result.map(source => html`<${Source} key=${source.id} source=${source}
                    changed=${sources.again} />`)}</ul>`}</${Loaded}>
            <${AddSource} added=${sources.again} /></div>
        <div class="stack"><${ExploitedCard} exploited=${exploited} add=${imports.add} /><${Offline} add=${imports.add} /></div>
            </div>`;
}

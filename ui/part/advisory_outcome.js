// advisory_outcome.js - what came of files that were dropped: how many are new, which were refused and why.
import {html, useState} from '../lib/html.js';
import {t} from '../lib/text.js';
import {Findings} from './findings.js';
import {Icon} from './icon.js';
import {ErrorBox} from './state.js';

const COUNTS = ['new', 'updated', 'unchanged', 'left_out', 'refused'];
const FILES_SHOWN = 30;

function FileFindings({file}) {
    const [open, setOpen] = useState(false);
    return html`<li><details class="fold" onToggle=${event => setOpen(event.target.open)}><summary><bdi>${file.file}</bdi>
        <span class="soft small">${t('exchange.findings', {n: file.findings.length})}</span></summary>
        ${open && html`<${Findings} findings=${file.findings} />`}</details></li>`;
}

/** imports: of useAdvisoryImport. */
export function AdvisoryOutcome({imports}) {
    const {part, result, error} = imports;
    if (part !== undefined)
        return html`<div class="box import-box" role="status"><span class="spinner" aria-hidden="true"></span><div><p><strong>
            ${t('security.importing')}</strong></p>
            <progress max="1" value=${part} aria-label=${t('security.importing')}></progress></div></div>`;
    if (!result && !error)
        return null;
    const told = result ? COUNTS.filter(name => result[name] > 0) : [];
    const found = (result?.files ?? []).filter(file => file.findings?.length);
    const kind = result?.refused ? 'warn' : 'good';
    return html`<div class="stack import-box">
        ${error && html`<${ErrorBox} error=${error} />`}
        ${result && html`<div class=${'box ' + kind} role="status"><${Icon} name=${kind === 'good' ? 'good' : 'warning'} size=${24}
            /><div>
            <h2>${told.length || result.exploited ? [...told.map(name => t('security.import_' + name, {n: result[name]})),
                ...result.exploited ? [t('security.import_exploited', {n: result.exploited})] : []].join(', ')
                    : t('security.import_none')}</h2>
            ${result.refused > 0 && html`<p class="soft">${t('security.import_refused_lead')}</p>`}
            </div><button type="button" class="quiet" aria-label=${t('action.close')} onClick=${imports.clear}><${Icon} name="close"
                size=${18} /></button></div>`}
        ${found.length > 0 && html`<ul class="card files">${found.slice(0,
            FILES_SHOWN).map((file, i) => html`<${FileFindings} key=${file.file + i} file=${file} />`)}
            ${found.length > FILES_SHOWN && html`<li class="soft">${t('security.import_more', {n: found.length - FILES_SHOWN})}
                </li>`}</ul>`}
    </div>`;
}

/** A button that chooses files of advisories. */
export function AdvisoryButton({add, primary}) {
    const choose = event => {
        const input = event.currentTarget.nextElementSibling;
        input.click();
    };
    return html`<span class="add-file"><button type="button" class=${primary ? 'primary' : ''} onClick=${choose}><${Icon}
        name="upload" size=${18} />
        ${t('security.import')}</button><input type="file" multiple hidden accept=".json,.zip,.csv"
            aria-label=${t('security.import')}
            onChange=${event => { add([...event.target.files]); event.target.value = ''; }} /></span>`;
}

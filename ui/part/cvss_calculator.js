// cvss_calculator.js - a CVSS 3.1 vector by answering eight questions, or as text, with its score at once.
import {html, useState} from '../lib/html.js';
import {BASE_METRICS, baseScore, readVector, severityOf, writeVector} from '../lib/cvss31.js';
import {scoreText, t} from '../lib/text.js';

const HINT = 'CVSS:3.1/AV:…';
const KINDS = {none: 'plain', low: 'good', medium: 'warn', high: 'bad', critical: 'bad'};

/** "9.8 critical" of a vector; nothing when it has no score. */
export function ScoreChip({vector}) {
    const read = readVector(vector ?? '');
    const score = read && baseScore(read.metrics);
    if (score === null)
        return null;
    const severity = severityOf(score);
    return html`<span class=${`chip score ${KINDS[severity]} ${severity}`}>${scoreText(score)} ${t('cvss.' + severity)}</span>`;
}

function Metric({name, value, id, choose}) {
    return html`<fieldset class="metric"><legend>${t('cvss.' + name)}</legend><div class="metric-values">
        ${Object.keys(BASE_METRICS[name]).map(code => html`<label key=${code}
            class=${value === code ? 'filter chosen-value' : 'filter'}
            title=${t(`cvss.${name}_${code}_hint`)}><input type="radio" class="visually-hidden" name=${`${id}-${name}`}
                checked=${value === code}
            onChange=${() => choose(code)} />${t(`cvss.${name}_${code}`)}</label>`)}</div></fieldset>`;
}

/** id: of the text field; set(vector). */
export function CvssCalculator({id, vector = '', set, describedBy}) {
    const [open, setOpen] = useState(false);
    const read = readVector(vector) ?? {metrics: {}, others: []};
    const wrong = vector.trim() !== '' && !readVector(vector);
    return html`<div class="vector-line"><input id=${id} class="mono" value=${vector} placeholder=${HINT} spellcheck=${false}
            aria-describedby=${describedBy} aria-invalid=${wrong} onInput=${event => set(event.target.value.trim())} />
            <span role="status"><${ScoreChip} vector=${vector} /></span>
            <button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t('cvss.calculate')}</button></div>
        ${wrong && html`<span class="fault">${t('cvss.wrong')}</span>`}
        ${read.others.length > 0 && html`<span class="hint">${t('cvss.base_only')}</span>`}
        ${open && html`<div class="calculator">${Object.keys(BASE_METRICS).map(name => html`<${Metric} key=${name} name=${name}
            id=${id}
            value=${read.metrics[name]} choose=${code => set(writeVector({...read, metrics: {...read.metrics,
                [name]: code}}))} />`)}</div>`}`;
}

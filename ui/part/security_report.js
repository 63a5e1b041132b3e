// security_report.js - the report: what was known on a day, and what was done, for the plant or one zone of it.
import {html, useState} from '../lib/html.js';
import {query} from '../lib/api.js';
import {dayFromNow, useZones} from '../lib/security.js';
import {language, t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {Icon} from './icon.js';

const FORMATS = ['html', 'csv', 'json', 'zip'];

export function ReportDialog({close}) {
    const zones = useZones();
    const [zone, setZone] = useState('');
    const [date, setDate] = useState(dayFromNow());
    const [format, setFormat] = useState('html');
    const address = more => '/plan/security/report' + query({format, zone, date, language: language(), ...more});
    const file = 'report-N.' + format;
    const packed = format === 'zip';
    return html`<${Dialog} title=${t('security.report')} close=${close}><div class="stack">
        <p class="soft">${t('security.report_lead')}</p>
        <div class="two">
            <label class="field"><span class="label">${t('security.filter_zone')}</span><select
                onChange=${event => setZone(event.target.value)}>
                <option value="">${t('security.report_all')}</option>
                ${zones.map(one => html`<option key=${one.id} value=${one.id} selected=${one.id === zone}>${one.name || one.id}
                    </option>`)}</select></label>
            <label class="field"><span class="label">${t('security.report_date')}</span><input type="date" value=${date}
                max=${dayFromNow()}
                onInput=${event => setDate(event.target.value)} /></label></div>
        <fieldset class="choices"><legend>${t('security.report_format')}</legend><div>
            ${FORMATS.map(name => html`<label key=${name}
            class=${name === format ? 'pick-one on' : 'pick-one'}><input type="radio" name="format" checked=${name === format}
            onChange=${() => setFormat(name)} />${t('security.format_' + name)}</label>`)}</div></fieldset>
        <p class="actions"><a class="button primary" href=${address()} target="_blank" rel="noopener">
                <${Icon} name=${format === 'html' ? 'print' : 'download'} size=${18} />
                    ${t(format === 'html' ? 'security.report_open' : 'security.report_load')}</a>
            ${!packed && html`<a class="button" href=${address({signature: 'true'})}><${Icon} name="check" size=${18} />
                ${t('security.report_signature')}</a>`}</p>
        <p class="soft small">${packed ? t('security.report_packed')
            : html`${t('security.report_proof')} <code>${`gpg --verify ${file}.asc ${file}`}</code>`}</p></div>
            </${Dialog}>`;
}

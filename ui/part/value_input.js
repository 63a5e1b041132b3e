// value_input.js - the input that suits an XSD type: a switch, a date, a number with its unit, a text.
import {html, useId} from '../lib/html.js';
import {isNumber, isWhole, tidied} from '../lib/lexical.js';
import {t} from '../lib/text.js';

const LONG_TEXT = 70;
const PLAIN_DATE = /^\d{4}-\d\d-\d\d$/, PLAIN_TIME = /^\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;
const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/;

function YesNo({value, change, ...rest}) {
    const known = value === '1' ? 'true' : value === '0' ? 'false' : value ?? '';
    return html`<select value=${known} onChange=${event => change(event.target.value)} ...${rest}>
        <option value="">–</option><option value="true">${t('yes')}</option><option value="false">${t('no')}</option>
        ${!['', 'true', 'false'].includes(known) && html`<option value=${known}>${known}</option>`}</select>`;
}

const seconds = text => text && /T?\d\d:\d\d$/.test(text) ? text + ':00' : text;

/** A date and time in the browser's own field; the zone stays as it is, a new one is that of the user. */
function Moment({value, change, ...rest}) {
    const [, local = '', , , zone] = MOMENT.exec(value ?? '') ?? [];
    const offset = -new Date(local || Date.now()).getTimezoneOffset();
    const two = number => String(Math.abs(number)).padStart(2, '0');
    const own = offset ? `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}` : 'Z';
    return html`<span class="with-unit"><input type="datetime-local" step="1" value=${local} ...${rest}
        onInput=${event => change(event.target.value ? seconds(event.target.value) + (local ? zone ?? '' : own) : '')} />
        <span class="unit">${local ? zone ?? '' : ''}</span></span>`;
}

/** value: text. change(text). type: "xs:…". unit; options: [{value, name}] to choose from. rest goes to the input. */
export function ValueInput({value = '', type = 'xs:string', change, unit, options, ...rest}) {
    const list = useId();
    const input = event => change(event.target.value);
    const tidy = event => tidied(type, event.target.value) !== event.target.value && change(tidied(type, event.target.value));
    if (type === 'xs:boolean')
        return html`<${YesNo} value=${value} change=${change} ...${rest} />`;
    if (type === 'xs:date' && (!value || PLAIN_DATE.test(value)))
        return html`<input type="date" value=${value} onInput=${input} ...${rest} />`;
    if (type === 'xs:time' && (!value || PLAIN_TIME.test(value)))
        return html`<input type="time" step="1" value=${value} onInput=${event => change(seconds(event.target.value))}
            ...${rest} />`;
    if (type === 'xs:dateTime' && (!value || MOMENT.test(value)))
        return html`<${Moment} value=${value} change=${change} ...${rest} />`;
    if (type === 'xs:string' && !options?.length && (value.length > LONG_TEXT || value.includes('\n')))
        return html`<textarea rows="3" value=${value} onInput=${input} ...${rest}></textarea>`;
    const field = html`<input type="text" value=${value} onInput=${input} onBlur=${tidy} autocomplete="off"
        list=${options?.length ? list : undefined}
        inputmode=${isWhole(type) ? 'numeric' : isNumber(type) ? 'decimal' : undefined} class=${isNumber(type) ? 'number' : ''}
            ...${rest} />
        ${options?.length > 0 && html`<datalist id=${list}>${options.map(option => html`<option key=${option.value}
            value=${option.value}>${option.name}</option>`)}</datalist>`}`;
    return unit ? html`<span class="with-unit">${field}<span class="unit"><bdi>${unit}</bdi></span></span>` : field;
}

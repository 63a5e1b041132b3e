// security_decide.js - what is to be done with an item, or with several at once: state, measure, who, until when, why.
import {html, useState} from '../lib/html.js';
import {dayFromNow, decideMany, MEASURES, STATES} from '../lib/security.js';
import {t} from '../lib/text.js';
import {Dialog} from './dialog.js';
import {ErrorBox} from './state.js';
import {toast} from './toast.js';

const REASON_MAX = 2000, OWNER_MAX = 200;

/** What a decision lacks: {field: words}. */
function faultsOf(decision) {
    const faults = {};
    if (decision.state === 'accepted' && !decision.reason.trim())
        faults.reason = t('security.needs_reason');
    if (decision.state === 'accepted' && !decision.due)
        faults.due = t('security.needs_date');
    return faults;
}

/** What is sent: nothing that is empty. */
function cleaned(decision) {
    return Object.fromEntries(Object.entries(decision).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
}

function Field({name, label, fault, hint, children}) {
    return html`<div class=${fault ? 'field faulty' : 'field'}><label for=${name}>${label}</label>${children}
        ${fault ? html`<span class="fault" id=${name + '-fault'} role="alert">${fault}</span>` : hint
            && html`<span class="hint">${hint}</span>`}</div>`;
}

function States({value, change}) {
    return html`<fieldset class="choices"><legend>${t('security.filter_state')}</legend><div>${STATES.map(state => html`
        <label key=${state} class=${state === value ? 'pick-one on' : 'pick-one'}><input type="radio" name="state" value=${state}
            checked=${state === value}
            onChange=${() => change(state)} />${t('security.state_' + state)}
                </label>`)}</div></fieldset>`;
}

/** store(decision) stores it for `count` items; start: what the form begins with; ended(): it was stored. owners: names to suggest. */
export function DecideForm({store, count = 1, start = {}, ended, owners = [], cancel}) {
    const [decision, setDecision] = useState({state: start.state ?? 'in_progress', measure: start.measure ?? '',
        owner: start.owner ?? '',
                                              due: start.due ?? '', reason: start.reason ?? ''});
    const [tried, setTried] = useState(false);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState(null);
    const set = some => setDecision(before => ({...before, ...some}));
    const accepted = decision.state === 'accepted';
    const faults = tried ? faultsOf(decision) : {};
    const send = async event => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(faultsOf(decision)).length) {
            event.target.querySelector(`[name=${Object.keys(faultsOf(decision))[0]}]`).focus();
            return;
        }
        setBusy(true);
        setError(null);
        try {
            await store(cleaned({...decision, measure: accepted ? 'accept' : decision.measure === 'accept' ? ''
                : decision.measure}));
            toast(t('security.decided', {n: count}));
            ended?.();
        } catch (problem) {
            setError(problem);
        }
        setBusy(false);
    };
    const input = (name, more) => ({id: name, name, value: decision[name], 'aria-invalid': Boolean(faults[name]),
        'aria-describedby': faults[name] ? name + '-fault' : undefined, onInput: event => set({[name]: event.target.value}),
            ...more});
    return html`<form class="decide" onSubmit=${send} noValidate>
        <${States} value=${decision.state} change=${state => set({state})} />
        ${!accepted && html`<${Field} name="measure" label=${t('security.measure')}><select id="measure" name="measure"
            onChange=${event => set({measure: event.target.value})}><option value="" selected=${!decision.measure}>
                ${t('security.measure_none')}</option>
            ${MEASURES.filter(name => name !== 'accept').map(name => html`<option key=${name} value=${name}
                selected=${name === decision.measure}>
                ${t('security.measure_' + name)}</option>`)}</select></${Field}>`}
        <div class="two"><${Field} name="owner" label=${t('security.owner')}><input
            ...${input('owner', {maxLength: OWNER_MAX, list: 'owners', autocomplete: 'off'})} /></${Field}>
            <${Field} name="due" label=${t(accepted ? 'security.due_again' : 'security.due')} fault=${faults.due}><input type="date"
                ...${input('due', accepted ? {min: dayFromNow(1)} : {})} /></${Field}></div>
        <datalist id="owners">${[...new Set(owners.filter(Boolean))].map(name => html`<option key=${name} value=${name} />`)}
            </datalist>
        <${Field} name="reason" label=${t(accepted ? 'security.reason' : 'security.note')} fault=${faults.reason}
            hint=${accepted ? t('security.reason_hint') : ''}><textarea rows="3" ...${input('reason', {maxLength: REASON_MAX})}>
                </textarea></${Field}>
        ${error && html`<${ErrorBox} error=${error} />`}
        <p class="actions"><button type="submit" class="primary" disabled=${busy}>${t('action.save')}</button>
            ${cancel && html`<button type="button" onClick=${cancel}>${t('action.cancel')}</button>`}</p>
    </form>`;
}

/** The form in a window, for several items. */
export function DecideDialog({ids, start, close, ended, owners, title}) {
    return html`<${Dialog} title=${title ?? t('security.decide_many', {n: ids.length})} close=${close}>
        ${ids.length > 1 && html`<p class="soft">${t('security.decide_many_lead')}</p>`}
        <${DecideForm} store=${decision => decideMany(ids, decision)} count=${ids.length} start=${start} owners=${owners} cancel=${close} ended=${() => { close(); ended(); }} />
            </${Dialog}>`;
}

// advisory_vulnerabilities.js - what is wrong with the products: each vulnerability with its score, what it means for each
// product, and
// what helps.
import {html} from '../lib/html.js';
import {fieldId} from '../lib/form_findings.js';
import {t} from '../lib/text.js';
import {productName} from './advisory_products.js';
import {CvssCalculator, ScoreChip} from './cvss_calculator.js';
import {FieldFindings, FormField} from './form_field.js';
import {Icon} from './icon.js';

const STATES = ['known_affected', 'fixed', 'known_not_affected', 'under_investigation'];
const REMEDIES = ['vendor_fix', 'mitigation', 'workaround', 'no_fix_planned', 'none_available'];

const replaced = (list, i, values) => list.map((one, at) => at === i ? {...one, ...values} : one);
const without = (list, i) => list.filter((_, at) => at !== i);

function RemoveButton({name, remove}) {
    return html`<button type="button" class="quiet" aria-label=${t('publish.remove', {name})} title=${t('publish.remove', {name})}
        onClick=${remove}><${Icon} name="trash" size=${18} /></button>`;
}

function States({vulnerability, products, path, found, set}) {
    const states = vulnerability.states ?? {};
    const choose = (key, state) => {
        const {[key]: _, ...rest} = states;
        set({states: state ? {...rest, [key]: state} : rest});
    };
    return html`<fieldset class="states" id=${fieldId(path)} tabindex="-1"><legend>${t('publish.states')}</legend>
        <${FieldFindings} findings=${found.get(path)} />
        ${products.map(product => html`<div class="state-line" key=${product.key}><label for=${`${fieldId(path)}-${product.key}`}>
            <bdi>
            ${productName(product)}</bdi></label><select id=${`${fieldId(path)}-${product.key}`} value=${states[product.key] ?? ''}
            onChange=${event => choose(product.key, event.target.value)}><option value="">${t('publish.state_none')}</option>
            ${STATES.map(state => html`<option key=${state} value=${state}>${t('publish.state_' + state)}</option>`)}</select>
                </div>`)}
        ${!products.length && html`<p class="soft">${t('publish.states_none')}</p>`}</fieldset>`;
}

function Remedy({remedy, products, path, found, set, remove, n}) {
    const field = (name, label, more = {}) => html`<${FormField} path=${`${path}.${name}`} label=${label}
        value=${remedy[name]} found=${found}
        set=${value => set({[name]: value})} ...${more} />`;
    const chosen = remedy.products ?? [];
    const tick = (key, on) => set({products: on ? [...chosen, key] : chosen.filter(one => one !== key)});
    return html`<li class="form-item inner" id=${fieldId(path)} tabindex="-1"><div class="form-item-head"><h4>${t('publish.remedy',
        {n})}</h4>
            <${RemoveButton} name=${t('publish.remedy', {n})} remove=${remove} /></div>
        <${FieldFindings} findings=${found.get(path)} />
        ${field('category', 'publish.remedy_category', {options: REMEDIES.map(name => [name, t('publish.remedy_' + name)])})}
        ${field('text', 'publish.remedy_text', {lines: 2})}
        ${field('url', 'publish.remedy_url', {placeholder: 'https://'})}
        ${products.length > 1 && html`<fieldset class="ticks"><legend>${t('publish.remedy_products')}</legend>
            <${FieldFindings} findings=${found.get(path + '.products')} />
            ${products.map(product => html`<label class="tick" key=${product.key}><input type="checkbox"
                checked=${chosen.includes(product.key)}
                onChange=${event => tick(product.key, event.target.checked)} /><bdi>${productName(product)}</bdi>
                    </label>`)}</fieldset>`}</li>`;
}

function Vulnerability({vulnerability, products, path, found, set, remove, n}) {
    const field = (name, label, more = {}, children) => html`<${FormField} path=${`${path}.${name}`} label=${label}
        value=${vulnerability[name]}
        found=${found} set=${value => set({[name]: value})} ...${more}>${children}</${FormField}>`;
    const remedies = vulnerability.remedies ?? [];
    const title = vulnerability.cve || vulnerability.title || t('publish.vulnerability', {n});
    return html`<section class="card form-part" id=${fieldId(path)} tabindex="-1" aria-label=${title}><div class="form-item-head">
            <h2><bdi>${title.slice(0, 120)}</bdi></h2><${ScoreChip} vector=${vulnerability.vector} /><${RemoveButton}
                name=${title} remove=${remove} /></div>
        <${FieldFindings} findings=${found.get(path)} />
        <div class="pair">${field('cve', 'publish.cve', {mono: true, placeholder: 'CVE-2026-…', hint: 'publish.cve_hint'})}
            ${field('cwe', 'publish.cwe', {mono: true, placeholder: 'CWE-79', hint: 'publish.cwe_hint'})}</div>
        ${field('title', 'publish.vulnerability_title')}${field('text', 'publish.vulnerability_text', {lines: 4})}
        ${field('vector', 'publish.vector', {}, (id, describedBy) => html`<${CvssCalculator} id=${id} vector=${vulnerability.vector}
            describedBy=${describedBy} set=${vector => set({vector})} />`)}
        <${States} vulnerability=${vulnerability} products=${products} path=${path + '.states'} found=${found} set=${set} />
        <div id=${fieldId(path + '.remedies')} tabindex="-1"><h3>${t('publish.remedies')}</h3>
            <${FieldFindings} findings=${found.get(path + '.remedies')} />
            <ul class="form-items">${remedies.map((remedy, i) => html`<${Remedy} key=${i} n=${i + 1} remedy=${remedy}
                products=${products}
                path=${`${path}.remedies[${i}]`} found=${found} set=${values => set({remedies: replaced(remedies, i, values)})}
                remove=${() => set({remedies: without(remedies, i)})} />`)}</ul>
            <button type="button" class="add" onClick=${() => set({remedies: [...remedies, {category: 'vendor_fix', text: ''}]})}>
                <${Icon} name="plus" size=${18} />${t('publish.add_remedy')}</button></div></section>`;
}

/** vulnerabilities, products: of the form; change(list of vulnerabilities). */
export function AdvisoryVulnerabilities({vulnerabilities, products, change, found}) {
    return html`${vulnerabilities.map((one, i) => html`<${Vulnerability} key=${i} n=${i + 1} vulnerability=${one}
        products=${products}
            path=${`$.vulnerabilities[${i}]`} found=${found} set=${values => change(replaced(vulnerabilities, i, values))}
            remove=${() => change(without(vulnerabilities, i))} />`)}
        <div id=${fieldId('$.vulnerabilities')} tabindex="-1"><${FieldFindings} findings=${found.get('$.vulnerabilities')} />
            <button type="button" class="add" onClick=${() => change([...vulnerabilities, {states: {}, remedies: []}])}>
                <${Icon} name="plus" size=${18} />${t('publish.add_vulnerability')}</button></div>`;
}

// advisory_products.js - the products that an own advisory is about: picked from own shells or written, each with its versions.
import {html} from '../lib/html.js';
import {cardName} from '../lib/filters.js';
import {id64} from '../lib/api.js';
import {link} from '../lib/route.js';
import {pick, t} from '../lib/text.js';
import {fieldId} from '../lib/form_findings.js';
import {AssetPicker} from './asset_picker.js';
import {FieldFindings, FormField} from './form_field.js';
import {Icon} from './icon.js';

function freeKey(products) {
    const used = new Set(products.map(product => product.key));
    let n = products.length + 1;
    while (used.has('p' + n))
        n++;
    return 'p' + n;
}

/** What people call a product of the form. */
export function productName(product) {
    return [product.name || product.order_code || product.key, product.versions].filter(Boolean).join(' ');
}

const filled = values => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

function productOf(card, key) {
    return filled({key, name: pick(card.product) || cardName(card), maker: pick(card.maker), family: pick(card.family),
                   order_code: card.order_code, asset: card.id});
}

function Product({product, path, found, set, remove}) {
    const field = (name, label, more = {}) => html`<${FormField} path=${`${path}.${name}`} label=${label}
        value=${product[name]} found=${found}
        set=${value => set({[name]: value})} ...${more} />`;
    return html`<li class="form-item" id=${fieldId(path)} tabindex="-1"><div class="form-item-head"><h3><bdi>
        ${productName(product)}</bdi></h3>
            <button type="button" class="quiet" aria-label=${t('publish.remove', {name: productName(product)})}
                title=${t('publish.remove', {name: productName(product)})} onClick=${remove}><${Icon} name="trash" size=${18} />
                    </button></div>
        <${FieldFindings} findings=${found.get(path)} />
        <div class="pair">${field('name', 'publish.product_name')}${field('order_code', 'inventory.order_code', {mono: true})}
            ${field('maker', 'inventory.maker')}${field('family', 'inventory.family')}</div>
        ${field('versions', 'publish.versions', {mono: true, hint: 'publish.versions_hint', placeholder: '< 2.4.1'})}
        ${product.asset && html`<p class="small"><a href=${link('asset', [id64(product.asset)])}>${t('publish.from_asset')}</a>
            </p>`}</li>`;
}

/** products: of the form; change(list). */
export function AdvisoryProducts({products, change, found}) {
    const add = card => change([...products, card ? productOf(card, freeKey(products)) : {key: freeKey(products)}]);
    return html`<section class="card form-part" aria-labelledby="products"><h2 id="products">${t('publish.products')}</h2>
        <p class="soft">${t('publish.products_lead')}</p><${FieldFindings} findings=${found.get('$.products')} />
        <ul class="form-items">${products.map((product, i) => html`<${Product} key=${product.key} product=${product}
            path=${`$.products[${i}]`}
            found=${found} set=${values => change(products.map((one, at) => at === i ? {...one, ...values} : one))}
            remove=${() => change(products.filter((_, at) => at !== i))} />`)}</ul>
        <div class="add-line" id=${fieldId('$.products')}><${AssetPicker} label=${t('publish.pick')} add=${add} />
            <button type="button" class="add" onClick=${() => add(null)}><${Icon} name="plus" size=${18} />
                ${t('publish.by_hand')}</button></div>
        </section>`;
}

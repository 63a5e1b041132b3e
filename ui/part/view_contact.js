// view_contact.js - whom to call: one card for each contact.
import {html} from '../lib/html.js';
import {childrenOf, isContainer} from '../lib/element.js';
import {codeName} from '../lib/code.js';
import {languageName} from '../lib/format.js';
import {t} from '../lib/text.js';
import {Address, addressOf} from './address.js';
import {nameOf} from './element_name.js';
import {Empty} from './state.js';
import {countryName} from './view_nameplate.js';

/** Contacts of a submodel, whether it holds several or is one itself: [{node, address}]. */
export function contactsOf(root) {
    const nodes = childrenOf(root).flatMap(node => node.element.modelType === 'SubmodelElementList' ? childrenOf(node) : [node])
        .filter(node => isContainer(node.element));
    const contacts = nodes.map(node => ({node, address: addressOf(node)})).filter(({address}) => address.filled);
    const own = addressOf(root);
    return contacts.length || !own.filled ? contacts : [{node: root, address: own}];
}

export function Contact({node, address}) {
    const role = codeName(address.role) || (/^0173/.test(address.role) ? '' : address.role);
    return html`<article class="contact">
        <h3><bdi>${(role || nameOf(node)).slice(0, 100)}</bdi></h3>
        <${Address} of=${address} full country=${countryName} />
        ${address.languages.length > 0 && html`<p class="small soft">${t('contact.languages', {list: address.languages.slice(0,
            12).join(', ')})}</p>`}
    </article>`;
}

export default function ContactView({root}) {
    const contacts = contactsOf(root);
    return contacts.length ? html`<div class="contacts">${contacts.slice(0, 100).map(contact => html`<${Contact}
        key=${contact.node.path} ...${contact} />`)}</div>`
        : html`<${Empty} icon="phone" title=${t('contact.none')}><p>${t('view.see_all')}</p></${Empty}>`;
}

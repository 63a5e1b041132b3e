// address.js - an address as one writes it on a letter, with telephone and mail that can be used at once.
import {html} from '../lib/html.js';
import {childrenOf, find, findAll, plainText, textAt} from '../lib/element.js';
import {codeName} from '../lib/code.js';
import {t} from '../lib/text.js';
import {External, isWebAddress} from './text_value.js';
import {Icon} from './icon.js';

const LINES = {
    company: ['Company', 'CompanyName', 'ManufacturerName', '0173-1#02-AAW001#001'],
    department: ['Department', '0173-1#02-AAO127#003'],
    street: ['Street', 'StreetAddress', '0173-1#02-AAO128#002'],
    zip: ['Zipcode', 'ZIPCode', 'Zip', 'PostalCode', '0173-1#02-AAO129#002'],
    city: ['CityTown', 'City', '0173-1#02-AAO132#002'],
    state: ['StateCounty', '0173-1#02-AAO133#002'],
    country: ['NationalCode', 'Country', 'CountryCode', '0173-1#02-AAO134#002'],
    box: ['POBox', '0173-1#02-AAO130#002'],
    first: ['FirstName', '0173-1#02-AAO206#002'],
    middle: ['MiddleNames', '0173-1#02-AAO207#002'],
    last: ['NameOfContact', '0173-1#02-AAO205#002'],
    title: ['AcademicTitle', 'Title', '0173-1#02-AAO208#003', '0173-1#02-AAO209#003'],
    role: ['RoleOfContactPerson', 'ContactRole', '0173-1#02-AAO204#003'],
    remarks: ['AddressRemarks', '0173-1#02-AAO202#003'],
    details: ['FurtherDetailsOfContact', '0173-1#02-AAO210#002'],
    web: ['AddressOfAdditionalLink', 'URL', 'Website', '0173-1#02-AAQ326#002'],
};

const REACH = {
    phone: {group: ['Phone', 'https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/ContactInformation/Phone'],
            value: ['TelephoneNumber', 'PhoneNumber', '0173-1#02-AAO136#002'], kind: ['TypeOfTelephone', '0173-1#02-AAO137#003'],
                time: ['AvailableTime']},
    fax: {group: ['Fax', '0173-1#02-AAQ834#005'], value: ['FaxNumber', '0173-1#02-AAO195#002'], kind: ['TypeOfFaxNumber']},
    email: {group: ['Email', 'E-Mail', '0173-1#02-AAQ836#005'], value: ['EmailAddress', '0173-1#02-AAO198#002'],
        kind: ['TypeOfEmailAddress', '0173-1#02-AAO199#003']},
    chat: {group: ['IPCommunication'], value: ['AddressOfAdditionalLink'], kind: ['TypeOfCommunication'], time: ['AvailableTime']},
};

function reachOf(node, {group, value, kind, time}) {
    const groups = findAll(node, ...group);
    const found = groups.map(one => ({value: textAt(one, ...value), kind: kind && textAt(one, ...kind), time: time && textAt(one,
        ...time),
                                      alone: childrenOf(one).length === 0 && plainText(one)}));
    const direct = findAll(node, ...value).map(one => ({value: plainText(one)}));
    return [...found.map(one => ({...one, value: one.value || one.alone})), ...direct].filter(one => one.value);
}

/** The parts of an address in an element collection of nameplates or contact information. */
export function addressOf(node) {
    const parts = Object.fromEntries(Object.entries(LINES).map(([name, names]) => [name, textAt(node, ...names)]));
    for (const [name, how] of Object.entries(REACH))
        parts[name] = reachOf(node, how);
    parts.languages = findAll(node, 'Language').map(plainText).filter(Boolean);
    parts.filled = Boolean(find(node, ...LINES.street, ...LINES.city, ...LINES.company)) || parts.phone.length
        + parts.email.length > 0;
    return parts;
}

const MAIL = /^[^\s@<>"]{1,120}@[^\s@<>"]{1,120}$/;

function dialled(number) {
    return number.replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
}

function Reach({name, one}) {
    const kind = codeName(one.kind) || (/^0173/.test(one.kind ?? '') || one.kind === one.value ? '' : one.kind);
    const shown = one.value.slice(0, 120);
    const text = name === 'phone' && dialled(shown).length > 3 ? html`<a href=${'tel:' + dialled(shown)}><bdi>${shown}</bdi></a>`
        : name === 'email' && MAIL.test(shown) ? html`<a href=${'mailto:' + shown}><bdi>${shown}</bdi></a>`
        : isWebAddress(shown) ? html`<${External} href=${shown} />` : html`<bdi>${shown}</bdi>`;
    return html`<p class="reach"><${Icon} name=${name === 'phone' ? 'phone' : name === 'email' ? 'mail' : name === 'chat' ? 'live'
        : 'print'} size=${16} />
        <span class="visually-hidden">${t('contact.' + name)}</span>${text}${(kind || one.time) && html` <small
            class="soft">${[kind, one.time].filter(Boolean).join(', ').slice(0, 160)}</small>`}</p>`;
}

/** of: what addressOf gave; full: with person, role, remarks. */
export function Address({of, full, country = name => name}) {
    const person = [of.title, of.first, of.middle, of.last].filter(Boolean).join(' ');
    const town = [of.zip, of.city].filter(Boolean).join(' ');
    const lines = [full && of.company, full && of.department, full && person, of.street, of.box, [town,
        of.state].filter(Boolean).join(', '),
                   of.country && country(of.country)].filter(Boolean);
    return html`<address>
        ${lines.map((line, at) => html`<p key=${at} class=${full && at === 0 ? 'first' : ''}><bdi>${line.slice(0, 200)}</bdi></p>`)}
        ${['phone', 'fax', 'email', ...full ? ['chat'] : []].flatMap(name => of[name].slice(0, 8).map((one, at) => html`
            <${Reach} key=${name + at} name=${name} one=${one} />`))}
        ${isWebAddress(of.web) && html`<p><${External} href=${of.web} /></p>`}
        ${full && of.remarks && html`<p class="soft">${of.remarks.slice(0, 400)}</p>`}
        ${full && of.details && html`<p class="soft">${of.details.slice(0, 400)}</p>`}
    </address>`;
}

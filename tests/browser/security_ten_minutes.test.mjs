// security_ten_minutes.test.mjs - what the guide promises, before the server itself and from an empty store: a list of 30 devices and a
// folder of advisories become a ranked list; what is not settled says why and is settled; one is done, one accepted; it is exported.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {accessible, begin, DESK, drop, fits, PHONE, picture, worded} from './harness.mjs';

// Maker, designation, order code, firmware and how many of it; one of the controllers has no firmware in the list.
const KINDS = [
    ['Siemens AG', 'SIMATIC S7-1500 CPU 1516-3 PN/DP', '6ES7516-3AN02-0AB0', 'V2.8.3', 3],
    ['Siemens AG', 'SIMATIC S7-1500 CPU 1516-3 PN/DP', '6ES7516-3AN02-0AB0', '', 1],
    ['Siemens AG', 'SIMATIC S7-1500 CPU 1516-3 PN/DP', '6ES7516-3AN02-0AB0', 'V3.1.0', 1],
    ['Siemens AG', 'SCALANCE XC208', '6GK5208-0BA00-2AC2', 'V4.1', 4],
    ['WAGO GmbH & Co. KG', 'Controller PFC200', '750-8212', '03.10.08', 3],
    ['PHOENIX CONTACT GmbH & Co. KG', 'FL SWITCH 2208', '2702327', '3.20', 3],
    ['Beckhoff Automation', 'CX5130', 'CX5130-0155', '4.0', 2],
    ['SICK AG', 'microScan3 Core', 'MICS3-AAAZ55AZ1', '1.3', 4],
    ['Schneider Electric', 'Altivar ATV630', 'ATV630D11N4', 'V3.4', 5],
    ['ifm electronic', 'IO-Link-Master', 'AL1100', '2.2.77', 4],
];
const LIST = ['Hersteller;Bezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Gerätename;Bemerkung',
    ...KINDS.flatMap(([maker, product, code, firmware, count], kind) => Array.from({length: count}, (_, i) => [maker, product, code,
        `SN-${kind}${i}04`, firmware, i % 2 ? 'Halle Süd' : 'Halle Nord', `${product.split(' ').at(0)} ${kind + 1}.${i + 1}`,
        i ? '' : 'geprüft 2025'].join(';')))].join('\r\n') + '\r\n';
const CWES = {'CWE-306': 'Missing Authentication for Critical Function', 'CWE-79':
    "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"};
const WORST = ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'CRITICAL'];
const MEDIUM = ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'MEDIUM'];
// Tracking id, maker, product, order code, range that is affected, fixed version, title, CVE (invented), CWE, score.
const ADVISORIES = [
    ['T-2026-01', 'Siemens', 'SIMATIC S7-1500 CPU 1516-3 PN/DP', '6ES7516-3AN02-0AB0', '<2.9.2', '2.9.2', 'Missing authentication in S7-1500 CPUs',
        'CVE-2026-90001', 'CWE-306', WORST],
    ['T-2026-02', 'WAGO', 'PFC200', '750-8212', '<03.11.00', '03.11.00', 'Cross-site scripting in the web-based management', 'CVE-2026-90002',
        'CWE-79', MEDIUM],
    ['T-2026-03', 'Phoenix Contact', 'FL SWITCH 2208', '2702327', '<3.10', '3.10', 'Cross-site scripting in FL SWITCH', 'CVE-2026-90003',
        'CWE-79', MEDIUM],
    ['T-2026-04', 'SICK AG', 'microScan3 Core', 'MICS3-AAAZ55AZ1', '<1.4', '1.4', 'Missing authentication in microScan3', 'CVE-2026-90004',
        'CWE-306', WORST],
    ['T-2026-05', 'Rockwell Automation', 'Micro850', '2080-LC50-24QWB', '<22', '22', 'Missing authentication in Micro850', 'CVE-2026-90005',
        'CWE-306', WORST],
];

function csaf([id, maker, name, code, affected, fixed, title, cve, cwe, [vectorString, baseScore, baseSeverity]]) {
    const product = (product_id, version) => ({product_id, name: `${name} ${version}`, product_identification_helper: {model_numbers: [code]}});
    const date = '2026-03-01T00:00:00Z';
    return JSON.stringify({
        document: {category: 'csaf_security_advisory', csaf_version: '2.0', lang: 'en', title, notes: [{category: 'summary', text: title}],
            publisher: {category: 'vendor', name: maker, namespace: 'https://' + maker.toLowerCase().replace(/\W/g, '') + '.example'},
            tracking: {id, status: 'final', version: '1', current_release_date: date, initial_release_date: date,
                revision_history: [{date, number: '1', summary: 'First'}]}},
        product_tree: {branches: [{category: 'vendor', name: maker, branches: [{category: 'product_name', name, branches: [
            {category: 'product_version_range', name: 'vers:generic/' + affected, product: product('old', affected)},
            {category: 'product_version_range', name: 'vers:generic/>=' + fixed, product: product('new', '>=' + fixed)}]}]}]},
        vulnerabilities: [{cve, cwe: {id: cwe, name: CWES[cwe]}, notes: [{category: 'description', text: title}],
            product_status: {known_affected: ['old'], fixed: ['new']},
            remediations: [{category: 'vendor_fix', details: 'Update to ' + fixed, product_ids: ['old'], url: 'https://vendor.example/' + id}],
            scores: [{products: ['old'], cvss_v3: {version: '3.1', vectorString, baseScore, baseSeverity}}]}],
    });
}

const KEV = JSON.stringify({title: 'A list', catalogVersion: '2026.11.26', dateReleased: '2026-11-26T00:00:00Z',
    count: 1, vulnerabilities: [{cveID: 'CVE-2026-90001'}]});

/** The files that are dropped: three documents, an archive of two, a KEV list. */
function folder() {
    const place = mkdtempSync(join(tmpdir(), 'schale-advisories-'));
    const name = advisory => advisory[0].toLowerCase() + '.json';
    for (const advisory of ADVISORIES)
        writeFileSync(join(place, name(advisory)), csaf(advisory));
    execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-c', 'rest.zip', ...ADVISORIES.slice(3).map(name)], {cwd: place});
    const files = [...ADVISORIES.slice(0, 3).map(name), 'rest.zip'].map(file => [file, readFileSync(join(place, file))]);
    rmSync(place, {recursive: true});
    return [...files, ['known_exploited.json', KEV]];
}

const WORDS = {
    de: {create: '30 Geräte anlegen', created: '30 Geräte angelegt', list: 'Was betroffen ist', none: 'Noch keine Sicherheitsmeldungen',
        imported: /5 neu/, items: '11 Einträge', affected: 'Betroffen', unknown: 'Ungeklärt', why: 'Warum das noch nicht feststeht',
        firmware: 'Firmware-Stand', field: /Firmware/, save: 'Speichern', saved: 'Eine Änderung gespeichert', settled: 'Warum es hier behoben ist', back: 'Zurück zur Liste', done: 'Erledigt',
        accepted: 'Akzeptiert', measure: 'Maßnahme', owner: 'Zuständig', note: 'Notiz', reason: 'Begründung', again: 'Wieder ansehen am',
        report: 'Bericht', all: 'Alle', csv: 'Als CSV', open: 'Bericht öffnen', fixed: 'Behoben'},
    en: {create: 'Create 30 devices', created: '30 devices created', list: 'What is affected', none: 'No advisories yet',
        imported: /5 new/, items: '11 items', affected: 'Affected', unknown: 'Not settled', why: 'Why this is not settled yet',
        firmware: 'Firmware version', field: /Firmware/, save: 'Save', saved: 'One change saved', settled: 'Why it is fixed here', back: 'Back to the list', done: 'Done',
        accepted: 'Accepted', measure: 'Measure', owner: 'Owner', note: 'Note', reason: 'Reason', again: 'Look at it again on',
        report: 'Report', all: 'All', csv: 'As CSV', open: 'Open the report', fixed: 'Fixed'},
};
const nextYear = new Date(Date.now() + 300 * 864e5).toISOString().slice(0, 10);
const row = (page, name) => page.locator('.item-row', {has: page.getByRole('link', {name, exact: true})});

/** Narrows the list to a device. */
async function find(page, name) {
    await page.locator('.filter-bar input[type=search], .find input').first().fill(name);
    await row(page, name).first().waitFor();
}

async function importDevices(page, world, words) {
    await page.goto(world.url + '#/inventory/import');
    await page.locator('.drop-zone input[type=file]').setInputFiles({name: 'geraete.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST)});
    await page.locator('.import-column').first().waitFor();
    await fits(page);
    await accessible(page);
    await page.getByRole('button', {name: words.create}).click();
    await page.getByText(words.created).waitFor();
    await page.getByRole('link', {name: words.list}).click();
    await page.getByRole('heading', {name: words.none}).waitFor();
}

async function dropAdvisories(page, words) {
    await drop(page, folder());
    await page.getByText(words.imported).waitFor();
    await page.getByText(words.items).waitFor();
    await fits(page);
    await worded(page);
    await accessible(page);
    // What is attacked already and what weighs most come first.
    const risks = (await page.locator('.item-row .risk b').allInnerTexts()).map(Number);
    assert.deepEqual(risks, [...risks].sort((a, b) => b - a));
    await page.locator('.item-row:not(.head, .place)').first().getByText('Missing authentication in S7-1500 CPUs').waitFor();
}

async function settleTheUnknown(page, words) {
    await find(page, 'SIMATIC 2.1');
    await row(page, 'SIMATIC 2.1').getByText(words.unknown).waitFor();
    await row(page, 'SIMATIC 2.1').getByRole('link').click();
    await page.getByRole('heading', {name: words.why}).waitFor();
    const item = page.url();
    await page.locator('.settle').getByText(words.firmware).waitFor();
    await fits(page);
    await accessible(page);
    await page.waitForFunction(() => document.querySelector('.settle a').hash.startsWith('#/edit/'));
    await page.locator('.settle a').click();
    // The nameplate has no place for it yet: one press makes it.
    await page.getByRole('status').getByRole('button', {name: words.field}).click();
    await page.getByRole('textbox', {name: words.field}).fill('V2.9.4');
    await fits(page);
    await accessible(page);
    await page.getByRole('button', {name: words.save, exact: true}).click();
    await page.getByText(words.saved).waitFor();
    await page.goto(item);
    await page.getByRole('heading', {name: words.settled}).waitFor();
    await page.getByText('V2.9.4').first().waitFor();
}

async function decide(page, words) {
    await page.goto(page.url().replace(/#.*/, '#/security'));
    await find(page, 'SIMATIC 1.1');
    await row(page, 'SIMATIC 1.1').getByRole('link').click();
    await page.getByRole('radio', {name: words.done}).check();
    await page.getByLabel(words.measure).selectOption('patch');
    await page.getByLabel(words.owner).fill('K. Brandt');
    await page.getByLabel(words.note).fill('2.9.4 eingespielt');
    await page.getByRole('button', {name: words.save}).click();
    await page.locator('.decisions').getByText('2.9.4 eingespielt').waitFor();
    await page.getByRole('link', {name: words.back}).click();
    await page.locator('.count-line .count', {hasText: /\d/}).waitFor();
    await row(page, 'SIMATIC 1.1').waitFor({state: 'detached'});
    await find(page, 'microScan3 8.1');
    await row(page, 'microScan3 8.1').getByRole('link').click();
    await page.getByRole('radio', {name: words.accepted}).check();
    await page.getByLabel(words.reason).fill('Hinter dem Zaun, kein Netz');
    await page.getByLabel(words.again).fill(nextYear);
    await page.getByRole('button', {name: words.save}).click();
    await page.locator('.decisions').getByText('Hinter dem Zaun, kein Netz').waitFor();
    await fits(page);
    await accessible(page);
}

/** What a link gives. */
async function linked(page, link) {
    const answer = await page.request.get(new URL(await link.getAttribute('href'), page.url()).href);
    assert.equal(answer.status(), 200, await link.getAttribute('href'));
    return answer.text();
}

async function exportAll(page, words) {
    await page.goto(page.url().replace(/#.*/, '#/inventory'));
    const list = await linked(page, page.getByRole('link', {name: words.csv}));
    assert.equal(list.trim().split('\r\n').length, 31);
    assert.match(list, /V2\.9\.4/);
    await page.goto(page.url().replace(/#.*/, '#/security'));
    await page.getByRole('button', {name: words.report}).click();
    const report = await linked(page, page.getByRole('link', {name: words.open}));
    for (const told of ['T-2026-01', 'SIMATIC 1.1', 'K. Brandt', '2.9.4 eingespielt', 'Hinter dem Zaun, kein Netz'])
        assert.ok(report.includes(told), told);
}

/** The list of advisories in a window between phone and desk: titles have the room that there is. */
async function advisoriesAreReadable(page) {
    await page.setViewportSize({width: 1280, height: 900});
    await page.goto(page.url().replace(/#.*/, '#/security/advisories'));
    await page.locator('.advisory-row .name').first().waitFor();
    const cut = await page.locator('.advisory-row .name').evaluateAll(list => list.filter(name => name.scrollWidth > name.clientWidth)
        .map(name => name.textContent));
    assert.deepEqual(cut, []);
}

for (const [size, name, language] of [[DESK, 'desk', 'de'], [PHONE, 'phone', 'en']]) {
    const world = await begin({});
    test(`security: from a list of devices and a folder to decisions and a report: ${name}, ${language}`, world.at(size, {language}, async page => {
        const words = WORDS[language];
        await importDevices(page, world, words);
        await dropAdvisories(page, words);
        await picture(page, `ten-minutes-list-${name}`);
        await settleTheUnknown(page, words);
        await decide(page, words);
        if (size === DESK)
            await advisoriesAreReadable(page);
        await exportAll(page, words);
    }));
}

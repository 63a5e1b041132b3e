// inventory.test.mjs - what stands in the plant, what lacks, and a list of devices read in from a spreadsheet.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {accessible, ask, begin, calm, DESK, drop, fits, followed, PHONE, picture} from './harness.mjs';

const world = await begin({example: true});

const CSV = 'Hersteller;Produkt;Bemerkung;Seriennummer;Firmware;Ort\nErdmann;Weiche;EW-16;E-1;1.2;Halle 2\n'
    + 'Erdmann;Weiche;EW-16;E-2;;Halle 2\n'
    + 'Erdmann;Weiche;EW-16;E-1;1.3;Halle 3\n';
const asFile = (text, name = 'list.csv') => ({name, mimeType: 'text/csv', buffer: Buffer.from(text)});
const choose = (page, file) => page.locator('.drop-zone input[type=file]').setInputFiles(file);
const rows = page => page.locator('.inventory tbody tr:not(.spare)');

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`inventory: list and import: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/inventory');
            await page.locator(size === DESK ? '.inventory tbody a' : '.device a').first().waitFor();
            await fits(page);
            await accessible(page);
            await picture(page, `inventory-${name}-${language}-${theme}`);
            await page.goto(world.url + '#/inventory/import');
            await page.locator('.drop-zone').waitFor();
            await accessible(page);
            await choose(page, asFile(CSV));
            await page.locator('.import-column').first().waitFor();
            await fits(page);
            await accessible(page);
            await picture(page, `inventory-import-${name}-${language}-${theme}`);
        }));

test('inventory: search and narrow by what lacks; each row leads to its asset', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/inventory');
    await rows(page).first().waitFor();
    await page.getByLabel('Name, serial number').fill('QD40-118842');
    await page.getByText('1 device', {exact: true}).waitFor();
    await rows(page).getByRole('link').click();
    await page.waitForURL(/#\/asset\//);
    await page.goBack();
    await page.getByLabel('Name, serial number').fill('no such device');
    await page.getByText('No device fits “no such device”').waitFor();
    await page.getByRole('link', {name: 'Show all devices'}).click();
    await page.getByRole('link', {name: 'missing: Firmware'}).click();
    await page.waitForURL(/lacks=firmware/);
    await page.getByText(/^\d+ devices?$/).waitFor();
    for (const row of await rows(page).all())
        assert.match(await row.innerText(), /missing/);
}));

test('inventory: what lacks leads to the form of the nameplate', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/inventory?lacks=firmware&q=AGV-M20-6');
    await page.getByRole('button', {name: /Add the Firmware of/}).first().click();
    await page.waitForURL(/#\/edit\//);
    await calm(page);
    await page.locator('.edit-form .field').first().waitFor();
}));

test('inventory: the list as CSV', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/inventory?q=QD40');
    const address = await page.getByRole('link', {name: 'As CSV'}).getAttribute('href');
    assert.equal(address, '/plan/security/inventory?q=QD40&format=csv');
    assert.match(await page.evaluate(async path => (await fetch(path)).headers.get('content-type'), address), /^text\/csv/);
}));

test('inventory: a list is read in: columns, first devices, result', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/inventory/import');
    await choose(page, asFile(CSV));
    const unknown = page.locator('.import-column', {hasText: 'Bemerkung'});
    await unknown.getByText('Not recognised').waitFor();
    const first = page.locator('.first-devices li').first();
    assert.doesNotMatch(await first.innerText(), /EW-16/);
    await unknown.getByLabel('Means').selectOption('product');
    await unknown.getByText('Two columns mean the same').waitFor();
    assert.ok(await page.getByRole('button', {name: 'Create 3 devices'}).isDisabled());
    await unknown.getByLabel('Means').selectOption('order_code');
    await first.getByText('EW-16').waitFor();
    await page.getByRole('button', {name: 'Create 3 devices'}).click();
    await page.getByText('2 devices created').waitFor();
    assert.deepEqual(await page.locator('.import-tiles b').allInnerTexts(), ['2', '1', '1', '0']);
    await page.getByText('line 4').waitFor();
    await accessible(page);
    await page.getByRole('link', {name: 'To the inventory'}).click();
    await page.getByLabel('Name, serial number').fill('EW-16');
    await page.getByText('2 devices', {exact: true}).waitFor();
}));

/** A workbook as openpyxl writes it: a cover, and a sheet of devices. */
function workbook() {
    return execFileSync('/usr/bin/python3', ['-c', `
import io, openpyxl, sys
book = openpyxl.Workbook()
book.active.append(["Werk Süd"])
sheet = book.create_sheet("Geräte")
for row in [["Hersteller", "Produkt", "Bestell-Nr.", "Seriennummer", "Firmware"], ["Erdmann", "Klappe", "EK-7", 4711, 1.2], ["Erdmann", "Klappe", "EK-8", 4712, 1.3]]:
    sheet.append(row)
out = io.BytesIO()
book.save(out)
sys.stdout.buffer.write(out.getvalue())`]);
}

test('inventory: an Excel workbook that is dropped on another page is read in', world.at(DESK, {language: 'de'}, async page => {
    await page.goto(world.url + '#/security'); // which takes files itself
    await page.getByRole('button', {name: 'Meldungen einlesen'}).waitFor();
    await drop(page, [['Geraete.xlsx', workbook()]]);
    await page.getByText('Blatt „Geräte“').waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/inventory/import');
    await page.locator('.first-devices').getByText('EK-8').waitFor();
    await fits(page);
    await accessible(page);
    await picture(page, 'inventory-workbook');
    await page.getByRole('button', {name: '2 Geräte anlegen'}).click();
    await page.getByText('2 Geräte angelegt').waitFor();
}));

test('inventory: a file that is no list is told in its place', world.at(DESK, {mayFail: [/400/]}, async page => {
    await page.goto(world.url + '#/inventory/import');
    await choose(page, asFile('nothing\n\n', 'notes.csv'));
    await page.getByRole('alert').getByText(/head/).waitFor();
    await page.getByText('notes.csv').waitFor();
    await accessible(page);
    await choose(page, asFile(CSV));
    await page.locator('.import-column').first().waitFor();
}));

test('inventory: 1,000 devices scroll to the end, and few stand in the page', world.at(DESK, {}, async page => {
    const lines = Array.from({length: 1000}, (_, i) => `Erdmann;Ventil ${i};V;S${i};1`);
    await page.goto(world.url);
    const stored = await ask(page, 'POST', '/plan/security/inventory', ['Hersteller;Produkt;Bestellnummer;Seriennummer;Firmware',
        ...lines].join('\n'),
        {'Content-Type': 'text/csv'});
    assert.equal(stored.status, 200);
    await followed(page.request);
    await page.goto(world.url + '#/inventory?q=Ventil');
    await page.getByText('1,000 devices').waitFor();
    await page.locator('.inventory tbody').evaluate(body => new Promise(done => {
        const further = () => {
            scrollTo(0, document.body.scrollHeight);
            if ([...body.querySelectorAll('a')].some(link => link.textContent === 'Ventil 999'))
                done();
            else
                setTimeout(further, 30);
        };
        further();
    }));
    await page.getByRole('link', {name: 'Ventil 999'}).waitFor();
    assert.ok(await rows(page).count() < 60);
}));

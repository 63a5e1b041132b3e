// security_plant.test.mjs - the same pages before the server itself: a list of devices, an advisory that is dropped, what is unknown settled,
// what is affected decided, and a newer advisory that brings it back.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, drop, fits, followed, PHONE, picture, worded} from './harness.mjs';

const LIST = `Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name
Example GmbH;Valve;V-1000;S-1;0.9;Halle Nord;Ventil 1
Example GmbH;Valve;V-1000;S-2;1.0;Halle Nord;Ventil 2
Example GmbH;Valve;V-1000;S-3;;Halle Süd;Ventil 3
Other;Pump;P-77;S-4;2;Halle Süd;Pumpe
`;

const day = number => `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`;

/** A CSAF document in so many versions; each version has another remedy. */
function advisory(versions) {
    const product = (product_id, name) => ({product_id, name, product_identification_helper: {model_numbers: ['V-1000']}});
    return {
        document: {category: 'csaf_security_advisory', csaf_version: '2.0', lang: 'en', title: 'A valve opens by itself',
                   notes: [{category: 'summary', text: 'What happened.'}], references: [{category: 'external', summary: 'More', url: 'https://example.com/more'}],
                   publisher: {category: 'vendor', name: 'Example', namespace: 'https://example.com'},
                   tracking: {id: 'EX-2026-1', status: 'final', version: String(versions), current_release_date: day(versions), initial_release_date: day(1),
                              revision_history: Array.from({length: versions}, (_, i) => ({date: day(i + 1), number: String(i + 1), summary: 'S'}))}},
        product_tree: {branches: [{category: 'vendor', name: 'Example', branches: [{category: 'product_name', name: 'Valve', branches: [
            {category: 'product_version', name: '1.0', product: product('P1', 'Valve 1.0')},
            {category: 'product_version_range', name: '<1.0', product: product('P2', 'Valve <1.0')}]}]}]},
        vulnerabilities: [{cve: 'CVE-2026-0001', cwe: {id: 'CWE-79', name: "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"},
            notes: [{category: 'description', text: 'It opens.'}], product_status: {known_affected: ['P2'], fixed: ['P1']},
            remediations: [{category: 'vendor_fix', details: `Use 1.0, build ${versions}`, product_ids: ['P2']}],
            scores: [{products: ['P2'], cvss_v3: {version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8, baseSeverity: 'CRITICAL'}}]}],
    };
}

const dropOne = (page, name, document) => drop(page, [[name, JSON.stringify(document)]]);

const world = await begin({});
const row = (page, name) => page.locator('.item-row', {has: page.getByRole('link', {name, exact: true})});

test('security: from nothing to a decision that a newer advisory asks for again', world.at(DESK, {language: 'de'}, async page => {
    await page.goto(world.url + '#/security');
    await page.getByText('Noch keine Geräte').waitFor();
    const stored = await page.request.post('plan/security/inventory', {headers: {'Content-Type': 'text/csv'}, data: LIST});
    assert.equal(stored.status(), 200, await stored.text());
    await followed(page.request);
    await page.reload();
    await page.getByRole('heading', {name: 'Noch keine Sicherheitsmeldungen'}).waitFor();
    await dropOne(page, 'ex-2026-1.json', advisory(1));
    await page.getByText('1 neu').waitFor();
    await page.getByText('2 Einträge').waitFor();
    await row(page, 'Ventil 1').getByText('Betroffen').waitFor();
    await row(page, 'Ventil 3').getByText('Ungeklärt').waitFor();
    await fits(page);
    await worded(page);
    await accessible(page);

    // What is not known is filled in, and the answer follows.
    await row(page, 'Ventil 3').getByRole('link').click();
    await page.getByRole('heading', {name: 'Warum das noch nicht feststeht'}).waitFor();
    await page.waitForFunction(() => document.querySelector('.settle a').hash.startsWith('#/edit/'));
    await page.locator('.settle').getByText('Firmware-Stand').waitFor();
    await picture(page, 'security-plant-unknown');
    const form = await page.locator('.settle a').getAttribute('href');
    const nameplate = form.split('/')[2].split('?')[0];
    const written = await page.request.put(`submodels/${nameplate}/submodel-elements/FirmwareVersion`, {
        data: {modelType: 'Property', idShort: 'FirmwareVersion', valueType: 'xs:string', value: '1.1'}});
    assert.ok(written.status() < 300, await written.text());

    // What is affected is decided.
    await page.goto(world.url + '#/security');
    await row(page, 'Ventil 1').getByRole('link').click();
    await page.getByText('Use 1.0, build 1').waitFor();
    await page.getByRole('radio', {name: 'Erledigt'}).check();
    await page.getByLabel('Maßnahme').selectOption('patch');
    await page.getByLabel('Zuständig').fill('K. Brandt');
    await page.getByLabel('Notiz').fill('Aktualisiert im Stillstand');
    await page.getByRole('button', {name: 'Speichern'}).click();
    await page.locator('.decisions').getByText('Aktualisiert im Stillstand').waitFor();
    await accessible(page);
    await picture(page, 'security-plant-item');
    await page.getByRole('link', {name: 'Zurück zur Liste'}).click();
    await page.getByText('0 Einträge', {exact: true}).waitFor();
    assert.equal(await row(page, 'Ventil 1').count(), 0);

    // The same advisory again changes nothing; one with another remedy brings it back.
    await dropOne(page, 'again.json', advisory(1));
    await page.getByText('1 war schon da').waitFor();
    await dropOne(page, 'newer.json', advisory(2));
    await page.getByText('1 aktualisiert').waitFor();
    await page.getByRole('link', {name: 'Alle', exact: true}).click();
    await row(page, 'Ventil 1').getByText('Meldung geändert').waitFor();
    await picture(page, 'security-plant-list');
}));

test('security: the advisory, its devices and its document', world.at(PHONE, {}, async page => {
    await page.goto(world.url + '#/security/advisories');
    await page.getByRole('link', {name: 'A valve opens by itself'}).click();
    await page.getByRole('heading', {name: 'Your devices'}).waitFor();
    await page.getByRole('link', {name: /Ventil 1/}).waitFor();
    await page.getByText('What happened.').waitFor();
    await fits(page);
    await accessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', {name: 'Download the document (CSAF)'}).click();
    assert.equal((await download).suggestedFilename(), 'EX-2026-1_v2.json');
}));

test('security: an advisory that is dropped elsewhere finds its page', world.at(DESK, {}, async page => {
    // On a page of security that takes no files, and on one of another kind.
    await page.goto(world.url + '#/security?state=all');
    await row(page, 'Ventil 1').getByRole('link').click();
    await page.getByRole('radio', {name: 'Done'}).waitFor();
    await dropOne(page, 'again.json', advisory(2));
    await page.getByText('1 was here already').waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security/advisories');
    await page.goto(world.url + '#/assets');
    await page.getByRole('link', {name: /Ventil 1/}).first().waitFor();
    await dropOne(page, 'again.json', advisory(2));
    await page.getByText('1 was here already').waitFor();
    // The import is the page of other files, and says where this one belongs.
    await page.goto(world.url + '#/exchange');
    await page.locator('.drop-zone').waitFor();
    await dropOne(page, 'again.json', advisory(2));
    await page.getByText(/Drop security advisories \(CSAF\) on the page Security/).waitFor();
}));

test('security: a file that is no advisory is refused with its findings', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/security/advisories');
    await page.getByText('1 advisory', {exact: true}).waitFor();
    await dropOne(page, 'wrong.json', {document: {title: 'No advisory'}});
    await page.getByText('1 refused').waitFor();
    await page.getByText('wrong.json').click();
    await page.locator('.finding').first().waitFor();
    await accessible(page);
}));

test('security: when somebody else decides first, that is told and shown, and what was typed stays', world.at(DESK, {mayFail: [/412/]}, async page => {
    // What somebody decided before, and what nobody did.
    for (const name of ['Ventil 1', 'Ventil 2']) {
        await page.goto(world.url + '#/security?state=all');
        await row(page, name).getByRole('link').click();
        await page.getByLabel('Note').fill('what I typed');
        const id = await page.evaluate(() => location.hash.split('/').at(-1));
        const other = await page.request.put('plan/security/items/' + id, {data: {state: 'in_progress', owner: 'somebody else'}});
        assert.equal(other.status(), 200);
        await page.getByRole('button', {name: 'Save'}).click();
        await page.getByRole('alert').waitFor();
        await page.locator('.decisions').getByText('somebody else').waitFor();
        assert.equal(await page.getByLabel('Note').inputValue(), 'what I typed');
        await page.getByRole('button', {name: 'Save'}).click();
        await page.locator('.decisions').getByText('what I typed').waitFor();
    }
}));

test('security: several at once, and what is accepted', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/security?state=all');
    await page.getByText('3 items').waitFor();
    await page.getByRole('checkbox', {name: 'Select all shown'}).check();
    await page.getByRole('button', {name: 'Decide together'}).click();
    await page.getByRole('radio', {name: 'Accepted'}).check();
    await page.getByLabel('Reason').fill('Replaced in spring');
    await page.getByLabel('Look at it again on').fill('2030-05-01');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Stored for 3 items').waitFor();
    await page.getByRole('link', {name: 'Accepted 3'}).click();
    await row(page, 'Ventil 2').getByText('again on May 1, 2030').waitFor();
    await page.goto(world.url + '#/');
    await page.locator('.tile', {hasText: 'Security: to do'}).waitFor();
}));

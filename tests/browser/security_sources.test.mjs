// security_sources.test.mjs - the advisories, one of them, where they come from, and the measures that remove the most risk.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';
import {answer, id64, SOURCES} from './security_fixtures.mjs';

const world = await begin({example: true});
const ADVISORY = id64('urn:schale:advisory:asa-2026-014');
// page, what is there when it is ready
const PAGES = [['advisories', '.advisory-row'], ['advisory/' + ADVISORY, '.note'], ['sources', '.source'],
    ['measures', '.measure']];

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark'])
            test(`security pages: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                await answer(page);
                for (const [path, ready] of PAGES) {
                    await page.goto(`${world.url}#/security/${path}`);
                    await page.locator(ready).first().waitFor();
                    await fits(page);
                    await worded(page);
                    await accessible(page);
                    await picture(page, `security-${path.split('/')[0]}-${name}-${language}-${theme}`);
                }
            }));

test('security sources: why one failed is told in the language of the page', world.at(DESK, {language: 'de'}, async page => {
    await page.goto(world.url + '#/security/sources');
    await page.getByLabel('Adresse oder Domain').fill('https://127.0.0.1:1/provider-metadata.json');
    await page.getByRole('button', {name: 'Hinzufügen'}).click();
    await page.locator('.source .box.bad').getByText(/^https:.*: Es kommt keine Antwort \(.+\)\.$/).waitFor();
    await fits(page);
    await accessible(page);
    await page.getByRole('button', {name: 'English'}).click();
    await page.locator('.source .box.bad').getByText(/^https:.*: there is no answer \(.+\)\.$/).waitFor();
}));

test('security advisories: searched by words and by CVE, and opened', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(world.url + '#/security/advisories');
    await page.getByText('6 advisories').waitFor();
    const first = page.locator('.advisory-row').first();
    await first.getByText('1 affected').waitFor();
    await first.getByText('1 not settled').waitFor();
    await page.getByPlaceholder('Find an advisory: title, number, maker, CVE').fill('dornrath');
    await page.getByText('1 advisory', {exact: true}).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security/advisories?q=dornrath');
    await page.getByPlaceholder('Find an advisory').fill('nothing like it');
    await page.getByText('Nothing found').waitFor();
    await page.getByRole('button', {name: 'Show all'}).click();
    await page.getByText('6 advisories').waitFor();
    await page.getByRole('link', {name: 'Authentication bypass in AS4200 controllers'}).click();
    await page.getByRole('heading', {name: 'Your devices'}).waitFor();
}));

test('security advisory: the own assets, products with their state, links that are none, the document',
    world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(`${world.url}#/security/advisory/${ADVISORY}`);
    await page.getByRole('link', {name: /Programmable logic controller 1/}).waitFor();
    assert.deepEqual(await page.locator('.products tbody .chip').allInnerTexts(), ['Affected', 'Fixed']);
    assert.deepEqual(await page.locator('.note h3').allInnerTexts(), ['Summary', 'Legal notes']);
    assert.equal(await page.locator('.references a').count(), 1);
    assert.equal(await page.getByRole('link', {name: 'Download the document (CSAF)'}).getAttribute('href'),
        `/api/v3/submodels/${ADVISORY}/submodel-elements/Document/attachment`);
    await page.getByRole('link', {name: '3 items'}).click();
    await page.getByText('3 items').waitFor();
}));

test('security sources: add one, run it, see its key, remove it', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(world.url + '#/security/sources');
    await page.getByText('2 new, 1 updated, 40 without a new remedy').waitFor();
    await page.getByText('the server did not answer').waitFor();
    await page.getByText('The source’s key').click();
    await page.getByText('C2F3 A9D0 5B7E 4411 A0C8 F2D9 EE71 B45A 90D3 C67F').waitFor();
    await page.getByLabel('Address or domain').fill('psirt.dornrath.example');
    await page.getByLabel('How often').selectOption('168');
    await page.getByRole('button', {name: 'Add', exact: true}).click();
    await page.getByText('Source added').waitFor();
    const source = page.locator('.source', {hasText: 'psirt.dornrath.example'});
    await source.getByText('Never fetched yet').waitFor();
    assert.deepEqual(plant.sent.at(-1).body, {url: 'psirt.dornrath.example', every_hours: 168});
    await source.getByRole('button', {name: 'Fetch now'}).click();
    await source.getByRole('button', {name: 'Fetching …'}).waitFor();
    await source.getByText('3 new').waitFor();
    await source.getByRole('button', {name: 'Remove this source'}).click();
    await accessible(page);
    await page.getByRole('dialog').getByRole('button', {name: 'Delete'}).click();
    await source.waitFor({state: 'detached'});
    assert.deepEqual(plant.sent.map(request => request.method), ['POST', 'POST', 'DELETE']);
}));

test('security sources: a new key is trusted only when somebody says so', world.at(DESK, {}, async page => {
    const [first] = SOURCES, key = 'FFEE'.repeat(10);
    const plant = await answer(page, {sources: [{...first, offered: [key]}]});
    await page.goto(world.url + '#/security/sources');
    await page.getByText('The source signs with a new key').waitFor();
    await page.getByText('FFEE FFEE').waitFor();
    await fits(page);
    await accessible(page);
    await page.getByRole('button', {name: 'Trust this key'}).click();
    await page.getByText('2 keys of the source').waitFor();
    assert.equal(await page.getByText('The source signs with a new key').count(), 0);
    assert.deepEqual(plant.sent.map(({path, body}) => ({path, body})), [{path: `sources/${id64(first.id)}/keys`, body: {fingerprint: key}}]);
}));

test('security sources: an address that is none is told, and stays to be mended', world.at(DESK, {mayFail: [/400/]}, async page => {
    await answer(page, {sources: []});
    await page.goto(world.url + '#/security/sources');
    await page.getByText('No source yet').waitFor();
    await page.getByLabel('Address or domain').fill('not an address');
    await page.getByLabel('How often').selectOption('0');
    await page.getByRole('button', {name: 'Add', exact: true}).click();
    await page.getByText('this is no address').waitFor();
    assert.equal(await page.getByLabel('Address or domain').inputValue(), 'not an address');
    await accessible(page);
}));

test('security sources: the list of what is exploited, and a newer one', world.at(DESK, {language: 'de'}, async page => {
    const plant = await answer(page);
    await page.goto(world.url + '#/security/sources');
    await page.getByText('1.482 Schwachstellen').waitFor();
    await page.getByLabel('Liste einlesen (JSON, CSV)').last().setInputFiles({name: 'kev.csv', mimeType: 'text/csv',
        buffer: Buffer.from('cveID,vendorProject\nCVE-2026-21044,Ambrecht\n')});
    await page.getByText('1.490 Schwachstellen').waitFor();
    assert.deepEqual(plant.sent.map(request => request.path), ['exploited']);
    await page.getByText('schale advisories import').waitFor();
}));

test('security measures: the share decides how many; one becomes a task', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(world.url + '#/security/measures');
    await page.getByText('3 measures remove 89 % of the reachable risk.').waitFor();
    const share = page.getByRole('slider');
    await share.focus();
    for (let i = 0; i < 4; i++)
        await page.keyboard.press('ArrowRight');
    await page.getByText('4 measures remove 100 % of the reachable risk.').waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security/measures?share=100');
    const measure = page.locator('.measure').first();
    await measure.getByText('removes 45 %').waitFor();
    await measure.getByText('2 items').click();
    await measure.getByRole('link', {name: /Programmable logic controller 2/}).waitFor();
    await accessible(page);
    await measure.getByRole('button', {name: 'Make it a task'}).click();
    const dialog = page.getByRole('dialog', {name: 'Make it a task'});
    assert.equal(await dialog.getByLabel('Measure').inputValue(), 'segment');
    assert.equal(await dialog.getByLabel('Note').inputValue(), 'Close port 102/tcp in conduit C2');
    await dialog.getByLabel('Owner').fill('M. Yıldız');
    await dialog.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Stored for 2 items').waitFor();
    assert.deepEqual(plant.sent[0].body, {items: [plant.items[0].id, plant.items[1].id], state: 'in_progress', measure: 'segment',
        owner: 'M. Yıldız',
        reason: 'Close port 102/tcp in conduit C2'});
}));

test('security measures: no reachable risk is good news', world.at(PHONE, {}, async page => {
    await answer(page, {measures: {risk: 0, removed: 0, share: 0, is_smallest: true, measures: []}});
    await page.goto(world.url + '#/security/measures?share=95');
    await page.getByText('No reachable risk').waitFor();
    assert.equal(await page.getByRole('slider').inputValue(), '95');
    await accessible(page);
}));

test('security pages: an error of the server is told on each', world.at(DESK, {mayFail: [/400/]}, async page => {
    await answer(page, {fail: 400});
    for (const [path] of PAGES) {
        await page.goto(`${world.url}#/security/${path}`);
        await page.getByText('told by the server').first().waitFor();
    }
}));

// exchange.test.mjs - files come in, each with its outcome, nothing is replaced without asking; chosen assets go out as one file.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {accessible, begin, DESK, drop, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});

const shell = (id, name) => ({assetAdministrationShells: [{modelType: 'AssetAdministrationShell', id, idShort: name,
    displayName: [{language: 'en', text: name}],
    assetInformation: {assetKind: 'Instance', globalAssetId: id + ':asset'}}]});
const asFile = (content, name) => ({name, mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))});
const choose = (page, ...files) => page.locator('.drop-zone input[type=file]').setInputFiles(files);
const b64 = text => Buffer.from(text).toString('base64url');

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`exchange: several files: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/exchange');
            await page.locator('.export .button').waitFor();
            await accessible(page);
            await choose(page, asFile(shell(`urn:in:${name}${language}`, 'Mixer'), 'mixer.json'), asFile('{broken', 'broken.json'));
            await page.locator('.import-item').nth(1).locator('.box.bad').waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `exchange-${name}-${language}-${theme}`);
        }));

test('exchange: what is new is stored at once, and the end leads to it', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/exchange');
    await choose(page, asFile(shell('urn:in:new', 'Crusher'), 'crusher.json'));
    await page.getByRole('heading', {name: 'All of it is here now'}).waitFor();
    await page.getByRole('link', {name: 'Crusher'}).click();
    await page.waitForFunction(hash => location.hash === hash, '#/asset/' + b64('urn:in:new'));
}));

test('exchange: what would be replaced is asked for first', world.at(DESK, {}, async page => {
    await page.request.post('api/v3/shells', {data: shell('urn:in:old', 'Old').assetAdministrationShells[0]});
    await page.goto(world.url + '#/exchange');
    await choose(page, asFile(shell('urn:in:old', 'Newer'), 'newer.json'));
    await page.getByText('This file would replace things that are here already.').waitFor();
    const name = async () => (await (await page.request.get('api/v3/shells/' + b64('urn:in:old'))).json()).idShort;
    assert.equal(await name(), 'Old');
    await page.getByRole('button', {name: 'Replace', exact: true}).click();
    await page.getByRole('heading', {name: 'All of it is here now'}).waitFor();
    assert.equal(await name(), 'Newer');
    await choose(page, asFile(shell('urn:in:old', 'Newer'), 'newer.json'));
    await page.getByRole('heading', {name: 'All of it was here already'}).waitFor();
}));

test('exchange: strict refuses with the reason, and leads to the check', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/exchange');
    await page.getByLabel(/Take only flawless files/).check();
    await choose(page, asFile(shell('urn:in:strict', '1x'), 'strict.json'));
    await page.getByText('This file cannot be stored as it is.').waitFor();
    await page.getByRole('button', {name: 'See what is wrong'}).click();
    await page.getByRole('heading', {name: 'Check a file'}).waitFor();
    await page.locator('.finding').first().waitFor();
}));

test('exchange: files dropped on another page arrive here', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/assets');
    await page.locator('nav.navigation').waitFor();
    await drop(page, [['dropped.json', JSON.stringify(shell('urn:in:dropped', 'Dropped'))]]);
    await page.getByRole('heading', {name: 'All of it is here now'}).waitFor();
}));

test('exchange: a selection is exported, its size is told', world.at(PHONE, {}, async page => {
    await page.goto(world.url + '#/exchange?id=' + b64('https://ahrental.example/shells/IMM-01'));
    await page.getByText('Injection moulding machine 1, all-electric').waitFor();
    await page.getByPlaceholder('Search and add assets').fill('IMM-02');
    await page.locator('.add-box li button').first().click();
    await page.getByText('2 assets with all that belongs to them').waitFor();
    await page.getByLabel(/JSON/).check();
    await page.getByRole('link', {name: /Download \([\d.]+ .?B\)/}).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', {name: /Download \(/}).click();
    const content = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    assert.equal(content.assetAdministrationShells.length, 2);
    await page.getByRole('button', {name: /Do not export Injection moulding machine 1/}).click();
    await page.getByText('1 asset with all that belongs to it').waitFor();
}));

test('exchange: everything as AASX', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/exchange');
    const download = page.waitForEvent('download');
    await page.getByRole('link', {name: /Download \(/}).click();
    assert.equal(readFileSync(await (await download).path()).subarray(0, 2).toString(), 'PK');
}));

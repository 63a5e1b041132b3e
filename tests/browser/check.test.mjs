// check.test.mjs - a file is checked, understood, mended, downloaded and handed on; nothing is stored meanwhile.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {accessible, begin, DESK, drop, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({});

const PUMP = {assetAdministrationShells: [{modelType: 'AssetAdministrationShell', id: 'urn:check:pump', idShort: '1Pump',
    assetInformation: {assetKind: 'Instance', globalAssetId: 'urn:check:asset'}}],
              submodels: [{modelType: 'Submodel', id: 'urn:check:data', idShort: 'Data', submodelElements: [
                  {modelType: 'Property', idShort: 'Weight', valueType: 'xs:double', value: '12,5'},
                  {modelType: 'Property', idShort: 'Serial', valueType: 'string', value: 'A-1'},
                  {modelType: 'MultiLanguageProperty', idShort: 'Name', value: [{language: 'de', text: 'Pumpe'}, {language: 'de',
                      text: 'Pumpe <b>2</b>'}]}]}]};
const asFile = (content, name = 'pump.json') => ({name, mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))});
const choose = (page, ...files) => page.locator('.drop-zone input[type=file]').setInputFiles(files);

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`check: a file with mistakes: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/check');
            await page.locator('.three-steps').waitFor();
            await accessible(page);
            await choose(page, asFile(PUMP));
            await page.locator('.finding').first().waitFor();
            await page.getByText(language === 'de' ? 'Was die Regel sagt' : 'What the rule says').first().click();
            await fits(page);
            await worded(page);
            await page.evaluate(() => scrollTo(0, 0));
            await accessible(page);
            await picture(page, `check-${name}-${language}-${theme}`);
        }));

test('check: mend all, see what changed, download, undo', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await choose(page, asFile(PUMP));
    await page.getByRole('button', {name: /Mend all/}).click();
    await page.locator('.mended').getByText('12.5').waitFor();
    await page.locator('.mended').getByText('xs:string').waitFor();
    await page.getByText('One mistake').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', {name: 'Download the mended file'}).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), 'pump (mended).json');
    const mended = JSON.parse(readFileSync(await file.path(), 'utf8'));
    assert.equal(mended.submodels[0].submodelElements[0].value, '12.5');
    await page.getByRole('button', {name: 'Undo the last step'}).click();
    await page.getByText('4 mistakes').waitFor();
    const stored = await page.request.get('api/v3/shells');
    assert.deepEqual((await stored.json()).result, []);
}));

test('check: one kind of mistake is mended alone', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await choose(page, asFile(PUMP));
    await page.locator('.finding-group', {hasText: 'Data.Weight'}).getByRole('button', {name: 'Mend'}).click();
    await page.getByText('One thing was mended').waitFor();
    await page.locator('.finding-group', {hasText: '1Pump'}).waitFor();
    assert.equal(await page.locator('.finding-group', {hasText: 'Data.Weight'}).count(), 0);
}));

test('check: filter and search', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await choose(page, asFile(PUMP));
    await page.locator('.finding').first().waitFor();
    await page.getByPlaceholder('Search the findings').fill('weight');
    await page.waitForFunction(() => document.querySelectorAll('.finding-group').length === 1);
    await page.getByPlaceholder('Search the findings').fill('nothing like this');
    await page.getByText('No finding fits.').waitFor();
}));

test('check: what is right, what is no AAS at all, and several at once', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await choose(page, asFile({submodels: [{modelType: 'Submodel', id: 'urn:check:good', idShort: 'Good'}]}, 'good.json'),
        asFile('no JSON at all', 'notes.txt'));
    await page.getByText('Everything is right').waitFor();
    await page.getByRole('button', {name: 'notes.txt'}).click();
    await page.getByText('This is no file with asset data, or it is damaged.').waitFor();
    await accessible(page);
}));

test('check: a hostile file is only text', world.at(PHONE, {}, async page => {
    const evil = '<img src=x onerror="window.ran=1">\u202e' + 'x'.repeat(5000);
    await page.goto(world.url + '#/check');
    await choose(page, asFile({submodels: [{modelType: 'Submodel', id: 'urn:x', idShort: evil,
        submodelElements: [{modelType: 'Property', idShort: evil, valueType: 'xs:int', value: evil}]}]}, evil.slice(0,
        60) + '.json'));
    await page.locator('.finding').first().waitFor();
    await fits(page);
    assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test('check: the mended file is handed on to the import', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await choose(page, asFile(PUMP));
    await page.getByRole('button', {name: /Mend all/}).click();
    await page.getByText('One mistake').waitFor();
    await page.getByRole('button', {name: 'Import it'}).click();
    await page.getByRole('heading', {name: 'All of it is here now'}).waitFor();
    const stored = await page.request.get('api/v3/shells');
    assert.equal((await stored.json()).result[0].idShort, 'id_1Pump');
}));

test('check: a dropped file is checked here, not imported', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/check');
    await page.locator('.drop-zone').waitFor();
    await drop(page, [['dropped.json', JSON.stringify(PUMP)]]);
    await page.getByRole('heading', {name: 'dropped.json'}).waitFor();
    await page.locator('.finding').first().waitFor();
}));

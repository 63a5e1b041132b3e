// assets.test.mjs - the list of everything: searched, narrowed, sorted, scrolled, ticked.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});
const many = await begin();
const MANY = 450;

/** Stores machines of two makers that differ in number only. */
async function store(url, from, to) {
    for (let i = from; i < to; i++) {
        const shell = {modelType: 'AssetAdministrationShell', id: `urn:test:pump:${i}`, idShort: `Pump_${String(i).padStart(4, '0')}`,
                       assetInformation: {assetKind: i % 3 ? 'Instance' : 'Type', globalAssetId: `urn:test:asset:${i}`,
                                          specificAssetIds: [{name: 'serialNumber', value: `SN-${10000 + i}`}]}};
        const answer = await fetch(url + 'shells', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(shell)});
        assert.ok(answer.ok);
    }
}
await store(many.url, 0, MANY);
// The search follows the log, a moment later.
while ((await (await fetch(many.url + 'plan/search?limit=1')).json()).total < MANY)
    await new Promise(resolve => setTimeout(resolve, 50));

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark'])
            for (const look of ['list', 'tiles'])
                test(`assets: ${look}, ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                    await page.addInitScript(chosen => localStorage.setItem('look', chosen), look);
                    await page.goto(world.url + '#/assets');
                    await page.locator(look === 'list' ? '.card-row .name' : '.card-tile .name').first().waitFor();
                    await fits(page);
                    await worded(page);
                    await accessible(page);
                    await picture(page, `assets-${look}-${name}-${language}-${theme}`);
                }));

test('assets: narrowed by several filters; back and forward; a link shows the same', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/assets');
    await page.getByText('24 assets').waitFor();
    await page.getByRole('group', {name: 'Manufacturer'}).getByRole('checkbox', {name: /Haldorn/}).check();
    await page.getByText('3 assets').waitFor();
    await page.getByRole('group', {name: 'Manufacturer'}).getByRole('checkbox', {name: /Dornrath/}).check();
    await page.getByText('5 assets').waitFor();
    const address = page.url();
    await page.goBack();
    await page.getByText('3 assets').waitFor();
    await page.goForward();
    await page.getByText('5 assets').waitFor();
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByText('5 assets').waitFor();
    await page.getByRole('button', {name: /Remove filter: Manufacturer Haldorn/}).click();
    await page.getByText('2 assets').waitFor();
    await page.getByRole('button', {name: 'Remove all'}).click();
    await page.getByText('24 assets').waitFor();
}));

test('assets: filters on a phone are a sheet', world.at(PHONE, {language: 'de'}, async page => {
    await page.goto(world.url + '#/assets');
    await page.getByRole('button', {name: 'Filter'}).click();
    const sheet = page.getByRole('dialog', {name: 'Filter'});
    await sheet.getByRole('checkbox', {name: /Haldorn/}).check();
    await accessible(page);
    await picture(page, 'assets-sheet-phone-de');
    await sheet.getByRole('button', {name: '3 anzeigen'}).click();
    await page.getByText('3 Assets').waitFor();
    await page.getByRole('button', {name: 'Filter (1)'}).waitFor();
}));

test('assets: what matched is shown and marked', world.at(DESK, {language: 'de'}, async page => {
    await page.goto(world.url + '#/assets?q=HX80E-210417');
    await page.locator('.card-row mark', {hasText: 'HX80E-210417'}).waitFor();
    await page.getByText('1 Asset', {exact: true}).waitFor();
    await accessible(page);
}));

test('assets: nothing found says what to try', world.at(PHONE, {language: 'de'}, async page => {
    await page.goto(world.url + '#/assets?q=gibtesnicht&asset_kind=Type');
    await page.getByText('Nichts gefunden zu „gibtesnicht“').waitFor();
    await accessible(page);
    await fits(page);
    await picture(page, 'assets-none-phone-de');
    await page.getByRole('link', {name: 'Alles anzeigen'}).click();
    await page.getByText('24 Assets').waitFor();
}));

test('assets: definitions and loose submodels', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/assets');
    await page.getByRole('link', {name: 'Definitions'}).click();
    await page.getByText(/^\d+ definitions$/).waitFor();
    await page.locator('.card-row .name').first().waitFor();
    await accessible(page);
    await page.getByRole('link', {name: 'Loose submodels'}).click();
    await page.getByText('Every submodel belongs to an asset').waitFor();
    await accessible(page);
}));

test('assets: ticked ones go to export', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/assets');
    await page.getByRole('checkbox', {name: /^Select/}).nth(0).check();
    await page.getByRole('checkbox', {name: /^Select/}).nth(2).check();
    await page.getByText('2 selected').waitFor();
    await accessible(page);
    await page.getByRole('button', {name: 'Export'}).click();
    await page.waitForFunction(() => location.hash.startsWith('#/exchange?id='));
    assert.equal(new URLSearchParams(page.url().split('?')[1]).getAll('id').length, 2);
}));

test('assets: the look is remembered', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/assets');
    await page.getByRole('button', {name: 'As pictures'}).click();
    await page.locator('.card-tile').first().waitFor();
    await page.reload();
    await page.locator('.card-tile').first().waitFor();
}));

test('assets: many are scrolled page by page, few stand in the DOM, and the way back leads to the same place', many.at(DESK, {}, async page => {
    await page.goto(many.url + '#/assets');
    await page.getByText(`${MANY} assets`).waitFor();
    while (await page.evaluate(() => Number([...document.querySelectorAll('.virtual > li')].at(-1).dataset.index)) < 310)
        await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => { scrollTo(0, document.documentElement.scrollHeight); resolve(); })));
    assert.ok(await page.locator('.card-row').count() < 40);
    await page.evaluate(() => scrollBy(0, -1500));
    const seen = await page.waitForFunction(() => document.elementFromPoint(500, 450)?.closest('li')?.querySelector('a.name')?.textContent);
    const name = await seen.jsonValue();
    const link = page.getByRole('link', {name, exact: true});
    const before = await page.evaluate(() => scrollY);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/asset/'));
    await page.goBack();
    await page.getByText(name, {exact: true}).waitFor();
    const after = await page.evaluate(() => scrollY);
    assert.ok(Math.abs(after - before) < 300, `${before} and then ${after}`);
}));

test('assets: with the keyboard through many rows', many.at(DESK, {}, async page => {
    await page.goto(many.url + '#/assets');
    await page.locator('.virtual .name').first().focus();
    for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab');
        await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    assert.ok(await page.evaluate(() => Number(document.activeElement.closest('[data-index]')?.dataset.index)) > 30);
    const focused = await page.evaluate(() => document.activeElement.closest('[data-index]').dataset.index);
    await page.mouse.wheel(0, 6000);
    await page.waitForFunction(() => scrollY > 4000);
    assert.equal(await page.evaluate(() => document.activeElement.closest('[data-index]')?.dataset.index), focused);
}));

// overview.test.mjs - the first page: what is here, what wants attention, what changed, where to begin.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, drop, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});
const empty = await begin();

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark']) {
            test(`overview: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                await page.goto(world.url);
                await page.getByRole('heading', {name: language === 'de' ? 'Zuletzt geändert' : 'Changed lately'}).waitFor();
                await page.locator('.tile').first().waitFor();
                await fits(page);
                await worded(page);
                await accessible(page);
                await picture(page, `overview-${name}-${language}-${theme}`);
            }));
            test(`overview without anything: ${name}, ${language}, ${theme}`, empty.at(size, {language, theme}, async page => {
                await page.goto(empty.url);
                await page.getByText('schale serve --example').waitFor();
                await fits(page);
                await worded(page);
                await accessible(page);
                await picture(page, `overview-empty-${name}-${language}-${theme}`);
            }));
        }

test('overview: a tile leads to its list', world.at(DESK, {}, async page => {
    await page.goto(world.url);
    const tile = page.getByRole('link', {name: /machines and devices/});
    const count = Number(/\d+/.exec(await tile.innerText())[0]);
    await tile.click();
    await page.getByText(`${count} assets`).waitFor();
    await page.getByRole('button', {name: 'Remove filter: Kind Machine or device'}).waitFor();
}));

test('overview: what wants attention leads to the list of it, as long as it says', world.at(DESK, {}, async page => {
    await page.goto(world.url);
    const point = page.getByRole('link', {name: /Without a nameplate/});
    const count = (await point.locator('.chip').innerText()).trim();
    await point.click();
    await page.getByText(`${count} asset`).waitFor();
    await page.getByRole('button', {name: 'Remove filter: Missing Without nameplate'}).waitFor();
}));

test('overview: a change is told in words, and leads to what changed', world.at(DESK, {language: 'de'}, async page => {
    const id = 'https://ahrental.example/submodels/IMM-01/TechnicalData';
    const id64 = Buffer.from(id).toString('base64url');
    const list = await (await fetch(`${world.url}submodels/${id64}/submodel-elements/?limit=1`)).json();
    assert.ok(list.result.length);
    const shell = Buffer.from('https://ahrental.example/shells/IMM-01').toString('base64url');
    const document = await (await fetch(`${world.url}shells/${shell}`)).json();
    const answer = await fetch(`${world.url}shells/${shell}`, {method: 'PUT', headers: {'Content-Type': 'application/json'},
                                                             body: JSON.stringify({...document, category: 'PARAMETER'})});
    assert.ok(answer.ok);
    await page.goto(world.url);
    const change = page.locator('section', {hasText: 'Zuletzt geändert'}).getByRole('link', {name: /Spritzgießmaschine 1/}).first();
    await change.waitFor();
    assert.match(await change.innerText(), /geändert|Werte?/);
    await change.click();
    await page.waitForFunction(() => location.hash.startsWith('#/asset/'));
}));

test('overview: files dropped anywhere go to the page for them', world.at(DESK, {}, async page => {
    await page.goto(world.url);
    await page.locator('.tile').first().waitFor();
    await drop(page, [['pump.json', '{}']], 'dragover');
    await page.getByText('Drop the files here').waitFor();
    await drop(page, [['pump.json', '{}']]);
    await page.waitForFunction(() => location.hash === '#/exchange');
}));

test('overview: a server that fails is told, and asked again', async () => {
    await world.at(DESK, {mayFail: [/plan\//]}, async page => {
        await page.route('**/plan/overview', route => route.fulfill({status: 404, contentType: 'application/json',
            body: JSON.stringify({messages: [{messageType: 'Error', text: 'made by the test'}]})}));
        await page.goto(world.url);
        await page.getByText('made by the test').waitFor();
        await page.unroute('**/plan/overview');
        await page.getByRole('button', {name: 'Try again'}).click();
        await page.locator('.tile').first().waitFor();
    })();
});

test('overview: a lost connection to a machine is told, and leads to it', world.at(DESK, {language: 'de'}, async page => {
    const submodelId = 'https://ahrental.example/submodels/IMM-01/AssetInterfacesDescription';
    await page.route('**/plan/connections', route => route.fulfill({json: {problems: [], interfaces: [
        {submodelId, path: 'InterfaceMODBUS', state: 'lost', since: '2026-01-01T00:00:00Z', lossCount: 1, properties: []},
        {submodelId, path: 'InterfaceHTTP', state: 'connected', since: '2026-01-01T00:00:00Z', lossCount: 0, properties: []}]}}));
    await page.goto(world.url);
    const point = page.getByRole('link', {name: /Verbindung zur Maschine verloren/});
    await point.waitFor();
    assert.match(await point.innerText(), /1/);
    await point.click();
    await page.waitForFunction(() => location.hash.startsWith('#/submodel/'));
}));

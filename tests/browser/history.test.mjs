// history.test.mjs - what changed is told in words, opened, looked back at and brought back.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});
const b64 = text => Buffer.from(text).toString('base64url');
const ID = 'https://ahrental.example/submodels/IMM-01/TechnicalData';
const PATH = 'GeneralInformation.ManufacturerArticleNumber';
const value = async page => (await (await page.request.get(`api/v3/submodels/${b64(ID)}/submodel-elements/${PATH}`)).json()).value;
const write = async (page, text) => {
    const answer = await page.request.patch(`api/v3/submodels/${b64(ID)}/submodel-elements/${PATH}/$value`,
        {data: JSON.stringify(text), headers: {'Content-Type': 'application/json'}});
    assert.equal(answer.status(), 204);
};

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`history: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/history');
            await page.locator('button.change').first().waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `history-${name}-${language}-${theme}`);
        }));

test('history: more on demand, filtered by kind', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/history');
    await page.locator('button.change').first().waitFor();
    const before = await page.locator('button.change').count();
    await page.getByRole('button', {name: 'Earlier changes'}).click();
    await page.waitForFunction(count => document.querySelectorAll('button.change').length > count, before);
    await page.getByRole('button', {name: 'Assets', exact: true}).click();
    await page.locator('button.change').getByText('Asset added').first().waitFor();
    assert.equal(await page.locator('button.change').getByText('Definition added').count(), 0);
}));

test('history: a change is opened and taken back, and that is undone', world.at(DESK, {}, async page => {
    const first = await value(page);
    await write(page, '4711-999');
    await page.goto(world.url + '#/history?id=' + b64('https://ahrental.example/shells/IMM-01'));
    await page.locator('button.change').first().click();
    const dialog = page.locator('dialog');
    await dialog.locator('del').getByText(first).waitFor();
    await dialog.locator('ins').getByText('4711-999').waitFor();
    await accessible(page);
    await picture(page, 'history-difference');
    await dialog.getByRole('button', {name: 'Go back to before this change'}).click();
    await page.getByText('The earlier state is back').waitFor();
    assert.equal(await value(page), first);
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    assert.equal(await value(page), '4711-999');
}));

test('history: an earlier state is seen and brought back', world.at(PHONE, {}, async page => {
    const first = await value(page);
    const then = new Date().toISOString();
    await page.waitForTimeout(5);
    await write(page, '4711-555');
    await page.goto(`${world.url}#/history?id=${b64(ID)}&kind=submodel&date=${then}`);
    await page.locator('.snapshot ins').getByText('4711-555').waitFor();
    await page.getByText('Everything as it was').click();
    await page.locator('.was').getByText(first).waitFor();
    await fits(page);
    await accessible(page);
    await picture(page, 'history-then-phone');
    await page.getByRole('button', {name: 'Bring this state back'}).click();
    await page.getByText('The earlier state is back').waitFor();
    assert.equal(await value(page), first);
}));

test('history: what was deleted is brought back', world.at(DESK, {mayFail: [/status of 404/]}, async page => {
    const id = 'urn:history:gone';
    await page.request.put('api/v3/submodels/' + b64(id), {data: {modelType: 'Submodel', id, idShort: 'Gone'}});
    await page.request.delete('api/v3/submodels/' + b64(id));
    await page.goto(world.url + '#/history?id=' + b64(id));
    await page.locator('button.change').first().click();
    await page.getByRole('button', {name: 'Go back to before this change'}).click();
    await page.getByText('The earlier state is back').waitFor();
    assert.equal((await page.request.get('api/v3/submodels/' + b64(id))).status(), 200);
}));

test('history: before there was anything', world.at(DESK, {mayFail: [/status of 404/]}, async page => {
    await page.goto(`${world.url}#/history?id=${b64(ID)}&kind=submodel&date=2020-01-01T00:00:00Z`);
    await page.getByText('At that time there was nothing here').waitFor();
}));

test('history: what is new while one looks is offered', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/history');
    await page.locator('button.change').first().waitFor();
    const told = page.getByRole('button', {name: /There is something new/});
    for (let i = 0; i < 20 && !await told.count(); i++) {
        await write(page, '4711-' + i);
        await told.waitFor({timeout: 500}).catch(() => {});
    }
    await told.click();
    await page.locator('button.change').first().getByText(/Value changed/).waitFor();
}));

test('history: of something unknown', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/history?id=' + b64('urn:nothing'));
    await page.getByText('Nothing has changed here yet').waitFor();
}));

test('history: of an asset that is picked', world.at(PHONE, {}, async page => {
    await page.goto(world.url + '#/history');
    await page.getByPlaceholder('Only of one asset').fill('IMM-02');
    await page.locator('.add-box li button').first().click();
    await page.getByRole('heading', {name: /What changed: Injection moulding machine 2/}).waitFor();
    await page.locator('button.change').first().waitFor();
    await fits(page);
}));

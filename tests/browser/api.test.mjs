// api.test.mjs - the operations of the server: found, understood, tried.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`api: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/api');
            await page.locator('.api-group').first().waitFor();
            await page.locator('.api-search input').fill('shells/{aasIdentifier}');
            await page.locator('.operation button.row').first().click();
            await page.locator('.operation-body').waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `api-${name}-${language}-${theme}`);
        }));

test('api: every operation of the description is listed', world.at(DESK, {}, async page => {
    const description = await (await page.request.get('openapi.json')).json();
    const names = Object.values(description.paths).flatMap(item => Object.keys(item));
    const count = names.filter(name => /^(get|put|post|patch|delete|head)$/.test(name)).length;
    await page.goto(world.url + '#/api');
    await page.getByText(`${count} operations`).waitFor();
}));

test('api: a read is tried, with an id as people write it', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/api');
    await page.locator('.api-search input').fill('get shells/{aasIdentifier}');
    const row = page.locator('.operation', {has: page.locator('code',
        {hasText: /^\/api\/v3\/shells\/\{aasIdentifier\}$/})}).first();
    await row.locator('button.row').click();
    await row.getByLabel('aasIdentifier').fill('https://ahrental.example/shells/IMM-01');
    await row.getByText('curl').first().waitFor();
    await row.getByRole('button', {name: 'Try it'}).click();
    await row.locator('.answer').getByText('"idShort": "IMM_01"').waitFor();
    await row.locator('.answer .chip.good').getByText('200').waitFor();
}));

test('api: an operation of our own is tried, an error is shown', world.at(DESK, {mayFail: [/status of 4\d\d/]}, async page => {
    await page.goto(world.url + '#/api');
    await page.locator('.api-search input').fill('get plan/changes');
    await page.locator('.operation button.row').first().click();
    await page.getByRole('button', {name: 'Try it'}).click();
    await page.locator('.answer').getByText('"result"').waitFor();
    await page.getByLabel('limit').fill('x');
    await page.getByRole('button', {name: 'Try it'}).click();
    await page.locator('.answer .chip.bad').getByText('400').waitFor();
}));

test('api: nothing found', world.at(PHONE, {}, async page => {
    await page.goto(world.url + '#/api');
    await page.locator('.api-search input').fill('no such operation');
    await page.getByText('Nothing found').waitFor();
    assert.equal(await page.locator('.api-group').count(), 0);
}));

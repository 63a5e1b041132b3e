// search.test.mjs - the search in the header, as a combobox, with the keyboard and with fingers.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture} from './harness.mjs';

const world = await begin({example: true});
const mayFail = [/plan\/connections/];

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const theme of ['light', 'dark'])
        test(`search: suggestions, ${name}, ${theme}`, world.at(size, {language: 'de', theme, mayFail}, async page => {
            await page.goto(world.url);
            const box = page.getByRole('combobox', {name: 'Suchen'});
            await box.fill('HX80');
            await page.getByRole('option', {name: /Spritzgießmaschine 1/}).waitFor();
            await fits(page);
            await accessible(page);
            await picture(page, `search-${name}-${theme}`);
        }));

test('search: with the keyboard alone', world.at(DESK, {mayFail}, async page => {
    await page.goto(world.url);
    await page.locator('.tile').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('haldorn');
    const box = page.getByRole('combobox', {name: 'Search'});
    await page.getByRole('option').first().waitFor();
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowUp');
    assert.equal(await box.getAttribute('aria-activedescendant'), null);
    await page.keyboard.press('ArrowUp');
    assert.match(await page.locator('[role=option][aria-selected=true]').innerText(), /Show all/);
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({state: 'detached'});
    assert.equal(await box.inputValue(), 'haldorn');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/asset/'));
}));

test('search: Enter opens the list of all results; typing there narrows it', world.at(DESK, {mayFail}, async page => {
    await page.goto(world.url);
    await page.getByRole('combobox', {name: 'Search'}).fill('haldorn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash === '#/assets?q=haldorn');
    await page.locator('.card-row mark').first().waitFor();
    const box = page.getByRole('searchbox', {name: 'Search'});
    assert.equal(await box.inputValue(), 'haldorn');
    await box.fill('HX80E-210417');
    await page.waitForFunction(() => location.hash === '#/assets?q=HX80E-210417');
    await page.getByText('1 asset', {exact: true}).waitFor();
}));

test('search: what is typed quickly is asked once, and an old answer never covers a new one', world.at(DESK, {mayFail}, async page => {
    const asked = [];
    await page.route('**/plan/search?*', async route => {
        const question = new URL(route.request().url()).searchParams.get('q');
        asked.push(question);
        if (question === 'HX')
            await new Promise(resolve => setTimeout(resolve, 800));
        await route.continue().catch(() => {});
    });
    await page.goto(world.url);
    const box = page.getByRole('combobox', {name: 'Search'});
    await box.pressSequentially('HX', {delay: 10});
    await page.waitForRequest(request => request.url().includes('q=HX&') || request.url().endsWith('q=HX'));
    await box.pressSequentially('80E-210417', {delay: 10});
    await page.getByRole('option', {name: /machine 1/}).waitFor();
    assert.deepEqual(asked, ['HX', 'HX80E-210417']);
    await page.getByText('Show the one result').waitFor();
}));

test('search: hostile questions and names stay text', world.at(DESK, {mayFail}, async page => {
    const name = '<img src=x onerror="window.ran=1"> \u202Efdp.exe\u202C 🏭';
    const shell = {modelType: 'AssetAdministrationShell', id: 'urn:hostile:"><script>1</script>', idShort: 'Hostile',
                   displayName: [{language: 'en', text: name}], assetInformation: {assetKind: 'Instance', globalAssetId: 'urn:hostile:asset'}};
    const answer = await fetch(world.url + 'shells', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(shell)});
    assert.ok(answer.ok, await answer.text());
    while ((await (await fetch(world.url + 'plan/search?q=hostile')).json()).total < 1)
        await new Promise(resolve => setTimeout(resolve, 50));
    await page.goto(world.url);
    const box = page.getByRole('combobox', {name: 'Search'});
    await box.fill('hostile');
    await page.getByRole('option', {name: /<img src=x/}).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.card-row', {hasText: '<img src=x'}).waitFor();
    await fits(page);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    await page.getByRole('searchbox', {name: 'Search'}).fill('"><script>alert(1)</script> \' OR 1=1 -- * ( ^');
    await page.getByText('Nothing found for').waitFor();
    await fits(page);
}));

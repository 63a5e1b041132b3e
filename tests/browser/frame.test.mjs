// frame.test.mjs - the frame around every page: navigation, languages, themes, errors that are told.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, worded} from './harness.mjs';

const world = await begin({example: true});

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark'])
            test(`frame: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                await page.goto(world.url);
                await page.getByRole('navigation').waitFor();
                await page.getByRole('heading', {level: 1}).waitFor();
                assert.equal(await page.evaluate(() => document.documentElement.lang), language);
                await fits(page);
                await worded(page);
                await accessible(page);
            }));

test('frame: the policy allows no script in the page', world.at(DESK, {mayFail: [/Content.Security.Policy/i]}, async page => {
    const answer = await page.goto(world.url);
    const policy = answer.headers()['content-security-policy'];
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe/);
    await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test('frame: language and theme are kept', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(world.url);
    await page.getByRole('button', {name: 'Deutsch'}).click();
    await page.getByRole('link', {name: 'Übersicht', exact: true}).waitFor();
    await page.getByRole('button', {name: 'Helle Farben'}).click();
    await page.getByRole('button', {name: 'Dunkle Farben'}).click();
    await page.reload();
    await page.getByRole('link', {name: 'Übersicht', exact: true}).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
}));

test('frame: an unknown page says so and leads home', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/nowhere');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', {name: 'To the overview'}).click();
    await page.waitForFunction(() => location.hash === '#/overview');
}));

test('frame: a failing script is told and the page stays', async () => {
    const context = await world.browser.newContext({locale: 'en'});
    const page = await context.newPage();
    await page.goto(world.url);
    await page.getByRole('navigation').waitFor();
    await page.evaluate(() => setTimeout(() => { throw new Error('made by the test'); }));
    await page.getByText('Something went wrong on this page.').waitFor();
    await page.getByText('made by the test').waitFor();
    await page.getByRole('link', {name: 'Check', exact: true}).waitFor();
    await context.close();
});

test('frame: "/" goes to the search, Escape and Tab work', world.at(DESK, {}, async page => {
    await page.goto(world.url);
    await page.getByRole('navigation').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
}));

test('frame: a page that comes late does not take the place of the one somebody went back to', world.at(DESK, {}, async page => {
    let arrived;
    const held = new Promise(resolve => { arrived = resolve; });
    await page.route('**/page/more.js', async route => {
        await held;
        await route.continue();
    });
    await page.goto(world.url);
    await page.getByRole('heading', {level: 1}).waitFor();
    const late = page.waitForResponse(response => response.url().endsWith('/page/more.js'));
    await page.evaluate(() => { location.hash = '#/more'; });
    await page.evaluate(() => new Promise(resolve => { addEventListener('hashchange', resolve, {once: true}); history.back(); }));
    await page.getByRole('heading', {level: 1, name: 'Overview'}).waitFor();
    arrived();
    await (await late).finished();
    await page.evaluate(() => import(performance.getEntriesByType('resource').find(one => one.name.endsWith('/page/more.js')).name));
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.getByRole('heading', {level: 1, name: 'Overview'}).waitFor();
}));


// plant.test.mjs - the plant as a tree with a card, and level by level on a phone.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});
const empty = await begin();

for (const language of ['de', 'en'])
    for (const theme of ['light', 'dark']) {
        test(`plant: tree, ${language}, ${theme}`, world.at(DESK, {language, theme}, async page => {
            await page.goto(world.url + '#/plant');
            const line = page.getByRole('treeitem', {name: language === 'de' ? /Linie 1/ : /Line 1/});
            await line.click();
            await page.getByRole('link', {name: language === 'de' ? 'Asset öffnen' : 'Open the asset'}).waitFor();
            await line.locator('.twist').click();
            await page.getByRole('treeitem', {name: language === 'de' ? /Sichtprüfsystem/ : /Vision|inspection/i}).waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `plant-desk-${language}-${theme}`);
        }));
        test(`plant: levels on a phone, ${language}, ${theme}`, world.at(PHONE, {language, theme}, async page => {
            await page.goto(world.url + '#/plant');
            await page.getByRole('link', {name: language === 'de' ? /Werk Ahrental/ : /Ahrental plant/}).click();
            await page.getByRole('link', {name: language === 'de' ? /Linie 1/ : /Line 1/}).click();
            await page.getByRole('heading', {name: language === 'de' ? /Linie 1/ : /Line 1/}).waitFor();
            await page.locator('.plant-parts .row').first().waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `plant-phone-${language}-${theme}`);
            await page.getByRole('navigation', {name: language === 'de' ? 'Wo Sie sind' : 'Where you are'})
                .getByRole('link', {name: language === 'de' ? /Werk/ : /plant$/}).last().click();
            await page.getByRole('heading', {name: language === 'de' ? /Werk Ahrental/ : /Ahrental plant/}).waitFor();
        }));
        test(`plant: without any structure it says how to get one, ${language}, ${theme}`, empty.at(PHONE, {language, theme}, async page => {
            await page.goto(empty.url + '#/plant');
            await page.getByText('Hierarchical Structures').first().waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `plant-empty-${language}-${theme}`);
        }));
    }

test('plant: with the keyboard alone', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/plant');
    await page.getByRole('treeitem', {name: /Line 1/}).waitFor();
    const focused = () => page.evaluate(() => document.activeElement.querySelector('.label')?.textContent ?? document.activeElement.tagName);
    await page.getByRole('treeitem').first().focus();
    const root = await focused();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await focused(), root);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), root);
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-expanded') === 'false');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-expanded') === 'true');
    await page.keyboard.press('End');
    const last = await focused();
    await page.keyboard.press('Home');
    assert.equal(await focused(), root);
    assert.notEqual(last, root);
    await page.keyboard.press('l');
    assert.match(await focused(), /^L/i);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/plant?at='));
    assert.match(await focused(), /^L/i);
    assert.equal(await page.getByRole('treeitem', {selected: true}).count(), 1);
}));

test('plant: an address with a chosen part opens what is above it', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/plant');
    await page.getByRole('treeitem', {name: /Line 1/}).click();
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('treeitem', {name: /Line 1/, selected: true}).waitFor();
    await page.getByRole('heading', {name: /Line 1/}).waitFor();
}));

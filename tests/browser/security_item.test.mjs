// security_item.test.mjs - one asset and one advisory: why, what would settle it, what it means here, deciding, the history.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';
import {answer, dayFrom, id64} from './security_fixtures.mjs';

const world = await begin({example: true});
const itemOf = name => `${world.url}#/security/item/${id64('urn:schale:advisory-status:' + name)}`;

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark'])
            test(`security item: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                await answer(page);
                await page.goto(itemOf('plc-02:asa-2026-014'));
                await page.getByRole('heading', {name: language === 'de' ? 'Warum das noch nicht feststeht'
                    : 'Why this is not settled yet'}).waitFor();
                await page.getByText('CVSS', {exact: false}).first().waitFor();
                await fits(page);
                await worded(page);
                await accessible(page);
                await picture(page, `security-item-${name}-${language}-${theme}`);
            }));

test('security item: an unknown says what would settle it, and leads to the form of the nameplate',
    world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(itemOf('plc-02:asa-2026-014'));
    await page.getByText('but the device’s firmware version is not known').waitFor();
    const settle = page.locator('.settle');
    await settle.getByText('Firmware version', {exact: true}).waitFor();
    const form = settle.getByRole('link', {name: 'Fill it in'});
    await page.waitForFunction(() => document.querySelector('.settle a').hash.startsWith('#/edit/'));
    await form.click();
    await page.getByLabel('Firmware version', {exact: false}).first().waitFor();
}));

test('security item: how an attack comes and what differs at the place, in plain words', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(itemOf('plc-02:asa-2026-014'));
    const first = page.locator('.vulnerability').first();
    await first.getByText('Over the network, without special circumstances, without logging in, without anybody’s doing.').waitFor();
    await first.getByText('Less dangerous than the maker says. The conduits let through only who is in the adjacent network. '
        + 'A standstill weighs heavily here.').waitFor();
    assert.match(await first.locator('.place-score .score').innerText(), /8\.8/);
    await first.getByText('CVSS vector').click();
    await first.getByText('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAV:A/AR:H').waitFor();
    await page.getByText('From the internet through C1 (tcp 443) to the office').waitFor();
}));

test('security item: decide, see it in the history, and decide otherwise', world.at(DESK, {language: 'de'}, async page => {
    const plant = await answer(page);
    await page.goto(itemOf('plc-01:asa-2026-014'));
    await page.getByText('Noch hat niemand entschieden.').waitFor();
    await page.getByRole('radio', {name: 'In Arbeit'}).check();
    await page.getByLabel('Maßnahme').selectOption('patch');
    await page.getByLabel('Zuständig').fill('K. Brandt');
    await page.getByLabel('Erledigen bis').fill(dayFrom(14));
    await page.getByLabel('Notiz').fill('Im Stillstand KW 51');
    await page.getByRole('button', {name: 'Speichern'}).click();
    await page.getByText('Entscheidung gespeichert').waitFor();
    await page.locator('.decisions').getByText('Im Stillstand KW 51').waitFor();
    assert.deepEqual(plant.sent.map(({method, path, body}) => ({method, path, body})),
        [{method: 'PUT', path: 'items/' + id64(plant.items[0].id),
        body: {state: 'in_progress', measure: 'patch', owner: 'K. Brandt', due: dayFrom(14), reason: 'Im Stillstand KW 51'}}]);
    await page.getByRole('radio', {name: 'Erledigt'}).check();
    await page.getByRole('button', {name: 'Speichern'}).click();
    await page.locator('.decisions li').nth(1).waitFor();
    assert.deepEqual(await page.locator('.decisions li strong').allInnerTexts(), ['Erledigt', 'In Arbeit']);
    await accessible(page);
}));

test('security item: what was accepted begins with its reason, and an empty one is not taken', world.at(PHONE, {}, async page => {
    await answer(page);
    await page.goto(itemOf('drv-02:asa-2025-091'));
    await page.getByText('Not reachable').first().waitFor();
    assert.equal(await page.getByLabel('Reason').inputValue(),
        'Conduit C3 lets nothing through. It is updated with the next standstill.');
    assert.equal(await page.getByLabel('Look at it again on').inputValue(), dayFrom(160));
    await page.getByLabel('Reason').fill('  ');
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Who accepts a risk has to say why.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'reason');
    await fits(page);
}));

test('security item: the ways to the asset, the advisory, others, and back to the list as it was',
    world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(world.url + '#/security?state=all&verdict=unknown');
    await page.getByText('2 items').waitFor();
    await page.getByRole('link', {name: 'Programmable logic controller 2'}).click();
    await page.getByRole('link', {name: 'Other devices with this advisory'}).click();
    await page.getByText('3 items').waitFor();
    await page.goBack();
    await page.getByRole('link', {name: 'To the advisory'}).click();
    await page.getByRole('heading', {name: 'Your devices'}).waitFor();
    await page.goBack();
    await page.getByRole('link', {name: 'To the device'}).click();
    await page.getByRole('heading', {name: 'Programmable logic controller 2', level: 1}).waitFor();
    await page.locator('.asset-head').waitFor();
    await page.goto(world.url + '#/security?state=all&verdict=fixed');
    await page.getByText('Advisory changed').waitFor();
    await page.getByRole('link', {name: 'Managed Ethernet switch'}).click();
    await page.getByRole('link', {name: 'Back to the list'}).click();
    await page.getByText('1 item', {exact: true}).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security?state=all&verdict=fixed');
}));

test('security item: what is gone is told', world.at(DESK, {mayFail: [/404/]}, async page => {
    await answer(page);
    await page.goto(itemOf('nothing'));
    await page.getByRole('heading', {name: 'This item is not here any more'}).waitFor();
    await accessible(page);
}));

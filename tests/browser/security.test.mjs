// security.test.mjs - what to do first: the ranked list, its filters, deciding for several, files that are dropped, the report;
// and what an asset's page and the overview tell of it. The server's answers are those of security_fixtures.mjs.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, calm, DESK, drop, fits, PHONE, picture, worded} from './harness.mjs';
import {answer, dayFrom, id64, manyItems} from './security_fixtures.mjs';

const world = await begin({example: true});
const LIST = world.url + '#/security';
const rows = page => page.locator('.item-row:not(.head, .place)');
const names = page => page.locator('.item-row .name').allInnerTexts();

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const language of ['de', 'en'])
        for (const theme of ['light', 'dark'])
            test(`security: the list: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
                await answer(page);
                await page.goto(LIST);
                await rows(page).first().waitFor();
                await page.getByRole('heading', {name: language === 'de' ? 'Sicherheit' : 'Security', level: 1}).waitFor();
                assert.equal(await page.locator('.tile').first().locator('b').innerText(), '7');
                await fits(page);
                await worded(page);
                await accessible(page);
                await picture(page, `security-${name}-${language}-${theme}`);
            }));

test('security: in a window between phone and desk', world.at({width: 1000, height: 800}, {language: 'de'}, async page => {
    await answer(page);
    await page.goto(LIST);
    await rows(page).first().getByText('Betroffen').waitFor();
    await fits(page);
    await accessible(page);
}));

test('security: it stands in the navigation, and on a phone under "more"', world.at(PHONE, {}, async page => {
    await answer(page);
    await page.goto(world.url + '#/more');
    await page.getByRole('main').getByRole('link', {name: 'Security'}).click();
    await rows(page).first().waitFor();
}));

test('security: the highest risk stands first, and the row says why in words', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(LIST);
    const first = rows(page).first();
    await first.waitFor();
    for (const words of ['941', 'Programmable logic controller 1', 'Authentication bypass in AS4200 controllers', 'Affected',
        'Certain match', 'Exploited', 'Reachable'])
        await first.getByText(words, {exact: true}).waitFor();
    assert.equal((await first.locator('.score').innerText()).replace(/\s+/g, ' '), 'CVSS (critical) 9.8');
    assert.deepEqual(await page.locator('.item-row .risk b').allInnerTexts(), ['941', '712', '688', '604', '388', '310', '240']);
    await first.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: 'Why this device is affected'}).waitFor();
}));

test('security: states, filters and order stand in the address', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await page.getByRole('link', {name: 'All', exact: true}).click();
    await page.getByText('10 items').waitFor();
    await page.getByLabel('Verdict').selectOption('unknown');
    await page.getByText('2 items').waitFor();
    await page.getByLabel('Match').selectOption('certain');
    await page.getByText('1 item', {exact: true}).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security?state=all&verdict=unknown&tier=certain');
    await page.reload();
    await page.getByText('1 item', {exact: true}).waitFor();
    assert.deepEqual(await names(page), ['Programmable logic controller 2']);
    await page.getByRole('link', {name: 'Remove all'}).click();
    await page.getByText('10 items').waitFor();
    await page.getByLabel('Zone').selectOption({label: 'Line 2'});
    await page.getByText('3 items').waitFor();
    await page.getByLabel('Owner').selectOption('K. Brandt');
    await page.getByText('2 items').waitFor();
    await page.getByRole('link', {name: 'Remove all'}).click();
    await page.getByRole('checkbox', {name: 'Exploited'}).check();
    await page.getByText('2 items').waitFor();
    await page.goto(LIST + '?state=all&sort=due');
    await page.getByText('10 items').waitFor();
    assert.equal((await names(page))[0], 'Managed Ethernet switch');
}));

test('security: the search asks once it has settled, and nothing found leads on', world.at(DESK, {language: 'de'}, async page => {
    await answer(page);
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await page.getByPlaceholder('Gerät, Meldung, CVE suchen').pressSequentially('roboter', {delay: 20});
    await page.getByText('1 Eintrag').waitFor();
    assert.deepEqual(await names(page), ['Sechsachsroboter Zelle 1']);
    await page.getByPlaceholder('Gerät, Meldung, CVE suchen').fill('gibt es nicht');
    await page.getByText('Zu diesen Filtern passt nichts').waitFor();
    await page.getByRole('link', {name: 'Filter entfernen'}).click();
    await page.getByText('7 Einträge').waitFor();
    assert.equal(await page.getByPlaceholder('Gerät, Meldung, CVE suchen').inputValue(), '');
}));

test('security: on a phone the filters stand in a window', world.at(PHONE, {}, async page => {
    await answer(page);
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await page.getByRole('button', {name: 'Filter'}).click();
    await page.getByRole('dialog').getByLabel('Verdict').selectOption('unknown');
    await accessible(page);
    await page.getByRole('dialog').locator('.dialog-body').getByRole('button', {name: 'Close'}).click();
    await page.getByText('2 items').waitFor();
    await page.getByRole('button', {name: 'Filter (1)'}).waitFor();
    await fits(page);
}));

test('security: a tile leads to what it counts', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(LIST);
    await page.getByRole('link', {name: /already exploited/}).click();
    await page.getByText('2 items').waitFor();
    await page.getByRole('link', {name: '4 within an attacker’s reach'}).click();
    await page.getByText('4 items').waitFor();
    assert.equal(await page.getByLabel('Reach').inputValue(), 'reachable');
    await page.getByLabel('Reach').selectOption({label: 'On site only'});
    await page.getByText('1 item', {exact: true}).waitFor();
    await page.getByRole('link', {name: '1 overdue'}).click();
    await page.getByText('1 item', {exact: true}).waitFor();
    await rows(page).first().getByText(/overdue: /).waitFor();
    await page.locator('.chip.about').click();
    await page.getByText('10 items').waitFor();
}));

test('security: one decision for several items, with the keyboard', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(LIST);
    await rows(page).first().waitFor();
    for (const name of [/Programmable logic controller 1/, /Programmable logic controller 2/]) {
        await page.getByRole('checkbox', {name}).focus();
        await page.keyboard.press('Space');
    }
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', {name: 'Decide together'}).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', {name: 'Decide for 2 items'});
    await accessible(page);
    await dialog.getByLabel('Measure').selectOption('patch');
    await dialog.getByLabel('Owner').fill('K. Brandt');
    await dialog.getByLabel('Due').fill(dayFrom(20));
    await dialog.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Stored for 2 items').waitFor();
    await rows(page).first().getByText('In progress').waitFor();
    await page.getByText('7 items').waitFor();
    assert.deepEqual(plant.sent.map(({method, path, body}) => ({method, path, body})),
        [{method: 'POST', path: 'items/decide', body: {
        items: [plant.items[0].id, plant.items[1].id], state: 'in_progress', measure: 'patch', owner: 'K. Brandt',
            due: dayFrom(20)}}]);
    assert.equal(await page.getByText('2 selected').count(), 0);
    await page.getByRole('link', {name: /In progress/}).click();
    await page.getByText('3 items').waitFor();
}));

test('security: accepting asks for a reason and a date', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(LIST);
    await page.getByRole('checkbox', {name: 'Select all shown'}).check();
    await page.getByText('7 selected').waitFor();
    await page.getByRole('button', {name: 'Decide together'}).click();
    await page.getByRole('radio', {name: 'Accepted'}).check();
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Who accepts a risk has to say why.').waitFor();
    await page.getByText('When should somebody look at it again?').waitFor();
    await accessible(page);
    assert.deepEqual(plant.sent, []);
    await page.getByLabel('Reason').fill('Replaced in spring');
    await page.getByLabel('Look at it again on').fill(dayFrom(100));
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Nothing is left to do').waitFor();
    assert.deepEqual([plant.sent[0].body.state, plant.sent[0].body.measure, plant.sent[0].body.items.length],
        ['accepted', 'accept', 7]);
}));

test('security: a decision that the server refuses is told, and what was typed stays',
    world.at(DESK, {mayFail: [/400/]}, async page => {
    const plant = await answer(page);
    await page.goto(LIST);
    await page.getByRole('checkbox', {name: /Programmable logic controller 1/}).check();
    await page.getByRole('button', {name: 'Decide together'}).click();
    await page.getByLabel('Note').fill('to be kept');
    plant.fail = 400;
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('told by the server').waitFor();
    assert.equal(await page.getByLabel('Note').inputValue(), 'to be kept');
    plant.fail = 0;
    await page.getByRole('button', {name: 'Save'}).click();
    await page.getByText('Decision stored').waitFor();
}));

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    test(`security: without advisories dropped files are imported, and refused ones explained: ${name}`,
        world.at(size, {language: 'de'}, async page => {
        const plant = await answer(page, {advisories: []});
        await page.goto(LIST);
        await page.getByRole('heading', {name: 'Noch keine Sicherheitsmeldungen'}).waitFor();
        await fits(page);
        await worded(page);
        await accessible(page);
        await picture(page, `security-empty-${name}-de`);
        await drop(page, [['asa-2026-014.json', '{"document":{}}'], ['bad.json', '{}'],
            ['kev.json', '{"title":"KEV","catalogVersion":"2026.11.26"}']]);
        await page.getByText('1 neu, 1 abgelehnt, Liste der angegriffenen Schwachstellen übernommen').waitFor();
        await rows(page).first().waitFor();
        assert.deepEqual(plant.sent.map(request => request.path), ['exploited', 'advisories']);
        await page.getByText('bad.json').click();
        await page.getByText('CWE-280 is not').waitFor();
        await accessible(page);
        await fits(page);
        await picture(page, `security-imported-${name}-de`);
    }));

test('security: chosen files go in steps of fifty', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await page.getByLabel('Import advisories').last().setInputFiles(Array.from({length: 120},
        (_, i) => ({name: `a${i}.json`, mimeType: 'application/json', buffer: Buffer.from('{}')})));
    await page.getByText('120 new').waitFor();
    assert.deepEqual(plant.sent.map(({path, text}) => [path, text.match(/filename=/g).length]),
        [['advisories', 50], ['advisories', 50], ['advisories', 20]]);
}));

test('security: no devices, nothing hit, all decided: each says what it is', world.at(DESK, {}, async page => {
    const plant = await answer(page, {assets: 0, items: []});
    await page.goto(LIST);
    await page.getByText('No devices yet').waitFor();
    await page.getByRole('main').getByRole('link', {name: 'Import a list of devices'}).waitFor();
    await accessible(page);
    plant.assets = 26;
    await page.reload();
    await page.getByText('No advisory hits your devices').waitFor();
    await page.getByText('26 devices were compared with 6 advisories.').waitFor();
    await page.getByText('5 devices lack facts; something could go unnoticed there.').waitFor();
    await accessible(page);
}));

test('security: an error of the server is told and can be tried again', world.at(DESK, {mayFail: [/404/]}, async page => {
    const plant = await answer(page, {fail: 404});
    await page.goto(LIST);
    await page.getByText('told by the server').waitFor();
    plant.fail = 0;
    await page.getByRole('button', {name: 'Again'}).click();
    await rows(page).first().waitFor();
}));

test('security: nothing jumps while it loads', world.at(DESK, {}, async page => {
    await answer(page, {slow: 150});
    await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.hadRecentInput ? 0
            : entry.value; })).observe({type: 'layout-shift', buffered: true});
    });
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.ok(await page.evaluate(() => window.shift) < 0.1, `layout shift ${await page.evaluate(() => window.shift)}`);
}));

test('security: thousands of items are fetched as somebody scrolls', world.at(DESK, {}, async page => {
    await answer(page, {items: manyItems(3000)});
    await page.goto(LIST);
    await page.getByText('3,000 items').waitFor();
    assert.ok(await rows(page).count() < 60);
    await page.evaluate(() => scrollTo(0, 1e6));
    await page.getByText('Device 108', {exact: true}).waitFor();
    await page.evaluate(() => scrollTo(0, 1e6));
    await page.getByText('Device 205', {exact: true}).waitFor();
    assert.ok(await rows(page).count() < 60);
}));

test('security: while the server compares, it says so and looks again', world.at(DESK, {}, async page => {
    const plant = await answer(page);
    plant.summary = {building: true, assets: 0, advisories: 0, states: {}, risk: 0, risk_open: 0};
    await page.goto(LIST);
    await page.getByText('The advisories are being compared with your devices.').waitFor();
    plant.summary = undefined;
    await page.getByText('The advisories are being compared').waitFor({state: 'detached'});
    assert.equal(await page.locator('.tile').first().locator('b').innerText(), '7');
}));

test('security: the report of a zone and a day, and its signature', world.at(DESK, {}, async page => {
    await answer(page);
    await page.goto(LIST);
    await page.getByRole('button', {name: 'Report'}).click();
    await page.getByRole('dialog').getByLabel('Zone').selectOption({label: 'Cell 1'});
    await page.getByLabel('As of').fill('2026-11-01');
    await accessible(page);
    assert.equal(await page.getByRole('link', {name: 'Open the report'}).getAttribute('href'),
        '/plan/security/report?format=html&zone=cell_1&date=2026-11-01&language=en');
    await page.getByRole('radio', {name: 'Table (CSV)'}).check();
    assert.equal(await page.getByRole('link', {name: 'Its signature'}).getAttribute('href'),
        '/plan/security/report?format=csv&zone=cell_1&date=2026-11-01&language=en&signature=true');
    await page.getByText('gpg --verify report-N.csv.asc report-N.csv').waitFor();
    await page.getByRole('radio', {name: 'With signatures (ZIP)'}).check();
    await page.getByText('This is the best way to keep it').waitFor();
    assert.equal(await page.getByRole('link', {name: 'Its signature'}).count(), 0);
    assert.equal(await page.getByRole('link', {name: 'Download'}).getAttribute('href'),
        '/plan/security/report?format=zip&zone=cell_1&date=2026-11-01&language=en');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'detached'});
}));

test('security: hostile data is only text', world.at(PHONE, {}, async page => {
    const evil = '<img src=x onerror="window.ran=1">\u202e' + 'x'.repeat(3000);
    const items = manyItems(3).map(item => ({...item, asset: {...item.asset, name: evil, location: evil, zone_name: evil},
        owner: evil, advisory: {...item.advisory, title: evil, tracking_id: evil}}));
    await answer(page, {items});
    await page.goto(LIST);
    await rows(page).first().waitFor();
    await fits(page);
    assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test('security: an asset tells what is open for it, and leads to the list of it', world.at(DESK, {}, async page => {
    await answer(page);
    const id = id64('https://ahrental.example/shells/PLC-01');
    await page.goto(`${world.url}#/asset/${id}`);
    const card = page.locator('.summary-security');
    await card.getByText('Authentication bypass in AS4200 controllers').waitFor();
    await accessible(page);
    await card.getByRole('link', {name: '1 to do'}).click();
    await page.getByText('1 item', {exact: true}).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/security?asset=' + id);
    await page.getByRole('link', {name: /Programmable logic controller 1/}).first().waitFor();
}));

test('security: an asset without anything open has no card; the overview counts only where there are advisories',
    world.at(DESK, {}, async page => {
    const plant = await answer(page);
    await page.goto(`${world.url}#/asset/${id64('https://ahrental.example/shells/LINE-01')}`);
    await page.locator('.summary').waitFor();
    assert.equal(await page.locator('.summary-security').count(), 0);
    await page.goto(world.url + '#/');
    await page.locator('.tile', {hasText: 'Security: to do'}).getByText('7', {exact: true}).waitFor();
    Object.assign(plant, {advisories: [], items: []});
    await page.reload();
    await page.locator('.tile').first().waitFor();
    await calm(page);
    assert.equal(await page.locator('.tile', {hasText: 'Security: to do'}).count(), 0);
}));

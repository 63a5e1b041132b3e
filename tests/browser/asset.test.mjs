// asset.test.mjs - the page of an asset on the example factory: each view, live values, the plate and its code.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {id64, property, put, send} from './aas.mjs';
import {accessible, begin, calm, DESK, fits, PHONE, picture} from './harness.mjs';

const world = await begin({example: true});
const KEYS = new Set(Object.keys(JSON.parse(readFileSync('ui/text/en.json', 'utf8'))));
const MISSING = [/404/];
const factory = code => `https://ahrental.example/shells/${code}`;
const address = (code, tab = '') => `${world.url}#/asset/${id64(factory(code))}${tab && '/' + tab}`;
const submodelOf = (code, name) => `https://ahrental.example/submodels/${code}/${name}`;

/** No key of a text is shown instead of its words. */
async function spoken(page) {
    const text = await page.evaluate(() => document.querySelector('main').innerText);
    assert.deepEqual(text.split(/\s+/).filter(word => KEYS.has(word) && word.includes('.')), []);
}

// --- each view on the example factory ---------------------------------------------------------------------------------------

const VIEWS = [
    ['IMM-03', '', {de: ['DX250-220618', 'Schließkraft', 'Wartungsplan DX 250-2K', 'Kundendienst Spritzgießen'],
        en: ['DX250-220618', 'Clamping force']}],
    ['IMM-03', 'nameplate', {de: ['Haldorn Spritzgießtechnik GmbH', 'Baujahr', 'Deutschland'], en: ['Year of construction',
        'Germany']}],
    ['IMM-03', 'technical', {de: ['Schließkraft', 'kN', 'Werkzeugeinbauhöhe'], en: ['Clamping force', 'Mould height']}],
    ['IMM-03', 'documents', {de: ['Betriebsanleitung (Auszug) DX 250-2K', 'freigegeben'],
        en: ['Operating manual (excerpt) DX 250-2K', 'released']}],
    ['IMM-03', 'interfaces', {de: ['http://127.0.0.1:8090', 'ohne Anmeldung'], en: ['mqtt://127.0.0.1:1883', 'no login']}],
    ['IMM-03', 'series', {de: ['Spitzenspritzdruck', '48 Messpunkte'], en: ['Peak injection pressure', '48 records']}],
    ['IMM-03', 'structure', {de: ['Woraus es besteht', 'Mould'], en: ['What it is made of', 'Cell controller']}],
    ['IMM-03', 'contact', {de: ['Technischer Ansprechpartner', '+49 69 90009 210'], en: ['Technical contact']}],
    ['IMM-03', 'software', {de: ['5.4.2', 'Maschinensteuerung'], en: ['5.4.2']}],
    ['AGV-M20', 'carbon', {de: ['0,0687', 'kg CO₂', 'Rohstoffe'], en: ['0.0687', 'raw materials']}],
    ['MLD-01', 'other', {de: ['204020'], en: ['204020']}],
];

for (const [code, tab, words] of VIEWS)
    for (const [size, language, theme] of [[DESK, 'de', 'light'], [PHONE, 'de', 'dark'], [PHONE, 'en', 'light'], [DESK, 'en',
        'dark']])
        test(`asset: ${code} ${tab || 'summary'}, ${size === PHONE ? 'phone' : 'desk'}, ${language}, ${theme}`, world.at(size,
            {language, theme}, async page => {
            await page.goto(address(code, tab));
            for (const word of words[language])
                await page.getByRole('main').getByText(word).locator('visible=true').first().waitFor();
            await calm(page);
            await fits(page);
            await spoken(page);
            await accessible(page);
            await picture(page, `asset_${code}_${tab || 'summary'}_${size === PHONE ? 'phone' : 'desk'}_${language}_${theme}`);
        }));

test('asset: every tab of every asset of the factory shows something', world.at(DESK, {language: 'en'}, async page => {
    const shells = (await (await fetch(world.url + 'api/v3/shells?limit=100')).json()).result;
    for (const shell of shells) {
        await page.goto(`${world.url}#/asset/${id64(shell.id)}`);
        await page.getByRole('heading', {level: 1, name: shell.displayName.find(one => one.language === 'en').text}).waitFor();
        for (const tab of await page.getByRole('navigation', {name: 'Parts of this page'}).getByRole('link').all()) {
            await tab.click();
            await page.locator('.card').first().waitFor();
            await page.waitForFunction(() => !document.querySelector('main .skeleton, main .loading'));
            assert.ok((await page.locator('.card').first().innerText()).length > 20);
        }
    }
    assert.equal(shells.length, 24);
}));

test('asset: a document is looked into and downloaded', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(address('IMM-03', 'documents'));
    await page.getByRole('button', {name: 'View'}).first().click();
    const frame = page.getByRole('dialog').locator('iframe');
    await frame.waitFor();
    const answer = await page.request.get(new URL(await frame.getAttribute('src'), world.url).href);
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    assert.match(answer.headers()['content-disposition'], /^inline/);
    await accessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('link', {name: 'Download'}).click();
    assert.match((await download).suggestedFilename(), /\.pdf$/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'detached'});
}));

test('asset: all data of a submodel by keyboard, details with definition', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(address('IMM-03', 'technical'));
    await page.getByRole('switch', {name: 'All data'}).click();
    const tree = page.getByRole('tree');
    await tree.focus();
    await page.getByRole('treeitem',
        {name: 'Technical property areas'}).or(page.getByRole('treeitem').filter({hasText: 'TechnicalPropertyAreas'})).first().waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight'])
        await page.keyboard.press(key);
    await page.waitForFunction(() => document.querySelectorAll('[role=treeitem][aria-level="2"]').length > 0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem').filter({hasText: 'Clamping unit'}).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem').filter({hasText: 'Clamping force'}).waitFor();
    await accessible(page);
    await page.getByRole('button', {name: 'Details: Clamping force'}).click();
    await page.getByRole('dialog').getByText('greatest force with which the clamping unit holds the mould closed').waitFor();
    await accessible(page);
    await page.getByRole('dialog').getByRole('link', {name: 'Clamping force'}).click();
    await page.getByRole('heading', {level: 1, name: 'Clamping force'}).waitFor();
    await accessible(page);
}));

test('asset: the structure leads to other assets, pans and zooms by keys', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(address('LINE-01', 'structure'));
    const graph = page.getByRole('region', {name: /Structure with/});
    await page.getByRole('link', {name: 'Robot Six-axis robot, cell 1'}).waitFor();
    const place = () => graph.locator('svg > g').getAttribute('transform');
    const before = await place();
    await graph.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    assert.notEqual(await place(), before);
    await page.getByRole('button', {name: 'Fold up'}).click();
    await page.getByText(/As a list/).click();
    await page.getByRole('listitem').filter({hasText: 'Robot'}).first().waitFor();
    await page.getByRole('link', {name: 'Robot Six-axis robot, cell 1'}).click();
    await page.getByRole('heading', {level: 1, name: /Six-axis robot/}).waitFor();
}));

// --- live -------------------------------------------------------------------------------------------------------------------

test('asset: a value that changes on the server changes on the page within a second and lights up', world.at(DESK,
    {language: 'en'}, async page => {
    await page.goto(address('IMM-01', 'technical'));
    const row = page.getByRole('row').filter({hasText: 'Clamping force'});
    await row.waitFor();
    await calm(page);
    for (const value of ['1234', '5678']) {
        const began = Date.now();
        await send(world, 'PATCH', `/submodels/${id64(submodelOf('IMM-01',
            'TechnicalData'))}/submodel-elements/TechnicalPropertyAreas%5B0%5D.ClampingUnit.ClampingForce/$value`, value);
        await row.locator('.value.lit').getByText(value).waitFor({timeout: 10000});
        console.log(`a changed value after ${Date.now() - began} ms`);
    }
    await row.locator('.value:not(.lit)').waitFor({timeout: 5000});
    // Several values in one request are one event about the whole submodel.
    await send(world, 'PATCH', `/submodels/${id64(submodelOf('IMM-01',
        'TechnicalData'))}/submodel-elements/TechnicalPropertyAreas%5B0%5D.ClampingUnit/$value`, {ClampingForce: '4321'});
    await row.getByText('4321').waitFor({timeout: 10000});
}));

test('asset: in the tree too, and a new element appears', world.at(DESK, {language: 'en'}, async page => {
    const id = 'urn:test:live';
    await put(world, null, {id, idShort: 'Live', submodelElements: [property('Temperature', '20.5', 'xs:double'), property('On', 'true',
        'xs:boolean')]});
    await page.goto(`${world.url}#/submodel/${id64(id)}`);
    await page.getByRole('treeitem').filter({hasText: '20.5'}).waitFor();
    await send(world, 'PATCH', `/submodels/${id64(id)}/submodel-elements/Temperature/$value`, '21.25');
    await page.getByRole('treeitem').filter({hasText: '21.25'}).locator('.lit').waitFor({timeout: 2000});
    await send(world, 'POST', `/submodels/${id64(id)}/submodel-elements`, property('Added', 'later'));
    await page.getByRole('treeitem').filter({hasText: 'later'}).waitFor({timeout: 2000});
}));

// --- codes and plates ---------------------------------------------------------------------------------------------------------

test('asset: the plate in each size fits its paper and prints alone', world.at(DESK, {language: 'de'}, async page => {
    await page.goto(`${world.url}#/plate/${id64(factory('IMM-03'))}`);
    for (const [name, width, height] of [['Groß', 148, 105], ['Mittel', 105, 74], ['Klein', 74, 37], ['Nur Code', 30, 30]]) {
        await page.getByRole('radio', {name}).check();
        const plate = page.locator('.print-plate');
        await plate.locator('svg.qr').waitFor();
        const box = await plate.boundingBox();
        assert.ok(Math.abs(box.width - width * 96 / 25.4) < 2 && Math.abs(box.height - height * 96 / 25.4) < 2,
            `${name}: ${box.width} × ${box.height}`);
        await page.waitForFunction(() => { const one = document.querySelector('.print-plate'); return one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth + 1; });
    }
    await accessible(page);
    await page.getByRole('radio', {name: 'Mittel'}).check();
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.getByRole('button', {name: 'Drucken'}).isVisible(), false);
    assert.equal(await page.locator('.print-plate').isVisible(), true);
    await picture(page, 'asset_plate_print');
    assert.ok((await page.pdf()).length > 1000);
}));

test('asset: the link in the code leads to the page', world.at(PHONE, {language: 'en', mayFail: MISSING}, async page => {
    await page.goto(world.url + '?asset=' + id64(factory('IMM-03')));
    await page.getByRole('heading', {level: 1, name: /Injection moulding machine 3/}).waitFor();
    await page.goto(world.url + '?id=' + encodeURIComponent('https://ahrental.example/id/ROB-01'));
    await page.getByRole('heading', {level: 1, name: /Six-axis robot/}).waitFor();
    await page.goto(world.url + '?id=nothing-here');
    await page.getByText('There is no such asset here').waitFor();
}));

test('asset: what is not there says so', world.at(DESK, {language: 'en', mayFail: MISSING}, async page => {
    for (const [place, text] of [['submodel', 'There is no such submodel here'], ['concept', 'This term is not explained here'],
        ['plate', 'There is no such asset here']]) {
        await page.goto(`${world.url}#/${place}/${id64('urn:nowhere')}`);
        await page.getByText(text).first().waitFor();
        await accessible(page);
    }
    await put(world, {id: 'urn:test:half'});
    await send(world, 'POST', `/shells/${id64('urn:test:half')}/submodel-refs`, {type: 'ModelReference', keys: [{type: 'Submodel',
        value: 'urn:gone'}]});
    await page.goto(`${world.url}#/asset/${id64('urn:test:half')}`);
    await page.getByText('One part of the data is not on this server.').waitFor();
}));

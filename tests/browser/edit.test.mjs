// edit.test.mjs - values, texts, files and the order of things are changed in forms, undone, and merged with what others change.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});

const b64 = text => Buffer.from(text).toString('base64url');
const PLATE = 'https://ahrental.example/submodels/IMM-01/Nameplate';
const REFUSED = [/status of 4\d\d/];
let made = 0;

/** A submodel of the test's own. */
async function begun(page, elements) {
    const id = `urn:edit:${++made}`;
    const answer = await page.request.put('api/v3/submodels/' + b64(id), {data: {modelType: 'Submodel', id, idShort: 'Try',
        submodelElements: elements}});
    assert.ok(answer.ok(), await answer.text());
    return id;
}

const ELEMENTS = [{modelType: 'Property', idShort: 'Weight', valueType: 'xs:double', value: '12.5'},
                  {modelType: 'Property', idShort: 'Built', valueType: 'xs:date', value: '2021-04-03'},
                  {modelType: 'Property', idShort: 'Checked', valueType: 'xs:boolean', value: 'true'},
                  {modelType: 'Property', idShort: 'Waiting', valueType: 'xs:duration', value: 'PT5M'},
                  {modelType: 'Property', idShort: 'Seen', valueType: 'xs:dateTime', value: '2026-01-02T03:04:05Z'},
                  {modelType: 'Range', idShort: 'Pressure', valueType: 'xs:int', min: '1', max: '6'},
                  {modelType: 'MultiLanguageProperty', idShort: 'Name', value: [{language: 'en', text: 'Pump'}, {language: 'de',
                      text: 'Pumpe'}]},
                  {modelType: 'File', idShort: 'Manual', contentType: 'text/plain'},
                  {modelType: 'SubmodelElementCollection', idShort: 'Motor', value: [{modelType: 'Property', idShort: 'Power',
                      valueType: 'xs:int', value: '750'}]}];

const read = async (page, id, path) => (await page.request.get(`api/v3/submodels/${b64(id)}/submodel-elements/${path}`)).json();
const write = (page, id, path, value) => page.request.patch(`api/v3/submodels/${b64(id)}/submodel-elements/${path}/$value`,
    {data: JSON.stringify(value), headers: {'Content-Type': 'application/json'}});
const open = async (page, id, path = '') => {
    await page.goto(world.url + '#/edit/' + b64(id) + (path && '/' + path));
    await page.locator('.edit-form').waitFor();
};
const save = page => page.getByRole('button', {name: 'Save', exact: true}).click();

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']])
        test(`edit: the nameplate: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await open(page, PLATE);
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `edit-${name}-${language}-${theme}`);
        }));

test('edit: each type has its input, and every change is written by itself', world.at(DESK, {}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    const written = [];
    page.on('request', request => ['PUT', 'PATCH', 'POST'].includes(request.method())
        && written.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.getByLabel('Weight', {exact: true}).fill('13,25');
    await page.getByLabel('Weight', {exact: true}).blur();
    assert.equal(await page.getByLabel('Weight', {exact: true}).inputValue(), '13.25');
    assert.equal(await page.getByLabel('Built', {exact: true}).getAttribute('type'), 'date');
    await page.getByLabel('Built', {exact: true}).fill('2022-05-06');
    await page.getByLabel('Checked', {exact: true}).selectOption('false');
    assert.equal(await page.getByLabel('Seen', {exact: true}).getAttribute('type'), 'datetime-local');
    await page.getByLabel('Pressure: highest').fill('8');
    await page.getByLabel('Name, German').fill('Große Pumpe');
    await page.getByText('5 changes are not saved').waitFor();
    await save(page);
    await page.getByText('5 changes saved').waitFor();
    assert.equal((await read(page, id, 'Weight')).value, '13.25');
    assert.equal((await read(page, id, 'Built')).value, '2022-05-06');
    assert.equal((await read(page, id, 'Checked')).value, 'false');
    assert.equal((await read(page, id, 'Pressure')).max, '8');
    assert.equal((await read(page, id, 'Name')).value.find(text => text.language === 'de').text, 'Große Pumpe');
    assert.ok(written.length === 5 && written.every(line => line.startsWith('PATCH') && line.endsWith('$value')),
        written.join('\n'));
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    assert.equal((await read(page, id, 'Weight')).value, '12.5');
    await page.waitForFunction(() => document.querySelector('.edit-form input').value === '12.5');
}));

test('edit: a value that is none is told beside the field, by the page and by the server', world.at(DESK, {mayFail: REFUSED},
    async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.getByLabel('Waiting', {exact: true}).fill('five minutes');
    await page.locator('.field', {hasText: 'Waiting'}).getByText('A span of time').waitFor();
    await page.getByLabel('Built', {exact: true}).evaluate(input => { input.type = 'text'; });
    await page.getByLabel('Built', {exact: true}).fill('2021-02-31');
    await save(page);
    await page.locator('.field', {hasText: 'Built'}).getByText(/is not a value of xs:date/).waitFor();
    await accessible(page);
    assert.equal((await read(page, id, 'Built')).value, '2021-04-03');
}));

test('edit: empty a value, write a first text', world.at(DESK, {}, async page => {
    const id = await begun(page, [ELEMENTS[0], {modelType: 'MultiLanguageProperty', idShort: 'Note'}]);
    await open(page, id);
    await page.getByLabel('Weight', {exact: true}).fill('');
    await page.getByLabel('Note, English').fill('First');
    await save(page);
    await page.getByText('2 changes saved').waitFor();
    assert.equal((await read(page, id, 'Weight')).value, undefined);
    assert.deepEqual((await read(page, id, 'Note')).value, [{language: 'en', text: 'First'}]);
}));

test('edit: a file is stored, replaced, and the former one comes back', world.at(DESK, {}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    const text = async () => (await page.request.get(`api/v3/submodels/${b64(id)}/submodel-elements/Manual/attachment`)).text();
    const input = page.locator('.file-input input[type=file]');
    await input.setInputFiles({name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('one')});
    await page.getByText('one.txt is stored').waitFor();
    await input.setInputFiles({name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('two')});
    await page.getByText('two.txt is stored').waitFor();
    assert.equal(await text(), 'two');
    await page.locator('.toast', {hasText: 'two.txt'}).getByRole('button', {name: 'Undo'}).click();
    await page.locator('.file-input').getByText('one.txt').waitFor();
    assert.equal(await text(), 'one');
}));

test('edit: move, copy, delete with its file, and undo', world.at(DESK, {}, async page => {
    const id = await begun(page, ELEMENTS);
    await page.request.put(`api/v3/submodels/${b64(id)}/submodel-elements/Manual/attachment`, {multipart: {fileName: 'm.txt',
        file: {name: 'm.txt', mimeType: 'text/plain', buffer: Buffer.from('manual')}}});
    const whole = async () => (await page.request.get('api/v3/submodels/' + b64(id))).json();
    const order = async () => (await whole()).submodelElements.map(element => element.idShort);
    const before = await order();
    await open(page, id);
    const act = async (name, what) => {
        await page.getByRole('button', {name: 'More for ' + name, exact: true}).click();
        await page.getByRole('menuitem', {name: what}).click();
    };
    await act('Built', 'Move up');
    await page.getByText('Built was moved').waitFor();
    assert.equal((await order())[0], 'Built');
    await page.locator('.toast', {hasText: 'moved'}).getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').first().waitFor();
    assert.deepEqual(await order(), before);
    await act('Motor', 'Copy');
    await page.getByText('Motor was copied').waitFor();
    assert.equal((await read(page, id, 'Motor_2.Power')).value, '750');
    await act('Manual', 'Delete');
    await page.getByText('Manual was deleted').waitFor();
    assert.ok(!(await order()).includes('Manual'));
    await page.locator('.toast', {hasText: 'deleted'}).getByRole('button', {name: 'Undo'}).click();
    await page.getByRole('button', {name: 'More for Manual', exact: true}).waitFor();
    assert.deepEqual(await order(), [...before, 'Motor_2']);
    await page.waitForFunction(async path => (await (await fetch(path)).text()) === 'manual',
        `/api/v3/submodels/${b64(id)}/submodel-elements/Manual/attachment`);
}));

test('edit: add by the template, and by hand', world.at(DESK, {}, async page => {
    await open(page, PLATE);
    await page.locator('.edit-form > .edit-children > p').getByRole('button', {name: 'Add'}).click();
    await page.locator('.choices').getByText('Company logo').or(page.locator('.choices button').first()).first().waitFor();
    await accessible(page);
    const choice = page.locator('.choices button').first();
    const name = (await choice.locator('strong').innerText()).trim();
    await choice.click();
    await page.getByText(`${name} was added`).waitFor();
    await page.locator('.toast', {hasText: 'added'}).getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.locator('.edit-form > .edit-children > p').getByRole('button', {name: 'Add'}).click();
    await page.locator('dialog').getByLabel('Name', {exact: true}).fill('Höhe über Boden');
    await page.getByLabel('What the value is').selectOption('xs:decimal');
    await page.locator('dialog').getByRole('button', {name: 'Add'}).click();
    await page.getByLabel('Höhe über Boden', {exact: true}).fill('1.5');
    await save(page);
    await page.getByText('One change saved').waitFor();
    assert.equal((await read(page, id, 'HoeheUeberBoden')).value, '1.5');
}));

test('edit: two people change the same: both are told, one chooses', async () => {
    await world.at(DESK, {mayFail: REFUSED}, async page => {
        const id = await begun(page, ELEMENTS);
        const other = await (await world.browser.newContext({locale: 'en', viewport: DESK, baseURL: world.url})).newPage();
        await open(page, id);
        await open(other, id);
        await page.getByLabel('Weight', {exact: true}).fill('20');
        await other.getByLabel('Weight', {exact: true}).fill('30');
        await other.getByLabel('Name, English').fill('Big pump');
        await save(other);
        await other.getByText('2 changes saved').waitFor();
        // Told at once, before saving: what is not being edited shows the new state, the rest asks.
        const conflict = page.locator('.conflict');
        await conflict.getByText('Somebody changed this').waitFor();
        await conflict.getByText('30').waitFor();
        await page.locator('.news-box').getByText('Somebody changed something here').waitFor();
        assert.equal(await page.getByLabel('Name, English').inputValue(), 'Big pump');
        await accessible(page);
        await picture(page, 'edit-conflict');
        await page.getByRole('button', {name: 'Keep mine'}).click();
        await save(page);
        await page.getByText('One change saved').waitFor();
        assert.equal((await read(page, id, 'Weight')).value, '20');
        await other.waitForFunction(() => document.querySelector('.edit-form input').value === '20');
        await other.locator('.news-box').waitFor();
        await other.context().close();
    })();
});

test('edit: texts of two people in two languages are merged', world.at(DESK, {mayFail: REFUSED}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.getByLabel('Name, English').fill('Big pump');
    await write(page, id, 'Name', [{en: 'Pump'}, {de: 'Große Pumpe'}]);
    await page.getByRole('button', {name: 'Take both'}).click();
    await save(page);
    await page.getByText('One change saved').waitFor();
    const texts = Object.fromEntries((await read(page, id, 'Name')).value.map(item => [item.language, item.text]));
    assert.deepEqual(texts, {en: 'Big pump', de: 'Große Pumpe'});
}));

test('edit: changes of others elsewhere do not hinder saving', world.at(DESK, {mayFail: [...REFUSED, /ERR_FAILED.*plan\/events/]},
    async page => {
    const id = await begun(page, ELEMENTS);
    await page.route('**/plan/events*', route => route.abort());
    await open(page, id);
    await page.getByLabel('Weight', {exact: true}).fill('21');
    await write(page, id, 'Motor.Power', '900');
    await save(page);
    await page.getByText('One change saved').waitFor();
    assert.equal((await read(page, id, 'Weight')).value, '21');
    assert.equal((await read(page, id, 'Motor.Power')).value, '900');
}));

test('edit: a path opens that part alone; a hostile element is only text', world.at(PHONE, {}, async page => {
    const evil = '<img src=x onerror="window.ran=1">\u202e' + 'x'.repeat(3000);
    const id = await begun(page, [...ELEMENTS, {modelType: 'Property', idShort: 'Evil', displayName: [{language: 'en',
        text: evil.slice(0, 120)}], valueType: 'xs:string', value: evil}]);
    await open(page, id, 'Motor');
    await page.getByLabel('Power', {exact: true}).waitFor();
    assert.equal(await page.getByLabel('Weight', {exact: true}).count(), 0);
    await page.getByRole('link', {name: 'The whole submodel'}).click();
    await page.getByLabel('Weight', {exact: true}).waitFor();
    await fits(page);
    assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test('edit: a submodel that is not there', world.at(DESK, {mayFail: REFUSED}, async page => {
    await page.goto(world.url + '#/edit/' + b64('urn:nothing'));
    await page.getByText('This is not here, or not any more.').waitFor();
}));

test('edit: a term gets another unit, is deleted and comes back', world.at(DESK, {}, async page => {
    const {result} = await (await page.request.get('api/v3/concept-descriptions?limit=200')).json();
    const term = result.find(one => one.embeddedDataSpecifications?.[0]?.dataSpecificationContent?.unit);
    const place = 'api/v3/concept-descriptions/' + b64(term.id);
    const unit = async () => (await (await page.request.get(place)).json()).embeddedDataSpecifications[0].dataSpecificationContent.unit;
    await page.goto(world.url + '#/edit-concept/' + b64(term.id));
    await page.getByLabel('Unit', {exact: true}).fill('furlong');
    await accessible(page);
    await save(page);
    await page.getByText('One change saved').waitFor();
    assert.equal(await unit(), 'furlong');
    await page.getByRole('button', {name: 'Delete'}).click();
    await page.getByText(/was deleted/).waitFor();
    assert.equal((await page.request.get(place)).status(), 404);
    await page.locator('.toast', {hasText: 'deleted'}).getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    assert.equal(await unit(), 'furlong');
}));

test('edit: 10,000 elements stay quick', world.at(DESK, {}, async page => {
    const group = n => ({modelType: 'SubmodelElementCollection', idShort: 'Group' + n,
                         value: Array.from({length: 1000}, (_, i) => ({modelType: 'Property', idShort: 'P' + i, valueType: 'xs:int', value: String(i)}))});
    const id = await begun(page, [...Array.from({length: 10}, (_, n) => group(n)), ELEMENTS[0]]);
    await open(page, id);
    await page.getByRole('button', {name: /^Group3/}).click();
    await page.getByLabel('P0', {exact: true}).fill('42');
    const ms = await page.evaluate(() => new Promise(resolve => {
        const input = document.querySelector('.edit-form input'), began = performance.now();
        input.value = '43';
        input.dispatchEvent(new InputEvent('input', {bubbles: true}));
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
    }));
    assert.ok(ms < 300, `a key took ${ms} ms`);
    await save(page);
    await page.getByText('One change saved').waitFor();
    assert.equal((await read(page, id, 'Group3.P0')).value, '43');
    await page.getByRole('button', {name: /940 more places/}).click();
    await page.getByLabel('P60', {exact: true}).waitFor();
}));

test('edit: what somebody else deletes meanwhile is told', world.at(DESK, {}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.request.delete('api/v3/submodels/' + b64(id));
    await page.getByText('This is not here, or not any more.').waitFor();
}));

test('edit: who leaves with changes is told, and finds them again', world.at(DESK, {}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.getByLabel('Weight', {exact: true}).fill('77');
    await page.getByRole('link', {name: 'Assets', exact: true}).click();
    await page.locator('.toast', {hasText: 'One change is not saved'}).getByRole('button', {name: 'Back to it'}).click();
    await page.waitForFunction(() => document.querySelector('.edit-form input')?.value === '77');
    await save(page);
    await page.getByText('One change saved').waitFor();
    assert.equal((await read(page, id, 'Weight')).value, '77');
    const shell = 'https://ahrental.example/shells/IMM-01';
    await page.goto(world.url + '#/edit-shell/' + b64(shell));
    await page.getByLabel('Name for programs').fill('IMM_77');
    await page.getByRole('link', {name: 'Assets', exact: true}).click();
    await page.getByRole('button', {name: 'Back to it'}).click();
    await page.waitForFunction(() => document.querySelector('#field-edit-id_short')?.value === 'IMM_77');
}));

test('edit: an action without a server is told, and the page stays', world.at(DESK, {mayFail: [/ERR_FAILED/]}, async page => {
    const id = await begun(page, ELEMENTS);
    await open(page, id);
    await page.route('**/api/v3/**', route => route.abort());
    await page.getByRole('button', {name: 'More for Weight', exact: true}).click();
    await page.getByRole('menuitem', {name: 'Delete'}).click();
    await page.getByText('The server cannot be reached.').waitFor();
    await page.getByLabel('Weight', {exact: true}).fill('1');
    await save(page);
    await page.locator('.field', {hasText: 'Weight'}).getByText('The server cannot be reached.').waitFor();
}));

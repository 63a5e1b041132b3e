// create.test.mjs - a new asset from templates, then its form: named, pictured, copied, deleted, and all of that undone.
import test from 'node:test';
import assert from 'node:assert/strict';
import {accessible, begin, DESK, fits, PHONE, picture, worded} from './harness.mjs';

const world = await begin({example: true});
const b64 = text => Buffer.from(text).toString('base64url');
const shells = async page => (await (await page.request.get('api/v3/shells?limit=1000')).json()).result;
const SHELL = 'https://ahrental.example/shells/IMM-01';

for (const [size, name] of [[DESK, 'desk'], [PHONE, 'phone']])
    for (const [language, theme] of [['de', 'light'], ['en', 'dark']]) {
        test(`create: the form: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/create');
            await page.locator('.template').nth(3).waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `create-${name}-${language}-${theme}`);
        }));
        test(`create: the form of an asset: ${name}, ${language}, ${theme}`, world.at(size, {language, theme}, async page => {
            await page.goto(world.url + '#/edit-shell/' + b64(SHELL));
            await page.locator('#submodels').waitFor();
            await page.locator('.row a.button').first().waitFor();
            await fits(page);
            await worded(page);
            await accessible(page);
            await picture(page, `edit-shell-${name}-${language}-${theme}`);
        }));
    }

test('create: a name and two templates, then straight to the form', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/create');
    await page.getByLabel('What is it called?').fill('Mixer 3, hall B');
    await page.locator('.template', {hasText: 'Technical Data'}).click();
    await page.getByRole('button', {name: 'Create and fill in'}).click();
    await page.locator('.edit-row').first().waitFor();
    const made = (await shells(page)).find(shell => shell.idShort === 'Mixer3HallB');
    assert.equal(made.displayName[0].text, 'Mixer 3, hall B');
    assert.match(made.assetInformation.globalAssetId, /^urn:uuid:/);
    assert.equal(made.submodels.length, 2);
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByRole('heading', {name: 'New asset'}).waitFor();
    assert.ok(!(await shells(page)).some(shell => shell.idShort === 'Mixer3HallB'));
}));

test('create: a submodel for an asset that is there', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/create?shell=' + b64('https://ahrental.example/shells/PLANT-01'));
    await page.getByRole('heading', {name: /Add to/}).waitFor();
    await page.locator('.template', {hasText: 'Contact Information'}).click();
    await page.getByRole('button', {name: 'Add and fill in'}).click();
    await page.getByText('One submodel was added').waitFor();
    await page.locator('.edit-form').waitFor();
}));

test('create: an asset is renamed, and the change undone', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/edit-shell/' + b64(SHELL));
    await page.getByLabel('Name for people, English').fill('Moulding machine No 1');
    await page.getByLabel('What is it?').selectOption('Type');
    await page.getByRole('button', {name: 'Save', exact: true}).click();
    await page.getByText('2 changes saved').waitFor();
    const shell = async () => (await page.request.get('api/v3/shells/' + b64(SHELL))).json();
    assert.equal((await shell()).assetInformation.assetKind, 'Type');
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.waitForFunction(() => document.querySelector('#field-kind').value === 'Instance');
    assert.equal((await shell()).displayName.find(text => text.language === 'en').text,
        'Injection moulding machine 1, all-electric');
}));

test('create: what is wrong with an asset is told', world.at(DESK, {mayFail: [/status of 400/]}, async page => {
    await page.goto(world.url + '#/edit-shell/' + b64(SHELL));
    await page.getByLabel('Name for programs').fill('1 bad');
    await page.getByRole('button', {name: 'Save', exact: true}).click();
    await page.getByText(/is not a valid idShort/).waitFor();
}));

test('create: two people change an asset', world.at(DESK, {mayFail: [/status of 412/]}, async page => {
    await page.goto(world.url + '#/edit-shell/' + b64(SHELL));
    await page.getByLabel('Id of the asset').fill('https://ahrental.example/id/IMM-01-mine');
    const shell = await (await page.request.get('api/v3/shells/' + b64(SHELL))).json();
    shell.assetInformation.globalAssetId = 'https://ahrental.example/id/IMM-01-theirs';
    await page.request.put('api/v3/shells/' + b64(SHELL), {data: shell});
    await page.locator('.conflict').getByText('IMM-01-theirs').waitFor();
    await page.getByRole('button', {name: 'Take theirs'}).click();
    assert.equal(await page.getByLabel('Id of the asset').inputValue(), 'https://ahrental.example/id/IMM-01-theirs');
}));

test('create: a picture is replaced, and comes back', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/edit-shell/' + b64(SHELL));
    await page.locator('.picture-field img').waitFor();
    const place = `api/v3/shells/${b64(SHELL)}/asset-information/thumbnail`;
    const size = async () => (await (await page.request.get(place)).body()).length;
    const before = await size();
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64');
    await page.locator('.picture-field input[type=file]').setInputFiles({name: 'new.png', mimeType: 'image/png', buffer: png});
    await page.getByText('One change saved').waitFor();
    assert.equal(await size(), png.length);
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.waitForFunction(async ([path, wanted]) => (await (await fetch(path)).blob()).size === wanted,
        [`/api/v3/shells/${b64(SHELL)}/asset-information/thumbnail`, before]);
}));

test('create: an asset is copied with all that belongs to it', world.at(DESK, {}, async page => {
    await page.goto(world.url + '#/edit-shell/' + b64('https://ahrental.example/shells/IMM-02'));
    const before = (await shells(page)).length;
    await page.getByRole('button', {name: 'Copy the asset'}).click();
    await page.getByText('This is the copy').waitFor();
    assert.equal((await shells(page)).length, before + 1);
}));

test('create: an asset is deleted with submodels, files and picture, and comes back', world.at(DESK, {}, async page => {
    const id = 'https://ahrental.example/shells/IMM-02';
    const files = async () => (await page.request.get('api/v3/serialization?format=aasx&aasIds=' + b64(id))).body();
    const before = (await files()).length;
    await page.goto(world.url + '#/edit-shell/' + b64(id));
    await page.getByRole('button', {name: 'Delete the asset'}).click();
    await page.getByText(/was deleted/).waitFor();
    assert.equal((await page.request.get('api/v3/shells/' + b64(id))).status(), 404);
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    assert.equal((await page.request.get('api/v3/shells/' + b64(id))).status(), 200);
    const after = (await files()).length;
    // A file that several elements shared comes back as one copy for each.
    assert.ok(after > before * 0.99 && after < before * 1.3, `${before} bytes, then ${after}`);
}));

test('create: a submodel is deleted with its place in the asset, and comes back', world.at(DESK, {}, async page => {
    const shell = 'https://ahrental.example/shells/IMM-03';
    const references = async () => (await (await page.request.get(`api/v3/shells/${b64(shell)}/submodel-refs`)).json()).result.length;
    await page.goto(world.url + '#/edit-shell/' + b64(shell));
    const remove = page.getByRole('button', {name: 'Delete Technical data'});
    await remove.waitFor();
    const before = await references();
    await remove.click();
    await page.getByText('Technical data was deleted').waitFor();
    assert.equal(await references(), before - 1);
    await page.getByRole('button', {name: 'Undo'}).click();
    await page.getByText('It is as it was before').waitFor();
    assert.equal(await references(), before);
    await remove.waitFor();
}));

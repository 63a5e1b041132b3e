// asset_data.test.mjs - submodels as the world has them: ten thousand elements, hostile texts and files, circles.
import test from 'node:test';
import assert from 'node:assert/strict';
import {collection, id64, property, put, texts} from './aas.mjs';
import {accessible, begin, calm, DESK, fits, PHONE, picture} from './harness.mjs';

const world = await begin();
const MISSING = [/404/];

// --- many -------------------------------------------------------------------------------------------------------------------

const MANY = 10000;
const many = Array.from({length: MANY}, (_, at) => property(`Value${String(at).padStart(5, '0')}`, String(at * 1.5), 'xs:double'));

for (const [name, elements] of [['wide', many], ['nested', Array.from({length: 10}, (_, at) => collection('Group' + at,
    many.slice(at * 1000, at * 1000 + 1000)))],
                                ['one group', [collection('All', many)]]])
    test(`asset: ${MANY} elements, ${name}, open within a second and scroll`, world.at(DESK, {language: 'en'}, async page => {
        const id = 'urn:test:many:' + name.replace(' ', '');
        await put(world, null, {id, idShort: 'Many', submodelElements: elements});
        await page.goto(world.url + '#/more');
        await page.getByRole('navigation').waitFor();
        const began = Date.now();
        await page.evaluate(address => { location.hash = address; }, '#/submodel/' + id64(id));
        await page.getByRole('treeitem').first().waitFor();
        const opened = Date.now() - began;
        if (name !== 'wide') {
            await page.getByRole('treeitem').first().click();
            await page.getByRole('treeitem').filter({hasText: 'Value00005'}).waitFor();
        }
        const shown = Date.now() - began;
        console.log(`${name}: first row after ${opened} ms, values after ${shown} ms`);
        const tree = page.getByRole('tree');
        await tree.focus();
        // Down to the last one: what is read grows under way.
        for (let round = 0; round < 40 && await page.getByRole('treeitem').filter({hasText: name === 'nested' ? 'Group9'
            : 'Value09999'}).count() === 0; round++) {
            await page.keyboard.press('End');
            await page.waitForFunction(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))));
            await calm(page);
        }
        await page.getByRole('treeitem').filter({hasText: name === 'nested' ? 'Group9' : 'Value09999'}).waitFor();
        assert.ok(await page.getByRole('treeitem').count() < 100, 'only what is seen is drawn');
        const frames = await tree.evaluate(element => new Promise(resolve => {
            const times = [];
            let last = performance.now(), round = 0;
            const step = () => {
                const now = performance.now();
                times.push(now - last);
                last = now;
                element.scrollTop = round++ * 300 % element.scrollHeight;
                round < 60 ? requestAnimationFrame(step) : resolve(times.sort((a, b) => a - b));
            };
            requestAnimationFrame(step);
        }));
        console.log(`${name}: a frame takes ${frames[30].toFixed(0)} ms, the slowest ${frames.at(-1).toFixed(0)} ms`);
        await fits(page);
    }));

// --- hostile ----------------------------------------------------------------------------------------------------------------

const NASTY = '<img src=x onerror=window.ran=1><script>window.ran=1</script>';
const RTL = '\u202Eevil\u202C \u200B\u200Bשלום עולם 👩‍🔧🏭 e\u0301';

test('asset: hostile data stays text, and the page stays a page', world.at(PHONE, {language: 'en', mayFail: MISSING},
    async page => {
    const sm = 'urn:test:hostile:' + NASTY;
    const long = 'a very long text without end '.repeat(4000);
    const shell = {id: 'urn:test:shell:' + NASTY, displayName: [{language: 'en', text: (NASTY + RTL).slice(0, 120)}],
        description: [{language: 'en', text: long.slice(0, 1000)}],
        assetInformation: {assetKind: 'Instance', globalAssetId: 'javascript:alert(1)',
            defaultThumbnail: {path: '/aasx/nowhere.png', contentType: 'image/png'}}};
    const plate = {id: sm + '/plate', idShort: 'Nameplate', submodelElements: [texts('ManufacturerName', {en: NASTY}),
        texts('ManufacturerProductDesignation', {en: RTL}),
        property('SerialNumber', long), property('YearOfConstruction', 'x'.repeat(5000)), property('URIOfTheProduct',
            'javascript:window.ran=1', 'xs:string'),
        {modelType: 'File', idShort: 'CompanyLogo', contentType: 'image/png', value: '/nowhere.png'},
        collection('Markings', [collection('Marking', [property('MarkingName', NASTY), {modelType: 'File', idShort: 'MarkingFile',
            contentType: 'image/png', value: '/no.png'}])])]};
    const documents = {id: sm + '/documents', idShort: 'HandoverDocumentation', submodelElements: [collection('Document01',
        [collection('DocumentVersion01', [
        texts('Title', {en: (NASTY + long).slice(0, 1000)}), property('StatusSetDate', 'not a date'), {modelType: 'File',
            idShort: 'DigitalFile', contentType: 'text/html', value: 'javascript:window.ran=1'},
        {modelType: 'File', idShort: 'DigitalFile2', contentType: 'application/pdf',
            value: 'https://elsewhere.example/a.pdf'}])])]};
    const other = {id: sm, idShort: 'Odd', submodelElements: [property('Plain', NASTY), property('Number', 'NaN-sense',
        'xs:string'), property('Big', '12345678901234567890.5', 'xs:decimal'),
        property('Rtl', RTL), property('Link', 'javascript:window.ran=1', 'xs:anyURI'), property('Web',
            'https://elsewhere.example/?a="><b>', 'xs:string'), property('Long', long),
        {modelType: 'Range', idShort: 'Open', valueType: 'xs:int', min: '5'}, {modelType: 'Capability', idShort: 'Can'},
        {modelType: 'ReferenceElement', idShort: 'Ref', value: {type: 'ModelReference', keys: [{type: 'Submodel', value: NASTY}]}},
        {modelType: 'Entity', idShort: 'Ent', entityType: 'CoManagedEntity', statements: []}, collection('Empty', []),
        {modelType: 'Operation', idShort: 'Op', inputVariables: [{value: property('In', '1', 'xs:int')}]}]};
    await put(world, shell, plate, documents, other);
    await page.goto(`${world.url}#/asset/${id64(shell.id)}`);
    await page.getByText('<img src=x onerror').first().waitFor();
    for (const tab of ['', 'nameplate', 'documents', 'other']) {
        await page.goto(`${world.url}#/asset/${id64(shell.id)}/${tab}`);
        await calm(page);
        await page.locator('.card').first().waitFor();
        await fits(page);
        await accessible(page);
        assert.equal(await page.evaluate(() => window.ran), undefined);
        assert.equal(await page.locator('a[href^="javascript:"], main script, main img[src="x"]').count(), 0);
        await picture(page, 'asset_hostile_' + (tab || 'summary'));
    }
    await page.getByRole('treeitem').filter({hasText: 'Long'}).first().waitFor();
    await page.goto(`${world.url}#/asset/${id64(shell.id)}/documents`);
    const outside = page.locator('a[target=_blank][href^="https://elsewhere.example"]');
    await outside.waitFor();
    assert.match(await outside.getAttribute('rel'), /noopener/);
}));

test('asset: files that could run are never shown in place', world.at(DESK, {language: 'en'}, async page => {
    const id = 'urn:test:files';
    await put(world, null, {id, idShort: 'Files', submodelElements: [{modelType: 'File', idShort: 'Html', contentType: 'text/html',
        value: '/a.html'},
        {modelType: 'Blob', idShort: 'Page', contentType: 'text/html',
            value: Buffer.from('<script>window.ran=1</script>').toString('base64')},
        {modelType: 'Blob', idShort: 'Svg', contentType: 'image/svg+xml',
            value: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran=1</script><rect width="9" height="9"/></svg>').toString('base64')}]});
    for (const [name, how] of [['Page', /^attachment/], ['Svg', /^inline/]]) {
        const answer = await page.request.get(`${world.url}api/v3/submodels/${id64(id)}/submodel-elements/${name}/attachment`);
        assert.match(answer.headers()['content-disposition'], how);
        assert.match(answer.headers()['content-security-policy'], /sandbox/);
        assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
    }
    await page.goto(`${world.url}#/submodel/${id64(id)}`);
    await page.getByRole('treeitem').filter({hasText: 'Svg'}).getByRole('button', {name: 'Svg', exact: true}).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    assert.equal(await page.evaluate(() => window.ran), undefined);
}));

test('asset: a structure with a circle, and one of 300 parts', world.at(DESK, {language: 'en'}, async page => {
    const entity = (idShort, statements = []) => ({modelType: 'Entity', idShort, entityType: 'CoManagedEntity', statements});
    const id = 'urn:test:bom';
    const end = path => ({type: 'ModelReference', keys: [{type: 'Submodel', value: id},
        ...path.split('.').map(value => ({type: 'Entity', value}))]});
    const part = (from, to) => ({modelType: 'RelationshipElement', idShort: 'HasPart_' + from + '_' + to, first: end('EntryNode'
        + (from && '.' + from)), second: end('EntryNode.' + to)});
    await put(world, null, {id, idShort: 'HierarchicalStructures', submodelElements: [entity('EntryNode', [...['PartA', 'PartB',
        'PartC'].map(name => entity(name)),
        part('', 'PartA'), part('PartA', 'PartB'), part('PartB', 'PartC'), part('PartC', 'PartA')].map((one, at) => ({...one,
            idShort: one.idShort ?? 'R' + at})))]});
    await page.goto(`${world.url}#/submodel/${id64(id)}`);
    await page.getByRole('button', {name: 'Unfold all'}).click();
    await page.locator('.graph-small').filter({hasText: 'shown above'}).waitFor();
    await page.getByText(/As a list/).click();
    await page.locator('.structure-list').getByText('shown above').waitFor();
    await accessible(page);
    const big = 'urn:test:bom:300';
    await put(world, null, {id: big, idShort: 'HierarchicalStructures', submodelElements: [entity('EntryNode',
        Array.from({length: 12},
        (_, at) =>
        entity('Assembly' + at, Array.from({length: 24}, (_, inner) => entity(`Part${at}_${inner}`)))))]});
    await page.goto(`${world.url}#/submodel/${id64(big)}`);
    await page.locator('.graph-node').nth(12).waitFor();
    assert.equal(await page.locator('.graph-node').count(), 13);
    await page.getByRole('button', {name: 'Assembly3: 24 parts'}).press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.graph-node').length === 37);
    await page.getByRole('button', {name: 'Unfold all'}).click();
    await page.waitForFunction(() => document.querySelectorAll('.graph-node').length === 301);
    await picture(page, 'asset_bom_300');
}));

test('data: an operation is shown with a form, and a refusal in words', world.at(DESK, {language: 'en',
    mayFail: [/Failed to load resource/]}, async page => {
    const id = 'urn:test:operation';
    await put(world, null, {id, idShort: 'Operations', submodelElements: [{modelType: 'Operation', idShort: 'Move',
        inputVariables: [{value: property('Speed', '10', 'xs:int')}],
        outputVariables: [{value: property('Position', '0', 'xs:int')}]}]});
    await page.goto(`${world.url}#/submodel/${id64(id)}`);
    await page.getByRole('treeitem').filter({hasText: 'operation, 1 inputs, 1 outputs'}).waitFor();
    await page.getByRole('button', {name: 'Details: Move'}).click();
    await page.getByRole('textbox', {name: /Speed/}).fill('25');
    await accessible(page);
    const asked = page.waitForRequest(request => request.url().endsWith('/Move/invoke'));
    await page.getByRole('button', {name: 'Run'}).click();
    const {inputArguments} = (await asked).postDataJSON();
    assert.equal(inputArguments[0].value.value, '25');
    await page.getByRole('dialog').getByRole('alert').waitFor();
}));

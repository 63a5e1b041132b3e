// asset_live.test.mjs - an asset whose values come from a machine: what the machine says is on the page within a second, and when the
// machine or the server is away the page says so.
import test from 'node:test';
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createServer} from 'node:http';
import {after} from 'node:test';
import {collection, id64, meaning, property, put, reference} from './aas.mjs';
import {accessible, begin, DESK, picture} from './harness.mjs';

const OVEN = 'https://example.com/oven';

/** A machine with one value, over HTTP. */
const machine = {temperature: 20.5, server: null};

function listen(port) {
    return new Promise(resolve => {
        machine.server = createServer((request, answer) => {
            answer.setHeader('Content-Type', 'application/json');
            answer.end(JSON.stringify(machine.temperature));
        }).listen(port, '127.0.0.1', () => resolve(machine.server.address().port));
    });
}

function unplug() {
    machine.server.closeAllConnections();
    return new Promise(resolve => machine.server.close(resolve));
}

const port = await listen(0);
const world = await begin({options: ['--connect', `http://127.0.0.1:${port}`]});
after(() => machine.server.listening && unplug());


const DATA = {id: OVEN + '/Data', idShort: 'OperationalData', submodelElements: [property('Temperature', '0', 'xs:double')]};
const INTERFACES = {id: OVEN + '/Interfaces', idShort: 'AssetInterfacesDescription',
    semanticId: meaning('https://admin-shell.io/idta/AssetInterfacesDescription/1/1/Submodel'),
    submodelElements: [{...collection('InterfaceHTTP', [property('title', 'Oven'),
        collection('EndpointMetadata', [property('base', `http://127.0.0.1:${port}`, 'xs:anyURI'), property('contentType',
            'application/json')]),
        collection('InteractionMetadata', [collection('properties', [{...collection('temperature', [property('type', 'number'),
            property('unit', '°C'),
            collection('forms', [property('href', '/temperature'), property('htv_methodName', 'GET')])]),
            semanticId: meaning('https://admin-shell.io/idta/AssetInterfacesDescription/1/0/PropertyDefinition')}])])]),
        semanticId: meaning('https://admin-shell.io/idta/AssetInterfacesDescription/1/0/Interface')}]};
const list = (idShort, value) => ({modelType: 'SubmodelElementList', idShort, typeValueListElement: 'SubmodelElementCollection',
    value});
const item = value => ({modelType: 'SubmodelElementCollection', value});
const MAPPING = {id: OVEN + '/Mapping', idShort: 'AssetInterfacesMappingConfiguration',
    semanticId: meaning('https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/2/0/Submodel'),
    submodelElements: [list('MappingConfigurations', [item([property('DefaultPollingInterval', '0.2', 'xs:double'),
        list('Sources', [item([{modelType: 'ReferenceElement', idShort: 'Source', value: reference([['Submodel', INTERFACES.id],
            ['SubmodelElementCollection', 'InterfaceHTTP'],
            ['SubmodelElementCollection', 'InteractionMetadata'], ['SubmodelElementCollection', 'properties'],
                ['SubmodelElementCollection', 'temperature']])}, property('SourceId', 'one')])]),
        list('Sinks', [item([{modelType: 'ReferenceElement', idShort: 'Sink', value: reference([['Submodel', DATA.id], ['Property',
            'Temperature']])}, property('SinkId', 'one')])])])])]};

await put(world, {id: OVEN, idShort: 'Oven'}, DATA, INTERFACES, MAPPING);

test('live: what the machine says is on the page within a second', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(`${world.url}#/asset/${id64(OVEN)}/interfaces`);
    await page.getByText('connected', {exact: true}).waitFor();
    const row = page.getByRole('row').filter({hasText: 'Temperature'});
    await row.getByText('20.5').waitFor();
    for (const value of [21.25, 99]) {
        machine.temperature = value;
        const began = Date.now();
        await row.locator('.lit').getByText(String(value)).waitFor({timeout: 2000});
        console.log(`on the interface tab after ${Date.now() - began} ms`);
    }
    await accessible(page);
    await picture(page, 'asset_live');
    // The mapped element itself, by the event of its change.
    await page.goto(`${world.url}#/asset/${id64(OVEN)}/other`);
    await page.getByRole('treeitem').filter({hasText: '99'}).waitFor();
    machine.temperature = 42;
    const began = Date.now();
    await page.getByRole('treeitem').locator('.lit').getByText('42').waitFor({timeout: 10000});
    console.log(`in the tree after ${Date.now() - began} ms`);
}));

test('live: a machine that is away, and back', world.at(DESK, {language: 'en'}, async page => {
    await page.goto(`${world.url}#/asset/${id64(OVEN)}/interfaces`);
    await page.getByText('connected', {exact: true}).waitFor();
    await unplug();
    await page.getByText('connection lost', {exact: true}).waitFor();
    await page.locator('.value.stale').waitFor();
    await accessible(page);
    await picture(page, 'asset_live_lost');
    machine.temperature = 50;
    await listen(port);
    await page.getByText('connected', {exact: true}).waitFor({timeout: 35000});
    await page.getByRole('row').getByText('50').waitFor();
}));

/** The same server again, at the same address with the same data. */
function startAgain() {
    const server = spawn(process.env.SCHALE ?? 'build/schale', ['serve', '--listen', new URL(world.url).host, '--data',
        world.folder], {stdio: ['ignore', 'pipe', 'inherit']});
    after(() => server.kill('SIGTERM'));
    return new Promise(resolve => server.stdout.once('data', resolve));
}

test('live: a server that is away is told, and forgotten when it is back', world.at(DESK, {language: 'en',
    mayFail: [/ERR_|Failed to load|EventSource/]}, async page => {
    await page.goto(`${world.url}#/submodel/${id64(DATA.id)}`);
    await page.getByRole('treeitem').first().waitFor();
    const lost = page.getByText('The connection to the server is lost.');
    const ended = new Promise(resolve => world.server.once('exit', resolve));
    world.server.kill('SIGTERM');
    await lost.waitFor();
    await accessible(page);
    await picture(page, 'asset_server_lost');
    await ended;
    await startAgain();
    await lost.waitFor({state: 'detached'});
    const answer = await fetch(`${world.url}api/v3/submodels/${id64(DATA.id)}/submodel-elements/Temperature/$value`,
                               {method: 'PATCH', body: '"77"', headers: {'Content-Type': 'application/json'}});
    assert.ok(answer.ok);
    await page.getByRole('treeitem').filter({hasText: '77'}).waitFor({timeout: 2000});
}));

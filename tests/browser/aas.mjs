// aas.mjs - documents for tests: submodels and elements in short, and their way to the server.
import assert from 'node:assert/strict';

export const id64 = text => Buffer.from(text).toString('base64url');

export const property = (idShort, value, valueType = 'xs:string', more = {}) => ({modelType: 'Property', idShort, valueType, value, ...more});
export const collection = (idShort, value) => ({modelType: 'SubmodelElementCollection', idShort, value});
export const texts = (idShort, value) => ({modelType: 'MultiLanguageProperty', idShort,
    value: Object.entries(value).map(([language, text]) => ({language, text}))});
export const reference = keys => ({type: 'ModelReference', keys: keys.map(([type, value]) => ({type, value}))});
export const meaning = value => ({type: 'ExternalReference', keys: [{type: 'GlobalReference', value}]});

/** Sends JSON to the API of a world (harness.mjs); anything but success fails the test. */
export async function send(world, method, path, body) {
    const answer = await fetch(world.url + 'api/v3' + path, {method, body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}});
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
}

/** Stores submodels, and a shell that refers to them when there is one. */
export async function put(world, shell, ...submodels) {
    for (const submodel of submodels)
        await send(world, 'PUT', '/submodels/' + id64(submodel.id), {modelType: 'Submodel', ...submodel});
    if (shell)
        await send(world, 'PUT', '/shells/' + id64(shell.id), {modelType: 'AssetAdministrationShell',
            assetInformation: {assetKind: 'Instance', globalAssetId: shell.id + '/asset'},
            submodels: submodels.map(({id}) => reference([['Submodel', id]])), ...shell});
}

// openapi.js - /openapi.json as the page `api` shows it: operations in groups, references resolved, an example of a body.
import {get} from './api.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];
const EXAMPLE_DEPTH = 4;

export function resolve(document, value) {
    for (let i = 0; value?.$ref && i < 10; i++)
        value = value.$ref.replace(/^#\//, '').split('/').reduce((place, name) => place?.[name.replaceAll('~1',
            '/').replaceAll('~0', '~')], document);
    return value;
}

/** Every operation: {method, path (with the server's base), tag, summary, description, parameters, body, responses, id}. */
function operationsOf(document) {
    return Object.entries(document.paths).flatMap(([path, item]) => METHODS.filter(method => item[method]).map(method => {
        const operation = item[method];
        const base = (operation.servers ?? item.servers ?? document.servers ?? [{url: ''}])[0].url.replace(/\/$/, '');
        const parameters = [...item.parameters ?? [], ...operation.parameters ?? []].map(parameter => resolve(document,
            parameter)).filter(Boolean);
        return {method: method.toUpperCase(), path: base + path, tag: operation.tags?.[0] ?? '', summary: operation.summary ?? '',
            description: operation.description ?? '',
                parameters, body: resolve(document, operation.requestBody), responses: operation.responses ?? {},
                    id: operation.operationId ?? method + path};
    }));
}

/** {document, operations, groups: [{tag, operations}]} */
export async function readOpenApi(signal) {
    const document = await get('/openapi.json', {signal, quiet: true});
    const operations = operationsOf(document);
    const groups = new Map();
    for (const operation of operations) {
        if (!groups.has(operation.tag))
            groups.set(operation.tag, []);
        groups.get(operation.tag).push(operation);
    }
    return {document, operations, groups: [...groups].map(([tag, list]) => ({tag, operations: list}))};
}

/** What a value of a schema looks like. */
export function exampleOf(document, schema, depth = 0) {
    const one = resolve(document, schema);
    if (!one || depth > EXAMPLE_DEPTH)
        return undefined;
    if (one.example !== undefined || one.default !== undefined || one.enum)
        return one.example ?? one.default ?? one.enum[0];
    if (one.allOf)
        return one.allOf.map(part => exampleOf(document, part, depth)).reduce((all, part) => part
            && typeof part === 'object' ? {...all, ...part} : all ?? part, undefined);
    if (one.oneOf || one.anyOf)
        return exampleOf(document, (one.oneOf ?? one.anyOf)[0], depth + 1);
    if (one.properties) {
        const names = one.required?.length ? one.required : Object.keys(one.properties).slice(0, 6);
        return Object.fromEntries(names.map(name => [name, exampleOf(document, one.properties[name], depth + 1)]).filter(([,
            value]) => value !== undefined));
    }
    return {array: [exampleOf(document, one.items, depth + 1)].filter(value => value !== undefined), string: 'string', integer: 1,
        number: 1.5, boolean: true, object: {}}[one.type];
}

/** The name of what a schema holds: "Submodel", "list of Submodel". */
export function schemaName(document, schema) {
    if (schema?.$ref)
        return schema.$ref.split('/').pop();
    return schema?.type === 'array' ? schemaName(document, schema.items) + '[]' : schema?.type ?? '';
}

/** Ids stand in paths base64url-encoded; a user types them as they are. */
export function isEncoded(parameter) {
    return /identifier$/i.test(parameter.name) && parameter.in === 'path';
}

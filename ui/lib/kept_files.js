// kept_files.js - the server drops attached files with what they are attached to; for "undo" they are kept here meanwhile.
import {paths, request} from './api.js';
import {childrenOf} from './element.js';

const KEPT_BYTES_MAX = 64e6;

function filesIn(node) {
    const own = node.element.modelType === 'File' && /^\/aasx\//.test(node.element.value ?? '') ? [node] : [];
    return [...own, ...childrenOf(node).flatMap(filesIn)];
}

/** The files of a node and below: [{path, blob, name}]; null when they are too large to be kept. */
export async function keepFiles(node) {
    const kept = [];
    let bytes = 0;
    for (const {path, submodel, element} of filesIn(node)) {
        const address = paths.attachment(submodel, path);
        const head = await request('HEAD', address, {accept: '*/*', raw: true, quiet: true}).catch(() => null);
        if (!head)
            continue; // It is not there now either.
        bytes += Number(head.response.headers.get('Content-Length') ?? 0);
        if (bytes > KEPT_BYTES_MAX)
            return null;
        const {response} = await request('GET', address, {accept: '*/*', raw: true, quiet: true});
        kept.push({path, name: element.value.split('/').pop(), blob: await response.blob()});
    }
    return kept;
}

export function putFile(address, blob, name) {
    const body = new FormData();
    body.append('fileName', name);
    body.append('file', blob, name);
    return request('PUT', address, {body});
}

export async function restoreFiles(submodelId, kept) {
    for (const {path, blob, name} of kept)
        await putFile(paths.attachment(submodelId, path), blob, name);
}

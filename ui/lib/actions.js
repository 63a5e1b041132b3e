// actions.js - what changes the things of a plant, each with "undo": shells, submodels and elements deleted, copied, moved.
import {ApiError, get, id64, paths, request} from './api.js';
import {itemsOf, rootOf} from './element.js';
import {searchFollowed} from './followed.js';
import {keepFiles, putFile, restoreFiles} from './kept_files.js';
import {go, link} from './route.js';
import {t} from './text.js';
import {ask} from '../part/ask.js';
import {toast} from '../part/toast.js';

const TRIES = 5;
const MEMBERS = {Submodel: 'submodelElements', Entity: 'statements', AnnotatedRelationshipElement: 'annotations'};

function failed(error) {
    const words = error.status === 0 ? t('error.unreachable') : error.messages?.[0]?.text ?? t('error.other');
    toast(words, {kind: 'bad'});
    return false;
}

/** An action that tells why it failed also when that is while it looks what there is. */
function safely(action) {
    return (...values) => action(...values).catch(failed);
}

/** Runs a change and tells what came of it, with undo when there is one. Returns whether it worked. */
export async function run(change, words, undo, after) {
    try {
        await change();
    } catch (error) {
        return failed(error);
    }
    const back = () => undo().then(() => { toast(t('edit.undone')); after?.(); }, () => toast(t('edit.undo_failed'),
        {kind: 'bad'}));
    toast(words, {action: undo && {label: t('action.undo'), run: back}});
    after?.();
    return true;
}

/** What a path is below, and which child it is there. */
export function splitPath(path) {
    const list = /^(.*)\[(\d+)\]$/.exec(path);
    if (list)
        return {parent: list[1], index: Number(list[2])};
    const dot = path.lastIndexOf('.');
    return {parent: dot < 0 ? '' : path.slice(0, dot), idShort: path.slice(dot + 1)};
}

const addressOf = (submodelId, path) => path ? paths.element(submodelId, path) : paths.submodel(submodelId);

/** Changes the children of a container: change(list) gives the new list. Computed anew when somebody else was faster. */
async function changeChildren(submodelId, parent, change) {
    const address = addressOf(submodelId, parent);
    for (let i = 0; i < TRIES; i++) {
        const {data, etag} = await request('GET', address + '?extent=withBlobValue');
        const member = MEMBERS[data.modelType] ?? 'value', list = change(itemsOf(data));
        const whole = {...data, [member]: list};
        if (!list.length)
            delete whole[member];
        try {
            return await request('PUT', address, {body: whole, ifMatch: etag});
        } catch (error) {
            if (error.status !== 412 || i === TRIES - 1)
                throw error;
        }
    }
    return null;
}

/** Puts an element into a container (path, '' for the submodel itself), at an index or at the end. */
export async function insertElement(submodelId, parent, element, index) {
    if (index !== undefined)
        return changeChildren(submodelId, parent, list => [...list.slice(0, index), element, ...list.slice(index)]);
    const address = parent ? paths.element(submodelId, parent) : paths.submodel(submodelId) + '/submodel-elements';
    return request('POST', address, {body: element});
}

/** The files of nodes, kept for "undo". Asks first when they are too large for that; undefined: the user does not want it. */
async function keptFor(nodes, name) {
    const kept = await Promise.all(nodes.map(node => keepFiles(node).then(files => ({submodel: node.submodel, files}))));
    const lost = kept.some(one => one.files === null);
    if (lost && !await ask(t('edit.ask_delete', {name}), t('edit.ask_files'), t('action.delete')))
        return undefined;
    return {back: async () => {
        for (const {submodel, files} of kept)
            await restoreFiles(submodel, files ?? []);
    }};
}

/** Deletes an element; undo puts it back where it was. name: what people call it. */
export const deleteElement = safely(async (submodelId, path, name, after) => {
    const {parent, index, idShort} = splitPath(path);
    const container = await get(addressOf(submodelId, parent) + '?extent=withBlobValue');
    const at = index ?? itemsOf(container).findIndex(item => item.idShort === idShort);
    const element = itemsOf(container)[at];
    const files = await keptFor([{element, submodel: submodelId, path}], name);
    return files && run(() => request('DELETE', paths.element(submodelId, path)), t('edit.deleted', {name}),
                        () => insertElement(submodelId, parent, element, at).then(files.back), after);
});

/** Moves an element among its siblings by `step` places. */
export async function moveElement(submodelId, path, step, name, after) {
    const {parent, index, idShort} = splitPath(path);
    const by = (steps, key) => changeChildren(submodelId, parent, list => {
        const from = key ?? list.findIndex(item => item.idShort === idShort);
        const to = Math.max(0, Math.min(list.length - 1, from + steps));
        const rest = list.filter((_, at) => at !== from);
        return [...rest.slice(0, to), list[from], ...rest.slice(to)];
    });
    return run(() => by(step, index), t('edit.moved', {name}), () => by(-step, index === undefined ? undefined : index + step),
        after);
}

/** Copies an element behind its siblings under a name that is free. */
export async function copyElement(submodelId, path, name, after) {
    const {parent} = splitPath(path);
    let copied;
    const copy = async () => {
        const container = await get(addressOf(submodelId, parent) + '?extent=withBlobValue');
        const element = await get(addressOf(submodelId, path) + '?extent=withBlobValue');
        const used = new Set(itemsOf(container).map(item => item.idShort));
        const whole = {...element};
        if (element.idShort) {
            let n = 2;
            while (used.has(`${element.idShort}_${n}`))
                n++;
            whole.idShort = `${element.idShort}_${n}`;
        }
        await insertElement(submodelId, parent, whole);
        copied = element.idShort ? (parent ? parent + '.' : '') + whole.idShort : `${parent}[${itemsOf(container).length}]`;
    };
    return run(copy, t('edit.copied', {name}), () => request('DELETE', paths.element(submodelId, copied)), after);
}

/** Deletes a submodel and the references of its shell to it; undo brings both back. */
export const deleteSubmodel = safely(async (id, {name, shellId} = {}) => {
    let reference;
    const former = await get(paths.submodel(id) + '?extent=withBlobValue');
    const files = await keptFor([rootOf(former)], name ?? id);
    if (!files)
        return false;
    const remove = async () => {
        if (shellId) {
            const shell = await get(paths.shell(shellId));
            reference = shell.submodels?.find(one => one.keys?.at(-1)?.value === id);
            if (reference)
                await request('DELETE', `${paths.shell(shellId)}/submodel-refs/${id64(id)}`);
        }
        await request('DELETE', paths.submodel(id));
    };
    const back = async () => {
        await request('PUT', paths.submodel(id), {body: former, ifNoneMatch: '*'});
        await files.back();
        if (reference)
            await request('POST', paths.shell(shellId) + '/submodel-refs', {body: reference});
    };
    return run(remove, t('edit.deleted', {name: name ?? id}), back);
});

/** Deletes a concept description; undo brings it back. */
export const deleteConcept = safely(async (id, name) => {
    const former = await get(paths.concept(id));
    return run(() => request('DELETE', paths.concept(id)), t('edit.deleted', {name}),
               () => request('PUT', paths.concept(id), {body: former, ifNoneMatch: '*'}));
});

/** Submodels of a shell that are here. */
async function ownSubmodels(shell) {
    const ids = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    const found = await Promise.all(ids.map(id => get(paths.submodel(id) + '?extent=withBlobValue').catch(() => null)));
    return found.filter(Boolean);
}

async function keepPicture(shell) {
    if (!shell.assetInformation?.defaultThumbnail)
        return null;
    const {response} = await request('GET', paths.thumbnail(shell.id), {accept: '*/*', raw: true, quiet: true}).catch(() => ({}));
    return response?.ok ? response.blob() : null;
}

/** Deletes a shell, with the submodels that it refers to when wanted. Undo brings back all of it. Returns whether it worked. */
export const deleteShell = safely(async (id, {withSubmodels = false, name} = {}) => {
    const shell = await get(paths.shell(id));
    const called = name ?? (shell.idShort || id);
    const submodels = withSubmodels ? await ownSubmodels(shell) : [];
    const picture = await keepPicture(shell);
    const files = await keptFor(submodels.map(rootOf), called);
    if (!files)
        return false;
    const remove = async () => {
        await request('DELETE', paths.shell(id));
        for (const submodel of submodels)
            await request('DELETE', paths.submodel(submodel.id));
        await searchFollowed();
    };
    const back = async () => {
        for (const submodel of submodels)
            await request('PUT', paths.submodel(submodel.id), {body: submodel, ifNoneMatch: '*'});
        await files.back();
        const whole = structuredClone(shell);
        delete whole.assetInformation.defaultThumbnail;
        await request('PUT', paths.shell(id), {body: whole, ifNoneMatch: '*'});
        if (picture)
            await putFile(paths.thumbnail(id), picture, shell.assetInformation.defaultThumbnail.path.split('/').pop());
        go(link('asset', [id64(id)]));
    };
    return run(remove, t('edit.deleted', {name: called}), back);
});

/** Copies a shell with its submodels and files under new ids and goes to the copy's form. */
export async function copyShell(id, idShort) {
    let made;
    const copy = async () => {
        const {data} = await request('POST', `/plan/shells/${id64(id)}/copy`, {body: idShort ? {id_short: idShort} : {}});
        made = data;
        if (!made?.shell)
            throw new ApiError(500, []);
        go(link('edit-shell', [id64(made.shell.id)]));
    };
    const back = async () => {
        await request('DELETE', paths.shell(made.shell.id));
        for (const submodel of made.submodels)
            await request('DELETE', paths.submodel(submodel.id));
        go(link('asset', [id64(id)]));
    };
    return run(copy, t('edit.copy_made'), back);
}

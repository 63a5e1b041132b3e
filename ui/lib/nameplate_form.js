// nameplate_form.js - the way to where a device's maker, order code, serial number and firmware are written: its nameplate.
import {get, id64, paths} from './api.js';
import {go, link} from './route.js';
import {viewOf} from '../part/views.js';

/** Opens the form of the nameplate of a shell; that of the shell, where one can be added, when it has none. */
export async function goToNameplate(shellId) {
    const shell = await get(paths.shell(shellId));
    const ids = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    const found = await Promise.all(ids.map(id => get(paths.submodel(id) + '/$metadata').catch(() => null)));
    const nameplate = found.find(meta => meta && viewOf(meta).view === 'nameplate');
    go(nameplate ? link('edit', [id64(nameplate.id)]) : link('edit-shell', [id64(shellId)]));
}

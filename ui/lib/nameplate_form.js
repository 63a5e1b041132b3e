// nameplate_form.js - the way to where a device's maker, order code, serial number and firmware are written: its nameplate.
import {get, id64, paths} from './api.js';
import {go, link} from './route.js';
import {viewOf} from '../part/views.js';

// What a device lacks, and the element of the nameplate (IDTA 02006) that says it.
const ELEMENTS = {maker: 'ManufacturerName', product: 'ManufacturerProductDesignation', order_code: 'OrderCodeOfManufacturer',
    serial_number: 'SerialNumber', firmware: 'FirmwareVersion'};

/**
 * The form of a shell's nameplate; that of the shell, where one can be added, when it has none. lacks: what is to be filled in
 * there; an element that is not there yet is offered.
 */
export async function nameplateForm(shellId, lacks = [], options = {}) {
    const shell = await get(paths.shell(shellId), options);
    const ids = (shell.submodels ?? []).map(reference => reference.keys?.at(-1)?.value).filter(Boolean);
    const found = await Promise.all(ids.map(id => get(paths.submodel(id) + '/$metadata', options).catch(() => null)));
    const nameplate = found.find(meta => meta && viewOf(meta).view === 'nameplate');
    const wanted = lacks.map(name => ELEMENTS[name]).filter(Boolean).join(',');
    return nameplate ? link('edit', [id64(nameplate.id)], wanted ? {wanted} : {}) : link('edit-shell', [id64(shellId)]);
}

export async function goToNameplate(shellId, lacks) {
    go(await nameplateForm(shellId, lacks));
}

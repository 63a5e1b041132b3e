// file_value.js - a File or Blob: shown here when a browser can do that safely, downloaded, or on another server.
import {html, useState} from '../lib/html.js';
import {paths} from '../lib/api.js';
import {t} from '../lib/text.js';
import {External, isWebAddress} from './text_value.js';
import {Icon} from './icon.js';
import {Preview, previewKind} from './preview.js';

/** The last name in a path. */
export function fileName(path) {
    const name = (path ?? '').split(/[/\\]/).pop() || t('element.file');
    return name.length > 80 ? name.slice(0, 40) + '…' + name.slice(-30) : name;
}

/** Where the bytes of a node are: {address, name, type, outside}; null when it names none. */
export function fileOf(node) {
    const {element} = node;
    if (element.modelType === 'Blob')
        return {address: paths.attachment(node.submodel, node.path), name: element.idShort ?? t('element.file'),
            type: element.contentType};
    if (element.modelType !== 'File' || !element.value)
        return null;
    if (isWebAddress(element.value))
        return {address: element.value, name: fileName(element.value.split(/[?#]/)[0]), type: element.contentType, outside: true};
    return {address: paths.attachment(node.submodel, node.path), name: fileName(element.value), type: element.contentType};
}

export function FileValue({node}) {
    const [open, setOpen] = useState(false);
    const file = fileOf(node);
    if (!file)
        return html`<span class="soft" title=${t('element.empty')}>–</span>`;
    if (file.outside)
        return html`<${External} href=${file.address}>${file.name}</${External}>`;
    return html`<span class="file">
        ${previewKind(file) ? html`<button type="button" class="inline" onClick=${() => setOpen(true)}>
            <${Icon} name="document" size=${16} /><bdi>${file.name}</bdi></button>`
          : html`<a href=${file.address} download=${file.name}><${Icon} name="download" size=${16} /><bdi>${file.name}</bdi></a>`}
        ${open && html`<${Preview} file=${file} close=${() => setOpen(false)} />`}</span>`;
}

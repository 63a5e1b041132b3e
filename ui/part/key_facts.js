// key_facts.js - what names an asset on a plate: maker, product, order code, serial number, … from its nameplate, else from its
// technical data, else from the ids that the shell itself gives.
import {get, paths} from '../lib/api.js';
import {childrenOf, find, findAll, findAllDeep, plainText, rootOf} from '../lib/element.js';
import {useLoad} from '../lib/load.js';
import {pick} from '../lib/text.js';
import {fileOf} from './file_value.js';
import {viewOf} from './views.js';

/** Names of the facts in all versions of the nameplate and of technical data. */
export const FACTS = {
    maker: ['ManufacturerName', '0112/2///61987#ABA565#009', '0173-1#02-AAO677#002'],
    product: ['ManufacturerProductDesignation', '0112/2///61987#ABA567#009', '0173-1#02-AAW338#001'],
    family: ['ManufacturerProductFamily', '0112/2///61987#ABP464#002', '0173-1#02-AAU731#001'],
    type: ['ManufacturerProductType', 'ManufacturerTypName', '0112/2///61987#ABA300#008', '0173-1#02-AAO057#002'],
    root: ['ManufacturerProductRoot', '0112/2///61360_7#AAS011#001'],
    order: ['OrderCodeOfManufacturer', 'ManufacturerOrderCode', 'ManufacturerPartNumber', '0112/2///61987#ABA950#008',
        '0173-1#02-AAO227#002'],
    article: ['ProductArticleNumberOfManufacturer', 'ManufacturerArticleNumber', '0112/2///61987#ABA581#007',
        '0173-1#02-AAO676#003'],
    serial: ['SerialNumber', 'SerialNr', '0112/2///61987#ABA951#009', '0173-1#02-AAM556#002'],
    batch: ['BatchNumber'],
    year: ['YearOfConstruction', '0112/2///61987#ABP000#002', '0173-1#02-AAP906#001'],
    date: ['DateOfManufacture', 'ManufacturingDate', '0112/2///61987#ABB757#007', '0173-1#02-AAR972#002'],
    country: ['CountryOfOrigin', '0112/2///61987#ABP462#001', '0173-1#02-AAO259#004'],
    hardware: ['HardwareVersion', '0112/2///61987#ABA926#008', '0173-1#02-AAN270#002'],
    firmware: ['FirmwareVersion', '0112/2///61987#ABA302#006', '0173-1#02-AAM985#002'],
    software: ['SoftwareVersion', '0112/2///61987#ABA601#008', '0173-1#02-AAM737#002'],
    link: ['URIOfTheProduct', '0112/2///61987#ABN590#002', '0173-1#02-AAY811#001'],
};

const idShorts = names => names.filter(name => !/[/#]/.test(name));

/** The nodes of the facts that a nameplate or GeneralInformation holds. What is called like one fact is not taken for another one, whatever
 * it means: real files copy meanings from the element beside. */
export function factNodes(root) {
    const nodes = {};
    for (const [name, names] of Object.entries(FACTS))
        nodes[name] = find(root, ...idShorts(names));
    const taken = new Set(Object.values(nodes).filter(Boolean).map(node => node.path));
    for (const [name, names] of Object.entries(FACTS))
        nodes[name] ??= findAll(root, ...names).find(node => !taken.has(node.path) && node.element.modelType !== 'File');
    return Object.fromEntries(Object.entries(nodes).filter(([, node]) => node));
}

function textsOf(root) {
    return Object.fromEntries(Object.entries(factNodes(root)).map(([name, node]) => [name, plainText(node).trim()])
        .filter(([, text]) => text));
}

const ASSET_IDS = {serial: /^(serial.?(number|nr|no)|seriennummer)$/i, order: /^(order.?code|bestell.*)$/i,
                   article: /^(manufacturer.?part.?id|article.?(number|no)|artikelnummer|part.?(number|id))$/i,
                   inventory: /^(inventory.?(number|no)?|inventarnummer)$/i, batch: /^batch.?(id|number)?$/i};

/** What the shell's own ids of the asset say. */
export function factsOfShell(shell) {
    const facts = {};
    for (const {name, value} of shell.assetInformation?.specificAssetIds ?? [])
        for (const [fact, pattern] of Object.entries(ASSET_IDS))
            if (pattern.test(name ?? '') && value)
                facts[fact] ??= value;
    return facts;
}

/** A picture of the product, for an asset that has none of its own. */
function pictureOf(root) {
    return findAllDeep(root, 'ImageFile', 'ProductImage', '0173-1#02-ABK291#002').map(fileOf)
        .find(file => file && !file.outside && /^image\//.test(file.type ?? ''))?.address;
}

async function readFacts(metas, pictured, signal) {
    const wanted = ['nameplate', 'technical'].map(view => metas.find(meta => !meta.missing
        && viewOf(meta).view === view)).filter(Boolean);
    const facts = {};
    for (const meta of wanted) {
        if (facts.maker && facts.product && (pictured || facts.picture))
            break;
        const root = rootOf(await get(paths.submodel(meta.id), {signal}));
        const holders = [root, ...childrenOf(root)];
        for (const holder of holders)
            for (const [name, text] of Object.entries(textsOf(holder)))
                facts[name] ??= text;
        facts.picture ??= pictureOf(root);
    }
    return facts;
}

/** {maker, product, …} as texts; metas: metadata of the shell's submodels. Never fails: what cannot be read is not shown. */
export function useKeyFacts(shell, metas) {
    const key = metas.map(meta => meta.id).join('\n');
    const read = useLoad(signal => readFacts(metas, Boolean(shell.assetInformation?.defaultThumbnail?.path),
        signal).catch(() => ({})), [key, shell.id]);
    return {...factsOfShell(shell), ...read.data ?? {}};
}

export function assetName(shell) {
    return pick(shell.displayName) || shell.idShort || pick(shell.description) || shell.id;
}

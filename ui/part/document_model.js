// document_model.js - the documents in a submodel of handover documentation, whichever version of the template (1.0 to 2.0, VDI 2770)
// it follows: [{title, class, …, versions}], newest version first.
import {childrenOf, findAll, findAllDeep, isCalled, isContainer, plainText, textAt} from '../lib/element.js';
import {fileOf} from './file_value.js';

const DOCUMENT = ['Document', '0173-1#02-ABI500#001/0173-1#01-AHF579#001', 'http://admin-shell.io/vdi/2770/1/0/Document'];
const VERSIONS = ['DocumentVersions', '0173-1#02-ABI503#003'];
const VERSION = ['DocumentVersion', '0173-1#01-AHF582#001', 'http://admin-shell.io/vdi/2770/1/0/DocumentVersion'];
const CLASSIFICATIONS = ['DocumentClassifications', '0173-1#02-ABI502#003'];
const CLASSIFICATION = ['DocumentClassification', '0173-1#01-AHF581#001',
    'http://admin-shell.io/vdi/2770/1/0/DocumentClassification'];
const IDS = ['DocumentIds', '0173-1#02-ABI501#003'];
const ID = ['DocumentId', 'DocumentIdDomain', '0173-1#01-AHF580#001', 'http://admin-shell.io/vdi/2770/1/0/DocumentIdDomain'];

/** Lists of version 2.0: earlier versions have the same meaning on the items themselves. */
function listsOf(node, names) {
    return findAll(node, ...names).filter(list => list.element.modelType === 'SubmodelElementList' || isCalled(list.element,
        names.slice(0, 1)));
}

/** What stands in a list, or is repeated with numbers beside the other elements. */
function several(node, listNames, names) {
    const lists = listsOf(node, listNames).filter(list => childrenOf(list).some(child => isContainer(child.element)));
    const inLists = lists.flatMap(childrenOf);
    return inLists.length ? inLists : findAll(node, ...names).filter(child => isContainer(child.element));
}

function texts(node, ...names) {
    return findAll(node, ...names).map(plainText).filter(Boolean).join(', ');
}

function filesOf(node) {
    const files = findAllDeep(node, 'DigitalFiles', 'DigitalFile', 'PreviewFile').flatMap(one =>
        isContainer(one.element) ? childrenOf(one) : [one]).filter(one => one.element.modelType === 'File'
            || one.element.modelType === 'Blob');
    const found = files.length ? files : childrenOf(node).filter(one => one.element.modelType === 'File');
    return found.map(one => ({...fileOf(one), preview: /preview/i.test(one.path.split('.').pop())})).filter(file => file.address);
}

function versionOf(node) {
    return {
        node,
        title: textAt(node, 'Title', '0173-1#02-AAO105#002', '0173-1#02-ABG940#003'),
        subtitle: textAt(node, 'SubTitle', 'Subtitle', '0173-1#02-ABH998#003'),
        summary: textAt(node, 'Description', 'Summary', '0173-1#02-AAN466#004', '0173-1#02-AAO106#002'),
        keywords: textAt(node, 'KeyWords', 'Keywords', '0173-1#02-ABH999#003'),
        languages: texts(node, 'Language', '0173-1#02-AAN468#006').split(', ').filter(Boolean),
        version: textAt(node, 'Version', 'DocumentVersionId', '0173-1#02-AAP003#005', '0173-1#02-AAO100#002'),
        date: textAt(node, 'StatusSetDate', 'SetDate', '0173-1#02-ABI000#003', '0173-1#02-AAO107#002'),
        status: textAt(node, 'StatusValue', 'StatusSetValue', '0173-1#02-ABI001#003'),
        organisation: textAt(node, 'OrganizationShortName', 'OrganizationName', 'OrganisationShortName',
            'OrganizationOfficialName', 'OrganisationOfficialName',
                             '0173-1#02-ABI002#003', '0173-1#02-ABI004#003'),
        files: filesOf(node),
    };
}

function documentOf(node) {
    const versions = several(node, VERSIONS, VERSION).map(versionOf);
    const classes = several(node, CLASSIFICATIONS, CLASSIFICATION).map(one => ({
        id: textAt(one, 'ClassId', 'DocumentClassId', '0173-1#02-ABH996#003'), name: textAt(one, 'ClassName', 'DocumentClassName',
            '0173-1#02-ABJ219#002'),
        system: textAt(one, 'ClassificationSystem', 'DocumentClassificationSystem', '0173-1#02-ABH997#003')}));
    const vdi = classes.find(one => /2770/.test(one.system)) ?? classes[0];
    versions.sort((a, b) => (b.date || '').localeCompare(a.date || ''));
    return {
        node, versions: versions.length ? versions : [versionOf(node)], classes, class: vdi,
        ids: several(node, IDS, ID).map(one => textAt(one, 'DocumentIdentifier', 'ValueId', 'DocumentId',
            '0173-1#02-AAO099#004')).filter(Boolean),
    };
}

/** The documents of a submodel: by the templates, else every collection that holds a file. */
export function documentsOf(root) {
    const listed = listsOf(root, ['Documents',
        '0173-1#02-ABI500#003']).flatMap(childrenOf).filter(node => isContainer(node.element));
    const named = findAllDeep(root, ...DOCUMENT).filter(node => isContainer(node.element));
    const nodes = listed.length ? listed : named.length ? named
        : childrenOf(root).filter(node => isContainer(node.element) && findAllDeep(node, 'File', 'DigitalFile',
            'DigitalFiles').length + filesOf(node).length > 0);
    return nodes.map(documentOf);
}

/** Files that stand in the submodel outside of any document. */
export function looseFiles(root) {
    return childrenOf(root).filter(node => node.element.modelType === 'File').map(node => ({node,
        file: fileOf(node)})).filter(one => one.file);
}

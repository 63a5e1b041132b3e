// view_technical.js - technical data: what the product is, its classes, and its values in tables. Versions 1.1 to 2.0 of the template,
// and whatever makers put into a submodel of that name.
import {html} from '../lib/html.js';
import {childrenOf, find, findAll, findAllDeep, isContainer, plainText, textAt} from '../lib/element.js';
import {t} from '../lib/text.js';
import {fileOf} from './file_value.js';
import {isFilled, PropertyGroups} from './property_table.js';
import {Empty} from './state.js';

const GENERAL = ['GeneralInformation', '0173-1#02-ABK161#002', 'https://admin-shell.io/ZVEI/TechnicalData/GeneralInformation/1/1'];
const CLASSES = ['ProductClassifications', '0173-1#02-ABK162#002',
    'https://admin-shell.io/ZVEI/TechnicalData/ProductClassifications/1/1'];
const AREAS = ['TechnicalPropertyAreas', 'TechnicalProperties', '0173-1#02-ABK163#002',
    'https://admin-shell.io/ZVEI/TechnicalData/TechnicalProperties/1/1'];
const FURTHER = ['FurtherInformation', '0173-1#02-ABK164#002', 'https://admin-shell.io/ZVEI/TechnicalData/FurtherInformation/1/1'];

function Classes({node}) {
    const classes = childrenOf(node).filter(child => isContainer(child.element));
    return classes.length > 0 && html`<section class="property-group level-1"><h3>${t('technical.classes')}</h3>
        <ul class="chips classes">${classes.slice(0, 30).map(child => {
            const system = textAt(child, 'ClassificationSystem', 'ProductClassificationSystem');
            const version = textAt(child, 'ClassificationSystemVersion');
            const name = textAt(child, 'ProductClassName');
            const id = textAt(child, 'ProductClassId');
            return (system || id) && html`<li key=${child.path} class="chip plain"
                title=${[system, version, id, name].filter(Boolean).join(' · ')}>
                <bdi>${[system, version].filter(Boolean).join(' ').slice(0, 60)}</bdi>${' '}<b>
                    <bdi>${(name || id).slice(0, 80)}</bdi></b></li>`;
        })}</ul></section>`;
}

/** The values that say what the product can: without the maker's name and the classes. */
export function valueAreas(root) {
    const areas = findAll(root, ...AREAS);
    if (!areas.length)
        return childrenOf(root).filter(node => ![GENERAL, CLASSES, FURTHER].some(names => find(root,
            ...names)?.path === node.path));
    return areas.flatMap(area => childrenOf(area)).flatMap(node => isUnnamedGroup(node) ? childrenOf(node) : [node]);
}

/** Version 2.0 has a list of areas; the only one of them without a name needs no heading. */
function isUnnamedGroup(node) {
    return isContainer(node.element) && !node.element.idShort;
}

function Pictures({root}) {
    const files = findAllDeep(root, 'ImageFile', 'ProductImage', '0173-1#02-ABK291#002').map(fileOf)
        .filter(file => file && !file.outside && /^image\//.test(file.type ?? ''));
    return files.length > 0 && html`<div class="product-pictures">${files.slice(0, 8).map(file => html`
        <a key=${file.address} href=${file.address} target="_blank" rel="noopener noreferrer"><img src=${file.address}
            alt=${t('technical.picture')} loading="lazy"
            onError=${event => { event.target.parentElement.hidden = true; }} /></a>`)}</div>`;
}

export default function TechnicalView({root}) {
    const general = find(root, ...GENERAL), classes = find(root, ...CLASSES), further = find(root, ...FURTHER);
    const areas = valueAreas(root).filter(isFilled);
    const known = new Set([GENERAL, CLASSES, FURTHER, AREAS].flatMap(names => findAll(root, ...names)).map(node => node.path));
    const others = find(root, ...AREAS) ? childrenOf(root).filter(node => !known.has(node.path) && isFilled(node)) : [];
    const basics = general ? childrenOf(general).filter(node => !isContainer(node.element) && isFilled(node)) : [];
    if (!areas.length && !basics.length && !others.length)
        return html`<${Empty} icon="chart" title=${t('technical.none')}><p>${t('view.see_all')}</p></${Empty}>`;
    return html`<div class="technical-top">
        ${basics.length > 0 && html`<section class="property-group level-1"><h3>${t('technical.general')}</h3>
            <${PropertyGroups} nodes=${basics} label=${t('technical.general')} level=${2} /></section>`}
        <${Pictures} root=${root} /></div>
        ${classes && html`<${Classes} node=${classes} />`}
        <${PropertyGroups} nodes=${[...areas, ...others]} label=${t('view.technical')} />
        ${further && isFilled(further) && html`<section class="further"><h3>${t('technical.further')}</h3>
            ${childrenOf(further).filter(isFilled).map(node => html`<p key=${node.path}
                class="soft">${plainText(node).slice(0, 1200)}</p>`)}</section>`}`;
}

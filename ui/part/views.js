// views.js - which view shows a submodel, and on which tab of the asset page it stands. By its semanticId (without the version, see
// meaningsOf), then by its idShort. What is in no row is shown as a tree.
import {isCalled, meaningsOf, semanticsOf} from '../lib/element.js';

/** The tabs in their order, with their pictograms. */
export const GROUPS = {
    summary: 'home', nameplate: 'list', technical: 'chart', documents: 'document', interfaces: 'plug', series: 'live',
    structure: 'tree', carbon: 'leaf', contact: 'phone', software: 'code', other: 'grid',
};

const VIEWS = [
    {view: 'nameplate', group: 'nameplate', meanings: [
        'https://admin-shell.io/idta/nameplate/3/0/Nameplate', 'https://admin-shell.io/zvei/nameplate/2/0/Nameplate',
        'https://admin-shell.io/idta/digitalbatterypassport/nameplate/1/0/Nameplate',
            'https://admin-shell.io/zvei/nameplate/1/0/Nameplate',
        'https://www.hsu-hh.de/aut/aas/nameplate', '0173-1#01-AHF577#001'],
     names: ['Nameplate', 'DigitalNameplate', 'BatteryNameplate', 'Typenschild']},
    {view: 'technical', group: 'technical', meanings: [
        '0173-1#01-AHX837#002', 'https://admin-shell.io/ZVEI/TechnicalData/Submodel/1/2',
            'https://admin-shell.io/ZVEI/TechnicalData/Submodel/1/1',
        'https://admin-shell.io/idta/SubmodelTemplate/technicaldataagv/1/0', 'https://admin-shell.io/sandbox/technicaldata',
        'https://admin-shell.io/idta/digitalbatterypassport/TechnicalData/1/0', '0173-1#01-AFZ615#016'],
     names: ['TechnicalData', 'TechnicalDataAGV', 'TechnischeDaten', 'Technical_Data']},
    {view: 'documents', group: 'documents', meanings: [
        '0173-1#01-AHF578#003', '0173-1#01-AHF578#001', 'http://admin-shell.io/vdi/2770/1/0/Documentation',
        'https://www.hsu-hh.de/aut/aas/document', 'https://admin-shell.io/vdi/2770/1/0/Document'],
     names: ['HandoverDocumentation', 'Documentation', 'ManufacturerDocumentation', 'Documents']},
    {view: 'interfaces', group: 'interfaces', meanings: ['https://admin-shell.io/idta/AssetInterfacesDescription/1/1/Submodel',
                                                       'https://admin-shell.io/idta/AssetInterfacesDescription/1/0'],
     names: ['AssetInterfacesDescription', 'AssetInterfaceDescription', 'AssetInterfaceDescriptionSubmodel']},
    {view: 'series', group: 'series', meanings: ['https://admin-shell.io/idta/TimeSeries/1/1',
        'https://admin-shell.io/idta/TimeSeries/1/0'],
     names: ['TimeSeries', 'TimeSeriesData', 'TimesSeries']},
    {view: 'structure', group: 'structure', meanings: [
        'https://admin-shell.io/idta/HierarchicalStructures/1/1/Submodel',
            'https://admin-shell.io/idta/HierarchicalStructures/1/0/Submodel',
        'http://www.zvei.org/aas/v1/BillOfMaterial', 'https://admin-shell.io/sandbox/billofmaterial'],
     names: ['HierarchicalStructures', 'BillOfMaterial', 'BOM', 'IEC81346Structure', 'Stückliste']},
    {view: 'carbon', group: 'carbon', meanings: ['https://admin-shell.io/idta/CarbonFootprint/CarbonFootprint/1/0',
                                              'https://admin-shell.io/idta/CarbonFootprint/CarbonFootprint/0/9',
                                              'https://admin-shell.io/idta/SubmodelTemplate/CarbonFootprint/0/9'],
     names: ['CarbonFootprint', 'ProductCarbonFootprint']},
    {view: 'contact', group: 'contact', meanings: ['https://admin-shell.io/zvei/nameplate/1/0/ContactInformations'],
     names: ['ContactInformations', 'ContactInformation', 'Kontakt', 'ContactInfo']},
    {view: 'software', group: 'software', meanings: ['https://admin-shell.io/idta/SoftwareNameplate/1/0',
                                                  'https://admin-shell.io/idta/SoftwareNameplate/1/0/SoftwareNameplate'],
     names: ['SoftwareNameplate']},
];

/** {view, group} of a submodel: its metadata is enough. */
export function viewOf(submodel) {
    const semantics = semanticsOf(submodel);
    return VIEWS.find(row => row.meanings.some(wanted => meaningsOf(wanted).some(meaning => semantics.has(meaning))))
        ?? VIEWS.find(row => isCalled(submodel, row.names)) ?? {view: null, group: 'other'};
}

const modules = new Map();

/** The module of a view, loaded when it is needed first. */
export function loadView(name) {
    if (!modules.has(name))
        modules.set(name, import(`./view_${name}.js`).then(module => module.default, error => {
            modules.delete(name);
            throw error;
        }));
    return modules.get(name);
}

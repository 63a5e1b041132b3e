// asset_versions.test.mjs - older and other versions of the templates are shown like the newest ones.
import test from 'node:test';
import assert from 'node:assert/strict';
import {collection, id64, meaning, property, put, texts} from './aas.mjs';
import {accessible, begin, DESK, fits, PHONE, picture} from './harness.mjs';

const world = await begin();
const file = (idShort, value, contentType = 'application/pdf') => ({modelType: 'File', idShort, contentType, value});
const place = [texts('Street', {de: 'Musterweg 1'}), texts('Zipcode', {de: '12345'}), texts('CityTown', {de: 'Musterstadt'}),
    texts('NationalCode', {de: 'DE'}),
    collection('Phone', [texts('TelephoneNumber', {de: '+49 (0)30 23125 000'}), property('TypeOfTelephone',
        '0173-1#07-AAS754#001')]),
    collection('Email', [property('EmailAddress', 'hallo@firma.example')])];

const SHOWN = {
    'Nameplate 1.0': [{idShort: 'Nameplate', semanticId: meaning('https://admin-shell.io/zvei/nameplate/1/0/Nameplate'),
        submodelElements: [
        property('ManufacturerName', 'Firma Eins', 'xs:string'), texts('ManufacturerProductDesignation', {en: 'Pump'}),
            collection('PhysicalAddress', place),
        property('SerialNumber', 'S-1'), property('YearOfConstruction', '2019')]}, ['Firma Eins', 'Pump', 'Serial number', 'S-1',
            'Musterstadt']],
    'Nameplate 2.0': [{idShort: 'Typenschild', semanticId: meaning('https://admin-shell.io/zvei/nameplate/2/0/Nameplate'),
        submodelElements: [
        texts('ManufacturerName', {en: 'Company Two'}), texts('ManufacturerProductDesignation', {en: 'Valve'}),
            collection('ContactInformation', place),
        property('SerialNumber', 'S-2'), collection('Markings', [collection('Marking00', [property('MarkingName', 'CE'),
            property('MarkingAdditionalText00', '0044')])])]},
    ['Company Two', 'Valve', 'S-2', '0044', '+49 (0)30 23125 000']],
    'TechnicalData 1.2': [{idShort: 'TechData', semanticId: meaning('https://admin-shell.io/ZVEI/TechnicalData/Submodel/1/2'),
        submodelElements: [
        collection('GeneralInformation', [property('ManufacturerName', 'Firma Drei')]),
        collection('ProductClassifications', [collection('ProductClassificationItem01', [property('ProductClassificationSystem',
            'ECLASS'), property('ProductClassId', '27-37-09-05')])]),
        collection('TechnicalProperties', [collection('MainSection', [{...property('Voltage', '24.5', 'xs:double'),
            qualifiers: [{type: 'Unit', valueType: 'xs:string', value: 'V'}]},
            {modelType: 'Range', idShort: 'Temperature', valueType: 'xs:double', min: '-20', max: '60'}])]),
        collection('FurtherInformation', [texts('TextStatement', {en: 'Subject to change.'})])]},
    ['Firma Drei', '27-37-09-05', 'Main section', '24.5', 'V', '-20', 'Subject to change.']],
    'HandoverDocumentation 1.2': [{idShort: 'Docs', semanticId: meaning('0173-1#01-AHF578#001'),
        submodelElements: [property('numberOfDocuments', '1', 'xs:int'),
        collection('Document00', [collection('DocumentId00', [property('ValueId', 'D-77')]),
            collection('DocumentClassification00', [property('ClassId', '03-02'), texts('ClassName', {en: 'Operation'}),
                property('ClassificationSystem', 'VDI2770:2018')]),
            collection('DocumentVersion00', [property('Language00', 'en'), property('DocumentVersionId', 'V1.2'), texts('Title',
                {en: 'Manual of the pump'}),
                property('SetDate', '2020-02-06', 'xs:date'), property('OrganizationName', 'Firma'), file('DigitalFile',
                    '/aasx/manual.pdf')])])]},
    ['Manual of the pump', 'Operation', 'D-77', 'V1.2', 'Feb 6, 2020', 'English']],
    'HierarchicalStructures 1.0': [{idShort: 'Parts',
        semanticId: meaning('https://admin-shell.io/idta/HierarchicalStructures/1/0/Submodel'), submodelElements: [
        property('ArcheType', 'OneUp'), {modelType: 'Entity', idShort: 'EntryNode', entityType: 'SelfManagedEntity',
            globalAssetId: 'urn:asset:a',
            statements: [{modelType: 'Entity', idShort: 'Gearbox', entityType: 'CoManagedEntity',
                statements: [property('BulkCount', '3', 'xs:unsignedLong')]}]}]},
    ['What it is part of', 'Gearbox', '× 3']],
    'CarbonFootprint 0.9': [{idShort: 'CF', semanticId: meaning('https://admin-shell.io/idta/CarbonFootprint/CarbonFootprint/0/9'),
        submodelElements: [
        ['A1 - raw material', '10.5'], ['A3 - production', '4'], ['B1 - usage', '2.5']].map(([phase, value],
            at) => ({...collection('ProductCarbonFootprint0' + at,
        [property('PCFCalculationMethod', 'GHG Protocol'), property('PCFCO2eq', value, 'xs:double'), property('PCFLifeCyclePhase',
            phase)])}))},
    ['17', 'A1 raw materials', '10.5', 'A3 production', 'B1 use', '14.7 %', 'GHG Protocol']],
    'ContactInformations': [{idShort: 'Contacts',
        semanticId: meaning('https://admin-shell.io/zvei/nameplate/1/0/ContactInformations'), submodelElements: [
        collection('ContactInformation00', [property('RoleOfContactPerson', '0173-1#07-AAS928#001'), texts('Company',
            {de: 'Firma Vier'}), ...place])]},
    ['Commercial contact', 'Firma Vier', 'hallo@firma.example', 'Germany']],
    'TimeSeries 1.0': [{idShort: 'Series', semanticId: meaning('https://admin-shell.io/idta/TimeSeries/1/0'),
        submodelElements: [collection('Metadata', [texts('Name', {en: 'Vibration'})]),
        collection('Segments', [collection('LinkedSegment', [texts('Name', {en: 'In the historian'}), property('Endpoint',
            'https://historian.example/api'), property('Query', 'select x')]),
            collection('InternalSegment', [texts('Name', {en: 'Here'}), collection('Records', Array.from({length: 20}, (_,
                at) => collection('Record' + at,
                [property('Time00', `2024-01-01T00:00:${String(at).padStart(2, '0')}Z`, 'xs:dateTime'), property('Speed',
                    String(at * at), 'xs:int')])))])])]},
    ['Vibration', 'In the historian', 'historian.example', 'select x', 'Speed', 'As a table, 20 records']],
    'AssetInterfacesDescription 1.0': [{idShort: 'AID',
        semanticId: meaning('https://admin-shell.io/idta/AssetInterfacesDescription/1/0/Submodel'), submodelElements: [
        collection('InterfaceMODBUS', [property('title', 'Drive'), collection('EndpointMetadata', [property('base',
            'modbus+tcp://10.0.0.1:502')]),
            collection('InteractionMetadata', [collection('properties', [collection('speed', [property('type', 'integer'),
                property('unit', 'rpm'),
                collection('forms', [property('href', '/1/40001')])])])])])]},
    ['Drive', 'modbus+tcp://10.0.0.1:502', 'MODBUS', 'speed', 'whole number', '/1/40001']],
};

for (const [name, [submodel, words]] of Object.entries(SHOWN))
    for (const size of [DESK, PHONE])
        test(`versions: ${name}, ${size === PHONE ? 'phone' : 'desk'}`, world.at(size, {language: 'en', theme: size === PHONE
            ? 'dark' : 'light'}, async page => {
            const id = 'urn:test:' + name;
            await put(world, {id: id + '/shell', idShort: 'Shell'}, {...submodel, id});
            await page.goto(`${world.url}#/submodel/${id64(id)}`);
            assert.equal(await page.getByRole('switch', {name: 'All data'}).isChecked(), false, 'it has a view of its own');
            for (const word of words)
                await page.getByRole('main').getByText(word).locator('visible=true').first().waitFor();
            await fits(page);
            await accessible(page);
            await picture(page, `versions_${name.replace(/\W+/g, '_')}_${size === PHONE ? 'phone' : 'desk'}`);
        }));

test('versions: telephone and mail can be used at once', world.at(PHONE, {language: 'en'}, async page => {
    await page.goto(`${world.url}#/submodel/${id64('urn:test:ContactInformations')}`);
    assert.equal(await page.getByRole('link', {name: '+49 (0)30 23125 000'}).getAttribute('href'), 'tel:+493023125000');
    assert.equal(await page.getByRole('link', {name: 'hallo@firma.example'}).getAttribute('href'), 'mailto:hallo@firma.example');
}));

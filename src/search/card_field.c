/* SPDX-License-Identifier: Apache-2.0 */
/* card_field.c - semanticIds and idShorts of what a list shows. Sources: IDTA 02006 (Digital
 * Nameplate 1.0 to 3.0, ZVEI 1.0), 02003 (Technical Data), 02007 (Software Nameplate), 02009 (OPC
 * UA Server Datasheet), IEC 61987 and ECLASS properties; RAMI 4.0: IEC PAS 63088, which has no ids:
 * idShorts of ours. */
#include "search/card_field.h"

#define SOFTWARE "https://admin-shell.io/idta/SoftwareNameplate/1/0/SoftwareNameplate/"

/* A semanticId counts without its version: what stands behind '#' or, in an IRDI, the last part. */
static const struct {
    enum card_field field;
    const char *semantic_id;
} semantic_ids[] = {
    {CARD_MAKER, "0173-1#02-AAO677"},
    {CARD_MAKER, "0112/2///61987#ABA565"},
    {CARD_PRODUCT, "0173-1#02-AAW338"},
    {CARD_PRODUCT, "0112/2///61987#ABA567"},
    {CARD_FAMILY, "0173-1#02-AAU731"},
    {CARD_FAMILY, "0112/2///61987#ABP464"},
    {CARD_TYPE, "0173-1#02-AAO057"},
    {CARD_TYPE, "0112/2///61987#ABA300"},
    {CARD_ORDER_CODE, "0173-1#02-AAO227"},
    {CARD_ORDER_CODE, "0112/2///61987#ABA950"},
    {CARD_ARTICLE_NUMBER, "0173-1#02-AAO676"},
    {CARD_ARTICLE_NUMBER, "0112/2///61987#ABA581"},
    {CARD_SERIAL_NUMBER, "0173-1#02-AAM556"},
    {CARD_SERIAL_NUMBER, "0112/2///61987#ABA951"},
    {CARD_YEAR, "0173-1#02-AAP906"},
    {CARD_YEAR, "0112/2///61987#ABP000"},
    {CARD_HARDWARE, "0173-1#02-AAN270"},
    {CARD_HARDWARE, "0112/2///61987#ABA926"},
    {CARD_FIRMWARE, "0173-1#02-AAM985"},
    {CARD_FIRMWARE, "0112/2///61987#ABA302"},
    {CARD_SOFTWARE, "0173-1#02-AAM737"},
    {CARD_SOFTWARE, "0112/2///61987#ABA601"},
    {CARD_SOFTWARE, SOFTWARE "SoftwareNameplateInstance/InstalledVersion"},
    {CARD_RELEASE, SOFTWARE "SoftwareNameplateType/Version"},
    {CARD_CHECKSUM, SOFTWARE "SoftwareNameplateType/InstallationChecksum"},
};

static const struct {
    enum card_field field;
    bool anywhere; /* not only in a nameplate */
    const char *id_short;
} id_shorts[] = {
    {CARD_MAKER, true, "ManufacturerName"},
    {CARD_PRODUCT, true, "ManufacturerProductDesignation"},
    {CARD_FAMILY, true, "ManufacturerProductFamily"},
    {CARD_TYPE, true, "ManufacturerProductType"},
    {CARD_ORDER_CODE, true, "OrderCodeOfManufacturer"},
    {CARD_ORDER_CODE, true, "ManufacturerOrderCode"},
    {CARD_ARTICLE_NUMBER, true, "ProductArticleNumberOfManufacturer"},
    {CARD_ARTICLE_NUMBER, true, "ManufacturerArticleNumber"},
    {CARD_SERIAL_NUMBER, false, "SerialNumber"},
    {CARD_YEAR, false, "YearOfConstruction"},
    {CARD_HARDWARE, false, "HardwareVersion"},
    {CARD_FIRMWARE, false, "FirmwareVersion"},
    {CARD_SOFTWARE, false, "SoftwareVersion"},
    {CARD_SOFTWARE, false, "InstalledVersion"},
    {CARD_CHECKSUM, true, "InstallationChecksum"},
    {CARD_LOCATION, true, "InstallationLocation"},
    {CARD_LOCATION, true, "AssetLocation"},
    {CARD_LOCATION, true, "PlaceOfInstallation"},
    {CARD_LAYER, true, "RamiLayer"},
    {CARD_LEVEL, true, "RamiHierarchyLevel"},
    {CARD_LIFE_CYCLE, true, "RamiLifeCycle"},
};

static const struct {
    enum card_field field;
    const char *name;
} asset_ids[] = {
    {CARD_SERIAL_NUMBER, "serialNumber"},
    {CARD_ARTICLE_NUMBER, "manufacturerPartId"},
    {CARD_LOCATION, "location"},
    {CARD_LOCATION, "installationLocation"},
    {CARD_LAYER, "ramiLayer"},
    {CARD_LEVEL, "ramiHierarchyLevel"},
    {CARD_LIFE_CYCLE, "ramiLifeCycle"},
    {CARD_ORDER_CODE, "orderCode"},
    {CARD_INVENTORY_NUMBER, "inventoryNumber"},
    {CARD_CPE, "cpe"},
    {CARD_PURL, "purl"},
    {CARD_CHECKSUM, "checksum"},
};

enum card_field card_field_of(str semantic_id, str id_short, bool in_nameplate)
{
    for (size_t i = 0; semantic_id.n && i < COUNT_OF(semantic_ids); i++) {
        str known = str_from(semantic_ids[i].semantic_id);
        if (str_starts_with(semantic_id, known) &&
            (semantic_id.n == known.n || semantic_id.p[known.n] == '#'))
            return semantic_ids[i].field;
    }
    for (size_t i = 0; id_short.n && i < COUNT_OF(id_shorts); i++)
        if ((in_nameplate || id_shorts[i].anywhere) &&
            str_equal_nocase(id_short, str_from(id_shorts[i].id_short)))
            return id_shorts[i].field;
    return CARD_FIELD_COUNT;
}

enum card_field card_field_of_asset_id(str name)
{
    for (size_t i = 0; i < COUNT_OF(asset_ids); i++)
        if (str_equal_nocase(name, str_from(asset_ids[i].name)))
            return asset_ids[i].field;
    return CARD_FIELD_COUNT;
}

/* By the beginning of the semanticId; the idShort is what the template is called where it says so
 * itself. */
str card_template(str semantic_id, str id_short)
{
    static const struct {
        const char *head, *name;
    } templates[] = {
        {"https://admin-shell.io/idta/nameplate/", "Nameplate"},
        {"https://admin-shell.io/zvei/nameplate/1/0/ContactInformations", "ContactInformations"},
        {"https://admin-shell.io/zvei/nameplate/", "Nameplate"},
        {"https://admin-shell.io/ZVEI/TechnicalData/", "TechnicalData"},
        {"0173-1#01-AHX837", "TechnicalData"},
        {"0173-1#01-AHF578", "HandoverDocumentation"},
        {"https://admin-shell.io/vdi/2770/", "HandoverDocumentation"},
        {"https://admin-shell.io/idta/HierarchicalStructures/", "HierarchicalStructures"},
        {"https://admin-shell.io/idta/TimeSeries/", "TimeSeries"},
        {"https://admin-shell.io/idta/CarbonFootprint/", "CarbonFootprint"},
        {"https://admin-shell.io/idta/SoftwareNameplate/", "SoftwareNameplate"},
        {"https://admin-shell.io/idta/AssetInterfacesDescription/", "AssetInterfacesDescription"},
        {"https://admin-shell.io/idta/SubmodelTemplate/opcuaserverdatasheet/", "UAServerDataSheet"},
        {"https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/",
         "AssetInterfacesMappingConfiguration"},
    };
    for (size_t i = 0; i < COUNT_OF(templates); i++)
        if (str_starts_with(semantic_id, str_from(templates[i].head)))
            return str_from(templates[i].name);
    return id_short;
}

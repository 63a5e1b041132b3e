/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_test.c - small documents of metamodel 1.0 and 2.0, and what must become of them. */
#include "model/legacy_testing.h"

/* --- whole documents ----------------------------------------------------------------------------
 */

#define SHELL(rest)                                                                                \
    "<aas:assetAdministrationShells><aas:assetAdministrationShell>"                                \
    "<aas:identification idType=\"IRI\">urn:a</aas:identification>" rest                           \
    "</aas:assetAdministrationShell></aas:assetAdministrationShells>"
#define CONTENT_HEAD                                                                               \
    "{\"conceptDescriptions\":[{\"modelType\":\"ConceptDescription\",\"id\":\"urn:c\","            \
    "\"embeddedDataSpecifications\":[{\"dataSpecification\":" EXTERNAL("https://admin-shell.io/"   \
                                                                       "DataSpecificationTemplate" \
                                                                       "s/"                        \
                                                                       "DataSpecificationIec61360" \
                                                                       "/3") ",\"dataSpecificatio" \
                                                                             "nContent\":{"        \
                                                                             "\"modelType\":"      \
                                                                             "\"DataSpecification" \
                                                                             "Iec61360\","
#define INFORMATION(kind) "\"assetInformation\":{\"assetKind\":\"" kind "\""
#define TO_SUBMODEL(id)                                                                            \
    "{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"" id "\"}]}"

static const struct row document_rows[] = {
    /* the asset becomes the shell's information; its submodels become the shell's */
    {XML_HEAD SHELL("<aas:assetRef>" KEYS(KEY(
         "Asset",
         "urn:x")) "</aas:assetRef>"
                   "<aas:submodelRefs><aas:submodelRef>" KEYS(KEY(
                       "Submodel",
                       "urn:s")) "</aas:submodelRef></aas:submodelRefs><aas:conceptDictionaries/"
                                 ">") "<aas:assets><aas:asset><aas:identification "
                                      "idType=\"IRI\">urn:x</aas:identification>"
                                      "<aas:billOfMaterialRef>" KEYS(
                                          KEY("Submodel",
                                              "urn:b")) "</aas:billOfMaterialRef>"
                                                        "<aas:kind>Template</aas:kind></"
                                                        "aas:asset></aas:assets></aas:aasenv>",
     "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\",\"id\":\"urn:"
     "a\"," INFORMATION("Type") ",\"globalAssetId\":\"urn:x\"},\"submodels\":[" TO_SUBMODEL(
         "urn:s") "," TO_SUBMODEL("urn:b") "]}]}",
     "converted-moved"},
    /* an asset that is not there; views, dictionaries */
    {XML_HEAD SHELL("<aas:assetRef>" KEYS(
         KEY("Asset",
             "urn:y")) "</aas:assetRef><aas:views>"
                       "<aas:view>" NAME(
                           "v") "</aas:view></aas:views><aas:conceptDictionaries>"
                                "<aas:conceptDictionary>" NAME(
                                    "d") "</aas:conceptDictionary>"
                                         "</aas:conceptDictionaries>") "<aas:assets><aas:asset><"
                                                                       "aas:identification "
                                                                       "idType=\"IRI\">urn:x</"
                                                                       "aas:identification>"
                                                                       "</aas:asset></aas:assets></"
                                                                       "aas:aasenv>",
     "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\",\"id\":\"urn:"
     "a\"," INFORMATION("Instance") ",\"globalAssetId\":\"urn:y\"}}]}",
     "converted-added converted-lost converted-lost converted-lost"},
    /* administration: numbers of at most four digits, AASd-005 */
    {XML_HEAD "<aas:submodels><aas:submodel>" NAME(
         "Nameplate") "<aas:identification "
                      "idType=\"Custom\">x</aas:identification><aas:administration>"
                      "<aas:version>1.02</aas:version></aas:administration><aas:kind>Type</"
                      "aas:kind>"
                      "</aas:submodel><aas:submodel><aas:identification "
                      "idType=\"IRDI\">0173-1#01-AFZ615#016"
                      "</aas:identification><aas:administration><aas:version/><aas:revision>5</"
                      "aas:revision>"
                      "</aas:administration></aas:submodel><aas:submodel><aas:identification "
                      "idType=\"IRI\">"
                      "urn:z</aas:identification><aas:administration><aas:version>beta</"
                      "aas:version>"
                      "</aas:administration></aas:submodel></aas:submodels></aas:aasenv>",
     "{\"submodels\":[{\"modelType\":\"Submodel\",\"idShort\":\"Nameplate\",\"administration\":{"
     "\"version\":\"1\",\"revision\":\"2\"},\"id\":\"x\",\"kind\":\"Template\"},{\"modelType\":"
     "\"Submodel\",\"administration\":{\"version\":\"0\",\"revision\":\"5\"},\"id\":"
     "\"0173-1#01-AFZ615#016\"},{\"modelType\":\"Submodel\",\"id\":\"urn:z\"}]}",
     "converted-lost converted-changed converted-added converted-lost"},
    /* the release candidate of 3.0 */
    {"<e xmlns=\"http://www.admin-shell.io/aas/3/0\"><assetAdministrationShells>"
     "<assetAdministrationShell><id>urn:a</id><assetInformation><globalAssetId><values><value>urn:x"
     "</value></values></globalAssetId><specificAssetId/><assetKind>Type</assetKind>"
     "</assetInformation></assetAdministrationShell></assetAdministrationShells><submodels>"
     "<submodel><id>urn:s</id><semanticId><values><value>urn:c</value></values></semanticId>"
     "</submodel></submodels></e>",
     "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\",\"id\":\"urn:"
     "a\"," INFORMATION("Type") ",\"globalAssetId\":\"urn:x\"}}],\"submodels\":[{\"modelType\":"
                                "\"Submodel\",\"id\":\"urn:s\",\"semanticId\":" EXTERNAL(
                                    "urn:c") "}]}",
     ""},
    /* IEC 61360 */
    {XML_HEAD
     "<aas:conceptDescriptions><aas:conceptDescription><aas:identification idType=\"IRI\">urn:c"
     "</aas:identification><aas:embeddedDataSpecification><aas:dataSpecificationContent>"
     "<aas:dataSpecificationIEC61360><IEC:preferredName><IEC:langString lang=\"en\">Torque"
     "</IEC:langString></IEC:preferredName><IEC:shortName><IEC:langString lang=\"en\">A name of "
     "many letters</IEC:langString></IEC:shortName><IEC:unit>Nm</IEC:unit><IEC:unitId>"
     "<IEC:keys><IEC:key type=\"GlobalReference\" local=\"false\" idType=\"IRDI\">0173-1#05-AAA212"
     "#003</IEC:key></IEC:keys></IEC:unitId><IEC:dataType>URL</IEC:dataType><IEC:valueList>"
     "<IEC:valueReferencePair><IEC:value>7</IEC:value></IEC:valueReferencePair></IEC:valueList>"
     "<IEC:levelType>Min</IEC:levelType><IEC:levelType>Max</IEC:levelType>"
     "</aas:dataSpecificationIEC61360></aas:dataSpecificationContent>"
     "<aas:dataSpecification><aas:keys/></aas:dataSpecification></aas:embeddedDataSpecification>"
     "</aas:conceptDescription></aas:conceptDescriptions></aas:aasenv>",
     CONTENT_HEAD
     "\"preferredName\":[{\"language\":\"en\",\"text\":\"Torque\"}],\"unit\":\"Nm\","
     "\"unitId\":" EXTERNAL("0173-1#05-AAA212#003") ",\"dataType\":\"IRI\",\"valueList\":{"
                                                    "\"valueReferencePairs\":[{\"value\":\"7\"}]},"
                                                    "\"levelType\":{\"min\":true,\"nom\":false,"
                                                    "\"typ\":false,\"max\":true}}}]}]}",
     "converted-lost converted-changed"},
    /* JSON of V2: valueType as object, modelType as object, a lone submodel */
    {"{\"assetAdministrationShells\":[],\"assets\":[],\"conceptDescriptions\":[],\"submodels\":[{"
     "\"identification\":{\"id\":\"urn:s\",\"idType\":\"IRI\"},\"idShort\":\"Data\",\"modelType\":{"
     "\"name\":\"Submodel\"},\"kind\":\"Instance\",\"description\":[{\"language\":\"de\",\"text\":"
     "\"Daten\"}],\"submodelElements\":[{\"modelType\":{\"name\":\"Property\"},\"idShort\":\"ab\","
     "\"category\":\"VARIABLE\",\"valueType\":{\"dataObjectType\":{\"name\":\"integer\"}},"
     "\"value\":"
     "12,\"valueId\":null,\"semanticId\":{\"keys\":[{\"type\":\"GlobalReference\",\"local\":false,"
     "\"value\":\"urn:c\",\"index\":0,\"idType\":\"IRI\"}]},\"constraints\":[]},{\"modelType\":{"
     "\"name\":\"Operation\"},\"idShort\":\"op\",\"inputVariable\":[{\"modelType\":{\"name\":"
     "\"OperationVariable\"},\"value\":{\"modelType\":{\"name\":\"Capability\"},\"idShort\":\"cd\"}"
     "}"
     "]},{\"modelType\":{\"name\":\"MultiLanguageProperty\"},\"idShort\":\"ml\",\"value\":{"
     "\"langString\":[{\"language\":\"en\",\"text\":\"x\"}]}}]}]}",
     "{\"submodels\":[{\"modelType\":\"Submodel\",\"idShort\":\"Data\",\"description\":[{"
     "\"language\":\"de\",\"text\":\"Daten\"}],\"id\":\"urn:s\",\"kind\":\"Instance\","
     "\"submodelElements\":[{\"modelType\":\"Property\",\"category\":\"VARIABLE\",\"idShort\":"
     "\"ab\""
     ",\"semanticId\":" EXTERNAL(
         "urn:c") ",\"valueType\":\"xs:integer\",\"value\":\"12\"},{"
                  "\"modelType\":\"Operation\",\"idShort\":\"op\",\"inputVariables\":[{\"value\":{"
                  "\"modelType\":"
                  "\"Capability\",\"idShort\":\"cd\"}}]},{\"modelType\":\"MultiLanguageProperty\","
                  "\"idShort\":"
                  "\"ml\",\"value\":[{\"language\":\"en\",\"text\":\"x\"}]}]}]}",
     ""},
    {"{\"identification\":{\"id\":\"urn:s\",\"idType\":\"IRI\"},\"modelType\":{\"name\":"
     "\"Submodel\"}}",
     "{\"submodels\":[{\"modelType\":\"Submodel\",\"id\":\"urn:s\"}]}", ""},
    {"{\"assetAdministrationShells\":[{\"identification\":{\"id\":\"urn:a\",\"idType\":\"URI\"},"
     "\"modelType\":{\"name\":\"AssetAdministrationShell\"},\"asset\":{\"identification\":{\"id\":"
     "\"urn:x\",\"idType\":\"URI\"},\"kind\":\"Instance\"},\"derivedFrom\":{\"keys\":[{\"type\":"
     "\"AssetAdministrationShell\",\"value\":\"urn:d\"}]},\"submodels\":[{\"keys\":[{\"type\":"
     "\"Submodel\",\"value\":\"urn:s\"}]}],\"security\":{\"x\":\"y\"}}]}",
     "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\",\"id\":\"urn:a\","
     "\"derivedFrom\":{\"type\":\"ModelReference\",\"keys\":[{\"type\":"
     "\"AssetAdministrationShell\","
     "\"value\":\"urn:d\"}]}," INFORMATION(
         "Instance") ",\"globalAssetId\":\"urn:x\"},\"submodels\":[" TO_SUBMODEL("urn:s") "]}]}",
     "converted-lost"},
};

static void whole_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(document_rows); i++) {
        struct converted result;
        convert(&result, str_from(document_rows[i].text));
        assert_int_equal(result.rc, ERR_OK);
        expect(&result, document_rows[i].json, document_rows[i].rules, document_rows[i].text);
        release(&result);
    }
}

/* V1: short names without language, hasDataSpecification, the template named by its old id. */
static void concept_of_v1(void **state)
{
    (void)state;
    struct converted result;
    convert(&result,
            STR("<a:aasenv xmlns:a=\"http://www.admin-shell.io/aas/1/0\" "
                "xmlns:I=\"http://www.admin-shell.io/IEC61360/1/0\"><a:conceptDescriptions>"
                "<a:conceptDescription><a:identification idType=\"URI\">urn:c</a:identification>"
                "<a:embeddedDataSpecification><a:hasDataSpecification><a:keys>"
                "<a:key type=\"GlobalReference\" local=\"false\" idType=\"URI\">www.admin-shell.io/"
                "DataSpecificationTemplates/DataSpecificationIEC61360</a:key></a:keys>"
                "</a:hasDataSpecification><a:dataSpecificationContent><a:dataSpecificationIEC61360>"
                "<I:preferredName><a:langString lang=\"EN\">Torque</a:langString></I:preferredName>"
                "<I:shortName>Torque</I:shortName><I:unit/><I:dataType/></"
                "a:dataSpecificationIEC61360></a:dataSpecificationContent>"
                "</a:embeddedDataSpecification></a:conceptDescription></a:conceptDescriptions>"
                "</a:aasenv>"));
    expect(&result,
           CONTENT_HEAD "\"preferredName\":[{\"language\":\"EN\",\"text\":\"Torque\"}],"
                        "\"shortName\":[{\"language\":\"en\",\"text\":\"Torque\"}]}}]}]}",
           "converted-added converted-changed", "V1 concept");
    assert_true(str_equal(result.findings.items[0].argument[0], STR("1.0")));
    release(&result);
}

/* --- places, counts, errors ---------------------------------------------------------------------
 */

static void findings_name_place_and_line(void **state)
{
    (void)state;
    struct converted result;
    convert(&result,
            STR(ELEMENTS_HEAD "\n" ELEMENT(
                "submodelElementCollection",
                NAME("Motor") "<aas:value>\n" ELEMENT(
                    "property", NAME("ab") "<aas:valueType>int</aas:valueType>\n<aas:colour>red</"
                                           "aas:colour>") "</aas:value>") ELEMENTS_TAIL));
    assert_int_equal(result.findings.count, 2);
    const struct finding *finding = &result.findings.items[1];
    assert_int_equal(finding->line, 5);
    assert_true(str_equal(finding->path, STR("$.submodels[0].submodelElements[0].value[0]")));
    assert_true(str_equal(finding->element, STR("Motor.ab")));
    assert_true(str_equal(finding->argument[0], STR("colour")));
    assert_true(str_equal(finding->argument[1], STR("red")));
    release(&result);
}

static void many_of_a_kind_are_one_finding(void **state)
{
    (void)state;
    struct converted result;
    struct buf text = {0};
    buf_add(&text, STR(ELEMENTS_HEAD));
    for (unsigned i = 0; i < 3000; i++)
        buf_printf(&text, "<aas:property><aas:idShort>p%u_</aas:idShort></aas:property>", i);
    buf_add(&text, STR(ELEMENTS_TAIL));
    convert(&result, buf_str(&text));
    assert_int_equal(result.findings.count, 2);
    assert_true(
        str_equal(result.findings.items[1].argument[1], STR("xs:string (3000 times, first here)")));
    release(&result);
    buf_release(&text);
}

/* Elements in each other up to ELEMENT_DEPTH_MAX; one more is a finding, not a crash. */
static void deep_elements(void **state)
{
    (void)state;
    for (unsigned depth = ELEMENT_DEPTH_MAX; depth <= ELEMENT_DEPTH_MAX + 1; depth++) {
        struct converted result;
        struct buf text = {0};
        buf_add(&text, STR(ELEMENTS_HEAD));
        for (unsigned i = 0; i < depth; i++)
            buf_add(&text, STR("<aas:submodelElementCollection><aas:idShort>ab</aas:idShort>"
                               "<aas:value>"));
        for (unsigned i = 0; i < depth; i++)
            buf_add(&text, STR("</aas:value></aas:submodelElementCollection>"));
        buf_add(&text, STR(ELEMENTS_TAIL));
        convert(&result, buf_str(&text));
        assert_int_equal(result.rc, ERR_OK);
        assert_int_equal(result.findings.error_count, depth > ELEMENT_DEPTH_MAX);
        release(&result);
        buf_release(&text);
    }
}

static void strict_mode_refuses(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    const struct node *root;
    str text = STR("<aasenv xmlns=\"http://www.admin-shell.io/aas/2/0\"/>");
    assert_int_equal(legacy_read_xml(text, &arena, &findings, &root), ERR_OK);
    assert_int_equal(findings.error_count, 1);
    arena_release(&arena);
}

static void broken_xml(void **state)
{
    (void)state;
    struct converted result;
    convert(&result, STR("<aasenv xmlns=\"http://www.admin-shell.io/aas/2/0\"><a>"));
    assert_int_equal(result.rc, ERR_SYNTAX);
    assert_int_equal(result.findings.items[0].rule, RULE_XML_SYNTAX);
    release(&result);
    convert(&result, STR("<aasenv xmlns=\"urn:other\"/>"));
    assert_int_equal(result.rc, ERR_INVALID);
    release(&result);
}

static void json_of_old_versions_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name; /* NULL: not old */
    } rows[] = {
        {"{}", NULL},
        {"[]", NULL},
        {"7", NULL},
        {"{\"submodels\":[{\"id\":\"x\",\"modelType\":\"Submodel\"}]}", NULL},
        {"{\"submodels\":[{\"modelType\":{\"name\":\"Submodel\"}}]}", "2.0"},
        {"{\"assets\":[{\"identification\":{\"id\":\"x\",\"idType\":\"URI\"}}]}", "1.0"},
        {"[{\"identification\":{\"id\":\"x\",\"idType\":\"IRI\"}}]", "2.0"},
        {"{\"identification\":\"x\"}", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct json json;
        str name = {0};
        assert_int_equal(json_read(str_from(rows[i].text), &json, NULL), ERR_OK);
        assert_int_equal(legacy_is_json(&json, &name), rows[i].name != NULL);
        assert_true(str_equal(name, str_from(rows[i].name)));
        json_release(&json);
    }
}

int legacy_test(void);

int legacy_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_documents),
        cmocka_unit_test(concept_of_v1),
        cmocka_unit_test(findings_name_place_and_line),
        cmocka_unit_test(many_of_a_kind_are_one_finding),
        cmocka_unit_test(deep_elements),
        cmocka_unit_test(strict_mode_refuses),
        cmocka_unit_test(broken_xml),
        cmocka_unit_test(json_of_old_versions_is_told),
    };
    return cmocka_run_group_tests_name("legacy", tests, NULL, NULL);
}

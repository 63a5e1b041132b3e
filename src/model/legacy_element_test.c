/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_element_test.c - submodel elements of metamodel 2.0, and what must become of them. */
#include "model/legacy_testing.h"

static const struct row element_rows[] = {
    /* value types: the same name with xs:, any case; other names; none */
    {ELEMENT("property",
             NAME("ab") "<aas:valueType>string</aas:valueType><aas:value>x</aas:value>"),
     PROPERTY("ab", "xs:string", ",\"value\":\"x\""), ""},
    {ELEMENT("property",
             NAME("ab") "<aas:valueType>xsd:Double</aas:valueType><aas:value>1.50</aas:value>"),
     PROPERTY("ab", "xs:double", ",\"value\":\"1.50\""), ""},
    {ELEMENT("property", NAME("ab") "<aas:valueType>dateTimeStamp</aas:valueType>"),
     PROPERTY("ab", "xs:dateTime", ""), ""},
    {ELEMENT("property", NAME("ab") "<aas:valueType>real</aas:valueType><aas:value>2</aas:value>"),
     PROPERTY("ab", "xs:double", ",\"value\":\"2\""), ""},
    {ELEMENT("property",
             NAME("ab") "<aas:valueType>langString</aas:valueType><aas:value>x</aas:value>"),
     PROPERTY("ab", "xs:string", ",\"value\":\"x\""), "converted-changed"},
    {ELEMENT("property", NAME("ab") "<aas:valueType/><aas:value>x</aas:value>"),
     PROPERTY("ab", "xs:string", ",\"value\":\"x\""), "converted-added"},
    {ELEMENT("property",
             NAME("ab") "<aas:valueType>float</aas:valueType><aas:value>1,5</aas:value>"),
     PROPERTY("ab", "xs:string", ",\"value\":\"1,5\""), "converted-changed"},
    {ELEMENT("property", NAME("ab") "<aas:valueType>boolean</aas:valueType><aas:value/>"),
     PROPERTY("ab", "xs:boolean", ""), ""},
    /* semanticId: the concept is named from outside */
    {ELEMENT(
         "property",
         NAME("ab") SEMANTIC(
             "ConceptDescription",
             "0173-1#02-AAO677#002") "<aas:valueType>int</aas:valueType><aas:value>7</aas:value>"),
     "{\"modelType\":\"Property\",\"idShort\":\"ab\",\"semanticId\":" EXTERNAL(
         "0173-1#02-AAO677#002") ",\"valueType\":\"xs:int\",\"value\":\"7\"}",
     "converted-changed"},
    {ELEMENT("property",
             NAME("ab") SEMANTIC("GlobalReference", "urn:c") "<aas:valueType>int</aas:valueType>"),
     "{\"modelType\":\"Property\",\"idShort\":\"ab\",\"semanticId\":" EXTERNAL(
         "urn:c") ",\"valueType\":\"xs:int\"}",
     ""},
    {ELEMENT("property", NAME("ab") "<aas:semanticId><aas:keys/></aas:semanticId>"
                                    "<aas:valueType>int</aas:valueType>"),
     PROPERTY("ab", "xs:int", ""), ""},
    /* idShorts: AASd-002, AASd-022 */
    {ELEMENT("property", NAME("Max. Torque") "<aas:valueType>int</aas:valueType>"),
     PROPERTY("Max__Torque", "xs:int", ""), "converted-changed"},
    {ELEMENT("property", NAME("1a") "<aas:valueType>int</aas:valueType>"),
     PROPERTY("id_1a", "xs:int", ""), "converted-changed"},
    {ELEMENT("property", "<aas:valueType>int</aas:valueType>"), PROPERTY("Property", "xs:int", ""),
     "converted-added"},
    {ELEMENT("property", NAME("ab") "<aas:valueType>int</aas:valueType>")
         ELEMENT("property", NAME("ab") "<aas:valueType>int</aas:valueType>")
             ELEMENT("property", NAME("ab_2") "<aas:valueType>int</aas:valueType>"),
     PROPERTY("ab", "xs:int", "") "," PROPERTY("ab_3", "xs:int", "") "," PROPERTY("ab_2", "xs:int",
                                                                                  ""),
     "converted-changed"},
    /* texts in languages */
    {ELEMENT("multiLanguageProperty",
             NAME("ab") "<aas:value><aas:langString lang=\"EN?\">one</aas:langString>"
                        "<aas:langString lang=\"de\"></aas:langString></aas:value>"),
     "{\"modelType\":\"MultiLanguageProperty\",\"idShort\":\"ab\",\"value\":[{\"language\":\"EN\","
     "\"text\":\"one\"}]}",
     "converted-changed"},
    {ELEMENT("multiLanguageProperty",
             NAME("ab") "<aas:value><aas:langString lang=\"en\">one</aas:langString>"
                        "<aas:langString lang=\"en\">two</aas:langString></aas:value>"),
     "{\"modelType\":\"MultiLanguageProperty\",\"idShort\":\"ab\",\"value\":[{\"language\":\"en\","
     "\"text\":\"one\"}]}",
     "converted-lost"},
    {ELEMENT("multiLanguageProperty",
             NAME("ab") "<aas:value><aas:langString lang=\"Die Drehzahl\"/></aas:value>"),
     "{\"modelType\":\"MultiLanguageProperty\",\"idShort\":\"ab\",\"value\":[{\"language\":\"und\","
     "\"text\":\"Die Drehzahl\"}]}",
     "converted-added"},
    /* the other data elements */
    {ELEMENT("range",
             NAME("ab") "<aas:valueType>int</aas:valueType><aas:min>0</aas:min><aas:max/>"),
     "{\"modelType\":\"Range\",\"idShort\":\"ab\",\"valueType\":\"xs:int\",\"min\":\"0\"}", ""},
    {ELEMENT(
         "range",
         NAME("ab") "<aas:valueType>int</aas:valueType><aas:min>0</aas:min><aas:max>x</aas:max>"),
     "{\"modelType\":\"Range\",\"idShort\":\"ab\",\"valueType\":\"xs:string\",\"min\":\"0\","
     "\"max\":\"x\"}",
     "converted-changed"},
    {ELEMENT("file", NAME("ab") "<aas:mimeType>application/pdf</aas:mimeType>"
                                "<aas:value>/aasx/a.pdf</aas:value>"),
     "{\"modelType\":\"File\",\"idShort\":\"ab\",\"value\":\"/aasx/a.pdf\","
     "\"contentType\":\"application/pdf\"}",
     ""},
    {ELEMENT("blob",
             NAME("ab") "<aas:mimeType>text/plain</aas:mimeType><aas:value>AAEC</aas:value>"),
     "{\"modelType\":\"Blob\",\"idShort\":\"ab\",\"value\":\"AAEC\",\"contentType\":\"text/"
     "plain\"}",
     ""},
    {ELEMENT("blob", NAME("ab") "<aas:value>hi!</aas:value>"),
     "{\"modelType\":\"Blob\",\"idShort\":\"ab\",\"value\":\"aGkh\"}", "converted-changed"},
    {ELEMENT("capability", NAME("ab")), "{\"modelType\":\"Capability\",\"idShort\":\"ab\"}", ""},
    /* references: the first key says the type; a shell before the submodel goes */
    {ELEMENT("referenceElement",
             NAME("ab") "<aas:value>" KEYS(KEY("AssetAdministrationShell", "urn:a") KEY(
                 "Submodel", "urn:s") KEY("Property", "c d")) "</aas:value>"),
     "{\"modelType\":\"ReferenceElement\",\"idShort\":\"ab\",\"value\":{\"type\":"
     "\"ModelReference\","
     "\"keys\":[{\"type\":\"Submodel\",\"value\":\"urn:s\"},{\"type\":\"Property\",\"value\":\"c_"
     "d\""
     "}]}}",
     "converted-changed"},
    {ELEMENT("referenceElement",
             NAME("ab") "<aas:value>" KEYS(KEY("Asset", "urn:a")) "</aas:value>"),
     "{\"modelType\":\"ReferenceElement\",\"idShort\":\"ab\",\"value\":" EXTERNAL("urn:a") "}", ""},
    {ELEMENT(
         "relationshipElement",
         NAME("ab") "<aas:first>" KEYS(KEY("Submodel", "urn:s") KEY(
             "BasicEvent", "ev")) "</aas:first><aas:second>" KEYS(KEY("GlobalReference",
                                                                      "urn:g")) "</aas:second>"),
     "{\"modelType\":\"RelationshipElement\",\"idShort\":\"ab\",\"first\":{\"type\":"
     "\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"urn:s\"},{\"type\":"
     "\"BasicEventElement\",\"value\":\"ev\"}]},\"second\":" EXTERNAL("urn:g") "}",
     ""},
    {ELEMENT("annotatedRelationshipElement",
             NAME("ab") "<aas:first>" KEYS(KEY(
                 "Submodel", "urn:s")) "</"
                                       "aas:first><aas:annotations><aas:dataElement><aas:"
                                       "property>" NAME("cd") "<aas:valueType>int</aas:valueType></"
                                                              "aas:property></aas:dataElement>"
                                                              "</aas:annotations>"),
     "{\"modelType\":\"AnnotatedRelationshipElement\",\"idShort\":\"ab\",\"first\":{\"type\":"
     "\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"urn:s\"}]},"
     "\"annotations\":[" PROPERTY("cd", "xs:int", "") "]}",
     ""},
    /* containers */
    {ELEMENT("submodelElementCollection",
             NAME("ab") "<aas:value>" ELEMENT(
                 "property",
                 NAME("cd") "<aas:valueType>int</aas:valueType>") "</aas:value><aas:ordered>false</"
                                                                  "aas:ordered>"
                                                                  "<aas:allowDuplicates>false</"
                                                                  "aas:allowDuplicates>"),
     "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"ab\",\"value\":[" PROPERTY(
         "cd", "xs:int", "") "]}",
     ""},
    {ELEMENT("submodelElementCollection", NAME("ab") "<aas:value/><aas:ordered>true</aas:ordered>"),
     "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"ab\"}", "converted-lost"},
    {ELEMENT(
         "entity",
         NAME("ab") "<aas:entityType>SelfManagedEntity</aas:entityType><aas:assetRef>" KEYS(KEY(
             "Asset",
             "urn:x")) "</aas:assetRef><aas:statements>" ELEMENT("capability",
                                                                 NAME("cd")) "</aas:statements>"),
     "{\"modelType\":\"Entity\",\"idShort\":\"ab\",\"statements\":[{\"modelType\":\"Capability\","
     "\"idShort\":\"cd\"}],\"entityType\":\"SelfManagedEntity\",\"globalAssetId\":\"urn:x\"}",
     ""},
    {ELEMENT("operation", NAME("ab") "<aas:inputVariable><aas:value>" ELEMENT(
                              "capability",
                              NAME("cd")) "</aas:value></"
                                          "aas:inputVariable><aas:outputVariable><aas:value><aas:"
                                          "capability>" NAME("cd") "</aas:capability></aas:value></"
                                                                   "aas:outputVariable>"),
     "{\"modelType\":\"Operation\",\"idShort\":\"ab\",\"inputVariables\":[{\"value\":{"
     "\"modelType\":"
     "\"Capability\",\"idShort\":\"cd\"}}],\"outputVariables\":[{\"value\":{\"modelType\":"
     "\"Capability\",\"idShort\":\"cd_2\"}}]}",
     "converted-changed"},
    {ELEMENT("basicEvent",
             NAME("ab") "<aas:observed>" KEYS(KEY("Submodel", "urn:s")) "</aas:observed>"),
     "{\"modelType\":\"BasicEventElement\",\"idShort\":\"ab\",\"observed\":{\"type\":"
     "\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"urn:s\"}]},\"direction\":"
     "\"output\",\"state\":\"on\"}",
     "converted-added converted-added"},
    /* qualifiers */
    {ELEMENT("capability",
             NAME("ab") "<aas:qualifier><aas:qualifier><aas:type>tt</aas:type><aas:valueType>int"
                        "</aas:valueType><aas:value>3</aas:value></aas:qualifier><aas:qualifier>"
                        "<aas:type>tt</aas:type><aas:valueType/></aas:qualifier></aas:qualifier>"),
     "{\"modelType\":\"Capability\",\"idShort\":\"ab\",\"qualifiers\":[{\"type\":\"tt\","
     "\"valueType\":\"xs:int\",\"value\":\"3\"},{\"type\":\"tt_2\",\"valueType\":\"xs:string\"}]}",
     "converted-changed converted-added"},
    {ELEMENT("capability", NAME("ab") "<aas:qualifier><aas:formula><aas:dependsOnRefs>" KEYS(
                               KEY("Property", "p")) "</aas:dependsOnRefs></aas:formula>"
                                                     "</aas:qualifier>"),
     "{\"modelType\":\"Capability\",\"idShort\":\"ab\"}", "converted-lost"},
    /* what has no place */
    {ELEMENT("capability", NAME("ab") "<aas:kind>Template</aas:kind>"),
     "{\"modelType\":\"Capability\",\"idShort\":\"ab\"}", "converted-lost"},
    {ELEMENT("capability", NAME("ab") "<aas:colour>red</aas:colour><aas:parent>" KEYS(
                               KEY("Submodel", "urn:s")) "</aas:parent>"),
     "{\"modelType\":\"Capability\",\"idShort\":\"ab\"}", "converted-lost"},
};

static void elements_of_v2_xml(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(element_rows); i++) {
        const struct row *row = &element_rows[i];
        struct converted result;
        struct buf text = {0}, json = {0};
        buf_printf(&text, "%s%s%s", ELEMENTS_HEAD, row->text, ELEMENTS_TAIL);
        buf_printf(&json,
                   "{\"submodels\":[{\"modelType\":\"Submodel\",\"id\":\"urn:s\","
                   "\"submodelElements\":[%s]}]}",
                   row->json);
        buf_add_char(&json, '\0');
        convert(&result, buf_str(&text));
        assert_int_equal(result.rc, ERR_OK);
        assert_int_equal(result.findings.items[0].rule, RULE_CONVERTED);
        expect(&result, json.p, row->rules, row->text);
        release(&result);
        buf_release(&text);
        buf_release(&json);
    }
}

int legacy_element_test(void);

int legacy_element_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_of_v2_xml),
    };
    return cmocka_run_group_tests_name("legacy_element", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* rule_test.c - each rule on an object that breaks it and on one that just does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/check.h"
#include "model/read.h"
#include "model/rule_place.h"

int rule_test(void);

struct row {
    enum class_id class;
    enum metamodel version;
    const char *json;     /* with ' for " */
    const char *expected; /* "rule path" of each finding, a line for each */
};

#define V0 METAMODEL_3_0
#define V1 METAMODEL_3_1
#define V2 METAMODEL_3_2
#define ELEMENT CLASS_SUBMODEL_ELEMENT

static void check_row(const struct row *row)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    const struct node *node = NULL;
    struct buf json = {0}, found = {0};
    for (const char *p = row->json; *p; p++)
        buf_add_char(&json, *p == '\'' ? '"' : *p);
    str text = buf_str(&json);
    err_t rc = node_read_json(text, row->class, row->version, &arena, &findings, &node);
    assert_int_equal(rc, ERR_OK);
    node_check(node, row->version, text, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        buf_printf(&found, "%s%.*s %.*s", i ? "\n" : "", STR_ARG(rule_name(finding->rule)),
                   STR_ARG(finding->path));
    }
    if (!str_equal(buf_str(&found), str_from(row->expected)))
        fail_msg("%s\nfound:    %.*s\nexpected: %s", row->json, STR_ARG(buf_str(&found)),
                 row->expected);
    buf_release(&json);
    buf_release(&found);
    arena_release(&arena);
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_row(&rows[i]);
}

#define ROWS(name) check_rows(name, COUNT_OF(name))

/* clang-format off */
#define KEY(type, value) "{'type':'" type "','value':'" value "'}"
#define EXTERNAL(keys) "{'type':'ExternalReference','keys':[" keys "]}"
#define MODEL(keys) "{'type':'ModelReference','keys':[" keys "]}"
#define GLOBAL EXTERNAL(KEY("GlobalReference", "urn:example:1"))
#define GLOBAL_2 EXTERNAL(KEY("GlobalReference", "urn:example:2"))
#define SUBMODEL_KEY KEY("Submodel", "urn:example:sm")

static const struct row reference_rows[] = {
    {CLASS_REFERENCE, V1, GLOBAL, ""},
    {CLASS_REFERENCE, V1, EXTERNAL(KEY("Property", "a")), "AASd-121 $.keys[0].type"},
    {CLASS_REFERENCE, V1, MODEL(KEY("FragmentReference", "a")), "AASd-121 $.keys[0].type"},
    {CLASS_REFERENCE, V1, EXTERNAL(SUBMODEL_KEY), "AASd-122 $.keys[0].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY), ""},
    {CLASS_REFERENCE, V1, MODEL(KEY("Identifiable", "a")), ""},
    {CLASS_REFERENCE, V1, MODEL(KEY("Referable", "a")), "AASd-121 $.keys[0].type"},
    {CLASS_REFERENCE, V1, MODEL(KEY("GlobalReference", "a")), "AASd-123 $.keys[0].type"},
    {CLASS_REFERENCE, V1, EXTERNAL(KEY("GlobalReference", "a") "," KEY("FragmentReference", "b")), ""},
    {CLASS_REFERENCE, V1, EXTERNAL(KEY("GlobalReference", "a") "," KEY("Property", "b")), "AASd-124 $.keys[1].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("Property", "b")), ""},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("Submodel", "b")), "AASd-125 $.keys[1].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("Referable", "b")), "AASd-125 $.keys[1].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("File", "b") "," KEY("FragmentReference", "c")), ""},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("Blob", "b") "," KEY("FragmentReference", "c")), ""},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("FragmentReference", "b") "," KEY("Property", "c")), "AASd-126 $.keys[1].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("Property", "b") "," KEY("FragmentReference", "c")), "AASd-127 $.keys[2].type"},
    {CLASS_REFERENCE, V0, MODEL(SUBMODEL_KEY "," KEY("FragmentReference", "c")), "AASd-127 $.keys[1].type"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("SubmodelElementList", "b") "," KEY("Property", "0")), ""},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("SubmodelElementList", "b") "," KEY("Property", "-1")), "AASd-128 $.keys[2].value"},
    {CLASS_REFERENCE, V1, MODEL(SUBMODEL_KEY "," KEY("SubmodelElementList", "b") "," KEY("Property", "c")), "AASd-128 $.keys[2].value"},
    {CLASS_SPECIFIC_ASSET_ID, V1, "{'name':'n','value':'v','externalSubjectId':" GLOBAL "}", ""},
    {CLASS_SPECIFIC_ASSET_ID, V1, "{'name':'n','value':'v','externalSubjectId':" MODEL(SUBMODEL_KEY) "}", "AASd-133 $.externalSubjectId"},
};

#define SHELL(more) "{'modelType':'AssetAdministrationShell','id':'urn:example:shell'," \
    "'assetInformation':{'assetKind':'Instance','globalAssetId':'urn:example:asset'}" more "}"
#define EVENT(more) "{'modelType':'BasicEventElement','state':'on'" more "}"
#define PAYLOAD(source, observable) "{'source':" source ",'observableReference':" observable ",'timeStamp':'2026-11-23T12:00:00Z'}"
#define EVENT_KEY MODEL(SUBMODEL_KEY "," KEY("BasicEventElement", "e"))

static const struct row target_rows[] = {
    {CLASS_ASSET_ADMINISTRATION_SHELL, V1, SHELL(",'derivedFrom':" MODEL(KEY("AssetAdministrationShell", "urn:a"))), ""},
    {CLASS_ASSET_ADMINISTRATION_SHELL, V1, SHELL(",'derivedFrom':" MODEL(SUBMODEL_KEY)), "reference-target $.derivedFrom"},
    {CLASS_ASSET_ADMINISTRATION_SHELL, V1, SHELL(",'submodels':[" MODEL(SUBMODEL_KEY) "]"), ""},
    {CLASS_ASSET_ADMINISTRATION_SHELL, V1, SHELL(",'submodels':[" MODEL(SUBMODEL_KEY) "," GLOBAL "]"), "reference-target $.submodels[1]"},
    {ELEMENT, V1, EVENT(",'direction':'output','observed':" MODEL(SUBMODEL_KEY)), ""},
    {ELEMENT, V1, EVENT(",'direction':'output','observed':" GLOBAL), "reference-target $.observed"},
    {ELEMENT, V1, EVENT(",'direction':'output','observed':" MODEL(SUBMODEL_KEY) ",'messageBroker':" GLOBAL), "reference-target $.messageBroker"},
    {CLASS_EVENT_PAYLOAD, V1, PAYLOAD(EVENT_KEY, MODEL(SUBMODEL_KEY)), ""},
    {CLASS_EVENT_PAYLOAD, V1, PAYLOAD(MODEL(SUBMODEL_KEY), MODEL(SUBMODEL_KEY)), "reference-target $.source"},
    {CLASS_EVENT_PAYLOAD, V1, PAYLOAD(EVENT_KEY, GLOBAL), "reference-target $.observableReference"},
    {ELEMENT, V1, EVENT(",'direction':'output','maxInterval':'PT1S','observed':" MODEL(SUBMODEL_KEY)), ""},
    {ELEMENT, V1, EVENT(",'direction':'input','maxInterval':'PT1S','observed':" MODEL(SUBMODEL_KEY)), "max-interval $.maxInterval"},
};

#define PROPERTY(more) "{'modelType':'Property','valueType':'xs:int'" more "}"
#define QUALIFIER(more) "{'type':'q','valueType':'xs:int'" more "}"
#define SUBMODEL(more) "{'modelType':'Submodel','id':'urn:example:sm'" more "}"
#define TEMPLATE_QUALIFIERS ",'qualifiers':[" QUALIFIER(",'kind':'TemplateQualifier'") "]"

static const struct row element_rows[] = {
    {ELEMENT, V1, PROPERTY(",'value':'7'"), ""},
    {ELEMENT, V1, PROPERTY(",'value':'7.5'"), "value-type $.value"},
    {ELEMENT, V1, PROPERTY(",'value':''"), "value-type $.value"},
    {ELEMENT, V1, "{'modelType':'Range','valueType':'xs:date','min':'2026-02-28','max':'2026-02-29'}", "value-type $.max"},
    {ELEMENT, V1, "{'modelType':'Range','valueType':'xs:date','min':'x'}", "value-type $.min"},
    {CLASS_EXTENSION, V1, "{'name':'n','value':'any text'}", ""},
    {CLASS_EXTENSION, V1, "{'name':'n','valueType':'xs:boolean','value':'TRUE'}", "value-type $.value"},
    {CLASS_QUALIFIER, V1, QUALIFIER(",'value':'7'"), ""},
    {CLASS_QUALIFIER, V1, QUALIFIER(",'value':'x'"), "AASd-020 $.value"},
    {ELEMENT, V1, PROPERTY(",'qualifiers':[" QUALIFIER("") ",{'type':'Q','valueType':'xs:int'}]"), ""},
    {ELEMENT, V1, PROPERTY(",'qualifiers':[" QUALIFIER("") "," QUALIFIER("") "]"), "AASd-021 $.qualifiers[1].type"},
    {ELEMENT, V1, PROPERTY(",'extensions':[{'name':'a'},{'name':'b'}]"), ""},
    {ELEMENT, V1, PROPERTY(",'extensions':[{'name':'a'},{'name':'a'}]"), "AASd-077 $.extensions[1].name"},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'extensions':[{'name':'a'},{'name':'a'}]"), "AASd-077 $.extensions[1].name"},
    {ELEMENT, V1, PROPERTY(",'displayName':[{'language':'en','text':'a'},{'language':'en-GB','text':'a'}]"), ""},
    {ELEMENT, V1, PROPERTY(",'displayName':[{'language':'en','text':'a'},{'language':'en','text':'b'}]"), "language-unique $.displayName[1].language"},
    {ELEMENT, V1, "{'modelType':'MultiLanguageProperty','value':[{'language':'de','text':'a'},{'language':'de','text':'b'}]}", "language-unique $.value[1].language"},
    {ELEMENT, V1, PROPERTY(",'semanticId':" GLOBAL ",'supplementalSemanticIds':[" GLOBAL "]"), ""},
    {ELEMENT, V1, PROPERTY(",'supplementalSemanticIds':[" GLOBAL "]"), "AASd-118 $.supplementalSemanticIds"},
    {CLASS_QUALIFIER, V1, QUALIFIER(",'supplementalSemanticIds':[" GLOBAL "]"), "AASd-118 $.supplementalSemanticIds"},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'kind':'Template'" TEMPLATE_QUALIFIERS), ""},
    {CLASS_SUBMODEL, V1, SUBMODEL(TEMPLATE_QUALIFIERS), "AASd-119 $.qualifiers[0].kind"},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'kind':'Template','submodelElements':[" PROPERTY(",'idShort':'aa'" TEMPLATE_QUALIFIERS) "]"), ""},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'submodelElements':[" PROPERTY(",'idShort':'aa'" TEMPLATE_QUALIFIERS) "]"), "AASd-129 $.submodelElements[0].qualifiers[0].kind"},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'submodelElements':[{'modelType':'Operation','idShort':'op','inputVariables':[{'value':" PROPERTY(",'idShort':'aa'" TEMPLATE_QUALIFIERS) "}]}]"), ""},
    {ELEMENT, V1, PROPERTY(TEMPLATE_QUALIFIERS), ""},
    {ELEMENT, V0, PROPERTY(",'category':'PARAMETER'"), ""},
    {ELEMENT, V0, PROPERTY(",'category':'SETTING'"), "AASd-090 $.category"},
    {ELEMENT, V1, PROPERTY(",'category':'SETTING'"), ""},
    {ELEMENT, V0, "{'modelType':'Capability','category':'SETTING'}", ""},
};

#define NAMED(name) PROPERTY(",'idShort':'" name "'")
#define COLLECTION(items) "{'modelType':'SubmodelElementCollection','value':[" items "]}"
#define LIST(more) "{'modelType':'SubmodelElementList'" more "}"
#define INTS ",'typeValueListElement':'Property','valueTypeListElement':'xs:int'"
#define WITH_SEMANTICS(reference) PROPERTY(",'semanticId':" reference)
#define OPERATION(more) "{'modelType':'Operation'" more "}"
#define VARIABLE(name) "{'value':" NAMED(name) "}"

static const struct row children_rows[] = {
    {ELEMENT, V1, COLLECTION(NAMED("aa") "," NAMED("Aa")), ""},
    {ELEMENT, V1, COLLECTION(NAMED("aa") "," NAMED("aa")), "AASd-022 $.value[1].idShort"},
    {CLASS_SUBMODEL, V0, SUBMODEL(",'submodelElements':[" NAMED("aa") "," NAMED("aa") "]"), "AASd-022 $.submodelElements[1].idShort"},
    {ELEMENT, V1, "{'modelType':'Entity','statements':[" NAMED("aa") "," NAMED("aa") "]}", "AASd-022 $.statements[1].idShort"},
    {ELEMENT, V1, "{'modelType':'AnnotatedRelationshipElement','annotations':[" NAMED("aa") "," NAMED("aa") "]}", "AASd-022 $.annotations[1].idShort"},
    {ELEMENT, V1, LIST(INTS ",'value':[" NAMED("aa") "," NAMED("aa") "]"), "AASd-022 $.value[1].idShort"},
    {ELEMENT, V1, COLLECTION(NAMED("aa") "," PROPERTY("")), "AASd-117 $.value[1]"},
    {ELEMENT, V1, "{'modelType':'AnnotatedRelationshipElement','annotations':[" PROPERTY("") "]}", "AASd-117 $.annotations[0]"},
    {ELEMENT, V1, LIST(INTS ",'value':[" PROPERTY("") "]"), ""},
    {CLASS_OPERATION_VARIABLE, V1, "{'value':" PROPERTY("") "}", "AASd-117 $.value"},
    {ELEMENT, V0, LIST(INTS ",'value':[" PROPERTY("") "]"), ""},
    {ELEMENT, V0, LIST(INTS ",'value':[" NAMED("aa") "]"), "AASd-120 $.value[0].idShort"},
    {ELEMENT, V1, LIST(INTS ",'value':[" NAMED("aa") "]"), ""},
    {ELEMENT, V1, OPERATION(",'inputVariables':[" VARIABLE("aa") "],'inoutputVariables':[" VARIABLE("bb") "]"), ""},
    {ELEMENT, V1, OPERATION(",'inputVariables':[" VARIABLE("aa") "],'inoutputVariables':[" VARIABLE("aa") "]"), "AASd-134 $.inoutputVariables[0].value"},
    {ELEMENT, V1, LIST(INTS ",'semanticIdListElement':" GLOBAL ",'value':[" WITH_SEMANTICS(GLOBAL) "," PROPERTY("") "]"), ""},
    {ELEMENT, V1, LIST(INTS ",'semanticIdListElement':" GLOBAL ",'value':[" WITH_SEMANTICS(GLOBAL_2) "]"), "AASd-107 $.value[0].semanticId"},
    {ELEMENT, V1, LIST(INTS ",'value':[" PROPERTY("") "," WITH_SEMANTICS(GLOBAL) "," WITH_SEMANTICS(GLOBAL) "]"), ""},
    {ELEMENT, V1, LIST(INTS ",'value':[" WITH_SEMANTICS(GLOBAL) "," PROPERTY("") "," WITH_SEMANTICS(GLOBAL_2) "]"), "AASd-114 $.value[2].semanticId"},
    {ELEMENT, V1, LIST(INTS ",'value':[{'modelType':'Capability'}]"), "AASd-108 $.value[0]"},
    {ELEMENT, V1, LIST(",'typeValueListElement':'DataElement','value':[" PROPERTY("") ",{'modelType':'Blob'}]"), ""},
    {ELEMENT, V1, LIST(",'typeValueListElement':'DataElement','value':[{'modelType':'Capability'}]"), "AASd-108 $.value[0]"},
    {ELEMENT, V1, LIST(",'typeValueListElement':'SubmodelElement','value':[{'modelType':'Capability'}]"), ""},
    {ELEMENT, V1, LIST(",'typeValueListElement':'RelationshipElement','value':[{'modelType':'AnnotatedRelationshipElement'}]"), ""},
    {ELEMENT, V1, LIST(",'typeValueListElement':'EventElement','value':[" PROPERTY("") "]"), "AASd-108 $.value[0]"},
    {ELEMENT, V1, LIST(",'typeValueListElement':'Range'"), ""},
    {ELEMENT, V1, LIST(",'typeValueListElement':'Range','value':[{'modelType':'Range','valueType':'xs:int'}]"), "AASd-109 $"},
    {ELEMENT, V1, LIST(INTS ",'value':[{'modelType':'Property','valueType':'xs:long'}]"), "AASd-109 $.value[0].valueType"},
    {CLASS_SUBMODEL, V2, SUBMODEL(",'kind':'Template','submodelElements':[" LIST(",'idShort':'aa'" INTS) "]"), "AASd-138 $.submodelElements[0]"},
    {CLASS_SUBMODEL, V2, SUBMODEL(",'kind':'Template','submodelElements':[" LIST(",'idShort':'aa'" INTS ",'value':[" PROPERTY("") "]") "]"), ""},
    {CLASS_SUBMODEL, V2, SUBMODEL(",'submodelElements':[" LIST(",'idShort':'aa'" INTS) "]"), ""},
    {CLASS_SUBMODEL, V1, SUBMODEL(",'kind':'Template','submodelElements':[" LIST(",'idShort':'aa'" INTS) "]"), ""},
    {ELEMENT, V2, LIST(INTS), ""},
};

#define CHARACTERS_16 "0123456789abcdef"
#define CHARACTERS_128 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16 CHARACTERS_16

#define ENTITY(more) "{'modelType':'Entity'" more "}"
#define SELF ",'entityType':'SelfManagedEntity'"
#define CO ",'entityType':'CoManagedEntity'"
#define GLOBAL_ASSET ",'globalAssetId':'urn:example:asset'"
#define SPECIFIC_ASSET(name, value) ",'specificAssetIds':[{'name':'" name "','value':'" value "'}]"
#define ASSET(more) "{'assetKind':'Instance'" more "}"
#define CONCEPT(id) "{'modelType':'ConceptDescription','id':'" id "'}"

static const struct row identity_rows[] = {
    {CLASS_ADMINISTRATIVE_INFORMATION, V1, "{'version':'1','revision':'2'}", ""},
    {CLASS_ADMINISTRATIVE_INFORMATION, V1, "{'revision':'2'}", "AASd-005 $.revision"},
    {ELEMENT, V1, ENTITY(SELF), "AASd-014 $"},
    {ELEMENT, V1, ENTITY(SELF GLOBAL_ASSET), ""},
    {ELEMENT, V1, ENTITY(SELF SPECIFIC_ASSET("n", "v")), ""},
    {ELEMENT, V1, ENTITY(SELF GLOBAL_ASSET SPECIFIC_ASSET("n", "v")), "AASd-014 $"},
    {ELEMENT, V0, ENTITY(CO), ""},
    {ELEMENT, V0, ENTITY(CO GLOBAL_ASSET), "AASd-014 $"},
    {ELEMENT, V1, ENTITY(CO GLOBAL_ASSET), ""},
    {ELEMENT, V1, ENTITY(""), ""},
    {CLASS_ASSET_INFORMATION, V1, ASSET(""), "AASd-131 $"},
    {CLASS_ASSET_INFORMATION, V1, ASSET(SPECIFIC_ASSET("n", "v")), ""},
    {CLASS_ASSET_INFORMATION, V1, ASSET(GLOBAL_ASSET SPECIFIC_ASSET("globalAssetId", "urn:example:asset")), ""},
    {CLASS_ASSET_INFORMATION, V1, ASSET(GLOBAL_ASSET SPECIFIC_ASSET("GLOBALASSETID", "v")), "AASd-116 $.specificAssetIds[0].value"},
    {CLASS_ASSET_INFORMATION, V1, ASSET(SPECIFIC_ASSET("globalAssetId", "v")), "AASd-116 $.specificAssetIds[0].value"},
    {CLASS_ENVIRONMENT, V1, "{'submodels':[" SUBMODEL("") "],'conceptDescriptions':[" CONCEPT("urn:example:sm") "]}", ""},
    {CLASS_ENVIRONMENT, V1, "{'conceptDescriptions':[" CONCEPT("a") "," CONCEPT("b") "," CONCEPT("a") "]}", "duplicate-id $.conceptDescriptions[2].id"},
};

#define ENDPOINT(more) "{'interface':'SUBMODEL-3.1','protocolInformation':{'href':'http://a'" more "}}"
#define DESCRIPTOR(id, more) "{'id':'" id "','endpoints':[" ENDPOINT("") "]" more "}"
#define SHELL_DESCRIPTOR(more) "{'id':'urn:example:shell'" more "}"

/* IDTA-01002 3.1.2, Part2-API-Schemas: what is required, how long texts are; an empty list of an optional property says nothing. */
static const struct row descriptor_rows[] = {
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(""), ""},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'endpoints':[],'specificAssetIds':[],'submodelDescriptors':[],'description':[]"), ""},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, "{'idShort':'aa'}", "required $"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'assetKind':'Machine'"), "enum $.assetKind"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'assetType':''"), "min-length $.assetType"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'idShort':'1'"), "AASd-002 $.idShort"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'modelType':'AssetAdministrationShellDescriptor'"), "unknown-property $"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'specificAssetIds':[{'name':'n'}]"), "required $.specificAssetIds[0]"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'submodelDescriptors':[" DESCRIPTOR("a", "") "," DESCRIPTOR("b", "") "]"), ""},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'submodelDescriptors':[" DESCRIPTOR("a", "") "," DESCRIPTOR("a", "") "]"), "duplicate-id $.submodelDescriptors[1].id"},
    {CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, V2, SHELL_DESCRIPTOR(",'displayName':[{'language':'en','text':'a'},{'language':'en','text':'b'}]"), "language-unique $.displayName[1].language"},
    {CLASS_SUBMODEL_DESCRIPTOR, V2, DESCRIPTOR("a", ",'semanticId':" GLOBAL ",'supplementalSemanticIds':[]"), ""},
    {CLASS_SUBMODEL_DESCRIPTOR, V2, DESCRIPTOR("a", ",'semanticId':" GLOBAL ",'supplementalSemanticId':[" GLOBAL "]"), ""},
    {CLASS_SUBMODEL_DESCRIPTOR, V2, DESCRIPTOR("a", ",'supplementalSemanticId':[" GLOBAL "],'supplementalSemanticIds':[" GLOBAL "]"), "duplicate-property $.supplementalSemanticIds"},
    {CLASS_SUBMODEL, V2, SUBMODEL(",'supplementalSemanticId':[" GLOBAL "]"), "unknown-property $"},
    {CLASS_SUBMODEL_DESCRIPTOR, V2, "{'id':'a'}", "required $"},
    {CLASS_SUBMODEL_DESCRIPTOR, V2, "{'id':'a','endpoints':[]}", "required $"},
    {CLASS_ENDPOINT, V2, "{'interface':'SUBMODEL-3.1'}", "required $"},
    {CLASS_ENDPOINT, V2, "{'protocolInformation':{'href':'http://a'}}", "required $"},
    {CLASS_ENDPOINT, V2, ENDPOINT(",'endpointProtocolVersion':['1.1'],'securityAttributes':[{'type':'NONE','key':'','value':''}]"), ""},
    {CLASS_ENDPOINT, V2, ENDPOINT(",'securityAttributes':[{'type':'TLS','key':'k','value':'v'}]"), "enum $.protocolInformation.securityAttributes[0].type"},
    {CLASS_ENDPOINT, V2, ENDPOINT(",'securityAttributes':[{'type':'NONE','key':'k'}]"), "required $.protocolInformation.securityAttributes[0]"},
    {CLASS_PROTOCOL_INFORMATION, V2, "{'endpointProtocol':'HTTP'}", "required $"},
    {CLASS_PROTOCOL_INFORMATION, V2, "{'href':'a','endpointProtocolVersion':['" CHARACTERS_128 "','" CHARACTERS_128 "x']}", "max-length $.endpointProtocolVersion[1]"},
};

#define ENGLISH(property) "'" property "':[{'language':'en','text':'t'}]"
#define CONTENT(more) "{'modelType':'DataSpecificationIec61360'," ENGLISH("preferredName") more "}"
#define TEMPLATE EXTERNAL(KEY("GlobalReference", "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"))
#define DESCRIBED(more, content) "{'modelType':'ConceptDescription','id':'urn:example:1'" more \
    ",'embeddedDataSpecifications':[{'dataSpecification':" TEMPLATE ",'dataSpecificationContent':" content "}]}"
#define CATEGORY(name, more) DESCRIBED(",'category':'" name "'", CONTENT("," ENGLISH("definition") more))
#define AT "$.embeddedDataSpecifications[0].dataSpecificationContent"
#define CLASS_IEC CLASS_DATA_SPECIFICATION_IEC_61360
#define WITH_CONCEPT(element, content) "{'submodels':[" SUBMODEL(",'submodelElements':[" element "]") "],'conceptDescriptions':[" DESCRIBED("", content) "]}"

static const struct row iec61360_rows[] = {
    {CLASS_IEC, V1, CONTENT(""), ""},
    {CLASS_IEC, V1, "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'EN-us','text':'t'}]}", ""},
    {CLASS_IEC, V1, "{'modelType':'DataSpecificationIec61360','preferredName':[{'language':'enm','text':'t'}]}", "AASc-3a-002 $.preferredName"},
    {CLASS_IEC, V1, CONTENT(",'dataType':'REAL_MEASURE'"), "AASc-3a-009 $.dataType"},
    {CLASS_IEC, V1, CONTENT(",'dataType':'REAL_MEASURE','unit':'Nm'"), ""},
    {CLASS_IEC, V1, CONTENT(",'dataType':'INTEGER_CURRENCY','unitId':" GLOBAL), ""},
    {CLASS_IEC, V1, CONTENT(",'dataType':'REAL_COUNT'"), ""},
    {CLASS_IEC, V1, CONTENT(",'value':'v','valueList':{'valueReferencePairs':[{'value':'v'}]}"), "AASc-3a-010 $.value"},
    {CLASS_IEC, V1, CONTENT(",'definition':[{'language':'de','text':'t'},{'language':'de','text':'u'}]"), "language-unique $.definition[1].language"},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("PROPERTY", ",'dataType':'STRING'"), ""},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("PROPERTY", ""), "AASc-3a-004 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("VALUE", ",'dataType':'HTML'"), "AASc-3a-004 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("REFERENCE", ",'dataType':'IRDI'"), ""},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("REFERENCE", ",'dataType':'BLOB'"), "AASc-3a-005 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("DOCUMENT", ",'dataType':'BLOB'"), ""},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("DOCUMENT", ",'dataType':'STRING'"), "AASc-3a-006 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("QUALIFIER_TYPE", ",'dataType':'BLOB'"), ""},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("QUALIFIER_TYPE", ""), "AASc-3a-007 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, CATEGORY("OTHER", ""), ""},
    {CLASS_CONCEPT_DESCRIPTION, V1, DESCRIBED("", CONTENT("")), "AASc-3a-008 " AT},
    {CLASS_CONCEPT_DESCRIPTION, V1, DESCRIBED("", CONTENT(",'value':'v'")), ""},
    {CLASS_EMBEDDED_DATA_SPECIFICATION, V1, "{'dataSpecification':" GLOBAL ",'dataSpecificationContent':" CONTENT("") "}", "AASc-3a-050 $.dataSpecification"},
    {CLASS_ENVIRONMENT, V1, WITH_CONCEPT(PROPERTY(",'idShort':'aa','value':'7','valueId':" GLOBAL), CONTENT(",'value':'7'")), ""},
    {CLASS_ENVIRONMENT, V1, WITH_CONCEPT(PROPERTY(",'idShort':'aa','value':'7','valueId':" GLOBAL_2), CONTENT(",'value':'8'")), ""},
    {CLASS_ENVIRONMENT, V1, WITH_CONCEPT(PROPERTY(",'idShort':'aa','value':'7','valueId':" GLOBAL), CONTENT(",'value':'8'")), "value-id $.submodels[0].submodelElements[0].value"},
    {CLASS_ENVIRONMENT, V1, WITH_CONCEPT(PROPERTY(",'idShort':'aa','qualifiers':[" QUALIFIER(",'value':'7','valueId':" GLOBAL) "]"), CONTENT(",'value':'8'")), "value-id $.submodels[0].submodelElements[0].qualifiers[0].value"},
    {CLASS_ENVIRONMENT, V1, WITH_CONCEPT(PROPERTY(",'idShort':'aa','valueId':" GLOBAL), CONTENT("," ENGLISH("definition"))), "AASc-3a-003 $.submodels[0].submodelElements[0].valueId"},
};
/* clang-format on */

static void test_references(void **state)
{
    (void)state;
    ROWS(reference_rows);
    ROWS(target_rows);
}

static void test_elements(void **state)
{
    (void)state;
    ROWS(element_rows);
}

static void test_children(void **state)
{
    (void)state;
    ROWS(children_rows);
}

static void test_identity(void **state)
{
    (void)state;
    ROWS(identity_rows);
}

static void test_descriptors(void **state)
{
    (void)state;
    ROWS(descriptor_rows);
}

static void test_iec61360(void **state)
{
    (void)state;
    ROWS(iec61360_rows);
}

/* Few texts are compared, many are hashed: the second half of each run repeats the first. */
static void test_seen(void **state)
{
    (void)state;
    char texts[100][24];
    for (size_t count = 1; count <= COUNT_OF(texts); count++) {
        struct seen seen = {0};
        for (size_t i = 0; i < count; i++) {
            snprintf(texts[i], sizeof texts[i], "t%zu", i);
            assert_false(seen_before(&seen, str_from(texts[i])));
        }
        for (size_t i = 0; i < count; i++)
            assert_true(seen_before(&seen, str_from(texts[i])));
        seen_release(&seen);
    }
}

int rule_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references),  cmocka_unit_test(test_elements),
        cmocka_unit_test(test_children),    cmocka_unit_test(test_identity),
        cmocka_unit_test(test_iec61360),    cmocka_unit_test(test_seen),
        cmocka_unit_test(test_descriptors),
    };
    return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}

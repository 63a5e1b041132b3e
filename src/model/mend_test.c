/* SPDX-License-Identifier: Apache-2.0 */
/* mend_test.c - each fix on a sample that breaks the rule: what is made of it, and that it passes
 * the check then; and what has two outcomes and stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/check.h"
#include "model/mend_private.h"
#include "model/read.h"

int mend_test(void);

struct row {
    enum fix fix;
    enum class_id class;
    enum metamodel version;
    const char *json;   /* with ' for " */
    const char *mended; /* NULL: it stays */
};

#define V0 METAMODEL_3_0
#define V1 METAMODEL_3_1
#define ELEMENT CLASS_SUBMODEL_ELEMENT
#define PROPERTY(type, value)                                                                      \
    "{'modelType':'Property','idShort':'Name','valueType':'" type "','value':'" value "'}"
#define EXTERNAL(value)                                                                            \
    "{'type':'ExternalReference','keys':[{'type':'GlobalReference','value':'" value "'}]}"
#define KEYED(type, key, value)                                                                    \
    "{'type':'" type "','keys':[{'type':'" key "','value':'" value "'}]}"
#define VALUE(type, from, to)                                                                      \
    {                                                                                              \
        FIX_VALUE, ELEMENT, V1, PROPERTY(type, from), PROPERTY(type, to)                           \
    }
#define STAYS(type, value)                                                                         \
    {                                                                                              \
        FIX_VALUE, ELEMENT, V1, PROPERTY(type, value), NULL                                        \
    }

static str quoted(struct arena *arena, const char *json)
{
    str text = arena_dup(arena, str_from(json));
    char *p = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        p[i] = text.p[i] == '\'' ? '"' : text.p[i];
    return str_of(p, text.n);
}

static const struct node *read(struct arena *arena, const struct row *row, const char *json)
{
    struct findings findings = {.arena = arena, .tolerant = true};
    const struct node *node = NULL;
    err_t err =
        node_read_json(quoted(arena, json), row->class, row->version, arena, &findings, &node);
    assert_int_equal(err, ERR_OK);
    return node;
}

static size_t count_errors(struct arena *arena, const struct node *node, enum metamodel version,
                           struct findings *findings)
{
    *findings = (struct findings){.arena = arena};
    node_check(node, version, CHECK_NO_TEXT, findings);
    return findings->error_count;
}

static void check_row(const struct row *row)
{
    struct arena arena = {0};
    struct mended mended;
    struct findings before, after;
    struct buf text = {0};
    const struct node *node = read(&arena, row, row->json);
    size_t errors = count_errors(&arena, node, row->version, &before);
    mend_tree(node, row->version, FIX_BIT(row->fix), &arena, &mended);
    const struct node *wanted = row->mended ? read(&arena, row, row->mended) : node;
    node_write_json(mended.root, &text);
    if (!node_equal(mended.root, wanted))
        fail_msg("%s\nbecame %.*s", row->json, STR_ARG(buf_str(&text)));
    assert_int_equal(mended.total > 0, row->mended != NULL);
    for (size_t i = 0; i < mended.count; i++)
        assert_int_equal(mended.changes[i].fix, row->fix);
    size_t left = count_errors(&arena, mended.root, row->version, &after);
    if (row->mended && left)
        fail_msg("%s\nis still wrong: %.*s %.*s", row->mended,
                 STR_ARG(rule_name(after.items[0].rule)), STR_ARG(after.items[0].path));
    /* Each finding that is gone has its change; what has none stays. */
    for (size_t i = 0; i < before.count; i++)
        if (before.items[i].severity == SEVERITY_ERROR &&
            (mend_of_finding(&mended, &before.items[i]) != NULL) != (row->mended != NULL))
            fail_msg("%s\nfinding %.*s at %.*s", row->json,
                     STR_ARG(rule_name(before.items[i].rule)), STR_ARG(before.items[i].path));
    assert_true(row->mended || left == errors);
    struct mended again;
    mend_tree(mended.root, row->version, FIX_BIT(row->fix), &arena, &again);
    assert_ptr_equal(again.root, mended.root);
    /* Nothing is done that was not asked for. */
    struct mended other;
    mend_tree(node, row->version, 0, &arena, &other);
    assert_ptr_equal(other.root, node);
    buf_release(&text);
    arena_release(&arena);
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_row(&rows[i]);
}

#define ROWS(name) check_rows(name, COUNT_OF(name))

static void values(void **state)
{
    (void)state;
    static const struct row rows[] = {
        VALUE("xs:boolean", "True", "true"),
        VALUE("xs:boolean", " FALSE ", "false"),
        VALUE("xs:int", " 5 ", "5"),
        VALUE("xs:int", "5.0", "5"),
        VALUE("xs:int", "-5,00", "-5"),
        VALUE("xs:integer", "1.234.567", "1234567"),
        VALUE("xs:double", "3,14", "3.14"),
        VALUE("xs:double", "-0,125", "-0.125"),
        VALUE("xs:double", "1.234,5", "1234.5"),
        VALUE("xs:double", "1,234.5", "1234.5"),
        VALUE("xs:double", "1,234,567", "1234567"),
        VALUE("xs:double", "1,5e3", "1.5e3"),
        VALUE("xs:double", "1234,567", "1234.567"),
        VALUE("xs:float", "Infinity", "INF"),
        VALUE("xs:float", "nan", "NaN"),
        VALUE("xs:decimal", "\u00a02,5", "2.5"),
        VALUE("xs:date", "24.12.2023", "2023-12-24"),
        VALUE("xs:date", "4.2.2023", "2023-02-04"),
        VALUE("xs:date", "2023/12/24", "2023-12-24"),
        VALUE("xs:date", "2023-1-5", "2023-01-05"),
        VALUE("xs:date", "2023-12-24T00:00:00", "2023-12-24"),
        VALUE("xs:dateTime", "2023-12-24 13:45:00", "2023-12-24T13:45:00"),
        VALUE("xs:dateTime", "24.12.2023 9:05", "2023-12-24T09:05:00"),
        VALUE("xs:dateTime", "2023-12-24T13:45:00.5 UTC", "2023-12-24T13:45:00.5Z"),
        VALUE("xs:time", "9:05", "09:05:00"),
        {FIX_VALUE, ELEMENT, V1, PROPERTY("xs:int", ""),
         "{'modelType':'Property','idShort':'Name','valueType':'xs:int'}"},
        {FIX_VALUE, ELEMENT, V1,
         "{'modelType':'Range','idShort':'Name','valueType':'xs:double','min':'1,5','max':'2,5'}",
         "{'modelType':'Range','idShort':'Name','valueType':'xs:double','min':'1.5','max':'2.5'}"},
        {FIX_VALUE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','qualifiers':[{'type':'t',"
         "'valueType':'xs:boolean','value':'TRUE'}]}",
         "{'modelType':'Capability','idShort':'Name','qualifiers':[{'type':'t',"
         "'valueType':'xs:boolean','value':'true'}]}"},
    };
    ROWS(rows);
}

static void values_that_could_be_two(void **state)
{
    (void)state;
    static const struct row rows[] = {
        STAYS("xs:double", "1,234"),
        STAYS("xs:double", "12 kg"),
        STAYS("xs:double", "1,2,3"),
        STAYS("xs:double", ",5"),
        STAYS("xs:double", "5,"),
        STAYS("xs:int", "5.5"),
        STAYS("xs:int", "fast"),
        STAYS("xs:unsignedByte", "300"),
        STAYS("xs:boolean", "yes"),
        STAYS("xs:boolean", "2"),
        STAYS("xs:date", "12/24/2023"),
        STAYS("xs:date", "24.12.23"),
        STAYS("xs:date", "30.02.2023"),
        STAYS("xs:date", "2023-12-24T13:45:00"),
        STAYS("xs:dateTime", "2023-12-24"),
        STAYS("xs:dateTime", "tomorrow"),
        STAYS("xs:time", "25:00"),
        STAYS("xs:string", " spaces stay "),
    };
    ROWS(rows);
}

static void texts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {FIX_ID_SHORT, ELEMENT, V1, "{'modelType':'Capability','idShort':' Max Torque '}",
         "{'modelType':'Capability','idShort':'Max_Torque'}"},
        {FIX_ID_SHORT, ELEMENT, V1, "{'modelType':'Capability','idShort':'2nd'}",
         "{'modelType':'Capability','idShort':'id_2nd'}"},
        {FIX_ID_SHORT, ELEMENT, V0, "{'modelType':'Capability','idShort':'a-b'}",
         "{'modelType':'Capability','idShort':'a_b'}"},
        {FIX_LANGUAGE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'de_DE',"
         "'text':'x'},{'language':'en_US','text':'y'}]}",
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'de-DE',"
         "'text':'x'},{'language':'en-US','text':'y'}]}"},
        {FIX_LANGUAGE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'EN',"
         "'text':'x'},{'language':'DE-DE','text':'y'}]}",
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'en',"
         "'text':'x'},{'language':'de-DE','text':'y'}]}"},
        {FIX_LANGUAGE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'EN',"
         "'text':'x'},{'language':'en','text':'y'}]}",
         NULL},
        {FIX_LANGUAGE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','description':[{'language':'Klingon!',"
         "'text':'x'}]}",
         NULL},
        {FIX_TEXT, ELEMENT, V1,
         "{'modelType':'Blob','idShort':'Name','contentType':'a/b','value':'YW\\nI'}",
         "{'modelType':'Blob','idShort':'Name','contentType':'a/b','value':'YWI='}"},
        {FIX_TEXT, CLASS_ADMINISTRATIVE_INFORMATION, V1, "{'version':'01','revision':' 2'}",
         "{'version':'1','revision':'2'}"},
        {FIX_TEXT, CLASS_ADMINISTRATIVE_INFORMATION, V1, "{'version':'1.0'}", NULL},
        {FIX_TEXT, ELEMENT, V1,
         "{'modelType':'File','idShort':'Name','contentType':'a/b','value':'\\\\a\\\\b.pdf'}",
         "{'modelType':'File','idShort':'Name','contentType':'a/b','value':'/a/b.pdf'}"},
        {FIX_CHARACTERS, ELEMENT, V1, PROPERTY("xs:string", "a\\u0001b"),
         PROPERTY("xs:string", "ab")},
        {FIX_EMPTY, ELEMENT, V1, "{'modelType':'Capability','idShort':'Name','category':''}",
         "{'modelType':'Capability','idShort':'Name'}"},
        {FIX_EMPTY, ELEMENT, V1, "{'modelType':'Capability','idShort':''}", NULL},
    };
    ROWS(rows);
}

static void names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {FIX_ENUM, ELEMENT, V1, PROPERTY("string", "x"), PROPERTY("xs:string", "x")},
        {FIX_ENUM, ELEMENT, V1, PROPERTY("xsd:Int", "1"), PROPERTY("xs:int", "1")},
        {FIX_ENUM, ELEMENT, V1, PROPERTY("langString", "x"), NULL},
        {FIX_ENUM, CLASS_ASSET_INFORMATION, V1, "{'assetKind':'instance','globalAssetId':'a'}",
         "{'assetKind':'Instance','globalAssetId':'a'}"},
        {FIX_ENUM, CLASS_ASSET_INFORMATION, V1, "{'assetKind':'batch','globalAssetId':'a'}", NULL},
        {FIX_ENUM, CLASS_REFERENCE, V1, KEYED("externalReference", "globalReference", "x"),
         KEYED("ExternalReference", "GlobalReference", "x")},
        {FIX_CONTENT_TYPE, ELEMENT, V1,
         "{'modelType':'File','idShort':'Name','contentType':'PDF','value':'https://a/b.PNG'}",
         "{'modelType':'File','idShort':'Name','contentType':'image/png',"
         "'value':'https://a/b.PNG'}"},
        {FIX_CONTENT_TYPE, ELEMENT, V1,
         "{'modelType':'File','idShort':'Name','contentType':'.pdf','value':'/a'}",
         "{'modelType':'File','idShort':'Name','contentType':'application/pdf','value':'/a'}"},
        {FIX_CONTENT_TYPE, ELEMENT, V0, "{'modelType':'File','idShort':'Name','value':'/a.csv'}",
         "{'modelType':'File','idShort':'Name','contentType':'text/csv','value':'/a.csv'}"},
        {FIX_CONTENT_TYPE, ELEMENT, V0, "{'modelType':'File','idShort':'Name','value':'/a'}", NULL},
        {FIX_CONTENT_TYPE, ELEMENT, V1, "{'modelType':'File','idShort':'Name','value':'/a.csv'}",
         NULL},
    };
    ROWS(rows);
}

static void references(void **state)
{
    (void)state;
#define ASSET "'assetInformation':{'assetKind':'Instance','globalAssetId':'a'}"
#define SHELL "{'modelType':'AssetAdministrationShell','id':'s'," ASSET
    static const struct row rows[] = {
        {FIX_REFERENCE, CLASS_REFERENCE, V1, KEYED("ModelReference", "GlobalReference", "x"),
         KEYED("ExternalReference", "GlobalReference", "x")},
        {FIX_REFERENCE, CLASS_REFERENCE, V1, KEYED("ExternalReference", "Submodel", "x"),
         KEYED("ModelReference", "Submodel", "x")},
        {FIX_REFERENCE, CLASS_REFERENCE, V1, KEYED("GlobalReference", "GlobalReference", "x"),
         KEYED("ExternalReference", "GlobalReference", "x")},
        {FIX_REFERENCE, CLASS_REFERENCE, V1, "{'keys':[{'type':'Submodel','value':'x'}]}",
         KEYED("ModelReference", "Submodel", "x")},
        {FIX_REFERENCE, CLASS_REFERENCE, V1, KEYED("ModelReference", "Property", "x"), NULL},
        {FIX_REFERENCE, CLASS_REFERENCE, V1,
         "{'type':'ModelReference','keys':[{'type':'Submodel','value':'x'},"
         "{'type':'SubmodelElementList','value':'l'},{'type':'Property','value':'[2]'}]}",
         "{'type':'ModelReference','keys':[{'type':'Submodel','value':'x'},"
         "{'type':'SubmodelElementList','value':'l'},{'type':'Property','value':'2'}]}"},
        {FIX_REFERENCE, CLASS_ASSET_ADMINISTRATION_SHELL, V1,
         SHELL ",'submodels':[" EXTERNAL("x") "]}",
         SHELL ",'submodels':[" KEYED("ModelReference", "Submodel", "x") "]}"},
        {FIX_REFERENCE, CLASS_ASSET_ADMINISTRATION_SHELL, V1,
         SHELL ",'derivedFrom':" EXTERNAL("x") "}",
         SHELL ",'derivedFrom':" KEYED("ModelReference", "AssetAdministrationShell", "x") "}"},
        {FIX_REFERENCE, CLASS_ASSET_ADMINISTRATION_SHELL, V1,
         SHELL ",'submodels':[" KEYED("ModelReference", "ConceptDescription", "x") "]}", NULL},
        {FIX_REFERENCE, CLASS_SPECIFIC_ASSET_ID, V1,
         "{'name':'n','value':'v','externalSubjectId':" KEYED("ModelReference", "Submodel",
                                                              "x") "}",
         "{'name':'n','value':'v','externalSubjectId':" EXTERNAL("x") "}"},
    };
    ROWS(rows);
}

static void lists(void **state)
{
    (void)state;
#define LIST(more) "{'modelType':'SubmodelElementList','idShort':'List'," more "}"
#define INT "{'modelType':'Property','valueType':'xs:int','value':'1'}"
    static const struct row rows[] = {
        {FIX_LIST_TYPE, ELEMENT, V1, LIST("'value':[" INT "," INT "]"),
         LIST("'typeValueListElement':'Property','valueTypeListElement':'xs:int',"
              "'value':[" INT "," INT "]")},
        {FIX_LIST_TYPE, ELEMENT, V1, LIST("'value':[" INT ",{'modelType':'Capability'}]"), NULL},
        {FIX_LIST_TYPE, ELEMENT, V1,
         LIST("'typeValueListElement':'Property','value':[" INT
              ",{'modelType':'Property','valueType':'xs:long'}]"),
         NULL},
        {FIX_ITEM_TYPE, ELEMENT, V1,
         LIST("'typeValueListElement':'Property','valueTypeListElement':'xs:int',"
              "'value':[{'modelType':'Property','value':'1'}]"),
         LIST("'typeValueListElement':'Property','valueTypeListElement':'xs:int',"
              "'value':[" INT "]")},
        {FIX_ITEM_TYPE, ELEMENT, V1,
         LIST("'typeValueListElement':'Property','valueTypeListElement':'xs:int',"
              "'value':[{'modelType':'Property','value':'x'}]"),
         NULL},
        {FIX_LIST_ID_SHORT, ELEMENT, V0,
         LIST("'typeValueListElement':'Capability','value':[{'modelType':'Capability',"
              "'idShort':'Here'}]"),
         LIST("'typeValueListElement':'Capability','value':[{'modelType':'Capability'}]")},
        {FIX_LIST_ID_SHORT, ELEMENT, V1,
         LIST("'typeValueListElement':'Capability','value':[{'modelType':'Capability',"
              "'idShort':'Here'}]"),
         NULL},
        {FIX_TWICE, ELEMENT, V1,
         "{'modelType':'MultiLanguageProperty','idShort':'Name','value':[{'language':'de',"
         "'text':'x'},{'language':'en','text':'y'},{'language':'de','text':'x '}]}",
         "{'modelType':'MultiLanguageProperty','idShort':'Name','value':[{'language':'de',"
         "'text':'x'},{'language':'en','text':'y'}]}"},
        {FIX_TWICE, ELEMENT, V1,
         "{'modelType':'MultiLanguageProperty','idShort':'Name','value':[{'language':'de',"
         "'text':'x'},{'language':'de','text':'y'}]}",
         NULL},
        {FIX_TWICE, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','qualifiers':[{'type':'t','valueType':"
         "'xs:int'},{'type':'t','valueType':'xs:int'}],'extensions':[{'name':'n'},{'name':'n'}]}",
         "{'modelType':'Capability','idShort':'Name','qualifiers':[{'type':'t','valueType':"
         "'xs:int'}],'extensions':[{'name':'n'}]}"},
        {FIX_TWICE, CLASS_ENVIRONMENT, V1,
         "{'submodels':[{'modelType':'Submodel','id':'a'},{'modelType':'Submodel','id':'a'}]}",
         "{'submodels':[{'modelType':'Submodel','id':'a'}]}"},
        {FIX_TWICE, CLASS_ENVIRONMENT, V1,
         "{'submodels':[{'modelType':'Submodel','id':'a'},{'modelType':'Submodel','id':'a',"
         "'idShort':'Other'}]}",
         NULL},
    };
    ROWS(rows);
}

static void id_shorts_twice(void **state)
{
    (void)state;
#define CAP(name) "{'modelType':'Capability','idShort':'" name "'}"
#define VARIABLE(name) "{'value':" CAP(name) "}"
    static const struct row rows[] = {
        {FIX_ID_SHORT_TWICE, CLASS_SUBMODEL, V1,
         "{'modelType':'Submodel','id':'a','submodelElements':[" CAP("Aa") "," CAP("Aa") "," CAP(
             "Aa_2") "," CAP("Aa") "]}",
         "{'modelType':'Submodel','id':'a','submodelElements':[" CAP("Aa") "," CAP("Aa_3") "," CAP(
             "Aa_2") "," CAP("Aa_4") "]}"},
        {FIX_ID_SHORT_TWICE, ELEMENT, V1,
         "{'modelType':'Operation','idShort':'Name','inputVariables':[" VARIABLE(
             "Aa") "],'outputVariables':[" VARIABLE("Aa") "]}",
         "{'modelType':'Operation','idShort':'Name','inputVariables':[" VARIABLE(
             "Aa") "],'outputVariables':[" VARIABLE("Aa_2") "]}"},
    };
    ROWS(rows);
}

static void meanings(void **state)
{
    (void)state;
#define TEMPLATE_QUALIFIER                                                                         \
    "'qualifiers':[{'kind':'TemplateQualifier','type':'t','valueType':'xs:int'}]"
    static const struct row rows[] = {
        {FIX_SEMANTIC_ID, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','supplementalSemanticIds':[" EXTERNAL(
             "x") "]}",
         "{'modelType':'Capability','idShort':'Name','semanticId':" EXTERNAL("x") "}"},
        {FIX_SEMANTIC_ID, ELEMENT, V1,
         "{'modelType':'Capability','idShort':'Name','supplementalSemanticIds':[" EXTERNAL(
             "x") "," EXTERNAL("y") "]}",
         NULL},
        {FIX_KIND, CLASS_SUBMODEL, V1,
         "{'modelType':'Submodel','id':'a','submodelElements':[{'modelType':"
         "'SubmodelElementCollection','idShort':'Coll','value':[{'modelType':'Capability',"
         "'idShort':'Name'," TEMPLATE_QUALIFIER "}]}]," TEMPLATE_QUALIFIER "}",
         "{'modelType':'Submodel','id':'a','kind':'Template','submodelElements':[{'modelType':"
         "'SubmodelElementCollection','idShort':'Coll','value':[{'modelType':'Capability',"
         "'idShort':'Name'," TEMPLATE_QUALIFIER "}]}]," TEMPLATE_QUALIFIER "}"},
        {FIX_KIND, CLASS_SUBMODEL, V1,
         "{'modelType':'Submodel','id':'a','kind':'Instance'," TEMPLATE_QUALIFIER "}", NULL},
    };
    ROWS(rows);
}

static void a_data_specification_by_its_content(void **state)
{
    (void)state;
#define IEC "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"
#define SPECIFICATION(id)                                                                          \
    "{'dataSpecification':" EXTERNAL(id) ",'dataSpecificationContent':{'modelType':"               \
                                         "'DataSpecificationIec61360','preferredName':"            \
                                         "[{'language':'en','text':'x'}]}}"
    static const struct row rows[] = {
        {FIX_DATA_SPECIFICATION, CLASS_EMBEDDED_DATA_SPECIFICATION, V1,
         SPECIFICATION(
             "http://admin-shell.io/DataSpecificationTemplates/DataSpecificationIEC61360/2/0"),
         SPECIFICATION(IEC)},
        {FIX_DATA_SPECIFICATION, CLASS_EMBEDDED_DATA_SPECIFICATION, V1,
         SPECIFICATION("https://example.com/own"), NULL},
        {FIX_DATA_SPECIFICATION, CLASS_EMBEDDED_DATA_SPECIFICATION, V1, SPECIFICATION(IEC), NULL},
    };
    ROWS(rows);
}

static void fixes_have_names(void **state)
{
    (void)state;
    enum fix fix;
    assert_false(fix_find(STR("magic"), &fix));
    for (unsigned i = 0; i < FIX_COUNT; i++) {
        assert_true(fix_find(fix_id((enum fix)i), &fix));
        assert_int_equal(fix, i);
        for (unsigned language = 0; language < LANGUAGE_COUNT; language++)
            assert_true(fix_title(fix, (enum language)language).n > 0);
    }
}

/* More than MEND_CHANGES_MAX are made; only so many are described. */
static void many_changes(void **state)
{
    (void)state;
    for (size_t count = MEND_CHANGES_MAX; count <= MEND_CHANGES_MAX + 1; count++) {
        struct arena arena = {0};
        struct mended mended;
        struct buf json = {0};
        const struct node *node = NULL;
        struct findings findings = {.arena = &arena};
        buf_add(&json, STR("{\"modelType\":\"Submodel\",\"id\":\"a\",\"submodelElements\":["));
        for (size_t i = 0; i <= count; i++)
            buf_printf(&json, "%s{\"modelType\":\"Capability\",\"idShort\":\"Same\"}",
                       i ? "," : "");
        buf_add(&json, STR("]}"));
        assert_int_equal(
            node_read_json(buf_str(&json), CLASS_SUBMODEL, V1, &arena, &findings, &node), ERR_OK);
        mend_tree(node, V1, FIX_ALL, &arena, &mended);
        assert_int_equal(mended.total, count);
        assert_int_equal(mended.count, MEND_CHANGES_MAX);
        assert_int_equal(count_errors(&arena, mended.root, V1, &findings), 0);
        buf_release(&json);
        arena_release(&arena);
    }
}

int mend_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(values_that_could_be_two),
        cmocka_unit_test(texts),
        cmocka_unit_test(names),
        cmocka_unit_test(references),
        cmocka_unit_test(lists),
        cmocka_unit_test(id_shorts_twice),
        cmocka_unit_test(meanings),
        cmocka_unit_test(a_data_specification_by_its_content),
        cmocka_unit_test(fixes_have_names),
        cmocka_unit_test(many_changes),
    };
    return cmocka_run_group_tests_name("mend", tests, NULL, NULL);
}

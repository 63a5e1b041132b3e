/* SPDX-License-Identifier: Apache-2.0 */
/* node_xml_test.c - what the XML reader finds beyond the table: namespaces, attributes, order,
 * stray text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/read.h"

int node_xml_test(void);

#define IN_ENVIRONMENT(inner)                                                                      \
    "<environment xmlns=\"https://admin-shell.io/aas/3/1\">" inner "</environment>"
#define IN_KEY(inner) "<key xmlns=\"https://admin-shell.io/aas/3/1\">" inner "</key>"

struct row {
    const char *text;
    enum class_id class;
    enum rule rule; /* RULE_COUNT: none */
    const char *path;
    bool tolerant_reads;
};

static const struct row rows[] = {
    {IN_ENVIRONMENT(""), CLASS_ENVIRONMENT, RULE_COUNT, "", true},
    {IN_KEY("<type>GlobalReference</type><value> a&lt;b </value>"), CLASS_KEY, RULE_COUNT, "",
     true},
    {IN_ENVIRONMENT("<submodels/>"), CLASS_ENVIRONMENT, RULE_EMPTY_LIST, "$.submodels", true},
    {"<environment xmlns=\"https://admin-shell.io/aas/4/0\"/>", CLASS_ENVIRONMENT,
     RULE_XML_NAMESPACE, "$", true},
    {"<environment/>", CLASS_ENVIRONMENT, RULE_XML_NAMESPACE, "$", true},
    {"<key xmlns=\"https://admin-shell.io/aas/3/1\" a=\"b\"><type>GlobalReference</type>"
     "<value>a</value></key>",
     CLASS_KEY, RULE_XML_ATTRIBUTE, "$", true},
    {"<environment xmlns=\"https://admin-shell.io/aas/3/1\" "
     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
     "xsi:schemaLocation=\"https://admin-shell.io/aas/3/1 AAS.xsd\"/>",
     CLASS_ENVIRONMENT, RULE_COUNT, "", true},
    {IN_KEY("<value>a</value><type>GlobalReference</type>"), CLASS_KEY, RULE_XML_ORDER, "$.type",
     true},
    {IN_KEY("<type>GlobalReference</type><type>GlobalReference</type><value>a</value>"), CLASS_KEY,
     RULE_DUPLICATE_PROPERTY, "$.type", false},
    {IN_KEY("<type>GlobalReference</type>text<value>a</value>"), CLASS_KEY, RULE_XML_TEXT, "$",
     true},
    {IN_KEY("<type>GlobalReference</type><value><x/></value>"), CLASS_KEY, RULE_TYPE, "$.value",
     false},
    {IN_KEY("<kind>GlobalReference</kind>"), CLASS_KEY, RULE_UNKNOWN_PROPERTY, "$", true},
    {IN_ENVIRONMENT("<submodels><property/></submodels>"), CLASS_ENVIRONMENT, RULE_MODEL_TYPE,
     "$.submodels[0]", false},
    {"<property xmlns=\"https://admin-shell.io/aas/3/1\"/>", CLASS_ENVIRONMENT, RULE_MODEL_TYPE,
     "$", false},
    {"<a><b></a>", CLASS_ENVIRONMENT, RULE_NOT_AAS, "$", false},
    {"<!DOCTYPE a><a/>", CLASS_ENVIRONMENT, RULE_XML_SYNTAX, "$", false},
    {"", CLASS_ENVIRONMENT, RULE_XML_SYNTAX, "$", false},
};

static void findings_name_rule_and_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        for (int tolerant = 0; tolerant < 2; tolerant++) {
            struct arena arena = {0};
            struct findings findings = {.arena = &arena, .tolerant = tolerant};
            const struct node *node = NULL;
            enum metamodel version;
            err_t rc = node_read_xml(str_from(row->text), row->class, true, &version, &arena,
                                     &findings, &node);
            assert_true(rc == ERR_OK || findings.error_count > 0);
            assert_int_equal(findings.count > 0, row->rule != RULE_COUNT);
            if (findings.count) {
                assert_int_equal(findings.items[0].rule, row->rule);
                assert_string_equal(findings.items[0].path.p, row->path);
            }
            assert_int_equal(findings.error_count == 0,
                             row->rule == RULE_COUNT || (tolerant && row->tolerant_reads));
            arena_release(&arena);
        }
    }
}

static void the_namespace_says_the_version(void **state)
{
    (void)state;
    static const char *const texts[METAMODEL_COUNT] = {
        "<environment xmlns=\"https://admin-shell.io/aas/3/0\"/>",
        "<environment xmlns=\"https://admin-shell.io/aas/3/1\"/>",
        "<x:environment xmlns:x=\"https://admin-shell.io/aas/3/2\"/>",
    };
    for (unsigned i = 0; i < METAMODEL_COUNT; i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        const struct node *node;
        enum metamodel version;
        assert_int_equal(node_read_xml(str_from(texts[i]), CLASS_ENVIRONMENT, true, &version,
                                       &arena, &findings, &node),
                         ERR_OK);
        assert_int_equal(version, i);
        assert_int_equal(findings.count, 0);
        arena_release(&arena);
    }
}

static void texts_keep_what_xml_could_lose(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    const struct node *node;
    enum metamodel version = METAMODEL_3_1;
    str json = STR("{\"modelType\":\"Property\",\"idShort\":\"ab\",\"valueType\":\"xs:string\","
                   "\"value\":\" <&>\\\"\\r\\n\\t \"}");
    assert_int_equal(node_read_json(json, CLASS_PROPERTY, version, &arena, &findings, &node),
                     ERR_OK);
    struct buf xml = {0}, again = {0};
    node_write_xml(node, version, &xml);
    assert_int_equal(
        node_read_xml(buf_str(&xml), CLASS_PROPERTY, false, &version, &arena, &findings, &node),
        ERR_OK);
    node_write_json(node, &again);
    assert_true(str_equal(buf_str(&again), json));
    assert_int_equal(findings.count, 0);
    buf_release(&xml);
    buf_release(&again);
    arena_release(&arena);
}

int node_xml_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_name_rule_and_place),
        cmocka_unit_test(the_namespace_says_the_version),
        cmocka_unit_test(texts_keep_what_xml_could_lose),
    };
    return cmocka_run_group_tests_name("node_xml", tests, NULL, NULL);
}

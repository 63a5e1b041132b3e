/* SPDX-License-Identifier: Apache-2.0 */
/* value_only_test.c - the value-only form, by the table of IDTA-01001 3.1.2 (valueonly.adoc). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/value_only.h"

struct row {
    const char *json, *expected; /* expected NULL: ERR_NOT_ALLOWED */
    struct view view;
};

#define TYPE(name) "{\"modelType\":\"" name "\""
#define PROPERTY(type, value)                                                                      \
    TYPE("Property") ",\"idShort\":\"p\",\"valueType\":\"" type "\",\"value\":\"" value "\"}"

static const struct row rows[] = {
    {PROPERTY("xs:decimal", "1.10"), "1.10", {0}},
    {PROPERTY("xs:int", " +5 "), "5", {0}},
    {PROPERTY("xs:int", "-007"), "-7", {0}},
    {PROPERTY("xs:integer", "000"), "0", {0}},
    {PROPERTY("xs:decimal", "-.50"), "-0.50", {0}},
    {PROPERTY("xs:decimal", "12."), "12", {0}},
    {PROPERTY("xs:double", "1.5e-05"), "1.5e-05", {0}},
    {PROPERTY("xs:double", "INF"), "\"INF\"", {0}},
    {PROPERTY("xs:float", "NaN"), "\"NaN\"", {0}},
    {PROPERTY("xs:unsignedLong", "18446744073709551615"), "18446744073709551615", {0}},
    {PROPERTY("xs:int", "one"), "\"one\"", {0}},
    {PROPERTY("xs:int", ""), "\"\"", {0}},
    {PROPERTY("xs:double", "1e"), "\"1e\"", {0}},
    {PROPERTY("xs:double", "."), "\".\"", {0}},
    {PROPERTY("xs:boolean", "1"), "true", {0}},
    {PROPERTY("xs:boolean", "false"), "false", {0}},
    {PROPERTY("xs:string", "\\u00fc\\\"5"), "\"\\u00fc\\\"5\"", {0}},
    {PROPERTY("xs:dateTime", "2026-01-01T00:00:00"), "\"2026-01-01T00:00:00\"", {0}},
    {TYPE("Property") ",\"valueType\":\"xs:int\"}", "null", {0}},
    {TYPE("Range") ",\"valueType\":\"xs:int\",\"min\":\"01\",\"max\":\"2\"}",
     "{\"min\":1,\"max\":2}",
     {0}},
    {TYPE("Range") ",\"valueType\":\"xs:int\",\"max\":\"2\"}", "{\"max\":2}", {0}},
    {TYPE("MultiLanguageProperty") ",\"value\":[{\"language\":\"de\",\"text\":"
                                   "\"a\"},{\"language\":"
                                   "\"en\",\"text\":\"b\"}]}",
     "[{\"de\":\"a\"},{\"en\":\"b\"}]",
     {0}},
    {TYPE("File") ",\"value\":\"/x\",\"contentType\":\"a/b\"}",
     "{\"contentType\":\"a/b\",\"value\":\"/x\"}",
     {0}},
    {TYPE("Blob") ",\"value\":\"QQ==\",\"contentType\":\"a/b\"}", "{\"contentType\":\"a/b\"}", {0}},
    {TYPE("Blob") ",\"value\":\"QQ==\",\"contentType\":\"a/b\"}",
     "{\"contentType\":\"a/b\",\"value\":\"QQ==\"}",
     {.with_blob_value = true}},
    {TYPE("ReferenceElement") ",\"value\":{\"type\":\"x\"}}", "{\"type\":\"x\"}", {0}},
    {TYPE("RelationshipElement") ",\"first\":{\"a\":1},\"second\":{\"b\":2}}",
     "{\"first\":{\"a\":1},\"second\":{\"b\":2}}",
     {0}},
    {TYPE("RelationshipElement") ",\"second\":{\"b\":2}}", "{\"second\":{\"b\":2}}", {0}},
    {TYPE("AnnotatedRelationshipElement") ",\"first\":{\"a\":1},\"annotations\":"
                                          "[" PROPERTY("xs:int", "1") "]}",
     "{\"first\":{\"a\":1},\"annotations\":{\"p\":1}}",
     {0}},
    {TYPE("Entity") ",\"entityType\":\"CoManagedEntity\",\"statements\":[" PROPERTY("xs:int",
                                                                                    "1") "]}",
     "{\"entityType\":\"CoManagedEntity\",\"statements\":{\"p\":1}}",
     {0}},
    {TYPE("BasicEventElement") ",\"observed\":{\"a\":1},\"state\":\"on\"}",
     "{\"observed\":{\"a\":1}}",
     {0}},
    {TYPE("Capability") "}", NULL, {0}},
    {TYPE("Operation") "}", NULL, {0}},
    {TYPE("SubmodelElementCollection") ",\"value\":[" TYPE(
         "Capability") ",\"idShort\":\"c\"}," PROPERTY("xs:int",
                                                       "1") "," TYPE("Property") ","
                                                                                 "\"idShort\":"
                                                                                 "\"q\","
                                                                                 "\"valueType\":"
                                                                                 "\"xs:int\"}]}",
     "{\"p\":1}",
     {0}},
    {TYPE("SubmodelElementCollection") "}", "{}", {0}},
    {TYPE("SubmodelElementList") ",\"typeValueListElement\":\"Property\",\"value\":"
                                 "[" PROPERTY("xs:int", "1") "," PROPERTY("xs:int", "2") "]}",
     "[1,2]",
     {0}},
    {TYPE("SubmodelElementList") ",\"typeValueListElement\":\"Operation\","
                                 "\"value\":[]}",
     "null",
     {0}},
    {TYPE("Submodel") ",\"submodelElements\":[" TYPE(
         "SubmodelElementCollection") ",\"idShort\":\"c\",\"value\":[" PROPERTY("xs:int",
                                                                                "1") "]}," TYPE("Su"
                                                                                                "bm"
                                                                                                "od"
                                                                                                "el"
                                                                                                "El"
                                                                                                "em"
                                                                                                "en"
                                                                                                "tL"
                                                                                                "is"
                                                                                                "t") ",\"idShort\":\"l\",\"value\":"
                                                                                                     "[" PROPERTY(
                                                                                                         "xs:int",
                                                                                                         "1") "]}]}",
     "{\"c\":{},\"l\":[]}",
     {.core = true}},
    {TYPE("Submodel") "}", "{}", {0}},
};
// clang-format on

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = {0};
        struct fail why = {0};
        err_t err = value_only_write(str_from(rows[i].json), rows[i].view, &out, &why);
        if (!rows[i].expected) {
            assert_int_equal(err, ERR_NOT_ALLOWED);
        } else {
            assert_int_equal(err, ERR_OK);
            buf_add_char(&out, '\0');
            assert_string_equal(out.p, rows[i].expected);
        }
        buf_release(&out);
    }
}

static void test_named(void **state)
{
    static const struct {
        const char *json, *expected;
    } named[] = {{PROPERTY("xs:int", "1"), "\"p\":1"},
                 {TYPE("Property") ",\"idShort\":\"p\",\"valueType\":\"xs:int\"}", ""},
                 {TYPE("Operation") ",\"idShort\":\"p\"}", ""},
                 {TYPE("Property") ",\"valueType\":\"xs:int\",\"value\":\"1\"}", ""}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(named); i++) {
        struct buf out = {0};
        struct fail why;
        assert_int_equal(
            value_only_write_named(str_from(named[i].json), (struct view){0}, &out, &why), ERR_OK);
        buf_add_char(&out, '\0');
        assert_string_equal(out.p, named[i].expected);
        buf_release(&out);
    }
}

static void test_broken(void **state)
{
    struct buf out = {0};
    struct fail why;
    (void)state;
    assert_int_equal(value_only_write(STR("{"), (struct view){0}, &out, &why), ERR_SYNTAX);
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

int value_only_test(void);
int value_only_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_named),
                                       cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests_name("value_only", tests, NULL, NULL);
}

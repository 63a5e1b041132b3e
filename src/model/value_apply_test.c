/* SPDX-License-Identifier: Apache-2.0 */
/* value_apply_test.c - the value-only form applied to elements of each class. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/value_apply.h"

// clang-format off
#define TYPE(name) "{\"modelType\":\"" name "\""
#define PROPERTY(type, value) TYPE("Property") ",\"idShort\":\"p\",\"valueType\":\"" type "\",\"value\":\"" value "\"}"
#define REFERENCE(value) "{\"type\":\"ExternalReference\",\"keys\":[{\"type\":\"GlobalReference\",\"value\":\"" value "\"}]}"

static const struct {
    const char *element, *value;
    const char *expected; /* NULL: refused */
    err_t error;
    const char *where;
} rows[] = {
    {PROPERTY("xs:int", "1"), "7", PROPERTY("xs:int", "7"), ERR_OK, NULL},
    {PROPERTY("xs:decimal", "1"), "1.10", PROPERTY("xs:decimal", "1.10"), ERR_OK, NULL},
    {PROPERTY("xs:double", "1"), "\"INF\"", PROPERTY("xs:double", "INF"), ERR_OK, NULL},
    {PROPERTY("xs:integer", "1"), "123456789012345678901234567890", PROPERTY("xs:integer", "123456789012345678901234567890"), ERR_OK, NULL},
    {PROPERTY("xs:boolean", "1"), "true", PROPERTY("xs:boolean", "true"), ERR_OK, NULL},
    {PROPERTY("xs:boolean", "1"), "\"0\"", PROPERTY("xs:boolean", "0"), ERR_OK, NULL},
    {PROPERTY("xs:string", "1"), "\"a\\u00fc\\\"\"", PROPERTY("xs:string", "a\xc3\xbc\\\""), ERR_OK, NULL},
    {PROPERTY("xs:string", "1"), "\"\"", PROPERTY("xs:string", ""), ERR_OK, NULL},
    {PROPERTY("xs:string", "1"), "null", TYPE("Property") ",\"idShort\":\"p\",\"valueType\":\"xs:string\"}", ERR_OK, NULL},
    {PROPERTY("xs:string", "1"), "1", NULL, ERR_INVALID, ""},
    {PROPERTY("xs:string", "1"), "true", NULL, ERR_INVALID, ""},
    {PROPERTY("xs:int", "1"), "true", NULL, ERR_INVALID, ""},
    {PROPERTY("xs:boolean", "1"), "1", NULL, ERR_INVALID, ""},
    {PROPERTY("xs:int", "1"), "[1]", NULL, ERR_INVALID, ""},
    {PROPERTY("xs:int", "1"), "{}", NULL, ERR_INVALID, ""},
    {TYPE("MultiLanguageProperty") "}", "[{\"de\":\"a\"},{\"en\":\"b\"}]", TYPE("MultiLanguageProperty") ",\"value\":[{\"language\":\"de\",\"text\":\"a\"},{\"language\":\"en\",\"text\":\"b\"}]}", ERR_OK, NULL},
    {TYPE("MultiLanguageProperty") "}", "{\"de\":\"a\",\"en\":\"b\"}", TYPE("MultiLanguageProperty") ",\"value\":[{\"language\":\"de\",\"text\":\"a\"},{\"language\":\"en\",\"text\":\"b\"}]}", ERR_OK, NULL},
    {TYPE("MultiLanguageProperty") ",\"value\":[{\"language\":\"de\",\"text\":\"a\"}]}", "[]", TYPE("MultiLanguageProperty") "}", ERR_OK, NULL},
    {TYPE("MultiLanguageProperty") "}", "[{\"language\":\"de\",\"text\":\"a\"}]", NULL, ERR_INVALID, ""},
    {TYPE("MultiLanguageProperty") "}", "[{}]", NULL, ERR_INVALID, ""},
    {TYPE("MultiLanguageProperty") "}", "[{\"de\":null}]", NULL, ERR_INVALID, ""},
    {TYPE("MultiLanguageProperty") "}", "[\"a\"]", NULL, ERR_INVALID, ""},
    {TYPE("Range") ",\"valueType\":\"xs:int\",\"min\":\"1\",\"max\":\"2\"}", "{\"max\":3}", TYPE("Range") ",\"valueType\":\"xs:int\",\"min\":\"1\",\"max\":\"3\"}", ERR_OK, NULL},
    {TYPE("Range") ",\"valueType\":\"xs:int\",\"min\":\"1\",\"max\":\"2\"}", "null", TYPE("Range") ",\"valueType\":\"xs:int\"}", ERR_OK, NULL},
    {TYPE("Range") ",\"valueType\":\"xs:int\"}", "{\"max\":3,\"max\":4}", NULL, ERR_INVALID, ""},
    {TYPE("Range") ",\"valueType\":\"xs:int\"}", "{\"value\":3}", NULL, ERR_INVALID, ""},
    {TYPE("File") ",\"contentType\":\"a/b\"}", "{\"value\":\"/x\"}", TYPE("File") ",\"value\":\"/x\",\"contentType\":\"a/b\"}", ERR_OK, NULL},
    {TYPE("File") ",\"value\":\"/x\",\"contentType\":\"a/b\"}", "null", TYPE("File") ",\"contentType\":\"a/b\"}", ERR_OK, NULL},
    {TYPE("File") "}", "\"/x\"", NULL, ERR_INVALID, ""},
    {TYPE("Blob") ",\"value\":\"QQ==\",\"contentType\":\"a/b\"}", "{\"contentType\":\"c/d\"}", TYPE("Blob") ",\"value\":\"QQ==\",\"contentType\":\"c/d\"}", ERR_OK, NULL},
    {TYPE("ReferenceElement") "}", REFERENCE("x"), TYPE("ReferenceElement") ",\"value\":" REFERENCE("x") "}", ERR_OK, NULL},
    {TYPE("ReferenceElement") "}", "{\"type\":\"ExternalReference\",\"more\":1}", NULL, ERR_INVALID, ""},
    {TYPE("RelationshipElement") ",\"first\":" REFERENCE("a") ",\"second\":" REFERENCE("b") "}", "{\"second\":" REFERENCE("c") "}", TYPE("RelationshipElement") ",\"first\":" REFERENCE("a") ",\"second\":" REFERENCE("c") "}", ERR_OK, NULL},
    {TYPE("AnnotatedRelationshipElement") ",\"annotations\":[" PROPERTY("xs:int", "1") "]}", "{\"first\":" REFERENCE("a") ",\"annotations\":{\"p\":2}}", TYPE("AnnotatedRelationshipElement") ",\"first\":" REFERENCE("a") ",\"annotations\":[" PROPERTY("xs:int", "2") "]}", ERR_OK, NULL},
    {TYPE("AnnotatedRelationshipElement") ",\"annotations\":[" PROPERTY("xs:int", "1") "]}", "{\"annotations\":[{\"p\":2}]}", TYPE("AnnotatedRelationshipElement") ",\"annotations\":[" PROPERTY("xs:int", "2") "]}", ERR_OK, NULL},
    {TYPE("AnnotatedRelationshipElement") ",\"annotations\":[" PROPERTY("xs:int", "1") "]}", "{\"annotations\":{\"q\":2}}", NULL, ERR_NOT_FOUND, "q"},
    {TYPE("Entity") ",\"statements\":[" PROPERTY("xs:int", "1") "],\"entityType\":\"CoManagedEntity\"}", "{\"statements\":{\"p\":2},\"entityType\":\"SelfManagedEntity\",\"globalAssetId\":\"g\",\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}", TYPE("Entity") ",\"statements\":[" PROPERTY("xs:int", "2") "],\"entityType\":\"SelfManagedEntity\",\"globalAssetId\":\"g\",\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}", ERR_OK, NULL},
    {TYPE("Entity") ",\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}", "{\"specificAssetIds\":[]}", TYPE("Entity") "}", ERR_OK, NULL},
    {TYPE("Entity") "}", "{\"specificAssetIds\":{\"n\":\"v\"}}", NULL, ERR_INVALID, ""},
    {TYPE("Entity") "}", "{\"statements\":1}", NULL, ERR_INVALID, ""},
    {TYPE("BasicEventElement") ",\"observed\":" REFERENCE("a") "}", "{\"observed\":" REFERENCE("b") "}", TYPE("BasicEventElement") ",\"observed\":" REFERENCE("b") "}", ERR_OK, NULL},
    {TYPE("BasicEventElement") ",\"observed\":" REFERENCE("a") "}", "null", NULL, ERR_INVALID, ""},
    {TYPE("SubmodelElementCollection") ",\"value\":[" PROPERTY("xs:int", "1") "]}", "{\"p\":2}", TYPE("SubmodelElementCollection") ",\"value\":[" PROPERTY("xs:int", "2") "]}", ERR_OK, NULL},
    {TYPE("SubmodelElementCollection") "}", "{}", TYPE("SubmodelElementCollection") "}", ERR_OK, NULL},
    {TYPE("SubmodelElementCollection") "}", "[]", NULL, ERR_INVALID, ""},
    {TYPE("SubmodelElementCollection") ",\"value\":[" PROPERTY("xs:int", "1") "]}", "{\"p\":2,\"p\":3}", NULL, ERR_INVALID, "p"},
    {TYPE("SubmodelElementCollection") ",\"value\":[" TYPE("SubmodelElementList") ",\"idShort\":\"l\",\"typeValueListElement\":\"Property\",\"value\":[" PROPERTY("xs:int", "1") "]}]}", "{\"l\":[1,2]}", NULL, ERR_NOT_FOUND, "l[1]"},
    {TYPE("SubmodelElementCollection") ",\"value\":[" TYPE("SubmodelElementList") ",\"idShort\":\"l\",\"typeValueListElement\":\"Property\",\"value\":[" PROPERTY("xs:int", "1") "]}]}", "{\"l\":[{}]}", NULL, ERR_INVALID, "l[0]"},
    {TYPE("SubmodelElementList") ",\"typeValueListElement\":\"Property\",\"value\":[" PROPERTY("xs:int", "1") "," PROPERTY("xs:int", "2") "]}", "[9]", TYPE("SubmodelElementList") ",\"typeValueListElement\":\"Property\",\"value\":[" PROPERTY("xs:int", "9") "," PROPERTY("xs:int", "2") "]}", ERR_OK, NULL},
    {TYPE("SubmodelElementList") ",\"typeValueListElement\":\"Property\"}", "{}", NULL, ERR_INVALID, ""},
    {TYPE("Capability") "}", "1", NULL, ERR_NOT_ALLOWED, "Capability"},
    {TYPE("Operation") "}", "{}", NULL, ERR_NOT_ALLOWED, "Operation"},
    {TYPE("SubmodelElementCollection") ",\"value\":[" TYPE("Capability") ",\"idShort\":\"c\"}]}", "{\"c\":1}", NULL, ERR_NOT_ALLOWED, "Capability"},
};
// clang-format on

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        const struct node *element, *next;
        struct json json;
        struct fail why = {0};
        assert_int_equal(node_read_json(str_from(rows[i].element), CLASS_SUBMODEL_ELEMENT,
                                        METAMODEL_3_2, &arena, &findings, &element),
                         ERR_OK);
        assert_int_equal(json_read(str_from(rows[i].value), &json, &why), ERR_OK);
        err_t err = value_apply(element, &json, 0, &arena, &findings, &next, &why);
        json_release(&json); /* the node must not need the tape any more */
        assert_int_equal(err, rows[i].error);
        struct buf out = {0};
        node_write_json(err ? element : next, &out);
        buf_add_char(&out, '\0');
        assert_string_equal(out.p, err ? rows[i].element : rows[i].expected);
        if (err)
            assert_string_equal(why.where, rows[i].where);
        buf_release(&out);
        arena_release(&arena);
    }
}

int value_apply_test(void);
int value_apply_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests_name("value_apply", tests, NULL, NULL);
}

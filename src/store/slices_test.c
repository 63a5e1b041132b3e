/* SPDX-License-Identifier: Apache-2.0 */
/* slices_test.c - idShortPaths of IDTA-01002 3.1.2 over one submodel with every kind of container.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "store/slices.h"

#define PROPERTY(name, value)                                                                      \
    "{\"modelType\":\"Property\",\"idShort\":\"" name                                              \
    "\",\"valueType\":\"xs:int\",\"value\":\"" value "\"}"
#define NAMELESS(value)                                                                            \
    "{\"modelType\":\"Property\",\"valueType\":\"xs:int\",\"value\":\"" value "\"}"
#define COLLECTION(name, children)                                                                 \
    "{\"modelType\":\"SubmodelElementCollection\"," name "\"value\":[" children "]}"
#define LIST(name, children)                                                                       \
    "{\"modelType\":\"SubmodelElementList\"," name "\"typeValueListElement\":\"Property\","        \
    "\"value\":[" children "]}"
#define ENTITY                                                                                     \
    "{\"modelType\":\"Entity\",\"idShort\":\"e\",\"statements\":[" PROPERTY(                       \
        "s", "6") "],\"entityType\":\"CoManagedEntity\"}"
#define RELATION                                                                                   \
    "{\"modelType\":\"AnnotatedRelationshipElement\",\"idShort\":\"r\",\"annotations\":"           \
    "[" PROPERTY("note", "7") "]}"
#define OPERATION                                                                                  \
    "{\"modelType\":\"Operation\",\"idShort\":\"o\",\"inputVariables\":[{\"value\":" PROPERTY(     \
        "in", "8") "}]}"

static const char body[] =
    "{\"modelType\":\"Submodel\",\"id\":\"urn:x\",\"submodelElements\":[" PROPERTY(
        "a", "1") "," COLLECTION("\"idShort\":\"c\",",
                                 PROPERTY("b", "2") "," LIST(
                                     "\"idShort\":\"l\",",
                                     NAMELESS("3") "," NAMELESS(
                                         "4"))) "," LIST("\"idShort\":\"ll\",",
                                                         LIST("", NAMELESS("5")) "," COLLECTION(
                                                             "", PROPERTY("d", "55"))) "," ENTITY
                                                                                       "," RELATION
                                                                                       "," OPERATION
                                                                                       "]}";

static str text(void)
{
    return str_of(body, sizeof body - 1);
}

static void test_found(void **state)
{
    (void)state;
    static const struct {
        const char *path, *json;
    } rows[] = {
        {"a", PROPERTY("a", "1")},
        {"c.b", PROPERTY("b", "2")},
        {"c.l", LIST("\"idShort\":\"l\",", NAMELESS("3") "," NAMELESS("4"))},
        {"c.l[0]", NAMELESS("3")},
        {"c.l[1]", NAMELESS("4")},
        {"ll[0]", LIST("", NAMELESS("5"))},
        {"ll[0][0]", NAMELESS("5")},
        {"ll[1].d", PROPERTY("d", "55")},
        {"e", ENTITY},
        {"e.s", PROPERTY("s", "6")},
        {"r.note", PROPERTY("note", "7")},
        {"o", OPERATION},
    };
    struct slices *slices;
    struct fail why;
    assert_int_equal(slices_new(text(), &slices, &why), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice slice = {0};
        assert_int_equal(slices_find(slices, str_from(rows[i].path), &slice, &why), ERR_OK);
        assert_int_equal(slice.bytes, strlen(rows[i].json));
        assert_memory_equal(body + slice.at, rows[i].json, slice.bytes);
    }
    slices_free(slices);
}

static void test_not_found(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        err_t code;
        const char *where; /* of ERR_NOT_FOUND */
        size_t offset;     /* of ERR_SYNTAX */
    } rows[] = {
        {"x", ERR_NOT_FOUND, "", 0},
        {"a.x", ERR_NOT_FOUND, "a", 0},
        {"c.x.y", ERR_NOT_FOUND, "c", 0},
        {"c.l[2]", ERR_NOT_FOUND, "c.l", 0},
        {"c.l[00]", ERR_NOT_FOUND, "c.l", 0},
        {"c[0]", ERR_NOT_FOUND, "c", 0},
        {"c.l[0].x[1]", ERR_NOT_FOUND, "c.l[0]", 0},
        {"o.in", ERR_NOT_FOUND, "o", 0},
        {"", ERR_SYNTAX, "", 0},
        {".", ERR_SYNTAX, "", 0},
        {"a.", ERR_SYNTAX, "", 2},
        {"a..b", ERR_SYNTAX, "", 2},
        {"a[", ERR_SYNTAX, "", 2},
        {"a[]", ERR_SYNTAX, "", 2},
        {"a[-1]", ERR_SYNTAX, "", 2},
        {"a[1", ERR_SYNTAX, "", 3},
        {"a]", ERR_SYNTAX, "", 1},
        {"a b", ERR_SYNTAX, "", 1},
        {"[0]", ERR_SYNTAX, "", 0},
        {"a[0]b", ERR_SYNTAX, "", 4},
    };
    struct slices *slices;
    struct fail why;
    assert_int_equal(slices_new(text(), &slices, &why), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slice slice;
        assert_int_equal(slices_find(slices, str_from(rows[i].path), &slice, &why), rows[i].code);
        if (rows[i].code == ERR_NOT_FOUND)
            assert_string_equal(why.where, rows[i].where);
        else
            assert_int_equal(why.offset, rows[i].offset);
    }
    slices_free(slices);
}

static void test_odd_bodies(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        err_t code;
    } rows[] = {
        {"{", ERR_SYNTAX},
        {"[]", ERR_OK},
        {"{\"modelType\":\"Submodel\"}", ERR_OK},
        {"{\"modelType\":1}", ERR_OK},
        {"{\"modelType\":\"Submodel\",\"submodelElements\":7}", ERR_OK},
        {"{\"modelType\":\"Submodel\",\"submodelElements\":[7,{\"idShort\":3}]}", ERR_OK},
        {"{\"modelType\":\"Property\",\"idShort\":\"a\"}", ERR_OK},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slices *slices = NULL;
        struct slice slice;
        assert_int_equal(slices_new(str_from(rows[i].body), &slices, NULL), rows[i].code);
        if (rows[i].code == ERR_OK)
            assert_int_equal(slices_find(slices, STR("a"), &slice, NULL), ERR_NOT_FOUND);
        slices_free(slices);
    }
}

int slices_test(void);

int slices_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_odd_bodies),
    };
    return cmocka_run_group_tests_name("slices", tests, NULL, NULL);
}

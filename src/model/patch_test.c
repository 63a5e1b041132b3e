/* SPDX-License-Identifier: Apache-2.0 */
/* patch_test.c - parts over whole elements, and the forms $metadata and $path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/metadata.h"
#include "model/patch.h"
#include "model/paths.h"
#include "model/read.h"

// clang-format off
#define TYPE(name) "{\"modelType\":\"" name "\""
#define P(name, value) TYPE("Property") ",\"idShort\":\"" name "\",\"valueType\":\"xs:int\",\"value\":\"" value "\"}"
#define C(name, items) TYPE("SubmodelElementCollection") ",\"idShort\":\"" name "\",\"value\":[" items "]}"
#define L(name, items) TYPE("SubmodelElementList") ",\"idShort\":\"" name "\",\"typeValueListElement\":\"Property\",\"value\":[" items "]}"

static const struct {
    const char *stored, *patch;
    bool metadata;
    const char *expected; /* NULL: refused */
    err_t error;
    const char *where;
} rows[] = {
    {P("a", "1"), TYPE("Property") ",\"value\":\"2\"}", false, P("a", "2"), ERR_OK, NULL},
    {P("a", "1"), TYPE("Property") ",\"category\":\"x\"}", true, TYPE("Property") ",\"category\":\"x\",\"idShort\":\"a\",\"valueType\":\"xs:int\",\"value\":\"1\"}", ERR_OK, NULL},
    {P("a", "1"), TYPE("Property") ",\"value\":\"2\"}", true, NULL, ERR_NOT_ALLOWED, "value"},
    {P("a", "1"), TYPE("Range") "}", false, NULL, ERR_INVALID, ""},
    {C("c", P("a", "1") "," P("b", "2")), TYPE("SubmodelElementCollection") ",\"value\":[" TYPE("Property") ",\"idShort\":\"b\",\"value\":\"3\"}]}", false, C("c", P("a", "1") "," P("b", "3")), ERR_OK, NULL},
    {C("c", P("a", "1")), C("c", P("b", "2")), false, NULL, ERR_NOT_FOUND, "b"},
    {C("c", P("a", "1")), C("c", TYPE("Property") "}"), false, NULL, ERR_NOT_FOUND, ""},
    {C("c", L("l", P("a", "1"))), C("c", L("l", TYPE("Range") "}")), false, NULL, ERR_INVALID, "l[0]"},
    {C("c", L("l", P("a", "1"))), C("c", L("l", P("a", "1") "," P("a", "1"))), false, NULL, ERR_NOT_FOUND, "l[1]"},
    {L("l", P("a", "1") "," P("b", "2")), L("l", P("a", "3")), false, L("l", P("a", "3") "," P("b", "2")), ERR_OK, NULL},
    {TYPE("SubmodelElementCollection") "}", C("c", P("a", "1")), false, NULL, ERR_NOT_FOUND, "a"},
};

static const struct {
    const char *json, *path;
    bool core;
    uint64_t after;
    size_t limit;
    const char *expected;
    uint64_t next;
} paths[] = {
    {TYPE("Submodel") ",\"submodelElements\":[" P("a", "1") "," C("c", L("l", P("x", "1") "," P("y", "1"))) "]}", "", false, 0, 9, "\"a\",\"c\",\"c.l\",\"c.l[0]\",\"c.l[1]\"", 0},
    {TYPE("Submodel") ",\"submodelElements\":[" P("a", "1") "," C("c", P("d", "1")) "]}", "", true, 0, 9, "\"a\",\"c\"", 0},
    {TYPE("Submodel") ",\"submodelElements\":[" P("a", "1") "," C("c", P("d", "1")) "]}", "", false, 0, 2, "\"a\",\"c\"", 2},
    {TYPE("Submodel") ",\"submodelElements\":[" P("a", "1") "," C("c", P("d", "1")) "]}", "", false, 2, 2, "\"c.d\"", 0},
    {TYPE("Submodel") ",\"submodelElements\":[" P("a", "1") "]}", "", false, 5, 2, "", 0},
    {C("c", C("d", P("e", "1"))), "x[0].c", false, 0, 9, "\"x[0].c\",\"x[0].c.d\",\"x[0].c.d.e\"", 0},
    {C("c", C("d", P("e", "1"))), "x[0].c", true, 0, 9, "\"x[0].c\",\"x[0].c.d\"", 0},
    {TYPE("Submodel") "}", "", false, 0, 9, "", 0},
};
// clang-format on

static const struct node *read(const char *text, struct arena *arena)
{
    struct findings findings = {.arena = arena};
    const struct node *node;
    assert_int_equal(node_read_json(str_from(text), CLASS_SUBMODEL_ELEMENT, METAMODEL_3_2, arena,
                                    &findings, &node),
                     ERR_OK);
    return node;
}

static void test_patch(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        const struct node *stored = read(rows[i].stored, &arena), *next;
        struct fail why = {0};
        err_t err = (rows[i].metadata ? node_patch_metadata : node_patch)(
            stored, read(rows[i].patch, &arena), &arena, &next, &why);
        assert_int_equal(err, rows[i].error);
        struct buf out = {0};
        node_write_json(err ? stored : next, &out);
        buf_add_char(&out, '\0');
        assert_string_equal(out.p, err ? rows[i].stored : rows[i].expected);
        if (err)
            assert_string_equal(why.where, rows[i].where);
        buf_release(&out);
        arena_release(&arena);
    }
}

static void test_paths(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct paths_page page = {.after = paths[i].after, .limit = paths[i].limit};
        struct buf out = {0};
        struct fail why;
        assert_int_equal(paths_write(str_from(paths[i].json), str_from(paths[i].path),
                                     paths[i].core, &page, &out, &why),
                         ERR_OK);
        buf_add_char(&out, '\0');
        assert_string_equal(out.p, paths[i].expected);
        assert_int_equal(page.next, paths[i].next);
        buf_release(&out);
    }
}

static void test_metadata(void **state)
{
    struct buf out = {0};
    struct fail why;
    (void)state;
    assert_int_equal(metadata_write(STR(P("a", "1")), &out, &why), ERR_OK);
    buf_add_char(&out, '\0');
    assert_string_equal(out.p,
                        "{\"modelType\":\"Property\",\"idShort\":\"a\",\"valueType\":\"xs:int\"}");
    buf_reset(&out);
    assert_int_equal(metadata_write(STR("{"), &out, &why), ERR_SYNTAX);
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

static void test_depth(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_int_equal(node_element_depth(read(P("a", "1"), &arena)), 1);
    assert_int_equal(node_element_depth(read(C("a", C("b", P("c", "1"))), &arena)), 3);
    assert_int_equal(
        node_element_depth(
            read(TYPE("Operation") ",\"inputVariables\":[{\"value\":" P("c", "1") "}]}", &arena)),
        2);
    assert_int_equal(node_class_of_text(STR(P("a", "1"))), CLASS_PROPERTY);
    assert_int_equal(node_class_of_text(STR("{\"modelType\":\"Nothing\"}")), CLASS_NONE);
    assert_int_equal(node_class_of_text(STR("{\"idShort\":\"a\"}")), CLASS_NONE);
    arena_release(&arena);
}

/* Few are compared one by one, many are hashed: the same comes out. */
static void test_named(void **state)
{
    (void)state;
    for (size_t count = 15; count < 20; count++) {
        struct arena arena = {0};
        struct node_list list = {0};
        for (size_t i = 0; i < count; i++) {
            struct node_builder builder = node_begin(CLASS_PROPERTY, 0);
            if (i != 3) /* one has no idShort, two have the same */
                node_set_text(&builder, PROP_ID_SHORT,
                              arena_printf(&arena, "p%zu", i == count - 1 ? 1 : i));
            node_list_add(&list, &arena, node_finish(&builder, &arena));
        }
        struct named_nodes named = named_nodes_of((struct nodes){list.items, list.count});
        assert_int_equal(named_nodes_find(&named, STR("p0")), 0);
        assert_int_equal(named_nodes_find(&named, STR("p1")), 1);
        assert_int_equal(named_nodes_find(&named, STR("p13")), 13);
        assert_int_equal(named_nodes_find(&named, STR("p3")), count);
        assert_int_equal(named_nodes_find(&named, STR("p")), count);
        named_nodes_release(&named);
        arena_release(&arena);
    }
}

int patch_test(void);
int patch_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patch), cmocka_unit_test(test_paths), cmocka_unit_test(test_metadata),
        cmocka_unit_test(test_depth), cmocka_unit_test(test_named),
    };
    return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}

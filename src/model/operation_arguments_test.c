/* SPDX-License-Identifier: Apache-2.0 */
/* operation_arguments_test.c - arguments held against variables: what fits, what is missing, and
 * what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "model/operation_arguments.h"

// clang-format off
#define PROPERTY(name, type, more) "{\"modelType\":\"Property\",\"idShort\":\"" name "\"" more ",\"valueType\":\"" type "\"}"
#define VALUED(name, type, value) "{\"modelType\":\"Property\",\"idShort\":\"" name "\",\"valueType\":\"" type "\",\"value\":\"" value "\"}"
#define VARIABLE(element) "{\"value\":" element "}"
#define COLLECTION(name, children) "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"" name "\",\"value\":[" children "]}"
#define LIST(name, type) "{\"modelType\":\"SubmodelElementList\",\"idShort\":\"" name "\",\"typeValueListElement\":\"Property\",\"valueTypeListElement\":\"" type "\"}"
#define ITEMS(name, type, items) "{\"modelType\":\"SubmodelElementList\",\"idShort\":\"" name "\",\"typeValueListElement\":\"Property\",\"valueTypeListElement\":\"" type "\",\"value\":[" items "]}"
#define ITEM(value) "{\"modelType\":\"Property\",\"valueType\":\"xs:int\",\"value\":\"" value "\"}"
#define OPTIONAL ",\"qualifiers\":[{\"type\":\"SMT/Cardinality\",\"valueType\":\"xs:string\",\"value\":\"ZeroToOne\"}]"
#define REQUIRED ",\"qualifiers\":[{\"type\":\"SMT/Cardinality\",\"valueType\":\"xs:string\",\"value\":\"One\"}]"

/* One letter for each fault in order, then its place: "u in.xx". */
static const struct {
    const char *variables, *arguments;
    bool values;
    const char *faults;
    unsigned errors;
    const char *written; /* NULL: not looked at */
} rows[] = {
    {"", "[]", false, "", 0, ""},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE(VALUED("aa", "xs:int", "1")) "]", false, "", 0, VARIABLE(VALUED("aa", "xs:int", "1"))},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "{\"aa\":1}", true, "", 0, VARIABLE(VALUED("aa", "xs:int", "1"))},
    /* The order is that of the variables. */
    {VARIABLE(PROPERTY("aa", "xs:int", "")) "," VARIABLE(PROPERTY("bb", "xs:int", "")), "{\"bb\":2,\"aa\":1}", true, "", 0, VARIABLE(VALUED("aa", "xs:int", "1")) "," VARIABLE(VALUED("bb", "xs:int", "2"))},
    /* An element without a value is one that fits. */
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE(PROPERTY("aa", "xs:int", "")) "]", false, "", 0, VARIABLE(PROPERTY("aa", "xs:int", ""))},
    {VARIABLE(VALUED("aa", "xs:int", "7")), "[]", false, "", 0, VARIABLE(VALUED("aa", "xs:int", "7"))},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[]", false, "missing in.aa;", 0, ""},
    {VARIABLE(PROPERTY("aa", "xs:int", OPTIONAL)), "[]", false, "", 0, ""},
    {VARIABLE(PROPERTY("aa", "xs:int", REQUIRED)), "[]", false, "missing in.aa;", 0, ""},
    {VARIABLE(COLLECTION("aa", VALUED("bb", "xs:int", "1"))), "[]", false, "", 0, VARIABLE(COLLECTION("aa", VALUED("bb", "xs:int", "1")))},
    {VARIABLE(COLLECTION("aa", VALUED("bb", "xs:int", "1") "," PROPERTY("cc", "xs:int", ""))), "[]", false, "missing in.aa;", 0, ""},
    {"", "[" VARIABLE(VALUED("aa", "xs:int", "1")) "]", false, "unknown in.aa;", 0, ""},
    {"", "{\"aa\":1}", true, "unknown in.aa;", 0, ""},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE(VALUED("aa", "xs:int", "1")) "," VARIABLE(VALUED("aa", "xs:int", "1")) "]", false, "twice in.aa;", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "{\"aa\":1,\"aa\":1}", true, "twice in.aa;", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE(VALUED("aa", "xs:long", "1")) "]", false, "class in.aa (Property, xs:int);", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE("{\"modelType\":\"Capability\",\"idShort\":\"aa\"}") "]", false, "class in.aa (Property, xs:int);", 0, NULL},
    {VARIABLE(LIST("aa", "xs:int")), "[" VARIABLE(LIST("aa", "xs:long")) "]", false, "class in.aa (SubmodelElementList, Property, xs:int);", 0, NULL},
    {VARIABLE(LIST("aa", "xs:int")), "[" VARIABLE(LIST("aa", "xs:int")) "]", false, "", 0, NULL},
    {VARIABLE(COLLECTION("aa", PROPERTY("bb", "xs:int", ""))), "[" VARIABLE(COLLECTION("aa", VALUED("bb", "xs:long", "1"))) "]", false, "class in.aa.bb (Property, xs:int);", 0, NULL},
    {VARIABLE(COLLECTION("aa", PROPERTY("bb", "xs:int", ""))), "[" VARIABLE(COLLECTION("aa", VALUED("cc", "xs:long", "1"))) "]", false, "", 0, NULL},
    /* Wrong elements are findings, and then not missing. */
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE(VALUED("aa", "xs:int", "one")) "]", false, "", 1, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "{\"aa\":\"one\"}", true, "", 1, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[{}]", false, "missing in.aa;", 1, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[" VARIABLE("{\"modelType\":\"Property\",\"valueType\":\"xs:int\"}") "]", false, "missing in.aa;", 1, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "{\"aa\":[]}", true, "value in.aa;", 0, NULL},
    {VARIABLE(COLLECTION("aa", PROPERTY("bb", "xs:int", ""))), "{\"aa\":{\"cc\":1}}", true, "value in.aa.cc;", 0, NULL},
    {VARIABLE("{\"modelType\":\"Capability\",\"idShort\":\"aa\"}"), "{\"aa\":1}", true, "value in.aa;", 0, NULL},
    /* A list is as long as what is sent. */
    {VARIABLE(LIST("aa", "xs:int")), "{\"aa\":[1,2]}", true, "", 0, VARIABLE(ITEMS("aa", "xs:int", ITEM("1") "," ITEM("2")))},
    {VARIABLE(LIST("aa", "xs:int")), "{\"aa\":[]}", true, "", 0, VARIABLE(LIST("aa", "xs:int"))},
    {VARIABLE(LIST("aa", "xs:int")), "{\"aa\":[\"one\"]}", true, "", 1, NULL},
    {VARIABLE(ITEMS("aa", "xs:int", ITEM("1") "," ITEM("2"))), "{\"aa\":[3]}", true, "", 0, VARIABLE(ITEMS("aa", "xs:int", ITEM("3")))},
    {VARIABLE(ITEMS("aa", "xs:int", ITEM("1"))), "{\"aa\":[3,4,5]}", true, "", 0, VARIABLE(ITEMS("aa", "xs:int", ITEM("3") "," ITEM("4") "," ITEM("5")))},
    {VARIABLE(ITEMS("aa", "xs:int", ITEM("1"))), "{\"aa\":[]}", true, "", 0, VARIABLE(LIST("aa", "xs:int"))},
    {VARIABLE("{\"modelType\":\"SubmodelElementList\",\"idShort\":\"aa\",\"typeValueListElement\":\"Entity\"}"), "{\"aa\":[{}]}", true, "value in.aa[0];", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "{}", false, "form in;", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "[]", true, "form in;", 0, NULL},
    {VARIABLE(PROPERTY("aa", "xs:int", "")), "null", true, "form in;", 0, NULL},
};
// clang-format on

static const char *const kinds[ARGUMENT_FAULT_KINDS] = {
    [ARGUMENT_FORM] = "form",       [ARGUMENT_UNKNOWN] = "unknown", [ARGUMENT_TWICE] = "twice",
    [ARGUMENT_MISSING] = "missing", [ARGUMENT_CLASS] = "class",     [ARGUMENT_VALUE] = "value"};

static struct nodes read_variables(struct arena *arena, const char *variables)
{
    struct findings findings = {.arena = arena};
    const struct node *operation;
    str text = variables[0]
                   ? arena_printf(arena, "{\"modelType\":\"Operation\",\"inputVariables\":[%s]}",
                                  variables)
                   : STR("{\"modelType\":\"Operation\"}");
    assert_int_equal(
        node_read_json(text, CLASS_OPERATION, METAMODEL_3_2, arena, &findings, &operation), ERR_OK);
    assert_int_equal(findings.error_count, 0);
    return node_list(operation, PROP_INPUT_VARIABLES);
}

static void arguments_are_held_against_variables(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        struct argument_reader reader = {.arena = &arena, .findings = &findings};
        struct operation_arguments list =
            operation_arguments_of(&arena, STR("in"), read_variables(&arena, rows[i].variables));
        struct json json;
        struct fail why;
        struct buf faults = {0}, written = {0};
        assert_int_equal(json_read(str_from(rows[i].arguments), &json, &why), ERR_OK);
        if (rows[i].values)
            operation_arguments_read_values(&reader, &list, &json, 0);
        else
            operation_arguments_read(&reader, &list, 1, &json, 0);
        operation_arguments_complete(&reader, &list, ARGUMENT_DEFAULT_VARIABLE);
        for (size_t k = 0; k < reader.count; k++)
            buf_printf(&faults, "%s %.*s;", kinds[reader.faults[k].kind],
                       STR_ARG(reader.faults[k].where));
        buf_add_char(&faults, 0);
        if (strcmp(faults.p, rows[i].faults) != 0 || findings.error_count != rows[i].errors)
            fail_msg("row %zu: %s and %zu errors", i, faults.p, findings.error_count);
        operation_arguments_write(&list, false, &written);
        if (rows[i].written && !str_equal(buf_str(&written), str_from(rows[i].written)))
            fail_msg("row %zu: %.*s", i, STR_ARG(buf_str(&written)));
        buf_release(&written);
        buf_release(&faults);
        json_release(&json);
        arena_release(&arena);
    }
}

/* One array for two lists: each goes where its variable is. */
static void lists_share_an_array(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct argument_reader reader = {.arena = &arena, .findings = &findings};
    struct operation_arguments lists[] = {
        operation_arguments_of(&arena, STR("out"),
                               read_variables(&arena, VARIABLE(PROPERTY("aa", "xs:int", "")))),
        operation_arguments_of(&arena, STR("inout"),
                               read_variables(&arena, VARIABLE(PROPERTY("bb", "xs:int", ""))))};
    struct json json;
    struct fail why;
    struct buf written = {0};
    assert_int_equal(json_read(STR("[" VARIABLE(VALUED("bb", "xs:int", "2")) "," VARIABLE(
                                   VALUED("aa", "xs:int", "1")) "]"),
                               &json, &why),
                     ERR_OK);
    operation_arguments_read(&reader, lists, 2, &json, 0);
    assert_int_equal(reader.count, 0);
    operation_arguments_write_values(&lists[0], &written);
    buf_add_char(&written, ' ');
    operation_arguments_write_values(&lists[1], &written);
    assert_true(str_equal(buf_str(&written), STR("\"aa\":1 \"bb\":2")));
    buf_release(&written);
    json_release(&json);
    arena_release(&arena);
}

/* What stands in for what is missing is asked for. */
static void nothing_stands_in_unasked(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct argument_reader reader = {.arena = &arena, .findings = &findings};
    struct operation_arguments list = operation_arguments_of(
        &arena, STR("out"), read_variables(&arena, VARIABLE(VALUED("aa", "xs:int", "7"))));
    operation_arguments_complete(&reader, &list, ARGUMENT_DEFAULT_NONE);
    assert_int_equal(reader.count, 1);
    assert_int_equal(reader.faults[0].kind, ARGUMENT_MISSING);
    arena_release(&arena);
}

/* An item of a MiB may stand for sixteen, not for seventeen. */
static void lists_are_limited(void **state)
{
    (void)state;
    enum { ITEM_BYTES = 1 << 20 };
    static const char head[] = "{\"modelType\":\"Property\",\"value\":\"",
                      tail[] = "\",\"valueType\":\"xs:string\"}";
    size_t frame = sizeof head + sizeof tail - 2;
    for (int count = 16; count <= 17; count++) {
        struct arena arena = {0};
        char *item = arena_alloc(&arena, ITEM_BYTES + 1);
        snprintf(item, ITEM_BYTES + 1, "%s%0*d%s", head, (int)(ITEM_BYTES - frame), 0, tail);
        assert_int_equal(strlen(item), ITEM_BYTES);
        struct findings findings = {.arena = &arena};
        struct argument_reader reader = {.arena = &arena, .findings = &findings};
        str variable = arena_printf(&arena, VARIABLE(ITEMS("aa", "xs:string", "%s")), item);
        struct operation_arguments list =
            operation_arguments_of(&arena, STR("in"), read_variables(&arena, variable.p));
        struct json json;
        struct fail why;
        struct buf values = {0};
        for (int i = 0; i < count; i++)
            buf_printf(&values, "%s\"x\"", i ? "," : "{\"aa\":[");
        buf_add(&values, STR("]}"));
        assert_int_equal(json_read(buf_str(&values), &json, &why), ERR_OK);
        operation_arguments_read_values(&reader, &list, &json, 0);
        assert_int_equal(reader.count, count - 16);
        json_release(&json);
        buf_release(&values);
        arena_release(&arena);
    }
}

int operation_arguments_test(void);
int operation_arguments_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(arguments_are_held_against_variables),
                                       cmocka_unit_test(lists_share_an_array),
                                       cmocka_unit_test(nothing_stands_in_unasked),
                                       cmocka_unit_test(lists_are_limited)};
    return cmocka_run_group_tests_name("operation_arguments", tests, NULL, NULL);
}

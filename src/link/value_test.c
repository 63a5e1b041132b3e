/* SPDX-License-Identifier: Apache-2.0 */
/* value_test.c - what machines say, as values of Properties, and back. */
#include "link/value.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "link/payload.h"

struct row {
    enum link_raw_kind kind;
    const char *raw;
    const char *type;
    double factor, offset;
    const char *expected; /* NULL: ERR_INVALID */
};

static const struct row rows[] = {
    {RAW_NUMBER, "21.50", "xs:double", 1, 0, "21.50"},
    {RAW_NUMBER, "215", "xs:double", 0.1, 0, "21.5"},
    {RAW_NUMBER, "7", "xs:decimal", 0.001, 0, "0.007"},
    {RAW_NUMBER, "1e3", "xs:double", 1, 0, "1e3"},
    {RAW_NUMBER, "1e3", "xs:int", 1, 0, "1000"},
    {RAW_NUMBER, "1e3", "xs:decimal", 1, 0, "1000"},
    {RAW_NUMBER, "2.5e1", "xs:int", 1, 0, "25"},
    {RAW_NUMBER, "18446744073709551615", "xs:unsignedLong", 1, 0, "18446744073709551615"},
    {RAW_NUMBER, "9007199254740993", "xs:long", 1, 0, "9007199254740993"},
    {RAW_NUMBER, "215", "xs:int", 0.1, 0, "22"},
    {RAW_NUMBER, "-0.2", "xs:int", 1, 0, "0"},
    {RAW_NUMBER, "300", "xs:unsignedByte", 1, 0, NULL},
    {RAW_NUMBER, "-1", "xs:unsignedInt", 1, 0, NULL},
    {RAW_NUMBER, "1", "xs:boolean", 1, 0, "true"},
    {RAW_NUMBER, "0.0", "xs:boolean", 1, 0, "false"},
    {RAW_NUMBER, "2", "xs:boolean", 1, 0, NULL},
    {RAW_BOOLEAN, "true", "xs:boolean", 1, 0, "true"},
    {RAW_BOOLEAN, "true", "xs:int", 1, 0, "1"},
    {RAW_BOOLEAN, "false", "xs:string", 1, 0, "false"},
    {RAW_NUMBER, "007", "xs:string", 1, 0, "007"},
    {RAW_TEXT, "21.5", "xs:double", 2, 1, "44"},
    {RAW_TEXT, "warm", "xs:double", 1, 0, NULL},
    {RAW_TEXT, "warm", "xs:string", 1, 0, "warm"},
    {RAW_TEXT, "warm", "xs:string", 2, 0, NULL},
    {RAW_TEXT, "2026-11-25T10:00:00Z", "xs:dateTime", 1, 0, "2026-11-25T10:00:00Z"},
    {RAW_TEXT, "yesterday", "xs:dateTime", 1, 0, NULL},
    {RAW_NUMBER, "INF", "xs:double", 1, 0, "INF"},
    {RAW_NUMBER, "NaN", "xs:float", 2, 0, "NaN"},
    {RAW_NUMBER, "NaN", "xs:int", 1, 0, NULL},
    {RAW_NUMBER, "1e300", "xs:long", 1, 0, NULL},
};

static void values_of_raw(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        struct arena arena = {0};
        struct link_raw raw = {row->kind, str_from(row->raw)};
        struct link_scale scale = link_scale_none();
        struct fail why = {0};
        enum xsd_type type;
        str text;
        scale.factor = row->factor;
        scale.offset = row->offset;
        scale.scaled = row->factor != 1 || row->offset != 0;
        assert_true(xsd_type_find(str_from(row->type), &type));
        err_t err = link_value_of_raw(&raw, &scale, type, &arena, &text, &why);
        if (row->expected && err == ERR_OK)
            assert_string_equal(text.p, row->expected);
        else if (row->expected || err != ERR_INVALID)
            fail_msg("%s as %s: %s", row->raw, row->type, why.text);
        else
            assert_true(why.text[0]);
        arena_release(&arena);
    }
}

static void raws_of_values(void **state)
{
    (void)state;
    static const struct {
        const char *value, *type;
        double factor, offset;
        const char *json; /* NULL: ERR_INVALID */
    } table[] = {
        {"21.5", "xs:double", 0.1, 0, "215"},
        {"21.5", "xs:double", 0.1, -5, "265"},
        {"+5", "xs:int", 1, 0, "5"},
        {"true", "xs:boolean", 1, 0, "true"},
        {"0", "xs:boolean", 1, 0, "false"},
        {"a \"b\"", "xs:string", 1, 0, "\"a \\\"b\\\"\""},
        {"a", "xs:string", 2, 0, NULL},
        {"1.5", "xs:int", 1, 0, NULL},
        {"-INF", "xs:double", 1, 0, "\"-INF\""},
        {"12", "xs:string", 1, 0, "\"12\""},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena arena = {0};
        struct link_scale scale = {true, table[i].factor, table[i].offset, 0, false, false, 0, 0};
        scale.scaled = scale.factor != 1 || scale.offset != 0;
        struct link_raw raw;
        struct fail why = {0};
        struct buf out = {0};
        enum xsd_type type;
        assert_true(xsd_type_find(str_from(table[i].type), &type));
        err_t err = link_raw_of_value(str_from(table[i].value), type, &scale, &arena, &raw, &why);
        assert_int_equal(err, table[i].json ? ERR_OK : ERR_INVALID);
        if (!err) {
            link_payload_write(CODEC_JSON, &raw, &out);
            assert_true(str_equal(buf_str(&out), str_from(table[i].json)));
        }
        buf_release(&out);
        arena_release(&arena);
    }
}

static void limits_hold_for_the_raw_value(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct link_scale scale = {true, 0.5, 0, 0, true, true, 10, 20};
    struct fail why = {0};
    str text;
    static const struct {
        const char *raw;
        bool fine;
    } table[] = {{"9.99", false}, {"10", true}, {"20", true}, {"20.01", false}, {"NaN", false}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct link_raw raw = {RAW_NUMBER, str_from(table[i].raw)};
        err_t err = link_value_of_raw(&raw, &scale, XSD_DOUBLE, &arena, &text, &why);
        assert_int_equal(err, table[i].fine ? ERR_OK : ERR_INVALID);
    }
    struct link_raw raw;
    assert_int_equal(link_raw_of_value(STR("10"), XSD_DOUBLE, &scale, &arena, &raw, &why), ERR_OK);
    assert_int_equal(link_raw_of_value(STR("10.1"), XSD_DOUBLE, &scale, &arena, &raw, &why),
                     ERR_INVALID);
    arena_release(&arena);
}

static void long_texts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct link_scale scale = link_scale_none();
    struct fail why = {0};
    str text;
    char *bytes = arena_alloc(&arena, LINK_TEXT_BYTES_MAX + 1);
    memset(bytes, 'x', LINK_TEXT_BYTES_MAX + 1);
    struct link_raw raw = {RAW_TEXT, str_of(bytes, LINK_TEXT_BYTES_MAX)};
    assert_int_equal(link_value_of_raw(&raw, &scale, XSD_STRING, &arena, &text, &why), ERR_OK);
    raw.text.n++;
    assert_int_equal(link_value_of_raw(&raw, &scale, XSD_STRING, &arena, &text, &why),
                     ERR_TOO_LARGE);
    arena_release(&arena);
}

static void values_differ(void **state)
{
    (void)state;
    static const struct {
        const char *old, *next;
        enum xsd_type type;
        double deadband;
        bool expected;
    } table[] = {
        {NULL, "1", XSD_INT, 5, true},
        {"1", "1", XSD_INT, 0, false},
        {"1.0", "1.00", XSD_DOUBLE, 0, false},
        {"1", "1.5", XSD_DOUBLE, 0.5, false},
        {"1", "1.6", XSD_DOUBLE, 0.5, true},
        {"5", "3", XSD_INT, 2, false},
        {"5", "2", XSD_INT, 2, true},
        {"a", "b", XSD_STRING, 9, true},
        {"1", "NaN", XSD_DOUBLE, 9, true},
        {"NaN", "NaN", XSD_DOUBLE, 0, false},
        {"9007199254740993", "9007199254740992", XSD_LONG, 0, true},
        {"true", "false", XSD_BOOLEAN, 9, true},
        {"", "1", XSD_INT, 9, true},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(link_value_differs(str_from(table[i].old), str_from(table[i].next),
                                            table[i].type, table[i].deadband),
                         table[i].expected);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double number;
        bool single;
        const char *text;
    } table[] = {{21.5, false, "21.5"},
                 {0.1, false, "0.1"},
                 {(double)0.1f, true, "0.1"},
                 {1.0 / 3, false, "0.3333333333333333"},
                 {(double)(1.0f / 3), true, "0.33333334"},
                 {-0.0, false, "0"},
                 {1e300, false, "1e+300"}};
    static const char *const none[] = {"",         " 1",  "1 ",  "0x10", "1e",
                                       "infinity", "nan", "--1", "1,5"};
    struct arena arena = {0};
    double number;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_string_equal(link_number_write(table[i].number, table[i].single, &arena).p,
                            table[i].text);
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_false(link_number_read(str_from(none[i]), &number));
    arena_release(&arena);
}

static void qualifiers(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        bool fine;
    } table[] = {
        {"{}", true},
        {"{\"qualifiers\":[{\"type\":\"scale\",\"value\":\"0.1\"},{\"type\":\"other\",\"value\":"
         "\"x\"}]}",
         true},
        {"{\"qualifiers\":[{\"type\":\"scale\",\"value\":\"0\"}]}", false},
        {"{\"qualifiers\":[{\"type\":\"scale\",\"value\":\"INF\"}]}", false},
        {"{\"qualifiers\":[{\"type\":\"scale\"}]}", false},
        {"{\"qualifiers\":[{\"type\":\"offset\",\"value\":\"-3\"}]}", true},
        {"{\"qualifiers\":[{\"type\":\"offset\",\"value\":\"ten\"}]}", false},
        {"{\"qualifiers\":[{\"type\":\"deadband\",\"value\":\"0\"}]}", true},
        {"{\"qualifiers\":[{\"type\":\"deadband\",\"value\":\"-1\"}]}", false},
        {"{\"qualifiers\":[1,null]}", true},
        {"{\"qualifiers\":{}}", true},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct json json;
        struct fail why = {0};
        struct link_scale scale = link_scale_none();
        assert_int_equal(json_read(str_from(table[i].json), &json, &why), ERR_OK);
        assert_int_equal(link_scale_read(&json, 0, &scale, &why),
                         table[i].fine ? ERR_OK : ERR_INVALID);
        json_release(&json);
    }
}

int value_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_of_raw),
                                       cmocka_unit_test(raws_of_values),
                                       cmocka_unit_test(limits_hold_for_the_raw_value),
                                       cmocka_unit_test(long_texts),
                                       cmocka_unit_test(values_differ),
                                       cmocka_unit_test(numbers),
                                       cmocka_unit_test(qualifiers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* json_test.c - RFC 8259 at its edges: what is read, what is refused and where, the tape, writing.
 */
#include "codec/json.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Reads from memory of exactly the text's size, so that reading past the end is seen. */
static err_t read_exact(str text, char **ret_copy, struct json *ret_json, struct fail *why)
{
    *ret_copy = malloc(text.n + !text.n);
    if (text.n)
        memcpy(*ret_copy, text.p, text.n);
    return json_read(str_of(*ret_copy, text.n), ret_json, why);
}

static void valid_texts_are_read(void **state)
{
    (void)state;
    static const struct {
        str text;
        enum json_type type;
    } rows[] = {
        {STR("null"), JSON_NULL},
        {STR(" true\n"), JSON_TRUE},
        {STR("\tfalse\r"), JSON_FALSE},
        {STR("0"), JSON_NUMBER},
        {STR("-0"), JSON_NUMBER},
        {STR("-1.50e+10"), JSON_NUMBER},
        {STR("1E5"), JSON_NUMBER},
        {STR("123456789012345678901234567890"), JSON_NUMBER},
        {STR("\"\""), JSON_STRING},
        {STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00\""), JSON_STRING},
        {STR("\"\x7F\xC3\xA4\xF0\x9F\x98\x80\""), JSON_STRING},
        {STR("[]"), JSON_ARRAY},
        {STR("[ 1 , [ ] , { } ]"), JSON_ARRAY},
        {STR("{}"), JSON_OBJECT},
        {STR("{\"a\":1,\"a\":2}"), JSON_OBJECT},
        {STR("\xEF\xBB\xBF{}"), JSON_OBJECT},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct json json;
        struct fail why;
        char *copy;
        if (read_exact(rows[i].text, &copy, &json, &why) != ERR_OK)
            fail_msg("%.*s: %s", STR_ARG(rows[i].text), why.text);
        assert_int_equal(json_type(&json, 0), rows[i].type);
        json_release(&json);
        free(copy);
    }
}

static void wrong_texts_are_refused_where_they_are_wrong(void **state)
{
    (void)state;
    static const struct {
        str text;
        size_t offset;
    } rows[] = {
        {STR(""), 0},
        {STR("  "), 2},
        {STR("\xEF\xBB\xBF"), 3},
        {STR("nul"), 0},
        {STR("nulL"), 0},
        {STR("True"), 0},
        {STR("01"), 0},
        {STR("-"), 0},
        {STR("+1"), 0},
        {STR(".5"), 0},
        {STR("1."), 0},
        {STR("1e"), 0},
        {STR("1e+"), 0},
        {STR("0x1"), 1},
        {STR("NaN"), 0},
        {STR("\""), 0},
        {STR("\"a"), 0},
        {STR("\"\\"), 1},
        {STR("\"\\\""), 0},
        {STR("\"\\x\""), 1},
        {STR("\"\\u12\""), 1},
        {STR("\"\\u12g4\""), 1},
        {STR("\"a\\uD800\""), 2},
        {STR("\"\\uD800\\n\""), 1},
        {STR("\"\\uD800\\uD800\""), 1},
        {STR("\"\\uDC00\""), 1},
        {STR("\"a\nb\""), 2},
        {STR("\"a\0b\""), 2},
        {STR("\"\xC3\""), 1},
        {STR("\"\xED\xA0\x80\""), 1},
        {STR("\"0123456789abcdef\xFF\""), 17},
        {STR("["), 1},
        {STR("[1"), 2},
        {STR("[1,"), 3},
        {STR("[1,]"), 3},
        {STR("[,1]"), 1},
        {STR("[1 2]"), 3},
        {STR("[1}"), 2},
        {STR("{"), 1},
        {STR("{1:2}"), 1},
        {STR("{\"a\"}"), 4},
        {STR("{\"a\" 1}"), 5},
        {STR("{\"a\":}"), 5},
        {STR("{\"a\":1,}"), 7},
        {STR("{\"a\":1"), 6},
        {STR("{\"a\":1]"), 6},
        {STR("{,}"), 1},
        {STR("1 2"), 2},
        {STR("{}}"), 2},
        {STR("]"), 0},
        {STR("{} // c"), 3},
        {STR("1\0"), 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct json json;
        struct fail why = {0};
        char *copy;
        assert_int_equal(read_exact(rows[i].text, &copy, &json, &why), ERR_SYNTAX);
        if (why.offset != rows[i].offset || why.code != ERR_SYNTAX || !why.text[0])
            fail_msg("%.*s: at %zu: %s", STR_ARG(rows[i].text), why.offset, why.text);
        free(copy);
    }
}

static err_t read_nested(size_t depth, char open, char close)
{
    struct buf text = {0};
    struct json json;
    for (size_t i = 0; i < depth; i++)
        buf_add(&text, open == '[' ? STR("[") : i + 1 < depth ? STR("{\"a\":") : STR("{"));
    for (size_t i = 0; i < depth; i++)
        buf_add_char(&text, close);
    err_t rc = json_read(buf_str(&text), &json, NULL);
    if (rc == ERR_OK) {
        assert_true(str_equal(json_slice(&json, 0), buf_str(&text)));
        json_release(&json);
    }
    buf_release(&text);
    return rc;
}

static void depth_is_limited(void **state)
{
    (void)state;
    assert_int_equal(read_nested(JSON_DEPTH_MAX, '[', ']'), ERR_OK);
    assert_int_equal(read_nested(JSON_DEPTH_MAX + 1, '[', ']'), ERR_TOO_LARGE);
    assert_int_equal(read_nested(JSON_DEPTH_MAX, '{', '}'), ERR_OK);
    assert_int_equal(read_nested(JSON_DEPTH_MAX + 1, '{', '}'), ERR_TOO_LARGE);
    assert_int_equal(read_nested(1000000, '[', ']'), ERR_TOO_LARGE);
}

static void length_is_limited(void **state)
{
    (void)state;
    struct json json;
    /* Refused by its length alone; nothing of it is looked at. */
    assert_int_equal(json_read(str_of("", JSON_BYTES_MAX + 1), &json, NULL), ERR_TOO_LARGE);
}

static void tape_is_walked(void **state)
{
    (void)state;
    const str text = STR("{\"a\": [1, {\"b\": null}, \"x\\ny\"], \"c\\u0041\" : {} ,\"d\":-1.10 }");
    static const char *const slices[] = {
        "\"a\"", "[1, {\"b\": null}, \"x\\ny\"]", "\"c\\u0041\"", "{}", "\"d\"", "-1.10"};
    struct json json;
    struct arena arena = {0};
    assert_int_equal(json_read(text, &json, NULL), ERR_OK);
    assert_int_equal(json_count(&json, 0), 3);
    assert_int_equal(json_next(&json, 0), json.count);
    size_t i = 0;
    for (uint32_t at = 1; at < json_next(&json, 0); at = json_next(&json, at), i++)
        assert_true(str_equal(json_slice(&json, at), str_from(slices[i])));
    assert_int_equal(i, COUNT_OF(slices));
    assert_true(str_equal(json_slice(&json, 0), text));

    uint32_t a = json_member(&json, 0, STR("a"));
    assert_int_equal(json_type(&json, a), JSON_ARRAY);
    assert_int_equal(json_count(&json, a), 3);
    assert_int_equal(json_count(&json, a + 1), 0);
    assert_int_equal(json_member(&json, 0, STR("b")), 0);
    assert_int_equal(json_member(&json, a, STR("b")), 0);
    assert_int_equal(json_member(&json, a + 2, STR("b")), a + 4);
    uint32_t x = a + 5;
    assert_true(str_equal(json_string_raw(&json, x), STR("x\\ny")));
    assert_true(str_equal(json_string(&json, x, &arena), STR("x\ny")));
    json_release(&json);
    assert_null(json.tokens);
    arena_release(&arena);
}

static void keys_are_compared_without_escapes(void **state)
{
    (void)state;
    struct json json;
    assert_int_equal(json_read(STR("{\"\\u0069d\":1,\"other\":2}"), &json, NULL), ERR_OK);
    assert_int_equal(json_member(&json, 0, STR("id")), 2);
    assert_int_equal(json_member(&json, 0, STR("\\u0069d")), 0);
    json_release(&json);
}

static void literals_have_slices(void **state)
{
    (void)state;
    const str text = STR("[true,false,null,\"\",0]");
    static const char *const slices[] = {"true", "false", "null", "\"\"", "0"};
    struct json json;
    assert_int_equal(json_read(text, &json, NULL), ERR_OK);
    for (uint32_t i = 0; i < COUNT_OF(slices); i++)
        assert_true(str_equal(json_slice(&json, i + 1), str_from(slices[i])));
    json_release(&json);
}

static void strings_are_unescaped(void **state)
{
    (void)state;
    static const struct {
        str text, expected;
    } rows[] = {
        {STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), STR("\"\\/\b\f\n\r\t")},
        {STR("\"\\u0000\""), STR("\0")},
        {STR("\"a\\u00E4b\\u20ac\""), STR("a\xC3\xA4"
                                          "b\xE2\x82\xAC")},
        {STR("\"\\ud83d\\ude00\\uDBFF\\uDFFF\""), STR("\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF")},
        {STR("\"0123456789abcde\\\\\""), STR("0123456789abcde\\")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct json json;
        struct arena arena = {0};
        assert_int_equal(json_read(rows[i].text, &json, NULL), ERR_OK);
        assert_true(str_equal(json_string(&json, 0, &arena), rows[i].expected));
        assert_true(str_equal(json_slice(&json, 0), rows[i].text));
        json_release(&json);
        arena_release(&arena);
    }
}

static void strings_are_written(void **state)
{
    (void)state;
    static const struct {
        str plain, expected;
    } rows[] = {
        {STR(""), STR("\"\"")},
        {STR("a/b"), STR("\"a/b\"")},
        {STR("\"\\"), STR("\"\\\"\\\\\"")},
        {STR("\b\f\n\r\t"), STR("\"\\b\\f\\n\\r\\t\"")},
        {STR("\x01\x1F\x7F"), STR("\"\\u0001\\u001f\x7F\"")},
        {STR("a\0b"), STR("\"a\\u0000b\"")},
        {STR("\xC3\xA4 and a long plain text, over sixteen \xF0\x9F\x98\x80\n"),
         STR("\"\xC3\xA4 and a long plain text, over sixteen \xF0\x9F\x98\x80\\n\"")},
    };
    struct buf absent = {0};
    json_write_string(&absent, (str){0});
    assert_true(str_equal(buf_str(&absent), STR("\"\"")));
    buf_release(&absent);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = {0};
        json_write_string(&out, rows[i].plain);
        assert_true(str_equal(buf_str(&out), rows[i].expected));
        buf_release(&out);
    }
}

static void lines_are_counted(void **state)
{
    (void)state;
    assert_int_equal(json_line_of(STR("a\nb\n"), 0), 1);
    assert_int_equal(json_line_of(STR("a\nb\n"), 2), 2);
    assert_int_equal(json_line_of(STR("a\nb\n"), 99), 3);
}

static void members_are_taken_and_written(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf out = {0};
    struct json json;
    struct fail why;
    uint32_t end;
    assert_int_equal(
        json_read(STR("{\"a\":\"x\\ny\",\"b\":1,\"c\":[2,[3]],\"d\":[]}"), &json, &why), ERR_OK);
    assert_true(str_equal(json_member_text(&json, 0, STR("a"), &arena), STR("x\ny")));
    assert_null(json_member_text(&json, 0, STR("b"), &arena).p);
    assert_null(json_member_text(&json, 0, STR("none"), &arena).p);
    assert_null(json_text(&json, 0, &arena).p);
    uint32_t item = json_items(&json, 0, STR("c"), &end);
    assert_true(str_equal(json_slice(&json, item), STR("2")));
    assert_int_equal(json_next(&json, json_next(&json, item)), end);
    item = json_items(&json, 0, STR("d"), &end);
    assert_int_equal(item, end);
    assert_int_equal(json_items(&json, 0, STR("b"), &end), 0);
    assert_int_equal(end, 0);
    json_write_member(&out, "e", STR("\""));
    json_write_filled_member(&out, "f", STR(""));
    json_write_filled_member(&out, "g", STR("h"));
    json_write_member(&out, "i", STR(""));
    assert_true(str_equal(buf_str(&out), STR(",\"e\":\"\\\"\",\"g\":\"h\",\"i\":\"\"")));
    buf_release(&out);
    json_release(&json);
    arena_release(&arena);
}

int json_test(void);
int json_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_texts_are_read),
        cmocka_unit_test(wrong_texts_are_refused_where_they_are_wrong),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(length_is_limited),
        cmocka_unit_test(tape_is_walked),
        cmocka_unit_test(keys_are_compared_without_escapes),
        cmocka_unit_test(literals_have_slices),
        cmocka_unit_test(strings_are_unescaped),
        cmocka_unit_test(strings_are_written),
        cmocka_unit_test(lines_are_counted),
        cmocka_unit_test(members_are_taken_and_written),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}

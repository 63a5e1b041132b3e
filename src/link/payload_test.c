/* SPDX-License-Identifier: Apache-2.0 */
/* payload_test.c - values in JSON and plain text. */
#include "link/payload.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void payloads(void **state)
{
    (void)state;
    static const struct {
        enum link_codec codec;
        const char *payload, *key0, *key1;
        err_t err;
        enum link_raw_kind kind;
        const char *text;
    } table[] = {
        {CODEC_JSON, "21.50", NULL, NULL, ERR_OK, RAW_NUMBER, "21.50"},
        {CODEC_JSON, " true ", NULL, NULL, ERR_OK, RAW_BOOLEAN, "true"},
        {CODEC_JSON, "\"a\\u00e4\"", NULL, NULL, ERR_OK, RAW_TEXT, "a\xc3\xa4"},
        {CODEC_JSON, "{\"a\":{\"b-c\":7}}", "a", "b-c", ERR_OK, RAW_NUMBER, "7"},
        {CODEC_JSON, "{\"a\":7}", "a", "b", ERR_NOT_FOUND, RAW_NUMBER, NULL},
        {CODEC_JSON, "{\"a\":7}", NULL, NULL, ERR_INVALID, RAW_NUMBER, NULL},
        {CODEC_JSON, "[7]", NULL, NULL, ERR_INVALID, RAW_NUMBER, NULL},
        {CODEC_JSON, "null", NULL, NULL, ERR_INVALID, RAW_NUMBER, NULL},
        {CODEC_JSON, "21,5", NULL, NULL, ERR_SYNTAX, RAW_NUMBER, NULL},
        {CODEC_JSON, "", NULL, NULL, ERR_SYNTAX, RAW_NUMBER, NULL},
        {CODEC_PLAIN, " 21.5\r\n", NULL, NULL, ERR_OK, RAW_NUMBER, "21.5"},
        {CODEC_PLAIN, "false\n", NULL, NULL, ERR_OK, RAW_BOOLEAN, "false"},
        {CODEC_PLAIN, " warm \n", NULL, NULL, ERR_OK, RAW_TEXT, " warm "},
        {CODEC_PLAIN, "", NULL, NULL, ERR_OK, RAW_TEXT, ""},
        {CODEC_PLAIN, "\xff", NULL, NULL, ERR_SYNTAX, RAW_TEXT, NULL},
        {CODEC_PLAIN, "5", "a", NULL, ERR_INVALID, RAW_NUMBER, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena arena = {0};
        struct link_raw raw;
        struct fail why = {0};
        str keys[] = {str_from(table[i].key0), str_from(table[i].key1)};
        size_t count = (size_t)(table[i].key0 != NULL) + (table[i].key1 != NULL);
        assert_int_equal(link_payload_read(table[i].codec, str_from(table[i].payload), keys, count,
                                           &arena, &raw, &why),
                         table[i].err);
        if (table[i].text) {
            assert_int_equal(raw.kind, table[i].kind);
            assert_string_equal(raw.text.p, table[i].text);
        } else {
            assert_true(why.text[0]);
        }
        arena_release(&arena);
    }
}

static void content_types(void **state)
{
    (void)state;
    enum link_codec codec;
    assert_true(link_codec_find((str){0}, &codec) && codec == CODEC_JSON);
    assert_true(link_codec_find(STR("application/json; charset=utf-8"), &codec));
    assert_true(link_codec_find(STR("application/td+json"), &codec) && codec == CODEC_JSON);
    assert_true(link_codec_find(STR("Text/Plain ;charset=utf-8"), &codec) && codec == CODEC_PLAIN);
    assert_false(link_codec_find(STR("application/octet-stream"), &codec));
    assert_false(link_codec_find(STR("application/xml"), &codec));
}

int payload_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(payloads), cmocka_unit_test(content_types)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

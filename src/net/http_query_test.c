/* SPDX-License-Identifier: Apache-2.0 */
/* http_query_test.c - percent-decoding and query parameters. */
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void escapes_are_decoded(void **state)
{
    (void)state;
    static const struct {
        str text, expected;
        err_t code;
        size_t offset;
    } rows[] = {
        {STR(""), STR(""), ERR_OK, 0},
        {STR("abc"), STR("abc"), ERR_OK, 0},
        {STR("a%20b"), STR("a b"), ERR_OK, 0},
        {STR("a+b"), STR("a+b"), ERR_OK, 0},
        {STR("%2f%2F%25"), STR("//%"), ERR_OK, 0},
        {STR("%C3%A4"), STR("\xc3\xa4"), ERR_OK, 0},
        {STR("%F0%9F%98%80"), STR("\xf0\x9f\x98\x80"), ERR_OK, 0},
        {STR("%"), STR(""), ERR_SYNTAX, 0},
        {STR("a%4"), STR(""), ERR_SYNTAX, 1},
        {STR("ab%4g"), STR(""), ERR_SYNTAX, 2},
        {STR("%g4"), STR(""), ERR_SYNTAX, 0},
        {STR("%%41"), STR(""), ERR_SYNTAX, 0},
        {STR("%+1"), STR(""), ERR_SYNTAX, 0},
        {STR("a%00b"), STR(""), ERR_SYNTAX, 0},
        {STR("a\0b"), STR(""), ERR_SYNTAX, 0},
        {STR("%C3"), STR(""), ERR_SYNTAX, 0},
        {STR("%C0%80"), STR(""), ERR_SYNTAX, 0},
        {STR("%ED%A0%80"), STR(""), ERR_SYNTAX, 0},
        {STR("%FF"), STR(""), ERR_SYNTAX, 0},
        {STR("\xff"), STR(""), ERR_SYNTAX, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct fail why = {0};
        str text = {0};
        err_t code = http_percent_decode(&arena, rows[i].text, &text, &why);
        if (code != rows[i].code || (!code && !str_equal(text, rows[i].expected)) ||
            why.offset != rows[i].offset)
            fail_msg("row %zu (%.*s): %s at %zu", i, STR_ARG(rows[i].text), err_text(code),
                     why.offset);
        arena_release(&arena);
    }
}

static void parameters_are_split(void **state)
{
    (void)state;
    static const struct {
        str query;
        err_t code;
        size_t count;
        struct http_parameter items[3];
    } rows[] = {
        {STR(""), ERR_OK, 0, {{{0}, {0}}}},
        {STR("&&"), ERR_OK, 0, {{{0}, {0}}}},
        {STR("a"), ERR_OK, 1, {{STR("a"), STR("")}}},
        {STR("a="), ERR_OK, 1, {{STR("a"), STR("")}}},
        {STR("=b"), ERR_OK, 1, {{STR(""), STR("b")}}},
        {STR("a=b=c"), ERR_OK, 1, {{STR("a"), STR("b=c")}}},
        {STR("a=1&b=2&a=3"),
         ERR_OK,
         3,
         {{STR("a"), STR("1")}, {STR("b"), STR("2")}, {STR("a"), STR("3")}}},
        {STR("&a=1&&b=2&"), ERR_OK, 2, {{STR("a"), STR("1")}, {STR("b"), STR("2")}}},
        {STR("a%3D=%26&b=x+y;z"), ERR_OK, 2, {{STR("a="), STR("&")}, {STR("b"), STR("x+y;z")}}},
        {STR("a=%"), ERR_SYNTAX, 0, {{{0}, {0}}}},
        {STR("%zz=1"), ERR_SYNTAX, 0, {{{0}, {0}}}},
        {STR("a=1&b=%00"), ERR_SYNTAX, 0, {{{0}, {0}}}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct http_parameter *items = NULL;
        size_t count = 0;
        err_t code = http_query_parse(&arena, rows[i].query, &items, &count, NULL);
        if (code != rows[i].code || count != rows[i].count)
            fail_msg("row %zu (%.*s): %s, %zu items", i, STR_ARG(rows[i].query), err_text(code),
                     count);
        for (size_t k = 0; k < count; k++) {
            assert_true(str_equal(items[k].name, rows[i].items[k].name));
            assert_true(str_equal(items[k].value, rows[i].items[k].value));
        }
        arena_release(&arena);
    }
}

static void parameter_count_is_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        char query[2 * (HTTP_PARAMETERS_MAX + 1)];
        for (size_t i = 0; i < HTTP_PARAMETERS_MAX + more; i++)
            memcpy(query + 2 * i, "a&", 2);
        struct arena arena = {0};
        struct http_parameter *items;
        size_t count;
        err_t code = http_query_parse(&arena, str_of(query, 2 * (HTTP_PARAMETERS_MAX + more)),
                                      &items, &count, NULL);
        assert_int_equal(code, more ? ERR_TOO_LARGE : ERR_OK);
        arena_release(&arena);
    }
}

int http_query_test(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(escapes_are_decoded),
                                              cmocka_unit_test(parameters_are_split),
                                              cmocka_unit_test(parameter_count_is_bounded)};
    return cmocka_run_group_tests_name("http_query", tests, NULL, NULL);
}

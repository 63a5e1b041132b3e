/* SPDX-License-Identifier: Apache-2.0 */
/* base_test.c - borrowed strings, numbers, errors. */
#include "base/ascii.h"
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void strings_compare(void **state)
{
    (void)state;
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("b"), STR("a")) > 0);
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(STR("\xFF"), STR("a")) > 0);
    assert_int_equal(str_compare((str){0}, STR("")), 0);
    assert_true(str_equal((str){0}, STR("")));
    assert_true(str_equal_nocase(STR("aBc-1"), STR("AbC-1")));
    assert_false(str_equal_nocase(STR("a"), STR("b")));
    assert_false(str_equal_nocase(STR("a"), STR("ab")));
    assert_false(str_equal_nocase(STR("\xC3\x84"), STR("\xC3\xA4")));
    assert_false(str_equal_nocase(str_of("a\0b", 3), str_of("a\0c", 3)));
    assert_true(str_starts_with(STR("abc"), STR("")) && str_starts_with(STR("abc"), STR("ab")));
    assert_false(str_starts_with(STR("a"), STR("ab")));
    assert_true(str_ends_with(STR("abc"), STR("bc")) && !str_ends_with(STR("c"), STR("bc")));
}

static void parts_are_found(void **state)
{
    (void)state;
    assert_int_equal(str_find_char(STR("abc"), 'c'), 2);
    assert_int_equal(str_find_char(STR("abc"), 'd'), 3);
    assert_int_equal(str_find_char((str){0}, 'd'), 0);
    assert_int_equal(str_find(STR("abcbc"), STR("bc")), 1);
    assert_int_equal(str_find(STR("abc"), STR("cd")), 3);
    assert_int_equal(str_find((str){0}, STR("a")), 0);
    str rest = STR("a;;bc;");
    assert_true(str_equal(str_cut(&rest, ';'), STR("a")));
    assert_int_equal(str_cut(&rest, ';').n, 0);
    assert_true(str_equal(str_cut(&rest, ';'), STR("bc")) && rest.n == 0);
    assert_int_equal(str_cut(&rest, ';').n, 0);
    rest = STR("whole");
    assert_true(str_equal(str_cut(&rest, ';'), STR("whole")) && rest.n == 0);
    assert_int_equal(str_run(STR("12a3"), ascii_is_digit), 2);
    assert_int_equal(str_run(STR("12"), ascii_is_digit), 2);
    assert_int_equal(str_run((str){0}, ascii_is_digit), 0);
    assert_true(str_equal(str_trim(STR(" \r\n\ta b\t\n")), STR("a b")));
    assert_int_equal(str_trim(STR(" \n")).n, 0);
    assert_int_equal(str_trim((str){0}).n, 0);
}

static void numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        str text;
        uint64_t max;
        bool expected;
        uint64_t number;
    } rows[] = {
        {STR("0"), 0, true, 0},
        {STR("007"), 7, true, 7},
        {STR("8"), 7, false, 0},
        {STR("18446744073709551615"), UINT64_MAX, true, UINT64_MAX},
        {STR("18446744073709551616"), UINT64_MAX, false, 0},
        {STR("99999999999999999999"), UINT64_MAX, false, 0},
        {STR(""), 9, false, 0},
        {STR("-1"), 9, false, 0},
        {STR("+1"), 9, false, 0},
        {STR("1 "), 9, false, 0},
        {STR("/"), 9, false, 0},
        {STR(":"), 99, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint64_t number = 0;
        assert_int_equal(str_to_u64(rows[i].text, rows[i].max, &number), rows[i].expected);
        assert_int_equal(number, rows[i].number);
    }
}

static void failures_are_told(void **state)
{
    (void)state;
    struct fail why = {0};
    char text[1000];
    memset(text, 'x', sizeof text);
    err_t rc =
        fail_set(&why, ERR_SYNTAX, 7, str_of(text, sizeof text), "%.*s", (int)sizeof text, text);
    assert_int_equal(rc, ERR_SYNTAX);
    assert_int_equal(why.code, ERR_SYNTAX);
    assert_int_equal(why.offset, 7);
    assert_int_equal(strlen(why.where), FAIL_WHERE_BYTES_MAX - 1);
    assert_int_equal(strlen(why.text), FAIL_TEXT_BYTES_MAX - 1);
    for (size_t i = 0; i < FAIL_TEXT_BYTES_MAX; i++)
        memcpy(text + i, i % 3 == 0 ? "\xe2" : i % 3 == 1 ? "\x82" : "\xac", 1);
    rc = fail_set(&why, ERR_SYNTAX, 7, str_of(text, 300), "%.*s", (int)sizeof text, text);
    assert_int_equal(strlen(why.where), (FAIL_WHERE_BYTES_MAX - 1) / 3 * 3);
    assert_int_equal(strlen(why.text), (FAIL_TEXT_BYTES_MAX - 1) / 3 * 3);
    assert_int_equal(fail_set(NULL, ERR_IO, 0, (str){0}, "x"), ERR_IO);
    fail_set(&why, ERR_IO, 0, (str){0}, "short");
    assert_string_equal(why.where, "");
    assert_string_equal(why.text, "short");
    assert_int_equal(err_http_status(ERR_OK), 200);
    assert_int_equal(err_http_status(ERR_FULL), 507);
    assert_string_equal(err_text(ERR_NOT_FOUND), "not found");
}

int base_test(void);
int base_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_compare),
        cmocka_unit_test(parts_are_found),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(failures_are_told),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}

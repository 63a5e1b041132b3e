/* SPDX-License-Identifier: Apache-2.0 */
/* buf_test.c - growing, the cap at its edge, taking the bytes. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void text_grows(void **state)
{
    (void)state;
    struct buf buf = {0};
    assert_non_null(buf_str(&buf).p);
    buf_add(&buf, (str){0});
    assert_non_null(buf_reserve(&buf, 0));
    buf_add(&buf, STR("a"));
    buf_add_char(&buf, 'b');
    buf_add_u64(&buf, 0);
    buf_add_u64(&buf, UINT64_MAX);
    buf_printf(&buf, "%s!", "");
    assert_true(str_equal(buf_str(&buf), STR("ab018446744073709551615!")));
    buf_reset(&buf);
    assert_int_equal(buf.n, 0);
    for (int i = 0; i < 100000; i++)
        buf_printf(&buf, "%06d", i);
    assert_int_equal(buf.n, 600000);
    assert_true(str_ends_with(buf_str(&buf), STR("099999")));
    buf_release(&buf);
    assert_null(buf.p);
}

static void cap_is_exact_and_sticky(void **state)
{
    (void)state;
    static const size_t caps[] = {1, 2, 255, 256, 257, 1000, 5000};
    for (size_t i = 0; i < COUNT_OF(caps); i++) {
        struct buf buf = {.bytes_max = caps[i]};
        for (size_t k = 0; k < caps[i]; k++)
            buf_add_char(&buf, 'x');
        assert_false(buf.over);
        assert_int_equal(buf.n, caps[i]);
        buf_add(&buf, STR(""));
        assert_false(buf.over);
        buf_add_char(&buf, 'y');
        assert_true(buf.over);
        buf_printf(&buf, "z");
        buf_add_u64(&buf, 1);
        assert_null(buf_reserve(&buf, 1));
        assert_int_equal(buf.n, caps[i]);
        buf_reset(&buf);
        assert_false(buf.over);
        buf_add_char(&buf, 'z');
        assert_int_equal(buf.n, 1);
        buf_release(&buf);
    }
}

static void too_much_is_left_out_whole(void **state)
{
    (void)state;
    struct buf buf = {.bytes_max = 4};
    buf_add(&buf, STR("abc"));
    buf_add(&buf, STR("de"));
    assert_true(buf.over);
    assert_true(str_equal(buf_str(&buf), STR("abc")));
    buf_release(&buf);
    struct buf printed = {.bytes_max = 4};
    buf_printf(&printed, "%s", "12345");
    assert_true(printed.over);
    assert_int_equal(printed.n, 0);
    buf_release(&printed);
}

static void bytes_can_be_taken(void **state)
{
    (void)state;
    struct buf buf = {0};
    size_t bytes = 9;
    char *p = buf_take(&buf, &bytes);
    assert_non_null(p);
    assert_int_equal(bytes, 0);
    assert_int_equal(p[0], 0);
    free(p);
    buf_add(&buf, STR("abc"));
    p = buf_take(&buf, &bytes);
    assert_int_equal(bytes, 3);
    assert_string_equal(p, "abc");
    assert_int_equal(buf.n, 0);
    free(p);
    struct buf full = {.bytes_max = 3};
    buf_add(&full, STR("abc"));
    p = buf_take(&full, &bytes);
    assert_string_equal(p, "abc");
    free(p);
    buf_release(&full);
    buf_release(&buf);
}

int buf_test(void);
int buf_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(cap_is_exact_and_sticky),
        cmocka_unit_test(too_much_is_left_out_whole),
        cmocka_unit_test(bytes_can_be_taken),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}

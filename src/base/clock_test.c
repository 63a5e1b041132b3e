/* SPDX-License-Identifier: Apache-2.0 */
/* clock_test.c - known moments as RFC 3339, and clocks that go forward. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void moments_are_written(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *expected;
    } rows[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {999, "1970-01-01T00:00:00.999Z"},
        {951782400000, "2000-02-29T00:00:00.000Z"},
        {1795467600123, "2026-11-23T21:00:00.123Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {-1000, "1969-12-31T23:59:59.000Z"},
        {-62167219200000, "0000-01-01T00:00:00.000Z"},
        {253402300799999, "9999-12-31T23:59:59.999Z"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[CLOCK_TEXT_BYTES];
        clock_format(rows[i].ms, text);
        assert_string_equal(text, rows[i].expected);
    }
}

static void clocks_go_forward(void **state)
{
    (void)state;
    int64_t first = clock_steady_ms();
    assert_true(clock_steady_ms() >= first);
    assert_true(clock_wall_ms() > 1700000000000);
}

int clock_test(void);
int clock_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_written),
        cmocka_unit_test(clocks_go_forward),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}

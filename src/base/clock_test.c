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

static void moments_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2000-02-29T00:00:00.000Z", 951782400000},
        {"2026-11-23T21:00:00.123Z", 1795467600123},
        {"2026-11-23T21:00:00.1239999Z", 1795467600123},
        {"2026-11-23T22:30:00.1+01:30", 1795467600100},
        {"2026-11-23t16:00:00-05:00", 1795467600000},
        {"1969-12-31T23:59:59.999Z", -1},
        {"0000-01-01T00:00:00Z", -62167219200000},
        {"9999-12-31T23:59:59.999Z", 253402300799999},
        {"2016-12-31T23:59:60Z", 1483228800000},
    };
    static const char *const bad[] = {
        "",
        "2026",
        "2026-11-23",
        "2026-11-23T21:00:00",
        "2026-11-23T21:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00Zx",
        "2026-01-01T00:00:00+1:00",
        "2026-01-01T00:00:00+24:00",
        "-2026-01-01T00:00:00Z",
        "12026-01-01T00:00:00Z",
        "2026-01-01 00:00:00Z",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t ms;
        assert_true(clock_parse(str_from(rows[i].text), &ms));
        assert_int_equal(ms, rows[i].ms);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int64_t ms;
        if (clock_parse(str_from(bad[i]), &ms))
            fail_msg("%s was taken", bad[i]);
    }
    char text[CLOCK_HTTP_BYTES];
    clock_format_http(784111777999, text); /* the example of RFC 9110, 5.6.7 */
    assert_string_equal(text, "Sun, 06 Nov 1994 08:49:37 GMT");
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
        cmocka_unit_test(moments_are_read),
        cmocka_unit_test(clocks_go_forward),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}

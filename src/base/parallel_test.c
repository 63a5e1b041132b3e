/* SPDX-License-Identifier: Apache-2.0 */
/* parallel_test.c - every item is done once, whatever the number of ranges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/parallel.h"

static void mark(void *context, unsigned range, size_t first, size_t end)
{
    unsigned char *marks = context;
    for (size_t i = first; i < end; i++)
        marks[i] = (unsigned char)(marks[i] + range + 1);
}

static void each_item_is_done_once_in_order_of_ranges(void **state)
{
    (void)state;
    for (unsigned ranges = 1; ranges <= PARALLEL_RANGES_MAX; ranges++) {
        for (size_t count = 0; count < 20; count++) {
            unsigned char marks[21] = {0};
            parallel_run(ranges, count, mark, marks);
            for (size_t i = 0; i < count; i++) {
                assert_in_range(marks[i], 1, ranges);
                assert_true(i == 0 || marks[i] >= marks[i - 1]);
            }
            assert_int_equal(marks[count], 0);
        }
    }
}

static void small_work_stays_whole(void **state)
{
    (void)state;
    assert_int_equal(parallel_ranges(0, 10), 1);
    assert_int_equal(parallel_ranges(19, 10), 1);
    assert_in_range(parallel_ranges(1000000, 10), 1, PARALLEL_RANGES_MAX);
}

static void an_arena_takes_over_another(void **state)
{
    (void)state;
    struct arena a = {0}, b = {0};
    str first = arena_dup(&a, STR("first")), second = arena_dup(&b, STR("second"));
    size_t bytes = a.bytes_total + b.bytes_total;
    arena_adopt(&a, &b);
    assert_int_equal(a.bytes_total, bytes);
    assert_null(b.blocks);
    assert_true(str_equal(first, STR("first")) && str_equal(second, STR("second")));
    str third = arena_dup(&a, STR("third"));
    assert_true(str_equal(third, STR("third")));
    arena_adopt(&b, &a);
    assert_true(str_equal(second, STR("second")));
    arena_release(&b);
    arena_release(&a);
}

int parallel_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_is_done_once_in_order_of_ranges),
        cmocka_unit_test(small_work_stays_whole),
        cmocka_unit_test(an_arena_takes_over_another),
    };
    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}

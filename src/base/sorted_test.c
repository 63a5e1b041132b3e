/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sorted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    str text;
    int number;
};

static void rows_are_found_by_their_text(void **state)
{
    (void)state;
    static const struct row rows[] = {{STR_ROW("a"), 0},
                                      {STR_ROW("b"), 1},
                                      {STR_ROW("b"), 2},
                                      {STR_ROW("ba"), 3},
                                      {STR_ROW("d"), 4}};
    static const struct {
        const char *key;
        size_t count, first;
    } asked[] = {{"a", 1, 0}, {"b", 2, 1}, {"ba", 1, 3}, {"c", 0, 4},
                 {"d", 1, 4}, {"e", 0, 5}, {"", 0, 0}};
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        size_t first, count = sorted_find(rows, COUNT_OF(rows), sizeof rows[0],
                                          str_from(asked[i].key), &first);
        assert_int_equal(count, asked[i].count);
        assert_int_equal(first, asked[i].first);
    }
    size_t first;
    assert_int_equal(sorted_find(rows, 0, sizeof rows[0], STR("a"), &first), 0);
}

int sorted_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_their_text),
    };
    return cmocka_run_group_tests_name("sorted", tests, NULL, NULL);
}

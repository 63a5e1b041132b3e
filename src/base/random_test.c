/* SPDX-License-Identifier: Apache-2.0 */
/* random_test.c - random names: their form, and that none comes twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/random.h"

static void names_differ(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map seen = {0};
    for (int i = 0; i < 10000; i++) {
        str name = random_name(&arena);
        bool added;
        assert_true(random_is_name(name));
        map_put(&seen, name, &added);
        assert_true(added);
    }
    map_release(&seen);
    arena_release(&arena);
}

static void what_is_no_name(void **state)
{
    (void)state;
    assert_true(random_is_name(STR("abcdefghijklmnopqrs-_9")));
    assert_false(random_is_name(STR("abcdefghijklmnopqrs-_")));
    assert_false(random_is_name(STR("abcdefghijklmnopqrs-_99")));
    assert_false(random_is_name(STR("abcdefghijklmnopqr/../")));
    assert_false(random_is_name(STR("abcdefghijklmnopqrs\0_9")));
}

static void uuids(void **state)
{
    (void)state;
    struct arena arena = {0};
    str one = random_uuid_urn(&arena), other = random_uuid_urn(&arena);
    assert_int_equal(one.n, 45);
    assert_true(str_starts_with(one, STR("urn:uuid:")) && one.p[23] == '4');
    assert_non_null(memchr("89ab", one.p[28], 4));
    assert_false(str_equal(one, other));
    arena_release(&arena);
}

int random_test(void);
int random_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_differ),
                                       cmocka_unit_test(what_is_no_name), cmocka_unit_test(uuids)};
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* map_test.c - many keys put, found and removed, against a plain array. */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { KEYS = 5000, STEPS = 200000 };

static void empty_map_has_nothing(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_find(&map, STR("a")));
    assert_false(map_remove(&map, STR("a")));
    map_reset(&map);
    map_release(&map);
}

static void values_are_pointers(void **state)
{
    (void)state;
    int first = 1, second = 2;
    struct map map = {0};
    assert_null(map_pointer(&map, STR("a")));
    assert_true(map_put_pointer(&map, STR("a"), &first));
    assert_ptr_equal(map_pointer(&map, STR("a")), &first);
    assert_ptr_equal(map_pointer_hashed(&map, STR("a"), map_hash(STR("a"))), &first);
    assert_false(map_put_pointer(&map, STR("a"), &second));
    assert_ptr_equal(map_pointer(&map, STR("a")), &second);
    assert_null(map_pointer(&map, STR("b")));
    assert_int_equal(map.count, 1);
    for (size_t i = 0; i < map.room; i++)
        if (map.entries[i].hash)
            assert_ptr_equal(map_entry_pointer(&map.entries[i]), &second);
    map_release(&map);
}

static void keys_are_texts(void **state)
{
    (void)state;
    static const str keys[] = {{"", 0}, {"a", 1}, {"ab", 2}, {"a\0", 2}, {"A", 1}};
    struct map map = {0};
    bool added;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        *map_put(&map, keys[i], &added) = i;
        assert_true(added);
    }
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        assert_int_equal(*map_find(&map, keys[i]), i);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        assert_int_equal(*map_find_hashed(&map, keys[i], map_hash(keys[i])), i);
    assert_null(map_find_hashed(&map, STR("b"), map_hash(STR("b"))));
    map_put(&map, STR("a"), &added);
    assert_false(added);
    assert_int_equal(map.count, COUNT_OF(keys));
    assert_int_equal(*map_put(&map, STR("new"), &added), 0);
    map_release(&map);
}

/* A small generator, so that each run does the same. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void behaves_as_an_array(void **state)
{
    (void)state;
    static char names[KEYS][8];
    static uint64_t expected[KEYS]; /* 0: not there */
    struct map map = {0};
    uint32_t seed = 1;
    size_t count = 0;
    memset(expected, 0, sizeof expected);
    for (size_t i = 0; i < KEYS; i++)
        snprintf(names[i], sizeof names[i], "k%zu", i);
    for (uint32_t step = 1; step <= STEPS; step++) {
        size_t i = next_random(&seed) % KEYS;
        str key = str_from(names[i]);
        bool added;
        if (next_random(&seed) % 3 == 0) {
            assert_int_equal(map_remove(&map, key), expected[i] != 0);
            count -= expected[i] != 0;
            expected[i] = 0;
        } else {
            uint64_t *value = map_put(&map, key, &added);
            assert_int_equal(added, expected[i] == 0);
            assert_int_equal(*value, expected[i]);
            count += expected[i] == 0;
            *value = expected[i] = step;
        }
        assert_int_equal(map.count, count);
    }
    for (size_t i = 0; i < KEYS; i++) {
        const uint64_t *value = map_find(&map, str_from(names[i]));
        assert_int_equal(value ? *value : 0, expected[i]);
    }
    map_reset(&map);
    assert_null(map_find(&map, str_from(names[0])));
    assert_int_equal(map.count, 0);
    map_release(&map);
}

static void hash_is_stable_in_a_process(void **state)
{
    (void)state;
    assert_true(map_hash(STR("abc")) == map_hash(STR("abc")));
    assert_true(map_hash(STR("abc")) != map_hash(STR("abd")));
    assert_true(map_hash(STR("")) != map_hash(str_of("\0", 1)));
}

int map_test(void);
int map_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_map_has_nothing),
        cmocka_unit_test(values_are_pointers),
        cmocka_unit_test(keys_are_texts),
        cmocka_unit_test(behaves_as_an_array),
        cmocka_unit_test(hash_is_stable_in_a_process),
    };
    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}

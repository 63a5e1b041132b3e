/* SPDX-License-Identifier: Apache-2.0 */
/* arena_test.c - pieces do not overlap, are aligned, and go away together. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void pieces_are_apart_and_aligned(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 7, 8, 9, 100, 4096, 5000, 100000, 3 << 20, 1, 16};
    struct arena arena = {0};
    char *pieces[COUNT_OF(sizes) * 50];
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        size_t bytes = sizes[i % COUNT_OF(sizes)];
        pieces[i] = arena_alloc(&arena, bytes);
        assert_int_equal((uintptr_t)pieces[i] % 8, 0);
        memset(pieces[i], (int)(i & 127), bytes);
    }
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        size_t bytes = sizes[i % COUNT_OF(sizes)];
        for (size_t k = 0; k < bytes; k += 61)
            assert_int_equal(pieces[i][k], i & 127);
    }
    arena_release(&arena);
    assert_null(arena.blocks);
    assert_int_equal(arena.bytes_total, 0);
}

static void zalloc_zeroes_used_memory(void **state)
{
    (void)state;
    struct arena arena = {0};
    memset(arena_alloc(&arena, 1000), 0xFF, 1000);
    arena_reset(&arena);
    const char *zeros = arena_zalloc(&arena, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(zeros[i], 0);
    arena_release(&arena);
}

static void reset_keeps_one_block(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_reset(&arena);
    assert_null(arena.blocks);
    for (size_t i = 0; i < 1000; i++)
        arena_alloc(&arena, 10000);
    size_t full = arena.bytes_total;
    arena_reset(&arena);
    assert_true(arena.bytes_total > 0 && arena.bytes_total < full / 4);
    size_t kept = arena.bytes_total;
    arena_alloc(&arena, 100);
    assert_int_equal(arena.bytes_total, kept);
    arena_release(&arena);
    arena_alloc(&arena, 1);
    arena_release(&arena);
}

static void texts_are_copied(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[] = "abc";
    str copy = arena_dup(&arena, str_of(text, 3));
    text[0] = 'x';
    assert_true(str_equal(copy, STR("abc")));
    assert_int_equal(copy.p[3], 0);
    str empty = arena_dup(&arena, (str){0});
    assert_non_null(empty.p);
    assert_int_equal(empty.n, 0);
    str printed = arena_printf(&arena, "%d-%s", 42, "z");
    assert_true(str_equal(printed, STR("42-z")));
    assert_int_equal(printed.p[4], 0);
    arena_release(&arena);
}

static void arrays_grow(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t *numbers = NULL;
    size_t count = 0, room = 0;
    for (; count < 1000; count++) {
        ARENA_GROW(&arena, numbers, count, room, 3);
        assert_true(room > count && room <= 3 + 2 * count);
        assert_int_equal(numbers[count], 0);
        numbers[count] = (uint32_t)count;
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(numbers[i], i);
    arena_release(&arena);
}

int arena_test(void);
int arena_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_apart_and_aligned),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(zalloc_zeroes_used_memory),
        cmocka_unit_test(reset_keeps_one_block),
        cmocka_unit_test(texts_are_copied),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}

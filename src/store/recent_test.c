/* SPDX-License-Identifier: Apache-2.0 */
/* recent_test.c - what counts, what is forgotten, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/recent.h"

enum { MANY = 1000 };

static struct head head_of(uint64_t number, uint64_t last_seq)
{
    return (struct head){
        .kind = DOCUMENT_SUBMODEL, .number = number, .body_seq = last_seq, .last_seq = last_seq};
}

static void expect_head(const struct generation *generation, uint64_t number, uint64_t last_seq)
{
    struct head head;
    bool found = generation_find_head(generation, number, &head);
    assert_int_equal(found, last_seq != 0);
    if (found)
        assert_int_equal(head.last_seq, last_seq);
}

static void test_generation(void **state)
{
    (void)state;
    struct generation generation = {0};
    struct log_place place = {0};
    size_t heads, places;
    expect_head(&generation, 1, 0);
    assert_false(generation_find_place(&generation, 1, &place));
    for (uint64_t i = 1; i <= MANY; i++) {
        struct head head = head_of(i % 100 * 7, i);
        place.at = i * 10;
        generation_add_head(&generation, &head);
        generation_add_place(&generation, 5000 + i, &place);
    }
    expect_head(&generation, 7, MANY - 99);
    expect_head(&generation, 99 * 7, MANY - 1);
    expect_head(&generation, 8, 0);
    assert_false(generation_find_place(&generation, 5000, &place));
    assert_true(generation_find_place(&generation, 5001, &place));
    assert_int_equal(place.at, 10);
    assert_true(generation_find_place(&generation, 5000 + MANY, &place));
    assert_false(generation_find_place(&generation, 5001 + MANY, &place));
    /* What is cut off uncovers what was there before. */
    generation_cut(&generation, 150, 20);
    expect_head(&generation, 7, 101);
    expect_head(&generation, 60 * 7, 60);
    (void)generation_heads(&generation, &heads);
    (void)generation_places(&generation, &places);
    assert_int_equal(heads, 150);
    assert_int_equal(places, 20);
    generation_reset(&generation);
    expect_head(&generation, 7, 0);
    generation_release(&generation);
}

static void add(struct recent *recent, uint64_t number, uint64_t seq)
{
    struct generation fresh = {0};
    struct head head = head_of(number, seq);
    struct log_place place = {.at = seq};
    generation_add_head(&fresh, &head);
    generation_add_place(&fresh, seq, &place);
    recent_add(recent, &fresh);
    generation_release(&fresh);
}

static uint64_t last_seq_of(struct recent *recent, uint64_t number)
{
    struct head head;
    return recent_find_head(recent, number, &head) ? head.last_seq : 0;
}

/* A generation stays for as long as there is a reader that began before it was moved. */
static void test_readers(void **state)
{
    (void)state;
    struct recent recent;
    struct recent_reader early = {0}, late = {0};
    struct log_place place;
    recent_init(&recent);
    add(&recent, 1, 10);
    recent_reader_begin(&recent, &early);
    recent_turn(&recent);
    add(&recent, 2, 11);
    assert_int_equal(last_seq_of(&recent, 1), 10);
    recent_reader_begin(&recent, &late);
    recent_turn(&recent);
    add(&recent, 2, 12);
    assert_int_equal(last_seq_of(&recent, 1), 10);
    assert_int_equal(last_seq_of(&recent, 2), 12); /* the newest counts */
    assert_true(recent_find_place(&recent, 10, &place));
    recent_reader_end(&recent, &early);
    recent_turn(&recent);
    assert_int_equal(last_seq_of(&recent, 1), 0);
    assert_false(recent_find_place(&recent, 10, &place));
    assert_true(recent_find_place(&recent, 11, &place));
    recent_reader_end(&recent, &late);
    recent_turn(&recent);
    recent_turn(&recent);
    assert_int_equal(last_seq_of(&recent, 2), 0);
    recent_release(&recent);
}

int recent_test(void);

int recent_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_generation),
                                       cmocka_unit_test(test_readers)};
    return cmocka_run_group_tests_name("recent", tests, NULL, NULL);
}

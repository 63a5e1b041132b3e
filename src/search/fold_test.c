/* SPDX-License-Identifier: Apache-2.0 */
/* fold_test.c - words as people type them against words as they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "search/fold.h"
#include "search/match.h"

int fold_test(void);

static void a_query_becomes_an_expression(void **state)
{
    (void)state;
    static const struct {
        const char *query, *expression;
    } rows[] = {
        {"", ""},
        {" - \" ' ( * ", ""},
        {"Pump", "(\"pump\"*)"},
        {"pump  two", "(\"pump\"*) AND (\"two\"*)"},
        {"6ES7-512", "(\"6es7\"*) AND (\"512\"*)"},
        {"Gerät", "(\"gerat\"* OR \"geraet\"*)"},
        {"a OR b", "(\"a\"*) AND (\"or\"*) AND (\"b\"*)"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(str_equal(fold_expression(&arena, str_from(rows[i].query)),
                              str_from(rows[i].expression)));
    arena_release(&arena);
}

static void texts_are_indexed_in_all_spellings(void **state)
{
    (void)state;
    struct buf out = {0};
    fold_add(&out, STR("Pump"));
    fold_add(&out, STR("Gerät"));
    fold_add_code(&out, STR("6ES7 512-1CK01"));
    fold_add_code(&out, STR("plain"));
    fold_add(&out, STR(""));
    assert_true(
        str_equal(buf_str(&out), STR(" Pump Gerät geraet 6ES7 512-1CK01 6ES75121CK01 plain")));
    buf_release(&out);
}

static void words_are_found_where_they_begin(void **state)
{
    (void)state;
    assert_int_equal(fold_find(STR("the Gerät"), STR("gerat")), 4);
    assert_int_equal(fold_find(STR("Spritzguss"), STR("guss")), STR("Spritzguss").n);
    assert_int_equal(fold_find(STR("a-GUSS"), STR("gus")), 2);
    assert_int_equal(fold_find(STR(""), STR("a")), 0);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    str words[SEARCH_WORDS_MAX];
    assert_int_equal(fold_words(&arena, STR("a b c d e f g h i j k l"), words), SEARCH_WORDS_MAX);
    assert_int_equal(fold_words(&arena, STR("a b c d e f g h i j k l m"), words), SEARCH_WORDS_MAX);
    struct buf text = {0};
    for (int i = 0; i <= SEARCH_WORD_BYTES_MAX; i++)
        buf_add_char(&text, 'x');
    assert_int_equal(fold_words(&arena, buf_str(&text), words), 1);
    assert_int_equal(words[0].n, SEARCH_WORD_BYTES_MAX);
    buf_release(&text);
    arena_release(&arena);
}

static void a_match_tells_where(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct match match;
    struct buf out = {0};
    str card = STR("{\"kind\":\"shell\",\"maker\":\"Quindt\",\"display_name\":{\"de\":\"Pumpe\"}");
    match_begin(&match, &arena, STR("pump"));
    match_write(&match, card, STR("\nColour Petrol\n"), &out);
    match_begin(&match, &arena, STR("petr"));
    match_write(&match, card, STR("\nColour Petrol\n"), &out);
    match_begin(&match, &arena, STR("nobody"));
    match_write(&match, card, STR("\nColour Petrol\n\n nobody"), &out);
    assert_true(
        str_equal(buf_str(&out), STR(",\"match\":{\"field\":\"display_name\",\"text\":\"Pumpe\"}"
                                     ",\"match\":{\"field\":\"Colour\",\"text\":\"Petrol\"}")));
    buf_release(&out);
    arena_release(&arena);
}

int fold_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_becomes_an_expression),
        cmocka_unit_test(texts_are_indexed_in_all_spellings),
        cmocka_unit_test(words_are_found_where_they_begin),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(a_match_tells_where),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}

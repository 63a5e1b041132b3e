/* SPDX-License-Identifier: Apache-2.0 */
/* product_word_test.c - what words say, and that the table can be searched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/product_word.h"

static void words_are_classed(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum word_class class;
        bool is_content, is_distinct, is_other;
    } cases[] = {
        {"firmware", WORD_EMPTY, false, false, false},
        {"controller", WORD_KIND, false, false, false},
        {"frequenzumrichter", WORD_ADDED, false, false, false},
        {"simatic", WORD_RANGE, false, false, false},
        {"client", WORD_OTHER, true, false, true},
        {"vision", WORD_COMMON, true, false, false},
        {"boiler", WORD_ADDED, false, false, false},
        {"leitwarte", WORD_ADDED, false, false, false},
        {"schaltbarer", WORD_ADDED, false, false, false},
        {"oscilloscope", WORD_KIND, false, false, false},
        {"profinet", WORD_COMMON, true, false, false},
        {"arena", WORD_NAME, true, true, false}, /* names of products that are words too */
        {"ignition", WORD_NAME, true, true, false},
        {"monocle", WORD_NAME, true, true, false},
        {"view", WORD_NAME, true, false, false}, /* too short to name a product alone */
        {"pn", WORD_NAME, true, false, true},
        {"r16", WORD_NAME, true, true, true},
        {"16", WORD_NAME, true, false, true},
        {"", WORD_NAME, true, false, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str word = str_from(cases[i].word);
        if (word_class_of(word) != cases[i].class || word_is_content(word) != cases[i].is_content ||
            word_is_distinct(word) != cases[i].is_distinct ||
            word_is_other(word) != cases[i].is_other)
            fail_msg("%s", cases[i].word);
    }
}

static void words_of_one_product_are_known(void **state)
{
    (void)state;
    assert_true(word_is_coined(STR("monocle")));
    assert_false(word_is_coined(STR("mono")));      /* too short */
    assert_true(word_is_coined(STR("monocle2")));   /* its second generation */
    assert_false(word_is_coined(STR("monocle20"))); /* a model */
    assert_false(word_is_coined(STR("vision2")));
    assert_false(word_is_coined(STR("vision"))); /* many have it */
    assert_true(word_is_year(STR("2021")) && word_is_year(STR("1999")));
    assert_false(word_is_year(STR("2171")) || word_is_year(STR("20a1")) ||
                 word_is_year(STR("202")));
}

static void the_table_is_in_order(void **state)
{
    (void)state;
    static const char *const words[] = {
#define PRODUCT_WORD(word, class) word,
#include "plan/security/match/product_word.def"
#undef PRODUCT_WORD
    };
    for (size_t i = 1; i < COUNT_OF(words); i++)
        if (strcmp(words[i - 1], words[i]) >= 0)
            fail_msg("%s stands behind %s", words[i], words[i - 1]);
}

static void one_letter_may_be_wrong(void **state)
{
    (void)state;
    assert_true(word_is_misspelt(STR("thingworkx"), STR("thingworx")));
    assert_true(word_is_misspelt(STR("thingworx"), STR("thingwarx")));
    assert_false(word_is_misspelt(STR("thingworx"), STR("thinkwarx")));
    assert_false(word_is_misspelt(STR("simatic15"), STR("simatic16")));
}

int product_word_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_letter_may_be_wrong),
        cmocka_unit_test(words_are_classed),
        cmocka_unit_test(words_of_one_product_are_known),
        cmocka_unit_test(the_table_is_in_order),
    };
    return cmocka_run_group_tests_name("product_word", tests, NULL, NULL);
}

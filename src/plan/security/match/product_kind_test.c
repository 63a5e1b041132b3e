/* SPDX-License-Identifier: Apache-2.0 */
/* product_kind_test.c - what words say a thing is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/product_kind.h"

static void words_say_what_a_thing_is(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        unsigned things;
    } cases[] = {
        {"router", THING_DEVICE},
        {"editor", THING_SOFTWARE},
        {"fernwartungsrouter", THING_DEVICE},
        {"projektierungssoftware", THING_SOFTWARE},
        {"netzteil", THING_PART},
        {"portal", THING_SERVICE},
        {"server", 0},
        {"quill", 0},
        {"", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(things_of(str_from(cases[i].word)), cases[i].things);
}

static void things_exclude_each_other(void **state)
{
    (void)state;
    assert_true(things_exclude(THING_DEVICE, THING_SOFTWARE));
    assert_false(things_exclude(THING_DEVICE | THING_SOFTWARE, THING_SOFTWARE));
    assert_false(things_exclude(0, THING_SOFTWARE)); /* one does not say */
}

static void rows_are_in_order(void **state)
{
    (void)state;
    static const char *const words[] = {
#define PRODUCT_KIND(word, thing) word,
#include "plan/security/match/product_kind.def"
#undef PRODUCT_KIND
    };
    for (size_t i = 1; i < COUNT_OF(words); i++)
        assert_true(strcmp(words[i - 1], words[i]) < 0);
}

int product_kind_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_say_what_a_thing_is),
        cmocka_unit_test(things_exclude_each_other),
        cmocka_unit_test(rows_are_in_order),
    };
    return cmocka_run_group_tests_name("product_kind", tests, NULL, NULL);
}

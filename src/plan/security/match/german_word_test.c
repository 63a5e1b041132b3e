/* SPDX-License-Identifier: Apache-2.0 */
/* german_word_test.c - German words for kinds of things, and words that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/match/german_word.h"

static void words_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *word, *english; /* empty: none */
    } cases[] = {
        {"treiber", "driver"},
        {"pumpensteuerung", "pump controller"},
        {"fernwartungsrouter", "remote maintenance router"},
        {"bediengeraetesoftware", "operator device software"},
        {"schutzgerate", "protection relay"},
        {"ipkamera", "ip camera"},
        {"zutrittskontrollzentrale", "access control panel"},
        {"kurbelwellenprufung", "test"}, /* any front, a tail that only German has */
        {"schaltschrankplanung", "switch cabinet planning"},
        {"videoserver", "video server"},
        {"leistungsschalter", "circuit breaker"}, /* the row of all of it, not of its parts */
        {"richtfunkstrecke", "directional radio link"},
        {"lichtwellenleiter", "fiber optic"},
        {"schaltbare", "switched"},
        {"redundanter", "redundant"},
        {"mobiles", "mobile"},
        {"neue", "new"},
        {"neues", "new"},
        {"redundanters", ""},
        {"robotstudio", ""},
        {"unicontroller", ""},
        {"smartserver", ""},
        {"diaenergie", ""}, /* names of products */
        {"webbox", ""},
        {"eaton", ""},
        {"codebeamer", ""},
        {"microstation", ""},
        {"powersystem", ""},
        {"wetter", ""}, /* nothing behind the front */
        {"router2", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct german_parts parts;
        struct buf text = {0};
        if (german_word_read(str_from(cases[i].word), &parts))
            for (size_t k = 0; k < parts.count; k++)
                buf_printf(&text, "%s%.*s", k ? " " : "", STR_ARG(parts.english[k]));
        bool same = str_equal(buf_str(&text), str_from(cases[i].english));
        if (!same)
            print_error("%s: %.*s\n", cases[i].word, STR_ARG(buf_str(&text)));
        buf_release(&text);
        assert_true(same);
    }
}

static void parts_have_a_limit(void **state)
{
    (void)state;
    struct german_parts parts;
    assert_true(german_word_read(STR("netznetznetzmodul"), &parts));
    assert_int_equal(parts.count, GERMAN_PARTS_MAX);
    assert_false(german_word_read(STR("netznetznetznetzrouter"), &parts));
}

static void fronts_are_known(void **state)
{
    (void)state;
    assert_true(german_word_is_front(STR("servo")));
    assert_false(german_word_is_front(STR("serv")));
    assert_false(german_word_is_front(STR("steuergerat"))); /* a tail */
    assert_false(german_word_is_front(STR("")));
}

static void the_table_is_in_order(void **state)
{
    (void)state;
    static const char *const fronts[] = {
#define FRONT(german, english) german,
#define TAIL(german, english)
#define ADJECTIVE(german, english)
#include "plan/security/match/german_word.def"
#undef FRONT
#undef TAIL
    };
    static const char *const tails[] = {
#define FRONT(german, english)
#define TAIL(german, english) german,
#include "plan/security/match/german_word.def"
#undef TAIL
#undef ADJECTIVE
    };
    static const char *const adjectives[] = {
#define TAIL(german, english)
#define ADJECTIVE(german, english) german,
#include "plan/security/match/german_word.def"
#undef FRONT
#undef TAIL
#undef ADJECTIVE
    };
    for (size_t i = 1; i < COUNT_OF(fronts); i++)
        if (strcmp(fronts[i - 1], fronts[i]) >= 0)
            fail_msg("%s stands behind %s", fronts[i], fronts[i - 1]);
    for (size_t i = 1; i < COUNT_OF(tails); i++)
        if (strcmp(tails[i - 1], tails[i]) >= 0)
            fail_msg("%s stands behind %s", tails[i], tails[i - 1]);
    for (size_t i = 1; i < COUNT_OF(adjectives); i++)
        if (strcmp(adjectives[i - 1], adjectives[i]) >= 0)
            fail_msg("%s stands behind %s", adjectives[i], adjectives[i - 1]);
}

int german_word_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_taken_apart),
        cmocka_unit_test(parts_have_a_limit),
        cmocka_unit_test(fronts_are_known),
        cmocka_unit_test(the_table_is_in_order),
    };
    return cmocka_run_group_tests_name("german_word", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/security/match/word_spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void words_have_one_spelling(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"assetcentre", "AssetCentre", "assetcenter"},
        {"analyser", "Analyser", "analyzer"},
        {"iii", "III", "3"},
        {"4th", "4th", "4"},
        {"22nd", "22nd", "22"},
        {"4x", "4x", "4x"},
        {"th", "th", "th"},
        {"generation", "Generation", "gen"},
        {"se2021", "SE2021", "2021"},
        {"se2021", "SE-2021", "se2021"},
        {"abc2021", "ABC2021", "abc2021"},
        {"sw", "SW", "software"},
        {"", "", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str spelled = word_in_one_spelling(&arena, str_from(rows[i][0]), str_from(rows[i][1]));
        if (!str_equal(spelled, str_from(rows[i][2])))
            fail_msg("%s: %.*s", rows[i][1], STR_ARG(spelled));
    }
    arena_release(&arena);
}

int word_spelling_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_one_spelling),
    };
    return cmocka_run_group_tests_name("word_spelling", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/security/match/short_word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void short_forms_are_of_one_maker(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *word, *means, *rest;
    } rows[] = {
        {"Rockwell Automation", "ft", "factorytalk", ""},
        {"Allen-Bradley", "ftview", "factorytalk", "view"},
        {"Allen-Bradley", "ftp", "", ""},
        {"Allen-Bradley", "pf525", "powerflex", "525"},
        {"Allen-Bradley", "pvp7", "panelview plus", "7"},
        {"Siemens", "pf525", "", ""},
        {"", "ftview", "", ""},
        {"", "gw", "gateway", ""},
        {"Siemens", "mgr", "manager", ""},
        {"Siemens", "gw7", "", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct makers makers;
        str rest = STR("");
        makers_read(&arena, str_from(rows[i].maker), &makers);
        str means = short_word_read(&makers, str_from(rows[i].word), &rest);
        if (!str_equal(means, str_from(rows[i].means)) || !str_equal(rest, str_from(rows[i].rest)))
            fail_msg("%s: %.*s %.*s", rows[i].word, STR_ARG(means), STR_ARG(rest));
    }
    arena_release(&arena);
}

int short_word_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_forms_are_of_one_maker),
    };
    return cmocka_run_group_tests_name("short_word", tests, NULL, NULL);
}

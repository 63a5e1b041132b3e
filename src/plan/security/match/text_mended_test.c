/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/security/match/text_mended.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void signs_are_as_they_were_meant(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"X-Series", "X-Series"},
        {"Geutebr\xC3\x83\xC2\xBC"
         "ck",
         "Geutebr\xC3\xBC"
         "ck"},
        {"Geutebr\xC3\xBC"
         "ck",
         "Geutebr\xC3\xBC"
         "ck"},
        {"iQ\u2011Series \u2013 9\u2010Series", "iQ-Series - 9-Series"},
        {"\u03bcR10000\u00a0/ \u00b5R20000", "uR10000 / uR20000"},
        {"caf\xC3", "caf\xC3"},
        {"", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(str_equal(text_mended(&arena, str_from(rows[i][0])), str_from(rows[i][1])));
    str plain = STR("as it is");
    assert_ptr_equal(text_mended(&arena, plain).p, plain.p);
    arena_release(&arena);
}

int text_mended_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_are_as_they_were_meant),
    };
    return cmocka_run_group_tests_name("text_mended", tests, NULL, NULL);
}

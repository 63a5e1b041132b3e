/* SPDX-License-Identifier: Apache-2.0 */
/* product_code_test.c - order codes normalised, compared, found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/product_code.h"

static void codes_are_normalised(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"6ES7 515-2FM00-0AB0", "6ES75152FM000AB0"},
        {"6es7515-2fm00-0ab0", "6ES75152FM000AB0"},
        {"6ES7 51x-2FM00-0AB0", "6ES751?2FM000AB0"},
        {"6GK7443-1UX00-0XE0", "6GK74431UX000XE0"},
        {"6ES7315-XXXXX-0AB0", "6ES7315?????0AB0"},
        {"750-884", "750884"},
        {"6RA801?-??V62-0AA0", "6RA801???V620AA0"},
        {"IC25T*", "IC25T*"},
        {"Pump", ""},
        {"", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str code = code_normal(&arena, str_from(cases[i].text));
        if (!str_equal(code, str_from(cases[i].code)))
            fail_msg("%s: %.*s", cases[i].text, STR_ARG(code));
    }
    char text[CODE_BYTES_MAX + 1];
    memset(text, '1', sizeof text);
    assert_int_equal(code_normal(&arena, str_of(text, CODE_BYTES_MAX)).n, CODE_BYTES_MAX);
    assert_int_equal(code_normal(&arena, str_of(text, sizeof text)).n, 0);
    arena_release(&arena);
}

static void placeholders_fit(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *code;
        bool fits;
    } cases[] = {
        {"6ES751?2FM00", "6ES75152FM00", true},
        {"6ES751?2FM00", "6ES75252FM00", false},
        {"6ES7*", "6ES75152FM000AB0", true},
        {"6ES7*AB0", "6ES75152FM000AB0", true},
        {"6ES7*AC0", "6ES75152FM000AB0", false},
        {"6ES7", "6ES75", false},
        {"6ES75", "6ES7", false},
        {"?", "", false},
        {"*", "", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (code_fits(str_from(cases[i].pattern), str_from(cases[i].code)) != cases[i].fits)
            fail_msg("%s %s", cases[i].pattern, cases[i].code);
}

static void order_numbers_are_found_in_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found, *reason;
    } cases[] = {
        {"CPU 1515F-2 PN (6ES7515-2FM00-0AB0)", "6ES7515-2FM00-0AB0", "three blocks"},
        {"CPU 6ES7 515-2FM00-0AB0", "6ES7 515-2FM00-0AB0", "a space behind the fourth"},
        {"6GK5 204-0BA00 switch", "6GK5 204-0BA00", "two blocks"},
        {"6ES75152FM000AB0", "6ES75152FM000AB0", "without dashes"},
        {"LOGO! 6ED1052-xxx08-0BA0", "6ED1052-xxx08-0BA0", "placeholders"},
        {"1756-L85E ControlLogix", "", "another maker's"},
        {"x6ES7515-2FM00-0AB0", "", "the end of a longer word"},
        {"SIMATIC S7-1500 CPU", "", "none"},
        {"6ES7515-2FM00-0AB01", "6ES7515-2FM00", "the last block is too long: only the head"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str text = str_from(cases[i].text);
        size_t at = 0, bytes = 0;
        bool found = code_find(text, 0, &at, &bytes);
        if (found != (cases[i].found[0] != 0) ||
            (found && !str_equal(str_of(text.p + at, bytes), str_from(cases[i].found))))
            fail_msg("%s: %s", cases[i].text, cases[i].reason);
    }
}

static void codes_in_the_place_of_a_version(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code, *rest;
    } cases[] = {
        {"2700988", "2700988", ""},
        {"1SAP535100R0001 | G1 with BSP <= 2", "1SAP535100R0001", "G1 with BSP <= 2"},
        {"1783-SAD4T0SBK9", "1783SAD4T0SBK9", ""},
        {"270098", "", ""},
        {"1.3.5_20190129", "", ""},
        {"<= 2700988", "", ""},
        {"V14 SP1", "", ""},
        {"2021.1", "", ""},
        {"2700988_1", "", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str rest = STR(""), code = code_of_version(&arena, str_from(cases[i].text), &rest);
        if (!str_equal(code, str_from(cases[i].code)) || !str_equal(rest, str_from(cases[i].rest)))
            fail_msg("%s: %.*s, %.*s", cases[i].text, STR_ARG(code), STR_ARG(rest));
    }
    arena_release(&arena);
}

int product_code_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_normalised),
        cmocka_unit_test(placeholders_fit),
        cmocka_unit_test(order_numbers_are_found_in_names),
        cmocka_unit_test(codes_in_the_place_of_a_version),
    };
    return cmocka_run_group_tests_name("product_code", tests, NULL, NULL);
}

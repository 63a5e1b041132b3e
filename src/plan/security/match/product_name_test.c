/* SPDX-License-Identifier: Apache-2.0 */
/* product_name_test.c - names taken apart, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/match/product_name.h"

static void names_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *base, *variant, *line, *code;
        bool is_family;
    } cases[] = {
        {"SCALANCE X204-2 (6GK5204-2BB10-2AA3)", "scalancex2042", "", "", "6GK52042BB102AA3",
         false},
        {"Siemens SCALANCE X204-2", "scalancex2042", "", "", "", false},
        {"SIPROTEC 5 7SA87 (CP300)", "siprotec57sa87", "cp300", "", "", false},
        {"SCALANCE XR324 (24V ports on front)", "scalancexr324", "24vportsonfront", "", "", false},
        {"TIA Portal V15.1", "tiaportal", "", "15.1", "", false},
        {"RUGGEDCOM RS900NC V5.X", "ruggedcomrs900nc", "", "5", "", false},
        {"LOGO! 8 BM (incl.\xc2\xa0SIPLUS variants)", "logo8bm", "", "", "", false},
        {"S7-300 CPU family (incl. ET200 CPUs)", "s7300cpu", "", "", "", true},
        {"MELSEC-Q Series QJ71E71-100", "melsecqqj71e71100", "", "", "", true},
        {"Siemens Industry X200", "industryx200", "", "", "", false}, /* the fewest words */
        {"Siem X200", "siemx200", "", "", "", false},
        {"1734-X Series C", "1734x", "", "", "", true},
        {"T300 with firmware", "t300", "", "", "", false},
        {"Control for B containing the webserver W", "controlforb", "", "", "", false},
        {"CPU 300 (part numbers ABC34*)", "cpu300", "", "", "", false},
        {"IGSS (Interactive Graphical SCADA System)", "igss", "", "", "", false},
        {"Remote Management System (RMS)", "remotemanagementsystem", "", "", "", false},
        {"FPWIN Pro software", "fpwinpro", "", "", "", false},
        {"R32MTCPU operating system software", "r32mtcpu", "", "", "", false},
        {"Monocle operating system", "monocle", "", "", "", false},
        {"Operating system", "operatingsystem", "", "", "", false}, /* it is the name */
        {"Edge (formerly known as Studio)", "edge", "", "", "", false},
        {"V15", "v15", "", "", "", false}, /* a release alone is the name */
        {"Tracer SC+", "tracerscplus", "", "", "", false},
        {"A + B", "ab", "", "", "", false},
        {"FX5-ENET/IP", "fx5enetip", "", "", "", false},
        {"Control FCN/FCJ", "controlfcnfcj", "", "", "", false},
        {"Siemens-Monocle 30", "monocle30", "", "", "", false},
        {"PCS AS 410", "pcsas410", "", "", "", false}, /* no sentence goes on */
        {"Chiller 30 as built upon B", "chiller30", "", "", "", false},
        {"RUT model routers", "rutrouters", "", "", "", true},
        {"Gerät für Messung", "geratfurmessung", "", "", "", false},
        {"Codebee 22.10.X", "codebee", "", "22.10", "", false},
        {"PowerSYSTEM Center (PSC) 2020", "powersystemcenter2020", "", "", "", false},
        {"UPS Monitor (Windows 10, 11)", "upsmonitor", "", "", "", false},
        {"IGSS Dashboard (DashBoard.exe)", "igssdashboard", "", "", "", false},
        {"Monocle Center R10.04", "monoclecenter", "", "10.04", "", false},
        {"Siemens.Sim Pro", "simpro", "", "", "", false}, /* a dot behind the maker */
        {"Analysis SW", "analysis", "", "", "", false},
        {"", "", "", "", "", false},
        {"((((", "", "", "", "", false},
    };
    struct arena arena = {0};
    struct makers makers;
    makers_read(&arena, STR("Siemens"), &makers);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct product_name name;
        product_name_read(&arena, str_from(cases[i].text), &makers, &name);
        str code = name.code_count ? name.codes[0] : STR("");
        if (!str_equal(name.base, str_from(cases[i].base)) ||
            !str_equal(name.variant, str_from(cases[i].variant)) ||
            !str_equal(name.line, str_from(cases[i].line)) ||
            !str_equal(code, str_from(cases[i].code)) || name.is_family != cases[i].is_family)
            fail_msg("%s: %.*s (%.*s) %.*s %.*s", cases[i].text, STR_ARG(name.base),
                     STR_ARG(name.variant), STR_ARG(name.line), STR_ARG(code));
    }
    arena_release(&arena);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct makers none = {0};
    struct product_name name;
    struct buf text = {0};
    for (int i = 0; i < NAME_WORDS_MAX; i++)
        buf_printf(&text, "w%d ", i);
    product_name_read(&arena, buf_str(&text), &none, &name);
    assert_int_equal(name.word_count, NAME_WORDS_MAX);
    buf_add(&text, STR("more"));
    product_name_read(&arena, buf_str(&text), &none, &name);
    assert_int_equal(name.word_count, NAME_WORDS_MAX);
    buf_reset(&text);
    while (text.n < NAME_BYTES_MAX - 1)
        buf_add_char(&text, ' ');
    buf_add_char(&text, 'x');
    char *at = text.p;
    at[0] = 'b'; /* what stands in front is not trimmed away */
    product_name_read(&arena, buf_str(&text), &none, &name);
    assert_int_equal(name.word_count, 2);
    at[NAME_BYTES_MAX - 1] = ' ';
    buf_add_char(&text, 'x');
    product_name_read(&arena, buf_str(&text), &none, &name);
    assert_int_equal(name.word_count, 1);
    buf_reset(&text);
    for (int i = 0; i <= CODES_OF_TEXT_MAX; i++)
        buf_printf(&text, "6ES7515-2FM0%d-0AB0 ", i);
    product_name_read(&arena, buf_str(&text), &none, &name);
    assert_int_equal(name.code_count, CODES_OF_TEXT_MAX);
    buf_release(&text);
    arena_release(&arena);
}

/* Where a dash stands between words, some texts have a space. */
static void dashes_part_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"Build-Monocle", "build monocle"},
        {"OCS-Programmierung", "ocs programmierung"},
        {"E3-Series", "e3"},
        {"Run-Time", "runtime"},           /* too short */
        {"Allen-Bradley", "allenbradley"}, /* the table has it as one */
        {"1734-AENTR", "1734aentr"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        static const struct makers none;
        struct product_name name;
        struct buf words = {0};
        product_name_read(&arena, str_from(cases[i].text), &none, &name);
        for (size_t k = 0; k < name.word_count; k++)
            buf_printf(&words, "%s%.*s", k ? " " : "", STR_ARG(name.words[k]));
        if (!str_equal(buf_str(&words), str_from(cases[i].words)))
            fail_msg("%s: %.*s", cases[i].text, STR_ARG(buf_str(&words)));
        buf_release(&words);
    }
    arena_release(&arena);
}

int product_name_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_taken_apart),
        cmocka_unit_test(dashes_part_words),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests_name("product_name", tests, NULL, NULL);
}

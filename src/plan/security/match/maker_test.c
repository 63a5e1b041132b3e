/* SPDX-License-Identifier: Apache-2.0 */
/* maker_test.c - names of one maker and of two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/maker.h"

static void names_of_one_maker_meet(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool meet;
        const char *reason;
    } cases[] = {
        {"Siemens", "Siemens AG", true, "a legal form"},
        {"SIEMENS", " siemens ", true, "case and spaces"},
        {"Geutebr\xc3\x83\xc2\xbc"
         "ck",
         "Geutebrück GmbH", true, "UTF-8 read as Latin-1"},
        {"Geutebrueck", "Geutebrück", true, "an umlaut spelled out, in the table"},
        {"Schneider Electric Software, LLC", "Schneider Electric SE", true, "a part of the firm"},
        {"Mitsubishi Electric Corporation", "Mitsubishi Electric", true, "a legal form"},
        {"General Electric (GE)", "GE", true, "what stands in parentheses, and the table"},
        {"Rockwell Automation", "Allen-Bradley", true, "a brand"},
        {"ABB, Phoenix Contact, and WAGO", "WAGO Kontakttechnik GmbH & Co. KG", true,
         "one of many"},
        {"ABB, Phoenix Contact, and WAGO", "Siemens", false, "none of many"},
        {"B&R Industrial Automation", "B&R", true, "an ampersand in a name"},
        {"Siemens", "Siemens Energy", true, "lines that went over with their advisories"},
        {"PSI GridConnect GmbH (formerly PSI Nentec GmbH)", "PSI GridConnect", true, "formerly"},
        {"Delta Electronics", "Fuji Electric", false, "two makers"},
        {"Delta Electronics", "Delta Controls", false, "a word in common, and a row for each"},
        {"SMA Solar Technology AG", "SMA", true, "the trade at the end"},
        {"FATEK Automation", "FATEK", true, "the trade at the end"},
        {"Emerson Machine Automation Solutions", "Emerson", true, "several words of it"},
        {"Open Systems", "Open", true, "a name of four letters is left"},
        {"AB Systems", "AB Software", false, "two letters are no name"},
        {"Wind River", "Wind Energy", false, "what is no trade counts"},
        {"Notifier by Honeywell", "Honeywell International", true, "a brand by its maker"},
        {"LCDS - Leao Consultoria ME", "LCDS", true, "a dash between two names of one"},
        {"ABB Power Grids", "ABB", true, "a name in two rows"},
        {"ABB Power Grids", "Hitachi Energy", true, "the other of them"},
        {"Shenzhen Example Network (VONETS)", "Vonets", true, "a brand in parentheses"},
        {"PSI GridConnect GmbH (formerly PSI Nentec GmbH)", "PSI Nentec", true, "a former name"},
        {"Sensormatic, LLC, an affiliate of Johnson Controls Inc.", "Johnson Controls", true,
         "the firm that the advisory names with it"},
        {"Franklin Fueling System", "Franklin Fueling Systems", true, "singular and plural"},
        {"TEL-STER Sp. z o. o.", "TEL-STER", true, "a Polish legal form"},
        {"Example A/S", "Example", true, "a legal form with a slash"},
        {"Shenzhen Heronet Technologies", "Heronet", true, "the place in front"},
        {"Heronet Schweiz AG", "Heronet", true, "the place behind"},
        {"Hitachi Energy Switzerland", "Hitachi Energy", true, "behind a name of the table"},
        {"Shanghai", "Shanghai Electric", true, "a place alone is a name"},
        {"AB", "Rockwell Automation", true, "an abbreviation that is a legal form elsewhere"},
        {"SE", "Schneider Electric SE", true, "another"},
        {"Heronet AB", "Rockwell Automation", false, "the legal form"},
        {"Fabrikat Heronet", "Heronet", true, "what lists write in front"},
        {"Hersteller: Heronet", "Heronet", true, "the same with a colon"},
        {"Kestrel ex Heronet", "Heronet", true, "a maker and who it was before"},
        {"JTEKT Electronics", "Koyo Electronics", true, "a former name in the table"},
        {"KEYMILE", "Hitachi Energy", true, "a line that moved twice"},
        {"KEYMILE AG", "ABB", true, "its first step"},
        {"WTI", "Western Telematic, Inc.", true, "initials that lists use"},
        {"Server Technology", "Legrand", true, "a maker that was taken over"},
        {"Raritan", "Server Technology", true, "two that one maker has"},
        {"OutBack Power", "EnerSys", true, "solar inverters"},
        {"American Auto-Matrix", "ABB", true, "a hyphen in a name"},
        {"Azteca Systems", "Trimble", true, "software"},
        {"Rockwell Collins", "Collins Aerospace", true, "avionics"},
        {"WABCO", "ZF Friedrichshafen AG", true, "brakes"},
        {"LOYTEC electronics GmbH", "Delta Electronics", true, "a part of a group"},
        {"Landis + Gyr", "Landis+Gyr AG", true, "a plus sign"},
        {"Hamilton Sundstrand", "Collins Aerospace", true, "a former name"},
        {"Rockwell Collins", "Rockwell Automation", false, "one word in common"},
        {"Siemens Healthineers", "Siemens Energy", false, "two firms that were one"},
        {"Sanyo Denki", "Sanyo Electric", false, "one word in common"},
        {"Phoenix Controls", "Phoenix Contact", false, "the table has it with its trade"},
        {"Hitachi Energy", "Hitachi Rail", false, "two firms of one group"},
        {"OutBack Power", "OutSystems", false, "names that begin alike"},
        {"ZF Friedrichshafen", "Wabtec", false, "brakes of trucks and of trains"},
        {"Opto Engineering", "Opto 22", false, "a word of several makers"},
        {"", "Siemens", false, "nobody"},
        {"unbekannt", "Unbekannt", false, "a word for nobody"},
        {"n/a", "N/A", false, "another"},
        {"AG", "AG", true, "a name that is a legal form is one all the same"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct makers a, b;
        makers_read(&arena, str_from(cases[i].a), &a);
        makers_read(&arena, str_from(cases[i].b), &b);
        if (makers_meet(&a, &b) != cases[i].meet)
            fail_msg("%s / %s: %s", cases[i].a, cases[i].b, cases[i].reason);
    }
    arena_release(&arena);
}

static void short_names_meet(void **state)
{
    (void)state;
    static const struct {
        const char *asset, *product;
        bool meet;
        const char *reason;
    } cases[] = {
        {"AVTECH", "AVTECH Security Corporation", true, "the first word of the product's maker"},
        {"Enphase Energy", "Enphase", true, "that of the asset's"},
        {"RTA", "Real Time Automation, Inc.", true, "initials"},
        {"Yokogowa", "Yokogawa", true, "one wrong letter of a long name of the table"},
        {"Pills", "Pilz", false, "a short name"},
        {"HKI", "Heron Kestrel Inc.", true, "initials with the legal form"},
        {"HK", "Heron Kestrel Inc.", false, "two letters are no initials"},
        {"Heron Consultoria", "Heron Consultoria e Sistemas", true, "two words of three"},
        {"Heron Energy", "Heron Security", false, "two long names that begin alike"},
        {"Data Corp.", "Data Kestrel", false, "a word of many makers"},
        {"Delta", "Delta Kestrel", false, "a first word that the table has for another"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct makers a, b;
        makers_read(&arena, str_from(cases[i].asset), &a);
        makers_add_short(&arena, &a, false);
        makers_read(&arena, str_from(cases[i].product), &b);
        makers_add_short(&arena, &b, true);
        if (makers_meet(&a, &b) != cases[i].meet)
            fail_msg("%s / %s: %s", cases[i].asset, cases[i].product, cases[i].reason);
    }
    arena_release(&arena);
}

static const char *const rows[][2] = {
#define MAKER(key, others) {key, others},
#include "plan/security/match/maker.def"
#undef MAKER
};

/* What the screen lets through costs time only; what it keeps out must be none of them. */
static void the_screen_keeps_no_maker_out(void **state)
{
    (void)state;
    static const struct {
        const char *makers, *text;
        bool may_be;
    } cases[] = {
        {"Siemens", "SIEMENS SIMATIC", true},
        {"Siemens", "Yoke", false},
        {"Siemens", "Controller (Siemens)", true},
        {"Siemens", "PLC,siemens", true},
        {"Rockwell Automation", "Allen-Bradley 1756", true}, /* another name of its row */
        {"Rockwell Automation", "Yoke", false},
        {"Viessmann Climate", "Viessmann Vitogate", true}, /* its name goes on */
        {"Müller", "Ähre", true},                          /* accents are not looked at */
        {"", "Siemens", false},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct makers makers;
        makers_read(&arena, str_from(cases[i].makers), &makers);
        if (makers_may_be_in(&makers, str_from(cases[i].text)) != cases[i].may_be)
            fail_msg("%s in %s", cases[i].makers, cases[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) { /* each name of the table means its row */
        struct makers makers;
        makers_read(&arena, str_from(rows[i][0]), &makers);
        for (str rest = str_from(rows[i][1]); rest.n;) {
            str name = str_cut(&rest, ' ');
            if (!makers_may_be_in(&makers, name))
                fail_msg("%s: %.*s", rows[i][0], STR_ARG(name));
        }
    }
    arena_release(&arena);
}

static void the_words_are_in_order(void **state)
{
    (void)state;
    static const char *const words[] = {
#define MAKER_WORD(word, kinds) word,
#include "plan/security/match/maker_word.def"
#undef MAKER_WORD
    };
    for (size_t i = 1; i < COUNT_OF(words); i++)
        if (strcmp(words[i - 1], words[i]) >= 0)
            fail_msg("%s stands behind %s", words[i], words[i - 1]);
}

static void brands_are_known(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct makers makers;
    makers_read(&arena, STR("Dover Fueling Solutions"), &makers);
    assert_true(maker_has_name(&makers, STR("progauge")));
    assert_false(maker_has_name(&makers, STR("monocle")));
    assert_false(maker_has_name(&makers, STR("simatic"))); /* another maker's */
    arena_release(&arena);
}

static void the_table_has_room(void **state)
{
    (void)state;
    size_t names = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        names += rows[i][1][0] ? 2 : 1;
        for (const char *p = rows[i][1]; *p; p++)
            names += *p == ' ' ? 1 : 0;
    }
    assert_true(names <= 5000); /* ROW_NAMES_MAX */
}

/* A name in another form would never be found; two spaces would be an empty name. */
static void names_in_the_table_are_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t k = 0; k < 2; k++)
            for (str rest = str_from(rows[i][k]); rest.n;) {
                size_t n = k ? str_find_char(rest, ' ') : rest.n;
                bool is_folded = n > 0 && n != rest.n - 1;
                for (size_t at = 0; at < n; at++)
                    is_folded &= (rest.p[at] >= 'a' && rest.p[at] <= 'z') ||
                                 (rest.p[at] >= '0' && rest.p[at] <= '9');
                if (!is_folded)
                    fail_msg("row %s: %.*s", rows[i][0], STR_ARG(rest));
                rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
            }
}

static size_t rows_with(str name)
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool is_in = str_equal(str_from(rows[i][0]), name);
        for (str rest = str_from(rows[i][1]); rest.n && !is_in;) {
            size_t n = str_find_char(rest, ' ');
            is_in = str_equal(str_of(rest.p, n), name);
            rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
        }
        count += is_in;
    }
    return count;
}

/* A name of many makers would make them one. */
static void names_stand_in_three_rows_at_most(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_true(rows_with(str_from(rows[i][0])) <= 3);
        for (str rest = str_from(rows[i][1]); rest.n;) {
            size_t n = str_find_char(rest, ' ');
            if (rows_with(str_of(rest.p, n)) > 3)
                fail_msg("more than three rows have %.*s", (int)n, rest.p);
            rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
        }
    }
}

/* A key that stands twice would be one maker in two rows, found by half of its names. */
static void keys_stand_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t k = i + 1; k < COUNT_OF(rows); k++)
            if (str_equal(str_from(rows[i][0]), str_from(rows[k][0])))
                fail_msg("two rows of %s", rows[i][0]);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct makers makers;
    makers_read(&arena, STR("a,b,c,d,e,f,g,h,i,j,k,l"), &makers);
    assert_int_equal(makers.count, MAKERS_MAX);
    makers_read(&arena, STR("a,b,c,d,e,f,g,h,i,j,k,l,m"), &makers);
    assert_int_equal(makers.count, MAKERS_MAX);
    makers_read(&arena, STR("heron a,kestrel b,plover c,puffin d,raven e"), &makers);
    assert_int_equal(makers.short_count, SHORTS_MAX);
    makers_read(&arena, STR("heron a,kestrel b,plover c,puffin d"), &makers);
    assert_int_equal(makers.short_count, SHORTS_MAX);
    char text[MAKER_BYTES_MAX + 3];
    memset(text, ' ', sizeof text);
    text[MAKER_BYTES_MAX - 1] = 'x';
    makers_read(&arena, str_of(text, sizeof text), &makers);
    assert_int_equal(makers.count, 1);
    text[MAKER_BYTES_MAX - 1] = ' ';
    text[MAKER_BYTES_MAX] = 'x';
    makers_read(&arena, str_of(text, sizeof text), &makers);
    assert_int_equal(makers.count, 0);
    arena_release(&arena);
}

int maker_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_maker_meet),
        cmocka_unit_test(short_names_meet),
        cmocka_unit_test(the_screen_keeps_no_maker_out),
        cmocka_unit_test(the_words_are_in_order),
        cmocka_unit_test(brands_are_known),
        cmocka_unit_test(the_table_has_room),
        cmocka_unit_test(names_in_the_table_are_folded),
        cmocka_unit_test(names_stand_in_three_rows_at_most),
        cmocka_unit_test(keys_stand_once),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests_name("maker", tests, NULL, NULL);
}

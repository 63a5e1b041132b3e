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
        {"Siemens", "Siemens Energy", false, "another firm with a longer name"},
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
        {"Kestrel + Heronet", "Heronet", true, "two makers"},
        {"Kestrel ex Heronet", "Heronet", true, "a maker and who it was before"},
        {"JTEKT Electronics", "Koyo Electronics", true, "a former name in the table"},
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
    static const char *const rows[][2] = {
#define MAKER(key, others) {key, others},
#include "plan/security/match/maker.def"
#undef MAKER
    };
    size_t names = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        names += rows[i][1][0] ? 2 : 1;
        for (const char *p = rows[i][1]; *p; p++)
            names += *p == ' ' ? 1 : 0;
    }
    assert_true(names <= 5000); /* ROW_NAMES_MAX */
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
        cmocka_unit_test(names_of_one_maker_meet), cmocka_unit_test(short_names_meet),
        cmocka_unit_test(brands_are_known),        cmocka_unit_test(the_table_has_room),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests_name("maker", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* designation_test.c - names and notes in what plants' lists call a device, and what they tie. */
#include "plan/security/match/designation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/match_rows_test.h"

static void notes_are_no_part_of_the_name(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
    } rows[] = {
        {"Quillomat Serial Shutdown (Leitrechner 2)", "Quillomat Serial Shutdown"},
        {"Quillomat Home Smart 7,4 kW, Parkplatz", "Quillomat Home Smart"},
        {"PF755 drive 110 kW", "PF755 drive"},
        {"Quillomat Runtime - Bedienstation Ofen", "Quillomat Runtime"},
        {"Quillomat (jetzt Plovernet), PC Leitwarte", "Quillomat"},
        /* Types, initials, ratings and variants stay. */
        {"ET200ecoPN, CM 8x IO-Link, M12-L", "ET200ecoPN, CM 8x IO-Link, M12-L"},
        {"Gateway Station (GWS)", "Gateway Station (GWS)"},
        {"Quillomat 5580 (SIL 3)", "Quillomat 5580 (SIL 3)"},
        {"Quillomat CPU (CP300)", "Quillomat CPU (CP300)"},
        /* In front of the comma stands only what kind of thing it is. */
        {"HMI Panel, Quillomat 700", "HMI Panel, Quillomat 700"},
        {"1.5 kW", "1.5 kW"},
        {"(", "("},
        {"", ""},
    };
    struct arena arena = {0};
    struct makers none = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str name = designation_name(&arena, str_from(rows[i].text), &none);
        if (!str_equal(name, str_from(rows[i].name)))
            fail_msg("%s: %.*s", rows[i].text, STR_ARG(name));
    }
    arena_release(&arena);
}

static void names_agree_but_for_notes(void **state)
{
    (void)state;
    static const struct written written = {"Heron Quillomat", "Heron",
                                           "Quillomat Runtime;Plovernet Designer;Zelifax Soft 2"};
    static const struct row rows[] = {
        {"Heron", "Quillomat Runtime (Bedienstation Ofen)", "", "", "", "family p1", "where it is"},
        {"Heron", "Quillomat Runtime, Leitwarte", "", "", "", "family p1", "behind a comma"},
        {"Heron", "Puffino (jetzt Quillomat Runtime)", "", "", "", "family p1",
         "a name it has now"},
        {"Heron", "Panel 5 Zoll, made with Plovernet Designer", "", "", "", "possible p2",
         "what notes alone say is not sure"},
        {"Heron", "Zelifax Soft", "", "", "", "possible p3", "the number is not said"},
        {"Heron", "ZelifaxSoft", "", "", "", "possible p3", "nor is it, in one word"},
        {"Heron", "Zelifax Soft 3", "", "", "", "", "another number"},
        {"", "Zelifax Soft 2 (Heron)", "", "", "", "possible p3",
         "the maker is in the designation"},
        {"", "Zelifax Soft 2", "", "", "", "possible p3", "no maker at all"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void parts_and_series_are_names(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Quillomat", "Heron",
        "Quillomat and Zelipad x70 Utilities - Quillomat;Quillomat and Zelipad x70 Utilities - "
        "Plover Administrator;Network Power Switch (NPS Series);Zelipad AssetCentre"};
    static const struct row rows[] = {
        {"Heron", "Quillomat", "", "", "", "family p1", "behind the dash"},
        {"Heron", "Plover Administrator", "", "", "", "family p2", "the other part"},
        {"Heron", "Steckdosenleiste", "", "NPS-8HS20", "", "family p3", "of the series aside"},
        {"Heron", "Steckdosenleiste", "", "VMR-8HS20", "", "", "of another series"},
        {"Heron", "Zelipad Asset Center", "", "", "", "family p4", "another spelling"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void types_are_of_series(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron", "FQXi;QUF-ENT-x;GUL500 series CMU Firmware;Vision Family"};
    static const struct row rows[] = {
        {"Heron", "DDC-Station FQXi-8R8", "", "", "", "possible p1", "the name is all of a series"},
        {"Heron", "Leittechnik", "", "QUF-ENT-256", "", "family p2", "x at the end is any number"},
        {"Heron", "GUL540 remote terminal unit", "", "", "", "possible p3", "of the hundred"},
        {"Heron", "GUL640 remote terminal unit", "", "", "", "", "of another hundred"},
        {"Heron", "Vision E40", "", "", "", "family p4", "of a family with a common word"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void lists_write_short(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "QuxSIS Gateway;Device Zelinstaller;QVI;852-303;QK-SM 8xxA Series;QAT-x;LNQ5110R;Cockpit;"
        "QVASCO-B GNSS Receiver;QPS 400 Systems"};
    static const struct row rows[] = {
        {"Heron", "QuxSIS GW Node 2", "", "", "", "possible p1", "an abbreviation"},
        {"Heron", "DeviceZelinstaller Setup-Tool", "", "", "", "possible p2", "in one word"},
        {"Heron", "QVI Manager Leitrechner", "", "", "", "possible p3", "three letters are all"},
        {"Heron", "Switch 8 Ports", "", "0852-0303", "", "family p4", "leading zeros"},
        {"Heron", "Manager Kälteanlage", "", "QK-SM 880A", "", "family p5", "behind a dash"},
        {"Heron", "Regler", "", "QAT-11", "", "family p6", "three letters and any number"},
        {"Kestrel", "Kamera Dome", "", "LNQ-5110R", "", "possible p7", "all of the name"},
        {"Kestrel", "Cockpit", "", "", "", "", "a word that many have"},
        {"Heron", "QVASCO B machine receiver", "", "", "", "possible p9", "a letter apart"},
        {"Heron", "Lernanlage QPS 403-1", "", "QPS 403-1", "", "family p10", "of a hundred"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void numbers_are_written_in_many_ways(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "Quillomat V7.3 and newer;Zelifax SE2021;Plovernet 4;QMC III;PX10G-CPU Type=TQQ-6353;"
        "Kestrel System Configuration Tool (KCT) version 14;Puffi-B v1.0.0.4 Screener"};
    static const struct row rows[] = {
        {"Heron", "Quillomat V7.4", "", "", "", "possible p1", "newer than the release named"},
        {"Heron", "Zelifax 2021", "", "", "", "family p2", "a year with letters in front"},
        {"Heron", "Zelifax 2022", "", "", "", "", "another year"},
        {"Heron", "Plovernet 4.94 Premium", "", "", "", "possible p3", "a release of 4"},
        {"Heron", "QMC3 PU", "", "", "", "possible p4", "a Roman numeral"},
        {"Heron", "SPS PX10G Schleifmaschine", "", "TQQ-6353", "", "family p5", "behind ="},
        {"Heron", "KCT auf Laptop", "", "", "", "possible p6", "initials alone"},
        {"Heron", "Screener aus Puffi-B", "", "", "", "family p7", "a release within the name"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void initials_stand_for_words(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "QPC3100;Plover Data Recorder (PDR) Q4e;QX10 / QX20 / QP10 Paperless Recorders;QMWin 4;"
        "WQ203VICM Station"};
    static const struct row rows[] = {
        {"Heron", "Quick PC 3100 Linie 4", "", "", "", "possible p1", "PC as it is, Q of Quick"},
        {"Heron", "Quick PC 3200 Linie 4", "", "", "", "", "another number"},
        {"Heron", "PDR Q4e Brücke", "", "", "", "family p2", "initials and what is behind"},
        {"Heron", "Bildschirmschreiber", "", "QX20-1", "", "possible p3", "one of several types"},
        {"Heron", "QMWIN V4.18 Programmierung", "", "", "", "family p4", "a release of 4"},
        {"Heron", "Sprechstelle WQ203V-I-CM", "", "", "", "family p5", "a long type in the name"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void siblings_stay_apart(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "Quillomat V10.4.2.0;Quillomat V10.3.1.0;Zelimatix Q909 (AWB module);Zelimatix Q909 (AWM "
        "module);PELSEC-F series QX3U-32MR"};
    static const struct row rows[] = {
        {"Heron", "Quillomat V10.3.1.0", "", "", "", "family p2", "its release"},
        {"Heron", "Quillomat V10.2.1.0", "", "", "", "", "another release"},
        {"Heron", "Zelimatix Q909 (AWM module)", "", "", "", "family p4", "its variant"},
        {"Heron", "Zelimatix Q909 (AWX module)", "", "", "", "", "a variant but for a letter"},
        {"Heron", "PELSEC-F QX3G-24MT", "", "", "", "", "of the series, another model"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

/* "Rezeptursystem SIMATIC BATCH" of family PCS 7 is both. */
static void what_the_designation_says_is_told_besides_the_family(void **state)
{
    (void)state;
    static const struct written written = {"Heron Quillomat", "Heron", "Quillomat Batch;Zelipad 7"};
    static const struct row rows[] = {
        {"Heron", "Quillomat Batch Server", "Zelipad 7", "", "", "possible p1; family p2",
         "the designation has words of its own"},
        {"Heron", "Puffino", "Zelipad 7", "", "", "family p2", "it has none"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

int designation_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_are_no_part_of_the_name),
        cmocka_unit_test(names_agree_but_for_notes),
        cmocka_unit_test(parts_and_series_are_names),
        cmocka_unit_test(types_are_of_series),
        cmocka_unit_test(lists_write_short),
        cmocka_unit_test(siblings_stay_apart),
        cmocka_unit_test(initials_stand_for_words),
        cmocka_unit_test(numbers_are_written_in_many_ways),
        cmocka_unit_test(what_the_designation_says_is_told_besides_the_family),
    };
    return cmocka_run_group_tests_name("designation", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* match_distinct_test.c - assets against names that do not agree with theirs: of another maker, by
 * the advisory's title, by a maker that is the product; each row has a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/match_rows_test.h"

static void names_of_other_makers_are_found(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Products", "Heron", "Quillomat;Plovernet E3;Simatic Puffinator;Ravenette Router"};
    static const struct row rows[] = {
        {"Kestrel", "Datenbankverwaltung Quillomat", "", "", "", "possible p1", "one rare word"},
        {"Kestrel", "Quillomat 1 Option 11C", "", "", "", "", "another product of that name"},
        {"Kestrel", "Quillomat Enterprise", "", "", "", "", "a word that makes another product"},
        {"Kestrel", "Plovernet E3 Gizmo", "", "", "", "possible p2", "a rare word and another"},
        {"Kestrel", "Plovernet", "", "", "", "", "not all of the name"},
        {"Kestrel", "Puffinator", "", "", "", "", "a range of the other maker's is not known"},
        {"Kestrel", "Ravenette Software", "", "", "", "", "a program is no router"},
        {"", "Quillomat", "", "", "", "possible p1", "nobody knows the maker"},
        {"Siemens", "Quillomat", "", "", "", "possible p1", "a maker of the table"},
        {"Heron", "Quillomat", "", "", "", "family p1", "its own maker"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
    static const struct written known = {"ABB Products", "ABB", "Quillomat"};
    static const struct row others[] = {
        {"Siemens", "Quillomat", "", "", "", "", "two makers that the table tells apart"},
    };
    check_rows(&known, others, COUNT_OF(others));
}

static void names_have_other_forms(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Products", "Heron",
        "Plover compatible HMI software (GT SoftPlover90);Quillomat View ME;QX32 MTCPU operating "
        "system software;Ravenette 5 7XX85 devices (CPU variant CP300)"};
    static const struct row rows[] = {
        {"Heron", "Visualisierungssoftware GT SoftPlover90", "", "", "", "family p1",
         "a name in parentheses"},
        {"Heron", "Quillomat View Machine Edition", "", "", "", "family p2",
         "initials of a word that people add"},
        {"Heron", "Quillomat View Site Edition", "", "", "", "", "other initials"},
        {"Heron", "Motion-CPU QX32MTCPU", "", "", "", "family p3", "its operating system"},
        {"Heron", "Ravenette 5 7XX86 devices (CPU variant CP300)", "", "", "", "",
         "a sibling of that variant"},
        {"Heron", "Ravenette 5 7XX85 devices (CPU variant CP300)", "", "", "", "family p4",
         "the device itself"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void another_name_is_of_the_same_release(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Products", "Heron",
        "Quilled Plover Ravenette (QPR Portal) V15;Quilled Plover Ravenette (QPR Portal) V16"};
    static const struct row rows[] = {
        {"Heron", "Quilled Plover Ravenette (QPR Portal) V16", "", "", "", "family p2",
         "the release itself"},
        {"Heron", "Quilled Plover Ravenette (QPR Portal) V17", "", "", "", "", "another release"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void plants_shorten_names_of_ranges(void **state)
{
    (void)state;
    static const struct written written = {"Rockwell Automation Products", "Rockwell Automation",
                                           "FactoryTalk Quillo SE;PowerFlex 987"};
    static const struct row rows[] = {
        {"Rockwell", "FTQuillo SE Server", "", "", "", "possible p1", "FT is FactoryTalk"},
        {"Allen-Bradley", "Umrichter PF987", "", "", "", "family p2", "PF is PowerFlex"},
        {"Allen-Bradley", "Umrichter PF986", "", "", "", "", "another one"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void titles_name_products(void **state)
{
    (void)state;
    static const struct written part = {"Heron Quillomat II Controllers (Update A)", "Heron",
                                        "WebThing"};
    static const struct row parts[] = {
        {"Heron", "Fernwirksteuerung Quillomat II", "", "", "", "possible p1", "a part of it"},
        {"Heron", "Quillomat", "", "", "", "", "not all of the title"},
        {"Heron", "Plovernet", "", "", "", "", "another product"},
    };
    check_rows(&part, parts, COUNT_OF(parts));
    static const struct written series = {"Heron 1799-AXR Series B and Series C", "Heron",
                                          "Series B;Series C"};
    static const struct row letters[] = {
        {"Heron", "Adapter", "", "", "1799-AXR/C", "family p2", "code and letter"},
        {"Heron", "Adapter", "", "", "1799-AXR", "possible p1; possible p2", "the code alone"},
        {"Heron", "Adapter", "", "", "1799-AX/C", "", "another code"},
        {"Kestrel", "Adapter", "", "", "1799-AXR/C", "", "another maker"},
    };
    check_rows(&series, letters, COUNT_OF(letters));
    static const struct written own = {"Heron Quillomat", "Heron", "Quillomat Server;Plovernet"};
    static const struct row names[] = {
        {"Heron", "Quillomat Client", "", "", "", "", "most names are products"},
    };
    check_rows(&own, names, COUNT_OF(names));
    static const struct written parts_of = {"Heron CQ-One", "Heron", "CQ-Position;CQ-Server"};
    static const struct row siblings[] = {
        {"Heron", "CQ-Programmer", "CQ-One", "", "", "", "parts with names of their own"},
    };
    check_rows(&parts_of, siblings, COUNT_OF(siblings));
    static const struct written more = {"Heron Unit ECQ-C", "Heron",
                                        "Heron Communication Unit Power"};
    static const struct row rest[] = {
        {"Heron", "Communication Unit Power ECQ-C", "", "", "", "possible p1",
         "the word that is missing stands in the title"},
    };
    check_rows(&more, rest, COUNT_OF(rest));
}

/* A part's advisory lists the products that have it under its own maker. */
static void products_of_others_are_listed(void **state)
{
    (void)state;
    static const struct written written = {"Heron libraries in Kestrel Quillo", "Heron",
                                           "HeronLib;Quillo;EcoStruxure IT Quay;Automation Studio"};
    static const struct row rows[] = {
        {"Kestrel", "Quillo 10 Pro", "", "", "", "possible p2", "the title has its maker"},
        {"Plover", "Quillo 10 Pro", "", "", "", "", "another maker's"},
        {"Plover", "EcoStruxure IT Quay", "", "", "", "possible p3", "the same name with a range"},
        {"Plover", "Automation Studio", "", "", "", "", "a name that many may give"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void makers_may_be_the_product(void **state)
{
    (void)state;
    static const struct written written = {"Quillomat", "Quillomat",
                                           "Quillomat;Quillomat utility software"};
    static const struct row rows[] = {
        {"Quillomat", "Quillomat database management", "", "", "", "possible p1", "a kind"},
        {"Quillomat", "Quillomat for Windows 64 bit", "", "", "", "family p1", "a system"},
        {"Quillomat", "Quillomat Kestrel", "", "", "", "", "another product of that maker"},
        {"Quillomat", "Quillomat utility stork software", "", "", "", "possible p2",
         "another word agrees"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void near_names_are_found(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "Plover Explorer QNC Supervisory Unit;Data Center Manager SDK;N6854Q Kestrel Server;"
        "Easy Online Monitoring Panel;Power Build-Ravenette software;Gull (NWQ-3);"
        "Puffin (formerly known as Egret One and Tealwing Anywhere)"};
    static const struct row rows[] = {
        {"Heron", "DDC Plover Explorer QNC", "", "", "", "possible p1",
         "a word of many names is missing"},
        {"Heron", "Plover Kestrel Supervisory Unit", "", "", "", "",
         "a word of its own is missing"},
        {"Heron", "DCM SDK", "", "", "", "family p2", "initials"},
        {"Heron", "Data Center Manager Console", "", "", "", "", "not the same kind"},
        {"Heron", "Ortungsserver N6854Q", "", "", "", "possible p3", "a model in both names"},
        {"Heron", "N6854Q Modul X7", "", "", "", "", "another number"},
        {"Heron", "Easy Monitoring Panel", "", "", "", "possible p4", "three of four words"},
        {"Heron", "Schaltschrankplanung Ravenette", "", "", "", "possible p5", "German, a dash"},
        {"Heron", "Melder", "", "NWQ-3", "", "family p6", "a type in parentheses"},
        {"Heron", "Tealwing Anywhere", "", "", "", "family p7", "the second former name"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
    static const struct written siblings = {"Heron Things", "Heron",
                                            "Quill Readers;Quill Processors;Plovernet Operation"};
    static const struct row kinds[] = {
        {"Heron", "Quill Leser", "", "", "", "family p1", "of siblings the kind that is known"},
        {"Heron", "Operation (Plovernet)", "", "", "", "family p3", "a range in parentheses"},
        {"Heron", "Plovernet Operation 2021", "", "", "", "family p3", "the year of a release"},
    };
    check_rows(&siblings, kinds, COUNT_OF(kinds));
    static const struct written brand = {"Heron Things", "PTC",
                                         "Rockwell Automation Quillserver Enterprise"};
    static const struct row sold[] = {
        {"Rockwell Automation", "Quillserver Enterprise", "", "", "", "family p1",
         "a maker in front of another's name"},
        {"Allen-Bradley", "Quillserver Enterprise", "", "", "", "family p1", "and its brand"},
    };
    check_rows(&brand, sold, COUNT_OF(sold));
    static const struct written twice = {"Heron Things", "Hitachi Energy", "ABB Quillserver"};
    static const struct row rows_of[] = {
        {"Hitachi Energy", "Quillserver", "", "", "", "family p1", "a maker in two rows"},
        {"unknown", "Hitachi Energy Quillserver", "", "", "", "family p1",
         "the maker stands in front of the designation only"},
    };
    check_rows(&twice, rows_of, COUNT_OF(rows_of));
}

static void little_is_enough(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron",
        "K5 Electric Bicycle;Smart Doorbell Q3;Gullaccess/SCADA;Heron OS Tealwood;"
        "Quill Android/IOS mobile application;QEOS;WQ0-GETH00200"};
    static const struct row rows[] = {
        {"Heron", "Werks-E-Bike K5 (Pforte)", "", "K5", "", "possible p1", "a short type"},
        {"Heron", "Werks-E-Bike K5", "", "", "", "", "not said to be the type"},
        {"Heron", "Video-Türklingel", "", "Q3", "", "possible p2", "its kind in German"},
        {"Heron", "Browser based HMI/SCADA, Gullaccess node", "", "", "", "possible p3",
         "another word before the slash"},
        {"Heron", "Gullaccess/NMS", "", "", "", "", "the same word before it"},
        {"Heron", "Connect 4, Image Tealwood", "", "", "", "possible p4", "its system"},
        {"Heron", "Quill App Tablet (Android)", "", "", "", "possible p5", "an application"},
        {"Heron", "Signal controller Kestrel running QEOS", "", "", "", "possible p6",
         "what it runs"},
        {"Heron", "Ethernet-Modul", "", "WQ0-GETH", "", "possible p7", "a type without its number"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

static void makers_and_what_they_make_are_named_alike(void **state)
{
    (void)state;
    static const struct written written = {
        "Heron Things", "Heron Video & Control",
        "Longwader;Mission Gull / Inner Plover Control;TEAL C0-1x CPU firmware;Wigeon 4th Gen"};
    static const struct row rows[] = {
        {"Longwader", "Kamera Kläranlage", "", "", "", "possible p1", "the maker is the product"},
        {"Longwader", "Recorder XR5", "", "", "", "", "another product of that maker"},
        {"Heron Video & Control", "Mission Gull, Halle 5", "", "", "", "family p2",
         "one of two names"},
        {"Heron Video & Control", "Inner Plover Control", "", "", "", "family p2", "the other one"},
        {"Heron Video & Control", "TEAL SPS Brunnen 2", "", "", "C0-11DD1E-D", "possible p3",
         "a short model"},
        {"Heron Video & Control", "TEAL SPS Brunnen 2", "", "", "C0-21DD1E-D", "", "another one"},
        {"Heron Video & Control", "Wigeon Router, 4. Gen.", "", "", "", "possible p4",
         "an ordinal"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
    static const struct written initials = {"Schneider Electric Update", "Schneider Electric",
                                            "SEQX"};
    static const struct row update[] = {
        {"Schneider Electric", "Schneider Electric Quill Xylo", "", "", "", "possible p1",
         "initials with the maker's"},
    };
    check_rows(&initials, update, COUNT_OF(update));
}

static void types_are_written_in_many_ways(void **state)
{
    (void)state;
    static const struct written written = {
        "Quillan Things", "Quillan",
        "QUILLAN5143D;NQE8500;cQT3072XH;QUIL C340;Asset Suite;Quillan-W610 Converter"};
    static const struct row rows[] = {
        {"Quillan", "Modbus gateway 5143D, energy meters", "", "", "", "possible p1",
         "without the maker in front"},
        {"Quillan", "WiFi serial server", "", "W610", "", "family p6", "nor a dash"},
        {"Quillan", "Netzwerkrechner", "", "MS-NQE8500", "", "family p2", "behind a dash"},
        {"Kestrel", "HMI Panel 7 Zoll cQT3072XH", "", "", "", "possible p3",
         "a type within, of another maker"},
        {"Quillan", "Bullet-Kamera QUIL C340 (4mm) Tor 2", "", "", "", "family p4", "a quantity"},
        {"Quillan", "EAM-System Asset Suite (Instandhaltung)", "", "", "", "possible p5",
         "words that say little"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

int match_distinct_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_other_makers_are_found),
        cmocka_unit_test(names_have_other_forms),
        cmocka_unit_test(another_name_is_of_the_same_release),
        cmocka_unit_test(plants_shorten_names_of_ranges),
        cmocka_unit_test(titles_name_products),
        cmocka_unit_test(makers_may_be_the_product),
        cmocka_unit_test(products_of_others_are_listed),
        cmocka_unit_test(near_names_are_found),
        cmocka_unit_test(little_is_enough),
        cmocka_unit_test(types_are_written_in_many_ways),
        cmocka_unit_test(makers_and_what_they_make_are_named_alike),
    };
    return cmocka_run_group_tests_name("match_distinct", tests, NULL, NULL);
}

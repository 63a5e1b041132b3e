/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_match_test.c - assets against one advisory made by hand; each row has a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/advisory_match.h"

/* clang-format off */
#define PRODUCT(id, category, version, helper) \
    "{\"category\":\"" category "\",\"name\":\"" version "\",\"product\":{\"product_id\":\"" id "\",\"name\":\"x\"" helper "}}"
#define NAME(name, versions) "{\"category\":\"product_name\",\"name\":\"" name "\",\"branches\":[" versions "]}"
#define RANGE(id, range) PRODUCT(id, "product_version_range", range, "")
#define HELPER(id, range, members) PRODUCT(id, "product_version_range", range, ",\"product_identification_helper\":{" members "}")

static const char document[] =
    "{\"document\":{\"title\":\"Acme Monocle, Provisions\",\"publisher\":{\"name\":\"P\",\"namespace\":\"https://p.example\"},"
    "\"tracking\":{\"id\":\"EX-1\",\"version\":\"2\",\"current_release_date\":\"2026-01-01T00:00:00Z\"}},"
    "\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"Siemens\",\"branches\":["
    NAME("SIMATIC S7-1500 CPU 1515F-2 PN (6ES7515-2FM00-0AB0)", RANGE("a", "< V2.9.7")) ","
    NAME("SCALANCE W786-2 RJ45", HELPER("b1", "vers:all/*", "\"model_numbers\":[\"6GK5786-2FC00-0AA0\"]") ","
                                 HELPER("b2", "< V3.0", "\"model_numbers\":[\"6GK5786-2FC00-0AB0\"]")) ","
    NAME("SIPROTEC 5 7SA87 (CP300)", RANGE("c1", "< V9.64") "," PRODUCT("c2", "product_version", "V9.70", "")) ","
    NAME("SIPROTEC 5 7SA87 (CP200)", RANGE("d", "vers:all/*")) ","
    NAME("TIA Portal V15.1", RANGE("e", "< V15.1 Upd 3")) ","
    NAME("SINAMICS G130 drive family (incl. SIPLUS variants)", RANGE("f", "< V5.2")) ","
    NAME("Desigo PXC00-E.D", RANGE("g", "some day")) ","
    NAME("SIMATIC 6ES7 51x-1AK0x-0AB0", RANGE("h", "vers:all/*")) ","
    NAME("RUGGEDCOM ROX RX1400", HELPER("i", "vers:all/*", "\"serial_numbers\":[\"RX-0042*\"]")) ","
    NAME("Mendix Runtime", HELPER("j", "< 9.1", "\"cpe\":\"cpe:2.3:a:siemens:mendix:*:*:*:*:*:*:*:*\",\"purl\":\"pkg:generic/mendix@9.0\""))
    "]},{\"category\":\"vendor\",\"name\":\"WAGO\",\"branches\":["
    NAME("750-884", RANGE("w", "< FW14")) ","
    NAME("MELSEC look-alike Q13UDECPU", RANGE("x", "vers:all/*")) ","
    NAME("MELSEC look-alike Q26UDECPU", RANGE("s", "<=The_first_5_digits_of_serial_No._26061")) ","
    NAME("CC100 0751-9x01", PRODUCT("y", "product_version", "03.10", ""))
    "]},{\"category\":\"vendor\",\"name\":\"Acme Automation\",\"branches\":["
    NAME("LINE AX04/08(EN)CPU Firmware", RANGE("m1", "<= 5")) ","
    NAME("1799-AX/1799-AXR Series B", RANGE("m2", "vers:all/*")) ","
    NAME("1799-AX/1799-AXR Series C", RANGE("m3", "vers:all/*")) ","
    NAME("Remote 470S", PRODUCT("m4", "product_version", "2700988", "")) ","
    NAME("Vista", RANGE("m5", "vers:all/*")) ","
    NAME("Vista Access", RANGE("m6", "vers:all/*")) ","
    NAME("Panorama View Site Edition", RANGE("m7", "vers:all/*")) ","
    NAME("TX90 Feeder Thing", RANGE("m8", "vers:all/*")) ","
    NAME("Magnolia ABCDE series", RANGE("m9", "vers:all/*")) ","
    NAME("Modulo 58 CPU (part numbers QXP58*)", RANGE("m10", "vers:all/*")) ","
    NAME("KZ100 and KY200 controllers", RANGE("m11", "vers:all/*")) ","
    NAME("GQ6A Series Plus CPU", RANGE("m12", "vers:all/*")) ","
    NAME("Pro/Lite Studio", RANGE("m13", "vers:all/*")) ","
    NAME("PLC NQ series", RANGE("m16", "vers:all/*")) ","
    NAME("FZ5-ENET/IP", RANGE("m17", "vers:all/*")) ","
    NAME("Panel 800-2711R-T7T", RANGE("m18", "vers:all/*")) ","
    NAME("Toolbox House TOP Gizmo", RANGE("m19", "vers:all/*")) ","
    NAME("Linker software (Previously called RLinker Enterprise)", RANGE("m20", "vers:all/*")) ","
    NAME("Tracing SC+", RANGE("m21", "vers:all/*")) ","
    NAME("AE1021 firmware", RANGE("m22", "vers:all/*")) ","
    NAME("AE1021PE firmware", RANGE("m23", "vers:all/*")) ","
    NAME("Quillserver", RANGE("m24", "vers:all/*")) ","
    NAME("RUX model routers", RANGE("m25", "vers:all/*")) ","
    NAME("AXE 5550", RANGE("m26", "vers:all/*")) ","
    NAME("WebGate/NMS", RANGE("m27", "vers:all/*")) ","
    NAME("Illuster Pro Gen 4 Camera", RANGE("m28", "vers:all/*")) ","
    NAME("Hut Chiller SL 3232-Series web interface as built upon Other X1", RANGE("m29", "vers:all/*")) ","
    NAME("ZPM F34 2020", RANGE("m30", "vers:all/*")) "," NAME("ZPMF343030", RANGE("m31", "vers:all/*")) ","
    NAME("Heron Pump Controller", RANGE("m32", "vers:all/*")) ","
    NAME("Panel Kit PK400 for QP405 and QP408", RANGE("m33", "vers:all/*")) ","
    NAME("Gull View ZE", RANGE("m34", "vers:all/*")) ","
    NAME("Finchling 7", RANGE("m35", "vers:all/*")) ","
    NAME("UB-2100 Series", RANGE("m36", "vers:all/*")) ","
    NAME("Plover models KT27 KT25", RANGE("m37", "vers:all/*")) ","
    NAME("Raven Yard Studio (RYS)", RANGE("m38", "vers:all/*")) ","
    NAME("smartUnit and EGRET ME-UNIT", RANGE("m39", "vers:all/*")) ","
    NAME("QW600 Connectivity Package", RANGE("m40", "vers:all/*")) ","
    NAME("Puffin (Windows 10, Puffin.exe)", RANGE("m41", "vers:all/*")) ","
    NAME("DASKET", RANGE("m42", "vers:all/*")) ","
    NAME("MV24S system BRD-B60W000", RANGE("m43", "vers:all/*")) ","
    NAME("Kestrel SW", RANGE("m44", "vers:all/*")) ","
    NAME("CK1H/G-CPU**H", RANGE("m45", "vers:all/*")) ","
    NAME("DX77 one", RANGE("m14", "vers:all/*")) "," NAME("DX77 two", RANGE("m15", "vers:all/*"))
    "]}]},\"vulnerabilities\":["
    "{\"cve\":\"CVE-2026-1\",\"scores\":[{\"products\":[\"a\"],\"cvss_v3\":{\"baseScore\":9.8}}],\"product_status\":{"
    "\"known_affected\":[\"a\",\"b1\",\"b2\",\"c1\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"w\",\"s\","
    "\"m1\",\"m2\",\"m3\",\"m4\",\"m5\",\"m6\",\"m7\",\"m8\",\"m9\",\"m10\",\"m11\",\"m12\",\"m13\",\"m14\",\"m15\","
    "\"m16\",\"m17\",\"m18\",\"m19\",\"m20\",\"m21\",\"m22\",\"m23\",\"m24\",\"m25\",\"m26\",\"m27\",\"m28\",\"m29\",\"m30\",\"m31\","
    "\"m32\",\"m33\",\"m34\",\"m35\",\"m36\",\"m37\",\"m38\",\"m39\",\"m40\",\"m41\",\"m42\",\"m43\",\"m44\",\"m45\"],\"fixed\":[\"c2\"],"
    "\"under_investigation\":[\"x\"],\"known_not_affected\":[\"y\"]},"
    "\"remediations\":[{\"category\":\"vendor_fix\",\"details\":\"d\",\"product_ids\":[\"a\",\"c1\"]}]},"
    "{\"cve\":\"CVE-2026-2\",\"product_status\":{\"known_not_affected\":[\"a\"]}}]}";
/* clang-format on */

struct told {
    struct buf text;
    size_t count;
};

static void found(void *context, const struct advisory_match *match)
{
    struct told *told = context;
    str tier = match_tier_name(match->tier), verdict = match_verdict_name(match->verdict);
    buf_printf(&told->text, "%s%.*s %.*s %.*s", told->count++ ? "; " : "", STR_ARG(tier),
               STR_ARG(verdict), STR_ARG(match->product->id));
}

struct fixture {
    struct arena arena;
    struct advisory advisory;
    struct advisory_index index;
    struct match_kinds kinds; /* of all assets of one test */
};

static void begin(struct fixture *fixture)
{
    struct fail why;
    *fixture = (struct fixture){0};
    assert_int_equal(advisory_read(&fixture->arena, str_from(document), &fixture->advisory, &why),
                     ERR_OK);
    advisory_index_add(&fixture->index, &fixture->advisory);
}

static void end(struct fixture *fixture)
{
    advisory_index_release(&fixture->index);
    match_kinds_release(&fixture->kinds);
    arena_release(&fixture->arena);
}

/* What is told of an asset, read by itself and with others of its kind. */
static struct told match(struct fixture *fixture, const struct asset *asset)
{
    struct told told = {0}, of_kind = {0};
    struct match_asset ready;
    match_asset_read(&fixture->arena, asset, &ready);
    advisory_match_asset(&fixture->index, &ready, found, &told);
    match_asset_read_kind(&fixture->arena, &fixture->kinds, asset, &ready);
    advisory_match_asset(&fixture->index, &ready, found, &of_kind);
    assert_true(str_equal(buf_str(&of_kind.text), buf_str(&told.text)));
    buf_release(&of_kind.text);
    return told;
}

static void assets_are_matched(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *product, *order_code, *serial, *firmware, *told, *reason;
    } rows[] = {
        {"Siemens AG", "CPU", "6ES7 515-2fm00-0AB0", "", "V2.8", "certain affected a",
         "the order code stands in the product's name"},
        {"Siemens AG", "CPU", "6ES7515-2FM00-0AB0", "", "V2.9.7", "certain fixed a",
         "behind the range, and the maker has a fix"},
        {"Siemens AG", "CPU", "6ES7515-2FM00-0AB0", "", "", "certain unknown a",
         "nobody knows the version"},
        {"", "CPU", "6ES7515-2FM00-0AB0", "", "V2.8", "certain affected a",
         "an order number of that form needs no maker"},
        {"ABB", "CPU", "6ES7515-2FM00-0AB0", "", "V2.8", "possible unknown a",
         "another maker: possible, and then never affected"},
        {"Siemens", "SIMATIC S7-1500 CPU 1515F-2 PN", "", "", "V2.8", "family affected a",
         "the name, and only one order code has it"},
        {"Siemens", "S7 1500 CPU 1515F-2 PN", "", "", "V2.8", "family affected a",
         "the same with a space instead of a dash"},
        {"Siemens", "SIMATIC S7-1500 CPU 1515F-2 PN", "6ES7515-2FM01-0AB0", "", "V2.8", "",
         "the order code says that it is another one of that name"},
        {"Siemens", "CPU", "6ES7515-2FM00", "", "V2.8", "family affected a",
         "an order code without its last block: the table of ranges says which CPU it is"},
        {"Siemens", "Access Point", "6GK5786-2FC00", "", "V2.8", "possible unknown b2",
         "the same of a code that the table does not have"},
        {"Siemens", "SIMATIC S7-1500 CPU 1515F-2 PN", "6ES7515-2FM00", "", "V2.8",
         "family affected a", "the same with the name: the code does not contradict it"},
        {"Siemens", "SIMATIC S7-1500 CPU 1516-3 PN", "", "", "V2.8", "",
         "another CPU of the family"},
        {"Siemens", "SCALANCE W786-2 RJ45", "6GK5786-2FC00-0AB0", "", "V2.1", "certain affected b2",
         "of two of one name the one with this model number"},
        {"Siemens", "SCALANCE W786-2 RJ45", "6GK5786-2FC00-0AB0", "", "V3.1",
         "certain not_affected b2", "out of its range, and no fix is named"},
        {"Siemens", "SCALANCE W786-2 RJ45", "", "", "V3.1", "possible unknown b1",
         "the name alone does not say which of the two"},
        {"Siemens", "SIPROTEC 5 7SA87 (CP300)", "", "", "V9.5", "family affected c1",
         "the variant in parentheses"},
        {"Siemens", "SIPROTEC 5 7SA87 (CP300)", "", "", "V9.70", "family fixed c2",
         "a version that the advisory calls fixed"},
        {"Siemens", "SIPROTEC 5 7SA87 (CP100)", "", "", "V9.5", "", "another variant"},
        {"Siemens", "SIPROTEC 5 7SA87", "", "", "V9.65", "possible fixed c1; possible unknown d",
         "which variant is not known: none is called affected"},
        {"Siemens", "TIA Portal V15.1", "", "", "V15.1 Upd 1", "family affected e",
         "the release is part of both names"},
        {"Siemens", "TIA Portal", "", "", "V15.1 Upd 1", "family affected e",
         "the version begins with the release in the product's name"},
        {"Siemens", "TIA Portal", "", "", "V16", "", "another release"},
        {"Siemens", "TIA Portal", "", "", "", "possible unknown e", "the release is not known"},
        {"Siemens", "SINAMICS G130", "", "", "V5.1", "family affected f",
         "what is missing only says what kind of thing it is"},
        {"Siemens", "SINAMICS G130 drive 6SL", "", "", "V5.1", "family affected f",
         "the product is a family that has all its words in the asset's name"},
        {"Siemens", "Desigo PXC00-E.D", "", "", "V6", "family unknown g",
         "nobody understands the range"},
        {"Siemens", "", "6ES7 512-1AK03-0AB0", "", "", "certain affected h",
         "placeholders in the product's order number"},
        {"Siemens", "", "6ES7 522-1AK03-0AB0", "", "", "", "what the placeholders do not cover"},
        {"Siemens", "", "", "RX-00421", "", "certain affected i", "a serial number of the range"},
        {"WAGO", "MELSEC look-alike Q26UDECPU", "", "260520123456789", "99", "family affected s",
         "the range is of serial numbers, whatever the firmware"},
        {"WAGO", "MELSEC look-alike Q26UDECPU", "", "260620123456789", "01",
         "family not_affected s", "a later serial number"},
        {"WAGO", "MELSEC look-alike Q26UDECPU", "", "", "01", "family unknown s",
         "the serial number is not known"},
        {"Siemens", "", "", "RX-0052", "", "", "a serial number out of it"},
        {"WAGO Kontakttechnik GmbH & Co. KG", "Coupler", "750-884", "", "FW11",
         "certain affected w", "an order code as a word of the name, the same maker"},
        {"", "Coupler", "750-884", "", "FW11", "", "a short code without a maker says nothing"},
        {"Beckhoff", "Coupler", "750-884", "", "FW11", "", "another maker's code"},
        {"WAGO", "MELSEC look-alike Q13UDECPU", "", "", "1", "family under_investigation x",
         "the maker does not know yet"},
        {"WAGO", "CC100 0751-9x01", "", "", "03.10", "family not_affected y",
         "the maker says so of this version"},
        {"WAGO", "CC100 0751-9x01", "", "", "03.09", "family unknown y",
         "of this version the maker says nothing"},
        {"", "Mendix Runtime", "", "", "9.0", "possible unknown j",
         "the name without a maker is possible at most"},
        {"Siemens", "Mendix", "", "", "9.0", "possible unknown j",
         "one word that names it, and nothing else is known"},
        {"Siemens", "Runtime Mendi", "", "", "9.0", "", "no word that names it"},
    };
    struct fixture fixture;
    begin(&fixture);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct asset asset = {.maker = str_from(rows[i].maker),
                              .product = str_from(rows[i].product),
                              .order_code = str_from(rows[i].order_code),
                              .serial_number = str_from(rows[i].serial),
                              .firmware = str_from(rows[i].firmware)};
        struct told told = match(&fixture, &asset);
        if (!str_equal(buf_str(&told.text), str_from(rows[i].told)))
            print_error("%s: %.*s, not %s\n", rows[i].reason, STR_ARG(buf_str(&told.text)),
                        rows[i].told);
        assert_true(str_equal(buf_str(&told.text), str_from(rows[i].told)));
        buf_release(&told.text);
    }
    end(&fixture);
}

static void names_of_several_products_are_matched(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *product, *family, *type, *order_code, *told, *reason;
    } rows[] = {
        {"ACME", "CPU", "", "", "AX08ENCPU", "family affected m1", "one of the models"},
        {"ACME", "CPU", "", "", "AX16CPU", "", "none of them"},
        {"Other", "CPU", "", "", "AX08ENCPU", "", "another maker's"},
        {"ACME", "Adapter", "", "", "1799-AXR/C", "certain affected m3",
         "the letter behind the code"},
        {"ACME", "Adapter", "", "", "1799-AXR", "possible unknown m2; possible unknown m3",
         "the letter is not known"},
        {"ACME", "Controller", "", "", "2700988", "certain affected m4",
         "an order code in the version's place: all versions"},
        {"ACME", "Vista HMI", "", "", "", "family affected m5", "a word for the kind of thing"},
        {"ACME", "Monocle Vista", "", "", "", "family affected m5", "a word of the title"},
        {"ACME", "Vista Pro", "", "", "", "possible unknown m5",
         "a word behind may make another product"},
        {"ACME", "Vista Extra", "", "", "", "possible unknown m5", "the same of a long one"},
        {"ACME", "Vista Frequenzumrichter", "", "", "", "family affected m5", "a German kind"},
        {"ACME", "Vista Access", "", "", "", "family affected m6", "the name that says more"},
        {"ACME", "Panorama View SE", "", "", "", "family affected m7", "initials"},
        {"ACME", "Relay", "", "TX90", "", "family affected m8", "only this one has the type"},
        {"ACME", "TX90", "", "", "", "family affected m8", "the name is nothing but a type"},
        {"ACME", "Thing", "", "DX77", "", "possible unknown m14; possible unknown m15",
         "two have the type"},
        {"ACME", "Magnolia touch panel", "", "", "ABCDE6310", "family affected m9", "a series"},
        {"ACME", "Magnolia touch panel", "", "", "ABCDF6310", "", "another series"},
        {"ACME", "Modulo 58", "", "", "QXP584040", "family affected m10", "a part number"},
        {"ACME", "Modulo 58 CPU", "", "", "QXN100", "", "not one of the part numbers"},
        {"ACME", "Experience KY200", "", "", "", "family affected m11", "one side of 'and'"},
        {"ACME", "GQ6A Basic CPU", "", "", "GQ6A-C40", "", "not the Plus of the series"},
        {"ACME", "GQ6A Plus CPU", "", "", "GQ6A-D16", "family affected m12", "the Plus of it"},
        {"ACME", "Lite Studio", "", "", "", "family affected m13", "one side of a slash"},
        {"ACME", "Controller", "", "NQ501-1300", "", "family affected m16", "letters of a series"},
        {"ACME", "Controller", "", "NX501-1300", "", "", "those of another"},
        {"ACME", "Module", "", "", "FZ5-ENET/IP", "certain affected m17", "a tail behind a slash"},
        {"ACME", "Module", "", "", "FZ5-ENET", "", "without it another module"},
        {"ACME", "Terminal", "", "", "2711R-T7T", "certain affected m18", "behind a block"},
        {"ACME", "Terminal", "", "", "2711R-T4T", "", "another one behind it"},
        {"Toolbox House", "TOP Gizmo", "", "", "", "family affected m19",
         "the brand on the device stands in front of the product's name"},
        {"Acme", "RLinker Enterprise", "", "", "", "family affected m20", "a former name"},
        {"ACME", "Tracing SC+", "", "", "", "family affected m21", "a plus is a word"},
        {"ACME", "Tracing SC", "", "", "", "", "without it another product"},
        {"ACME", "AE1021PE", "AE1021", "AE1021PE", "AE1021PE", "certain affected m23",
         "the name that goes on, not the one that it begins with"},
        {"ACME", "Quillserver OPC Interface Package", "", "", "", "possible unknown m24",
         "a word that names the product, and others"},
        {"ACME", "LTE Router", "", "RUX955", "", "family affected m25", "models without 'series'"},
        {"ACME", "AXE-5550KW Controller", "", "AXE-5550KW", "", "possible unknown m26",
         "letters behind a number"},
        {"ACME", "WebGate/SCADA", "", "", "", "", "the other side of the same slash"},
        {"ACME", "Illuster Pro Gen4 Dome Camera", "", "", "", "family affected m28",
         "letters and a digit together"},
        {"ACME", "Hut Chiller SL 3232.711", "", "SL 3232.711", "", "family affected m29",
         "a series, and a sentence behind it"},
        {"ACME", "CPU", "", "", "ZPMF342020", "family affected m30", "a code without its spaces"},
        {"ACME", "CPU", "", "", "ZPM F34 3030", "certain affected m31", "spaces in a code"},
        {"ACME", "ZPM F34 3030", "", "", "", "family affected m31", "the same in the name"},
        {"ACME", "Heron Pumpensteuerung", "", "", "", "family affected m32", "German for it"},
        {"ACME", "Netzteil für Heron Pump Controller", "", "", "", "", "what it is for"},
        {"ACME", "Bedienpanel QP408", "QP400", "QP408", "", "", "what the product is for"},
        {"ACME", "Gull View Zonal Edition", "", "", "", "family affected m34",
         "the initials are the advisory's"},
        {"ACME", "Finchling 7.2", "", "", "", "family affected m35", "a release of a number"},
        {"ACME", "Computer", "", "UB-2116-T", "", "family affected m36", "a series of a hundred"},
        {"ACME", "Computer", "", "UB-2216-T", "", "", "another hundred"},
        {"ACME", "Terminal", "Plover", "", "KT2715-X", "family affected m37", "a list of models"},
        {"ACME", "Terminal", "Plover", "", "KT2107-X", "", "none of the list"},
        {"ACME", "RYS", "", "", "", "family affected m38", "initials in parentheses"},
        {"ACME", "Raven Yard Studio", "", "", "", "family affected m38", "and without them"},
        {"Egret d.o.o.", "ME-UNIT", "", "", "", "family affected m39", "a brand behind 'and'"},
        {"ACME", "Unit", "", "QW600", "", "possible unknown m40", "another product for the type"},
        {"ACME", "Puffin", "", "", "", "family affected m41", "systems and files in parentheses"},
        {"ACME", "DASKET-III Encoder", "", "", "", "possible unknown m42", "a generation"},
        {"ACME", "Machine", "", "MV12S", "BRD-B60W000", "", "another type has the code too"},
        {"ACME", "Machine", "", "MV24S", "BRD-B60W000", "certain affected m43", "the same type"},
        {"ACME", "Kestrel Software", "", "", "", "family affected m44", "SW is software"},
        {"ACME", "CPU", "", "CK1G-CPU42H", "", "family affected m45", "a letter for another"},
        {"ACME", "Collected Works of All (Vista Access)", "", "", "", "family affected m6",
         "a short name in parentheses"},
    };
    struct fixture fixture;
    begin(&fixture);
    bool failed = false;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct asset asset = {.maker = str_from(rows[i].maker),
                              .product = str_from(rows[i].product),
                              .family = str_from(rows[i].family),
                              .type = str_from(rows[i].type),
                              .order_code = str_from(rows[i].order_code),
                              .firmware = STR("4")};
        struct told told = match(&fixture, &asset);
        bool same = str_equal(buf_str(&told.text), str_from(rows[i].told));
        if (!same)
            print_error("%s: %.*s, not %s\n", rows[i].reason, STR_ARG(buf_str(&told.text)),
                        rows[i].told);
        failed |= !same;
        buf_release(&told.text);
    }
    assert_false(failed);
    end(&fixture);
}

static void keys_of_packages_are_matched(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    const struct asset assets[] = {
        {.cpe = STR("cpe:/a:Siemens:mendix:9.0"), .software = STR("9.0")},
        {.purl = STR("pkg:generic/mendix@9.0.5?arch=x"), .software = STR("9.0")},
    };
    for (size_t i = 0; i < COUNT_OF(assets); i++) {
        struct told told = match(&fixture, &assets[i]);
        assert_true(str_equal(buf_str(&told.text), STR("certain affected j")));
        buf_release(&told.text);
    }
    const struct asset other = {.cpe = STR("cpe:2.3:a:siemens:*:9.0:*:*:*:*:*:*:*")};
    struct told told = match(&fixture, &other);
    assert_int_equal(told.count, 0); /* a CPE that means every product names none */
    end(&fixture);
}

/* Firmware and software are versions of different things. */
static void versions_that_disagree_decide_nothing(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    struct asset asset = {.maker = STR("Siemens"),
                          .order_code = STR("6ES7515-2FM00-0AB0"),
                          .firmware = STR("V2.8"),
                          .software = STR("V3.0")};
    struct told told = match(&fixture, &asset);
    assert_true(str_equal(buf_str(&told.text), STR("certain unknown a")));
    buf_release(&told.text);
    end(&fixture);
}

static void check_words(void *context, const struct advisory_match *match)
{
    struct buf *out = context;
    match_write_evidence(match, LANGUAGE_ENGLISH, out);
    buf_add_char(out, '\n');
    match_write_evidence(match, LANGUAGE_GERMAN, out);
    assert_int_equal(match->cve_count, 1);
    assert_int_equal(match->score, 98);
}

static void evidence_is_told_in_two_languages(void **state)
{
    (void)state;
    struct fixture fixture;
    struct match_asset ready;
    struct buf out = {0};
    begin(&fixture);
    struct asset asset = {
        .maker = STR("Siemens"), .order_code = STR("6ES7 515-2FM00-0AB0"), .firmware = STR("V2.8")};
    match_asset_read(&fixture.arena, &asset, &ready);
    advisory_match_asset(&fixture.index, &ready, check_words, &out);
    buf_add_char(&out, 0);
    assert_string_equal(
        out.p, "order code 6ES7 515-2FM00-0AB0 stands in the product's name \"SIMATIC S7-1500 CPU "
               "1515F-2 PN (6ES7515-2FM00-0AB0)\"; version V2.8 is among < V2.9.7\n"
               "Bestellnummer 6ES7 515-2FM00-0AB0 steht im Produktnamen \"SIMATIC S7-1500 CPU "
               "1515F-2 PN (6ES7515-2FM00-0AB0)\"; Version V2.8 fällt unter < V2.9.7");
    buf_release(&out);
    end(&fixture);
}

static void what_is_written_alike_is_read_once(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct match_kinds kinds = {0};
    struct match_asset first, second, other;
    struct asset asset = {.maker = STR("WAGO"),
                          .product = STR("Coupler"),
                          .order_code = STR("750-884"),
                          .serial_number = STR("S-1"),
                          .firmware = STR("1")};
    match_asset_read_kind(&arena, &kinds, &asset, &first);
    asset.serial_number = STR("S-2");
    asset.firmware = STR("2");
    asset.cpe = STR("cpe:2.3:h:wago:750-884:-:*:*:*:*:*:*:*");
    match_asset_read_kind(&arena, &kinds, &asset, &second);
    assert_ptr_equal(first.names, second.names);
    assert_int_equal(first.own_count, 1);
    assert_true(str_equal(first.own[0].code, STR("S1")));
    assert_int_equal(second.own_count, 2);
    assert_true(str_equal(second.own[0].code, STR("S2")));
    assert_true(str_equal(first.asset.firmware, STR("1")) &&
                str_equal(second.asset.firmware, STR("2")));
    /* The same texts end to end, and another kind. */
    asset.product = STR("Coupler750");
    asset.order_code = STR("-884");
    match_asset_read_kind(&arena, &kinds, &asset, &other);
    assert_ptr_not_equal(first.names, other.names);
    match_kinds_release(&kinds);
    arena_release(&arena);
}

/* What is past the limits is left out, and nothing else is lost. */
static void limits_of_an_asset_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    for (int i = 0; i < 40; i++)
        buf_printf(&text, "w%d ", i);
    struct asset asset = {.maker = STR("ACME"), .product = buf_str(&text), .type = STR("T-100")};
    struct match_asset ready;
    match_asset_read(&arena, &asset, &ready);
    assert_int_equal(ready.names[0].name.word_count, NAME_WORDS_MAX);
    /* Of 24 words the 22 runs of three, the 23 of two, and each; T100 and its beginnings. */
    assert_true(ready.word_count <= ASSET_WORDS_MAX && ready.word_count >= 22 + 23 + 24);
    asset.family = STR("a1 b2 c3 d4 e5 f6 g7 h8 i9 j1 k2 l3 m4 n5 o6 p7 q8 r9");
    match_asset_read(&arena, &asset, &ready);
    assert_int_equal(ready.word_count, ASSET_WORDS_MAX);
    assert_true(ready.name_count <= ASSET_NAMES && ready.code_count <= ASSET_CODES_MAX);
    buf_release(&text);
    arena_release(&arena);
}

static void newer_versions_are_known(void **state)
{
    (void)state;
    str day = STR("2026-01-01T00:00:00Z"), next = STR("2026-01-02T00:00:00Z");
    assert_true(advisory_is_newer(STR("10"), day, STR("9"), next));
    assert_false(advisory_is_newer(STR("9"), next, STR("10"), day));
    assert_false(advisory_is_newer(STR("1.0.0"), next, STR("1.0.0"), day));
    assert_true(advisory_is_newer(STR("1.10.0"), day, STR("1.9.0"), day));
    assert_true(advisory_is_newer(STR(""), next, STR(""), day));
    assert_false(advisory_is_newer(STR(""), day, STR(""), day));
}

int advisory_match_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assets_are_matched),
        cmocka_unit_test(names_of_several_products_are_matched),
        cmocka_unit_test(keys_of_packages_are_matched),
        cmocka_unit_test(versions_that_disagree_decide_nothing),
        cmocka_unit_test(evidence_is_told_in_two_languages),
        cmocka_unit_test(what_is_written_alike_is_read_once),
        cmocka_unit_test(limits_of_an_asset_are_kept),
        cmocka_unit_test(newer_versions_are_known),
    };
    return cmocka_run_group_tests_name("advisory_match", tests, NULL, NULL);
}

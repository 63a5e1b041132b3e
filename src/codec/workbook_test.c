/* SPDX-License-Identifier: Apache-2.0 */
/* workbook_test.c - cells of all kinds, sheets that are shown, limits. Workbooks that other
 * programs wrote are read in tests/inventory_test.py. */
#include "codec/workbook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "codec/csv.h"
#include "codec/zip.h"

#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id=\"" id "\" Type=\"" RELATIONSHIPS "/" type "\" Target=\"" target "\"/>"

#define FORMATS                                                                                    \
    "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"

struct fixture {
    struct arena arena;
    struct buf bytes, csv;
    struct workbook *workbook;
    struct fail why;
};

/* A workbook of these sheets (the elements in <sheets>), shared strings (in <sst>), formats (in
 * <cellXfs>) and rows of its first sheet (in <sheetData>). */
static err_t open_with(struct fixture *fixture, const char *sheets, const char *strings,
                       const char *formats, const char *rows)
{
    struct zip_writer *writer = zip_writer_new();
    struct arena *arena = &fixture->arena;
    *fixture = (struct fixture){0};
    zip_writer_add(writer, STR("[Content_Types].xml"),
                   STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "content-types\"><Default Extension=\"xml\" ContentType=\"text/xml\"/>"
                       "</Types>"));
    zip_writer_add(
        writer, STR("_rels/.rels"),
        STR("<Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(
                "r1", "officeDocument", "xl/workbook.xml") "</Relationships>"));
    zip_writer_add(
        writer, STR("xl/_rels/workbook.xml.rels"),
        STR("<Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(
                "r1", "worksheet", "sheet1.xml") RELATION("r2", "worksheet", "sheet2.xml")
                RELATION("r3", "chartsheet", "chart.xml")
                    RELATION("r4", "sharedStrings", "strings.xml")
                        RELATION("r5", "styles", "styles.xml") "</Relationships>"));
    zip_writer_add(
        writer, STR("xl/styles.xml"),
        arena_printf(arena,
                     "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/>"
                     "<numFmt numFmtId=\"165\" formatCode=\"0.00\"/><numFmt numFmtId=\"166\" "
                     "formatCode=\"000;-000\"/></numFmts><cellStyleXfs><xf numFmtId=\"164\"/>"
                     "</cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>",
                     formats));
    zip_writer_add(writer, STR("xl/workbook.xml"),
                   arena_printf(arena,
                                "<workbook xmlns:r=\"" RELATIONSHIPS "\"><sheets>%s</sheets>"
                                "</workbook>",
                                sheets));
    zip_writer_add(writer, STR("xl/strings.xml"), arena_printf(arena, "<sst>%s</sst>", strings));
    zip_writer_add(writer, STR("xl/sheet1.xml"),
                   arena_printf(arena, "<worksheet><sheetData>%s</sheetData></worksheet>", rows));
    zip_writer_add(writer, STR("xl/sheet2.xml"),
                   STR("<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"));
    assert_int_equal(zip_writer_finish(writer, &fixture->bytes, &fixture->why), ERR_OK);
    assert_true(workbook_is_one(buf_str(&fixture->bytes)));
    return workbook_open(buf_str(&fixture->bytes), arena, &fixture->workbook, &fixture->why);
}

static err_t open(struct fixture *fixture, const char *sheets, const char *strings,
                  const char *rows)
{
    return open_with(fixture, sheets, strings, FORMATS, rows);
}

static void end(struct fixture *fixture)
{
    if (fixture->workbook)
        workbook_close(fixture->workbook);
    buf_release(&fixture->bytes);
    buf_release(&fixture->csv);
    arena_release(&fixture->arena);
}

static void cells_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *strings, *rows, *csv, *reason;
    } cases[] = {
        {"<si><t>a</t></si><si><t>b</t></si>",
         "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>",
         "\"b\",\"a\"", "shared strings"},
        {"<si><r><t>SIMATIC </t></r><r><t>S7</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>",
         "<row><c t=\"s\"><v>0</v></c></row>", "\"SIMATIC S7\"", "in pieces, as they are spoken"},
        {"",
         "<row><c t=\"inlineStr\"><is><t>in</t></is></c><c t=\"str\"><f>A1</f><v>of</v></c></row>",
         "\"in\",\"of\"", "in the cell, of a formula"},
        {"", "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"AA3\"><v>2</v></c></row>",
         "\n\n,\"1\",,,,,,,,,,,,,,,,,,,,,,,,,\"2\"", "each at its place"},
        {"", "<row r=\"2\"><c r=\"A2\"/><c r=\"B2\"><v></v></c></row><row><c><v>7</v></c></row>",
         "\n\n\"7\"", "empty ones are none; a row without a number is the next"},
        {"", "<row><c t=\"inlineStr\"><is><t>a \"b\"\nc\td, e</t></is></c></row>",
         "\"a \"\"b\"\" c d, e\"", "quotes, and one line for each row"},
        {"", "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c></row>",
         "\"TRUE\",\"FALSE\"", "truth, errors"},
        {"", "<row><c><v>4.5999999999999996</v></c><c><v>1.2E3</v></c><c><v>-5</v></c></row>",
         "\"4.6\",\"1200\",\"-5\"", "numbers as they are shown"},
        {"", "<row><c><v>123456789012345678</v></c><c><v>x1</v></c></row>",
         "\"123456789012345678\",\"x1\"", "digits stay, and what is no number"},
        {"", "<row><c t=\"d\"><v>2025-01-02</v></c></row>", "\"2025-01-02\"", "a date as text"},
        {"",
         "<row><c s=\"1\"><v>815</v></c><c s=\"1\"><v>1234567</v></c><c s=\"3\"><v>7</v></c>"
         "<c s=\"0\"><v>8</v></c><c s=\"2\"><v>9</v></c><c s=\"99\"><v>10</v></c></row>",
         "\"00815\",\"1234567\",\"007\",\"8\",\"9\",\"10\"", "zeros of the format"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        assert_int_equal(
            open(&fixture, "<sheet name=\"A\" r:id=\"r1\"/>", cases[i].strings, cases[i].rows),
            ERR_OK);
        assert_int_equal(workbook_sheet_csv(fixture.workbook, 0, &fixture.csv, &fixture.why),
                         ERR_OK);
        if (!str_equal(buf_str(&fixture.csv), str_from(cases[i].csv)))
            fail_msg("%s: %.*s", cases[i].reason, STR_ARG(buf_str(&fixture.csv)));
        end(&fixture);
    }
}

static void sheets_that_are_shown_are_listed(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_int_equal(
        open(&fixture,
             "<sheet name=\"H\" state=\"hidden\" r:id=\"r1\"/>"
             "<sheet name=\"V\" state=\"veryHidden\" r:id=\"r1\"/>"
             "<sheet name=\"Chart\" r:id=\"r3\"/><sheet name=\"Lost\" r:id=\"r9\"/>"
             "<sheet name=\"Ger\xC3\xA4te &amp; mehr\" state=\"visible\" r:id=\"r2\"/>",
             "", ""),
        ERR_OK);
    assert_int_equal(workbook_sheets(fixture.workbook), 1);
    assert_true(str_equal(workbook_sheet_name(fixture.workbook, 0), STR("Ger\xC3\xA4te & mehr")));
    assert_int_equal(workbook_sheet_csv(fixture.workbook, 0, &fixture.csv, &fixture.why), ERR_OK);
    assert_true(str_equal(buf_str(&fixture.csv), STR("\"2\"")));
    end(&fixture);
}

static void what_no_sheet_has_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        err_t rc;
    } cases[] = {
        {"<row><c t=\"s\"><v>0</v></c></row>", ERR_SYNTAX}, /* of no strings */
        {"<row><c t=\"s\"><v>-1</v></c></row>", ERR_SYNTAX},
        {"<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", ERR_SYNTAX},
        {"<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>", ERR_SYNTAX},
        {"<row><c r=\"XFD1\"><v>1</v></c></row>", ERR_OK}, /* WORKBOOK_COLUMNS_MAX */
        {"<row><c r=\"XFE1\"><v>1</v></c></row>", ERR_SYNTAX},
        {"<row r=\"1048576\"><c><v>1</v></c></row>", ERR_OK}, /* WORKBOOK_ROWS_MAX */
        {"<row r=\"1048577\"><c><v>1</v></c></row>", ERR_SYNTAX},
        {"<row r=\"99999999999999999999999\"><c><v>1</v></c></row>", ERR_SYNTAX},
        {"<row><c r=\"AAAAAAAAAAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>", ERR_SYNTAX},
        {"<row><c>", ERR_SYNTAX},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture fixture;
        assert_int_equal(open(&fixture, "<sheet name=\"A\" r:id=\"r1\"/>", "", cases[i].rows),
                         ERR_OK);
        err_t rc = workbook_sheet_csv(fixture.workbook, 0, &fixture.csv, &fixture.why);
        if (rc != cases[i].rc || (rc != ERR_OK && !fixture.why.text[0]))
            fail_msg("%s: %d, %s", cases[i].rows, rc, fixture.why.text);
        end(&fixture);
    }
}

static void limits_hold(void **state)
{
    (void)state;
    struct fixture fixture;
    for (int more = 0; more < 2; more++) {
        struct buf sheets = {0}, strings = {0};
        for (int i = 0; i < WORKBOOK_SHEETS_MAX + more; i++)
            buf_add(&sheets, STR("<sheet name=\"A\" r:id=\"r1\"/>"));
        buf_add_char(&sheets, 0);
        assert_int_equal(open(&fixture, sheets.p, "", ""), more ? ERR_TOO_LARGE : ERR_OK);
        end(&fixture);
        for (int i = 0; i < WORKBOOK_STRINGS_MAX + more; i++)
            buf_add(&strings, STR("<si/>"));
        buf_add_char(&strings, 0);
        assert_int_equal(open(&fixture, "<sheet name=\"A\" r:id=\"r1\"/>", strings.p, ""),
                         more ? ERR_TOO_LARGE : ERR_OK);
        end(&fixture);
        struct buf formats = {0};
        for (int i = 0; i < WORKBOOK_FORMATS_MAX + more; i++)
            buf_add(&formats, STR("<xf/>"));
        buf_add_char(&formats, 0);
        assert_int_equal(open_with(&fixture, "<sheet name=\"A\" r:id=\"r1\"/>", "", formats.p, ""),
                         more ? ERR_TOO_LARGE : ERR_OK);
        end(&fixture);
        buf_release(&sheets);
        buf_release(&strings);
        buf_release(&formats);
    }
    const char *row = "<row><c><v>12345</v></c></row>";
    for (size_t more = 0; more < 2; more++) { /* the cap of the buffer */
        assert_int_equal(open(&fixture, "<sheet name=\"A\" r:id=\"r1\"/>", "", row), ERR_OK);
        fixture.csv.bytes_max = 7 - more;
        assert_int_equal(workbook_sheet_csv(fixture.workbook, 0, &fixture.csv, &fixture.why),
                         more ? ERR_TOO_LARGE : ERR_OK);
        end(&fixture);
    }
}

static void what_is_no_workbook_is_known(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct workbook *workbook;
    struct fail why;
    assert_false(workbook_is_one(STR("Hersteller;Typ")) || workbook_is_one(STR("PK")));
    assert_true(workbook_is_old(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...")));
    assert_int_equal(workbook_open(STR("PK\x03\x04"), &arena, &workbook, &why), ERR_SYNTAX);
    struct zip_writer *writer = zip_writer_new();
    struct buf bytes = {0};
    zip_writer_add(writer, STR("[Content_Types].xml"),
                   STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "content-types\"/>"));
    assert_int_equal(zip_writer_finish(writer, &bytes, &why), ERR_OK);
    assert_int_equal(workbook_open(buf_str(&bytes), &arena, &workbook, &why), ERR_SYNTAX);
    assert_string_equal(why.text, "this is no Excel workbook");
    buf_release(&bytes);
    arena_release(&arena);
}

int workbook_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read),
        cmocka_unit_test(sheets_that_are_shown_are_listed),
        cmocka_unit_test(what_no_sheet_has_is_refused),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(what_is_no_workbook_is_known),
    };
    return cmocka_run_group_tests_name("workbook", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.c - the XML of workbooks: with NUL bytes between them the list of sheets, the shared
 * strings, the styles, a sheet. What comes out is CSV that can be read, but for rows and fields
 * that are too long. */
#include "codec/workbook.h"

#include "base/utf8.h"
#include "codec/csv.h"
#include "codec/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RELATIONSHIPS                                                                              \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(id, type) "<Relationship Id=\"" id "\" Type=\"x/" type "\" Target=\""

static void pack(str workbook, str strings, str styles, str sheet, struct buf *out)
{
    struct zip_writer *writer = zip_writer_new();
    struct fail why;
    zip_writer_add(writer, STR("[Content_Types].xml"),
                   STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "content-types\"/>"));
    zip_writer_add(writer, STR("_rels/.rels"),
                   STR(RELATIONSHIPS RELATION("r", "officeDocument") "w.xml\"/></Relationships>"));
    zip_writer_add(
        writer, STR("_rels/w.xml.rels"),
        STR(RELATIONSHIPS RELATION("r1", "worksheet") "s.xml\"/>" RELATION(
            "r2", "sharedStrings") "t.xml\"/>" RELATION("r3",
                                                        "styles") "y.xml\"/></Relationships>"));
    zip_writer_add(writer, STR("w.xml"), workbook);
    zip_writer_add(writer, STR("t.xml"), strings);
    zip_writer_add(writer, STR("y.xml"), styles);
    zip_writer_add(writer, STR("s.xml"), sheet);
    if (zip_writer_finish(writer, out, &why) != ERR_OK)
        abort();
}

static void check_csv(str text)
{
    struct csv csv = {.text = text, .delimiter = ',', .next_line = 1};
    struct arena arena = {0};
    struct fail why;
    str fields[CSV_FIELDS_MAX];
    size_t count;
    err_t rc;
    if (utf8_find_invalid(text) < text.n)
        abort();
    while ((rc = csv_next(&csv, &arena, fields, &count, &why)) == ERR_OK && count)
        arena_reset(&arena);
    if (rc != ERR_OK && rc != ERR_TOO_LARGE)
        abort();
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = {(const char *)data, size};
    str sheets = str_cut(&rest, 0), strings = str_cut(&rest, 0), styles = str_cut(&rest, 0);
    struct arena arena = {0};
    struct buf bytes = {0};
    struct workbook *workbook;
    struct fail why = {0};
    pack(sheets, strings, styles, rest, &bytes);
    err_t rc = workbook_open(buf_str(&bytes), &arena, &workbook, &why);
    if (rc != ERR_OK && !why.text[0])
        abort();
    for (size_t i = 0; rc == ERR_OK && i < workbook_sheets(workbook) && i < 3; i++) {
        struct buf csv = {.bytes_max = 1 << 20};
        if (workbook_sheet_csv(workbook, i, &csv, &why) == ERR_OK)
            check_csv(buf_str(&csv));
        buf_release(&csv);
    }
    if (rc == ERR_OK)
        workbook_close(workbook);
    buf_release(&bytes);
    arena_release(&arena);
    return 0;
}

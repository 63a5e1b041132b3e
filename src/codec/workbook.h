/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.h - spreadsheets as Excel and LibreOffice save them (".xlsx", Office Open XML), each
 * sheet as CSV. Rule: ISO/IEC 29500-1 (ECMA-376 part 1), 18.2 (workbook), 18.3 (sheets), 18.4
 * (shared strings), 18.8 (styles). Of formats only zeros in front are applied ("00000"): other
 * numbers stand there as they are kept, a date as the number of its day; of a formula its last
 * result. */
#ifndef SCHALE_CODEC_WORKBOOK_H
#define SCHALE_CODEC_WORKBOOK_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    WORKBOOK_SHEETS_MAX = 1000,
    WORKBOOK_STRINGS_MAX = 2000000,      /* shared by all sheets */
    WORKBOOK_FORMATS_MAX = 65536,        /* of cells */
    WORKBOOK_PART_BYTES_MAX = 128 << 20, /* of one sheet, or of all strings, unpacked */
    WORKBOOK_ROWS_MAX = 1048576,         /* as Excel has them */
    WORKBOOK_COLUMNS_MAX = 16384,
};

/* Whether bytes begin as a ZIP archive does: a workbook, or something else that was packed so. */
bool workbook_is_one(str bytes);

/* Whether they begin as an old Excel workbook (".xls") or one with a password does. */
bool workbook_is_old(str bytes);

struct workbook;

/* `bytes` must outlive the workbook, which lives in the arena. ERR_SYNTAX: no workbook, or a broken
 * one; ERR_TOO_LARGE: the limits above, those of zip.h and xml.h. */
MUST_CHECK err_t workbook_open(str bytes, struct arena *arena, struct workbook **ret_workbook,
                               struct fail *why);
/* Must be called before the arena is released. */
void workbook_close(struct workbook *workbook);

/* Those that are shown, in their order; sheets of diagrams are none. */
size_t workbook_sheets(const struct workbook *workbook);
str workbook_sheet_name(const struct workbook *workbook, size_t sheet);

/* Adds a sheet as CSV with commas: line n is row n, field 1 is column A; all fields that are not
 * empty stand in quotes, a line break or tab in them becomes a space. ERR_SYNTAX, ERR_TOO_LARGE
 * (the cap of `out` too). */
MUST_CHECK err_t workbook_sheet_csv(struct workbook *workbook, size_t sheet, struct buf *out,
                                    struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_table.h - a list of devices as a spreadsheet exports it, or the workbook itself: which
 * characters, which separator, which sheet, which row is the head, what the columns seem to hold.
 */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_TABLE_H
#define SCHALE_PLAN_SECURITY_INVENTORY_TABLE_H

#include "plan/security/inventory/inventory_column.h"

enum {
    INVENTORY_BYTES_MAX = 32 << 20,
    INVENTORY_ROWS_MAX = 100000,  /* below the head */
    INVENTORY_HEAD_ROWS_MAX = 10, /* the head is one of the first rows */
    INVENTORY_SAMPLES_MAX = 5,    /* different texts of one column that are shown */
    INVENTORY_SAMPLE_CHARACTERS_MAX = 60,
    INVENTORY_GUESS_ROWS_MAX = 100, /* rows whose texts are looked at for a guess */
    INVENTORY_FIRST_ROWS = 3,       /* shown as they are */
    INVENTORY_SHEETS_MAX = 20,      /* of a workbook that are looked at */
};

/* Why a list cannot be read. */
enum inventory_fault {
    INVENTORY_OPEN_QUOTE = CSV_OPEN_QUOTE,
    INVENTORY_BEHIND_QUOTE = CSV_BEHIND_QUOTE,
    INVENTORY_LONG_FIELD = CSV_LONG_FIELD,
    INVENTORY_MANY_FIELDS = CSV_MANY_FIELDS,
    INVENTORY_MANY_ROWS,
    INVENTORY_MANY_BYTES,
    INVENTORY_EMPTY, /* no head, or nothing below it */
    INVENTORY_BAD_WORKBOOK,
    INVENTORY_OLD_WORKBOOK, /* ".xls", or with a password */
    INVENTORY_FAULT_COUNT
};

struct inventory_samples {
    str texts[INVENTORY_SAMPLES_MAX];
    size_t count;
    bool filled; /* some row has a text there */
};

struct inventory_table {
    const char *encoding; /* "utf-8", "utf-16le", "utf-16be", "windows-1252" */
    str sheet;            /* its name, of a workbook */
    struct csv csv;       /* behind the head */
    str *heads;
    size_t head_count;
    uint32_t head_line; /* 0: the list has no head */
    size_t rows;
    size_t width;                      /* fields of the longest row, the head's too */
    struct inventory_samples *samples; /* by field, `width` of them */
    struct inventory_head guess;
    enum inventory_fault fault;
    uint32_t fault_line;
};

/* Reads the whole list once, so that of a broken one nothing is kept. The head is, of the first
 * rows, the one with the most heads that are known, else the one with the most texts: there may be
 * a title above it. When that row tells of a device itself, there is no head. `bytes` are borrowed;
 * texts are views of them or in the arena. Of a workbook (workbook.h) the sheet whose columns are
 * known best, the first of several. ERR_SYNTAX, ERR_TOO_LARGE: ret_table->fault says why. */
MUST_CHECK err_t inventory_table_read(struct arena *arena, str bytes,
                                      struct inventory_table *ret_table, struct fail *why);

/* The columns to import: as a person names them (inventory_head_set), or with {NULL, 0} as they
 * were guessed. ERR_SYNTAX: as there; or fewer than two could be guessed. */
MUST_CHECK err_t inventory_table_columns(const struct inventory_table *table, str names,
                                         struct inventory_head *ret_head, struct fail *why);

/* Adds {"separator":";","encoding":"utf-8","sheet":"Geräte","head_line":1,"rows":30,"columns":[{
 * "index":0,"head":"Hersteller","guess":"maker","samples":["…"]}],"first":[["…"]],"names":["maker",
 * …]}. Columns without head and texts are left out, and so are `guess` where there is none and
 * `sheet` where it is no workbook; `first` are the fields of the first rows. */
void inventory_table_write(const struct inventory_table *table, struct buf *out);

/* Text in UTF-8: UTF-16 with a byte order mark; what is no UTF-8 is read as Windows-1252, which
 * German spreadsheets write. A view of `text` or in the arena. */
str inventory_utf8(struct arena *arena, str text, const char **ret_encoding);

#endif

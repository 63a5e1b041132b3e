/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - tables as spreadsheets write them: fields between commas, semicolons or tabs, some in
 * quotes. Rule: RFC 4180; the delimiter is guessed, since German spreadsheets write semicolons. */
#ifndef SCHALE_CODEC_CSV_H
#define SCHALE_CODEC_CSV_H

#include "base/arena.h"
#include "base/buf.h"

enum { CSV_FIELDS_MAX = 200, CSV_FIELD_BYTES_MAX = 4000 };

/* Why a row cannot be read. */
enum csv_fault {
    CSV_FINE,
    CSV_OPEN_QUOTE,
    CSV_BEHIND_QUOTE, /* text behind a closing one */
    CSV_LONG_FIELD,
    CSV_MANY_FIELDS,
};

struct csv {
    str text; /* what is left to read */
    char delimiter;
    uint32_t line; /* of the row that was read last, from 1 */
    uint32_t next_line;
    enum csv_fault fault; /* of the row in `line` */
};

/* Skips a byte order mark. The delimiter is what a first line "sep=;" says, as some spreadsheets
 * write it; else what stands most often, outside of quotes, in most of the first lines that have
 * text: a title above the table has none. `text` is borrowed. */
void csv_begin(struct csv *csv, str text);

/* Reads one row, without the spaces around its fields; rows without any text are left out. Fields
 * are views of the text or in the arena. *ret_count 0: the end. ERR_SYNTAX (a quote that is not
 * closed, or text behind a closing one), ERR_TOO_LARGE; both name the line. */
MUST_CHECK err_t csv_next(struct csv *csv, struct arena *arena, str fields[static CSV_FIELDS_MAX],
                          size_t *ret_count, struct fail *why);

/* Adds one field: in quotes where it needs them. What a spreadsheet would take for a formula gets
 * an apostrophe before it, which spreadsheets do not show. */
void csv_write_field(struct buf *out, str text);

/* Whether a spreadsheet takes a field that begins so for a formula: = + - @, tab, carriage return.
 */
bool csv_is_formula(char first);

#endif

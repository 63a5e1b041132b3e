/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - tables as spreadsheets write them: fields between commas, semicolons or tabs, some in
 * quotes. Rule: RFC 4180; the delimiter is guessed, since German spreadsheets write semicolons. */
#ifndef SCHALE_CODEC_CSV_H
#define SCHALE_CODEC_CSV_H

#include "base/arena.h"

enum { CSV_FIELDS_MAX = 200, CSV_FIELD_BYTES_MAX = 4000 };

struct csv {
    str text; /* what is left to read */
    char delimiter;
    uint32_t line; /* of the row that was read last, from 1 */
    uint32_t next_line;
};

/* Skips a byte order mark and takes as the delimiter what stands most often in the first line,
 * outside of quotes. `text` is borrowed. */
void csv_begin(struct csv *csv, str text);

/* Reads one row, without the spaces around its fields; rows without any text are left out. Fields
 * are views of the text or in the arena. *ret_count 0: the end. ERR_SYNTAX (a quote that is not
 * closed, or text behind a closing one), ERR_TOO_LARGE; both name the line. */
MUST_CHECK err_t csv_next(struct csv *csv, struct arena *arena, str fields[static CSV_FIELDS_MAX],
                          size_t *ret_count, struct fail *why);

#endif

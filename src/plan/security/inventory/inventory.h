/* SPDX-License-Identifier: Apache-2.0 */
/* inventory.h - a list of devices as people keep it in a spreadsheet, becoming shells with a
 * nameplate. Nothing is made up: what the list does not say is missing. */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_H
#define SCHALE_PLAN_SECURITY_INVENTORY_H

#include "base/buf.h"
#include "codec/csv.h"
#include "model/finding.h"

#define COLUMN(id, name, heads) id,
enum inventory_column {
#include "plan/security/inventory/inventory_column.def"
    INVENTORY_COLUMN_COUNT
};
#undef COLUMN

enum { INVENTORY_BYTES_MAX = 256 << 20 };

/* The columns of a list: the index of each, or CSV_FIELDS_MAX where there is none. */
struct inventory_head {
    size_t fields[INVENTORY_COLUMN_COUNT];
    enum language language; /* that the heads are in */
    size_t known;
};

/* "maker", "order_code" … */
str inventory_column_name(enum inventory_column column);

/* Tells the columns by their heads; of two for the same the first counts. */
void inventory_head_read(struct arena *arena, const str *fields, size_t count,
                         struct inventory_head *ret_head);

/* One device. Texts borrowed; empty ones are not known. */
struct inventory_row {
    str texts[INVENTORY_COLUMN_COUNT];
};
void inventory_row_read(const struct inventory_head *head, const str *fields, size_t count,
                        struct inventory_row *ret_row);

/* What tells one device from another: the maker and the serial number where both are there, else
 * the inventory number, else all that is known. In the arena. */
str inventory_row_key(struct arena *arena, const struct inventory_row *row);
/* The same for a device that is known otherwise; empty when it has no maker or no serial number. */
str inventory_key_of(struct arena *arena, str maker, str serial_number);

/* The id of the shell of a device with that key. */
str inventory_shell_id(struct arena *arena, str key);

/* Adds an environment of a shell and its nameplate (IDTA 02006-3-0) as JSON, to be checked before
 * it is stored. */
void inventory_row_write(const struct inventory_row *row, str key, enum language language,
                         struct arena *arena, struct buf *out);

/* What lacks for a sure match with advisories, as bits 1 << column: maker, order code (or article
 * number, or a CPE or purl), firmware (or software). */
unsigned inventory_row_lacks(const struct inventory_row *row);

/* Text in UTF-8: what is none is read as Windows-1252, which German spreadsheets write. A view of
 * `text` or in the arena. */
str inventory_utf8(struct arena *arena, str text);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_column.h - which column of a list of devices holds what: by its head in German or
 * English, where that says nothing by its values, or as a person says. */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_COLUMN_H
#define SCHALE_PLAN_SECURITY_INVENTORY_COLUMN_H

#include "codec/csv.h"
#include "model/finding.h"

#define COLUMN(id, name, heads) id,
enum inventory_column {
#include "plan/security/inventory/inventory_column.def"
    INVENTORY_COLUMN_COUNT
};
#undef COLUMN

/* "maker", "order_code" … */
str inventory_column_name(enum inventory_column column);

/* The columns of a list: the index of each, or CSV_FIELDS_MAX where there is none. */
struct inventory_head {
    size_t fields[INVENTORY_COLUMN_COUNT];
    enum language language; /* that the heads are in */
    size_t known;
};

/* A head or a number without case, accents, spaces and signs: "Serien-Nr." is "seriennr". A text of
 * more than SEARCH_WORD_BYTES_MAX is taken as it is. In the arena or a view of it. */
str inventory_squeeze(struct arena *arena, str text);

/* Tells the columns by their heads; of two for the same the first counts, and one that is equal to
 * a known head before one that only begins so. */
void inventory_head_read(struct arena *arena, const str *fields, size_t count,
                         struct inventory_head *ret_head);

/* Gives a column whose head says nothing to what most of `values` are, when that has no column yet:
 * CPEs, package URLs, order codes, makers of maker.def, versions with a V. */
void inventory_head_guess(struct arena *arena, size_t field, const str *values, size_t count,
                          struct inventory_head *head);

/* What the column holds; INVENTORY_COLUMN_COUNT: nothing that counts. */
enum inventory_column inventory_head_column(const struct inventory_head *head, size_t field);

/* Columns as a person names them, in the order of the list: "maker,,order_code". Keeps the
 * language. ERR_SYNTAX (why->where = the name): there is no such column, one is named twice, there
 * are more than CSV_FIELDS_MAX, or none is named. */
MUST_CHECK err_t inventory_head_set(str names, struct inventory_head *head, struct fail *why);

#endif

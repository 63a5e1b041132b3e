/* SPDX-License-Identifier: Apache-2.0 */
/* projection.h - what a document can be found by, taken from its canonical JSON. */
#ifndef SCHALE_STORE_PROJECTION_H
#define SCHALE_STORE_PROJECTION_H

#include "codec/json.h"
#include "store/driver.h"

/* In order of projection and value, each once. */
struct projection_rows {
    struct projection_row *rows;
    size_t count;
};

/* The rows of a document. Values are views of the text or copies in `arena`. Relies on canonical
 * order: a Reference begins with its type. What does not have the expected form has no rows. */
void projection_of_document(enum document_kind kind, const struct json *json, struct arena *arena,
                            struct projection_rows *ret_rows);

/* The rows that one element, with all in it, gives its submodel. */
void projection_of_element(const struct json *json, struct arena *arena,
                           struct projection_rows *ret_rows);

/* 128 bits that tell rows apart, seeded per process like map_hash; never zeros. */
void projection_rows_mark(const struct projection_rows *rows, struct buf *scratch,
                          uint64_t ret_mark[2]);

bool projection_rows_equal(const struct projection_rows *a, const struct projection_rows *b);

/* Order of projection, then value: as the rows stand. */
int projection_row_compare(const struct projection_row *a, const struct projection_row *b);

#endif

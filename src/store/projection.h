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

/* The rows of a document. Values are views of `body` or copies in `arena`. Relies on the canonical
 * text, and so reads only the head of a submodel and its references: a Reference begins with its
 * type, submodelElements come last, and no other property has that name. What does not have the
 * expected form has no rows. ERR_SYNTAX: what was looked at is not JSON. */
MUST_CHECK err_t projection_of_document(enum document_kind kind, str body, struct arena *arena,
                                        struct projection_rows *ret_rows, struct fail *why);

/* The rows that one element, with all in it, gives its submodel. */
MUST_CHECK err_t projection_of_element(str element, struct arena *arena,
                                       struct projection_rows *ret_rows, struct fail *why);

/* 128 bits that tell rows apart, seeded per process like map_hash; never zeros. */
void projection_rows_mark(const struct projection_rows *rows, struct buf *scratch,
                          uint64_t ret_mark[2]);

bool projection_rows_equal(const struct projection_rows *a, const struct projection_rows *b);

/* Order of projection, then value: as the rows stand. */
int projection_row_compare(const struct projection_row *a, const struct projection_row *b);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* slices.h - where each addressable element of a submodel stands in its text: a map from
 * idShortPath to bytes. Built once for a body. */
#ifndef SCHALE_STORE_SLICES_H
#define SCHALE_STORE_SLICES_H

#include "base/base.h"

/* Bytes of the body. */
struct slice {
    uint32_t at;
    uint32_t bytes;
};

struct slices;

/* Reads canonical JSON of a submodel; other documents have no elements. The body is not kept.
 * Elements of an Operation's variables have no path. Of two children with one idShort the first
 * counts. ERR_SYNTAX, ERR_TOO_LARGE: as json_read. */
MUST_CHECK err_t slices_new(str body, struct slices **ret_slices, struct fail *why);

void slices_free(struct slices *slices);

/* Memory they take. */
size_t slices_bytes(const struct slices *slices);

/* ERR_NOT_FOUND (why->where = the longest part that exists), ERR_SYNTAX (why->offset). */
MUST_CHECK err_t slices_find(const struct slices *slices, str path, struct slice *ret_slice,
                             struct fail *why);

#endif

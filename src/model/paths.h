/* SPDX-License-Identifier: Apache-2.0 */
/* paths.h - the path form ($path): the idShortPaths of a submodel or element. Rule: IDTA-01002
 * 3.1.2, "SerializationModifiers" and "idShortPath". */
#ifndef SCHALE_MODEL_PATHS_H
#define SCHALE_MODEL_PATHS_H

#include "base/buf.h"

struct paths_page {
    uint64_t after; /* paths to leave out at the beginning */
    size_t limit;   /* most to write */
    uint64_t next;  /* set: `after` of the next page, or 0 */
    size_t count;   /* set: how many were written */
};

/* Adds the paths as JSON strings with commas between them: the element's own (`path`; "" for a
 * submodel, which has none), then those of all below it in order; with `core` only of its direct
 * children. ERR_SYNTAX, ERR_TOO_LARGE as json_read. */
MUST_CHECK err_t paths_write(str json, str path, bool core, struct paths_page *page,
                             struct buf *out, struct fail *why);

#endif

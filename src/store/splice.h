/* SPDX-License-Identifier: Apache-2.0 */
/* splice.h - changes of one element, done on the text of a submodel. */
#ifndef SCHALE_STORE_SPLICE_H
#define SCHALE_STORE_SPLICE_H

#include "store/slices.h"
#include "store/store.h"

/* Adds to `out` the body as it is after an element operation at `path`.
 *   STORE_ELEMENT_PUT     element takes the place of the one at path
 *   STORE_ELEMENT_ADD     element becomes the last child of the container at path ("": the
 *                         submodel); the property of children is made where canonical order has it
 *   STORE_ELEMENT_DELETE  the one at path goes; with the last child its property goes, too
 * `slices` are those of `body`. ERR_NOT_FOUND and ERR_SYNTAX as slices_find; ERR_NOT_ALLOWED: the
 * container cannot have children; ERR_CONFLICT: it has a child with that idShort. */
MUST_CHECK err_t splice_apply(str body, const struct slices *slices, enum store_operation operation,
                              str path, str element, struct buf *out, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* view.h - the serialization modifiers level and extent over stored JSON. Rule: IDTA-01002 3.1.2,
 * "SerializationModifiers". */
#ifndef SCHALE_MODEL_VIEW_H
#define SCHALE_MODEL_VIEW_H

#include "base/buf.h"

struct view {
    bool core;            /* the object and its direct children, these without their children */
    bool with_blob_value; /* Blob.value is there; left out by default */
};

/* Whether canonical JSON of a submodel or element already is its view, so that the stored bytes can
 * be sent. One pass over the text at most; allocates nothing. */
bool view_is_whole(str json, struct view view);

/* Adds the view. ERR_SYNTAX, ERR_TOO_LARGE as json_read. */
MUST_CHECK err_t view_write(str json, struct view view, struct buf *out, struct fail *why);

/* The property of a class (as modelType names it) that holds its children in JSON, or {NULL, 0}. */
str view_children_of(str model_type);

#endif

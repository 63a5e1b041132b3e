/* SPDX-License-Identifier: Apache-2.0 */
/* metadata.h - the metadata form ($metadata) of submodels and elements: everything but the values.
 * Rule: IDTA-01001 3.1.2, mappings/encodings/metadata-objects.adoc; IDTA-01002 3.1.2, the schemas
 * ...Metadata. */
#ifndef SCHALE_MODEL_METADATA_H
#define SCHALE_MODEL_METADATA_H

#include "base/buf.h"
#include "model/meta.h"

/* Whether the property of the class is a value, which the metadata form does not have. */
bool metadata_leaves_out(enum class_id class, enum property property);

/* Adds the metadata form of the canonical JSON of a submodel or element. ERR_SYNTAX, ERR_TOO_LARGE
 * as json_read. */
MUST_CHECK err_t metadata_write(str json, struct buf *out, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* value_only.h - the value-only form ($value) of submodels and elements, written from their JSON
 * text: numbers go over as text, so that nothing is rounded. Rule: IDTA-01001 3.1.2,
 * mappings/encodings/valueonly.adoc and its JSON schema. */
#ifndef SCHALE_MODEL_VALUE_ONLY_H
#define SCHALE_MODEL_VALUE_ONLY_H

#include "model/view.h"

/* Adds the value-only form of a submodel or element. An element that could have a value but has
 * none is null. ERR_NOT_ALLOWED (why->where = the class): the class has no value form (Capability,
 * Operation). ERR_SYNTAX as json_read. */
MUST_CHECK err_t value_only_write(str json, struct view view, struct buf *out, struct fail *why);

/* Adds "idShort":value, or nothing when the element has no value or no idShort. */
MUST_CHECK err_t value_only_write_named(str json, struct view view, struct buf *out,
                                        struct fail *why);

/* Adds the lexical form of an XSD number as a JSON number of the same value and as many digits:
 * "+5" is 5, "007" is 7, ".5" is 0.5, "1.10" stays 1.10. False, with nothing added, for INF, NaN
 * and what is no number. */
bool value_only_write_number(str text, struct buf *out);

#endif

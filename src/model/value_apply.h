/* SPDX-License-Identifier: Apache-2.0 */
/* value_apply.h - elements changed by their value-only form: what PATCH .../$value sends. The other
 * half of value_only.h. Rule: IDTA-01001 3.1.2, mappings/encodings/valueonly.adoc and its JSON
 * schema; IDTA-01002 3.1.2, annex "serialization modifier examples". */
#ifndef SCHALE_MODEL_VALUE_APPLY_H
#define SCHALE_MODEL_VALUE_APPLY_H

#include "model/read.h"

/* Makes `element` as it is with the values at `token`. What they do not name stays; null takes the
 * value of one element away. Numbers keep their digits. Texts are views of the JSON text or in the
 * arena. Whether the values are of their types and within the rules is for node_check.
 *   ERR_NOT_FOUND    why->where = idShortPath below `element` of a child that it does not have
 *   ERR_NOT_ALLOWED  why->where = the class that has no value-only form (Capability, Operation)
 *   ERR_INVALID      why->where = idShortPath below `element` (""): not the form of that class; or
 *                    a Reference or SpecificAssetId that cannot be read, which is in `findings` */
MUST_CHECK err_t value_apply(const struct node *element, const struct json *json, uint32_t token,
                             struct arena *arena, struct findings *findings,
                             const struct node **ret_element, struct fail *why);

#endif

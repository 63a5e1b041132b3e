/* SPDX-License-Identifier: Apache-2.0 */
/* patch.h - a submodel or element changed by a part of it, as PATCH sends it. Rule: IDTA-01002
 * 3.1.2, annex "serialization modifier examples": every element in the patch exists already and
 * keeps its class; lists may be patched with fewer items, not with more; what the patch does not
 * name stays. */
#ifndef SCHALE_MODEL_PATCH_H
#define SCHALE_MODEL_PATCH_H

#include "model/node.h"

/* Makes `stored` as it is with the properties of `patch`, which need not be whole; children are
 * patched in their turn. In the arena; not checked.
 *   ERR_NOT_FOUND  why->where = idShortPath below `stored` of a child that it does not have
 *   ERR_INVALID    why->where the same ("" for `stored` itself): it is of another class */
MUST_CHECK err_t node_patch(const struct node *stored, const struct node *patch,
                            struct arena *arena, const struct node **ret_node, struct fail *why);

/* The same for $metadata: ERR_NOT_ALLOWED, why->where = the property, when the patch holds a value.
 */
MUST_CHECK err_t node_patch_metadata(const struct node *stored, const struct node *patch,
                                     struct arena *arena, const struct node **ret_node,
                                     struct fail *why);

/* The position of the child of that idShort in a list of elements, or count when it has none. */
size_t nodes_find(struct nodes children, str id_short);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* patch.h - a submodel or element changed by a part of it, as PATCH sends it. Rule: IDTA-01002
 * 3.1.2, annex "serialization modifier examples": every element in the patch exists already and
 * keeps its class; lists may be patched with fewer items, not with more; what the patch does not
 * name stays. */
#ifndef SCHALE_MODEL_PATCH_H
#define SCHALE_MODEL_PATCH_H

#include "base/map.h"
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

/* Elements of a list by idShort: looked up one by one while they are few, hashed when they are
 * many. Of two with one idShort the first counts. */
struct named_nodes {
    struct nodes nodes;
    struct map positions;
};
struct named_nodes named_nodes_of(struct nodes nodes);
/* The position of the one with that idShort, or nodes.count. */
size_t named_nodes_find(const struct named_nodes *named, str id_short);
void named_nodes_release(struct named_nodes *named);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* structure.h - the plant as it is said by all submodels Hierarchical Structures together (IDTA
 * 02011 1.0 and 1.1): entities and which are parts of which. Entities with a globalAssetId are the
 * same node in every submodel. */
#ifndef SCHALE_SEARCH_STRUCTURE_H
#define SCHALE_SEARCH_STRUCTURE_H

#include "base/map.h"
#include "store/store.h"

enum {
    STRUCTURE_SUBMODELS_MAX = 2000,
    STRUCTURE_NODES_MAX = 100000,
    STRUCTURE_DEPTH_MAX = 32, /* of entities in entities */
};

struct structure_node {
    str key;   /* globalAssetId, or submodel id, '#' and idShortPath */
    str asset; /* globalAssetId; empty: none */
    str id_short;
    str display_name; /* JSON of the list; empty: none */
    str entity_type;  /* "SelfManagedEntity" … */
    str bulk_count;
    size_t first_child; /* index of an edge + 1; 0: none */
    size_t child_count, parent_count;
};

struct structure_edge {
    size_t child;
    size_t next; /* index + 1 */
};

struct structure {
    struct arena *arena;
    struct structure_node *nodes;
    size_t node_count, node_room;
    struct structure_edge *edges;
    size_t edge_count, edge_room;
    struct map numbers; /* key -> node + 1 */
    struct map known;   /* edges that are there: "parent child" */
    bool is_cut;        /* over a limit: not all is here */
};

/* Reads all of them. Texts live in the arena; give it back with structure_release. */
MUST_CHECK err_t structure_read(struct store *store, struct arena *arena,
                                struct structure *ret_structure, struct fail *why);
void structure_release(struct structure *structure);

/* Number of the node of that key; node_count: none. */
size_t structure_find(const struct structure *structure, str key);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* watch_private.h - between the files of watch. A state is all that was read, in one arena: what
 * is replaced stays in it, so that views may point to it, until the waste is more than the rest;
 * then everything is read anew into the next one. */
#ifndef SCHALE_PLAN_SECURITY_WATCH_PRIVATE_H
#define SCHALE_PLAN_SECURITY_WATCH_PRIVATE_H

#include "plan/security/todo/watch.h"
#include "store/follow_thread.h"

struct watch_state {
    struct store *store;
    struct arena arena;
    struct advisory_index index;
    struct match_kinds kinds;
    struct map advisories; /* id of the record → struct watched_advisory * */
    struct map assets;     /* id of the shell → struct watched_asset * */
    struct map decisions;  /* id → struct decision * */
    struct map exploited;  /* CVE → 1 */
    struct zones zones;
    size_t bytes_built; /* of the arena, when all was read */
};

/* What one look at the log changed. */
struct watch_changes {
    struct watched_advisory **fresh; /* new, or in the place of an older one */
    size_t fresh_count, fresh_room;
    bool any_gone; /* an advisory was replaced or deleted */
    struct watched_asset **assets;
    size_t asset_count, asset_room;
    bool other; /* a decision, zones, the list of exploited ones */
};

/* --- watch_load.c: out of the store --- */

/* Reads everything. ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t watch_state_load(struct watch_state *state, struct fail *why);
/* Takes what became of a document; `changes` in `arena`. */
void watch_state_take(struct watch_state *state, enum document_kind kind, str id,
                      struct arena *arena, struct watch_changes *changes);
void watch_state_release(struct watch_state *state);

/* --- watch_match.c --- */

/* Matches every asset with every advisory. */
void watch_state_match_all(struct watch_state *state);
/* Matches what changed. */
void watch_state_match(struct watch_state *state, const struct watch_changes *changes);

/* --- watch_derive.c --- */

/* Makes the view of what was read and matched, in the arena. */
struct watch_view *watch_state_derive(const struct watch_state *state, uint64_t seq,
                                      struct arena *arena);

/* for (MAP_EACH(map, entry)) */
#define MAP_EACH(map, entry)                                                                       \
    const struct map_entry *entry = (map)->entries;                                                \
    entry < (map)->entries + (map)->room;                                                          \
    entry++

#endif

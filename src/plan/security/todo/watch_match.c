/* SPDX-License-Identifier: Apache-2.0 */
/* watch_match.c - matches of assets and advisories: all, or those of what changed. */
#include "plan/security/todo/watch_private.h"

enum { FRESH_MAX = 64 }; /* more new advisories: matching everything is quicker */

/* The matches of one asset on their way. */
struct gathering {
    struct arena *arena;
    struct advisory_match *items;
    size_t count, room;
    size_t kept; /* the first ones, of before */
};

static bool is_better(const struct advisory_match *a, const struct advisory_match *b)
{
    return a->verdict != b->verdict ? a->verdict < b->verdict : a->tier < b->tier;
}

/* What is told lives until the next one: texts and lists are copied, the advisory stays. */
static struct advisory_match copy_of(struct arena *arena, const struct advisory_match *match)
{
    struct advisory_match copy = *match;
    str *cves = ARENA_ARRAY(arena, str, match->cve_count);
    for (size_t i = 0; i < match->cve_count; i++)
        cves[i] = match->cves[i];
    copy.cves = cves;
    for (size_t i = 0; i < 2; i++) {
        copy.tie.argument[i] = arena_dup(arena, match->tie.argument[i]);
        copy.version.argument[i] = arena_dup(arena, match->version.argument[i]);
    }
    return copy;
}

/* Of each advisory the best: one line of the list. */
static void gather(void *context, const struct advisory_match *match)
{
    struct gathering *gathering = context;
    size_t at = gathering->kept;
    while (at < gathering->count && gathering->items[at].advisory != match->advisory)
        at++;
    if (at == gathering->count) {
        ARENA_GROW(gathering->arena, gathering->items, gathering->count, gathering->room, 4);
        gathering->count++;
    } else if (!is_better(match, &gathering->items[at]))
        return;
    gathering->items[at] = copy_of(gathering->arena, match);
}

/* Adds to what is kept of before the matches with an index. */
static void match_asset(struct watch_state *state, struct watched_asset *asset,
                        const struct advisory_index *index, const struct advisory_match *kept,
                        size_t kept_count)
{
    struct gathering gathering = {.arena = &state->arena};
    for (size_t i = 0; i < kept_count; i++) {
        ARENA_GROW(gathering.arena, gathering.items, gathering.count, gathering.room, 4);
        gathering.items[gathering.count++] = kept[i];
    }
    gathering.kept = gathering.count;
    advisory_match_asset(index, &asset->ready, gather, &gathering);
    if (gathering.count == gathering.kept && kept == asset->matches)
        return;
    asset->matches = gathering.items;
    asset->match_count = gathering.count;
}

static void index_all(struct watch_state *state)
{
    advisory_index_release(&state->index);
    state->index = (struct advisory_index){0};
    for (MAP_EACH(&state->advisories, entry))
        if (entry->hash) {
            const struct watched_advisory *watched = map_entry_pointer(entry);
            advisory_index_add(&state->index, &watched->advisory);
        }
}

void watch_state_match_all(struct watch_state *state)
{
    for (MAP_EACH(&state->assets, entry))
        if (entry->hash)
            match_asset(state, map_entry_pointer(entry), &state->index, NULL, 0);
}

static bool is_among(const struct watch_changes *changes, const struct watched_asset *asset)
{
    for (size_t i = 0; i < changes->asset_count; i++)
        if (changes->assets[i] == asset)
            return true;
    return false;
}

void watch_state_match(struct watch_state *state, const struct watch_changes *changes)
{
    if (changes->any_gone)
        index_all(state);
    else
        for (size_t i = 0; i < changes->fresh_count; i++)
            advisory_index_add(&state->index, &changes->fresh[i]->advisory);
    if (changes->any_gone || changes->fresh_count > FRESH_MAX) {
        watch_state_match_all(state);
        return;
    }
    if (changes->fresh_count) {
        struct advisory_index fresh = {0};
        for (size_t i = 0; i < changes->fresh_count; i++)
            advisory_index_add(&fresh, &changes->fresh[i]->advisory);
        for (MAP_EACH(&state->assets, entry)) {
            struct watched_asset *asset = entry->hash ? map_entry_pointer(entry) : NULL;
            if (asset && !is_among(changes, asset))
                match_asset(state, asset, &fresh, asset->matches, asset->match_count);
        }
        advisory_index_release(&fresh);
    }
    for (size_t i = 0; i < changes->asset_count; i++)
        match_asset(state, changes->assets[i], &state->index, NULL, 0);
}

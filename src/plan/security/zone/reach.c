/* SPDX-License-Identifier: Apache-2.0 */
/* reach.c - where attackers get, worked out to the end twice: with what is known alone, and with
 * what is not known being the worst. Each kind of packet enters each zone once. */
#include "plan/security/zone/reach.h"

#include "plan/security/zone/reach_graph.h"

str reach_verdict_name(enum reach_verdict verdict)
{
    static const char *const names[] = {[REACH_REACHABLE] = "reachable",
                                        [REACH_UNKNOWN] = "unknown",
                                        [REACH_LOCAL] = "local",
                                        [REACH_NOT_REACHABLE] = "not_reachable"};
    return str_from(names[verdict]);
}

struct spread {
    struct reach *reach;
    enum sureness sureness;
    size_t *waiting; /* zones to look at, as a stack */
    size_t waiting_count;
    bool *is_waiting;
    size_t step; /* counts on over both rounds */
};

static void wait_for(struct spread *spread, size_t zone)
{
    if (!spread->is_waiting[zone])
        spread->waiting[spread->waiting_count++] = zone;
    spread->is_waiting[zone] = true;
}

/* --- what an attacker gets ---------------------------------------------------------------------
 */

/* Attackers are in the zone: all in it is hit, which may add nothing but the zone itself. */
static void take_zone(struct spread *spread, size_t zone, size_t by)
{
    struct reach *reach = spread->reach;
    if (reach->taken_at[spread->sureness][zone] != NEVER)
        return;
    reach->taken_over[zone] = by;
    for (unsigned i = spread->sureness; i < SURENESSES; i++)
        reach->taken_at[i][zone] = spread->step;
    spread->step++;
    for (size_t i = reach->member_at[zone]; i < reach->member_at[zone + 1]; i++)
        for (unsigned k = spread->sureness; k < SURENESSES; k++)
            reach->hit[k][reach->members[i]] = true;
    wait_for(spread, zone);
}

static void hit_asset(struct spread *spread, size_t asset)
{
    struct reach *reach = spread->reach;
    if (reach->hit[spread->sureness][asset])
        return;
    for (unsigned k = spread->sureness; k < SURENESSES; k++)
        reach->hit[k][asset] = true;
    if (reach->assets[asset].may_be_taken)
        take_zone(spread, reach->zone_of[asset], asset);
}

/* Something can be tried on whatever in the zone is not known. */
static void hit_hidden(struct spread *spread, size_t zone)
{
    const struct reach *reach = spread->reach;
    if (reach->may_hide[zone])
        take_zone(spread, zone, NO_ASSET);
    else if (reach->placeless != NO_ASSET)
        take_zone(spread, zone, reach->placeless);
}

static void hit_listeners(struct spread *spread, size_t zone, size_t kind)
{
    const struct reach *reach = spread->reach;
    size_t low = 0, high = reach->listener_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct listener *one = &reach->listeners[middle];
        bool before = one->zone < zone || (one->zone == zone && one->kind < kind);
        *(before ? &low : &high) = before ? middle + 1 : middle;
    }
    for (; low < reach->listener_count && reach->listeners[low].zone == zone &&
           reach->listeners[low].kind == kind;
         low++)
        hit_asset(spread, reach->listeners[low].asset);
}

/* --- packets -----------------------------------------------------------------------------------
 */

/* Adds to `to` what `passes` and `from` have in common (NULL: everything). NO_KIND: nothing is new;
 * else one of the new kinds, all ports of a transport before single ones. Who listens to a new one
 * in `zone` is hit, unless `listened` is NULL. */
static size_t add_common(struct spread *spread, const uint64_t *passes, const uint64_t *from,
                         uint64_t *to, size_t zone, const uint64_t *listened)
{
    const struct kinds *kinds = &spread->reach->kinds;
    size_t all = kind_beyond(kinds, KIND_ALL_TCP), chosen = NO_KIND;
    bool had[] = {kind_in(to, all), kind_in(to, all + 1)};
    for (size_t i = 0; i < kinds->words; i++) {
        uint64_t fresh = passes[i] & (from ? from[i] : UINT64_MAX) & ~to[i];
        if (!fresh)
            continue;
        to[i] |= fresh;
        if (chosen == NO_KIND)
            chosen = i * 64 + (size_t)__builtin_ctzll(fresh);
        for (uint64_t hits = listened ? fresh & listened[i] : 0; hits; hits &= hits - 1)
            hit_listeners(spread, zone, i * 64 + (size_t)__builtin_ctzll(hits));
    }
    for (size_t i = 0; i < COUNT_OF(had); i++)
        if (!had[i] && kind_in(to, all + i))
            return all + i;
    return chosen;
}

/* What is let pass from the zone on. */
static void spread_forth(struct spread *spread, size_t zone)
{
    struct reach *reach = spread->reach;
    bool taken = reach->taken_at[spread->sureness][zone] != NEVER;
    if (!taken && spread->sureness == SURE)
        return;
    const uint64_t *from = taken ? NULL : kinds_at(reach, reach->arrives[POSSIBLE], zone);
    for (size_t i = reach->out_at[zone]; i < reach->out_at[zone + 1]; i++) {
        const struct edge *edge = &reach->edges[reach->out[i]];
        if (edge->is_doubtful && spread->sureness == SURE)
            continue;
        uint64_t *to = kinds_at(reach, reach->arrives[spread->sureness], edge->to);
        size_t kind = add_common(spread, edge->passes, from, to, edge->to,
                                 kinds_at(reach, reach->listened, edge->to));
        if (kind == NO_KIND || spread->sureness == SURE)
            continue;
        if (reach->first_arrival[edge->to] == NO_KIND) {
            reach->first_arrival[edge->to] = kind;
            for (size_t k = reach->member_at[edge->to]; k < reach->member_at[edge->to + 1]; k++)
                if (!reach->assets[reach->members[k]].ports_known)
                    hit_asset(spread, reach->members[k]);
            hit_hidden(spread, edge->to);
        }
        wait_for(spread, edge->to);
    }
}

/* What may open connections into the zone: who answers them may attack. */
static void spread_back(struct spread *spread, size_t zone)
{
    struct reach *reach = spread->reach;
    bool taken = reach->taken_at[POSSIBLE][zone] != NEVER;
    const uint64_t *from = taken ? NULL : kinds_at(reach, reach->leaves, zone);
    for (size_t i = reach->in_at[zone]; i < reach->in_at[zone + 1]; i++) {
        const struct edge *edge = &reach->edges[reach->in[i]];
        uint64_t *to = kinds_at(reach, reach->leaves, edge->from);
        size_t kind = add_common(spread, edge->passes, from, to, edge->from, NULL);
        if (kind == NO_KIND)
            continue;
        if (reach->first_leaving[edge->from] == NO_KIND) {
            reach->first_leaving[edge->from] = kind;
            for (size_t k = reach->member_at[edge->from]; k < reach->member_at[edge->from + 1]; k++)
                hit_asset(spread, reach->members[k]);
            hit_hidden(spread, edge->from);
        }
        wait_for(spread, edge->from);
    }
}

static void spread_all(struct spread *spread)
{
    while (spread->waiting_count) {
        size_t zone = spread->waiting[--spread->waiting_count];
        spread->is_waiting[zone] = false;
        spread_forth(spread, zone);
        if (spread->sureness == POSSIBLE)
            spread_back(spread, zone);
    }
}

/* --- making ------------------------------------------------------------------------------------
 */

static size_t *filled(struct arena *arena, size_t count, size_t value)
{
    size_t *items = ARENA_ARRAY(arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = value;
    return items;
}

/* Works out the plant that the graph is of. */
static void work_out(struct arena *arena, struct reach *reach)
{
    size_t zone_count = reach->zones->zone_count;
    reach->taken_over = filled(arena, zone_count, NO_ASSET);
    reach->first_arrival = filled(arena, zone_count, NO_KIND);
    reach->first_leaving = filled(arena, zone_count, NO_KIND);
    reach->leaves = ARENA_ARRAY(arena, uint64_t, zone_count * reach->kinds.words + 1);
    for (unsigned i = 0; i < SURENESSES; i++) {
        reach->taken_at[i] = filled(arena, zone_count, NEVER);
        reach->arrives[i] = ARENA_ARRAY(arena, uint64_t, zone_count * reach->kinds.words + 1);
        reach->hit[i] = ARENA_ARRAY(arena, bool, reach->asset_count + 1);
    }
    struct spread spread = {.reach = reach,
                            .waiting = ARENA_ARRAY(arena, size_t, zone_count + 1),
                            .is_waiting = ARENA_ARRAY(arena, bool, zone_count + 1)};
    for (size_t i = 0; i < zone_count; i++)
        if (reach->zones->zones[i].untrusted)
            take_zone(&spread, i, NO_ASSET);
    spread_all(&spread);
    spread.sureness = POSSIBLE;
    for (size_t i = 0; i < zone_count; i++)
        if (reach->taken_at[SURE][i] != NEVER)
            wait_for(&spread, i);
    spread_all(&spread);
}

const struct reach *reach_new(struct arena *arena, const struct zones *zones,
                              const struct reach_asset *assets, size_t asset_count)
{
    struct reach *reach = ARENA_NEW(arena, struct reach);
    *reach = (struct reach){.zones = zones, .assets = assets, .asset_count = asset_count};
    reach_graph_make(arena, reach);
    work_out(arena, reach);
    return reach;
}

const struct reach *reach_without(struct arena *arena, const struct reach *reach,
                                  const struct zones *zones)
{
    struct reach *less = ARENA_NEW(arena, struct reach);
    *less = *reach;
    less->zones = zones;
    less->edge_count = 0;
    reach_edges_make(arena, less);
    work_out(arena, less);
    return less;
}

const struct zones *reach_zones(const struct reach *reach)
{
    return reach->zones;
}

/* --- answers -----------------------------------------------------------------------------------
 */

static enum reach_verdict adjacent_verdict(const struct reach *reach, size_t zone)
{
    size_t frame = kind_beyond(&reach->kinds, KIND_FRAME);
    if (reach->taken_at[SURE][zone] != NEVER)
        return REACH_REACHABLE;
    bool may = reach->taken_at[POSSIBLE][zone] != NEVER ||
               kind_in(kinds_at(reach, reach->arrives[POSSIBLE], zone), frame);
    return may ? REACH_UNKNOWN : REACH_NOT_REACHABLE;
}

enum reach_verdict reach_at(const struct reach *reach, size_t asset, enum attack_vector vector)
{
    if (vector == ATTACK_LOCAL || vector == ATTACK_PHYSICAL)
        return REACH_LOCAL;
    if (reach->zone_of[asset] == reach->zones->zone_count || !reach->has_start)
        return REACH_UNKNOWN;
    if (vector == ATTACK_ADJACENT)
        return adjacent_verdict(reach, reach->zone_of[asset]);
    if (reach->hit[SURE][asset])
        return REACH_REACHABLE;
    return reach->hit[POSSIBLE][asset] || vector == ATTACK_UNKNOWN ? REACH_UNKNOWN
                                                                   : REACH_NOT_REACHABLE;
}

enum reach_verdict reach_of(const struct reach *reach, str shell_id, enum attack_vector vector)
{
    size_t asset = reach_find(reach, shell_id);
    if (asset != NO_ASSET)
        return reach_at(reach, asset, vector);
    return vector == ATTACK_LOCAL || vector == ATTACK_PHYSICAL ? REACH_LOCAL : REACH_UNKNOWN;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* reach_graph.c - a plant as a graph: kinds of packets, edges, who listens to what. */
#include "plan/security/zone/reach_graph.h"

#include <stdlib.h>

enum { PORTS_END = 65536 };

/* --- kinds of packets --------------------------------------------------------------------------
 */

static void make_kinds(struct arena *arena, struct reach *reach)
{
    const struct zones *zones = reach->zones;
    struct kinds *kinds = &reach->kinds;
    bool *begins = ARENA_ARRAY(arena, bool, PORTS_END + 1);
    size_t count = 1;
    for (size_t i = 0; i < zones->conduit_count; i++)
        for (size_t k = 0; k < zones->conduits[i].flow_count; k++) {
            const struct flow *flow = &zones->conduits[i].flows[k];
            for (size_t m = 0; m < flow->range_count; m++)
                begins[flow->ranges[m].first] = begins[flow->ranges[m].last + 1] = true;
        }
    for (size_t port = 1; port < PORTS_END; port++)
        count += begins[port];
    kinds->firsts = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t port = 1; port < PORTS_END; port++)
        if (begins[port])
            kinds->firsts[++kinds->port_kinds] = port;
    kinds->port_kinds = count;
    kinds->count = 2 * count + KINDS_BEYOND_PORTS;
    kinds->words = (kinds->count + 63) / 64;
}

static void add_kinds(uint64_t *set, size_t first, size_t end)
{
    for (size_t kind = first; kind < end; kind++)
        set[kind / 64] |= UINT64_C(1) << (kind % 64);
}

static void add_transport(const struct kinds *kinds, const struct flow *flow,
                          enum asset_transport transport, uint64_t *set)
{
    size_t base = transport * kinds->port_kinds;
    size_t all = kind_beyond(kinds, transport == TRANSPORT_TCP ? KIND_ALL_TCP : KIND_ALL_UDP);
    if (!flow->range_count) {
        add_kinds(set, base, base + kinds->port_kinds);
        add_kinds(set, all, all + 1);
    }
    for (size_t i = 0; i < flow->range_count; i++)
        add_kinds(set, kind_of_port(kinds, transport, flow->ranges[i].first),
                  kind_of_port(kinds, transport, flow->ranges[i].last) + 1);
}

static bool passes_everything(const struct flow *flow)
{
    return flow->tcp && flow->udp && !flow->range_count;
}

static void add_flow(const struct kinds *kinds, const struct flow *flow, uint64_t *set)
{
    if (flow->tcp)
        add_transport(kinds, flow, TRANSPORT_TCP, set);
    if (flow->udp)
        add_transport(kinds, flow, TRANSPORT_UDP, set);
    if (passes_everything(flow))
        add_kinds(set, kind_beyond(kinds, KIND_FRAME), kinds->count);
}

/* --- edges -------------------------------------------------------------------------------------
 */

/* The edge of one direction; a doubtful one when only the other direction lets everything pass. */
static void add_edge(struct arena *arena, struct reach *reach, size_t conduit, bool back)
{
    const struct conduit *of = &reach->zones->conduits[conduit];
    enum flow_direction other = back ? FLOW_FORTH : FLOW_BACK;
    bool own = false, everything = false, others_everything = false;
    for (size_t i = 0; i < of->flow_count; i++) {
        bool is_own = of->flows[i].direction != other;
        own = own || is_own;
        *(is_own ? &everything : &others_everything) |= passes_everything(&of->flows[i]);
    }
    for (int doubtful = 0; doubtful <= 1; doubtful++) {
        if (doubtful ? everything || !others_everything : !own)
            continue;
        struct edge *edge = &reach->edges[reach->edge_count++];
        *edge = (struct edge){back ? of->to : of->from, back ? of->from : of->to, conduit, doubtful,
                              ARENA_ARRAY(arena, uint64_t, reach->kinds.words)};
        if (doubtful)
            add_kinds(edge->passes, 0, reach->kinds.count);
        for (size_t i = 0; !doubtful && i < of->flow_count; i++)
            if (of->flows[i].direction != other)
                add_flow(&reach->kinds, &of->flows[i], edge->passes);
    }
}

/* Groups the numbers of `count` things by the group that each is in; what is in none comes last. */
static void group(struct arena *arena, const size_t *groups, size_t count, size_t group_count,
                  size_t **ret_items, size_t **ret_at)
{
    size_t *items = ARENA_ARRAY(arena, size_t, count + 1);
    size_t *at = ARENA_ARRAY(arena, size_t, group_count + 2);
    for (size_t i = 0; i < count; i++)
        at[groups[i] + 1]++;
    for (size_t i = 0; i <= group_count; i++)
        at[i + 1] += at[i];
    size_t *next = ARENA_ARRAY(arena, size_t, group_count + 1);
    memcpy(next, at, sizeof *at * (group_count + 1));
    for (size_t i = 0; i < count; i++)
        items[next[groups[i]]++] = i;
    *ret_items = items;
    *ret_at = at;
}

void reach_edges_make(struct arena *arena, struct reach *reach)
{
    size_t zone_count = reach->zones->zone_count;
    reach->edges = ARENA_ARRAY(arena, struct edge, 4 * reach->zones->conduit_count + 1);
    for (size_t i = 0; i < reach->zones->conduit_count; i++) {
        add_edge(arena, reach, i, false);
        add_edge(arena, reach, i, true);
    }
    size_t *groups = ARENA_ARRAY(arena, size_t, reach->edge_count + 1);
    for (size_t i = 0; i < reach->edge_count; i++)
        groups[i] = reach->edges[i].from;
    group(arena, groups, reach->edge_count, zone_count, &reach->out, &reach->out_at);
    for (size_t i = 0; i < reach->edge_count; i++)
        groups[i] = reach->edges[i].to;
    group(arena, groups, reach->edge_count, zone_count, &reach->in, &reach->in_at);
}

/* --- assets ------------------------------------------------------------------------------------
 */

static int compare_ids(const void *a, const void *b, void *assets)
{
    const struct reach_asset *of = assets;
    return str_compare(of[*(const size_t *)a].shell_id, of[*(const size_t *)b].shell_id);
}

size_t reach_find(const struct reach *reach, str shell_id)
{
    size_t low = 0, high = reach->asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(reach->assets[reach->by_id[middle]].shell_id, shell_id);
        if (order == 0)
            return reach->by_id[middle];
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return NO_ASSET;
}

/* Where each stands; a zone may hide something when it names nothing, or something that is not
 * among the assets. */
static void place_assets(struct arena *arena, struct reach *reach)
{
    const struct zones *zones = reach->zones;
    reach->zone_of = ARENA_ARRAY(arena, size_t, reach->asset_count + 1);
    reach->may_hide = ARENA_ARRAY(arena, bool, zones->zone_count + 1);
    for (size_t i = 0; i < reach->asset_count; i++)
        reach->zone_of[i] = zones->zone_count;
    for (size_t i = 0; i < zones->zone_count; i++) {
        reach->may_hide[i] = zones->zones[i].asset_count == 0;
        reach->has_start = reach->has_start || zones->zones[i].untrusted;
        for (size_t k = 0; k < zones->zones[i].asset_count; k++) {
            size_t asset = reach_find(reach, zones->zones[i].assets[k]);
            if (asset == NO_ASSET)
                reach->may_hide[i] = true;
            else if (reach->zone_of[asset] == zones->zone_count)
                reach->zone_of[asset] = i;
        }
    }
    reach->placeless = NO_ASSET;
    for (size_t i = reach->asset_count; i-- > 0;)
        if (reach->zone_of[i] == zones->zone_count && reach->assets[i].may_be_taken)
            reach->placeless = i;
    group(arena, reach->zone_of, reach->asset_count, zones->zone_count, &reach->members,
          &reach->member_at);
}

static int compare_listeners(const void *a, const void *b)
{
    const struct listener *left = a, *right = b;
    if (left->zone != right->zone)
        return left->zone < right->zone ? -1 : 1;
    return (left->kind > right->kind) - (left->kind < right->kind);
}

static void make_listeners(struct arena *arena, struct reach *reach)
{
    size_t room = 0;
    for (size_t i = 0; i < reach->asset_count; i++)
        room += reach->assets[i].ports_known ? reach->assets[i].port_count : 2;
    struct listener *to = reach->listeners = ARENA_ARRAY(arena, struct listener, room + 1);
    for (size_t i = 0; i < reach->asset_count; i++) {
        const struct reach_asset *asset = &reach->assets[i];
        size_t zone = reach->zone_of[i];
        if (zone == reach->zones->zone_count)
            continue;
        for (size_t k = 0; asset->ports_known && k < asset->port_count; k++)
            *to++ = (struct listener){
                zone, kind_of_port(&reach->kinds, asset->ports[k].transport, asset->ports[k].port),
                i};
        for (size_t k = KIND_ALL_TCP; !asset->ports_known && k <= KIND_ALL_UDP; k++)
            *to++ = (struct listener){zone, kind_beyond(&reach->kinds, k), i};
    }
    reach->listener_count = (size_t)(to - reach->listeners);
    qsort(reach->listeners, reach->listener_count, sizeof *to, compare_listeners);
    reach->listened =
        ARENA_ARRAY(arena, uint64_t, reach->zones->zone_count * reach->kinds.words + 1);
    for (size_t i = 0; i < reach->listener_count; i++) {
        const struct listener *one = &reach->listeners[i];
        add_kinds(kinds_at(reach, reach->listened, one->zone), one->kind, one->kind + 1);
    }
}

void reach_graph_make(struct arena *arena, struct reach *reach)
{
    reach->by_id = ARENA_ARRAY(arena, size_t, reach->asset_count + 1);
    for (size_t i = 0; i < reach->asset_count; i++)
        reach->by_id[i] = i;
    qsort_r(reach->by_id, reach->asset_count, sizeof *reach->by_id, compare_ids,
            (void *)(uintptr_t)reach->assets);
    make_kinds(arena, reach);
    reach_edges_make(arena, reach);
    place_assets(arena, reach);
    make_listeners(arena, reach);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* reach_graph.h - what the files of reachability share: the zones as a graph whose edges pass kinds
 * of packets, and what was found out about it. docs/security-zones.md has the model. */
#ifndef SCHALE_PLAN_SECURITY_REACH_GRAPH_H
#define SCHALE_PLAN_SECURITY_REACH_GRAPH_H

#include "plan/security/zone/reach.h"

/* Ports between which no flow makes a difference are one kind of packet. The kinds are numbered:
 * those of TCP, those of UDP, then what follows. */
enum { KIND_ALL_TCP, KIND_ALL_UDP, KIND_FRAME, KINDS_BEYOND_PORTS };

struct kinds {
    uint32_t *firsts; /* the first port of each kind; the last one ends where the ports end */
    size_t port_kinds, count;
    size_t words; /* of a set of kinds, as 64 bits each */
};

static inline size_t kind_of_port(const struct kinds *kinds, enum asset_transport transport,
                                  uint16_t port)
{
    size_t low = 0, high = kinds->port_kinds;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(kinds->firsts[middle] <= port ? &low : &high) = middle;
    }
    return transport * kinds->port_kinds + low;
}

/* All ports of a transport at once, which an asset of unknown ports does not withstand; a frame of
 * the link layer, which may pass only where nothing is stopped. */
static inline size_t kind_beyond(const struct kinds *kinds, size_t which)
{
    return 2 * kinds->port_kinds + which;
}

static inline bool kind_in(const uint64_t *set, size_t kind)
{
    return set[kind / 64] >> (kind % 64) & 1;
}

/* One direction of a conduit that lets something pass. */
struct edge {
    size_t from, to, conduit;
    bool
        is_doubtful; /* the other direction lets everything pass, so that the conduit may be none */
    uint64_t *passes;
};

/* A listening port: the asset is hit by this kind in its zone. Sorted by zone and kind. */
struct listener {
    size_t zone, kind, asset;
};

/* How sure a finding is: by what is known, or with what is not known being the worst. */
enum sureness { SURE, POSSIBLE, SURENESSES };

#define NO_ASSET SIZE_MAX
#define NEVER SIZE_MAX
#define NO_KIND SIZE_MAX

struct reach {
    const struct zones *zones;
    const struct reach_asset *assets;
    size_t asset_count;
    size_t *by_id;     /* numbers of assets, sorted by id */
    size_t *zone_of;   /* by asset; zone_count: in none */
    size_t *members;   /* assets, zone after zone */
    size_t *member_at; /* by zone: where its own begin in members; one more at the end */
    bool *may_hide;    /* by zone: something may stand in it that is not known */
    size_t placeless;  /* the first asset without a zone that may be taken, or NO_ASSET */
    bool has_start;    /* a zone is not trusted */

    struct kinds kinds;
    struct edge *edges;
    size_t edge_count;
    size_t *out, *in;       /* numbers of edges, zone after zone */
    size_t *out_at, *in_at; /* as member_at */
    struct listener *listeners;
    size_t listener_count;
    uint64_t *listened; /* by zone: kinds that somebody listens to */

    /* By zone and sureness. */
    size_t *taken_at[SURENESSES];  /* the step at which an attacker is in it; NEVER */
    size_t *taken_over;            /* by which asset; NO_ASSET: not trusted, or something hidden */
    uint64_t *arrives[SURENESSES]; /* kinds that come in */
    uint64_t *leaves;              /* kinds that go from it to where an attacker may be */
    size_t *first_arrival, *first_leaving; /* a kind of the first that did */
    bool *hit[SURENESSES];                 /* by asset: reached over the network */
};

static inline uint64_t *kinds_at(const struct reach *reach, uint64_t *sets, size_t zone)
{
    return sets + zone * reach->kinds.words;
}

/* Fills the plant's part of the struct: everything above taken_at. */
void reach_graph_make(struct arena *arena, struct reach *reach);
/* The edges anew; the kinds of packets are there. */
void reach_edges_make(struct arena *arena, struct reach *reach);

/* The number of the asset of that id, or NO_ASSET. */
size_t reach_find(const struct reach *reach, str shell_id);

/* Whether attackers are in the zone before that step. */
static inline bool taken_before(const struct reach *reach, enum sureness sureness, size_t zone,
                                size_t step)
{
    return reach->taken_at[sureness][zone] < step;
}

#endif

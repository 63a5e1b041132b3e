/* SPDX-License-Identifier: Apache-2.0 */
/* reach.h - whether an attack from an untrusted zone can reach an asset through the conduits, with
 * the proof. Not reachable is said only when no chain of steps exists, under the model of
 * docs/security-zones.md; where something is not known the answer is unknown or reachable, never
 * not reachable. */
#ifndef SCHALE_PLAN_SECURITY_REACH_H
#define SCHALE_PLAN_SECURITY_REACH_H

#include "base/buf.h"
#include "model/finding.h"
#include "plan/security/zone/zones.h"

enum reach_verdict { REACH_REACHABLE, REACH_UNKNOWN, REACH_LOCAL, REACH_NOT_REACHABLE };
/* "reachable", "unknown", "local", "not_reachable" */
str reach_verdict_name(enum reach_verdict verdict);

/* How an attack comes, as CVSS says: AV:N, AV:A, AV:L, AV:P. */
enum attack_vector {
    ATTACK_NETWORK,
    ATTACK_ADJACENT,
    ATTACK_LOCAL,
    ATTACK_PHYSICAL,
    ATTACK_UNKNOWN
};

/* Of a proof. */
enum {
    PROOF_CONDUITS_MAX = 6, /* that are named where an attack is stopped */
    PROOF_PORTS_MAX = 4,    /* of an asset that are named */
};

/* An asset as reachability sees it. */
struct reach_asset {
    str shell_id, name, german_name; /* german_name empty: the same */
    const struct asset_port *ports;
    size_t port_count;
    bool ports_known;
    bool may_be_taken; /* an open match of it can be exploited over a network, or too little is
                          known of it: an attacker may stand on it and go on */
};

/* Everything worked out once for a plant. */
struct reach;
/* `assets` and `zones` borrowed, no id twice. Lives in the arena. */
const struct reach *reach_new(struct arena *arena, const struct zones *zones,
                              const struct reach_asset *assets, size_t asset_count);

/* The same plant with less let pass, for asking what a cut would stop: `zones` are those of `reach`
 * but that conduits have fewer flows, or flows fewer ranges. Quicker than anew. */
const struct reach *reach_without(struct arena *arena, const struct reach *reach,
                                  const struct zones *zones);
/* The zones that it was made of. */
const struct zones *reach_zones(const struct reach *reach);

/* The answer for one asset, by halves in the ids. Of an id that is none of the assets it is
 * unknown. From any thread. */
enum reach_verdict reach_of(const struct reach *reach, str shell_id, enum attack_vector vector);
/* The same of an asset by its place among those that reach_new was given. */
enum reach_verdict reach_at(const struct reach *reach, size_t asset, enum attack_vector vector);

/* Adds why, in sentences: the way in ("from Internet through C1 (tcp 443) to Office, …"), or what
 * stops it ("conduit C3 passes no tcp 102"). */
void reach_write_proof(const struct reach *reach, str shell_id, enum attack_vector vector,
                       enum language language, struct buf *out);

/* The ids of the zones and conduits of the way in that the proof tells, each once. */
struct reach_way {
    const str *zones, *conduits;
    size_t zone_count, conduit_count; /* 0: there is no way */
};
/* Lists in the arena, ids borrowed from the zones. */
void reach_find_way(const struct reach *reach, str shell_id, enum attack_vector vector,
                    struct arena *arena, struct reach_way *ret_way);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* watch.h - what the advisories of a store ask for, kept in memory and up to date: which assets
 * they hit, what was decided, how much each of it weighs. A thread follows the log; whoever reads
 * gets a whole state that does not change. It begins when there is an advisory, or when somebody
 * asks: until then it costs nothing. Derived: nothing of it is stored. Docs: docs/security-todo.md.
 */
#ifndef SCHALE_PLAN_SECURITY_WATCH_H
#define SCHALE_PLAN_SECURITY_WATCH_H

#include "plan/security/inventory/asset_facts.h"
#include "plan/security/match/advisory_match.h"
#include "plan/security/todo/decision.h"
#include "plan/security/todo/risk.h"
#include "plan/security/zone/reach.h"

struct watched_advisory {
    str record_id; /* of the submodel */
    struct advisory advisory;
    const struct cvss_vector *vectors; /* of its vulnerabilities */
    const bool *has_vector;
};

struct watched_asset {
    struct asset_facts facts;
    struct match_asset ready;
    const struct advisory_match *matches; /* the best of each advisory */
    size_t match_count;
};

/* One asset and one advisory. */
struct item {
    str id; /* that of the decision about it, made or not */
    const struct watched_asset *asset;
    size_t asset_number; /* of the view's assets */
    const struct watched_advisory *advisory;
    const struct advisory_match *match;
    const struct decision *decision; /* NULL: none yet */
    enum decision_state state; /* done without a decision: the version is fixed, or free of it */
    bool changed_since;        /* what the advisory asks for changed after the decision */
    bool exploited;            /* one of its vulnerabilities is */
    enum reach_verdict reach;  /* of the vulnerability that is reached most easily */
    enum attack_vector vector; /* of that one */
    unsigned vectors;          /* of all that count, bits 1 << enum attack_vector */
    size_t zone;               /* in zones.zones, or zone_count */
    int place_score;           /* in tenths */
    int risk;                  /* 0 to RISK_MAX */
};

/* A whole state. */
struct watch_view {
    uint64_t seq;     /* the record of the log up to which it counts */
    bool is_building; /* it is being made for the first time: the lists are empty */
    const struct watched_asset *const *assets; /* by name */
    const size_t *asset_zones;                 /* of each: in zones.zones, or zone_count */
    size_t asset_count;
    const struct watched_advisory *const *advisories; /* the newest first */
    size_t advisory_count;
    const struct item *items; /* the heaviest first */
    size_t item_count;
    struct zones zones;
    const struct reach *reach;
    struct map exploited; /* CVE → 1 */
};

struct watch;

void watch_open(struct store *store, struct watch **ret_watch);
/* Before store_close. Nobody may hold a view. */
void watch_close(struct watch *watch);

enum { CATCH_UP_MS_MAX = 200 };

/* The present state, which stays as it is until watch_release: do not keep it for long. Waits up to
 * CATCH_UP_MS_MAX for what is in the log already, so that who writes and then reads finds it,
 * unless many write. Begins to make it when it is not there. From any thread that may wait. */
const struct watch_view *watch_take(struct watch *watch);
void watch_release(struct watch *watch);

/* The state of a store that does not change, made once and without a thread; `seq` is what the view
 * says of itself. ERR_IO, ERR_CORRUPT. */
struct watch_once;
MUST_CHECK err_t watch_once_open(struct store *store, uint64_t seq, struct watch_once **ret_once,
                                 const struct watch_view **ret_view, struct fail *why);
/* Before store_close. */
void watch_once_close(struct watch_once *once);

/* The item of an id; NULL: there is none. */
const struct item *watch_item(const struct watch_view *view, str id);
const struct watched_advisory *watch_advisory(const struct watch_view *view, str record_id);
const struct watched_asset *watch_asset(const struct watch_view *view, str shell_id);

/* Whether the vulnerability of that index is one of those that a match counts. */
bool watch_counts(const struct advisory_match *match, size_t vulnerability);

/* How the vulnerability of that index weighs at the place of an item's asset: the score in tenths,
 * the vector as it is there; 0: it has no vector. */
int watch_place_score(const struct watch_view *view, const struct item *item, size_t vulnerability,
                      struct cvss_vector *ret_vector);

#endif

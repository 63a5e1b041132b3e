/* SPDX-License-Identifier: Apache-2.0 */
/* measures.h - what to do first: the smallest set of measures that removes a share of the risk that
 * attackers may reach. Effort counts first, then how many there are. docs/security-zones.md. */
#ifndef SCHALE_PLAN_SECURITY_MEASURES_H
#define SCHALE_PLAN_SECURITY_MEASURES_H

#include "plan/security/todo/decision.h"
#include "plan/security/zone/reach.h"

enum {
    MEASURE_ITEMS_MAX = 5000,   /* the heaviest; the others stay as they are */
    MEASURE_SEGMENTS_MAX = 200, /* ways to cut that are tried */
    MEASURE_EXACT_MAX = 400,    /* candidates of which every set is thought through */
    MEASURE_NODES_MAX = 100000, /* looks at sets, then the best so far is taken */
    MEASURE_EFFORT_MAX = 5,
};

/* An item of the list that is open, as measures see it. All borrowed. */
struct measure_item {
    str id;
    str asset, asset_name; /* of the shell */
    int risk;
    enum reach_verdict reach; /* of the vulnerability that is reached most easily */
    unsigned vectors;         /* of all its vulnerabilities, bits 1 << enum attack_vector */
    str fix;                  /* the maker's fix as text: "V3.1"; may be empty */
    bool has_fix;             /* vendor_fix */
    bool can_be_configured;   /* mitigation, workaround */
};

/* One thing to do. */
struct measure {
    enum decision_measure kind; /* patch, configure, segment, replace */
    str asset, asset_name;      /* not of segment */
    str conduit;                /* of segment */
    str text;                   /* what to do, in one sentence */
    int effort;                 /* 1 to MEASURE_EFFORT_MAX */
    int64_t removes;            /* risk, when it is done alone */
    const size_t *items;        /* that it removes, of measure_plan.items */
    size_t item_count;
};

struct measure_plan {
    int64_t risk, removed; /* of what may be reached; what the chosen ones remove together */
    bool is_smallest;      /* no smaller set of the candidates would do */
    const struct measure *measures; /* the ones that remove most for their effort first */
    size_t count;
};

/* The candidates for items that are reachable or may be:
 * - patch, configure, replace: one for each asset; they remove its items with a fix, with a
 *   mitigation or workaround, all of them.
 * - segment: one for each flow, range of ports and conduit; it removes what no network reaches any
 *   more without it, by any of its vulnerabilities (reach.h). What two cuts together would stop is
 * not counted. `reach` of the whole plant. Everything is made in the arena. */
const struct measure *measure_candidates(struct arena *arena, const struct measure_item *items,
                                         size_t item_count, const struct reach *reach,
                                         enum language language, size_t *ret_count);

/* Chooses among them so that at least `share` (0 to 1) of the risk is removed; all that remove
 * something when that much is not possible (is_smallest: false). */
void measures_choose(struct arena *arena, const struct measure_item *items, size_t item_count,
                     const struct measure *candidates, size_t candidate_count, double share,
                     struct measure_plan *ret_plan);

#endif

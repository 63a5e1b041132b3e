/* SPDX-License-Identifier: Apache-2.0 */
/* measures_choose.c - the smallest set: first one that is good, by what each removes for its
 * effort; then every set that could still be smaller, as long as there are not too many. */
#include <stdlib.h>

#include "plan/security/todo/measures.h"

struct choosing {
    const struct measure_item *items;
    const struct measure *candidates; /* what removes most for its effort first */
    size_t count;
    unsigned *covered; /* by item: how many of the chosen ones remove it */
    int64_t removed, wanted;
    int effort;
    size_t chosen_count;
    bool *chosen;
    /* The best so far. */
    bool *best;
    int best_effort;
    size_t best_count;
    bool has_best;
    size_t nodes;
};

static int64_t gain_of(const struct choosing *choosing, size_t candidate)
{
    const struct measure *measure = &choosing->candidates[candidate];
    int64_t gain = 0;
    for (size_t i = 0; i < measure->item_count; i++)
        if (!choosing->covered[measure->items[i]])
            gain += choosing->items[measure->items[i]].risk;
    return gain;
}

static void set_chosen(struct choosing *choosing, size_t candidate, bool on)
{
    const struct measure *measure = &choosing->candidates[candidate];
    choosing->chosen[candidate] = on;
    choosing->effort += on ? measure->effort : -measure->effort;
    choosing->chosen_count += on ? 1 : (size_t)-1;
    for (size_t i = 0; i < measure->item_count; i++) {
        unsigned *covered = &choosing->covered[measure->items[i]];
        int risk = choosing->items[measure->items[i]].risk;
        if (on && (*covered)++ == 0)
            choosing->removed += risk;
        else if (!on && --*covered == 0)
            choosing->removed -= risk;
    }
}

static void keep_best(struct choosing *choosing)
{
    bool better = !choosing->has_best || choosing->effort < choosing->best_effort ||
                  (choosing->effort == choosing->best_effort &&
                   choosing->chosen_count < choosing->best_count);
    if (!better)
        return;
    choosing->has_best = true;
    choosing->best_effort = choosing->effort;
    choosing->best_count = choosing->chosen_count;
    memcpy(choosing->best, choosing->chosen, choosing->count * sizeof *choosing->best);
}

/* --- one good set ------------------------------------------------------------------------------
 */

/* What counts of a gain is what is still wanted. */
static void choose_greedily(struct choosing *choosing)
{
    while (choosing->removed < choosing->wanted) {
        size_t best = choosing->count;
        int64_t best_gain = 0, left = choosing->wanted - choosing->removed;
        for (size_t i = 0; i < choosing->count; i++) {
            int64_t gain = choosing->chosen[i] ? 0 : gain_of(choosing, i);
            gain = gain < left ? gain : left;
            if (gain * (best < choosing->count ? choosing->candidates[best].effort : 1) >
                best_gain * choosing->candidates[i].effort) {
                best = i;
                best_gain = gain;
            }
        }
        if (best == choosing->count)
            break;
        set_chosen(choosing, best, true);
    }
    /* Those that later ones made superfluous. */
    for (size_t i = 0; i < choosing->count; i++) {
        if (!choosing->chosen[i])
            continue;
        int64_t before = choosing->removed;
        set_chosen(choosing, i, false);
        if (choosing->removed < choosing->wanted && choosing->removed < before)
            set_chosen(choosing, i, true);
    }
}

/* --- all sets ----------------------------------------------------------------------------------
 */

/* At least this much more effort and this many more measures are needed, from candidate `from` on:
 * gains are added as if they did not overlap, the cheapest first, the last one in part. */
static void bound(const struct choosing *choosing, size_t from, double *ret_effort,
                  size_t *ret_count)
{
    double left = (double)(choosing->wanted - choosing->removed), effort = 0, most = 0;
    for (size_t i = from; i < choosing->count; i++)
        if ((double)choosing->candidates[i].removes > most)
            most = (double)choosing->candidates[i].removes;
    for (size_t i = from; i < choosing->count && left > 0; i++) {
        double removes = (double)choosing->candidates[i].removes;
        double share = removes <= left ? 1 : left / removes;
        effort += share * choosing->candidates[i].effort;
        left -= removes;
    }
    *ret_effort = left > 0 ? 1e18 : effort;
    *ret_count = 1;
    if (most > 0)
        *ret_count = (size_t)((double)(choosing->wanted - choosing->removed - 1) / most) + 1;
}

/* Depth: one level for each candidate, at most MEASURE_EXACT_MAX. */
static void search(struct choosing *choosing, size_t from)
{
    double more_effort;
    size_t more_count;
    if (choosing->nodes >= MEASURE_NODES_MAX)
        return;
    choosing->nodes++;
    if (choosing->removed >= choosing->wanted) {
        keep_best(choosing);
        return;
    }
    if (from == choosing->count)
        return;
    bound(choosing, from, &more_effort, &more_count);
    double least = choosing->effort + more_effort - 1e-6;
    if (choosing->has_best && (least > choosing->best_effort ||
                               (least > choosing->best_effort - 1 &&
                                choosing->chosen_count + more_count >= choosing->best_count)))
        return;
    if (gain_of(choosing, from) > 0) {
        set_chosen(choosing, from, true);
        search(choosing, from + 1);
        set_chosen(choosing, from, false);
    }
    search(choosing, from + 1);
}

/* --- all of it ---------------------------------------------------------------------------------
 */

static int by_worth(const void *a, const void *b)
{
    const struct measure *left = a, *right = b;
    int64_t first = left->removes * right->effort, second = right->removes * left->effort;
    if (first != second)
        return first < second ? 1 : -1;
    if (left->removes != right->removes)
        return left->removes < right->removes ? 1 : -1;
    int order = str_compare(left->asset, right->asset);
    order = order ? order : str_compare(left->conduit, right->conduit);
    return order ? order : str_compare(left->text, right->text);
}

static int64_t reachable_risk(const struct measure_item *items, size_t count)
{
    int64_t risk = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].reach == REACH_REACHABLE || items[i].reach == REACH_UNKNOWN)
            risk += items[i].risk;
    return risk;
}

static void take_best(struct arena *arena, struct choosing *choosing, struct measure_plan *plan)
{
    struct measure *measures = ARENA_ARRAY(arena, struct measure, choosing->best_count + 1);
    for (size_t i = 0; i < choosing->count; i++) {
        if (choosing->chosen[i] != choosing->best[i])
            set_chosen(choosing, i, choosing->best[i]);
        if (choosing->best[i])
            measures[plan->count++] = choosing->candidates[i];
    }
    plan->measures = measures;
    plan->removed = choosing->removed;
}

void measures_choose(struct arena *arena, const struct measure_item *items, size_t item_count,
                     const struct measure *candidates, size_t candidate_count, double share,
                     struct measure_plan *ret_plan)
{
    struct measure_plan plan = {.risk = reachable_risk(items, item_count)};
    struct measure *sorted = ARENA_ARRAY(arena, struct measure, candidate_count + 1);
    assert(share >= 0 && share <= 1);
    if (candidate_count)
        memcpy(sorted, candidates, sizeof *sorted * candidate_count);
    qsort(sorted, candidate_count, sizeof *sorted, by_worth);
    double wanted = share * (double)plan.risk;
    struct choosing choosing = {.items = items,
                                .candidates = sorted,
                                .count = candidate_count,
                                .covered = ARENA_ARRAY(arena, unsigned, item_count + 1),
                                .wanted = (int64_t)wanted + (wanted > (double)(int64_t)wanted),
                                .chosen = ARENA_ARRAY(arena, bool, candidate_count + 1),
                                .best = ARENA_ARRAY(arena, bool, candidate_count + 1)};
    choose_greedily(&choosing);
    keep_best(&choosing);
    bool enough = choosing.removed >= choosing.wanted;
    for (size_t i = 0; i < choosing.count; i++)
        if (choosing.chosen[i])
            set_chosen(&choosing, i, false);
    if (enough && choosing.count <= MEASURE_EXACT_MAX) {
        search(&choosing, 0);
        plan.is_smallest = choosing.nodes < MEASURE_NODES_MAX;
    }
    take_best(arena, &choosing, &plan);
    *ret_plan = plan;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* watch_derive.c - what follows from matches, decisions, zones and the list of exploited ones:
 * items with their risk, in order. */
#include <stdlib.h>

#include "plan/security/todo/watch_private.h"

/* --- lists -------------------------------------------------------------------------------------
 */

static int by_name(const void *a, const void *b)
{
    const struct watched_asset *first = *(const struct watched_asset *const *)a,
                               *second = *(const struct watched_asset *const *)b;
    int order = str_compare(first->facts.name, second->facts.name);
    return order ? order : str_compare(first->facts.shell_id, second->facts.shell_id);
}

static int by_release(const void *a, const void *b)
{
    const struct watched_advisory *first = *(const struct watched_advisory *const *)a,
                                  *second = *(const struct watched_advisory *const *)b;
    int order = str_compare(second->advisory.released, first->advisory.released);
    return order ? order : str_compare(first->record_id, second->record_id);
}

static int by_risk(const void *a, const void *b)
{
    const struct item *first = a, *second = b;
    if (first->risk != second->risk)
        return second->risk - first->risk;
    if (first->match->score != second->match->score)
        return second->match->score - first->match->score;
    return str_compare(first->id, second->id);
}

/* The values of a map, in order. */
static const void *const *values_of(const struct map *map, struct arena *arena,
                                    int (*order)(const void *, const void *), size_t *ret_count)
{
    const void **list = ARENA_ARRAY(arena, const void *, map->count);
    size_t count = 0;
    for (MAP_EACH(map, entry))
        if (entry->hash)
            list[count++] = map_entry_pointer(entry);
    if (count)
        qsort(list, count, sizeof *list, order);
    *ret_count = count;
    return list;
}

/* --- reachability ------------------------------------------------------------------------------
 */

static bool is_open(enum match_verdict verdict)
{
    return verdict == VERDICT_AFFECTED || verdict == VERDICT_UNKNOWN ||
           verdict == VERDICT_UNDER_INVESTIGATION;
}

static enum attack_vector vector_of(const struct watched_advisory *advisory, size_t vulnerability)
{
    return advisory->has_vector[vulnerability]
               ? risk_attack_vector(&advisory->vectors[vulnerability])
               : ATTACK_UNKNOWN;
}

bool watch_counts(const struct advisory_match *match, size_t vulnerability)
{
    str cve = match->advisory->vulnerabilities[vulnerability].cve;
    for (size_t i = 0; i < match->cve_count; i++)
        if (match->cves[i].p == cve.p)
            return true;
    return !match->cve_count && !cve.n;
}

static const struct watched_advisory *watched_of(const struct advisory_match *match)
{
    return (const struct watched_advisory *)((const char *)match->advisory -
                                             offsetof(struct watched_advisory, advisory));
}

/* An attacker may stand on what has an open hole that a network leads to, and on what nobody knows
 * enough of to say that it has none. */
static bool may_be_taken(const struct watched_asset *asset)
{
    if (asset->facts.lacks & ASSET_LACKS_MATCH)
        return true;
    for (size_t i = 0; i < asset->match_count; i++) {
        const struct advisory_match *match = &asset->matches[i];
        for (size_t k = 0; is_open(match->verdict) && k < match->advisory->vulnerability_count; k++)
            if (watch_counts(match, k) && vector_of(watched_of(match), k) != ATTACK_LOCAL &&
                vector_of(watched_of(match), k) != ATTACK_PHYSICAL)
                return true;
    }
    return false;
}

static const struct reach *reach_all(const struct watch_view *view, struct arena *arena)
{
    struct reach_asset *assets = ARENA_ARRAY(arena, struct reach_asset, view->asset_count);
    for (size_t i = 0; i < view->asset_count; i++) {
        const struct asset_facts *facts = &view->assets[i]->facts;
        assets[i] = (struct reach_asset){.shell_id = facts->shell_id,
                                         .name = facts->name,
                                         .german_name = facts->german_name,
                                         .ports = facts->ports,
                                         .port_count = facts->port_count,
                                         .ports_known = facts->ports_known,
                                         .may_be_taken = may_be_taken(view->assets[i])};
    }
    return reach_new(arena, &view->zones, assets, view->asset_count);
}

/* --- items -------------------------------------------------------------------------------------
 */

static int criticality_of(const struct watch_view *view, const struct item *item)
{
    return item->zone < view->zones.zone_count ? view->zones.zones[item->zone].criticality : 0;
}

int watch_place_score(const struct watch_view *view, const struct item *item, size_t vulnerability,
                      struct cvss_vector *ret_vector)
{
    const struct watched_advisory *advisory = item->advisory;
    if (!advisory->has_vector[vulnerability])
        return 0;
    *ret_vector = advisory->vectors[vulnerability];
    enum reach_verdict reach =
        reach_at(view->reach, item->asset_number, vector_of(advisory, vulnerability));
    return risk_place_score(ret_vector, reach, criticality_of(view, item));
}

static int score_of(const struct watch_view *view, const struct item *item, size_t vulnerability)
{
    struct cvss_vector vector;
    return item->advisory->has_vector[vulnerability]
               ? watch_place_score(view, item, vulnerability, &vector)
               : item->advisory->advisory.vulnerabilities[vulnerability].score;
}

/* Takes what weighs more, and what is reached more easily: they may be two vulnerabilities, and the
 * item is out of reach only when all of them are. */
static void weigh_as(struct item *item, const struct risk_facts *facts, enum attack_vector vector)
{
    int risk = risk_of(facts);
    item->exploited |= facts->exploited;
    item->vectors |= 1u << vector;
    if (facts->reach < item->reach || (facts->reach == item->reach && risk > item->risk)) {
        item->reach = facts->reach;
        item->vector = vector;
    }
    if (risk <= item->risk)
        return;
    item->risk = risk;
    item->place_score = facts->place_score;
}

/* The vulnerability that weighs most decides: one may be exploited, another reachable. */
static void weigh(const struct watch_view *view, struct item *item)
{
    const struct advisory *advisory = &item->advisory->advisory;
    struct risk_facts facts = {.verdict = item->match->verdict,
                               .tier = item->match->tier,
                               .criticality = criticality_of(view, item)};
    item->risk = -1;
    item->reach = REACH_NOT_REACHABLE;
    for (size_t i = 0; i < advisory->vulnerability_count; i++) {
        if (!watch_counts(item->match, i))
            continue;
        enum attack_vector vector = vector_of(item->advisory, i);
        facts.place_score = score_of(view, item, i);
        facts.reach = reach_at(view->reach, item->asset_number, vector);
        facts.exploited = map_find(&view->exploited, advisory->vulnerabilities[i].cve) != NULL;
        weigh_as(item, &facts, vector);
    }
    if (item->risk >= 0)
        return;
    facts.place_score = item->match->score; /* an advisory without vulnerabilities */
    facts.reach = reach_at(view->reach, item->asset_number, ATTACK_UNKNOWN);
    weigh_as(item, &facts, ATTACK_UNKNOWN);
}

/* What was decided holds as long as the advisory asks for the same. */
static void judge(struct item *item)
{
    const struct decision *decision = item->decision;
    if (!decision) {
        item->state = is_open(item->match->verdict) ? DECIDED_OPEN : DECIDED_DONE;
        return;
    }
    item->state = decision->state;
    item->changed_since =
        decision->digest.n &&
        !str_equal(decision->digest, str_of(item->advisory->advisory.digest, SHA256_HEX_BYTES));
    if (item->changed_since && is_open(item->match->verdict) &&
        (item->state == DECIDED_DONE || item->state == DECIDED_ACCEPTED))
        item->state = DECIDED_OPEN;
}

static void add_items(const struct watch_state *state, const struct watch_view *view, size_t number,
                      struct item *items, struct arena *arena)
{
    const struct watched_asset *asset = view->assets[number];
    for (size_t i = 0; i < asset->match_count; i++) {
        const struct watched_advisory *advisory = watched_of(&asset->matches[i]);
        struct item *item = &items[i];
        *item = (struct item){.id = decision_id(arena, asset->facts.shell_id, advisory->record_id),
                              .asset = asset,
                              .asset_number = number,
                              .advisory = advisory,
                              .match = &asset->matches[i],
                              .zone = view->asset_zones[number]};
        item->decision = map_pointer(&state->decisions, item->id);
        judge(item);
        weigh(view, item);
    }
}

/* The first zone of an asset counts. */
static const size_t *find_zones(const struct watch_view *view, struct arena *arena)
{
    const struct zones *zones = &view->zones;
    size_t *found = ARENA_ARRAY(arena, size_t, view->asset_count);
    struct map zone_of = {0};
    for (size_t i = 0; i < zones->zone_count; i++)
        for (size_t k = 0; k < zones->zones[i].asset_count; k++) {
            bool added;
            uint64_t *at = map_put(&zone_of, zones->zones[i].assets[k], &added);
            if (added)
                *at = i;
        }
    for (size_t i = 0; i < view->asset_count; i++) {
        const uint64_t *zone = map_find(&zone_of, view->assets[i]->facts.shell_id);
        found[i] = zone ? *zone : zones->zone_count;
    }
    map_release(&zone_of);
    return found;
}

struct watch_view *watch_state_derive(const struct watch_state *state, uint64_t seq,
                                      struct arena *arena)
{
    struct watch_view *view = ARENA_NEW(arena, struct watch_view);
    view->seq = seq;
    view->zones = state->zones;
    for (MAP_EACH(&state->exploited, entry)) {
        bool added;
        if (entry->hash)
            *map_put(&view->exploited, entry->key, &added) = 1;
    }
    view->assets = (const struct watched_asset *const *)values_of(&state->assets, arena, by_name,
                                                                  &view->asset_count);
    view->advisories = (const struct watched_advisory *const *)values_of(
        &state->advisories, arena, by_release, &view->advisory_count);
    view->asset_zones = find_zones(view, arena);
    view->reach = reach_all(view, arena);
    for (size_t i = 0; i < view->asset_count; i++)
        view->item_count += view->assets[i]->match_count;
    struct item *items = ARENA_ARRAY(arena, struct item, view->item_count);
    for (size_t i = 0, at = 0; i < view->asset_count; at += view->assets[i]->match_count, i++)
        add_items(state, view, i, &items[at], arena);
    if (view->item_count)
        qsort(items, view->item_count, sizeof *items, by_risk);
    view->items = items;
    return view;
}

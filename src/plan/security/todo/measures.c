/* SPDX-License-Identifier: Apache-2.0 */
/* measures.c - the candidates: what is possible at each asset, and which cuts in conduits stop
 * something. */
#include "plan/security/todo/measures.h"

#include <stdlib.h>

#include "base/map.h"

#define MEASURE_TEXT(id, kind, effort, english, german) id,
enum text {
#include "plan/security/todo/measures.def"
    TEXT_COUNT
};
#undef MEASURE_TEXT

#define MEASURE_TEXT(id, kind, effort, english, german) [id] = {kind, effort, {english, german}},
static const struct {
    enum decision_measure kind;
    int effort;
    const char *sentences[LANGUAGE_COUNT];
} texts[TEXT_COUNT] = {
#include "plan/security/todo/measures.def"
};
#undef MEASURE_TEXT

struct finding_out {
    struct arena *arena;
    const struct measure_item *items;
    size_t item_count;
    const struct reach *reach;
    const struct zones *zones;
    enum language language;
    struct measure *list;
    size_t count, room;
    size_t cuts; /* that were tried */
};

static bool counts(const struct measure_item *item)
{
    return item->risk > 0 && (item->reach == REACH_REACHABLE || item->reach == REACH_UNKNOWN);
}

static str sentence(struct finding_out *to, enum text text, const str arguments[static 4])
{
    struct buf out = {0};
    str pattern = str_from(texts[text].sentences[to->language]);
    for (size_t i = 0; i < pattern.n; i++)
        if (pattern.p[i] == '{' && i + 2 < pattern.n && pattern.p[i + 2] == '}') {
            buf_add(&out, arguments[pattern.p[i + 1] - '0']);
            i += 2;
        } else
            buf_add_char(&out, pattern.p[i]);
    str copy = arena_dup(to->arena, buf_str(&out));
    buf_release(&out);
    return copy;
}

/* Adds a measure when it removes anything. */
static void add(struct finding_out *to, struct measure measure, enum text text,
                const str arguments[static 4], const size_t *items, size_t count)
{
    if (!count)
        return;
    size_t *own = ARENA_ARRAY(to->arena, size_t, count);
    memcpy(own, items, sizeof *own * count);
    measure.kind = texts[text].kind;
    measure.effort = texts[text].effort;
    measure.text = sentence(to, text, arguments);
    measure.items = own;
    measure.item_count = count;
    for (size_t i = 0; i < count; i++)
        measure.removes += to->items[items[i]].risk;
    ARENA_GROW(to->arena, to->list, to->count, to->room, 64);
    to->list[to->count++] = measure;
}

/* --- at an asset -------------------------------------------------------------------------------
 */

static bool takes_any(const struct measure_item *item)
{
    return item->risk > 0;
}

static bool takes_fix(const struct measure_item *item)
{
    return item->has_fix;
}

static bool takes_setting(const struct measure_item *item)
{
    return item->can_be_configured;
}

/* `items`: all of one asset that count. */
static void add_of_asset(struct finding_out *to, const size_t *items, size_t count)
{
    static const struct {
        enum text text;
        bool (*takes)(const struct measure_item *item);
    } kinds[] = {
        {TEXT_PATCH, takes_fix}, {TEXT_CONFIGURE, takes_setting}, {TEXT_REPLACE, takes_any}};
    const struct measure_item *first = &to->items[items[0]];
    str name = first->asset_name.n ? first->asset_name : first->asset;
    size_t *taken = ARENA_ARRAY(to->arena, size_t, count);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t taken_count = 0;
        str fix = {0};
        for (size_t k = 0; k < count; k++)
            if (kinds[i].takes(&to->items[items[k]])) {
                taken[taken_count++] = items[k];
                fix = fix.n ? fix : to->items[items[k]].fix;
            }
        /* One fix is named; with several advisories each item names its own. */
        enum text text = kinds[i].text;
        if (text == TEXT_PATCH && fix.n && taken_count == 1)
            text = TEXT_PATCH_TO;
        add(to, (struct measure){.asset = first->asset, .asset_name = name}, text,
            (const str[4]){name, fix}, taken, taken_count);
    }
}

static void add_of_assets(struct finding_out *to)
{
    struct map numbers = {0};
    size_t *group = ARENA_ARRAY(to->arena, size_t, to->item_count);
    size_t *sizes = ARENA_ARRAY(to->arena, size_t, to->item_count + 1), groups = 0;
    for (size_t i = 0; i < to->item_count; i++) {
        bool added;
        if (!counts(&to->items[i]))
            continue;
        uint64_t *number = map_put(&numbers, to->items[i].asset, &added);
        if (added)
            *number = groups++;
        group[i] = (size_t)*number;
        sizes[group[i]]++;
    }
    size_t **lists = ARENA_ARRAY(to->arena, size_t *, groups + 1);
    for (size_t i = 0; i < groups; i++) {
        lists[i] = ARENA_ARRAY(to->arena, size_t, sizes[i]);
        sizes[i] = 0;
    }
    for (size_t i = 0; i < to->item_count; i++)
        if (counts(&to->items[i]))
            lists[group[i]][sizes[group[i]]++] = i;
    for (size_t i = 0; i < groups; i++)
        add_of_asset(to, lists[i], sizes[i]);
    map_release(&numbers);
}

/* --- in a conduit ------------------------------------------------------------------------------
 */

static str flow_text(struct finding_out *to, const struct flow *flow)
{
    struct buf text = {0};
    str transport = flow->tcp && flow->udp ? STR("tcp/udp") : flow_transport(flow);
    buf_add(&text, transport);
    buf_add_char(&text, ' ');
    if (flow->range_count)
        flow_write_ports(flow, &text);
    else
        buf_add(&text,
                to->language == LANGUAGE_GERMAN ? STR("auf allen Ports") : STR("on all ports"));
    str copy = arena_dup(to->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

/* Whether no vulnerability of the item is reached over a network any more. */
static bool is_stopped(const struct reach *reach, const struct measure_item *item)
{
    for (unsigned vector = 0; vector <= ATTACK_UNKNOWN; vector++)
        if (item->vectors >> vector & 1) {
            enum reach_verdict verdict = reach_of(reach, item->asset, (enum attack_vector)vector);
            if (verdict == REACH_REACHABLE || verdict == REACH_UNKNOWN)
                return false;
        }
    return true;
}

/* Tries the plant with these flows in the place of a conduit's own. */
static void try_cut(struct finding_out *to, size_t number, const struct flow *flows, size_t count,
                    enum text text, str packets)
{
    if (to->cuts++ >= MEASURE_SEGMENTS_MAX)
        return;
    struct arena scratch = {0};
    struct zones zones = *to->zones;
    const struct conduit *conduit = &to->zones->conduits[number];
    struct conduit *conduits = ARENA_ARRAY(&scratch, struct conduit, zones.conduit_count);
    size_t *stopped = ARENA_ARRAY(&scratch, size_t, to->item_count + 1), stopped_count = 0;
    memcpy(conduits, zones.conduits, sizeof *conduits * zones.conduit_count);
    conduits[number].flows = flows;
    conduits[number].flow_count = count;
    zones.conduits = conduits;
    const struct reach *reach = reach_without(&scratch, to->reach, &zones);
    for (size_t i = 0; i < to->item_count; i++)
        if (counts(&to->items[i]) && is_stopped(reach, &to->items[i]))
            stopped[stopped_count++] = i;
    add(to, (struct measure){.conduit = conduit->id}, text,
        (const str[4]){conduit->id, packets, zones.zones[conduit->from].name,
                       zones.zones[conduit->to].name},
        stopped, stopped_count);
    arena_release(&scratch);
}

/* Without the flow, and without each range of it. */
static void cut_flow(struct finding_out *to, size_t number, size_t which)
{
    const struct conduit *conduit = &to->zones->conduits[number];
    const struct flow *flow = &conduit->flows[which];
    struct flow *flows = ARENA_ARRAY(to->arena, struct flow, conduit->flow_count);
    memcpy(flows, conduit->flows, sizeof *flows * which);
    memcpy(flows + which, flow + 1, sizeof *flows * (conduit->flow_count - which - 1));
    try_cut(to, number, flows, conduit->flow_count - 1,
            flow->range_count == 1 ? TEXT_CUT_PORTS : TEXT_CUT_FLOW, flow_text(to, flow));
    for (size_t i = 0; flow->range_count > 1 && i < flow->range_count; i++) {
        struct flow one = *flow;
        one.ranges[0].first = flow->ranges[i].first;
        one.ranges[0].last = flow->ranges[i].last;
        one.range_count = 1;
        memcpy(flows, conduit->flows, sizeof *flows * conduit->flow_count);
        memmove(&flows[which].ranges[i], &flows[which].ranges[i + 1],
                sizeof flow->ranges[0] * (flow->range_count - i - 1));
        flows[which].range_count--;
        try_cut(to, number, flows, conduit->flow_count, TEXT_CUT_PORTS, flow_text(to, &one));
    }
}

static void cut_conduit(struct finding_out *to, size_t number)
{
    const struct conduit *conduit = &to->zones->conduits[number];
    if (conduit->flow_count > 1)
        try_cut(to, number, NULL, 0, TEXT_CUT_CONDUIT, (str){0});
    for (size_t i = 0; i < conduit->flow_count; i++)
        cut_flow(to, number, i);
}

struct weighed {
    size_t conduit;
    int64_t risk;
};

static int by_risk(const void *a, const void *b)
{
    const struct weighed *left = a, *right = b;
    if (left->risk != right->risk)
        return left->risk < right->risk ? 1 : -1;
    return (left->conduit > right->conduit) - (left->conduit < right->conduit);
}

/* Conduits at the zones with the most risk first: not all may be tried. */
static void add_cuts(struct finding_out *to)
{
    const struct zones *zones = to->zones;
    struct map zone_of = {0};
    int64_t *risks = ARENA_ARRAY(to->arena, int64_t, zones->zone_count + 1);
    struct weighed *order = ARENA_ARRAY(to->arena, struct weighed, zones->conduit_count + 1);
    for (size_t i = 0; i < zones->zone_count; i++)
        for (size_t k = 0; k < zones->zones[i].asset_count; k++) {
            bool added;
            uint64_t *zone = map_put(&zone_of, zones->zones[i].assets[k], &added);
            *zone = added ? i : *zone;
        }
    for (size_t i = 0; i < to->item_count; i++) {
        const uint64_t *zone = map_find(&zone_of, to->items[i].asset);
        if (zone && counts(&to->items[i]))
            risks[*zone] += to->items[i].risk;
    }
    map_release(&zone_of);
    for (size_t i = 0; i < zones->conduit_count; i++)
        order[i] =
            (struct weighed){i, risks[zones->conduits[i].from] + risks[zones->conduits[i].to]};
    qsort(order, zones->conduit_count, sizeof *order, by_risk);
    for (size_t i = 0; i < zones->conduit_count && to->cuts < MEASURE_SEGMENTS_MAX; i++)
        cut_conduit(to, order[i].conduit);
}

const struct measure *measure_candidates(struct arena *arena, const struct measure_item *items,
                                         size_t item_count, const struct reach *reach,
                                         enum language language, size_t *ret_count)
{
    struct finding_out to = {.arena = arena,
                             .items = items,
                             .item_count =
                                 item_count < MEASURE_ITEMS_MAX ? item_count : MEASURE_ITEMS_MAX,
                             .reach = reach,
                             .zones = reach_zones(reach),
                             .language = language};
    add_of_assets(&to);
    add_cuts(&to);
    *ret_count = to.count;
    return to.list;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* measures_test.c - the chosen set against all sets on small random cases; candidates of a plant,
 * word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/todo/measures.h"

int measures_test(void);

/* --- choosing ----------------------------------------------------------------------------------
 */

enum { ITEMS = 8, CANDIDATES = 10 };

struct instance {
    struct measure_item items[ITEMS];
    struct measure candidates[CANDIDATES];
    size_t covered[CANDIDATES][ITEMS];
    size_t item_count, candidate_count;
};

static unsigned next_random(uint64_t *seed, unsigned below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33) % below;
}

static void random_instance(uint64_t *seed, struct instance *instance)
{
    *instance = (struct instance){.item_count = 1 + next_random(seed, ITEMS),
                                  .candidate_count = next_random(seed, CANDIDATES + 1)};
    for (size_t i = 0; i < instance->item_count; i++)
        instance->items[i] =
            (struct measure_item){.risk = (int)next_random(seed, 1000) + 1,
                                  .reach = (enum reach_verdict)next_random(seed, 2)};
    for (size_t i = 0; i < instance->candidate_count; i++) {
        struct measure *measure = &instance->candidates[i];
        measure->kind = MEASURE_PATCH;
        measure->effort = (int)next_random(seed, MEASURE_EFFORT_MAX) + 1;
        measure->items = instance->covered[i];
        for (size_t k = 0; k < instance->item_count; k++)
            if (next_random(seed, 3) == 0) {
                instance->covered[i][measure->item_count++] = k;
                measure->removes += instance->items[k].risk;
            }
    }
}

static int64_t removed_by(const struct instance *instance, unsigned set)
{
    int64_t removed = 0;
    bool covered[ITEMS] = {0};
    for (size_t i = 0; i < instance->candidate_count; i++)
        for (size_t k = 0; (set >> i & 1) && k < instance->candidates[i].item_count; k++) {
            size_t item = instance->covered[i][k];
            removed += covered[item] ? 0 : instance->items[item].risk;
            covered[item] = true;
        }
    return removed;
}

/* The least effort and number of all sets that remove enough; false: none does. */
static bool best_of_all(const struct instance *instance, double wanted, int *ret_effort,
                        size_t *ret_count)
{
    bool found = false;
    for (unsigned set = 0; set < 1u << instance->candidate_count; set++) {
        int effort = 0;
        size_t count = 0;
        if ((double)removed_by(instance, set) < wanted)
            continue;
        for (size_t i = 0; i < instance->candidate_count; i++)
            if (set >> i & 1) {
                effort += instance->candidates[i].effort;
                count++;
            }
        if (!found || effort < *ret_effort || (effort == *ret_effort && count < *ret_count)) {
            *ret_effort = effort;
            *ret_count = count;
        }
        found = true;
    }
    return found;
}

static void the_set_is_the_smallest(void **state)
{
    (void)state;
    uint64_t seed = 5;
    size_t possible = 0, impossible = 0;
    for (int round = 0; round < 3000; round++) {
        static const double shares[] = {0, 0.5, 0.8, 1};
        struct instance instance;
        struct measure_plan plan;
        struct arena arena = {0};
        int effort = 0, least = 0;
        size_t count = 0;
        int64_t risk = 0;
        random_instance(&seed, &instance);
        double share = shares[next_random(&seed, 4)];
        measures_choose(&arena, instance.items, instance.item_count, instance.candidates,
                        instance.candidate_count, share, &plan);
        for (size_t i = 0; i < instance.item_count; i++)
            risk += instance.items[i].risk;
        for (size_t i = 0; i < plan.count; i++)
            effort += plan.measures[i].effort;
        assert_int_equal(plan.risk, risk);
        if (best_of_all(&instance, share * (double)risk, &least, &count)) {
            assert_true(plan.is_smallest);
            assert_true((double)plan.removed >= share * (double)risk);
            if (effort != least || plan.count != count)
                fail_msg("round %d: effort %d with %zu instead of %d with %zu", round, effort,
                         plan.count, least, count);
            possible++;
        } else {
            assert_false(plan.is_smallest);
            assert_int_equal(plan.removed,
                             removed_by(&instance, (1u << instance.candidate_count) - 1));
            impossible++;
        }
        arena_release(&arena);
    }
    assert_true(possible > 500 && impossible > 500);
}

/* More than can be thought through: a good set, and it says so. */
static void many_candidates_are_chosen_from_greedily(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t count = MEASURE_EXACT_MAX + 1;
    struct measure_item *items = ARENA_ARRAY(&arena, struct measure_item, count);
    struct measure *candidates = ARENA_ARRAY(&arena, struct measure, count);
    size_t *numbers = ARENA_ARRAY(&arena, size_t, count);
    struct measure_plan plan;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = i;
        items[i] = (struct measure_item){.risk = 10, .reach = REACH_REACHABLE};
        candidates[i] = (struct measure){.kind = MEASURE_PATCH,
                                         .effort = 3,
                                         .removes = 10,
                                         .items = &numbers[i],
                                         .item_count = 1};
    }
    measures_choose(&arena, items, count, candidates, count, 0.5, &plan);
    assert_false(plan.is_smallest);
    assert_int_equal(plan.count, (count + 1) / 2);
    measures_choose(&arena, items, count - 1, candidates, count - 1, 0.5, &plan);
    assert_true(plan.is_smallest);
    assert_int_equal(plan.count, (count - 1) / 2);
    arena_release(&arena);
}

static void what_cannot_be_reached_needs_no_measure(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct measure_plan plan;
    const struct measure_item items[] = {{.risk = 10, .reach = REACH_LOCAL},
                                         {.risk = 10, .reach = REACH_NOT_REACHABLE}};
    measures_choose(&arena, items, COUNT_OF(items), NULL, 0, 0.8, &plan);
    assert_int_equal(plan.risk, 0);
    assert_int_equal(plan.count, 0);
    assert_true(plan.is_smallest);
    arena_release(&arena);
}

/* --- candidates --------------------------------------------------------------------------------
 */

#define NETWORK (1u << ATTACK_NETWORK)

static const char drawn[] =
    "{\"zones\":[{\"id\":\"office\",\"name\":\"Büro\",\"untrusted\":true},"
    "{\"id\":\"cell\",\"name\":\"Zelle 1\",\"assets\":[\"plc\",\"panel\",\"drive\"]}],"
    "\"conduits\":[{\"id\":\"C3\",\"from\":\"office\",\"to\":\"cell\",\"flows\":["
    "{\"transport\":\"tcp\",\"ports\":\"102,5900\"},{\"transport\":\"udp\",\"ports\":\"161\"}]}]}";

static void candidates_of_a_plant(void **state)
{
    (void)state;
    static const struct asset_port plc[] = {{TRANSPORT_TCP, 102, {0}}};
    static const struct asset_port panel[] = {{TRANSPORT_TCP, 5900, {0}},
                                              {TRANSPORT_UDP, 161, {0}}};
    static const struct asset_port drive[] = {{TRANSPORT_UDP, 161, {0}}};
    const struct reach_asset assets[] = {{STR("plc"), STR("PLC"), {0}, plc, 1, true, false},
                                         {STR("panel"), STR("Panel"), {0}, panel, 2, true, false},
                                         {STR("drive"), STR("Drive"), {0}, drive, 1, true, false}};
    const struct measure_item items[] = {
        {STR("i0"), STR("plc"), STR("PLC"), 700, REACH_REACHABLE, NETWORK, STR("V3.1"), true,
         false},
        {STR("i1"), STR("plc"), STR("PLC"), 300, REACH_REACHABLE, NETWORK, {0}, false, true},
        {STR("i2"),
         STR("panel"),
         {0},
         500,
         REACH_REACHABLE,
         NETWORK | 1u << ATTACK_LOCAL,
         {0},
         false,
         false},
        {STR("i3"), STR("drive"), STR("Drive"), 400, REACH_REACHABLE, NETWORK, {0}, true, false},
        {STR("i4"),
         STR("drive"),
         STR("Drive"),
         900,
         REACH_LOCAL,
         1u << ATTACK_LOCAL,
         {0},
         true,
         false},
    };
    static const struct {
        const char *text;
        enum decision_measure kind;
        int effort;
        int64_t removes;
        size_t items;
    } rows[] = {
        {"Update PLC: V3.1.", MEASURE_PATCH, 3, 700, 1},
        {"Apply what the maker recommends for PLC (mitigation or workaround).", MEASURE_CONFIGURE,
         2, 300, 1},
        {"Replace PLC.", MEASURE_REPLACE, 5, 1000, 2},
        {"Replace panel.", MEASURE_REPLACE, 5, 500, 1},
        {"Install the maker's fix on Drive.", MEASURE_PATCH, 3, 400, 1},
        {"Replace Drive.", MEASURE_REPLACE, 5, 400, 1},
        {"Close conduit C3 between Büro and Zelle 1, if nobody needs it.", MEASURE_SEGMENT, 4, 1900,
         4},
        {"Take tcp 102,5900 out of conduit C3 between Büro and Zelle 1, if nobody needs it.",
         MEASURE_SEGMENT, 2, 1000, 2},
        {"Take tcp 102 out of conduit C3 between Büro and Zelle 1, if nobody needs it.",
         MEASURE_SEGMENT, 1, 1000, 2},
        /* Without 5900 the panel is still reached by 161. */
        {"Take udp 161 out of conduit C3 between Büro and Zelle 1, if nobody needs it.",
         MEASURE_SEGMENT, 1, 400, 1},
    };
    struct arena arena = {0};
    struct zones zones;
    struct json json;
    struct fail why;
    struct measure_plan plan;
    size_t count;
    assert_int_equal(json_read(STR(drawn), &json, &why), ERR_OK);
    assert_int_equal(zones_read_json(&arena, &json, LANGUAGE_ENGLISH, &zones, &why), ERR_OK);
    json_release(&json);
    const struct reach *reach = reach_new(&arena, &zones, assets, COUNT_OF(assets));
    const struct measure *list =
        measure_candidates(&arena, items, COUNT_OF(items), reach, LANGUAGE_ENGLISH, &count);
    assert_int_equal(count, COUNT_OF(rows));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(arena_dup(&arena, list[i].text).p, rows[i].text);
        assert_int_equal(list[i].kind, rows[i].kind);
        assert_int_equal(list[i].effort, rows[i].effort);
        assert_int_equal(list[i].removes, rows[i].removes);
        assert_int_equal(list[i].item_count, rows[i].items);
        assert_true(list[i].kind == MEASURE_SEGMENT ? list[i].conduit.n : list[i].asset.n);
    }
    /* Of 1,900: 80 % are 1,520: closing the conduit (4) is less than 102 (1) and the panel (5). */
    measures_choose(&arena, items, COUNT_OF(items), list, count, 0.8, &plan);
    assert_int_equal(plan.risk, 1900);
    assert_int_equal(plan.removed, 1900);
    assert_int_equal(plan.count, 1);
    assert_true(plan.is_smallest && plan.measures[0].effort == 4);
    /* Half of it: 102 alone. */
    measures_choose(&arena, items, COUNT_OF(items), list, count, 0.5, &plan);
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.measures[0].effort, 1);
    assert_int_equal(plan.removed, 1000);
    arena_release(&arena);
}

int measures_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_set_is_the_smallest),
        cmocka_unit_test(many_candidates_are_chosen_from_greedily),
        cmocka_unit_test(what_cannot_be_reached_needs_no_measure),
        cmocka_unit_test(candidates_of_a_plant),
    };
    return cmocka_run_group_tests_name("measures", tests, NULL, NULL);
}

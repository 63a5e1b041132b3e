/* SPDX-License-Identifier: Apache-2.0 */
/* measures_limits_test.c - as many items, cuts and looks at sets as count, and more; and the time
 * that the most of them take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plan/security/todo/measures.h"

int measures_limits_test(void);

#define NETWORK (1u << ATTACK_NETWORK)

/* A zone, an asset and a conduit from the office for each of `zone_count`. */
static const struct reach *make_plant(struct arena *arena, size_t zone_count)
{
    struct reach_asset *assets = ARENA_ARRAY(arena, struct reach_asset, zone_count);
    struct zones *zones = ARENA_NEW(arena, struct zones);
    struct buf text = {0};
    struct json json;
    struct fail why;
    buf_add(&text, STR("{\"zones\":[{\"id\":\"office\",\"untrusted\":true}"));
    for (size_t i = 0; i < zone_count; i++) {
        assets[i] = (struct reach_asset){.shell_id = arena_printf(arena, "urn:%zu", i)};
        buf_printf(&text, ",{\"id\":\"z%zu\",\"assets\":[\"urn:%zu\"]}", i, i);
    }
    buf_add(&text, STR("],\"conduits\":["));
    for (size_t i = 0; i < zone_count; i++)
        buf_printf(&text,
                   "%s{\"id\":\"C%zu\",\"from\":\"office\",\"to\":\"z%zu\",\"flows\":[{"
                   "\"transport\":\"tcp\",\"ports\":\"80\"}]}",
                   i ? "," : "", i, i);
    buf_add(&text, STR("]}"));
    assert_int_equal(json_read(buf_str(&text), &json, &why), ERR_OK);
    assert_int_equal(zones_read_json(arena, &json, LANGUAGE_ENGLISH, zones, &why), ERR_OK);
    json_release(&json);
    buf_release(&text);
    return reach_new(arena, zones, assets, zone_count);
}

/* One item of each asset, the heaviest first. */
static struct measure_item *make_items(struct arena *arena, size_t count)
{
    struct measure_item *items = ARENA_ARRAY(arena, struct measure_item, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct measure_item){.id = arena_printf(arena, "i%zu", i),
                                         .asset = arena_printf(arena, "urn:%zu", i),
                                         .risk = i < 900 ? 1000 - (int)i : 100,
                                         .reach = REACH_REACHABLE,
                                         .vectors = NETWORK,
                                         .has_fix = true,
                                         .can_be_configured = true};
    return items;
}

static void so_many_items_are_looked_at(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct measure_plan plan;
        size_t count, most = 0, items_count = MEASURE_ITEMS_MAX + over;
        const struct measure_item *items = make_items(&arena, items_count);
        int64_t begin_ms = clock_steady_ms();
        const struct measure *list = measure_candidates(
            &arena, items, items_count, make_plant(&arena, 1), LANGUAGE_ENGLISH, &count);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < list[i].item_count; k++)
                most = list[i].items[k] > most ? list[i].items[k] : most;
        assert_int_equal(most, MEASURE_ITEMS_MAX - 1);
        assert_int_equal(count, 3 * MEASURE_ITEMS_MAX + 1); /* and the one conduit */
        measures_choose(&arena, items, items_count, list, count, 0.8, &plan);
        assert_true((double)plan.removed >= 0.8 * (double)plan.risk);
        assert_true(clock_steady_ms() - begin_ms < 10000);
        arena_release(&arena);
    }
}

static void so_many_cuts_are_tried(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct arena arena = {0};
        size_t count, cuts = 0, zone_count = MEASURE_SEGMENTS_MAX + over;
        const struct measure_item *items = make_items(&arena, zone_count);
        const struct measure *list = measure_candidates(
            &arena, items, zone_count, make_plant(&arena, zone_count), LANGUAGE_ENGLISH, &count);
        for (size_t i = 0; i < count; i++) {
            cuts += list[i].kind == MEASURE_SEGMENT;
            /* The lightest zone's is the one that is not. */
            assert_false(list[i].kind == MEASURE_SEGMENT &&
                         list[i].items[0] >= MEASURE_SEGMENTS_MAX);
        }
        assert_int_equal(cuts, MEASURE_SEGMENTS_MAX);
        arena_release(&arena);
    }
}

/* Candidates of which nobody knows quickly which are the fewest: the best so far is good. */
static void so_many_sets_are_looked_at(void **state)
{
    (void)state;
    enum { EACH = 12 };
    struct arena arena = {0};
    struct measure_plan plan;
    uint64_t seed = 7;
    struct measure_item *items = make_items(&arena, MEASURE_ITEMS_MAX);
    struct measure *candidates = ARENA_ARRAY(&arena, struct measure, MEASURE_EXACT_MAX);
    for (size_t i = 0; i < MEASURE_EXACT_MAX; i++) {
        size_t *numbers = ARENA_ARRAY(&arena, size_t, EACH);
        struct measure *one = &candidates[i];
        *one = (struct measure){.kind = MEASURE_PATCH, .items = numbers, .item_count = EACH};
        one->effort = (int)(i % MEASURE_EFFORT_MAX) + 1;
        for (size_t k = 0; k < EACH; k++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            /* Each of its own tenth, so that none is there twice. */
            numbers[k] = k * 20 + (size_t)(seed >> 33) % 20;
            one->removes += items[numbers[k]].risk;
        }
    }
    int64_t begin_ms = clock_steady_ms();
    measures_choose(&arena, items, 20 * EACH, candidates, MEASURE_EXACT_MAX, 0.8, &plan);
    assert_true(clock_steady_ms() - begin_ms < 5000);
    assert_false(plan.is_smallest);
    assert_true((double)plan.removed >= 0.8 * (double)plan.risk);
    arena_release(&arena);
}

int measures_limits_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_items_are_looked_at),
        cmocka_unit_test(so_many_cuts_are_tried),
        cmocka_unit_test(so_many_sets_are_looked_at),
    };
    return cmocka_run_group_tests_name("measures_limits", tests, NULL, NULL);
}

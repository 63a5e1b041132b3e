/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_duplicate_test.c - shells that stand for one device. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/inventory/inventory_duplicate.h"

/* Maker, serial number, globalAssetId, order code, inventory number. */
static struct asset_facts facts_of(const char *const *texts)
{
    return (struct asset_facts){.maker = str_from(texts[0]),
                                .serial_number = str_from(texts[1]),
                                .global_asset_id = str_from(texts[2]),
                                .order_code = str_from(texts[3]),
                                .inventory_number = str_from(texts[4])};
}

static void two_are_one_by_any_of_three_keys(void **state)
{
    (void)state;
    static const struct {
        const char *one[5], *other[5];
        bool same;
    } rows[] = {
        {{"Siemens AG", "S C-1", "", "", ""}, {"SIEMENS", "sc1", "", "", ""}, true},
        {{"Siemens AG", "S1", "", "", ""}, {"ABB", "S1", "", "", ""}, false},
        {{"", "S1", "", "", ""}, {"", "S1", "", "", ""}, false},
        {{"ABB", "n/a", "", "", ""}, {"ABB", "n/a", "", "", ""}, false},
        {{"", "", "urn:a", "", ""}, {"", "", "urn:a", "", ""}, true},
        {{"", "", "urn:a", "", ""}, {"", "", "urn:A", "", ""}, false},
        {{"WAGO", "", "", "750-880", "4711"}, {"WAGO GmbH", "", "", "750 880", "4711"}, true},
        {{"WAGO", "", "", "750-880", "4711"}, {"WAGO", "", "", "750-881", "4711"}, false},
        {{"WAGO", "", "", "750-880", ""}, {"WAGO", "", "", "750-880", ""}, false},
        {{"", "", "", "", ""}, {"", "", "", "", ""}, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct asset_facts facts[] = {facts_of(rows[i].one), facts_of(rows[i].other)};
        const size_t *next = inventory_duplicates_find(&arena, facts, COUNT_OF(facts));
        if (next[0] != (rows[i].same ? 1 : 0) || next[1] != (rows[i].same ? 0 : 1))
            fail_msg("%zu: %s %s", i, rows[i].one[0], rows[i].one[1]);
        arena_release(&arena);
    }
}

/* 0 and 2 share an asset, 2 and 3 a serial number, 4 and 0 a part; 1 is alone. */
static void what_is_one_with_one_is_one_with_all(void **state)
{
    (void)state;
    static const char *const texts[][5] = {{"WAGO", "", "urn:a", "750-880", "1"},
                                           {"WAGO", "S9", "urn:b", "750-880", "2"},
                                           {"WAGO", "S1", "urn:a", "", ""},
                                           {"WAGO", "S1", "", "", ""},
                                           {"WAGO", "", "", "750-880", "1"}};
    struct arena arena = {0};
    struct asset_facts facts[COUNT_OF(texts)];
    unsigned met = 0;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        facts[i] = facts_of(texts[i]);
    const size_t *next = inventory_duplicates_find(&arena, facts, COUNT_OF(facts));
    assert_int_equal(next[1], 1);
    size_t at = 0;
    do {
        met |= 1u << at;
        at = next[at];
    } while (at);
    assert_int_equal(met, 1u << 0 | 1u << 2 | 1u << 3 | 1u << 4);
    arena_release(&arena);
}

int inventory_duplicate_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_are_one_by_any_of_three_keys),
        cmocka_unit_test(what_is_one_with_one_is_one_with_all),
    };
    return cmocka_run_group_tests_name("inventory_duplicate", tests, NULL, NULL);
}

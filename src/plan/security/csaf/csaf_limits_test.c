/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_limits_test.c - documents with very long lists, which are checked in the time that reading
 * them takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plan/security/csaf/csaf_check.h"

int csaf_limits_test(void);

#define HEAD                                                                                       \
    "{\"document\":{\"category\":\"csaf_base\",\"csaf_version\":\"2.0\",\"title\":\"T\","          \
    "\"publisher\":{\"category\":\"vendor\",\"name\":\"P\",\"namespace\":\"https://p.example\"},"  \
    "\"tracking\":{\"id\":\"A\",\"status\":\"final\",\"current_release_date\":"                    \
    "\"2026-01-01T00:00:00Z\",\"initial_release_date\":\"2026-01-01T00:00:00Z\","
#define REVISION "{\"date\":\"2026-01-01T00:00:00Z\",\"number\":\"1\",\"summary\":\"S\"}"

enum { ITEMS = 100000, CHECK_MS_MAX = 3000 };

/* Checks `head`, so many of `item` with their number for '#', `tail`. */
static size_t check_many(const char *head, const char *item, const char *tail)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct buf text = {0};
    str one = str_from(item);
    buf_add(&text, str_from(head));
    for (int i = 1; i <= ITEMS; i++) {
        if (i > 1)
            buf_add_char(&text, ',');
        for (size_t k = 0; k < one.n; k++)
            if (one.p[k] == '#' || one.p[k] == '^')
                buf_printf(&text, "%d", one.p[k] == '#' ? i : i - 1);
            else
                buf_add_char(&text, one.p[k]);
    }
    buf_add(&text, str_from(tail));
    int64_t begin_ms = clock_steady_ms();
    csaf_check(buf_str(&text), &findings);
    assert_true(clock_steady_ms() - begin_ms < CHECK_MS_MAX);
    size_t count = findings.error_count;
    buf_release(&text);
    arena_release(&arena);
    return count;
}

static void long_lists_are_checked_at_once(void **state)
{
    (void)state;
    assert_int_equal(check_many(HEAD "\"aliases\":[", "\"a#\"",
                                "],\"version\":\"1\",\"revision_history\":[" REVISION "]}}}"),
                     0);
    /* 2, 3 … follow each other on one day: the order of numbers is that of versions. */
    assert_int_equal(check_many(HEAD "\"version\":\"100000\",\"revision_history\":[",
                                "{\"date\":\"2026-01-01T00:00:00Z\",\"number\":\"#\",\"summary\":"
                                "\"S\"}",
                                "]}}}"),
                     0);
}

static void an_item_that_comes_twice_is_found(void **state)
{
    (void)state;
    assert_int_equal(check_many(HEAD "\"aliases\":[\"a7\",", "\"a#\"",
                                "],\"version\":\"1\",\"revision_history\":[" REVISION "]}}}"),
                     1);
    assert_int_equal(check_many(HEAD "\"version\":\"100000\",\"revision_history\":[" REVISION ",",
                                "{\"date\":\"2026-01-01T00:00:00Z\",\"number\":\"#\",\"summary\":"
                                "\"S\"}",
                                "]}}}"),
                     1);
}

#define TREE                                                                                       \
    HEAD "\"version\":\"1\",\"revision_history\":[" REVISION "]}},\"product_tree\":{"              \
         "\"full_product_names\":[{\"product_id\":\"P\",\"name\":\"p\"}],\"relationships\":["
#define RELATION(id, to)                                                                           \
    "{\"category\":\"installed_on\",\"product_reference\":\"P\","                                  \
    "\"relates_to_product_reference\":\"" to "\",\"full_product_name\":{\"product_id\":\"" id      \
    "\","                                                                                          \
    "\"name\":\"r\"}}"

/* Each relationship stands on the one before it; then the first one on the last, too. */
static void long_ways_over_relationships_are_gone_once(void **state)
{
    (void)state;
    assert_int_equal(check_many(TREE RELATION("R0", "P") ",", RELATION("R#", "R^"), "]}}"), 0);
    assert_int_equal(check_many(TREE RELATION("R0", "R100000") ",", RELATION("R#", "R^"), "]}}"),
                     ITEMS + 1);
}

static void circles_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t circles;
    } rows[] = {
        {TREE RELATION("A", "A") "]}}", 1},
        {TREE RELATION("A", "P") "," RELATION("B", "A") "]}}", 0},
        {TREE RELATION("A", "B") "," RELATION("B", "A") "]}}", 2},
        /* C leads to a circle and is in none. */
        {TREE RELATION("C", "A") "," RELATION("A", "B") "," RELATION("B", "A") "]}}", 2},
        {TREE RELATION("A", "B") "," RELATION("B", "A") "," RELATION("C", "A") "]}}", 2},
        {TREE RELATION("A", "B") "," RELATION("B", "C") "," RELATION("C", "B") "]}}", 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        csaf_check(str_from(rows[i].text), &findings);
        if (findings.error_count != rows[i].circles)
            fail_msg("row %zu: %zu", i, findings.error_count);
        for (size_t k = 0; k < findings.count; k++)
            assert_true(str_equal(findings.items[k].texts->name, STR("6.1.3")));
        arena_release(&arena);
    }
}

static void count_one(void *context, str text, uint32_t token)
{
    (void)text, (void)token;
    ++*(size_t *)context;
}

/* A group of 1,000 products that so many flags name; looking at the one group is a step, too. */
static void groups_name_so_many_products(void **state)
{
    (void)state;
    enum { OF_GROUP = 999, FLAGS = CSAF_GROUP_STEPS_MAX / (OF_GROUP + 1) };
    for (int over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        struct json json;
        struct fail why;
        struct buf text = {0};
        size_t told = 0;
        buf_add(&text, STR(HEAD "\"version\":\"1\",\"revision_history\":[" REVISION
                                "]}},\"product_tree\":{\"product_groups\":[{\"group_id\":\"G\","
                                "\"product_ids\":["));
        for (int i = 0; i < OF_GROUP; i++)
            buf_printf(&text, "%s\"P%d\"", i ? "," : "", i);
        buf_add(&text, STR("]}]},\"vulnerabilities\":[{\"flags\":["));
        for (int i = 0; i < FLAGS + over; i++)
            buf_printf(&text, "%s{\"group_ids\":[\"G\"]}", i ? "," : "");
        buf_add(&text, STR("]}]}"));
        assert_int_equal(json_read(buf_str(&text), &json, &why), ERR_OK);
        struct csaf_check check = {.json = &json, .findings = &findings, .arena = &arena};
        uint32_t flags = 0, end, list = json_items(&json, 0, STR("vulnerabilities"), &end);
        for (flags = json_items(&json, list, STR("flags"), &end); flags < end;
             flags = json_next(&json, flags))
            csaf_each_product(&check, flags, count_one, &told);
        assert_int_equal(told, (size_t)FLAGS * OF_GROUP);
        assert_int_equal(csaf_has_too_many_groups(&check), over);
        json_release(&json);
        buf_release(&text);
        arena_release(&arena);
    }
}

int csaf_limits_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_lists_are_checked_at_once),
        cmocka_unit_test(an_item_that_comes_twice_is_found),
        cmocka_unit_test(long_ways_over_relationships_are_gone_once),
        cmocka_unit_test(circles_are_found),
        cmocka_unit_test(groups_name_so_many_products),
    };
    return cmocka_run_group_tests_name("csaf_limits", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* risk_test.c - the risk over all combinations of facts, and scores at a place, some worked out by
 * hand with FIRST's equations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/todo/risk.h"

int risk_test(void);

static void weights_are_as_written(void **state)
{
    (void)state;
    static const struct {
        struct risk_facts facts;
        int risk;
    } rows[] = {
        {{100, true, VERDICT_AFFECTED, TIER_CERTAIN, REACH_REACHABLE, 4}, 1000},
        {{98, false, VERDICT_AFFECTED, TIER_CERTAIN, REACH_REACHABLE, 4}, 735},
        {{98, false, VERDICT_AFFECTED, TIER_CERTAIN, REACH_NOT_REACHABLE, 4}, 184},
        {{0, true, VERDICT_AFFECTED, TIER_CERTAIN, REACH_REACHABLE, 4}, 700},
        {{100, true, VERDICT_AFFECTED, TIER_CERTAIN, REACH_REACHABLE, 0}, 870},
        {{100, true, VERDICT_FIXED, TIER_CERTAIN, REACH_REACHABLE, 4}, 0},
        {{100, true, VERDICT_NOT_AFFECTED, TIER_CERTAIN, REACH_REACHABLE, 4}, 0},
        {{1, false, VERDICT_UNKNOWN, TIER_POSSIBLE, REACH_NOT_REACHABLE, 1}, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(risk_of(&rows[i].facts), rows[i].risk);
}

/* No fact that gets worse makes the risk smaller, whatever the others are. */
static void risk_is_monotonic_in_each_fact(void **state)
{
    (void)state;
    for (int score = 1; score <= 100; score++)
        for (unsigned at = 0; at < 2u * 5 * 3 * 4 * 4; at++) {
            struct risk_facts facts = {score,
                                       at % 2,
                                       (enum match_verdict)(at / 2 % 5),
                                       (enum match_tier)(at / 10 % 3),
                                       (enum reach_verdict)(at / 30 % 4),
                                       (int)(at / 120) + 1};
            int risk = risk_of(&facts);
            assert_in_range(risk, 0, RISK_MAX);
            struct risk_facts worse[] = {facts, facts, facts, facts, facts, facts};
            worse[0].place_score += score < 100;
            worse[1].exploited = true;
            worse[2].verdict = facts.verdict ? facts.verdict - 1 : facts.verdict;
            worse[3].tier = facts.tier ? facts.tier - 1 : facts.tier;
            worse[4].reach = facts.reach ? facts.reach - 1 : facts.reach;
            worse[5].criticality += facts.criticality < 4;
            for (size_t i = 0; i < COUNT_OF(worse); i++)
                if (risk_of(&worse[i]) < risk)
                    fail_msg("score %d, facts %u, fact %zu", score, at, i);
        }
}

static void places_change_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *vector;
        enum reach_verdict reach;
        int criticality, score;
        const char *at_place;
    } rows[] = {
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", REACH_REACHABLE, 0, 98,
         "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", REACH_UNKNOWN, 0, 98,
         "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
        /* 3.1: 6.42 * 0.914816 + 8.22 * 0.62 * 0.77 * 0.85 * 0.85 = 5.8731 + 2.8353 -> 8.8 */
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", REACH_NOT_REACHABLE, 0, 88,
         "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAV:A"},
        /* Availability high: 6.42 * (0.56 * 1.5) + 8.22 * 0.85 * 0.77 * 0.85 * 0.85
         * = 5.3928 + 3.8870 -> 9.3 */
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", REACH_REACHABLE, 3, 93,
         "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/CR:M/IR:H/AR:H"},
        /* and low: 6.42 * (0.56 * 0.5) + 3.8870 = 1.7976 + 3.8870 -> 5.7 */
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", REACH_REACHABLE, 1, 57,
         "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/CR:L/IR:L/AR:L"},
        {"CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", REACH_LOCAL, 0, 84,
         "CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
        {"CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", REACH_NOT_REACHABLE, 0, 88,
         "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
        /* 2.0, AV:A: impact 10.0008, exploitability 20 * 0.646 * 0.71 * 0.704 = 6.4579;
         * (6.0005 + 2.5832 - 1.5) * 1.176 -> 8.3 */
        {"AV:N/AC:L/Au:N/C:C/I:C/A:C", REACH_NOT_REACHABLE, 0, 83, "AV:A/AC:L/Au:N/C:C/I:C/A:C"},
        /* 4.0, MacroVector 100000 instead of 000000 is not the case without SC: 0 0 0 2 0 0 -> 9.3
         * and 1 0 0 2 0 0 -> 8.7. */
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", REACH_REACHABLE, 0, 93,
         "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L", REACH_NOT_REACHABLE, 0,
         87, "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/MAV:A"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cvss_vector vector;
        struct buf out = {0};
        assert_true(cvss_read(str_from(rows[i].vector), &vector));
        int score = risk_place_score(&vector, rows[i].reach, rows[i].criticality);
        if (score != rows[i].score)
            fail_msg("%s: %d", rows[i].vector, score);
        cvss_write(&vector, &out);
        assert_true(str_equal(buf_str(&out), str_from(rows[i].at_place)));
        buf_release(&out);
    }
}

static void attack_vectors_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *vector;
        enum attack_vector attack;
    } rows[] = {
        {"AV:A/AC:L/Au:N/C:C/I:C/A:C", ATTACK_ADJACENT},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", ATTACK_NETWORK},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/MAV:L", ATTACK_LOCAL},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/MAV:X", ATTACK_NETWORK},
        {"CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", ATTACK_PHYSICAL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cvss_vector vector;
        assert_true(cvss_read(str_from(rows[i].vector), &vector));
        assert_int_equal(risk_attack_vector(&vector), rows[i].attack);
    }
}

/* Over all base vectors: what is not reachable scores no higher, and neither does what is less
 * critical. */
static void places_are_monotonic(void **state)
{
    (void)state;
    for (unsigned version = CVSS_2_0; version <= CVSS_4_0; version++) {
        const struct cvss_metric *metrics = cvss_metrics((enum cvss_version)version);
        struct cvss_vector vector = {.version = (enum cvss_version)version};
        size_t metric;
        do {
            int before = 0;
            for (int criticality = 1; criticality <= 4; criticality++) {
                struct cvss_vector near = vector, far = vector;
                int reachable = risk_place_score(&far, REACH_REACHABLE, criticality);
                int stopped = risk_place_score(&near, REACH_NOT_REACHABLE, criticality);
                assert_true(stopped <= reachable && reachable >= before);
                before = reachable;
            }
            /* The next base vector. */
            for (metric = 0; metrics[metric].code && metrics[metric].group == CVSS_BASE; metric++) {
                if (++vector.values[metric] < CVSS_VALUES_MAX &&
                    metrics[metric].values[vector.values[metric]].code)
                    break;
                vector.values[metric] = 0;
            }
        } while (metrics[metric].code && metrics[metric].group == CVSS_BASE);
    }
}

int risk_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_are_as_written), cmocka_unit_test(risk_is_monotonic_in_each_fact),
        cmocka_unit_test(places_change_vectors),  cmocka_unit_test(attack_vectors_are_told),
        cmocka_unit_test(places_are_monotonic),
    };
    return cmocka_run_group_tests_name("risk", tests, NULL, NULL);
}

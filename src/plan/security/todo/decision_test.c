/* SPDX-License-Identifier: Apache-2.0 */
/* decision_test.c - decisions written and read back; what a decision needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/record.h"
#include "plan/security/todo/decision.h"

static void what_is_decided_is_read_back(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct store_change change;
    struct decision read;
    struct fail why;
    const str cves[] = {STR("CVE-2026-0001"), STR("CVE-2026-0002")};
    struct decision decision = {.id = decision_id(&arena, STR("urn:shell"), STR("urn:advisory")),
                                .asset = STR("urn:shell"),
                                .advisory = STR("urn:advisory"),
                                .tracking_id = STR("EX-1"),
                                .digest = STR("ab"),
                                .cves = cves,
                                .cve_count = 2,
                                .state = DECIDED_IN_PROGRESS,
                                .measure = MEASURE_SEGMENT,
                                .owner = STR("Wartung"),
                                .due = STR("2026-12-31"),
                                .reason = STR("until the update"),
                                .decided_at = STR("2026-11-26T10:00:00Z")};
    decision_write(&decision, &text);
    assert_int_equal(record_change(&arena, buf_str(&text), &change, &why), ERR_OK);
    assert_true(decision_read(&arena, change.body, &read));
    assert_true(str_equal(read.id, decision.id) && str_equal(read.asset, decision.asset));
    assert_true(str_equal(read.advisory, decision.advisory));
    assert_int_equal(read.state, DECIDED_IN_PROGRESS);
    assert_int_equal(read.measure, MEASURE_SEGMENT);
    assert_int_equal(read.cve_count, 2);
    assert_true(str_equal(read.due, decision.due) && str_equal(read.owner, decision.owner));
    assert_true(str_equal(read.reason, decision.reason) && str_equal(read.digest, decision.digest));
    assert_int_equal(read.version.n, 0);
    buf_release(&text);
    assert_false(decision_read(&arena, STR("{\"id\":\"x\"}"), &read));
    assert_false(decision_read(&arena, STR("{"), &read));
    arena_release(&arena);
}

static void each_pair_has_an_id(void **state)
{
    (void)state;
    struct arena arena = {0};
    str one = decision_id(&arena, STR("ab"), STR("c")),
        other = decision_id(&arena, STR("a"), STR("bc"));
    assert_false(str_equal(one, other));
    assert_true(str_equal(one, decision_id(&arena, STR("ab"), STR("c"))));
    assert_true(str_starts_with(one, STR(DECISION_ID_HEAD)));
    arena_release(&arena);
}

static void a_decision_needs_what_it_rests_on(void **state)
{
    (void)state;
    static char long_text[DECISION_REASON_BYTES_MAX + 1];
    memset(long_text, 'a', sizeof long_text);
    const struct {
        struct decision decision;
        enum decision_fault fault;
    } cases[] = {
        {{.state = DECIDED_OPEN}, DECISION_FINE},
        {{.state = DECIDED_DONE, .due = STR("2026-02-29")}, DECISION_BAD_DUE},
        {{.state = DECIDED_DONE, .due = STR("2028-02-29")}, DECISION_FINE},
        {{.state = DECIDED_DONE, .due = STR("29.2.2028")}, DECISION_BAD_DUE},
        {{.state = DECIDED_ACCEPTED, .due = STR("2027-01-01")}, DECISION_NO_REASON},
        {{.state = DECIDED_ACCEPTED, .reason = STR("r")}, DECISION_NO_DUE},
        {{.state = DECIDED_ACCEPTED, .reason = STR("r"), .due = STR("2027-01-01")}, DECISION_FINE},
        {{.owner = str_of(long_text, DECISION_OWNER_BYTES_MAX)}, DECISION_FINE},
        {{.owner = str_of(long_text, DECISION_OWNER_BYTES_MAX + 1)}, DECISION_LONG_OWNER},
        {{.reason = str_of(long_text, DECISION_REASON_BYTES_MAX)}, DECISION_FINE},
        {{.reason = str_of(long_text, DECISION_REASON_BYTES_MAX + 1)}, DECISION_LONG_REASON},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(decision_fault_of(&cases[i].decision), cases[i].fault);
}

int decision_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_decided_is_read_back),
        cmocka_unit_test(each_pair_has_an_id),
        cmocka_unit_test(a_decision_needs_what_it_rests_on),
    };
    return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}

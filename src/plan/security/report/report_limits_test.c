/* SPDX-License-Identifier: Apache-2.0 */
/* report_limits_test.c - reports of stores that have as much as is told, and one more. Items:
 * tests/security_report_test.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "plan/security/advisory/advisory_record.h"
#include "plan/security/record.h"
#include "plan/security/report/report.h"
#include "store/scratch_store_test.h"

int report_limits_test(void);

static void commit(struct scratch_store *fixture, struct store_change *changes, size_t count)
{
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR("test")};
    assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), ERR_OK);
}

/* The same change so many times. */
static void repeat(struct scratch_store *fixture, const struct store_change *change, size_t count)
{
    struct arena arena = {0};
    struct store_change *changes = ARENA_ARRAY(&arena, struct store_change, count);
    for (size_t i = 0; i < count; i++)
        changes[i] = *change;
    commit(fixture, changes, count);
    arena_release(&arena);
}

static void open_now(struct scratch_store *fixture, struct report *report)
{
    assert_int_equal(report_open(fixture->store, store_revision(fixture->store), STR(""),
                                 LANGUAGE_ENGLISH, report, &fixture->why),
                     ERR_OK);
}

/* --- decisions ---------------------------------------------------------------------------------
 */

static void check_decisions(struct scratch_store *fixture, size_t left, uint64_t first)
{
    struct report report;
    open_now(fixture, &report);
    assert_int_equal(report.decision_count, REPORT_DECISIONS_MAX);
    assert_int_equal(report.decisions_left, left);
    assert_int_equal(report.decisions[0].seq, first);
    assert_int_equal(report.decisions[REPORT_DECISIONS_MAX - 1].seq,
                     store_revision(fixture->store));
    report_close(&report);
}

static void the_latest_decisions_are_told(void **state)
{
    struct scratch_store *fixture = *state;
    struct store_change change;
    struct buf text = {0};
    struct decision decision = {
        .asset = STR("urn:a"), .advisory = STR("urn:schale:advisory:1"), .state = DECIDED_DONE};
    decision.id = decision_id(&fixture->arena, decision.asset, decision.advisory);
    decision_write(&decision, &text);
    assert_int_equal(record_change(&fixture->arena, buf_str(&text), &change, &fixture->why),
                     ERR_OK);
    buf_release(&text);
    repeat(fixture, &change, REPORT_DECISIONS_MAX);
    check_decisions(fixture, 0, 1);
    repeat(fixture, &change, 1);
    check_decisions(fixture, 1, 2);
    repeat(fixture, &change, PAST_STEPS_MAX - REPORT_DECISIONS_MAX - 1);
    check_decisions(fixture, PAST_STEPS_MAX - REPORT_DECISIONS_MAX,
                    PAST_STEPS_MAX - REPORT_DECISIONS_MAX + 1);
    /* Of one decision no more are followed back, nor counted. */
    repeat(fixture, &change, 1);
    check_decisions(fixture, PAST_STEPS_MAX - REPORT_DECISIONS_MAX,
                    PAST_STEPS_MAX - REPORT_DECISIONS_MAX + 2);
}

/* --- assets ------------------------------------------------------------------------------------
 */

static void put_shells(struct scratch_store *fixture, size_t from, size_t count)
{
    struct arena arena = {0};
    struct store_change *changes = ARENA_ARRAY(&arena, struct store_change, count);
    for (size_t i = 0; i < count; i++) {
        str id = arena_printf(&arena, "urn:%06zu", from + i);
        str body = arena_printf(&arena,
                                "{\"modelType\":\"AssetAdministrationShell\",\"id\":\"%s\","
                                "\"assetInformation\":{\"assetKind\":\"Instance\"}}",
                                id.p);
        changes[i] = (struct store_change){
            .operation = STORE_PUT, .kind = DOCUMENT_SHELL, .id = id, .body = body};
    }
    commit(fixture, changes, count);
    arena_release(&arena);
}

static void so_many_assets_with_something_missing_are_told(void **state)
{
    struct scratch_store *fixture = *state;
    for (size_t past = 0; past < 2; past++) {
        struct report report;
        put_shells(fixture, store_revision(fixture->store), past ? 1 : REPORT_ASSETS_MAX);
        open_now(fixture, &report);
        assert_int_equal(report.counts.lacking, REPORT_ASSETS_MAX + past);
        assert_int_equal(report.lacking_count, REPORT_ASSETS_MAX);
        assert_int_equal(report.lacking_left, past);
        report_close(&report);
    }
}

/* --- the past ----------------------------------------------------------------------------------
 */

static const char document[] =
    "{\"document\":{\"title\":\"T\",\"publisher\":{\"name\":\"P\",\"namespace\":"
    "\"https://p.example\"},\"tracking\":{\"id\":\"EX-1\",\"version\":\"1\","
    "\"current_release_date\":\"2026-01-01T00:00:00Z\"}}}";

/* The changes that store the advisory and its document. */
static void make_advisory(struct scratch_store *fixture, struct store_change changes[static 2])
{
    struct advisory advisory;
    struct buf text = {0};
    struct arena *arena = &fixture->arena;
    assert_int_equal(advisory_read(arena, STR(document), &advisory, &fixture->why), ERR_OK);
    advisory_record_write(&advisory, arena, &text);
    assert_int_equal(record_change(arena, buf_str(&text), &changes[0], &fixture->why), ERR_OK);
    buf_release(&text);
    str path = advisory_record_path(arena, &advisory);
    changes[1] = (struct store_change){.operation = STORE_FILE_PUT,
                                       .kind = DOCUMENT_SUBMODEL,
                                       .id = changes[0].id,
                                       .path = path,
                                       .file = {path, STR("application/json"), STR(document)}};
}

static int64_t version_time(struct scratch_store *fixture)
{
    int64_t time_ms = 0;
    assert_int_equal(past_version_time(fixture->store, store_revision(fixture->store), STR("1"),
                                       &time_ms, &fixture->why),
                     ERR_OK);
    return time_ms;
}

static void the_time_of_a_version_is_looked_for_so_far_back(void **state)
{
    struct scratch_store *fixture = *state;
    struct store_change changes[2];
    make_advisory(fixture, changes);
    repeat(fixture, &changes[0], 1);
    int64_t first_ms = version_time(fixture);
    usleep(3000);
    repeat(fixture, &changes[0], PAST_STEPS_MAX - 1);
    assert_int_equal(version_time(fixture), first_ms);
    repeat(fixture, &changes[0], 1);
    assert_true(version_time(fixture) > first_ms);
}

/* What the file was is told by the record that stored it: it stands behind so many others. */
static void a_file_is_looked_for_so_far_back(void **state)
{
    struct scratch_store *fixture = *state;
    struct store_change changes[2];
    make_advisory(fixture, changes);
    commit(fixture, changes, 2);
    repeat(fixture, &changes[0], PAST_STEPS_MAX - 1);
    for (size_t over = 0; over < 2; over++) {
        struct past past;
        uint64_t seq = store_revision(fixture->store);
        repeat(fixture, &changes[0], 1); /* it was touched since */
        assert_int_equal(past_open(fixture->store, seq, &past, &fixture->why), ERR_OK);
        assert_int_equal(past.gap_count, over);
        past_close(&past);
    }
}

int report_limits_test(void)
{
#define REPORT_TEST(function)                                                                      \
    cmocka_unit_test_setup_teardown(function, scratch_store_set_up, scratch_store_tear_down)
    const struct CMUnitTest tests[] = {
        REPORT_TEST(the_latest_decisions_are_told),
        REPORT_TEST(so_many_assets_with_something_missing_are_told),
        REPORT_TEST(the_time_of_a_version_is_looked_for_so_far_back),
        REPORT_TEST(a_file_is_looked_for_so_far_back),
    };
    return cmocka_run_group_tests_name("report_limits", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_test.c - heads: what was changed last counts, before and after it is merged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/driver_sqlite.h"

enum { HEADS = 3, ROUNDS = SQLITE_RECENT_HEADS_MAX + 2 };

static const str ids[HEADS + 1] = {[1] = {"urn:1", 5}, [2] = {"urn:2", 5}, [3] = {"urn:3", 5}};

static void expect_head(const struct head *head, const struct head *expected)
{
    assert_int_equal(head->kind, expected->kind);
    assert_int_equal(head->number, expected->number);
    assert_int_equal(head->body_seq, expected->body_seq);
    assert_int_equal(head->last_seq, expected->last_seq);
}

static void expect_heads(struct session *session, const struct head *heads)
{
    struct fail why;
    struct head head, next = {0};
    str id;
    for (uint64_t number = 1; number <= HEADS; number++) {
        const struct head *expected = &heads[number];
        assert_int_equal(
            driver_sqlite.head_find(session, DOCUMENT_SUBMODEL, ids[number], &head, &why), ERR_OK);
        expect_head(&head, expected);
        assert_int_equal(
            driver_sqlite.head_at(session, DOCUMENT_SUBMODEL, number, &head, &id, &why), ERR_OK);
        expect_head(&head, expected);
        assert_int_equal(driver_sqlite.head_next(session, next.kind, next.number, &next, &why),
                         ERR_OK);
        expect_head(&next, expected);
    }
    assert_int_equal(driver_sqlite.head_next(session, next.kind, next.number, &next, &why),
                     ERR_NOT_FOUND);
}

static uint64_t rows_of(struct session *session, const char *sql)
{
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_prepare_v2(session->db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    uint64_t count = (uint64_t)sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return count;
}

static void add_heads(struct session *session, struct head *heads)
{
    struct fail why;
    assert_int_equal(driver_sqlite.begin(session, &why), ERR_OK);
    for (uint64_t number = 1; number <= HEADS; number++) {
        struct record record = {.seq = number,
                                .operation = STORE_PUT,
                                .kind = DOCUMENT_SUBMODEL,
                                .number = number,
                                .actor = STR(""),
                                .id = ids[number],
                                .body = STR("{}")};
        memset(&heads[number], 0, sizeof heads[number]);
        heads[number].kind = DOCUMENT_SUBMODEL;
        heads[number].number = heads[number].body_seq = heads[number].last_seq = number;
        assert_int_equal(driver_sqlite.record_append(session, &record, &why), ERR_OK);
        assert_int_equal(driver_sqlite.head_add(session, &heads[number], ids[number], &why),
                         ERR_OK);
    }
    assert_int_equal(driver_sqlite.commit(session, &why), ERR_OK);
}

static void test_recent_heads(void **state)
{
    (void)state;
    char dir[] = "/tmp/schale-driver-XXXXXX", command[64];
    struct session *session;
    struct fail why;
    struct head heads[HEADS + 1], gone;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(driver_sqlite.open(dir, SESSION_WRITE, &session, &why), ERR_OK);
    add_heads(session, heads);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct head *head = &heads[1 + round % 2], undone;
        head->last_seq = head->body_seq = 100 + round;
        assert_int_equal(driver_sqlite.begin(session, &why), ERR_OK);
        assert_int_equal(driver_sqlite.head_change(session, head, &why), ERR_OK);
        assert_int_equal(driver_sqlite.mark(session, &why), ERR_OK);
        undone = heads[3];
        undone.last_seq = 7;
        if (round % 500 == 0)
            assert_int_equal(driver_sqlite.head_change(session, &undone, &why), ERR_OK);
        assert_int_equal(driver_sqlite.undo(session, &why), ERR_OK);
        assert_int_equal(driver_sqlite.commit(session, &why), ERR_OK);
        uint64_t recent = rows_of(session, "SELECT count(*) FROM recent_head");
        assert_true(recent <= 2);
        if (round < 3 || round % 500 == 0 || recent == 0)
            expect_heads(session, heads);
    }
    /* It was merged on the way, and began again. */
    assert_true(rows_of(session, "SELECT max(last_seq) FROM document") > 100);
    assert_true(rows_of(session, "SELECT count(*) FROM recent_head") > 0);
    driver_sqlite.close(session);
    assert_int_equal(driver_sqlite.open(dir, SESSION_WRITE, &session, &why), ERR_OK);
    expect_heads(session, heads);
    assert_int_equal(driver_sqlite.head_remove(session, &heads[2], ids[2], &why), ERR_OK);
    assert_int_equal(driver_sqlite.head_find(session, DOCUMENT_SUBMODEL, ids[2], &gone, &why),
                     ERR_NOT_FOUND);
    assert_int_equal(rows_of(session, "SELECT count(*) FROM recent_head WHERE number=2"), 0);
    assert_int_equal(driver_sqlite.head_change(session, &heads[2], &why), ERR_CORRUPT);
    driver_sqlite.close(session);
    snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

int driver_sqlite_test(void);

int driver_sqlite_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_recent_heads)};
    return cmocka_run_group_tests_name("driver_sqlite", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_test.c - log and index: what is committed is seen at once, whether the index has it
 * or not; what is taken back is gone from both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/scratch_test.h"
#include "store/driver_sqlite.h"

enum { HEADS = 3 };

static const str ids[HEADS + 1] = {[1] = {"urn:1", 5}, [2] = {"urn:2", 5}, [3] = {"urn:3", 5}};

struct fixture {
    char dir[SCRATCH_DIR_BYTES];
    struct session *writer, *reader;
    struct log_end tail;
    int64_t time_ms; /* of the next record */
    struct fail why;
};

/* Appends the next record: a new body of document `number`. */
static void append(struct fixture *fixture, uint64_t number)
{
    struct buf line = {0};
    char body[40];
    uint64_t seq = ++fixture->tail.seq;
    snprintf(body, sizeof body, "{\"seq\":%llu}", (unsigned long long)seq);
    struct record record = {.before = fixture->tail.hash,
                            .seq = seq,
                            .time_ms = fixture->time_ms,
                            .operation = STORE_PUT,
                            .kind = DOCUMENT_SUBMODEL,
                            .number = number,
                            .actor = STR(""),
                            .id = ids[number],
                            .body = str_from(body)};
    log_record_write(&record, &line);
    struct log_line text = {.seq = seq,
                            .time_ms = record.time_ms,
                            .number = number,
                            .text = buf_str(&line),
                            .body_bytes = record.body.n};
    fixture->tail.hash = text.hash = sha256_of(&text.text, 1);
    assert_int_equal(driver_sqlite.line_append(fixture->writer, &text, false, &fixture->why),
                     ERR_OK);
    buf_release(&line);
}

static void change(struct fixture *fixture, uint64_t number)
{
    append(fixture, number);
    struct head head = {.kind = DOCUMENT_SUBMODEL,
                        .number = number,
                        .body_seq = fixture->tail.seq,
                        .last_seq = fixture->tail.seq};
    assert_int_equal(driver_sqlite.head_change(fixture->writer, &head, &fixture->why), ERR_OK);
}

static void begin(struct fixture *fixture)
{
    assert_int_equal(driver_sqlite.begin(fixture->writer, &fixture->why), ERR_OK);
}

static void commit(struct fixture *fixture)
{
    assert_int_equal(driver_sqlite.commit(fixture->writer, &fixture->why), ERR_OK);
}

static void create(struct fixture *fixture, uint64_t number)
{
    append(fixture, number);
    struct head head = {.kind = DOCUMENT_SUBMODEL,
                        .number = number,
                        .body_seq = fixture->tail.seq,
                        .last_seq = fixture->tail.seq};
    assert_int_equal(driver_sqlite.head_add(fixture->writer, &head, ids[number], &fixture->why),
                     ERR_OK);
}

static void open_sessions(struct fixture *fixture)
{
    assert_int_equal(
        driver_sqlite.open(fixture->dir, SESSION_WRITE, NULL, &fixture->writer, &fixture->why),
        ERR_OK);
    assert_int_equal(driver_sqlite.open(fixture->dir, SESSION_READ, fixture->writer,
                                        &fixture->reader, &fixture->why),
                     ERR_OK);
}

static void close_sessions(struct fixture *fixture)
{
    driver_sqlite.close(fixture->reader);
    driver_sqlite.close(fixture->writer);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    scratch_make(fixture->dir);
    open_sessions(fixture);
    begin(fixture);
    for (uint64_t number = 1; number <= HEADS; number++)
        create(fixture, number);
    commit(fixture);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    close_sessions(fixture);
    scratch_remove(fixture->dir);
    free(fixture);
    return 0;
}

/* Document `number` stands at record `seq`, by every way there is to it. */
static void expect_at(struct fixture *fixture, struct session *session, uint64_t number,
                      uint64_t seq)
{
    struct fail *why = &fixture->why;
    struct head head = {0};
    struct body body;
    str id;
    char expected[40];
    snprintf(expected, sizeof expected, "{\"seq\":%llu}", (unsigned long long)seq);
    assert_int_equal(driver_sqlite.head_find(session, DOCUMENT_SUBMODEL, ids[number], &head, why),
                     ERR_OK);
    assert_int_equal(head.number, number);
    assert_int_equal(head.last_seq, seq);
    assert_int_equal(driver_sqlite.head_at(session, DOCUMENT_SUBMODEL, number, &head, &id, why),
                     ERR_OK);
    assert_int_equal(head.last_seq, seq);
    assert_true(str_equal(id, ids[number]));
    assert_int_equal(driver_sqlite.head_next(session, DOCUMENT_SUBMODEL, number - 1, &head, why),
                     ERR_OK);
    assert_int_equal(head.number, number);
    assert_int_equal(head.last_seq, seq);
    assert_int_equal(driver_sqlite.load(session, DOCUMENT_SUBMODEL, ids[number], &head, &body, why),
                     ERR_OK);
    assert_int_equal(head.body_seq, seq);
    assert_true(str_equal(body.text, str_from(expected)));
    assert_int_equal(driver_sqlite.body_at(session, seq, &body, why), ERR_OK);
    assert_true(str_equal(body.text, str_from(expected)));
}

static uint64_t applied(struct fixture *fixture, struct session *session)
{
    uint64_t seq;
    assert_int_equal(driver_sqlite.applied(session, &seq, &fixture->why), ERR_OK);
    return seq;
}

static void test_changes_in_memory(void **state)
{
    struct fixture *fixture = *state;
    struct session *reader = fixture->reader;
    assert_int_equal(applied(fixture, fixture->writer), HEADS);
    begin(fixture);
    change(fixture, 2);
    expect_at(fixture, fixture->writer, 2, 4);
    assert_int_equal(driver_sqlite.read_begin(reader, &fixture->why), ERR_OK);
    expect_at(fixture, reader, 2, 2);
    driver_sqlite.read_end(reader);
    commit(fixture);
    assert_int_equal(driver_sqlite.unsettled(fixture->writer), 1);
    assert_int_equal(applied(fixture, fixture->writer), HEADS);
    assert_int_equal(driver_sqlite.read_begin(reader, &fixture->why), ERR_OK);
    expect_at(fixture, reader, 2, 4);
    /* This reader's view of the index is older than what follows. */
    assert_int_equal(driver_sqlite.settle(fixture->writer, &fixture->why), ERR_OK);
    assert_int_equal(driver_sqlite.unsettled(fixture->writer), 0);
    assert_int_equal(applied(fixture, fixture->writer), 4);
    assert_int_equal(applied(fixture, reader), HEADS);
    expect_at(fixture, reader, 2, 4);
    expect_at(fixture, fixture->writer, 2, 4);
    /* And older than a second time. */
    begin(fixture);
    change(fixture, 3);
    commit(fixture);
    assert_int_equal(driver_sqlite.settle(fixture->writer, &fixture->why), ERR_OK);
    expect_at(fixture, reader, 2, 4);
    expect_at(fixture, reader, 3, 5);
    driver_sqlite.read_end(reader);
    expect_at(fixture, fixture->writer, 2, 4);
    expect_at(fixture, fixture->writer, 1, 1);
}

/* A change of the index takes along what waited for it. */
static void test_index_with_commit(void **state)
{
    struct fixture *fixture = *state;
    struct projection_row row = {PROJECTION_ID_SHORT, STR("x")};
    begin(fixture);
    change(fixture, 1);
    change(fixture, 1);
    commit(fixture);
    begin(fixture);
    change(fixture, 3);
    assert_int_equal(
        driver_sqlite.row_add(fixture->writer, DOCUMENT_SUBMODEL, 3, &row, &fixture->why), ERR_OK);
    commit(fixture);
    assert_int_equal(driver_sqlite.unsettled(fixture->writer), 0);
    assert_int_equal(applied(fixture, fixture->reader), 6);
    expect_at(fixture, fixture->reader, 1, 5);
    expect_at(fixture, fixture->reader, 3, 6);
    assert_true(driver_sqlite.row_exists(fixture->reader, DOCUMENT_SUBMODEL, 3, &row));
}

static void settle_ahead(struct fixture *fixture)
{
    assert_int_equal(driver_sqlite.settle_ahead(fixture->writer, &fixture->why), ERR_OK);
}

/* Work that is done ahead is not seen, goes with what is taken back, and is part of the next commit
 * of the index. */
static void test_settle_ahead(void **state)
{
    enum { CHANGES = 9000 }; /* sorted more than once */
    struct fixture *fixture = *state;
    struct projection_row row = {PROJECTION_ID_SHORT, STR("x")},
                          other = {PROJECTION_ID_SHORT, STR("y")};
    settle_ahead(fixture);
    begin(fixture); /* with nothing to do, nothing is begun */
    commit(fixture);
    for (int round = 0; round < 4; round++) {
        uint64_t settled = applied(fixture, fixture->reader);
        for (int i = 0; i < CHANGES; i++) {
            begin(fixture);
            fixture->time_ms += i % 5 == 0 ? -1 : 1;
            change(fixture, (uint64_t)i % HEADS + 1);
            commit(fixture);
            if (i % 7 == 0)
                settle_ahead(fixture);
        }
        struct log_end before = fixture->tail;
        uint64_t last = before.seq;
        assert_int_equal(applied(fixture, fixture->reader), settled);
        expect_at(fixture, fixture->writer, 3, last);
        expect_at(fixture, fixture->reader, 2, last - 1);
        begin(fixture);
        change(fixture, 1);
        if (round % 2 == 0) {
            assert_int_equal(
                driver_sqlite.row_add(fixture->writer, DOCUMENT_SUBMODEL, 1, &other, &fixture->why),
                ERR_OK);
            driver_sqlite.rollback(fixture->writer);
            fixture->tail = before;
            assert_false(driver_sqlite.row_exists(fixture->writer, DOCUMENT_SUBMODEL, 1, &other));
            assert_int_equal(driver_sqlite.settle(fixture->writer, &fixture->why), ERR_OK);
        } else {
            assert_int_equal((round == 1 ? driver_sqlite.row_add : driver_sqlite.row_remove)(
                                 fixture->writer, DOCUMENT_SUBMODEL, 1, &row, &fixture->why),
                             ERR_OK);
            commit(fixture);
            last++;
            assert_int_equal(round == 1,
                             driver_sqlite.row_exists(fixture->reader, DOCUMENT_SUBMODEL, 1, &row));
        }
        assert_int_equal(driver_sqlite.unsettled(fixture->writer), 0);
        assert_int_equal(applied(fixture, fixture->reader), last);
        expect_at(fixture, fixture->reader, 1, round % 2 == 0 ? last - 2 : last);
        expect_at(fixture, fixture->reader, 3, before.seq);
    }
}

static void test_undo(void **state)
{
    struct fixture *fixture = *state;
    struct projection_row row = {PROJECTION_ID_SHORT, STR("x")};
    begin(fixture);
    change(fixture, 1);
    for (int with_index = 0; with_index < 2; with_index++) {
        struct log_end before = fixture->tail;
        uint64_t bytes = log_file_end(&fixture->writer->log);
        /* The second time SQLite's transaction is open already. */
        if (with_index)
            assert_int_equal(
                driver_sqlite.row_add(fixture->writer, DOCUMENT_SUBMODEL, 1,
                                      &(struct projection_row){PROJECTION_ID_SHORT, STR("kept")},
                                      &fixture->why),
                ERR_OK);
        assert_int_equal(driver_sqlite.mark(fixture->writer, &fixture->why), ERR_OK);
        change(fixture, 1);
        assert_int_equal(
            driver_sqlite.row_add(fixture->writer, DOCUMENT_SUBMODEL, 1, &row, &fixture->why),
            ERR_OK);
        expect_at(fixture, fixture->writer, 1, 5);
        assert_int_equal(driver_sqlite.undo(fixture->writer, &fixture->why), ERR_OK);
        fixture->tail = before;
        assert_int_equal(log_file_end(&fixture->writer->log), bytes);
        expect_at(fixture, fixture->writer, 1, 4);
        assert_false(driver_sqlite.row_exists(fixture->writer, DOCUMENT_SUBMODEL, 1, &row));
    }
    assert_int_equal(driver_sqlite.mark(fixture->writer, &fixture->why), ERR_OK);
    change(fixture, 2);
    assert_int_equal(driver_sqlite.keep(fixture->writer, &fixture->why), ERR_OK);
    commit(fixture);
    expect_at(fixture, fixture->reader, 1, 4);
    expect_at(fixture, fixture->reader, 2, 5);
    row.value = STR("kept");
    assert_true(driver_sqlite.row_exists(fixture->reader, DOCUMENT_SUBMODEL, 1, &row));
}

static void test_rollback(void **state)
{
    struct fixture *fixture = *state;
    struct log_end before = fixture->tail;
    uint64_t bytes = log_file_end(&fixture->writer->log);
    begin(fixture);
    change(fixture, 1);
    struct head gone = {.kind = DOCUMENT_SUBMODEL, .number = 2};
    assert_int_equal(driver_sqlite.head_remove(fixture->writer, &gone, &fixture->why), ERR_OK);
    assert_int_equal(driver_sqlite.head_remove(fixture->writer, &gone, &fixture->why), ERR_CORRUPT);
    driver_sqlite.rollback(fixture->writer);
    fixture->tail = before;
    assert_int_equal(log_file_end(&fixture->writer->log), bytes);
    expect_at(fixture, fixture->writer, 1, 1);
    expect_at(fixture, fixture->writer, 2, 2);
    begin(fixture);
    change(fixture, 2);
    commit(fixture);
    expect_at(fixture, fixture->writer, 2, 4);
}

/* A start finds what the log has and the index has not. */
static void test_opened_behind(void **state)
{
    struct fixture *fixture = *state;
    uint64_t last;
    struct sha256 hash;
    str line;
    begin(fixture);
    change(fixture, 2);
    commit(fixture);
    close_sessions(fixture);
    open_sessions(fixture);
    assert_int_equal(applied(fixture, fixture->writer), HEADS);
    assert_int_equal(driver_sqlite.line_last(fixture->writer, &last, &hash, &fixture->why), ERR_OK);
    assert_int_equal(last, HEADS + 1);
    assert_memory_equal(&hash, &fixture->tail.hash, sizeof hash);
    assert_int_equal(driver_sqlite.line_at(fixture->writer, last, &line, &fixture->why), ERR_OK);
    assert_int_equal(driver_sqlite.line_at(fixture->writer, last + 1, &line, &fixture->why),
                     ERR_NOT_FOUND);
}

/* For every time: the last of the first `last` records that is no later. */
static void expect_times(struct fixture *fixture, const int64_t *times, size_t count)
{
    for (size_t last = HEADS; last <= count; last++) {
        for (int64_t time_ms = -1; time_ms < 60; time_ms++) {
            uint64_t found, expected = 0;
            for (size_t i = 0; i < last; i++)
                if (times[i] <= time_ms)
                    expected = i + 1;
            assert_int_equal(
                driver_sqlite.seq_then(fixture->reader, time_ms, last, &found, &fixture->why),
                ERR_OK);
            assert_int_equal(found, expected);
        }
    }
}

/* The clock was set back four times, once by the same commit that brings the index up to date. */
static void test_times(void **state)
{
    static const int64_t times[] = {0,  0,  0,  10, 20, 20, 30, 15, 25, 45, 44, 43, 50,
                                    50, 50, 50, 3,  4,  30, 40, 41, 50, 50, 51, 55, 56};
    struct fixture *fixture = *state;
    size_t count = HEADS;
    while (count < COUNT_OF(times)) {
        begin(fixture);
        for (size_t i = 0; i < 3 && count < COUNT_OF(times); i++) {
            fixture->time_ms = times[count++];
            change(fixture, count % HEADS + 1);
        }
        commit(fixture);
        if (count % 2 == 0)
            assert_int_equal(driver_sqlite.settle(fixture->writer, &fixture->why), ERR_OK);
        assert_int_equal(driver_sqlite.read_begin(fixture->reader, &fixture->why), ERR_OK);
        expect_times(fixture, times, count);
        driver_sqlite.read_end(fixture->reader);
    }
    assert_int_equal(driver_sqlite.settle(fixture->writer, &fixture->why), ERR_OK);
    close_sessions(fixture);
    open_sessions(fixture);
    expect_times(fixture, times, count);
}

int driver_sqlite_test(void);

int driver_sqlite_test(void)
{
#define DRIVER_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_changes_in_memory),
        DRIVER_TEST(test_index_with_commit),
        DRIVER_TEST(test_settle_ahead),
        DRIVER_TEST(test_undo),
        DRIVER_TEST(test_rollback),
        DRIVER_TEST(test_opened_behind),
        DRIVER_TEST(test_times),
    };
    return cmocka_run_group_tests_name("driver_sqlite", tests, NULL, NULL);
}

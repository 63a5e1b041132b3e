/* SPDX-License-Identifier: Apache-2.0 */
/* log_file_test.c - the end of a log after every kind of end: cut at each byte, a byte changed
 * anywhere, a commit with files, a disk that is full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch_test.h"
#include "store/log_file.h"

enum { GROUPS = 3, RECORDS = 5 }; /* commits of 1, 3 and 1 records */

struct fixture {
    char dir[SCRATCH_DIR_BYTES];
    char path[64];
    struct log_file file;
    struct log_end ends[GROUPS + 1]; /* after each commit */
    uint64_t committed;
    struct fail why;
};

static void add_record(struct fixture *fixture, struct log_end *end, enum store_operation operation)
{
    struct buf line = {0};
    struct record record = {.before = end->hash,
                            .seq = ++end->seq,
                            .operation = operation,
                            .kind = DOCUMENT_SUBMODEL,
                            .number = 1,
                            .actor = STR(""),
                            .id = STR("urn:1"),
                            .body = STR("{\"id\":\"urn:1\"}")};
    log_record_write(&record, &line);
    str text = buf_str(&line);
    end->hash = sha256_of(&text, 1);
    buf_add_char(&line, '\n');
    assert_int_equal(log_file_add(&fixture->file, buf_str(&line), &fixture->why), ERR_OK);
    buf_release(&line);
}

static void commit(struct fixture *fixture, struct log_end *end)
{
    struct buf line = {0};
    struct log_commit written = {end->seq, fixture->committed, end->hash};
    log_commit_write(&written, &line);
    assert_int_equal(log_file_add(&fixture->file, buf_str(&line), &fixture->why), ERR_OK);
    assert_int_equal(log_file_commit(&fixture->file, &fixture->why), ERR_OK);
    end->bytes = log_file_end(&fixture->file);
    fixture->committed = end->seq;
    buf_release(&line);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct log_end end = {0};
    scratch_make(fixture->dir);
    snprintf(fixture->path, sizeof fixture->path, "%s/store.log", fixture->dir);
    assert_int_equal(log_file_open(fixture->dir, true, &fixture->file, &fixture->why), ERR_OK);
    for (int group = 0; group < GROUPS; group++) {
        for (int i = 0; i < (group == 1 ? 3 : 1); i++)
            add_record(fixture, &end, STORE_PUT);
        commit(fixture, &end);
        fixture->ends[group + 1] = end;
    }
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    log_file_close(&fixture->file);
    scratch_remove(fixture->dir);
    free(fixture);
    return 0;
}

static err_t scan_from(struct fixture *fixture, int group, struct log_end *ret_end,
                       size_t *ret_found)
{
    struct buf found = {0};
    *ret_end = fixture->ends[group];
    err_t rc = log_file_scan(&fixture->file, ret_end, &found, &fixture->why);
    *ret_found = found.n / sizeof(struct log_place);
    buf_release(&found);
    return rc;
}

static void expect_end(struct fixture *fixture, const struct log_end *end, int group)
{
    assert_int_equal(end->bytes, fixture->ends[group].bytes);
    assert_int_equal(end->seq, fixture->ends[group].seq);
    assert_memory_equal(&end->hash, &fixture->ends[group].hash, sizeof end->hash);
}

static void test_whole(void **state)
{
    struct fixture *fixture = *state;
    struct log_end end;
    size_t found;
    for (int from = 0; from <= GROUPS; from++) {
        assert_int_equal(scan_from(fixture, from, &end, &found), ERR_OK);
        expect_end(fixture, &end, GROUPS);
        assert_int_equal(found, RECORDS - fixture->ends[from].seq);
    }
}

/* The places found are those of the lines. */
static void test_places(void **state)
{
    struct fixture *fixture = *state;
    struct log_end end = {0};
    struct buf found = {0}, text = {0};
    str line;
    bool lasts;
    assert_int_equal(log_file_scan(&fixture->file, &end, &found, &fixture->why), ERR_OK);
    const struct log_place *places = (const struct log_place *)(const void *)found.p;
    for (uint64_t seq = 1; seq <= RECORDS; seq++) {
        struct arena arena = {0};
        struct record record;
        const struct log_place *place = &places[seq - 1];
        assert_int_equal(log_file_read(&fixture->file, place->at, place->bytes, &text, &line,
                                       &lasts, &fixture->why),
                         ERR_OK);
        assert_int_equal(log_record_read(line, &arena, &record, &fixture->why), ERR_OK);
        assert_int_equal(record.seq, seq);
        assert_int_equal(record.body.n, place->body_bytes);
        arena_release(&arena);
    }
    buf_release(&found);
    buf_release(&text);
}

/* A file cut anywhere ends at the last commit that is whole. */
static void test_cut_anywhere(void **state)
{
    struct fixture *fixture = *state;
    struct log_end end;
    size_t found;
    for (uint64_t bytes = fixture->ends[GROUPS].bytes; bytes-- > 0;) {
        int group = GROUPS;
        assert_int_equal(truncate(fixture->path, (off_t)bytes), 0);
        while (fixture->ends[group].bytes > bytes)
            group--;
        assert_int_equal(scan_from(fixture, 0, &end, &found), ERR_OK);
        expect_end(fixture, &end, group);
        assert_int_equal(found, fixture->ends[group].seq);
        /* An index that knew more says so. */
        if (group < GROUPS)
            assert_int_equal(scan_from(fixture, group + 1, &end, &found), ERR_CORRUPT);
    }
}

/* A changed byte in a commit that others follow is damage. In the last one it can mostly not be
 * told from a commit that was never whole; it is never taken for whole. */
static void test_changed_anywhere(void **state)
{
    struct fixture *fixture = *state;
    struct log_end end;
    size_t found;
    int fd = open(fixture->path, O_RDWR);
    for (uint64_t at = 0; at < fixture->ends[GROUPS].bytes; at++) {
        char byte, changed;
        assert_int_equal(pread(fd, &byte, 1, (off_t)at), 1);
        changed = (char)(byte ^ 1);
        assert_int_equal(pwrite(fd, &changed, 1, (off_t)at), 1);
        bool last = at >= fixture->ends[GROUPS - 1].bytes;
        err_t rc = scan_from(fixture, 0, &end, &found);
        if (!last)
            assert_int_equal(rc, ERR_CORRUPT);
        if (rc == ERR_OK)
            expect_end(fixture, &end, GROUPS - 1);
        else
            assert_non_null(strstr(fixture->why.text, "schale restore FILE DIR"));
        assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
    }
    close(fd);
}

/* The bytes of files are durable only after the commit's lines are. */
static void test_commit_with_file(void **state)
{
    struct fixture *fixture = *state;
    struct log_end end = fixture->ends[GROUPS], after = end;
    size_t found;
    add_record(fixture, &after, STORE_FILE_PUT);
    commit(fixture, &after);
    assert_int_equal(scan_from(fixture, 0, &end, &found), ERR_OK);
    expect_end(fixture, &end, GROUPS);
    /* Others after it were acknowledged, and so was it: the index should have known. */
    add_record(fixture, &after, STORE_PUT);
    commit(fixture, &after);
    assert_int_equal(scan_from(fixture, 0, &end, &found), ERR_CORRUPT);
    fixture->ends[GROUPS] = after;
    assert_int_equal(scan_from(fixture, GROUPS, &end, &found), ERR_OK);
}

static void test_cut(void **state)
{
    struct fixture *fixture = *state;
    struct log_end before = fixture->ends[GROUPS], end = before;
    struct stat info;
    struct buf text = {0};
    str line;
    bool lasts;
    add_record(fixture, &end, STORE_PUT);
    assert_true(log_file_end(&fixture->file) > before.bytes);
    assert_int_equal(log_file_cut(&fixture->file, before.bytes, &fixture->why), ERR_OK);
    assert_int_equal(log_file_end(&fixture->file), before.bytes);
    /* Also when it had to be written, because somebody read it, or there was much of it. */
    end = before;
    add_record(fixture, &end, STORE_PUT);
    assert_int_equal(
        log_file_read(&fixture->file, before.bytes, 10, &text, &line, &lasts, &fixture->why),
        ERR_OK);
    assert_int_equal(stat(fixture->path, &info), 0);
    assert_true((uint64_t)info.st_size > before.bytes);
    assert_int_equal(log_file_cut(&fixture->file, before.bytes, &fixture->why), ERR_OK);
    assert_int_equal(stat(fixture->path, &info), 0);
    assert_int_equal(info.st_size, before.bytes);
    assert_int_equal(
        log_file_read(&fixture->file, before.bytes, 1, &text, &line, &lasts, &fixture->why),
        ERR_CORRUPT);
    buf_release(&text);
}

static void test_missing(void **state)
{
    struct fixture *fixture = *state;
    struct log_file file;
    assert_int_equal(log_file_open("/tmp/there/is/none", false, &file, &fixture->why),
                     ERR_NOT_FOUND);
    assert_int_equal(log_file_open("/tmp/there/is/none", true, &file, &fixture->why),
                     ERR_NOT_FOUND);
}

int log_file_test(void);

int log_file_test(void)
{
#define LOG_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        LOG_TEST(test_whole),
        LOG_TEST(test_places),
        LOG_TEST(test_cut_anywhere),
        LOG_TEST(test_changed_anywhere),
        LOG_TEST(test_commit_with_file),
        LOG_TEST(test_cut),
        LOG_TEST(test_missing),
    };
    return cmocka_run_group_tests_name("log_file", tests, NULL, NULL);
}

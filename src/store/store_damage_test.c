/* SPDX-License-Identifier: Apache-2.0 */
/* store_damage_test.c - what happens to a store from outside: flipped bytes, missing rows, a
 * shortened file, a full disk; and that no query walks a whole table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/driver_sqlite.h"
#include "store/scratch_store_test.h"
#include "store/store_private.h"

enum { DOCUMENTS = 40 };

struct fixture {
    char dir[SCRATCH_DIR_BYTES];
    char path[80]; /* of the index */
    char log[80];
    struct fail why;
};

static err_t put(struct store *store, int number, int value, struct fail *why)
{
    char id[32], body[300];
    snprintf(id, sizeof id, "urn:%d", number);
    snprintf(body, sizeof body,
             "{\"modelType\":\"Submodel\",\"idShort\":\"S%d\",\"submodelElements\":[{\"modelType\":"
             "\"Property\",\"idShort\":\"p\",\"value\":\"needle-%d\"}]}",
             number, value);
    struct store_change change = {.operation = STORE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = str_from(id),
                                  .body = str_from(body)};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    return store_commit(store, &batch, why);
}

static err_t put_file(struct store *store, struct fail *why)
{
    struct store_change change = {.operation = STORE_FILE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = STR("urn:0"),
                                  .file = {STR("/f"), STR("text/plain"), STR("file-needle")}};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    return store_commit(store, &batch, why);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct store *store = scratch_store_open(fixture->dir);
    snprintf(fixture->path, sizeof fixture->path, "%s/store.db", fixture->dir);
    snprintf(fixture->log, sizeof fixture->log, "%s/store.log", fixture->dir);
    for (int i = 0; i < DOCUMENTS; i++)
        assert_int_equal(put(store, i, i, &fixture->why), ERR_OK);
    for (int i = 0; i < DOCUMENTS / 4; i++)
        assert_int_equal(put(store, i, i + 1000, &fixture->why), ERR_OK);
    assert_int_equal(put_file(store, &fixture->why), ERR_OK);
    store_close(store);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    scratch_remove(fixture->dir);
    free(fixture);
    return 0;
}

static void keep_text(void *context, str text)
{
    struct buf *all = context;
    buf_add(all, text);
    buf_add_char(all, '\n');
}

/* Verifying must find a problem whose text holds `expected`; NULL: none. */
static void expect_verdict(struct fixture *fixture, const char *expected)
{
    struct buf all = {0};
    struct store_verdict verdict;
    err_t rc = store_verify(fixture->dir, keep_text, &all, &verdict, &fixture->why);
    buf_add_char(&all, 0);
    if (rc != (expected ? ERR_CORRUPT : ERR_OK) || (expected && !strstr(all.p, expected)))
        fail_msg("expected \"%s\", got %d (%s): %s", expected ? expected : "nothing", (int)rc,
                 fixture->why.text, all.p);
    assert_int_equal(verdict.problems != 0, expected != NULL);
    buf_release(&all);
}

static void test_sound(void **state)
{
    struct fixture *fixture = *state;
    struct store_verdict verdict;
    struct buf all = {0};
    assert_int_equal(store_verify(fixture->dir, keep_text, &all, &verdict, &fixture->why), ERR_OK);
    assert_int_equal(verdict.records, DOCUMENTS + DOCUMENTS / 4 + 1);
    assert_int_equal(verdict.documents, DOCUMENTS);
    assert_int_equal(verdict.files, 1);
    assert_int_equal(all.n, 0);
    buf_release(&all);
}

/* Changes one byte of a file, at the first place of `needle`; gives back how it was. */
static char flip(const char *path, const char *needle, off_t *ret_at)
{
    int fd = open(path, O_RDWR);
    struct stat info;
    assert_int_equal(fstat(fd, &info), 0);
    char *bytes = malloc((size_t)info.st_size);
    assert_int_equal(pread(fd, bytes, (size_t)info.st_size, 0), info.st_size);
    char *hit = memmem(bytes, (size_t)info.st_size, needle, strlen(needle));
    assert_non_null(hit);
    char was = *hit, changed = (char)(was ^ 1);
    *ret_at = hit - bytes;
    assert_int_equal(pwrite(fd, &changed, 1, *ret_at), 1);
    free(bytes);
    close(fd);
    return was;
}

static void write_byte(const char *path, char byte, off_t at)
{
    int fd = open(path, O_RDWR);
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* A byte in each body that the log holds, old ones and current ones, and in a file. */
static void test_flipped_bytes(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *needle;
        bool in_index;
    } rows[] = {{"needle-0\"", false},
                {"needle-1000\"", false},
                {"needle-39\"", false},
                {"file-needle", true}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *path = rows[i].in_index ? fixture->path : fixture->log;
        off_t at;
        char was = flip(path, rows[i].needle, &at);
        expect_verdict(fixture, "was changed");
        write_byte(path, was, at);
        expect_verdict(fixture, NULL);
    }
}

static void run_sql(struct fixture *fixture, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* Each statement is one kind of meddling; the text is what verifying says of it. */
static void test_rows_meddled_with(void **state)
{
    static const struct {
        const char *sql, *expected;
    } rows[] = {
        {"DELETE FROM place WHERE seq=5", "record 5 cannot be read"},
        {"UPDATE place SET at=(SELECT at FROM place WHERE seq=6),"
         "bytes=(SELECT bytes FROM place WHERE seq=6) WHERE seq=5",
         "record 6 stands where record 5 should"},
        {"UPDATE place SET at=at+1 WHERE seq=7", "record 7 cannot be read"},
        {"UPDATE place SET at=at+1 WHERE seq=7", "something that is no record before record 7"},
        {"UPDATE place SET bytes=bytes+1 WHERE seq=7", "record 7 was changed"},
        {"UPDATE place SET body_bytes=body_bytes-1 WHERE seq=30", "cannot be made from the log"},
        {"UPDATE applied SET seq=seq-1", "record 50 was changed"},
        {"UPDATE applied SET hash=zeroblob(32)", "record 51 was changed"},
        {"DELETE FROM applied", "the store file is damaged"},
        {"DELETE FROM document WHERE number=3", "document 3 of the log is missing"},
        {"UPDATE document SET last_seq=9 WHERE number=30", "stands at record 9, the log says 30"},
        {"UPDATE document SET created_ms=9 WHERE number=3", "at another time than the log says"},
        {"UPDATE document SET id='urn:other' WHERE number=3", "with another id"},
        {"UPDATE document SET at=at+1 WHERE number=3", "stands elsewhere than its record: urn:2"},
        {"INSERT INTO document VALUES(2,'urn:none',99,1,1,1,1,1,1,1)",
         "document 99 is not in the log"},
        {"DELETE FROM projection WHERE number=3", "cannot be found by its projection"},
        {"INSERT INTO projection VALUES(2,1,'x',3)", "rows of projections"},
        {"DELETE FROM file", "/f of document 1: not found"},
        {"UPDATE file SET content_type='a/b'", "another content type"},
        {"DELETE FROM file_content", "/f of document 1: not found"},
        {"INSERT INTO file_content VALUES(zeroblob(32),'x')", "a content that no file has"},
        {"INSERT INTO file SELECT kind,number,'/g',content_type,hash FROM file", "files, the log"},
        {"UPDATE place SET number=4 WHERE seq=3", "record 3 is not noted in the history"},
        {"UPDATE place SET time_ms=time_ms-1 WHERE seq=51", "record 51 is not noted"},
        {"INSERT INTO clock_back VALUES(7,1)", "noted wrongly at record 7"},
        {"UPDATE place SET time_ms=1 WHERE seq=7", "noted wrongly at record 7"},
        {"INSERT INTO gone VALUES(2,'urn:2',3,20)", "by another record than its last: urn:2"},
        {"UPDATE meta SET value=7 WHERE name='count_2'", "7 documents of kind 2 are counted"},
    };
    tear_down(state);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        set_up(state);
        run_sql(*state, rows[i].sql);
        expect_verdict(*state, rows[i].expected);
        if (i + 1 < COUNT_OF(rows))
            tear_down(state);
    }
}

static void expect_open_fails(struct fixture *fixture, const char *expected, const char *verdict)
{
    struct store *store;
    assert_int_equal(store_open(fixture->dir, NULL, &store, &fixture->why), ERR_CORRUPT);
    if (!strstr(fixture->why.text, expected))
        fail_msg("expected \"%s\", got: %s", expected, fixture->why.text);
    assert_non_null(strstr(fixture->why.text, "schale restore FILE DIR"));
    expect_verdict(fixture, verdict);
}

static void test_shortened(void **state)
{
    struct fixture *fixture = *state;
    struct stat info;
    assert_int_equal(stat(fixture->path, &info), 0);
    assert_int_equal(truncate(fixture->path, info.st_size - 1), 0);
    expect_open_fails(fixture, "shorter than it says", "shorter than it says");
    assert_int_equal(truncate(fixture->path, info.st_size / 2), 0);
    expect_open_fails(fixture, "shorter than it says", "shorter than it says");
    assert_int_equal(truncate(fixture->path, 50), 0);
    expect_open_fails(fixture, "not a store file", "not a store file");
}

static void test_garbage(void **state)
{
    struct fixture *fixture = *state;
    static char garbage[20000];
    int fd = open(fixture->path, O_RDWR | O_TRUNC);
    memset(garbage, '#', sizeof garbage);
    assert_int_equal(write(fd, garbage, sizeof garbage), sizeof garbage);
    close(fd);
    expect_open_fails(fixture, "not a store file", "not a store file");
    unlink(fixture->path);
    run_sql(fixture, "CREATE TABLE t(x);CREATE TABLE u(x)");
    expect_open_fails(fixture, "not a store", "not a store");
}

static void test_end_of_log_damaged(void **state)
{
    struct fixture *fixture = *state;
    struct stat info;
    off_t at;
    char was = flip(fixture->log, "file_put", &at); /* in the last record */
    expect_open_fails(fixture, "last record of the log is damaged", "record 51 cannot be read");
    write_byte(fixture->log, was, at);
    assert_int_equal(stat(fixture->log, &info), 0);
    assert_int_equal(truncate(fixture->log, info.st_size - 1), 0);
    expect_open_fails(fixture, "the log is shorter than the index says",
                      "the log is shorter than the index says");
    unlink(fixture->log);
    expect_verdict(fixture, "store.log is missing beside store.db");
}

static void test_index_missing(void **state)
{
    struct fixture *fixture = *state;
    struct store *store;
    unlink(fixture->path);
    assert_int_equal(store_open(fixture->dir, NULL, &store, &fixture->why), ERR_CORRUPT);
    assert_non_null(strstr(fixture->why.text, "store.db is missing beside store.log"));
}

static void test_damaged_backup(void **state)
{
    struct fixture *fixture = *state;
    char copy[160], target[160];
    off_t at;
    snprintf(copy, sizeof copy, "%s-copy", fixture->dir);
    snprintf(target, sizeof target, "%s-restored", fixture->dir);
    assert_int_equal(store_backup(fixture->dir, copy, &fixture->why), ERR_OK);
    char was = flip(copy, "needle-2\"", &at);
    assert_int_equal(store_restore(copy, target, &fixture->why), ERR_CORRUPT);
    assert_non_null(strstr(fixture->why.text, "record 3 was changed"));
    assert_int_equal(rmdir(target), 0); /* nothing is left in it */
    write_byte(copy, was, at);
    /* A store's index alone is no backup. */
    assert_int_not_equal(store_restore(fixture->path, target, &fixture->why), ERR_OK);
    assert_int_equal(rmdir(target), 0);
    assert_int_equal(store_restore("/nowhere/file", target, &fixture->why), ERR_NOT_FOUND);
    assert_int_equal(rmdir(target), 0);
    unlink(copy);
}

/* In a child of its own, because the limit is one of the process: writes until the disk is full,
 * then goes on when there is room again. Its exit code is the line that failed. */
#define OR_EXIT(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            _exit(__LINE__ & 0xFF ? __LINE__ & 0xFF : 1);                                          \
    } while (0)

static void fill_disk(const char *dir)
{
    struct store *store;
    struct fail why = {0};
    struct rlimit room;
    struct stat info;
    struct document *document;
    char path[160];
    signal(SIGXFSZ, SIG_IGN);
    OR_EXIT(store_open(dir, NULL, &store, &why) == ERR_OK);
    OR_EXIT(put(store, 0, 7777, &why) == ERR_OK);
    snprintf(path, sizeof path, "%s/store.log", dir);
    OR_EXIT(stat(path, &info) == 0 && getrlimit(RLIMIT_FSIZE, &room) == 0);
    rlim_t before = room.rlim_cur;
    room.rlim_cur = (rlim_t)info.st_size + 400000;
    OR_EXIT(setrlimit(RLIMIT_FSIZE, &room) == 0);
    int last = 0;
    err_t rc = ERR_OK;
    while (rc == ERR_OK && last < 10000)
        rc = put(store, 1, ++last, &why);
    OR_EXIT(rc == ERR_FULL && strstr(why.text, "no space left"));
    uint64_t revision = store_revision(store);
    OR_EXIT(put(store, 1, 5, &why) == ERR_FULL);
    OR_EXIT(store_revision(store) == revision);
    OR_EXIT(store_get(store, DOCUMENT_SUBMODEL, STR("urn:1"), &document, &why) == ERR_OK);
    char needle[40];
    snprintf(needle, sizeof needle, "needle-%d\"", last - 1);
    OR_EXIT(str_find(document_body(document), str_from(needle)) < document_body(document).n);
    document_unref(document);
    room.rlim_cur = before;
    OR_EXIT(setrlimit(RLIMIT_FSIZE, &room) == 0);
    OR_EXIT(put(store, 1, 424242, &why) == ERR_OK);
    OR_EXIT(store_revision(store) == revision + 1);
    store_close(store);
    _exit(0);
}

static void test_disk_full(void **state)
{
    struct fixture *fixture = *state;
    int status;
    pid_t child = fork();
    if (child == 0)
        fill_disk(fixture->dir);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    expect_verdict(fixture, NULL);
}

/* Every query of the driver finds its rows by a key. Those that count or check read all by their
 * nature. */
static void test_query_plans(void **state)
{
    struct fixture *fixture = *state;
#define NAME_AND_SQL(name, sql) {#name, sql},
    static const struct {
        const char *name, *sql;
    } queries[] = {STATEMENT_LIST(NAME_AND_SQL)};
    static const char *const whole[] = {
        "ROW_COUNT",   "FILE_COUNT",    "CONTENT_UNUSED", "CHECK",         "APPLIED",
        "APPLIED_SET", "PLACE_DIFFERS", "CLOCK_BACK",     "CLOCK_DIFFERS", "GONE_DIFFERS"};
    sqlite3 *db;
    size_t searched = 0;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        bool exempt = false;
        for (size_t k = 0; k < COUNT_OF(whole); k++)
            exempt |= strcmp(queries[i].name, whole[k]) == 0;
        if (exempt)
            continue;
        char sql[700];
        sqlite3_stmt *plan;
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", queries[i].sql);
        if (sqlite3_prepare_v2(db, sql, -1, &plan, NULL) != SQLITE_OK)
            continue; /* BEGIN, SAVEPOINT: nothing to plan */
        while (sqlite3_step(plan) == SQLITE_ROW) {
            const char *detail = (const char *)sqlite3_column_text(plan, 3);
            if (strstr(detail, "SCAN") || strstr(detail, "TEMP B-TREE"))
                fail_msg("%s: %s", queries[i].name, detail);
            searched += strstr(detail, "SEARCH") != NULL;
        }
        sqlite3_finalize(plan);
    }
    assert_true(searched > 15);
    sqlite3_close(db);
}

int store_damage_test(void);

int store_damage_test(void)
{
#define DAMAGE_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        DAMAGE_TEST(test_sound),
        DAMAGE_TEST(test_flipped_bytes),
        DAMAGE_TEST(test_rows_meddled_with),
        DAMAGE_TEST(test_shortened),
        DAMAGE_TEST(test_garbage),
        DAMAGE_TEST(test_end_of_log_damaged),
        DAMAGE_TEST(test_index_missing),
        DAMAGE_TEST(test_damaged_backup),
        DAMAGE_TEST(test_disk_full),
        DAMAGE_TEST(test_query_plans),
    };
    return cmocka_run_group_tests_name("store_damage", tests, NULL, NULL);
}

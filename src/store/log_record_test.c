/* SPDX-License-Identifier: Apache-2.0 */
/* log_record_test.c - lines as a person would write them by hand, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/log_record.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
/* SHA-256 of "abc", FIPS 180-4. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const struct {
    struct record record;
    const char *line;
} rows[] = {
    {{.seq = 1,
      .time_ms = 1764100000123,
      .operation = STORE_PUT,
      .kind = DOCUMENT_SHELL,
      .number = 1,
      .actor = STR("import"),
      .id = STR("urn:a\"b"),
      .body = STR("{\"id\":\"urn:a\\\"b\"}")},
     "{\"before\":\"" ZEROS "\",\"seq\":1,\"time_ms\":1764100000123,\"operation\":\"put\","
     "\"kind\":\"shell\",\"number\":1,\"previous\":0,\"actor\":\"import\",\"id\":\"urn:a\\\"b\","
     "\"body\":{\"id\":\"urn:a\\\"b\"}}"},
    {{.seq = 9,
      .operation = STORE_ELEMENT_PUT,
      .kind = DOCUMENT_SUBMODEL,
      .number = 3,
      .previous = 7,
      .actor = STR(""),
      .id = STR("urn:s"),
      .path = STR("a.b[2]"),
      .change = STR("{\"modelType\":\"Property\"}")},
     "{\"before\":\"" ZEROS "\",\"seq\":9,\"time_ms\":0,\"operation\":\"element_put\","
     "\"kind\":\"submodel\",\"number\":3,\"previous\":7,\"actor\":\"\",\"id\":\"urn:s\","
     "\"path\":\"a.b[2]\",\"change\":{\"modelType\":\"Property\"}}"},
    {{.seq = 10,
      .operation = STORE_FILE_PUT,
      .kind = DOCUMENT_SHELL,
      .number = 1,
      .previous = 1,
      .actor = STR("x"),
      .id = STR("urn:s"),
      .path = STR("/aasx/\xc3\xa4.png"),
      .change = STR(ABC " image/png")},
     "{\"before\":\"" ZEROS "\",\"seq\":10,\"time_ms\":0,\"operation\":\"file_put\","
     "\"kind\":\"shell\",\"number\":1,\"previous\":1,\"actor\":\"x\",\"id\":\"urn:s\","
     "\"path\":\"/aasx/\xc3\xa4.png\",\"change\":\"" ABC " image/png\"}"},
    {{.seq = 12,
      .operation = STORE_PUT,
      .kind = DOCUMENT_PACKAGE,
      .number = 12,
      .actor = STR("x"),
      .id = STR("p"),
      .body = STR("{}")},
     "{\"before\":\"" ZEROS "\",\"seq\":12,\"time_ms\":0,\"operation\":\"put\","
     "\"kind\":\"package\",\"number\":12,\"previous\":0,\"actor\":\"x\",\"id\":\"p\","
     "\"body\":{}}"},
    {{.seq = 11,
      .operation = STORE_DELETE,
      .kind = DOCUMENT_CONCEPT_DESCRIPTION,
      .number = 2,
      .previous = 2,
      .actor = STR("x"),
      .id = STR("urn:c")},
     "{\"before\":\"" ZEROS "\",\"seq\":11,\"time_ms\":0,\"operation\":\"delete\","
     "\"kind\":\"concept_description\",\"number\":2,\"previous\":2,\"actor\":\"x\",\"id\":\"urn:"
     "c\"}"},
    {{.seq = 12,
      .operation = STORE_PUT,
      .kind = DOCUMENT_SHELL_DESCRIPTOR,
      .number = 12,
      .actor = STR("x"),
      .id = STR("urn:d"),
      .body = STR("{}")},
     "{\"before\":\"" ZEROS "\",\"seq\":12,\"time_ms\":0,\"operation\":\"put\","
     "\"kind\":\"shell_descriptor\",\"number\":12,\"previous\":0,\"actor\":\"x\",\"id\":\"urn:d\","
     "\"body\":{}}"},
    {{.seq = 13,
      .operation = STORE_PUT,
      .kind = DOCUMENT_SUBMODEL_DESCRIPTOR,
      .number = 13,
      .actor = STR("x"),
      .id = STR("urn:d"),
      .body = STR("{}")},
     "{\"before\":\"" ZEROS "\",\"seq\":13,\"time_ms\":0,\"operation\":\"put\","
     "\"kind\":\"submodel_descriptor\",\"number\":13,\"previous\":0,\"actor\":\"x\",\"id\":\"urn:"
     "d\","
     "\"body\":{}}"},
    {{.seq = 14,
      .operation = STORE_PUT,
      .kind = DOCUMENT_ASSET_LINKS,
      .number = 14,
      .actor = STR("x"),
      .id = STR("urn:d"),
      .body = STR("{}")},
     "{\"before\":\"" ZEROS "\",\"seq\":14,\"time_ms\":0,\"operation\":\"put\","
     "\"kind\":\"asset_links\",\"number\":14,\"previous\":0,\"actor\":\"x\",\"id\":\"urn:d\","
     "\"body\":{}}"},
};

static void expect_text(str got, str wanted)
{
    assert_int_equal(got.p == NULL, wanted.p == NULL);
    assert_int_equal(got.n, wanted.n);
    assert_memory_equal(got.p ? got.p : "", wanted.p ? wanted.p : "", wanted.n);
}

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf line = {0};
        struct arena arena = {0};
        struct record got;
        const struct record *wanted = &rows[i].record;
        log_record_write(wanted, &line);
        expect_text(buf_str(&line), str_from(rows[i].line));
        assert_int_equal(log_record_read(buf_str(&line), &arena, &got, NULL), ERR_OK);
        assert_int_equal(got.seq, wanted->seq);
        assert_int_equal(got.time_ms, wanted->time_ms);
        assert_int_equal(got.operation, wanted->operation);
        assert_int_equal(got.kind, wanted->kind);
        assert_int_equal(got.number, wanted->number);
        assert_int_equal(got.previous, wanted->previous);
        expect_text(got.actor, wanted->actor);
        expect_text(got.id, wanted->id);
        expect_text(got.path, wanted->path);
        expect_text(got.change, wanted->change);
        expect_text(got.body, wanted->body);
        arena_release(&arena);
        buf_release(&line);
    }
}

/* A line from which any one byte is missing, or any one member, is not taken for a record with less
 * in it. */
static void test_damaged_lines(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{}",
        "[]",
        "{\"before\":\"" ZEROS "\",\"seq\":1}",
        "{\"seq\":1,\"before\":\"" ZEROS "\"}",
        "{\"before\":\"" ZEROS "0\",\"seq\":1,\"time_ms\":1,\"operation\":\"put\",\"kind\":"
        "\"shell\",\"number\":1,\"previous\":0,\"actor\":\"\",\"id\":\"a\"}",
        "{\"before\":\"" ZEROS "\",\"seq\":-1,\"time_ms\":1,\"operation\":\"put\",\"kind\":"
        "\"shell\",\"number\":1,\"previous\":0,\"actor\":\"\",\"id\":\"a\"}",
        "{\"before\":\"" ZEROS "\",\"seq\":1,\"time_ms\":1,\"operation\":\"push\",\"kind\":"
        "\"shell\",\"number\":1,\"previous\":0,\"actor\":\"\",\"id\":\"a\"}",
        "{\"before\":\"" ZEROS "\",\"seq\":1,\"time_ms\":1,\"operation\":\"put\",\"kind\":"
        "\"shell\",\"number\":1,\"previous\":0,\"actor\":\"\",\"id\":\"a\",\"more\":1}",
        "{\"before\":\"" ZEROS "\",\"seq\":1,\"time_ms\":1,\"operation\":\"file_put\",\"kind\":"
        "\"shell\",\"number\":1,\"previous\":0,\"actor\":\"\",\"id\":\"a\",\"change\":{}}",
    };
    struct arena arena = {0};
    struct record record;
    struct fail why;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(log_record_read(str_from(bad[i]), &arena, &record, &why), ERR_CORRUPT);
    for (size_t cut = 0, n = strlen(rows[1].line); cut < n; cut++)
        assert_int_equal(log_record_read(str_of(rows[1].line, cut), &arena, &record, &why),
                         ERR_CORRUPT);
    arena_release(&arena);
}

static void test_commits(void **state)
{
    (void)state;
    const str wanted = STR("{\"commit\":1234,\"after\":1230,\"hash\":\"" ABC "\"}\n");
    struct log_commit commit = {1234, 1230, sha256_of(&STR("abc"), 1)}, got;
    struct buf line = {0};
    log_commit_write(&commit, &line);
    expect_text(buf_str(&line), wanted);
    assert_true(log_commit_read(str_of(wanted.p, wanted.n - 1), &got));
    assert_int_equal(got.seq, 1234);
    assert_int_equal(got.after, 1230);
    assert_memory_equal(&got.hash, &commit.hash, sizeof got.hash);
    for (size_t cut = 0; cut < wanted.n - 1; cut++)
        assert_false(log_commit_read(str_of(wanted.p, cut), &got));
    assert_false(log_commit_read(wanted, &got));
    buf_reset(&line);
    commit.seq = commit.after = INT64_MAX;
    log_commit_write(&commit, &line);
    assert_true(line.n <= LOG_COMMIT_LINE_BYTES_MAX);
    buf_release(&line);
}

int log_record_test(void);

int log_record_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines),
                                       cmocka_unit_test(test_damaged_lines),
                                       cmocka_unit_test(test_commits)};
    return cmocka_run_group_tests_name("log_record", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* past_test.c - what was there at each record, of a store whose documents change, go and come back;
 * and what a date stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "plan/security/report/report.h"
#include "store/history.h"
#include "store/scratch_store_test.h"

static void change(struct scratch_store *fixture, enum store_operation operation,
                   enum document_kind kind, const char *id, const char *body)
{
    struct store_change one = {
        .operation = operation, .kind = kind, .id = str_from(id), .body = str_from(body)};
    struct store_batch batch = {.changes = &one, .count = 1, .actor = STR("test")};
    assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), ERR_OK);
}

#define SHELL(id, part)                                                                            \
    "{\"modelType\":\"AssetAdministrationShell\",\"id\":\"" id "\",\"assetInformation\":{"         \
    "\"assetKind\":\"Instance\"},\"submodels\":[{\"type\":\"ModelReference\",\"keys\":[{\"type\":" \
    "\"Submodel\",\"value\":\"" part "\"}]}]}"
#define SUBMODEL(id, name) "{\"modelType\":\"Submodel\",\"id\":\"" id "\",\"idShort\":\"" name "\"}"

/* The texts of all shells and submodels then, in their order. */
static str text_at(struct scratch_store *fixture, uint64_t seq)
{
    static const enum document_kind kinds[] = {DOCUMENT_SHELL, DOCUMENT_SUBMODEL};
    struct past past;
    struct buf out = {0};
    assert_int_equal(past_open(fixture->store, seq, &past, &fixture->why), ERR_OK);
    assert_int_equal(access(past.folder, F_OK), 0);
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct store_query query = {.kind = kinds[k], .limit = 100};
        struct store_page page;
        assert_int_equal(store_find(past.store, &fixture->arena, &query, &page, &fixture->why),
                         ERR_OK);
        for (size_t i = 0; i < page.count; i++) {
            buf_add(&out, document_body(page.documents[i]));
            buf_add_char(&out, '\n');
        }
        store_page_release(&page);
    }
    str text = arena_dup(&fixture->arena, buf_str(&out));
    buf_release(&out);
    past_close(&past);
    assert_int_not_equal(access(past.folder, F_OK), 0);
    return text;
}

static void test_documents_are_those_of_then(void **state)
{
    struct scratch_store *fixture = *state;
    static const struct {
        enum store_operation operation;
        enum document_kind kind;
        const char *id, *body;
        const char *then; /* shells, then the submodels they refer to, by creation */
    } steps[] = {
        {STORE_PUT, DOCUMENT_SUBMODEL, "urn:p", SUBMODEL("urn:p", "One"), ""},
        {STORE_PUT, DOCUMENT_SHELL, "urn:a", SHELL("urn:a", "urn:p"),
         SHELL("urn:a", "urn:p") "\n" SUBMODEL("urn:p", "One") "\n"},
        {STORE_PUT, DOCUMENT_SUBMODEL, "urn:p", SUBMODEL("urn:p", "Two"),
         SHELL("urn:a", "urn:p") "\n" SUBMODEL("urn:p", "Two") "\n"},
        {STORE_DELETE, DOCUMENT_SUBMODEL, "urn:p", "", SHELL("urn:a", "urn:p") "\n"},
        {STORE_PUT, DOCUMENT_SUBMODEL, "urn:other", SUBMODEL("urn:other", "Other"),
         SHELL("urn:a", "urn:p") "\n"},
        {STORE_DELETE, DOCUMENT_SHELL, "urn:a", "", ""},
        {STORE_PUT, DOCUMENT_SHELL, "urn:a", SHELL("urn:a", "urn:other"),
         SHELL("urn:a", "urn:other") "\n" SUBMODEL("urn:other", "Other") "\n"},
        {STORE_PUT, DOCUMENT_SHELL, "urn:b", SHELL("urn:b", "urn:other"),
         SHELL("urn:a", "urn:other") "\n" SHELL("urn:b", "urn:other") "\n" SUBMODEL("urn:other",
                                                                                    "Other") "\n"},
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        change(fixture, steps[i].operation, steps[i].kind, steps[i].id, steps[i].body);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        str text = text_at(fixture, i + 1);
        assert_int_equal(text.n, strlen(steps[i].then));
        assert_memory_equal(text.p, steps[i].then, text.n);
    }
}

static void test_gone_documents_are_found(void **state)
{
    struct scratch_store *fixture = *state;
    struct gone_document *gone = NULL;
    size_t count = 0;
    for (int life = 0; life < 2; life++) {
        change(fixture, STORE_PUT, DOCUMENT_SUBMODEL, "urn:p", SUBMODEL("urn:p", "One"));
        change(fixture, STORE_DELETE, DOCUMENT_SUBMODEL, "urn:p", "");
    }
    assert_int_equal(store_find_gone(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL, 4, &gone,
                                     &count, &fixture->why),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(gone[0].number, 1);
    assert_int_equal(gone[0].last_seq, 2);
    assert_int_equal(gone[1].number, 3);
    assert_int_equal(gone[1].last_seq, 4);
    assert_int_equal(store_find_gone(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL, 2, &gone,
                                     &count, &fixture->why),
                     ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_find_gone(fixture->store, &fixture->arena, DOCUMENT_SHELL, 4, &gone,
                                     &count, &fixture->why),
                     ERR_OK);
    assert_int_equal(count, 0);
}

static int64_t ms_of(const char *text)
{
    int64_t ms;
    assert_true(clock_parse(str_from(text), &ms));
    return ms;
}

static void test_dates(void **state)
{
    static const struct {
        const char *text;
        enum report_date read;
        const char *time; /* NULL: not looked at */
    } rows[] = {
        {"2026-11-26", REPORT_DATE_FINE, "2026-11-26T23:59:59.999Z"},
        {"2024-02-29", REPORT_DATE_FINE, "2024-02-29T23:59:59.999Z"},
        {"2026-11-26T10:00:00Z", REPORT_DATE_FINE, "2026-11-26T10:00:00Z"},
        {"2026-11-26T11:00:00+01:00", REPORT_DATE_FINE, "2026-11-26T10:00:00Z"},
        {"2026-11-26T10:00:00.001Z", REPORT_DATE_FUTURE, NULL},
        {"2026-11-27", REPORT_DATE_FINE, NULL}, /* it has begun at UTC+14 */
        {"2026-11-28", REPORT_DATE_FUTURE, NULL},
        {"2023-02-29", REPORT_DATE_BAD, NULL},
        {"26.11.2026", REPORT_DATE_BAD, NULL},
        {"2026-11-26T10:00", REPORT_DATE_BAD, NULL},
        {"", REPORT_DATE_BAD, NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t time_ms = 0;
        enum report_date read =
            report_date_read(str_from(rows[i].text), ms_of("2026-11-26T10:00:00Z"), &time_ms);
        if (read != rows[i].read || (rows[i].time && time_ms != ms_of(rows[i].time)))
            fail_msg("%s: %d, %lld", rows[i].text, (int)read, (long long)time_ms);
    }
}

int past_test(void);

int past_test(void)
{
#define REPORT_TEST(function)                                                                      \
    cmocka_unit_test_setup_teardown(function, scratch_store_set_up, scratch_store_tear_down)
    const struct CMUnitTest tests[] = {
        REPORT_TEST(test_documents_are_those_of_then),
        REPORT_TEST(test_gone_documents_are_found),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}

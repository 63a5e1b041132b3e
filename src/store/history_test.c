/* SPDX-License-Identifier: Apache-2.0 */
/* history_test.c - what a document was: compared at every record with a replay that the test does
 * itself, by other means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/history.h"
#include "store/scratch_store_test.h"
#include "store/store_private.h"

enum { ROUNDS = 600, SLOTS = 9, TEXT_BYTES = 2000 };

#define ID "urn:subject"

struct fixture {
    char dir[SCRATCH_DIR_BYTES];
    struct store *store;
    struct arena arena;
    struct fail why;
    unsigned seed;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->store = scratch_store_open(fixture->dir);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    scratch_store_close(fixture->store, fixture->dir);
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

static unsigned random_below(struct fixture *fixture, unsigned limit)
{
    fixture->seed = fixture->seed * 1103515245 + 12345;
    return (fixture->seed >> 16) % limit;
}

/* The test's own idea of the submodel: which properties, in which order, with which values. */
struct subject {
    bool there;
    int count;
    int names[SLOTS], values[SLOTS];
};

static void write_property(char *to, size_t room, int name, int value)
{
    snprintf(to, room,
             "{\"modelType\":\"Property\",\"idShort\":\"p%d\",\"valueType\":\"xs:int\","
             "\"value\":\"%d\"}",
             name, value);
}

static void write_subject(const struct subject *subject, char to[static TEXT_BYTES])
{
    size_t n = (size_t)snprintf(to, TEXT_BYTES, "{\"modelType\":\"Submodel\",\"id\":\"" ID "\"");
    for (int i = 0; i < subject->count; i++) {
        char property[120];
        write_property(property, sizeof property, subject->names[i], subject->values[i]);
        n += (size_t)snprintf(to + n, TEXT_BYTES - n, "%s%s", i ? "," : ",\"submodelElements\":[",
                              property);
    }
    snprintf(to + n, TEXT_BYTES - n, "%s}", subject->count ? "]" : "");
}

static uint64_t commit(struct fixture *fixture, enum store_operation operation, const char *path,
                       const char *body)
{
    struct store_change change = {.operation = operation,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = STR(ID),
                                  .path = str_from(path),
                                  .body = str_from(body)};
    if (operation == STORE_FILE_PUT)
        change.file = (struct store_file){STR("/f"), STR("text/plain"), str_from(body)};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    if (store_commit(fixture->store, &batch, &fixture->why) != ERR_OK)
        fail_msg("operation %d at %s: %s", (int)operation, path ? path : "", fixture->why.text);
    return change.ret_revision;
}

static uint64_t put_whole(struct fixture *fixture, struct subject *subject)
{
    char text[TEXT_BYTES];
    subject->there = true;
    subject->count = (int)random_below(fixture, SLOTS + 1);
    for (int i = 0; i < subject->count; i++) {
        subject->names[i] = i;
        subject->values[i] = (int)random_below(fixture, 100000);
    }
    write_subject(subject, text);
    return commit(fixture, STORE_PUT, NULL, text);
}

static uint64_t put_element(struct fixture *fixture, struct subject *subject, int slot)
{
    char path[8], body[120];
    subject->values[slot] = (int)random_below(fixture, 1000000);
    snprintf(path, sizeof path, "p%d", subject->names[slot]);
    write_property(body, sizeof body, subject->names[slot], subject->values[slot]);
    return commit(fixture, STORE_ELEMENT_PUT, path, body);
}

static uint64_t add_element(struct fixture *fixture, struct subject *subject)
{
    char body[120];
    bool taken[SLOTS] = {false};
    int name = 0, slot = subject->count++;
    for (int i = 0; i < slot; i++)
        taken[subject->names[i]] = true;
    while (taken[name])
        name++;
    subject->names[slot] = name;
    subject->values[slot] = (int)random_below(fixture, 1000);
    write_property(body, sizeof body, name, subject->values[slot]);
    return commit(fixture, STORE_ELEMENT_ADD, "", body);
}

static uint64_t delete_element(struct fixture *fixture, struct subject *subject, int slot)
{
    char path[8];
    snprintf(path, sizeof path, "p%d", subject->names[slot]);
    subject->count--;
    for (int i = slot; i < subject->count; i++) {
        subject->names[i] = subject->names[i + 1];
        subject->values[i] = subject->values[i + 1];
    }
    return commit(fixture, STORE_ELEMENT_DELETE, path, NULL);
}

/* One change of any kind; the last element stays, because what an empty list is written as is not
 * this test's matter. */
static uint64_t change_anything(struct fixture *fixture, struct subject *subject)
{
    unsigned dice = random_below(fixture, 100);
    if (!subject->there || dice < 4)
        return put_whole(fixture, subject);
    if (dice < 7) {
        *subject = (struct subject){.there = false};
        return commit(fixture, STORE_DELETE, NULL, NULL);
    }
    if (dice < 10)
        return commit(fixture, STORE_FILE_PUT, NULL, dice == 8 ? "one" : "two");
    if (subject->count == 0)
        return put_whole(fixture, subject);
    int slot = (int)random_below(fixture, (unsigned)subject->count);
    if (dice < 20 && subject->count < SLOTS)
        return add_element(fixture, subject);
    if (dice < 30 && subject->count > 1)
        return delete_element(fixture, subject, slot);
    return put_element(fixture, subject, slot);
}

/* What the test knows of a record. */
struct instant {
    uint64_t seq;
    bool there;
    char text[TEXT_BYTES];
};

static void expect_instant(struct fixture *fixture, uint64_t seq, const struct instant *instant)
{
    struct document *document;
    err_t rc =
        store_get_at(fixture->store, DOCUMENT_SUBMODEL, STR(ID), seq, &document, &fixture->why);
    if (!instant || !instant->there) {
        assert_int_equal(rc, ERR_NOT_FOUND);
        return;
    }
    if (rc != ERR_OK)
        fail_msg("at %llu: %s", (unsigned long long)seq, fixture->why.text);
    assert_int_equal(document->revision, instant->seq);
    assert_int_equal(document_body(document).n, strlen(instant->text));
    assert_memory_equal(document_body(document).p, instant->text, document_body(document).n);
    document_unref(document);
}

static void put_other(struct fixture *fixture)
{
    struct store_change change = {.operation = STORE_PUT,
                                  .kind = DOCUMENT_SHELL,
                                  .id = STR(ID),
                                  .body = STR("{\"id\":\"" ID "\"}")};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), ERR_OK);
}

static void expect_all(struct fixture *fixture, const struct instant *instants, int count)
{
    expect_instant(fixture, 0, NULL);
    for (int i = 0; i < count; i++) {
        expect_instant(fixture, instants[i].seq, &instants[i]);
        /* A record of something else behind it changes nothing. */
        uint64_t next = i + 1 < count ? instants[i + 1].seq : UINT64_MAX;
        expect_instant(fixture, next - 1, &instants[i]);
    }
}

static void test_random_changes(void **state)
{
    struct fixture *fixture = *state;
    struct instant *instants = calloc(ROUNDS, sizeof *instants);
    struct subject subject = {.there = false};
    put_other(fixture);
    for (int i = 0; i < ROUNDS; i++) {
        instants[i].seq = change_anything(fixture, &subject);
        instants[i].there = subject.there;
        write_subject(&subject, instants[i].text);
        if (random_below(fixture, 5) == 0)
            put_other(fixture);
        if (random_below(fixture, 40) == 0)
            usleep(20000); /* the index is brought up to date meanwhile */
        if (random_below(fixture, 100) == 0) {
            store_close(fixture->store);
            fixture->store = scratch_store_reopen(fixture->dir);
        }
        int at = (int)random_below(fixture, (unsigned)i + 1);
        expect_instant(fixture, instants[at].seq, &instants[at]);
        expect_instant(fixture, instants[i].seq, &instants[i]);
    }
    expect_all(fixture, instants, ROUNDS);
    store_close(fixture->store);
    fixture->store = scratch_store_reopen(fixture->dir);
    expect_all(fixture, instants, ROUNDS);

    char copy[64], target[64];
    snprintf(copy, sizeof copy, "%s.backup", fixture->dir);
    snprintf(target, sizeof target, "%s.restored", fixture->dir);
    assert_int_equal(store_backup(fixture->dir, copy, &fixture->why), ERR_OK);
    assert_int_equal(store_restore(copy, target, &fixture->why), ERR_OK);
    struct store *own = fixture->store;
    fixture->store = scratch_store_reopen(target);
    expect_all(fixture, instants, ROUNDS);
    store_close(fixture->store);
    fixture->store = own;
    unlink(copy);
    scratch_remove(target);
    free(instants);
}

static void test_times(void **state)
{
    struct fixture *fixture = *state;
    struct subject subject = {.there = false};
    int64_t times[5];
    uint64_t seqs[5], found;
    for (int i = 0; i < 5; i++) {
        struct document *document;
        seqs[i] = put_whole(fixture, &subject);
        assert_int_equal(
            store_get(fixture->store, DOCUMENT_SUBMODEL, STR(ID), &document, &fixture->why),
            ERR_OK);
        times[i] = document->updated_ms;
        assert_int_equal(document->created_ms, times[0]);
        document_unref(document);
        usleep(3000);
    }
    assert_int_equal(store_seq_at(fixture->store, times[0] - 1, &found, &fixture->why), ERR_OK);
    assert_int_equal(found, 0);
    for (int i = 0; i < 5; i++) {
        struct document *document;
        assert_int_equal(store_seq_at(fixture->store, times[i], &found, &fixture->why), ERR_OK);
        assert_int_equal(found, seqs[i]);
        assert_int_equal(store_get_at(fixture->store, DOCUMENT_SUBMODEL, STR(ID), found, &document,
                                      &fixture->why),
                         ERR_OK);
        assert_int_equal(document->updated_ms, times[i]);
        assert_int_equal(document->created_ms, times[0]);
        document_unref(document);
    }
    assert_int_equal(store_seq_at(fixture->store, INT64_MAX, &found, &fixture->why), ERR_OK);
    assert_int_equal(found, seqs[4]);
}

static void put_shell(struct fixture *fixture, int number)
{
    char id[20], body[100];
    snprintf(id, sizeof id, "urn:%d", number);
    snprintf(body, sizeof body, "{\"id\":\"%s\",\"idShort\":\"%s\"}", id,
             number % 2 ? "Odd" : "Even");
    struct store_change change = {
        .operation = STORE_PUT, .kind = DOCUMENT_SHELL, .id = str_from(id), .body = str_from(body)};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), ERR_OK);
}

/* All pages of changed documents, their ids joined. */
static void expect_changed(struct fixture *fixture, struct store_changed query,
                           const char *expected)
{
    struct store_page page;
    struct buf ids = {0};
    do {
        assert_int_equal(
            store_find_changed(fixture->store, &fixture->arena, &query, &page, &fixture->why),
            ERR_OK);
        assert_true(page.count <= query.limit);
        for (size_t i = 0; i < page.count; i++)
            buf_printf(&ids, "%s%.*s", ids.n ? "," : "", STR_ARG(page.documents[i]->id));
        query.after = page.next;
        store_page_release(&page);
    } while (query.after);
    buf_add_char(&ids, 0);
    assert_string_equal(ids.p, expected);
    buf_release(&ids);
}

static void test_changed(void **state)
{
    struct fixture *fixture = *state;
    struct subject subject = {.there = false};
    static const enum document_kind kinds[] = {DOCUMENT_SHELL, DOCUMENT_SUBMODEL};
    struct store_changed query = {.kinds = kinds, .kind_count = 1, .limit = 2};
    struct store_filter odd = {PROJECTION_ID_SHORT, STR("Odd")};
    expect_changed(fixture, query, "");
    for (int i = 1; i <= 5; i++)
        put_shell(fixture, i);
    put_whole(fixture, &subject);
    uint64_t before = store_revision(fixture->store);
    put_shell(fixture, 2);
    put_shell(fixture, 6);
    put_shell(fixture, 1);
    expect_changed(fixture, query, "urn:3,urn:4,urn:5,urn:2,urn:6,urn:1");
    query.after = before;
    expect_changed(fixture, query, "urn:2,urn:6,urn:1");
    put_whole(fixture, &subject);
    query.kind_count = 2;
    expect_changed(fixture, query, "urn:2,urn:6,urn:1," ID);
    query.kind_count = 1;
    query.created_after = before;
    expect_changed(fixture, query, "urn:6");
    query.after = 0;
    expect_changed(fixture, query, "urn:6");
    query.created_after = 0;
    query.filters = &odd;
    query.filter_count = 1;
    expect_changed(fixture, query, "urn:3,urn:5,urn:1");
    query.limit = STORE_PAGE_ROWS_MAX + 1;
    struct store_page page;
    assert_int_equal(
        store_find_changed(fixture->store, &fixture->arena, &query, &page, &fixture->why),
        ERR_INVALID);
}

/* A page that finds nothing in as many records as it may look at ends there, and says so. */
static void test_changed_looks(void **state)
{
    struct fixture *fixture = *state;
    struct store_change *changes = calloc(STORE_CHANGED_LOOKS_MAX, sizeof *changes);
    struct store_page page;
    for (int i = 0; i < STORE_CHANGED_LOOKS_MAX; i++)
        changes[i] = (struct store_change){.operation = STORE_PUT,
                                           .kind = DOCUMENT_SUBMODEL,
                                           .id = STR(ID),
                                           .body = STR("{\"id\":\"" ID "\"}")};
    struct store_batch batch = {
        .changes = changes, .count = STORE_CHANGED_LOOKS_MAX, .actor = STR("tester")};
    assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), ERR_OK);
    static const enum document_kind kind = DOCUMENT_SHELL;
    struct store_changed query = {.kinds = &kind, .kind_count = 1, .limit = 10};
    assert_int_equal(
        store_find_changed(fixture->store, &fixture->arena, &query, &page, &fixture->why), ERR_OK);
    assert_int_equal(page.count, 0);
    assert_int_equal(page.next, 0);
    put_shell(fixture, 1);
    assert_int_equal(
        store_find_changed(fixture->store, &fixture->arena, &query, &page, &fixture->why), ERR_OK);
    assert_int_equal(page.count, 0);
    assert_int_equal(page.next, STORE_CHANGED_LOOKS_MAX);
    expect_changed(fixture, query, "urn:1");
    free(changes);
}

int history_test(void);

int history_test(void)
{
#define HISTORY_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        HISTORY_TEST(test_random_changes),
        HISTORY_TEST(test_times),
        HISTORY_TEST(test_changed),
        HISTORY_TEST(test_changed_looks),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}

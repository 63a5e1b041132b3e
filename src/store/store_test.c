/* SPDX-License-Identifier: Apache-2.0 */
/* store_test.c - the contract of store.h, which every driver has to keep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "store/scratch_store_test.h"
#include "store/store_private.h"

#define P(name, value)                                                                             \
    "{\"modelType\":\"Property\",\"idShort\":\"" name                                              \
    "\",\"valueType\":\"xs:int\",\"value\":\"" value "\"}"
#define MEANING(value)                                                                             \
    "{\"type\":\"ExternalReference\",\"keys\":[{\"type\":\"GlobalReference\",\"value\":\"" value   \
    "\"}]}"
#define SUBMODEL(name, meaning, children)                                                          \
    "{\"modelType\":\"Submodel\",\"idShort\":\"" name                                              \
    "\",\"id\":\"urn:x\",\"semanticId\":" MEANING(meaning) ",\"submodelElements\":[" children "]}"

static const struct store_driver *const drivers[] = {&driver_sqlite};

/* A store in a folder of its own, over the driver under test. */
struct fixture {
    char dir[128];
    const struct store_driver *driver;
    struct store *store;
    struct arena arena;
    struct fail why;
};

static void fixture_open(struct fixture *fixture)
{
    err_t rc =
        store_open_driver(fixture->driver, fixture->dir, NULL, &fixture->store, &fixture->why);
    if (rc != ERR_OK)
        fail_msg("%s: %s", fixture->why.where, fixture->why.text);
}

static void reopen(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture_open(fixture);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    scratch_make(fixture->dir);
    fixture->driver = drivers[0];
    fixture_open(fixture);
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

static struct store_change change_of(enum store_operation operation, const char *id,
                                     const char *path, const char *body)
{
    return (struct store_change){.operation = operation,
                                 .kind = DOCUMENT_SUBMODEL,
                                 .id = str_from(id),
                                 .path = str_from(path),
                                 .body = str_from(body)};
}

static err_t commit_all(struct fixture *fixture, struct store_change *changes, size_t count)
{
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR("tester")};
    return store_commit(fixture->store, &batch, &fixture->why);
}

static err_t commit_one(struct fixture *fixture, enum store_operation operation, const char *id,
                        const char *path, const char *body)
{
    struct store_change change = change_of(operation, id, path, body);
    return commit_all(fixture, &change, 1);
}

static void expect_body(struct fixture *fixture, const char *id, const char *body)
{
    struct document *document;
    err_t rc = store_get(fixture->store, DOCUMENT_SUBMODEL, str_from(id), &document, &fixture->why);
    if (rc != ERR_OK)
        fail_msg("%s: %s", id, fixture->why.text);
    assert_int_equal(document_body(document).n, strlen(body));
    assert_memory_equal(document_body(document).p, body, document_body(document).n);
    document_unref(document);
}

static void expect_missing(struct fixture *fixture, const char *id)
{
    struct document *document;
    assert_int_equal(
        store_get(fixture->store, DOCUMENT_SUBMODEL, str_from(id), &document, &fixture->why),
        ERR_NOT_FOUND);
    assert_string_equal(fixture->why.where, id);
}

/* Ids found, joined by a comma. */
static void expect_found(struct fixture *fixture, const struct store_query *query,
                         const char *expected, bool more)
{
    struct store_page page;
    struct buf ids = {0};
    assert_int_equal(store_find(fixture->store, &fixture->arena, query, &page, &fixture->why),
                     ERR_OK);
    for (size_t i = 0; i < page.count; i++)
        buf_printf(&ids, "%s%.*s", i ? "," : "", STR_ARG(page.documents[i]->id));
    buf_add_char(&ids, 0);
    assert_string_equal(ids.p, expected);
    assert_int_equal(page.next != 0, more);
    store_page_release(&page);
    buf_release(&ids);
}

static void expect_by(struct fixture *fixture, enum projection projection, const char *value,
                      const char *expected)
{
    struct store_filter filter = {projection, str_from(value)};
    struct store_query query = {
        .kind = DOCUMENT_SUBMODEL, .filters = &filter, .filter_count = 1, .limit = 10};
    expect_found(fixture, &query, expected, false);
}

static void test_put_get_delete(void **state)
{
    struct fixture *fixture = *state;
    struct document *document;
    struct store_change put = change_of(STORE_PUT, "a", NULL, SUBMODEL("A", "m", P("p", "1")));
    assert_int_equal(store_revision(fixture->store), 0);
    expect_missing(fixture, "a");
    assert_int_equal(commit_all(fixture, &put, 1), ERR_OK);
    assert_int_equal(put.ret_revision, 1);
    assert_true(put.ret_created);
    expect_body(fixture, "a", SUBMODEL("A", "m", P("p", "1")));
    put.body = str_from(SUBMODEL("B", "m", P("p", "2")));
    assert_int_equal(commit_all(fixture, &put, 1), ERR_OK);
    assert_int_equal(put.ret_revision, 2);
    assert_false(put.ret_created);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(store_get(fixture->store, DOCUMENT_SUBMODEL, STR("a"), &document, NULL),
                         ERR_OK);
        assert_int_equal(document->revision, 2);
        assert_int_equal(document->number, 1);
        assert_true(document->created_ms > 0 && document->updated_ms >= document->created_ms);
        document_unref(document);
        reopen(fixture);
    }
    assert_int_equal(store_count(fixture->store, DOCUMENT_SUBMODEL), 1);
    assert_int_equal(commit_one(fixture, STORE_DELETE, "a", NULL, NULL), ERR_OK);
    expect_missing(fixture, "a");
    assert_int_equal(store_count(fixture->store, DOCUMENT_SUBMODEL), 0);
    assert_int_equal(commit_one(fixture, STORE_DELETE, "a", NULL, NULL), ERR_NOT_FOUND);
    assert_int_equal(commit_all(fixture, &put, 1), ERR_OK);
    assert_true(put.ret_created);
    assert_int_equal(store_get(fixture->store, DOCUMENT_SUBMODEL, STR("a"), &document, NULL),
                     ERR_OK);
    assert_int_equal(document->number, 4); /* a new document, though its id was there before */
    document_unref(document);
    assert_int_equal(store_revision(fixture->store), 4);
}

static void test_conditions(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        enum store_operation operation;
        enum store_condition condition;
        uint64_t revision;
        const char *id;
        err_t expected;
    } rows[] = {
        {STORE_PUT, STORE_IF_PRESENT, 0, "a", ERR_NOT_FOUND},
        {STORE_PUT, STORE_IF_REVISION, 1, "a", ERR_PRECONDITION},
        {STORE_PUT, STORE_IF_ABSENT, 0, "a", ERR_OK}, /* revision 1 */
        {STORE_PUT, STORE_IF_ABSENT, 0, "a", ERR_CONFLICT},
        {STORE_PUT, STORE_IF_PRESENT, 0, "a", ERR_OK}, /* 2 */
        {STORE_PUT, STORE_IF_REVISION, 1, "a", ERR_PRECONDITION},
        {STORE_PUT, STORE_IF_REVISION, 2, "a", ERR_OK}, /* 3 */
        {STORE_DELETE, STORE_IF_REVISION, 2, "a", ERR_PRECONDITION},
        {STORE_ELEMENT_PUT, STORE_IF_REVISION, 2, "a", ERR_PRECONDITION},
        {STORE_DELETE, STORE_IF_REVISION, 3, "a", ERR_OK}, /* 4 */
        {STORE_ELEMENT_PUT, STORE_ALWAYS, 0, "a", ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct store_change change =
            change_of(rows[i].operation, rows[i].id, NULL, SUBMODEL("A", "m", P("p", "1")));
        change.condition = rows[i].condition;
        change.revision = rows[i].revision;
        assert_int_equal(commit_all(fixture, &change, 1), rows[i].expected);
        if (rows[i].expected != ERR_OK)
            assert_string_equal(fixture->why.where, rows[i].id);
    }
    assert_int_equal(store_revision(fixture->store), 4);
}

/* All of a batch or nothing; changes of a batch see those before them. */
static void test_batches(void **state)
{
    struct fixture *fixture = *state;
    static const char body[] = SUBMODEL("A", "m", P("p", "1"));
    struct store_change good[] = {
        change_of(STORE_PUT, "a", NULL, body), change_of(STORE_ELEMENT_PUT, "a", "p", P("p", "2")),
        change_of(STORE_PUT, "b", NULL, body), change_of(STORE_DELETE, "b", NULL, NULL),
        change_of(STORE_PUT, "c", NULL, body),
    };
    assert_int_equal(commit_all(fixture, good, COUNT_OF(good)), ERR_OK);
    expect_body(fixture, "a", SUBMODEL("A", "m", P("p", "2")));
    expect_missing(fixture, "b");
    struct store_change bad[] = {
        change_of(STORE_PUT, "a", NULL, SUBMODEL("Z", "z", P("z", "9"))),
        change_of(STORE_PUT, "d", NULL, body),
        change_of(STORE_DELETE, "c", NULL, NULL),
        change_of(STORE_PUT, "a", NULL, body),
    };
    bad[3].condition = STORE_IF_ABSENT;
    assert_int_equal(commit_all(fixture, bad, COUNT_OF(bad)), ERR_CONFLICT);
    expect_body(fixture, "a", SUBMODEL("A", "m", P("p", "2")));
    expect_body(fixture, "c", body);
    expect_missing(fixture, "d");
    assert_int_equal(store_revision(fixture->store), 5);
    assert_int_equal(store_count(fixture->store, DOCUMENT_SUBMODEL), 2);
    assert_int_equal(commit_one(fixture, STORE_PUT, "e", NULL, "{\"broken\""), ERR_SYNTAX);
    struct store_change again[] = {change_of(STORE_DELETE, "c", NULL, NULL),
                                   change_of(STORE_PUT, "c", NULL, body)};
    again[1].condition = STORE_IF_ABSENT;
    assert_int_equal(commit_all(fixture, again, COUNT_OF(again)), ERR_OK);
    reopen(fixture);
    expect_body(fixture, "a", SUBMODEL("A", "m", P("p", "2")));
    assert_int_equal(store_revision(fixture->store), 7);
}

struct results {
    _Atomic size_t told;
    err_t codes[64];
};

struct told {
    struct results *results;
    size_t index;
};

static void on_done(void *context, err_t result, const struct fail *why)
{
    struct told *told = context;
    assert_true((result == ERR_OK) == (why == NULL));
    told->results->codes[told->index] = result;
    told->results->told++;
}

/* Batches that are refused do not take those beside them along. */
static void test_group(void **state)
{
    struct fixture *fixture = *state;
    struct results results = {0};
    struct store_change changes[64][2];
    struct store_batch batches[64];
    struct told told[64];
    for (size_t i = 0; i < 64; i++) {
        static const char *const ids[] = {"g0", "g1", "g2", "g3"};
        bool refused = i % 3 == 2;
        changes[i][0] = change_of(STORE_PUT, ids[i % 4], NULL, SUBMODEL("G", "m", P("p", "1")));
        changes[i][1] = change_of(STORE_DELETE, refused ? "none" : ids[i % 4], NULL, NULL);
        told[i] = (struct told){&results, i};
        batches[i] = (struct store_batch){.changes = changes[i],
                                          .count = i % 3 == 0 ? 1 : 2,
                                          .actor = STR("x"),
                                          .done = on_done,
                                          .context = &told[i]};
        store_submit(fixture->store, &batches[i]);
    }
    for (int wait = 0; wait < 5000 && results.told < 64; wait++)
        usleep(1000);
    assert_int_equal(results.told, 64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(results.codes[i], i % 3 == 2 ? ERR_NOT_FOUND : ERR_OK);
}

static void test_elements(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        enum store_operation operation;
        const char *path, *body;
        err_t code;
        const char *expected;
    } rows[] = {
        {STORE_ELEMENT_PUT, "p", P("p", "22"), ERR_OK, SUBMODEL("A", "m", P("p", "22"))},
        {STORE_ELEMENT_ADD, "", P("q", "3"), ERR_OK,
         SUBMODEL("A", "m", P("p", "22") "," P("q", "3"))},
        {STORE_ELEMENT_ADD, "", P("q", "3"), ERR_CONFLICT,
         SUBMODEL("A", "m", P("p", "22") "," P("q", "3"))},
        {STORE_ELEMENT_PUT, "q", P("q", "4"), ERR_OK,
         SUBMODEL("A", "m", P("p", "22") "," P("q", "4"))},
        {STORE_ELEMENT_PUT, "p", P("p", "5"), ERR_OK,
         SUBMODEL("A", "m", P("p", "5") "," P("q", "4"))},
        {STORE_ELEMENT_DELETE, "p", NULL, ERR_OK, SUBMODEL("A", "m", P("q", "4"))},
        {STORE_ELEMENT_DELETE, "p", NULL, ERR_NOT_FOUND, SUBMODEL("A", "m", P("q", "4"))},
        {STORE_ELEMENT_PUT, "p..", P("q", "4"), ERR_SYNTAX, SUBMODEL("A", "m", P("q", "4"))},
        {STORE_ELEMENT_ADD, "q", P("r", "4"), ERR_NOT_ALLOWED, SUBMODEL("A", "m", P("q", "4"))},
    };
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, SUBMODEL("A", "m", P("p", "1"))),
                     ERR_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(commit_one(fixture, rows[i].operation, "a", rows[i].path, rows[i].body),
                         rows[i].code);
        expect_body(fixture, "a", rows[i].expected);
        reopen(fixture);
        expect_body(fixture, "a", rows[i].expected);
    }
}

/* Far more changes than may stand on one body; the values land in the right places all the time. */
static void test_many_changes(void **state)
{
    struct fixture *fixture = *state;
    char big[3000], body[4000], element[200];
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = 0;
    snprintf(body, sizeof body,
             "{\"modelType\":\"Submodel\",\"category\":\"%s\",\"submodelElements\":[%s,%s]}", big,
             P("a", "0"), P("b", "0"));
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, body), ERR_OK);
    for (int i = 1; i <= 120; i++) {
        char a[20], expected[400];
        snprintf(a, sizeof a, "%d", i * i * i);
        snprintf(element, sizeof element,
                 "{\"modelType\":\"Property\",\"idShort\":\"a\",\"valueType\":\"xs:int\","
                 "\"value\":\"%s\"}",
                 a);
        snprintf(expected, sizeof expected, ",\"submodelElements\":[%s,%s]}", element, P("b", "0"));
        assert_int_equal(commit_one(fixture, STORE_ELEMENT_PUT, "a", "a", element), ERR_OK);
        if (i % 7 == 0)
            reopen(fixture);
        struct document *document;
        str found;
        assert_int_equal(store_get(fixture->store, DOCUMENT_SUBMODEL, STR("a"), &document, NULL),
                         ERR_OK);
        assert_true(str_ends_with(document_body(document), str_from(expected)));
        assert_int_equal(document_element(document, STR("a"), &found, NULL), ERR_OK);
        assert_true(str_equal(found, str_from(element)));
        assert_int_equal(document_element(document, STR("b"), &found, NULL), ERR_OK);
        assert_true(str_equal(found, STR(P("b", "0"))));
        assert_int_equal(document->revision, (uint64_t)i + 1);
        document_unref(document);
    }
}

static void test_find(void **state)
{
    struct fixture *fixture = *state;
    struct store_change changes[] = {
        change_of(STORE_PUT, "a", NULL, SUBMODEL("One", "m", P("p", "1"))),
        change_of(STORE_PUT, "b", NULL, SUBMODEL("Two", "m", P("p", "1"))),
        change_of(STORE_PUT, "c", NULL, SUBMODEL("One", "n", P("p", "1"))),
        change_of(STORE_PUT, "d", NULL, SUBMODEL("One", "m", P("p", "1"))),
        change_of(STORE_PUT, "e", NULL, "{\"idShort\":\"One\"}"),
    };
    changes[4].kind = DOCUMENT_SHELL;
    assert_int_equal(commit_all(fixture, changes, COUNT_OF(changes)), ERR_OK);
    struct store_query query = {.kind = DOCUMENT_SUBMODEL, .limit = 3};
    expect_found(fixture, &query, "a,b,c", true);
    query.after = 3;
    expect_found(fixture, &query, "d", false);
    query = (struct store_query){.kind = DOCUMENT_SUBMODEL, .limit = 4};
    expect_found(fixture, &query, "a,b,c,d", false);
    query.kind = DOCUMENT_SHELL;
    expect_found(fixture, &query, "e", false);
    query.kind = DOCUMENT_CONCEPT_DESCRIPTION;
    expect_found(fixture, &query, "", false);
    expect_by(fixture, PROJECTION_ID_SHORT, "One", "a,c,d");
    expect_by(fixture, PROJECTION_SEMANTIC_ID, "m", "a,b,d");
    expect_by(fixture, PROJECTION_SEMANTIC_ID, "x", "");
    struct store_filter both[] = {{PROJECTION_ID_SHORT, STR("One")},
                                  {PROJECTION_SEMANTIC_ID, STR("m")}};
    query = (struct store_query){
        .kind = DOCUMENT_SUBMODEL, .filters = both, .filter_count = 2, .limit = 1};
    expect_found(fixture, &query, "a", true);
    query.after = 1;
    expect_found(fixture, &query, "d", false);
    /* Changes move documents from one value to another. */
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, SUBMODEL("New", "m", P("p", "1"))),
                     ERR_OK);
    expect_by(fixture, PROJECTION_ID_SHORT, "One", "c,d");
    expect_by(fixture, PROJECTION_ID_SHORT, "New", "a");
    static const char pointing[] =
        "{\"modelType\":\"ReferenceElement\",\"idShort\":\"p\",\"value\":{\"type\":"
        "\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"e\"}]}}";
    assert_int_equal(commit_one(fixture, STORE_ELEMENT_PUT, "a", "p", pointing), ERR_OK);
    expect_by(fixture, PROJECTION_REFERENCE, "e", "a");
    assert_int_equal(commit_one(fixture, STORE_ELEMENT_DELETE, "a", "p", NULL), ERR_OK);
    expect_by(fixture, PROJECTION_REFERENCE, "e", "");
    assert_int_equal(commit_one(fixture, STORE_DELETE, "c", NULL, NULL), ERR_OK);
    expect_by(fixture, PROJECTION_ID_SHORT, "One", "d");
}

static void test_find_limits(void **state)
{
    struct fixture *fixture = *state;
    struct store_filter filters[STORE_FILTERS_MAX + 1];
    struct store_page page;
    for (size_t i = 0; i < COUNT_OF(filters); i++)
        filters[i] = (struct store_filter){PROJECTION_ID_SHORT, STR("A")};
    static const struct {
        size_t limit, filters;
        err_t expected;
    } rows[] = {
        {0, 0, ERR_INVALID},
        {1, 0, ERR_OK},
        {STORE_PAGE_ROWS_MAX, STORE_FILTERS_MAX, ERR_OK},
        {STORE_PAGE_ROWS_MAX + 1, 0, ERR_INVALID},
        {1, STORE_FILTERS_MAX + 1, ERR_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct store_query query = {.kind = DOCUMENT_SUBMODEL,
                                    .limit = rows[i].limit,
                                    .filters = filters,
                                    .filter_count = rows[i].filters};
        assert_int_equal(store_find(fixture->store, &fixture->arena, &query, &page, NULL),
                         rows[i].expected);
        if (rows[i].expected == ERR_OK)
            store_page_release(&page);
    }
}

static void test_limits(void **state)
{
    struct fixture *fixture = *state;
    static char text[STORE_ID_BYTES_MAX + 2];
    memset(text, 'x', sizeof text - 1);
    static const struct {
        size_t id, path, actor;
        err_t expected;
    } rows[] = {
        {STORE_ID_BYTES_MAX, 0, STORE_ACTOR_BYTES_MAX, ERR_OK},
        {STORE_ID_BYTES_MAX + 1, 0, 0, ERR_TOO_LARGE},
        {0, 0, 0, ERR_INVALID},
        {1, STORE_PATH_BYTES_MAX, 0, ERR_OK},
        {1, STORE_PATH_BYTES_MAX + 1, 0, ERR_TOO_LARGE},
        {1, 0, STORE_ACTOR_BYTES_MAX + 1, ERR_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct store_change change = change_of(STORE_PUT, "", NULL, "{}");
        struct store_batch batch = {.changes = &change, .count = 1, .actor = {text, rows[i].actor}};
        change.id = str_of(text, rows[i].id);
        change.path = str_of(text, rows[i].path);
        assert_int_equal(store_commit(fixture->store, &batch, &fixture->why), rows[i].expected);
    }
}

static err_t put_file(struct fixture *fixture, const char *id, const char *path, str bytes)
{
    struct store_change change = change_of(STORE_FILE_PUT, id, NULL, NULL);
    change.file = (struct store_file){str_from(path), STR("image/png"), bytes};
    return commit_all(fixture, &change, 1);
}

static void expect_file(struct fixture *fixture, const char *id, const char *path, str bytes)
{
    struct store_file file;
    assert_int_equal(store_get_file(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL,
                                    str_from(id), str_from(path), &file, &fixture->why),
                     ERR_OK);
    assert_true(str_equal(file.bytes, bytes));
    assert_true(str_equal(file.content_type, STR("image/png")));
    free((void *)(uintptr_t)file.bytes.p);
}

static void test_files(void **state)
{
    struct fixture *fixture = *state;
    struct store_file *files, file;
    size_t count;
    static char large[100000];
    memset(large, 'z', sizeof large);
    assert_int_equal(put_file(fixture, "a", "/x.png", STR("1234")), ERR_NOT_FOUND);
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, "{}"), ERR_OK);
    assert_int_equal(commit_one(fixture, STORE_PUT, "b", NULL, "{}"), ERR_OK);
    assert_int_equal(put_file(fixture, "a", "/x.png", STR("1234")), ERR_OK);
    assert_int_equal(put_file(fixture, "a", "/y.png", str_of(large, sizeof large)), ERR_OK);
    assert_int_equal(put_file(fixture, "b", "/same.png", STR("1234")), ERR_OK);
    assert_int_equal(put_file(fixture, "b", "/empty", str_of("", 0)), ERR_OK);
    assert_int_equal(put_file(fixture, "b", "", STR("1")), ERR_INVALID);
    expect_file(fixture, "a", "/x.png", STR("1234"));
    expect_file(fixture, "a", "/y.png", str_of(large, sizeof large));
    expect_file(fixture, "b", "/empty", str_of("", 0));
    assert_int_equal(put_file(fixture, "a", "/x.png", STR("5")), ERR_OK);
    expect_file(fixture, "a", "/x.png", STR("5"));
    expect_file(fixture, "b", "/same.png", STR("1234"));
    assert_int_equal(store_list_files(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL, STR("a"),
                                      &files, &count, NULL),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_true(str_equal(files[0].path, STR("/x.png")));
    assert_true(str_equal(files[1].path, STR("/y.png")));
    assert_int_equal(commit_one(fixture, STORE_FILE_DELETE, "a", "/x.png", NULL), ERR_OK);
    assert_int_equal(commit_one(fixture, STORE_FILE_DELETE, "a", "/x.png", NULL), ERR_NOT_FOUND);
    assert_int_equal(store_get_file(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL, STR("a"),
                                    STR("/x.png"), &file, NULL),
                     ERR_NOT_FOUND);
    assert_int_equal(commit_one(fixture, STORE_DELETE, "a", NULL, NULL), ERR_OK);
    assert_int_equal(store_list_files(fixture->store, &fixture->arena, DOCUMENT_SUBMODEL, STR("a"),
                                      &files, &count, NULL),
                     ERR_NOT_FOUND);
    reopen(fixture);
    expect_file(fixture, "b", "/same.png", STR("1234"));
}

/* While one process has it open, another is told who; a reader may come beside. */
static void test_second_open(void **state)
{
    struct fixture *fixture = *state;
    struct store *second;
    char pid[32];
    assert_int_equal(store_open(fixture->dir, NULL, &second, &fixture->why), ERR_BUSY);
    snprintf(pid, sizeof pid, "process %ld ", (long)getpid());
    assert_non_null(strstr(fixture->why.text, pid));
    struct store_options options = {.read_only = true};
    assert_int_equal(store_open(fixture->dir, &options, &second, &fixture->why), ERR_OK);
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, "{}"), ERR_OK);
    struct document *document;
    assert_int_equal(store_get(second, DOCUMENT_SUBMODEL, STR("a"), &document, NULL), ERR_OK);
    document_unref(document);
    assert_int_equal(store_count(second, DOCUMENT_SUBMODEL), 1);
    assert_int_equal(store_revision(second), 1);
    struct store_change change = change_of(STORE_PUT, "b", NULL, "{}");
    struct store_batch batch = {.changes = &change, .count = 1};
    assert_int_equal(store_commit(second, &batch, NULL), ERR_NOT_ALLOWED);
    store_close(second);
}

static void test_backup(void **state)
{
    struct fixture *fixture = *state;
    char copy[160], other[128];
    snprintf(copy, sizeof copy, "%s/copy", fixture->dir);
    snprintf(other, sizeof other, "%.100s-restored", fixture->dir);
    assert_int_equal(commit_one(fixture, STORE_PUT, "a", NULL, SUBMODEL("A", "m", P("p", "1"))),
                     ERR_OK);
    assert_int_equal(put_file(fixture, "a", "/x", STR("12")), ERR_OK);
    assert_int_equal(store_backup(fixture->dir, copy, &fixture->why), ERR_OK);
    assert_int_equal(store_backup(fixture->dir, copy, &fixture->why), ERR_CONFLICT);
    assert_int_equal(commit_one(fixture, STORE_PUT, "b", NULL, "{}"), ERR_OK);
    assert_int_equal(store_restore(copy, fixture->dir, &fixture->why), ERR_CONFLICT);
    assert_int_equal(store_restore(copy, other, &fixture->why), ERR_OK);
    struct fixture restored = {.driver = fixture->driver};
    snprintf(restored.dir, sizeof restored.dir, "%s", other);
    fixture_open(&restored);
    expect_body(&restored, "a", SUBMODEL("A", "m", P("p", "1")));
    expect_file(&restored, "a", "/x", STR("12"));
    expect_missing(&restored, "b");
    assert_int_equal(commit_one(&restored, STORE_PUT, "b", NULL, "{}"), ERR_OK);
    store_close(restored.store);
    arena_release(&restored.arena);
    scratch_remove(other);
}

int store_test(void)
{
#define STORE_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_put_get_delete), STORE_TEST(test_conditions),
        STORE_TEST(test_batches),        STORE_TEST(test_group),
        STORE_TEST(test_elements),       STORE_TEST(test_many_changes),
        STORE_TEST(test_find),           STORE_TEST(test_find_limits),
        STORE_TEST(test_limits),         STORE_TEST(test_files),
        STORE_TEST(test_second_open),    STORE_TEST(test_backup),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* merge_test.c - pages over several kinds against a plain list that is sorted and filtered by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "store/scratch_store_test.h"
#include "web/merge.h"

int merge_test(void);

static const struct merge_kinds all_kinds = {
    {DOCUMENT_SHELL, DOCUMENT_ASSET_LINKS, DOCUMENT_SHELL_DESCRIPTOR}, 3};

enum { IDS = 40, WRITES = 120 };

struct fixture {
    char dir[SCRATCH_DIR_BYTES];
    struct store *store;
    struct arena arena;
    uint64_t numbers[MERGE_KINDS_MAX][IDS]; /* of the documents that are there; 0: none */
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

static void write_one(struct fixture *fixture, enum store_operation operation, size_t kind,
                      unsigned id)
{
    char name[16], body[64];
    struct fail why;
    snprintf(name, sizeof name, "urn:%u", id);
    snprintf(body, sizeof body, "{\"idShort\":\"%s\",\"id\":\"%s\"}", id % 2 ? "odd" : "even",
             name);
    struct store_change change = {.operation = operation,
                                  .kind = all_kinds.items[kind],
                                  .id = str_from(name),
                                  .body = str_from(operation == STORE_PUT ? body : "")};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("test")};
    assert_int_equal(store_commit(fixture->store, &batch, &why), ERR_OK);
    if (operation == STORE_DELETE)
        fixture->numbers[kind][id] = 0;
    else if (change.ret_created)
        fixture->numbers[kind][id] = change.ret_revision;
}

/* The numbers that shall come, in order: a document counts when no kind before its own has its id.
 */
static size_t expected_numbers(const struct fixture *fixture, bool odd_only, uint64_t *ret_numbers)
{
    size_t count = 0;
    for (unsigned id = odd_only ? 1 : 0; id < IDS; id += odd_only ? 2 : 1)
        for (size_t kind = 0; kind < all_kinds.count; kind++)
            if (fixture->numbers[kind][id]) {
                ret_numbers[count++] = fixture->numbers[kind][id];
                break;
            }
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && ret_numbers[k - 1] > ret_numbers[k]; k--) {
            uint64_t number = ret_numbers[k];
            ret_numbers[k] = ret_numbers[k - 1];
            ret_numbers[k - 1] = number;
        }
    return count;
}

static void check_pages(struct fixture *fixture, size_t limit, bool odd_only)
{
    static const struct store_filter odd = {PROJECTION_ID_SHORT, {"odd", 3}};
    struct store_query query = {.filters = &odd, .filter_count = odd_only, .limit = limit};
    uint64_t expected[IDS];
    size_t count = expected_numbers(fixture, odd_only, expected), at = 0;
    do {
        struct store_page page;
        struct fail why;
        assert_int_equal(
            merge_find(fixture->store, &fixture->arena, &all_kinds, &query, &page, &why), ERR_OK);
        assert_true(page.count <= limit);
        assert_true(page.count == limit || !page.next); /* hidden ones do not shorten a page */
        for (size_t i = 0; i < page.count; i++, at++) {
            assert_true(at < count);
            assert_int_equal(page.documents[i]->number, expected[at]);
        }
        query.after = page.next;
        store_page_release(&page);
    } while (query.after);
    assert_int_equal(at, count);
    arena_reset(&fixture->arena);
}

static void pages_are_the_sorted_list(void **state)
{
    struct fixture *fixture = *state;
    uint32_t seed = 1;
    for (unsigned i = 0; i < WRITES; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t kind = (seed >> 8) % all_kinds.count;
        unsigned id = (seed >> 16) % IDS;
        bool there = fixture->numbers[kind][id] != 0;
        write_one(fixture, there && seed >> 31 ? STORE_DELETE : STORE_PUT, kind, id);
        if (i % 20 == 19)
            for (size_t limit = 1; limit <= 8; limit += i % 3 + 1)
                check_pages(fixture, limit, limit % 2);
    }
    check_pages(fixture, 1, false);
    check_pages(fixture, STORE_PAGE_ROWS_MAX, false);
    check_pages(fixture, STORE_PAGE_ROWS_MAX, true);
}

/* Where all are hidden for more rounds than one page may take, the page is short and has a cursor.
 */
static void rounds_are_limited(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned id = 0; id <= MERGE_ROUNDS_MAX; id++)
        write_one(fixture, STORE_PUT, 1, id);
    for (unsigned id = 0; id <= MERGE_ROUNDS_MAX; id++)
        write_one(fixture, STORE_PUT, 0, id);
    struct store_query query = {.limit = 1};
    struct store_page page;
    struct fail why;
    assert_int_equal(merge_find(fixture->store, &fixture->arena, &all_kinds, &query, &page, &why),
                     ERR_OK);
    assert_int_equal(page.count, 0);
    assert_int_equal(page.next, fixture->numbers[1][MERGE_ROUNDS_MAX - 1]);
    query.after = page.next;
    store_page_release(&page);
    size_t found = 0;
    while (query.after) {
        assert_int_equal(
            merge_find(fixture->store, &fixture->arena, &all_kinds, &query, &page, &why), ERR_OK);
        found += page.count;
        query.after = page.next;
        store_page_release(&page);
    }
    assert_int_equal(found, MERGE_ROUNDS_MAX + 1);
}

enum { BATCHES = 300, BATCH_CHANGES = 3 };

/* Each batch creates one document of the first kind, then two of the last. */
static void *write_batches(void *context)
{
    struct fixture *fixture = context;
    for (unsigned i = 0; i < BATCHES; i++) {
        struct store_change changes[BATCH_CHANGES];
        struct fail why;
        char names[BATCH_CHANGES][32];
        for (size_t k = 0; k < BATCH_CHANGES; k++) {
            snprintf(names[k], sizeof names[k], "urn:%u-%zu", i, k);
            changes[k] = (struct store_change){.operation = STORE_PUT,
                                               .kind = all_kinds.items[k ? 2 : 0],
                                               .id = str_from(names[k]),
                                               .body = STR("{}")};
        }
        struct store_batch batch = {
            .changes = changes, .count = BATCH_CHANGES, .actor = STR("test")};
        if (store_commit(fixture->store, &batch, &why) != ERR_OK)
            abort();
    }
    return NULL;
}

/* The kinds are read one after the other. Were the second read to show what came after the first, a
 * full page could end behind a document of the first kind that was not there yet. */
static void nothing_is_passed_over_while_others_write(void **state)
{
    struct fixture *fixture = *state;
    struct store_query query = {.limit = 1};
    pthread_t writer;
    size_t found = 0;
    assert_int_equal(pthread_create(&writer, NULL, write_batches, fixture), 0);
    for (bool last = false; !last;) {
        struct store_page page;
        struct fail why;
        last = store_revision(fixture->store) == BATCHES * BATCH_CHANGES;
        assert_int_equal(
            merge_find(fixture->store, &fixture->arena, &all_kinds, &query, &page, &why), ERR_OK);
        if (page.next) {
            found += page.count;
            query.after = page.next;
            last = false;
        } else if (last) {
            found += page.count;
        }
        store_page_release(&page);
        arena_reset(&fixture->arena);
    }
    assert_int_equal(pthread_join(writer, NULL), 0);
    assert_int_equal(found, BATCHES * BATCH_CHANGES);
}

int merge_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_are_the_sorted_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rounds_are_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_passed_over_while_others_write, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}

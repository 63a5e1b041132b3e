/* SPDX-License-Identifier: Apache-2.0 */
/* follow_test.c - records in order, within their limits, and told of each commit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/follow.h"
#include "store/scratch_store_test.h"

enum { CHANGES = 25 };

struct told {
    struct store_follower follower;
    uint64_t last, count;
};

static void note(void *context, uint64_t revision)
{
    struct told *told = context;
    assert_true(revision > told->last);
    told->last = revision;
    told->count++;
}

static void put(struct store *store, int number, int value)
{
    char id[16], body[64];
    struct fail why;
    snprintf(id, sizeof id, "urn:%d", number);
    snprintf(body, sizeof body, "{\"modelType\":\"Submodel\",\"category\":\"%d\"}", value);
    struct store_change change = {.operation = STORE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = str_from(id),
                                  .body = str_from(body)};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    assert_int_equal(store_commit(store, &batch, &why), ERR_OK);
}

static void test_follow(void **state)
{
    (void)state;
    char dir[SCRATCH_DIR_BYTES];
    struct record *records;
    struct arena arena = {0};
    struct fail why;
    size_t count;
    struct told told = {.follower = {.committed = note, .context = &told}};
    struct store *store = scratch_store_open(dir);
    assert_int_equal(store_records(store, &arena, 0, 10, 1000, &records, &count, &why), ERR_OK);
    assert_int_equal(count, 0);
    store_follow(store, &told.follower);
    for (int i = 0; i < CHANGES; i++)
        put(store, i % 5, i);
    assert_int_equal(told.last, CHANGES);
    assert_int_equal(told.count, CHANGES);
    store_unfollow(store, &told.follower);
    put(store, 0, 99);
    assert_int_equal(told.count, CHANGES);
    /* Pages of ten, whatever of it the index has by now. */
    for (uint64_t after = 0; after < CHANGES + 1; after += count) {
        assert_int_equal(store_records(store, &arena, after, 10, 1 << 20, &records, &count, &why),
                         ERR_OK);
        assert_int_equal(count, after == 20 ? 6 : 10);
        for (size_t i = 0; i < count; i++) {
            char id[16];
            snprintf(id, sizeof id, "urn:%d", after + i == CHANGES ? 0 : (int)(after + i) % 5);
            assert_int_equal(records[i].seq, after + i + 1);
            assert_true(str_equal(records[i].id, str_from(id)));
            assert_true(str_equal(records[i].actor, STR("tester")));
        }
    }
    assert_int_equal(store_records(store, &arena, CHANGES + 1, 10, 1, &records, &count, &why),
                     ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_records(store, &arena, UINT64_MAX, 10, 1, &records, &count, &why),
                     ERR_OK);
    assert_int_equal(count, 0);
    /* At least one, however few bytes are wanted. */
    assert_int_equal(store_records(store, &arena, 3, 10, 1, &records, &count, &why), ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_records(store, &arena, 0, STORE_RECORDS_MAX, 1, &records, &count, &why),
                     ERR_OK);
    assert_int_equal(
        store_records(store, &arena, 0, STORE_RECORDS_MAX + 1, 1, &records, &count, &why),
        ERR_INVALID);
    assert_int_equal(store_records(store, &arena, 0, 0, 1, &records, &count, &why), ERR_INVALID);
    scratch_store_close(store, dir);
    arena_release(&arena);
}

int follow_test(void);

int follow_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_follow)};
    return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}

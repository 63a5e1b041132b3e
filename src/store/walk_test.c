/* SPDX-License-Identifier: Apache-2.0 */
/* walk_test.c - every document once over the borders of pages, or up to where there is enough. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/scratch_store_test.h"
#include "store/store.h"

struct shown {
    struct buf ids;
    size_t count, wanted;
};

static bool show(void *context, struct document *document)
{
    struct shown *shown = context;
    buf_printf(&shown->ids, "%.*s ", STR_ARG(document->id));
    return ++shown->count < shown->wanted;
}

static void put(struct store *store, char id)
{
    struct fail why;
    struct store_change change = {.operation = STORE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = str_of(&id, 1),
                                  .body = STR("{\"modelType\":\"Submodel\"}")};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    assert_int_equal(store_commit(store, &batch, &why), ERR_OK);
}

static void test_walk(void **state)
{
    (void)state;
    static const struct {
        size_t limit, wanted;
        const char *expected;
    } rows[] = {{1, 9, "a b c d e "}, {2, 9, "a b c d e "}, {5, 9, "a b c d e "},
                {2, 3, "a b c "},     {2, 4, "a b c d "},   {10, 1, "a "}};
    char dir[SCRATCH_DIR_BYTES];
    struct fail why;
    struct store *store = scratch_store_open(dir);
    for (char id = 'a'; id <= 'e'; id++)
        put(store, id);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct shown shown = {.wanted = rows[i].wanted};
        struct store_query query = {.kind = DOCUMENT_SUBMODEL, .limit = rows[i].limit};
        assert_int_equal(store_walk(store, &query, show, &shown, &why), ERR_OK);
        buf_add_char(&shown.ids, 0);
        assert_string_equal(shown.ids.p, rows[i].expected);
        buf_release(&shown.ids);
    }
    struct shown shown = {.wanted = 1};
    struct store_query query = {.kind = DOCUMENT_SHELL, .limit = 1};
    assert_int_equal(store_walk(store, &query, show, &shown, &why), ERR_OK);
    query.limit = 0;
    assert_int_equal(store_walk(store, &query, show, &shown, &why), ERR_INVALID);
    assert_int_equal(shown.count, 0);
    scratch_store_close(store, dir);
}

int walk_test(void);

int walk_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_walk)};
    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}

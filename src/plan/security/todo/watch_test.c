/* SPDX-License-Identifier: Apache-2.0 */
/* watch_test.c - how long a reader waits for what was just written. What the state says:
 * tests/security_items_test.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plan/security/todo/watch.h"
#include "store/scratch_store_test.h"

enum { PATIENCE_MS = 20000 }; /* of the test itself, on a busy machine */

static void put(struct store *store, const char *id)
{
    struct fail why;
    struct store_change change = {.operation = STORE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = str_from(id),
                                  .body = STR("{\"modelType\":\"Submodel\"}")};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("test")};
    assert_int_equal(store_commit(store, &batch, &why), ERR_OK);
}

/* A view that has the last record, after however many looks. */
static const struct watch_view *take_newest(struct watch *watch, struct store *store)
{
    int64_t until = clock_steady_ms() + PATIENCE_MS;
    const struct watch_view *view = watch_take(watch);
    while (view->seq < store_revision(store)) {
        watch_release(watch);
        assert_true(clock_steady_ms() < until);
        view = watch_take(watch);
    }
    return view;
}

static void a_reader_waits_so_long(void **state)
{
    (void)state;
    char dir[SCRATCH_DIR_BYTES];
    struct store *store = scratch_store_open(dir);
    struct watch *watch;
    watch_open(store, &watch);
    put(store, "urn:first");
    const struct watch_view *held = take_newest(watch, store);
    assert_false(held->is_building);

    /* While a view is held, no newer one can be shown. */
    put(store, "urn:second");
    int64_t began = clock_steady_ms();
    const struct watch_view *late = watch_take(watch);
    int64_t took = clock_steady_ms() - began;
    assert_in_range(took, CATCH_UP_MS_MAX - 10, PATIENCE_MS); /* two clocks */
    assert_int_equal(late->seq, 1);
    watch_release(watch);
    watch_release(watch);

    assert_int_equal(take_newest(watch, store)->seq, 2);
    watch_release(watch);
    watch_close(watch);
    scratch_store_close(store, dir);
}

int watch_test(void);
int watch_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_reader_waits_so_long)};
    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}

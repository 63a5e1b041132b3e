/* SPDX-License-Identifier: Apache-2.0 */
/* scratch_store_test.h - a store in a folder of its own for a test. For tests alone. */
#ifndef SCHALE_STORE_SCRATCH_STORE_TEST_H
#define SCHALE_STORE_SCRATCH_STORE_TEST_H

#include "base/arena.h"
#include "base/scratch_test.h"
#include "store/store.h"

/* Opens the store in `dir`. */
static inline struct store *scratch_store_reopen(const char *dir)
{
    struct store *store;
    struct fail why = {0};
    if (store_open(dir, NULL, &store, &why) != ERR_OK)
        fail_msg("%s: %s", why.where, why.text);
    return store;
}

/* Opens a new store in a new folder. */
static inline struct store *scratch_store_open(char ret_dir[SCRATCH_DIR_BYTES])
{
    scratch_make(ret_dir);
    return scratch_store_reopen(ret_dir);
}

static inline void scratch_store_print_problem(void *context, str text)
{
    (void)context;
    print_error("verify: %.*s\n", STR_ARG(text));
}

/* Verifies the store in `dir`, and prints what is wrong with it. */
static inline err_t scratch_store_verify(const char *dir)
{
    struct store_verdict verdict;
    return store_verify(dir, scratch_store_print_problem, NULL, &verdict, NULL);
}

/* Closes the store and removes its folder. Whatever a test did, the store verifies afterwards. */
static inline void scratch_store_close(struct store *store, const char *dir)
{
    store_close(store);
    assert_int_equal(scratch_store_verify(dir), ERR_OK);
    scratch_remove(dir);
}

/* The same as a fixture, with what most tests need beside a store. */
struct scratch_store {
    char dir[SCRATCH_DIR_BYTES];
    struct store *store;
    struct arena arena;
    struct fail why;
};

static inline int scratch_store_set_up(void **state)
{
    struct scratch_store *scratch = calloc(1, sizeof *scratch);
    scratch->store = scratch_store_open(scratch->dir);
    *state = scratch;
    return 0;
}

static inline int scratch_store_tear_down(void **state)
{
    struct scratch_store *scratch = *state;
    scratch_store_close(scratch->store, scratch->dir);
    arena_release(&scratch->arena);
    free(scratch);
    return 0;
}

#endif

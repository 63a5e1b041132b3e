/* SPDX-License-Identifier: Apache-2.0 */
/* handles_test.c - handles run, end, are kept for a while, and give way to newer ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/handles.h"

int handles_test(void);

static int64_t now_ms = 1000;

static enum handle_state look(struct handles *handles, const char *id, struct arena *arena,
                              int *ret_status, str *ret_body)
{
    return handles_look(handles, str_of(id, HANDLE_BYTES), now_ms, arena, ret_status, ret_body);
}

static void a_handle_runs_and_ends(void **state)
{
    struct arena arena = {0};
    struct handles *handles = handles_new(&arena);
    struct buf body = {0};
    struct fail why;
    char id[HANDLE_BYTES], other[HANDLE_BYTES];
    int status = 0;
    str text = {0};
    (void)state;
    assert_int_equal(handles_open(handles, id, &why), ERR_OK);
    assert_int_equal(handles_open(handles, other, &why), ERR_OK);
    assert_memory_not_equal(id, other, HANDLE_BYTES);
    assert_int_equal(look(handles, id, &arena, &status, &text), HANDLE_RUNNING);
    buf_add(&body, STR("why not"));
    handles_finish(handles, id, 400, &body, now_ms);
    assert_int_equal(body.n, 0);
    assert_int_equal(look(handles, id, &arena, &status, &text), HANDLE_FINISHED);
    assert_int_equal(status, 400);
    assert_true(str_equal(text, STR("why not")));
    assert_int_equal(look(handles, other, &arena, &status, &text), HANDLE_RUNNING);
    assert_int_equal(handles_look(handles, STR(""), now_ms, &arena, &status, &text),
                     HANDLE_UNKNOWN);
    assert_int_equal(
        handles_look(handles, str_of(id, HANDLE_BYTES - 1), now_ms, &arena, &status, &text),
        HANDLE_UNKNOWN);
    handles_release(handles);
    arena_release(&arena);
}

static void the_table_is_limited(void **state)
{
    struct arena arena = {0};
    struct handles *handles = handles_new(&arena);
    struct fail why;
    static char ids[HANDLES_MAX][HANDLE_BYTES];
    char more[HANDLE_BYTES];
    int status;
    str text;
    (void)state;
    for (size_t i = 0; i < HANDLES_MAX; i++)
        assert_int_equal(handles_open(handles, ids[i], &why), ERR_OK);
    assert_int_equal(handles_open(handles, more, &why), ERR_BUSY); /* those that run stay */
    struct buf body = {0};
    handles_finish(handles, ids[7], 204, &body, now_ms);
    handles_finish(handles, ids[3], 204, &body, now_ms);
    assert_int_equal(handles_open(handles, more, &why), ERR_OK);
    assert_int_equal(look(handles, ids[7], &arena, &status, &text), HANDLE_UNKNOWN);
    assert_int_equal(look(handles, ids[3], &arena, &status, &text), HANDLE_FINISHED);
    assert_int_equal(look(handles, more, &arena, &status, &text), HANDLE_RUNNING);
    handles_release(handles);
    arena_release(&arena);
}

/* Results of together HANDLES_BYTES_MAX are kept; one byte more drops the oldest. */
static void bytes_are_limited(void **state)
{
    struct arena arena = {0}, copies = {0};
    struct handles *handles = handles_new(&arena);
    struct fail why;
    char ids[3][HANDLE_BYTES];
    size_t sizes[3] = {HANDLES_BYTES_MAX - 1, 1, 1};
    int status;
    str text;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct buf body = {0};
        assert_int_equal(handles_open(handles, ids[i], &why), ERR_OK);
        memset(buf_reserve(&body, sizes[i]), 'x', sizes[i]);
        body.n = sizes[i];
        handles_finish(handles, ids[i], 400, &body, now_ms);
        bool first_kept = i < 2;
        assert_int_equal(look(handles, ids[0], &copies, &status, &text),
                         first_kept ? HANDLE_FINISHED : HANDLE_UNKNOWN);
        arena_release(&copies);
    }
    assert_int_equal(look(handles, ids[1], &copies, &status, &text), HANDLE_FINISHED);
    assert_int_equal(look(handles, ids[2], &copies, &status, &text), HANDLE_FINISHED);
    arena_release(&copies);
    handles_release(handles);
    arena_release(&arena);
}

static void a_result_is_kept_for_a_while(void **state)
{
    struct arena arena = {0};
    struct handles *handles = handles_new(&arena);
    struct buf body = {0};
    struct fail why;
    char id[HANDLE_BYTES], running[HANDLE_BYTES];
    int status;
    str text;
    (void)state;
    assert_int_equal(handles_open(handles, id, &why), ERR_OK);
    assert_int_equal(handles_open(handles, running, &why), ERR_OK);
    handles_finish(handles, id, 204, &body, now_ms);
    now_ms += HANDLE_KEPT_MS;
    assert_int_equal(look(handles, id, &arena, &status, &text), HANDLE_FINISHED);
    now_ms++;
    assert_int_equal(look(handles, id, &arena, &status, &text), HANDLE_UNKNOWN);
    assert_int_equal(look(handles, running, &arena, &status, &text), HANDLE_RUNNING);
    handles_release(handles);
    arena_release(&arena);
}

int handles_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handle_runs_and_ends), cmocka_unit_test(the_table_is_limited),
        cmocka_unit_test(bytes_are_limited), cmocka_unit_test(a_result_is_kept_for_a_while)};
    return cmocka_run_group_tests_name("handles", tests, NULL, NULL);
}

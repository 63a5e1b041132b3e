/* SPDX-License-Identifier: Apache-2.0 */
/* operation_handle_test.c - handles over the end of a server, their age and their number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/scratch_test.h"
#include "web/operation_handle.h"

static const struct operation_place here = {{"urn:a", 5}, {"b.c", 3}, true};

struct world {
    struct arena arena;
    char folder[SCRATCH_DIR_BYTES];
    struct operation_handles handles;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    scratch_make(world->folder);
    operation_handles_init(&world->handles, &world->arena, world->folder);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    scratch_remove(world->folder);
    arena_release(&world->arena);
    free(world);
    return 0;
}

static str create(struct world *world, uint32_t ms_max)
{
    str id;
    struct fail why;
    assert_int_equal(
        operation_handle_create(&world->handles, &world->arena, &here, ms_max, &id, &why), ERR_OK);
    return id;
}

static void finish(struct world *world, str id)
{
    struct fail why;
    assert_int_equal(operation_handle_finish(&world->handles, id, &here, STR("{\"a\":1}"),
                                             STR("{\"b\":2}"), &why),
                     ERR_OK);
}

static err_t look(struct world *world, str id, const struct operation_place *place,
                  struct operation_handle *ret_handle)
{
    struct fail why;
    return operation_handle_read(&world->handles, &world->arena, id, place, ret_handle, &why);
}

static bool is_there(struct world *world, str id)
{
    struct operation_handle handle;
    return look(world, id, &here, &handle) == ERR_OK;
}

static void states(void **state)
{
    struct world *world = *state;
    struct operation_handle handle;
    str id = create(world, 60000), late = create(world, 1);
    assert_int_equal(look(world, id, &here, &handle), ERR_OK);
    assert_int_equal(handle.state, OPERATION_RUNNING);
    assert_true(handle.value_only);
    finish(world, id);
    assert_int_equal(look(world, id, &here, &handle), ERR_OK);
    assert_int_equal(handle.state, OPERATION_FINISHED);
    assert_true(str_equal(handle.whole, STR("{\"a\":1}")));
    assert_true(str_equal(handle.value, STR("{\"b\":2}")));
    /* Under way a little over its time; the time for that is not waited for here. */
    assert_int_equal(look(world, late, &here, &handle), ERR_OK);
    assert_int_equal(handle.state, OPERATION_RUNNING);
}

static void another_start_knows_what_is_lost(void **state)
{
    struct world *world = *state;
    struct operation_handle handle;
    str running = create(world, 60000), finished = create(world, 60000);
    finish(world, finished);
    operation_handles_init(&world->handles, &world->arena, world->folder);
    assert_int_equal(look(world, running, &here, &handle), ERR_OK);
    assert_int_equal(handle.state, OPERATION_LOST);
    assert_int_equal(look(world, finished, &here, &handle), ERR_OK);
    assert_int_equal(handle.state, OPERATION_FINISHED);
}

static void only_where_it_was_made(void **state)
{
    struct world *world = *state;
    struct operation_handle handle;
    const struct operation_place elsewhere[] = {{STR("urn:b"), here.path, true},
                                                {here.submodel, STR("b.d"), true}};
    str id = create(world, 60000);
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++)
        assert_int_equal(look(world, id, &elsewhere[i], &handle), ERR_NOT_FOUND);
    assert_int_equal(look(world, STR("abcdefghijklmnopqrstuv"), &here, &handle), ERR_NOT_FOUND);
    assert_int_equal(look(world, STR("../abcdefghijklmnopqrs"), &here, &handle), ERR_NOT_FOUND);
    assert_int_equal(look(world, STR(""), &here, &handle), ERR_NOT_FOUND);
    operation_handle_remove(&world->handles, id);
    assert_int_equal(look(world, id, &here, &handle), ERR_NOT_FOUND);
}

static void set_age(struct world *world, str id, time_t seconds)
{
    char path[128];
    struct timespec times[2] = {{.tv_sec = time(NULL) - seconds}, {.tv_sec = time(NULL) - seconds}};
    snprintf(path, sizeof path, "%s/%.*s", world->folder, STR_ARG(id));
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool has_file(struct world *world, str id)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%.*s", world->folder, STR_ARG(id));
    return access(path, F_OK) == 0;
}

static void old_ones_go(void **state)
{
    struct world *world = *state;
    str young = create(world, 1000), old = create(world, 1000);
    finish(world, young);
    finish(world, old);
    set_age(world, young, OPERATION_HANDLE_HOURS_MAX * 3600 - 60);
    set_age(world, old, OPERATION_HANDLE_HOURS_MAX * 3600 + 60);
    assert_true(is_there(world, young));
    assert_false(is_there(world, old));
    assert_true(has_file(world, old));
    world->handles.swept_ms = 0;
    create(world, 1000);
    assert_true(has_file(world, young));
    assert_false(has_file(world, old));
}

/* The oldest that are finished go, one tenth and one at a time; what is under way stays. */
static void number_is_limited(void **state)
{
    struct world *world = *state;
    world->handles.handles_max = 10;
    str running = create(world, 60000), finished[9];
    set_age(world, running, 500);
    for (size_t i = 0; i < 9; i++) {
        finished[i] = create(world, 60000);
        finish(world, finished[i]);
        set_age(world, finished[i], (time_t)(400 - i));
    }
    assert_true(is_there(world, finished[0]));
    str more = create(world, 60000); /* the eleventh */
    assert_true(is_there(world, running));
    assert_true(is_there(world, more));
    assert_false(is_there(world, finished[0]));
    assert_false(is_there(world, finished[1]));
    for (size_t i = 2; i < 9; i++)
        assert_true(is_there(world, finished[i]));
}

static void bytes_are_limited(void **state)
{
    struct world *world = *state;
    str first = create(world, 60000), second = create(world, 60000);
    finish(world, first);
    finish(world, second);
    set_age(world, first, 500);
    set_age(world, second, 400);
    world->handles.swept_ms = 0;
    create(world, 60000);
    assert_true(is_there(world, first));
    world->handles.bytes_max = world->handles.bytes;
    str more = create(world, 60000);
    assert_true(is_there(world, more));
    assert_true(is_there(world, second));
    assert_false(is_there(world, first));
}

int operation_handle_test(void);
int operation_handle_test(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(states),
                                       TEST(another_start_knows_what_is_lost),
                                       TEST(only_where_it_was_made),
                                       TEST(old_ones_go),
                                       TEST(number_is_limited),
                                       TEST(bytes_are_limited)};
    return cmocka_run_group_tests_name("operation_handle", tests, NULL, NULL);
}

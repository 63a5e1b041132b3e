/* SPDX-License-Identifier: Apache-2.0 */
/* client_loop_test.c - many requests at once to a socket that takes connections and says nothing;
 * what answers rightly and wrongly is tests/http_operations_test.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/client_loop.h"
#include "net/silent_test.h"

static _Atomic int told, told_busy, told_timeout, told_fine;

static void count(struct client_call *call)
{
    atomic_fetch_add(call->result == ERR_BUSY      ? &told_busy
                     : call->result == ERR_TIMEOUT ? &told_timeout
                                                   : &told_fine,
                     1);
    atomic_fetch_add(&told, 1);
    buf_release(&call->body);
}

static struct client_call call_of(const char *url, uint32_t ms_max)
{
    struct client_request request = {
        .url = url, .content_type = "application/json", .body = STR("[]")};
    return (struct client_call){
        .request = request, .ms_max = ms_max, .bytes_max = 100, .done = count};
}

static void wait_for(int wanted)
{
    int64_t until = clock_steady_ms() + 20000;
    while (atomic_load(&told) < wanted && clock_steady_ms() < until)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    assert_int_equal(atomic_load(&told), wanted);
}

/* A loop of which nothing was told yet, and somebody who never answers. */
static struct client_loop *start(char ret_url[static SILENT_URL_BYTES], int *ret_listener)
{
    struct client_loop *loop;
    struct fail why;
    *ret_listener = silent_listen(ret_url);
    told = told_busy = told_timeout = told_fine = 0;
    assert_int_equal(client_loop_start(&loop, &why), ERR_OK);
    return loop;
}

static void number_is_limited(void **state)
{
    (void)state;
    static struct client_call calls[CLIENT_CALLS_MAX + 1];
    struct fail why;
    char url[SILENT_URL_BYTES];
    int listener;
    struct client_loop *loop = start(url, &listener);
    for (size_t i = 0; i < CLIENT_CALLS_MAX; i++) {
        calls[i] = call_of(url, 60000);
        assert_int_equal(client_loop_submit(loop, &calls[i], &why), ERR_OK);
    }
    calls[CLIENT_CALLS_MAX] = call_of(url, 60000);
    assert_int_equal(client_loop_submit(loop, &calls[CLIENT_CALLS_MAX], &why), ERR_BUSY);
    client_loop_stop(loop);
    assert_int_equal(told, CLIENT_CALLS_MAX);
    assert_int_equal(told_busy, CLIENT_CALLS_MAX);
    assert_int_equal(client_loop_submit(loop, &calls[0], &why), ERR_BUSY);
    client_loop_stop(loop);
    client_loop_free(loop);
    close(listener);
}

static void time_is_limited(void **state)
{
    (void)state;
    struct fail why;
    char url[SILENT_URL_BYTES];
    int listener;
    struct client_loop *loop = start(url, &listener);
    struct client_call first = call_of(url, 200), second = call_of(url, 60000);
    int64_t began = clock_steady_ms();
    assert_int_equal(client_loop_submit(loop, &second, &why), ERR_OK);
    assert_int_equal(client_loop_submit(loop, &first, &why), ERR_OK);
    wait_for(1);
    assert_in_range(clock_steady_ms() - began, 190, 10000);
    assert_int_equal(told_timeout, 1);
    assert_int_equal(first.result, ERR_TIMEOUT);
    client_loop_stop(loop);
    assert_int_equal(told_busy, 1);
    client_loop_free(loop);
    close(listener);
}

static void nobody_there(void **state)
{
    (void)state;
    struct fail why;
    char url[SILENT_URL_BYTES];
    int listener;
    struct client_loop *loop = start(url, &listener);
    close(listener);
    struct client_call call = call_of(url, 60000);
    assert_int_equal(client_loop_submit(loop, &call, &why), ERR_OK);
    wait_for(1);
    assert_int_equal(call.result, ERR_IO);
    assert_true(call.why.text[0] != 0);
    client_loop_stop(loop);
    client_loop_free(loop);
}

int client_loop_test(void);
int client_loop_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(number_is_limited),
                                       cmocka_unit_test(time_is_limited),
                                       cmocka_unit_test(nobody_there)};
    return cmocka_run_group_tests_name("client_loop", tests, NULL, NULL);
}

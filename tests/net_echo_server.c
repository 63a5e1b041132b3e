/* SPDX-License-Identifier: Apache-2.0 */
/* net_echo_server.c - a small server for tests/net_framing_test.py: tells what it understood of a
 * request. Usage: net_echo_server
 * [request_ms [connections_max [bodies_bytes_max [host [idle_ms]]]]] */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "net/http.h"

enum { BODY_BYTES_MAX = 1 << 20, BIG_BYTES = 8 << 20, DOCUMENT_BYTES = 2048, HELD_MAX = 64 };

static char big[BIG_BYTES];

/* Requests to /never, answered when the server has ended: too late, and still safe. */
struct held {
    struct http_exchange *items[HELD_MAX];
    size_t count;
};

static void answer_echo(struct http_exchange *exchange)
{
    const struct http_request *request = http_request_of(exchange);
    struct arena *arena = http_arena(exchange);
    struct http_answer answer = {.status = 200};
    answer.body = arena_printf(
        arena,
        "{\"method\":\"%.*s\",\"path\":\"%.*s\",\"query\":\"%.*s\",\"body\":%zu,\"headers\":%zu}",
        STR_ARG(http_method_name(request->method)), STR_ARG(request->path), STR_ARG(request->query),
        request->body.n, request->header_count);
    http_answer_header(&answer, STR("Content-Type"), STR("application/json"));
    http_answer_header(&answer, STR("ETag"), STR("\"1\""));
    http_answer(exchange, &answer);
}

static void answer_status(struct http_exchange *exchange, int status, str body)
{
    struct http_answer answer = {.status = status, .body = body};
    http_answer(exchange, &answer);
}

static void slow(void *context, struct http_exchange *exchange)
{
    (void)context;
    usleep(2000);
    answer_echo(exchange);
}

/* Longer than any test waits for a server to end. */
static void sleepy(void *context, struct http_exchange *exchange)
{
    (void)context;
    if (!http_is_stopping(exchange))
        sleep(8);
    answer_echo(exchange);
}

static void handle(void *context, struct http_exchange *exchange)
{
    struct held *held = context;
    str path = http_request_of(exchange)->path;
    if (str_equal(path, STR("/slow")))
        http_run_on_worker(exchange, slow, context);
    else if (str_equal(path, STR("/sleep")))
        http_run_on_worker(exchange, sleepy, context);
    else if (str_equal(path, STR("/never")) && held->count < HELD_MAX)
        held->items[held->count++] = exchange;
    else if (str_equal(path, STR("/big")))
        answer_status(exchange, 200, str_of(big, sizeof big));
    else if (str_equal(path, STR("/document")))
        answer_status(exchange, 200, str_of(big, DOCUMENT_BYTES));
    else if (str_equal(path, STR("/204")))
        answer_status(exchange, 204, STR(""));
    else if (str_equal(path, STR("/304")))
        answer_status(exchange, 304, STR(""));
    else
        answer_echo(exchange);
}

static size_t body_limit(void *context, enum http_method method, str path)
{
    (void)context;
    if (method == HTTP_GET || method == HTTP_HEAD)
        return 0;
    return str_equal(path, STR("/large")) ? BIG_BYTES : BODY_BYTES_MAX;
}

static void error_body(void *context, struct arena *arena, int status, str code, str text,
                       str *ret_body)
{
    (void)context;
    *ret_body = arena_printf(arena, "{\"status\":%d,\"code\":\"%.*s\",\"text\":\"%.*s\"}", status,
                             STR_ARG(code), STR_ARG(text));
}

static uint64_t number(int argc, char **argv, int index)
{
    uint64_t value = 0;
    if (argc > index && !str_to_u64(str_from(argv[index]), UINT32_MAX, &value))
        fprintf(stderr, "not a number: %s\n", argv[index]);
    return value;
}

int main(int argc, char **argv)
{
    memset(big, 'x', sizeof big);
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGINT);
    sigprocmask(SIG_BLOCK, &end, NULL);

    struct held held = {0};
    struct http_options options = {.host = argc > 4 ? argv[4] : "127.0.0.1",
                                   .context = &held,
                                   .handler = handle,
                                   .body_limit = body_limit,
                                   .error_body = error_body,
                                   .request_ms_max = (uint32_t)number(argc, argv, 1),
                                   .connections_max = (uint32_t)number(argc, argv, 2),
                                   .bodies_bytes_max = number(argc, argv, 3),
                                   .idle_ms_max = (uint32_t)number(argc, argv, 5)};
    struct http_server *server;
    struct fail why;
    if (http_server_start(&options, &server, &why)) {
        fprintf(stderr, "%s\n", why.text);
        return 1;
    }
    printf("%u\n", http_server_port(server));
    fflush(stdout);
    int got;
    sigwait(&end, &got);
    struct http_stats stats = http_server_stats(server);
    fprintf(stderr, "requests %lu refused %lu\n", stats.requests, stats.refused);
    http_server_stop(server, 1000);
    for (size_t i = 0; i < held.count; i++)
        answer_echo(held.items[i]);
    return 0;
}

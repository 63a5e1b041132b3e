/* SPDX-License-Identifier: Apache-2.0 */
/* net_echo_server.c - a small server for tests/net_framing_test.py: tells what it understood of a
 * request. Usage: net_echo_server
 * [request_ms [connections_max [bodies_bytes_max [host [idle_ms]]]]] */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

/* --- streams: /ticks sends five lines, one for each wake; /quiet is woken and sends nothing;
 * /flood never stops; /broken breaks off behind its first line. --- */

enum { STREAMS_MAX = 512, TICKS = 5, TICK_US = 20000 };

struct echo_stream {
    struct http_stream stream;
    char kind; /* of the path: t, q, f, b */
    int ticks, sent;
};

static pthread_mutex_t streams_lock = PTHREAD_MUTEX_INITIALIZER;
static struct echo_stream *streams[STREAMS_MAX];
static uint64_t streams_released;

static long read_stream(struct http_stream *stream, char *to, size_t room)
{
    struct echo_stream *own = stream->owner;
    if (own->kind == 'f') {
        memset(to, 'x', room);
        return (long)room;
    }
    if (own->kind == 'b' && own->sent > 0)
        return HTTP_STREAM_CUT;
    if (own->sent == TICKS)
        return HTTP_STREAM_END;
    pthread_mutex_lock(&streams_lock);
    bool ready = own->kind == 'b' || (own->kind == 't' && own->ticks > own->sent);
    pthread_mutex_unlock(&streams_lock);
    return ready ? snprintf(to, room, "line %d\n", own->sent++) : 0;
}

static void release_stream(struct http_stream *stream)
{
    pthread_mutex_lock(&streams_lock);
    for (int i = 0; i < STREAMS_MAX; i++)
        if (streams[i] == stream->owner)
            streams[i] = NULL;
    streams_released++;
    pthread_mutex_unlock(&streams_lock);
    free(stream->owner);
}

static void *tick(void *unused)
{
    for (;;) {
        usleep(TICK_US);
        pthread_mutex_lock(&streams_lock);
        for (int i = 0; i < STREAMS_MAX; i++) {
            if (!streams[i])
                continue;
            streams[i]->ticks++;
            http_stream_wake(&streams[i]->stream);
        }
        pthread_mutex_unlock(&streams_lock);
    }
    return unused;
}

static void answer_stream(void *context, struct http_exchange *exchange)
{
    struct echo_stream *own = calloc(1, sizeof *own);
    (void)context;
    if (!own)
        abort();
    own->kind = http_request_of(exchange)->path.p[1];
    own->stream =
        (struct http_stream){.read = read_stream, .release = release_stream, .owner = own};
    struct http_answer answer = {.status = 200};
    http_answer_header(&answer, STR("Content-Type"), STR("text/plain"));
    /* Waking may come before the first read, but not before the server has the stream. */
    pthread_mutex_lock(&streams_lock);
    http_answer_stream(exchange, &answer, &own->stream);
    for (int i = 0; i < STREAMS_MAX; i++) {
        if (!streams[i]) {
            streams[i] = own;
            break;
        }
    }
    pthread_mutex_unlock(&streams_lock);
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
    else if (str_equal(path, STR("/ticks-worker")))
        http_run_on_worker(exchange, answer_stream, context);
    else if (str_equal(path, STR("/ticks")) || str_equal(path, STR("/quiet")) ||
             str_equal(path, STR("/flood")) || str_equal(path, STR("/broken")))
        answer_stream(context, exchange);
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
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
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
    pthread_cancel(ticker);
    pthread_join(ticker, NULL);
    fprintf(stderr, "streams released %lu\n", streams_released);
    for (size_t i = 0; i < held.count; i++)
        answer_echo(held.items[i]);
    return 0;
}

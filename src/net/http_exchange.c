/* SPDX-License-Identifier: Apache-2.0 */
/* http_exchange.c - the life of one request on the event thread: begin at the request line, refuse
 * or read, hand to the handler, wait or answer, end. */
#include "net/http_private.h"

static const struct http_fault fault_stopping = {
    503, STR("http-stopping"), STR("The server is about to end; try again later.")};

/* --- memory --- */

static struct http_exchange *exchange_take(struct http_server *server)
{
    struct http_exchange *exchange = server->spare;
    if (exchange) {
        server->spare = exchange->next;
        server->spare_count--;
        return exchange;
    }
    struct arena home = {0};
    exchange = ARENA_NEW(&home, struct http_exchange);
    exchange->home = home;
    exchange->server = server;
    return exchange;
}

void http_exchange_free(struct http_exchange *exchange)
{
    arena_release(&exchange->arena);
    buf_release(&exchange->head_bytes);
    buf_release(&exchange->body);
    struct arena home = exchange->home;
    arena_release(&home);
}

void http_exchange_drop(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    http_exchange_free(exchange);
    http_server_unref(server);
}

static void body_release(struct http_exchange *exchange)
{
    atomic_fetch_sub(&exchange->server->bodies_bytes, exchange->body_bytes_charged);
    exchange->body_bytes_charged = 0;
    buf_reset(&exchange->body);
    if (exchange->body.room > HTTP_SPARE_BODY_BYTES_MAX)
        buf_release(&exchange->body);
}

static void exchange_put(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    body_release(exchange);
    if (server->spare_count == HTTP_SPARE_EXCHANGES_MAX) {
        http_exchange_free(exchange);
        return;
    }
    arena_reset(&exchange->arena);
    buf_reset(&exchange->head_bytes);
    if (exchange->arena.bytes_total > HTTP_SPARE_BODY_BYTES_MAX)
        arena_release(&exchange->arena);
    exchange->next = server->spare;
    server->spare = exchange;
    server->spare_count++;
}

/* --- the head --- */

void *http_exchange_begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct http_server *server = context;
    struct http_watch *watch =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    if (!http_watch_enter(watch, HTTP_WATCH_READING))
        return NULL;
    struct http_exchange *exchange = exchange_take(server);
    exchange->watch = watch;
    exchange->connection = connection;
    exchange->head_seen = false;
    exchange->response = NULL;
    exchange->stream = NULL;
    exchange->body_bytes_max = 0;
    atomic_store(&exchange->phase, HTTP_PHASE_READING);
    atomic_fetch_add(&server->open, 1);
    /* The library would now split the query in place and keep a record for each parameter. An empty
     * query stops it; the byte is put back in our copy of the head. */
    exchange->query_at = target ? strchr(target, '?') : NULL;
    if (exchange->query_at) {
        exchange->query_first = exchange->query_at[1];
        exchange->query_at[1] = '\0';
    }
    return exchange;
}

/* Copies the head out of the library's buffer, which runs from the method's first byte to the
 * current end of reading. */
static str head_copy(struct http_exchange *exchange, const char *method)
{
    size_t bytes =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
            ->header_size;
    buf_add(&exchange->head_bytes, str_of(method, bytes));
    if (exchange->query_at) {
        size_t at = (size_t)(exchange->query_at - method);
        assert(at + 1 < bytes);
        exchange->head_bytes.p[at] = '?';
        exchange->head_bytes.p[at + 1] = exchange->query_first;
    }
    return buf_str(&exchange->head_bytes);
}

/* Queued in the library's first call, so the connection closes behind it (MHD_queue_response). */
static enum MHD_Result refuse(struct http_exchange *exchange, const struct http_fault *fault)
{
    struct MHD_Response *response = http_answer_fault(exchange, fault);
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)fault->status, response);
    MHD_destroy_response(response);
    atomic_fetch_add(&exchange->server->refused, 1);
    return http_watch_enter(exchange->watch, HTTP_WATCH_SENDING) ? queued : MHD_NO;
}

/* Answers past the library, which takes no answer while a body comes in, and reads on for a moment:
 * closing at once would reset the connection and could cost the client the answer. */
static enum MHD_Result refuse_and_drain(struct http_exchange *exchange, enum http_raw which)
{
    if (!http_watch_enter(exchange->watch, HTTP_WATCH_DRAINING))
        return MHD_NO;
    http_raw_send(exchange->server, which, exchange->watch->socket);
    atomic_fetch_add(&exchange->server->refused, 1);
    atomic_store(&exchange->phase, HTTP_PHASE_DRAINING);
    body_release(exchange);
    exchange->drained_bytes = 0;
    return MHD_YES;
}

static enum MHD_Result read_head(struct http_exchange *exchange, const char *method)
{
    struct http_server *server = exchange->server;
    struct http_head *head = &exchange->head;
    exchange->head_seen = true;
    const struct http_fault *fault = http_guard_read(head_copy(exchange, method), head);
    if (fault)
        return refuse(exchange, fault);
    if (atomic_load(&server->stopping))
        return refuse(exchange, &fault_stopping);
    exchange->request = (struct http_request){.method = head->method,
                                              .path = head->path,
                                              .query = head->query,
                                              .body = STR(""),
                                              .headers = head->headers,
                                              .header_count = head->header_count};
    if (!head->chunked && head->content_length == 0)
        return MHD_YES;
    exchange->body_bytes_max =
        server->options.body_limit(server->options.context, head->method, head->path);
    if (head->content_length > exchange->body_bytes_max)
        return head->expect_continue ? refuse(exchange, http_raw_fault(HTTP_RAW_TOO_LARGE))
                                     : refuse_and_drain(exchange, HTTP_RAW_TOO_LARGE);
    return MHD_YES;
}

/* --- the body --- */

/* False when all bodies together would be too much. Memory follows the bytes that came, never what
 * Content-Length announces; what is charged is the memory, which doubles as the body grows. */
static bool body_add(struct http_exchange *exchange, str piece)
{
    struct http_server *server = exchange->server;
    struct buf *body = &exchange->body;
    size_t needed = body->n + piece.n;
    if (needed > exchange->body_bytes_charged) {
        size_t more = needed - exchange->body_bytes_charged;
        if (atomic_load(&server->bodies_bytes) + more > server->options.bodies_bytes_max)
            return false;
    }
    buf_add(body, piece);
    if (body->room > exchange->body_bytes_charged) {
        atomic_fetch_add(&server->bodies_bytes, body->room - exchange->body_bytes_charged);
        exchange->body_bytes_charged = body->room;
    }
    return true;
}

static enum MHD_Result read_body(struct http_exchange *exchange, str piece)
{
    if (atomic_load(&exchange->phase) == HTTP_PHASE_DRAINING) {
        exchange->drained_bytes += piece.n;
        return exchange->drained_bytes > HTTP_DRAIN_BYTES_MAX ? MHD_NO : MHD_YES;
    }
    if (piece.n > exchange->body_bytes_max - exchange->body.n)
        return refuse_and_drain(exchange, HTTP_RAW_TOO_LARGE);
    return body_add(exchange, piece) ? MHD_YES : refuse_and_drain(exchange, HTTP_RAW_BUSY);
}

/* --- the handler --- */

static enum MHD_Result queue_answer(struct http_exchange *exchange)
{
    struct MHD_Response *response = exchange->response;
    exchange->response = NULL;
    (void)http_watch_enter(exchange->watch, HTTP_WATCH_SENDING);
    if (exchange->stream)
        http_stream_begin(exchange);
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)exchange->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* After the handler returned without an answer: suspends, unless the answer came meanwhile or the
 * server has ended. The lock keeps http_answer from resuming what is not suspended yet. */
static enum MHD_Result wait_for_answer(struct http_exchange *exchange, void **slot)
{
    struct http_server *server = exchange->server;
    pthread_mutex_lock(&server->lock);
    bool answered = atomic_load(&exchange->phase) == HTTP_PHASE_ANSWERED;
    bool abandoned = !answered && server->abandoned;
    if (abandoned) {
        atomic_store(&exchange->phase, HTTP_PHASE_ABANDONED);
        atomic_fetch_add(&server->references, 1);
    } else if (!answered) {
        MHD_suspend_connection(exchange->connection);
        atomic_store(&exchange->phase, HTTP_PHASE_WAITING);
        exchange->older = server->waiting;
        exchange->newer = NULL;
        if (server->waiting)
            server->waiting->newer = exchange;
        server->waiting = exchange;
    }
    pthread_mutex_unlock(&server->lock);
    if (abandoned) {
        atomic_fetch_sub(&server->open, 1);
        *slot = NULL;
        return MHD_NO;
    }
    return answered ? queue_answer(exchange) : MHD_YES;
}

void http_exchange_resume(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    if (exchange->older)
        exchange->older->newer = exchange->newer;
    if (exchange->newer)
        exchange->newer->older = exchange->older;
    else
        server->waiting = exchange->older;
    MHD_resume_connection(exchange->connection);
}

void http_exchange_abandon_all(struct http_server *server)
{
    pthread_mutex_lock(&server->lock);
    server->abandoned = true;
    while (server->waiting) {
        struct http_exchange *exchange = server->waiting;
        atomic_store(&exchange->phase, HTTP_PHASE_ABANDONED);
        atomic_fetch_add(&server->references, 1);
        http_exchange_resume(exchange);
    }
    pthread_mutex_unlock(&server->lock);
}

static enum MHD_Result hand_over(struct http_exchange *exchange, void **slot)
{
    struct http_server *server = exchange->server;
    if (!http_watch_enter(exchange->watch, HTTP_WATCH_HANDLING))
        return MHD_NO;
    if (exchange->body.n)
        exchange->request.body = buf_str(&exchange->body);
    atomic_fetch_add(&server->requests, 1);
    atomic_store(&exchange->phase, HTTP_PHASE_HANDLING);
    server->options.handler(server->options.context, exchange);
    if (atomic_load(&exchange->phase) == HTTP_PHASE_ANSWERED)
        return queue_answer(exchange);
    return wait_for_answer(exchange, slot);
}

/* Called by the library once with the head, for each piece of the body, once when the request is
 * whole, and again after a resume. */
enum MHD_Result http_exchange_step(void *context, struct MHD_Connection *connection,
                                   const char *url, const char *method, const char *version,
                                   const char *upload, size_t *upload_bytes, void **slot)
{
    (void)context, (void)connection, (void)url, (void)version;
    struct http_exchange *exchange = *slot;
    if (!exchange)
        return MHD_NO;
    if (!exchange->head_seen)
        return read_head(exchange, method);
    if (*upload_bytes) {
        str piece = str_of(upload, *upload_bytes);
        *upload_bytes = 0;
        return read_body(exchange, piece);
    }
    switch (atomic_load(&exchange->phase)) {
    case HTTP_PHASE_READING:
        return hand_over(exchange, slot);
    case HTTP_PHASE_ANSWERED:
        return queue_answer(exchange);
    default: /* drained or abandoned: close */
        return MHD_NO;
    }
}

void http_exchange_end(void *context, struct MHD_Connection *connection, void **slot,
                       enum MHD_RequestTerminationCode reason)
{
    (void)connection, (void)reason;
    struct http_server *server = context;
    struct http_exchange *exchange = *slot;
    if (!exchange)
        return;
    *slot = NULL;
    (void)http_watch_enter(exchange->watch, HTTP_WATCH_IDLE);
    if (exchange->response) {
        MHD_destroy_response(exchange->response);
        exchange->response = NULL;
    }
    if (exchange->stream && !exchange->response)
        http_stream_ended(exchange);
    atomic_fetch_sub(&server->open, 1);
    if (atomic_load(&exchange->phase) != HTTP_PHASE_ABANDONED)
        exchange_put(exchange);
}

const struct http_request *http_request_of(const struct http_exchange *exchange)
{
    return &exchange->request;
}

struct arena *http_arena(struct http_exchange *exchange)
{
    return &exchange->arena;
}

str http_header(const struct http_request *request, const char *name)
{
    str wanted = str_from(name);
    for (size_t i = 0; i < request->header_count; i++)
        if (str_equal_nocase(request->headers[i].name, wanted))
            return request->headers[i].value;
    return (str){NULL, 0};
}

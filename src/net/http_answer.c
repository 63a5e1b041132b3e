/* SPDX-License-Identifier: Apache-2.0 */
/* http_answer.c - answers: from handlers, from the server itself, and the few that go straight to
 * the socket because libmicrohttpd takes none at that moment. */
#include <sys/socket.h>

#include "base/log.h"
#include "net/http_private.h"

/* A Location holds an id of 2048 characters: 8192 bytes, 10923 in base64. */
enum { HEADER_NAME_BYTES_MAX = 64, HEADER_VALUE_BYTES_MAX = 12 << 10, RAW_BYTES_MAX = 4096 };

void http_answer_header(struct http_answer *answer, str name, str value)
{
    assert(answer->header_count < HTTP_ANSWER_HEADERS_MAX);
    answer->headers[answer->header_count++] = (struct http_header){name, value};
}

/* The library wants NUL-terminated text and refuses CR and LF; other control characters are ours to
 * refuse. A header that cannot be sent is left out, and told without its value. */
static void add_header(struct MHD_Response *response, const struct http_header *header)
{
    char name[HEADER_NAME_BYTES_MAX + 1], value[HEADER_VALUE_BYTES_MAX + 1];
    bool fits =
        header->name.n <= HEADER_NAME_BYTES_MAX && header->value.n <= HEADER_VALUE_BYTES_MAX;
    for (size_t i = 0; fits && i < header->value.n; i++) {
        unsigned char c = (unsigned char)header->value.p[i];
        fits = (c >= 0x20 && c != 0x7f) || c == '\t';
    }
    if (fits) {
        memcpy(name, header->name.p, header->name.n);
        name[header->name.n] = '\0';
        memcpy(value, header->value.p ? header->value.p : "", header->value.n);
        value[header->value.n] = '\0';
        fits = MHD_add_response_header(response, name, value) == MHD_YES;
    }
    if (!fits)
        log_line(LOG_ERROR, "net: an answer's header cannot be sent: %.*s", STR_ARG(header->name));
}

struct MHD_Response *http_answer_build(const struct http_answer *answer)
{
    /* The library only reads the body, though it takes it as writable. */
    union {
        const char *read_only;
        void *writable;
    } body = {answer->body.n ? answer->body.p : ""};
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        answer->body.n, body.writable, answer->release, answer->owner);
    if (!response)
        abort(); /* only when out of memory */
    http_answer_head(response, answer);
    return response;
}

void http_answer_head(struct MHD_Response *response, const struct http_answer *answer)
{
    for (size_t i = 0; i < answer->header_count; i++)
        add_header(response, &answer->headers[i]);
    if (answer->close)
        (void)MHD_add_response_header(response, "Connection", "close");
}

static bool has_body(enum http_method method, int status)
{
    return method != HTTP_HEAD && status != 204 && status != 304;
}

void http_answer(struct http_exchange *exchange, const struct http_answer *answer)
{
    struct http_server *server = exchange->server;
    struct http_answer sent = *answer;
    assert(sent.status >= 200 && sent.status <= 599);
    /* How chunks were delimited cannot be checked behind the library (bare LF passes), so nothing
     * that follows a chunked body on its connection is believed to be a request. */
    sent.close = sent.close || exchange->head.chunked || atomic_load(&server->stopping);
    if (has_body(exchange->head.method, sent.status))
        atomic_fetch_add(&server->bytes_out, sent.body.n);
    http_answer_give(exchange, sent.status, http_answer_build(&sent));
}

void http_answer_give(struct http_exchange *exchange, int status, struct MHD_Response *response)
{
    struct http_server *server = exchange->server;
    pthread_mutex_lock(&server->lock);
    int phase = atomic_load(&exchange->phase);
    assert(phase == HTTP_PHASE_HANDLING || phase == HTTP_PHASE_WAITING ||
           phase == HTTP_PHASE_ABANDONED);
    if (phase != HTTP_PHASE_ABANDONED) {
        exchange->response = response;
        exchange->status = status;
        atomic_store(&exchange->phase, HTTP_PHASE_ANSWERED);
        if (phase == HTTP_PHASE_WAITING)
            http_exchange_resume(exchange);
    }
    pthread_mutex_unlock(&server->lock);
    if (phase == HTTP_PHASE_ABANDONED) {
        MHD_destroy_response(response);
        http_exchange_drop(exchange);
    }
}

struct MHD_Response *http_answer_fault(struct http_exchange *exchange,
                                       const struct http_fault *fault)
{
    const struct http_options *options = &exchange->server->options;
    struct http_answer answer = {.status = fault->status, .close = true};
    options->error_body(options->context, &exchange->arena, fault->status, fault->code, fault->text,
                        &answer.body);
    http_answer_header(&answer, STR("Content-Type"), STR("application/json"));
    return http_answer_build(&answer);
}

/* --- raw answers --- */

static const struct http_fault raw_faults[HTTP_RAW_COUNT] = {
    [HTTP_RAW_TIMEOUT] = {408, STR("http-timeout"), STR("The request did not arrive in time.")},
    [HTTP_RAW_TOO_LARGE] = {413, STR("http-body-size"),
                            STR("The body is larger than this path accepts.")},
    [HTTP_RAW_BUSY] = {503, STR("http-busy"),
                       STR("Too many bytes of request bodies at once; try again later.")}};

const struct http_fault *http_raw_fault(enum http_raw which)
{
    return &raw_faults[which];
}

void http_raw_prepare(struct http_server *server)
{
    for (int i = 0; i < HTTP_RAW_COUNT; i++) {
        const struct http_fault *fault = &raw_faults[i];
        server->options.error_body(server->options.context, &server->home, fault->status,
                                   fault->code, fault->text, &server->raw[i]);
    }
}

void http_raw_send(const struct http_server *server, enum http_raw which, int socket)
{
    char text[RAW_BYTES_MAX], date[40];
    struct tm parts;
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    str body = server->raw[which];
    int bytes = snprintf(text, sizeof text,
                         "HTTP/1.1 %d %s\r\nDate: %s\r\nConnection: close\r\n"
                         "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s",
                         raw_faults[which].status,
                         MHD_get_reason_phrase_for((unsigned)raw_faults[which].status), date,
                         body.n, STR_ARG(body));
    if (bytes > 0 && (size_t)bytes < sizeof text)
        (void)!send(socket, text, (size_t)bytes, MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(socket, SHUT_WR);
}

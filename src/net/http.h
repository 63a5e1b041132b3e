/* SPDX-License-Identifier: Apache-2.0 */
/* http.h - the HTTP/1.1 server: libmicrohttpd behind a strict seam. One event thread takes
 * requests, refuses bad framing before any handler sees it, collects bodies under a limit and a
 * total deadline, and calls one handler. A handler answers at once, or later from any thread. Knows
 * no AAS. Rules: RFC 9110, RFC 9112. */
#ifndef SCHALE_NET_HTTP_H
#define SCHALE_NET_HTTP_H

#include "base/arena.h"

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_METHOD_COUNT
};

/* "GET" and so on. */
str http_method_name(enum http_method method);

struct http_exchange; /* one request and its answer */
struct http_server;

struct http_header {
    str name; /* as sent; answers use the usual spelling */
    str value;
};

/* What the client asked. All views live until the answer is given. */
struct http_request {
    enum http_method method;
    str path;  /* as sent: percent-encoded, without the query; begins with '/' */
    str query; /* as sent, without '?'; empty when there is none */
    str body;
    const struct http_header *headers;
    size_t header_count;
};

/* The first header of that name (any case), or {NULL, 0}. */
str http_header(const struct http_request *request, const char *name);

enum { HTTP_ANSWER_HEADERS_MAX = 16 };

/* An answer. Header views need to live only until http_answer returns. The body is sent without a
 * copy: `release(owner)` is called once, from any thread, when the last byte is gone or the client
 * left; NULL when the bytes are static or in the exchange's arena. For HEAD and 304 give the body a
 * GET would get: the server sends its length and no body.
 * Content-Length, Date and Connection are the server's. */
struct http_answer {
    int status;
    str body;
    void (*release)(void *owner);
    void *owner;
    struct http_header headers[HTTP_ANSWER_HEADERS_MAX];
    size_t header_count;
    bool close; /* close the connection behind this answer */
};

void http_answer_header(struct http_answer *answer, str name, str value);

/* Called on the event thread with a whole request. It must lead to exactly one http_answer(),
 * either before it returns or later from any thread. */
typedef void http_handler(void *context, struct http_exchange *exchange);

/* Says before the body is read how many bytes of it are accepted for this method and path (0:
 * none). */
typedef size_t http_body_limit(void *context, enum http_method method, str path);

/* Writes the body of an error answer that the server itself gives (400, 408, 413, 431, 503 ...):
 * `code` is a short machine word such as "http-host", `text` a sentence. The result goes out as
 * application/json. */
typedef void http_error_body(void *context, struct arena *arena, int status, str code, str text,
                             str *ret_body);

struct http_options {
    const char *host; /* numeric address or name, "127.0.0.1" */
    uint16_t port;    /* 0: a free one */
    void *context;    /* for the three functions below */
    http_handler *handler;
    http_body_limit *body_limit;
    http_error_body *error_body;
    uint32_t request_ms_max;  /* total time from first byte to the whole request; 0: 30,000 */
    uint32_t idle_ms_max;     /* keep-alive silence; 0: 75,000 */
    uint32_t connections_max; /* 0: 4,000 */
    size_t bodies_bytes_max;  /* all bodies in memory at once; 0: 1 GiB; over it: 503 */
    uint32_t workers;         /* threads behind http_run_on_worker; 0: 2 */
};

/* Starts listening; returns when requests are answered. ERR_IO (address in use ...), ERR_USAGE. */
MUST_CHECK err_t http_server_start(const struct http_options *options,
                                   struct http_server **ret_server, struct fail *why);
uint16_t http_server_port(const struct http_server *server);

/* Takes no more requests, waits up to wait_ms for open ones, closes everything, frees the server.
 * Takes at most a second more than wait_ms, unless the handler itself blocks the event thread. An
 * exchange that is still without an answer must get one later all the same: http_answer then only
 * frees it. */
void http_server_stop(struct http_server *server, uint32_t wait_ms);

struct http_stats {
    uint64_t requests, refused, connections_now, bytes_out;
};
struct http_stats http_server_stats(const struct http_server *server);

const struct http_request *http_request_of(const struct http_exchange *exchange);

/* Memory that lives until the answer is sent or the client left. Only one thread works on an
 * exchange at a time. */
struct arena *http_arena(struct http_exchange *exchange);

/* Gives the answer; the exchange belongs to the server again. From any thread. */
void http_answer(struct http_exchange *exchange, const struct http_answer *answer);

/* Runs work(context, exchange) on a worker thread: for what takes more than a millisecond. Work
 * that has not begun when the server stops is run all the same, on any thread, so that what it
 * holds is given back; it should look at http_is_stopping first and then only answer. */
void http_run_on_worker(struct http_exchange *exchange, http_handler *work, void *context);
bool http_is_stopping(struct http_exchange *exchange);

/* --- the query part of a URL --- */

struct http_parameter {
    str name, value; /* percent-decoded, '+' is a plus sign as RFC 3986 has it */
};

/* Percent-decodes. ERR_SYNTAX on a bad escape, NUL, or bytes that are not UTF-8. */
MUST_CHECK err_t http_percent_decode(struct arena *arena, str text, str *ret_text,
                                     struct fail *why);

/* Splits a query at '&' and '='. At most HTTP_PARAMETERS_MAX. ERR_SYNTAX, ERR_TOO_LARGE. */
enum { HTTP_PARAMETERS_MAX = 256 };
MUST_CHECK err_t http_query_parse(struct arena *arena, str query, struct http_parameter **ret_items,
                                  size_t *ret_count, struct fail *why);

/* One part of a multipart/form-data body (RFC 7578). */
struct http_part {
    str name, file_name, content_type, bytes; /* views of the body or copies in the arena */
};
enum { HTTP_PARTS_MAX = 64 };
MUST_CHECK err_t http_multipart_parse(struct arena *arena, str content_type, str body,
                                      struct http_part **ret_parts, size_t *ret_count,
                                      struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* http_stream.c - answers that come in pieces. A stream that has nothing to send is suspended, and
 * costs nothing until somebody wakes it. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/http_private.h"

enum { BLOCK_BYTES = 1024 }; /* the library's buffer of a response, used for HTTP/1.0 only */

/* Under server->lock. */
static void list_remove(struct http_stream *stream)
{
    if (stream->older)
        stream->older->newer = stream->newer;
    if (stream->newer)
        stream->newer->older = stream->older;
    else
        stream->server->sleeping = stream->older;
    stream->older = stream->newer = NULL;
}

/* Under server->lock. */
static void wake(struct http_stream *stream)
{
    if (!stream->sleeping) {
        stream->woken = true;
        return;
    }
    stream->sleeping = false;
    list_remove(stream);
    MHD_resume_connection(stream->exchange->connection);
}

void http_stream_wake(struct http_stream *stream)
{
    struct http_server *server = stream->server;
    pthread_mutex_lock(&server->lock);
    wake(stream);
    pthread_mutex_unlock(&server->lock);
}

void http_stream_end_all(struct http_server *server)
{
    pthread_mutex_lock(&server->lock);
    while (server->sleeping)
        wake(server->sleeping);
    pthread_mutex_unlock(&server->lock);
}

/* Suspends, unless somebody woke the stream since it was read. What was read before has gone to the
 * kernel by now, so nothing is being sent that the watchdog would have to look at. */
static bool fall_asleep(struct http_stream *stream)
{
    struct http_server *server = stream->server;
    pthread_mutex_lock(&server->lock);
    bool sleeps = !stream->woken && !atomic_load(&server->stopping);
    stream->woken = false;
    if (sleeps) {
        if (stream->sending)
            (void)http_watch_enter(stream->exchange->watch, HTTP_WATCH_HANDLING);
        stream->sending = false;
        MHD_suspend_connection(stream->exchange->connection);
        stream->sleeping = true;
        stream->older = server->sleeping;
        if (server->sleeping)
            server->sleeping->newer = stream;
        server->sleeping = stream;
    }
    pthread_mutex_unlock(&server->lock);
    return sleeps;
}

static ssize_t read_piece(void *context, uint64_t at, char *to, size_t room)
{
    struct http_stream *stream = context;
    struct http_server *server = stream->server;
    (void)at;
    for (;;) {
        if (atomic_load(&server->stopping))
            return MHD_CONTENT_READER_END_OF_STREAM;
        long bytes = stream->read(stream, to, room);
        if (bytes < 0)
            return bytes == HTTP_STREAM_END ? MHD_CONTENT_READER_END_OF_STREAM
                                            : MHD_CONTENT_READER_END_WITH_ERROR;
        if (bytes > 0) {
            assert((size_t)bytes <= room);
            if (!stream->sending && !http_watch_enter(stream->exchange->watch, HTTP_WATCH_SENDING))
                return MHD_CONTENT_READER_END_WITH_ERROR;
            stream->sending = true;
            atomic_fetch_add(&server->bytes_out, (uint64_t)bytes);
            return bytes;
        }
        if (fall_asleep(stream))
            return 0;
    }
}

static void release(void *context)
{
    struct http_stream *stream = context;
    stream->release(stream);
}

void http_answer_stream(struct http_exchange *exchange, const struct http_answer *answer,
                        struct http_stream *stream)
{
    struct http_answer sent = *answer;
    assert(sent.status >= 200 && sent.status <= 599);
    sent.close = sent.close || exchange->head.chunked || atomic_load(&exchange->server->stopping);
    stream->server = exchange->server;
    stream->exchange = exchange;
    stream->sending = true; /* the head */
    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES,
                                                                      read_piece, stream, release);
    if (!response)
        abort(); /* only when out of memory */
    /* The library would end a HEAD's answer with the last chunk of a body. */
    if (exchange->head.method == HTTP_HEAD)
        (void)MHD_set_response_options(response, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
    http_answer_head(response, &sent);
    exchange->stream = stream;
    http_answer_give(exchange, sent.status, response);
}

void http_stream_begin(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    unsigned ms = server->options.request_ms_max;
    /* A client whose machine is gone would be noticed after a quarter of an hour. */
    (void)setsockopt(exchange->watch->socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &ms, sizeof ms);
    atomic_fetch_add(&server->streams, 1);
    atomic_fetch_sub(&server->open, 1);
}

/* The library calls `release` after this. */
void http_stream_ended(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    exchange->stream = NULL;
    atomic_fetch_sub(&server->streams, 1);
    atomic_fetch_add(&server->open, 1); /* ends with the exchange */
}

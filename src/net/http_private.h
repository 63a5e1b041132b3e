/* SPDX-License-Identifier: Apache-2.0 */
/* http_private.h - what the files of the HTTP server share: exchange, watch, worker pool, server.
 * Threads: "event" is libmicrohttpd's one thread; the watchdog and the workers are ours. */
#ifndef SCHALE_NET_HTTP_PRIVATE_H
#define SCHALE_NET_HTTP_PRIVATE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "net/http_guard.h"

enum {
    /* The library's buffer of a connection: a head, a record for each header, 2 KiB for the
     * answer's headers. It is zeroed for each request, so more would cost time, too. */
    HTTP_CONNECTION_MEMORY_BYTES = HTTP_HEAD_BYTES_MAX + 64 * HTTP_REQUEST_HEADERS_MAX + 2048,
    HTTP_SPARE_EXCHANGES_MAX = 64,         /* kept for the next request */
    HTTP_SPARE_BODY_BYTES_MAX = 64 * 1024, /* of body memory kept with each */
    HTTP_DRAIN_MS_MAX = 2000, /* reading on behind a 413, so that the client sees the answer */
    HTTP_DRAIN_BYTES_MAX = 64 << 20, /* ... and no more than this of it */
    HTTP_WORKER_END_MS_MAX = 1000
};

/* --- watch: what the watchdog knows about a connection --- */

enum http_watch_state {
    HTTP_WATCH_FREE,
    HTTP_WATCH_IDLE,     /* no whole request line yet */
    HTTP_WATCH_READING,  /* request line seen, request not whole */
    HTTP_WATCH_HANDLING, /* the handler's time, not watched */
    HTTP_WATCH_SENDING,
    HTTP_WATCH_DRAINING, /* refused, the rest of the body is thrown away */
    HTTP_WATCH_CUT       /* the watchdog ended it; final */
};

struct http_watch {
    _Atomic uint64_t word; /* state, number of the request, time of entry: see http_watchdog.c */
    int socket;
    uint32_t next_free;
    /* The watchdog's own notes. */
    uint64_t partial_request; /* number of the request whose first bytes were seen early */
    int64_t first_byte_ms;
    uint64_t progress_word, progress_bytes;
    int64_t progress_ms;
};

/* Takes a free watch for a new connection, IDLE from now on. */
struct http_watch *http_watch_open(struct http_server *server, int socket);
void http_watch_close(struct http_server *server, struct http_watch *watch);

/* Moves to a state from now on; entering IDLE begins the next request. False when the watchdog has
 * ended the connection. */
bool http_watch_enter(struct http_watch *watch, enum http_watch_state state);

void http_watchdog_start(struct http_server *server);
void http_watchdog_stop(struct http_server *server);

/* --- exchange --- */

enum http_phase {
    HTTP_PHASE_READING,
    HTTP_PHASE_DRAINING,
    HTTP_PHASE_HANDLING, /* the handler runs on the event thread */
    HTTP_PHASE_WAITING,  /* suspended until http_answer */
    HTTP_PHASE_ANSWERED,
    HTTP_PHASE_ABANDONED /* the server has ended; http_answer only frees */
};

struct http_exchange {
    struct arena home; /* holds this struct */
    struct arena arena;
    struct buf head_bytes; /* the head's copy: outlives the connection */
    struct buf body;
    size_t body_bytes_max;
    size_t body_bytes_charged; /* part of server->bodies_bytes */
    size_t drained_bytes;      /* of a refused body */
    struct http_head head;
    struct http_request request;
    bool head_seen;
    char *query_at; /* the '?' in the library's buffer, see http_exchange.c */
    char query_first;
    struct http_server *server;
    struct http_watch *watch;
    struct MHD_Connection *connection;
    struct MHD_Response *response; /* given, not yet queued */
    int status;
    _Atomic int phase;                   /* changed under server->lock once the handler has it */
    struct http_exchange *next;          /* in the spare list or the worker queue */
    struct http_exchange *older, *newer; /* in the list of waiting ones, under server->lock */
    http_handler *work;
    void *work_context;
};

/* The library's callbacks. `slot` holds the exchange. */
void *http_exchange_begin(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result http_exchange_step(void *server, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *upload,
                                   size_t *upload_bytes, void **slot);
void http_exchange_end(void *server, struct MHD_Connection *connection, void **slot,
                       enum MHD_RequestTerminationCode reason);

/* Takes a WAITING exchange out of the list and wakes its connection; under server->lock. */
void http_exchange_resume(struct http_exchange *exchange);

/* Ends all waiting: their connections close, their memory lasts until the late answer. */
void http_exchange_abandon_all(struct http_server *server);

/* Gives the exchange's memory back for good. */
void http_exchange_free(struct http_exchange *exchange);

/* An abandoned exchange is given up by whoever had it last. */
void http_exchange_drop(struct http_exchange *exchange);

/* Builds the library's response; the caller queues or destroys it. */
struct MHD_Response *http_answer_build(const struct http_answer *answer);

/* The answer the server itself gives; its body lies in the exchange's arena. */
struct MHD_Response *http_answer_fault(struct http_exchange *exchange,
                                       const struct http_fault *fault);

/* --- answers written straight to the socket, where the library takes none --- */

enum http_raw { HTTP_RAW_TIMEOUT, HTTP_RAW_TOO_LARGE, HTTP_RAW_BUSY, HTTP_RAW_COUNT };

const struct http_fault *http_raw_fault(enum http_raw which);
void http_raw_prepare(struct http_server *server);

/* Sends what fits without waiting, closes for writing. Any thread that knows the socket is open. */
void http_raw_send(const struct http_server *server, enum http_raw which, int socket);

/* --- workers --- */

struct http_pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct http_exchange *first, *last;
    bool closed;
    uint32_t thread_count;
    pthread_t *threads;
};

void http_pool_start(struct http_server *server, uint32_t thread_count);

/* Lets what was not begun give up, waits a moment for what runs; later work keeps the server's
 * memory. */
void http_pool_stop(struct http_server *server);

/* --- server --- */

struct http_server {
    struct arena home; /* holds this struct, the watches, the raw answers */
    struct http_options options;
    struct MHD_Daemon *daemon;
    uint16_t port;
    _Atomic uint32_t references; /* the owner, worker threads, abandoned exchanges */
    pthread_mutex_t lock;        /* phases of exchanges in a handler's hands */
    bool abandoned;              /* under lock: nothing may be suspended any more */
    struct http_exchange *waiting;
    _Atomic bool stopping;
    _Atomic uint32_t open; /* exchanges between begin and end */
    _Atomic size_t bodies_bytes;
    _Atomic uint64_t requests, refused, connections, bytes_out;
    struct http_exchange *spare; /* event thread */
    uint32_t spare_count;
    struct http_watch *watches; /* options.connections_max of them */
    uint32_t watch_free;        /* event thread: head of the free list */
    struct http_pool pool;
    pthread_mutex_t watch_lock; /* a socket is open while its watch is not FREE under this lock */
    pthread_cond_t watch_wake;
    pthread_t watch_thread;
    bool watch_ended;
    str raw[HTTP_RAW_COUNT];
};

void http_server_unref(struct http_server *server);

/* A thread that takes no signals: those are the main thread's. */
pthread_t http_thread_start(void *(*run)(void *), void *argument);

#endif

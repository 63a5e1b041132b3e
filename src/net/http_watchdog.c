/* SPDX-License-Identifier: Apache-2.0 */
/* http_watchdog.c - the total deadline of a request. The library only knows silence, so a client
 * that drips bytes would hold a connection for ever; this thread looks at all of them a few times a
 * second and shuts the socket of those that are late. */
#include <linux/tcp.h> /* glibc's own tcp_info lacks the byte counts */
#include <netinet/in.h>
#include <sys/socket.h>

#include "net/http_private.h"

/* The kernel's count of milliseconds since the last data is this coarse. */
enum { SLACK_MS = 20, TICK_MS_MIN = 50, TICK_MS_MAX = 500, BATCH = 64 };

/* A word holds the state (3 bits), the time it was entered (41 bits of ms), and the low bits of the
 * request's number, so that one compare-and-swap says "still in that state of that request". */
enum { STATE_BITS = 3, TIME_BITS = 41 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t word_of(enum http_watch_state state, int64_t ms, uint64_t request)
{
    uint64_t time = (uint64_t)ms & ((1ull << TIME_BITS) - 1);
    return (uint64_t)state | time << STATE_BITS | request << (STATE_BITS + TIME_BITS);
}

static enum http_watch_state word_state(uint64_t word)
{
    return (enum http_watch_state)(word & ((1u << STATE_BITS) - 1));
}

static int64_t word_ms(uint64_t word)
{
    return (int64_t)(word >> STATE_BITS & ((1ull << TIME_BITS) - 1));
}

static uint64_t word_request(uint64_t word)
{
    return word >> (STATE_BITS + TIME_BITS);
}

bool http_watch_enter(struct http_watch *watch, enum http_watch_state state)
{
    int64_t now = now_ms();
    uint64_t old = atomic_load(&watch->word), word;
    do {
        if (word_state(old) == HTTP_WATCH_CUT)
            return false;
        word = word_of(state, now, word_request(old) + (state == HTTP_WATCH_IDLE));
    } while (!atomic_compare_exchange_weak(&watch->word, &old, word));
    return true;
}

struct http_watch *http_watch_open(struct http_server *server, int socket)
{
    assert(server->watch_free < server->options.connections_max);
    struct http_watch *watch = &server->watches[server->watch_free];
    server->watch_free = watch->next_free;
    pthread_mutex_lock(&server->watch_lock);
    watch->socket = socket;
    watch->partial_request = UINT64_MAX;
    watch->progress_word = 0;
    atomic_store(&watch->word, word_of(HTTP_WATCH_IDLE, now_ms(), 0));
    pthread_mutex_unlock(&server->watch_lock);
    return watch;
}

void http_watch_close(struct http_server *server, struct http_watch *watch)
{
    pthread_mutex_lock(&server->watch_lock);
    atomic_store(&watch->word, HTTP_WATCH_FREE);
    watch->socket = -1;
    pthread_mutex_unlock(&server->watch_lock);
    watch->next_free = server->watch_free;
    server->watch_free = (uint32_t)(watch - server->watches);
}

/* --- the thread --- */

static bool socket_info(int socket, struct tcp_info *ret_info)
{
    socklen_t bytes = sizeof *ret_info;
    memset(ret_info, 0, sizeof *ret_info);
    return getsockopt(socket, IPPROTO_TCP, TCP_INFO, ret_info, &bytes) == 0;
}

/* Ends the connection if it is still as `word` says: an answer that began meanwhile wins. */
static void cut(struct http_server *server, struct http_watch *watch, uint64_t word, bool answer)
{
    if (!atomic_compare_exchange_strong(&watch->word, &word,
                                        word_of(HTTP_WATCH_CUT, 0, word_request(word))))
        return;
    if (answer) {
        http_raw_send(server, HTTP_RAW_TIMEOUT, watch->socket);
        atomic_fetch_add(&server->refused, 1);
    }
    shutdown(watch->socket, SHUT_RDWR);
}

/* When the first byte of this request came, as far as can be seen from outside the library. */
static int64_t first_byte_ms(const struct http_watch *watch, uint64_t word)
{
    return watch->partial_request == word_request(word) ? watch->first_byte_ms : word_ms(word);
}

/* Between requests: bytes that came after the last answer are the beginning of a request line, and
 * start its clock. A new connection's clock runs from the start. */
static void check_idle(struct http_server *server, struct http_watch *watch, uint64_t word,
                       int64_t now)
{
    struct tcp_info info;
    bool first = word_request(word) == 0;
    if (watch->partial_request != word_request(word)) {
        if (!socket_info(watch->socket, &info))
            return;
        int64_t last_byte_ms = now - info.tcpi_last_data_recv;
        bool begun = first ? info.tcpi_bytes_received > 0 : last_byte_ms > word_ms(word) + SLACK_MS;
        if (begun) {
            watch->partial_request = word_request(word);
            watch->first_byte_ms = first ? word_ms(word) : last_byte_ms;
        } else if (!first) {
            return; /* keep-alive silence: the library's timer */
        }
    }
    if (now - first_byte_ms(watch, word) > server->options.request_ms_max)
        cut(server, watch, word, watch->partial_request == word_request(word));
}

/* A client that takes nothing of the answer for as long as a request may last is let go. */
static void check_sending(struct http_server *server, struct http_watch *watch, uint64_t word,
                          int64_t now)
{
    struct tcp_info info;
    if (!socket_info(watch->socket, &info))
        return;
    if (watch->progress_word != word || watch->progress_bytes != info.tcpi_bytes_acked) {
        watch->progress_word = word;
        watch->progress_bytes = info.tcpi_bytes_acked;
        watch->progress_ms = now;
    } else if (now - watch->progress_ms > server->options.request_ms_max) {
        cut(server, watch, word, false);
    }
}

static void check(struct http_server *server, struct http_watch *watch, int64_t now)
{
    uint64_t word = atomic_load(&watch->word);
    switch (word_state(word)) {
    case HTTP_WATCH_IDLE:
        check_idle(server, watch, word, now);
        break;
    case HTTP_WATCH_READING:
        if (now - first_byte_ms(watch, word) > server->options.request_ms_max)
            cut(server, watch, word, true);
        break;
    case HTTP_WATCH_SENDING:
        check_sending(server, watch, word, now);
        break;
    case HTTP_WATCH_DRAINING:
        if (now - word_ms(word) > HTTP_DRAIN_MS_MAX)
            cut(server, watch, word, false);
        break;
    default:
        break;
    }
}

static void check_all(struct http_server *server)
{
    int64_t now = now_ms();
    for (uint32_t from = 0; from < server->options.connections_max; from += BATCH) {
        pthread_mutex_lock(&server->watch_lock);
        for (uint32_t i = from; i < from + BATCH && i < server->options.connections_max; i++)
            check(server, &server->watches[i], now);
        pthread_mutex_unlock(&server->watch_lock);
    }
}

static void *run(void *argument)
{
    struct http_server *server = argument;
    int64_t tick_ms = server->options.request_ms_max / 8;
    tick_ms = tick_ms < TICK_MS_MIN ? TICK_MS_MIN : tick_ms > TICK_MS_MAX ? TICK_MS_MAX : tick_ms;
    pthread_mutex_lock(&server->watch_lock);
    while (!server->watch_ended) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += tick_ms * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&server->watch_wake, &server->watch_lock, &until);
        pthread_mutex_unlock(&server->watch_lock);
        check_all(server);
        pthread_mutex_lock(&server->watch_lock);
    }
    pthread_mutex_unlock(&server->watch_lock);
    return NULL;
}

void http_watchdog_start(struct http_server *server)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&server->watch_wake, &steady);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&server->watch_lock, NULL);
    server->watches =
        ARENA_ARRAY(&server->home, struct http_watch, server->options.connections_max);
    for (uint32_t i = 0; i < server->options.connections_max; i++)
        server->watches[i].next_free = i + 1;
    server->watch_thread = http_thread_start(run, server);
}

void http_watchdog_stop(struct http_server *server)
{
    pthread_mutex_lock(&server->watch_lock);
    server->watch_ended = true;
    pthread_cond_signal(&server->watch_wake);
    pthread_mutex_unlock(&server->watch_lock);
    pthread_join(server->watch_thread, NULL);
}

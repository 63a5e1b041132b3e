/* SPDX-License-Identifier: Apache-2.0 */
/* http_server.c - start, listen, stop. What happens to a request is in http_exchange.c. */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "net/http_private.h"

enum {
    REQUEST_MS_MAX = 30000,
    IDLE_MS_MAX = 75000,
    CONNECTIONS_MAX = 4000,
    WORKERS = 2,
    BACKLOG = 1024,
    OTHER_FILES = 256 /* open files besides connections */
};
static const size_t bodies_bytes_max = (size_t)1 << 30;

pthread_t http_thread_start(void *(*run)(void *), void *argument)
{
    sigset_t all, before;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&thread, NULL, run, argument) != 0)
        abort(); /* no memory or no thread left: as bad as no memory */
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return thread;
}

void http_server_unref(struct http_server *server)
{
    if (atomic_fetch_sub(&server->references, 1) != 1)
        return;
    pthread_mutex_destroy(&server->lock);
    pthread_mutex_destroy(&server->pool.lock);
    pthread_cond_destroy(&server->pool.wake);
    struct arena home = server->home;
    arena_release(&home);
}

/* --- listening --- */

static int listen_on(const struct addrinfo *address)
{
    int on = 1;
    int socket_fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_fd < 0)
        return -1;
    /* Accepted sockets inherit TCP_NODELAY. */
    if (setsockopt(socket_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        setsockopt(socket_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
        bind(socket_fd, address->ai_addr, address->ai_addrlen) == 0 &&
        listen(socket_fd, BACKLOG) == 0)
        return socket_fd;
    int reason = errno;
    close(socket_fd);
    errno = reason;
    return -1;
}

static err_t open_socket(const char *host, uint16_t port, int *ret_socket, struct fail *why)
{
    char service[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *addresses;
    snprintf(service, sizeof service, "%u", port);
    int code = getaddrinfo(host, service, &hints, &addresses);
    if (code != 0)
        return fail_set(why, ERR_USAGE, 0, str_from(host), "cannot find the address %s: %s", host,
                        gai_strerror(code));
    int socket_fd = -1;
    for (const struct addrinfo *a = addresses; a && socket_fd < 0; a = a->ai_next)
        socket_fd = listen_on(a);
    int reason = errno;
    freeaddrinfo(addresses);
    if (socket_fd < 0)
        return fail_set(why, ERR_IO, 0, str_from(host), "cannot listen on %s port %u: %s", host,
                        port, strerrordesc_np(reason));
    *ret_socket = socket_fd;
    return ERR_OK;
}

static uint16_t port_of(int socket_fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_storage room;
    } address = {0};
    socklen_t bytes = sizeof address;
    getsockname(socket_fd, &address.any, &bytes);
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

/* The usual soft limit of 1,024 files is fewer than the connections promised. */
static void allow_files(uint32_t connections_max)
{
    struct rlimit files;
    rlim_t wanted = (rlim_t)connections_max + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted)
        return;
    files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
    if (files.rlim_cur < wanted)
        log_line(LOG_WARN,
                 "net: %llu open files are allowed, %u connections need %llu (ulimit -Hn)",
                 (unsigned long long)files.rlim_max, connections_max, (unsigned long long)wanted);
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

/* --- the library --- */

static void notify_connection(void *context, struct MHD_Connection *connection, void **slot,
                              enum MHD_ConnectionNotificationCode what)
{
    struct http_server *server = context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        int socket_fd =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        *slot = http_watch_open(server, socket_fd);
        atomic_fetch_add(&server->connections, 1);
    } else {
        http_watch_close(server, *slot);
        atomic_fetch_sub(&server->connections, 1);
    }
}

/* Paths stay as sent. */
static size_t unescape_nothing(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static err_t start_daemon(struct http_server *server, int listener, struct fail *why)
{
    const struct http_options *options = &server->options;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, http_exchange_step,
        server, MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_CONNECTION_LIMIT,
        options->connections_max, MHD_OPTION_CONNECTION_TIMEOUT,
        (options->idle_ms_max + 999) / 1000, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HTTP_CONNECTION_MEMORY_BYTES, MHD_OPTION_URI_LOG_CALLBACK, http_exchange_begin,
        server, MHD_OPTION_NOTIFY_COMPLETED, http_exchange_end, server,
        MHD_OPTION_NOTIFY_CONNECTION, notify_connection, server, MHD_OPTION_UNESCAPE_CALLBACK,
        unescape_nothing, NULL, MHD_OPTION_END);
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!server->daemon)
        return fail_set(why, ERR_IO, 0, STR("http"), "cannot start the HTTP server: %s",
                        strerrordesc_np(reason));
    return ERR_OK;
}

static struct http_server *server_new(const struct http_options *options)
{
    struct arena home = {0};
    struct http_server *server = ARENA_NEW(&home, struct http_server);
    server->home = home;
    server->options = *options;
    struct http_options *own = &server->options;
    own->host = NULL; /* the caller's memory */
    if (!own->request_ms_max)
        own->request_ms_max = REQUEST_MS_MAX;
    if (!own->idle_ms_max)
        own->idle_ms_max = IDLE_MS_MAX;
    if (!own->connections_max)
        own->connections_max = CONNECTIONS_MAX;
    if (!own->bodies_bytes_max)
        own->bodies_bytes_max = bodies_bytes_max;
    if (!own->workers)
        own->workers = WORKERS;
    atomic_store(&server->references, 1);
    pthread_mutex_init(&server->lock, NULL);
    return server;
}

static void free_spare(struct http_server *server)
{
    while (server->spare) {
        struct http_exchange *exchange = server->spare;
        server->spare = exchange->next;
        http_exchange_free(exchange);
    }
}

err_t http_server_start(const struct http_options *options, struct http_server **ret_server,
                        struct fail *why)
{
    assert(options->handler && options->body_limit && options->error_body);
    int listener = -1;
    err_t err =
        open_socket(options->host ? options->host : "127.0.0.1", options->port, &listener, why);
    if (err)
        return err;
    struct http_server *server = server_new(options);
    server->port = port_of(listener);
    allow_files(server->options.connections_max);
    http_raw_prepare(server);
    http_watchdog_start(server);
    http_pool_start(server, server->options.workers);
    err = start_daemon(server, listener, why);
    if (err) {
        close(listener);
        http_pool_stop(server);
        http_watchdog_stop(server);
        http_server_unref(server);
        return err;
    }
    *ret_server = server;
    return ERR_OK;
}

uint16_t http_server_port(const struct http_server *server)
{
    return server->port;
}

void http_server_stop(struct http_server *server, uint32_t wait_ms)
{
    atomic_store(&server->stopping, true);
    int listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0)
        close(listener);
    http_stream_end_all(server);
    int64_t now = clock_steady_ms(), until = now + wait_ms;
    int64_t streams_until =
        now + (wait_ms < HTTP_STREAM_END_MS_MAX ? wait_ms : HTTP_STREAM_END_MS_MAX);
    while ((atomic_load(&server->open) > 0 && clock_steady_ms() < until) ||
           (atomic_load(&server->streams) > 0 && clock_steady_ms() < streams_until))
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    http_exchange_abandon_all(server);
    MHD_stop_daemon(server->daemon);
    http_pool_stop(server);
    http_watchdog_stop(server);
    free_spare(server);
    http_server_unref(server);
}

struct http_stats http_server_stats(const struct http_server *server)
{
    return (struct http_stats){.requests = atomic_load(&server->requests),
                               .refused = atomic_load(&server->refused),
                               .connections_now = atomic_load(&server->connections),
                               .streams_now = atomic_load(&server->streams),
                               .bytes_out = atomic_load(&server->bytes_out)};
}

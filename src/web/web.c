/* SPDX-License-Identifier: Apache-2.0 */
/* web.c - ties the HTTP server, the route table and the store together. */
#include "web/web.h"

#include <stdatomic.h>
#include <time.h>

#include "base/clock.h"
#include "web/call.h"
#include "web/edit.h"

enum { CALL_END_MS_MAX = 500 };

struct web {
    struct arena arena;
    struct store *store;
    struct http_server *server;
    const struct routes *routes;
    struct edit_gates edit_gates;
    int64_t started_wall_ms, started_steady_ms;
    _Atomic uint64_t correlations;
    _Atomic uint64_t calls_open;
};

static void handle(void *context, struct http_exchange *exchange)
{
    call_begin(context, exchange);
}

static size_t body_limit(void *context, enum http_method method, str path)
{
    const struct web *web = context;
    struct route_match match;
    routes_find(web->routes, method, path, &match);
    unsigned flags = match.route && match.route->handler ? match.route->flags : 0;
    if (flags & ROUTE_UPLOAD)
        return WEB_UPLOAD_BYTES_MAX;
    if (flags & ROUTE_FILE)
        return WEB_FILE_BYTES_MAX;
    return flags & ROUTE_JSON ? WEB_JSON_BYTES_MAX : WEB_OTHER_BYTES_MAX;
}

static void error_body(void *context, struct arena *arena, int status, str code, str text,
                       str *ret_body)
{
    struct web *web = context;
    struct result result;
    struct buf out = {0};
    result_begin(&result, &out, LANGUAGE_ENGLISH, web_correlation(web, arena));
    result_add(&result, status >= 500 ? STR("Exception") : STR("Error"), code, text);
    result_end(&result);
    *ret_body = arena_dup(arena, buf_str(&out));
    buf_release(&out);
}

err_t web_start(const struct web_options *options, struct web **ret_web, struct fail *why)
{
    struct arena arena = {0};
    struct web *web = ARENA_NEW(&arena, struct web);
    web->store = options->store;
    web->routes = routes_new(&arena);
    edit_gates_init(&web->edit_gates);
    web->started_wall_ms = clock_wall_ms();
    web->started_steady_ms = clock_steady_ms();
    web->arena = arena;
    struct http_options http = {.host = options->host,
                                .port = options->port,
                                .context = web,
                                .handler = handle,
                                .body_limit = body_limit,
                                .error_body = error_body};
    err_t err = http_server_start(&http, &web->server, why);
    if (err) {
        arena = web->arena;
        arena_release(&arena);
        return err;
    }
    *ret_web = web;
    return ERR_OK;
}

uint16_t web_port(const struct web *web)
{
    return http_server_port(web->server);
}

void web_stop(struct web *web, uint32_t wait_ms)
{
    http_server_stop(web->server, wait_ms);
    /* Who has just answered a call is about to say so. */
    for (int i = 0; i < CALL_END_MS_MAX && atomic_load(&web->calls_open) > 0; i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (atomic_load(&web->calls_open) > 0)
        return; /* a commit is still on its way: its answer finds `web`, and the process ends soon
                 */
    struct arena arena = web->arena; /* the arena holds `web` itself */
    arena_release(&arena);
}

struct web_status web_status_of(const struct web *web)
{
    return (struct web_status){.http = http_server_stats(web->server),
                               .up_ms = clock_steady_ms() - web->started_steady_ms};
}

void web_call_begin(struct web *web)
{
    atomic_fetch_add(&web->calls_open, 1);
}

void web_call_end(struct web *web)
{
    atomic_fetch_sub(&web->calls_open, 1);
}

struct store *web_store(const struct web *web)
{
    return web->store;
}

struct edit_gates *web_edit_gates(struct web *web)
{
    return &web->edit_gates;
}

const struct routes *web_routes(const struct web *web)
{
    return web->routes;
}

str web_correlation(struct web *web, struct arena *arena)
{
    uint64_t number = atomic_fetch_add(&web->correlations, 1) + 1;
    return arena_printf(arena, "%llx-%llu", (unsigned long long)web->started_wall_ms,
                        (unsigned long long)number);
}

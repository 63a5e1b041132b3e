/* SPDX-License-Identifier: Apache-2.0 */
/* web.c - ties the HTTP server, the route table and the store together. */
#include "web/web.h"

#include <stdatomic.h>
#include <time.h>

#include "base/clock.h"
#include "event/event_hub.h"
#include "plan/security/todo/watch.h"
#include "search/search.h"
#include "web/call.h"
#include "web/edit.h"
#include "web/handles.h"
#include "web/operations.h"
#include "web/security/publish_key.h"
#include "web/security/sources.h"
#include "web/signer.h"

enum { CALL_END_MS_MAX = 500 };

struct web {
    struct arena arena;
    struct store *store;
    struct http_server *server;
    const struct routes *routes;
    struct handles *handles;
    str host, public_url;
    str service_ids[DOCUMENT_IDENTIFIABLE_END]; /* by kind: web_options.shell, .submodel */
    struct edit_gates edit_gates;
    struct operations *operations;
    struct signer *signer;
    struct publish_key *publish_key;
    struct event_hub *events;
    struct search *search;
    struct watch *watch;
    struct links *links;
    struct sources *sources;
    str event_base;
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

static void release(struct web *web)
{
    if (web->operations)
        operations_free(web->operations);
    if (web->sources)
        sources_stop(web->sources);
    if (web->signer)
        signer_close(web->signer);
    publish_key_close(web->publish_key);
    handles_release(web->handles);
    event_hub_free(web->events);
    if (web->watch)
        watch_close(web->watch);
    if (web->search)
        search_close(web->search);
    struct arena arena = web->arena; /* the arena holds `web` itself */
    arena_release(&arena);
}

err_t web_start(const struct web_options *options, struct web **ret_web, struct fail *why)
{
    struct arena arena = {0};
    struct web *web = ARENA_NEW(&arena, struct web);
    web->store = options->store;
    web->links = options->links;
    web->routes = routes_new(&arena);
    web->handles = handles_new(&arena);
    web->host = arena_dup(&arena, str_from(options->host));
    str public_url = options->public_url ? str_from(options->public_url) : STR("");
    while (public_url.n && public_url.p[public_url.n - 1] == '/')
        public_url.n--;
    web->public_url = arena_dup(&arena, public_url);
    if (options->shell)
        web->service_ids[DOCUMENT_SHELL] = arena_dup(&arena, str_from(options->shell));
    if (options->submodel)
        web->service_ids[DOCUMENT_SUBMODEL] = arena_dup(&arena, str_from(options->submodel));
    web->publish_key = publish_key_new(&arena, options->data);
    edit_gates_init(&web->edit_gates);
    web->started_wall_ms = clock_wall_ms();
    web->started_steady_ms = clock_steady_ms();
    web->arena = arena;
    uint32_t connections =
        options->connections_max ? options->connections_max : WEB_CONNECTIONS_DEFAULT;
    /* The others must be able to go on. */
    web->events = event_hub_new(options->store, connections - connections / 4);
    struct http_options http = {.connections_max = connections,
                                .host = options->host,
                                .port = options->port,
                                .context = web,
                                .handler = handle,
                                .body_limit = body_limit,
                                .error_body = error_body};
    struct operations_options operations = {.data = options->data,
                                            .delegates = options->delegates,
                                            .delegate_count = options->delegate_count};
    err_t err = signer_open(&web->arena, options->data, &web->signer, why);
    if (!err)
        err = operations_start(&operations, &web->operations, why);
    if (!err)
        err = search_open(options->store, options->data, &web->search, why);
    if (!err)
        watch_open(options->store, &web->watch);
    if (!err)
        web->sources = sources_start(options->store, options->data, options->advisories_ca);
    if (!err)
        err = http_server_start(&http, &web->server, why);
    if (err) {
        release(web);
        return err;
    }
    web->event_base = web->public_url.n ? web->public_url : web_own_url(web, &web->arena);
    event_hub_start(web->events, web->event_base);
    *ret_web = web;
    return ERR_OK;
}

uint16_t web_port(const struct web *web)
{
    return http_server_port(web->server);
}

/* Bulk operations go on after their request was answered: no open connection stands for them. And
 * who has just answered a call is about to say so, however long the stop took. */
static void wait_for_calls(struct web *web, int64_t until_ms)
{
    int64_t call_end_ms = clock_steady_ms() + CALL_END_MS_MAX;
    if (until_ms < call_end_ms)
        until_ms = call_end_ms;
    while (atomic_load(&web->calls_open) > 0 && clock_steady_ms() < until_ms)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

bool web_stop(struct web *web, uint32_t wait_ms)
{
    int64_t until_ms = clock_steady_ms() + wait_ms;
    operations_stop(web->operations); /* their calls would be waited for in vain */
    http_server_stop(web->server, wait_ms);
    wait_for_calls(web, until_ms);
    if (atomic_load(&web->calls_open) > 0)
        return false; /* its answer finds `web`, and the process ends soon */
    release(web);
    return true;
}

str web_event_base(const struct web *web)
{
    return web->event_base;
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

struct signer *web_signer(struct web *web)
{
    return web->signer;
}

struct publish_key *web_publish_key(struct web *web)
{
    return web->publish_key;
}

struct edit_gates *web_edit_gates(struct web *web)
{
    return &web->edit_gates;
}

struct operations *web_operations(struct web *web)
{
    return web->operations;
}

struct search *web_search(const struct web *web)
{
    return web->search;
}

struct watch *web_watch(const struct web *web)
{
    return web->watch;
}

struct sources *web_sources(const struct web *web)
{
    return web->sources;
}

struct event_hub *web_events(const struct web *web)
{
    return web->events;
}

struct links *web_links(const struct web *web)
{
    return web->links;
}

const struct routes *web_routes(const struct web *web)
{
    return web->routes;
}

struct handles *web_handles(const struct web *web)
{
    return web->handles;
}

str web_public_url(const struct web *web)
{
    return web->public_url;
}

str web_own_url(const struct web *web, struct arena *arena)
{
    bool is_ipv6 = str_find_char(web->host, ':') < web->host.n;
    return arena_printf(arena, "http://%s%.*s%s:%u", is_ipv6 ? "[" : "", STR_ARG(web->host),
                        is_ipv6 ? "]" : "", web_port(web));
}

str web_service_id(const struct web *web, enum document_kind kind)
{
    return web->service_ids[kind];
}

str web_correlation(struct web *web, struct arena *arena)
{
    uint64_t number = atomic_fetch_add(&web->correlations, 1) + 1;
    return arena_printf(arena, "%llx-%llu", (unsigned long long)web->started_wall_ms,
                        (unsigned long long)number);
}

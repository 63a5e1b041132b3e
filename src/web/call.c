/* SPDX-License-Identifier: Apache-2.0 */
/* call.c - from a request to its handler: route, language, path and query, decoded and checked. */
#include "web/call.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/utf8.h"
#include "web/answer.h"
#include "web/page.h"

err_t refuse(struct call *call, enum refusal refusal, str argument)
{
    call->refusal = refusal;
    call->refusal_argument = arena_dup(call->arena, argument); /* may be of a document */
    return refusal_error(refusal);
}

err_t refuse_also(struct call *call, enum refusal refusal, str argument)
{
    if (call->refusal == REFUSAL_NONE)
        return refuse(call, refusal, argument);
    struct refusal_more *more = ARENA_NEW(call->arena, struct refusal_more);
    *more = (struct refusal_more){refusal, arena_dup(call->arena, argument), NULL};
    struct refusal_more **last = &call->more;
    while (*last)
        last = &(*last)->next;
    *last = more;
    return refusal_error(call->refusal);
}

bool call_query(const struct call *call, const char *name, str *ret_value)
{
    str wanted = str_from(name);
    for (size_t i = 0; i < call->query_count; i++) {
        if (str_equal(call->query[i].name, wanted)) {
            *ret_value = call->query[i].value;
            return true;
        }
    }
    return false;
}

err_t call_query_flag(struct call *call, const char *name, bool *flag)
{
    str value;
    if (!call_query(call, name, &value))
        return ERR_OK;
    *flag = str_equal_nocase(value, STR("true"));
    return *flag || str_equal_nocase(value, STR("false"))
               ? ERR_OK
               : refuse(call, REFUSAL_BAD_BOOLEAN, value);
}

str call_header_list(const struct call *call, const char *name)
{
    str wanted = str_from(name), all = {0};
    for (size_t i = 0; i < call->request->header_count; i++) {
        const struct http_header *header = &call->request->headers[i];
        if (!str_equal_nocase(header->name, wanted))
            continue;
        all = all.p ? arena_printf(call->arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(header->value))
                    : header->value;
    }
    return all;
}

err_t call_decode(struct call *call, str text, enum refusal refusal, str *ret_text)
{
    str plain;
    if (!text.n || !base64url_decode(call->arena, text, &plain) || !plain.n ||
        utf8_find_invalid(plain) < plain.n || str_find_char(plain, '\0') < plain.n)
        return refuse(call, refusal, text);
    *ret_text = plain;
    return ERR_OK;
}

/* --- what is asked for ---------------------------------------------------------------------- */

static err_t decode_path(struct call *call, const struct route_match *match, struct fail *why)
{
    for (unsigned i = 0; i < PARAMETER_COUNT; i++) {
        str text = match->parameters[i];
        if (!text.p)
            continue;
        err_t err = http_percent_decode(call->arena, text, &text, why);
        if (err)
            return refuse(call, i == PARAMETER_PATH ? REFUSAL_BAD_PATH : REFUSAL_BAD_IDENTIFIER,
                          match->parameters[i]);
        if (i == PARAMETER_PATH || i >= PARAMETER_UI_VERSION)
            call->parameters[i] = text;
        else if ((err = call_decode(call, text, REFUSAL_BAD_IDENTIFIER, &call->parameters[i])))
            return err;
    }
    return ERR_OK;
}

/* Values of the query parameters that many operations share. The specification writes extents in
 * two ways ("withBlobValue", "WithBLOBValue"), so case does not count. */
static err_t read_query(struct call *call, struct fail *why)
{
    unsigned set = call->route->query;
    str value;
    call->limit = STORE_PAGE_ROWS_DEFAULT;
    if (call->request->query.n == 0)
        return ERR_OK;
    err_t err =
        http_query_parse(call->arena, call->request->query, &call->query, &call->query_count, why);
    if (err)
        return err;
    if (set & Q_LEVEL && call_query(call, "level", &value)) {
        call->core = str_equal_nocase(value, STR("core"));
        if (!call->core && !str_equal_nocase(value, STR("deep")))
            return refuse(call, REFUSAL_BAD_LEVEL, value);
    }
    if (set & Q_EXTENT && call_query(call, "extent", &value)) {
        call->with_blob_value = str_equal_nocase(value, STR("withBlobValue"));
        if (!call->with_blob_value && !str_equal_nocase(value, STR("withoutBlobValue")))
            return refuse(call, REFUSAL_BAD_EXTENT, value);
    }
    for (size_t i = 0; set & Q_METADATA && i < call->query_count; i++)
        if (str_equal(call->query[i].name, STR("level")) ||
            str_equal(call->query[i].name, STR("extent")))
            return refuse(call, REFUSAL_MODIFIER, call->query[i].name);
    return set & Q_PAGE ? page_read_query(call) : ERR_OK;
}

/* The weight of "de;q=0.8" in thousandths. RFC 9110, 12.4.2. */
static unsigned weight_of(str range)
{
    size_t at = str_find(range, STR("q="));
    if (at + 2 >= range.n)
        return 1000;
    unsigned weight = range.p[at + 2] == '1' ? 1000 : 0, unit = 100;
    for (size_t i = at + 4; i < range.n && unit && ascii_is_digit(range.p[i]); i++) {
        weight += unit * (unsigned)(range.p[i] - '0');
        unit /= 10;
    }
    return weight;
}

/* German when the client likes it better than English. */
static enum language language_of(str accept)
{
    unsigned german = 0, english = 0;
    while (accept.n) {
        str range = str_of(accept.p, str_find_char(accept, ','));
        size_t step = range.n < accept.n ? range.n + 1 : range.n;
        accept = str_of(accept.p + step, accept.n - step);
        while (range.n && range.p[0] == ' ')
            range = str_of(range.p + 1, range.n - 1);
        str primary = str_of(range.p, range.n < 2 ? range.n : 2);
        bool whole = range.n <= 2 || range.p[2] == '-' || range.p[2] == ';' || range.p[2] == ' ';
        unsigned weight = weight_of(range);
        if (whole && str_equal_nocase(primary, STR("de")) && weight > german)
            german = weight;
        if (whole && str_equal_nocase(primary, STR("en")) && weight > english)
            english = weight;
    }
    return german > english ? LANGUAGE_GERMAN : LANGUAGE_ENGLISH;
}

/* --- the way to the handler --------------------------------------------------------------------
 */

static void run(struct call *call, route_handler *handler)
{
    struct fail why = {0};
    err_t err = handler(call, &why);
    if (err)
        answer_error(call, err, &why);
}

const struct fail call_stopping = {.code = ERR_BUSY, .text = "the server is stopping"};

static void run_on_worker(void *context, struct http_exchange *exchange)
{
    struct call *call = context;
    call->on_worker = true;
    if (http_is_stopping(exchange))
        answer_error(call, ERR_BUSY, &call_stopping);
    else
        run(call, call->handler);
}

err_t call_on_worker(struct call *call, route_handler *handler)
{
    call->handler = handler;
    http_run_on_worker(call->exchange, run_on_worker, call);
    return ERR_OK;
}

bool call_is_heavy(const struct call *call, size_t bytes)
{
    return !call->on_worker && bytes > WEB_INLINE_BYTES_MAX;
}

static bool needs_worker(const struct call *call)
{
    unsigned flags = call->route->flags;
    return flags & ROUTE_WORKER || call->request->body.n > WEB_INLINE_BYTES_MAX ||
           (flags & ROUTE_ITEMS && call->limit > WEB_INLINE_ROWS_MAX);
}

static err_t answer_options(struct call *call)
{
    char allow[ALLOW_BYTES_MAX];
    struct http_answer answer = {.status = 204};
    http_answer_header(&answer, STR("Allow"), routes_allow(call->allow, allow));
    answer_send(call, &answer);
    return ERR_OK;
}

static err_t dispatch(struct call *call, const struct route_match *match, struct fail *why)
{
    enum http_method method = call->request->method;
    if (!match->methods)
        return refuse(call, REFUSAL_NO_ROUTE, call->request->path);
    if (method == HTTP_OPTIONS) {
        call->allow = match->methods;
        return answer_options(call);
    }
    if (!match->route) {
        call->allow = match->methods;
        return refuse(call, REFUSAL_NO_METHOD, http_method_name(method));
    }
    if (!match->route->handler)
        return refuse(call, REFUSAL_NOT_IMPLEMENTED, STR(""));
    err_t err = decode_path(call, match, why);
    if (!err)
        err = call_find_service(call, why);
    if (!err)
        err = read_query(call, why);
    if (err)
        return err;
    if (needs_worker(call))
        return call_on_worker(call, match->route->handler);
    return match->route->handler(call, why);
}

void call_begin(struct web *web, struct http_exchange *exchange)
{
    const struct http_request *request = http_request_of(exchange);
    struct arena *arena = http_arena(exchange);
    struct call *call = ARENA_NEW(arena, struct call);
    call->exchange = exchange;
    call->request = request;
    call->arena = arena;
    call->web = web;
    web_call_begin(web);
    call->store = web_store(web);
    call->findings.arena = arena;
    str languages = http_header(request, "Accept-Language");
    if (languages.n)
        call->language = language_of(languages);
    struct route_match match;
    routes_find(web_routes(web), request->method, request->path, &match);
    call->route = match.route;
    call->mount = match.mount;
    call->prefix = match.prefix;
    struct fail why = {0};
    err_t err = dispatch(call, &match, &why);
    if (err)
        answer_error(call, err, &why);
}

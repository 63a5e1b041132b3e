/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c - what goes back to the client, with its ETag. Nothing of the call may be touched once
 * http_answer was called. */
#include "web/answer.h"

#include "base/clock.h"

/* --- ETags --------------------------------------------------------------------------------------
 */

static void etag_add(struct etag *etag, const char *text, size_t bytes)
{
    assert(etag->n + bytes <= ETAG_BYTES_MAX);
    memcpy(etag->text + etag->n, text, bytes);
    etag->n = (uint8_t)(etag->n + bytes);
}

static void etag_add_number(struct etag *etag, uint64_t number)
{
    char room[U64_DIGITS_MAX];
    str digits = str_of_u64(number, room);
    etag_add(etag, digits.p, digits.n);
}

static struct etag etag_make(const char *head, uint64_t number, const char *suffix)
{
    struct etag etag = {.n = 0};
    etag_add(&etag, head, strlen(head));
    etag_add_number(&etag, number);
    if (*suffix) {
        etag_add(&etag, "-", 1);
        etag_add(&etag, suffix, strlen(suffix));
    }
    etag_add(&etag, "\"", 1);
    return etag;
}

struct etag etag_of_revision(uint64_t revision, const char *suffix)
{
    return etag_make("\"", revision, suffix);
}

struct etag etag_of_store(const struct call *call, const char *suffix)
{
    char form[ETAG_BYTES_MAX / 2];
    int bytes = snprintf(form, sizeof form, "%s-%s", form_id, suffix);
    assert(bytes > 0 && (size_t)bytes < sizeof form);
    return etag_make("\"r", store_revision(call->store), form);
}

struct etag etag_of_bytes(str bytes)
{
    struct etag etag = {.n = 0};
    struct sha256 digest = sha256_of(&bytes, 1);
    char digits[SHA256_HEX_BYTES];
    sha256_hex(&digest, digits);
    etag_add(&etag, "\"", 1);
    etag_add(&etag, digits, ETAG_HASH_BYTES);
    etag_add(&etag, "\"", 1);
    return etag;
}

static str etag_str(const struct etag *etag)
{
    return str_of(etag->text, etag->n);
}

/* Takes the next entity tag, quotes included, off a list; false at its end. A weak mark is told
 * apart. */
static bool take_etag(str *list, str *ret_etag, bool *ret_weak)
{
    size_t open = str_find_char(*list, '"');
    if (open == list->n)
        return false;
    *ret_weak = open >= 2 && list->p[open - 2] == 'W' && list->p[open - 1] == '/';
    str rest = str_of(list->p + open + 1, list->n - open - 1);
    size_t close = str_find_char(rest, '"');
    if (close == rest.n)
        return false;
    *ret_etag = str_of(list->p + open, close + 2);
    *list = str_of(rest.p + close + 1, rest.n - close - 1);
    return true;
}

bool answer_unchanged(struct call *call, struct etag etag)
{
    str list = call_header_list(call, "If-None-Match");
    bool reads = call->request->method == HTTP_GET || call->request->method == HTTP_HEAD;
    if (!list.n || !reads) /* RFC 9110, 13.1.2: 304 is for these two */
        return false;
    bool found = str_equal(list, STR("*")), weak;
    str one;
    while (!found && take_etag(&list, &one, &weak))
        found = str_equal(one, etag_str(&etag)); /* weak comparison: RFC 9110, 13.1.2 */
    if (found)
        answer_empty(call, 304, &etag);
    return found;
}

/* "12" and "12-value" were both read at revision 12: either proves that the client knows it. Weak
 * tags count for If-None-Match only (RFC 9110, 13.1.1 and 13.1.2). */
static bool names_revision(str list, uint64_t revision, bool weak_counts)
{
    str one;
    bool weak;
    while (take_etag(&list, &one, &weak)) {
        str digits = str_of(one.p + 1, one.n - 2);
        digits.n = str_find_char(digits, '-');
        uint64_t number;
        if ((!weak || weak_counts) && str_to_u64(digits, UINT64_MAX, &number) && number == revision)
            return true;
    }
    return false;
}

err_t answer_condition_holds(struct call *call, bool there, uint64_t revision, bool creates)
{
    str match = call_header_list(call, "If-Match");
    str none_match = creates ? call_header_list(call, "If-None-Match") : (str){0};
    bool fits = there && (str_equal(match, STR("*")) || names_revision(match, revision, false));
    bool known =
        there && (str_equal(none_match, STR("*")) || names_revision(none_match, revision, true));
    if ((match.n && !fits) || (none_match.n && known))
        return refuse(call, REFUSAL_CHANGED, STR(""));
    return ERR_OK;
}

err_t answer_condition(struct call *call, struct store_change *change, struct fail *why)
{
    bool puts = change->operation == STORE_PUT;
    str match = call_header_list(call, "If-Match");
    str none_match = puts ? call_header_list(call, "If-None-Match") : (str){0};
    if (!match.n && !none_match.n)
        return ERR_OK;
    struct document *document;
    err_t err = store_get(call->store, change->kind, change->id, &document, why);
    if (err && err != ERR_NOT_FOUND)
        return err;
    bool there = err == ERR_OK, any = str_equal(match, STR("*"));
    uint64_t revision = there ? document->revision : 0;
    if (there)
        document_unref(document);
    err = answer_condition_holds(call, there, revision, puts);
    if (err)
        return err;
    /* Between here and the commit somebody may write: the store looks again. */
    if (match.n && !any) {
        change->condition = STORE_IF_REVISION;
        change->revision = revision;
    } else if (match.n) {
        change->condition = STORE_IF_PRESENT;
    } else if (!there) {
        change->condition = STORE_IF_ABSENT;
    } else {
        change->condition = STORE_IF_REVISION;
        change->revision = revision;
    }
    return ERR_OK;
}

/* --- answers ------------------------------------------------------------------------------------
 */

void answer_send(struct call *call, const struct http_answer *answer)
{
    struct web *web = call->web;
    http_answer(call->exchange, answer);
    web_call_end(web);
}

void answer_bytes(struct call *call, struct http_answer *answer, const struct etag *etag,
                  str content_type)
{
    http_answer_header(answer, STR("Content-Type"), content_type);
    if (etag) {
        http_answer_header(answer, STR("ETag"), etag_str(etag));
        http_answer_header(answer, STR("Cache-Control"), STR("no-cache"));
    }
    if (call->last_modified_ms) {
        char *text = arena_alloc(call->arena, CLOCK_HTTP_BYTES);
        clock_format_http(call->last_modified_ms, text);
        http_answer_header(answer, STR("Last-Modified"), str_from(text));
    }
    http_answer_header(answer, STR("X-Content-Type-Options"), STR("nosniff"));
    answer_send(call, answer);
}

static void release_document(void *document)
{
    document_unref(document);
}

void answer_document(struct call *call, struct document *document, str body, const char *suffix)
{
    struct etag etag = etag_of_revision(document->revision, suffix);
    if (answer_unchanged(call, etag)) {
        document_unref(document);
        return;
    }
    struct http_answer answer = {
        .status = 200, .body = body, .release = release_document, .owner = document};
    answer_bytes(call, &answer, &etag, STR("application/json"));
}

static bool take_body(struct call *call, struct http_answer *answer, struct buf *body)
{
    if (body->over) {
        struct fail why;
        buf_release(body);
        err_t err = fail_set(&why, ERR_TOO_LARGE, 0, STR(""),
                             "the answer would be larger than this server sends at once");
        answer_error(call, err, &why);
        return false;
    }
    size_t bytes;
    answer->owner = buf_take(body, &bytes);
    answer->body = str_of(answer->owner, bytes);
    answer->release = free;
    return true;
}

void answer_json(struct call *call, int status, const struct etag *etag, struct buf *body)
{
    struct http_answer answer = {.status = status};
    if (take_body(call, &answer, body))
        answer_bytes(call, &answer, etag, STR("application/json"));
}

err_t answer_made(struct call *call, err_t err, const struct etag *etag, struct buf *body)
{
    if (err)
        buf_release(body);
    else
        answer_json(call, 200, etag, body);
    return err;
}

void answer_empty(struct call *call, int status, const struct etag *etag)
{
    struct http_answer answer = {.status = status};
    if (etag) {
        http_answer_header(&answer, STR("ETag"), etag_str(etag));
        http_answer_header(&answer, STR("Cache-Control"), STR("no-cache"));
    }
    answer_send(call, &answer);
}

void answer_created(struct call *call, str location, const struct etag *etag, struct buf *body)
{
    struct http_answer answer = {.status = 201};
    if (!take_body(call, &answer, body))
        return;
    http_answer_header(
        &answer, STR("Location"),
        arena_printf(call->arena, "%.*s%.*s", STR_ARG(call->prefix), STR_ARG(location)));
    answer_bytes(call, &answer, etag, STR("application/json"));
}

static void add_refusals(const struct call *call, struct result *result)
{
    result_add_refusal(result, call->refusal, call->refusal_argument);
    for (const struct refusal_more *more = call->more; more; more = more->next)
        result_add_refusal(result, more->refusal, more->argument);
    if (call->refusals_with_findings)
        result_add_findings(result, &call->findings);
}

void answer_error(struct call *call, err_t error, const struct fail *why)
{
    struct buf body = {0};
    struct result result;
    result_begin(&result, &body, call->language, web_correlation(call->web, call->arena));
    if (call->refusal != REFUSAL_NONE)
        add_refusals(call, &result);
    else if (call->findings.error_count && error == ERR_INVALID)
        result_add_findings(&result, &call->findings);
    else
        result_add_fail(&result, why);
    result_end(&result);
    struct http_answer answer = {.status = err_http_status(error)};
    char allow[ALLOW_BYTES_MAX];
    if (call->allow)
        http_answer_header(&answer, STR("Allow"), routes_allow(call->allow, allow));
    if (error == ERR_BUSY)
        http_answer_header(&answer, STR("Retry-After"), STR("1"));
    if (take_body(call, &answer, &body))
        answer_bytes(call, &answer, NULL, STR("application/json"));
}

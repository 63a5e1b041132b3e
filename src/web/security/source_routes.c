/* SPDX-License-Identifier: Apache-2.0 */
/* source_routes.c - /plan/security/sources: where advisories are fetched from. */
#include "base/base64.h"
#include "base/clock.h"
#include "codec/json.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/source_entered.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/plan_body.h"
#include "web/security/sources.h"
#include "web/write.h"

/* --- telling -----------------------------------------------------------------------------------
 */

static void write_keys(const struct source *source, bool offered, struct buf *out)
{
    bool any = false;
    buf_printf(out, ",\"%s\":[", offered ? "offered" : "keys");
    for (size_t i = 0; i < source->provider_count; i++) {
        const struct source_provider *provider = &source->providers[i];
        const str *keys = offered ? provider->offered : provider->keys;
        size_t count = offered ? provider->offered_count : provider->key_count;
        for (size_t k = 0; k < count; k++) {
            if (any)
                buf_add_char(out, ',');
            json_write_string(out, keys[k]);
            any = true;
        }
    }
    buf_add_char(out, ']');
}

static void write_last_run(const struct source *source, struct buf *out)
{
    if (!source->last_run.n)
        return;
    json_write_member(out, "last_run", source->last_run);
    buf_add(out, STR(",\"last_result\":{"));
    for (int i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        buf_printf(out, "\"%s\":%zu,", advisory_outcome_name(i).p, source->counts[i]);
    buf_printf(out, "\"failed\":%zu}", source->failed);
}

static void write_error(struct call *call, const struct source *source, struct buf *out)
{
    struct buf text = {0};
    feed_reason_write(source->error, call->language, &text);
    json_write_filled_member(out, "error", buf_str(&text));
    buf_release(&text);
}

static void write_source(struct call *call, const struct source *source, struct buf *out)
{
    int64_t next;
    char text[CLOCK_TEXT_BYTES];
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, source->id);
    json_write_member(out, "url", source->url);
    json_write_filled_member(out, "name", source->name);
    if (source->every_hours)
        buf_printf(out, ",\"every_hours\":%u", source->every_hours);
    else
        buf_add(out, STR(",\"every_hours\":null"));
    write_last_run(source, out);
    write_error(call, source, out);
    if (source_next_run(source, clock_wall_ms(), &next) &&
        source_entered_has(sources_data(web_sources(call->web)), source->url)) {
        clock_format(next, text);
        json_write_member(out, "next_run", str_from(text));
    }
    write_keys(source, false, out);
    write_keys(source, true, out);
    buf_printf(out, ",\"is_running\":%s}",
               sources_is_running(web_sources(call->web), source->id) ? "true" : "false");
}

err_t sources_list(struct call *call, struct fail *why)
{
    struct source *sources;
    size_t count;
    struct buf out = {0};
    err_t err = plan_read_language(call);
    err = err ? err : source_list(call->store, call->arena, &sources, &count, why);
    if (err)
        return err;
    buf_add(&out, STR("{\"result\":["));
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(&out, ',');
        write_source(call, &sources[i], &out);
    }
    buf_add(&out, STR("]}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

/* --- making ------------------------------------------------------------------------------------
 */

/* A whole number from 1 on, or null. */
static err_t read_hours(struct call *call, const struct json *json, uint32_t *ret_hours)
{
    uint32_t token = json_member(json, 0, STR("every_hours"));
    uint64_t hours = 0;
    *ret_hours = 0;
    if (!token || json_type(json, token) == JSON_NULL)
        return ERR_OK;
    if (json_type(json, token) != JSON_NUMBER ||
        !str_to_u64(json_slice(json, token), SOURCE_HOURS_MAX, &hours) || hours == 0)
        return refuse(call, REFUSAL_BAD_HOURS, STR(""));
    *ret_hours = (uint32_t)hours;
    return ERR_OK;
}

static err_t read_source(struct call *call, struct source *source, struct fail *why)
{
    static const char *const names[] = {"url", "name", "every_hours", NULL};
    struct json json;
    err_t err = plan_body_read(call, names, &json, why);
    if (err)
        return err;
    err = plan_body_text(call, &json, 0, "url", &source->url);
    if (!err)
        err = plan_body_text(call, &json, 0, "name", &source->name);
    if (!err)
        err = read_hours(call, &json, &source->every_hours);
    json_release(&json);
    if (!err && !source_url_is_sound(source->url))
        err = refuse(call, REFUSAL_BAD_SOURCE, source->url);
    if (!err && source->name.n > SOURCE_NAME_BYTES_MAX)
        err = refuse(call, REFUSAL_BAD_MEMBER, STR("name"));
    return err;
}

static err_t check_room(struct call *call, struct fail *why)
{
    struct source *sources;
    size_t count;
    err_t err = source_list(call->store, call->arena, &sources, &count, why);
    if (!err && count >= SOURCES_MAX)
        err = refuse(call, REFUSAL_MANY_SOURCES, arena_printf(call->arena, "%zu", count));
    return err;
}

err_t source_add(struct call *call, struct fail *why)
{
    struct source source = {0};
    struct buf out = {0};
    err_t err = plan_read_language(call);
    if (!err)
        err = read_source(call, &source, why);
    if (!err)
        err = check_room(call, why);
    if (err)
        return err;
    source.id = source_id(call->arena, source.url);
    err = source_create(call->store, &source, STR("anonymous"), why);
    if (err == ERR_CONFLICT)
        return refuse(call, REFUSAL_SOURCE_EXISTS, source.url);
    if (err == ERR_INVALID) /* characters that no submodel can hold */
        return refuse(call, REFUSAL_BAD_MEMBER, STR("name"));
    if (!err)
        err = source_entered_add(sources_data(web_sources(call->web)), source.url, why);
    if (err)
        return err;
    sources_wake(web_sources(call->web));
    write_source(call, &source, &out);
    str coded = base64url_dup(call->arena, source.id);
    answer_created(call, arena_printf(call->arena, "/plan/security/sources/%.*s", STR_ARG(coded)),
                   NULL, &out);
    return ERR_OK;
}

/* --- one of them -------------------------------------------------------------------------------
 */

/* The source that the path names; any other submodel is none. */
static err_t find_source(struct call *call, struct source *ret_source, struct fail *why)
{
    str id = call->parameters[PARAMETER_SOURCE];
    err_t err = source_get(call->store, call->arena, id, ret_source, why);
    return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_SOURCE, id) : err;
}

err_t source_remove(struct call *call, struct fail *why)
{
    struct source source;
    err_t err = find_source(call, &source, why);
    if (!err)
        err = source_entered_remove(sources_data(web_sources(call->web)), source.url, why);
    return err ? err : write_delete(call, DOCUMENT_SUBMODEL, source.id, why);
}

err_t source_run_now(struct call *call, struct fail *why)
{
    struct source source;
    err_t err = find_source(call, &source, why);
    if (!err) /* whoever wants it to be run now wants it to be run */
        err = source_entered_add(sources_data(web_sources(call->web)), source.url, why);
    if (err)
        return err;
    sources_ask(web_sources(call->web), source.id);
    answer_empty(call, 202, NULL);
    return ERR_OK;
}

err_t source_key_accept(struct call *call, struct fail *why)
{
    static const char *const names[] = {"fingerprint", NULL};
    struct source source;
    struct json json;
    struct buf out = {0};
    str fingerprint = {0};
    err_t err = plan_read_language(call);
    if (!err)
        err = find_source(call, &source, why);
    if (!err)
        err = plan_body_read(call, names, &json, why);
    if (err)
        return err;
    err = plan_body_text(call, &json, 0, "fingerprint", &fingerprint);
    json_release(&json);
    if (!err && !fingerprint.n)
        err = refuse(call, REFUSAL_BAD_MEMBER, STR("fingerprint"));
    if (err)
        return err;
    err = source_accept_key(call->store, source.id, fingerprint, STR("anonymous"), why);
    if (err == ERR_NOT_FOUND)
        return refuse(call, REFUSAL_NO_OFFERED_KEY, fingerprint);
    if (!err)
        err = find_source(call, &source, why);
    if (!err)
        write_source(call, &source, &out);
    return answer_made(call, err, NULL, &out);
}

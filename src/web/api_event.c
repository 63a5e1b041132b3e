/* SPDX-License-Identifier: Apache-2.0 */
/* api_event.c - GET /plan/events: what changes from now on, or since a record, as server-sent
 * events. */
#include "base/base64.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "event/event_hub.h"
#include "web/call.h"
#include "web/handlers.h"

static const struct {
    const char *name;
    enum document_kind kind;
} kinds[] = {{"shell", DOCUMENT_SHELL},
             {"submodel", DOCUMENT_SUBMODEL},
             {"concept_description", DOCUMENT_CONCEPT_DESCRIPTION},
             {"concept-description", DOCUMENT_CONCEPT_DESCRIPTION},
             {"AssetAdministrationShell", DOCUMENT_SHELL},
             {"Submodel", DOCUMENT_SUBMODEL},
             {"ConceptDescription", DOCUMENT_CONCEPT_DESCRIPTION}};

static err_t read_kind(struct call *call, str value, unsigned *set)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_equal(value, str_from(kinds[i].name))) {
            *set |= 1u << kinds[i].kind;
            return ERR_OK;
        }
    }
    return refuse(call, REFUSAL_BAD_KIND, value);
}

static void add_text(struct event_texts *texts, str value)
{
    assert(texts->count < COUNT_OF(texts->items));
    texts->items[texts->count++] = value;
}

static bool is_too_often(const struct call *call, str name)
{
    size_t count = 0;
    for (size_t i = 0; i < call->query_count; i++)
        count += str_equal(call->query[i].name, name);
    return count > EVENT_FILTERS_MAX;
}

/* The specification sends references as base64url of their JSON; what counts of one is the value of
 * its first key, as in the attribute `semanticid`. */
static str value_of_reference(struct call *call, str text)
{
    struct json json;
    if (!text.n || text.p[0] != '{' || json_read(text, &json, NULL) != ERR_OK)
        return text;
    uint32_t keys = json_member(&json, 0, STR("keys"));
    uint32_t value = keys && json_type(&json, keys) == JSON_ARRAY && json_count(&json, keys)
                         ? json_member(&json, keys + 1, STR("value"))
                         : 0;
    if (value && json_type(&json, value) == JSON_STRING)
        text = arena_dup(call->arena, json_string(&json, value, call->arena));
    json_release(&json);
    return text;
}

/* Identifiers come as they are, or base64url-encoded as in the rest of the API. What can be read in
 * both ways is looked for in both. */
static void add_identifier(struct call *call, struct event_texts *texts, str value)
{
    str plain;
    add_text(texts, value);
    if (base64url_decode(call->arena, value, &plain) && plain.n &&
        utf8_find_invalid(plain) == plain.n)
        add_text(texts, value_of_reference(call, plain));
}

static err_t read_since(struct call *call, str value, uint64_t *ret_after)
{
    uint64_t after;
    if (!str_to_u64(value, UINT64_MAX - 1, &after) || after > store_revision(call->store))
        return refuse(call, REFUSAL_BAD_SINCE, value);
    *ret_after = after;
    return ERR_OK;
}

static err_t read_parameter(struct call *call, const struct http_parameter *parameter,
                            struct event_filter *filter, uint64_t *after)
{
    str name = parameter->name, value = parameter->value;
    if (is_too_often(call, name))
        return refuse(call, REFUSAL_TOO_MANY_CONDITIONS, name);
    if (str_equal(name, STR("since")))
        return read_since(call, value, after);
    if (str_equal(name, STR("kind")))
        return read_kind(call, value, &filter->kinds);
    if (str_equal(name, STR("path")))
        add_text(&filter->paths, value);
    else if (str_equal(name, STR("id")))
        add_identifier(call, &filter->ids, value);
    else if (str_equal(name, STR("semanticId")))
        add_identifier(call, &filter->semantic_ids, value);
    else
        return refuse(call, REFUSAL_NO_PARAMETER, name);
    return ERR_OK;
}

err_t events_read(struct call *call, struct fail *why)
{
    struct event_filter filter = {0};
    struct web *web = call->web;
    uint64_t after = UINT64_MAX;
    (void)why;
    for (size_t i = 0; i < call->query_count; i++) {
        err_t err = read_parameter(call, &call->query[i], &filter, &after);
        if (err)
            return err;
    }
    /* A browser that reconnects sends both: the URL as it was, and how far it came. */
    str last = http_header(call->request, "Last-Event-ID");
    if (last.n) {
        err_t err = read_since(call, last, &after);
        if (err)
            return err;
    }
    if (event_hub_stream(web_events(web), call->exchange, &filter, after) != ERR_OK)
        return refuse(call, REFUSAL_TOO_MANY_STREAMS, STR(""));
    web_call_end(web);
    return ERR_OK;
}

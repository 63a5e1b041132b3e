/* SPDX-License-Identifier: Apache-2.0 */
/* event.c - from a record to a CloudEvent. */
#include "event/event.h"

#include "base/base64.h"
#include "base/clock.h"
#include "codec/json.h"

static const char *const type_names[EVENT_TYPE_COUNT] = {[EVENT_CREATED] = "created",
                                                         [EVENT_UPDATED] = "updated",
                                                         [EVENT_DELETED] = "deleted",
                                                         [EVENT_VALUE_CHANGED] = "valueChanged"};

/* The path of the AAS API, and the schema of the document (enum `dataschema` of the files). */
static const struct {
    const char *path, *schema;
} documents[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_SHELL] = {"/shells/", "AssetAdministrationShell"},
    [DOCUMENT_SUBMODEL] = {"/submodels/", "Submodel"},
    [DOCUMENT_CONCEPT_DESCRIPTION] = {"/concept-descriptions/", "ConceptDescription"}};

#define SCHEMA_HEAD                                                                                \
    "https://api.swaggerhub.com/domains/Plattform_i40/Part1-MetaModel-Schemas/V3.1.0#/"            \
    "components/schemas/"

/* DataElements and the members that are their value: what $value shows of them. */
static const struct {
    const char *class, *values[2];
} data_elements[] = {{"Property", {"value", NULL}},      {"MultiLanguageProperty", {"value", NULL}},
                     {"Range", {"min", "max"}},          {"File", {"value", "contentType"}},
                     {"Blob", {"value", "contentType"}}, {"ReferenceElement", {"value", NULL}}};

/* --- looking at JSON ------------------------------------------------------------------------- */

static str text_member(const struct json *json, uint32_t object, str name, struct arena *arena)
{
    str text = json_member_text(json, object, name, arena);
    return text.p ? arena_dup(arena, text) : text;
}

str event_member(struct arena *arena, str text, str name)
{
    struct json json;
    if (json_read(text, &json, NULL) != ERR_OK)
        return (str){0};
    str value = text_member(&json, 0, name, arena);
    json_release(&json);
    return value;
}

/* `semanticid`: "value of the Key object at index 0 of the keys-array". */
static str semantic_id_of(const struct json *json, struct arena *arena)
{
    uint32_t reference = json_member(json, 0, STR("semanticId"));
    uint32_t keys = reference ? json_member(json, reference, STR("keys")) : 0;
    if (!keys || json_type(json, keys) != JSON_ARRAY || json_count(json, keys) == 0)
        return (str){0};
    return text_member(json, keys + 1, STR("value"), arena);
}

static const char *const *values_of(str class)
{
    for (size_t i = 0; i < COUNT_OF(data_elements); i++)
        if (str_equal(class, str_from(data_elements[i].class)))
            return data_elements[i].values;
    return NULL;
}

bool event_is_data_element(struct arena *arena, str json)
{
    return values_of(event_member(arena, json, STR("modelType"))) != NULL;
}

static bool is_value(str key, const char *const values[2])
{
    return str_equal(key, str_from(values[0])) || str_equal(key, str_from(values[1]));
}

/* The next member at or behind `at` that is no value; `end` when there is none. */
static uint32_t next_other(const struct json *json, uint32_t at, uint32_t end,
                           const char *const values[2])
{
    while (at < end && is_value(json_string_raw(json, at), values))
        at = json_next(json, at + 1);
    return at;
}

/* Both are canonical JSON: members stand in one order, so equal text is equal content. */
static bool only_value_differs(const struct json *a, const struct json *b, str class)
{
    const char *const *values = values_of(class);
    if (!values || json_type(a, 0) != JSON_OBJECT || json_type(b, 0) != JSON_OBJECT)
        return false;
    uint32_t end_a = json_next(a, 0), end_b = json_next(b, 0);
    uint32_t at_a = next_other(a, 1, end_a, values), at_b = next_other(b, 1, end_b, values);
    while (at_a < end_a && at_b < end_b) {
        if (!str_equal(json_string_raw(a, at_a), json_string_raw(b, at_b)) ||
            !str_equal(json_slice(a, at_a + 1), json_slice(b, at_b + 1)))
            return false;
        at_a = next_other(a, json_next(a, at_a + 1), end_a, values);
        at_b = next_other(b, json_next(b, at_b + 1), end_b, values);
    }
    return at_a >= end_a && at_b >= end_b;
}

/* --- what a record is ------------------------------------------------------------------------ */

static bool is_of_element(const struct record *record)
{
    return record->operation == STORE_ELEMENT_PUT || record->operation == STORE_ELEMENT_ADD ||
           record->operation == STORE_ELEMENT_DELETE;
}

static bool is_of_file(const struct record *record)
{
    return record->operation == STORE_FILE_PUT || record->operation == STORE_FILE_DELETE;
}

bool event_needs_before(const struct record *record)
{
    if (record->operation == STORE_PUT)
        return record->previous != 0;
    return record->operation == STORE_DELETE || record->operation == STORE_ELEMENT_PUT ||
           record->operation == STORE_ELEMENT_DELETE;
}

str event_path_of(struct arena *arena, const struct record *record)
{
    if (!is_of_element(record))
        return STR("");
    if (record->operation != STORE_ELEMENT_ADD)
        return record->path;
    str name = event_member(arena, record->change, STR("idShort"));
    if (!name.p || !name.n)
        return record->path; /* an item of a list; the record does not say which */
    return record->path.n ? arena_printf(arena, "%.*s.%.*s", STR_ARG(record->path), STR_ARG(name))
                          : name;
}

str event_source(struct arena *arena, str base, enum document_kind kind, str id, str path)
{
    struct buf out = {0};
    buf_add(&out, base);
    buf_add(&out, str_from(documents[kind].path));
    base64url_encode(&out, id);
    if (path.n)
        buf_add(&out, STR("/submodel-elements/"));
    for (size_t i = 0; i < path.n; i++) {
        /* idShorts are letters, digits, '-' and '_'; brackets have no place in a URL's path
         * (RFC 3986, 3.3). What an import let in is not a letter of any kind. */
        unsigned char c = (unsigned char)path.p[i];
        if (c > 0x20 && c < 0x7f && !strchr("[]%\"<>\\^`{|}?#/", c))
            buf_add_char(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    str source = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return source;
}

static enum event_type type_of(const struct record *record, const struct json *now,
                               const struct event_before *before, str class)
{
    if (record->operation == STORE_DELETE || record->operation == STORE_ELEMENT_DELETE)
        return EVENT_DELETED;
    if (record->operation == STORE_ELEMENT_ADD ||
        (record->operation == STORE_PUT && record->previous == 0))
        return EVENT_CREATED;
    struct json then;
    if (record->operation != STORE_ELEMENT_PUT || !before->known || !before->json.p ||
        json_read(before->json, &then, NULL) != ERR_OK)
        return EVENT_UPDATED;
    bool value = only_value_differs(&then, now, class);
    json_release(&then);
    return value ? EVENT_VALUE_CHANGED : EVENT_UPDATED;
}

/* Where the element can be obtained; of a new one, what it was put into (async-aas README,
 * "SubmodelElement Created"). */
static str source_of(struct arena *arena, str base, const struct record *record,
                     const struct event *event)
{
    if (is_of_file(record) && record->kind == DOCUMENT_SHELL)
        return arena_printf(arena, "%.*s/asset-information/thumbnail",
                            STR_ARG(event_source(arena, base, record->kind, record->id, STR(""))));
    str path = record->operation == STORE_ELEMENT_ADD ? record->path : event->path;
    return event_source(arena, base, record->kind, record->id, path);
}

static void write(struct buf *out, const struct record *record, const struct event *event,
                  str source, str schema, str data)
{
    char time[CLOCK_TEXT_BYTES];
    clock_format(record->time_ms, time);
    buf_printf(out, "{\"specversion\":\"1.0\",\"id\":\"%llu\",\"source\":",
               (unsigned long long)event->seq);
    json_write_string(out, source);
    buf_printf(out, ",\"type\":\"io.admin-shell.events.v1.%s\"", type_names[event->type]);
    if (event->type != EVENT_DELETED) {
        buf_add(out, STR(",\"datacontenttype\":\"application/json\",\"dataschema\":"));
        str whole = STR(SCHEMA_HEAD);
        buf_add_char(out, '"');
        buf_add(out, whole);
        buf_add(out, schema); /* a class of the metamodel: letters */
        buf_add_char(out, '"');
    }
    buf_printf(out, ",\"time\":\"%s\"", time);
    if (event->semantic_id.p) {
        buf_add(out, STR(",\"semanticid\":"));
        json_write_string(out, event->semantic_id);
    }
    if (data.p && data.n <= EVENT_DATA_BYTES_MAX) {
        buf_add(out, STR(",\"data\":"));
        buf_add(out, data);
    }
    buf_add_char(out, '}');
}

bool event_make(struct arena *arena, str base, const struct record *record,
                const struct event_before *before, struct event *ret_event)
{
    str now = is_of_file(record) ? (str){0} : is_of_element(record) ? record->change : record->body;
    if (now.p && before->known && before->json.p && str_equal(now, before->json))
        return false;
    struct event event = {.seq = record->seq, .kind = record->kind, .id = record->id};
    struct json json;
    str shown = now.p ? now : before->json; /* what was deleted tells its semanticId */
    bool read = shown.p && json_read(shown, &json, NULL) == ERR_OK;
    str class = read ? text_member(&json, 0, STR("modelType"), arena) : (str){0};
    event.path = event_path_of(arena, record);
    event.type = type_of(record, &json, before, class);
    if (read) {
        event.semantic_id = semantic_id_of(&json, arena);
        json_release(&json);
    }
    str schema = is_of_element(record) && class.p ? class
                 : is_of_element(record)          ? STR("SubmodelElement")
                                                  : str_from(documents[record->kind].schema);
    if (is_of_file(record) && record->kind == DOCUMENT_SHELL)
        schema = STR("Resource");
    struct buf out = {0};
    write(&out, record, &event, source_of(arena, base, record, &event), schema, now);
    event.json = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    *ret_event = event;
    return true;
}

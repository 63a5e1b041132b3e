/* SPDX-License-Identifier: Apache-2.0 */
/* record.c - writing, reading and checking the submodels of our own records. */
#include "plan/security/record.h"

#include <inttypes.h>

#include "base/clock.h"
#include "model/load.h"
#include "model/read.h"

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_semantic_id(struct record_writer *writer, const char *element)
{
    buf_printf(writer->out,
               "\"semanticId\":{\"type\":\"ExternalReference\",\"keys\":[{\"type\":"
               "\"GlobalReference\",\"value\":\"urn:schale:template:%s:1:0%s%s\"}]}",
               writer->template, *element ? ":" : "", element);
}

void record_begin(struct record_writer *writer, const char *template, str id, struct buf *out)
{
    *writer = (struct record_writer){.out = out, .template = template};
    buf_add(out, STR("{\"modelType\":\"Submodel\",\"id\":"));
    json_write_string(out, id);
    buf_printf(out,
               ",\"idShort\":\"%s\",\"administration\":{\"templateId\":\"urn:schale:template:%s\"},"
               "\"kind\":\"Instance\",",
               template, template);
    write_semantic_id(writer, "");
    buf_add(out, STR(",\"submodelElements\":["));
}

void record_end(struct record_writer *writer)
{
    buf_add(writer->out, STR("]}"));
}

static void begin_item(struct record_writer *writer, const char *model_type)
{
    buf_printf(writer->out, "%s{\"modelType\":\"%s\",", writer->needs_comma ? "," : "", model_type);
    writer->needs_comma = true;
}

static void begin_element(struct record_writer *writer, const char *model_type,
                          const char *id_short)
{
    begin_item(writer, model_type);
    buf_printf(writer->out, "\"idShort\":\"%s\",", id_short);
    write_semantic_id(writer, id_short);
}

void record_property(struct record_writer *writer, const char *id_short, const char *type,
                     str value)
{
    if (!value.n)
        return;
    begin_element(writer, "Property", id_short);
    buf_printf(writer->out, ",\"valueType\":\"%s\",\"value\":", type);
    json_write_string(writer->out, value);
    buf_add_char(writer->out, '}');
}

void record_date(struct record_writer *writer, const char *id_short, str value)
{
    int64_t ms;
    if (clock_parse(value, &ms))
        record_property(writer, id_short, "xs:dateTime", value);
}

void record_number(struct record_writer *writer, const char *id_short, const char *type,
                   int64_t value)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%" PRId64, value);
    record_property(writer, id_short, type, str_of(text, (size_t)n));
}

void record_flag(struct record_writer *writer, const char *id_short, bool value)
{
    record_property(writer, id_short, "xs:boolean", value ? STR("true") : STR("false"));
}

void record_texts(struct record_writer *writer, const char *id_short, const char *item_id_short,
                  const str *texts, size_t count)
{
    if (!count)
        return;
    begin_element(writer, "SubmodelElementList", id_short);
    buf_add(writer->out, STR(",\"typeValueListElement\":\"Property\",\"valueTypeListElement\":"
                             "\"xs:string\",\"value\":["));
    writer->needs_comma = false;
    for (size_t i = 0; i < count; i++) {
        begin_item(writer, "Property");
        write_semantic_id(writer, item_id_short);
        buf_add(writer->out, STR(",\"valueType\":\"xs:string\",\"value\":"));
        json_write_string(writer->out, texts[i]);
        buf_add_char(writer->out, '}');
    }
    buf_add(writer->out, STR("]}"));
}

void record_file(struct record_writer *writer, const char *id_short, str content_type, str path)
{
    begin_element(writer, "File", id_short);
    json_write_member(writer->out, "contentType", content_type);
    json_write_member(writer->out, "value", path);
    buf_add_char(writer->out, '}');
}

void record_reference(struct record_writer *writer, const char *id_short, enum document_kind kind,
                      str id)
{
    begin_element(writer, "ReferenceElement", id_short);
    buf_printf(writer->out,
               ",\"value\":{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"%s\",\"value\":",
               kind == DOCUMENT_SHELL ? "AssetAdministrationShell" : "Submodel");
    json_write_string(writer->out, id);
    buf_add(writer->out, STR("}]}}"));
}

#define VALUE_BEGIN ",\"value\":["

void record_list_begin(struct record_writer *writer, const char *id_short)
{
    begin_element(writer, "SubmodelElementList", id_short);
    buf_add(writer->out,
            STR(",\"typeValueListElement\":\"SubmodelElementCollection\"" VALUE_BEGIN));
    writer->needs_comma = false;
}

void record_item_begin(struct record_writer *writer, const char *item_id_short)
{
    begin_item(writer, "SubmodelElementCollection");
    write_semantic_id(writer, item_id_short);
    buf_add(writer->out, STR(VALUE_BEGIN));
    writer->needs_comma = false;
}

void record_item_end(struct record_writer *writer)
{
    if (writer->needs_comma)
        buf_add(writer->out, STR("]}"));
    else { /* an empty list is no value of the metamodel */
        writer->out->n -= strlen(VALUE_BEGIN);
        buf_add_char(writer->out, '}');
    }
    writer->needs_comma = true;
}

void record_list_end(struct record_writer *writer)
{
    record_item_end(writer);
}

/* --- reading -----------------------------------------------------------------------------------
 */

uint32_t record_elements(const struct json *json, uint32_t token)
{
    uint32_t elements = json_member(json, token, STR("submodelElements"));
    return elements ? elements : json_member(json, token, STR("value"));
}

uint32_t record_find(const struct json *json, uint32_t elements, const char *id_short)
{
    uint32_t end =
        elements && json_type(json, elements) == JSON_ARRAY ? json_next(json, elements) : 0;
    for (uint32_t item = elements + 1; item < end; item = json_next(json, item)) {
        uint32_t name = json_member(json, item, STR("idShort"));
        if (name && json_type(json, name) == JSON_STRING &&
            str_equal(json_string_raw(json, name), str_from(id_short)))
            return item;
    }
    return 0;
}

str record_text(const struct json *json, uint32_t elements, const char *id_short,
                struct arena *arena)
{
    uint32_t element = record_find(json, elements, id_short);
    str text = element ? json_member_text(json, element, STR("value"), arena) : (str){0};
    return text.p ? arena_dup(arena, text) : text;
}

int64_t record_integer(const struct json *json, uint32_t elements, const char *id_short,
                       int64_t otherwise)
{
    struct arena arena = {0};
    str text = record_text(json, elements, id_short, &arena);
    uint64_t number;
    bool minus = text.n && text.p[0] == '-';
    if (text.n && str_to_u64(str_of(text.p + minus, text.n - minus), INT64_MAX, &number))
        otherwise = minus ? -(int64_t)number : (int64_t)number;
    arena_release(&arena);
    return otherwise;
}

bool record_is_true(const struct json *json, uint32_t elements, const char *id_short)
{
    struct arena arena = {0};
    str text = record_text(json, elements, id_short, &arena);
    bool is_true = str_equal(text, STR("true")) || str_equal(text, STR("1"));
    arena_release(&arena);
    return is_true;
}

str record_referred(const struct json *json, uint32_t elements, const char *id_short,
                    struct arena *arena)
{
    uint32_t element = record_find(json, elements, id_short), end;
    uint32_t reference = element ? json_member(json, element, STR("value")) : 0;
    uint32_t key = reference ? json_items(json, reference, STR("keys"), &end) : 0;
    str text = key ? json_member_text(json, key, STR("value"), arena) : (str){0};
    return text.p ? arena_dup(arena, text) : text;
}

void record_read_texts(const struct json *json, uint32_t elements, const char *id_short,
                       struct arena *arena, const str **ret_texts, size_t *ret_count)
{
    uint32_t list = record_find(json, elements, id_short);
    str *texts = NULL;
    size_t count = 0, room = 0;
    for (RECORD_EACH(json, list, item)) {
        str text = json_member_text(json, item, STR("value"), arena);
        if (!text.p)
            continue;
        ARENA_GROW(arena, texts, count, room, 8);
        texts[count++] = arena_dup(arena, text);
    }
    *ret_texts = texts;
    *ret_count = count;
}

/* --- storing -----------------------------------------------------------------------------------
 */

err_t record_put(str text, enum document_kind kind, struct arena *arena, struct findings *findings,
                 struct store_change *ret_change)
{
    static const enum class_id classes[] = {
        [DOCUMENT_SHELL] = CLASS_ASSET_ADMINISTRATION_SHELL, [DOCUMENT_SUBMODEL] = CLASS_SUBMODEL};
    struct load_options options = {.class = classes[kind], .ask_file = true, .check = true};
    struct loaded loaded;
    struct buf body = {0};
    size_t before = findings->error_count;
    err_t err = load_document(text, &options, arena, findings, &loaded);
    if (err || findings->error_count > before)
        return ERR_INVALID;
    node_write_json(loaded.root, &body);
    *ret_change = (struct store_change){.operation = STORE_PUT,
                                        .kind = kind,
                                        .id = arena_dup(arena, node_text(loaded.root, PROP_ID)),
                                        .body = arena_dup(arena, buf_str(&body))};
    buf_release(&body);
    return ERR_OK;
}

err_t record_change(struct arena *arena, str text, struct store_change *ret_change,
                    struct fail *why)
{
    struct findings findings = {.arena = arena};
    if (record_put(text, DOCUMENT_SUBMODEL, arena, &findings, ret_change) == ERR_OK)
        return ERR_OK;
    const struct finding *first = findings.count ? &findings.items[0] : NULL;
    return fail_set(why, ERR_INVALID, 0, first ? first->path : STR("$"),
                    "its facts break the rule %.*s of the metamodel",
                    STR_ARG(first ? first->texts->name : STR("of JSON")));
}

err_t records_walk(struct store *store, const char *semantic_id, store_visit *visit, void *context,
                   struct fail *why)
{
    struct store_filter filter = {PROJECTION_SEMANTIC_ID, str_from(semantic_id)};
    struct store_query query = {.kind = DOCUMENT_SUBMODEL,
                                .filters = &filter,
                                .filter_count = 1,
                                .limit = STORE_PAGE_ROWS_MAX};
    return store_walk(store, &query, visit, context, why);
}

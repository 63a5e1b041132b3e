/* SPDX-License-Identifier: Apache-2.0 */
/* page.c - pages of documents, and the filters that lists take. */
#include "web/page.h"

#include "base/base64.h"
#include "codec/json.h"
#include "web/reference.h"

err_t page_read_query(struct call *call)
{
    str text, digits;
    uint64_t number;
    if (call_query(call, "limit", &text)) {
        if (!str_to_u64(text, UINT32_MAX, &number) || number == 0)
            return refuse(call, REFUSAL_BAD_LIMIT, text);
        call->limit = number > STORE_PAGE_ROWS_MAX ? STORE_PAGE_ROWS_MAX : (size_t)number;
    }
    if (call_query(call, "cursor", &text)) {
        if (!text.n || !base64url_decode(call->arena, text, &digits) ||
            !str_to_u64(digits, INT64_MAX, &call->after))
            return refuse(call, REFUSAL_BAD_CURSOR, text);
    }
    return ERR_OK;
}

void page_begin(struct buf *out, uint64_t next)
{
    if (!next) {
        buf_add(out, STR("{\"paging_metadata\":{},\"result\":"));
        return;
    }
    char digits[24];
    int bytes = snprintf(digits, sizeof digits, "%llu", (unsigned long long)next);
    buf_add(out, STR("{\"paging_metadata\":{\"cursor\":\""));
    base64url_encode(out, str_of(digits, (size_t)bytes));
    buf_add(out, STR("\"},\"result\":"));
}

/* How many documents of the page go out, and where the next page begins. */
static size_t documents_sent(const struct store_page *page, uint64_t *ret_next)
{
    size_t count = 0, bytes = 0;
    while (count < page->count && bytes <= PAGE_BYTES_MAX)
        bytes += page->documents[count++]->text_bytes;
    *ret_next = count < page->count ? page->documents[count - 1]->number : page->next;
    return count;
}

static err_t write_page(struct call *call, const struct store_page *page, page_item *item,
                        struct buf *out, struct fail *why)
{
    uint64_t next;
    size_t count = documents_sent(page, &next);
    page_begin(out, next);
    buf_add_char(out, '[');
    err_t err = ERR_OK;
    size_t begin = out->n;
    for (size_t i = 0; !err && i < count; i++) {
        size_t before = out->n;
        if (before > begin)
            buf_add_char(out, ',');
        size_t comma = out->n;
        if (item)
            err = item(call, page->documents[i], out, why);
        else
            buf_add(out, document_body(page->documents[i]));
        if (out->n == comma)
            out->n = before;
    }
    buf_add(out, STR("]}"));
    return err;
}

err_t page_answer(struct call *call, enum document_kind kind, const struct store_filter *filters,
                  size_t filter_count, page_item *item, const char *suffix, struct fail *why)
{
    struct etag etag = etag_of_store(call, suffix); /* before the reading: never newer than it */
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct store_query query = {.kind = kind,
                                .filters = filters,
                                .filter_count = filter_count,
                                .after = call->after,
                                .limit = call->limit};
    struct store_page page;
    err_t err = store_find(call->store, call->arena, &query, &page, why);
    if (err)
        return err;
    struct buf out = {0};
    err = write_page(call, &page, item, &out, why);
    store_page_release(&page);
    if (err)
        buf_release(&out);
    else
        answer_json(call, 200, &etag, &out);
    return err;
}

static void write_array(struct call *call, const struct json *json, const struct page_array *array,
                        struct buf *out)
{
    uint32_t list = json_member(json, 0, str_from(array->property));
    bool is_array = list && json_type(json, list) == JSON_ARRAY;
    uint32_t end = is_array ? json_next(json, list) : 0, token = list + 1;
    uint64_t index = 0, last = call->after + call->limit;
    for (; index < call->after && token < end; index++)
        token = json_next(json, token);
    uint32_t first = token;
    for (; index < last && token < end; index++)
        token = json_next(json, token);
    page_begin(out, token < end ? index : 0);
    buf_add_char(out, array->brackets[0]);
    size_t begin = out->n;
    for (uint32_t at = first; at < token; at = json_next(json, at)) {
        size_t before = out->n;
        if (before > begin)
            buf_add_char(out, ',');
        size_t comma = out->n;
        if (array->item)
            array->item(call, json_slice(json, at), out);
        else
            buf_add(out, json_slice(json, at));
        if (out->n == comma)
            out->n = before;
    }
    buf_add_char(out, array->brackets[1]);
    buf_add_char(out, '}');
}

err_t page_array_answer(struct call *call, struct document *document,
                        const struct page_array *array, struct fail *why)
{
    struct etag etag = etag_of_revision(document->revision, array->suffix);
    struct json json;
    struct buf out = {0};
    err_t err = ERR_OK;
    if (call_is_heavy(call, document->text_bytes)) {
        document_unref(document);
        return call_on_worker(call, call->route->handler);
    }
    if (!answer_unchanged(call, etag)) {
        err = json_read(document_body(document), &json, why);
        if (!err) {
            write_array(call, &json, array, &out);
            json_release(&json);
            answer_json(call, 200, &etag, &out);
        }
    }
    document_unref(document);
    return err;
}

/* --- filters ------------------------------------------------------------------------------------
 */

static err_t add_filter(struct filters *filters, enum projection projection, str value,
                        struct fail *why)
{
    if (filters->count == FILTERS_MAX)
        return fail_set(why, ERR_SYNTAX, 0, STR("query"), "more than %d conditions", FILTERS_MAX);
    filters->items[filters->count++] = (struct store_filter){projection, value};
    return ERR_OK;
}

err_t filters_add_text(struct filters *filters, struct call *call, const char *name,
                       enum projection projection, struct fail *why)
{
    str value;
    return call_query(call, name, &value) ? add_filter(filters, projection, value, why) : ERR_OK;
}

err_t filters_add_reference(struct filters *filters, struct call *call, const char *name,
                            enum projection projection, struct fail *why)
{
    str value, text, last;
    if (!call_query(call, name, &value))
        return ERR_OK;
    err_t err = call_decode(call, value, REFUSAL_BAD_REFERENCE, &text);
    if (err)
        return err;
    struct json json;
    struct fail syntax;
    if (json_read(text, &json, &syntax) != ERR_OK)
        return refuse(call, REFUSAL_BAD_REFERENCE, text);
    last = reference_last_key(&json, 0, call->arena);
    json_release(&json);
    return last.n ? add_filter(filters, projection, last, why)
                  : refuse(call, REFUSAL_BAD_REFERENCE, text);
}

/* One SpecificAssetId; the name globalAssetId stands for AssetInformation.globalAssetId. */
static err_t add_asset_id(struct filters *filters, struct call *call, const struct json *json,
                          uint32_t token, struct fail *why)
{
    uint32_t name = json_member(json, token, STR("name"));
    uint32_t value = json_member(json, token, STR("value"));
    if (!name || !value || json_type(json, name) != JSON_STRING ||
        json_type(json, value) != JSON_STRING)
        return refuse(call, REFUSAL_BAD_ASSET_IDS, json_slice(json, token));
    str name_text = json_string(json, name, call->arena);
    str value_text = json_string(json, value, call->arena);
    if (str_equal(name_text, STR("globalAssetId")))
        return add_filter(filters, PROJECTION_GLOBAL_ASSET_ID, value_text, why);
    str both = arena_printf(call->arena, "%.*s\x1f%.*s", STR_ARG(name_text), STR_ARG(value_text));
    return add_filter(filters, PROJECTION_SPECIFIC_ASSET_ID, both, why);
}

static err_t add_asset_ids(struct filters *filters, struct call *call, str encoded,
                           struct fail *why)
{
    str text;
    err_t err = call_decode(call, encoded, REFUSAL_BAD_ASSET_IDS, &text);
    if (err)
        return err;
    struct json json;
    struct fail syntax;
    if (json_read(text, &json, &syntax) != ERR_OK)
        return refuse(call, REFUSAL_BAD_ASSET_IDS, text);
    if (json_type(&json, 0) == JSON_ARRAY) {
        uint32_t end = json_next(&json, 0);
        for (uint32_t item = 1; !err && item < end; item = json_next(&json, item))
            err = add_asset_id(filters, call, &json, item, why);
    } else {
        err = add_asset_id(filters, call, &json, 0, why);
    }
    json_release(&json);
    return err;
}

err_t filters_add_asset_ids(struct filters *filters, struct call *call, struct fail *why)
{
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < call->query_count; i++) {
        if (!str_equal(call->query[i].name, STR("assetIds")))
            continue;
        str rest = call->query[i].value;
        do {
            size_t bytes = str_find_char(rest, ',');
            err = add_asset_ids(filters, call, str_of(rest.p, bytes), why);
            bytes += bytes < rest.n;
            rest = str_of(rest.p + bytes, rest.n - bytes);
        } while (!err && rest.n);
    }
    return err;
}

err_t page_answer_shells(struct call *call, page_item *item, const char *suffix, struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_text(&filters, call, "idShort", PROJECTION_ID_SHORT, why);
    if (!err)
        err = filters_add_asset_ids(&filters, call, why);
    return err ? err
               : page_answer(call, DOCUMENT_SHELL, filters.items, filters.count, item, suffix, why);
}

err_t page_answer_submodels(struct call *call, page_item *item, const char *suffix,
                            struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_reference(&filters, call, "semanticId", PROJECTION_SEMANTIC_ID, why);
    if (!err)
        err = filters_add_text(&filters, call, "idShort", PROJECTION_ID_SHORT, why);
    return err ? err
               : page_answer(call, DOCUMENT_SUBMODEL, filters.items, filters.count, item, suffix,
                             why);
}

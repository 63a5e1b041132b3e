/* SPDX-License-Identifier: Apache-2.0 */
/* page.c - pages of documents, and the filters that lists take. */
#include "web/page.h"

#include "base/base64.h"
#include "codec/json.h"
#include "web/reference.h"

enum { ENVELOPE_BYTES = 128 };

/* "12", or "12.5" where a page may end inside of a document. */
static bool read_cursor(struct call *call, str digits)
{
    size_t point = str_find_char(digits, '.');
    if (point < digits.n) {
        str inside = str_of(digits.p + point + 1, digits.n - point - 1);
        if (!(call->route->query & Q_INSIDE) ||
            !str_to_u64(inside, INT64_MAX, &call->after_inside) || !call->after_inside)
            return false;
    }
    return str_to_u64(str_of(digits.p, point), INT64_MAX, &call->after);
}

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
        if (!text.n || !base64url_decode(call->arena, text, &digits) || !read_cursor(call, digits))
            return refuse(call, REFUSAL_BAD_CURSOR, text);
    }
    return ERR_OK;
}

void page_begin(struct buf *out)
{
    buf_add(out, STR("{\"result\":"));
}

void page_end(struct buf *out, uint64_t next)
{
    page_end_inside(out, next, 0);
}

void page_end_inside(struct buf *out, uint64_t next, uint64_t inside)
{
    if (!next) {
        buf_add(out, STR(",\"paging_metadata\":{}}"));
        return;
    }
    char digits[48];
    int bytes = snprintf(digits, sizeof digits, "%llu", (unsigned long long)next);
    if (inside)
        bytes += snprintf(digits + bytes, sizeof digits - (size_t)bytes, ".%llu",
                          (unsigned long long)inside);
    buf_add(out, STR(",\"paging_metadata\":{\"cursor\":\""));
    base64url_encode(out, str_of(digits, (size_t)bytes));
    buf_add(out, STR("\"}}"));
}

/* The cursor behind the first `count` documents of the page. */
static uint64_t cursor_behind(const struct store_page *page, enum page_order order, size_t count)
{
    const struct document *last = page->documents[count - 1];
    return order == PAGE_BY_NUMBER ? last->number : last->revision;
}

/* How many documents of the page go out, and where the next page begins. */
static size_t documents_sent(const struct store_page *page, enum page_order order,
                             uint64_t *ret_next)
{
    size_t count = 0, bytes = 0;
    while (count < page->count && bytes <= PAGE_BYTES_MAX)
        bytes += page->documents[count++]->text_bytes;
    *ret_next = count < page->count ? cursor_behind(page, order, count) : page->next;
    return count;
}

/* The items of a list on their way. */
struct items {
    struct buf *out;
    size_t start;  /* of the first one */
    size_t before; /* of the one being written, its comma included */
};

/* Around what is written as the next item: with a comma before it, or nothing at all when it adds
 * nothing. */
static void item_begin(struct items *items)
{
    items->before = items->out->n;
    if (items->before > items->start)
        buf_add_char(items->out, ',');
}

static void item_end(struct items *items)
{
    if (items->out->n == items->before + (items->before > items->start))
        items->out->n = items->before;
}

static bool is_full(const struct items *items)
{
    return items->out->n - items->start > PAGE_BYTES_MAX;
}

/* Items that are made may be larger than what they are made of: the page ends behind the one that
 * passes PAGE_BYTES_MAX. */
static err_t write_items(struct call *call, const struct store_page *page, enum page_order order,
                         page_item *item, struct buf *out, uint64_t *ret_next, struct fail *why)
{
    struct items items = {.out = out, .start = out->n};
    size_t count = documents_sent(page, order, ret_next);
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < count; i++) {
        if (is_full(&items)) {
            *ret_next = cursor_behind(page, order, i);
            break;
        }
        item_begin(&items);
        if (item)
            err = item(call, page->documents[i], out, why);
        else
            buf_add(out, document_body(page->documents[i]));
        item_end(&items);
    }
    return err;
}

static err_t write_page(struct call *call, const struct store_page *page, enum page_order order,
                        page_item *item, struct buf *out, struct fail *why)
{
    uint64_t next;
    size_t bytes = 0;
    for (size_t i = 0; i < page->count; i++)
        bytes += page->documents[i]->text_bytes + 1;
    (void)buf_reserve(out, bytes < PAGE_BYTES_MAX ? bytes + ENVELOPE_BYTES : PAGE_BYTES_MAX);
    page_begin(out);
    buf_add_char(out, '[');
    err_t err = write_items(call, page, order, item, out, &next, why);
    buf_add_char(out, ']');
    page_end(out, next);
    return err;
}

err_t page_send(struct call *call, struct store_page *page, enum page_order order, page_item *item,
                const struct etag *etag, struct fail *why)
{
    struct buf out = {0};
    err_t err = write_page(call, page, order, item, &out, why);
    store_page_release(page);
    return answer_made(call, err, etag, &out);
}

err_t page_merged_answer(struct call *call, const struct merge_kinds *kinds,
                         const struct store_filter *filters, size_t filter_count, page_item *item,
                         const char *suffix, struct fail *why)
{
    struct etag etag = etag_of_store(call, suffix); /* before the reading: never newer than it */
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct store_query query = {.filters = filters,
                                .filter_count = filter_count,
                                .after = call->after,
                                .limit = call->limit};
    struct store_page page;
    err_t err = merge_find(call->store, call->arena, kinds, &query, &page, why);
    if (err)
        return err;
    return page_send(call, &page, PAGE_BY_NUMBER, item, &etag, why);
}

err_t page_answer(struct call *call, enum document_kind kind, const struct store_filter *filters,
                  size_t filter_count, page_item *item, const char *suffix, struct fail *why)
{
    struct merge_kinds kinds = {{kind}, 1};
    return page_merged_answer(call, &kinds, filters, filter_count, item, suffix, why);
}

static err_t write_array(struct call *call, const struct json *json, const struct page_array *array,
                         struct buf *out, struct fail *why)
{
    uint32_t list = json_member(json, 0, str_from(array->property));
    bool is_array = list && json_type(json, list) == JSON_ARRAY;
    uint32_t end = is_array ? json_next(json, list) : 0, token = list + 1;
    uint64_t index = 0, last = call->after + call->limit;
    for (; index < call->after && token < end; index++)
        token = json_next(json, token);
    err_t err = ERR_OK;
    page_begin(out);
    buf_add_char(out, array->brackets[0]);
    struct items items = {.out = out, .start = out->n};
    for (; !err && index < last && token < end && !is_full(&items); index++) {
        item_begin(&items);
        if (array->item)
            err = array->item(call, json_slice(json, token), out, why);
        else
            buf_add(out, json_slice(json, token));
        item_end(&items);
        token = json_next(json, token);
    }
    buf_add_char(out, array->brackets[1]);
    page_end(out, token < end ? index : 0);
    return err;
}

err_t page_array_answer(struct call *call, struct document *document,
                        const struct page_array *array, struct fail *why)
{
    struct etag etag = array->from_others ? etag_of_store(call, array->suffix)
                                          : etag_of_revision(document->revision, array->suffix);
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
            err = write_array(call, &json, array, &out, why);
            json_release(&json);
        }
        err = answer_made(call, err, &etag, &out);
    }
    document_unref(document);
    return err;
}

/* --- filters ------------------------------------------------------------------------------------
 */

err_t filters_add(struct filters *filters, enum projection projection, str value, struct fail *why)
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
    return call_query(call, name, &value) ? filters_add(filters, projection, value, why) : ERR_OK;
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
    return last.n ? filters_add(filters, projection, last, why)
                  : refuse(call, REFUSAL_BAD_REFERENCE, text);
}

err_t filters_add_asset_id(struct filters *filters, struct call *call, str name, str value,
                           struct fail *why)
{
    if (str_equal(name, STR("globalAssetId")))
        return filters_add(filters, PROJECTION_GLOBAL_ASSET_ID, value, why);
    str both = arena_printf(call->arena, "%.*s\x1f%.*s", STR_ARG(name), STR_ARG(value));
    return filters_add(filters, PROJECTION_SPECIFIC_ASSET_ID, both, why);
}

static err_t add_asset_id(struct filters *filters, struct call *call, const struct json *json,
                          uint32_t token, struct fail *why)
{
    uint32_t name = json_member(json, token, STR("name"));
    uint32_t value = json_member(json, token, STR("value"));
    if (!name || !value || json_type(json, name) != JSON_STRING ||
        json_type(json, value) != JSON_STRING)
        return refuse(call, REFUSAL_BAD_ASSET_IDS, json_slice(json, token));
    return filters_add_asset_id(filters, call, json_string(json, name, call->arena),
                                json_string(json, value, call->arena), why);
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

err_t filters_add_submodels(struct filters *filters, struct call *call, struct fail *why)
{
    err_t err = filters_add_reference(filters, call, "semanticId", PROJECTION_SEMANTIC_ID, why);
    return err ? err : filters_add_text(filters, call, "idShort", PROJECTION_ID_SHORT, why);
}

err_t page_answer_submodels(struct call *call, page_item *item, const char *suffix,
                            struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_submodels(&filters, call, why);
    return err ? err
               : page_answer(call, DOCUMENT_SUBMODEL, filters.items, filters.count, item, suffix,
                             why);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* api_path.c - the idShortPaths of submodels and elements: .../$path. */
#include "model/paths.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/view_answer.h"

/* Writes the paths of the submodels that were found, one behind the other, up to the limit, and
 * where the next page goes on. */
static err_t write_submodels(struct call *call, const struct store_page *page, struct buf *out,
                             struct fail *why)
{
    uint64_t next = page->next, inside = 0;
    size_t left = call->limit;
    err_t err = ERR_OK;
    page_begin(out);
    buf_add_char(out, '[');
    for (size_t i = 0; !err && i < page->count; i++) {
        const struct document *document = page->documents[i];
        bool goes_on = call->after_inside && document->number == call->after;
        struct paths_page paths = {.after = goes_on ? call->after_inside : 0, .limit = left};
        size_t start = out->n;
        if (!left) {
            next = page->documents[i - 1]->number;
            break;
        }
        if (left < call->limit)
            buf_add_char(out, ',');
        size_t before = out->n;
        err = paths_write(document_body(document), STR(""), call->core, &paths, out, why);
        if (out->n == before)
            out->n = start;
        left -= paths.count;
        if (paths.next) {
            next = document->number;
            inside = paths.next;
            break;
        }
    }
    buf_add_char(out, ']');
    page_end_inside(out, next, inside);
    return err;
}

/* The list is one array of paths, as its schema has it: a page counts paths ("the maximum number of
 * elements in the response array"), those of several submodels follow one another. */
err_t submodels_list_paths(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    struct store_page page;
    struct buf out = {0};
    struct etag etag = etag_of_store(call, view_suffix(call, "paths"));
    err_t err = filters_add_submodels(&filters, call, why);
    if (err || answer_unchanged(call, etag))
        return err;
    struct store_query query = {.kind = DOCUMENT_SUBMODEL,
                                .filters = filters.items,
                                .filter_count = filters.count,
                                .after = call->after - (call->after_inside && call->after),
                                .limit = call->limit};
    err = store_find(call->store, call->arena, &query, &page, why);
    if (err)
        return err;
    err = write_submodels(call, &page, &out, why);
    store_page_release(&page);
    return answer_made(call, err, &etag, &out);
}

/* An array, not in pages. */
static err_t write_array(struct call *call, struct document *document, str json, struct buf *out,
                         struct fail *why)
{
    struct paths_page all = {.limit = SIZE_MAX};
    str path = call->parameters[PARAMETER_PATH];
    (void)document;
    buf_add_char(out, '[');
    err_t err = paths_write(json, path.p ? path : STR(""), call->core, &all, out, why);
    buf_add_char(out, ']');
    return err;
}

err_t submodel_read_paths(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err
               : answer_form(call, document, document_body(document), view_suffix(call, "path"),
                             write_array, why);
}

static err_t write_element(struct call *call, struct document *document, str json, struct buf *out,
                           struct fail *why)
{
    static const char *const with[] = {"SubmodelElementCollection", "SubmodelElementList", "Entity",
                                       NULL};
    err_t err = refuse_form(call, json, with, true, REFUSAL_NO_PATHS);
    return err ? err : write_array(call, document, json, out, why);
}

err_t element_read_paths(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err
               : answer_form(call, document, json, view_suffix(call, "path"), write_element, why);
}

/* A page counts paths. */
static err_t write_page(struct call *call, struct document *document, str json, struct buf *out,
                        struct fail *why)
{
    struct paths_page page = {.after = call->after, .limit = call->limit};
    (void)document;
    page_begin(out);
    buf_add_char(out, '[');
    err_t err = paths_write(json, STR(""), call->core, &page, out, why);
    buf_add_char(out, ']');
    page_end(out, page.next);
    return err;
}

err_t elements_list_paths(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err
               : answer_form(call, document, document_body(document), view_suffix(call, "pathpage"),
                             write_page, why);
}

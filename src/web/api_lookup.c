/* SPDX-License-Identifier: Apache-2.0 */
/* api_lookup.c - discovery: from what names an asset to the shells about it: /lookup. Asset links
 * of a shell stored here are those of its asset information; of a shell elsewhere those that were
 * posted, else those of its descriptor. */
#include "model/read.h"
#include "web/descriptor.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/write.h"

enum { ASSET_LINKS_MAX = 1000 /* of one shell */ };

/* In this order they are asked for what a shell is found by. */
static const struct merge_kinds link_kinds = {
    {DOCUMENT_SHELL, DOCUMENT_ASSET_LINKS, DOCUMENT_SHELL_DESCRIPTOR}, 3};

static err_t write_id(struct call *call, const struct document *document, struct buf *out,
                      struct fail *why)
{
    (void)call;
    (void)why;
    json_write_string(out, document->id);
    return ERR_OK;
}

static err_t answer_ids(struct call *call, const struct filters *filters, struct fail *why)
{
    return page_merged_answer(call, &link_kinds, filters->items, filters->count, write_id, "lookup",
                              why);
}

err_t lookup_by_asset_ids(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_asset_ids(&filters, call, why);
    return err ? err : answer_ids(call, &filters, why);
}

/* Clients send AssetLinks, and some the SpecificAssetIds that they have: each has name and value.
 */
err_t lookup_by_asset_links(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    struct node_list links;
    err_t err = write_read_nodes(call, CLASS_SPECIFIC_ASSET_ID, ASSET_LINKS_MAX, &links, why);
    for (size_t i = 0; !err && i < links.count; i++)
        err = filters_add_asset_id(&filters, call, node_text(links.items[i], PROP_NAME),
                                   node_text(links.items[i], PROP_VALUE), why);
    return err ? err : answer_ids(call, &filters, why);
}

err_t asset_links_read(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    struct document *document = NULL;
    err_t err = ERR_NOT_FOUND;
    for (size_t i = 0; err == ERR_NOT_FOUND && i < link_kinds.count; i++)
        err = store_get(call->store, link_kinds.items[i], id, &document, why);
    if (err)
        return err == ERR_NOT_FOUND ? refuse_missing(call, DOCUMENT_ASSET_LINKS, id) : err;
    struct etag etag = etag_of_revision(document->revision, "links");
    struct buf out = {0};
    if (!answer_unchanged(call, etag)) {
        err = describe_asset_links(document, &out, why);
        err = answer_made(call, err, &etag, &out);
    }
    document_unref(document);
    return err;
}

static void write_links(const struct node_list *links, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < links->count; i++) {
        if (i)
            buf_add_char(out, ',');
        node_write_json(links->items[i], out);
    }
    buf_add_char(out, ']');
}

/* Replaces all; the answer is 201 in each case (IDTA-01002 3.1.2, PostAllAssetLinksById). */
err_t asset_links_replace(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    struct node_list links;
    err_t err = write_read_nodes(call, CLASS_SPECIFIC_ASSET_ID, ASSET_LINKS_MAX, &links, why);
    if (!err)
        err = refuse_derived(call, DOCUMENT_ASSET_LINKS, id, why);
    struct store_change change = {.operation = STORE_PUT, .kind = DOCUMENT_ASSET_LINKS, .id = id};
    if (!err)
        err = answer_condition(call, &change, why);
    if (err)
        return err;
    struct buf list = {0}, body = {0};
    write_links(&links, &list);
    buf_add(&body, STR("{\"id\":"));
    json_write_string(&body, id);
    buf_add(&body, STR(",\"specificAssetIds\":"));
    buf_add(&body, buf_str(&list));
    buf_add_char(&body, '}');
    change.body = buf_str(&body);
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("anonymous")};
    err = store_commit(call->store, &batch, why);
    buf_release(&body);
    if (err) {
        buf_release(&list);
        bool changed = change.condition != STORE_ALWAYS &&
                       (err == ERR_PRECONDITION || err == ERR_CONFLICT || err == ERR_NOT_FOUND);
        return changed ? refuse(call, REFUSAL_CHANGED, STR("")) : err;
    }
    struct etag etag = etag_of_revision(change.ret_revision, "links");
    answer_json(call, 201, &etag, &list);
    return ERR_OK;
}

/* Links that come from a descriptor go with the descriptor. */
static err_t refuse_described(struct call *call, str id, struct fail *why)
{
    static const enum document_kind kinds[] = {DOCUMENT_ASSET_LINKS, DOCUMENT_SHELL_DESCRIPTOR};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct document *document;
        err_t err = store_get(call->store, kinds[i], id, &document, why);
        if (err == ERR_NOT_FOUND)
            continue;
        if (err)
            return err;
        document_unref(document);
        return kinds[i] == DOCUMENT_ASSET_LINKS ? ERR_OK : refuse(call, REFUSAL_DERIVED, id);
    }
    return ERR_OK;
}

err_t asset_links_delete(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    err_t err = refuse_described(call, id, why);
    return err ? err : write_delete(call, DOCUMENT_ASSET_LINKS, id, why);
}

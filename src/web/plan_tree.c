/* SPDX-License-Identifier: Apache-2.0 */
/* plan_tree.c - GET /plan/tree: the plant from the top, or the parts of one node. */
#include "base/base64.h"
#include "codec/json.h"
#include "search/card.h"
#include "search/search.h"
#include "search/structure.h"
#include "web/answer.h"
#include "web/handlers.h"

static err_t write_node(struct call *call, const struct structure_node *node, struct buf *out,
                        struct fail *why)
{
    buf_add(out, STR("{\"node\":\""));
    base64url_encode(out, node->key);
    buf_add(out, STR("\",\"id_short\":"));
    json_write_string(out, node->id_short);
    json_write_filled_member(out, "global_asset_id", node->asset);
    json_write_filled_member(out, "entity_type", node->entity_type);
    json_write_filled_member(out, "bulk_count", node->bulk_count);
    card_write_languages(out, "display_name", node->display_name);
    buf_printf(out, ",\"children\":%zu,\"shell\":", node->child_count);
    err_t err = ERR_OK;
    if (node->asset.n)
        err = search_card_of_asset(web_search(call->web), node->asset, out, why);
    else
        buf_add(out, STR("null"));
    buf_add_char(out, '}');
    return err;
}

/* Those that are no part of anything; where all are parts of each other, the first. */
static err_t write_roots(struct call *call, const struct structure *structure, struct buf *out,
                         struct fail *why)
{
    size_t written = 0;
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < structure->node_count; i++) {
        const struct structure_node *node = &structure->nodes[i];
        if (node->parent_count)
            continue;
        buf_add(out, written++ ? STR(",") : STR(""));
        err = write_node(call, node, out, why);
    }
    if (!err && !written && structure->node_count)
        err = write_node(call, &structure->nodes[0], out, why);
    return err;
}

static err_t write_children(struct call *call, const struct structure *structure, size_t parent,
                            struct buf *out, struct fail *why)
{
    size_t written = 0;
    err_t err = ERR_OK;
    for (size_t edge = structure->nodes[parent].first_child; !err && edge;
         edge = structure->edges[edge - 1].next) {
        buf_add(out, written++ ? STR(",") : STR(""));
        err = write_node(call, &structure->nodes[structure->edges[edge - 1].child], out, why);
    }
    return err;
}

err_t plan_tree_read(struct call *call, struct fail *why)
{
    struct structure structure;
    struct buf out = {0};
    str text, key = {0};
    err_t err = call_query(call, "parent", &text)
                    ? call_decode(call, text, REFUSAL_BAD_IDENTIFIER, &key)
                    : ERR_OK;
    if (err)
        return err;
    err = structure_read(call->store, call->arena, &structure, why);
    if (!err) {
        buf_printf(&out, "{\"complete\":%s,\"result\":[", structure.is_cut ? "false" : "true");
        size_t parent = key.n ? structure_find(&structure, key) : 0;
        if (!key.n)
            err = write_roots(call, &structure, &out, why);
        else if (parent == structure.node_count)
            err = refuse(call, REFUSAL_NO_NODE, key);
        else
            err = write_children(call, &structure, parent, &out, why);
        buf_add(&out, STR("]}"));
    }
    structure_release(&structure);
    return answer_made(call, err, NULL, &out);
}

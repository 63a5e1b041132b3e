/* SPDX-License-Identifier: Apache-2.0 */
/* api_history.c - what was, and what changed: $history and $recent-changes. Rule: IDTA-01002 3.2,
 * profiles AssetAdministrationShellRepository SSP-006 and SubmodelRepository SSP-007. */
#include "base/clock.h"
#include "codec/json.h"
#include "store/history.h"
#include "web/changes.h"
#include "web/handlers.h"
#include "web/view_answer.h"

/* --- $history ------------------------------------------------------------------------------- */

/* The document at the instant of the query parameter `date`, counted. */
static err_t read_then(struct call *call, enum document_kind kind, str id,
                       struct document **ret_document, struct fail *why)
{
    str text = {0};
    int64_t time_ms;
    uint64_t seq;
    if (!call_query(call, "date", &text) || !clock_parse(text, &time_ms))
        return refuse(call, REFUSAL_BAD_DATE, text.p ? text : STR(""));
    err_t err = store_seq_at(call->store, time_ms, &seq, why);
    if (!err)
        err = store_get_at(call->store, kind, id, seq, ret_document, why);
    if (err == ERR_NOT_FOUND)
        return refuse(call, REFUSAL_NO_VERSION, id);
    if (!err)
        call->last_modified_ms = (*ret_document)->updated_ms;
    return err;
}

err_t shell_read_then(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = read_then(call, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL], &document, why);
    if (!err)
        answer_document(call, document, document_body(document), "");
    return err;
}

err_t submodel_read_then(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err =
        read_then(call, DOCUMENT_SUBMODEL, call->parameters[PARAMETER_SUBMODEL], &document, why);
    return err ? err : answer_view(call, document, document_body(document), "", why);
}

/* --- $recent-changes ------------------------------------------------------------------------ */

static void add_member(struct buf *out, const struct json *json, uint32_t object, const char *name)
{
    uint32_t value = json_member(json, object, str_from(name));
    if (!value)
        return;
    buf_printf(out, ",\"%s\":", name);
    buf_add(out, json_slice(json, value));
}

/* {"id":…,"createdAt":…,"updatedAt":…} and what the kind is found by. Schema: RecentChange. */
static err_t write_change(struct call *call, const struct document *document, struct buf *out,
                          struct fail *why)
{
    struct json json;
    char created[CLOCK_TEXT_BYTES], updated[CLOCK_TEXT_BYTES];
    (void)call;
    err_t err = json_read(document_body(document), &json, why);
    if (err)
        return err;
    clock_format(document->created_ms, created);
    clock_format(document->updated_ms, updated);
    buf_printf(out, "{\"createdAt\":\"%s\",\"updatedAt\":\"%s\"", created, updated);
    add_member(out, &json, 0, "id");
    uint32_t asset = json_member(&json, 0, STR("assetInformation"));
    if (document->kind == DOCUMENT_SHELL && asset) {
        add_member(out, &json, asset, "globalAssetId");
        add_member(out, &json, asset, "specificAssetIds");
    } else if (document->kind == DOCUMENT_SUBMODEL) {
        add_member(out, &json, 0, "semanticId");
        add_member(out, &json, 0, "supplementalSemanticIds");
    }
    buf_add_char(out, '}');
    json_release(&json);
    return ERR_OK;
}

static err_t answer_changes(struct call *call, enum document_kind kind,
                            const struct filters *filters, struct fail *why)
{
    struct merge_kinds kinds = {{kind}, 1};
    return changes_answer(call, &kinds, filters, write_change, "changes", why);
}

err_t shells_list_changes(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_text(&filters, call, "idShort", PROJECTION_ID_SHORT, why);
    if (!err)
        err = filters_add_asset_ids(&filters, call, why);
    return err ? err : answer_changes(call, DOCUMENT_SHELL, &filters, why);
}

err_t submodels_list_changes(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_submodels(&filters, call, why);
    return err ? err : answer_changes(call, DOCUMENT_SUBMODEL, &filters, why);
}

err_t concepts_list_changes(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    return answer_changes(call, DOCUMENT_CONCEPT_DESCRIPTION, &filters, why);
}

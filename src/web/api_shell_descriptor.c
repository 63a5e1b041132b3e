/* SPDX-License-Identifier: Apache-2.0 */
/* api_shell_descriptor.c - the registry of shells: /shell-descriptors. What is stored here is
 * described from itself; of shells elsewhere there are descriptors that clients wrote. */
#include "model/meta.h"
#include "web/changes.h"
#include "web/descriptor.h"
#include "web/handlers.h"
#include "web/write.h"

/* The query names one literal of AssetKind. */
static err_t add_asset_kind(struct filters *filters, struct call *call, struct fail *why)
{
    str value;
    if (!call_query(call, "assetKind", &value))
        return ERR_OK;
    if (literal_find(ENUM_ASSET_KIND, value, METAMODEL_3_2) == LITERAL_UNKNOWN)
        return refuse(call, REFUSAL_BAD_ASSET_KIND, value);
    return filters_add(filters, PROJECTION_ASSET_KIND, value, why);
}

static err_t add_asset_type(struct filters *filters, struct call *call, struct fail *why)
{
    str value;
    if (!call_query(call, "assetType", &value))
        return ERR_OK;
    err_t err = call_decode(call, value, REFUSAL_BAD_ASSET_TYPE, &value);
    return err ? err : filters_add(filters, PROJECTION_ASSET_TYPE, value, why);
}

static const struct merge_kinds kinds = {{DOCUMENT_SHELL, DOCUMENT_SHELL_DESCRIPTOR}, 2};

static err_t read_filters(struct call *call, struct filters *filters, struct fail *why)
{
    *filters = (struct filters){.count = 0};
    err_t err = add_asset_kind(filters, call, why);
    if (!err)
        err = add_asset_type(filters, call, why);
    if (!err)
        err = filters_add_asset_ids(filters, call, why); /* 3.2 */
    return err;
}

err_t shell_descriptors_list_changes(struct call *call, struct fail *why)
{
    struct filters filters;
    err_t err = read_filters(call, &filters, why);
    return err ? err
               : changes_answer(call, &kinds, &filters, describe_shown, "changed-descriptors", why);
}

err_t shell_descriptors_list(struct call *call, struct fail *why)
{
    struct filters filters;
    if (changes_are_asked(call))
        return shell_descriptors_list_changes(call, why);
    err_t err = read_filters(call, &filters, why);
    return err ? err
               : page_merged_answer(call, &kinds, filters.items, filters.count, describe_document,
                                    "descriptors", why);
}

err_t shell_descriptor_create(struct call *call, struct fail *why)
{
    return write_create(call, DOCUMENT_SHELL_DESCRIPTOR,
                        CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR, why);
}

static err_t answer_derived(struct call *call, const struct document *shell, struct fail *why)
{
    struct etag etag = etag_of_store(call, "descriptor"); /* it shows submodels too */
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct describer by = describer_of(call);
    struct buf out = {0};
    err_t err = describe_shell(&by, shell, &out, why);
    return answer_made(call, err, &etag, &out);
}

err_t shell_descriptor_read(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    struct document *document;
    err_t err = store_get(call->store, DOCUMENT_SHELL, id, &document, why);
    if (!err) {
        err = answer_derived(call, document, why);
        document_unref(document);
        return err;
    }
    if (err == ERR_NOT_FOUND)
        err = call_document(call, DOCUMENT_SHELL_DESCRIPTOR, id, &document, why);
    if (!err)
        answer_document(call, document, document_body(document), "");
    return err;
}

err_t shell_descriptor_replace(struct call *call, struct fail *why)
{
    return write_replace(call, DOCUMENT_SHELL_DESCRIPTOR,
                         CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR,
                         call->parameters[PARAMETER_SHELL], why);
}

err_t shell_descriptor_delete(struct call *call, struct fail *why)
{
    return write_delete(call, DOCUMENT_SHELL_DESCRIPTOR, call->parameters[PARAMETER_SHELL], why);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* api_submodel_descriptor.c - the registry of submodels: /submodel-descriptors. */
#include "web/changes.h"
#include "web/descriptor.h"
#include "web/handlers.h"
#include "web/write.h"

err_t submodel_descriptors_list(struct call *call, struct fail *why)
{
    static const struct merge_kinds kinds = {{DOCUMENT_SUBMODEL, DOCUMENT_SUBMODEL_DESCRIPTOR}, 2};
    static const struct filters none = {.count = 0};
    if (changes_are_asked(call) && !call->on_worker) /* it may look at many records */
        return call_on_worker(call, submodel_descriptors_list);
    if (changes_are_asked(call))
        return changes_answer(call, &kinds, &none, describe_shown, "changed-descriptors", why);
    return page_merged_answer(call, &kinds, NULL, 0, describe_document, "descriptors", why);
}

err_t submodel_descriptor_create(struct call *call, struct fail *why)
{
    return write_create(call, DOCUMENT_SUBMODEL_DESCRIPTOR, CLASS_SUBMODEL_DESCRIPTOR, why);
}

err_t submodel_descriptor_read(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SUBMODEL];
    struct document *document;
    err_t err = store_get(call->store, DOCUMENT_SUBMODEL, id, &document, why);
    if (err == ERR_NOT_FOUND) {
        err = call_document(call, DOCUMENT_SUBMODEL_DESCRIPTOR, id, &document, why);
        if (!err)
            answer_document(call, document, document_body(document), "");
        return err;
    }
    if (err)
        return err;
    struct etag etag = etag_of_revision(document->revision, "descriptor");
    struct buf out = {0};
    if (!answer_unchanged(call, etag)) {
        struct describer by = describer_of(call);
        err = describe_submodel(&by, document, &out, why);
        err = answer_made(call, err, &etag, &out);
    }
    document_unref(document);
    return err;
}

err_t submodel_descriptor_replace(struct call *call, struct fail *why)
{
    return write_replace(call, DOCUMENT_SUBMODEL_DESCRIPTOR, CLASS_SUBMODEL_DESCRIPTOR,
                         call->parameters[PARAMETER_SUBMODEL], why);
}

err_t submodel_descriptor_delete(struct call *call, struct fail *why)
{
    return write_delete(call, DOCUMENT_SUBMODEL_DESCRIPTOR, call->parameters[PARAMETER_SUBMODEL],
                        why);
}

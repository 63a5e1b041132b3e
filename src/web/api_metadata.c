/* SPDX-License-Identifier: Apache-2.0 */
/* api_metadata.c - submodels and elements without their values: .../$metadata. */
#include "model/metadata.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/view_answer.h"

static err_t write_document(struct call *call, const struct document *document, struct buf *out,
                            struct fail *why)
{
    (void)call;
    return metadata_write(document_body(document), out, why);
}

static err_t write_form(struct call *call, struct document *document, str json, struct buf *out,
                        struct fail *why)
{
    (void)call, (void)document;
    return metadata_write(json, out, why);
}

static err_t write_item(struct call *call, str json, struct buf *out, struct fail *why)
{
    (void)call;
    return metadata_write(json, out, why);
}

err_t submodels_list_metadata(struct call *call, struct fail *why)
{
    return page_answer_submodels(call, write_document, "metadata", why);
}

err_t submodel_read_metadata(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err
               : answer_form(call, document, document_body(document), "metadata", write_form, why);
}

err_t elements_list_metadata(struct call *call, struct fail *why)
{
    static const struct page_array array = {.property = "submodelElements",
                                            .item = write_item,
                                            .brackets = "[]",
                                            .suffix = "metadatas"};
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : page_array_answer(call, document, &array, why);
}

static err_t write_element(struct call *call, struct document *document, str json, struct buf *out,
                           struct fail *why)
{
    static const char *const without[] = {"Capability", "Operation", NULL};
    err_t err = refuse_form(call, json, without, false, REFUSAL_NO_METADATA);
    return err ? err : write_form(call, document, json, out, why);
}

err_t element_read_metadata(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err : answer_form(call, document, json, "metadata", write_element, why);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* api_concept_description.c - concept descriptions: /concept-descriptions. */
#include "web/handlers.h"
#include "web/page.h"
#include "web/write.h"

err_t concepts_list(struct call *call, struct fail *why)
{
    struct filters filters = {.count = 0};
    err_t err = filters_add_text(&filters, call, "idShort", PROJECTION_ID_SHORT, why);
    if (!err)
        err = filters_add_reference(&filters, call, "isCaseOf", PROJECTION_IS_CASE_OF, why);
    if (!err)
        err = filters_add_reference(&filters, call, "dataSpecificationRef",
                                    PROJECTION_DATA_SPECIFICATION, why);
    return err ? err
               : page_answer(call, DOCUMENT_CONCEPT_DESCRIPTION, filters.items, filters.count, NULL,
                             "list", why);
}

err_t concept_create(struct call *call, struct fail *why)
{
    return write_create(call, DOCUMENT_CONCEPT_DESCRIPTION, CLASS_CONCEPT_DESCRIPTION, why);
}

err_t concept_read(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_document(call, DOCUMENT_CONCEPT_DESCRIPTION,
                              call->parameters[PARAMETER_CONCEPT], &document, why);
    if (!err)
        answer_document(call, document, document_body(document), "");
    return err;
}

err_t concept_replace(struct call *call, struct fail *why)
{
    return write_replace(call, DOCUMENT_CONCEPT_DESCRIPTION, CLASS_CONCEPT_DESCRIPTION,
                         call->parameters[PARAMETER_CONCEPT], why);
}

err_t concept_delete(struct call *call, struct fail *why)
{
    return write_delete(call, DOCUMENT_CONCEPT_DESCRIPTION, call->parameters[PARAMETER_CONCEPT],
                        why);
}

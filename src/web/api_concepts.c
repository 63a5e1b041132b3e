/* SPDX-License-Identifier: Apache-2.0 */
/* api_concepts.c - GET /plan/concepts?id=…&id=…: of the concept descriptions that are named, those
 * that are here, in one answer. A page that shows a hundred elements asks once, and for what is
 * only named and never described there is no error. */
#include "base/base64.h"
#include "web/handlers.h"
#include "web/page.h"

static err_t add_concept(struct call *call, str name, struct buf *out, size_t *count,
                         struct fail *why)
{
    str id;
    struct document *document;
    if (!base64url_decode(call->arena, name, &id))
        return refuse(call, REFUSAL_BAD_IDENTIFIER, name);
    err_t err = store_get(call->store, DOCUMENT_CONCEPT_DESCRIPTION, id, &document, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    if ((*count)++)
        buf_add_char(out, ',');
    buf_add(out, document_body(document));
    document_unref(document);
    return ERR_OK;
}

err_t concepts_read(struct call *call, struct fail *why)
{
    struct etag etag = etag_of_store(call, "concepts");
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct buf out = {0};
    size_t count = 0;
    err_t err = ERR_OK;
    page_begin(&out);
    buf_add_char(&out, '[');
    for (size_t i = 0; !err && i < call->query_count; i++)
        if (str_equal(call->query[i].name, STR("id")))
            err = add_concept(call, call->query[i].value, &out, &count, why);
    if (err) {
        buf_release(&out);
        return err;
    }
    buf_add_char(&out, ']');
    page_end(&out, 0);
    answer_json(call, 200, &etag, &out);
    return ERR_OK;
}

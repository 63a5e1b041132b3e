/* SPDX-License-Identifier: Apache-2.0 */
/* api_attachment.c - the bytes of a File or Blob: …/submodel-elements/{idShortPath}/attachment. */
#include "base/base64.h"
#include "codec/json.h"
#include "web/file_answer.h"
#include "web/handlers.h"

static err_t answer_blob(struct call *call, const struct document *document,
                         const struct json *json)
{
    struct etag etag = etag_of_revision(document->revision, "file");
    if (answer_unchanged(call, etag))
        return ERR_OK;
    str plain, name = json_member_text(json, 0, STR("idShort"), call->arena);
    if (!base64_decode(call->arena, json_member_text(json, 0, STR("value"), call->arena), &plain) ||
        !plain.n)
        return refuse(call, REFUSAL_NO_FILE, name);
    struct buf bytes = {0};
    buf_add(&bytes, plain);
    size_t count;
    char *owner = buf_take(&bytes, &count);
    answer_file(call, &etag, name, json_member_text(json, 0, STR("contentType"), call->arena),
                str_of(owner, count), free, owner);
    return ERR_OK;
}

err_t attachment_read(struct call *call, struct fail *why)
{
    struct document *document;
    str element;
    struct json json;
    err_t err = call_element(call, &document, &element, why);
    if (err)
        return err;
    err = json_read(element, &json, why);
    if (!err) {
        str model_type = json_member_text(&json, 0, STR("modelType"), call->arena);
        if (str_equal(model_type, STR("File")))
            err = answer_stored_file(
                call, document, json_member_text(&json, 0, STR("value"), call->arena),
                json_member_text(&json, 0, STR("contentType"), call->arena), why);
        else if (str_equal(model_type, STR("Blob")))
            err = answer_blob(call, document, &json);
        else
            err = refuse(call, REFUSAL_NOT_A_FILE, model_type);
        json_release(&json);
    }
    document_unref(document);
    return err;
}

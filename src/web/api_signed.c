/* SPDX-License-Identifier: Apache-2.0 */
/* api_signed.c - documents with a signature: .../$signed, and the key to verify them with. Rule:
 * IDTA-01002 3.2, profiles AssetAdministrationShellRepository SSP-004, SubmodelRepository SSP-006,
 * ConceptDescriptionRepository SSP-003. */
#include "web/answer.h"
#include "web/handlers.h"
#include "web/signer.h"

/* The whole document is signed, Blobs and all: a signature over a part proves nothing of the rest.
 * No ETag: each signature is another text. Takes the count. */
static err_t answer_signed(struct call *call, struct document *document, struct fail *why)
{
    struct buf out = {0};
    err_t err = signer_sign(web_signer(call->web), document_body(document), &out, why);
    call->last_modified_ms = document->updated_ms;
    document_unref(document);
    if (err)
        return err;
    struct http_answer answer = {.status = 200, .release = free};
    size_t bytes;
    answer.owner = buf_take(&out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer_bytes(call, &answer, NULL, STR("text/plain"));
    return ERR_OK;
}

err_t shell_read_signed(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_shell(call, &document, why);
    return err ? err : answer_signed(call, document, why);
}

err_t submodel_read_signed(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : answer_signed(call, document, why);
}

err_t concept_read_signed(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_document(call, DOCUMENT_CONCEPT_DESCRIPTION,
                              call->parameters[PARAMETER_CONCEPT], &document, why);
    return err ? err : answer_signed(call, document, why);
}

err_t keys_read(struct call *call, struct fail *why)
{
    struct http_answer answer = {.status = 200};
    (void)why;
    answer.body = arena_dup(call->arena, signer_keys(web_signer(call->web)));
    answer_bytes(call, &answer, NULL, STR("application/jwk-set+json"));
    return ERR_OK;
}

/* --- writing -------------------------------------------------------------------------------- */

static bool is_one_of(str content_type, const char *const *types, size_t count)
{
    size_t bytes = str_find_char(content_type, ';');
    while (bytes && content_type.p[bytes - 1] == ' ')
        bytes--;
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(str_of(content_type.p, bytes), str_from(types[i])))
            return true;
    return false;
}

static str trimmed(str text)
{
    while (text.n && strchr(" \r\n", text.p[text.n - 1]))
        text.n--;
    return text;
}

/* Puts what was signed in the place of the body, as if it had been sent without a signature. */
static err_t unwrap(struct call *call, struct fail *why)
{
    static const char *const types[] = {"text/plain", "application/jose", "application/jwt"};
    const struct http_request *sent = call->request;
    str payload;
    if (!is_one_of(http_header(sent, "Content-Type"), types, COUNT_OF(types)))
        return refuse(call, REFUSAL_NOT_SIGNED, STR(""));
    err_t err =
        signer_verify(web_signer(call->web), trimmed(sent->body), call->arena, &payload, why);
    if (err == ERR_SYNTAX)
        return refuse(call, REFUSAL_NOT_SIGNED, STR(""));
    if (err == ERR_INVALID)
        return refuse(call, REFUSAL_BAD_SIGNATURE, STR(""));
    if (err)
        return err;
    struct http_request *plain = ARENA_NEW(call->arena, struct http_request);
    struct http_header *headers = ARENA_ARRAY(call->arena, struct http_header, sent->header_count);
    for (size_t i = 0; i < sent->header_count; i++) {
        headers[i] = sent->headers[i];
        if (str_equal_nocase(headers[i].name, STR("Content-Type")))
            headers[i].value = STR("application/json");
    }
    *plain = *sent;
    plain->headers = headers;
    plain->body = payload;
    call->request = plain;
    return ERR_OK;
}

err_t submodel_replace_signed(struct call *call, struct fail *why)
{
    err_t err = unwrap(call, why);
    return err ? err : submodel_replace(call, why);
}

err_t submodel_patch_signed(struct call *call, struct fail *why)
{
    err_t err = unwrap(call, why);
    return err ? err : submodel_patch(call, why);
}

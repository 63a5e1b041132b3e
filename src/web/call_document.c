/* SPDX-License-Identifier: Apache-2.0 */
/* call_document.c - the documents that a path names. */
#include "web/call.h"
#include "web/reference.h"

err_t refuse_missing(struct call *call, enum document_kind kind, str id)
{
    static const enum refusal refusals[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL] = REFUSAL_NO_SHELL,
        [DOCUMENT_SUBMODEL] = REFUSAL_NO_SUBMODEL,
        [DOCUMENT_CONCEPT_DESCRIPTION] = REFUSAL_NO_CONCEPT};
    return refuse(call, refusals[kind], id);
}

err_t call_document(struct call *call, enum document_kind kind, str id,
                    struct document **ret_document, struct fail *why)
{
    err_t err = store_get(call->store, kind, id, ret_document, why);
    return err == ERR_NOT_FOUND ? refuse_missing(call, kind, id) : err;
}

err_t call_shell(struct call *call, struct document **ret_document, struct fail *why)
{
    return call_document(call, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL], ret_document,
                         why);
}

err_t call_submodel(struct call *call, struct document **ret_document, struct fail *why)
{
    str id = call->parameters[PARAMETER_SUBMODEL];
    if (call->mount == MOUNT_SHELL_SUBMODEL) {
        struct document *shell;
        err_t err = call_shell(call, &shell, why);
        if (err)
            return err;
        bool refers = shell_refers_to(document_body(shell), id, call->arena);
        document_unref(shell);
        if (!refers)
            return refuse(call, REFUSAL_NOT_REFERRED, id);
    }
    return call_document(call, DOCUMENT_SUBMODEL, id, ret_document, why);
}

err_t call_element_in(struct call *call, struct document *document, str path, str *ret_json,
                      struct fail *why)
{
    err_t err = document_element(document, path, ret_json, why);
    if (err == ERR_NOT_FOUND && why->where[0])
        return refuse(call, REFUSAL_NO_ELEMENT_BELOW, str_from(why->where));
    if (err == ERR_NOT_FOUND)
        return refuse(call, REFUSAL_NO_ELEMENT, path);
    return err == ERR_SYNTAX ? refuse(call, REFUSAL_BAD_PATH, path) : err;
}

err_t call_element(struct call *call, struct document **ret_document, str *ret_json,
                   struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    if (err)
        return err;
    err = call_element_in(call, document, call->parameters[PARAMETER_PATH], ret_json, why);
    if (err)
        document_unref(document);
    else
        *ret_document = document;
    return err;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* call_document.c - the documents that a path names. */
#include "web/call.h"
#include "web/reference.h"
#include "web/write.h"

err_t refuse_missing(struct call *call, enum document_kind kind, str id)
{
    static const enum refusal refusals[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL] = REFUSAL_NO_SHELL,
        [DOCUMENT_SUBMODEL] = REFUSAL_NO_SUBMODEL,
        [DOCUMENT_CONCEPT_DESCRIPTION] = REFUSAL_NO_CONCEPT,
        [DOCUMENT_SHELL_DESCRIPTOR] = REFUSAL_NO_SHELL_DESCRIPTOR,
        [DOCUMENT_SUBMODEL_DESCRIPTOR] = REFUSAL_NO_SUBMODEL_DESCRIPTOR,
        [DOCUMENT_ASSET_LINKS] = REFUSAL_NO_ASSET_LINKS,
        [DOCUMENT_PACKAGE] = REFUSAL_NO_PACKAGE};
    return refuse(call, refusals[kind], id);
}

err_t document_is_derived(struct store *store, enum document_kind kind, str id, bool *ret_derived,
                          struct fail *why)
{
    static const enum document_kind origins[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL_DESCRIPTOR] = DOCUMENT_SHELL,
        [DOCUMENT_SUBMODEL_DESCRIPTOR] = DOCUMENT_SUBMODEL,
        [DOCUMENT_ASSET_LINKS] = DOCUMENT_SHELL};
    struct document *origin;
    *ret_derived = false;
    if (!origins[kind])
        return ERR_OK;
    err_t err = store_get(store, origins[kind], id, &origin, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    document_unref(origin);
    *ret_derived = true;
    return ERR_OK;
}

err_t refuse_derived(struct call *call, enum document_kind kind, str id, struct fail *why)
{
    bool derived;
    err_t err = document_is_derived(call->store, kind, id, &derived, why);
    return !err && derived ? refuse(call, REFUSAL_DERIVED, id) : err;
}

err_t call_document(struct call *call, enum document_kind kind, str id,
                    struct document **ret_document, struct fail *why)
{
    err_t err = store_get(call->store, kind, id, ret_document, why);
    return err == ERR_NOT_FOUND ? refuse_missing(call, kind, id) : err;
}

bool call_is_over_shell(const struct call *call)
{
    return call->mount == MOUNT_SHELL_SUBMODEL || call->mount == MOUNT_SERVICE_SUBMODEL;
}

/* The id of the only document of its kind; how many there are when it is not the only one. */
static err_t find_only(struct call *call, enum document_kind kind, str *ret_id, uint64_t *ret_count,
                       struct fail *why)
{
    struct store_query query = {.kind = kind, .limit = 2};
    struct store_page page;
    *ret_count = store_count(call->store, kind);
    if (*ret_count != 1)
        return ERR_OK;
    err_t err = store_find(call->store, call->arena, &query, &page, why);
    if (err)
        return err;
    *ret_count = page.count; /* somebody may have written meanwhile */
    if (page.count == 1)
        *ret_id = arena_dup(call->arena, page.documents[0]->id);
    store_page_release(&page);
    return ERR_OK;
}

err_t call_find_service(struct call *call, struct fail *why)
{
    bool submodel = call->mount == MOUNT_SUBMODEL_SERVICE;
    if (!submodel && call->mount != MOUNT_SHELL_SERVICE && call->mount != MOUNT_SERVICE_SUBMODEL)
        return ERR_OK;
    enum document_kind kind = submodel ? DOCUMENT_SUBMODEL : DOCUMENT_SHELL;
    str *id = &call->parameters[submodel ? PARAMETER_SUBMODEL : PARAMETER_SHELL];
    uint64_t count = 1;
    *id = web_service_id(call->web, kind);
    err_t err = id->n ? ERR_OK : find_only(call, kind, id, &count, why);
    if (err || count == 1)
        return err;
    return refuse(call, submodel ? REFUSAL_NO_SERVICE_SUBMODEL : REFUSAL_NO_SERVICE_SHELL,
                  arena_printf(call->arena, "%llu", (unsigned long long)count));
}

str call_shell_location(struct call *call)
{
    if (call->mount == MOUNT_SHELL_SERVICE || call->mount == MOUNT_SERVICE_SUBMODEL)
        return STR("/aas");
    return document_location(call->arena, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL]);
}

str call_submodel_location(struct call *call)
{
    if (call->mount == MOUNT_SUBMODEL_SERVICE)
        return STR("/submodel");
    str own =
        document_location(call->arena, DOCUMENT_SUBMODEL, call->parameters[PARAMETER_SUBMODEL]);
    if (!call_is_over_shell(call))
        return own;
    str shell = call_shell_location(call);
    return arena_printf(call->arena, "%.*s%.*s", STR_ARG(shell), STR_ARG(own));
}

err_t call_shell(struct call *call, struct document **ret_document, struct fail *why)
{
    return call_document(call, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL], ret_document,
                         why);
}

err_t call_submodel(struct call *call, struct document **ret_document, struct fail *why)
{
    str id = call->parameters[PARAMETER_SUBMODEL];
    if (call_is_over_shell(call)) {
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

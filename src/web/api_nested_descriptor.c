/* SPDX-License-Identifier: Apache-2.0 */
/* api_nested_descriptor.c - the submodel descriptors inside the descriptor of a shell:
 * /shell-descriptors/{aasIdentifier}/submodel-descriptors. */
#include "base/base64.h"
#include "model/read.h"
#include "web/descriptor.h"
#include "web/edit.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/reference.h"

/* --- reading ------------------------------------------------------------------------------------
 */

/* The shell, or the descriptor that was written for one elsewhere; counted. */
static err_t find_described(struct call *call, struct document **ret_document, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    err_t err = store_get(call->store, DOCUMENT_SHELL, id, ret_document, why);
    return err == ERR_NOT_FOUND
               ? call_document(call, DOCUMENT_SHELL_DESCRIPTOR, id, ret_document, why)
               : err;
}

/* A reference of a stored shell as the descriptor of what it refers to; nothing when that is
 * neither here nor registered. */
static err_t write_referred(struct call *call, str reference_json, struct buf *out,
                            struct fail *why)
{
    struct describer by = describer_of(call);
    struct json json;
    err_t err = json_read(reference_json, &json, why);
    if (err)
        return err;
    str id = reference_last_key(&json, 0, call->arena);
    json_release(&json);
    err = id.n ? describe_referred(&by, id, out, why) : ERR_OK;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

err_t nested_descriptors_list(struct call *call, struct fail *why)
{
    static const struct page_array derived = {.property = "submodels",
                                              .item = write_referred,
                                              .brackets = "[]",
                                              .suffix = "nested",
                                              .from_others = true};
    static const struct page_array written = {
        .property = "submodelDescriptors", .brackets = "[]", .suffix = "nested"};
    struct document *document;
    err_t err = find_described(call, &document, why);
    if (err)
        return err;
    bool is_shell = document->kind == DOCUMENT_SHELL;
    return page_array_answer(call, document, is_shell ? &derived : &written, why);
}

static err_t answer_referred(struct call *call, const struct document *shell, str id,
                             struct fail *why)
{
    struct etag etag = etag_of_store(call, "nested");
    struct buf out = {0};
    if (!shell_refers_to(document_body(shell), id, call->arena))
        return refuse_missing(call, DOCUMENT_SUBMODEL_DESCRIPTOR, id);
    struct describer by = describer_of(call);
    err_t err = describe_referred(&by, id, &out, why);
    if (!err && !answer_unchanged(call, etag)) {
        answer_json(call, 200, &etag, &out);
        return ERR_OK;
    }
    buf_release(&out);
    return err == ERR_NOT_FOUND ? refuse_missing(call, DOCUMENT_SUBMODEL_DESCRIPTOR, id) : err;
}

/* The slice of the nested descriptor of that id; empty when there is none. */
static err_t find_nested(struct call *call, const struct document *document, str id, str *ret_json,
                         struct fail *why)
{
    struct json json;
    err_t err = json_read(document_body(document), &json, why);
    if (err)
        return err;
    *ret_json = (str){0};
    uint32_t list = json_member(&json, 0, STR("submodelDescriptors"));
    uint32_t end = list ? json_next(&json, list) : 0;
    for (uint32_t item = list + 1; item < end && !ret_json->n; item = json_next(&json, item)) {
        uint32_t own = json_member(&json, item, STR("id"));
        if (own && str_equal(json_string(&json, own, call->arena), id))
            *ret_json = json_slice(&json, item);
    }
    json_release(&json);
    return ERR_OK;
}

err_t nested_descriptor_read(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SUBMODEL], slice;
    struct document *document;
    err_t err = find_described(call, &document, why);
    if (err)
        return err;
    if (document->kind == DOCUMENT_SHELL) {
        err = answer_referred(call, document, id, why);
    } else {
        err = find_nested(call, document, id, &slice, why);
        if (!err && slice.n) {
            answer_document(call, document, slice, "nested");
            return ERR_OK;
        }
        if (!err)
            err = refuse_missing(call, DOCUMENT_SUBMODEL_DESCRIPTOR, id);
    }
    document_unref(document);
    return err;
}

/* --- writing ------------------------------------------------------------------------------------
 */

/* What happens to the list; the edit's context. */
struct change {
    const struct node *descriptor; /* comes in; NULL: only goes */
    str id;                        /* goes, when it is there */
    bool must_be_absent, must_be_present;
};

/* edit->made is the descriptor when it is a new one. */
static err_t change_list(struct edit *edit, struct fail *why)
{
    const struct change *change = edit->context;
    struct nodes old = node_list(edit->whole, PROP_SUBMODEL_DESCRIPTORS);
    struct node_list list = {0};
    struct call *call = edit->call;
    bool found = false;
    (void)why;
    for (size_t i = 0; i < old.count; i++) {
        const struct node *item = old.items[i];
        bool is_it = str_equal(node_text(item, PROP_ID), change->id);
        found = found || is_it;
        if (is_it && change->descriptor)
            item = change->descriptor; /* keeps its place */
        if (!is_it || change->descriptor)
            node_list_add(&list, call->arena, item);
    }
    if (found && change->must_be_absent)
        return refuse(call, REFUSAL_EXISTS, change->id);
    if (!found && change->must_be_present)
        return refuse_missing(call, DOCUMENT_SUBMODEL_DESCRIPTOR, change->id);
    if (!found)
        node_list_add(&list, call->arena, change->descriptor);
    edit->made = found ? NULL : change->descriptor;
    node_set_list(&edit->next, PROP_SUBMODEL_DESCRIPTORS, list.items, list.count);
    return ERR_OK;
}

static void answer_put(struct edit *edit)
{
    struct call *call = edit->call;
    const struct change *change = edit->context;
    struct etag etag = etag_of_revision(edit->revision, "nested");
    if (!edit->made) {
        answer_empty(call, 204, &etag);
        return;
    }
    struct buf out = {0}, location = {0};
    node_write_json(edit->made, &out);
    buf_add(&location, document_location(call->arena, DOCUMENT_SHELL_DESCRIPTOR,
                                         call->parameters[PARAMETER_SHELL]));
    buf_add(&location, STR("/submodel-descriptors/"));
    base64url_encode(&location, change->id);
    str where = arena_dup(call->arena, buf_str(&location));
    buf_release(&location);
    answer_created(call, where, &etag, &out);
}

/* The change outlives the handler: it is looked at when the edit's turn has come. */
static struct change *change_new(struct call *call, str id, const struct node *descriptor)
{
    struct change *change = ARENA_NEW(call->arena, struct change);
    change->descriptor = descriptor;
    change->id = id;
    return change;
}

err_t nested_descriptor_create(struct call *call, struct fail *why)
{
    const struct node *node;
    err_t err = write_read_body(call, CLASS_SUBMODEL_DESCRIPTOR, &node, why);
    if (err)
        return err;
    struct change *change = change_new(call, node_text(node, PROP_ID), node);
    change->must_be_absent = true;
    return edit_shell_descriptor(call, change_list, answer_put, change);
}

err_t nested_descriptor_replace(struct call *call, struct fail *why)
{
    const struct node *node;
    str id = call->parameters[PARAMETER_SUBMODEL];
    err_t err = write_read_body(call, CLASS_SUBMODEL_DESCRIPTOR, &node, why);
    if (!err && !str_equal(node_text(node, PROP_ID), id))
        err = refuse(call, REFUSAL_ID_DIFFERS, id);
    if (err)
        return err;
    return edit_shell_descriptor(call, change_list, answer_put, change_new(call, id, node));
}

err_t nested_descriptor_delete(struct call *call, struct fail *why)
{
    struct change *change = change_new(call, call->parameters[PARAMETER_SUBMODEL], NULL);
    (void)why;
    change->must_be_present = true;
    return edit_shell_descriptor(call, change_list, edit_answer_done, change);
}

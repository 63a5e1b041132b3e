/* SPDX-License-Identifier: Apache-2.0 */
/* api_submodel_reference.c - the references of a shell to its submodels:
 * /shells/{aasIdentifier}/submodel-refs. */
#include "web/api_submodel_reference.h"

#include "base/base64.h"
#include "model/read.h"
#include "web/edit.h"
#include "web/handlers.h"
#include "web/page.h"

static str referred_id(const struct node *reference)
{
    struct nodes keys = node_list(reference, PROP_KEYS);
    return keys.count ? node_text(keys.items[keys.count - 1], PROP_VALUE) : (str){0};
}

err_t submodel_references_list(struct call *call, struct fail *why)
{
    static const struct page_array array = {
        .property = "submodels", .brackets = "[]", .suffix = "refs"};
    struct document *document;
    err_t err = call_shell(call, &document, why);
    return err ? err : page_array_answer(call, document, &array, why);
}

const struct node *submodel_reference_make(struct call *call, str id)
{
    struct node_builder key = node_begin(CLASS_KEY, 0), reference = node_begin(CLASS_REFERENCE, 0);
    struct node_list keys = {0};
    node_set_enum(&key, PROP_TYPE, STR("Submodel"));
    node_set_text(&key, PROP_VALUE, id);
    node_list_add(&keys, call->arena, node_finish(&key, call->arena));
    node_set_enum(&reference, PROP_TYPE, STR("ModelReference"));
    node_set_list(&reference, PROP_KEYS, keys.items, keys.count);
    return node_finish(&reference, call->arena);
}

err_t submodel_reference_append(struct edit *edit, const struct node *reference, struct fail *why)
{
    struct nodes old = node_list(edit->whole, PROP_SUBMODELS);
    struct node_list list = {0};
    (void)why;
    for (size_t i = 0; i < old.count; i++) {
        if (str_equal(referred_id(old.items[i]), referred_id(reference)))
            return refuse(edit->call, REFUSAL_ALREADY_REFERRED, referred_id(reference));
        node_list_add(&list, edit->call->arena, old.items[i]);
    }
    node_list_add(&list, edit->call->arena, reference);
    node_set_list(&edit->next, PROP_SUBMODELS, list.items, list.count);
    return ERR_OK;
}

static err_t add(struct edit *edit, struct fail *why)
{
    return submodel_reference_append(edit, edit->context, why);
}

static void answer_added(struct edit *edit)
{
    struct call *call = edit->call;
    const struct node *reference = edit->context;
    struct buf out = {0}, location = {0};
    node_write_json(reference, &out);
    buf_add(&location, call_shell_location(call));
    buf_add(&location, STR("/submodel-refs/"));
    base64url_encode(&location, referred_id(reference));
    str where = arena_dup(call->arena, buf_str(&location));
    buf_release(&location);
    struct etag etag = etag_of_revision(edit->revision, "refs");
    answer_created(call, where, &etag, &out);
}

err_t submodel_reference_add(struct call *call, struct fail *why)
{
    const struct node *reference;
    err_t err = write_read_body(call, CLASS_REFERENCE, &reference, why);
    return err ? err : edit_shell(call, add, answer_added, reference);
}

err_t submodel_reference_remove(struct edit *edit, struct fail *why)
{
    str id = edit->call->parameters[PARAMETER_SUBMODEL];
    struct nodes old = node_list(edit->whole, PROP_SUBMODELS);
    struct node_list list = {0};
    (void)why;
    for (size_t i = 0; i < old.count; i++)
        if (!str_equal(referred_id(old.items[i]), id))
            node_list_add(&list, edit->call->arena, old.items[i]);
    if (list.count == old.count)
        return refuse(edit->call, REFUSAL_NOT_REFERRED, id);
    node_set_list(&edit->next, PROP_SUBMODELS, list.items, list.count);
    return ERR_OK;
}

err_t submodel_reference_delete(struct call *call, struct fail *why)
{
    (void)why;
    return edit_shell(call, submodel_reference_remove, edit_answer_done, NULL);
}

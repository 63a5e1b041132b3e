/* SPDX-License-Identifier: Apache-2.0 */
/* api_submodel.c - submodels as whole documents: /submodels, and over the shell that refers to one.
 */
#include "model/patch.h"
#include "model/read.h"
#include "model/value_only.h"
#include "model/view.h"
#include "web/api_submodel_reference.h"
#include "web/element_edit.h"
#include "web/element_file.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/reference.h"
#include "web/view_answer.h"

static err_t write_item(struct call *call, const struct document *document, struct buf *out,
                        struct fail *why)
{
    struct view view = call_view(call);
    if (!view_is_whole(document_body(document), view))
        return view_write(document_body(document), view, out, why);
    buf_add(out, document_body(document));
    return ERR_OK;
}

static err_t write_value_item(struct call *call, const struct document *document, struct buf *out,
                              struct fail *why)
{
    return value_only_write(document_body(document), call_view(call), out, why);
}

err_t submodels_list(struct call *call, struct fail *why)
{
    return page_answer_submodels(call, write_item, view_suffix(call, "list"), why);
}

err_t submodels_list_values(struct call *call, struct fail *why)
{
    return page_answer_submodels(call, write_value_item, view_suffix(call, "values"), why);
}

err_t submodel_create(struct call *call, struct fail *why)
{
    return write_create(call, DOCUMENT_SUBMODEL, CLASS_SUBMODEL, why);
}

err_t submodel_read(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : answer_view(call, document, document_body(document), "", why);
}

err_t submodel_read_value(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : answer_value(call, document, document_body(document), why);
}

/* A new submodel and the shell's reference to it, both or none. */
static err_t add_both(struct edit *edit, struct fail *why)
{
    struct store_change submodel = *(const struct store_change *)edit->context;
    err_t err = answer_condition(edit->call, &submodel, why);
    if (err)
        return err;
    edit_add(edit, &submodel);
    return submodel_reference_append(edit, submodel_reference_make(edit->call, submodel.id), why);
}

static void answer_both(struct edit *edit)
{
    struct call *call = edit->call;
    const struct store_change *submodel = edit->context;
    struct buf body = {0};
    buf_add(&body, submodel->body);
    str path = call->request->path;
    answer_created(call, str_of(path.p + call->prefix.n, path.n - call->prefix.n), NULL, &body);
}

static err_t create_over_shell(struct call *call, struct fail *why)
{
    const struct node *node;
    str id = call->parameters[PARAMETER_SUBMODEL];
    err_t err = write_read_body(call, CLASS_SUBMODEL, &node, why);
    if (err)
        return err;
    if (!str_equal(node_text(node, PROP_ID), id))
        return refuse(call, REFUSAL_ID_DIFFERS, id);
    struct buf body = {0};
    node_write_json(node, &body);
    struct store_change *submodel = ARENA_NEW(call->arena, struct store_change);
    *submodel = (struct store_change){.operation = STORE_PUT,
                                      .kind = DOCUMENT_SUBMODEL,
                                      .id = id,
                                      .body = arena_dup(call->arena, buf_str(&body)),
                                      .condition = STORE_IF_ABSENT};
    buf_release(&body);
    return edit_shell(call, add_both, answer_both, submodel);
}

/* Over a shell: what it refers to is replaced; what nobody has is created with its reference; what
 * belongs elsewhere is not touched. */
err_t submodel_replace(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_SUBMODEL];
    struct document *document;
    err_t err = ERR_OK;
    if (call->mount == MOUNT_SHELL_SUBMODEL) {
        err = call_shell(call, &document, why);
        if (err)
            return err;
        bool refers = shell_refers_to(document_body(document), id, call->arena);
        document_unref(document);
        if (!refers) {
            err = store_get(call->store, DOCUMENT_SUBMODEL, id, &document, why);
            if (err == ERR_NOT_FOUND)
                return create_over_shell(call, why);
            if (!err)
                document_unref(document);
            return err ? err : refuse(call, REFUSAL_NOT_REFERRED, id);
        }
    }
    return write_replace(call, DOCUMENT_SUBMODEL, CLASS_SUBMODEL, id, why);
}

/* The submodel and the shell's reference to it, both or none. */
static err_t remove_both(struct edit *edit, struct fail *why)
{
    struct store_change submodel = {.operation = STORE_DELETE,
                                    .kind = DOCUMENT_SUBMODEL,
                                    .id = edit->call->parameters[PARAMETER_SUBMODEL],
                                    .condition = STORE_IF_PRESENT};
    err_t err = answer_condition(edit->call, &submodel, why);
    if (err)
        return err;
    edit_add(edit, &submodel);
    return submodel_reference_remove(edit, why);
}

err_t submodel_delete(struct call *call, struct fail *why)
{
    if (call->mount == MOUNT_SHELL_SUBMODEL)
        return edit_shell(call, remove_both, edit_answer_done, NULL);
    return write_delete(call, DOCUMENT_SUBMODEL, call->parameters[PARAMETER_SUBMODEL], why);
}

/* --- patches -----------------------------------------------------------------------------------
 */

typedef err_t patch_function(const struct node *stored, const struct node *patch,
                             struct arena *arena, const struct node **ret_node, struct fail *why);

static err_t patch_with(struct edit *edit, patch_function *function, struct fail *why)
{
    struct call *call = edit->call;
    struct findings findings = {.arena = call->arena};
    const struct node *stored, *next;
    err_t err = answer_condition_holds(call, true, edit->document->revision, false);
    if (err)
        return err;
    if (node_read_json(document_body(edit->document), CLASS_SUBMODEL, METAMODEL_3_2, call->arena,
                       &findings, &stored) != ERR_OK)
        return fail_set(why, ERR_CORRUPT, 0, edit->document->id,
                        "the stored submodel cannot be read");
    err = function(stored, edit->context, call->arena, &next, why);
    if (err)
        return element_edit_refuse(call, err, REFUSAL_CLASS_DIFFERS, STR(""), why);
    if (!str_equal(node_text(next, PROP_ID), edit->document->id))
        return refuse(call, REFUSAL_ID_DIFFERS, edit->document->id);
    err = write_check_change(call, stored, next);
    if (err)
        return err;
    struct element_text text = {document_body(edit->document), write_text(call->arena, next)};
    edit_add(edit, &(struct store_change){.operation = STORE_PUT, .body = text.next});
    return element_file_drop(edit, &text, 1, why);
}

static err_t patch_whole(struct edit *edit, struct fail *why)
{
    return patch_with(edit, node_patch, why);
}

static err_t patch_metadata(struct edit *edit, struct fail *why)
{
    return patch_with(edit, node_patch_metadata, why);
}

err_t submodel_patch(struct call *call, struct fail *why)
{
    const struct node *patch;
    err_t err = write_read_patch(call, CLASS_SUBMODEL, &patch, why);
    return err ? err : edit_submodel(call, patch_whole, edit_answer_updated, patch);
}

err_t submodel_patch_metadata(struct call *call, struct fail *why)
{
    const struct node *patch;
    err_t err = write_read_patch(call, CLASS_SUBMODEL, &patch, why);
    return err ? err : edit_submodel(call, patch_metadata, edit_answer_updated, patch);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* api_element_write.c - submodel elements created, replaced, patched and deleted:
 * .../submodel-elements, .../submodel-elements/{idShortPath} and its $metadata. */
#include "model/patch.h"
#include "web/element_container.h"
#include "web/element_edit.h"
#include "web/element_file.h"
#include "web/handlers.h"

/* The path that the route names; "" is the submodel itself. */
static str path_of(const struct call *call)
{
    str path = call->parameters[PARAMETER_PATH];
    return path.p ? path : STR("");
}

static err_t add(struct edit *edit, struct fail *why)
{
    err_t err = answer_condition_holds(edit->call, true, edit->document->revision, false);
    return err ? err : element_edit_add(edit, path_of(edit->call), edit->context, why);
}

err_t element_create(struct call *call, struct fail *why)
{
    const struct node *element;
    err_t err = write_read_body(call, CLASS_SUBMODEL_ELEMENT, &element, why);
    return err ? err : edit_submodel(call, add, element_edit_answer, element);
}

/* A PUT that creates: the path's end must be what the element will be called. */
static err_t put_new(struct edit *edit, str path, const struct node *element, struct fail *why)
{
    struct call *call = edit->call;
    struct element_container container;
    str last, above = element_path_container(path, &last);
    size_t count;
    err_t err = element_container_find(call, edit->document, above, &container, why);
    if (err)
        return err;
    if (container.class == CLASS_SUBMODEL_ELEMENT_LIST) {
        err = element_container_count(&container, &count, why);
        if (err)
            return err;
        if (!str_equal(path, element_path_indexed(call->arena, above, count)))
            return refuse(call, REFUSAL_NO_ELEMENT, path);
    } else if (last.n && last.p[0] == '[') {
        return refuse(call, REFUSAL_NO_ELEMENT, path);
    } else if (node_text(element, PROP_ID_SHORT).n &&
               !str_equal(node_text(element, PROP_ID_SHORT), last)) {
        return refuse(call, REFUSAL_NAME_DIFFERS, path);
    }
    return element_edit_add(edit, above, element, why);
}

static err_t put(struct edit *edit, struct fail *why)
{
    struct call *call = edit->call;
    str path = path_of(call), old;
    struct fail found = {0};
    err_t err = document_element(edit->document, path, &old, &found);
    err_t condition = answer_condition_holds(call, err == ERR_OK, edit->document->revision, true);
    edit->made = NULL;
    if (condition)
        return condition;
    if (err == ERR_NOT_FOUND)
        return put_new(edit, path, edit->context, why);
    if (err == ERR_SYNTAX)
        return refuse(call, REFUSAL_BAD_PATH, path);
    return err ? err : element_edit_replace(edit, path, edit->context, why);
}

err_t element_replace(struct call *call, struct fail *why)
{
    const struct node *element;
    err_t err = write_read_body(call, CLASS_SUBMODEL_ELEMENT, &element, why);
    return err ? err : edit_submodel(call, put, element_edit_answer, element);
}

/* --- patches -----------------------------------------------------------------------------------
 */

typedef err_t patch_function(const struct node *stored, const struct node *patch,
                             struct arena *arena, const struct node **ret_node, struct fail *why);

static err_t patch_with(struct edit *edit, patch_function *function, struct fail *why)
{
    struct call *call = edit->call;
    str path = path_of(call), json;
    const struct node *stored, *next;
    err_t err = element_edit_read(edit, path, &stored, &json, why);
    if (err)
        return err;
    err = function(stored, edit->context, call->arena, &next, why);
    if (err)
        return element_edit_refuse(call, err, REFUSAL_CLASS_DIFFERS, path, why);
    err = write_check_change(call, stored, next);
    return err ? err : element_edit_replace(edit, path, next, why);
}

static err_t patch_whole(struct edit *edit, struct fail *why)
{
    return patch_with(edit, node_patch, why);
}

static err_t patch_metadata(struct edit *edit, struct fail *why)
{
    return patch_with(edit, node_patch_metadata, why);
}

err_t element_patch(struct call *call, struct fail *why)
{
    const struct node *patch;
    err_t err = write_read_patch(call, CLASS_SUBMODEL_ELEMENT, &patch, why);
    return err ? err : edit_submodel(call, patch_whole, edit_answer_updated, patch);
}

err_t element_patch_metadata(struct call *call, struct fail *why)
{
    const struct node *patch;
    err_t err = write_read_patch(call, CLASS_SUBMODEL_ELEMENT, &patch, why);
    return err ? err : edit_submodel(call, patch_metadata, edit_answer_updated, patch);
}

/* --- deleting ----------------------------------------------------------------------------------
 */

static err_t remove_element(struct edit *edit, struct fail *why)
{
    struct call *call = edit->call;
    str path = path_of(call), json;
    err_t err = call_element_in(call, edit->document, path, &json, why);
    err_t condition = answer_condition_holds(call, err == ERR_OK, edit->document->revision, false);
    if (err || condition)
        return condition ? condition : err;
    edit_add(edit, &(struct store_change){.operation = STORE_ELEMENT_DELETE, .path = path});
    return element_file_drop(edit, &(struct element_text){json, STR("")}, 1, why);
}

err_t element_delete(struct call *call, struct fail *why)
{
    (void)why;
    return edit_submodel(call, remove_element, edit_answer_done, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* element_edit.c - one element added or replaced: a small record each. */
#include "web/element_edit.h"

#include "model/read.h"
#include "web/element_container.h"
#include "web/element_file.h"

/* An element that the edit added. */
struct added {
    str path, text;
};

err_t element_edit_read(struct edit *edit, str path, const struct node **ret_element, str *ret_json,
                        struct fail *why)
{
    struct call *call = edit->call;
    struct findings findings = {.arena = call->arena};
    err_t err = call_element_in(call, edit->document, path, ret_json, why);
    err_t condition = answer_condition_holds(call, err == ERR_OK, edit->document->revision, false);
    if (err || condition)
        return condition ? condition : err;
    enum class_id class = node_class_of_text(*ret_json);
    if (class == CLASS_NONE || node_read_json(*ret_json, class, METAMODEL_3_2, call->arena,
                                              &findings, ret_element) != ERR_OK)
        return fail_set(why, ERR_CORRUPT, 0, path, "the stored element cannot be read");
    return ERR_OK;
}

err_t element_edit_replace(struct edit *edit, str path, const struct node *element,
                           struct fail *why)
{
    struct call *call = edit->call;
    struct element_container container;
    str old, last;
    uint64_t index = 0;
    size_t at;
    err_t err = call_element_in(call, edit->document, path, &old, why);
    if (!err)
        err = element_container_find(call, edit->document, element_path_container(path, &last),
                                     &container, why);
    if (err)
        return err;
    bool listed = container.class == CLASS_SUBMODEL_ELEMENT_LIST;
    if (listed && !str_to_u64(str_of(last.p + 1, last.n - 2), SIZE_MAX, &index))
        return refuse(call, REFUSAL_NO_ELEMENT, path);
    struct element_position position = {element, write_text(call->arena, element),
                                        listed ? (str){0} : last, index};
    err = element_container_check(call, edit->document, &container, &position, &at, why);
    if (err)
        return err;
    edit_add(edit, &(struct store_change){
                       .operation = STORE_ELEMENT_PUT, .path = path, .body = position.text});
    return element_file_drop(edit, &(struct element_text){old, position.text}, 1, why);
}

err_t element_edit_add(struct edit *edit, str path, const struct node *element, struct fail *why)
{
    struct call *call = edit->call;
    struct element_container container;
    size_t index;
    err_t err = element_container_find(call, edit->document, path, &container, why);
    if (err)
        return err;
    struct element_position position = {
        element, write_text(call->arena, element), {0}, ELEMENT_AT_END};
    err = element_container_check(call, edit->document, &container, &position, &index, why);
    if (err)
        return err;
    struct added *added = ARENA_NEW(call->arena, struct added);
    added->text = position.text;
    added->path = container.class == CLASS_SUBMODEL_ELEMENT_LIST
                      ? element_path_indexed(call->arena, path, index)
                      : element_path_named(call->arena, path, node_text(element, PROP_ID_SHORT));
    edit->made = added;
    edit_add(edit, &(struct store_change){
                       .operation = STORE_ELEMENT_ADD, .path = path, .body = added->text});
    return ERR_OK;
}

err_t element_edit_refuse(struct call *call, err_t err, enum refusal invalid, str path,
                          const struct fail *why)
{
    str below = str_from(why->where);
    bool joins = path.n && below.n && below.p[0] != '[';
    str full =
        arena_printf(call->arena, "%.*s%s%.*s", STR_ARG(path), joins ? "." : "", STR_ARG(below));
    if (call->findings.error_count)
        return ERR_INVALID;
    return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_ELEMENT, full)
           : err == ERR_INVALID ? refuse(call, invalid, full)
                                : refuse(call, REFUSAL_NOT_METADATA, below);
}

void element_edit_answer(struct edit *edit)
{
    const struct added *added = edit->made;
    if (!added) {
        edit_answer_updated(edit);
        return;
    }
    struct buf body = {0};
    buf_add(&body, added->text);
    struct etag etag = etag_of_revision(edit->revision, "part");
    answer_created(edit->call, element_location(edit->call, added->path), &etag, &body);
}

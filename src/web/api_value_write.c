/* SPDX-License-Identifier: Apache-2.0 */
/* api_value_write.c - values of a submodel or of elements changed: PATCH .../$value. Only the
 * elements that the body names are read and written, all of them or none. */
#include "model/value_apply.h"
#include "web/element_container.h"
#include "web/element_edit.h"
#include "web/element_file.h"
#include "web/handlers.h"

enum { VALUE_RECORDS_MAX = 32 };

/* One element that gets other values: the smallest part of the submodel that is read as nodes. */
struct part {
    str path;
    struct element_text text;
};

struct value_patch {
    struct edit *edit;
    const struct json *json;
    struct part *parts;
    size_t count, room;
    struct fail *why;
};

static err_t apply_part(struct value_patch *patch, str path, str old, uint32_t token)
{
    struct call *call = patch->edit->call;
    struct findings stored_findings = {.arena = call->arena};
    const struct node *stored, *next;
    enum class_id class = node_class_of_text(old);
    if (class == CLASS_NONE ||
        node_read_json(old, class, METAMODEL_3_2, call->arena, &stored_findings, &stored) != ERR_OK)
        return fail_set(patch->why, ERR_CORRUPT, 0, path, "the stored element cannot be read");
    err_t err =
        value_apply(stored, patch->json, token, call->arena, &call->findings, &next, patch->why);
    if (err == ERR_NOT_ALLOWED)
        return refuse(call, REFUSAL_NO_VALUE, str_from(patch->why->where));
    if (err)
        return element_edit_refuse(call, err, REFUSAL_BAD_VALUE, path, patch->why);
    err = write_check_change(call, stored, next);
    if (err)
        return err;
    ARENA_GROW(call->arena, patch->parts, patch->count, patch->room, 8);
    patch->parts[patch->count++] = (struct part){path, {old, write_text(call->arena, next)}};
    return ERR_OK;
}

static err_t walk(struct value_patch *patch, str path, str old, uint32_t token);

static err_t walk_child(struct value_patch *patch, str path, uint32_t token)
{
    str old;
    err_t err = call_element_in(patch->edit->call, patch->edit->document, path, &old, patch->why);
    return err ? err : walk(patch, path, old, token);
}

/* Down to the elements that have values of their own. As deep as the tape at most. */
static err_t walk(struct value_patch *patch, str path, str old, uint32_t token)
{
    const struct json *json = patch->json;
    struct arena *arena = patch->edit->call->arena;
    enum class_id class = node_class_of_text(old);
    bool named = class == CLASS_SUBMODEL || class == CLASS_SUBMODEL_ELEMENT_COLLECTION;
    bool listed = class == CLASS_SUBMODEL_ELEMENT_LIST;
    enum json_type type = json_type(json, token);
    uint32_t end = json_next(json, token);
    size_t index = 0;
    err_t err = ERR_OK;
    if (named && type == JSON_OBJECT) {
        for (uint32_t key = token + 1; !err && key < end; key = json_next(json, key + 1))
            err = walk_child(patch, element_path_named(arena, path, json_string(json, key, arena)),
                             key + 1);
        return err;
    }
    if (listed && type == JSON_ARRAY) {
        for (uint32_t item = token + 1; !err && item < end; item = json_next(json, item))
            err = walk_child(patch, element_path_indexed(arena, path, index++), item);
        return err;
    }
    if (class == CLASS_SUBMODEL)
        return refuse(patch->edit->call, REFUSAL_BAD_VALUE, STR(""));
    return apply_part(patch, path, old, token);
}

/* --- writing -----------------------------------------------------------------------------------
 */

static int compare_parts(const void *a, const void *b)
{
    const struct part *part_a = a, *part_b = b;
    const char *at_a = part_a->text.old.p, *at_b = part_b->text.old.p;
    return (at_a > at_b) - (at_a < at_b);
}

/* Many values: the submodel's text is made anew once, instead of once for each of them. */
static err_t put_whole(struct value_patch *patch)
{
    struct document *document = patch->edit->document;
    str body = document_body(document);
    struct buf out = {0};
    const char *from = body.p;
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < patch->count; i++) /* views of it now */
        err =
            document_element(document, patch->parts[i].path, &patch->parts[i].text.old, patch->why);
    if (err)
        return err;
    qsort(patch->parts, patch->count, sizeof *patch->parts, compare_parts);
    for (size_t i = 0; i < patch->count; i++) {
        const struct element_text *text = &patch->parts[i].text;
        buf_add(&out, str_of(from, (size_t)(text->old.p - from)));
        buf_add(&out, text->next);
        from = text->old.p + text->old.n;
    }
    buf_add(&out, str_of(from, (size_t)(body.p + body.n - from)));
    struct store_change put = {.operation = STORE_PUT,
                               .body = arena_dup(patch->edit->call->arena, buf_str(&out))};
    buf_release(&out);
    edit_add(patch->edit, &put);
    return ERR_OK;
}

static err_t write_parts(struct value_patch *patch)
{
    if (patch->count)
        qsort(patch->parts, patch->count, sizeof *patch->parts, compare_parts);
    for (size_t i = 1; i < patch->count; i++)
        if (patch->parts[i].text.old.p == patch->parts[i - 1].text.old.p)
            return refuse(patch->edit->call, REFUSAL_BAD_VALUE, patch->parts[i].path);
    if (patch->count > VALUE_RECORDS_MAX)
        return put_whole(patch);
    for (size_t i = 0; i < patch->count; i++)
        edit_add(patch->edit, &(struct store_change){.operation = STORE_ELEMENT_PUT,
                                                     .path = patch->parts[i].path,
                                                     .body = patch->parts[i].text.next,
                                                     .expected = patch->parts[i].text.old});
    return ERR_OK;
}

static err_t drop_files(struct value_patch *patch)
{
    struct element_text *texts =
        ARENA_ARRAY(patch->edit->call->arena, struct element_text, patch->count + 1);
    for (size_t i = 0; i < patch->count; i++)
        texts[i] = patch->parts[i].text;
    return element_file_drop(patch->edit, texts, patch->count, patch->why);
}

/* --- the handlers ------------------------------------------------------------------------------
 */

static err_t find_target(struct edit *edit, str *ret_path, str *ret_old, struct fail *why)
{
    struct call *call = edit->call;
    str path = call->parameters[PARAMETER_PATH];
    err_t err = ERR_OK;
    *ret_path = path.p ? path : STR("");
    if (path.p)
        err = call_element_in(call, edit->document, path, ret_old, why);
    else
        *ret_old = document_body(edit->document);
    err_t condition = answer_condition_holds(call, err == ERR_OK, edit->document->revision, false);
    return condition ? condition : err;
}

static err_t patch_values(struct edit *edit, struct fail *why)
{
    struct json json;
    str path, old;
    err_t err = find_target(edit, &path, &old, why);
    if (!err)
        err = json_read(edit->call->request->body, &json, why);
    if (err)
        return err;
    struct value_patch patch = {.edit = edit, .json = &json, .why = why};
    err = walk(&patch, path, old, 0);
    json_release(&json);
    if (!err)
        err = write_parts(&patch);
    return err ? err : drop_files(&patch);
}

err_t value_patch(struct call *call, struct fail *why)
{
    (void)why;
    err_t err = write_check_media(call);
    if (err)
        return err;
    /* Of an element: it alone is looked at. Of the whole submodel: much may change. */
    return call->parameters[PARAMETER_PATH].p
               ? edit_elements(call, patch_values, edit_answer_updated, NULL)
               : edit_submodel(call, patch_values, edit_answer_updated, NULL);
}

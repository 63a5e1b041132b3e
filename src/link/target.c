/* SPDX-License-Identifier: Apache-2.0 */
/* target.c - reads a Property, and makes it anew with another value. */
#include "link/target.h"

#include "model/check.h"
#include "model/read.h"
#include "model/term.h"

static err_t read_property(const struct json *json, struct arena *arena, struct link_target *target,
                           struct fail *why)
{
    str class = json_member_text(json, 0, STR("modelType"), arena);
    str type = json_member_text(json, 0, STR("valueType"), arena);
    if (!str_equal(class, STR("Property")))
        return fail_set(why, ERR_INVALID, 0, class,
                        "the target is a %.*s; only a Property can have a machine's value",
                        STR_ARG(class));
    if (!xsd_type_find(type, &target->type))
        return fail_set(why, ERR_INVALID, 0, type, "the target has no valueType");
    target->value = json_member_text(json, 0, STR("value"), arena);
    return link_scale_read(json, 0, &target->scale, why);
}

err_t link_target_read(struct store *store, str id, str path, const struct link_scale *scale,
                       struct arena *arena, struct link_target *ret_target, struct fail *why)
{
    struct document *document;
    struct json json;
    str text;
    struct link_target target = {.scale = *scale};
    err_t err = store_get(store, DOCUMENT_SUBMODEL, id, &document, why);
    if (err == ERR_NOT_FOUND)
        return fail_set(why, err, 0, id, "the target's submodel %.*s is not stored here",
                        STR_ARG(id));
    if (err)
        return err;
    err = document_element(document, path, &text, why);
    if (!err)
        target.json = arena_dup(arena, text);
    document_unref(document);
    if (err)
        return fail_set(why, ERR_NOT_FOUND, 0, path, "the target %.*s is not in its submodel",
                        STR_ARG(path));
    err = json_read(target.json, &json, why);
    if (err)
        return err;
    err = read_property(&json, arena, &target, why);
    json_release(&json);
    *ret_target = target;
    return err;
}

err_t link_target_with(const struct link_target *target, str value, struct arena *arena,
                       str *ret_json, struct fail *why)
{
    struct findings findings = {.arena = arena, .tolerant = true};
    const struct node *node;
    struct buf out = {0};
    err_t err =
        node_read_json(target->json, CLASS_PROPERTY, METAMODEL_3_2, arena, &findings, &node);
    if (err)
        return fail_set(why, ERR_CORRUPT, 0, (str){0}, "the stored element cannot be read");
    struct node_builder builder = node_copy(node);
    node_set_text(&builder, PROP_VALUE, value);
    node = node_finish(&builder, arena);
    findings = (struct findings){.arena = arena};
    node_check_in_instance(node, METAMODEL_3_2, &findings);
    if (findings.error_count) {
        finding_message(&findings.items[0], LANGUAGE_ENGLISH, &out);
        err = fail_set(why, ERR_INVALID, 0, (str){0}, "%.*s", STR_ARG(buf_str(&out)));
    } else {
        node_write_json(node, &out);
        *ret_json = arena_dup(arena, buf_str(&out));
    }
    buf_release(&out);
    return err;
}

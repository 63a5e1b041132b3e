/* SPDX-License-Identifier: Apache-2.0 */
/* element_container.c - paths of elements, and the rules between a container and one child. */
#include "web/element_container.h"

#include <stdio.h>

#include "base/base64.h"
#include "model/check.h"
#include "model/patch.h"
#include "model/read.h"
#include "web/write.h"

/* --- paths -------------------------------------------------------------------------------------
 */

str element_path_container(str path, str *ret_last)
{
    size_t n = path.n;
    while (n && path.p[n - 1] != '.' && path.p[n - 1] != '[')
        n--;
    bool indexed = n && path.p[n - 1] == '[';
    size_t begin = indexed ? n - 1 : n;
    *ret_last = str_of(path.p + begin, path.n - begin);
    return str_of(path.p, n ? n - 1 : 0);
}

str element_path_named(struct arena *arena, str container, str id_short)
{
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(container), container.n ? "." : "",
                        STR_ARG(id_short));
}

str element_path_indexed(struct arena *arena, str container, size_t index)
{
    return arena_printf(arena, "%.*s[%zu]", STR_ARG(container), index);
}

static unsigned depth_of_path(str path)
{
    unsigned depth = path.n > 0;
    for (size_t i = 0; i < path.n; i++)
        depth += path.p[i] == '.' || path.p[i] == '[';
    return depth;
}

/* Everything else in a path may stand in a URL as it is. */
static void add_encoded(struct buf *out, str path)
{
    for (size_t i = 0; i < path.n; i++) {
        char c = path.p[i];
        if (c == '[' || c == ']')
            buf_add(out, c == '[' ? STR("%5B") : STR("%5D"));
        else
            buf_add_char(out, c);
    }
}

str element_location(struct call *call, str path)
{
    struct buf text = {0};
    str submodel = call->parameters[PARAMETER_SUBMODEL];
    if (call->mount == MOUNT_SHELL_SUBMODEL)
        buf_add(&text,
                document_location(call->arena, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL]));
    buf_add(&text, document_location(call->arena, DOCUMENT_SUBMODEL, submodel));
    buf_add(&text, STR("/submodel-elements/"));
    add_encoded(&text, path);
    str location = arena_dup(call->arena, buf_str(&text));
    buf_release(&text);
    return location;
}

/* --- containers --------------------------------------------------------------------------------
 */

err_t element_container_find(struct call *call, struct document *document, str path,
                             struct element_container *ret_container, struct fail *why)
{
    struct element_container found = {.path = path, .json = document_body(document)};
    if (path.n) {
        err_t err = call_element_in(call, document, path, &found.json, why);
        if (err)
            return err;
    }
    found.class = node_class_of_text(found.json);
    if (found.class == CLASS_NONE)
        return fail_set(why, ERR_CORRUPT, 0, path, "the stored element has no class");
    if (node_children_property(found.class) == PROP_NONE)
        return refuse(call, REFUSAL_NO_CHILDREN, class_infos[found.class].name);
    *ret_container = found;
    return ERR_OK;
}

static err_t read_stored(struct call *call, const struct element_container *container,
                         const struct node **ret_node, struct fail *why)
{
    struct findings findings = {.arena = call->arena};
    if (node_read_json(container->json, container->class, METAMODEL_3_2, call->arena, &findings,
                       ret_node) != ERR_OK)
        return fail_set(why, ERR_CORRUPT, 0, container->path, "a stored element cannot be read");
    return ERR_OK;
}

err_t element_container_count(const struct element_container *container, size_t *ret_count,
                              struct fail *why)
{
    struct json json;
    err_t err = json_read(container->json, &json, why);
    if (err)
        return err;
    uint32_t list = json_member(&json, 0, property_name(node_children_property(container->class)));
    *ret_count = list ? json_count(&json, list) : 0;
    json_release(&json);
    return ERR_OK;
}

/* --- the checks --------------------------------------------------------------------------------
 */

static err_t report(struct call *call, enum rule rule, str argument0, str argument1)
{
    static const struct place root = {.property = PROP_NONE, .index = -1};
    finding_add(&call->findings, SEVERITY_ERROR, rule, &root, 0, argument0, argument1);
    return ERR_INVALID;
}

static err_t check_named(struct call *call, struct document *document,
                         const struct element_container *container, const struct node *child,
                         str old_name)
{
    str id_short = node_text(child, PROP_ID_SHORT), taken;
    if (!id_short.n)
        return report(call, RULE_AASD_117, (str){0}, (str){0});
    if (container->class == CLASS_ANNOTATED_RELATIONSHIP_ELEMENT &&
        !class_is_a((enum class_id)child->class, CLASS_DATA_ELEMENT))
        return report(call, RULE_MODEL_TYPE, class_infos[child->class].name,
                      class_infos[CLASS_DATA_ELEMENT].name);
    str path = element_path_named(call->arena, container->path, id_short);
    if (!str_equal(id_short, old_name) && document_element(document, path, &taken, NULL) == ERR_OK)
        return refuse(call, REFUSAL_ELEMENT_EXISTS, path);
    return ERR_OK;
}

static bool stands_at_item(const struct findings *findings, size_t index, struct arena *arena)
{
    str item = arena_printf(arena, "$.value[%zu]", index);
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == SEVERITY_ERROR &&
            str_starts_with(findings->items[i].path, item))
            return true;
    return false;
}

/* The rules about the items of the list, with the child among them. What an import let in before
 * does not hinder: only what this child breaks does. */
static err_t check_listed(struct call *call, const struct element_container *container,
                          const struct node *child, size_t index, size_t *ret_index,
                          struct fail *why)
{
    const struct node *list;
    err_t err = read_stored(call, container, &list, why);
    if (err)
        return err;
    struct nodes old = node_list(list, PROP_VALUE);
    const struct node **items = arena_alloc(call->arena, (old.count + 1) * sizeof(struct node *));
    if (old.count)
        memcpy(items, old.items, old.count * sizeof(struct node *));
    size_t at = index < old.count ? index : old.count;
    str id_short = node_text(child, PROP_ID_SHORT);
    struct named_nodes named = named_nodes_of(old);
    size_t same = id_short.n ? named_nodes_find(&named, id_short) : old.count;
    named_nodes_release(&named);
    if (same < old.count && same != at)
        return refuse(call, REFUSAL_ELEMENT_EXISTS,
                      element_path_indexed(call->arena, container->path, same));
    items[at] = child;
    struct node_builder builder = node_copy(list);
    node_set_list(&builder, PROP_VALUE, items, old.count + (at == old.count));
    struct findings before = {.arena = call->arena}, after = {.arena = call->arena};
    node_check_children(node_finish(&builder, call->arena), METAMODEL_3_2, &after);
    *ret_index = at;
    if (!after.error_count)
        return ERR_OK;
    if (!stands_at_item(&after, at, call->arena))
        node_check_children(list, METAMODEL_3_2, &before);
    return write_refuse_new(call, &before, &after);
}

static err_t is_template(const struct document *document, bool *ret_template, struct fail *why)
{
    struct json json;
    err_t err = json_read(document_body(document), &json, why);
    if (err)
        return err;
    uint32_t kind = json_member(&json, 0, STR("kind"));
    *ret_template = kind && json_type(&json, kind) == JSON_STRING &&
                    str_equal(json_string_raw(&json, kind), STR("Template"));
    json_release(&json);
    return ERR_OK;
}

err_t element_container_check(struct call *call, struct document *document,
                              const struct element_container *container,
                              const struct element_position *position, size_t *ret_index,
                              struct fail *why)
{
    static const char qualifier[] = "\"kind\":\"TemplateQualifier\"";
    const struct node *child = position->child;
    bool in_template = true;
    *ret_index = 0;
    if (depth_of_path(container->path) + node_element_depth(child) > ELEMENT_DEPTH_MAX)
        return report(call, RULE_DEPTH, STR("64"), (str){0});
    if (str_find(position->text, STR(qualifier)) < position->text.n) {
        err_t err = is_template(document, &in_template, why);
        if (err)
            return err;
    }
    if (!in_template)
        node_check_in_instance(child, METAMODEL_3_2, &call->findings);
    if (call->findings.error_count)
        return ERR_INVALID;
    if (container->class == CLASS_SUBMODEL_ELEMENT_LIST)
        return check_listed(call, container, child, position->index, ret_index, why);
    return check_named(call, document, container, child, position->old_name);
}

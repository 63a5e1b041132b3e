/* SPDX-License-Identifier: Apache-2.0 */
/* patch.c - one node over another. */
#include "model/patch.h"

#include "model/metadata.h"

/* Where in the stored tree the patch has got to; for errors. */
struct step {
    const struct step *up;
    str id_short; /* {NULL, 0}: an item of a list */
    size_t index;
};

static void write_path(const struct step *step, struct buf *out)
{
    if (!step)
        return;
    write_path(step->up, out);
    if (!step->id_short.p) {
        buf_printf(out, "[%zu]", step->index);
        return;
    }
    if (out->n)
        buf_add_char(out, '.');
    buf_add(out, step->id_short);
}

static err_t fail_at(const struct step *step, err_t err, const char *text, struct fail *why)
{
    struct buf path = {0};
    write_path(step, &path);
    fail_set(why, err, 0, buf_str(&path), "%s", text);
    buf_release(&path);
    return err;
}

size_t nodes_find(struct nodes children, str id_short)
{
    size_t i = 0;
    while (i < children.count && !str_equal(node_text(children.items[i], PROP_ID_SHORT), id_short))
        i++;
    return i;
}

static err_t patch_node(const struct node *stored, const struct node *patch,
                        const struct step *step, struct arena *arena, const struct node **ret_node,
                        struct fail *why);

static err_t patch_children(struct node_builder *builder, const struct node *stored,
                            const struct node *patch, enum property list, const struct step *up,
                            struct arena *arena, struct fail *why)
{
    bool indexed = stored->class == CLASS_SUBMODEL_ELEMENT_LIST;
    struct nodes old = node_list(stored, list), wanted = node_list(patch, list);
    const struct node **items = arena_alloc(arena, (old.count + 1) * sizeof(struct node *));
    if (old.count)
        memcpy(items, old.items, old.count * sizeof(struct node *));
    for (size_t i = 0; i < wanted.count; i++) {
        str id_short = node_text(wanted.items[i], PROP_ID_SHORT);
        struct step step = {up, indexed ? (str){0} : id_short.p ? id_short : STR(""), i};
        size_t at = indexed ? i : id_short.n ? nodes_find(old, id_short) : old.count;
        if (at >= old.count)
            return fail_at(&step, ERR_NOT_FOUND, "a patch can only change what is there", why);
        err_t err = patch_node(items[at], wanted.items[i], &step, arena, &items[at], why);
        if (err)
            return err;
    }
    node_set_list(builder, list, items, old.count);
    return ERR_OK;
}

/* As deep as the reader lets nodes be. */
static err_t patch_node(const struct node *stored, const struct node *patch,
                        const struct step *step, struct arena *arena, const struct node **ret_node,
                        struct fail *why)
{
    if (stored->class != patch->class)
        return fail_at(step, ERR_INVALID, "a patch cannot change the class", why);
    enum property list = node_children_property((enum class_id)stored->class);
    struct node_builder builder = node_copy(stored);
    const struct slot *slots = class_infos[stored->class].slots;
    const struct value *value = patch->values;
    for (uint32_t left = patch->present; left; left &= left - 1, value++) {
        unsigned slot = (unsigned)__builtin_ctz(left);
        if (slots[slot].property == list) {
            err_t err = patch_children(&builder, stored, patch, list, step, arena, why);
            if (err)
                return err;
            continue;
        }
        builder.values[slot] = *value;
        builder.present |= 1u << slot;
    }
    *ret_node = node_finish(&builder, arena);
    return ERR_OK;
}

err_t node_patch(const struct node *stored, const struct node *patch, struct arena *arena,
                 const struct node **ret_node, struct fail *why)
{
    return patch_node(stored, patch, NULL, arena, ret_node, why);
}

err_t node_patch_metadata(const struct node *stored, const struct node *patch, struct arena *arena,
                          const struct node **ret_node, struct fail *why)
{
    enum class_id class = (enum class_id)patch->class;
    for (uint32_t left = patch->present; left; left &= left - 1) {
        enum property property =
            (enum property)class_infos[class].slots[__builtin_ctz(left)].property;
        if (metadata_leaves_out(class, property))
            return fail_set(why, ERR_NOT_ALLOWED, 0, property_name(property),
                            "the metadata form has no values");
    }
    return patch_node(stored, patch, NULL, arena, ret_node, why);
}

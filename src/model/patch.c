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

enum { NAMED_PLAIN_MAX = 16 };

struct named_nodes named_nodes_of(struct nodes nodes)
{
    struct named_nodes named = {.nodes = nodes};
    for (size_t i = 0; nodes.count > NAMED_PLAIN_MAX && i < nodes.count; i++) {
        str id_short = node_text(nodes.items[i], PROP_ID_SHORT);
        bool added = false;
        uint64_t *position = id_short.n ? map_put(&named.positions, id_short, &added) : NULL;
        if (added)
            *position = i;
    }
    return named;
}

size_t named_nodes_find(const struct named_nodes *named, str id_short)
{
    struct nodes nodes = named->nodes;
    size_t i = 0;
    if (nodes.count > NAMED_PLAIN_MAX) {
        const uint64_t *position = map_find(&named->positions, id_short);
        return position ? (size_t)*position : nodes.count;
    }
    while (i < nodes.count && !str_equal(node_text(nodes.items[i], PROP_ID_SHORT), id_short))
        i++;
    return i;
}

void named_nodes_release(struct named_nodes *named)
{
    map_release(&named->positions);
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
    struct named_nodes named = named_nodes_of(indexed ? (struct nodes){0} : old);
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < wanted.count; i++) {
        str id_short = node_text(wanted.items[i], PROP_ID_SHORT);
        struct step step = {up, indexed ? (str){0} : id_short.p ? id_short : STR(""), i};
        size_t at = indexed ? i : id_short.n ? named_nodes_find(&named, id_short) : old.count;
        err = at < old.count
                  ? patch_node(items[at], wanted.items[i], &step, arena, &items[at], why)
                  : fail_at(&step, ERR_NOT_FOUND, "a patch can only change what is there", why);
    }
    named_nodes_release(&named);
    node_set_list(builder, list, items, old.count);
    return err;
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

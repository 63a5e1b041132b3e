/* SPDX-License-Identifier: Apache-2.0 */
/* node.c - making, copying and comparing nodes. */
#include "model/node.h"

enum property node_children_property(enum class_id class)
{
    switch (class) {
    case CLASS_SUBMODEL:
        return PROP_SUBMODEL_ELEMENTS;
    case CLASS_SUBMODEL_ELEMENT_COLLECTION:
    case CLASS_SUBMODEL_ELEMENT_LIST:
        return PROP_VALUE;
    case CLASS_ENTITY:
        return PROP_STATEMENTS;
    case CLASS_ANNOTATED_RELATIONSHIP_ELEMENT:
        return PROP_ANNOTATIONS;
    default:
        return PROP_NONE;
    }
}

static unsigned max_of(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* As deep as the reader lets nodes be. */
unsigned node_element_depth(const struct node *node)
{
    const struct slot *slots = class_infos[node->class].slots;
    const struct value *value = node->values;
    unsigned below = 0;
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        enum slot_kind kind = (enum slot_kind)slots[__builtin_ctz(left)].kind;
        if (kind == SLOT_NODE)
            below = max_of(below, node_element_depth(value->node));
        for (uint32_t i = 0; kind == SLOT_LIST && i < value->n; i++)
            below = max_of(below, node_element_depth(value->items[i]));
    }
    return below + class_has((enum class_id)node->class, CLASS_FLAG_SUBMODEL_ELEMENT);
}

struct node_builder node_begin(enum class_id class, uint32_t at)
{
    return (struct node_builder){.class = class, .at = at};
}

static struct value *value_of(struct node_builder *builder, enum property property,
                              enum slot_kind kind)
{
    uint8_t slot = class_slot(builder->class, property);
    assert(slot != SLOT_NONE && class_infos[builder->class].slots[slot].kind == kind);
    (void)kind;
    builder->present |= 1u << slot;
    return &builder->values[slot];
}

void node_set_text(struct node_builder *builder, enum property property, str text)
{
    assert(text.n <= UINT32_MAX && text.p);
    *value_of(builder, property, SLOT_TEXT) = (struct value){.text = text.p, .n = (uint32_t)text.n};
}

void node_set_enum(struct node_builder *builder, enum property property, str text)
{
    struct value *value = value_of(builder, property, SLOT_ENUM);
    uint8_t type = class_infos[builder->class].slots[class_slot(builder->class, property)].type;
    *value = (struct value){
        .text = text.p,
        .n = (uint32_t)text.n,
        .literal = literal_find((enum enumeration)type, text, METAMODEL_3_2),
    };
}

void node_set_boolean(struct node_builder *builder, enum property property, bool boolean)
{
    *value_of(builder, property, SLOT_BOOLEAN) = (struct value){.n = boolean};
}

void node_set_node(struct node_builder *builder, enum property property, const struct node *node)
{
    assert(node);
    *value_of(builder, property, SLOT_NODE) = (struct value){.node = node};
}

void node_set_list(struct node_builder *builder, enum property property,
                   const struct node *const *items, size_t count)
{
    if (count == 0) {
        node_unset(builder, property);
        return;
    }
    *value_of(builder, property, SLOT_LIST) = (struct value){.items = items, .n = (uint32_t)count};
}

void node_set_texts(struct node_builder *builder, enum property property, const str *texts,
                    size_t count)
{
    if (count == 0) {
        node_unset(builder, property);
        return;
    }
    *value_of(builder, property, SLOT_TEXTS) = (struct value){.texts = texts, .n = (uint32_t)count};
}

void node_unset(struct node_builder *builder, enum property property)
{
    uint8_t slot = class_slot(builder->class, property);
    assert(slot != SLOT_NONE);
    builder->present &= ~(1u << slot);
}

struct node_builder node_copy(const struct node *node)
{
    struct node_builder builder = node_begin((enum class_id)node->class, node->at);
    builder.present = node->present;
    const struct value *value = node->values;
    for (uint8_t slot = 0; slot < CLASS_SLOTS_MAX; slot++)
        if (node->present & 1u << slot)
            builder.values[slot] = *value++;
    return builder;
}

const struct node *node_finish(const struct node_builder *builder, struct arena *arena)
{
    unsigned count = node_bits(builder->present);
    struct node *node = arena_alloc(arena, sizeof *node + count * sizeof(struct value));
    *node = (struct node){.class = (uint8_t)builder->class,
                          .count = (uint8_t)count,
                          .present = builder->present,
                          .at = builder->at};
    struct value *to = node->values;
    for (uint32_t left = builder->present; left; left &= left - 1)
        *to++ = builder->values[__builtin_ctz(left)];
    return node;
}

void node_list_add(struct node_list *list, struct arena *arena, const struct node *node)
{
    ARENA_GROW(arena, list->items, list->count, list->room, 8);
    list->items[list->count++] = node;
}

static bool value_equal(const struct value *a, const struct value *b, enum slot_kind kind)
{
    if (kind == SLOT_NODE)
        return node_equal(a->node, b->node);
    if (a->n != b->n)
        return false;
    if (kind == SLOT_TEXT || kind == SLOT_ENUM)
        return str_equal(str_of(a->text, a->n), str_of(b->text, b->n));
    for (uint32_t i = 0; kind == SLOT_LIST && i < a->n; i++)
        if (!node_equal(a->items[i], b->items[i]))
            return false;
    for (uint32_t i = 0; kind == SLOT_TEXTS && i < a->n; i++)
        if (!str_equal(a->texts[i], b->texts[i]))
            return false;
    return true;
}

bool node_equal(const struct node *a, const struct node *b)
{
    if (a->class != b->class || a->present != b->present)
        return false;
    const struct slot *slots = class_infos[a->class].slots;
    for (uint8_t i = 0, slot = 0; i < a->count; slot++) {
        if (!(a->present & 1u << slot))
            continue;
        if (!value_equal(&a->values[i], &b->values[i], (enum slot_kind)slots[slot].kind))
            return false;
        i++;
    }
    return true;
}

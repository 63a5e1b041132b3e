/* SPDX-License-Identifier: Apache-2.0 */
/* node.h - one object of the metamodel in memory. A node has a class and, for the properties that
 * are there, one value each in the order of the class's slots. Nodes never change once made; to
 * change one, make another with a builder and let the parents be made anew. All nodes of a document
 * live in one arena. */
#ifndef SCHALE_MODEL_NODE_H
#define SCHALE_MODEL_NODE_H

#include "base/arena.h"
#include "model/meta.h"

struct node;

/* The value of one property. Which member holds, the slot's kind says. */
struct value {
    union {
        const char *text; /* SLOT_TEXT, SLOT_ENUM: n bytes; a view of the input or of the arena */
        const struct node *node;         /* SLOT_NODE */
        const struct node *const *items; /* SLOT_LIST: n nodes */
        const str *texts;                /* SLOT_TEXTS: n texts */
    };
    uint32_t n;       /* bytes, items, or for SLOT_BOOLEAN 0 or 1 */
    uint16_t literal; /* SLOT_ENUM: number of the literal or LITERAL_UNKNOWN */
    uint16_t unused;
};

struct node {
    uint8_t class; /* enum class_id */
    uint8_t count; /* values */
    uint16_t unused;
    uint32_t present; /* bit i: slot i of the class has a value */
    uint32_t at;      /* where it began in the input: byte (JSON) or line (XML) */
    uint32_t unused2;
    struct value values[]; /* one for each bit of `present`, lowest first */
};

struct nodes {
    const struct node *const *items;
    size_t count;
};

/* How many bits are set: in line, since the plain x86-64 instruction set has no instruction for it.
 */
static inline unsigned node_bits(uint32_t x)
{
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return ((x + (x >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24;
}

/* The value of slot `slot` (a number of class_slot), or NULL. */
static inline const struct value *node_slot(const struct node *node, uint8_t slot)
{
    uint32_t bit = 1u << (slot & 31);
    if (slot == SLOT_NONE || !(node->present & bit))
        return NULL;
    return &node->values[node_bits(node->present & (bit - 1))];
}

/* The value of a property, or NULL: absent, or the class does not have it. */
static inline const struct value *node_value(const struct node *node, enum property property)
{
    return node_slot(node, class_slot((enum class_id)node->class, property));
}

/* The text of a text or enumeration property; {NULL, 0} when absent. */
static inline str node_text(const struct node *node, enum property property)
{
    const struct value *value = node_value(node, property);
    return value ? str_of(value->text, value->n) : (str){0};
}

/* The object of a property, or NULL. Only for slots of kind SLOT_NODE. */
static inline const struct node *node_child(const struct node *node, enum property property)
{
    const struct value *value = node_value(node, property);
    return value ? value->node : NULL;
}

/* The items of a list property; count 0 when absent. Only for slots of kind SLOT_LIST. */
static inline struct nodes node_list(const struct node *node, enum property property)
{
    const struct value *value = node_value(node, property);
    return value ? (struct nodes){value->items, value->n} : (struct nodes){0};
}

/* The number of an enumeration property's literal; LITERAL_UNKNOWN when absent or not one. */
static inline uint16_t node_literal(const struct node *node, enum property property)
{
    const struct value *value = node_value(node, property);
    return value ? value->literal : LITERAL_UNKNOWN;
}

/* The property that holds the children of an element or submodel that can be addressed by
 * idShortPath: submodelElements, value, statements or annotations; PROP_NONE when the class has
 * none. */
enum property node_children_property(enum class_id class);

/* How many submodel elements stand in each other in `node`, itself counted when it is one. */
unsigned node_element_depth(const struct node *node);

/* --- making nodes --- */

/* Collects values in any order. Zero with class and at set. */
struct node_builder {
    enum class_id class;
    uint32_t at;
    uint32_t present;
    struct value values[CLASS_SLOTS_MAX];
};

struct node_builder node_begin(enum class_id class, uint32_t at);

/* Sets a property of the class (asserted) anew or again. Texts and nodes are borrowed and must live
 * as long as the node. */
void node_set_text(struct node_builder *builder, enum property property, str text);
/* Also finds the literal's number. */
void node_set_enum(struct node_builder *builder, enum property property, str text);
void node_set_boolean(struct node_builder *builder, enum property property, bool boolean);
void node_set_node(struct node_builder *builder, enum property property, const struct node *node);
/* An empty list removes the property: the metamodel knows no empty lists. `items` is borrowed. */
void node_set_list(struct node_builder *builder, enum property property,
                   const struct node *const *items, size_t count);
void node_set_texts(struct node_builder *builder, enum property property, const str *texts,
                    size_t count);
void node_unset(struct node_builder *builder, enum property property);

/* A builder that holds what `node` holds, to change it. */
struct node_builder node_copy(const struct node *node);

/* The finished node, in the arena. */
const struct node *node_finish(const struct node_builder *builder, struct arena *arena);

/* A growing list of nodes in an arena. */
struct node_list {
    const struct node **items;
    size_t count, room;
};
void node_list_add(struct node_list *list, struct arena *arena, const struct node *node);

/* Deep comparison: same class, same properties, same texts. `at` does not count. */
bool node_equal(const struct node *a, const struct node *b);

#endif

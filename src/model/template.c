/* SPDX-License-Identifier: Apache-2.0 */
/* template.c - an instance from a template: elements chosen by cardinality and path, values left
 * out. */
#include "model/template.h"

#include "base/buf.h"

static bool is_cardinality_type(str type)
{
    return str_equal(type, STR("SMT/Cardinality")) || str_equal(type, STR("Cardinality")) ||
           str_equal(type, STR("Multiplicity"));
}

enum template_cardinality template_cardinality(const struct node *element)
{
    static const struct {
        const char *name;
        enum template_cardinality cardinality;
    } names[] = {{"One", TEMPLATE_ONE},
                 {"ZeroToOne", TEMPLATE_ZERO_TO_ONE},
                 {"ZeroToMany", TEMPLATE_ZERO_TO_MANY},
                 {"OneToMany", TEMPLATE_ONE_TO_MANY}};
    struct nodes qualifiers = node_list(element, PROP_QUALIFIERS);
    for (size_t i = 0; i < qualifiers.count; i++) {
        if (!is_cardinality_type(node_text(qualifiers.items[i], PROP_TYPE)))
            continue;
        str value = node_text(qualifiers.items[i], PROP_VALUE);
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (str_equal_nocase(value, str_from(names[k].name)))
                return names[k].cardinality;
    }
    return TEMPLATE_ONE;
}

struct making {
    const struct template_choice *choice;
    struct arena *arena;
    struct buf path; /* of the element at work */
    bool *met;       /* by path of the choice: the template has it */
};

/* Whether the element at the path, or one below it, was chosen. */
static bool is_chosen(const struct making *making)
{
    str path = buf_str(&making->path);
    bool chosen = false;
    for (size_t i = 0; i < making->choice->optional_count; i++) {
        str wanted = making->choice->optional[i];
        if (str_equal(wanted, path))
            making->met[i] = true;
        chosen =
            chosen || (str_starts_with(wanted, path) &&
                       (wanted.n == path.n || wanted.p[path.n] == '.' || wanted.p[path.n] == '['));
    }
    return chosen;
}

static bool is_needed(const struct node *element)
{
    enum template_cardinality cardinality = template_cardinality(element);
    return cardinality == TEMPLATE_ONE || cardinality == TEMPLATE_ONE_TO_MANY;
}

/* Qualifiers that tell how to fill in the template. */
static bool is_for_templates(const struct node *qualifier)
{
    str type = node_text(qualifier, PROP_TYPE);
    return node_literal(qualifier, PROP_KIND) == QUALIFIER_KIND_TEMPLATE ||
           is_cardinality_type(type) || str_starts_with(type, STR("SMT/"));
}

static void drop_template_qualifiers(struct making *making, const struct node *node,
                                     struct node_builder *next)
{
    struct nodes qualifiers = node_list(node, PROP_QUALIFIERS);
    struct node_list kept = {0};
    for (size_t i = 0; i < qualifiers.count; i++)
        if (!is_for_templates(qualifiers.items[i]))
            node_list_add(&kept, making->arena, qualifiers.items[i]);
    if (kept.count < qualifiers.count)
        node_set_list(next, PROP_QUALIFIERS, kept.items, kept.count);
}

/* The values of a template are examples. */
static void drop_values(const struct node *node, struct node_builder *next)
{
    static const enum property values[] = {PROP_VALUE, PROP_VALUE_ID, PROP_MIN,
                                           PROP_MAX,   PROP_FIRST,    PROP_SECOND};
    for (size_t i = 0; i < COUNT_OF(values); i++)
        if (node_value(node, values[i]))
            node_unset(next, values[i]);
}

static const struct node *make_element(struct making *making, const struct node *element);

static void make_children(struct making *making, const struct node *parent,
                          struct node_builder *next)
{
    enum property list = node_children_property((enum class_id)parent->class);
    struct nodes children = node_list(parent, list);
    struct node_list kept = {0};
    bool by_index = parent->class == CLASS_SUBMODEL_ELEMENT_LIST;
    size_t before = making->path.n;
    for (size_t i = 0; i < children.count; i++) {
        const struct node *child = children.items[i];
        making->path.n = before;
        if (by_index) {
            buf_printf(&making->path, "[%zu]", i);
        } else {
            if (before)
                buf_add_char(&making->path, '.');
            buf_add(&making->path, node_text(child, PROP_ID_SHORT));
        }
        bool chosen = is_chosen(making);
        if (chosen || is_needed(child))
            node_list_add(&kept, making->arena, make_element(making, child));
    }
    making->path.n = before;
    if (children.count)
        node_set_list(next, list, kept.items, kept.count);
}

static const struct node *make_element(struct making *making, const struct node *element)
{
    struct node_builder next = node_copy(element);
    drop_template_qualifiers(making, element, &next);
    switch (element->class) {
    case CLASS_SUBMODEL_ELEMENT_COLLECTION:
    case CLASS_SUBMODEL_ELEMENT_LIST:
        make_children(making, element, &next);
        break;
    case CLASS_ENTITY:
        make_children(making, element, &next);
        node_unset(&next, PROP_GLOBAL_ASSET_ID);
        node_unset(&next, PROP_SPECIFIC_ASSET_IDS);
        node_set_enum(&next, PROP_ENTITY_TYPE, STR("CoManagedEntity"));
        break;
    case CLASS_ANNOTATED_RELATIONSHIP_ELEMENT:
        make_children(making, element, &next);
        drop_values(element, &next);
        break;
    case CLASS_OPERATION:
    case CLASS_BASIC_EVENT_ELEMENT:
        break; /* their parts say what they do, not what they hold */
    default:
        drop_values(element, &next);
    }
    return node_finish(&next, making->arena);
}

/* Version and author are those of the template; that it is the template is what remains. */
static const struct node *make_administration(const struct node *template, struct arena *arena)
{
    const struct node *old = node_child(template, PROP_ADMINISTRATION);
    str id = old ? node_text(old, PROP_TEMPLATE_ID) : (str){0};
    struct node_builder next = node_begin(CLASS_ADMINISTRATIVE_INFORMATION, 0);
    node_set_text(&next, PROP_TEMPLATE_ID, id.n ? id : node_text(template, PROP_ID));
    return node_finish(&next, arena);
}

err_t template_instance(const struct node *template, const struct template_choice *choice,
                        struct arena *arena, const struct node **ret_instance, struct fail *why)
{
    struct making making = {
        .choice = choice, .arena = arena, .met = ARENA_ARRAY(arena, bool, choice->optional_count)};
    struct node_builder next = node_copy(template);
    assert(template->class == CLASS_SUBMODEL);
    drop_template_qualifiers(&making, template, &next);
    make_children(&making, template, &next);
    node_set_text(&next, PROP_ID, choice->id);
    if (choice->id_short.p)
        node_set_text(&next, PROP_ID_SHORT, choice->id_short);
    node_set_enum(&next, PROP_KIND, STR("Instance"));
    node_set_node(&next, PROP_ADMINISTRATION, make_administration(template, arena));
    buf_release(&making.path);
    for (size_t i = 0; i < choice->optional_count; i++)
        if (!making.met[i])
            return fail_set(why, ERR_NOT_FOUND, 0, choice->optional[i],
                            "the template has no element of this path");
    *ret_instance = node_finish(&next, arena);
    return ERR_OK;
}

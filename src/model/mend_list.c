/* SPDX-License-Identifier: Apache-2.0 */
/* mend_list.c - fixes of lists: what is there twice, types of SubmodelElementLists, idShorts among
 * siblings. */
#include <stdio.h>

#include "base/ascii.h"
#include "codec/xsd.h"
#include "model/mend_private.h"

enum { ID_SHORT_BYTES_MAX = 128 };

/* --- twice --------------------------------------------------------------------------------------
 */

/* What rules hold to be one and the same: by which text items of a list are compared. */
struct twice {
    enum property list, property;
    enum rule rule;
};

static bool same_language_text(const struct node *a, const struct node *b)
{
    str left = node_text(a, PROP_TEXT), right = node_text(b, PROP_TEXT);
    return str_equal(mend_trim(left), mend_trim(right));
}

/* Whether nothing is lost when `later` goes and `earlier` stays. */
static bool says_nothing_new(const struct node *earlier, const struct node *later)
{
    if (node_equal(earlier, later))
        return true;
    return class_has((enum class_id)later->class, CLASS_FLAG_LANG_STRING) &&
           (same_language_text(earlier, later) || mend_trim(node_text(later, PROP_TEXT)).n == 0);
}

static void drop_repeated(struct mending *mending, const struct twice *twice)
{
    struct nodes items = node_list(mending->node, twice->list);
    struct map first = {0};
    struct node_list kept = {0};
    if (items.count < 2)
        return;
    for (size_t i = 0; i < items.count; i++) {
        str text = node_text(items.items[i], twice->property);
        bool added = true;
        uint64_t *index = text.n ? map_put(&first, text, &added) : NULL;
        if (added && index)
            *index = i;
        if (added || !says_nothing_new(items.items[*index], items.items[i])) {
            node_list_add(&kept, mending->mend->arena, items.items[i]);
            continue;
        }
        mend_note_item(mending, FIX_TWICE, twice->rule, twice->list, i, twice->property, text,
                       (str){0});
    }
    if (kept.count < items.count)
        node_set_list(mending_next(mending), twice->list, kept.items, kept.count);
    map_release(&first);
}

static void twice(struct mending *mending)
{
    static const struct twice fixed[] = {
        {PROP_QUALIFIERS, PROP_TYPE, RULE_AASD_021},
        {PROP_EXTENSIONS, PROP_NAME, RULE_AASD_077},
        {PROP_ASSET_ADMINISTRATION_SHELLS, PROP_ID, RULE_DUPLICATE_ID},
        {PROP_SUBMODELS, PROP_ID, RULE_DUPLICATE_ID},
        {PROP_CONCEPT_DESCRIPTIONS, PROP_ID, RULE_DUPLICATE_ID},
    };
    const struct class_info *info = &class_infos[mending->node->class];
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (class_slot((enum class_id)mending->node->class, fixed[i].list) != SLOT_NONE)
            drop_repeated(mending, &fixed[i]);
    for (uint8_t i = 0; i < info->slot_count; i++) {
        struct twice languages = {(enum property)info->slots[i].property, PROP_LANGUAGE,
                                  RULE_LANGUAGE_TWICE};
        if (info->slots[i].kind == SLOT_LIST &&
            class_has((enum class_id)info->slots[i].type, CLASS_FLAG_LANG_STRING))
            drop_repeated(mending, &languages);
    }
}

/* --- languages ----------------------------------------------------------------------------------
 */

/* The language in small letters (RFC 5646, 2.1.1), unless another text has that tag already. */
static void small_languages(struct mending *mending, enum property list)
{
    struct arena *arena = mending->mend->arena;
    struct nodes items = node_list(mending->node, list);
    const struct node **next = NULL;
    for (size_t i = 0; i < items.count; i++) {
        str tag = node_text(items.items[i], PROP_LANGUAGE);
        size_t n = str_find_char(tag, '-'), capitals = 0;
        for (size_t k = 0; k < n; k++)
            capitals += ascii_is_upper(tag.p[k]);
        if (!capitals || n > 3 || !text_form_is_right(FORM_LANGUAGE, tag, mending->mend->version))
            continue;
        char *copy = arena_alloc(arena, tag.n + 1);
        bool taken = false;
        for (size_t k = 0; k < tag.n; k++)
            copy[k] = k < n && tag.p[k] <= 'Z' ? (char)(tag.p[k] | 0x20) : tag.p[k];
        for (size_t k = 0; k < items.count; k++)
            taken = taken || str_equal(node_text((next ? next : items.items)[k], PROP_LANGUAGE),
                                       str_of(copy, tag.n));
        if (taken)
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, items.count);
            memcpy(next, items.items, items.count * sizeof(struct node *));
        }
        struct node_builder builder = node_copy(items.items[i]);
        node_set_text(&builder, PROP_LANGUAGE, str_of(copy, tag.n));
        next[i] = node_finish(&builder, arena);
        mend_note_item(mending, FIX_LANGUAGE, RULE_LANGUAGE, list, i, PROP_LANGUAGE, tag,
                       str_of(copy, tag.n));
    }
    if (next)
        node_set_list(mending_next(mending), list, next, items.count);
}

static void languages(struct mending *mending)
{
    const struct class_info *info = &class_infos[mending->node->class];
    for (uint8_t i = 0; i < info->slot_count; i++)
        if (info->slots[i].kind == SLOT_LIST &&
            class_has((enum class_id)info->slots[i].type, CLASS_FLAG_LANG_STRING))
            small_languages(mending, (enum property)info->slots[i].property);
}

/* --- types of a SubmodelElementList -------------------------------------------------------------
 */

static void list_type(struct mending *mending)
{
    struct nodes items = node_list(mending->node, PROP_VALUE);
    bool same = items.count > 0;
    for (size_t i = 1; i < items.count; i++)
        same = same && items.items[i]->class == items.items[0]->class;
    if (!same || node_value(mending->node, PROP_TYPE_VALUE_LIST_ELEMENT))
        return;
    str name = class_infos[items.items[0]->class].name;
    mend_note_required(mending, FIX_LIST_TYPE, PROP_TYPE_VALUE_LIST_ELEMENT, name);
    node_set_enum(mending_next(mending), PROP_TYPE_VALUE_LIST_ELEMENT, name);
}

static void list_value_type(struct mending *mending)
{
    const struct node *node = mending->node;
    uint16_t type = node_literal(node, PROP_TYPE_VALUE_LIST_ELEMENT);
    struct nodes items = node_list(node, PROP_VALUE);
    if ((type != KEY_TYPE_PROPERTY && type != KEY_TYPE_RANGE) || items.count == 0 ||
        node_value(node, PROP_VALUE_TYPE_LIST_ELEMENT))
        return;
    str name = node_text(items.items[0], PROP_VALUE_TYPE);
    uint16_t first = node_literal(items.items[0], PROP_VALUE_TYPE);
    if (first == LITERAL_UNKNOWN)
        return;
    for (size_t i = 1; i < items.count; i++)
        if (node_literal(items.items[i], PROP_VALUE_TYPE) != first)
            return;
    mend_note(mending->mend, FIX_LIST_TYPE, RULE_AASD_109, mending->place, (str){0}, name);
    node_set_enum(mending_next(mending), PROP_VALUE_TYPE_LIST_ELEMENT, name);
}

/* An item without value type has the one that the list says, if its value is of it. */
static void item_type(struct mending *mending)
{
    struct arena *arena = mending->mend->arena;
    struct nodes items = node_list(mending->node, PROP_VALUE);
    uint16_t type = node_literal(mending->node, PROP_VALUE_TYPE_LIST_ELEMENT);
    const struct node **next = NULL;
    for (size_t i = 0; type != LITERAL_UNKNOWN && i < items.count; i++) {
        const struct node *item = items.items[i];
        str value = node_text(item, PROP_VALUE);
        if (item->class != CLASS_PROPERTY || node_value(item, PROP_VALUE_TYPE) ||
            (value.p && !xsd_is_valid((enum xsd_type)type, value)))
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, items.count);
            memcpy(next, items.items, items.count * sizeof(struct node *));
        }
        struct node_builder builder = node_copy(item);
        node_set_enum(&builder, PROP_VALUE_TYPE, xsd_type_name((enum xsd_type)type));
        next[i] = node_finish(&builder, arena);
        mend_note_item(mending, FIX_ITEM_TYPE, RULE_REQUIRED, PROP_VALUE, i, PROP_NONE, (str){0},
                       xsd_type_name((enum xsd_type)type));
    }
    if (next)
        node_set_list(mending_next(mending), PROP_VALUE, next, items.count);
}

/* --- idShorts among siblings --------------------------------------------------------------------
 */

/* The first of name_2, name_3 … that is free; *number is the last one tried. */
static str numbered(struct arena *arena, struct map *used, str name, uint64_t *number)
{
    char text[ID_SHORT_BYTES_MAX], suffix[24];
    for (*number += *number == 0;;) {
        size_t n = (size_t)snprintf(suffix, sizeof suffix, "_%llu", (unsigned long long)++*number);
        size_t keep = name.n + n > sizeof text ? sizeof text - n : name.n;
        memcpy(text, name.p, keep);
        memcpy(text + keep, suffix, n);
        if (!map_find(used, str_of(text, keep + n)))
            return arena_dup(arena, str_of(text, keep + n));
    }
}

/* A new name for one that was met before; {NULL, 0} for the first of its name. */
static str new_name(struct arena *arena, struct map *used, struct map *met, str name)
{
    bool added;
    uint64_t *number = name.n ? map_put(met, name, &added) : NULL;
    if (!number || added)
        return (str){0};
    str next = numbered(arena, used, name, number);
    map_put(used, next, &added);
    return next;
}

static const struct node *renamed(struct arena *arena, const struct node *element, str name)
{
    struct node_builder builder = node_copy(element);
    node_set_text(&builder, PROP_ID_SHORT, name);
    return node_finish(&builder, arena);
}

static void id_short_twice(struct mending *mending)
{
    struct arena *arena = mending->mend->arena;
    enum property list = node_children_property((enum class_id)mending->node->class);
    struct nodes children = node_list(mending->node, list);
    struct map used = {0}, met = {0};
    const struct node **next = NULL;
    bool added;
    if (mending->node->class == CLASS_SUBMODEL_ELEMENT_LIST &&
        mending->mend->version == METAMODEL_3_0)
        return; /* there they have none: list_id_short */
    for (size_t i = 0; i < children.count; i++)
        map_put(&used, node_text(children.items[i], PROP_ID_SHORT), &added);
    for (size_t i = 0; i < children.count; i++) {
        str name = node_text(children.items[i], PROP_ID_SHORT);
        str free_name = new_name(arena, &used, &met, name);
        if (!free_name.n)
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, children.count);
            memcpy(next, children.items, children.count * sizeof(struct node *));
        }
        next[i] = renamed(arena, children.items[i], free_name);
        mend_note_item(mending, FIX_ID_SHORT_TWICE, RULE_AASD_022, list, i, PROP_ID_SHORT, name,
                       free_name);
    }
    if (next)
        node_set_list(mending_next(mending), list, next, children.count);
    map_release(&used);
    map_release(&met);
}

/* The three lists of variables of an operation share their names: AASd-134. */
static const enum property variable_lists[] = {PROP_INPUT_VARIABLES, PROP_OUTPUT_VARIABLES,
                                               PROP_INOUTPUT_VARIABLES};

static void rename_variables(struct mending *mending, enum property list, struct map *used,
                             struct map *met)
{
    struct arena *arena = mending->mend->arena;
    struct nodes variables = node_list(mending->node, list);
    const struct node **next = NULL;
    for (size_t i = 0; i < variables.count; i++) {
        const struct node *value = node_child(variables.items[i], PROP_VALUE);
        str name = value ? node_text(value, PROP_ID_SHORT) : (str){0};
        str free_name = new_name(arena, used, met, name);
        if (!free_name.n)
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, variables.count);
            memcpy(next, variables.items, variables.count * sizeof(struct node *));
        }
        struct node_builder variable = node_copy(variables.items[i]);
        node_set_node(&variable, PROP_VALUE, renamed(arena, value, free_name));
        next[i] = node_finish(&variable, arena);
        mend_note_item(mending, FIX_ID_SHORT_TWICE, RULE_AASD_134, list, i, PROP_VALUE, name,
                       free_name);
    }
    if (next)
        node_set_list(mending_next(mending), list, next, variables.count);
}

static void variable_twice(struct mending *mending)
{
    struct map used = {0}, met = {0};
    bool added;
    for (size_t l = 0; l < COUNT_OF(variable_lists); l++) {
        struct nodes variables = node_list(mending->node, variable_lists[l]);
        for (size_t i = 0; i < variables.count; i++) {
            const struct node *value = node_child(variables.items[i], PROP_VALUE);
            if (value)
                map_put(&used, node_text(value, PROP_ID_SHORT), &added);
        }
    }
    for (size_t l = 0; l < COUNT_OF(variable_lists); l++)
        rename_variables(mending, variable_lists[l], &used, &met);
    map_release(&used);
    map_release(&met);
}

/* Metamodel 3.0: items are found by their index and have no idShort (AASd-120). */
static void list_id_short(struct mending *mending)
{
    struct arena *arena = mending->mend->arena;
    struct nodes items = node_list(mending->node, PROP_VALUE);
    const struct node **next = NULL;
    if (mending->mend->version != METAMODEL_3_0)
        return;
    for (size_t i = 0; i < items.count; i++) {
        str name = node_text(items.items[i], PROP_ID_SHORT);
        if (!name.p)
            continue;
        if (!next) {
            next = ARENA_ARRAY(arena, const struct node *, items.count);
            memcpy(next, items.items, items.count * sizeof(struct node *));
        }
        struct node_builder builder = node_copy(items.items[i]);
        node_unset(&builder, PROP_ID_SHORT);
        next[i] = node_finish(&builder, arena);
        mend_note_item(mending, FIX_LIST_ID_SHORT, RULE_AASD_120, PROP_VALUE, i, PROP_ID_SHORT,
                       name, (str){0});
    }
    if (next)
        node_set_list(mending_next(mending), PROP_VALUE, next, items.count);
}

#define CLASSES_WITH_LANGUAGES                                                                     \
    (CLASSES_REFERABLE | CLASS_BIT(CLASS_DATA_SPECIFICATION_IEC_61360) |                           \
     CLASS_BIT(CLASS_DATA_SPECIFICATION_UOM))
#define CLASSES_NAMING                                                                             \
    (CLASS_BIT(CLASS_SUBMODEL) | CLASS_BIT(CLASS_SUBMODEL_ELEMENT_COLLECTION) |                    \
     CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST) | CLASS_BIT(CLASS_ENTITY) |                            \
     CLASS_BIT(CLASS_ANNOTATED_RELATIONSHIP_ELEMENT))
const struct mend_row mend_list_rows[] = {
    {languages, FIX_LANGUAGE, CLASSES_WITH_LANGUAGES},
    {twice, FIX_TWICE, CLASSES_WITH_LANGUAGES | CLASS_BIT(CLASS_ENVIRONMENT)},
    {list_type, FIX_LIST_TYPE, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST)},
    {list_value_type, FIX_LIST_TYPE, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST)},
    {item_type, FIX_ITEM_TYPE, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST)},
    {list_id_short, FIX_LIST_ID_SHORT, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST)},
    {id_short_twice, FIX_ID_SHORT_TWICE, CLASSES_NAMING},
    {variable_twice, FIX_ID_SHORT_TWICE, CLASS_BIT(CLASS_OPERATION)},
    {0},
};

/* SPDX-License-Identifier: Apache-2.0 */
/* mend_element.c - fixes of one object: values of a type, content types, kinds, semantics. */
#include "base/ending_type.h"
#include "codec/xsd.h"
#include "model/mend_private.h"

/* --- values -------------------------------------------------------------------------------------
 */

static void mend_value(struct mending *mending, enum property property, uint16_t type)
{
    const struct node *node = mending->node;
    str value = node_text(node, property);
    if (!value.p || type == LITERAL_UNKNOWN || xsd_is_valid((enum xsd_type)type, value))
        return;
    enum rule rule = node->class == CLASS_QUALIFIER ? RULE_AASD_020 : RULE_VALUE_TYPE;
    str next = mend_value_form((enum xsd_type)type, value, mending->mend->arena);
    /* A value is optional everywhere: an empty one of a type without an empty form says nothing. */
    bool empty = mend_trim(value).n == 0;
    if (!next.p && !empty)
        return;
    mend_note_property(mending, FIX_VALUE, rule, property, value, next);
    if (next.p)
        node_set_text(mending_next(mending), property, next);
    else
        node_unset(mending_next(mending), property);
}

static void values(struct mending *mending)
{
    uint16_t type = node_literal(mending->node, PROP_VALUE_TYPE);
    if (mending->node->class == CLASS_RANGE) {
        mend_value(mending, PROP_MIN, type);
        mend_value(mending, PROP_MAX, type);
    } else {
        mend_value(mending, PROP_VALUE, type);
    }
}

/* --- content types ------------------------------------------------------------------------------
 */

/* "pdf" and ".pdf" for a file whose name does not tell more. */
static str type_of_word(struct arena *arena, str word)
{
    word = mend_trim(word);
    if (word.n && word.p[0] == '.')
        word = str_of(word.p + 1, word.n - 1);
    return word.n ? ending_type_of(arena_printf(arena, "x.%.*s", STR_ARG(word))) : (str){0};
}

static void content_type(struct mending *mending)
{
    struct mend *mend = mending->mend;
    const struct node *node = mending->node;
    const struct slot *slot =
        &class_infos[node->class].slots[class_slot((enum class_id)node->class, PROP_CONTENT_TYPE)];
    str type = node_text(node, PROP_CONTENT_TYPE);
    bool required = slot->cardinality[mend->version] == CARDINALITY_REQUIRED;
    if (type.n ? text_form_is_right(FORM_CONTENT_TYPE, type, mend->version) : !type.p && !required)
        return;
    str next = mend_trim(type);
    if (!next.n || !text_form_is_right(FORM_CONTENT_TYPE, next, mend->version))
        next = ending_type_of(node_text(node, node->class == CLASS_RESOURCE ? PROP_PATH
                                              : node->class == CLASS_FILE   ? PROP_VALUE
                                                                            : PROP_ID_SHORT));
    if (!next.p)
        next = type_of_word(mend->arena, type);
    if (!next.p)
        return;
    if (type.p) {
        mend_note_property(mending, FIX_CONTENT_TYPE, type.n ? RULE_PATTERN : RULE_MIN_LENGTH,
                           PROP_CONTENT_TYPE, type, next);
    } else {
        mend_note_required(mending, FIX_CONTENT_TYPE, PROP_CONTENT_TYPE, next);
    }
    node_set_text(mending_next(mending), PROP_CONTENT_TYPE, next);
}

/* --- kind, semantics ----------------------------------------------------------------------------
 */

static bool has_template_qualifier(const struct node *node)
{
    struct nodes qualifiers = node_list(node, PROP_QUALIFIERS);
    for (size_t i = 0; i < qualifiers.count; i++)
        if (node_literal(qualifiers.items[i], PROP_KIND) == QUALIFIER_KIND_TEMPLATE)
            return true;
    struct nodes children = node_list(node, node_children_property((enum class_id)node->class));
    for (size_t i = 0; i < children.count; i++)
        if (has_template_qualifier(children.items[i]))
            return true;
    return false;
}

/* What AASd-119 and AASd-129 say of a submodel that does not tell its kind. An explicit Instance
 * leaves open whether it or the qualifier is wrong. */
static void note_template_qualifiers(struct mend *mend, const struct node *node,
                                     const struct place *place, enum rule rule)
{
    struct mending mending = {.mend = mend, .node = node, .place = place};
    struct nodes qualifiers = node_list(node, PROP_QUALIFIERS);
    for (size_t i = 0; i < qualifiers.count; i++)
        if (node_literal(qualifiers.items[i], PROP_KIND) == QUALIFIER_KIND_TEMPLATE)
            mend_note_item(&mending, FIX_KIND, rule, PROP_QUALIFIERS, i, PROP_KIND, (str){0},
                           STR("Template"));
    enum property list = node_children_property((enum class_id)node->class);
    struct nodes children = node_list(node, list);
    for (size_t i = 0; i < children.count; i++) {
        const struct node *child = children.items[i];
        struct place items = {.up = place, .property = list, .index = -1};
        struct place item = {.up = &items,
                             .property = PROP_NONE,
                             .index = (int32_t)i,
                             .id_short = node_text(child, PROP_ID_SHORT),
                             .element = true,
                             .in_list = node->class == CLASS_SUBMODEL_ELEMENT_LIST};
        note_template_qualifiers(mend, child, &item, RULE_AASD_129);
    }
}

static void kind(struct mending *mending)
{
    const struct node *node = mending->node;
    if (node_value(node, PROP_KIND) || !has_template_qualifier(node))
        return;
    note_template_qualifiers(mending->mend, node, mending->place, RULE_AASD_119);
    node_set_enum(mending_next(mending), PROP_KIND, STR("Template"));
}

static void semantic_id(struct mending *mending)
{
    const struct node *node = mending->node;
    struct nodes more = node_list(node, PROP_SUPPLEMENTAL_SEMANTIC_IDS);
    if (node_value(node, PROP_SEMANTIC_ID) || more.count != 1)
        return;
    struct nodes keys = node_list(more.items[0], PROP_KEYS);
    str name = keys.count ? node_text(keys.items[keys.count - 1], PROP_VALUE) : (str){0};
    mend_note_property(mending, FIX_SEMANTIC_ID, RULE_AASD_118, PROP_SUPPLEMENTAL_SEMANTIC_IDS,
                       (str){0}, name);
    node_set_node(mending_next(mending), PROP_SEMANTIC_ID, more.items[0]);
    node_unset(mending_next(mending), PROP_SUPPLEMENTAL_SEMANTIC_IDS);
}

/* A content of IEC 61360 has one template only: AASc-3a-050. Names that do not even look like it
 * may stand for one of somebody else. */
static void data_specification(struct mending *mending)
{
    struct mend *mend = mending->mend;
    const struct node *node = mending->node;
    const struct node *content = node_child(node, PROP_DATA_SPECIFICATION_CONTENT);
    const struct node *reference = node_child(node, PROP_DATA_SPECIFICATION);
    if (!content || content->class != CLASS_DATA_SPECIFICATION_IEC_61360 || !reference ||
        rule_is_iec61360_reference(reference))
        return;
    struct nodes keys = node_list(reference, PROP_KEYS);
    str named = keys.count == 1 ? node_text(keys.items[0], PROP_VALUE) : (str){0};
    str wanted =
        STR("https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3");
    if (str_find(named, STR("61360")) == named.n)
        return;
    struct node_builder key = node_begin(CLASS_KEY, node->at);
    struct node_builder next = node_begin(CLASS_REFERENCE, node->at);
    const struct node **items = ARENA_ARRAY(mend->arena, const struct node *, 1);
    node_set_enum(&key, PROP_TYPE, STR("GlobalReference"));
    node_set_text(&key, PROP_VALUE, wanted);
    items[0] = node_finish(&key, mend->arena);
    node_set_enum(&next, PROP_TYPE, STR("ExternalReference"));
    node_set_list(&next, PROP_KEYS, items, 1);
    mend_note_property(mending, FIX_DATA_SPECIFICATION, RULE_AASC_3A_050, PROP_DATA_SPECIFICATION,
                       named, wanted);
    node_set_node(mending_next(mending), PROP_DATA_SPECIFICATION, node_finish(&next, mend->arena));
}

const struct mend_row mend_element_rows[] = {
    {values, FIX_VALUE,
     CLASS_BIT(CLASS_PROPERTY) | CLASS_BIT(CLASS_RANGE) | CLASS_BIT(CLASS_EXTENSION) |
         CLASS_BIT(CLASS_QUALIFIER)},
    {content_type, FIX_CONTENT_TYPE,
     CLASS_BIT(CLASS_FILE) | CLASS_BIT(CLASS_BLOB) | CLASS_BIT(CLASS_RESOURCE)},
    {kind, FIX_KIND, CLASS_BIT(CLASS_SUBMODEL)},
    {semantic_id, FIX_SEMANTIC_ID, CLASSES_WITH_SEMANTICS},
    {data_specification, FIX_DATA_SPECIFICATION, CLASS_BIT(CLASS_EMBEDDED_DATA_SPECIFICATION)},
    {0},
};

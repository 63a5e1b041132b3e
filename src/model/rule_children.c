/* SPDX-License-Identifier: Apache-2.0 */
/* rule_children.c - what a parent asks of its direct children: idShorts, items of lists, variables
 * of operations. Rules: IDTA-01001 3.1.2; AASd-120 of 3.0; AASd-138 of 3.2. */
#include "model/rule_place.h"

#include <stdio.h>

/* --- idShorts --- */

static void aasd_022(struct check *check, const struct node *node, const struct place *place)
{
    rule_check_unique(check, node, place, node_children_property((enum class_id)node->class),
                      PROP_ID_SHORT, RULE_AASD_022);
}

static void aasd_117(struct check *check, const struct node *node, const struct place *place)
{
    enum property list = node_children_property((enum class_id)node->class);
    struct nodes children = node_list(node, list);
    for (size_t i = 0; i < children.count; i++)
        if (!node_value(children.items[i], PROP_ID_SHORT))
            rule_report_item(check, RULE_AASD_117, node, place, list, i, PROP_NONE, (str){0},
                             (str){0});
}

static void aasd_117_variable(struct check *check, const struct node *node,
                              const struct place *place)
{
    const struct node *value = node_child(node, PROP_VALUE);
    if (value && !node_value(value, PROP_ID_SHORT))
        rule_report_property(check, RULE_AASD_117, node, place, PROP_VALUE, (str){0}, (str){0});
}

static void aasd_120(struct check *check, const struct node *node, const struct place *place)
{
    struct nodes items = node_list(node, PROP_VALUE);
    for (size_t i = 0; i < items.count; i++)
        if (node_value(items.items[i], PROP_ID_SHORT))
            rule_report_item(check, RULE_AASD_120, node, place, PROP_VALUE, i, PROP_ID_SHORT,
                             (str){0}, (str){0});
}

static void aasd_134(struct check *check, const struct node *node, const struct place *place)
{
    static const enum property lists[] = {PROP_INPUT_VARIABLES, PROP_OUTPUT_VARIABLES,
                                          PROP_INOUTPUT_VARIABLES};
    struct seen seen = {0};
    for (size_t l = 0; l < COUNT_OF(lists); l++) {
        struct nodes variables = node_list(node, lists[l]);
        for (size_t i = 0; i < variables.count; i++) {
            const struct node *value = node_child(variables.items[i], PROP_VALUE);
            str id_short = value ? node_text(value, PROP_ID_SHORT) : (str){0};
            if (id_short.n && seen_before(&seen, id_short))
                rule_report_item(check, RULE_AASD_134, node, place, lists[l], i, PROP_VALUE,
                                 id_short, (str){0});
        }
    }
    seen_release(&seen);
}

/* --- items of a SubmodelElementList --- */

/* "Identical" (AASd-107, AASd-114) means the values of the keys, as in the matching algorithm of
 * IDTA-01001: types of keys and references do not count. */
static bool same_semantics(const struct node *a, const struct node *b)
{
    struct nodes keys_a = node_list(a, PROP_KEYS), keys_b = node_list(b, PROP_KEYS);
    if (keys_a.count != keys_b.count)
        return false;
    for (size_t i = 0; i < keys_a.count; i++)
        if (!str_equal(node_text(keys_a.items[i], PROP_VALUE),
                       node_text(keys_b.items[i], PROP_VALUE)))
            return false;
    return true;
}

/* Without semanticIdListElement the first semanticId of an item sets the measure: that is AASd-114.
 * With it AASd-107 asks for more than AASd-114 does. */
static void aasd_107_114(struct check *check, const struct node *node, const struct place *place)
{
    const struct node *wanted = node_child(node, PROP_SEMANTIC_ID_LIST_ELEMENT);
    if (wanted && node_list(wanted, PROP_KEYS).count == 0)
        return;
    enum rule rule = wanted ? RULE_AASD_107 : RULE_AASD_114;
    struct nodes items = node_list(node, PROP_VALUE);
    for (size_t i = 0; i < items.count; i++) {
        const struct node *semantic_id = node_child(items.items[i], PROP_SEMANTIC_ID);
        if (!semantic_id || node_list(semantic_id, PROP_KEYS).count == 0)
            continue;
        if (!wanted)
            wanted = semantic_id;
        if (!same_semantics(semantic_id, wanted))
            rule_report_item(check, rule, node, place, PROP_VALUE, i, PROP_SEMANTIC_ID, (str){0},
                             (str){0});
    }
}

/* `type` is one of AasSubmodelElements, abstract ones included. */
static bool is_of_type(enum class_id class, uint16_t type)
{
    switch (type) {
    case KEY_TYPE_SUBMODEL_ELEMENT:
        return true;
    case KEY_TYPE_DATA_ELEMENT:
        return class_has(class, CLASS_FLAG_DATA_ELEMENT);
    case KEY_TYPE_EVENT_ELEMENT:
        return class == CLASS_BASIC_EVENT_ELEMENT;
    case KEY_TYPE_RELATIONSHIP_ELEMENT:
        return class == CLASS_RELATIONSHIP_ELEMENT || class == CLASS_ANNOTATED_RELATIONSHIP_ELEMENT;
    default:
        return false;
    }
}

static void aasd_108(struct check *check, const struct node *node, const struct place *place)
{
    str wanted = node_text(node, PROP_TYPE_VALUE_LIST_ELEMENT);
    uint16_t type = node_literal(node, PROP_TYPE_VALUE_LIST_ELEMENT);
    struct nodes items = node_list(node, PROP_VALUE);
    if (type == LITERAL_UNKNOWN)
        return;
    for (size_t i = 0; i < items.count; i++) {
        enum class_id class = (enum class_id)items.items[i]->class;
        if (!str_equal(class_infos[class].name, wanted) && !is_of_type(class, type))
            rule_report_item(check, RULE_AASD_108, node, place, PROP_VALUE, i, PROP_NONE,
                             class_infos[class].name, wanted);
    }
}

static void aasd_109(struct check *check, const struct node *node, const struct place *place)
{
    uint16_t type = node_literal(node, PROP_TYPE_VALUE_LIST_ELEMENT);
    struct nodes items = node_list(node, PROP_VALUE);
    if ((type != KEY_TYPE_PROPERTY && type != KEY_TYPE_RANGE) || items.count == 0)
        return;
    str wanted = node_text(node, PROP_VALUE_TYPE_LIST_ELEMENT);
    if (!wanted.p) {
        check_report(check, RULE_AASD_109, node, place,
                     node_text(node, PROP_TYPE_VALUE_LIST_ELEMENT), (str){0});
        return;
    }
    for (size_t i = 0; i < items.count; i++) {
        str own = node_text(items.items[i], PROP_VALUE_TYPE);
        if (own.p && !str_equal(own, wanted))
            rule_report_item(check, RULE_AASD_109_ITEM, node, place, PROP_VALUE, i, PROP_VALUE_TYPE,
                             own, wanted);
    }
}

/* A warning: JSON does not tell its version, so a template of an older one may come along here. */
static void aasd_138(struct check *check, const struct node *node, const struct place *place)
{
    size_t count = node_list(node, PROP_VALUE).count;
    bool alone = class_has((enum class_id)check->root->class, CLASS_FLAG_SUBMODEL_ELEMENT);
    if (!check->in_template || alone || count == 1)
        return;
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    check_report_as(check, SEVERITY_WARNING, RULE_AASD_138, node, place, str_from(digits),
                    (str){0});
}

#define ALWAYS METAMODEL_3_0, METAMODEL_3_2
#define CLASSES_NAMING                                                                             \
    (CLASS_BIT(CLASS_SUBMODEL) | CLASS_BIT(CLASS_SUBMODEL_ELEMENT_COLLECTION) |                    \
     CLASS_BIT(CLASS_ENTITY) | CLASS_BIT(CLASS_ANNOTATED_RELATIONSHIP_ELEMENT))
const struct check_row rule_children_rows[] = {
    {aasd_022, CLASSES_NAMING, ALWAYS},
    {aasd_022, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), METAMODEL_3_1, METAMODEL_3_2},
    {aasd_117, CLASSES_NAMING, ALWAYS},
    {aasd_117_variable, CLASS_BIT(CLASS_OPERATION_VARIABLE), ALWAYS},
    {aasd_120, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), METAMODEL_3_0, METAMODEL_3_0},
    {aasd_134, CLASS_BIT(CLASS_OPERATION), ALWAYS},
    {aasd_107_114, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), ALWAYS},
    {aasd_108, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), ALWAYS},
    {aasd_109, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), ALWAYS},
    {aasd_138, CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST), METAMODEL_3_2, METAMODEL_3_2},
    {0},
};

/* SPDX-License-Identifier: Apache-2.0 */
/* rule_element.c - values and their types, qualifiers, extensions, semantics, languages: rules that
 * one object can be checked for alone. Rules: IDTA-01001 3.1.2; AASd-090 of 3.0. */
#include "codec/xsd.h"
#include "model/rule_place.h"

/* --- values --- */

/* An unknown value type is told as that, not once more here. */
static void check_value(struct check *check, const struct node *node, const struct place *place,
                        enum property property, uint16_t type, enum rule rule)
{
    str value = node_text(node, property);
    if (!value.p || type == LITERAL_UNKNOWN || xsd_is_valid((enum xsd_type)type, value))
        return;
    rule_report_property(check, rule, node, place, property, value,
                         xsd_type_name((enum xsd_type)type));
}

static void value_type(struct check *check, const struct node *node, const struct place *place)
{
    uint16_t type = node_literal(node, PROP_VALUE_TYPE);
    if (node->class == CLASS_RANGE) {
        check_value(check, node, place, PROP_MIN, type, RULE_VALUE_TYPE);
        check_value(check, node, place, PROP_MAX, type, RULE_VALUE_TYPE);
        return;
    }
    /* IDTA-01001 3.1.2, Extension/valueType: the default is xs:string. */
    if (node->class == CLASS_EXTENSION && !node_value(node, PROP_VALUE_TYPE))
        type = XSD_STRING;
    check_value(check, node, place, PROP_VALUE, type, RULE_VALUE_TYPE);
}

static void aasd_020(struct check *check, const struct node *node, const struct place *place)
{
    check_value(check, node, place, PROP_VALUE, node_literal(node, PROP_VALUE_TYPE), RULE_AASD_020);
}

/* --- what may be there once --- */

static void aasd_021(struct check *check, const struct node *node, const struct place *place)
{
    rule_check_unique(check, node, place, PROP_QUALIFIERS, PROP_TYPE, RULE_AASD_021);
}

static void aasd_077(struct check *check, const struct node *node, const struct place *place)
{
    rule_check_unique(check, node, place, PROP_EXTENSIONS, PROP_NAME, RULE_AASD_077);
}

/* IDTA-01001 3.1.2, LangStringSet: each string has a different language. */
static void language_unique(struct check *check, const struct node *node, const struct place *place)
{
    const struct slot *slots = class_infos[node->class].slots;
    const struct value *value = node->values;
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        const struct slot *slot = &slots[__builtin_ctz(left)];
        if (slot->kind == SLOT_LIST && value->n > 1 &&
            class_has((enum class_id)slot->type, CLASS_FLAG_LANG_STRING))
            rule_check_unique(check, node, place, (enum property)slot->property, PROP_LANGUAGE,
                              RULE_LANGUAGE_TWICE);
    }
}

/* --- qualifiers, semantics, categories, events --- */

static void report_template_qualifiers(struct check *check, const struct node *node,
                                       const struct place *place, enum rule rule)
{
    struct nodes qualifiers = node_list(node, PROP_QUALIFIERS);
    for (size_t i = 0; i < qualifiers.count; i++)
        if (node_literal(qualifiers.items[i], PROP_KIND) == QUALIFIER_KIND_TEMPLATE)
            rule_report_item(check, rule, node, place, PROP_QUALIFIERS, i, PROP_KIND, (str){0},
                             (str){0});
}

static void aasd_119(struct check *check, const struct node *node, const struct place *place)
{
    if (node_literal(node, PROP_KIND) != MODELLING_KIND_TEMPLATE)
        report_template_qualifiers(check, node, place, RULE_AASD_119);
}

static void aasd_129(struct check *check, const struct node *node, const struct place *place)
{
    if (!check->in_template)
        report_template_qualifiers(check, node, place, RULE_AASD_129);
}

static void aasd_118(struct check *check, const struct node *node, const struct place *place)
{
    if (node_value(node, PROP_SUPPLEMENTAL_SEMANTIC_IDS) && !node_value(node, PROP_SEMANTIC_ID))
        rule_report_property(check, RULE_AASD_118, node, place, PROP_SUPPLEMENTAL_SEMANTIC_IDS,
                             (str){0}, (str){0});
}

static void aasd_090(struct check *check, const struct node *node, const struct place *place)
{
    str category = node_text(node, PROP_CATEGORY);
    if (category.p && !str_equal(category, STR("CONSTANT")) &&
        !str_equal(category, STR("PARAMETER")) && !str_equal(category, STR("VARIABLE")))
        rule_report_property(check, RULE_AASD_090, node, place, PROP_CATEGORY, category, (str){0});
}

/* IDTA-01001 3.1.2, BasicEventElement/maxInterval. */
static void max_interval(struct check *check, const struct node *node, const struct place *place)
{
    if (node_literal(node, PROP_DIRECTION) == DIRECTION_INPUT &&
        node_value(node, PROP_MAX_INTERVAL))
        rule_report_property(check, RULE_MAX_INTERVAL, node, place, PROP_MAX_INTERVAL, (str){0},
                             (str){0});
}

#define ALWAYS METAMODEL_3_0, METAMODEL_3_2
const struct check_row rule_element_rows[] = {
    {value_type, CLASS_BIT(CLASS_PROPERTY) | CLASS_BIT(CLASS_RANGE) | CLASS_BIT(CLASS_EXTENSION),
     ALWAYS},
    {aasd_020, CLASS_BIT(CLASS_QUALIFIER), ALWAYS},
    {aasd_021, CLASSES_ELEMENT | CLASS_BIT(CLASS_SUBMODEL), ALWAYS},
    {aasd_077, CLASSES_REFERABLE, ALWAYS},
    {language_unique,
     CLASSES_REFERABLE | CLASS_BIT(CLASS_DATA_SPECIFICATION_IEC_61360) |
         CLASS_BIT(CLASS_DATA_SPECIFICATION_UOM) |
         CLASS_BIT(CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR) |
         CLASS_BIT(CLASS_SUBMODEL_DESCRIPTOR),
     ALWAYS},
    {aasd_119, CLASS_BIT(CLASS_SUBMODEL), ALWAYS},
    {aasd_129, CLASSES_ELEMENT, ALWAYS},
    {aasd_118, CLASSES_WITH_SEMANTICS, ALWAYS},
    {aasd_090, CLASSES_DATA_ELEMENT, METAMODEL_3_0, METAMODEL_3_0},
    {max_interval, CLASS_BIT(CLASS_BASIC_EVENT_ELEMENT), ALWAYS},
    {0},
};

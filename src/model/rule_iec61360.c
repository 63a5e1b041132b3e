/* SPDX-License-Identifier: Apache-2.0 */
/* rule_iec61360.c - concept descriptions with the data specification IEC 61360, and values that
 * refer to one. Rules: IDTA-01003-a 3.1, AASc-3a-002 to -010 and -050; AASd-006 and AASd-007. */
#include "model/rule_place.h"

/* --- the content alone --- */

static bool has_english(struct nodes texts)
{
    for (size_t i = 0; i < texts.count; i++) {
        str tag = node_text(texts.items[i], PROP_LANGUAGE);
        if (str_equal_nocase(str_of(tag.p, tag.n < 2 ? tag.n : 2), STR("en")) &&
            (tag.n == 2 || tag.p[2] == '-'))
            return true;
    }
    return false;
}

static void aasc_3a_002(struct check *check, const struct node *node, const struct place *place)
{
    struct nodes names = node_list(node, PROP_PREFERRED_NAME);
    if (names.count && !has_english(names))
        rule_report_property(check, RULE_AASC_3A_002, node, place, PROP_PREFERRED_NAME, (str){0},
                             (str){0});
}

static void aasc_3a_009(struct check *check, const struct node *node, const struct place *place)
{
    switch (node_literal(node, PROP_DATA_TYPE)) {
    case IEC_INTEGER_MEASURE:
    case IEC_INTEGER_CURRENCY:
    case IEC_REAL_MEASURE:
    case IEC_REAL_CURRENCY:
    case IEC_RATIONAL_MEASURE:
        if (!node_value(node, PROP_UNIT) && !node_value(node, PROP_UNIT_ID))
            rule_report_property(check, RULE_AASC_3A_009, node, place, PROP_DATA_TYPE,
                                 node_text(node, PROP_DATA_TYPE), (str){0});
        break;
    default:
        break;
    }
}

/* Both may be absent (note 1 of the rule). */
static void aasc_3a_010(struct check *check, const struct node *node, const struct place *place)
{
    if (node_value(node, PROP_VALUE) && node_value(node, PROP_VALUE_LIST))
        rule_report_property(check, RULE_AASC_3A_010, node, place, PROP_VALUE, (str){0}, (str){0});
}

/* IDTA-01003-a 3.1 names the first and lists the others as deprecated. */
static const str template_ids[] = {
    {"https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3", 77},
    {"https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3/0", 79},
    {"http://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3/0", 78},
    {"https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIEC61360/3/0", 79},
    {"http://admin-shell.io/DataSpecificationTemplates/DataSpecificationIEC61360/3/0", 78},
};

bool rule_is_iec61360_reference(const struct node *reference)
{
    struct nodes keys = node_list(reference, PROP_KEYS);
    str id = keys.count ? node_text(keys.items[0], PROP_VALUE) : (str){0};
    if (node_literal(reference, PROP_TYPE) == REFERENCE_TYPE_EXTERNAL && keys.count == 1)
        for (size_t i = 0; i < COUNT_OF(template_ids); i++)
            if (str_equal(id, template_ids[i]))
                return true;
    return false;
}

/* A warning: nothing in the document depends on the id, and the reference samples use others. */
static void aasc_3a_050(struct check *check, const struct node *node, const struct place *place)
{
    const struct node *content = node_child(node, PROP_DATA_SPECIFICATION_CONTENT);
    const struct node *reference = node_child(node, PROP_DATA_SPECIFICATION);
    if (!content || content->class != CLASS_DATA_SPECIFICATION_IEC_61360 || !reference)
        return;
    struct nodes keys = node_list(reference, PROP_KEYS);
    str id = keys.count ? node_text(keys.items[0], PROP_VALUE) : (str){0};
    if (rule_is_iec61360_reference(reference))
        return;
    struct place here = {.up = place, .property = PROP_DATA_SPECIFICATION, .index = -1};
    check_report_as(check, SEVERITY_WARNING, RULE_AASC_3A_050, reference, &here, id, (str){0});
}

/* --- concept descriptions --- */

#define IEC_BIT(type) (1u << (type))
#define IEC_ANY UINT32_MAX
#define IEC_OF_VALUES                                                                              \
    (IEC_BIT(IEC_DATE) | IEC_BIT(IEC_STRING) | IEC_BIT(IEC_STRING_TRANSLATABLE) |                  \
     IEC_BIT(IEC_INTEGER_MEASURE) | IEC_BIT(IEC_INTEGER_COUNT) | IEC_BIT(IEC_INTEGER_CURRENCY) |   \
     IEC_BIT(IEC_REAL_MEASURE) | IEC_BIT(IEC_REAL_COUNT) | IEC_BIT(IEC_REAL_CURRENCY) |            \
     IEC_BIT(IEC_BOOLEAN) | IEC_BIT(IEC_RATIONAL) | IEC_BIT(IEC_RATIONAL_MEASURE) |                \
     IEC_BIT(IEC_TIME) | IEC_BIT(IEC_TIMESTAMP))

static const struct {
    str category;
    enum rule rule;
    uint32_t data_types;
} categories[] = {
    {{"PROPERTY", 8}, RULE_AASC_3A_004, IEC_OF_VALUES},
    {{"VALUE", 5}, RULE_AASC_3A_004, IEC_OF_VALUES},
    {{"REFERENCE", 9},
     RULE_AASC_3A_005,
     IEC_BIT(IEC_STRING) | IEC_BIT(IEC_IRI) | IEC_BIT(IEC_IRDI)},
    {{"DOCUMENT", 8}, RULE_AASC_3A_006, IEC_BIT(IEC_FILE) | IEC_BIT(IEC_BLOB) | IEC_BIT(IEC_HTML)},
    {{"QUALIFIER_TYPE", 14}, RULE_AASC_3A_007, IEC_ANY},
};

/* AASc-3a-004 to -007. */
static void check_data_type(struct check *check, const struct node *content,
                            const struct place *place, str category)
{
    const struct value *type = node_value(content, PROP_DATA_TYPE);
    for (size_t i = 0; i < COUNT_OF(categories); i++) {
        if (!str_equal(categories[i].category, category))
            continue;
        if (!type || (type->literal != LITERAL_UNKNOWN &&
                      !(categories[i].data_types & IEC_BIT(type->literal))))
            check_report(check, categories[i].rule, content, place, category, (str){0});
    }
}

static void aasc_3a_008(struct check *check, const struct node *content, const struct place *place)
{
    if (!node_value(content, PROP_VALUE) && !has_english(node_list(content, PROP_DEFINITION)))
        check_report(check, RULE_AASC_3A_008, content, place, (str){0}, (str){0});
}

static void check_concept(struct check *check, const struct node *node, const struct place *place)
{
    struct nodes specifications = node_list(node, PROP_EMBEDDED_DATA_SPECIFICATIONS);
    str category = node_text(node, PROP_CATEGORY);
    struct place list = {.up = place, .property = PROP_EMBEDDED_DATA_SPECIFICATIONS, .index = -1};
    struct place item = {.up = &list, .property = PROP_NONE};
    struct place here = {.up = &item, .property = PROP_DATA_SPECIFICATION_CONTENT, .index = -1};
    for (size_t i = 0; i < specifications.count; i++) {
        const struct node *content =
            node_child(specifications.items[i], PROP_DATA_SPECIFICATION_CONTENT);
        if (!content || content->class != CLASS_DATA_SPECIFICATION_IEC_61360)
            continue;
        item.index = (int32_t)i;
        check_data_type(check, content, &here, category);
        aasc_3a_008(check, content, &here);
    }
}

/* --- values of concepts --- */

/* The concept description of the document that a reference of one key names, or NULL. The map is
 * made on the first question, since few documents have a valueId at all. */
static const struct node *find_concept(struct check *check, const struct node *reference)
{
    if (!check->concepts_known) {
        check->concepts_known = true;
        struct nodes concepts = {0};
        if (check->root->class == CLASS_ENVIRONMENT)
            concepts = node_list(check->root, PROP_CONCEPT_DESCRIPTIONS);
        for (size_t i = 0; i < concepts.count; i++) {
            bool added;
            str id = node_text(concepts.items[i], PROP_ID);
            if (id.n)
                *map_put(&check->concepts, id, &added) = i + 1;
        }
    }
    struct nodes keys = node_list(reference, PROP_KEYS);
    if (keys.count != 1 || check->concepts.count == 0)
        return NULL;
    const uint64_t *index = map_find(&check->concepts, node_text(keys.items[0], PROP_VALUE));
    return index ? node_list(check->root, PROP_CONCEPT_DESCRIPTIONS).items[*index - 1] : NULL;
}

static const struct node *content_of(const struct node *concept)
{
    struct nodes specifications = node_list(concept, PROP_EMBEDDED_DATA_SPECIFICATIONS);
    for (size_t i = 0; i < specifications.count; i++) {
        const struct node *content =
            node_child(specifications.items[i], PROP_DATA_SPECIFICATION_CONTENT);
        if (content && content->class == CLASS_DATA_SPECIFICATION_IEC_61360)
            return content;
    }
    return NULL;
}

/* AASd-006, AASd-007 and AASc-3a-003. Warnings: another document may hold another edition of the
 * concept. */
static void value_id(struct check *check, const struct node *node, const struct place *place)
{
    const struct node *reference = node_child(node, PROP_VALUE_ID);
    const struct node *concept = reference ? find_concept(check, reference) : NULL;
    const struct node *content = concept ? content_of(concept) : NULL;
    if (!content)
        return;
    struct place here = {.up = place, .property = PROP_VALUE_ID, .index = -1};
    str coded = node_text(content, PROP_VALUE);
    if (!coded.p) {
        check_report_as(check, SEVERITY_WARNING, RULE_AASC_3A_003, reference, &here,
                        node_text(concept, PROP_ID), (str){0});
        return;
    }
    if (node->class == CLASS_MULTI_LANGUAGE_PROPERTY)
        return;
    str value = node_text(node, PROP_VALUE);
    here.property = PROP_VALUE;
    if (value.p && !str_equal(value, coded))
        check_report_as(check, SEVERITY_WARNING, RULE_VALUE_ID, node, &here, value, coded);
}

#define ALWAYS METAMODEL_3_0, METAMODEL_3_2
const struct check_row rule_iec61360_rows[] = {
    {aasc_3a_002, CLASS_BIT(CLASS_DATA_SPECIFICATION_IEC_61360), ALWAYS},
    {aasc_3a_009, CLASS_BIT(CLASS_DATA_SPECIFICATION_IEC_61360), ALWAYS},
    {aasc_3a_010, CLASS_BIT(CLASS_DATA_SPECIFICATION_IEC_61360), ALWAYS},
    {aasc_3a_050, CLASS_BIT(CLASS_EMBEDDED_DATA_SPECIFICATION), ALWAYS},
    {check_concept, CLASS_BIT(CLASS_CONCEPT_DESCRIPTION), ALWAYS},
    {value_id,
     CLASS_BIT(CLASS_PROPERTY) | CLASS_BIT(CLASS_MULTI_LANGUAGE_PROPERTY) |
         CLASS_BIT(CLASS_QUALIFIER) | CLASS_BIT(CLASS_VALUE_REFERENCE_PAIR),
     ALWAYS},
    {0},
};

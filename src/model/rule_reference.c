/* SPDX-License-Identifier: Apache-2.0 */
/* rule_reference.c - which keys a reference may have and what it may point to. Rules: IDTA-01001
 * 3.1.2, AASd-121 to AASd-128 and AASd-133; the targets are those in the class tables. */
#include "model/rule_place.h"

#include "base/ascii.h"

/* A reference whose type and keys are there. */
struct chain {
    struct check *check;
    const struct node *node;
    const struct place *place;
    struct nodes keys;
};

static uint16_t key_type(const struct chain *chain, size_t index)
{
    return node_literal(chain->keys.items[index], PROP_TYPE);
}

static bool is_identifiable(uint16_t type)
{
    return type >= KEY_TYPE_ASSET_ADMINISTRATION_SHELL && type <= KEY_TYPE_IDENTIFIABLE;
}

static bool is_submodel_element(uint16_t type)
{
    return type < KEY_TYPE_SUBMODEL_ELEMENTS_COUNT;
}

/* At the type of a key; the argument is the type of the key `named`. */
static void report_key(const struct chain *chain, enum rule rule, size_t index, size_t named)
{
    rule_report_item(chain->check, rule, chain->node, chain->place, PROP_KEYS, index, PROP_TYPE,
                     node_text(chain->keys.items[named], PROP_TYPE), (str){0});
}

/* AASd-121 says less than AASd-122 and AASd-123 together: who breaks it always breaks one of them
 * too and gets to read only this one. */
static bool aasd_121(const struct chain *chain)
{
    uint16_t first = key_type(chain, 0);
    if (is_identifiable(first) || first == KEY_TYPE_GLOBAL_REFERENCE || first == LITERAL_UNKNOWN)
        return true;
    report_key(chain, RULE_AASD_121, 0, 0);
    return false;
}

static bool aasd_122(const struct chain *chain)
{
    if (key_type(chain, 0) == KEY_TYPE_GLOBAL_REFERENCE || key_type(chain, 0) == LITERAL_UNKNOWN)
        return true;
    report_key(chain, RULE_AASD_122, 0, 0);
    return false;
}

static void aasd_123(const struct chain *chain)
{
    if (!is_identifiable(key_type(chain, 0)) && key_type(chain, 0) != LITERAL_UNKNOWN)
        report_key(chain, RULE_AASD_123, 0, 0);
}

static void aasd_124(const struct chain *chain)
{
    size_t last = chain->keys.count - 1;
    uint16_t type = key_type(chain, last);
    if (type != KEY_TYPE_GLOBAL_REFERENCE && type != KEY_TYPE_FRAGMENT_REFERENCE &&
        type != LITERAL_UNKNOWN)
        report_key(chain, RULE_AASD_124, last, last);
}

static void aasd_125(const struct chain *chain, size_t index)
{
    uint16_t type = key_type(chain, index);
    if (!is_submodel_element(type) && type != KEY_TYPE_FRAGMENT_REFERENCE &&
        type != LITERAL_UNKNOWN)
        report_key(chain, RULE_AASD_125, index, index);
}

static void aasd_126(const struct chain *chain, size_t index)
{
    if (key_type(chain, index) == KEY_TYPE_FRAGMENT_REFERENCE && index + 1 < chain->keys.count)
        report_key(chain, RULE_AASD_126, index, index);
}

/* One that is not the last key has AASd-126 to tell already. */
static void aasd_127(const struct chain *chain, size_t index)
{
    uint16_t before = key_type(chain, index - 1);
    if (key_type(chain, index) == KEY_TYPE_FRAGMENT_REFERENCE && index + 1 == chain->keys.count &&
        before != KEY_TYPE_FILE && before != KEY_TYPE_BLOB && before != LITERAL_UNKNOWN)
        report_key(chain, RULE_AASD_127, index, index - 1);
}

static void aasd_128(const struct chain *chain, size_t index)
{
    str value = node_text(chain->keys.items[index], PROP_VALUE);
    if (key_type(chain, index - 1) != KEY_TYPE_SUBMODEL_ELEMENT_LIST || !value.p)
        return;
    bool digits = value.n > 0;
    for (size_t i = 0; i < value.n; i++)
        digits = digits && ascii_is_digit(value.p[i]);
    if (!digits)
        rule_report_item(chain->check, RULE_AASD_128, chain->node, chain->place, PROP_KEYS, index,
                         PROP_VALUE, value, (str){0});
}

static void check_keys(struct check *check, const struct node *node, const struct place *place)
{
    struct chain chain = {check, node, place, node_list(node, PROP_KEYS)};
    uint16_t type = node_literal(node, PROP_TYPE);
    if (chain.keys.count == 0)
        return;
    bool beginning_is_right = aasd_121(&chain);
    if (type == REFERENCE_TYPE_EXTERNAL) {
        beginning_is_right = beginning_is_right && aasd_122(&chain);
        /* One key is also the last one, but wrong for one reason only. */
        if (beginning_is_right || chain.keys.count > 1)
            aasd_124(&chain);
    } else if (type == REFERENCE_TYPE_MODEL) {
        if (beginning_is_right)
            aasd_123(&chain);
        for (size_t i = 1; i < chain.keys.count; i++) {
            aasd_125(&chain, i);
            aasd_126(&chain, i);
            aasd_127(&chain, i);
            aasd_128(&chain, i);
        }
    }
}

/* --- targets --- */

enum target { TARGET_SHELL, TARGET_SUBMODEL, TARGET_REFERABLE, TARGET_EVENT, TARGET_COUNT };

static const str target_names[TARGET_COUNT] = {
    [TARGET_SHELL] = {"AssetAdministrationShell", 24},
    [TARGET_SUBMODEL] = {"Submodel", 8},
    [TARGET_REFERABLE] = {"Referable", 9},
    [TARGET_EVENT] = {"EventElement", 12},
};

static bool target_is(enum target target, uint16_t type)
{
    switch (target) {
    case TARGET_SHELL:
        return type == KEY_TYPE_ASSET_ADMINISTRATION_SHELL;
    case TARGET_SUBMODEL:
        return type == KEY_TYPE_SUBMODEL;
    case TARGET_REFERABLE:
        return type <= KEY_TYPE_REFERABLE;
    case TARGET_EVENT:
        return type == KEY_TYPE_EVENT_ELEMENT || type == KEY_TYPE_BASIC_EVENT_ELEMENT;
    case TARGET_COUNT:
        break;
    }
    return true;
}

static const struct {
    enum class_id class;
    enum property property;
    enum target target;
} targets[] = {
    {CLASS_ASSET_ADMINISTRATION_SHELL, PROP_DERIVED_FROM, TARGET_SHELL},
    {CLASS_ASSET_ADMINISTRATION_SHELL, PROP_SUBMODELS, TARGET_SUBMODEL},
    {CLASS_BASIC_EVENT_ELEMENT, PROP_OBSERVED, TARGET_REFERABLE},
    {CLASS_BASIC_EVENT_ELEMENT, PROP_MESSAGE_BROKER, TARGET_REFERABLE},
    {CLASS_EVENT_PAYLOAD, PROP_SOURCE, TARGET_EVENT},
    {CLASS_EVENT_PAYLOAD, PROP_OBSERVABLE_REFERENCE, TARGET_REFERABLE},
};

/* What is incomplete or not an enumeration's value is not wrong here a second time. */
static bool reference_fits(const struct node *reference, enum target target)
{
    uint16_t type = node_literal(reference, PROP_TYPE);
    struct nodes keys = node_list(reference, PROP_KEYS);
    if (type == LITERAL_UNKNOWN || keys.count == 0)
        return true;
    uint16_t last = node_literal(keys.items[keys.count - 1], PROP_TYPE);
    return type == REFERENCE_TYPE_MODEL && (last == LITERAL_UNKNOWN || target_is(target, last));
}

static void check_target(struct check *check, const struct node *node, const struct place *place,
                         enum property property, enum target target)
{
    str name = property_name(property);
    if (property == PROP_SUBMODELS) {
        struct nodes references = node_list(node, property);
        for (size_t i = 0; i < references.count; i++)
            if (!reference_fits(references.items[i], target))
                rule_report_item(check, RULE_REFERENCE_TARGET, node, place, property, i, PROP_NONE,
                                 name, target_names[target]);
        return;
    }
    const struct node *reference = node_child(node, property);
    if (reference && !reference_fits(reference, target))
        rule_report_property(check, RULE_REFERENCE_TARGET, node, place, property, name,
                             target_names[target]);
}

static void check_targets(struct check *check, const struct node *node, const struct place *place)
{
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        if (targets[i].class == node->class)
            check_target(check, node, place, targets[i].property, targets[i].target);
}

static void aasd_133(struct check *check, const struct node *node, const struct place *place)
{
    const struct node *subject = node_child(node, PROP_EXTERNAL_SUBJECT_ID);
    if (subject && node_literal(subject, PROP_TYPE) == REFERENCE_TYPE_MODEL)
        rule_report_property(check, RULE_AASD_133, node, place, PROP_EXTERNAL_SUBJECT_ID, (str){0},
                             (str){0});
}

#define ALWAYS METAMODEL_3_0, METAMODEL_3_2
const struct check_row rule_reference_rows[] = {
    {check_keys, CLASS_BIT(CLASS_REFERENCE), ALWAYS},
    {check_targets,
     CLASS_BIT(CLASS_ASSET_ADMINISTRATION_SHELL) | CLASS_BIT(CLASS_BASIC_EVENT_ELEMENT) |
         CLASS_BIT(CLASS_EVENT_PAYLOAD),
     ALWAYS},
    {aasd_133, CLASS_BIT(CLASS_SPECIFIC_ASSET_ID), ALWAYS},
    {0},
};

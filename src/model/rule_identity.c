/* SPDX-License-Identifier: Apache-2.0 */
/* rule_identity.c - versions, asset ids and ids. Rules: IDTA-01001 3.1.2, AASd-005, AASd-014,
 * AASd-116, AASd-131. */
#include "model/rule_place.h"

static void aasd_005(struct check *check, const struct node *node, const struct place *place)
{
    if (node_value(node, PROP_REVISION) && !node_value(node, PROP_VERSION))
        rule_report_property(check, RULE_AASD_005, node, place, PROP_REVISION, (str){0}, (str){0});
}

static void aasd_014(struct check *check, const struct node *node, const struct place *place)
{
    bool global = node_value(node, PROP_GLOBAL_ASSET_ID) != NULL;
    bool specific = node_value(node, PROP_SPECIFIC_ASSET_IDS) != NULL;
    uint16_t type = node_literal(node, PROP_ENTITY_TYPE);
    if (type == ENTITY_TYPE_SELF_MANAGED && !global && !specific)
        check_report(check, RULE_AASD_014, node, place, (str){0}, (str){0});
    /* "Either ... or" is read as in AASd-131, but some tools read it as one only. */
    if (type == ENTITY_TYPE_SELF_MANAGED && global && specific)
        check_report(check, RULE_AASD_014_BOTH, node, place, (str){0}, (str){0});
}

static void aasd_014_co(struct check *check, const struct node *node, const struct place *place)
{
    if (node_literal(node, PROP_ENTITY_TYPE) == ENTITY_TYPE_CO_MANAGED &&
        (node_value(node, PROP_GLOBAL_ASSET_ID) || node_value(node, PROP_SPECIFIC_ASSET_IDS)))
        check_report(check, RULE_AASD_014_CO, node, place, (str){0}, (str){0});
}

static void aasd_116(struct check *check, const struct node *node, const struct place *place)
{
    struct nodes ids = node_list(node, PROP_SPECIFIC_ASSET_IDS);
    str global = node_text(node, PROP_GLOBAL_ASSET_ID);
    for (size_t i = 0; i < ids.count; i++) {
        str name = node_text(ids.items[i], PROP_NAME);
        if (!str_equal_nocase(name, STR("globalAssetId")))
            continue;
        if (!global.p || !str_equal(node_text(ids.items[i], PROP_VALUE), global))
            rule_report_item(check, RULE_AASD_116, node, place, PROP_SPECIFIC_ASSET_IDS, i,
                             PROP_VALUE, name, (str){0});
    }
}

static void aasd_131(struct check *check, const struct node *node, const struct place *place)
{
    if (!node_value(node, PROP_GLOBAL_ASSET_ID) && !node_value(node, PROP_SPECIFIC_ASSET_IDS))
        check_report(check, RULE_AASD_131, node, place, (str){0}, (str){0});
}

/* An id names one identifiable only (IDTA-01001 3.1.2, Identifiable/id); so the path of a nested
 * descriptor names one of them. */
static void duplicate_id(struct check *check, const struct node *node, const struct place *place)
{
    static const enum property lists[] = {PROP_ASSET_ADMINISTRATION_SHELLS, PROP_SUBMODELS,
                                          PROP_CONCEPT_DESCRIPTIONS, PROP_SUBMODEL_DESCRIPTORS};
    for (size_t l = 0; l < COUNT_OF(lists); l++) {
        struct nodes items = node_list(node, lists[l]);
        struct seen seen = {0};
        for (size_t i = 0; i < items.count; i++) {
            str id = node_text(items.items[i], PROP_ID);
            if (id.n && seen_before(&seen, id))
                rule_report_item(check, RULE_DUPLICATE_ID, node, place, lists[l], i, PROP_ID, id,
                                 class_infos[items.items[i]->class].name);
        }
        seen_release(&seen);
    }
}

#define ALWAYS METAMODEL_3_0, METAMODEL_3_2
const struct check_row rule_identity_rows[] = {
    {aasd_005, CLASS_BIT(CLASS_ADMINISTRATIVE_INFORMATION), ALWAYS},
    {aasd_014, CLASS_BIT(CLASS_ENTITY), ALWAYS},
    {aasd_014_co, CLASS_BIT(CLASS_ENTITY), METAMODEL_3_0, METAMODEL_3_0},
    {aasd_116, CLASS_BIT(CLASS_ASSET_INFORMATION), ALWAYS},
    {aasd_131, CLASS_BIT(CLASS_ASSET_INFORMATION), ALWAYS},
    {duplicate_id,
     CLASS_BIT(CLASS_ENVIRONMENT) | CLASS_BIT(CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR), ALWAYS},
    {0},
};

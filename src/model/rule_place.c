/* SPDX-License-Identifier: Apache-2.0 */
/* rule_place.c - reports at children, texts that are there twice. */
#include "model/rule_place.h"

/* The object whose line the finding gets: the value of the property when it is one. */
static const struct node *line_of(const struct node *node, enum property property)
{
    uint8_t slot = class_slot((enum class_id)node->class, property);
    const struct value *value = node_slot(node, slot);
    if (!value)
        return node;
    enum slot_kind kind = (enum slot_kind)class_infos[node->class].slots[slot].kind;
    if (kind == SLOT_NODE)
        return value->node;
    return kind == SLOT_LIST ? value->items[0] : node;
}

void rule_report_property(struct check *check, enum rule rule, const struct node *node,
                          const struct place *place, enum property property, str argument0,
                          str argument1)
{
    struct place here = {.up = place, .property = property, .index = -1};
    check_report(check, rule, line_of(node, property), &here, argument0, argument1);
}

void rule_report_item(struct check *check, enum rule rule, const struct node *node,
                      const struct place *place, enum property list, size_t index,
                      enum property property, str argument0, str argument1)
{
    const struct node *child = node_list(node, list).items[index];
    enum class_id class = (enum class_id)child->class;
    struct place items = {.up = place, .property = list, .index = -1};
    struct place item = {
        .up = &items,
        .property = PROP_NONE,
        .index = (int32_t)index,
        .element = class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT),
        .in_list = node->class == CLASS_SUBMODEL_ELEMENT_LIST && list == PROP_VALUE,
    };
    if (class_has(class, CLASS_FLAG_REFERABLE))
        item.id_short = node_text(child, PROP_ID_SHORT);
    if (property == PROP_NONE)
        check_report(check, rule, child, &item, argument0, argument1);
    else
        rule_report_property(check, rule, child, &item, property, argument0, argument1);
}

bool seen_before(struct seen *seen, str text)
{
    bool added;
    if (seen->count < SEEN_PLAIN_MAX) {
        for (size_t i = 0; i < seen->count; i++)
            if (str_equal(seen->plain[i], text))
                return true;
        seen->plain[seen->count++] = text;
        return false;
    }
    if (seen->map.count == 0)
        for (size_t i = 0; i < seen->count; i++)
            map_put(&seen->map, seen->plain[i], &added);
    map_put(&seen->map, text, &added);
    return !added;
}

void seen_release(struct seen *seen)
{
    map_release(&seen->map);
}

void rule_check_unique(struct check *check, const struct node *node, const struct place *place,
                       enum property list, enum property property, enum rule rule)
{
    struct nodes items = node_list(node, list);
    if (items.count < 2)
        return;
    struct seen seen = {0};
    for (size_t i = 0; i < items.count; i++) {
        str text = node_text(items.items[i], property);
        if (text.n && seen_before(&seen, text))
            rule_report_item(check, rule, node, place, list, i, property, text,
                             property_name(list));
    }
    seen_release(&seen);
}

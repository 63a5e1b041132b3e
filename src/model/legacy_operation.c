/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_operation.c - operations of old documents. All variables of one operation share one name
 * space (AASd-134). */
#include "model/legacy_convert.h"

enum { DIRECTIONS = 3 };

struct variables {
    struct legacy_element *elements;
    str *names;
    uint32_t *lines;
    enum class_id *classes;
    size_t count;
};

/* {"value": element}, or the element itself. */
static struct legacy_element element_of(struct legacy_item *item)
{
    struct legacy_element element = legacy_element_find(item);
    struct legacy_item *inner = NULL;
    if (!element.row)
        inner = legacy_take(item, "operationVariable");
    if (!element.row)
        inner = legacy_take(inner ? inner : item, "value");
    return inner ? legacy_element_find(inner) : element;
}

static void collect(struct legacy *legacy, struct legacy_items items, struct variables *variables,
                    const struct place *place)
{
    for (size_t i = 0; i < items.count; i++) {
        struct legacy_item *item = items.items[i];
        struct legacy_element element = element_of(item);
        if (!element.row) {
            if (!legacy_is_empty(item))
                legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, item->line,
                              STR("A variable without element"),
                              legacy_excerpt(item, legacy->arena));
            continue;
        }
        size_t at = variables->count++;
        variables->elements[at] = element;
        variables->names[at] = legacy_take_text(element.item, "idShort");
        variables->lines[at] = element.item->line;
        variables->classes[at] = legacy_element_class(element);
        if (item != element.item)
            legacy_report_rest(legacy, item, place);
    }
}

void legacy_operation(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                      const struct place *up)
{
    static const struct {
        const char *names;
        enum property property;
    } directions[DIRECTIONS] = {
        {"inputVariable|inputVariables|in", PROP_INPUT_VARIABLES},
        {"outputVariable|outputVariables|out", PROP_OUTPUT_VARIABLES},
        {"inoutputVariable|inoutputVariables|inout", PROP_INOUTPUT_VARIABLES},
    };
    struct legacy_items items[DIRECTIONS];
    size_t ends[DIRECTIONS], count = 0;
    for (size_t i = 0; i < DIRECTIONS; i++) {
        items[i] = legacy_take_repeated(legacy->arena, item, directions[i].names);
        count += items[i].count;
    }
    struct variables variables = {
        .elements = ARENA_ARRAY(legacy->arena, struct legacy_element, count),
        .names = ARENA_ARRAY(legacy->arena, str, count),
        .lines = ARENA_ARRAY(legacy->arena, uint32_t, count),
        .classes = ARENA_ARRAY(legacy->arena, enum class_id, count),
    };
    for (size_t i = 0; i < DIRECTIONS; i++) {
        struct place place = {.up = up, .property = directions[i].property, .index = -1};
        collect(legacy, items[i], &variables, &place);
        ends[i] = variables.count;
    }
    legacy_unique_names(legacy, variables.names, variables.lines, variables.classes,
                        variables.count, up);
    for (size_t i = 0, at = 0; i < DIRECTIONS; i++) {
        struct place place = {.up = up, .property = directions[i].property, .index = -1};
        struct node_list list = {0};
        for (; at < ends[i]; at++) {
            struct place outer = {
                .up = &place, .property = PROP_NONE, .index = (int32_t)list.count};
            struct place here = {.up = &outer,
                                 .property = PROP_VALUE,
                                 .index = -1,
                                 .id_short = variables.names[at],
                                 .element = true};
            struct node_builder variable =
                node_begin(CLASS_OPERATION_VARIABLE, variables.lines[at]);
            node_set_node(&variable, PROP_VALUE,
                          legacy_element_convert(legacy, variables.elements[at], &here));
            node_list_add(&list, legacy->arena, node_finish(&variable, legacy->arena));
        }
        node_set_list(builder, directions[i].property, list.items, list.count);
    }
}

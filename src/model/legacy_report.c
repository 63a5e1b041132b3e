/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_report.c - the findings of a conversion; those that come by the hundred are counted. */
#include "model/legacy_convert.h"

void legacy_report(struct legacy *legacy, enum severity severity, enum rule rule,
                   const struct place *place, uint32_t line, str argument0, str argument1)
{
    finding_add(legacy->findings, severity, rule, place, line, argument0, argument1);
}

void legacy_report_repeated(struct legacy *legacy, enum severity severity, enum rule rule,
                            const struct place *place, uint32_t line, str argument0, str argument1)
{
    for (size_t i = 0; i < legacy->repeat_count; i++) {
        struct legacy_repeat *repeat = &legacy->repeats[i];
        if (repeat->rule == rule && str_equal(repeat->argument[0], argument0) &&
            str_equal(repeat->argument[1], argument1)) {
            repeat->count++;
            return;
        }
    }
    if (legacy->repeat_count < LEGACY_REPEATS_MAX) {
        legacy->repeats[legacy->repeat_count++] = (struct legacy_repeat){
            .rule = rule,
            .argument = {arena_dup(legacy->arena, argument0), arena_dup(legacy->arena, argument1)},
            .finding = legacy->findings->count,
            .count = 1,
        };
    }
    legacy_report(legacy, severity, rule, place, line, argument0, argument1);
}

void legacy_report_rest(struct legacy *legacy, struct legacy_item *item, const struct place *place)
{
    for (struct legacy_item *child = item->first; child; child = child->next) {
        if (child->taken || legacy_is_empty(child))
            continue;
        child->taken = true;
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, child->line,
                      child->name.p ? child->name : STR("item"),
                      legacy_excerpt(child, legacy->arena));
    }
}

void legacy_report_end(struct legacy *legacy)
{
    struct findings *findings = legacy->findings;
    for (size_t i = 0; i < legacy->repeat_count; i++) {
        const struct legacy_repeat *repeat = &legacy->repeats[i];
        if (repeat->count < 2 || repeat->finding >= findings->count)
            continue;
        str *argument = &findings->items[repeat->finding].argument[1];
        *argument = arena_printf(findings->arena, "%.*s (%zu times, first here)",
                                 STR_ARG(*argument), repeat->count);
    }
}

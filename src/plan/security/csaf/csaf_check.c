/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_check.c - the check as a whole, and what its files share. */
#include "plan/security/csaf/csaf_check.h"

/* clang-format off */
#define RULE RULE_ROW
static const struct rule_texts rules[CSAF_RULE_COUNT] = {
#include "plan/security/csaf/csaf_rule.def"
};
#undef RULE
/* clang-format on */

static void write_path(const struct csaf_place *place, struct buf *out)
{
    if (!place) {
        buf_add_char(out, '$');
        return;
    }
    write_path(place->up, out);
    if (place->name.n)
        buf_printf(out, ".%.*s", STR_ARG(place->name));
    else
        buf_printf(out, "[%u]", place->index);
}

/* Rules of names, languages, notes and who is who: products, states, versions and scores are read
 * all the same where one is broken. */
static bool is_aside(enum csaf_rule rule)
{
    static const enum csaf_rule asides[] = {CSAF_11,   CSAF_12,    CSAF_15,   CSAF_24,
                                            CSAF_26,   CSAF_27_1,  CSAF_27_2, CSAF_27_5,
                                            CSAF_27_9, CSAF_27_10, CSAF_28,   CSAF_32};
    for (size_t i = 0; i < COUNT_OF(asides); i++)
        if (asides[i] == rule)
            return true;
    return false;
}

void csaf_report(struct csaf_check *check, enum csaf_rule rule, const struct csaf_place *place,
                 uint32_t token, str argument0, str argument1)
{
    struct buf path = {0};
    bool passes = check->findings->tolerant && is_aside(rule);
    write_path(place, &path);
    uint32_t line =
        findings_line(check->findings, check->json->text, check->json->tokens[token].at);
    finding_add_other(check->findings, passes ? SEVERITY_WARNING : SEVERITY_ERROR, &rules[rule],
                      buf_str(&path), line, argument0, argument1);
    buf_release(&path);
}

void csaf_add_fail(struct findings *findings, enum csaf_rule rule, const struct fail *why)
{
    finding_add_other(findings, SEVERITY_ERROR, &rules[rule], STR("$"), 0, str_from(why->text),
                      STR(""));
}

uint32_t csaf_at(const struct json *json, uint32_t object, const char *path)
{
    for (str rest = str_from(path);;) {
        size_t n = str_find_char(rest, '.');
        object = json_member(json, object, str_of(rest.p, n));
        if (!object || n == rest.n)
            return object;
        rest = str_of(rest.p + n + 1, rest.n - n - 1);
    }
}

str csaf_text(const struct csaf_check *check, uint32_t token)
{
    return json_text(check->json, token, check->arena);
}

void csaf_each_text(const struct csaf_check *check, uint32_t list, csaf_each *each, void *context)
{
    for (CSAF_EACH(check->json, list, item, index)) {
        str text = csaf_text(check, item);
        if (text.p)
            each(context, text, item);
    }
}

/* Counts steps; false: there were too many. */
static bool may_step(struct csaf_check *check, size_t steps)
{
    check->group_steps += steps;
    return !csaf_has_too_many_groups(check);
}

static void each_of_group(struct csaf_check *check, str id, csaf_each *each, void *context)
{
    const struct json *json = check->json;
    uint32_t groups = csaf_at(json, 0, "product_tree.product_groups");
    for (CSAF_EACH(json, groups, group, index)) {
        if (!may_step(check, 1))
            return;
        if (!str_equal(csaf_text(check, json_member(json, group, STR("group_id"))), id))
            continue;
        uint32_t list = json_member(json, group, STR("product_ids"));
        bool is_list = list && json_type(json, list) == JSON_ARRAY;
        if (is_list && may_step(check, json_count(json, list)))
            csaf_each_text(check, list, each, context);
    }
}

void csaf_each_product(struct csaf_check *check, uint32_t object, csaf_each *each, void *context)
{
    const struct json *json = check->json;
    uint32_t wanted = json_member(json, object, STR("group_ids"));
    csaf_each_text(check, json_member(json, object, STR("product_ids")), each, context);
    for (CSAF_EACH(json, wanted, group_id, index)) {
        str id = csaf_text(check, group_id);
        if (id.p)
            each_of_group(check, id, each, context);
    }
}

void csaf_check(str text, struct findings *findings)
{
    struct json json;
    struct fail why;
    if (json_read(text, &json, &why) != ERR_OK) {
        finding_add_other(findings, SEVERITY_ERROR, &rules[CSAF_JSON], STR("$"),
                          findings_line(findings, text, why.offset), str_from(why.text), STR(""));
        return;
    }
    struct arena arena = {0};
    struct csaf_check check = {.json = &json, .findings = findings, .arena = &arena};
    csaf_check_form(&check);
    csaf_check_products(&check);
    csaf_check_vulnerabilities(&check);
    csaf_check_tracking(&check);
    csaf_check_profile(&check);
    if (csaf_has_too_many_groups(&check))
        csaf_report(&check, CSAF_UNREADABLE, NULL, 0,
                    STR("its items name too many products by way of groups"), STR(""));
    arena_release(&arena);
    json_release(&json);
}

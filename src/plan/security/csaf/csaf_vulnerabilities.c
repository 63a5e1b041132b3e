/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_vulnerabilities.c - what is said of products in each vulnerability:
 * tests 6.1.6, 6.1.7, 6.1.11, 6.1.23, 6.1.24, 6.1.29, 6.1.32, 6.1.33. */
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/csaf/cwe.h"

/* --- 6.1.6 -------------------------------------------------------------------------------------
 */

static void check_status(struct csaf_check *check, uint32_t vulnerability,
                         const struct csaf_place *place)
{
    /* Two states of one row do not contradict each other; "recommended" says nothing of being hit.
     */
    static const struct {
        const char *state;
        unsigned group;
    } states[] = {{"first_affected", 1},     {"known_affected", 1}, {"last_affected", 1},
                  {"known_not_affected", 2}, {"first_fixed", 4},    {"fixed", 4},
                  {"under_investigation", 8}};
    const struct json *json = check->json;
    struct map groups = {0};
    struct csaf_place here = {.up = place, .name = STR("product_status")};
    uint32_t status = json_member(json, vulnerability, STR("product_status"));
    for (size_t i = 0; status && i < COUNT_OF(states); i++) {
        uint32_t list = json_member(json, status, str_from(states[i].state));
        for (CSAF_EACH(json, list, id, index)) {
            str text = csaf_text(check, id);
            bool added;
            if (!text.p)
                continue;
            uint64_t *group = map_put(&groups, text, &added);
            if (!added && *group & ~(uint64_t)states[i].group && !(*group & states[i].group))
                csaf_report(check, CSAF_6, &here, id, text, str_from(states[i].state));
            *group |= states[i].group;
        }
    }
    map_release(&groups);
}

/* --- 6.1.7, 6.1.33: a product once -------------------------------------------------------------
 */

/* Products that came already, and what to tell of those that come again. */
struct once {
    struct csaf_check *check;
    struct map *seen;
    enum csaf_rule rule;
    const struct csaf_place *place;
    str what;
};

static void once(void *context, str id, uint32_t token)
{
    const struct once *known = context;
    bool added;
    map_put(known->seen, id, &added);
    if (!added)
        csaf_report(known->check, known->rule, known->place, token, id, known->what);
}

static void check_scores(struct csaf_check *check, uint32_t vulnerability,
                         const struct csaf_place *place)
{
    static const struct {
        const char *member, *version, *name;
    } kinds[] = {{"cvss_v2", NULL, "CVSS 2.0"},
                 {"cvss_v3", "3.0", "CVSS 3.0"},
                 {"cvss_v3", "3.1", "CVSS 3.1"}};
    const struct json *json = check->json;
    uint32_t scores = json_member(json, vulnerability, STR("scores"));
    struct csaf_place list = {.up = place, .name = STR("scores")};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct map seen = {0};
        for (CSAF_EACH(json, scores, score, index)) {
            struct csaf_place here = {.up = &list, .index = index};
            struct once known = {check, &seen, CSAF_7, &here, str_from(kinds[i].name)};
            uint32_t cvss = json_member(json, score, str_from(kinds[i].member));
            str version =
                cvss ? csaf_text(check, json_member(json, cvss, STR("version"))) : (str){0};
            if (cvss && (!kinds[i].version || str_equal(version, str_from(kinds[i].version))))
                csaf_each_text(check, json_member(json, score, STR("products")), once, &known);
        }
        map_release(&seen);
    }
}

static void check_flags(struct csaf_check *check, uint32_t vulnerability,
                        const struct csaf_place *place)
{
    const struct json *json = check->json;
    struct map seen = {0};
    struct csaf_place list = {.up = place, .name = STR("flags")};
    uint32_t flags = json_member(json, vulnerability, STR("flags"));
    for (CSAF_EACH(json, flags, flag, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        struct once known = {check, &seen, CSAF_33, &here, STR("")};
        csaf_each_product(check, flag, once, &known);
    }
    map_release(&seen);
}

/* --- 6.1.29, 6.1.32 ----------------------------------------------------------------------------
 */

static void check_named(struct csaf_check *check, uint32_t vulnerability, const char *name,
                        enum csaf_rule rule, const struct csaf_place *place)
{
    const struct json *json = check->json;
    struct csaf_place list = {.up = place, .name = str_from(name)};
    uint32_t items = json_member(json, vulnerability, str_from(name));
    for (CSAF_EACH(json, items, item, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        if (!json_member(json, item, STR("product_ids")) &&
            !json_member(json, item, STR("group_ids")))
            csaf_report(check, rule, &here, item, STR(""), STR(""));
    }
}

/* --- 6.1.11, 6.1.24 ----------------------------------------------------------------------------
 */

static void check_cwe(struct csaf_check *check, uint32_t vulnerability,
                      const struct csaf_place *place)
{
    uint32_t object = json_member(check->json, vulnerability, STR("cwe")), low = 0,
             high = (uint32_t)cwe_count;
    str id = object ? csaf_text(check, json_member(check->json, object, STR("id"))) : (str){0};
    str name = object ? csaf_text(check, json_member(check->json, object, STR("name"))) : (str){0};
    uint64_t number = 0;
    if (!id.p || !name.p)
        return;
    if (str_starts_with(id, STR("CWE-")))
        (void)str_to_u64(str_of(id.p + 4, id.n - 4), UINT32_MAX, &number);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cwe_list[middle].id < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool right = low < cwe_count && cwe_list[low].id == number &&
                 str_equal(str_from(cwe_list[low].name), name);
    if (!right)
        csaf_report(check, CSAF_11, &(struct csaf_place){.up = place, .name = STR("cwe")}, object,
                    id, name);
}

static void check_involvements(struct csaf_check *check, uint32_t vulnerability,
                               const struct csaf_place *place)
{
    struct map seen = {0};
    struct csaf_place list = {.up = place, .name = STR("involvements")};
    uint32_t involvements = json_member(check->json, vulnerability, STR("involvements"));
    for (CSAF_EACH(check->json, involvements, involvement, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        str party = csaf_text(check, json_member(check->json, involvement, STR("party")));
        str date = csaf_text(check, json_member(check->json, involvement, STR("date")));
        bool added;
        map_put(&seen, arena_printf(check->arena, "%.*s %.*s", STR_ARG(party), STR_ARG(date)),
                &added);
        if (!added)
            csaf_report(check, CSAF_24, &here, involvement, party, date);
    }
    map_release(&seen);
}

void csaf_check_vulnerabilities(struct csaf_check *check)
{
    struct map cves = {0};
    struct csaf_place list = {.name = STR("vulnerabilities")};
    uint32_t vulnerabilities = json_member(check->json, 0, STR("vulnerabilities"));
    for (CSAF_EACH(check->json, vulnerabilities, vulnerability, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        str cve = csaf_text(check, json_member(check->json, vulnerability, STR("cve")));
        bool added = true;
        if (cve.p)
            map_put(&cves, cve, &added);
        if (!added)
            csaf_report(check, CSAF_23, &here, vulnerability, cve, STR(""));
        check_status(check, vulnerability, &here);
        check_scores(check, vulnerability, &here);
        check_flags(check, vulnerability, &here);
        check_cwe(check, vulnerability, &here);
        check_involvements(check, vulnerability, &here);
        check_named(check, vulnerability, "remediations", CSAF_29, &here);
        check_named(check, vulnerability, "flags", CSAF_32, &here);
    }
    map_release(&cves);
}

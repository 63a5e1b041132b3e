/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_profile.c - what the category of a document asks of it: tests 6.1.26 and 6.1.27. Rules:
 * CSAF 2.0, section 4. */
#include "base/ascii.h"
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"

enum profile { INCIDENT = 1, INFORMATIONAL = 2, ADVISORY = 4, VEX = 8 };

static const struct {
    const char *category, *folded;
    unsigned profile;
} profiles[] = {
    {"csaf_base", NULL, 0},
    {"csaf_security_incident_response", "securityincidentresponse", INCIDENT},
    {"csaf_informational_advisory", "informationaladvisory", INFORMATIONAL},
    {"csaf_security_advisory", "securityadvisory", ADVISORY},
    {"csaf_vex", "vex", VEX},
};

static const struct csaf_place document_place = {.name = {"document", 8}};

/* --- 6.1.26 ------------------------------------------------------------------------------------
 */

static void check_category(struct csaf_check *check, uint32_t token, str category)
{
    struct csaf_place place = {.up = &document_place, .name = STR("category")};
    char *folded = arena_alloc(check->arena, category.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < category.n; i++) {
        char c = category.p[i];
        if (c != '-' && c != '_' && c != ' ' && c != '\t')
            folded[n++] = ascii_lower(c);
    }
    for (size_t i = 0; i < COUNT_OF(profiles); i++)
        if (profiles[i].folded && str_equal(str_of(folded, n), str_from(profiles[i].folded)))
            csaf_report(check, CSAF_26, &place, token, category, str_from(profiles[i].category));
    if (category.n >= 5 && str_equal_nocase(str_of(category.p, 5), STR("csaf_")))
        csaf_report(check, CSAF_26, &place, token, category, STR("csaf_…"));
}

/* --- 6.1.27 ------------------------------------------------------------------------------------
 */

static bool has_item(struct csaf_check *check, uint32_t list, const char *const *categories)
{
    for (CSAF_EACH(check->json, list, item, index)) {
        str category = csaf_text(check, json_member(check->json, item, STR("category")));
        for (size_t i = 0; categories[i]; i++)
            if (str_equal(category, str_from(categories[i])))
                return true;
    }
    return false;
}

static void check_document(struct csaf_check *check, uint32_t document, unsigned profile,
                           str category)
{
    static const char *const notes[] = {"description", "details", "general", "summary", NULL};
    static const char *const references[] = {"external", NULL};
    const struct json *json = check->json;
    uint32_t vulnerabilities = json_member(json, 0, STR("vulnerabilities"));
    if (profile & (INCIDENT | INFORMATIONAL)) {
        if (!has_item(check, json_member(json, document, STR("notes")), notes))
            csaf_report(check, CSAF_27_1, &document_place, document, category,
                        STR("description, details, general, summary"));
        /* A reference without a category is an external one: the schema's default. */
        bool external = has_item(check, json_member(json, document, STR("references")), references);
        uint32_t list = json_member(json, document, STR("references"));
        for (CSAF_EACH(json, list, item, index))
            external |= !json_member(json, item, STR("category"));
        if (!external)
            csaf_report(check, CSAF_27_2, &document_place, document, category, STR("external"));
    }
    if (profile & INFORMATIONAL && vulnerabilities)
        csaf_report(check, CSAF_27_3, &(struct csaf_place){.name = STR("vulnerabilities")},
                    vulnerabilities, category, STR(""));
    if (profile & (ADVISORY | VEX) && !json_member(json, 0, STR("product_tree")))
        csaf_report(check, CSAF_27_4, NULL, 0, category, STR(""));
    if (profile & (ADVISORY | VEX) && !vulnerabilities)
        csaf_report(check, CSAF_27_11, NULL, 0, category, STR(""));
}

static void gather(void *ids, str id, uint32_t token)
{
    bool added;
    (void)token;
    map_put(ids, id, &added);
}

/* The products that the items of a list speak of. */
static void gather_named(struct csaf_check *check, uint32_t list, const char *category,
                         struct map *ids)
{
    for (CSAF_EACH(check->json, list, item, index))
        if (!category ||
            str_equal(csaf_text(check, json_member(check->json, item, STR("category"))),
                      str_from(category)))
            csaf_each_product(check, item, gather, ids);
}

static void check_told(struct csaf_check *check, uint32_t list, const struct map *ids,
                       enum csaf_rule rule, const struct csaf_place *place)
{
    for (CSAF_EACH(check->json, list, id, index)) {
        str text = csaf_text(check, id);
        if (text.p && !map_find(ids, text))
            csaf_report(check, rule, place, id, text, STR(""));
    }
}

static void check_vex(struct csaf_check *check, uint32_t vulnerability, uint32_t status,
                      const struct csaf_place *place)
{
    static const char *const states[] = {"fixed", "known_affected", "known_not_affected",
                                         "under_investigation"};
    const struct json *json = check->json;
    bool named = false;
    for (size_t i = 0; status && i < COUNT_OF(states); i++)
        named |= json_member(json, status, str_from(states[i])) != 0;
    if (!named)
        csaf_report(check, CSAF_27_7, place, vulnerability, STR(""), STR(""));
    if (!json_member(json, vulnerability, STR("cve")) &&
        !json_member(json, vulnerability, STR("ids")))
        csaf_report(check, CSAF_27_8, place, vulnerability, STR(""), STR(""));
    if (!status)
        return;
    struct map impact = {0}, action = {0};
    gather_named(check, json_member(json, vulnerability, STR("flags")), NULL, &impact);
    gather_named(check, json_member(json, vulnerability, STR("threats")), "impact", &impact);
    gather_named(check, json_member(json, vulnerability, STR("remediations")), NULL, &action);
    check_told(check, json_member(json, status, STR("known_not_affected")), &impact, CSAF_27_9,
               place);
    check_told(check, json_member(json, status, STR("known_affected")), &action, CSAF_27_10, place);
    map_release(&impact);
    map_release(&action);
}

void csaf_check_profile(struct csaf_check *check)
{
    const struct json *json = check->json;
    uint32_t document = json_member(json, 0, STR("document"));
    uint32_t token = document ? json_member(json, document, STR("category")) : 0;
    str category = csaf_text(check, token);
    unsigned profile = 0;
    bool known = false;
    if (!category.p)
        return;
    for (size_t i = 0; i < COUNT_OF(profiles) && !known; i++) {
        known = str_equal(category, str_from(profiles[i].category));
        profile = known ? profiles[i].profile : 0;
    }
    if (!known)
        check_category(check, token, category);
    check_document(check, document, profile, category);
    struct csaf_place list = {.name = STR("vulnerabilities")};
    uint32_t vulnerabilities = json_member(json, 0, STR("vulnerabilities"));
    for (CSAF_EACH(json, vulnerabilities, vulnerability, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        uint32_t status = json_member(json, vulnerability, STR("product_status"));
        if (profile & (ADVISORY | VEX) && !json_member(json, vulnerability, STR("notes")))
            csaf_report(check, CSAF_27_5, &here, vulnerability, category, STR(""));
        if (profile & ADVISORY && !status)
            csaf_report(check, CSAF_27_6, &here, vulnerability, category, STR(""));
        if (profile & VEX)
            check_vex(check, vulnerability, status, &here);
    }
}

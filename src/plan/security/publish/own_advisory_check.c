/* SPDX-License-Identifier: Apache-2.0 */
/* own_advisory_check.c - what is still wrong with the form of an own advisory. */
#include "codec/lexical.h"
#include "plan/security/csaf/cvss.h"
#include "plan/security/csaf/cwe.h"
#include "plan/security/csaf/language.h"
#include "plan/security/publish/own_advisory.h"
#include "plan/security/publish/publish_text.h"

#define STATES "known_affected, known_not_affected, fixed, under_investigation"
#define OPEN_STATES "known_affected, under_investigation"
#define REMEDIES "vendor_fix, workaround, mitigation, none_available, no_fix_planned"

/* Where a finding is: `path` in `findings`. */
struct spot {
    struct findings *findings;
    str path;
};

static str below(const struct spot *spot, const char *name)
{
    return arena_printf(spot->findings->arena, "%.*s.%s", STR_ARG(spot->path), name);
}

static struct spot item_of(const struct spot *spot, const char *name, size_t index)
{
    str path =
        arena_printf(spot->findings->arena, "%.*s.%s[%zu]", STR_ARG(spot->path), name, index);
    return (struct spot){.findings = spot->findings, .path = path};
}

static void report(const struct spot *spot, enum publish_rule rule, const char *name, str argument0,
                   str argument1)
{
    form_report(spot->findings, rule, below(spot, name), argument0, argument1);
}

static bool require(const struct spot *spot, const char *name, bool there)
{
    if (!there)
        report(spot, PUBLISH_REQUIRED, name, str_from(name), STR(""));
    return there;
}

static void check_word(const struct spot *spot, const char *name, str text, str words)
{
    if (require(spot, name, text.n > 0) && !publish_is_word(text, words))
        report(spot, PUBLISH_WORD, name, text, words);
}

/* --- products ----------------------------------------------------------------------------------
 */

static bool has_product(const struct own_advisory *advisory, str key)
{
    const struct own_product *products = advisory->products.items;
    for (size_t i = 0; i < advisory->products.count; i++)
        if (str_equal(products[i].key, key))
            return true;
    return false;
}

static void check_products(const struct own_advisory *advisory, const struct spot *spot)
{
    const struct own_product *products = advisory->products.items;
    require(spot, "products", advisory->products.count > 0);
    for (size_t i = 0; i < advisory->products.count; i++) {
        struct spot here = item_of(spot, "products", i);
        require(&here, "name", products[i].name.n > 0);
        if (!products[i].order_code.n)
            report(&here, PUBLISH_NO_CODE, "order_code", STR(""), STR(""));
        if (!require(&here, "key", products[i].key.n > 0))
            continue;
        for (size_t j = 0; j < i; j++)
            if (str_equal(products[i].key, products[j].key)) {
                report(&here, PUBLISH_TWICE, "key", products[i].key, STR(""));
                break;
            }
    }
}

/* --- vulnerabilities ---------------------------------------------------------------------------
 */

/* CVE-YYYY-NNNN, at least four digits. */
static bool is_cve(str text)
{
    enum { YEAR_AT = 4, NUMBER_AT = 9, BYTES_MIN = 13 };
    uint64_t number;
    return text.n >= BYTES_MIN && str_starts_with(text, STR("CVE-")) && text.p[8] == '-' &&
           str_to_u64(str_of(text.p + YEAR_AT, 4), 9999, &number) &&
           str_to_u64(str_of(text.p + NUMBER_AT, text.n - NUMBER_AT), UINT64_MAX, &number);
}

static void check_vector(const struct spot *spot, str text)
{
    struct cvss_vector vector;
    if (str_starts_with(text, STR("CVSS:4.")))
        report(spot, PUBLISH_VECTOR_4, "vector", STR(""), STR(""));
    else if (!cvss_read(text, &vector) || vector.version == CVSS_2_0)
        report(spot, PUBLISH_VECTOR, "vector", text, STR(""));
}

/* A remedy without products is for those that are affected. */
static bool has_remedy(const struct own_vulnerability *vulnerability, const struct form_pair *state)
{
    bool affected = str_equal(state->value, STR("known_affected"));
    const struct own_remedy *remedies = vulnerability->remedies.items;
    for (size_t i = 0; i < vulnerability->remedies.count; i++) {
        const str *keys = remedies[i].products.items;
        if (!remedies[i].products.count && affected)
            return true;
        for (size_t j = 0; j < remedies[i].products.count; j++)
            if (str_equal(keys[j], state->name))
                return true;
    }
    return false;
}

static void check_states(const struct own_advisory *advisory,
                         const struct own_vulnerability *vulnerability, const struct spot *spot)
{
    const struct form_pair *states = vulnerability->states.items;
    bool scored = false;
    for (size_t i = 0; i < vulnerability->states.count; i++) {
        struct spot here = {.findings = spot->findings, .path = below(spot, "states")};
        const char *key = arena_dup(spot->findings->arena, states[i].name).p;
        if (!has_product(advisory, states[i].name))
            report(&here, PUBLISH_NO_PRODUCT, key, states[i].name, STR(""));
        check_word(&here, key, states[i].value, STR(STATES));
        if (!publish_is_word(states[i].value, STR(OPEN_STATES)))
            continue;
        scored = true;
        if (!has_remedy(vulnerability, &states[i]))
            report(spot, PUBLISH_NO_REMEDY, "remedies", states[i].name, STR(""));
    }
    for (size_t i = 0; i < vulnerability->states.count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(states[i].name, states[j].name))
                report(spot, PUBLISH_TWICE, "states", states[i].name, STR(""));
    if (!vulnerability->states.count)
        report(spot, PUBLISH_NO_STATE, "states", STR(""), STR(""));
    else if (vulnerability->vector.n && !scored)
        report(spot, PUBLISH_NO_SCORED, "vector", STR(""), STR(""));
}

static void check_remedies(const struct own_advisory *advisory,
                           const struct own_vulnerability *vulnerability, const struct spot *spot)
{
    const struct own_remedy *remedies = vulnerability->remedies.items;
    const struct form_pair *states = vulnerability->states.items;
    bool affected = false;
    for (size_t i = 0; i < vulnerability->states.count; i++)
        affected |= str_equal(states[i].value, STR("known_affected"));
    for (size_t i = 0; i < vulnerability->remedies.count; i++) {
        struct spot here = item_of(spot, "remedies", i);
        const str *keys = remedies[i].products.items;
        check_word(&here, "category", remedies[i].category, STR(REMEDIES));
        require(&here, "text", remedies[i].text.n > 0);
        if (remedies[i].url.n && !publish_is_web_url(remedies[i].url))
            report(&here, PUBLISH_URL, "url", remedies[i].url, STR(""));
        require(&here, "products", remedies[i].products.count || affected);
        for (size_t j = 0; j < remedies[i].products.count; j++) {
            if (!has_product(advisory, keys[j]))
                report(&here, PUBLISH_NO_PRODUCT, "products", keys[j], STR(""));
            for (size_t k = 0; k < j; k++)
                if (str_equal(keys[j], keys[k]))
                    report(&here, PUBLISH_TWICE, "products", keys[j], STR(""));
        }
    }
}

static void check_vulnerabilities(const struct own_advisory *advisory, const struct spot *spot)
{
    const struct own_vulnerability *all = advisory->vulnerabilities.items;
    require(spot, "vulnerabilities", advisory->vulnerabilities.count > 0);
    for (size_t i = 0; i < advisory->vulnerabilities.count; i++) {
        struct spot here = item_of(spot, "vulnerabilities", i);
        require(&here, "text", all[i].text.n > 0);
        require(&here, "title", all[i].title.n || all[i].cve.n);
        if (all[i].cve.n && !is_cve(all[i].cve))
            report(&here, PUBLISH_CVE, "cve", all[i].cve, STR(""));
        for (size_t j = 0; j < i; j++)
            if (all[i].cve.n && str_equal(all[i].cve, all[j].cve))
                report(&here, PUBLISH_TWICE, "cve", all[i].cve, STR(""));
        if (all[i].cwe.n && !publish_cwe_name(all[i].cwe).n)
            report(&here, PUBLISH_CWE, "cwe", all[i].cwe, STR(""));
        if (all[i].vector.n)
            check_vector(&here, all[i].vector);
        check_states(advisory, &all[i], &here);
        check_remedies(advisory, &all[i], &here);
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void check_head(const struct own_advisory *advisory, const struct spot *spot)
{
    str id = advisory->tracking_id;
    if (require(spot, "tracking_id", id.n > 0) && (is_space(id.p[0]) || is_space(id.p[id.n - 1])))
        report(spot, PUBLISH_TRIMMED, "tracking_id", id, STR(""));
    require(spot, "title", advisory->title.n > 0);
    require(spot, "summary", advisory->summary.n > 0);
    if (!lexical_is_language_tag(advisory->language) || !language_is_registered(advisory->language))
        report(spot, PUBLISH_LANGUAGE, "language", advisory->language, STR(""));
    check_word(spot, "tlp", advisory->tlp, STR("WHITE, GREEN, AMBER, RED"));
    if (publish_is_word(advisory->tlp, STR("GREEN, AMBER, RED")))
        report(spot, PUBLISH_TLP, "tlp", advisory->tlp, STR(""));
}

void own_advisory_check(const struct own_advisory *advisory, struct findings *findings)
{
    struct spot spot = {.findings = findings, .path = STR("$")};
    const struct own_acknowledgment *thanked = advisory->acknowledgments.items;
    check_head(advisory, &spot);
    check_products(advisory, &spot);
    check_vulnerabilities(advisory, &spot);
    for (size_t i = 0; i < advisory->acknowledgments.count; i++) {
        struct spot here = item_of(&spot, "acknowledgments", i);
        const str *names = thanked[i].names.items;
        bool named = thanked[i].names.count || thanked[i].organization.n;
        for (size_t j = 0; j < thanked[i].names.count; j++)
            named = named && names[j].n > 0;
        require(&here, "names", named);
    }
}

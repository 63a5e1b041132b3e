/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_form.c - the JSON schema of CSAF 2.0 as tables of shapes, and one walk over a document. */
#include <pthread.h>
#include <regex.h>

#include "base/clock.h"
#include "base/map.h"
#include "codec/lexical.h"
#include "plan/security/csaf/csaf_check.h"

enum kind {
    KIND_TEXT,
    KIND_URI,
    KIND_DATE_TIME,
    KIND_PATTERN, /* a row of patterns[] */
    KIND_WORD,    /* one of words */
    KIND_LIST,
    KIND_OBJECT,
    KIND_CVSS_2, /* the mandatory tests look at it */
    KIND_CVSS_3,
};

struct shape {
    enum kind kind;
    unsigned pattern;
    const char *const *words;
    const struct shape *item;     /* of a list */
    const struct member *members; /* of an object */
    uint32_t least;               /* items, or members */
    bool unique;
};

struct member {
    const char *name;
    const struct shape *shape;
    bool required;
};

/* --- texts -------------------------------------------------------------------------------------
 */

enum {
    PATTERN_LANGUAGE,
    PATTERN_VERSION,
    PATTERN_CATEGORY,
    PATTERN_ID,
    PATTERN_CVE,
    PATTERN_CWE,
    PATTERN_CPE,
    PATTERN_PURL,
    PATTERN_HASH,
    PATTERN_COUNT
};

/* clang-format off */
#define NUMBER "(0|[1-9][0-9]*)"
#define PRE "(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
#define CPE_PART "(([?]*|[*]?)([a-zA-Z0-9._-]|\\\\[^a-zA-Z0-9._-])+([?]*|[*]?)|[*-])"
#define CPE_URI_PART "[A-Za-z0-9._~%-]*"
static const struct {
    const char *text, *means;
} patterns[PATTERN_COUNT] = {
    [PATTERN_LANGUAGE] = {NULL, "a language tag is expected"},
    [PATTERN_VERSION] = {"^(" NUMBER "|" NUMBER "\\." NUMBER "\\." NUMBER "(-" PRE "(\\." PRE ")*)?"
                         "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?)$", "a whole number or a semantic version is expected"},
    [PATTERN_CATEGORY] = {"^[^[:space:]_.-](.*[^[:space:]_.-])?$", "it must not begin or end with a space or one of - _ ."},
    [PATTERN_ID] = {"^[^[:space:]](.*[^[:space:]])?$", "it must not begin or end with a space"},
    [PATTERN_CVE] = {"^CVE-[0-9]{4}-[0-9]{4,}$", "CVE-YYYY-NNNN is expected"},
    [PATTERN_CWE] = {"^CWE-[1-9][0-9]{0,5}$", "CWE-N is expected"},
    [PATTERN_CPE] = {"^(cpe:2[.]3:[aho*-](:" CPE_PART "){5}(:([a-zA-Z]{2,3}(-([a-zA-Z]{2}|[0-9]{3}))?|[*-]))(:" CPE_PART "){4}|"
                     "[cC][pP][eE]:/[AHOaho]?(:" CPE_URI_PART "){0,6})$", "a CPE of version 2.2 or 2.3 is expected"},
    [PATTERN_PURL] = {"^pkg:[A-Za-z.+-][A-Za-z0-9.+-]*/.+", "a package URL is expected"},
    [PATTERN_HASH] = {"^[0-9a-fA-F]{32,}$", "at least 32 hexadecimal digits are expected"},
};

static const char *const branch_words[] = {"architecture", "host_name", "language", "legacy", "patch_level", "product_family",
    "product_name", "product_version", "product_version_range", "service_pack", "specification", "vendor", NULL};
static const char *const note_words[] = {"description", "details", "faq", "general", "legal_disclaimer", "other", "summary", NULL};
static const char *const reference_words[] = {"external", "self", NULL};
static const char *const version_words[] = {"2.0", NULL};
static const char *const tlp_words[] = {"AMBER", "GREEN", "RED", "WHITE", NULL};
static const char *const publisher_words[] = {"coordinator", "discoverer", "other", "translator", "user", "vendor", NULL};
static const char *const status_words[] = {"draft", "final", "interim", NULL};
static const char *const relationship_words[] = {"default_component_of", "external_component_of", "installed_on",
    "installed_with", "optional_component_of", NULL};
static const char *const flag_words[] = {"component_not_present", "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary", "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present", NULL};
static const char *const party_words[] = {"coordinator", "discoverer", "other", "user", "vendor", NULL};
static const char *const involvement_words[] = {"completed", "contact_attempted", "disputed", "in_progress", "not_contacted",
    "open", NULL};
static const char *const remediation_words[] = {"mitigation", "no_fix_planned", "none_available", "vendor_fix", "workaround", NULL};
static const char *const restart_words[] = {"connected", "dependencies", "machine", "none", "parent", "service", "system",
    "vulnerable_component", "zone", NULL};
static const char *const threat_words[] = {"exploit_status", "impact", "target_set", NULL};

/* --- shapes ------------------------------------------------------------------------------------ */

#define PATTERN_SHAPE(name, number) static const struct shape name = {.kind = KIND_PATTERN, .pattern = number}
#define WORD_SHAPE(name, list) static const struct shape name = {.kind = KIND_WORD, .words = list}
#define LIST_SHAPE(name, of, count, different) \
    static const struct shape name = {.kind = KIND_LIST, .item = &of, .least = count, .unique = different}
#define OBJECT_SHAPE(name, count, ...) \
    static const struct member name##_members[] = {__VA_ARGS__, {0}}; \
    static const struct shape name = {.kind = KIND_OBJECT, .members = name##_members, .least = count}

static const struct shape text = {.kind = KIND_TEXT}, uri = {.kind = KIND_URI};
static const struct shape date_time = {.kind = KIND_DATE_TIME}, cvss_2 = {.kind = KIND_CVSS_2}, cvss_3 = {.kind = KIND_CVSS_3};
PATTERN_SHAPE(language, PATTERN_LANGUAGE);
PATTERN_SHAPE(version, PATTERN_VERSION);
PATTERN_SHAPE(document_category, PATTERN_CATEGORY);
PATTERN_SHAPE(tracking_id, PATTERN_ID);
PATTERN_SHAPE(cve, PATTERN_CVE);
PATTERN_SHAPE(cwe_id, PATTERN_CWE);
PATTERN_SHAPE(cpe, PATTERN_CPE);
PATTERN_SHAPE(purl, PATTERN_PURL);
PATTERN_SHAPE(hash_value, PATTERN_HASH);
WORD_SHAPE(branch_category, branch_words);
WORD_SHAPE(note_category, note_words);
WORD_SHAPE(reference_category, reference_words);
WORD_SHAPE(csaf_version, version_words);
WORD_SHAPE(tlp_label, tlp_words);
WORD_SHAPE(publisher_category, publisher_words);
WORD_SHAPE(status, status_words);
WORD_SHAPE(relationship_category, relationship_words);
WORD_SHAPE(flag_label, flag_words);
WORD_SHAPE(party, party_words);
WORD_SHAPE(involvement_status, involvement_words);
WORD_SHAPE(remediation_category, remediation_words);
WORD_SHAPE(restart_category, restart_words);
WORD_SHAPE(threat_category, threat_words);
LIST_SHAPE(texts, text, 1, false);
LIST_SHAPE(unique_texts, text, 1, true);
LIST_SHAPE(two_texts, text, 2, true);
LIST_SHAPE(uris, uri, 1, false);

OBJECT_SHAPE(acknowledgment, 1, {"names", &texts, false}, {"organization", &text, false}, {"summary", &text, false},
    {"urls", &uris, false});
LIST_SHAPE(acknowledgments, acknowledgment, 1, false);
OBJECT_SHAPE(note, 0, {"audience", &text, false}, {"category", &note_category, true}, {"text", &text, true},
    {"title", &text, false});
LIST_SHAPE(notes, note, 1, false);
OBJECT_SHAPE(reference, 0, {"category", &reference_category, false}, {"summary", &text, true}, {"url", &uri, true});
LIST_SHAPE(references, reference, 1, false);
OBJECT_SHAPE(file_hash, 0, {"algorithm", &text, true}, {"value", &hash_value, true});
LIST_SHAPE(file_hashes, file_hash, 1, false);
OBJECT_SHAPE(hash, 0, {"file_hashes", &file_hashes, true}, {"filename", &text, true});
LIST_SHAPE(hashes, hash, 1, false);
OBJECT_SHAPE(generic_uri, 0, {"namespace", &uri, true}, {"uri", &uri, true});
LIST_SHAPE(generic_uris, generic_uri, 1, false);
OBJECT_SHAPE(helper, 1, {"cpe", &cpe, false}, {"hashes", &hashes, false}, {"model_numbers", &unique_texts, false},
    {"purl", &purl, false}, {"sbom_urls", &uris, false},
    {"serial_numbers", &unique_texts, false}, {"skus", &texts, false}, {"x_generic_uris", &generic_uris, false});
OBJECT_SHAPE(full_product_name, 0, {"name", &text, true}, {"product_id", &text, true},
    {"product_identification_helper", &helper, false});
LIST_SHAPE(full_product_names, full_product_name, 1, false);
static const struct shape branches;
OBJECT_SHAPE(branch, 3, {"branches", &branches, false}, {"category", &branch_category, true}, {"name", &text, true},
    {"product", &full_product_name, false});
static const struct shape branches = {.kind = KIND_LIST, .item = &branch, .least = 1};
OBJECT_SHAPE(severity, 0, {"namespace", &uri, false}, {"text", &text, true});
OBJECT_SHAPE(tlp, 0, {"label", &tlp_label, true}, {"url", &uri, false});
OBJECT_SHAPE(distribution, 1, {"text", &text, false}, {"tlp", &tlp, false});
OBJECT_SHAPE(publisher, 0, {"category", &publisher_category, true}, {"contact_details", &text, false},
    {"issuing_authority", &text, false}, {"name", &text, true}, {"namespace", &uri, true});
OBJECT_SHAPE(engine, 0, {"name", &text, true}, {"version", &text, false});
OBJECT_SHAPE(generator, 0, {"date", &date_time, false}, {"engine", &engine, true});
OBJECT_SHAPE(revision, 0, {"date", &date_time, true}, {"legacy_version", &text, false}, {"number", &version, true},
    {"summary", &text, true});
LIST_SHAPE(revisions, revision, 1, false);
OBJECT_SHAPE(tracking, 0, {"aliases", &unique_texts, false}, {"current_release_date", &date_time, true},
    {"generator", &generator, false}, {"id", &tracking_id, true},
    {"initial_release_date", &date_time, true}, {"revision_history", &revisions, true}, {"status", &status, true},
    {"version", &version, true});
OBJECT_SHAPE(document, 0, {"acknowledgments", &acknowledgments, false}, {"aggregate_severity", &severity, false},
    {"category", &document_category, true},
    {"csaf_version", &csaf_version, true}, {"distribution", &distribution, false}, {"lang", &language, false},
    {"notes", &notes, false}, {"publisher", &publisher, true},
    {"references", &references, false}, {"source_lang", &language, false}, {"title", &text, true}, {"tracking", &tracking, true});
OBJECT_SHAPE(group, 0, {"group_id", &text, true}, {"product_ids", &two_texts, true}, {"summary", &text, false});
LIST_SHAPE(groups, group, 1, false);
OBJECT_SHAPE(relationship, 0, {"category", &relationship_category, true}, {"full_product_name", &full_product_name, true},
    {"product_reference", &text, true},
    {"relates_to_product_reference", &text, true});
LIST_SHAPE(relationships, relationship, 1, false);
OBJECT_SHAPE(product_tree, 1, {"branches", &branches, false}, {"full_product_names", &full_product_names, false},
    {"product_groups", &groups, false}, {"relationships", &relationships, false});
OBJECT_SHAPE(cwe, 0, {"id", &cwe_id, true}, {"name", &text, true});
OBJECT_SHAPE(flag, 0, {"date", &date_time, false}, {"group_ids", &unique_texts, false}, {"label", &flag_label, true},
    {"product_ids", &unique_texts, false});
LIST_SHAPE(flags, flag, 1, true);
OBJECT_SHAPE(id, 0, {"system_name", &text, true}, {"text", &text, true});
LIST_SHAPE(ids, id, 1, true);
OBJECT_SHAPE(involvement, 0, {"date", &date_time, false}, {"party", &party, true}, {"status", &involvement_status, true},
    {"summary", &text, false});
LIST_SHAPE(involvements, involvement, 1, true);
OBJECT_SHAPE(product_status, 1, {"first_affected", &unique_texts, false}, {"first_fixed", &unique_texts, false},
    {"fixed", &unique_texts, false}, {"known_affected", &unique_texts, false},
    {"known_not_affected", &unique_texts, false}, {"last_affected", &unique_texts, false},
    {"recommended", &unique_texts, false}, {"under_investigation", &unique_texts, false});
OBJECT_SHAPE(restart, 0, {"category", &restart_category, true}, {"details", &text, false});
OBJECT_SHAPE(remediation, 0, {"category", &remediation_category, true}, {"date", &date_time, false}, {"details", &text, true},
    {"entitlements", &texts, false}, {"group_ids", &unique_texts, false},
    {"product_ids", &unique_texts, false}, {"restart_required", &restart, false}, {"url", &uri, false});
LIST_SHAPE(remediations, remediation, 1, false);
OBJECT_SHAPE(score, 2, {"cvss_v2", &cvss_2, false}, {"cvss_v3", &cvss_3, false}, {"products", &unique_texts, true});
LIST_SHAPE(scores, score, 1, false);
OBJECT_SHAPE(threat, 0, {"category", &threat_category, true}, {"date", &date_time, false}, {"details", &text, true},
    {"group_ids", &unique_texts, false}, {"product_ids", &unique_texts, false});
LIST_SHAPE(threats, threat, 1, false);
OBJECT_SHAPE(vulnerability, 1, {"acknowledgments", &acknowledgments, false}, {"cve", &cve, false}, {"cwe", &cwe, false},
    {"discovery_date", &date_time, false}, {"flags", &flags, false},
    {"ids", &ids, false}, {"involvements", &involvements, false}, {"notes", &notes, false},
    {"product_status", &product_status, false}, {"references", &references, false},
    {"release_date", &date_time, false}, {"remediations", &remediations, false}, {"scores", &scores, false},
    {"threats", &threats, false}, {"title", &text, false});
LIST_SHAPE(vulnerabilities, vulnerability, 1, false);
OBJECT_SHAPE(csaf, 0, {"document", &document, true}, {"product_tree", &product_tree, false},
    {"vulnerabilities", &vulnerabilities, false});
/* clang-format on */

/* --- the walk ----------------------------------------------------------------------------------
 */

static regex_t compiled[PATTERN_COUNT];
static pthread_once_t compiled_once = PTHREAD_ONCE_INIT;

static void compile_all(void)
{
    for (size_t i = 0; i < PATTERN_COUNT; i++)
        if (patterns[i].text &&
            regcomp(&compiled[i], patterns[i].text, REG_EXTENDED | REG_NOSUB) != 0)
            abort(); /* the table is wrong */
}

static bool fits_pattern(struct csaf_check *check, unsigned pattern, str value)
{
    if (pattern == PATTERN_LANGUAGE)
        return lexical_is_language_tag(value);
    pthread_once(&compiled_once, compile_all);
    str copy = arena_dup(check->arena, value);
    return strlen(copy.p) == copy.n && regexec(&compiled[pattern], copy.p, 0, NULL, 0) == 0;
}

static void report(struct csaf_check *check, const struct csaf_place *place, uint32_t token,
                   str what, const char *why)
{
    csaf_report(check, CSAF_SCHEMA, place, token, what, str_from(why));
}

static void check_text(struct csaf_check *check, const struct shape *shape, uint32_t token,
                       const struct csaf_place *place)
{
    str value = csaf_text(check, token);
    int64_t when;
    if (!value.p)
        report(check, place, token, json_slice(check->json, token), "a text is expected");
    else if (value.n == 0)
        report(check, place, token, STR("\"\""), "a text must not be empty");
    else if (shape->kind == KIND_URI &&
             !(lexical_is_any_uri(value) && str_find_char(value, ':') < value.n))
        report(check, place, token, value, "a URI is expected");
    else if (shape->kind == KIND_DATE_TIME && !clock_parse(value, &when))
        report(check, place, token, value, "a date and time with an offset is expected (RFC 3339)");
    else if (shape->kind == KIND_PATTERN && !fits_pattern(check, shape->pattern, value))
        report(check, place, token, value, patterns[shape->pattern].means);
    else if (shape->kind == KIND_WORD) {
        for (size_t i = 0; shape->words[i]; i++)
            if (str_equal(value, str_from(shape->words[i])))
                return;
        report(check, place, token, value, "this is not one of the words that may stand here");
    }
}

static void check_shape(struct csaf_check *check, const struct shape *shape, uint32_t token,
                        const struct csaf_place *place);

static void check_list(struct csaf_check *check, const struct shape *shape, uint32_t token,
                       const struct csaf_place *place)
{
    const struct json *json = check->json;
    if (json_type(json, token) != JSON_ARRAY) {
        report(check, place, token, place->name, "a list is expected");
        return;
    }
    if (json_count(json, token) < shape->least)
        report(check, place, token, place->name,
               shape->least > 1 ? "at least two items are expected" : "a list must not be empty");
    struct map seen = {0};
    for (CSAF_EACH(json, token, item, index)) {
        struct csaf_place here = {.up = place, .index = index};
        bool added = true;
        check_shape(check, shape->item, item, &here);
        /* Equal as written: two objects with their members in another order pass. */
        if (shape->unique)
            map_put(&seen, json_slice(json, item), &added);
        if (!added)
            report(check, &here, item, json_slice(json, item), "this comes twice in the list");
    }
    map_release(&seen);
}

static void check_object(struct csaf_check *check, const struct shape *shape, uint32_t token,
                         const struct csaf_place *place)
{
    const struct json *json = check->json;
    if (json_type(json, token) != JSON_OBJECT) {
        report(check, place, token, place ? place->name : STR("$"), "an object is expected");
        return;
    }
    if (json_count(json, token) < shape->least)
        report(check, place, token, place ? place->name : STR("$"), "members are missing");
    if (shape == &branch && json_member(json, token, STR("branches")) &&
        json_member(json, token, STR("product")))
        report(check, place, token, STR("branches"), "a branch has either branches or a product");
    for (const struct member *member = shape->members; member->name; member++) {
        str name = str_from(member->name);
        uint32_t value = json_member(json, token, name);
        struct csaf_place here = {.up = place, .name = name};
        if (value)
            check_shape(check, member->shape, value, &here);
        else if (member->required)
            report(check, place, token, name, "this member is missing");
    }
}

static void check_shape(struct csaf_check *check, const struct shape *shape, uint32_t token,
                        const struct csaf_place *place)
{
    if (shape->kind == KIND_LIST)
        check_list(check, shape, token, place);
    else if (shape->kind == KIND_OBJECT)
        check_object(check, shape, token, place);
    else if (shape->kind == KIND_CVSS_2 || shape->kind == KIND_CVSS_3)
        csaf_check_cvss(check, token, shape->kind == KIND_CVSS_3, place);
    else
        check_text(check, shape, token, place);
}

void csaf_check_form(struct csaf_check *check)
{
    check_shape(check, &csaf, 0, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* advisory.c - reading an advisory: branches, relationships, states, scores. */
#include "plan/security/advisory/advisory.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/csaf/cvss.h"
#include "plan/security/match/version.h"

struct reading {
    struct arena *arena;
    struct json *json;
    struct advisory *advisory;
    size_t product_room;
    size_t remedy_room;
    struct map by_id;    /* product_id → index */
    struct map remedies; /* category, text, url → index */
    size_t group_steps;  /* see csaf_check.h */
    bool over;
};

/* What the branches above a product say. */
struct branch {
    str maker, name, version, last;
};

/* Copied, so that not the whole document has to stay for a few texts. {NULL, 0}: none. */
static str text_at(const struct reading *reading, uint32_t object, const char *path)
{
    str text = json_text(reading->json, csaf_at(reading->json, object, path), reading->arena);
    return text.p ? arena_dup(reading->arena, text) : text;
}

static uint32_t member(const struct reading *reading, uint32_t object, const char *name)
{
    return json_member(reading->json, object, str_from(name));
}

/* --- products ----------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    enum product_id_kind kind;
} helper_members[] = {
    {"model_numbers", PRODUCT_MODEL_NUMBER},
    {"skus", PRODUCT_SKU},
    {"serial_numbers", PRODUCT_SERIAL_NUMBER},
    {"cpe", PRODUCT_CPE},
    {"purl", PRODUCT_PURL},
    {"x_generic_uris", PRODUCT_URI},
    {"hashes", PRODUCT_HASH},
};

struct id_list {
    struct product_id *items;
    size_t count, room;
};

static void add_id(struct reading *reading, enum product_id_kind kind, str text,
                   struct id_list *list)
{
    if (!text.n)
        return;
    ARENA_GROW(reading->arena, list->items, list->count, list->room, 2);
    list->items[list->count++] = (struct product_id){kind, text};
}

/* One file may be told by several algorithms; any of them tells it. */
static void read_hashes(struct reading *reading, uint32_t file, struct id_list *list)
{
    const struct json *json = reading->json;
    uint32_t token = member(reading, file, "file_hashes");
    uint32_t end = token ? json_next(json, token) : 0;
    for (uint32_t item = token + 1; item < end; item = json_next(json, item))
        add_id(reading, PRODUCT_HASH, text_at(reading, item, "value"), list);
}

static void read_ids(struct reading *reading, uint32_t product, struct advisory_product *to)
{
    const struct json *json = reading->json;
    uint32_t helper = member(reading, product, "product_identification_helper");
    struct id_list ids = {0};
    for (size_t i = 0; helper && i < COUNT_OF(helper_members); i++) {
        uint32_t token = member(reading, helper, helper_members[i].name);
        if (!token)
            continue;
        bool is_list = json_type(json, token) == JSON_ARRAY;
        uint32_t end = is_list ? json_next(json, token) : token + 1;
        for (uint32_t item = token + is_list; item < end; item = json_next(json, item))
            if (helper_members[i].kind == PRODUCT_HASH)
                read_hashes(reading, item, &ids);
            else
                add_id(reading, helper_members[i].kind,
                       json_type(json, item) == JSON_OBJECT
                           ? text_at(reading, item, "uri")
                           : arena_dup(reading->arena, json_text(json, item, reading->arena)),
                       &ids);
    }
    to->ids = ids.items;
    to->id_count = ids.count;
}

/* A new product; NULL: over the limit, or no id. */
static struct advisory_product *add_product(struct reading *reading, str id)
{
    struct advisory *advisory = reading->advisory;
    if (!id.p || advisory->product_count >= ADVISORY_PRODUCTS_MAX) {
        reading->over |= id.p != NULL;
        return NULL;
    }
    ARENA_GROW(reading->arena, advisory->products, advisory->product_count, reading->product_room,
               32);
    struct advisory_product *product = &advisory->products[advisory->product_count];
    *product = (struct advisory_product){.id = id};
    bool added;
    *map_put(&reading->by_id, id, &added) = advisory->product_count++;
    return product;
}

/* "Collector: < 3.2.5" in front of the version "3.2.5": makers contradict themselves. */
static str said_in_name(str full, str name, str version)
{
    size_t at = name.n ? str_find(full, name) : full.n;
    if (at + name.n >= full.n || full.p[at + name.n] != ':')
        return (str){0};
    str said = str_trim(str_of(full.p + at + name.n + 1, full.n - at - name.n - 1));
    return said.n && !str_equal(said, str_trim(version)) ? said : (str){0};
}

static void read_product(struct reading *reading, uint32_t token, const struct branch *branch)
{
    struct advisory_product *product = add_product(reading, text_at(reading, token, "product_id"));
    if (!product)
        return;
    product->maker = branch->maker;
    product->name = branch->name.n   ? branch->name
                    : branch->last.n ? branch->last
                                     : text_at(reading, token, "name");
    product->version = branch->version;
    if (branch->version.p)
        product->said =
            said_in_name(text_at(reading, token, "name"), product->name, product->version);
    read_ids(reading, token, product);
}

/* A product's name below another one's says which of them: "DCS880", and "DEMag" of these. */
static str name_below(struct arena *arena, str above, str name)
{
    if (!above.n || !name.n || str_find(name, above) < name.n)
        return name.n ? name : above;
    return arena_printf(arena, "%.*s %.*s", STR_ARG(above), STR_ARG(name));
}

static void read_branches(struct reading *reading, uint32_t list, const struct branch *above,
                          int depth)
{
    for (CSAF_EACH(reading->json, list, item, index)) {
        struct branch branch = *above;
        str category = text_at(reading, item, "category"), name = text_at(reading, item, "name");
        if (str_equal(category, STR("vendor")))
            branch.maker = name;
        else if (str_equal(category, STR("product_name")))
            branch.name = name_below(reading->arena, above->name, name);
        else if (str_starts_with(category, STR("product_version")))
            branch.version = name;
        else
            branch.last = name;
        uint32_t product = member(reading, item, "product"),
                 below = member(reading, item, "branches");
        if (product)
            read_product(reading, product, &branch);
        if (below && depth < ADVISORY_BRANCH_DEPTH_MAX)
            read_branches(reading, below, &branch, depth + 1);
        (void)index;
    }
}

static const struct advisory_product *product_of(const struct reading *reading, str id)
{
    uint64_t *at = map_find(&reading->by_id, id);
    return at ? &reading->advisory->products[*at] : NULL;
}

/* "Firmware 1.0 installed on device": the name and the identifiers are the device's, the version
 * that of what is installed. Rule: CSAF 2.0, 3.2.2.4. */
static void read_relationships(struct reading *reading, uint32_t list)
{
    for (CSAF_EACH(reading->json, list, item, index)) {
        uint32_t full = member(reading, item, "full_product_name");
        str part_id = text_at(reading, item, "product_reference"),
            whole_id = text_at(reading, item, "relates_to_product_reference");
        struct advisory_product *product =
            full ? add_product(reading, text_at(reading, full, "product_id")) : NULL;
        if (!product)
            continue;
        read_ids(reading, full, product);
        const struct advisory_product *part = product_of(reading, part_id),
                                      *whole = product_of(reading, whole_id);
        product->name = whole ? whole->name : text_at(reading, full, "name");
        if (whole) {
            product->maker = whole->maker;
            product->version = whole->version;
            if (!product->id_count) {
                product->ids = whole->ids;
                product->id_count = whole->id_count;
            }
        }
        if (part && part->version.n)
            product->version = part->version;
        (void)index;
    }
}

static void read_products(struct reading *reading)
{
    const struct json *json = reading->json;
    uint32_t tree = member(reading, 0, "product_tree");
    struct branch none = {0};
    if (!tree)
        return;
    uint32_t branches = member(reading, tree, "branches"),
             names = member(reading, tree, "full_product_names"),
             relationships = member(reading, tree, "relationships");
    read_branches(reading, branches, &none, 1);
    /* Such a name may or may not hold a version: nobody can tell. */
    none.version = STR("unspecified");
    for (CSAF_EACH(json, names, item, index)) {
        read_product(reading, item, &none);
        (void)index;
    }
    read_relationships(reading, relationships);
}

/* --- states ------------------------------------------------------------------------------------
 */

/* A later row does not replace what an earlier one said. */
static const struct {
    const char *name;
    enum product_state state;
} status_members[] = {
    {"known_affected", STATE_AFFECTED},
    {"first_affected", STATE_AFFECTED},
    {"last_affected", STATE_AFFECTED},
    {"fixed", STATE_FIXED},
    {"first_fixed", STATE_FIXED},
    {"known_not_affected", STATE_NOT_AFFECTED},
    {"under_investigation", STATE_INVESTIGATED},
};

static void read_states(struct reading *reading, uint32_t vulnerability, size_t number)
{
    const struct json *json = reading->json;
    uint32_t status = member(reading, vulnerability, "product_status");
    for (size_t i = 0; status && i < COUNT_OF(status_members); i++) {
        uint32_t list = member(reading, status, status_members[i].name);
        for (CSAF_EACH(json, list, item, index)) {
            uint64_t *at = json_type(json, item) == JSON_STRING
                               ? map_find(&reading->by_id, json_string(json, item, reading->arena))
                               : NULL;
            uint8_t *state = at ? &reading->advisory->products[*at].states[number] : NULL;
            if (state && *state == STATE_NONE)
                *state = (uint8_t)status_members[i].state;
            (void)index;
        }
    }
}

/* --- remedies ----------------------------------------------------------------------------------
 */

static const char *const remedy_names[REMEDY_CATEGORY_COUNT] = {
    [REMEDY_FIX] = "vendor_fix",
    [REMEDY_WORKAROUND] = "workaround",
    [REMEDY_MITIGATION] = "mitigation",
    [REMEDY_NONE] = "none_available",
    [REMEDY_NOT_PLANNED] = "no_fix_planned",
};

str remedy_category_name(enum remedy_category category)
{
    return str_from(remedy_names[category]);
}

/* NULL: over the limit, or of no known category. */
static struct advisory_remedy *remedy_of(struct reading *reading, uint32_t token)
{
    struct advisory *advisory = reading->advisory;
    str category = text_at(reading, token, "category");
    struct advisory_remedy remedy = {.text = text_at(reading, token, "details"),
                                     .url = text_at(reading, token, "url")};
    while (remedy.category < REMEDY_CATEGORY_COUNT &&
           !str_equal(category, str_from(remedy_names[remedy.category])))
        remedy.category++;
    if (remedy.category == REMEDY_CATEGORY_COUNT)
        return NULL;
    str key = arena_printf(reading->arena, "%d\x1f%.*s\x1f%.*s", (int)remedy.category,
                           STR_ARG(remedy.url), STR_ARG(remedy.text));
    uint64_t *known = map_find(&reading->remedies, key);
    if (known)
        return &advisory->remedies[*known];
    if (advisory->remedy_count == ADVISORY_REMEDIES_MAX)
        return NULL;
    ARENA_GROW(reading->arena, advisory->remedies, advisory->remedy_count, reading->remedy_room, 8);
    bool added;
    *map_put(&reading->remedies, key, &added) = advisory->remedy_count;
    remedy.products = ARENA_ARRAY(reading->arena, uint8_t, advisory->product_count / 8 + 1);
    advisory->remedies[advisory->remedy_count] = remedy;
    return &advisory->remedies[advisory->remedy_count++];
}

struct naming {
    struct reading *reading;
    struct advisory_remedy *remedy; /* may be NULL */
};

static void name_product(void *context, str id, uint32_t token)
{
    (void)token;
    const struct naming *naming = context;
    uint64_t *at = map_find(&naming->reading->by_id, id);
    if (!at || !naming->remedy)
        return;
    naming->remedy->products[*at / 8] |= (uint8_t)(1u << *at % 8);
    if (naming->remedy->category == REMEDY_FIX)
        naming->reading->advisory->products[*at].has_fix = true;
}

static void read_remedies(struct reading *reading, uint32_t vulnerability)
{
    struct csaf_check document = {
        .json = reading->json, .arena = reading->arena, .group_steps = reading->group_steps};
    for (CSAF_EACH(reading->json, member(reading, vulnerability, "remediations"), item, index)) {
        struct naming naming = {reading, remedy_of(reading, item)};
        csaf_each_product(&document, item, name_product, &naming);
        (void)index;
    }
    reading->group_steps = document.group_steps;
    reading->over |= csaf_has_too_many_groups(&document);
}

static int by_category(const void *a, const void *b)
{
    return (int)((const struct advisory_remedy *)a)->category -
           (int)((const struct advisory_remedy *)b)->category;
}

/* --- scores ------------------------------------------------------------------------------------
 */

/* "9.8" → 98. */
static int tenths(str number)
{
    size_t dot = str_find_char(number, '.');
    uint64_t whole = 0, part = 0;
    if (!str_to_u64(str_of(number.p, dot), 10, &whole))
        return 0;
    if (dot < number.n && !str_to_u64(str_of(number.p + dot + 1, 1), 9, &part))
        return 0;
    return (int)(whole * 10 + part);
}

static void read_score(const struct reading *reading, uint32_t vulnerability,
                       struct advisory_vulnerability *to)
{
    static const char *const versions[] = {"cvss_v3", "cvss_v2"};
    uint32_t scores = member(reading, vulnerability, "scores");
    for (CSAF_EACH(reading->json, scores, item, index)) {
        for (size_t i = 0; i < COUNT_OF(versions); i++) {
            uint32_t cvss = member(reading, item, versions[i]),
                     number = cvss ? member(reading, cvss, "baseScore") : 0;
            if (!number || json_type(reading->json, number) != JSON_NUMBER)
                continue;
            int score = tenths(json_slice(reading->json, number));
            if (score > to->score) {
                to->score = score;
                to->vector = text_at(reading, cvss, "vectorString");
            }
            break;
        }
        (void)index;
    }
}

/* --- vulnerabilities ---------------------------------------------------------------------------
 */

static void read_vulnerabilities(struct reading *reading)
{
    struct advisory *advisory = reading->advisory;
    uint32_t list = member(reading, 0, "vulnerabilities");
    size_t count =
        list && json_type(reading->json, list) == JSON_ARRAY ? json_count(reading->json, list) : 0;
    if (count > ADVISORY_VULNERABILITIES_MAX ||
        count * advisory->product_count > ADVISORY_PAIRS_MAX) {
        reading->over = true;
        return;
    }
    advisory->vulnerabilities =
        ARENA_ARRAY(reading->arena, struct advisory_vulnerability, count + 1);
    advisory->vulnerability_count = count;
    for (size_t i = 0; i < advisory->product_count; i++)
        advisory->products[i].states = ARENA_ARRAY(reading->arena, uint8_t, count + 1);
    for (CSAF_EACH(reading->json, list, item, index)) {
        struct advisory_vulnerability *to = &advisory->vulnerabilities[index];
        to->cve = text_at(reading, item, "cve");
        uint32_t ids = member(reading, item, "ids");
        if (!to->cve.n && ids && json_count(reading->json, ids))
            to->cve = text_at(reading, ids + 1, "text");
        to->title = text_at(reading, item, "title");
        read_score(reading, item, to);
        advisory->score = to->score > advisory->score ? to->score : advisory->score;
        read_states(reading, item, index);
        read_remedies(reading, item);
    }
    if (advisory->remedy_count)
        qsort(advisory->remedies, advisory->remedy_count, sizeof *advisory->remedies, by_category);
}

/* --- digest ------------------------------------------------------------------------------------
 */

/* Adds a value without the white space between its tokens. */
static void add_compact(const struct json *json, uint32_t token, struct buf *out)
{
    str text = json_slice(json, token);
    bool in_string = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (in_string && c == '\\' && i + 1 < text.n) {
            buf_add(out, str_of(text.p + i, 2));
            i++;
            continue;
        }
        in_string ^= c == '"';
        if (in_string || (c != ' ' && c != '\n' && c != '\t' && c != '\r'))
            buf_add_char(out, c);
    }
}

static void make_digest(struct reading *reading)
{
    static const char *const members[] = {"cve", "ids", "product_status", "remediations"};
    const struct json *json = reading->json;
    struct buf text = {0};
    uint32_t tree = member(reading, 0, "product_tree"),
             list = member(reading, 0, "vulnerabilities");
    if (tree)
        add_compact(json, tree, &text);
    for (CSAF_EACH(json, list, item, index)) {
        for (size_t i = 0; i < COUNT_OF(members); i++) {
            uint32_t token = member(reading, item, members[i]);
            buf_printf(&text, "\n%u.%s:", index, members[i]);
            if (token)
                add_compact(json, token, &text);
        }
    }
    str piece = buf_str(&text);
    struct sha256 digest = sha256_of(&piece, 1);
    sha256_hex(&digest, reading->advisory->digest);
    buf_release(&text);
}

/* --- the document ------------------------------------------------------------------------------
 */

static void read_head(const struct reading *reading)
{
    struct advisory *advisory = reading->advisory;
    advisory->id = text_at(reading, 0, "document.tracking.id");
    advisory->version = text_at(reading, 0, "document.tracking.version");
    advisory->status = text_at(reading, 0, "document.tracking.status");
    advisory->released = text_at(reading, 0, "document.tracking.current_release_date");
    advisory->initially_released = text_at(reading, 0, "document.tracking.initial_release_date");
    advisory->publisher = text_at(reading, 0, "document.publisher.name");
    advisory->publisher_namespace = text_at(reading, 0, "document.publisher.namespace");
    advisory->title = text_at(reading, 0, "document.title");
    advisory->language = text_at(reading, 0, "document.lang");
    advisory->severity = text_at(reading, 0, "document.aggregate_severity.text");
}

err_t advisory_read(struct arena *arena, str text, struct advisory *ret_advisory, struct fail *why)
{
    struct json json;
    err_t rc = json_read(text, &json, why);
    if (rc != ERR_OK)
        return rc;
    *ret_advisory = (struct advisory){0};
    struct reading reading = {.arena = arena, .json = &json, .advisory = ret_advisory};
    read_head(&reading);
    if (!ret_advisory->id.n || !ret_advisory->publisher.n)
        rc = fail_set(why, ERR_INVALID, 0, STR("$.document"),
                      "no tracking id, or no name of the publisher");
    else {
        read_products(&reading);
        read_vulnerabilities(&reading);
        make_digest(&reading);
        if (!ret_advisory->severity.n)
            ret_advisory->severity = str_from(cvss_severity(ret_advisory->score));
        if (reading.over)
            rc = fail_set(why, ERR_TOO_LARGE, 0, STR("$"),
                          "more than %d products or %d vulnerabilities", ADVISORY_PRODUCTS_MAX,
                          ADVISORY_VULNERABILITIES_MAX);
    }
    map_release(&reading.by_id);
    map_release(&reading.remedies);
    json_release(&json);
    return rc;
}

bool advisory_is_newer(str a, str a_released, str b, str b_released)
{
    struct version first, second;
    int64_t first_ms, second_ms;
    if (version_read(a, &first) && version_read(b, &second)) {
        enum version_order order = version_compare(&first, &second);
        if (order != VERSION_UNKNOWN)
            return order == VERSION_GREATER;
    }
    return clock_parse(a_released, &first_ms) && clock_parse(b_released, &second_ms) &&
           first_ms > second_ms;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_products.c - the product tree, and who names products: tests 6.1.1
 * to 6.1.5, 6.1.13, 6.1.25, 6.1.31. */
#include "base/ascii.h"
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"

struct products {
    struct csaf_check *check;
    struct map defined; /* id -> how often */
    struct map groups;
};

/* --- definitions -------------------------------------------------------------------------------
 */

static void define(struct products *products, struct map *map, enum csaf_rule twice, uint32_t token,
                   const struct csaf_place *place)
{
    str id = csaf_text(products->check, token);
    bool added;
    if (!id.p)
        return;
    ++*map_put(map, id, &added);
    if (!added)
        csaf_report(products->check, twice, place, token, id, STR(""));
}

/* pkg:type/namespace/name@version?qualifiers#subpath; some types ask for a namespace or forbid one.
 * Rule: purl specification. */
static bool is_purl(str text)
{
    static const char *const with_namespace[] = {"alpm",  "apk",    "bitbucket", "composer",
                                                 "deb",   "github", "golang",    "huggingface",
                                                 "maven", "qpkg",   "rpm",       "swift"};
    static const char *const without[] = {"cargo",   "conda", "cran", "gem",
                                          "hackage", "nuget", "pub",  "pypi"};
    if (!str_starts_with(text, STR("pkg:")))
        return false;
    text = str_of(text.p + 4, text.n - 4);
    while (text.n && text.p[0] == '/')
        text = str_of(text.p + 1, text.n - 1);
    size_t slash = str_find_char(text, '/');
    str type = str_of(text.p, slash);
    if (!type.n || slash == text.n || ascii_is_digit(type.p[0]))
        return false;
    str rest = str_of(text.p + slash + 1, text.n - slash - 1);
    rest.n = str_find_char(str_of(rest.p, str_find_char(rest, '?')), '#');
    size_t at = rest.n;
    while (at && rest.p[at - 1] != '@' && rest.p[at - 1] != '/')
        at--;
    if (at && rest.p[at - 1] == '@')
        rest.n = at - 1;
    while (rest.n && rest.p[0] == '/')
        rest = str_of(rest.p + 1, rest.n - 1);
    while (rest.n && rest.p[rest.n - 1] == '/')
        rest.n--;
    bool has_namespace = str_find_char(rest, '/') < rest.n;
    for (size_t i = 0; i < COUNT_OF(with_namespace); i++)
        if (str_equal_nocase(type, str_from(with_namespace[i])) && !has_namespace)
            return false;
    for (size_t i = 0; i < COUNT_OF(without); i++)
        if (str_equal_nocase(type, str_from(without[i])) && has_namespace)
            return false;
    return rest.n > 0;
}

static void check_helper(struct products *products, uint32_t helper, const struct csaf_place *place)
{
    struct csaf_check *check = products->check;
    struct csaf_place here = {.up = place, .name = STR("product_identification_helper")};
    uint32_t purl_token = helper ? json_member(check->json, helper, STR("purl")) : 0;
    str purl = csaf_text(check, purl_token);
    if (purl.p && !is_purl(purl))
        csaf_report(check, CSAF_13, &here, purl_token, purl, STR(""));
    uint32_t hashes = helper ? json_member(check->json, helper, STR("hashes")) : 0;
    for (CSAF_EACH(check->json, hashes, file, index)) {
        uint32_t list = json_member(check->json, file, STR("file_hashes"));
        struct csaf_place file_place = {.up = &here, .name = STR("hashes")},
                          item = {.up = &file_place, .index = index};
        struct map algorithms = {0};
        for (CSAF_EACH(check->json, list, hash, hash_index)) {
            str algorithm = csaf_text(check, json_member(check->json, hash, STR("algorithm")));
            bool added = true;
            if (algorithm.p)
                map_put(&algorithms, algorithm, &added);
            if (!added)
                csaf_report(check, CSAF_25, &item, hash, algorithm, STR(""));
        }
        map_release(&algorithms);
    }
}

static void define_product(struct products *products, uint32_t product,
                           const struct csaf_place *place)
{
    const struct json *json = products->check->json;
    if (!product)
        return;
    define(products, &products->defined, CSAF_2, json_member(json, product, STR("product_id")),
           place);
    check_helper(products, json_member(json, product, STR("product_identification_helper")), place);
}

static bool is_range_word(str word)
{
    static const char *const words[] = {"after", "all",   "before",  "earlier",
                                        "later", "prior", "versions"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal_nocase(word, str_from(words[i])))
            return true;
    return false;
}

/* 6.1.31 names the comparators and words. */
static bool says_range(str name)
{
    if (str_find_char(name, '<') < name.n || str_find_char(name, '>') < name.n)
        return true;
    while (name.n) {
        size_t n = str_find_char(name, ' ');
        if (is_range_word(str_of(name.p, n)))
            return true;
        name = n < name.n ? str_of(name.p + n + 1, name.n - n - 1) : (str){0};
    }
    return false;
}

static void define_branches(struct products *products, uint32_t branches,
                            const struct csaf_place *place)
{
    struct csaf_check *check = products->check;
    struct csaf_place list = {.up = place, .name = STR("branches")};
    for (CSAF_EACH(check->json, branches, branch, index)) {
        struct csaf_place here = {.up = &list, .index = index},
                          product = {.up = &here, .name = STR("product")};
        str category = csaf_text(check, json_member(check->json, branch, STR("category")));
        uint32_t name = json_member(check->json, branch, STR("name"));
        if (str_equal(category, STR("product_version")) && says_range(csaf_text(check, name)))
            csaf_report(check, CSAF_31, &here, name, csaf_text(check, name), STR(""));
        define_product(products, json_member(check->json, branch, STR("product")), &product);
        define_branches(products, json_member(check->json, branch, STR("branches")), &here);
    }
}

static void define_all(struct products *products, uint32_t tree)
{
    struct csaf_check *check = products->check;
    const struct json *json = check->json;
    struct csaf_place place = {.name = STR("product_tree")};
    struct csaf_place names = {.up = &place, .name = STR("full_product_names")},
                      relations = {.up = &place, .name = STR("relationships")},
                      groups = {.up = &place, .name = STR("product_groups")};
    define_branches(products, json_member(json, tree, STR("branches")), &place);
    uint32_t list = json_member(json, tree, STR("full_product_names"));
    for (CSAF_EACH(json, list, product, index))
        define_product(products, product, &(struct csaf_place){.up = &names, .index = index});
    list = json_member(json, tree, STR("relationships"));
    for (CSAF_EACH(json, list, relation, index)) {
        struct csaf_place here = {.up = &relations, .index = index},
                          product = {.up = &here, .name = STR("full_product_name")};
        define_product(products, json_member(json, relation, STR("full_product_name")), &product);
    }
    list = json_member(json, tree, STR("product_groups"));
    for (CSAF_EACH(json, list, group, index))
        define(products, &products->groups, CSAF_5, json_member(json, group, STR("group_id")),
               &(struct csaf_place){.up = &groups, .index = index});
}

/* --- uses --------------------------------------------------------------------------------------
 */

static void use(struct products *products, const struct map *map, enum csaf_rule rule,
                uint32_t token, const struct csaf_place *place)
{
    str id = csaf_text(products->check, token);
    if (id.p && !map_find(map, id))
        csaf_report(products->check, rule, place, token, id, STR(""));
}

static void use_list(struct products *products, uint32_t object, const char *name, bool is_group,
                     const struct csaf_place *place)
{
    struct csaf_place list = {.up = place, .name = str_from(name)};
    uint32_t ids = json_member(products->check->json, object, str_from(name));
    for (CSAF_EACH(products->check->json, ids, id, index)) {
        struct csaf_place here = {.up = &list, .index = index};
        use(products, is_group ? &products->groups : &products->defined, is_group ? CSAF_4 : CSAF_1,
            id, &here);
    }
}

static void use_in_tree(struct products *products, uint32_t tree)
{
    const struct json *json = products->check->json;
    struct csaf_place place = {.name = STR("product_tree")};
    struct csaf_place relations = {.up = &place, .name = STR("relationships")},
                      groups = {.up = &place, .name = STR("product_groups")};
    uint32_t list = json_member(json, tree, STR("relationships"));
    const bool *circles = csaf_circles(products->check, list);
    for (CSAF_EACH(json, list, relation, index)) {
        struct csaf_place here = {.up = &relations, .index = index};
        use(products, &products->defined, CSAF_1,
            json_member(json, relation, STR("product_reference")), &here);
        use(products, &products->defined, CSAF_1,
            json_member(json, relation, STR("relates_to_product_reference")), &here);
        if (circles[index])
            csaf_report(
                products->check, CSAF_3, &here, relation,
                csaf_text(products->check, csaf_at(json, relation, "full_product_name.product_id")),
                STR(""));
    }
    list = json_member(json, tree, STR("product_groups"));
    for (CSAF_EACH(json, list, group, index))
        use_list(products, group, "product_ids", false,
                 &(struct csaf_place){.up = &groups, .index = index});
}

static void use_in_vulnerability(struct products *products, uint32_t vulnerability,
                                 const struct csaf_place *place)
{
    static const char *const states[] = {"first_affected", "first_fixed",        "fixed",
                                         "known_affected", "known_not_affected", "last_affected",
                                         "recommended",    "under_investigation"};
    static const char *const lists[] = {"flags", "remediations", "scores", "threats"};
    const struct json *json = products->check->json;
    struct csaf_place status_place = {.up = place, .name = STR("product_status")};
    uint32_t status = json_member(json, vulnerability, STR("product_status"));
    for (size_t i = 0; status && i < COUNT_OF(states); i++)
        use_list(products, status, states[i], false, &status_place);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct csaf_place list_place = {.up = place, .name = str_from(lists[i])};
        uint32_t list = json_member(json, vulnerability, str_from(lists[i]));
        for (CSAF_EACH(json, list, item, index)) {
            struct csaf_place here = {.up = &list_place, .index = index};
            use_list(products, item, "product_ids", false, &here);
            use_list(products, item, "group_ids", true, &here);
            use_list(products, item, "products", false, &here);
        }
    }
}

void csaf_check_products(struct csaf_check *check)
{
    struct products products = {.check = check};
    uint32_t tree = json_member(check->json, 0, STR("product_tree"));
    if (tree) {
        define_all(&products, tree);
        use_in_tree(&products, tree);
    }
    struct csaf_place list_place = {.name = STR("vulnerabilities")};
    uint32_t list = json_member(check->json, 0, STR("vulnerabilities"));
    for (CSAF_EACH(check->json, list, vulnerability, index))
        use_in_vulnerability(&products, vulnerability,
                             &(struct csaf_place){.up = &list_place, .index = index});
    map_release(&products.defined);
    map_release(&products.groups);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* legacy.c - telling old documents from new ones, and reading them. */
#include "model/legacy.h"

#include "model/legacy_convert.h"

bool legacy_is_xml_namespace(str namespace, str *ret_name)
{
    if (str_equal(namespace, STR("http://www.admin-shell.io/aas/1/0")))
        *ret_name = STR("1.0");
    else if (str_equal(namespace, STR("http://www.admin-shell.io/aas/2/0")))
        *ret_name = STR("2.0");
    else if (str_equal(namespace, STR("http://www.admin-shell.io/aas/3/0")))
        *ret_name = STR("3.0 (release candidate)"); /* the form of 2.0 with a few new names */
    else
        return false;
    return true;
}

/* An object of V1 or V2: it is identified by "identification", or its modelType is an object. */
static bool is_old_object(const struct json *json, uint32_t token, str *ret_name)
{
    struct arena arena = {0};
    uint32_t identification = json_member(json, token, STR("identification"));
    uint32_t model_type = json_member(json, token, STR("modelType"));
    uint32_t id_type = identification ? json_member(json, identification, STR("idType")) : 0;
    bool old = (identification && json_type(json, identification) == JSON_OBJECT) ||
               (model_type && json_type(json, model_type) == JSON_OBJECT);
    bool uri = id_type && json_type(json, id_type) == JSON_STRING &&
               str_equal(json_string(json, id_type, &arena), STR("URI"));
    arena_release(&arena);
    if (old) /* V2 renamed the idType URI to IRI */
        *ret_name = uri ? STR("1.0") : STR("2.0");
    return old;
}

static bool is_old_list(const struct json *json, uint32_t token, str *ret_name)
{
    if (json_type(json, token) != JSON_ARRAY || json_next(json, token) == token + 1)
        return false;
    return is_old_object(json, token + 1, ret_name);
}

bool legacy_is_json(const struct json *json, str *ret_name)
{
    static const str lists[] = {{"assetAdministrationShells", 25},
                                {"submodels", 9},
                                {"assets", 6},
                                {"conceptDescriptions", 19}};
    if (is_old_list(json, 0, ret_name) || is_old_object(json, 0, ret_name))
        return true;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        uint32_t list = json_member(json, 0, lists[i]);
        if (list && is_old_list(json, list, ret_name))
            return true;
    }
    return false;
}

static const struct node *convert(struct legacy_item *root, str name, struct arena *arena,
                                  struct findings *findings)
{
    struct legacy *legacy = ARENA_NEW(arena, struct legacy);
    legacy->arena = arena;
    legacy->findings = findings;
    finding_overlook(findings, RULE_CONVERTED, NULL, root->line, name, (str){0});
    const struct node *node = legacy_environment(legacy, root);
    legacy_report_end(legacy);
    map_release(&legacy->assets);
    return node;
}

err_t legacy_read_xml(str text, struct arena *arena, struct findings *findings,
                      const struct node **ret_root)
{
    struct fail why = {0};
    str namespace = {0}, name = {0};
    struct legacy_item *root = NULL;
    err_t code = legacy_tree_from_xml(text, arena, &namespace, &root, &why);
    if (code != ERR_OK) {
        finding_add_fail(findings, RULE_XML_SYNTAX, &why,
                         findings_line(findings, text, why.offset));
        return code;
    }
    if (!legacy_is_xml_namespace(namespace, &name)) {
        finding_add(findings, SEVERITY_ERROR, RULE_XML_NAMESPACE, NULL, root->line, namespace,
                    (str){0});
        return ERR_INVALID;
    }
    *ret_root = convert(root, name, arena, findings);
    return ERR_OK;
}

err_t legacy_read_json(const struct json *json, struct arena *arena, struct findings *findings,
                       const struct node **ret_root)
{
    str name = STR("2.0");
    legacy_is_json(json, &name);
    *ret_root = convert(legacy_tree_from_json(json, arena), name, arena, findings);
    return ERR_OK;
}

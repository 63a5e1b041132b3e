/* SPDX-License-Identifier: Apache-2.0 */
/* term.c - looks terms up among the children of a collection. */
#include "model/term.h"

#define AID "https://admin-shell.io/idta/AssetInterfacesDescription/1/0/"
#define AIMC "https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/"
#define DATASHEET "https://admin-shell.io/idta/UAServerDatasheet/1/0/"
#define TERM(name, id_short, semantic_id) {id_short, semantic_id},
static const struct {
    const char *id_short, *semantic_id;
} terms[] = {
#include "model/term.def"
};
#undef TERM

const char *term_name(enum term term)
{
    return terms[term].id_short;
}

uint32_t element_children(const struct json *json, uint32_t element)
{
    static const str members[] = {STR("value"), STR("submodelElements")};
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        uint32_t at = json_member(json, element, members[i]);
        if (at && json_type(json, at) == JSON_ARRAY)
            return at;
    }
    return 0;
}

static uint32_t last_item(const struct json *json, uint32_t array)
{
    uint32_t last = 0;
    if (array && json_type(json, array) == JSON_ARRAY)
        for (uint32_t at = array + 1; at < json_next(json, array); at = json_next(json, at))
            last = at;
    return last;
}

static bool reference_ends(const struct json *json, uint32_t reference, str value)
{
    uint32_t key = last_item(json, json_member(json, reference, STR("keys")));
    uint32_t text = key ? json_member(json, key, STR("value")) : 0;
    return text && json_type(json, text) == JSON_STRING &&
           str_equal(json_string_raw(json, text), value);
}

bool element_means(const struct json *json, uint32_t element, str value)
{
    uint32_t reference = json_member(json, element, STR("semanticId"));
    if (reference && reference_ends(json, reference, value))
        return true;
    uint32_t more = json_member(json, element, STR("supplementalSemanticIds"));
    if (more && json_type(json, more) == JSON_ARRAY)
        for (uint32_t at = more + 1; at < json_next(json, more); at = json_next(json, at))
            if (reference_ends(json, at, value))
                return true;
    return false;
}

static bool is_named(const struct json *json, uint32_t element, str id_short)
{
    uint32_t at = json_member(json, element, STR("idShort"));
    if (!at || json_type(json, at) != JSON_STRING)
        return false;
    str name = json_string_raw(json, at);
    if (name.n != id_short.n)
        return false;
    for (size_t i = 0; i < name.n; i++)
        if ((name.p[i] == ':' ? '_' : name.p[i]) != id_short.p[i])
            return false;
    return true;
}

uint32_t element_child(const struct json *json, uint32_t collection, str id_short)
{
    uint32_t children = element_children(json, collection);
    if (children)
        for (uint32_t at = children + 1; at < json_next(json, children); at = json_next(json, at))
            if (is_named(json, at, id_short))
                return at;
    return 0;
}

uint32_t term_find(const struct json *json, uint32_t collection, enum term term)
{
    uint32_t children = element_children(json, collection);
    str meaning = str_from(terms[term].semantic_id);
    if (!children)
        return 0;
    if (meaning.p)
        for (uint32_t at = children + 1; at < json_next(json, children); at = json_next(json, at))
            if (element_means(json, at, meaning))
                return at;
    return element_child(json, collection, str_from(terms[term].id_short));
}

bool element_is_term(const struct json *json, uint32_t element, enum term term)
{
    str meaning = str_from(terms[term].semantic_id);
    return (meaning.p && element_means(json, element, meaning)) ||
           is_named(json, element, str_from(terms[term].id_short));
}

str term_text(const struct json *json, uint32_t collection, enum term term, struct arena *arena)
{
    uint32_t at = term_find(json, collection, term);
    return at ? json_member_text(json, at, STR("value"), arena) : (str){0};
}

bool reference_read(const struct json *json, uint32_t reference, struct arena *arena, str *ret_id,
                    str *ret_path)
{
    str list = STR("SubmodelElementList"), before = STR(""), id = {0};
    struct buf path = {0};
    uint32_t keys = reference ? json_member(json, reference, STR("keys")) : 0;
    if (!keys || json_type(json, keys) != JSON_ARRAY)
        return false;
    for (uint32_t key = keys + 1; key < json_next(json, keys); key = json_next(json, key)) {
        str type = json_member_text(json, key, STR("type"), arena);
        str value = json_member_text(json, key, STR("value"), arena);
        if (!id.p)
            id = str_equal(type, STR("Submodel")) ? arena_dup(arena, value) : STR("");
        else if (str_equal(before, list))
            buf_printf(&path, "[%.*s]", STR_ARG(value));
        else
            buf_printf(&path, "%s%.*s", path.n ? "." : "", STR_ARG(value));
        before = type;
    }
    *ret_id = id;
    *ret_path = arena_dup(arena, buf_str(&path));
    buf_release(&path);
    return id.n && ret_path->n;
}

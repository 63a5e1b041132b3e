/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_common.c - ids, administration, descriptions and qualifiers of old documents. */
#include "codec/lexical.h"
#include "model/legacy_convert.h"

void legacy_referable(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                      const struct place *place)
{
    legacy_set_text(builder, PROP_CATEGORY, legacy_take_text(item, "category"));
    legacy_lang_strings(legacy, item, "displayName", builder, PROP_DISPLAY_NAME, place);
    legacy_lang_strings(legacy, item, "description|descriptions", builder, PROP_DESCRIPTION, place);
    /* The place in the tree says the same as `parent`. */
    legacy_pass_over(item, "parent|modelType");
}

/* --- administration -----------------------------------------------------------------------------
 */

static bool is_number(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.n > 0;
}

static str without_zeros(str number)
{
    while (number.n > 1 && number.p[0] == '0')
        number = str_of(number.p + 1, number.n - 1);
    return number;
}

/* A number of at most four digits, or {NULL, 0} with a finding. */
static str version_number(struct legacy *legacy, str text, const char *what,
                          const struct place *place, uint32_t line)
{
    if (text.n == 0 || lexical_is_version(text))
        return text.n ? text : (str){0};
    str number = is_number(text) ? without_zeros(text) : (str){0};
    if (number.n && lexical_is_version(number)) {
        legacy_report(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, line, text, number);
        return number;
    }
    legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, line, str_from(what), text);
    return (str){0};
}

/* "1.2" without a revision is version 1, revision 2. */
static void split_version(struct legacy *legacy, str *version, str *revision,
                          const struct place *place, uint32_t line)
{
    size_t dot = str_find_char(*version, '.');
    if (revision->n || dot == version->n)
        return;
    str head = str_of(version->p, dot);
    str tail = str_of(version->p + dot + 1, version->n - dot - 1);
    if (!is_number(head) || !is_number(tail) || !lexical_is_version(without_zeros(head)) ||
        !lexical_is_version(without_zeros(tail)))
        return;
    head = without_zeros(head);
    tail = without_zeros(tail);
    legacy_report(
        legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, line, *version,
        arena_printf(legacy->arena, "version %.*s, revision %.*s", STR_ARG(head), STR_ARG(tail)));
    *version = head;
    *revision = tail;
}

static void administration(struct legacy *legacy, struct legacy_item *item,
                           struct node_builder *builder, const struct place *up)
{
    struct place place = {.up = up, .property = PROP_ADMINISTRATION, .index = -1};
    struct legacy_item *found = legacy_take(item, "administration");
    if (!found)
        return;
    str version = legacy_take_text(found, "version");
    str revision = legacy_take_text(found, "revision");
    split_version(legacy, &version, &revision, &place, found->line);
    version = version_number(legacy, version, "version", &place, found->line);
    revision = version_number(legacy, revision, "revision", &place, found->line);
    if (revision.n && !version.n) {
        version = STR("0"); /* AASd-005: no revision without a version */
        legacy_report(legacy, SEVERITY_INFO, RULE_CONVERTED_ADDED, &place, found->line,
                      STR("version"), version);
    }
    legacy_pass_over(found, "modelType");
    legacy_report_rest(legacy, found, &place);
    if (!version.n)
        return;
    struct node_builder node = node_begin(CLASS_ADMINISTRATIVE_INFORMATION, found->line);
    node_set_text(&node, PROP_VERSION, version);
    legacy_set_text(&node, PROP_REVISION, revision);
    node_set_node(builder, PROP_ADMINISTRATION, node_finish(&node, legacy->arena));
}

/* --- identification -----------------------------------------------------------------------------
 */

str legacy_take_id(struct legacy_item *item, str *ret_id_type)
{
    struct legacy_item *found = legacy_take(item, "identification");
    if (!found)
        return legacy_take_text(item, "id");
    *ret_id_type = legacy_take_text(found, "idType");
    str id = legacy_take_text(found, "id");
    if (!id.n && found->text.p)
        id = legacy_trim(found->text);
    return id.n ? id : (str){0};
}

/* ISO 29002-5 ids begin with a four-digit authority: 0173-1#02-AAO677#002. */
static bool looks_like_irdi(str id)
{
    return id.n > 5 && is_number(str_of(id.p, 4)) && (id.p[4] == '-' || id.p[4] == '/');
}

/* Whether everybody sees from the id itself what its idType said. */
static bool id_shows_type(str id, str type)
{
    if (str_equal_nocase(type, STR("IRDI")))
        return looks_like_irdi(id);
    if (str_equal_nocase(type, STR("IRI")) || str_equal_nocase(type, STR("URI")))
        return str_find_char(id, ':') < id.n || str_find_char(id, '/') < id.n;
    return type.n == 0;
}

void legacy_identifiable(struct legacy *legacy, struct legacy_item *item,
                         struct node_builder *builder, struct place *place)
{
    str name = legacy_take_text(item, "idShort"), type = {0};
    if (name.n) {
        str valid = legacy_id_short(legacy->arena, name);
        place->id_short = valid;
        node_set_text(builder, PROP_ID_SHORT, valid);
        if (!str_equal(valid, name))
            legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, item->line, name,
                          valid);
    }
    str id = legacy_take_id(item, &type);
    legacy_set_text(builder, PROP_ID, id);
    if (!id_shows_type(id, type))
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_LOST, place, item->line,
                               STR("idType"), type);
    administration(legacy, item, builder, place);
    legacy_referable(legacy, item, builder, place);
}

/* --- qualifiers ---------------------------------------------------------------------------------
 */

/* The qualifiers of one element and how often each type was there. */
struct qualifier_list {
    struct node_list nodes;
    struct map types;
};

/* AASd-021: each type once; a second one gets a number. */
static str unique_type(struct legacy *legacy, str type, struct map *types)
{
    bool added;
    uint64_t count = ++*map_put(types, type, &added);
    str with = type;
    while (!added) {
        with = arena_printf(legacy->arena, "%.*s_%llu", STR_ARG(type), (unsigned long long)count);
        count++;
        *map_put(types, with, &added) += 1;
    }
    return with;
}

static const struct node *qualifier(struct legacy *legacy, struct legacy_item *item,
                                    const struct place *place, struct map *types)
{
    struct node_builder builder = node_begin(CLASS_QUALIFIER, item->line);
    str type = legacy_take_text(item, "type|qualifierType");
    struct legacy_item *held = legacy_take(item, "value|qualifierValue");
    str value = held && held->text.n ? held->text : (str){0};
    str value_type = legacy_take_text(item, "valueType");
    if (!value_type.n) {
        struct legacy_item *object = legacy_take(item, "valueType");
        value_type = legacy_take_text(legacy_take(object, "dataObjectType"), "name");
    }
    if (!type.n) {
        type = STR("Qualifier");
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_ADDED, place, item->line,
                      STR("type"), type);
    }
    str with = unique_type(legacy, type, types);
    if (!str_equal(with, type))
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, item->line, type,
                      with);
    enum xsd_type xsd = legacy_value_type(legacy, value_type, value, place, item->line);
    node_set_text(&builder, PROP_TYPE, with);
    node_set_enum(&builder, PROP_VALUE_TYPE, xsd_type_name(xsd));
    legacy_set_text(&builder, PROP_VALUE, value);
    legacy_set_reference(legacy, item, "valueId|qualifierValueId", &builder, PROP_VALUE_ID,
                         LEGACY_SEMANTIC, place);
    legacy_set_reference(legacy, item, "semanticId", &builder, PROP_SEMANTIC_ID, LEGACY_SEMANTIC,
                         place);
    legacy_pass_over(item, "modelType");
    legacy_report_rest(legacy, item, place);
    return node_finish(&builder, legacy->arena);
}

static bool is_formula(struct legacy_item *item)
{
    struct legacy_item *model_type = legacy_take(item, "modelType");
    str name =
        model_type && model_type->text.n ? model_type->text : legacy_take_text(model_type, "name");
    return legacy_name_is(item, "formula") || str_equal(name, STR("Formula")) ||
           legacy_name_is(item->first ? item->first : item, "dependsOn");
}

static void add_qualifier(struct legacy *legacy, struct legacy_item *item,
                          struct qualifier_list *list, const struct place *place)
{
    struct place here = {.up = place, .property = PROP_NONE, .index = (int32_t)list->nodes.count};
    if (legacy_is_empty(item))
        return;
    if (is_formula(item)) {
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, item->line,
                      STR("Formula"), legacy_excerpt(item, legacy->arena));
        return;
    }
    node_list_add(&list->nodes, legacy->arena, qualifier(legacy, item, &here, &list->types));
}

void legacy_qualifiers(struct legacy *legacy, struct legacy_item *item,
                       struct node_builder *builder, const struct place *place)
{
    struct place here = {.up = place, .property = PROP_QUALIFIERS, .index = -1};
    struct qualifier_list list = {0};
    struct legacy_items found =
        legacy_take_repeated(legacy->arena, item, "qualifier|qualifiers|constraints");
    for (size_t i = 0; i < found.count; i++) {
        struct legacy_item *outer = found.items[i];
        bool wrapper = false;
        for (struct legacy_item *child = outer->first; child; child = child->next) {
            if (!legacy_name_is(child, "qualifier|formula"))
                continue;
            wrapper = child->taken = true;
            add_qualifier(legacy, child, &list, &here);
        }
        if (wrapper)
            legacy_report_rest(legacy, outer, &here);
        else
            add_qualifier(legacy, outer, &list, &here);
    }
    node_set_list(builder, PROP_QUALIFIERS, list.nodes.items, list.nodes.count);
    map_release(&list.types);
}

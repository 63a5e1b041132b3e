/* SPDX-License-Identifier: Apache-2.0 */
/* value_apply.c - one small reader for each class that has a value form, in a table. */
#include "model/value_apply.h"

#include "codec/xsd.h"
#include "model/patch.h"

struct apply {
    const struct json *json;
    struct arena *arena;
    struct findings *findings;
    struct buf path; /* idShortPath below the element that was asked for */
    struct fail *why;
};

static err_t apply_element(struct apply *apply, const struct node *element, uint32_t token,
                           const struct node **ret_element);

static err_t fail_form(struct apply *apply, const char *expected)
{
    return fail_set(apply->why, ERR_INVALID, 0, buf_str(&apply->path), "%s is expected", expected);
}

static bool is(const struct apply *apply, uint32_t token, enum json_type type)
{
    return json_type(apply->json, token) == type;
}

static str text_of(const struct apply *apply, uint32_t token)
{
    return json_string(apply->json, token, apply->arena);
}

/* --- texts and references ------------------------------------------------------------------- */

static err_t set_text(struct apply *apply, struct node_builder *builder, enum property property,
                      uint32_t token)
{
    if (!is(apply, token, JSON_STRING))
        return fail_form(apply, "a string");
    node_set_text(builder, property, text_of(apply, token));
    return ERR_OK;
}

/* A value by its XSD type. JSON strings hold a lexical form of any type, since numbers and booleans
 * have forms that JSON cannot say (INF, NaN). */
static err_t set_typed(struct apply *apply, struct node_builder *builder, enum property property,
                       uint16_t type, uint32_t token)
{
    bool numeric = type != LITERAL_UNKNOWN && xsd_is_numeric((enum xsd_type)type);
    str text;
    switch (json_type(apply->json, token)) {
    case JSON_STRING:
        text = text_of(apply, token);
        break;
    case JSON_NUMBER:
        if (!numeric)
            return fail_form(apply, "a value of the element's valueType");
        text = json_slice(apply->json, token);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        if (type != XSD_BOOLEAN)
            return fail_form(apply, "a value of the element's valueType");
        text = json_slice(apply->json, token);
        break;
    default:
        return fail_form(apply, "a string, number or boolean");
    }
    node_set_text(builder, property, text);
    return ERR_OK;
}

/* Findings of the reader are errors of the value. */
static err_t read_node(struct apply *apply, uint32_t token, enum class_id class,
                       const struct node **ret_node)
{
    size_t before = apply->findings->error_count;
    err_t err = node_read_tape(apply->json, token, class, METAMODEL_3_2, apply->arena,
                               apply->findings, ret_node);
    if (err || apply->findings->error_count > before)
        return fail_form(apply, "a Reference or SpecificAssetId");
    return ERR_OK;
}

static err_t set_reference(struct apply *apply, struct node_builder *builder,
                           enum property property, uint32_t token)
{
    const struct node *reference;
    err_t err = read_node(apply, token, CLASS_REFERENCE, &reference);
    if (!err)
        node_set_node(builder, property, reference);
    return err;
}

static err_t set_specific_asset_ids(struct apply *apply, struct node_builder *builder,
                                    uint32_t token)
{
    if (!is(apply, token, JSON_ARRAY))
        return fail_form(apply, "an array of SpecificAssetIds");
    struct node_list list = {0};
    uint32_t end = json_next(apply->json, token);
    for (uint32_t item = token + 1; item < end; item = json_next(apply->json, item)) {
        const struct node *one;
        err_t err = read_node(apply, item, CLASS_SPECIFIC_ASSET_ID, &one);
        if (err)
            return err;
        node_list_add(&list, apply->arena, one);
    }
    node_set_list(builder, PROP_SPECIFIC_ASSET_IDS, list.items, list.count);
    return ERR_OK;
}

/* --- children ----------------------------------------------------------------------------------
 */

/* Children by idShort, over `items`, a copy of the element's list. */
static err_t apply_members(struct apply *apply, const struct named_nodes *old,
                           const struct node **items, uint32_t token)
{
    uint32_t end = json_next(apply->json, token);
    for (uint32_t key = token + 1; key < end; key = json_next(apply->json, key + 1)) {
        size_t length = apply->path.n;
        str name = text_of(apply, key);
        if (length)
            buf_add_char(&apply->path, '.');
        buf_add(&apply->path, name);
        size_t at = name.n ? named_nodes_find(old, name) : old->nodes.count;
        if (at == old->nodes.count)
            return fail_set(apply->why, ERR_NOT_FOUND, 0, buf_str(&apply->path),
                            "no element of that idShort");
        if (items[at] != old->nodes.items[at])
            return fail_form(apply, "each idShort once");
        err_t err = apply_element(apply, items[at], key + 1, &items[at]);
        if (err)
            return err;
        apply->path.n = length;
    }
    return ERR_OK;
}

static const struct node **copy_items(struct apply *apply, struct nodes old)
{
    const struct node **items = arena_alloc(apply->arena, (old.count + 1) * sizeof(struct node *));
    if (old.count)
        memcpy(items, old.items, old.count * sizeof(struct node *));
    return items;
}

/* An object by idShort; or, as the text of the specification shows statements and annotations, an
 * array of such objects. */
static err_t set_children(struct apply *apply, struct node_builder *builder, enum property list,
                          struct nodes old, uint32_t token)
{
    const struct node **items = copy_items(apply, old);
    struct named_nodes named = named_nodes_of(old);
    err_t err = ERR_OK;
    if (is(apply, token, JSON_OBJECT)) {
        err = apply_members(apply, &named, items, token);
    } else if (is(apply, token, JSON_ARRAY)) {
        uint32_t end = json_next(apply->json, token);
        for (uint32_t item = token + 1; !err && item < end; item = json_next(apply->json, item))
            err = is(apply, item, JSON_OBJECT) ? apply_members(apply, &named, items, item)
                                               : fail_form(apply, "an object by idShort");
    } else {
        err = fail_form(apply, "an object by idShort");
    }
    named_nodes_release(&named);
    if (!err)
        node_set_list(builder, list, items, old.count);
    return err;
}

/* --- classes -----------------------------------------------------------------------------------
 */

/* The members of an object go to properties of their name, each by a function. */
typedef err_t member_setter(struct apply *apply, struct node_builder *builder,
                            const struct node *element, enum property property, uint32_t token);

struct member {
    enum property property;
    member_setter *set;
};

static err_t set_members(struct apply *apply, struct node_builder *builder,
                         const struct node *element, const struct member *members, size_t count,
                         uint32_t token)
{
    if (!is(apply, token, JSON_OBJECT))
        return fail_form(apply, "an object");
    uint32_t end = json_next(apply->json, token), seen = 0;
    for (uint32_t key = token + 1; key < end; key = json_next(apply->json, key + 1)) {
        str name = text_of(apply, key);
        size_t i = 0;
        while (i < count && !str_equal(name, property_name(members[i].property)))
            i++;
        if (i == count || seen & 1u << i)
            return fail_form(apply, "an object with the members of the value-only form, each once");
        seen |= 1u << i;
        err_t err = members[i].set(apply, builder, element, members[i].property, key + 1);
        if (err)
            return err;
    }
    return ERR_OK;
}

static err_t member_text(struct apply *apply, struct node_builder *builder,
                         const struct node *element, enum property property, uint32_t token)
{
    (void)element;
    return set_text(apply, builder, property, token);
}

static err_t member_enum(struct apply *apply, struct node_builder *builder,
                         const struct node *element, enum property property, uint32_t token)
{
    (void)element;
    if (!is(apply, token, JSON_STRING))
        return fail_form(apply, "a string");
    node_set_enum(builder, property, text_of(apply, token));
    return ERR_OK;
}

static err_t member_typed(struct apply *apply, struct node_builder *builder,
                          const struct node *element, enum property property, uint32_t token)
{
    return set_typed(apply, builder, property, node_literal(element, PROP_VALUE_TYPE), token);
}

static err_t member_reference(struct apply *apply, struct node_builder *builder,
                              const struct node *element, enum property property, uint32_t token)
{
    (void)element;
    return set_reference(apply, builder, property, token);
}

static err_t member_asset_ids(struct apply *apply, struct node_builder *builder,
                              const struct node *element, enum property property, uint32_t token)
{
    (void)element, (void)property;
    return set_specific_asset_ids(apply, builder, token);
}

static err_t member_children(struct apply *apply, struct node_builder *builder,
                             const struct node *element, enum property property, uint32_t token)
{
    return set_children(apply, builder, property, node_list(element, property), token);
}

static err_t apply_collection(struct apply *apply, struct node_builder *builder,
                              const struct node *element, uint32_t token)
{
    if (!is(apply, token, JSON_OBJECT))
        return fail_form(apply, "an object by idShort");
    return member_children(apply, builder, element, PROP_VALUE, token);
}

static err_t apply_list(struct apply *apply, struct node_builder *builder,
                        const struct node *element, uint32_t token)
{
    if (!is(apply, token, JSON_ARRAY))
        return fail_form(apply, "an array");
    struct nodes old = node_list(element, PROP_VALUE);
    const struct node **items = copy_items(apply, old);
    size_t length = apply->path.n, i = 0;
    uint32_t end = json_next(apply->json, token);
    for (uint32_t item = token + 1; item < end; item = json_next(apply->json, item), i++) {
        apply->path.n = length;
        buf_printf(&apply->path, "[%zu]", i);
        if (i == old.count)
            return fail_set(apply->why, ERR_NOT_FOUND, 0, buf_str(&apply->path),
                            "the list has fewer items");
        err_t err = apply_element(apply, items[i], item, &items[i]);
        if (err)
            return err;
    }
    apply->path.n = length;
    node_set_list(builder, PROP_VALUE, items, old.count);
    return ERR_OK;
}

static err_t apply_property(struct apply *apply, struct node_builder *builder,
                            const struct node *element, uint32_t token)
{
    return member_typed(apply, builder, element, PROP_VALUE, token);
}

static err_t add_language(struct apply *apply, struct node_list *list, uint32_t key)
{
    if (!is(apply, key + 1, JSON_STRING))
        return fail_form(apply, "a text for each language");
    struct node_builder text = node_begin(CLASS_LANG_STRING_TEXT_TYPE, apply->json->tokens[key].at);
    node_set_text(&text, PROP_LANGUAGE, text_of(apply, key));
    node_set_text(&text, PROP_TEXT, text_of(apply, key + 1));
    node_list_add(list, apply->arena, node_finish(&text, apply->arena));
    return ERR_OK;
}

/* An array of objects with one language each; or one object, as the OpenAPI has it. */
static err_t apply_multi_language(struct apply *apply, struct node_builder *builder,
                                  const struct node *element, uint32_t token)
{
    const struct json *json = apply->json;
    struct node_list list = {0};
    (void)element;
    bool array = is(apply, token, JSON_ARRAY);
    if (!array && !is(apply, token, JSON_OBJECT))
        return fail_form(apply, "an array of objects with one language each");
    uint32_t object = array ? token + 1 : token, end = json_next(json, token);
    for (; object < end; object = json_next(json, object)) {
        if (!is(apply, object, JSON_OBJECT) || (array && json_count(json, object) != 1))
            return fail_form(apply, "an array of objects with one language each");
        uint32_t last = json_next(json, object);
        for (uint32_t key = object + 1; key < last; key = json_next(json, key + 1)) {
            err_t err = add_language(apply, &list, key);
            if (err)
                return err;
        }
    }
    node_set_list(builder, PROP_VALUE, list.items, list.count);
    return ERR_OK;
}

static err_t apply_range(struct apply *apply, struct node_builder *builder,
                         const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_MIN, member_typed}, {PROP_MAX, member_typed}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

/* File and Blob. */
static err_t apply_file(struct apply *apply, struct node_builder *builder,
                        const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_CONTENT_TYPE, member_text},
                                            {PROP_VALUE, member_text}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

static err_t apply_reference(struct apply *apply, struct node_builder *builder,
                             const struct node *element, uint32_t token)
{
    (void)element;
    return set_reference(apply, builder, PROP_VALUE, token);
}

static err_t apply_relationship(struct apply *apply, struct node_builder *builder,
                                const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_FIRST, member_reference},
                                            {PROP_SECOND, member_reference}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

static err_t apply_annotated(struct apply *apply, struct node_builder *builder,
                             const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_FIRST, member_reference},
                                            {PROP_SECOND, member_reference},
                                            {PROP_ANNOTATIONS, member_children}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

static err_t apply_entity(struct apply *apply, struct node_builder *builder,
                          const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_STATEMENTS, member_children},
                                            {PROP_ENTITY_TYPE, member_enum},
                                            {PROP_GLOBAL_ASSET_ID, member_text},
                                            {PROP_SPECIFIC_ASSET_IDS, member_asset_ids}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

static err_t apply_event(struct apply *apply, struct node_builder *builder,
                         const struct node *element, uint32_t token)
{
    static const struct member members[] = {{PROP_OBSERVED, member_reference}};
    return set_members(apply, builder, element, members, COUNT_OF(members), token);
}

typedef err_t element_applier(struct apply *apply, struct node_builder *builder,
                              const struct node *element, uint32_t token);

static const struct applier {
    element_applier *apply;
    enum property taken[2]; /* by null; PROP_NONE: null is no value of this class */
} appliers[CLASS_COUNT] = {
    [CLASS_SUBMODEL_ELEMENT_COLLECTION] = {apply_collection, {PROP_NONE, PROP_NONE}},
    [CLASS_SUBMODEL_ELEMENT_LIST] = {apply_list, {PROP_NONE, PROP_NONE}},
    [CLASS_PROPERTY] = {apply_property, {PROP_VALUE, PROP_NONE}},
    [CLASS_MULTI_LANGUAGE_PROPERTY] = {apply_multi_language, {PROP_VALUE, PROP_NONE}},
    [CLASS_RANGE] = {apply_range, {PROP_MIN, PROP_MAX}},
    [CLASS_FILE] = {apply_file, {PROP_VALUE, PROP_NONE}},
    [CLASS_BLOB] = {apply_file, {PROP_VALUE, PROP_NONE}},
    [CLASS_REFERENCE_ELEMENT] = {apply_reference, {PROP_VALUE, PROP_NONE}},
    [CLASS_RELATIONSHIP_ELEMENT] = {apply_relationship, {PROP_FIRST, PROP_SECOND}},
    [CLASS_ANNOTATED_RELATIONSHIP_ELEMENT] = {apply_annotated, {PROP_NONE, PROP_NONE}},
    [CLASS_ENTITY] = {apply_entity, {PROP_NONE, PROP_NONE}},
    [CLASS_BASIC_EVENT_ELEMENT] = {apply_event, {PROP_NONE, PROP_NONE}},
};

/* As deep as the tape and the reader let values and nodes be. */
static err_t apply_element(struct apply *apply, const struct node *element, uint32_t token,
                           const struct node **ret_element)
{
    const struct applier *applier = &appliers[element->class];
    if (!applier->apply)
        return fail_set(apply->why, ERR_NOT_ALLOWED, 0, class_infos[element->class].name,
                        "this class has no value-only form");
    struct node_builder builder = node_copy(element);
    if (is(apply, token, JSON_NULL) && applier->taken[0] != PROP_NONE) {
        for (size_t i = 0; i < COUNT_OF(applier->taken) && applier->taken[i] != PROP_NONE; i++)
            node_unset(&builder, applier->taken[i]);
    } else {
        err_t err = applier->apply(apply, &builder, element, token);
        if (err)
            return err;
    }
    *ret_element = node_finish(&builder, apply->arena);
    return ERR_OK;
}

err_t value_apply(const struct node *element, const struct json *json, uint32_t token,
                  struct arena *arena, struct findings *findings, const struct node **ret_element,
                  struct fail *why)
{
    struct apply apply = {.json = json, .arena = arena, .findings = findings, .why = why};
    err_t err = apply_element(&apply, element, token, ret_element);
    buf_release(&apply.path);
    return err;
}

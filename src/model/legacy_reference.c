/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_reference.c - references of old documents. They have no type: it follows from the first
 * key. Rules: AASd-121 to AASd-128. */
#include "model/legacy_convert.h"

struct key {
    str type, value;
    uint32_t line;
};

struct keys {
    struct key *items;
    size_t count;
};

/* Old names of key types that have another one today. */
static str key_type_today(str type)
{
    static const struct {
        const char *old, *new;
    } renamed[] = {
        {"BasicEvent", "BasicEventElement"},
        {"Event", "EventElement"},
        {"OperationVariable", "SubmodelElement"},
        {"Asset", "GlobalReference"},
        {"", "GlobalReference"},
    };
    for (size_t i = 0; i < COUNT_OF(renamed); i++)
        if (str_equal(type, str_from(renamed[i].old)))
            return str_from(renamed[i].new);
    return type;
}

/* Keys without a value say nothing and are passed over. */
static struct keys keys_of(struct legacy *legacy, struct legacy_item *item)
{
    struct keys keys = {0};
    struct legacy_item *inner = legacy_take(item, "reference");
    struct legacy_items items = legacy_take_members(legacy->arena, inner ? inner : item, "keys");
    if (items.count == 0)
        items = legacy_take_repeated(legacy->arena, item, "key");
    if (items.count == 0) /* global references of the release candidate of 3.0 */
        items = legacy_take_members(legacy->arena, item, "values");
    keys.items = ARENA_ARRAY(legacy->arena, struct key, items.count);
    for (size_t i = 0; i < items.count; i++) {
        struct legacy_item *key = items.items[i];
        str value = legacy_take_text(key, "value");
        if (!value.n && key->text.p)
            value = legacy_trim(key->text);
        str type = legacy_take_text(key, "type");
        if (value.n)
            keys.items[keys.count++] =
                (struct key){key_type_today(type.p ? type : STR("")), value, key->line};
    }
    return keys;
}

static const struct node *reference_node(struct arena *arena, const char *type,
                                         const struct keys *keys)
{
    struct node_list list = {0};
    for (size_t i = 0; i < keys->count; i++) {
        struct node_builder key = node_begin(CLASS_KEY, keys->items[i].line);
        node_set_enum(&key, PROP_TYPE, keys->items[i].type);
        node_set_text(&key, PROP_VALUE, keys->items[i].value);
        node_list_add(&list, arena, node_finish(&key, arena));
    }
    struct node_builder reference = node_begin(CLASS_REFERENCE, keys->items[0].line);
    node_set_enum(&reference, PROP_TYPE, str_from(type));
    node_set_list(&reference, PROP_KEYS, list.items, list.count);
    return node_finish(&reference, arena);
}

const struct node *legacy_reference_to(struct arena *arena, const char *type, const char *key_type,
                                       str value, uint32_t line)
{
    struct key key = {str_from(key_type), value, line};
    return reference_node(arena, type, &(struct keys){&key, 1});
}

static void change_type(struct legacy *legacy, struct key *key, const char *type,
                        const struct place *place)
{
    if (str_equal(key->type, str_from(type)))
        return;
    legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, key->line,
                           arena_printf(legacy->arena, "Key type %.*s", STR_ARG(key->type)),
                           str_from(type));
    key->type = str_from(type);
}

/* Every key names something outside; a fragment may come last (AASd-124). */
static const struct node *external(struct legacy *legacy, struct keys *keys,
                                   const struct place *place)
{
    for (size_t i = 0; i < keys->count; i++) {
        struct key *key = &keys->items[i];
        bool fragment =
            i > 0 && i + 1 == keys->count && str_equal(key->type, STR("FragmentReference"));
        if (!fragment)
            change_type(legacy, key, "GlobalReference", place);
    }
    return reference_node(legacy->arena, "ExternalReference", keys);
}

/* Behind the first key stand submodel elements by their idShort (AASd-125). */
static const struct node *model(struct legacy *legacy, struct keys *keys, const struct place *place)
{
    for (size_t i = 1; i < keys->count; i++) {
        struct key *key = &keys->items[i];
        uint16_t type = literal_find(ENUM_KEY_TYPES, key->type, METAMODEL_3_1);
        if (type == KEY_TYPE_FRAGMENT_REFERENCE)
            continue;
        if (type >= KEY_TYPE_SUBMODEL_ELEMENTS_COUNT)
            change_type(legacy, key, "SubmodelElement", place);
        key->value = legacy_id_short(legacy->arena, key->value);
    }
    return reference_node(legacy->arena, "ModelReference", keys);
}

/* One key of the type that is asked for, or else the last one. */
static const struct node *to_identifiable(struct legacy *legacy, struct keys *keys,
                                          const char *type, const struct place *place)
{
    struct key *key = &keys->items[keys->count - 1];
    for (size_t i = 0; i < keys->count; i++)
        if (str_equal(keys->items[i].type, str_from(type)))
            key = &keys->items[i];
    change_type(legacy, key, type, place);
    return reference_node(legacy->arena, "ModelReference", &(struct keys){key, 1});
}

const struct node *legacy_reference(struct legacy *legacy, struct legacy_item *item,
                                    enum legacy_role role, const struct place *place)
{
    struct keys keys = keys_of(legacy, item);
    if (keys.count == 0) {
        legacy_report_rest(legacy, item, place);
        return NULL;
    }
    if (role == LEGACY_SUBMODEL)
        return to_identifiable(legacy, &keys, "Submodel", place);
    if (role == LEGACY_SHELL)
        return to_identifiable(legacy, &keys, "AssetAdministrationShell", place);
    if (keys.count > 1 && str_equal(keys.items[0].type, STR("AssetAdministrationShell")) &&
        str_equal(keys.items[1].type, STR("Submodel"))) {
        /* Today a path begins with the submodel. */
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place,
                               keys.items[0].line, STR("Keys AssetAdministrationShell, Submodel"),
                               STR("Submodel"));
        keys = (struct keys){keys.items + 1, keys.count - 1};
    }
    uint16_t first = literal_find(ENUM_KEY_TYPES, keys.items[0].type, METAMODEL_3_1);
    bool concept =
        role == LEGACY_SEMANTIC && (first == KEY_TYPE_CONCEPT_DESCRIPTION || keys.count == 1);
    bool identifiable = first == KEY_TYPE_ASSET_ADMINISTRATION_SHELL ||
                        first == KEY_TYPE_SUBMODEL || first == KEY_TYPE_CONCEPT_DESCRIPTION;
    if (identifiable && !concept)
        return model(legacy, &keys, place);
    return external(legacy, &keys, place);
}

void legacy_set_reference(struct legacy *legacy, struct legacy_item *item, const char *names,
                          struct node_builder *builder, enum property property,
                          enum legacy_role role, const struct place *place)
{
    struct legacy_item *found = legacy_take(item, names);
    if (!found)
        return;
    struct place here = {.up = place, .property = property, .index = -1};
    const struct node *reference = legacy_reference(legacy, found, role, &here);
    if (reference)
        node_set_node(builder, property, reference);
}

str legacy_key_value(struct legacy *legacy, struct legacy_item *item)
{
    if (!item)
        return (str){0};
    struct keys keys = keys_of(legacy, item);
    return keys.count ? keys.items[keys.count - 1].value : (str){0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* meta.c - the rows of meta.def as arrays, and lookups by name. */
#include "model/meta.h"

#include "codec/xsd.h"

#define ABSTRACT CLASS_FLAG_ABSTRACT
#define HAS_MODEL_TYPE CLASS_FLAG_MODEL_TYPE
#define IDENTIFIABLE (CLASS_FLAG_IDENTIFIABLE | CLASS_FLAG_REFERABLE | CLASS_FLAG_MODEL_TYPE)
#define ELEMENT (CLASS_FLAG_SUBMODEL_ELEMENT | CLASS_FLAG_REFERABLE | CLASS_FLAG_MODEL_TYPE)
#define DATA_ELEMENT (ELEMENT | CLASS_FLAG_DATA_ELEMENT)
#define LANG_STRING CLASS_FLAG_LANG_STRING
#define SINCE_3_2 CLASS_FLAG_SINCE_3_2
#define DESCRIPTOR CLASS_FLAG_DESCRIPTOR

#define TEXT(type) SLOT_TEXT, type
#define ENUM(type) SLOT_ENUM, type
#define BOOLEAN SLOT_BOOLEAN, 0
#define NODE(type) SLOT_NODE, type
#define LIST(type) SLOT_LIST, type
#define TEXTS(type) SLOT_TEXTS, type
#define OPTIONAL                                                                                   \
    {                                                                                              \
        CARDINALITY_OPTIONAL, CARDINALITY_OPTIONAL, CARDINALITY_OPTIONAL                           \
    }
#define REQUIRED                                                                                   \
    {                                                                                              \
        CARDINALITY_REQUIRED, CARDINALITY_REQUIRED, CARDINALITY_REQUIRED                           \
    }
#define REQUIRED_UNTIL_3_0                                                                         \
    {                                                                                              \
        CARDINALITY_REQUIRED, CARDINALITY_OPTIONAL, CARDINALITY_OPTIONAL                           \
    }
#define OPTIONAL_SINCE_3_2                                                                         \
    {                                                                                              \
        CARDINALITY_ABSENT, CARDINALITY_ABSENT, CARDINALITY_OPTIONAL                               \
    }
/* The row macro P: its middle argument unfolds into two members. */
#define SLOT_ROW(property, kind_and_type, cardinality) {property, kind_and_type, cardinality},

/* clang-format off */
#define META_CLASS(name, text, flags, rows) static const struct slot name##_slots[] = {rows(SLOT_ROW) {0}};
#include "model/meta.def"
#undef META_CLASS

#define META_CLASS(id, text, class_flags, rows)                                                    \
    [id] = {.name = {text, sizeof(text) - 1}, .flags = (class_flags),                              \
            .slot_count = COUNT_OF(id##_slots) - 1, .slots = id##_slots},
const struct class_info class_infos[CLASS_COUNT] = {
#include "model/meta.def"
};
#undef META_CLASS

#define META_TEXT(id, max_3_0, max_3_1, max_3_2, empty, text_form)                                 \
    [id] = {{max_3_0, max_3_1, max_3_2}, empty, text_form},
const struct text_info text_infos[TEXT_TYPE_COUNT] = {
#include "model/meta.def"
};
#undef META_TEXT

#define META_PROPERTY(id, text) [id] = {text, sizeof(text) - 1},
static const str property_names[PROP_COUNT] = {
#include "model/meta.def"
};
#undef META_PROPERTY

struct literal {
    uint8_t since; /* enum metamodel */
    str text;
};

#define META_ENUM(id, text) [id] = {text, sizeof(text) - 1},
static const str enumeration_names[ENUMERATION_COUNT] = {
#include "model/meta.def"
};
#undef META_ENUM
#undef META_LITERAL

#define META_ENUM(id, text)
#define META_LITERAL(of, id, text, since) {since, {text, sizeof(text) - 1}},
static const struct literal literals[] = {
#include "model/meta.def"
};
#undef META_ENUM
#undef META_LITERAL

/* Counts the literals as they come; FIRST_ of an enumeration is the place of its first literal. */
#define META_ENUM(id, text) FIRST_##id, BEFORE_##id = FIRST_##id - 1,
#define META_LITERAL(of, id, text, since) PLACE_##id,
enum literal_place {
#include "model/meta.def"
    FIRST_PAST_END
};
#undef META_ENUM
#undef META_LITERAL

#define META_ENUM(id, text) [id] = FIRST_##id,
static const uint8_t literal_first[ENUMERATION_COUNT + 1] = {
#include "model/meta.def"
    [ENUMERATION_COUNT] = FIRST_PAST_END
};
#undef META_ENUM
#undef META_LITERAL
/* clang-format on */

str property_name(enum property property)
{
    assert(property < PROP_COUNT);
    return property_names[property];
}

enum class_id class_find(str name)
{
    for (unsigned i = 0; i < CLASS_SUBMODEL_ELEMENT; i++)
        if (str_equal(class_infos[i].name, name))
            return (enum class_id)i;
    return CLASS_NONE;
}

enum class_id class_find_nocase(str name)
{
    for (unsigned i = 0; i < CLASS_SUBMODEL_ELEMENT; i++)
        if (str_equal_nocase(class_infos[i].name, name))
            return (enum class_id)i;
    return CLASS_NONE;
}

enum class_id class_find_xml(str name)
{
    for (unsigned i = 0; i < CLASS_SUBMODEL_ELEMENT; i++) {
        str own = class_infos[i].name;
        if (own.n == name.n && !(class_infos[i].flags & DESCRIPTOR) &&
            (own.p[0] | 0x20) == name.p[0] && memcmp(own.p + 1, name.p + 1, own.n - 1) == 0)
            return (enum class_id)i;
    }
    return CLASS_NONE;
}

uint8_t class_slot(enum class_id class, enum property property)
{
    const struct class_info *info = &class_infos[class];
    for (uint8_t i = 0; i < info->slot_count; i++)
        if (info->slots[i].property == property)
            return i;
    return SLOT_NONE;
}

uint8_t class_slot_named(const struct class_info *info, str name, uint8_t guess)
{
    for (uint8_t i = 0; i < info->slot_count; i++) {
        uint8_t slot = (uint8_t)(guess + i);
        if (slot >= info->slot_count)
            slot = (uint8_t)(slot - info->slot_count);
        if (str_equal(property_names[info->slots[slot].property], name))
            return slot;
    }
    return SLOT_NONE;
}

bool class_is_a(enum class_id class, enum class_id base)
{
    switch (base) {
    case CLASS_SUBMODEL_ELEMENT:
        return class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT);
    case CLASS_DATA_ELEMENT:
        return class_has(class, CLASS_FLAG_DATA_ELEMENT);
    case CLASS_DATA_SPECIFICATION_CONTENT:
        return class == CLASS_DATA_SPECIFICATION_IEC_61360 || class == CLASS_DATA_SPECIFICATION_UOM;
    default:
        return class == base;
    }
}

uint16_t literal_find(enum enumeration enumeration, str text, enum metamodel version)
{
    enum xsd_type type;
    if (enumeration == ENUM_DATA_TYPE_DEF_XSD)
        return xsd_type_find(text, &type) ? (uint16_t)type : LITERAL_UNKNOWN;
    enum enumeration of = enumeration == ENUM_AAS_SUBMODEL_ELEMENTS ? ENUM_KEY_TYPES : enumeration;
    uint16_t end = literal_first[of + 1];
    if (enumeration != of)
        end = (uint16_t)(literal_first[of] + KEY_TYPE_SUBMODEL_ELEMENTS_COUNT);
    for (uint16_t i = literal_first[of]; i < end; i++)
        if (str_equal(literals[i].text, text))
            return version < literals[i].since ? LITERAL_UNKNOWN
                                               : (uint16_t)(i - literal_first[of]);
    return LITERAL_UNKNOWN;
}

str literal_name(enum enumeration enumeration, uint16_t number)
{
    assert(number < literal_count(enumeration));
    if (enumeration == ENUM_DATA_TYPE_DEF_XSD)
        return xsd_type_name((enum xsd_type)number);
    enum enumeration of = enumeration == ENUM_AAS_SUBMODEL_ELEMENTS ? ENUM_KEY_TYPES : enumeration;
    return literals[literal_first[of] + number].text;
}

uint16_t literal_count(enum enumeration enumeration)
{
    if (enumeration == ENUM_DATA_TYPE_DEF_XSD)
        return XSD_COUNT;
    if (enumeration == ENUM_AAS_SUBMODEL_ELEMENTS)
        return KEY_TYPE_SUBMODEL_ELEMENTS_COUNT;
    return (uint16_t)(literal_first[enumeration + 1] - literal_first[enumeration]);
}

str enumeration_name(enum enumeration enumeration)
{
    assert(enumeration < ENUMERATION_COUNT);
    return enumeration_names[enumeration];
}

static const str metamodel_names[METAMODEL_COUNT] = {{"3.0", 3}, {"3.1", 3}, {"3.2", 3}};

bool metamodel_find(str text, enum metamodel *ret_version)
{
    for (unsigned i = 0; i < METAMODEL_COUNT; i++) {
        if (str_equal(metamodel_names[i], text)) {
            *ret_version = (enum metamodel)i;
            return true;
        }
    }
    return false;
}

str metamodel_name(enum metamodel version)
{
    return metamodel_names[version];
}

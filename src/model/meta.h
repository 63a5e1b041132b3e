/* SPDX-License-Identifier: Apache-2.0 */
/* meta.h - what the metamodel's table (meta.def) says, as constants and lookups. */
#ifndef SCHALE_MODEL_META_H
#define SCHALE_MODEL_META_H

#include "base/base.h"

enum metamodel { METAMODEL_3_0, METAMODEL_3_1, METAMODEL_3_2, METAMODEL_COUNT };

#define META_PROPERTY(name, text) name,
enum property {
#include "model/meta.def"
    PROP_COUNT,
    PROP_NONE = 255
};
#undef META_PROPERTY

#define META_TEXT(name, max_3_0, max_3_1, max_3_2, may_be_empty, form) name,
enum text_type {
#include "model/meta.def"
    TEXT_TYPE_COUNT
};
#undef META_TEXT

#define META_ENUM(name, text) name,
enum enumeration {
#include "model/meta.def"
    ENUMERATION_COUNT
};
#undef META_ENUM
#undef META_LITERAL

#define META_CLASS(name, text, flags, rows) name,
enum class_id {
#include "model/meta.def"
    CLASS_COUNT,
    CLASS_NONE = 255
};
#undef META_CLASS

/* Literals, each enumeration counting from 0: ASSET_KIND_TYPE == 0, IEC_DATE == 0 ... The literals
 * of AasSubmodelElements are those of KeyTypes, of DataTypeDefXsd those of enum xsd_type. */
enum asset_kind {
    ASSET_KIND_TYPE,
    ASSET_KIND_INSTANCE,
    ASSET_KIND_ROLE,
    ASSET_KIND_NOT_APPLICABLE,
    ASSET_KIND_BATCH
};
enum modelling_kind { MODELLING_KIND_TEMPLATE, MODELLING_KIND_INSTANCE };
enum qualifier_kind { QUALIFIER_KIND_VALUE, QUALIFIER_KIND_CONCEPT, QUALIFIER_KIND_TEMPLATE };
enum entity_type { ENTITY_TYPE_CO_MANAGED, ENTITY_TYPE_SELF_MANAGED };
enum direction { DIRECTION_INPUT, DIRECTION_OUTPUT };
enum reference_type { REFERENCE_TYPE_EXTERNAL, REFERENCE_TYPE_MODEL };
enum key_type {
    KEY_TYPE_ANNOTATED_RELATIONSHIP_ELEMENT,
    KEY_TYPE_BASIC_EVENT_ELEMENT,
    KEY_TYPE_BLOB,
    KEY_TYPE_CAPABILITY,
    KEY_TYPE_DATA_ELEMENT,
    KEY_TYPE_ENTITY,
    KEY_TYPE_EVENT_ELEMENT,
    KEY_TYPE_FILE,
    KEY_TYPE_MULTI_LANGUAGE_PROPERTY,
    KEY_TYPE_OPERATION,
    KEY_TYPE_PROPERTY,
    KEY_TYPE_RANGE,
    KEY_TYPE_REFERENCE_ELEMENT,
    KEY_TYPE_RELATIONSHIP_ELEMENT,
    KEY_TYPE_SUBMODEL_ELEMENT,
    KEY_TYPE_SUBMODEL_ELEMENT_COLLECTION,
    KEY_TYPE_SUBMODEL_ELEMENT_LIST,
    KEY_TYPE_SUBMODEL_ELEMENTS_COUNT, /* the ones before this are AasSubmodelElements */
    KEY_TYPE_ASSET_ADMINISTRATION_SHELL = KEY_TYPE_SUBMODEL_ELEMENTS_COUNT,
    KEY_TYPE_CONCEPT_DESCRIPTION,
    KEY_TYPE_SUBMODEL,
    KEY_TYPE_IDENTIFIABLE,
    KEY_TYPE_REFERABLE,
    KEY_TYPE_GLOBAL_REFERENCE,
    KEY_TYPE_FRAGMENT_REFERENCE
};
enum data_type_iec_61360 {
    IEC_DATE,
    IEC_STRING,
    IEC_STRING_TRANSLATABLE,
    IEC_INTEGER_MEASURE,
    IEC_INTEGER_COUNT,
    IEC_INTEGER_CURRENCY,
    IEC_REAL_MEASURE,
    IEC_REAL_COUNT,
    IEC_REAL_CURRENCY,
    IEC_BOOLEAN,
    IEC_IRI,
    IEC_IRDI,
    IEC_RATIONAL,
    IEC_RATIONAL_MEASURE,
    IEC_TIME,
    IEC_TIMESTAMP,
    IEC_FILE,
    IEC_HTML,
    IEC_BLOB
};
enum { LITERAL_UNKNOWN = 0xFFFF };

enum class_flag {
    CLASS_FLAG_ABSTRACT = 1,
    CLASS_FLAG_IDENTIFIABLE = 2, /* has an id; stands in one of the environment's lists */
    CLASS_FLAG_SUBMODEL_ELEMENT = 4,
    CLASS_FLAG_DATA_ELEMENT = 8,
    CLASS_FLAG_MODEL_TYPE = 16, /* carries "modelType" in JSON */
    CLASS_FLAG_LANG_STRING = 32,
    CLASS_FLAG_SINCE_3_2 = 64,
    CLASS_FLAG_REFERABLE = 128,
    CLASS_FLAG_DESCRIPTOR = 256, /* of the registries (IDTA-01002): JSON only, and an empty list
                                    of an optional property says nothing */
};

/* SLOT_TEXTS, a list of texts, stands in descriptors only. */
enum slot_kind { SLOT_TEXT, SLOT_ENUM, SLOT_BOOLEAN, SLOT_NODE, SLOT_LIST, SLOT_TEXTS };
enum cardinality { CARDINALITY_ABSENT, CARDINALITY_OPTIONAL, CARDINALITY_REQUIRED };

/* One property of one class. */
struct slot {
    uint8_t property;                     /* enum property */
    uint8_t kind;                         /* enum slot_kind */
    uint8_t type;                         /* enum text_type, enumeration or class_id, by kind */
    uint8_t cardinality[METAMODEL_COUNT]; /* enum cardinality */
};

enum { CLASS_SLOTS_MAX = 20, SLOT_NONE = 255 };

struct class_info {
    str name; /* as in modelType: "SubmodelElementList"; in XML with a small first letter */
    unsigned flags;
    uint8_t slot_count;
    const struct slot *slots;
};

enum text_form {
    FORM_ANY,
    FORM_BASE64,
    FORM_ID_SHORT,
    FORM_CONTENT_TYPE,
    FORM_PATH,
    FORM_VERSION,
    FORM_LANGUAGE,
    FORM_DATE_TIME_UTC,
    FORM_DURATION
};

struct text_info {
    uint32_t characters_max[METAMODEL_COUNT]; /* 0: no limit */
    bool may_be_empty;
    enum text_form form;
};

extern const struct class_info class_infos[CLASS_COUNT];
extern const struct text_info text_infos[TEXT_TYPE_COUNT];

str property_name(enum property property);

/* The class of that name as modelType writes it, or CLASS_NONE. */
enum class_id class_find(str name);

/* The same without regard to the case of letters; names differ in more than that. */
enum class_id class_find_nocase(str name);

/* The class whose XML element has that name ("submodelElementList"), or CLASS_NONE. */
enum class_id class_find_xml(str name);

/* Position of the property among the class's slots, or SLOT_NONE. */
uint8_t class_slot(enum class_id class, enum property property);

/* The slot of the property `name`, or SLOT_NONE; looked for from `guess` on, since properties
 * mostly come in order. */
uint8_t class_slot_named(const struct class_info *info, str name, uint8_t guess);

static inline bool class_has(enum class_id class, enum class_flag flag)
{
    return (class_infos[class].flags & flag) != 0;
}

/* True when `class` is `base` or one of its subclasses (`base` may be abstract). */
bool class_is_a(enum class_id class, enum class_id base);

/* The literal's number in its enumeration, or LITERAL_UNKNOWN; also when the version does not know
 * it. */
uint16_t literal_find(enum enumeration enumeration, str text, enum metamodel version);
/* The literal of that number, and how many there are, whatever the version; AasSubmodelElements has
 * those of KeyTypes. */
str literal_name(enum enumeration enumeration, uint16_t number);
uint16_t literal_count(enum enumeration enumeration);
str enumeration_name(enum enumeration enumeration);

/* "3.1" to METAMODEL_3_1. */
bool metamodel_find(str text, enum metamodel *ret_version);
str metamodel_name(enum metamodel version);

#endif

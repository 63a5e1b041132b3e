/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_element.c - submodel elements of old documents, one row for each class. */
#include "base/base64.h"
#include "model/legacy_convert.h"
#include "model/read.h"

enum { WRAPPERS_MAX = 4 };

typedef void convert_function(struct legacy *legacy, struct legacy_item *item,
                              struct node_builder *builder, const struct place *place);

struct legacy_element_row {
    const char *name; /* as in modelType; in XML with a small first letter */
    enum class_id class;
    convert_function *convert; /* what the class has besides the common properties */
};

/* --- one class each -----------------------------------------------------------------------------
 */

/* "string", {"dataObjectType": {"name": "string"}} */
static str type_name(struct legacy_item *item)
{
    str name = legacy_take_text(item, "valueType");
    struct legacy_item *object = name.n ? NULL : legacy_take(item, "valueType");
    struct legacy_item *inner = legacy_take(object, "dataObjectType");
    return object ? legacy_take_text(inner ? inner : object, "name") : name;
}

/* The text as it is; {NULL, 0} when empty, since old tools wrote an empty value for none. */
static str raw_text(struct legacy_item *item, const char *name)
{
    struct legacy_item *found = legacy_take(item, name);
    return found && found->text.n ? found->text : (str){0};
}

static void property(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                     const struct place *place)
{
    str value = raw_text(item, "value");
    enum xsd_type type = legacy_value_type(legacy, type_name(item), value, place, item->line);
    struct legacy_item *held = legacy_take(item, "value");
    node_set_enum(builder, PROP_VALUE_TYPE, xsd_type_name(type));
    legacy_set_text(builder, PROP_VALUE, value);
    legacy_set_reference(legacy, item, "valueId", builder, PROP_VALUE_ID, LEGACY_SEMANTIC, place);
    if (held)
        legacy_report_rest(legacy, held, place);
}

static void multi_language_property(struct legacy *legacy, struct legacy_item *item,
                                    struct node_builder *builder, const struct place *place)
{
    legacy_lang_strings(legacy, item, "value", builder, PROP_VALUE, place);
    legacy_set_reference(legacy, item, "valueId", builder, PROP_VALUE_ID, LEGACY_SEMANTIC, place);
}

static void range(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                  const struct place *place)
{
    str min = raw_text(item, "min"), max = raw_text(item, "max"), name = type_name(item);
    enum xsd_type type = legacy_value_type(legacy, name, min, place, item->line);
    if (type != XSD_STRING && max.n)
        type = legacy_value_type(legacy, name, max, place, item->line);
    node_set_enum(builder, PROP_VALUE_TYPE, xsd_type_name(type));
    legacy_set_text(builder, PROP_MIN, min);
    legacy_set_text(builder, PROP_MAX, max);
}

static void file(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                 const struct place *place)
{
    (void)legacy;
    (void)place;
    legacy_set_text(builder, PROP_CONTENT_TYPE, legacy_take_text(item, "mimeType|contentType"));
    legacy_set_text(builder, PROP_VALUE, legacy_take_text(item, "value"));
}

static void blob(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                 const struct place *place)
{
    str value = raw_text(item, "value");
    legacy_set_text(builder, PROP_CONTENT_TYPE, legacy_take_text(item, "mimeType|contentType"));
    if (value.n && !base64_is_valid(value)) {
        /* Some tools wrote the bytes as text. */
        struct buf encoded = {0};
        base64_encode(&encoded, value);
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, item->line, value,
                      buf_str(&encoded));
        value = arena_dup(legacy->arena, buf_str(&encoded));
        buf_release(&encoded);
    }
    legacy_set_text(builder, PROP_VALUE, value);
}

static void reference_element(struct legacy *legacy, struct legacy_item *item,
                              struct node_builder *builder, const struct place *place)
{
    legacy_set_reference(legacy, item, "value", builder, PROP_VALUE, LEGACY_ANY, place);
}

static void relationship_element(struct legacy *legacy, struct legacy_item *item,
                                 struct node_builder *builder, const struct place *place)
{
    legacy_set_reference(legacy, item, "first", builder, PROP_FIRST, LEGACY_ANY, place);
    legacy_set_reference(legacy, item, "second", builder, PROP_SECOND, LEGACY_ANY, place);
}

static void annotated_relationship_element(struct legacy *legacy, struct legacy_item *item,
                                           struct node_builder *builder, const struct place *place)
{
    relationship_element(legacy, item, builder, place);
    legacy_elements(legacy, legacy_take_members(legacy->arena, item, "annotations|annotation"),
                    builder, PROP_ANNOTATIONS, place);
}

static void submodel_element_collection(struct legacy *legacy, struct legacy_item *item,
                                        struct node_builder *builder, const struct place *place)
{
    if (str_equal_nocase(legacy_take_text(item, "ordered"), STR("true")))
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_LOST, place, item->line,
                               STR("ordered"), STR("true"));
    /* A collection of today may always hold several elements of one semanticId. */
    legacy_pass_over(item, "allowDuplicates");
    legacy_elements(legacy, legacy_take_members(legacy->arena, item, "value"), builder, PROP_VALUE,
                    place);
}

static void entity(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                   const struct place *place)
{
    str type = legacy_take_text(item, "entityType");
    if (type.n)
        node_set_enum(builder, PROP_ENTITY_TYPE, type);
    legacy_set_text(builder, PROP_GLOBAL_ASSET_ID,
                    legacy_key_value(legacy, legacy_take(item, "assetRef|asset")));
    legacy_elements(legacy, legacy_take_members(legacy->arena, item, "statements"), builder,
                    PROP_STATEMENTS, place);
}

static void basic_event(struct legacy *legacy, struct legacy_item *item,
                        struct node_builder *builder, const struct place *place)
{
    static const struct {
        const char *name;
        enum property property;
        const char *text;
    } added[] = {{"direction", PROP_DIRECTION, "output"}, {"state", PROP_STATE, "on"}};
    legacy_set_reference(legacy, item, "observed", builder, PROP_OBSERVED, LEGACY_ANY, place);
    for (size_t i = 0; i < COUNT_OF(added); i++) {
        str text = legacy_take_text(item, added[i].name);
        if (!text.n) {
            text = str_from(added[i].text);
            legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_ADDED, place, item->line,
                                   str_from(added[i].name), text);
        }
        node_set_enum(builder, added[i].property, text);
    }
}

static const struct legacy_element_row rows[] = {
    {"Property", CLASS_PROPERTY, property},
    {"SubmodelElementCollection", CLASS_SUBMODEL_ELEMENT_COLLECTION, submodel_element_collection},
    {"SubmodelElementStruct", CLASS_SUBMODEL_ELEMENT_COLLECTION, submodel_element_collection},
    {"MultiLanguageProperty", CLASS_MULTI_LANGUAGE_PROPERTY, multi_language_property},
    {"Range", CLASS_RANGE, range},
    {"File", CLASS_FILE, file},
    {"Blob", CLASS_BLOB, blob},
    {"ReferenceElement", CLASS_REFERENCE_ELEMENT, reference_element},
    {"RelationshipElement", CLASS_RELATIONSHIP_ELEMENT, relationship_element},
    {"AnnotatedRelationshipElement", CLASS_ANNOTATED_RELATIONSHIP_ELEMENT,
     annotated_relationship_element},
    {"Capability", CLASS_CAPABILITY, NULL},
    {"Operation", CLASS_OPERATION, legacy_operation},
    {"Entity", CLASS_ENTITY, entity},
    {"BasicEvent", CLASS_BASIC_EVENT_ELEMENT, basic_event},
    {"BasicEventElement", CLASS_BASIC_EVENT_ELEMENT, basic_event},
};

/* --- any element --------------------------------------------------------------------------------
 */

static const struct legacy_element_row *row_of(str name)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_equal_nocase(name, str_from(rows[i].name)))
            return &rows[i];
    return NULL;
}

static str model_type(struct legacy_item *item)
{
    struct legacy_item *found = legacy_take(item, "modelType");
    if (!found)
        return (str){0};
    return found->text.n ? legacy_trim(found->text) : legacy_take_text(found, "name");
}

struct legacy_element legacy_element_find(struct legacy_item *item)
{
    for (unsigned i = 0; i < WRAPPERS_MAX; i++) {
        const struct legacy_element_row *row = row_of(model_type(item));
        if (!row && item->name.p)
            row = row_of(item->name);
        if (row)
            return (struct legacy_element){item, row};
        struct legacy_item *inner = NULL;
        for (struct legacy_item *child = item->first; child && !inner; child = child->next)
            if (!child->attribute && child->name.p &&
                (row_of(child->name) || legacy_name_is(child, "submodelElement|dataElement")))
                inner = child;
        if (!inner)
            break;
        inner->taken = true;
        item = inner;
    }
    return (struct legacy_element){item, NULL};
}

enum class_id legacy_element_class(struct legacy_element element)
{
    return element.row->class;
}

const struct node *legacy_element_convert(struct legacy *legacy, struct legacy_element element,
                                          struct place *place)
{
    struct legacy_item *item = element.item;
    struct node_builder builder = node_begin(element.row->class, item->line);
    legacy_pass_over(item, "idShort");
    node_set_text(&builder, PROP_ID_SHORT, place->id_short);
    legacy_referable(legacy, item, &builder, place);
    legacy_set_reference(legacy, item, "semanticId", &builder, PROP_SEMANTIC_ID, LEGACY_SEMANTIC,
                         place);
    legacy_qualifiers(legacy, item, &builder, place);
    legacy_data_specifications(legacy, item, &builder, place);
    str kind = legacy_take_text(item, "kind");
    bool template = str_equal(kind, STR("Template")) || str_equal(kind, STR("Type"));
    if (template && !legacy->in_template)
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_LOST, place, item->line,
                               STR("The kind of a submodel element"), kind);
    legacy->depth++;
    if (element.row->convert)
        element.row->convert(legacy, item, &builder, place);
    legacy->depth--;
    legacy_report_rest(legacy, item, place);
    return node_finish(&builder, legacy->arena);
}

/* Elements of a class that is no more, and those that are nested too deep. */
static bool is_lost(struct legacy *legacy, struct legacy_element element, const struct place *place)
{
    if (element.row && legacy->depth < ELEMENT_DEPTH_MAX)
        return false;
    if (element.row)
        finding_add(legacy->findings, SEVERITY_ERROR, RULE_DEPTH, place, element.item->line,
                    STR("64"), (str){0});
    str type = model_type(element.item);
    if (!type.n)
        type = element.item->name.p ? element.item->name : STR("An element without modelType");
    legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, element.item->line, type,
                  legacy_excerpt(element.item, legacy->arena));
    return true;
}

void legacy_elements(struct legacy *legacy, struct legacy_items items, struct node_builder *builder,
                     enum property property, const struct place *up)
{
    struct place place = {.up = up, .property = property, .index = -1};
    struct legacy_element *elements =
        ARENA_ARRAY(legacy->arena, struct legacy_element, items.count);
    str *names = ARENA_ARRAY(legacy->arena, str, items.count);
    uint32_t *lines = ARENA_ARRAY(legacy->arena, uint32_t, items.count);
    enum class_id *classes = ARENA_ARRAY(legacy->arena, enum class_id, items.count);
    struct node_list list = {0};
    size_t count = 0;
    for (size_t i = 0; i < items.count; i++) {
        struct legacy_element element = legacy_element_find(items.items[i]);
        if (legacy_is_empty(items.items[i]) || is_lost(legacy, element, &place))
            continue;
        if (element.item != items.items[i])
            legacy_report_rest(legacy, items.items[i], &place);
        names[count] = legacy_take_text(element.item, "idShort");
        lines[count] = element.item->line;
        classes[count] = element.row->class;
        elements[count++] = element;
    }
    legacy_unique_names(legacy, names, lines, classes, count, &place);
    for (size_t i = 0; i < count; i++) {
        struct place here = {.up = &place,
                             .property = PROP_NONE,
                             .index = (int32_t)i,
                             .id_short = names[i],
                             .element = true};
        node_list_add(&list, legacy->arena, legacy_element_convert(legacy, elements[i], &here));
    }
    node_set_list(builder, property, list.items, list.count);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_iec61360.c - data specifications of old documents. Only IEC 61360 has a form today
 * (IDTA-01003-a); a data specification that is only named has no place any more. */
#include "base/utf8.h"
#include "model/legacy_convert.h"

static const char template_id[] =
    "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3";

static void level_type(struct legacy *legacy, struct legacy_item *item,
                       struct node_builder *content, const struct place *place)
{
    static const struct {
        const char *text;
        enum property property;
    } levels[] = {{"Min", PROP_MIN}, {"Nom", PROP_NOM}, {"Typ", PROP_TYP}, {"Max", PROP_MAX}};
    struct legacy_items found = legacy_take_repeated(legacy->arena, item, "levelType");
    struct node_builder builder = node_begin(CLASS_LEVEL_TYPE, item->line);
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        node_set_boolean(&builder, levels[i].property, false);
    for (size_t i = 0; i < found.count; i++) {
        str text = found.items[i]->text.p ? legacy_trim(found.items[i]->text) : (str){0};
        bool known = text.n == 0;
        for (size_t k = 0; text.n && k < COUNT_OF(levels); k++) {
            if (str_equal_nocase(text, str_from(levels[k].text))) {
                node_set_boolean(&builder, levels[k].property, true);
                known = any = true;
            }
        }
        if (!known)
            legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place,
                          found.items[i]->line, STR("levelType"), text);
        legacy_report_rest(legacy, found.items[i], place);
    }
    if (any)
        node_set_node(content, PROP_LEVEL_TYPE, node_finish(&builder, legacy->arena));
}

static void value_list(struct legacy *legacy, struct legacy_item *item,
                       struct node_builder *content, const struct place *up)
{
    struct place place = {.up = up, .property = PROP_VALUE_LIST, .index = -1};
    struct legacy_item *found = legacy_take(item, "valueList");
    struct legacy_items pairs = legacy_take_repeated(
        legacy->arena, found,
        "valueReferencePair|valueReferencePairs|valueReferencePairTypes|valueReferencePairType");
    struct node_list list = {0};
    for (size_t i = 0; i < pairs.count; i++) {
        struct legacy_item *pair = pairs.items[i];
        struct node_builder builder = node_begin(CLASS_VALUE_REFERENCE_PAIR, pair->line);
        legacy_set_text(&builder, PROP_VALUE, legacy_take_text(pair, "value"));
        legacy_set_reference(legacy, pair, "valueId", &builder, PROP_VALUE_ID, LEGACY_SEMANTIC,
                             &place);
        /* In metamodel 3 the values of a list have no type of their own. */
        legacy_report_rest(legacy, pair, &place);
        if (builder.present)
            node_list_add(&list, legacy->arena, node_finish(&builder, legacy->arena));
    }
    if (found)
        legacy_report_rest(legacy, found, &place);
    if (list.count == 0)
        return;
    struct node_builder builder = node_begin(CLASS_VALUE_LIST, found->line);
    node_set_list(&builder, PROP_VALUE_REFERENCE_PAIRS, list.items, list.count);
    node_set_node(content, PROP_VALUE_LIST, node_finish(&builder, legacy->arena));
}

static void data_type(struct legacy *legacy, struct legacy_item *item, struct node_builder *content,
                      const struct place *place)
{
    str name = legacy_take_text(item, "dataType");
    str literal = name.n ? legacy_iec_data_type(legacy->arena, name) : (str){0};
    if (literal.n) {
        node_set_enum(content, PROP_DATA_TYPE, literal);
        if (!str_equal(literal, name))
            legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, place, item->line,
                                   name, literal);
    } else if (name.n) {
        legacy_report_repeated(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, item->line,
                               STR("dataType"), name);
    }
}

/* A plain text, or the first of a list of texts in languages, which only V1 allowed here. */
static str plain_text(struct legacy *legacy, struct legacy_item *item, const char *name,
                      const struct place *place)
{
    str text = legacy_take_text(item, name);
    struct legacy_item *holder = legacy_take(item, name);
    for (struct legacy_item *child = holder ? holder->first : NULL; child && !text.n;
         child = child->next) {
        if (child->attribute || legacy_is_empty(child))
            continue;
        child->taken = true;
        legacy_pass_over(child, "lang|language");
        text = child->text.n ? legacy_trim(child->text) : legacy_take_text(child, "text");
    }
    if (holder)
        legacy_report_rest(legacy, holder, place);
    return text.n ? text : (str){0};
}

static const struct node *content_of(struct legacy *legacy, struct legacy_item *item,
                                     const struct place *place)
{
    struct node_builder builder = node_begin(CLASS_DATA_SPECIFICATION_IEC_61360, item->line);
    legacy_lang_strings(legacy, item, "preferredName", &builder, PROP_PREFERRED_NAME, place);
    legacy_lang_strings(legacy, item, "shortName", &builder, PROP_SHORT_NAME, place);
    legacy_lang_strings(legacy, item, "definition", &builder, PROP_DEFINITION, place);
    legacy_set_text(&builder, PROP_UNIT, legacy_take_text(item, "unit"));
    legacy_set_reference(legacy, item, "unitId", &builder, PROP_UNIT_ID, LEGACY_SEMANTIC, place);
    legacy_set_text(&builder, PROP_SOURCE_OF_DEFINITION,
                    plain_text(legacy, item, "sourceOfDefinition", place));
    legacy_set_text(&builder, PROP_SYMBOL, legacy_take_text(item, "symbol"));
    data_type(legacy, item, &builder, place);
    legacy_set_text(&builder, PROP_VALUE_FORMAT, legacy_take_text(item, "valueFormat"));
    value_list(legacy, item, &builder, place);
    legacy_set_text(&builder, PROP_VALUE, legacy_take_text(item, "value"));
    level_type(legacy, item, &builder, place);
    legacy_pass_over(item, "modelType");
    legacy_report_rest(legacy, item, place);
    return builder.present ? node_finish(&builder, legacy->arena) : NULL;
}

/* A data specification that is only named. */
static void report_named(struct legacy *legacy, struct legacy_item *item, const struct place *place)
{
    if (item->list) {
        for (struct legacy_item *child = item->first; child; child = child->next)
            report_named(legacy, child, place);
        return;
    }
    str id = legacy_key_value(legacy, item);
    legacy_report_rest(legacy, item, place);
    if (id.n)
        legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_LOST, place, item->line,
                               STR("A dataSpecification without content"), id);
}

static void specification(struct legacy *legacy, struct legacy_item *item, struct node_list *list,
                          const struct place *up)
{
    struct place outer = {.up = up, .property = PROP_NONE, .index = (int32_t)list->count};
    struct place place = {.up = &outer, .property = PROP_DATA_SPECIFICATION_CONTENT, .index = -1};
    struct legacy_item *named = legacy_take(item, "dataSpecification|hasDataSpecification");
    struct legacy_item *content = legacy_take(item, "dataSpecificationContent");
    struct legacy_item *iec = legacy_take(
        content, "dataSpecificationIEC61360|DataSpecificationIEC61360|dataSpecificationIec61360");
    bool direct = content && !iec;
    if (direct) /* JSON: the content itself, told by what every one of them has */
        iec = legacy_take(content, "preferredName|shortName|definition|dataType") ? content : NULL;
    const struct node *node = iec ? content_of(legacy, iec, &place) : NULL;
    if (!node) {
        if (named)
            report_named(legacy, named, up);
    } else {
        str old = named ? legacy_excerpt(named, legacy->arena) : (str){0};
        if (old.n)
            legacy_report_repeated(legacy, SEVERITY_INFO, RULE_CONVERTED_CHANGED, up, item->line,
                                   STR("dataSpecification"), str_from(template_id));
        struct node_builder builder = node_begin(CLASS_EMBEDDED_DATA_SPECIFICATION, item->line);
        node_set_node(&builder, PROP_DATA_SPECIFICATION,
                      legacy_reference_to(legacy->arena, "ExternalReference", "GlobalReference",
                                          str_from(template_id), item->line));
        node_set_node(&builder, PROP_DATA_SPECIFICATION_CONTENT, node);
        node_list_add(list, legacy->arena, node_finish(&builder, legacy->arena));
    }
    if (content && content != iec)
        legacy_report_rest(legacy, content, &place);
    legacy_report_rest(legacy, item, up);
}

void legacy_data_specifications(struct legacy *legacy, struct legacy_item *item,
                                struct node_builder *builder, const struct place *up)
{
    struct place place = {.up = up, .property = PROP_EMBEDDED_DATA_SPECIFICATIONS, .index = -1};
    struct node_list list = {0};
    struct legacy_items found = legacy_take_repeated(
        legacy->arena, item, "embeddedDataSpecification|embeddedDataSpecifications");
    for (size_t i = 0; i < found.count; i++)
        specification(legacy, found.items[i], &list, &place);
    found = legacy_take_repeated(legacy->arena, item, "hasDataSpecification|dataSpecification");
    for (size_t i = 0; i < found.count; i++)
        if (!legacy_is_empty(found.items[i]))
            report_named(legacy, found.items[i], up);
    node_set_list(builder, PROP_EMBEDDED_DATA_SPECIFICATIONS, list.items, list.count);
}

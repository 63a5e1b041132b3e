/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - the walk over a tree of nodes: what the table asks of each property, then the rules of
 * the class. */
#include "model/check.h"

#include <pthread.h>

#include "base/base64.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "codec/lexical.h"
#include "codec/xsd.h"

enum {
    FUNCTIONS_PER_CLASS_MAX = 24,
    PARALLEL_IDENTIFIABLES_MIN = 500, /* for each processor; fewer are not worth a thread */
};

/* Which functions look at a class, for one version of the metamodel. */
struct function_table {
    check_function *functions[CLASS_COUNT][FUNCTIONS_PER_CLASS_MAX];
    uint8_t count[CLASS_COUNT];
};

/* Made from the rows at the first check, never changed after. */
static struct function_table function_tables[METAMODEL_COUNT];
static pthread_once_t function_tables_made = PTHREAD_ONCE_INIT;

struct walk {
    struct check check;
    const struct function_table *table;
};

static void add_row(struct function_table *table, const struct check_row *row)
{
    for (unsigned class = 0; class < CLASS_COUNT; class ++) {
        if (!(row->classes & (uint64_t)1 << class))
            continue;
        assert(table->count[class] < FUNCTIONS_PER_CLASS_MAX);
        table->functions[class][table->count[class]++] = row->function;
    }
}

static void make_function_tables(void)
{
    static const struct check_row *const areas[] = {
        rule_reference_rows, rule_element_rows,  rule_children_rows,
        rule_identity_rows,  rule_iec61360_rows,
    };
    for (size_t area = 0; area < COUNT_OF(areas); area++)
        for (const struct check_row *row = areas[area]; row->function; row++)
            for (enum metamodel version = row->since; version <= row->until; version++)
                add_row(&function_tables[version], row);
}

void check_report(struct check *check, enum rule rule, const struct node *node,
                  const struct place *place, str argument0, str argument1)
{
    check_report_as(check, SEVERITY_ERROR, rule, node, place, argument0, argument1);
}

void check_report_as(struct check *check, enum severity severity, enum rule rule,
                     const struct node *node, const struct place *place, str argument0,
                     str argument1)
{
    uint32_t line = !check->text.p  ? node->at
                    : check->text.n ? findings_line(check->findings, check->text, node->at)
                                    : 0;
    check->findings->rule_error_count += severity == SEVERITY_ERROR;
    finding_add(check->findings, severity, rule, place, line, argument0, argument1);
}

/* --- texts --- */

bool text_form_is_right(enum text_form form, str text, enum metamodel version)
{
    switch (form) {
    case FORM_ANY:
        return true;
    case FORM_BASE64:
        return base64_is_valid(text);
    case FORM_ID_SHORT:
        return lexical_is_id_short(text, version >= METAMODEL_3_1);
    case FORM_CONTENT_TYPE:
        return lexical_is_content_type(text);
    case FORM_PATH:
        return version == METAMODEL_3_0 || lexical_is_path(text); /* 3.0 has no pattern */
    case FORM_VERSION:
        return lexical_is_version(text);
    case FORM_LANGUAGE:
        return lexical_is_language_tag(text);
    case FORM_DATE_TIME_UTC:
        return xsd_is_date_time_utc(text);
    case FORM_DURATION:
        return xsd_is_valid(XSD_DURATION, text);
    }
    return true;
}

/* The rule that a wrong form breaks, and the name of the form for the message. */
static enum rule form_rule(enum text_form form)
{
    return form == FORM_ID_SHORT   ? RULE_AASD_002
           : form == FORM_LANGUAGE ? RULE_LANGUAGE
                                   : RULE_PATTERN;
}

static void check_text(struct walk *walk, const struct node *node, const struct slot *slot,
                       str text, const struct place *place)
{
    struct check *check = &walk->check;
    const struct text_info *info = &text_infos[slot->type];
    str name = property_name((enum property)slot->property);
    uint32_t limit = info->characters_max[check->version];
    if (text.n == 0 && !info->may_be_empty) {
        check_report(check, RULE_MIN_LENGTH, node, place, name, (str){0});
        return;
    }
    /* A text of no more bytes than characters allowed needs no counting. */
    if (limit && text.n > limit && utf8_length(text) > limit) {
        char digits[16];
        snprintf(digits, sizeof digits, "%u", limit);
        check_report(check, RULE_MAX_LENGTH, node, place, name, str_from(digits));
    }
    if (info->form != FORM_BASE64 && utf8_find_non_xml(text) < text.n)
        check_report(check, RULE_AASD_130, node, place, name, (str){0});
    if (info->form == FORM_ANY || text_form_is_right(info->form, text, check->version))
        return;
    enum rule rule = form_rule(info->form);
    if (rule == RULE_PATTERN)
        check_report(check, rule, node, place, name, text);
    else
        check_report(check, rule, node, place, text, (str){0});
}

static void check_enum(struct walk *walk, const struct node *node, const struct slot *slot,
                       const struct value *value, const struct place *place)
{
    str text = str_of(value->text, value->n);
    bool by_version = slot->type == ENUM_ASSET_KIND; /* the one that grew with the versions */
    if (value->literal == LITERAL_UNKNOWN ||
        (by_version && literal_find(ENUM_ASSET_KIND, text, walk->check.version) == LITERAL_UNKNOWN))
        check_report(&walk->check, RULE_ENUM, node, place, text,
                     enumeration_name((enum enumeration)slot->type));
}

/* --- the walk --- */

static void walk_node(struct walk *walk, const struct node *node, struct place *place);

static void walk_items(struct walk *walk, const struct value *value, struct place *item,
                       size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        item->index = (int32_t)i;
        walk_node(walk, value->items[i], item);
    }
}

/* Identifiables of an environment that are checked side by side. */
struct list_walk {
    struct walk walks[PARALLEL_RANGES_MAX];
    struct findings findings[PARALLEL_RANGES_MAX];
    struct arena arenas[PARALLEL_RANGES_MAX];
    const struct value *value;
    struct place item;
};

static void walk_range(void *context, unsigned range, size_t first, size_t end)
{
    struct list_walk *list = context;
    struct place item = list->item;
    walk_items(&list->walks[range], list->value, &item, first, end);
}

static void walk_items_in_parallel(struct walk *walk, unsigned ranges, const struct value *value,
                                   const struct place *item)
{
    struct findings *findings = walk->check.findings;
    struct list_walk *list = ARENA_NEW(findings->arena, struct list_walk);
    list->value = value;
    list->item = *item;
    for (unsigned i = 0; i < ranges; i++) {
        list->findings[i] =
            (struct findings){.arena = &list->arenas[i], .tolerant = findings->tolerant};
        list->walks[i] = *walk;
        list->walks[i].check.findings = &list->findings[i];
        list->walks[i].check.concepts = (struct map){0};
        list->walks[i].check.concepts_known = false;
    }
    parallel_run(ranges, value->n, walk_range, list);
    for (unsigned i = 0; i < ranges; i++) {
        map_release(&list->walks[i].check.concepts);
        findings_join(findings, &list->findings[i]);
        arena_adopt(findings->arena, &list->arenas[i]);
    }
}

static void walk_list(struct walk *walk, const struct node *node, const struct slot *slot,
                      const struct value *value, const struct place *place)
{
    struct place item = {
        .up = place,
        .property = PROP_NONE,
        .in_list = node->class == CLASS_SUBMODEL_ELEMENT_LIST && slot->property == PROP_VALUE,
    };
    unsigned ranges = node->class == CLASS_ENVIRONMENT
                          ? parallel_ranges(value->n, PARALLEL_IDENTIFIABLES_MIN)
                          : 1;
    if (ranges > 1)
        walk_items_in_parallel(walk, ranges, value, &item);
    else
        walk_items(walk, value, &item, 0, value->n);
}

static void walk_texts(struct walk *walk, const struct node *node, const struct slot *slot,
                       const struct value *value, const struct place *place)
{
    struct place item = {.up = place, .property = PROP_NONE};
    for (; item.index < (int32_t)value->n; item.index++)
        check_text(walk, node, slot, value->texts[item.index], &item);
}

static void walk_value(struct walk *walk, const struct node *node, const struct slot *slot,
                       const struct value *value, struct place *here)
{
    switch ((enum slot_kind)slot->kind) {
    case SLOT_TEXT:
        check_text(walk, node, slot, str_of(value->text, value->n), here);
        return;
    case SLOT_ENUM:
        check_enum(walk, node, slot, value, here);
        return;
    case SLOT_BOOLEAN:
        return;
    case SLOT_NODE:
        walk_node(walk, value->node, here);
        return;
    case SLOT_LIST:
        walk_list(walk, node, slot, value, here);
        return;
    case SLOT_TEXTS:
        walk_texts(walk, node, slot, value, here);
        return;
    }
}

static void walk_slots(struct walk *walk, const struct node *node, const struct place *place)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    struct place here = {.up = place, .index = -1};
    for (uint8_t number = 0; number < info->slot_count; number++) {
        const struct slot *slot = &info->slots[number];
        if (node->present & 1u << number) {
            here.property = (enum property)slot->property;
            here.id_short = (str){0};
            here.element = false;
            walk_value(walk, node, slot, value++, &here);
        } else if (slot->cardinality[walk->check.version] == CARDINALITY_REQUIRED) {
            check_report(&walk->check, RULE_REQUIRED, node, place,
                         property_name((enum property)slot->property), info->name);
        }
    }
}

static void walk_node(struct walk *walk, const struct node *node, struct place *place)
{
    bool was_in_template = walk->check.in_template;
    place->element = class_has((enum class_id)node->class, CLASS_FLAG_SUBMODEL_ELEMENT);
    if (class_has((enum class_id)node->class, CLASS_FLAG_REFERABLE))
        place->id_short = node_text(node, PROP_ID_SHORT);
    if (node->class == CLASS_SUBMODEL)
        walk->check.in_template = node_literal(node, PROP_KIND) == MODELLING_KIND_TEMPLATE;
    if (node->class == CLASS_OPERATION_VARIABLE) /* the exception in AASd-129 */
        walk->check.in_template = true;
    walk_slots(walk, node, place);
    for (uint8_t i = 0; i < walk->table->count[node->class]; i++)
        walk->table->functions[node->class][i](&walk->check, node, place);
    walk->check.in_template = was_in_template;
}

static void check_tree(const struct node *node, enum metamodel version, str text, bool in_template,
                       struct findings *findings)
{
    pthread_once(&function_tables_made, make_function_tables);
    struct walk walk = {
        .check = {.version = version,
                  .findings = findings,
                  .text = text,
                  .in_template = in_template,
                  .root = node},
        .table = &function_tables[version],
    };
    struct place root = {.property = PROP_NONE, .index = -1};
    walk_node(&walk, node, &root);
    map_release(&walk.check.concepts);
}

void node_check(const struct node *node, enum metamodel version, str text,
                struct findings *findings)
{
    check_tree(node, version, text, true, findings);
}

void node_check_in_instance(const struct node *element, enum metamodel version,
                            struct findings *findings)
{
    check_tree(element, version, CHECK_NO_TEXT, false, findings);
}

void node_check_children(const struct node *parent, enum metamodel version,
                         struct findings *findings)
{
    struct check check = {.version = version,
                          .findings = findings,
                          .text = CHECK_NO_TEXT,
                          .in_template = true,
                          .root = parent};
    struct place root = {.property = PROP_NONE,
                         .index = -1,
                         .element =
                             class_has((enum class_id)parent->class, CLASS_FLAG_SUBMODEL_ELEMENT),
                         .id_short = node_text(parent, PROP_ID_SHORT)};
    for (const struct check_row *row = rule_children_rows; row->function; row++)
        if (row->classes & (uint64_t)1 << parent->class && version >= row->since &&
            version <= row->until)
            row->function(&check, parent, &root);
}

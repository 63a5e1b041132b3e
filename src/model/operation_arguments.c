/* SPDX-License-Identifier: Apache-2.0 */
/* operation_arguments.c - one list of elements, for each variable one. */
#include "model/operation_arguments.h"

#include "model/check.h"
#include "model/value_apply.h"
#include "model/value_only.h"

static void add_fault(struct argument_reader *reader, enum argument_fault_kind kind, str where)
{
    if (reader->count == ARGUMENT_FAULTS_MAX)
        return;
    ARENA_GROW(reader->arena, reader->faults, reader->count, reader->room, 4);
    reader->faults[reader->count++] = (struct argument_fault){kind, where};
}

static str join(struct arena *arena, str name, str below)
{
    const char *dot = below.n && below.p[0] != '[' ? "." : "";
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(name), dot, STR_ARG(below));
}

static const struct node *variable_element(const struct operation_arguments *arguments, size_t i)
{
    return node_child(arguments->variables.items[i], PROP_VALUE);
}

struct operation_arguments operation_arguments_of(struct arena *arena, str name,
                                                  struct nodes variables)
{
    return (struct operation_arguments){
        name, variables, ARENA_ARRAY(arena, const struct node *, variables.count + 1),
        ARENA_ARRAY(arena, bool, variables.count + 1)};
}

/* The variable of that idShort; the lists of an operation are short. */
static bool find_variable(const struct operation_arguments *arguments, str id_short,
                          size_t *ret_index)
{
    for (size_t i = 0; i < arguments->variables.count; i++) {
        const struct node *element = variable_element(arguments, i);
        if (element && str_equal(node_text(element, PROP_ID_SHORT), id_short)) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

/* --- whether an element fits -------------------------------------------------------------------
 */

static const enum property type_properties[] = {PROP_VALUE_TYPE, PROP_TYPE_VALUE_LIST_ELEMENT,
                                                PROP_VALUE_TYPE_LIST_ELEMENT};

/* "Property, xs:int" */
static str describe(struct arena *arena, const struct node *element)
{
    str text = class_infos[element->class].name;
    for (size_t i = 0; i < COUNT_OF(type_properties); i++) {
        str type = node_text(element, type_properties[i]);
        if (type.n)
            text = arena_printf(arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(type));
    }
    return text;
}

static bool same_types(const struct node *wanted, const struct node *given)
{
    if (wanted->class != given->class)
        return false;
    for (size_t i = 0; i < COUNT_OF(type_properties); i++) {
        str type = node_text(wanted, type_properties[i]);
        if (type.n && !str_equal(type, node_text(given, type_properties[i])))
            return false;
    }
    return true;
}

/* Children that the variable has too must be of their types; others are free, since a variable need
 * not show all that may come. As deep as the reader lets elements be. */
static void hold_against(struct argument_reader *reader, const struct node *wanted,
                         const struct node *given, str where)
{
    if (!same_types(wanted, given)) {
        str expected = describe(reader->arena, wanted);
        add_fault(reader, ARGUMENT_CLASS,
                  arena_printf(reader->arena, "%.*s (%.*s)", STR_ARG(where), STR_ARG(expected)));
        return;
    }
    enum property list = node_children_property((enum class_id)given->class);
    if (list == PROP_NONE || given->class == CLASS_SUBMODEL_ELEMENT_LIST)
        return;
    struct nodes wanted_children = node_list(wanted, list), children = node_list(given, list);
    for (size_t i = 0; i < children.count; i++) {
        str name = node_text(children.items[i], PROP_ID_SHORT);
        for (size_t k = 0; k < wanted_children.count; k++)
            if (str_equal(node_text(wanted_children.items[k], PROP_ID_SHORT), name))
                hold_against(reader, wanted_children.items[k], children.items[i],
                             join(reader->arena, where, name));
    }
}

/* --- reading -----------------------------------------------------------------------------------
 */

/* Findings of one argument name their place in the whole text. Warnings go: they are about
 * documents that stay, and nobody keeps an argument. */
static void move_findings(struct argument_reader *reader, size_t from, str prefix)
{
    struct findings *findings = reader->findings;
    size_t kept = from;
    for (size_t i = from; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        if (finding->severity != SEVERITY_ERROR)
            continue;
        str below = finding->path.n ? str_of(finding->path.p + 1, finding->path.n - 1) : (str){0};
        finding->path = arena_printf(reader->arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(below));
        findings->items[kept++] = *finding;
    }
    findings->count = kept;
}

/* The element of one OperationVariable, or NULL with findings. */
static const struct node *read_variable(struct argument_reader *reader, const struct json *json,
                                        uint32_t token, str prefix)
{
    struct findings *findings = reader->findings;
    size_t before = findings->count, errors = findings->error_count;
    const struct node *variable = NULL;
    err_t err = node_read_tape(json, token, CLASS_OPERATION_VARIABLE, METAMODEL_3_2, reader->arena,
                               findings, &variable);
    if (!err && variable && findings->error_count == errors)
        node_check(variable, METAMODEL_3_2, json->text, findings);
    bool fine = !err && variable && findings->error_count == errors;
    move_findings(reader, before, prefix);
    if (!fine && findings->error_count == errors)
        add_fault(reader, ARGUMENT_FORM, prefix);
    return fine ? node_child(variable, PROP_VALUE) : NULL;
}

/* Notes that something was given for a variable. */
static void see(struct argument_reader *reader, struct operation_arguments *arguments, size_t index,
                str where)
{
    if (arguments->seen[index])
        add_fault(reader, ARGUMENT_TWICE, where);
    arguments->seen[index] = true;
}

/* The list itself is wrong: what it lacks need not be told. */
static void refuse_form(struct argument_reader *reader, struct operation_arguments *arguments)
{
    add_fault(reader, ARGUMENT_FORM, arguments->name);
    for (size_t i = 0; i < arguments->variables.count; i++)
        arguments->seen[i] = true;
}

static str id_short_of(const struct json *json, uint32_t item, struct arena *arena)
{
    uint32_t element = json_member(json, item, STR("value"));
    uint32_t name = element ? json_member(json, element, STR("idShort")) : 0;
    return json_text(json, name, arena);
}

static void read_item(struct argument_reader *reader, struct operation_arguments *lists,
                      size_t count, const struct json *json, uint32_t item, str prefix)
{
    const struct node *element = read_variable(reader, json, item, prefix);
    str id_short = id_short_of(json, item, reader->arena);
    size_t list = 0, index = 0;
    while (list < count && !find_variable(&lists[list], id_short, &index))
        list++;
    if (list == count) {
        if (element)
            add_fault(reader, ARGUMENT_UNKNOWN, join(reader->arena, lists[0].name, id_short));
        return;
    }
    struct operation_arguments *arguments = &lists[list];
    str where = join(reader->arena, arguments->name, id_short);
    see(reader, arguments, index, where);
    arguments->elements[index] = element;
    if (element)
        hold_against(reader, variable_element(arguments, index), element, where);
}

void operation_arguments_read(struct argument_reader *reader, struct operation_arguments *lists,
                              size_t count, const struct json *json, uint32_t token)
{
    if (json_type(json, token) != JSON_ARRAY) {
        refuse_form(reader, &lists[0]);
        return;
    }
    uint32_t end = json_next(json, token);
    unsigned position = 0;
    for (uint32_t item = token + 1; item < end; item = json_next(json, item), position++)
        read_item(reader, lists, count, json, item,
                  arena_printf(reader->arena, "$.%.*s[%u]", STR_ARG(lists[0].name), position));
}

/* What an item of the list looks like: the variable's first, or what its types alone say; NULL when
 * that is not enough to read a value. */
static const struct node *item_pattern(struct argument_reader *reader, const struct node *list)
{
    struct nodes items = node_list(list, PROP_VALUE);
    if (items.count)
        return items.items[0];
    enum class_id class = class_find(node_text(list, PROP_TYPE_VALUE_LIST_ELEMENT));
    if (class != CLASS_PROPERTY && class != CLASS_RANGE && class != CLASS_MULTI_LANGUAGE_PROPERTY)
        return NULL;
    struct node_builder item = node_begin(class, list->at);
    str type = node_text(list, PROP_VALUE_TYPE_LIST_ELEMENT);
    if (type.n && class != CLASS_MULTI_LANGUAGE_PROPERTY)
        node_set_enum(&item, PROP_VALUE_TYPE, type);
    return node_finish(&item, reader->arena);
}

/* A few bytes of value may stand for an item with much else in it. */
static bool may_repeat(const struct node *pattern, uint32_t count)
{
    struct buf text = {0};
    node_write_json(pattern, &text);
    size_t bytes = text.n;
    buf_release(&text);
    return bytes <= ARGUMENT_LIST_BYTES_MAX / count;
}

/* A list is as long as what is sent for it, not as the variable is: the variable shows by its first
 * item what one looks like. */
static const struct node *resize_list(struct argument_reader *reader, const struct node *variable,
                                      const struct json *json, uint32_t token)
{
    if (variable->class != CLASS_SUBMODEL_ELEMENT_LIST || json_type(json, token) != JSON_ARRAY)
        return variable;
    struct nodes items = node_list(variable, PROP_VALUE);
    const struct node *pattern = item_pattern(reader, variable);
    uint32_t count = json_count(json, token);
    if (count == items.count || (count && !(pattern && may_repeat(pattern, count))))
        return variable;
    struct node_list list = {0};
    for (uint32_t i = 0; i < count; i++)
        node_list_add(&list, reader->arena, i < items.count ? items.items[i] : pattern);
    struct node_builder resized = node_copy(variable);
    node_set_list(&resized, PROP_VALUE, list.items, list.count);
    return node_finish(&resized, reader->arena);
}

static void read_value(struct argument_reader *reader, struct operation_arguments *arguments,
                       size_t index, const struct json *json, uint32_t token)
{
    const struct node *variable = variable_element(arguments, index), *element;
    str where = join(reader->arena, arguments->name, node_text(variable, PROP_ID_SHORT));
    struct fail why = {0};
    struct findings *findings = reader->findings;
    size_t before = findings->count;
    see(reader, arguments, index, where);
    variable = resize_list(reader, variable, json, token);
    err_t err = value_apply(variable, json, token, reader->arena, findings, &element, &why);
    if (err) {
        bool named = err != ERR_NOT_ALLOWED && why.where[0]; /* a place below */
        add_fault(reader, ARGUMENT_VALUE,
                  named ? join(reader->arena, where, str_from(why.where)) : where);
        return;
    }
    node_check(element, METAMODEL_3_2, CHECK_NO_TEXT, findings);
    move_findings(reader, before, arena_printf(reader->arena, "$.%.*s", STR_ARG(where)));
    arguments->elements[index] = element;
}

void operation_arguments_read_values(struct argument_reader *reader,
                                     struct operation_arguments *arguments, const struct json *json,
                                     uint32_t token)
{
    if (json_type(json, token) != JSON_OBJECT) {
        refuse_form(reader, arguments);
        return;
    }
    uint32_t end = json_next(json, token);
    for (uint32_t key = token + 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string(json, key, reader->arena);
        size_t index;
        if (find_variable(arguments, name, &index))
            read_value(reader, arguments, index, json, key + 1);
        else
            add_fault(reader, ARGUMENT_UNKNOWN, join(reader->arena, arguments->name, name));
    }
}

/* --- what is not there -------------------------------------------------------------------------
 */

static bool has_value(const struct node *element)
{
    static const enum property values[] = {PROP_VALUE,
                                           PROP_MIN,
                                           PROP_MAX,
                                           PROP_FIRST,
                                           PROP_OBSERVED,
                                           PROP_GLOBAL_ASSET_ID,
                                           PROP_SPECIFIC_ASSET_IDS};
    enum property list = node_children_property((enum class_id)element->class);
    if (list != PROP_NONE) {
        struct nodes children = node_list(element, list);
        for (size_t i = 0; i < children.count; i++)
            if (!has_value(children.items[i]))
                return false;
        if (children.count)
            return true;
    }
    for (size_t i = 0; i < COUNT_OF(values); i++)
        if (node_value(element, values[i]))
            return true;
    return false;
}

/* SMT/Cardinality and the older names of the same qualifier, as the submodel templates use them
 * (IDTA-02006-3 lists them; IDTA-01001 leaves the types of qualifiers open). */
static bool may_be_left_out(const struct node *element)
{
    static const char *const types[] = {"SMT/Cardinality", "Cardinality", "Multiplicity"};
    struct nodes qualifiers = node_list(element, PROP_QUALIFIERS);
    for (size_t i = 0; i < qualifiers.count; i++)
        for (size_t k = 0; k < COUNT_OF(types); k++)
            if (str_equal(node_text(qualifiers.items[i], PROP_TYPE), str_from(types[k])) &&
                str_starts_with(node_text(qualifiers.items[i], PROP_VALUE), STR("ZeroTo")))
                return true;
    return false;
}

void operation_arguments_complete(struct argument_reader *reader,
                                  struct operation_arguments *arguments, enum argument_default from)
{
    for (size_t i = 0; i < arguments->variables.count; i++) {
        const struct node *variable = variable_element(arguments, i);
        if (arguments->seen[i] || !variable)
            continue;
        if (from == ARGUMENT_DEFAULT_VARIABLE && has_value(variable))
            arguments->elements[i] = variable;
        else if (!may_be_left_out(variable))
            add_fault(reader, ARGUMENT_MISSING,
                      join(reader->arena, arguments->name, node_text(variable, PROP_ID_SHORT)));
    }
}

/* --- writing -----------------------------------------------------------------------------------
 */

bool operation_arguments_write(const struct operation_arguments *arguments, bool any,
                               struct buf *out)
{
    for (size_t i = 0; i < arguments->variables.count; i++) {
        if (!arguments->elements[i])
            continue;
        buf_add(out, any ? STR(",{\"value\":") : STR("{\"value\":"));
        node_write_json(arguments->elements[i], out);
        buf_add_char(out, '}');
        any = true;
    }
    return any;
}

void operation_arguments_write_values(const struct operation_arguments *arguments, struct buf *out)
{
    struct buf text = {0};
    struct fail why;
    bool any = false;
    for (size_t i = 0; i < arguments->variables.count; i++) {
        if (!arguments->elements[i])
            continue;
        size_t before = out->n;
        buf_reset(&text);
        node_write_json(arguments->elements[i], &text);
        if (any)
            buf_add_char(out, ',');
        size_t begin = out->n;
        struct view view = {.with_blob_value = true};
        if (value_only_write_named(buf_str(&text), view, out, &why) != ERR_OK || out->n == begin)
            out->n = before; /* no value: left out, as inside a collection */
        else
            any = true;
    }
    buf_release(&text);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* node_json.c - nodes from JSON and back, by the metamodel's table. The reader goes over a tape
 * whose grammar is already known to be right; texts without escapes stay where they are in the
 * input. */
#include "base/parallel.h"
#include "model/class_guess.h"
#include "model/read.h"

/* Below this many tokens for each processor, starting threads costs more than it gains. */
enum { PARALLEL_TOKENS_MIN = 200000 };

struct reader {
    const struct json *json;
    enum metamodel version;
    struct arena *arena;
    struct findings *findings;
    unsigned element_depth;
    uint32_t guess_steps; /* class_guess.h */
};

static str type_name(enum json_type type)
{
    static const str names[] = {{"null", 4},   {"boolean", 7}, {"boolean", 7}, {"number", 6},
                                {"string", 6}, {"list", 4},    {"object", 6}};
    return names[type];
}

static uint32_t line_of(const struct reader *r, uint32_t token)
{
    return findings_line(r->findings, r->json->text, r->json->tokens[token].at);
}

static void report(const struct reader *r, enum rule rule, const struct place *place,
                   uint32_t token, str argument0, str argument1)
{
    finding_add(r->findings, SEVERITY_ERROR, rule, place, line_of(r, token), argument0, argument1);
}

static void overlook(const struct reader *r, enum rule rule, const struct place *place,
                     uint32_t token, str argument0, str argument1)
{
    finding_overlook(r->findings, rule, place, line_of(r, token), argument0, argument1);
}

static void report_type(const struct reader *r, const struct place *place, uint32_t token,
                        const char *expected)
{
    report(r, RULE_TYPE, place, token, str_from(expected), type_name(json_type(r->json, token)));
}

static const struct node *read_object(struct reader *r, uint32_t token, enum class_id expected,
                                      struct place *place);

/* --- values by the kind of their slot --- */

/* A number or boolean where a text belongs is the text itself: nothing of it is lost. */
static bool read_text(struct reader *r, uint32_t token, const struct place *place, str *ret_text)
{
    enum json_type type = json_type(r->json, token);
    if (type == JSON_STRING) {
        *ret_text = json_string(r->json, token, r->arena);
        return true;
    }
    if (!r->findings->tolerant || type >= JSON_ARRAY) {
        report_type(r, place, token, "string");
        return false;
    }
    overlook(r, RULE_TYPE, place, token, STR("string"), type_name(type));
    *ret_text = json_slice(r->json, token);
    return true;
}

static bool read_boolean(struct reader *r, uint32_t token, const struct place *place,
                         struct value *ret_value)
{
    enum json_type type = json_type(r->json, token);
    str text = type == JSON_STRING ? json_string_raw(r->json, token) : (str){0};
    if (type == JSON_TRUE || type == JSON_FALSE) {
        ret_value->n = type == JSON_TRUE;
        return true;
    }
    if (!r->findings->tolerant ||
        !(str_equal(text, STR("true")) || str_equal(text, STR("false")))) {
        report_type(r, place, token, "boolean");
        return false;
    }
    overlook(r, RULE_TYPE, place, token, STR("boolean"), STR("string"));
    ret_value->n = str_equal(text, STR("true"));
    return true;
}

/* Items of an environment's list that are read side by side. */
struct list_reading {
    struct reader readers[PARALLEL_RANGES_MAX];
    struct findings findings[PARALLEL_RANGES_MAX];
    struct arena arenas[PARALLEL_RANGES_MAX];
    const uint32_t *tokens;
    const struct node **items;
    enum class_id class;
    struct place item; /* of the first */
};

static void read_range(void *context, unsigned range, size_t first, size_t end)
{
    struct list_reading *reading = context;
    struct place item = reading->item;
    for (size_t i = first; i < end; i++) {
        item.index = (int32_t)i;
        reading->items[i] =
            read_object(&reading->readers[range], reading->tokens[i], reading->class, &item);
    }
}

/* The same as the loop in read_list, by all processors: nothing in one identifiable depends on
 * another. Order of items and findings stays. */
static void read_items_in_parallel(struct reader *r, unsigned ranges, const uint32_t *tokens,
                                   uint32_t count, enum class_id class, const struct place *item,
                                   const struct node **items)
{
    struct list_reading *reading = ARENA_NEW(r->arena, struct list_reading);
    reading->tokens = tokens;
    reading->items = items;
    reading->class = class;
    reading->item = *item;
    for (unsigned i = 0; i < ranges; i++) {
        reading->findings[i] = (struct findings){.arena = &reading->arenas[i],
                                                 .tolerant = r->findings->tolerant,
                                                 .empty_lists_pass = r->findings->empty_lists_pass};
        reading->readers[i] = *r;
        reading->readers[i].arena = &reading->arenas[i];
        reading->readers[i].findings = &reading->findings[i];
    }
    parallel_run(ranges, count, read_range, reading);
    for (unsigned i = 0; i < ranges; i++) {
        findings_join(r->findings, &reading->findings[i]);
        arena_adopt(r->arena, &reading->arenas[i]);
    }
}

static void read_items(struct reader *r, const uint32_t *tokens, uint32_t count,
                       enum class_id class, struct place *item, const struct node **items)
{
    unsigned ranges = class_has(class, CLASS_FLAG_IDENTIFIABLE)
                          ? parallel_ranges(r->json->count, PARALLEL_TOKENS_MIN)
                          : 1;
    if (ranges > 1 && count >= ranges) {
        read_items_in_parallel(r, ranges, tokens, count, class, item, items);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        item->index = (int32_t)i;
        items[i] = read_object(r, tokens[i], class, item);
    }
}

/* How many items the list of a slot has; 0 when it cannot be read or says nothing. */
static uint32_t list_count(struct reader *r, uint32_t token, const struct slot *slot,
                           enum class_id class, const struct place *place)
{
    if (json_type(r->json, token) != JSON_ARRAY) {
        report_type(r, place, token, "list");
        return 0;
    }
    uint32_t count = json_count(r->json, token);
    if (count > 0 || class_has(class, CLASS_FLAG_DESCRIPTOR))
        return count;
    if (r->findings->empty_lists_pass && slot->cardinality[r->version] != CARDINALITY_REQUIRED)
        r->findings->warning_count++;
    else
        overlook(r, RULE_EMPTY_LIST, place, token, property_name((enum property)slot->property),
                 (str){0});
    return 0;
}

static bool read_texts(struct reader *r, uint32_t token, const struct slot *slot,
                       enum class_id class, const struct place *place, struct value *ret_value)
{
    uint32_t count = list_count(r, token, slot, class, place), end = json_next(r->json, token);
    if (count == 0)
        return false;
    str *texts = arena_alloc(r->arena, count * sizeof *texts);
    struct place item = {.up = place, .property = PROP_NONE};
    uint32_t used = 0;
    for (uint32_t at = token + 1; at < end; at = json_next(r->json, at), item.index++)
        used += read_text(r, at, &item, &texts[used]);
    *ret_value = (struct value){.texts = texts, .n = used};
    return used > 0;
}

static bool read_list(struct reader *r, uint32_t token, const struct slot *slot,
                      enum class_id class, const struct place *place, struct value *ret_value)
{
    uint32_t count = list_count(r, token, slot, class, place), used = 0;
    uint32_t end = json_next(r->json, token);
    if (count == 0)
        return false;
    bool in_list = class == CLASS_SUBMODEL_ELEMENT_LIST && slot->property == PROP_VALUE;
    const struct node **items = arena_alloc(r->arena, count * sizeof(struct node *));
    struct place item = {.up = place, .property = PROP_NONE, .in_list = in_list};
    if (class_has((enum class_id)slot->type, CLASS_FLAG_IDENTIFIABLE)) {
        uint32_t *tokens = arena_alloc(r->arena, count * sizeof *tokens), i = 0;
        for (uint32_t at = token + 1; at < end; at = json_next(r->json, at))
            tokens[i++] = at;
        read_items(r, tokens, count, (enum class_id)slot->type, &item, items);
    } else {
        for (uint32_t at = token + 1; at < end; at = json_next(r->json, at)) {
            items[item.index] = read_object(r, at, (enum class_id)slot->type, &item);
            item.index++;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        if (items[i])
            items[used++] = items[i];
    *ret_value = (struct value){.items = items, .n = used};
    return used > 0;
}

static bool read_value(struct reader *r, uint32_t token, const struct slot *slot,
                       enum class_id class, struct place *place, struct value *ret_value)
{
    str text;
    if (json_type(r->json, token) == JSON_NULL) {
        overlook(r, RULE_NULL, place, token, property_name((enum property)slot->property),
                 (str){0});
        return false;
    }
    switch ((enum slot_kind)slot->kind) {
    case SLOT_TEXT:
    case SLOT_ENUM:
        if (!read_text(r, token, place, &text))
            return false;
        *ret_value = (struct value){.text = text.p, .n = (uint32_t)text.n};
        if (slot->kind == SLOT_ENUM)
            ret_value->literal = literal_find((enum enumeration)slot->type, text, r->version);
        return true;
    case SLOT_BOOLEAN:
        return read_boolean(r, token, place, ret_value);
    case SLOT_NODE:
        ret_value->node = read_object(r, token, (enum class_id)slot->type, place);
        return ret_value->node != NULL;
    case SLOT_LIST:
        return read_list(r, token, slot, class, place, ret_value);
    case SLOT_TEXTS:
        return read_texts(r, token, slot, class, place, ret_value);
    }
    return false;
}

/* --- objects --- */

/* The class that modelType names, checked against what is expected; CLASS_NONE: cannot be read. */
static enum class_id class_of(struct reader *r, uint32_t token, enum class_id expected,
                              const struct place *place)
{
    bool is_abstract = class_has(expected, CLASS_FLAG_ABSTRACT);
    if (!is_abstract && !class_has(expected, CLASS_FLAG_MODEL_TYPE))
        return expected;
    str wanted = class_infos[expected].name;
    uint32_t at = json_member(r->json, token, STR("modelType"));
    if (at == 0) {
        if (is_abstract) {
            enum class_id only = r->findings->tolerant ? class_guess(r->json, token, expected,
                                                                     r->version, &r->guess_steps)
                                                       : CLASS_NONE;
            if (only == CLASS_NONE)
                report(r, RULE_MISSING_MODEL_TYPE, place, token, wanted, (str){0});
            else
                overlook(r, RULE_MISSING_MODEL_TYPE, place, token, wanted, (str){0});
            return only;
        }
        overlook(r, RULE_MISSING_MODEL_TYPE, place, token, wanted, (str){0});
        return expected;
    }
    if (json_type(r->json, at) != JSON_STRING) {
        report_type(r, place, at, "string");
        return CLASS_NONE;
    }
    str name = json_string_raw(r->json, at);
    enum class_id class = class_find(name);
    if (class == CLASS_NONE && r->findings->tolerant) {
        class = class_find_nocase(name);
        if (class != CLASS_NONE && class_is_a(class, expected))
            overlook(r, RULE_MODEL_TYPE, place, at, name, wanted);
    }
    if (class == CLASS_NONE || !class_is_a(class, expected)) {
        report(r, RULE_MODEL_TYPE, place, at, name, wanted);
        return CLASS_NONE;
    }
    if (class_has(class, CLASS_FLAG_SINCE_3_2) && r->version < METAMODEL_3_2)
        overlook(r, RULE_NOT_IN_VERSION, place, at, name, metamodel_name(r->version));
    return class;
}

/* What 3.1 calls a property: 3.0 spelled one of SubmodelDescriptor differently (IDTA-01002 3.0.4,
 * Part2-API-Schemas). */
static str current_name(enum class_id class, str name)
{
    bool old = class == CLASS_SUBMODEL_DESCRIPTOR && str_equal(name, STR("supplementalSemanticId"));
    return old ? property_name(PROP_SUPPLEMENTAL_SEMANTIC_IDS) : name;
}

static void read_member(struct reader *r, uint32_t key, struct node_builder *builder,
                        uint8_t *guess, const struct place *place)
{
    const struct class_info *info = &class_infos[builder->class];
    str name = current_name(builder->class, json_string(r->json, key, r->arena));
    uint8_t number = class_slot_named(info, name, *guess);
    if (number == SLOT_NONE) {
        if (!(info->flags & CLASS_FLAG_MODEL_TYPE) || !str_equal(name, STR("modelType")))
            overlook(r, RULE_UNKNOWN_PROPERTY, place, key, name, info->name);
        return;
    }
    *guess = (uint8_t)(number + 1);
    const struct slot *slot = &info->slots[number];
    struct place here = {.up = place, .property = (enum property)slot->property, .index = -1};
    if (builder->present & 1u << number) {
        report(r, RULE_DUPLICATE_PROPERTY, &here, key, name, (str){0});
        return;
    }
    if (slot->cardinality[r->version] == CARDINALITY_ABSENT)
        overlook(r, RULE_NOT_IN_VERSION, &here, key, name, metamodel_name(r->version));
    if (read_value(r, key + 1, slot, builder->class, &here, &builder->values[number]))
        builder->present |= 1u << number;
}

static const struct node *read_object(struct reader *r, uint32_t token, enum class_id expected,
                                      struct place *place)
{
    if (json_type(r->json, token) != JSON_OBJECT) {
        report_type(r, place, token, "object");
        return NULL;
    }
    enum class_id class = class_of(r, token, expected, place);
    if (class == CLASS_NONE)
        return NULL;
    place->element = class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT);
    if (class_has(class, CLASS_FLAG_REFERABLE)) {
        uint32_t at = json_member(r->json, token, STR("idShort"));
        bool named = at && json_type(r->json, at) == JSON_STRING;
        place->id_short = named ? json_string_raw(r->json, at) : (str){0};
    }
    if (place->element && ++r->element_depth > ELEMENT_DEPTH_MAX) {
        report(r, RULE_DEPTH, place, token, STR("64"), (str){0});
        r->element_depth--;
        return NULL;
    }
    struct node_builder builder;
    builder.class = class;
    builder.at = r->json->tokens[token].at;
    builder.present = 0;
    uint8_t guess = 0;
    uint32_t end = json_next(r->json, token);
    for (uint32_t key = token + 1; key < end; key = json_next(r->json, key + 1))
        read_member(r, key, &builder, &guess, place);
    r->element_depth -= place->element;
    return node_finish(&builder, r->arena);
}

err_t node_read_tape(const struct json *json, uint32_t token, enum class_id class,
                     enum metamodel version, struct arena *arena, struct findings *findings,
                     const struct node **ret_node)
{
    struct reader r = {.json = json, .version = version, .arena = arena, .findings = findings};
    struct place root = {.property = PROP_NONE, .index = -1};
    const struct node *node = read_object(&r, token, class, &root);
    if (!node)
        return ERR_INVALID;
    *ret_node = node;
    return ERR_OK;
}

err_t node_read_json(str text, enum class_id class, enum metamodel version, struct arena *arena,
                     struct findings *findings, const struct node **ret_node)
{
    struct json json;
    struct fail why = {0};
    err_t rc = json_read(text, &json, &why);
    if (rc != ERR_OK) {
        finding_add_fail(findings, RULE_JSON_SYNTAX, &why,
                         findings_line(findings, text, why.offset));
        return rc;
    }
    rc = node_read_tape(&json, 0, class, version, arena, findings, ret_node);
    json_release(&json);
    return rc;
}

enum class_id node_class_of_text(str canonical)
{
    str head = STR("{\"modelType\":\"");
    if (!str_starts_with(canonical, head))
        return CLASS_NONE;
    str name = str_of(canonical.p + head.n, canonical.n - head.n);
    name.n = str_find_char(name, '"');
    return class_find(name);
}

/* --- writing --- */

static void write_value(const struct value *value, enum slot_kind kind, struct buf *out)
{
    switch (kind) {
    case SLOT_TEXT:
    case SLOT_ENUM:
        json_write_string(out, str_of(value->text, value->n));
        return;
    case SLOT_BOOLEAN:
        buf_add(out, value->n ? STR("true") : STR("false"));
        return;
    case SLOT_NODE:
        node_write_json(value->node, out);
        return;
    case SLOT_LIST:
        for (uint32_t i = 0; i < value->n; i++) {
            buf_add_char(out, i == 0 ? '[' : ',');
            node_write_json(value->items[i], out);
        }
        buf_add_char(out, ']');
        return;
    case SLOT_TEXTS:
        for (uint32_t i = 0; i < value->n; i++) {
            buf_add_char(out, i == 0 ? '[' : ',');
            json_write_string(out, value->texts[i]);
        }
        buf_add_char(out, ']');
        return;
    }
}

static void write_name(struct buf *out, char before, str name)
{
    char *to = buf_reserve(out, name.n + 4);
    if (!to)
        return;
    to[0] = before;
    to[1] = '"';
    memcpy(to + 2, name.p, name.n);
    to[name.n + 2] = '"';
    to[name.n + 3] = ':';
    out->n += name.n + 4;
}

void node_write_json(const struct node *node, struct buf *out)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    char before = '{';
    if (info->flags & CLASS_FLAG_MODEL_TYPE) {
        write_name(out, before, STR("modelType"));
        buf_add_char(out, '"');
        buf_add(out, info->name);
        buf_add_char(out, '"');
        before = ',';
    }
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        const struct slot *slot = &info->slots[__builtin_ctz(left)];
        write_name(out, before, property_name((enum property)slot->property));
        write_value(value, (enum slot_kind)slot->kind, out);
        before = ',';
    }
    buf_add(out, before == '{' ? STR("{}") : STR("}"));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* node_xml.c - nodes from XML, by the metamodel's table: one frame for each open element. */
#include "codec/xml.h"
#include "model/read.h"
#include "model/xml_names.h"

enum frame_kind {
    FRAME_OBJECT, /* its children are properties */
    FRAME_CHOICE, /* a property of an abstract class: holds one object, named by its class */
    FRAME_LIST,   /* holds objects, named by their classes */
    FRAME_TEXT,
    FRAME_SKIP, /* something unknown, and all in it */
};

struct frame {
    enum frame_kind kind;
    uint32_t line;
    uint8_t slot;        /* of the property in the object frame below; not for FRAME_SKIP */
    uint8_t guess;       /* objects: the slot that likely comes next */
    uint32_t text_start; /* in reader.text */
    struct place place;
    struct node_builder builder; /* objects */
    struct node_list items;      /* lists; a choice's one object too */
};

struct reader {
    enum metamodel *version;
    bool ask_file;
    enum class_id root_class;
    str namespace;
    struct arena *arena;
    struct findings *findings;
    struct frame *frames[XML_DEPTH_MAX + 1];
    unsigned depth;
    unsigned element_depth;
    struct buf text;
    const struct node *root;
    struct fail *why;
};

static void report(struct reader *r, enum rule rule, const struct place *place, uint32_t line,
                   str argument0, str argument1)
{
    finding_add(r->findings, SEVERITY_ERROR, rule, place, line, argument0, argument1);
}

static void overlook(struct reader *r, enum rule rule, const struct place *place, uint32_t line,
                     str argument0, str argument1)
{
    finding_overlook(r->findings, rule, place, line, argument0, argument1);
}

static struct frame *top(struct reader *r)
{
    return r->depth ? r->frames[r->depth - 1] : NULL;
}

/* The object that the property of `frame` belongs to: the frame below it. */
static struct frame *owner_of(struct reader *r)
{
    assert(r->depth >= 2);
    return r->frames[r->depth - 2];
}

static const struct slot *slot_of(const struct frame *object, uint8_t slot)
{
    return &class_infos[object->builder.class].slots[slot];
}

static struct frame *push(struct reader *r, enum frame_kind kind, uint32_t line)
{
    if (!r->frames[r->depth])
        r->frames[r->depth] = ARENA_NEW(r->arena, struct frame);
    struct frame *frame = r->frames[r->depth];
    struct frame *below = top(r);
    frame->kind = kind;
    frame->line = line;
    frame->slot = SLOT_NONE;
    frame->guess = 0;
    frame->text_start = (uint32_t)r->text.n;
    frame->place =
        (struct place){.up = below ? &below->place : NULL, .property = PROP_NONE, .index = -1};
    frame->items = (struct node_list){0};
    r->depth++;
    return frame;
}

static void begin_object(struct reader *r, struct frame *frame, enum class_id class)
{
    frame->kind = FRAME_OBJECT;
    frame->builder.class = class;
    frame->builder.at = frame->line;
    frame->builder.present = 0;
    frame->place.element = class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT);
    if (class_has(class, CLASS_FLAG_SINCE_3_2) && *r->version < METAMODEL_3_2)
        overlook(r, RULE_NOT_IN_VERSION, &frame->place, frame->line, class_infos[class].name,
                 metamodel_name(*r->version));
    if (frame->place.element && ++r->element_depth > ELEMENT_DEPTH_MAX) {
        report(r, RULE_DEPTH, &frame->place, frame->line, STR("64"), (str){0});
        r->element_depth--;
        frame->kind = FRAME_SKIP;
    }
}

/* --- start tags --- */

static void start_root(struct reader *r, str namespace, str name, uint32_t line)
{
    struct frame *frame = push(r, FRAME_OBJECT, line);
    enum metamodel version;
    enum class_id class = class_find_xml(name);
    r->namespace = namespace;
    if (class == CLASS_NONE && !xml_namespace_version(namespace, &version)) {
        report(r, RULE_NOT_AAS, &frame->place, line,
               arena_printf(r->arena, "<%.*s>", STR_ARG(name)), (str){0});
        frame->kind = FRAME_SKIP;
        return;
    }
    if (!xml_namespace_version(namespace, &version)) {
        /* Some tools write http: or a slash at the end. */
        overlook(r, RULE_XML_NAMESPACE, &frame->place, line, namespace, (str){0});
    } else if (r->ask_file) {
        *r->version = version;
    } else if (version != *r->version) {
        overlook(r, RULE_XML_NAMESPACE, &frame->place, line, namespace, (str){0});
    }
    if (class == CLASS_NONE || !class_is_a(class, r->root_class)) {
        report(r, RULE_MODEL_TYPE, &frame->place, line, name, class_infos[r->root_class].name);
        frame->kind = FRAME_SKIP;
        return;
    }
    begin_object(r, frame, class);
}

/* An element inside a list or a choice: named by its class. */
static void start_item(struct reader *r, struct frame *below, str name, uint32_t line)
{
    const struct slot *slot = slot_of(owner_of(r), below->slot);
    enum class_id class = class_find_xml(name), wanted = (enum class_id)slot->type;
    bool in_list =
        owner_of(r)->builder.class == CLASS_SUBMODEL_ELEMENT_LIST && slot->property == PROP_VALUE;
    struct frame *frame = push(r, FRAME_SKIP, line);
    if (below->kind == FRAME_LIST) {
        frame->place.index = (int32_t)below->items.count;
        frame->place.in_list = in_list;
    }
    if (class == CLASS_NONE || !class_is_a(class, wanted)) {
        report(r, RULE_MODEL_TYPE, &frame->place, line, name, class_infos[wanted].name);
        return;
    }
    begin_object(r, frame, class);
}

static void start_property(struct reader *r, struct frame *object, str name, uint32_t line)
{
    const struct class_info *info = &class_infos[object->builder.class];
    uint8_t number = class_slot_named(info, name, object->guess);
    struct frame *frame = push(r, FRAME_SKIP, line);
    if (number == SLOT_NONE) {
        overlook(r, RULE_UNKNOWN_PROPERTY, &object->place, line, name, info->name);
        return;
    }
    const struct slot *slot = &info->slots[number];
    frame->place.property = (enum property)slot->property;
    if (object->builder.present & 1u << number) {
        report(r, RULE_DUPLICATE_PROPERTY, &frame->place, line, name, (str){0});
        return;
    }
    if (number + 1 < object->guess)
        overlook(r, RULE_XML_ORDER, &frame->place, line, name, info->name);
    if (slot->cardinality[*r->version] == CARDINALITY_ABSENT)
        overlook(r, RULE_NOT_IN_VERSION, &frame->place, line, name, metamodel_name(*r->version));
    object->guess = (uint8_t)(number + 1);
    frame->slot = number;
    if (slot->kind == SLOT_LIST)
        frame->kind = FRAME_LIST;
    else if (slot->kind != SLOT_NODE)
        frame->kind = FRAME_TEXT;
    else if (class_has((enum class_id)slot->type, CLASS_FLAG_ABSTRACT))
        frame->kind = FRAME_CHOICE;
    else
        begin_object(r, frame, (enum class_id)slot->type);
}

static void check_attributes(struct reader *r, const struct xml_attributes *attributes)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const struct xml_attribute *attribute = &attributes->items[i];
        /* xsi:schemaLocation belongs to XML Schema itself and is possible everywhere. */
        if (!str_equal(attribute->namespace, STR("http://www.w3.org/2001/XMLSchema-instance")))
            overlook(r, RULE_XML_ATTRIBUTE, &top(r)->place, top(r)->line, attribute->name,
                     (str){0});
    }
}

static err_t on_start(void *context, str namespace, str name,
                      const struct xml_attributes *attributes, uint32_t line)
{
    struct reader *r = context;
    struct frame *below = top(r);
    if (!below) {
        start_root(r, namespace, name, line);
    } else if (below->kind == FRAME_SKIP) {
        push(r, FRAME_SKIP, line);
        return ERR_OK;
    } else if (below->kind == FRAME_TEXT) {
        report(r, RULE_TYPE, &below->place, line, STR("string"), STR("object"));
        push(r, FRAME_SKIP, line);
    } else if (namespace.p != r->namespace.p) {
        report(r, RULE_XML_NAMESPACE, &below->place, line, namespace, (str){0});
        push(r, FRAME_SKIP, line);
    } else if (below->kind == FRAME_OBJECT) {
        start_property(r, below, name, line);
    } else {
        start_item(r, below, name, line);
    }
    if (attributes->count)
        check_attributes(r, attributes);
    return ERR_OK;
}

/* --- text --- */

static err_t on_text(void *context, str text)
{
    struct reader *r = context;
    struct frame *frame = top(r);
    if (!frame || frame->kind == FRAME_SKIP)
        return ERR_OK;
    if (frame->kind == FRAME_TEXT) {
        buf_add(&r->text, text);
        return ERR_OK;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (!memchr(" \t\r\n", text.p[i], 4)) {
            overlook(r, RULE_XML_TEXT, &frame->place, frame->line,
                     frame->kind == FRAME_OBJECT ? class_infos[frame->builder.class].name
                                                 : property_name(frame->place.property),
                     str_of(text.p + i, text.n - i));
            break;
        }
    }
    return ERR_OK;
}

static bool set_boolean(struct reader *r, struct frame *frame, str text, struct value *ret_value)
{
    bool is_true = str_equal(text, STR("true")) || str_equal(text, STR("1"));
    if (!is_true && !str_equal(text, STR("false")) && !str_equal(text, STR("0"))) {
        report(r, RULE_TYPE, &frame->place, frame->line, STR("boolean"), STR("string"));
        return false;
    }
    *ret_value = (struct value){.n = is_true};
    return true;
}

static void end_text(struct reader *r, struct frame *frame)
{
    struct frame *object = owner_of(r);
    const struct slot *slot = slot_of(object, frame->slot);
    struct value *value = &object->builder.values[frame->slot];
    str text = str_of(r->text.p + frame->text_start, r->text.n - frame->text_start);
    if (!r->text.p)
        text = STR("");
    if (slot->kind == SLOT_BOOLEAN) {
        if (set_boolean(r, frame, text, value))
            object->builder.present |= 1u << frame->slot;
        buf_reset(&r->text);
        return;
    }
    text = arena_dup(r->arena, text);
    buf_reset(&r->text);
    *value = (struct value){.text = text.p, .n = (uint32_t)text.n};
    if (slot->kind == SLOT_ENUM)
        value->literal = literal_find((enum enumeration)slot->type, text, *r->version);
    object->builder.present |= 1u << frame->slot;
    if (slot->property == PROP_ID_SHORT)
        object->place.id_short = text;
}

/* --- end tags --- */

static void set_value(struct frame *object, uint8_t slot, struct value value)
{
    object->builder.values[slot] = value;
    object->builder.present |= 1u << slot;
}

static void end_list(struct reader *r, struct frame *frame)
{
    struct frame *object = owner_of(r);
    const struct slot *slot = slot_of(object, frame->slot);
    if (frame->items.count == 0) {
        overlook(r, RULE_EMPTY_LIST, &frame->place, frame->line,
                 property_name((enum property)slot->property), (str){0});
        return;
    }
    set_value(object, frame->slot,
              (struct value){.items = frame->items.items, .n = (uint32_t)frame->items.count});
}

static void end_choice(struct reader *r, struct frame *frame)
{
    if (frame->items.count == 1)
        set_value(owner_of(r), frame->slot, (struct value){.node = frame->items.items[0]});
    else
        report(r, RULE_TYPE, &frame->place, frame->line, STR("single object"),
               frame->items.count ? STR("list") : STR("nothing"));
}

static void end_object(struct reader *r, struct frame *frame)
{
    const struct node *node = node_finish(&frame->builder, r->arena);
    r->element_depth -= frame->place.element;
    if (r->depth == 1) {
        r->root = node;
        return;
    }
    struct frame *below = owner_of(r);
    if (below->kind == FRAME_OBJECT)
        set_value(below, frame->slot, (struct value){.node = node});
    else
        node_list_add(&below->items, r->arena, node);
}

static err_t on_end(void *context)
{
    struct reader *r = context;
    struct frame *frame = top(r);
    switch (frame->kind) {
    case FRAME_OBJECT:
        end_object(r, frame);
        break;
    case FRAME_CHOICE:
        end_choice(r, frame);
        break;
    case FRAME_LIST:
        end_list(r, frame);
        break;
    case FRAME_TEXT:
        end_text(r, frame);
        break;
    case FRAME_SKIP:
        break;
    }
    r->depth--;
    return ERR_OK;
}

err_t node_read_xml(str text, enum class_id class, bool ask_file, enum metamodel *version,
                    struct arena *arena, struct findings *findings, const struct node **ret_node)
{
    static const struct xml_handler handler = {on_start, on_text, on_end};
    struct fail why = {0};
    struct reader *r = ARENA_NEW(arena, struct reader);
    *r = (struct reader){.version = version,
                         .ask_file = ask_file,
                         .root_class = class,
                         .arena = arena,
                         .findings = findings,
                         .why = &why};
    if (ask_file)
        *version = METAMODEL_3_1;
    err_t rc = xml_parse(text, &handler, r, &why);
    buf_release(&r->text);
    if (rc != ERR_OK) {
        finding_add_fail(findings, RULE_XML_SYNTAX, &why,
                         findings_line(findings, text, why.offset));
        return rc;
    }
    if (!r->root)
        return ERR_INVALID;
    *ret_node = r->root;
    return ERR_OK;
}

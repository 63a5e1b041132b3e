/* SPDX-License-Identifier: Apache-2.0 */
/* form.c - the walks over a form's table. */
#include "plan/security/publish/form.h"

#include "base/utf8.h"

/* clang-format off */
#define RULE RULE_ROW
static const struct rule_texts rules[PUBLISH_RULE_COUNT] = {
#include "plan/security/publish/publish_rule.def"
};
#undef RULE
/* clang-format on */

void form_report(struct findings *findings, enum publish_rule rule, str path, str argument0,
                 str argument1)
{
    bool hinders =
        rule != PUBLISH_NO_REMEDY && rule != PUBLISH_NO_CODE && rule != PUBLISH_NO_SCORED;
    finding_add_other(findings, hinders ? SEVERITY_ERROR : SEVERITY_WARNING, &rules[rule], path, 0,
                      argument0, argument1);
}

static void *member_of(void *form, const struct form_field *field)
{
    return (char *)form + field->offset;
}

static const void *member_in(const void *form, const struct form_field *field)
{
    return (const char *)form + field->offset;
}

static void *item_at(const struct form_list *list, const struct form *form, size_t index)
{
    return (char *)list->items + form->bytes * index;
}

/* --- reading JSON ------------------------------------------------------------------------------
 */

struct reading {
    const struct json *json;
    struct findings *findings;
};

static str take_text(const struct reading *reading, str text, str path)
{
    struct arena *arena = reading->findings->arena;
    if (text.n > FORM_TEXT_BYTES_MAX)
        form_report(reading->findings, PUBLISH_LONG, path,
                    arena_printf(arena, "%d", FORM_TEXT_BYTES_MAX), STR("bytes"));
    else if (utf8_find_non_xml(text) < text.n)
        form_report(reading->findings, PUBLISH_CHARACTERS, path, STR(""), STR(""));
    else
        return arena_dup(arena, text);
    return (str){0};
}

static str read_text(const struct reading *reading, uint32_t token, str path)
{
    if (json_type(reading->json, token) == JSON_NULL)
        return (str){0};
    str text = json_text(reading->json, token, reading->findings->arena);
    if (text.p)
        return take_text(reading, text, path);
    form_report(reading->findings, PUBLISH_TYPE, path, STR("\"…\""), STR(""));
    return (str){0};
}

/* Room for the items of a list or object; false when it is none, or too long. */
static bool begin_list(const struct reading *reading, const struct form_field *field,
                       uint32_t token, str path, size_t item_bytes, struct form_list *list)
{
    enum json_type type = json_type(reading->json, token),
                   wanted = field->kind == FORM_PAIRS ? JSON_OBJECT : JSON_ARRAY;
    if (type == JSON_NULL)
        return false;
    if (type != wanted) {
        form_report(reading->findings, PUBLISH_TYPE, path,
                    wanted == JSON_OBJECT ? STR("{…}") : STR("[…]"), STR(""));
        return false;
    }
    uint32_t count = json_count(reading->json, token);
    if (count > field->items_max) {
        form_report(reading->findings, PUBLISH_LONG, path,
                    arena_printf(reading->findings->arena, "%u", field->items_max), STR(""));
        return false;
    }
    list->items = arena_zalloc(reading->findings->arena, item_bytes * (count ? count : 1));
    return true;
}

static void read_object(const struct form *form, const struct reading *reading, uint32_t object,
                        str path, void *to, unsigned depth);

static void read_list(const struct form_field *field, const struct reading *reading, uint32_t token,
                      str path, void *to, unsigned depth)
{
    const struct json *json = reading->json;
    struct arena *arena = reading->findings->arena;
    struct form_list *list = to;
    size_t bytes = field->kind == FORM_ITEMS   ? field->form->bytes
                   : field->kind == FORM_PAIRS ? sizeof(struct form_pair)
                                               : sizeof(str);
    if (!begin_list(reading, field, token, path, bytes, list))
        return;
    uint32_t end = json_next(json, token);
    for (uint32_t item = token + 1; item < end; item = json_next(json, item), list->count++) {
        str here = arena_printf(arena, "%.*s[%zu]", STR_ARG(path), list->count);
        if (field->kind == FORM_PAIRS) {
            struct form_pair *pair = (struct form_pair *)list->items + list->count;
            pair->name = take_text(reading, json_string(json, item, arena), path);
            here = arena_printf(arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(pair->name));
            pair->value = read_text(reading, ++item, here);
        } else if (field->kind == FORM_TEXTS)
            ((str *)list->items)[list->count] = read_text(reading, item, here);
        else
            read_object(field->form, reading, item, here, item_at(list, field->form, list->count),
                        depth + 1);
    }
}

static const struct form_field *find_field(const struct form *form, str name)
{
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].name && str_equal(name, str_from(form->fields[i].name)))
            return &form->fields[i];
    return NULL;
}

static void read_object(const struct form *form, const struct reading *reading, uint32_t object,
                        str path, void *to, unsigned depth)
{
    const struct json *json = reading->json;
    struct arena *arena = reading->findings->arena;
    assert(depth < FORM_DEPTH_MAX);
    if (json_type(json, object) != JSON_OBJECT) {
        form_report(reading->findings, PUBLISH_TYPE, path, STR("{…}"), STR(""));
        return;
    }
    uint64_t seen = 0;
    uint32_t end = json_next(json, object);
    assert(form->field_count <= 64);
    for (uint32_t key = object + 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string(json, key, arena);
        str here = arena_printf(arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(name));
        const struct form_field *field = find_field(form, name);
        if (!field)
            form_report(reading->findings, PUBLISH_UNKNOWN, here, name, STR(""));
        else if (field->read_only)
            continue;
        else if (seen & UINT64_C(1) << (field - form->fields))
            form_report(reading->findings, PUBLISH_TWICE, here, name, STR(""));
        else if (field->kind <= FORM_FILE)
            *(str *)member_of(to, field) = read_text(reading, key + 1, here);
        else
            read_list(field, reading, key + 1, here, member_of(to, field), depth);
        if (field)
            seen |= UINT64_C(1) << (field - form->fields);
    }
}

void form_read_json(const struct form *form, const struct json *json, uint32_t object, str path,
                    void *to, struct findings *findings)
{
    read_object(form, &(struct reading){.json = json, .findings = findings}, object, path, to, 0);
}

/* --- writing JSON ------------------------------------------------------------------------------
 */

static void write_list(const struct form_field *field, const struct form_list *list,
                       struct buf *out)
{
    bool pairs = field->kind == FORM_PAIRS;
    buf_printf(out, "\"%s\":%c", field->name, pairs ? '{' : '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_add_char(out, ',');
        if (field->kind == FORM_TEXTS)
            json_write_string(out, ((const str *)list->items)[i]);
        else if (pairs) {
            const struct form_pair *pair = (const struct form_pair *)list->items + i;
            json_write_string(out, pair->name);
            buf_add_char(out, ':');
            json_write_string(out, pair->value);
        } else {
            buf_add_char(out, '{');
            form_write_json(field->form, item_at(list, field->form, i), false, out);
            buf_add_char(out, '}');
        }
    }
    buf_add_char(out, pairs ? '}' : ']');
}

void form_write_json(const struct form *form, const void *from, bool comma, struct buf *out)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        bool is_text = field->kind <= FORM_FILE;
        const str *text = member_in(from, field);
        const struct form_list *list = member_in(from, field);
        if (!field->name || field->kind == FORM_NOTHING || (is_text ? text->n : list->count) == 0)
            continue;
        if (comma)
            buf_add_char(out, ',');
        comma = true;
        if (is_text) {
            buf_printf(out, "\"%s\":", field->name);
            json_write_string(out, *text);
        } else
            write_list(field, list, out);
    }
}

/* --- the record --------------------------------------------------------------------------------
 */

static void write_items(const struct form_field *field, const struct form_list *list,
                        struct record_writer *writer)
{
    record_list_begin(writer, field->id_short);
    for (size_t i = 0; i < list->count; i++) {
        record_item_begin(writer, field->item);
        if (field->kind == FORM_PAIRS) {
            const struct form_pair *pair = (const struct form_pair *)list->items + i;
            record_property(writer, "Name", "xs:string", pair->name);
            record_property(writer, "Value", "xs:string", pair->value);
        } else
            form_write_record(field->form, item_at(list, field->form, i), writer);
        record_item_end(writer);
    }
    record_list_end(writer);
}

void form_write_record(const struct form *form, const void *from, struct record_writer *writer)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        const str *text = member_in(from, field);
        const struct form_list *list = member_in(from, field);
        if (!field->id_short)
            continue;
        if (field->kind == FORM_TEXT)
            record_property(writer, field->id_short, "xs:string", *text);
        else if (field->kind == FORM_REFERENCE && text->n)
            record_reference(writer, field->id_short, DOCUMENT_SHELL, *text);
        else if (field->kind == FORM_FILE && text->n)
            record_file(writer, field->id_short, str_from(field->item), *text);
        else if (field->kind == FORM_TEXTS)
            record_texts(writer, field->id_short, field->item, list->items, list->count);
        else if (field->kind >= FORM_PAIRS && list->count)
            write_items(field, list, writer);
    }
}

static void read_items(const struct form_field *field, const struct json *json, uint32_t element,
                       struct arena *arena, struct form_list *list)
{
    size_t bytes = field->kind == FORM_PAIRS ? sizeof(struct form_pair) : field->form->bytes;
    uint32_t value = element ? json_member(json, element, STR("value")) : 0;
    list->items = value ? arena_zalloc(arena, bytes * (json_count(json, value) + 1)) : NULL;
    for (RECORD_EACH(json, element, item)) {
        uint32_t inside = record_elements(json, item);
        if (field->kind == FORM_PAIRS)
            ((struct form_pair *)list->items)[list->count] =
                (struct form_pair){.name = record_text(json, inside, "Name", arena),
                                   .value = record_text(json, inside, "Value", arena)};
        else
            form_read_record(field->form, json, inside, arena,
                             item_at(list, field->form, list->count));
        list->count++;
    }
}

void form_read_record(const struct form *form, const struct json *json, uint32_t elements,
                      struct arena *arena, void *to)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        void *member = member_of(to, field);
        if (!field->id_short)
            continue;
        if (field->kind == FORM_TEXT || field->kind == FORM_FILE)
            *(str *)member = record_text(json, elements, field->id_short, arena);
        else if (field->kind == FORM_REFERENCE)
            *(str *)member = record_referred(json, elements, field->id_short, arena);
        else if (field->kind == FORM_TEXTS) {
            struct form_list *list = member;
            const str *texts;
            record_read_texts(json, elements, field->id_short, arena, &texts, &list->count);
            list->items = arena_zalloc(arena, sizeof(str) * (list->count + 1));
            memcpy(list->items, texts ? texts : list->items, sizeof(str) * list->count);
        } else
            read_items(field, json, record_find(json, elements, field->id_short), arena, member);
    }
}

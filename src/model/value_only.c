/* SPDX-License-Identifier: Apache-2.0 */
/* value_only.c - one small writer for each class that has a value form, in a table. */
#include "model/value_only.h"

#include "base/ascii.h"
#include "codec/json.h"
#include "codec/xsd.h"
#include "model/meta.h"

struct writer {
    const struct json *json;
    struct view view;
    struct buf *out;
};

enum level { LEVEL_ROOT, LEVEL_CHILD, LEVEL_DEEP };

static bool write_element(const struct writer *writer, uint32_t token, enum level level);

static uint32_t member(const struct writer *writer, uint32_t token, const char *name)
{
    return json_member(writer->json, token, str_from(name));
}

/* The token of a member that is a string, or 0. */
static uint32_t string_member(const struct writer *writer, uint32_t token, const char *name)
{
    uint32_t value = member(writer, token, name);
    return value && json_type(writer->json, value) == JSON_STRING ? value : 0;
}

static str member_text(const struct writer *writer, uint32_t token, const char *name)
{
    uint32_t value = string_member(writer, token, name);
    return value ? json_string_raw(writer->json, value) : (str){0};
}

/* --- numbers --- */

static size_t count_digits(str text, size_t at)
{
    size_t begin = at;
    while (at < text.n && ascii_is_digit(text.p[at]))
        at++;
    return at - begin;
}

bool value_only_write_number(str text, struct buf *out)
{
    text = str_trim(text);
    size_t at = 0;
    bool minus = text.n && text.p[0] == '-';
    if (text.n && (minus || text.p[0] == '+'))
        at++;
    str whole = str_of(text.p + at, count_digits(text, at)), fraction = {0}, exponent = {0};
    at += whole.n;
    if (at < text.n && text.p[at] == '.') {
        fraction = str_of(text.p + at + 1, count_digits(text, at + 1));
        at += 1 + fraction.n;
    }
    if (whole.n + fraction.n == 0)
        return false;
    if (at < text.n && (text.p[at] == 'e' || text.p[at] == 'E')) {
        size_t begin = at++;
        at += at < text.n && (text.p[at] == '+' || text.p[at] == '-');
        size_t digits = count_digits(text, at);
        if (!digits)
            return false;
        at += digits;
        exponent = str_of(text.p + begin, at - begin);
    }
    if (at != text.n)
        return false;
    while (whole.n > 1 && whole.p[0] == '0')
        whole = str_of(whole.p + 1, whole.n - 1);
    if (minus)
        buf_add_char(out, '-');
    buf_add(out, whole.n ? whole : STR("0"));
    if (fraction.n) {
        buf_add_char(out, '.');
        buf_add(out, fraction);
    }
    buf_add(out, exponent);
    return true;
}

static bool is_number_type(str type)
{
    enum xsd_type xsd;
    return xsd_type_find(type, &xsd) && xsd_is_numeric(xsd);
}

/* A value text by its type. What JSON cannot say (INF, NaN, a text that is no number) stays a
 * string. */
static void write_typed(const struct writer *writer, uint32_t value, str type)
{
    str raw = json_string_raw(writer->json, value);
    if (is_number_type(type) && value_only_write_number(raw, writer->out))
        return;
    if (str_equal(type, STR("xs:boolean"))) {
        str text = str_trim(raw);
        bool is_true = str_equal(text, STR("true")) || str_equal(text, STR("1"));
        if (is_true || str_equal(text, STR("false")) || str_equal(text, STR("0"))) {
            buf_add(writer->out, is_true ? STR("true") : STR("false"));
            return;
        }
    }
    buf_add(writer->out, json_slice(writer->json, value));
}

/* --- classes ------------------------------------------------------------------------------------
 * Each adds the value and returns true, or adds nothing and returns false. */

static void write_children_object(const struct writer *writer, uint32_t list, enum level level)
{
    const struct json *json = writer->json;
    uint32_t end = list && json_type(json, list) == JSON_ARRAY ? json_next(json, list) : 0;
    bool first = true;
    buf_add_char(writer->out, '{');
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        uint32_t name = string_member(writer, item, "idShort");
        size_t before = writer->out->n;
        if (!name)
            continue;
        if (!first)
            buf_add_char(writer->out, ',');
        buf_add(writer->out, json_slice(json, name));
        buf_add_char(writer->out, ':');
        if (write_element(writer, item, level))
            first = false;
        else
            writer->out->n = before;
    }
    buf_add_char(writer->out, '}');
}

static bool is_cut(const struct writer *writer, enum level level)
{
    return writer->view.core && level != LEVEL_ROOT;
}

static enum level below(enum level level)
{
    return level == LEVEL_ROOT ? LEVEL_CHILD : LEVEL_DEEP;
}

static bool write_submodel(const struct writer *writer, uint32_t token, enum level level)
{
    write_children_object(writer, member(writer, token, "submodelElements"), below(level));
    return true;
}

static bool write_collection(const struct writer *writer, uint32_t token, enum level level)
{
    uint32_t list = is_cut(writer, level) ? 0 : member(writer, token, "value");
    write_children_object(writer, list, below(level));
    return true;
}

static bool write_list(const struct writer *writer, uint32_t token, enum level level)
{
    const struct json *json = writer->json;
    str type = member_text(writer, token, "typeValueListElement");
    if (str_equal(type, STR("Capability")) || str_equal(type, STR("Operation")))
        return false;
    uint32_t list = is_cut(writer, level) ? 0 : member(writer, token, "value");
    uint32_t end = list && json_type(json, list) == JSON_ARRAY ? json_next(json, list) : 0;
    bool first = true;
    buf_add_char(writer->out, '[');
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        size_t before = writer->out->n;
        if (!first)
            buf_add_char(writer->out, ',');
        if (write_element(writer, item, below(level)))
            first = false;
        else
            writer->out->n = before;
    }
    buf_add_char(writer->out, ']');
    return true;
}

static bool write_property(const struct writer *writer, uint32_t token, enum level level)
{
    uint32_t value = string_member(writer, token, "value");
    (void)level;
    if (!value)
        return false;
    write_typed(writer, value, member_text(writer, token, "valueType"));
    return true;
}

static bool write_multi_language(const struct writer *writer, uint32_t token, enum level level)
{
    const struct json *json = writer->json;
    uint32_t list = member(writer, token, "value");
    (void)level;
    if (!list || json_type(json, list) != JSON_ARRAY)
        return false;
    uint32_t end = json_next(json, list);
    buf_add_char(writer->out, '[');
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        uint32_t language = string_member(writer, item, "language");
        uint32_t text = string_member(writer, item, "text");
        if (item > list + 1)
            buf_add_char(writer->out, ',');
        buf_add_char(writer->out, '{');
        if (language && text) {
            buf_add(writer->out, json_slice(json, language));
            buf_add_char(writer->out, ':');
            buf_add(writer->out, json_slice(json, text));
        }
        buf_add_char(writer->out, '}');
    }
    buf_add_char(writer->out, ']');
    return true;
}

static bool write_range(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const ends[] = {"min", "max"};
    str type = member_text(writer, token, "valueType");
    size_t before = writer->out->n;
    (void)level;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        uint32_t value = string_member(writer, token, ends[i]);
        if (!value)
            continue;
        buf_add(writer->out, writer->out->n == before ? STR("{\"") : STR(",\""));
        buf_add(writer->out, str_from(ends[i]));
        buf_add(writer->out, STR("\":"));
        write_typed(writer, value, type);
    }
    if (writer->out->n == before)
        return false;
    buf_add_char(writer->out, '}');
    return true;
}

/* The named properties as they are, in an object; false when none is there. */
static bool write_members(const struct writer *writer, uint32_t token, const char *const *names,
                          size_t count)
{
    size_t before = writer->out->n;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = member(writer, token, names[i]);
        if (!value)
            continue;
        buf_add(writer->out, writer->out->n == before ? STR("{\"") : STR(",\""));
        buf_add(writer->out, str_from(names[i]));
        buf_add(writer->out, STR("\":"));
        buf_add(writer->out, json_slice(writer->json, value));
    }
    return writer->out->n > before;
}

static bool write_file(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"contentType", "value"};
    (void)level;
    if (!write_members(writer, token, names, COUNT_OF(names)))
        return false;
    buf_add_char(writer->out, '}');
    return true;
}

static bool write_blob(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"contentType", "value"};
    (void)level;
    if (!write_members(writer, token, names, writer->view.with_blob_value ? 2 : 1))
        return false;
    buf_add_char(writer->out, '}');
    return true;
}

static bool write_reference(const struct writer *writer, uint32_t token, enum level level)
{
    uint32_t value = member(writer, token, "value");
    (void)level;
    if (value)
        buf_add(writer->out, json_slice(writer->json, value));
    return value != 0;
}

static bool write_relationship(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"first", "second"};
    (void)level;
    if (!write_members(writer, token, names, COUNT_OF(names)))
        return false;
    buf_add_char(writer->out, '}');
    return true;
}

/* The text shows annotations as an array, the schema and the OpenAPI as an object by idShort: the
 * latter two are followed (docs/decisions.md). */
static bool write_annotated(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"first", "second"};
    uint32_t list = is_cut(writer, level) ? 0 : member(writer, token, "annotations");
    bool any = write_members(writer, token, names, COUNT_OF(names));
    if (!any && !list)
        return false;
    if (list) {
        buf_add(writer->out, any ? STR(",\"annotations\":") : STR("{\"annotations\":"));
        write_children_object(writer, list, below(level));
    }
    buf_add_char(writer->out, '}');
    return true;
}

static bool write_entity(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"entityType", "globalAssetId", "specificAssetIds"};
    uint32_t list = is_cut(writer, level) ? 0 : member(writer, token, "statements");
    bool any = write_members(writer, token, names, COUNT_OF(names));
    if (!any && !list)
        return false;
    if (list) {
        buf_add(writer->out, any ? STR(",\"statements\":") : STR("{\"statements\":"));
        write_children_object(writer, list, below(level));
    }
    buf_add_char(writer->out, '}');
    return true;
}

static bool write_event(const struct writer *writer, uint32_t token, enum level level)
{
    static const char *const names[] = {"observed"};
    (void)level;
    if (!write_members(writer, token, names, COUNT_OF(names)))
        return false;
    buf_add_char(writer->out, '}');
    return true;
}

typedef bool element_writer(const struct writer *writer, uint32_t token, enum level level);

static element_writer *const writers[CLASS_COUNT] = {
    [CLASS_SUBMODEL] = write_submodel,
    [CLASS_SUBMODEL_ELEMENT_COLLECTION] = write_collection,
    [CLASS_SUBMODEL_ELEMENT_LIST] = write_list,
    [CLASS_PROPERTY] = write_property,
    [CLASS_MULTI_LANGUAGE_PROPERTY] = write_multi_language,
    [CLASS_RANGE] = write_range,
    [CLASS_FILE] = write_file,
    [CLASS_BLOB] = write_blob,
    [CLASS_REFERENCE_ELEMENT] = write_reference,
    [CLASS_RELATIONSHIP_ELEMENT] = write_relationship,
    [CLASS_ANNOTATED_RELATIONSHIP_ELEMENT] = write_annotated,
    [CLASS_ENTITY] = write_entity,
    [CLASS_BASIC_EVENT_ELEMENT] = write_event,
};

static element_writer *writer_of(const struct writer *writer, uint32_t token)
{
    enum class_id class = class_find(member_text(writer, token, "modelType"));
    return class == CLASS_NONE ? NULL : writers[class];
}

/* As deep as the tape at most: JSON_DEPTH_MAX. */
static bool write_element(const struct writer *writer, uint32_t token, enum level level)
{
    element_writer *write = writer_of(writer, token);
    return write && write(writer, token, level);
}

err_t value_only_write(str text, struct view view, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = json_read(text, &json, why);
    if (err)
        return err;
    struct writer writer = {&json, view, out};
    if (!writer_of(&writer, 0))
        err = fail_set(why, ERR_NOT_ALLOWED, 0, member_text(&writer, 0, "modelType"),
                       "this class has no value-only form");
    else if (!write_element(&writer, 0, LEVEL_ROOT))
        buf_add(out, STR("null"));
    json_release(&json);
    return err;
}

err_t value_only_write_named(str text, struct view view, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = json_read(text, &json, why);
    if (err)
        return err;
    struct writer writer = {&json, view, out};
    uint32_t name = string_member(&writer, 0, "idShort");
    size_t before = out->n;
    if (name) {
        buf_add(out, json_slice(&json, name));
        buf_add_char(out, ':');
        if (!write_element(&writer, 0, LEVEL_CHILD))
            out->n = before;
    }
    json_release(&json);
    return ERR_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* view.c - copies a JSON text, leaving out what a view does not show. */
#include "model/view.h"

#include "codec/json.h"
#include "model/node.h"

/* Where an object stands: the one asked for, one of its direct children, or elsewhere. */
enum level { LEVEL_ROOT, LEVEL_CHILD, LEVEL_OTHER };

struct writer {
    const struct json *json;
    struct view view;
    struct buf *out;
};

bool view_is_whole(str json, struct view view)
{
    static const char blob[] = "\"modelType\":\"Blob\""; /* canonical text is compact */
    return !view.core && (view.with_blob_value || str_find(json, STR(blob)) == json.n);
}

str view_children_of(str model_type)
{
    enum class_id class = class_find(model_type);
    enum property property = class == CLASS_NONE ? PROP_NONE : node_children_property(class);
    return property == PROP_NONE ? (str){0} : property_name(property);
}

static void copy_value(const struct writer *writer, uint32_t token, enum level level);

static void copy_array(const struct writer *writer, uint32_t token, enum level level)
{
    uint32_t end = json_next(writer->json, token);
    buf_add_char(writer->out, '[');
    for (uint32_t item = token + 1; item < end; item = json_next(writer->json, item)) {
        if (item > token + 1)
            buf_add_char(writer->out, ',');
        copy_value(writer, item, level);
    }
    buf_add_char(writer->out, ']');
}

static void copy_object(const struct writer *writer, uint32_t token, enum level level)
{
    const struct json *json = writer->json;
    uint32_t type = json_member(json, token, STR("modelType")), end = json_next(json, token);
    bool typed = type && json_type(json, type) == JSON_STRING;
    str model_type = typed ? json_string_raw(json, type) : (str){0};
    str children = model_type.n ? view_children_of(model_type) : (str){0};
    bool no_value =
        !writer->view.with_blob_value && str_equal(model_type, STR("Blob")); /* its own value */
    bool no_children = writer->view.core && level == LEVEL_CHILD && children.n;
    bool first = true;
    buf_add_char(writer->out, '{');
    for (uint32_t key = token + 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string_raw(json, key);
        bool is_children = children.n && str_equal(name, children);
        if ((no_value && str_equal(name, STR("value"))) || (no_children && is_children))
            continue;
        if (!first)
            buf_add_char(writer->out, ',');
        first = false;
        buf_add(writer->out, json_slice(json, key));
        buf_add_char(writer->out, ':');
        copy_value(writer, key + 1, is_children && level == LEVEL_ROOT ? LEVEL_CHILD : LEVEL_OTHER);
    }
    buf_add_char(writer->out, '}');
}

/* As deep as the tape at most: JSON_DEPTH_MAX. */
static void copy_value(const struct writer *writer, uint32_t token, enum level level)
{
    switch (json_type(writer->json, token)) {
    case JSON_OBJECT:
        copy_object(writer, token, level);
        break;
    case JSON_ARRAY:
        copy_array(writer, token, level);
        break;
    default:
        buf_add(writer->out, json_slice(writer->json, token));
        break;
    }
}

err_t view_write(str text, struct view view, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = json_read(text, &json, why);
    if (err)
        return err;
    struct writer writer = {&json, view, out};
    copy_value(&writer, 0, LEVEL_ROOT);
    json_release(&json);
    return ERR_OK;
}

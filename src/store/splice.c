/* SPDX-License-Identifier: Apache-2.0 */
/* splice.c - put, add and delete on text. Only the slice that is touched is read. */
#include "store/splice.h"

#include "store/children.h"

static void add_replaced(struct buf *out, str body, size_t at, size_t bytes, str text)
{
    buf_reserve(out, body.n - bytes + text.n);
    buf_add(out, str_of(body.p, at));
    buf_add(out, text);
    buf_add(out, str_of(body.p + at + bytes, body.n - at - bytes));
}

/* The path of the container of the element at `path`: "" for the submodel. */
static str path_of_container(str path)
{
    size_t n = path.n;
    while (n && path.p[n - 1] != '.' && path.p[n - 1] != '[')
        n--;
    return str_of(path.p, n ? n - 1 : 0);
}

static err_t put(str body, const struct slices *slices, str path, str element, struct buf *out,
                 struct fail *why)
{
    struct slice old;
    err_t rc = slices_find(slices, path, &old, why);
    if (rc == ERR_OK)
        add_replaced(out, body, old.at, old.bytes, element);
    return rc;
}

/* Refuses a second child of the same idShort (AASd-022). */
static err_t check_free(const struct slices *slices, const struct container_class *container,
                        str path, str element, struct fail *why)
{
    struct json json;
    if (container->indexed)
        return ERR_OK;
    err_t rc = json_read(element, &json, why);
    if (rc != ERR_OK)
        return rc;
    struct arena arena = {0};
    uint32_t id_short = json_member(&json, 0, STR("idShort"));
    if (id_short && json_type(&json, id_short) == JSON_STRING) {
        str name = json_string(&json, id_short, &arena);
        str full =
            arena_printf(&arena, "%.*s%s%.*s", STR_ARG(path), path.n ? "." : "", STR_ARG(name));
        struct slice taken;
        if (slices_find(slices, full, &taken, NULL) == ERR_OK)
            rc = fail_set(why, ERR_CONFLICT, 0, full, "an element %.*s exists already",
                          STR_ARG(full));
    }
    arena_release(&arena);
    json_release(&json);
    return rc;
}

/* Where a child goes that is added to the object `json`: behind the last one, or in a property of
 * its own. `head` and `tail` stand around it. */
struct insertion {
    size_t at;
    str property;
    const char *head, *tail;
};

static struct insertion insertion_for(const struct json *json,
                                      const struct container_class *container)
{
    uint32_t array = container_children(json, 0, container);
    if (array) {
        str text = json_slice(json, array);
        size_t end = (size_t)(text.p - json->text.p) + text.n - 1;
        return (struct insertion){end, {0}, json_count(json, array) ? "," : "", ""};
    }
    for (size_t i = 0; i < COUNT_OF(container->follows); i++) {
        uint32_t value = container->follows[i].p ? json_member(json, 0, container->follows[i]) : 0;
        if (value)
            return (struct insertion){json->tokens[value - 1].at, container->property, "", "],"};
    }
    str text = json_slice(json, 0);
    size_t end = (size_t)(text.p - json->text.p) + text.n - 1;
    return (struct insertion){end, container->property, json_count(json, 0) ? "," : "", "]"};
}

static void add_inserted(struct buf *out, str body, size_t at, const struct insertion *where,
                         str element)
{
    buf_reserve(out, body.n + element.n + where->property.n + 8);
    buf_add(out, str_of(body.p, at));
    buf_add(out, str_from(where->head));
    if (where->property.p) {
        buf_add_char(out, '"');
        buf_add(out, where->property);
        buf_add(out, STR("\":["));
    }
    buf_add(out, element);
    buf_add(out, str_from(where->tail));
    buf_add(out, str_of(body.p + at, body.n - at));
}

/* The text of the container at `path`, read. */
static err_t read_container(str body, const struct slices *slices, str path, struct json *ret_json,
                            const struct container_class **ret_class, struct fail *why)
{
    struct slice slice = {0, (uint32_t)body.n};
    err_t rc = path.n ? slices_find(slices, path, &slice, why) : ERR_OK;
    if (rc == ERR_OK)
        rc = json_read(str_of(body.p + slice.at, slice.bytes), ret_json, why);
    if (rc != ERR_OK)
        return rc;
    *ret_class = container_class_of(ret_json, 0);
    if (*ret_class)
        return ERR_OK;
    json_release(ret_json);
    return fail_set(why, ERR_NOT_ALLOWED, 0, path, "%.*s cannot have child elements",
                    STR_ARG(path));
}

static err_t add(str body, const struct slices *slices, str path, str element, struct buf *out,
                 struct fail *why)
{
    struct json json;
    const struct container_class *container;
    err_t rc = read_container(body, slices, path, &json, &container, why);
    if (rc != ERR_OK)
        return rc;
    rc = check_free(slices, container, path, element, why);
    if (rc == ERR_OK) {
        struct insertion where = insertion_for(&json, container);
        add_inserted(out, body, (size_t)(json.text.p - body.p) + where.at, &where, element);
    }
    json_release(&json);
    return rc;
}

/* The bytes that go with the property `value` of an object: its name and one comma. */
static void property_range(const struct json *json, uint32_t value, size_t *ret_from,
                           size_t *ret_to)
{
    uint32_t key = value - 1;
    str text = json_slice(json, value);
    *ret_from = json->tokens[key].at;
    *ret_to = (size_t)(text.p - json->text.p) + text.n;
    if (key > 1)
        *ret_from -= 1;
    else if (json->text.p[*ret_to] == ',')
        *ret_to += 1;
}

static err_t delete (str body, const struct slices *slices, str path, struct buf *out,
                     struct fail *why)
{
    struct slice slice;
    struct json json;
    const struct container_class *container;
    err_t rc = slices_find(slices, path, &slice, why);
    if (rc == ERR_OK)
        rc = read_container(body, slices, path_of_container(path), &json, &container, why);
    if (rc != ERR_OK)
        return rc;
    size_t from = slice.at, to = slice.at + slice.bytes;
    size_t base = (size_t)(json.text.p - body.p);
    uint32_t array = container_children(&json, 0, container);
    if (json_count(&json, array) == 1) {
        /* Empty arrays are not allowed in canonical JSON. */
        property_range(&json, array, &from, &to);
        from += base;
        to += base;
    } else if (body.p[to] == ',') {
        to++;
    } else {
        from--;
    }
    json_release(&json);
    add_replaced(out, body, from, to - from, (str){0});
    return ERR_OK;
}

err_t splice_apply(str body, const struct slices *slices, enum store_operation operation, str path,
                   str element, struct buf *out, struct fail *why)
{
    switch (operation) {
    case STORE_ELEMENT_PUT:
        return put(body, slices, path, element, out, why);
    case STORE_ELEMENT_ADD:
        return add(body, slices, path, element, out, why);
    case STORE_ELEMENT_DELETE:
        return delete (body, slices, path, out, why);
    case STORE_PUT:
    case STORE_DELETE:
    case STORE_FILE_PUT:
    case STORE_FILE_DELETE:
        break;
    }
    return fail_set(why, ERR_CORRUPT, 0, path, "operation %d does not change an element",
                    (int)operation);
}

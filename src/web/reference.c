/* SPDX-License-Identifier: Apache-2.0 */
/* reference.c - keys of References, found on the tape. */
#include "web/reference.h"

static void write_key(struct buf *out, str key_type, str key_value)
{
    buf_add(out, STR("{\"type\":\""));
    buf_add(out, key_type);
    buf_add(out, STR("\",\"value\":"));
    json_write_string(out, key_value);
    buf_add_char(out, '}');
}

void reference_begin(struct buf *out, str key_type, str key_value)
{
    buf_add(out, STR("{\"type\":\"ModelReference\",\"keys\":["));
    write_key(out, key_type, key_value);
}

void reference_add_key(struct buf *out, str key_type, str key_value)
{
    buf_add_char(out, ',');
    write_key(out, key_type, key_value);
}

void reference_end(struct buf *out)
{
    buf_add(out, STR("]}"));
}

static bool is_array(const struct json *json, uint32_t token)
{
    return token && json_type(json, token) == JSON_ARRAY;
}

str reference_last_key(const struct json *json, uint32_t reference, struct arena *arena)
{
    uint32_t keys = json_member(json, reference, STR("keys")), last = 0;
    if (!is_array(json, keys))
        return (str){0};
    uint32_t end = json_next(json, keys);
    for (uint32_t key = keys + 1; key < end; key = json_next(json, key))
        last = key;
    return last ? json_member_text(json, last, STR("value"), arena) : (str){0};
}

void references_of_list(const struct json *json, uint32_t list, struct arena *arena,
                        reference_visitor *each, void *context)
{
    uint32_t end = is_array(json, list) ? json_next(json, list) : 0;
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        str value = reference_last_key(json, item, arena);
        if (value.n)
            each(context, value);
    }
}

void references_of_document(const struct json *json, struct arena *arena, reference_visitor *each,
                            void *context)
{
    /* Only References have a property "keys" (IDTA-01001). */
    for (uint32_t i = 0; i + 1 < json->count; i++) {
        if (json_type(json, i) != JSON_STRING || !is_array(json, i + 1) ||
            !str_equal(json_string_raw(json, i), STR("keys")))
            continue;
        uint32_t end = json_next(json, i + 1);
        for (uint32_t key = i + 2; key < end; key = json_next(json, key)) {
            str value = json_member_text(json, key, STR("value"), arena);
            if (value.n)
                each(context, value);
        }
    }
}

struct search {
    str wanted;
    bool found;
};

static void look(void *context, str value)
{
    struct search *search = context;
    search->found = search->found || str_equal(value, search->wanted);
}

bool shell_refers_to(str shell_json, str submodel_id, struct arena *arena)
{
    struct json json;
    struct fail why;
    struct search search = {submodel_id, false};
    if (json_read(shell_json, &json, &why) != ERR_OK)
        return false;
    references_of_list(&json, json_member(&json, 0, STR("submodels")), arena, look, &search);
    json_release(&json);
    return search.found;
}

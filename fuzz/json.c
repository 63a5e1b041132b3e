/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - reading JSON: slices lie inside the text; what is written back reads the same. */
#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* Writes the value without white space and with its strings escaped anew. */
static void write_value(const struct json *json, uint32_t token, struct arena *arena,
                        struct buf *out)
{
    enum json_type type = json_type(json, token);
    str slice = json_slice(json, token);
    check(slice.n > 0 && slice.p >= json->text.p &&
          slice.p + slice.n <= json->text.p + json->text.n);
    if (type == JSON_STRING)
        json_write_string(out, json_string(json, token, arena));
    if (type < JSON_STRING)
        buf_add(out, slice);
    if (type < JSON_ARRAY)
        return;
    uint32_t end = json_next(json, token), i = 0;
    check(end > token && end <= json->count);
    buf_add_char(out, type == JSON_ARRAY ? '[' : '{');
    for (uint32_t at = token + 1; at < end; at = json_next(json, at), i++) {
        if (i > 0)
            buf_add_char(out, type == JSON_OBJECT && i % 2 ? ':' : ',');
        write_value(json, at, arena, out);
    }
    buf_add_char(out, type == JSON_ARRAY ? ']' : '}');
    check(json_count(json, token) == (type == JSON_OBJECT ? i / 2 : i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    struct json json, again;
    struct arena arena = {0};
    struct buf first = {0}, second = {0};
    struct fail why = {0};
    if (json_read(text, &json, &why) != ERR_OK) {
        check(why.offset <= size && why.text[0]);
        return 0;
    }
    write_value(&json, 0, &arena, &first);
    check(json_read(buf_str(&first), &again, NULL) == ERR_OK && again.count == json.count);
    write_value(&again, 0, &arena, &second);
    check(str_equal(buf_str(&first), buf_str(&second)));
    json_release(&json);
    json_release(&again);
    arena_release(&arena);
    buf_release(&first);
    buf_release(&second);
    return 0;
}

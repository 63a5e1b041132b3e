/* SPDX-License-Identifier: Apache-2.0 */
/* payload.c - values in and out of payloads. */
#include "link/payload.h"

#include "base/utf8.h"
#include "model/value_only.h"

bool link_codec_find(str content_type, enum link_codec *ret_codec)
{
    str type = str_of(content_type.p, str_find_char(content_type, ';'));
    while (type.n && type.p[type.n - 1] == ' ')
        type.n--;
    bool json = !type.n || str_equal_nocase(type, STR("application/json")) ||
                (type.n > 5 && str_equal_nocase(str_of(type.p + type.n - 5, 5), STR("+json")));
    if (!json && !str_equal_nocase(type, STR("text/plain")))
        return false;
    *ret_codec = json ? CODEC_JSON : CODEC_PLAIN;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space around a number or a boolean is no part of it; of other texts only the end of the
 * line is none. */
static err_t read_plain(str payload, struct arena *arena, struct link_raw *ret_raw,
                        struct fail *why)
{
    double number;
    str text = payload;
    if (utf8_find_invalid(payload) < payload.n)
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "the payload is not UTF-8");
    while (text.n && is_space(text.p[text.n - 1]))
        text.n--;
    while (text.n && is_space(text.p[0]))
        text = str_of(text.p + 1, text.n - 1);
    if (link_number_read(text, &number)) {
        ret_raw->kind = RAW_NUMBER;
    } else if (str_equal(text, STR("true")) || str_equal(text, STR("false"))) {
        ret_raw->kind = RAW_BOOLEAN;
    } else {
        ret_raw->kind = RAW_TEXT;
        text = payload;
        if (text.n && text.p[text.n - 1] == '\n')
            text.n--;
        if (text.n && text.p[text.n - 1] == '\r')
            text.n--;
    }
    ret_raw->text = arena_dup(arena, text);
    return ERR_OK;
}

static err_t read_token(const struct json *json, uint32_t token, struct arena *arena,
                        struct link_raw *ret_raw, struct fail *why)
{
    switch (json_type(json, token)) {
    case JSON_TRUE:
    case JSON_FALSE:
        ret_raw->kind = RAW_BOOLEAN;
        ret_raw->text = arena_dup(arena, json_slice(json, token));
        return ERR_OK;
    case JSON_NUMBER:
        ret_raw->kind = RAW_NUMBER;
        ret_raw->text = arena_dup(arena, json_slice(json, token));
        return ERR_OK;
    case JSON_STRING:
        ret_raw->kind = RAW_TEXT;
        ret_raw->text = arena_dup(arena, json_string(json, token, arena));
        return ERR_OK;
    case JSON_NULL:
        return fail_set(why, ERR_INVALID, 0, (str){0}, "the machine says null: it has no value");
    default:
        return fail_set(why, ERR_INVALID, 0, (str){0},
                        "the machine sends an object or an array where one value is expected; name "
                        "its member in nested properties");
    }
}

static err_t read_json(str payload, const str *keys, size_t key_count, struct arena *arena,
                       struct link_raw *ret_raw, struct fail *why)
{
    struct json json;
    uint32_t token = 0;
    err_t err = json_read(payload, &json, NULL);
    if (err)
        return fail_set(why, err, 0, (str){0}, "the payload is not JSON");
    for (size_t i = 0; !err && i < key_count; i++) {
        token = json_member(&json, token, keys[i]);
        if (!token)
            err = fail_set(why, ERR_NOT_FOUND, 0, keys[i], "the payload has no member %.*s",
                           STR_ARG(keys[i]));
    }
    if (!err)
        err = read_token(&json, token, arena, ret_raw, why);
    json_release(&json);
    return err;
}

err_t link_payload_read(enum link_codec codec, str payload, const str *keys, size_t key_count,
                        struct arena *arena, struct link_raw *ret_raw, struct fail *why)
{
    if (codec == CODEC_JSON)
        return read_json(payload, keys, key_count, arena, ret_raw, why);
    if (key_count > 0)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "text/plain has no members");
    return read_plain(payload, arena, ret_raw, why);
}

void link_payload_write(enum link_codec codec, const struct link_raw *raw, struct buf *out)
{
    /* XSD has numbers that JSON has not: "+5", ".5", INF. */
    if (codec == CODEC_PLAIN)
        buf_add(out, raw->text);
    else if (raw->kind == RAW_BOOLEAN)
        buf_add(out, raw->text);
    else if (raw->kind != RAW_NUMBER || !value_only_write_number(raw->text, out))
        json_write_string(out, raw->text);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - one decoder for both alphabets. */
#include "base/base64.h"

#include "base/ascii.h"

enum { VALUE_NONE = -1, VALUE_SPACE = -2, VALUE_PAD = -3 };

static int value_of(char c)
{
    if (ascii_is_upper(c))
        return c - 'A';
    if (ascii_is_lower(c))
        return c - 'a' + 26;
    if (ascii_is_digit(c))
        return c - '0' + 52;
    if (c == '+')
        return 62;
    if (c == '/')
        return 63;
    if (c == '=')
        return VALUE_PAD;
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' ? VALUE_SPACE : VALUE_NONE;
}

static int url_value_of(char c)
{
    if (c == '-')
        return 62;
    if (c == '_')
        return 63;
    int value = value_of(c);
    return c == '+' || c == '/' || value == VALUE_SPACE ? VALUE_NONE : value;
}

/* Decodes into `to` (may be NULL: only check). Returns false when not base64. */
static bool decode(str text, int (*value)(char), bool need_padding, char *to, size_t *ret_bytes)
{
    uint32_t bits = 0;
    size_t digits = 0, pads = 0, bytes = 0;
    for (size_t i = 0; i < text.n; i++) {
        int v = value(text.p[i]);
        if (v == VALUE_SPACE)
            continue;
        if (v == VALUE_PAD) {
            pads++;
            continue;
        }
        if (v == VALUE_NONE || pads)
            return false;
        bits = bits << 6 | (uint32_t)v;
        if (++digits % 4 == 1)
            continue;
        if (to)
            to[bytes] = (char)(bits >> (digits % 4 == 2 ? 4 : digits % 4 == 3 ? 2 : 0));
        bytes++;
    }
    *ret_bytes = bytes;
    if (digits % 4 == 1 || pads > 2)
        return false;
    return need_padding ? (digits + pads) % 4 == 0 : pads == 0 || (digits + pads) % 4 == 0;
}

static bool decode_into(struct arena *arena, str text, int (*value)(char c), bool need_padding,
                        str *ret_bytes)
{
    char *to = arena_alloc(arena, text.n / 4 * 3 + 4);
    size_t bytes;
    if (!decode(text, value, need_padding, to, &bytes))
        return false;
    to[bytes] = 0;
    *ret_bytes = str_of(to, bytes);
    return true;
}

bool base64url_decode(struct arena *arena, str text, str *ret_bytes)
{
    return decode_into(arena, text, url_value_of, false, ret_bytes);
}

bool base64_decode(struct arena *arena, str text, str *ret_bytes)
{
    return decode_into(arena, text, value_of, true, ret_bytes);
}

bool base64_is_valid(str text)
{
    size_t bytes;
    return decode(text, value_of, true, NULL, &bytes);
}

static void encode(struct buf *out, str bytes, const char *alphabet, bool pad)
{
    char *to = buf_reserve(out, (bytes.n + 2) / 3 * 4);
    if (!to)
        return;
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t left = bytes.n - i;
        uint32_t bits = (uint32_t)(unsigned char)bytes.p[i] << 16;
        if (left > 1)
            bits |= (uint32_t)(unsigned char)bytes.p[i + 1] << 8;
        if (left > 2)
            bits |= (unsigned char)bytes.p[i + 2];
        to[n++] = alphabet[bits >> 18];
        to[n++] = alphabet[bits >> 12 & 63];
        if (left > 1)
            to[n++] = alphabet[bits >> 6 & 63];
        else if (pad)
            to[n++] = '=';
        if (left > 2)
            to[n++] = alphabet[bits & 63];
        else if (pad)
            to[n++] = '=';
    }
    out->n += n;
}

void base64url_encode(struct buf *out, str bytes)
{
    encode(out, bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

void base64_encode(struct buf *out, str bytes)
{
    encode(out, bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

str base64url_dup(struct arena *arena, str bytes)
{
    struct buf out = {0};
    base64url_encode(&out, bytes);
    str copy = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return copy;
}

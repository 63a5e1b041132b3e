/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.c - checking and walking UTF-8; plain ASCII goes eight bytes at a time. */
#include "base/utf8.h"

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t utf8_char_bytes(const char *p, const char *end)
{
    unsigned char c = (unsigned char)p[0];
    size_t room = (size_t)(end - p);
    if (c < 0x80)
        return 1;
    if (c < 0xC2)
        return 0;
    if (c < 0xE0)
        return room >= 2 && is_tail(p[1]) ? 2 : 0;
    if (room < 3 || !is_tail(p[1]) || !is_tail(p[2]))
        return 0;
    unsigned char second = (unsigned char)p[1];
    if (c < 0xF0)
        return (c == 0xE0 && second < 0xA0) || (c == 0xED && second >= 0xA0) ? 0 : 3;
    if (c > 0xF4 || room < 4 || !is_tail(p[3]))
        return 0;
    return (c == 0xF0 && second < 0x90) || (c == 0xF4 && second >= 0x90) ? 0 : 4;
}

uint32_t utf8_decode(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *p += 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    if (s[0] < 0xF0) {
        *p += 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    *p += 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
           (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}

size_t utf8_encode(uint32_t code_point, char *to)
{
    if (code_point < 0x80) {
        to[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        to[0] = (char)(0xC0 | code_point >> 6);
        to[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        to[0] = (char)(0xE0 | code_point >> 12);
        to[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code_point >> 18);
    to[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

static bool eight_are_ascii(const char *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
    return (word & 0x8080808080808080ull) == 0;
}

size_t utf8_find_invalid(str s)
{
    if (s.n == 0)
        return 0;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        if (end - p >= 8 && eight_are_ascii(p)) {
            p += 8;
            continue;
        }
        size_t bytes = utf8_char_bytes(p, end);
        if (bytes == 0)
            return (size_t)(p - s.p);
        p += bytes;
    }
    return s.n;
}

size_t utf8_length(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += !is_tail(s.p[i]);
    return count;
}

/* No byte under a space and none above 7F. */
static bool eight_are_printable(const char *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
    return ((word | (word - 0x2020202020202020ull)) & 0x8080808080808080ull) == 0;
}

size_t utf8_find_non_xml(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        while (s.n - i > 8 && eight_are_printable(s.p + i))
            i += 8;
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
            return i;
        if (c == 0xEF && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xBF &&
            (unsigned char)s.p[i + 2] >= 0xBE)
            return i;
        /* Surrogates encoded in UTF-8 cannot be here: the reader refuses them. */
    }
    return s.n;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* text_mended.c - signs that were decoded wrongly, or have a plain one. */
#include "plan/security/match/text_mended.h"

/* Bytes C3 83 C2 BC are what C3 BC becomes. */
static bool is_mojibake(const unsigned char *p, size_t n)
{
    return n >= 4 && p[0] == 0xC3 && (p[1] == 0x82 || p[1] == 0x83) && p[2] == 0xC2 && p[3] >= 0x80;
}

static const struct {
    const char *sign, *plain;
} signs[] = {
    {"\u2010", "-"}, {"\u2011", "-"}, {"\u2012", "-"}, {"\u2013", "-"}, /* dashes */
    {"\u00b5", "u"}, {"\u03bc", "u"}, {"\u00a0", " "},
};

/* The sign that the text begins with, or COUNT_OF(signs). */
static size_t sign_at(str text)
{
    size_t i = (unsigned char)text.p[0] < 0x80 ? COUNT_OF(signs) : 0;
    while (i < COUNT_OF(signs) && !str_starts_with(text, str_from(signs[i].sign)))
        i++;
    return i;
}

static bool is_to_mend(str text)
{
    return sign_at(text) < COUNT_OF(signs) || is_mojibake((const unsigned char *)text.p, text.n);
}

/* Adds what the text begins with as it was meant. Returns its bytes in the text. */
static size_t add_one(str text, char *to, size_t *n)
{
    size_t sign = sign_at(text);
    if (sign < COUNT_OF(signs)) {
        to[(*n)++] = signs[sign].plain[0];
        return strlen(signs[sign].sign);
    }
    if (is_mojibake((const unsigned char *)text.p, text.n)) {
        to[(*n)++] = (char)((unsigned char)text.p[1] + 0x40);
        to[(*n)++] = text.p[3];
        return 4;
    }
    to[(*n)++] = text.p[0];
    return 1;
}

str text_mended(struct arena *arena, str text)
{
    size_t i = 0, n = 0;
    while (i < text.n && !is_to_mend(str_of(text.p + i, text.n - i)))
        i++;
    if (i == text.n)
        return text;
    char *to = arena_alloc(arena, text.n);
    for (i = 0; i < text.n;)
        i += add_one(str_of(text.p + i, text.n - i), to, &n);
    return str_of(to, n);
}

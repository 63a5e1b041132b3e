/* SPDX-License-Identifier: Apache-2.0 */
/* code_key.c - identifiers become keys. */
#include "plan/security/match/code_key.h"

#include "base/ascii.h"
#include "plan/security/match/product_code.h"

enum { HASH_DIGITS_MIN = 32 }; /* MD5; a checksum that is shorter tells no file */

static str lower(struct arena *arena, const char *head, str text)
{
    str key = arena_printf(arena, "%s%.*s", head, STR_ARG(text));
    char *at = arena_alloc(arena, key.n + 1);
    for (size_t i = 0; i < key.n; i++)
        at[i] = (char)(i >= strlen(head) && ascii_is_upper(key.p[i]) ? key.p[i] | 0x20 : key.p[i]);
    return str_of(at, key.n);
}

/* "cpe:2.3:o:vendor:product:…" and "cpe:/o:vendor:product:…". */
static str cpe_key(struct arena *arena, str text)
{
    if (str_starts_with(text, STR("cpe:2.3:")))
        text = str_of(text.p + 8, text.n - 8);
    else if (str_starts_with(text, STR("cpe:/")))
        text = str_of(text.p + 5, text.n - 5);
    else
        return (str){0};
    size_t end = 0;
    for (int colons = 0; end < text.n; end++)
        if (text.p[end] == ':' && (end == 0 || text.p[end - 1] != '\\') && ++colons == 3)
            break;
    str head = str_of(text.p, end);
    size_t part = str_find_char(head, ':');
    bool open =
        str_find_char(head, '*') < head.n || str_ends_with(head, STR(":")) || part + 1 >= head.n ||
        str_find_char(str_of(head.p + part + 1, head.n - part - 1), ':') == head.n - part - 1;
    return open ? (str){0} : lower(arena, "CPE:", head);
}

/* "sha256:0A1B…", "0x0a1b…", "0A:1B:…", or the digits alone. Two files never share so many digits,
 * whatever made them. */
static str hash_key(struct arena *arena, str text)
{
    static const char *const heads[] = {"md5", "sha1", "sha256", "sha384", "sha512", "0x"};
    str head = STR("HASH:");
    char *key = arena_alloc(arena, head.n + text.n);
    size_t digits = 0;
    memcpy(key, head.p, head.n);
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        if (text.n > strlen(heads[i]) &&
            str_equal_nocase(str_of(text.p, strlen(heads[i])), str_from(heads[i]))) {
            text = str_of(text.p + strlen(heads[i]), text.n - strlen(heads[i]));
            break;
        }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i] >= 'A' && text.p[i] <= 'F' ? (char)(text.p[i] | 0x20) : text.p[i];
        if (ascii_is_digit(c) || (c >= 'a' && c <= 'f'))
            key[head.n + digits++] = c;
        else if (!strchr(":-= ", c))
            return (str){0};
    }
    return digits >= HASH_DIGITS_MIN ? str_of(key, head.n + digits) : (str){0};
}

str code_key(struct arena *arena, enum code_place place, str text)
{
    if (place < CODE_CPE)
        return code_normal(arena, text);
    if (place == CODE_CPE)
        return cpe_key(arena, text);
    if (place == CODE_PURL) {
        size_t n = 0;
        while (n < text.n && text.p[n] != '@' && text.p[n] != '?' && text.p[n] != '#')
            n++;
        return str_starts_with(text, STR("pkg:")) ? lower(arena, "PURL:", str_of(text.p, n))
                                                  : (str){0};
    }
    if (place == CODE_HASH)
        return hash_key(arena, text);
    return text.n ? arena_printf(arena, "URI:%.*s", STR_ARG(text)) : (str){0};
}

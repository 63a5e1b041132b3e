/* SPDX-License-Identifier: Apache-2.0 */
/* language.c - a tag taken apart, its subtags looked up in the tables. */
#include "plan/security/csaf/language.h"

#include "base/ascii.h"
#include "codec/lexical.h"

enum { SUBTAG_BYTES_MAX = 8 };

static bool is_in(const char *table, str code)
{
    size_t count = strlen(table) / code.n, low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        int order = memcmp(table + middle * code.n, code.p, code.n);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return false;
}

/* The tables are written as the standards do: de, AT, Latn. */
static bool is_subtag(const char *table, str text, bool upper_first, bool upper_rest)
{
    char code[SUBTAG_BYTES_MAX];
    for (size_t i = 0; i < text.n; i++) {
        bool letter = ascii_is_letter(text.p[i]);
        bool upper = i ? upper_rest : upper_first;
        code[i] = !letter ? text.p[i] : (char)(upper ? text.p[i] & ~0x20 : text.p[i] | 0x20);
    }
    return is_in(table, str_of(code, text.n));
}

static bool is_language(str text)
{
    bool is_private = text.n == 3 && (text.p[0] | 0x20) == 'q' && (text.p[1] | 0x20) <= 't';
    return is_private || (text.n == 2 && is_subtag(language_two, text, false, false)) ||
           (text.n == 3 && is_subtag(language_three, text, false, false));
}

bool language_is_registered(str tag)
{
    if (!lexical_is_language_tag(tag))
        return false;
    if (tag.n > 1 && tag.p[1] == '-') /* x-private, i-default and the other old ones */
        return true;
    for (size_t i = 0; tag.n; i++) {
        size_t n = str_find_char(tag, '-');
        str part = str_of(tag.p, n);
        tag = n < tag.n ? str_of(tag.p + n + 1, tag.n - n - 1) : (str){0};
        if (i == 0 && !is_language(part))
            return false;
        if (part.n == 1) /* an extension, or private use up to the end */
            return true;
        bool area = part.n == 3 && ascii_is_digit(part.p[0]);
        if (i > 0 && ((part.n == 2 && !is_subtag(language_region, part, true, true)) ||
                      (area && !is_in(language_area, part)) ||
                      (part.n == 4 && !ascii_is_digit(part.p[0]) &&
                       !is_subtag(language_script, part, true, false)) ||
                      (part.n == 3 && !area && !is_subtag(language_three, part, false, false))))
            return false;
    }
    return true;
}

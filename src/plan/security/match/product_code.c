/* SPDX-License-Identifier: Apache-2.0 */
/* product_code.c - codes, normalised, compared and found. */
#include "plan/security/match/product_code.h"

#include "base/ascii.h"

enum { FIRST_BLOCK_BYTES = 7, SPACE_AT = 4, WHOLE_BYTES = 16 };
/* Of a code in a version's place: an article number of digits alone, and any other. */
enum { ARTICLE_DIGITS = 7, VERSION_CODE_BYTES = 10 };

/* --- normalising -------------------------------------------------------------------------------
 */

static bool is_in_run_of_x(str text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && text.p[from - 1] == 'X')
        from--;
    while (to < text.n && text.p[to] == 'X')
        to++;
    return to - from >= 3;
}

str code_normal(struct arena *arena, str text)
{
    bool has_upper = false, has_digit = false, other_lower = false;
    for (size_t i = 0; i < text.n; i++) {
        has_upper |= ascii_is_upper(text.p[i]);
        has_digit |= ascii_is_digit(text.p[i]);
        other_lower |= ascii_is_lower(text.p[i]) && text.p[i] != 'x' && text.p[i] != 'y';
    }
    char to[CODE_BYTES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\\' && i + 1 < text.n)
            continue;
        bool open = (has_upper && !other_lower && (c == 'x' || c == 'y')) ||
                    (c == 'X' && is_in_run_of_x(text, i)) || c == '?';
        if (!open && c != '*' && !ascii_is_alnum(c) && (unsigned char)c < 0x80)
            continue;
        if (n == CODE_BYTES_MAX)
            return (str){0};
        to[n++] = open ? '?' : ascii_is_lower(c) ? (char)(c - 'a' + 'A') : c;
    }
    return has_digit && n ? arena_dup(arena, str_of(to, n)) : (str){0};
}

bool code_has_placeholder(str code)
{
    return str_find_char(code, '?') < code.n || str_find_char(code, '*') < code.n;
}

bool code_fits(str pattern, str code)
{
    size_t i = 0;
    for (; i < pattern.n; i++) {
        if (pattern.p[i] == '*') {
            str rest = str_of(pattern.p + i + 1, pattern.n - i - 1);
            for (size_t skip = i; rest.n && skip <= code.n; skip++)
                if (str_find_char(rest, '*') == rest.n &&
                    code_fits(rest, str_of(code.p + skip, code.n - skip)))
                    return true;
            return rest.n == 0;
        }
        if (i >= code.n || (pattern.p[i] != '?' && pattern.p[i] != code.p[i]))
            return false;
    }
    return i == code.n;
}

bool code_is_order_number(str code)
{
    return (code.n == CODE_HEAD_BYTES || code.n == WHOLE_BYTES) && ascii_is_digit(code.p[0]) &&
           ascii_is_upper(code.p[1]) && ascii_is_upper(code.p[2]) &&
           (ascii_is_digit(code.p[3]) || code.p[3] == '?');
}

/* --- finding -----------------------------------------------------------------------------------
 */

/* Bytes of an order number that begins at `text`; 0: none does. */
static size_t order_number_at(str text)
{
    size_t letters = 0, whole = 0;
    bool dashed = false;
    for (size_t i = 0; i < text.n && letters < WHOLE_BYTES; i++) {
        char c = text.p[i];
        bool is_end = i + 1 == text.n || !ascii_is_alnum(text.p[i + 1]);
        if (ascii_is_alnum(c) && !(ascii_is_lower(c) && c != 'x' && c != 'y')) {
            letters++;
            bool fits = letters == 1 || letters == 4
                            ? ascii_is_digit(c) || (letters == 4 && c == 'x')
                        : letters <= 3 ? ascii_is_upper(c)
                                       : true;
            if (!fits)
                return 0;
            if (is_end && (letters == WHOLE_BYTES || (letters == CODE_HEAD_BYTES && dashed)))
                whole = i + 1;
            continue;
        }
        bool may_part = letters == FIRST_BLOCK_BYTES || letters == CODE_HEAD_BYTES ||
                        (letters == SPACE_AT && c == ' ');
        if (!may_part || (c != '-' && c != ' ') || is_end)
            break;
        dashed |= letters == FIRST_BLOCK_BYTES && c == '-';
    }
    return whole;
}

bool code_find(str text, size_t from, size_t *ret_at, size_t *ret_bytes)
{
    for (size_t i = from; i + CODE_HEAD_BYTES <= text.n; i++) {
        if (!ascii_is_digit(text.p[i]) ||
            (i > 0 && (ascii_is_alnum(text.p[i - 1]) || text.p[i - 1] == '-')))
            continue;
        size_t bytes = order_number_at(str_of(text.p + i, text.n - i));
        if (bytes) {
            *ret_at = i;
            *ret_bytes = bytes;
            return true;
        }
    }
    return false;
}

str code_of_version(struct arena *arena, str version, str *ret_rest)
{
    size_t n = 0, digits = 0, letters = 0;
    while (n < version.n && (ascii_is_digit(version.p[n]) || ascii_is_upper(version.p[n]) ||
                             (version.p[n] == '-' && n > 0))) {
        digits += ascii_is_digit(version.p[n]);
        letters += ascii_is_upper(version.p[n]);
        n++;
    }
    bool is_code = (digits >= ARTICLE_DIGITS && letters == 0) ||
                   (digits >= 2 && letters >= 2 && digits + letters >= VERSION_CODE_BYTES);
    if (!is_code || (n < version.n && version.p[n] != ' '))
        return (str){0};
    str code = str_of(version.p, n);
    while (n < version.n && (version.p[n] == ' ' || version.p[n] == '|'))
        n++;
    *ret_rest = str_of(version.p + n, version.n - n);
    return code_normal(arena, code);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* base.c - borrowed strings and errors. */
#include "base/base.h"

#include <stdarg.h>

#include "base/ascii.h"
#include "base/utf8.h"

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

static char lower(char c)
{
    return ascii_lower(c);
}

bool str_equal_nocase(str a, str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

size_t str_find_char(str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

str str_cut(str *rest, char between)
{
    size_t n = str_find_char(*rest, between);
    str front = str_of(rest->p, n);
    n += n < rest->n;
    *rest = str_of(rest->p + n, rest->n - n);
    return front;
}

size_t str_run(str s, bool (*is_one)(char c))
{
    size_t n = 0;
    while (n < s.n && is_one(s.p[n]))
        n++;
    return n;
}

str str_trim(str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_of(s.p + 1, s.n - 1);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(str s, str part)
{
    const char *hit = s.n && part.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

bool str_to_u64(str s, uint64_t max, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        uint64_t digit = (uint64_t)(unsigned char)s.p[i] - '0';
        if (digit > 9 || number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    if (number > max)
        return false;
    *ret_number = number;
    return true;
}

str str_of_u64(uint64_t number, char room[static U64_DIGITS_MAX])
{
    size_t at = U64_DIGITS_MAX;
    do {
        room[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return str_of(room + at, U64_DIGITS_MAX - at);
}

int err_http_status(err_t code)
{
#define ERR_STATUS(name, status, text) [name] = (status),
    static const int table[] = {ERR_LIST(ERR_STATUS)};
#undef ERR_STATUS
    assert(code < ERR_COUNT);
    return table[code];
}

const char *err_text(err_t code)
{
#define ERR_TEXT(name, status, text) [name] = (text),
    static const char *const table[] = {ERR_LIST(ERR_TEXT)};
#undef ERR_TEXT
    assert(code < ERR_COUNT);
    return table[code];
}

/* Takes off the head of a character whose tail did not fit. */
static void end_at_character(char *text, size_t room)
{
    size_t end = strlen(text), begin = end;
    if (end + 1 < room)
        return;
    while (begin > 0 && ((unsigned char)text[begin - 1] & 0xC0) == 0x80)
        begin--;
    if (begin > 0 && utf8_char_bytes(text + begin - 1, text + end) == 0)
        text[begin - 1] = 0;
}

err_t fail_set(struct fail *why, err_t code, size_t offset, str where, const char *format, ...)
{
    if (!why)
        return code;
    *why = (struct fail){.code = code, .offset = offset};
    snprintf(why->where, sizeof why->where, "%.*s", STR_ARG(where));
    end_at_character(why->where, sizeof why->where);
    va_list args;
    va_start(args, format);
    vsnprintf(why->text, sizeof why->text, format, args);
    va_end(args);
    end_at_character(why->text, sizeof why->text);
    return code;
}

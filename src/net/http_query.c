/* SPDX-License-Identifier: Apache-2.0 */
/* http_query.c - percent-decoding and the parameters of a query, RFC 3986. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "net/http.h"

static int hex_digit(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

err_t http_percent_decode(struct arena *arena, str text, str *ret_text, struct fail *why)
{
    str plain = text;
    if (str_find_char(text, '%') < text.n) {
        char *to = arena_alloc(arena, text.n);
        size_t bytes = 0;
        for (size_t i = 0; i < text.n; i++) {
            char c = text.p[i];
            if (c == '%') {
                int high = i + 2 < text.n ? hex_digit(text.p[i + 1]) : -1;
                int low = high >= 0 ? hex_digit(text.p[i + 2]) : -1;
                if (low < 0)
                    return fail_set(why, ERR_SYNTAX, i, STR("url"),
                                    "'%%' must be followed by two hexadecimal digits");
                c = (char)(high * 16 + low);
                i += 2;
            }
            to[bytes++] = c;
        }
        plain = str_of(to, bytes);
    }
    if (str_find_char(plain, '\0') < plain.n)
        return fail_set(why, ERR_SYNTAX, 0, STR("url"), "NUL is not allowed in a URL");
    if (plain.n && utf8_find_invalid(plain) < plain.n)
        return fail_set(why, ERR_SYNTAX, 0, STR("url"), "the decoded text is not UTF-8");
    *ret_text = plain.p ? plain : STR("");
    return ERR_OK;
}

static size_t parameter_count(str query)
{
    size_t count = 0;
    for (size_t at = 0; at < query.n;) {
        size_t bytes = str_find_char(str_of(query.p + at, query.n - at), '&');
        count += bytes > 0;
        at += bytes + 1;
    }
    return count;
}

err_t http_query_parse(struct arena *arena, str query, struct http_parameter **ret_items,
                       size_t *ret_count, struct fail *why)
{
    size_t count = parameter_count(query);
    if (count > HTTP_PARAMETERS_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, STR("query"), "more than %d query parameters",
                        HTTP_PARAMETERS_MAX);
    struct http_parameter *items = ARENA_ARRAY(arena, struct http_parameter, count ? count : 1);
    size_t index = 0;
    for (size_t at = 0; at < query.n;) {
        str piece = str_of(query.p + at, query.n - at);
        piece.n = str_find_char(piece, '&');
        size_t begin = at;
        at += piece.n + 1;
        if (piece.n == 0)
            continue; /* "a=1&&b=2": nothing between */
        size_t equals = str_find_char(piece, '=');
        str value =
            equals == piece.n ? STR("") : str_of(piece.p + equals + 1, piece.n - equals - 1);
        struct http_parameter *item = &items[index++];
        err_t err = http_percent_decode(arena, str_of(piece.p, equals), &item->name, why);
        if (!err)
            err = http_percent_decode(arena, value, &item->value, why);
        if (err) {
            if (why)
                why->offset += begin;
            return err;
        }
    }
    *ret_items = items;
    *ret_count = count;
    return ERR_OK;
}

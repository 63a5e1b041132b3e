/* SPDX-License-Identifier: Apache-2.0 */
/* publish_text.c - words, addresses, weaknesses, file names. */
#include "plan/security/publish/publish_text.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "codec/lexical.h"
#include "plan/security/csaf/cwe.h"

bool publish_is_word(str text, str words)
{
    while (words.n) {
        size_t n = str_find_char(words, ',');
        if (text.n && str_equal(text, str_of(words.p, n)))
            return true;
        words = n + 2 < words.n ? str_of(words.p + n + 2, words.n - n - 2) : (str){0};
    }
    return false;
}

bool publish_is_web_url(str text)
{
    size_t head = str_starts_with(text, STR("https://"))  ? 8
                  : str_starts_with(text, STR("http://")) ? 7
                                                          : 0;
    return head && text.n > head && text.p[head] != '/' && lexical_is_any_uri(text);
}

bool publish_is_public_url(str text)
{
    str local = STR("http://127.0.0.1");
    if (!publish_is_web_url(text) || str_find_char(text, '?') < text.n ||
        str_find_char(text, '#') < text.n)
        return false;
    return str_starts_with(text, STR("https://")) ||
           (str_starts_with(text, local) &&
            (text.n == local.n || text.p[local.n] == ':' || text.p[local.n] == '/'));
}

str publish_cwe_name(str id)
{
    uint64_t number;
    if (!str_starts_with(id, STR("CWE-")) || str_starts_with(id, STR("CWE-0")) ||
        !str_to_u64(str_of(id.p + 4, id.n - 4), UINT32_MAX, &number))
        return (str){0};
    for (size_t i = 0; i < cwe_count; i++)
        if (cwe_list[i].id == number)
            return str_from(cwe_list[i].name);
    return (str){0};
}

bool publish_is_range(str versions)
{
    static const char *const words[] = {"after",    "all", "before", "earlier", "later", "prior",
                                        "versions", "bis", "ab",     "vor",     "alle"};
    for (size_t i = 0; i < versions.n; i++)
        if (strchr("<>=*|,", versions.p[i]))
            return true;
    while (versions.n) {
        size_t n = str_find_char(versions, ' ');
        for (size_t i = 0; i < COUNT_OF(words); i++)
            if (str_equal_nocase(str_of(versions.p, n), str_from(words[i])))
                return true;
        versions = n < versions.n ? str_of(versions.p + n + 1, versions.n - n - 1) : (str){0};
    }
    return false;
}

static bool is_version_character(char c)
{
    return ascii_is_alnum(c) || (c && strchr("._-", c));
}

/* Takes a comparator and a version off the text; false when it begins with something else. */
static bool take_constraint(str *text, str *ret_comparator, str *ret_version)
{
    size_t at = 0, n = 0;
    while (at < text->n && strchr("<>=", text->p[at]))
        at++;
    *ret_comparator = str_of(text->p, at);
    while (at < text->n && text->p[at] == ' ')
        at++;
    while (at + n < text->n && is_version_character(text->p[at + n]))
        n++;
    *ret_version = str_of(text->p + at, n);
    at += n;
    while (at < text->n && strchr(", ", text->p[at]))
        at++;
    *text = str_of(text->p + at, text->n - at);
    bool is_number = false;
    for (size_t i = 0; i < n; i++)
        is_number |= ascii_is_digit(ret_version->p[i]);
    return is_number &&
           (str_equal(*ret_comparator, STR("<")) || str_equal(*ret_comparator, STR("<=")) ||
            str_equal(*ret_comparator, STR(">")) || str_equal(*ret_comparator, STR(">=")));
}

str publish_range(struct arena *arena, str versions)
{
    str rest = versions, comparators[2], numbers[2];
    if (!versions.n)
        return STR("vers:all/*");
    if (!take_constraint(&rest, &comparators[0], &numbers[0]))
        return versions;
    if (!rest.n)
        return arena_printf(arena, "vers:generic/%.*s%.*s", STR_ARG(comparators[0]),
                            STR_ARG(numbers[0]));
    if (!take_constraint(&rest, &comparators[1], &numbers[1]) || rest.n ||
        comparators[0].p[0] != '>' || comparators[1].p[0] != '<')
        return versions;
    return arena_printf(arena, "vers:generic/%.*s%.*s|%.*s%.*s", STR_ARG(comparators[0]),
                        STR_ARG(numbers[0]), STR_ARG(comparators[1]), STR_ARG(numbers[1]));
}

str publish_file_name(struct arena *arena, str tracking_id)
{
    struct buf name = {0};
    bool replaced = false;
    for (size_t i = 0; i < tracking_id.n; i++) {
        char c = tracking_id.p[i];
        c = ascii_lower(c);
        bool plain = ascii_is_lower(c) || ascii_is_digit(c) || c == '+' || c == '-';
        if (plain || !replaced)
            buf_add_char(&name, plain ? c : '_');
        replaced = !plain;
    }
    buf_add(&name, STR(".json"));
    str copy = arena_dup(arena, buf_str(&name));
    buf_release(&name);
    return copy;
}

str publish_find_mail(str text)
{
    size_t at = str_find_char(text, '@'), first = at, end = at;
    if (at == text.n)
        return (str){0};
    while (first && !strchr(" \t\r\n,;:<>()\"", text.p[first - 1]))
        first--;
    while (end < text.n && !strchr(" \t\r\n,;:<>()\"", text.p[end]))
        end++;
    while (end > at && text.p[end - 1] == '.')
        end--;
    return first < at && at + 1 < end ? str_of(text.p + first, end - first) : (str){0};
}

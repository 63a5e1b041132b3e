/* SPDX-License-Identifier: Apache-2.0 */
/* lexical.c - hand-written scanners; each follows the pattern named above it piece by piece. */
#include "codec/lexical.h"

#include "base/utf8.h"

/* --- classes of characters --- */

enum class {
    ALPHA = 1 << 0,
    DIGIT = 1 << 1,
    TOKEN = 1 << 2,    /* RFC 7230 token, but for letters and digits */
    MARK = 1 << 3,     /* RFC 2396: - _ . ! ~ * ' ( ) */
    SLASH = 1 << 4,    /* / */
    COLON = 1 << 5,    /* : */
    RESERVED = 1 << 6, /* RFC 2396: ; @ & = + $ , */
    QUESTION = 1 << 7, /* ? */
    BRACKET = 1 << 8,  /* [ ] */
};

#define ALNUM (ALPHA | DIGIT)
/* RFC 2396 pchar with ";" of the parameters; then with "/" between segments. */
#define PCHAR (ALNUM | MARK | RESERVED | COLON)
#define PATH (PCHAR | SLASH)
#define URIC (PATH | QUESTION)

/* clang-format off */
static const uint16_t classes_of[256] = {
    ['a' ... 'z'] = ALPHA, ['A' ... 'Z'] = ALPHA, ['0' ... '9'] = DIGIT,
    ['!'] = TOKEN | MARK, ['\''] = TOKEN | MARK, ['*'] = TOKEN | MARK, ['-'] = TOKEN | MARK,
    ['.'] = TOKEN | MARK, ['_'] = TOKEN | MARK, ['~'] = TOKEN | MARK, ['('] = MARK, [')'] = MARK,
    ['#'] = TOKEN, ['%'] = TOKEN, ['^'] = TOKEN, ['`'] = TOKEN, ['|'] = TOKEN,
    ['$'] = TOKEN | RESERVED, ['&'] = TOKEN | RESERVED, ['+'] = TOKEN | RESERVED,
    [';'] = RESERVED, ['@'] = RESERVED, ['='] = RESERVED, [','] = RESERVED,
    ['/'] = SLASH, [':'] = COLON, ['?'] = QUESTION, ['['] = BRACKET, [']'] = BRACKET,
};
/* clang-format on */

static unsigned class_of(char c)
{
    return classes_of[(unsigned char)c];
}

static bool is_all(str text, unsigned classes)
{
    for (size_t i = 0; i < text.n; i++)
        if (!(class_of(text.p[i]) & classes))
            return false;
    return true;
}

static str behind(str text, size_t bytes)
{
    return str_of(text.p + bytes, text.n - bytes);
}

/* --- language tags --- */

/* Walks the parts between dashes; `part` is the one to look at. */
struct tag {
    str part, rest;
    bool done; /* no part is left */
};

static void tag_next(struct tag *tag)
{
    tag->done = tag->rest.p == NULL;
    if (tag->done)
        return;
    size_t dash = str_find_char(tag->rest, '-');
    tag->part = str_of(tag->rest.p, dash);
    tag->rest = dash < tag->rest.n ? behind(tag->rest, dash + 1) : (str){0};
}

static bool part_is(const struct tag *tag, unsigned classes, size_t least, size_t most)
{
    return !tag->done && tag->part.n >= least && tag->part.n <= most && is_all(tag->part, classes);
}

static bool take_part(struct tag *tag, unsigned classes, size_t least, size_t most)
{
    if (!part_is(tag, classes, least, most))
        return false;
    tag_next(tag);
    return true;
}

static bool part_is_x(const struct tag *tag)
{
    return part_is(tag, ALPHA, 1, 1) && (tag->part.p[0] | 0x20) == 'x';
}

/* x(-[a-zA-Z0-9]{1,8})+ */
static bool is_private_use(struct tag *tag)
{
    if (!part_is_x(tag))
        return false;
    tag_next(tag);
    if (!take_part(tag, ALNUM, 1, 8))
        return false;
    while (take_part(tag, ALNUM, 1, 8))
        continue;
    return tag->done;
}

static bool take_variant(struct tag *tag)
{
    return take_part(tag, ALNUM, 5, 8) ||
           (part_is(tag, ALNUM, 4, 4) && class_of(tag->part.p[0]) == DIGIT &&
            take_part(tag, ALNUM, 4, 4));
}

/* RFC 5646 langtag. No part could be read in two ways, so each is taken as soon as it fits. */
static bool is_language(struct tag *tag)
{
    if (take_part(tag, ALPHA, 2, 3)) {
        for (int i = 0; i < 3 && take_part(tag, ALPHA, 3, 3); i++)
            continue;
    } else if (!take_part(tag, ALPHA, 4, 8)) {
        return false;
    }
    take_part(tag, ALPHA, 4, 4);
    if (!take_part(tag, ALPHA, 2, 2))
        take_part(tag, DIGIT, 3, 3);
    while (take_variant(tag))
        continue;
    while (part_is(tag, ALNUM, 1, 1) && !part_is_x(tag)) {
        tag_next(tag);
        if (!take_part(tag, ALNUM, 2, 8))
            return false;
        while (take_part(tag, ALNUM, 2, 8))
            continue;
    }
    return tag->done || is_private_use(tag);
}

static bool is_grandfathered(str tag)
{
    static const str tags[] = {
        {"en-GB-oed", 9},   {"i-ami", 5},       {"i-bnn", 5},        {"i-default", 9},
        {"i-enochian", 10}, {"i-hak", 5},       {"i-klingon", 9},    {"i-lux", 5},
        {"i-mingo", 7},     {"i-navajo", 8},    {"i-pwn", 5},        {"i-tao", 5},
        {"i-tay", 5},       {"i-tsu", 5},       {"sgn-BE-FR", 9},    {"sgn-BE-NL", 9},
        {"sgn-CH-DE", 9},   {"art-lojban", 10}, {"cel-gaulish", 11}, {"no-bok", 6},
        {"no-nyn", 6},      {"zh-guoyu", 8},    {"zh-hakka", 8},     {"zh-min", 6},
        {"zh-min-nan", 10}, {"zh-xiang", 8},
    };
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (str_equal(tag, tags[i]))
            return true;
    return false;
}

bool lexical_is_language_tag(str tag)
{
    if (tag.n == 0)
        return false;
    struct tag parts = {.rest = tag};
    tag_next(&parts);
    struct tag again = parts;
    return is_language(&parts) || is_private_use(&again) || is_grandfathered(tag);
}

/* --- content types --- */

/* Bytes of the token at the start of `text`. */
static size_t token_bytes(str text)
{
    size_t n = 0;
    while (n < text.n && class_of(text.p[n]) & (ALNUM | TOKEN))
        n++;
    return n;
}

/* Bytes of U+0080 to U+00FF at the start of `text`, which RFC 7230 calls obs-text, or 0. */
static size_t obs_text_bytes(str text)
{
    return text.n >= 2 && ((unsigned char)text.p[0] & 0xFE) == 0xC2 ? 2 : 0;
}

/* Bytes of a quoted string, or 0. */
static size_t quoted_bytes(str text)
{
    if (text.n == 0 || text.p[0] != '"')
        return 0;
    for (size_t i = 1; i < text.n;) {
        char c = text.p[i];
        if (c == '"')
            return i + 1;
        i += c == '\\';
        if (i == text.n)
            return 0;
        size_t wide = obs_text_bytes(behind(text, i));
        c = text.p[i];
        if (!wide && c != '\t' && !(c >= ' ' && c <= '~'))
            return 0;
        i += wide ? wide : 1;
    }
    return 0;
}

static str skip_blanks(str text)
{
    while (text.n && (text.p[0] == ' ' || text.p[0] == '\t'))
        text = behind(text, 1);
    return text;
}

bool lexical_is_content_type(str text)
{
    size_t type = token_bytes(text);
    if (type == 0 || type == text.n || text.p[type] != '/')
        return false;
    text = behind(text, type + 1);
    size_t subtype = token_bytes(text);
    if (subtype == 0)
        return false;
    text = behind(text, subtype);
    while (text.n) {
        text = skip_blanks(text);
        if (text.n == 0 || text.p[0] != ';')
            return false;
        text = skip_blanks(behind(text, 1));
        size_t name = token_bytes(text);
        if (name == 0 || name == text.n || text.p[name] != '=')
            return false;
        text = behind(text, name + 1);
        size_t value = token_bytes(text);
        if (value == 0)
            value = quoted_bytes(text);
        if (value == 0)
            return false;
        text = behind(text, value);
    }
    return true;
}

/* --- URI references --- */

/* What goes beyond RFC 2396. */
struct uri_rules {
    bool wide;    /* RFC 3987: characters past ASCII; a path may be empty */
    bool bracket; /* RFC 2732: [ ] in queries and around IPv6 addresses */
};

/* RFC 3987 ucschar, or iprivate when `private_too`: bytes of the one at the start, or 0. */
static size_t wide_bytes(str text, bool private_too)
{
    const char *p = text.p;
    uint32_t c = utf8_decode(&p);
    bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    bool never = c < 0xA0 || (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xFFF0 && c <= 0xFFFF) ||
                 (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE0FFF);
    return never || (private_use && !private_too) ? 0 : (size_t)(p - text.p);
}

static bool is_escape(str text)
{
    for (size_t i = 1; i <= 2; i++) {
        if (i >= text.n)
            return false;
        char lower = (char)(text.p[i] | 0x20);
        if (class_of(text.p[i]) != DIGIT && !(lower >= 'a' && lower <= 'f'))
            return false;
    }
    return true;
}

/* Whether all of `text` is of these classes, or escaped, or wide where the rules allow that. */
static bool is_uri_text(str text, unsigned classes, struct uri_rules rules)
{
    while (text.n) {
        size_t bytes = 1;
        char c = text.p[0];
        if (c == '%')
            bytes = is_escape(text) ? 3 : 0;
        else if ((unsigned char)c >= 0x80)
            bytes = rules.wide ? wide_bytes(text, classes & QUESTION) : 0;
        else if (!(class_of(c) & classes))
            bytes = 0;
        if (bytes == 0)
            return false;
        text = behind(text, bytes);
    }
    return true;
}

/* [IPv6]:port of RFC 2732; the address itself is only looked at for its characters. */
static bool is_ipv6_host(str text)
{
    size_t close = str_find_char(text, ']');
    if (text.n == 0 || text.p[0] != '[' || close < 3 || close == text.n)
        return false;
    for (size_t i = 1; i < close; i++) {
        char lower = (char)(text.p[i] | 0x20);
        if (class_of(text.p[i]) != DIGIT && !(lower >= 'a' && lower <= 'f') && text.p[i] != ':' &&
            text.p[i] != '.')
            return false;
    }
    str port = behind(text, close + 1);
    return port.n == 0 || (port.p[0] == ':' && is_all(behind(port, 1), DIGIT));
}

/* Everything that RFC 2396 calls server or reg_name is text of these classes. */
static bool is_authority(str text, struct uri_rules rules)
{
    unsigned classes = PCHAR;
    if (is_uri_text(text, classes, rules))
        return true;
    size_t at = str_find_char(text, '@');
    str host = at < text.n ? behind(text, at + 1) : text;
    return rules.bracket && is_ipv6_host(host) &&
           is_uri_text(str_of(text.p, at < text.n ? at : 0), classes, rules);
}

/* net_path or abs_path: begins with a slash. */
static bool is_rooted_path(str text, struct uri_rules rules)
{
    if (!str_starts_with(text, STR("//")))
        return is_uri_text(text, PATH, rules);
    str rest = behind(text, 2);
    size_t slash = str_find_char(rest, '/');
    return is_authority(str_of(rest.p, slash), rules) &&
           is_uri_text(behind(rest, slash), PATH, rules);
}

/* Bytes of the scheme with its colon, or 0. */
static size_t scheme_bytes(str text)
{
    if (text.n == 0 || class_of(text.p[0]) != ALPHA)
        return 0;
    size_t n = 1;
    while (n < text.n && (class_of(text.p[n]) & ALNUM || text.p[n] == '+' || text.p[n] == '-' ||
                          text.p[n] == '.'))
        n++;
    return n < text.n && text.p[n] == ':' ? n + 1 : 0;
}

static bool is_uri_reference(str text, struct uri_rules rules)
{
    unsigned uric = URIC | (rules.bracket ? BRACKET : 0);
    size_t hash = str_find_char(text, '#');
    if (hash < text.n && !is_uri_text(behind(text, hash + 1), uric, rules))
        return false;
    text = str_of(text.p, hash);
    if (text.n == 0)
        return true;
    size_t scheme = scheme_bytes(text);
    str rest = behind(text, scheme);
    bool rooted = rest.n && rest.p[0] == '/';
    if (scheme && !rooted)
        return rest.n ? rest.p[0] != '[' && rest.p[0] != ']' && is_uri_text(rest, uric, rules)
                      : rules.wide;
    size_t question = str_find_char(rest, '?');
    if (question < rest.n && !is_uri_text(behind(rest, question + 1), uric, rules))
        return false;
    str path = str_of(rest.p, question);
    if (rooted)
        return is_rooted_path(path, rules);
    /* The first segment of a relative path holds no colon, or it would be a scheme. */
    size_t slash = str_find_char(path, '/');
    return (path.n || rules.wide) && is_uri_text(str_of(path.p, slash), PCHAR & ~COLON, rules) &&
           is_uri_text(behind(path, slash), PATH, rules);
}

bool lexical_is_path(str text)
{
    return is_uri_reference(text, (struct uri_rules){.wide = false, .bracket = false});
}

bool lexical_is_any_uri(str text)
{
    return is_uri_reference(text, (struct uri_rules){.wide = true, .bracket = true});
}

/* --- short ones --- */

bool lexical_is_version(str text)
{
    return text.n >= 1 && text.n <= 4 && is_all(text, DIGIT) && (text.p[0] != '0' || text.n == 1);
}

bool lexical_is_id_short(str text, bool dash_allowed)
{
    if (text.n == 0 || class_of(text.p[0]) != ALPHA)
        return false;
    for (size_t i = 1; i < text.n; i++)
        if (!(class_of(text.p[i]) & ALNUM) && text.p[i] != '_' &&
            !(dash_allowed && text.p[i] == '-'))
            return false;
    return !dash_allowed || (text.n >= 2 && text.p[text.n - 1] != '-');
}

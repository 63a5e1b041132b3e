/* SPDX-License-Identifier: Apache-2.0 */
/* http_multipart.c - the parts of a multipart/form-data body, RFC 7578 and RFC 2046 section 5.1.
 * The bytes of the parts are not copied. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "net/http.h"

enum {
    BOUNDARY_BYTES_MAX = 70, /* RFC 2046 5.1.1 */
    PART_HEADERS_MAX = 16,
    PART_HEADER_BYTES_MAX = 4096
};

struct parse {
    struct arena *arena;
    str body;
    str delimiter; /* CR LF "--" boundary */
    size_t at;
    struct fail *why;
};

static err_t syntax(const struct parse *parse, const char *text)
{
    return fail_set(parse->why, ERR_SYNTAX, parse->at, STR("multipart"), "%s", text);
}

/* --- the value of a header: word *( ";" name "=" value ) --- */

static bool is_token_char(char c)
{
    return ascii_is_alnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static void skip_space(str *rest)
{
    while (rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t'))
        *rest = str_of(rest->p + 1, rest->n - 1);
}

static str take_token(str *rest)
{
    size_t bytes = 0;
    while (bytes < rest->n && is_token_char(rest->p[bytes]))
        bytes++;
    str token = str_of(rest->p, bytes);
    *rest = str_of(rest->p + bytes, rest->n - bytes);
    return token;
}

/* Takes a quoted-string. A backslash escapes only '"' and '\': browsers of old sent Windows paths
 * without escapes. */
static bool take_quoted(struct arena *arena, str *rest, str *ret_text)
{
    char *to = NULL;
    size_t bytes = 0;
    for (size_t i = 1; i < rest->n; i++) {
        char c = rest->p[i];
        if (c == '"') {
            *ret_text = to ? str_of(to, bytes) : str_of(rest->p + 1, i - 1);
            *rest = str_of(rest->p + i + 1, rest->n - i - 1);
            return true;
        }
        if (c == '\\' && i + 1 < rest->n && (rest->p[i + 1] == '"' || rest->p[i + 1] == '\\')) {
            if (!to) {
                to = arena_alloc(arena, rest->n);
                memcpy(to, rest->p + 1, bytes);
            }
            c = rest->p[++i];
        }
        if (to)
            to[bytes] = c;
        bytes++;
    }
    return false;
}

/* Takes the next ";" name "=" value. Returns 1, 0 at the end, -1 when it is not well-formed. */
static int take_parameter(struct arena *arena, str *rest, str *ret_name, str *ret_value)
{
    skip_space(rest);
    if (rest->n == 0)
        return 0;
    if (rest->p[0] != ';')
        return -1;
    *rest = str_of(rest->p + 1, rest->n - 1);
    skip_space(rest);
    if (rest->n == 0)
        return 0; /* a trailing ';' does no harm */
    *ret_name = take_token(rest);
    if (ret_name->n == 0 || rest->n < 2 || rest->p[0] != '=')
        return -1;
    *rest = str_of(rest->p + 1, rest->n - 1);
    if (rest->p[0] == '"')
        return take_quoted(arena, rest, ret_value) ? 1 : -1;
    *ret_value = take_token(rest);
    return ret_value->n ? 1 : -1;
}

static bool is_boundary(str s)
{
    if (s.n == 0 || s.n > BOUNDARY_BYTES_MAX || s.p[s.n - 1] == ' ')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = ascii_is_alnum(c);
        if (!letter && (!c || !strchr("'()+_,-./:=? ", c)))
            return false;
    }
    return true;
}

static err_t read_boundary(struct parse *parse, str content_type)
{
    str rest = content_type, boundary = {NULL, 0}, name, value;
    skip_space(&rest);
    size_t type_bytes = 0;
    while (type_bytes < rest.n && rest.p[type_bytes] != ';' && rest.p[type_bytes] != ' ' &&
           rest.p[type_bytes] != '\t')
        type_bytes++;
    if (!str_equal_nocase(str_of(rest.p, type_bytes), STR("multipart/form-data")))
        return fail_set(parse->why, ERR_MEDIA_TYPE, 0, STR("multipart"),
                        "Content-Type must be multipart/form-data");
    rest = str_of(rest.p + type_bytes, rest.n - type_bytes);
    int got;
    while ((got = take_parameter(parse->arena, &rest, &name, &value)) > 0)
        if (str_equal_nocase(name, STR("boundary"))) {
            if (boundary.p)
                return syntax(parse, "Content-Type has two boundaries");
            boundary = value;
        }
    if (got < 0 || !is_boundary(boundary))
        return syntax(parse, "Content-Type needs one valid boundary");
    parse->delimiter = arena_printf(parse->arena, "\r\n--%.*s", STR_ARG(boundary));
    return ERR_OK;
}

/* --- the head of a part --- */

/* RFC 8187: UTF-8'language'percent-encoded. */
static err_t decode_extended(struct parse *parse, str value, str *ret_text)
{
    size_t first = str_find_char(value, '\'');
    if (first == value.n || !str_equal_nocase(str_of(value.p, first), STR("UTF-8")))
        return syntax(parse, "filename* must be in UTF-8");
    str rest = str_of(value.p + first + 1, value.n - first - 1);
    size_t second = str_find_char(rest, '\'');
    if (second == rest.n)
        return syntax(parse, "filename* is not well-formed");
    return http_percent_decode(parse->arena, str_of(rest.p + second + 1, rest.n - second - 1),
                               ret_text, parse->why);
}

static bool is_plain_text(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return s.n == 0 || utf8_find_invalid(s) == s.n;
}

/* Only the last component: a folder in it is the sender's, RFC 7578 section 4.2. */
static str without_folders(str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return str_of(name.p + i, name.n - i);
    return name;
}

static err_t read_disposition(struct parse *parse, str value, struct http_part *part)
{
    str rest = value, name, text, extended = {NULL, 0};
    if (part->name.p)
        return syntax(parse, "a part has two Content-Disposition headers");
    if (!str_equal_nocase(take_token(&rest), STR("form-data")))
        return syntax(parse, "a part's Content-Disposition must be form-data");
    int got;
    while ((got = take_parameter(parse->arena, &rest, &name, &text)) > 0) {
        if (str_equal_nocase(name, STR("name")) && !part->name.p)
            part->name = text;
        else if (str_equal_nocase(name, STR("filename")) && !part->file_name.p)
            part->file_name = text;
        else if (str_equal_nocase(name, STR("filename*")) && !extended.p)
            extended = text;
        else if (str_equal_nocase(name, STR("name")) || str_equal_nocase(name, STR("filename")) ||
                 str_equal_nocase(name, STR("filename*")))
            return syntax(parse, "a part's Content-Disposition repeats a parameter");
    }
    if (got < 0 || !part->name.p)
        return syntax(parse, "a part's Content-Disposition needs a name");
    if (extended.p) {
        err_t err = decode_extended(parse, extended, &part->file_name);
        if (err)
            return err;
    }
    if (!is_plain_text(part->name) || !is_plain_text(part->file_name))
        return syntax(parse, "a part's name is not UTF-8 text without control characters");
    if (part->file_name.p)
        part->file_name = without_folders(part->file_name);
    return ERR_OK;
}

static err_t read_part_header(struct parse *parse, str line, struct http_part *part)
{
    str name = take_token(&line);
    if (name.n == 0 || line.n == 0 || line.p[0] != ':')
        return syntax(parse, "a part's header line is not well-formed");
    str value = str_of(line.p + 1, line.n - 1);
    skip_space(&value);
    if (str_equal_nocase(name, STR("Content-Disposition")))
        return read_disposition(parse, value, part);
    if (str_equal_nocase(name, STR("Content-Type"))) {
        if (part->content_type.p || !is_plain_text(value))
            return syntax(parse, "a part's Content-Type is not well-formed");
        part->content_type = value;
    }
    /* RFC 7578 4.7: no sender may use these; bytes must not be taken for what they are not. */
    if (str_equal_nocase(name, STR("Content-Transfer-Encoding")) &&
        !str_equal_nocase(value, STR("binary")) && !str_equal_nocase(value, STR("8bit")) &&
        !str_equal_nocase(value, STR("7bit")))
        return syntax(parse, "a part's Content-Transfer-Encoding is not supported");
    return ERR_OK;
}

static err_t read_part_head(struct parse *parse, struct http_part *part)
{
    for (int i = 0; i <= PART_HEADERS_MAX; i++) {
        str rest = str_of(parse->body.p + parse->at, parse->body.n - parse->at);
        str near = str_of(rest.p, rest.n < PART_HEADER_BYTES_MAX ? rest.n : PART_HEADER_BYTES_MAX);
        size_t end = str_find(near, STR("\r\n"));
        if (end == near.n)
            return near.n < rest.n ? fail_set(parse->why, ERR_TOO_LARGE, parse->at,
                                              STR("multipart"), "a part's header line is too long")
                                   : syntax(parse, "a part's head does not end");
        if (end == 0) {
            parse->at += 2;
            return part->name.p ? ERR_OK : syntax(parse, "a part has no Content-Disposition");
        }
        err_t err = read_part_header(parse, str_of(rest.p, end), part);
        if (err)
            return err;
        parse->at += end + 2;
    }
    return fail_set(parse->why, ERR_TOO_LARGE, parse->at, STR("multipart"),
                    "a part has more than %d headers", PART_HEADERS_MAX);
}

/* --- the parts --- */

/* Behind a delimiter: 1 when a part follows, 0 at the close delimiter, -1 when it was no delimiter
 * but text that begins like one. */
static int after_delimiter(struct parse *parse, size_t at)
{
    str rest = str_of(parse->body.p + at, parse->body.n - at);
    if (str_starts_with(rest, STR("--")))
        return 0;
    skip_space(&rest);
    if (!str_starts_with(rest, STR("\r\n")))
        return -1;
    parse->at = (size_t)(rest.p + 2 - parse->body.p);
    return 1;
}

/* Finds the next delimiter from parse->at and moves behind it. *ret_bytes is what lay before. */
static err_t take_until_delimiter(struct parse *parse, str *ret_bytes, bool *ret_more)
{
    size_t from = parse->at, search = parse->at;
    for (;;) {
        str rest = str_of(parse->body.p + search, parse->body.n - search);
        size_t found = str_find(rest, parse->delimiter);
        if (found == rest.n)
            return syntax(parse, "the closing boundary is missing");
        int more = after_delimiter(parse, search + found + parse->delimiter.n);
        if (more >= 0) {
            *ret_bytes = str_of(parse->body.p + from, search + found - from);
            *ret_more = more == 1;
            return ERR_OK;
        }
        search += found + 2;
    }
}

/* The first delimiter may stand at the very beginning, without its CR LF. */
static err_t take_preamble(struct parse *parse, bool *ret_more)
{
    str bare = str_of(parse->delimiter.p + 2, parse->delimiter.n - 2);
    if (str_starts_with(parse->body, bare)) {
        int more = after_delimiter(parse, bare.n);
        if (more >= 0) {
            *ret_more = more == 1;
            return ERR_OK;
        }
    }
    str preamble;
    return take_until_delimiter(parse, &preamble, ret_more);
}

err_t http_multipart_parse(struct arena *arena, str content_type, str body,
                           struct http_part **ret_parts, size_t *ret_count, struct fail *why)
{
    struct parse parse = {.arena = arena, .body = body.p ? body : STR(""), .why = why};
    struct http_part *parts = ARENA_ARRAY(arena, struct http_part, HTTP_PARTS_MAX);
    size_t count = 0;
    bool more;
    err_t err = read_boundary(&parse, content_type);
    if (!err)
        err = take_preamble(&parse, &more);
    while (!err && more) {
        if (count == HTTP_PARTS_MAX)
            return fail_set(why, ERR_TOO_LARGE, parse.at, STR("multipart"), "more than %d parts",
                            HTTP_PARTS_MAX);
        struct http_part *part = &parts[count++];
        err = read_part_head(&parse, part);
        if (!err) {
            /* An empty part's CR LF before the delimiter is also the one that ended its head. */
            parse.at -= 2;
            str bytes;
            err = take_until_delimiter(&parse, &bytes, &more);
            if (!err)
                part->bytes = bytes.n >= 2 ? str_of(bytes.p + 2, bytes.n - 2) : STR("");
        }
    }
    if (err)
        return err;
    *ret_parts = parts;
    *ret_count = count;
    return ERR_OK;
}

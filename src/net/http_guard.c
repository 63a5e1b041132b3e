/* SPDX-License-Identifier: Apache-2.0 */
/* http_guard.c - request line, header lines, framing headers and Host, read strictly. Allocates
 * nothing, knows no connection. */
#include "net/http_guard.h"

#define FAULT(name, status, code, text)                                                            \
    static const struct http_fault name = {status, STR(code), STR(text)}

FAULT(fault_line, 400, "http-request-line", "The request line is not well-formed.");
FAULT(fault_target, 400, "http-target",
      "The request target must be a path that begins with '/' and holds neither spaces, control "
      "characters, raw non-ASCII bytes nor '#'.");
FAULT(fault_method, 501, "http-method", "This method is not known here.");
FAULT(fault_header, 400, "http-header",
      "A header line is not well-formed: a bad name, a control character, a line end that is not "
      "CR LF, or a folded line.");
FAULT(fault_many, 431, "http-headers", "The request has more than 100 header lines.");
FAULT(fault_large, 431, "http-head-size", "The request line and headers are more than 16 KiB.");
FAULT(fault_host, 400, "http-host", "An HTTP/1.1 request needs exactly one valid Host header.");
FAULT(fault_length, 400, "http-content-length",
      "Content-Length must be there at most once, as a plain decimal number.");
FAULT(fault_coding, 400, "http-transfer-encoding",
      "Transfer-Encoding must be 'chunked', once, in HTTP/1.1, and without Content-Length.");
FAULT(fault_expect, 417, "http-expect", "Only 'Expect: 100-continue' is supported.");

static const char *const method_names[HTTP_METHOD_COUNT] = {
    [HTTP_GET] = "GET",     [HTTP_HEAD] = "HEAD",     [HTTP_POST] = "POST",      [HTTP_PUT] = "PUT",
    [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE", [HTTP_OPTIONS] = "OPTIONS"};

str http_method_name(enum http_method method)
{
    assert(method < HTTP_METHOD_COUNT);
    return str_from(method_names[method]);
}

/* What one byte may be part of: a token (RFC 9110 5.6.2), a reg-name (RFC 3986 3.2.2), a request
 * target as we take it, a field value (RFC 9110 5.5, obs-text included). */
enum {
    TOKEN = 1,
    HOST = 2,
    TARGET = 4,
    VALUE = 8,
    ALL = TOKEN | HOST | TARGET | VALUE,
    MARK = TARGET | VALUE
};

/* clang-format off */
static const unsigned char classes[256] = {
    ['\t'] = VALUE, [' '] = VALUE, [0x80 ... 0xff] = VALUE,
    ['0' ... '9'] = ALL, ['A' ... 'Z'] = ALL, ['a' ... 'z'] = ALL,
    ['!'] = ALL, ['$'] = ALL, ['%'] = ALL, ['&'] = ALL, ['\''] = ALL, ['*'] = ALL, ['+'] = ALL,
    ['-'] = ALL, ['.'] = ALL, ['_'] = ALL, ['~'] = ALL,
    ['('] = HOST | MARK, [')'] = HOST | MARK, [','] = HOST | MARK, [';'] = HOST | MARK,
    ['='] = HOST | MARK,
    ['^'] = TOKEN | MARK, ['`'] = TOKEN | MARK, ['|'] = TOKEN | MARK, ['#'] = TOKEN | VALUE,
    ['"'] = MARK, ['/'] = MARK, [':'] = MARK, ['<'] = MARK, ['>'] = MARK, ['?'] = MARK,
    ['@'] = MARK, ['['] = MARK, ['\\'] = MARK, [']'] = MARK, ['{'] = MARK, ['}'] = MARK,
};
/* clang-format on */

static bool all_of(str s, unsigned class)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(classes[(unsigned char)s.p[i]] & class))
            return false;
    return true;
}

/* Takes the bytes up to the next NUL, and the NUL. False when there is none. */
static bool take_until_nul(str *rest, str *ret_piece)
{
    size_t at = str_find_char(*rest, '\0');
    if (at == rest->n)
        return false;
    *ret_piece = str_of(rest->p, at);
    *rest = str_of(rest->p + at + 1, rest->n - at - 1);
    return true;
}

/* Takes a line's text and its CR LF, which are two NULs now: bare LF leaves only one. */
static bool take_line_end(str *rest, str *ret_piece)
{
    if (!take_until_nul(rest, ret_piece) || rest->n == 0 || rest->p[0] != '\0')
        return false;
    *rest = str_of(rest->p + 1, rest->n - 1);
    return true;
}

static str trim(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_of(s.p + 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static bool is_host(str host)
{
    size_t name_bytes;
    if (host.n && host.p[0] == '[') {
        size_t close = str_find_char(host, ']');
        if (close == host.n || close < 3)
            return false;
        for (size_t i = 1; i < close; i++)
            if (!strchr("0123456789abcdefABCDEF:.", host.p[i]))
                return false;
        name_bytes = close + 1;
    } else {
        name_bytes = str_find_char(host, ':');
        if (!all_of(str_of(host.p, name_bytes), HOST))
            return false;
    }
    if (name_bytes == host.n)
        return true;
    uint64_t port;
    str digits = str_of(host.p + name_bytes + 1, host.n - name_bytes - 1);
    return host.p[name_bytes] == ':' && (digits.n == 0 || str_to_u64(digits, UINT16_MAX, &port));
}

/* Splits the target; absolute-form loses its scheme and authority (RFC 9112 3.2.2). */
static const struct http_fault *read_target(str target, struct http_head *head)
{
    if (!all_of(target, TARGET))
        return &fault_target;
    if (target.n >= 7 && str_equal_nocase(str_of(target.p, 7), STR("http://"))) {
        str rest = str_of(target.p + 7, target.n - 7);
        size_t authority = 0;
        while (authority < rest.n && rest.p[authority] != '/' && rest.p[authority] != '?')
            authority++;
        if (authority == 0 || !is_host(str_of(rest.p, authority)))
            return &fault_target;
        target = str_of(rest.p + authority, rest.n - authority);
        if (target.n == 0 || target.p[0] == '?') {
            head->path = STR("/");
            head->query = target.n ? str_of(target.p + 1, target.n - 1) : STR("");
            return NULL;
        }
    }
    if (target.n == 0 || target.p[0] != '/')
        return &fault_target;
    size_t path_bytes = str_find_char(target, '?');
    head->path = str_of(target.p, path_bytes);
    head->query = path_bytes == target.n
                      ? STR("")
                      : str_of(target.p + path_bytes + 1, target.n - path_bytes - 1);
    return NULL;
}

static const struct http_fault *read_request_line(str *rest, struct http_head *head)
{
    str method, target, version;
    if (!take_until_nul(rest, &method) || !take_until_nul(rest, &target) ||
        !take_line_end(rest, &version) || method.n == 0 || !all_of(method, TOKEN))
        return &fault_line;
    if (version.n != 8 || !str_starts_with(version, STR("HTTP/1.")) || version.p[7] < '0' ||
        version.p[7] > '9')
        return &fault_line;
    head->version_1_0 = version.p[7] == '0';
    const struct http_fault *fault = read_target(target, head);
    if (fault)
        return fault;
    for (int i = 0; i < HTTP_METHOD_COUNT; i++)
        if (str_equal(method, str_from(method_names[i]))) {
            head->method = (enum http_method)i;
            return NULL;
        }
    return &fault_method;
}

static const struct http_fault *read_headers(str *rest, struct http_head *head)
{
    head->header_count = 0;
    while (rest->n && rest->p[0] != '\0') {
        struct http_header header;
        if (!take_until_nul(rest, &header.name) || !all_of(header.name, TOKEN) ||
            !take_line_end(rest, &header.value) || !all_of(header.value, VALUE))
            return &fault_header;
        if (head->header_count == HTTP_REQUEST_HEADERS_MAX)
            return &fault_many;
        header.value = trim(header.value);
        head->headers[head->header_count++] = header;
    }
    /* The empty line must end the block: a line that starts with NUL looks like it to the library
     * but is longer. */
    if (rest->n != 2 || rest->p[0] != '\0' || rest->p[1] != '\0')
        return &fault_header;
    return NULL;
}

struct framing {
    size_t hosts, lengths, codings, expects;
};

static const struct http_fault *read_framing_header(const struct http_header *header,
                                                    struct http_head *head, struct framing *seen)
{
    switch (header->name.n) {
    case 4:
        if (str_equal_nocase(header->name, STR("Host")) &&
            (seen->hosts++ || !is_host(header->value)))
            return &fault_host;
        break;
    case 6:
        if (str_equal_nocase(header->name, STR("Expect"))) {
            if (seen->expects++ || !str_equal_nocase(header->value, STR("100-continue")))
                return &fault_expect;
            head->expect_continue = !head->version_1_0;
        }
        break;
    case 14:
        if (str_equal_nocase(header->name, STR("Content-Length"))) {
            if (seen->lengths++ || !str_to_u64(header->value, INT64_MAX, &head->content_length))
                return &fault_length;
            head->length_known = true;
        }
        break;
    case 17:
        if (str_equal_nocase(header->name, STR("Transfer-Encoding"))) {
            if (seen->codings++ || head->version_1_0 ||
                !str_equal_nocase(header->value, STR("chunked")))
                return &fault_coding;
            head->chunked = true;
        }
        break;
    default:
        break;
    }
    return NULL;
}

static const struct http_fault *read_framing(struct http_head *head)
{
    struct framing seen = {0};
    const struct http_fault *expect = NULL;
    for (size_t i = 0; i < head->header_count; i++) {
        const struct http_fault *fault = read_framing_header(&head->headers[i], head, &seen);
        if (fault == &fault_expect)
            expect = fault; /* framing faults weigh more */
        else if (fault)
            return fault;
    }
    if (seen.lengths && seen.codings)
        return &fault_coding;
    if (seen.hosts == 0 && !head->version_1_0)
        return &fault_host;
    return expect;
}

const struct http_fault *http_guard_read(str block, struct http_head *ret_head)
{
    ret_head->chunked = ret_head->expect_continue = ret_head->length_known = false;
    ret_head->content_length = 0;
    if (block.n > HTTP_HEAD_BYTES_MAX)
        return &fault_large;
    /* An unknown method is told so only when the rest of the head is sound. */
    const struct http_fault *line = read_request_line(&block, ret_head);
    if (line && line != &fault_method)
        return line;
    const struct http_fault *fault = read_headers(&block, ret_head);
    if (!fault)
        fault = read_framing(ret_head);
    return fault ? fault : line;
}

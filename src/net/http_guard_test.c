/* SPDX-License-Identifier: Apache-2.0 */
/* http_guard_test.c - heads that must be understood and heads that must be refused. */
#include "net/http_guard.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { BLOCK_BYTES_MAX = HTTP_HEAD_BYTES_MAX + 1 };

/* Leaves the bytes as libmicrohttpd 0.9.75 does: CR LF, bare LF, the spaces around the target and
 * the first colon of each line become NUL. */
static str as_library_leaves_it(str wire, char to[static BLOCK_BYTES_MAX])
{
    assert_true(wire.n <= BLOCK_BYTES_MAX);
    memcpy(to, wire.p, wire.n);
    bool first = true;
    for (size_t at = 0; at < wire.n; first = false) {
        size_t bytes = str_find_char(str_of(wire.p + at, wire.n - at), '\n');
        str line = str_of(to + at, bytes);
        if (at + bytes < wire.n)
            to[at + bytes] = '\0';
        if (line.n && line.p[line.n - 1] == '\r')
            to[at + --line.n] = '\0';
        if (first) {
            char *target = memchr(to + at, ' ', line.n), *version = memrchr(to + at, ' ', line.n);
            if (target)
                *target = *version = '\0';
        } else {
            size_t end = str_find_char(line, '\0'), colon = str_find_char(line, ':');
            if (colon < end)
                to[at + colon] = '\0';
        }
        at += bytes + 1;
    }
    return str_of(to, wire.n);
}

static int status_of(str wire, struct http_head *head)
{
    static char block[BLOCK_BYTES_MAX];
    const struct http_fault *fault = http_guard_read(as_library_leaves_it(wire, block), head);
    return fault ? fault->status : 200;
}

#define LINE "POST /p HTTP/1.1\r\n"
#define HOST "Host: a\r\n"
#define END "\r\n"

static const struct {
    str wire;
    int status;
} rows[] = {
    {STR(LINE HOST END), 200},
    {STR("GET / HTTP/1.0\r\n" END), 200},
    {STR("GET / HTTP/1.2\r\n" HOST END), 200},
    {STR("GET / HTTP/2.0\r\n" HOST END), 400},
    {STR("GET / HTTP/1.\r\n" HOST END), 400},
    {STR("GET / HTTP/1.a\r\n" HOST END), 400},
    {STR("GET /\r\n" HOST END), 400},
    {STR("GET\r\n" HOST END), 400},
    {STR(""), 400},
    {STR("GET / HTTP/1.1"), 400},
    {STR("GET / HTTP/1.1\r\n"), 400},
    {STR(LINE HOST), 400},
    {STR("BREW / HTTP/1.1\r\n" HOST END), 501},
    {STR("get / HTTP/1.1\r\n" HOST END), 501},
    {STR("B@EW / HTTP/1.1\r\n" HOST END), 400},
    {STR("BREW / HTTP/1.1\r\n" END), 400},
    /* targets */
    {STR("GET * HTTP/1.1\r\n" HOST END), 400},
    {STR("GET a HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /a#b HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /\x7f HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /\x1f HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /\x80 HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /a b HTTP/1.1\r\n" HOST END), 400},
    {STR("GET /a\0b HTTP/1.1\r\n" HOST END), 400},
    {STR("GET http://h/ HTTP/1.1\r\n" HOST END), 200},
    {STR("GET http:// HTTP/1.1\r\n" HOST END), 400},
    {STR("GET http://a b/ HTTP/1.1\r\n" HOST END), 400},
    {STR("GET ftp://h/ HTTP/1.1\r\n" HOST END), 400},
    /* header lines */
    {STR(LINE HOST "X : a\r\n" END), 400},
    {STR(LINE HOST "X\t: a\r\n" END), 400},
    {STR(LINE HOST ": a\r\n" END), 400},
    {STR(LINE HOST "X(: a\r\n" END), 400},
    {STR(LINE HOST "X\x80: a\r\n" END), 400},
    {STR(LINE HOST "X!#$%&'*+-.^_`|~09: a\r\n" END), 200},
    {STR(LINE HOST "X:a\r\n" END), 200},
    {STR(LINE HOST "X:\r\n" END), 200},
    {STR(LINE HOST "X: a\x01\r\n" END), 400},
    {STR(LINE HOST "X: a\x7f\r\n" END), 400},
    {STR(LINE HOST "X: \t\x80\xff\r\n" END), 200},
    {STR(LINE HOST "X: a\0\r\n" END), 400},
    {STR(LINE HOST "X: a\0b\r\n" END), 400},
    {STR(LINE HOST "X: \0\r\n" END), 400},
    {STR(LINE HOST "\0\r\n" END), 400},
    {STR(LINE HOST "\0"), 400},
    {STR(LINE HOST "X: a\rb\r\n" END), 400},
    {STR(LINE HOST "X: a\r\r\n" END), 400},
    {STR(LINE HOST "X: a\r\n b\r\n" END), 400},
    {STR(LINE " X: a\r\n" HOST END), 400},
    {STR(LINE HOST "X: a\n" END), 400},
    {STR(LINE HOST "X: a\r\n\n"), 400},
    {STR("GET / HTTP/1.1\n" HOST END), 400},
    {STR("GET / HTTP/1.1\nHost: a\n\n"), 400},
    /* Host */
    {STR(LINE END), 400},
    {STR(LINE HOST HOST END), 400},
    {STR(LINE "hOsT: a\r\n" END), 200},
    {STR(LINE "Host:\r\n" END), 200},
    {STR(LINE "Host: a.b-c_d~e%20!$&'()*+,;=\r\n" END), 200},
    {STR(LINE "Host: a:\r\n" END), 200},
    {STR(LINE "Host: a:65535\r\n" END), 200},
    {STR(LINE "Host: a:65536\r\n" END), 400},
    {STR(LINE "Host: a:b\r\n" END), 400},
    {STR(LINE "Host: a:1:2\r\n" END), 400},
    {STR(LINE "Host: [::1]\r\n" END), 200},
    {STR(LINE "Host: [::1]:80\r\n" END), 200},
    {STR(LINE "Host: [::1\r\n" END), 400},
    {STR(LINE "Host: []\r\n" END), 400},
    {STR(LINE "Host: [::1]x\r\n" END), 400},
    {STR(LINE "Host: [x]\r\n" END), 400},
    {STR(LINE "Host: a/b\r\n" END), 400},
    {STR(LINE "Host: a@b\r\n" END), 400},
    {STR(LINE "Host: \xc3\xa4\r\n" END), 400},
    /* framing */
    {STR(LINE HOST "Content-Length: 0\r\n" END), 200},
    {STR(LINE HOST "content-length: 9223372036854775807\r\n" END), 200},
    {STR(LINE HOST "Content-Length: 9223372036854775808\r\n" END), 400},
    {STR(LINE HOST "Content-Length: -1\r\n" END), 400},
    {STR(LINE HOST "Content-Length: +1\r\n" END), 400},
    {STR(LINE HOST "Content-Length: 1,1\r\n" END), 400},
    {STR(LINE HOST "Content-Length:\r\n" END), 400},
    {STR(LINE HOST "Content-Length: 1\r\nContent-Length: 1\r\n" END), 400},
    {STR(LINE HOST "Transfer-Encoding: CHUNKED \r\n" END), 200},
    {STR(LINE HOST "Transfer-Encoding: gzip\r\n" END), 400},
    {STR(LINE HOST "Transfer-Encoding:\r\n" END), 400},
    {STR(LINE HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" END), 400},
    {STR(LINE HOST "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n" END), 400},
    {STR(LINE HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" END), 400},
    {STR("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" END), 400},
    {STR(LINE HOST "Expect: 100-Continue\r\n" END), 200},
    {STR(LINE HOST "Expect: 100-continue\r\nExpect: 100-continue\r\n" END), 417},
    {STR(LINE HOST "Expect: more\r\n" END), 417},
    {STR(LINE HOST "Expect: more\r\nContent-Length: x\r\n" END), 400},
};

static void heads_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct http_head head;
        int status = status_of(rows[i].wire, &head);
        if (status != rows[i].status)
            fail_msg("row %zu (%.*s): %d, expected %d", i, STR_ARG(rows[i].wire), status,
                     rows[i].status);
    }
}

static void parts_are_views(void **state)
{
    (void)state;
    struct http_head head;
    assert_int_equal(
        status_of(STR("PUT http://h:1/a%20/b?c=d&e HTTP/1.1\r\n" HOST
                      "Content-Length: 12\r\nExpect: 100-continue\r\nX:  y z \t\r\n" END),
                  &head),
        200);
    assert_int_equal(head.method, HTTP_PUT);
    assert_true(str_equal(head.path, STR("/a%20/b")));
    assert_true(str_equal(head.query, STR("c=d&e")));
    assert_true(head.length_known && head.content_length == 12 && head.expect_continue);
    assert_false(head.chunked || head.version_1_0);
    assert_int_equal(head.header_count, 4);
    assert_true(str_equal(head.headers[3].name, STR("X")));
    assert_true(str_equal(head.headers[3].value, STR("y z")));

    assert_int_equal(
        status_of(STR("GET http://h?q HTTP/1.0\r\nExpect: 100-continue\r\n" END), &head), 200);
    assert_true(str_equal(head.path, STR("/")) && str_equal(head.query, STR("q")));
    assert_true(head.version_1_0 && !head.expect_continue);
}

static void header_count_is_bounded(void **state)
{
    (void)state;
    for (int more = 0; more <= 1; more++) {
        char wire[BLOCK_BYTES_MAX];
        int bytes = snprintf(wire, sizeof wire, LINE HOST);
        for (int i = 1; i < HTTP_REQUEST_HEADERS_MAX + more; i++)
            bytes += snprintf(wire + bytes, sizeof wire - (size_t)bytes, "X: a\r\n");
        bytes += snprintf(wire + bytes, sizeof wire - (size_t)bytes, END);
        struct http_head head;
        assert_int_equal(status_of(str_of(wire, (size_t)bytes), &head), more ? 431 : 200);
    }
}

static void head_size_is_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        static char wire[BLOCK_BYTES_MAX];
        size_t bytes = HTTP_HEAD_BYTES_MAX + more, fixed = strlen(LINE HOST "X: " END END);
        int wrote = snprintf(wire, sizeof wire, LINE HOST "X: ");
        memset(wire + wrote, 'a', bytes - fixed);
        memcpy(wire + bytes - 4, END END, 4);
        struct http_head head;
        assert_int_equal(status_of(str_of(wire, bytes), &head), more ? 431 : 200);
    }
}

/* A head that is cut off anywhere is never taken for a whole one. */
static void cut_heads_are_refused(void **state)
{
    (void)state;
    static char block[BLOCK_BYTES_MAX];
    str whole = as_library_leaves_it(STR(LINE HOST "Content-Length: 5\r\nX: y\r\n" END), block);
    struct http_head head;
    assert_null(http_guard_read(whole, &head));
    for (size_t n = 0; n < whole.n; n++)
        assert_non_null(http_guard_read(str_of(whole.p, n), &head));
}

int http_guard_test(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_judged), cmocka_unit_test(parts_are_views),
        cmocka_unit_test(header_count_is_bounded), cmocka_unit_test(head_size_is_bounded),
        cmocka_unit_test(cut_heads_are_refused)};
    return cmocka_run_group_tests_name("http_guard", tests, NULL, NULL);
}

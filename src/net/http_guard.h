/* SPDX-License-Identifier: Apache-2.0 */
/* http_guard.h - the second, strict reading of a request's head. libmicrohttpd 0.9.75 forgives
 * framing faults that let one request hide in another; nothing it forgives comes past here. */
#ifndef SCHALE_NET_HTTP_GUARD_H
#define SCHALE_NET_HTTP_GUARD_H

#include "net/http.h"

enum { HTTP_REQUEST_HEADERS_MAX = 100, HTTP_HEAD_BYTES_MAX = 16 * 1024 };

/* Why a request is refused: the status, a word for machines, a sentence for people. Static. */
struct http_fault {
    int status;
    str code, text;
};

/* Views into the block it was read from. */
struct http_head {
    enum http_method method;
    bool version_1_0;
    bool chunked;
    bool expect_continue;
    bool length_known;
    uint64_t content_length; /* 0 unless length_known */
    str path, query;         /* as sent; query without '?' */
    size_t header_count;
    struct http_header headers[HTTP_REQUEST_HEADERS_MAX];
};

/* Reads a head as libmicrohttpd leaves it in its buffer: from the method to the end of the empty
 * line, where the two spaces of the request line, the first colon of each header line, CR and LF
 * have become NUL. Everything else is as the client sent it, so a NUL, a bare LF or a folded line
 * that the library skips over shows as a byte too many or too few.
 * Returns NULL when all is well, else the fault; *ret_head is then only partly set.
 * Rules: RFC 9112 sections 2.2, 3, 5, 6; RFC 9110 sections 5.5, 5.6.2, 7.2, 8.6, 10.1.1. */
const struct http_fault *http_guard_read(str block, struct http_head *ret_head);

#endif

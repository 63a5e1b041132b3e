/* SPDX-License-Identifier: Apache-2.0 */
/* silent_test.h - a server that takes connections and says nothing. For tests alone. */
#ifndef SCHALE_NET_SILENT_TEST_H
#define SCHALE_NET_SILENT_TEST_H

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>

#include <cmocka.h>

enum { SILENT_URL_BYTES = 64 };

/* A listening socket on a free port, whose connections nobody takes, and its address. Close it. */
static inline int silent_listen(char ret_url[static SILENT_URL_BYTES])
{
    int one = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof address;
    assert_int_equal(bind(one, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(one, 4096), 0);
    assert_int_equal(getsockname(one, (struct sockaddr *)&address, &bytes), 0);
    snprintf(ret_url, SILENT_URL_BYTES, "http://127.0.0.1:%d/", ntohs(address.sin_port));
    return one;
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* random.c - getrandom(2). */
#include "base/random.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/base64.h"

enum { NAME_BITS = 128 };

void random_bytes(void *to, size_t bytes)
{
    char *p = to;
    while (bytes) {
        ssize_t n = getrandom(p, bytes, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) { /* a kernel without it is older than this program can run on */
            fprintf(stderr, "schale: no random bytes\n");
            abort();
        }
        p += n;
        bytes -= (size_t)n;
    }
}

str random_name(struct arena *arena)
{
    char bytes[NAME_BITS / 8];
    random_bytes(bytes, sizeof bytes);
    return base64url_dup(arena, str_of(bytes, sizeof bytes));
}

bool random_is_name(str text)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (text.n != RANDOM_NAME_BYTES)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (!text.p[i] || !strchr(alphabet, text.p[i]))
            return false;
    return true;
}

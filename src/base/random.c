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

str random_uuid_urn(struct arena *arena)
{
    unsigned char b[16];
    random_bytes(b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40); /* version 4 */
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80); /* the variant of RFC 9562 */
    return arena_printf(arena,
                        "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                        "%02x%02x%02x%02x%02x%02x",
                        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                        b[12], b[13], b[14], b[15]);
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

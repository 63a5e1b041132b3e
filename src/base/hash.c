/* SPDX-License-Identifier: Apache-2.0 */
/* hash.c - SHA-256; GnuTLS uses the processor's own instructions where it has them. */
#include "base/hash.h"

#include <gnutls/crypto.h>

struct sha256 sha256_of(const str *pieces, size_t count)
{
    struct sha256 digest;
    gnutls_hash_hd_t hash;
    int rc = gnutls_hash_init(&hash, GNUTLS_DIG_SHA256);
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = pieces[i].n ? gnutls_hash(hash, pieces[i].p, pieces[i].n) : 0;
    if (rc != 0) {
        fprintf(stderr, "schale: SHA-256 failed: %s\n", gnutls_strerror(rc));
        abort();
    }
    gnutls_hash_deinit(hash, digest.bytes);
    return digest;
}

void sha256_hex(const struct sha256 *digest, char *to)
{
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        to[2 * i] = "0123456789abcdef"[digest->bytes[i] >> 4];
        to[2 * i + 1] = "0123456789abcdef"[digest->bytes[i] & 15];
    }
}

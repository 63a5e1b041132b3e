/* SPDX-License-Identifier: Apache-2.0 */
/* hash.c - SHA-2; GnuTLS uses the processor's own instructions where it has them. */
#include "base/hash.h"

#include <gnutls/crypto.h>

static void hash_pieces(gnutls_digest_algorithm_t algorithm, const str *pieces, size_t count,
                        unsigned char *ret_digest)
{
    gnutls_hash_hd_t hash;
    int rc = gnutls_hash_init(&hash, algorithm);
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = pieces[i].n ? gnutls_hash(hash, pieces[i].p, pieces[i].n) : 0;
    if (rc != 0) {
        fprintf(stderr, "schale: SHA-2 failed: %s\n", gnutls_strerror(rc));
        abort();
    }
    gnutls_hash_deinit(hash, ret_digest);
}

static void write_hex(const unsigned char *bytes, size_t count, char *to)
{
    for (size_t i = 0; i < count; i++) {
        to[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        to[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
}

struct sha256 sha256_of(const str *pieces, size_t count)
{
    struct sha256 digest;
    hash_pieces(GNUTLS_DIG_SHA256, pieces, count, digest.bytes);
    return digest;
}

void sha256_hex(const struct sha256 *digest, char *to)
{
    write_hex(digest->bytes, SHA256_BYTES, to);
}

void sha512_hex_of(str text, char *to)
{
    unsigned char bytes[SHA512_HEX_BYTES / 2];
    hash_pieces(GNUTLS_DIG_SHA512, &text, 1, bytes);
    write_hex(bytes, sizeof bytes, to);
}

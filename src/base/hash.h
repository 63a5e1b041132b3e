/* SPDX-License-Identifier: Apache-2.0 */
/* hash.h - SHA-256 and SHA-512 (FIPS 180-4), from GnuTLS. */
#ifndef SCHALE_BASE_HASH_H
#define SCHALE_BASE_HASH_H

#include "base/base.h"

enum { SHA256_BYTES = 32, SHA256_HEX_BYTES = 64, SHA512_HEX_BYTES = 128 };

struct sha256 {
    unsigned char bytes[SHA256_BYTES];
};

/* The digest of the pieces, one after the other. */
struct sha256 sha256_of(const str *pieces, size_t count);

/* Writes 64 lower-case digits to `to`, without a NUL. */
void sha256_hex(const struct sha256 *digest, char *to);

/* Writes the SHA-512 of a text as 128 lower-case digits to `to`, without a NUL. */
void sha512_hex_of(str text, char *to);

#endif

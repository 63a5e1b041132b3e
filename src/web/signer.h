/* SPDX-License-Identifier: Apache-2.0 */
/* signer.h - the node's own key, and the keys whose signatures it believes. A signed document is a
 * JWS in compact form (RFC 7515) over its canonical JSON, by ES256 (RFC 7518). The key is made at
 * the first start and kept in DIR/signing-key.jwk, readable by its owner alone. */
#ifndef SCHALE_WEB_SIGNER_H
#define SCHALE_WEB_SIGNER_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    SIGNER_TRUSTED_BYTES_MAX = 1 << 20, /* of DIR/trusted.jwks */
    SIGNER_TRUSTED_KEYS_MAX = 64,       /* the others in it are not looked at */
};

struct signer;

/* Reads the key in `dir`, or makes it. ERR_IO, ERR_FULL, ERR_CORRUPT: the file is no such key. */
MUST_CHECK err_t signer_open(struct arena *arena, const char *dir, struct signer **ret_signer,
                             struct fail *why);
void signer_close(struct signer *signer);

/* The public key as a JWK set (RFC 7517); lives as long as the signer. */
str signer_keys(const struct signer *signer);

/* Adds the JWS over `payload`. ERR_IO when the library refuses. From any thread. */
MUST_CHECK err_t signer_sign(struct signer *signer, str payload, struct buf *out, struct fail *why);

/* Checks a compact JWS against DIR/trusted.jwks as it is now; the payload is put into the arena.
 * Keys that the JWS itself names or brings do not count. ERR_SYNTAX: it is no JWS, or asks for
 * what is not done here (crit, zip, b64; an algorithm without a public key). ERR_INVALID: no
 * trusted key made it. */
MUST_CHECK err_t signer_verify(struct signer *signer, str jws, struct arena *arena,
                               str *ret_payload, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* openpgp.h - detached OpenPGP signatures, made and checked in memory over librnp: what CSAF asks
 * for (CSAF 2.0, 7.1.19 and 7.1.20). No keyring of the user is touched. Rule: RFC 4880. */
#ifndef SCHALE_CODEC_OPENPGP_H
#define SCHALE_CODEC_OPENPGP_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    OPENPGP_KEYS_BYTES_MAX = 1 << 20,
    OPENPGP_SIGNATURE_BYTES_MAX = 64 << 10,
    OPENPGP_FINGERPRINT_BYTES_MAX = 64, /* hexadecimal, upper case */
};

/* Keys, public ones to check with or a private one to sign with. Used by one thread at a time. */
struct openpgp;

/* No key yet. ERR_IO when the library cannot start. */
MUST_CHECK err_t openpgp_open(struct openpgp **ret_openpgp, struct fail *why);
void openpgp_close(struct openpgp *openpgp);

/* Adds the keys of a file, armored or not. ERR_SYNTAX: it holds none. */
MUST_CHECK err_t openpgp_add_keys(struct openpgp *openpgp, str keys, struct fail *why);

/* Makes a key to sign with (EdDSA) for a user id such as "Ahrental <security@ahrental.example>". */
MUST_CHECK err_t openpgp_make_key(struct openpgp *openpgp, str user_id, struct fail *why);

/* Adds the armored keys: the public parts, or with `secret` the private ones, without a password.
 */
MUST_CHECK err_t openpgp_write_keys(struct openpgp *openpgp, bool secret, struct buf *out,
                                    struct fail *why);

/* Fingerprints of the primary keys, in the arena. */
MUST_CHECK err_t openpgp_fingerprints(struct openpgp *openpgp, struct arena *arena,
                                      const str **ret_items, size_t *ret_count, struct fail *why);

/* Adds the armored detached signature over `text`. ERR_NOT_FOUND: no private key is here. */
MUST_CHECK err_t openpgp_sign(struct openpgp *openpgp, str text, struct buf *out, struct fail *why);

/* Checks a detached signature, armored or not. ERR_SYNTAX: it is none. ERR_NOT_FOUND: made by a key
 * that is not here (why->where: its id). ERR_INVALID: made by a key that is here, but not over this
 * text, or the key has expired or was revoked. `ret_fingerprint` (in the arena) on ERR_OK. */
MUST_CHECK err_t openpgp_verify(struct openpgp *openpgp, str text, str signature,
                                struct arena *arena, str *ret_fingerprint, struct fail *why);

#endif

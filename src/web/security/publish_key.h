/* SPDX-License-Identifier: Apache-2.0 */
/* publish_key.h - the node's OpenPGP key, which signs what it publishes: advisories and reports.
 * Kept in DIR/openpgp-key.asc, readable by its owner alone, made when it is first asked to sign;
 * its private part never leaves that file. From any thread. */
#ifndef SCHALE_WEB_PUBLISH_KEY_H
#define SCHALE_WEB_PUBLISH_KEY_H

#include "base/arena.h"
#include "base/buf.h"

struct publish_key;

/* Reads nothing yet. The key lives in the arena, until publish_key_close. */
struct publish_key *publish_key_new(struct arena *arena, const char *dir);
void publish_key_close(struct publish_key *key);

/* What others may know of it. */
struct publish_key_facts {
    str fingerprint; /* upper case */
    str public_key;  /* armored */
};

/* Texts are put into the arena. `user_id`: makes the key when there is none ("Ahrental
 * <security@ahrental.example>"; what is too long is cut); without it that is ERR_NOT_FOUND.
 * ERR_CORRUPT: the file is no private key. ERR_IO, ERR_FULL. */
MUST_CHECK err_t publish_key_open(struct publish_key *key, str user_id, struct arena *arena,
                                  struct publish_key_facts *ret_facts, struct fail *why);

/* Adds the armored detached signature over `text`. The key must have been opened. */
MUST_CHECK err_t publish_key_sign(struct publish_key *key, str text, struct buf *out,
                                  struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* feed_check.h - whether a document is what its provider put there: hash, signature, file name,
 * publisher. Rules: CSAF 2.0, 5.1, 7.1.2, 7.1.18 to 7.1.20. */
#ifndef SCHALE_PLAN_SECURITY_FEED_CHECK_H
#define SCHALE_PLAN_SECURITY_FEED_CHECK_H

#include "codec/openpgp.h"
#include "model/finding.h"
#include "plan/security/feed/feed_fetch.h"

#define RULE(id, name, message_en, hint_en, message_de, hint_de) id,
enum feed_rule {
#include "plan/security/feed/feed_rule.def"
    FEED_RULE_COUNT
};
#undef RULE

enum { FEED_HASH_FILE_BYTES_MAX = 4096 };

/* Adds a finding of the whole document. */
void feed_report(struct findings *findings, enum feed_rule rule, str argument0, str argument1);

/* What is believed of whom. */
struct feed_trust {
    struct openpgp *keys;
    const str *fingerprints; /* of the keys that are accepted; any other is refused */
    size_t fingerprint_count;
    bool needs_signature; /* a document without one is refused */
    bool needs_hash;
    str publisher_namespace; /* whose documents these are; empty: anybody's */
    bool any_name;           /* the name of the file does not matter */
};

/* Trust in the keys of some files, and nobody else. Fingerprints are in the arena. ERR_SYNTAX: a
 * file holds no key. */
MUST_CHECK err_t feed_trust_open(struct arena *arena, const str *key_files, size_t count,
                                 struct feed_trust *ret_trust, struct fail *why);
void feed_trust_close(struct feed_trust *trust);

/* Checks a document that was got from `url`, getting what lies beside it: URL.sha512, else
 * URL.sha256, and URL.asc. Adds a finding for what is wrong; a hash or signature that is not there
 * is wrong only when it is needed, and without any key a signature says nothing. What could not be
 * fetched is a finding, too. */
void feed_check(const struct feed_fetch *fetch, str url, str document,
                const struct feed_trust *trust, struct findings *findings);

/* The name that a file must have by the tracking id in it. Rule: CSAF 2.0, 5.1. */
str feed_file_name(struct arena *arena, str tracking_id);

#endif

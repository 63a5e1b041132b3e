/* SPDX-License-Identifier: Apache-2.0 */
/* publication.h - the way of a form to a published document: the next version, the checks, and all
 * that is stored with it in one batch. Signing is the caller's. Rules: CSAF 2.0, 3.1.11 (versions),
 * 6.1, 7.1. */
#ifndef SCHALE_PLAN_SECURITY_PUBLICATION_H
#define SCHALE_PLAN_SECURITY_PUBLICATION_H

#include "plan/security/publish/csaf_write.h"

/* All texts in the arena. */
struct publication {
    struct arena *arena;
    struct store *store;
    struct own_advisory *advisory;
    struct own_provider *provider;
    str before;   /* the document as it is published now; empty: it is not */
    str document; /* as it is published next; empty: there are errors */
};

/* Reads `before`, when the advisory is published. */
MUST_CHECK err_t publication_begin(struct publication *publication, struct fail *why);

/* Whether it is published as it is now. */
bool publication_is_unchanged(const struct publication *publication);

/* Adds what keeps the form from being published. */
void publication_check(struct publication *publication, struct findings *findings);

/* Adds the revision that comes next to the advisory, and makes the document with it: also when the
 * check had errors, to look at. The first version is 1.0.0; one that changes products, states or
 * remedies counts up the second number, another the third. What has not changed since it was
 * published stays as it is. `now_ms` is put off when a release is as late already. */
MUST_CHECK err_t publication_make(struct publication *publication, int64_t now_ms,
                                  struct fail *why);

/* Adds what csaf_check finds in the document, at the place in the form. */
void publication_check_document(struct publication *publication, struct findings *findings);

/* The changes that store it: the advisory's and the provider's submodels on condition of their
 * revisions, all files below /.well-known/csaf, and the advisory as others get it, so that own
 * machines are matched. `fingerprint`, `public_key`, `signature` (both armored): of who signs. */
struct publication_key {
    str fingerprint, public_key, signature;
};
MUST_CHECK err_t publication_changes(struct publication *publication,
                                     const struct publication_key *key, uint64_t advisory_revision,
                                     uint64_t provider_revision, struct store_change **ret_changes,
                                     size_t *ret_count, struct fail *why);

/* The changes that store the provider's settings and, with a key (its signature is not looked at),
 * make its files anew: for settings that change after something was published. */
MUST_CHECK err_t publication_refresh(struct own_provider *provider, struct arena *arena,
                                     const struct publication_key *key, int64_t now_ms,
                                     struct store_change **ret_changes, size_t *ret_count,
                                     struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* follow.h - the log as others read it: what changed since a record, and being told that something
 * did. Events, recent changes and history stand on it. */
#ifndef SCHALE_STORE_FOLLOW_H
#define SCHALE_STORE_FOLLOW_H

#include "store/log_record.h"

enum { STORE_RECORDS_MAX = 1000 }; /* most records of one look */

/* The committed records behind `after` (a seq; 0: from the first), in order, at most `limit` (1 to
 * STORE_RECORDS_MAX) and about `bytes_max` bytes together, but at least one where there is one.
 * Everything in `arena`. ERR_INVALID, ERR_IO, ERR_CORRUPT. From any thread. */
MUST_CHECK err_t store_records(struct store *store, struct arena *arena, uint64_t after,
                               size_t limit, size_t bytes_max, struct record **ret_records,
                               size_t *ret_count, struct fail *why);

/* Someone who wants to know of commits. Owned by the caller; zeroed but for the first two. */
struct store_follower {
    /* On the writer thread, after each commit, before those who wrote are told. `revision` is the
     * last record: store_records gives it and those before it by now. Must be short. */
    void (*committed)(void *context, uint64_t revision);
    void *context;
    struct store_follower *next; /* the store's */
};

/* From now on it is told. It may be told of a commit that began before. */
void store_follow(struct store *store, struct store_follower *follower);
/* When this returns it is not told any more, and nobody is telling it. Not from `committed`. */
void store_unfollow(struct store *store, struct store_follower *follower);

#endif

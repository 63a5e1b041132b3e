/* SPDX-License-Identifier: Apache-2.0 */
/* store_private.h - what the store is made of: readers, cache, writer. */
#ifndef SCHALE_STORE_STORE_PRIVATE_H
#define SCHALE_STORE_STORE_PRIVATE_H

#include <stdatomic.h>

#include "store/cache.h"
#include "store/follow.h"
#include "store/readers.h"
#include "store/writer.h"

enum {
    STORE_CACHE_BYTES_DEFAULT = 128 << 20,
    STORE_FILTERS_MAX = 16,
    STORE_PATH_BYTES_MAX = 8192, /* idShortPath or path of a file */
    STORE_ACTOR_BYTES_MAX = 128,
};

struct store {
    const struct store_driver *driver;
    bool read_only;
    int lock;                  /* file descriptor that holds DIR/lock, or -1 */
    _Atomic uint64_t revision; /* of the newest commit that everybody may see */
    _Atomic uint64_t counts[DOCUMENT_KIND_COUNT];
    struct cache cache;
    struct readers readers;
    struct writer writer;
    pthread_mutex_t follow_lock;
    struct store_follower *followers;
};

/* store_open over a driver of choice: for the tests that every driver must pass. */
MUST_CHECK err_t store_open_driver(const struct store_driver *driver, const char *dir,
                                   const struct store_options *options, struct store **ret_store,
                                   struct fail *why);

/* One document that a reader found, from the cache when that is of the state that is read. Its id
 * must not be a view of the session. Counted. */
MUST_CHECK err_t store_document_of(struct store *store, struct reader *reader,
                                   enum document_kind kind, const struct found *found,
                                   struct document **ret_document, struct fail *why);

/* For the writer, after a commit that everybody may see. */
void store_tell_followers(struct store *store, uint64_t revision);

/* Takes DIR/lock for this process and writes its number into it. ERR_BUSY names the other. */
MUST_CHECK err_t store_lock_take(const char *dir, int *ret_lock, struct fail *why);
void store_lock_release(int lock);

/* A session to read a store from outside, while a server may use it; inside a transaction.
 * *ret_lock for store_lock_release afterwards. */
MUST_CHECK err_t store_open_beside(const struct store_driver *driver, const char *dir,
                                   struct session **ret_session, int *ret_lock, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* transaction.h - one transaction of the writer: changes go to the log, to the heads and to the
 * projections, each on top of those before it. */
#ifndef SCHALE_STORE_TRANSACTION_H
#define SCHALE_STORE_TRANSACTION_H

#include "base/map.h"
#include "store/cache.h"
#include "store/log_record.h"

/* What grows with each change and goes back when a batch fails. */
struct tail {
    uint64_t seq;
    struct sha256 hash;
    uint64_t counts[DOCUMENT_KIND_COUNT];
};

struct transaction {
    const struct store_driver *driver;
    struct session *session;
    struct cache *cache;
    struct tail tail;
    struct arena arena; /* of one change */
    struct buf scratch;
    struct buf line; /* of the log, being made */
    /* Documents as this transaction left them, for later changes and for the cache; not all: when
     * they get too many they are let go, and read again where needed. */
    struct map fresh[DOCUMENT_KIND_COUNT];
    size_t fresh_bytes;
    bool bulk;   /* a batch so large that nothing of it is kept in `fresh` */
    bool forgot; /* what is not in `fresh` may differ from the cache */
};

void transaction_init(struct transaction *transaction, const struct store_driver *driver,
                      struct session *session, struct cache *cache);
void transaction_release(struct transaction *transaction);

/* Applies all changes of the batch. When one fails the caller must undo what was written. */
MUST_CHECK err_t transaction_apply(struct transaction *transaction, struct store_batch *batch,
                                   struct fail *why);

/* Applies a record that the log has and the index has not. Not for files that are put: a commit
 * with one is acknowledged after the index has it. */
MUST_CHECK err_t transaction_redo(struct transaction *transaction, const struct record *record,
                                  struct fail *why);

/* The document as this transaction left it, if it is still at hand; not counted for the caller. */
struct stored *transaction_fresh(struct transaction *transaction, enum document_kind kind, str id);

/* Lets all of them go; for the end of a transaction. */
void transaction_forget(struct transaction *transaction);

#endif

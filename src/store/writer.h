/* SPDX-License-Identifier: Apache-2.0 */
/* writer.h - the one thread that writes: it takes what waits and commits it together, and brings
 * the index up to date when there is time or need. */
#ifndef SCHALE_STORE_WRITER_H
#define SCHALE_STORE_WRITER_H

#include <pthread.h>

#include "store/transaction.h"

struct writer {
    struct store *store;
    struct session *session;
    struct transaction transaction;
    struct tail committed;
    uint64_t checkpoint_at; /* waiting bytes at which the next one is due */
    int64_t settle_at_ms;   /* steady clock: when the index is due; 0: it is up to date */
    pthread_t thread;
    bool started;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct store_batch *first, **last; /* the queue, under `lock` */
    size_t queued;                     /* batches in it */
    size_t awaited;                    /* the sleeping thread is woken when there are as many */
    size_t expected;                   /* as many may come soon, see writer.c; the thread's own */
    bool sleeping, stopping;
};

/* Starts the thread over a session that may write; store->cache and readers must stand. */
MUST_CHECK err_t writer_start(struct writer *writer, struct store *store, struct session *session,
                              struct fail *why);
/* Commits what is queued, ends the thread, brings the database to rest. */
void writer_stop(struct writer *writer);

void writer_submit(struct writer *writer, struct store_batch *batch);

#endif

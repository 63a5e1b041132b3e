/* SPDX-License-Identifier: Apache-2.0 */
/* readers.h - read-only sessions, lent to one thread at a time. A session keeps its transaction
 * open from loan to loan as long as nothing was committed in between: beginning one costs as much
 * as a read. Such a transaction would keep the log of the database from ever starting over, so the
 * writer can send all of them home. */
#ifndef SCHALE_STORE_READERS_H
#define SCHALE_STORE_READERS_H

#include <pthread.h>

#include "store/driver.h"

struct reader {
    struct session *session;
    bool begun;        /* a transaction is open */
    uint64_t revision; /* the store's when it began: what is read is that new, or newer */
    uint64_t round;    /* of `readers` when it began */
    struct reader *next_idle;
    struct reader *next;
};

struct readers {
    const struct store_driver *driver;
    const char *dir;        /* owned */
    struct session *writer; /* of this process; NULL: somebody else may write */
    const _Atomic uint64_t *revision;
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct reader *idle;
    struct reader *all;
    uint64_t round;
};

void readers_init(struct readers *readers, const struct store_driver *driver, const char *dir,
                  const _Atomic uint64_t *revision);
void readers_release(struct readers *readers);

/* Lends a session inside a transaction that sees everything committed up to now. Give it back
 * soon, with reader_return. */
MUST_CHECK err_t reader_borrow(struct readers *readers, struct reader **ret_reader,
                               struct fail *why);
void reader_return(struct readers *readers, struct reader *reader);

/* Ends every transaction that is open now: idle ones at once, lent ones when they come back, for
 * which it waits at most `wait_ms`. True when none is left. New ones may begin at any time. */
bool readers_drain(struct readers *readers, int wait_ms);

#endif

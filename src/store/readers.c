/* SPDX-License-Identifier: Apache-2.0 */
/* readers.c - the pool. The lock is held for a few instructions only, never while SQL runs, except
 * when a transaction has to end. */
#include "store/readers.h"

#include <stdatomic.h>
#include <time.h>

void readers_init(struct readers *readers, const struct store_driver *driver, const char *dir,
                  const _Atomic uint64_t *revision)
{
    pthread_condattr_t attributes;
    struct buf copy = {0};
    size_t bytes;
    buf_add(&copy, str_from(dir));
    *readers =
        (struct readers){.driver = driver, .dir = buf_take(&copy, &bytes), .revision = revision};
    pthread_mutex_init(&readers->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&readers->returned, &attributes);
    pthread_condattr_destroy(&attributes);
}

static void end(struct readers *readers, struct reader *reader)
{
    if (reader->begun)
        readers->driver->read_end(reader->session);
    reader->begun = false;
}

void readers_release(struct readers *readers)
{
    for (struct reader *reader = readers->all, *next; reader; reader = next) {
        next = reader->next;
        end(readers, reader);
        readers->driver->close(reader->session);
        free(reader);
    }
    pthread_cond_destroy(&readers->returned);
    pthread_mutex_destroy(&readers->lock);
    free((void *)(uintptr_t)readers->dir);
}

static err_t reader_new(struct readers *readers, struct reader **ret_reader, struct fail *why)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        abort();
    err_t rc =
        readers->driver->open(readers->dir, SESSION_READ, readers->writer, &reader->session, why);
    if (rc != ERR_OK) {
        free(reader);
        return rc;
    }
    pthread_mutex_lock(&readers->lock);
    reader->next = readers->all;
    readers->all = reader;
    pthread_mutex_unlock(&readers->lock);
    *ret_reader = reader;
    return ERR_OK;
}

/* The transaction sees what was committed before; one that began before the last commit is begun
 * anew. */
static err_t refresh(struct readers *readers, struct reader *reader, struct fail *why)
{
    uint64_t revision = *readers->revision;
    if (reader->begun && reader->revision == revision)
        return ERR_OK;
    if (reader->begun)
        readers->driver->read_end(reader->session);
    pthread_mutex_lock(&readers->lock);
    reader->round = readers->round;
    reader->begun = true;
    pthread_cond_signal(&readers->returned);
    pthread_mutex_unlock(&readers->lock);
    reader->revision = revision;
    return readers->driver->read_begin(reader->session, why);
}

err_t reader_borrow(struct readers *readers, struct reader **ret_reader, struct fail *why)
{
    pthread_mutex_lock(&readers->lock);
    struct reader *reader = readers->idle;
    if (reader)
        readers->idle = reader->next_idle;
    pthread_mutex_unlock(&readers->lock);
    err_t rc = reader ? ERR_OK : reader_new(readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = refresh(readers, reader, why);
    if (rc == ERR_OK)
        *ret_reader = reader;
    else
        reader_return(readers, reader);
    return rc;
}

void reader_return(struct readers *readers, struct reader *reader)
{
    pthread_mutex_lock(&readers->lock);
    /* Where somebody else writes, each loan is a new transaction. */
    if (!readers->writer || (reader->begun && reader->round != readers->round)) {
        end(readers, reader);
        pthread_cond_signal(&readers->returned);
    }
    reader->next_idle = readers->idle;
    readers->idle = reader;
    pthread_mutex_unlock(&readers->lock);
}

static bool all_of_this_round(const struct readers *readers)
{
    for (const struct reader *reader = readers->all; reader; reader = reader->next)
        if (reader->begun && reader->round != readers->round)
            return false;
    return true;
}

bool readers_drain(struct readers *readers, int wait_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_ms / 1000;
    until.tv_nsec += (long)(wait_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&readers->lock);
    readers->round++;
    for (struct reader *reader = readers->idle; reader; reader = reader->next_idle)
        end(readers, reader);
    int rc = 0;
    while (!all_of_this_round(readers) && rc == 0)
        rc = pthread_cond_timedwait(&readers->returned, &readers->lock, &until);
    bool drained = all_of_this_round(readers);
    pthread_mutex_unlock(&readers->lock);
    return drained;
}

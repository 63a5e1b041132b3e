/* SPDX-License-Identifier: Apache-2.0 */
/* writer.c - queue, group commit, index, checkpoint. A batch that fails is left out; the others of
 * its group go on. */
#include "store/writer.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/store_private.h"

enum {
    GROUP_CHANGES_MAX = 256,
    GROUP_BYTES_MAX = 4 << 20,
    CHECKPOINT_BYTES = 64 << 20,
    DRAIN_MS = 100,
    GATHER_US_MAX = 300,        /* about as long as the disk takes for a commit */
    SETTLE_IDLE_MS = 5,         /* nothing to write for so long */
    SETTLE_MS_MAX = 1000,       /* how far behind somebody in another process may be */
    SETTLE_RECORDS_MAX = 32768, /* what a start after a crash has to read again */
};

/* Batches that commit together, and what became of each. */
struct group {
    struct store_batch *first;
    size_t count;
};

static size_t batch_bytes(const struct store_batch *batch)
{
    size_t bytes = 0;
    for (size_t i = 0; i < batch->count; i++)
        bytes += batch->changes[i].body.n + batch->changes[i].file.bytes.n;
    return bytes;
}

/* Waits until `awaited` batches are there, at most so long (0: for ever). Under the lock. */
static void wait_for_batches(struct writer *writer, size_t awaited, long us_max)
{
    struct timespec until;
    int rc = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += us_max * 1000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    writer->awaited = awaited;
    while (rc == 0 && writer->queued < awaited && !writer->stopping) {
        writer->sleeping = true;
        rc = us_max ? pthread_cond_timedwait(&writer->wake, &writer->lock, &until)
                    : pthread_cond_wait(&writer->wake, &writer->lock);
    }
    writer->sleeping = false;
}

/* Waits until there is something to do; for a moment only when the index is not up to date. Of
 * those who were told of the last commit and those who waited then, most will write again: a commit
 * costs the same for many as for one, so half of them are waited for. The others write meanwhile,
 * and are the next group. */
static void wait_for_work(struct writer *writer)
{
    wait_for_batches(writer, 1, writer->settle_at_ms ? SETTLE_IDLE_MS * 1000 : 0);
    if (writer->queued)
        wait_for_batches(writer, writer->expected / 2, GATHER_US_MAX);
}

/* Waits for work and cuts a group off the queue. An empty group: there is time for the index, or
 * this is the end. */
static struct group take_group(struct writer *writer)
{
    struct group group = {0};
    size_t changes = 0, bytes = 0;
    pthread_mutex_lock(&writer->lock);
    wait_for_work(writer);
    group.first = writer->first;
    struct store_batch **end = &group.first;
    while (*end) {
        changes += (*end)->count;
        bytes += batch_bytes(*end);
        if (group.count && (changes > GROUP_CHANGES_MAX || bytes > GROUP_BYTES_MAX))
            break;
        group.count++;
        end = &(*end)->next;
    }
    writer->first = *end;
    writer->queued -= group.count;
    *end = NULL;
    if (!writer->first)
        writer->last = &writer->first;
    pthread_mutex_unlock(&writer->lock);
    return group;
}

static err_t save_counts(struct writer *writer, struct fail *why)
{
    struct transaction *transaction = &writer->transaction;
    for (enum document_kind kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++) {
        uint64_t count = transaction->tail.counts[kind];
        if (count == writer->committed.counts[kind])
            continue;
        err_t rc = transaction->driver->count_set(writer->session, kind, count, why);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

/* The cache and the readers learn of the commit together, before anybody is told. */
static void publish(struct writer *writer, const struct group *group)
{
    struct store *store = writer->store;
    struct transaction *transaction = &writer->transaction;
    writer->committed = transaction->tail;
    cache_change_begin(&store->cache);
    for (struct store_batch *batch = group->first; batch; batch = batch->next) {
        for (size_t i = 0; i < batch->count; i++) {
            const struct store_change *change = &batch->changes[i];
            struct stored *fresh = transaction_fresh(transaction, change->kind, change->id);
            if (fresh)
                cache_replace(&store->cache, fresh);
            else
                cache_remove(&store->cache, change->kind, change->id);
        }
    }
    store->revision = transaction->tail.seq;
    for (size_t kind = 0; kind < DOCUMENT_KIND_COUNT; kind++)
        store->counts[kind] = transaction->tail.counts[kind];
    cache_change_end(&store->cache, transaction->tail.seq);
    transaction_forget(transaction);
    store_tell_followers(store, transaction->tail.seq);
}

static void go_back(struct writer *writer)
{
    writer->transaction.driver->rollback(writer->session);
    writer->transaction.tail = writer->committed;
    transaction_forget(&writer->transaction);
}

/* Errors after which the transaction itself may be gone. */
static bool is_fatal(err_t rc)
{
    return rc == ERR_FULL || rc == ERR_IO || rc == ERR_CORRUPT || rc == ERR_BUSY;
}

/* Applies one batch inside the transaction of the group. When it fails, what it wrote is undone;
 * where that cannot be, *ret_fatal says that the whole transaction has to go. A lone change needs
 * no mark: all that can be wrong with it shows before it writes. */
static err_t apply_batch(struct writer *writer, struct store_batch *batch, bool alone,
                         bool *ret_fatal, struct fail *why)
{
    struct transaction *transaction = &writer->transaction;
    struct tail before = transaction->tail;
    bool marked = !alone && batch->count > 1;
    err_t rc = marked ? transaction->driver->mark(writer->session, why) : ERR_OK;
    if (rc == ERR_OK)
        rc = transaction_apply(transaction, batch, why);
    *ret_fatal = is_fatal(rc) || (!marked && transaction->tail.seq != before.seq && rc != ERR_OK);
    if (!marked || *ret_fatal)
        return rc;
    err_t end = rc == ERR_OK ? transaction->driver->keep(writer->session, why)
                             : transaction->driver->undo(writer->session, NULL);
    *ret_fatal = end != ERR_OK;
    if (rc != ERR_OK) {
        transaction->tail = before;
        transaction_forget(transaction);
        transaction->forgot = true;
    }
    return rc == ERR_OK ? end : rc;
}

static void tell(struct store_batch *batch, err_t result, const struct fail *why)
{
    /* The batch may be gone once done was called. */
    batch->next = NULL;
    batch->done(batch->context, result, why);
}

static err_t commit(struct writer *writer, struct fail *why)
{
    err_t rc = save_counts(writer, why);
    return rc == ERR_OK ? writer->transaction.driver->commit(writer->session, why) : rc;
}

static void run_group(struct writer *writer, struct group *group);

/* The transaction failed as a whole: each batch for itself, so that the small ones may still fit.
 */
static void run_one_by_one(struct writer *writer, struct group *group)
{
    for (struct store_batch *batch = group->first, *next; batch; batch = next) {
        next = batch->next;
        batch->next = NULL;
        struct group single = {batch, 1};
        run_group(writer, &single);
    }
}

/* How many may write again soon: those who are told now and those who wait. */
static void expect_more(struct writer *writer, size_t told)
{
    pthread_mutex_lock(&writer->lock);
    writer->expected = told + writer->queued;
    pthread_mutex_unlock(&writer->lock);
}

static void run_group(struct writer *writer, struct group *group)
{
    const struct store_driver *driver = writer->transaction.driver;
    struct fail why = {0};
    struct store_batch **link = &group->first;
    bool fatal = false;
    err_t rc = driver->begin(writer->session, &why);
    while (rc == ERR_OK && *link) {
        struct store_batch *batch = *link;
        rc = apply_batch(writer, batch, group->count == 1, &fatal, &why);
        if (rc == ERR_OK) {
            link = &batch->next;
        } else if (!fatal) {
            /* Refused: it is told at once, and is no part of the group any more. */
            *link = batch->next;
            group->count--;
            tell(batch, rc, &why);
            rc = ERR_OK;
        }
    }
    if (rc == ERR_OK)
        rc = commit(writer, &why);
    if (rc != ERR_OK)
        go_back(writer);
    if (rc != ERR_OK && group->count > 1) {
        run_one_by_one(writer, group);
        return;
    }
    if (rc == ERR_OK)
        publish(writer, group);
    expect_more(writer, group->count);
    for (struct store_batch *batch = group->first, *next; batch; batch = next) {
        next = batch->next;
        tell(batch, rc, rc == ERR_OK ? NULL : &why);
    }
}

/* Moves the commits from the WAL to the file. Readers are sent home twice: before, because an old
 * one keeps frames back; after, because one that began before the end of it keeps the WAL from
 * starting over. */
static void checkpoint_if_due(struct writer *writer)
{
    const struct store_driver *driver = writer->transaction.driver;
    uint64_t waiting = driver->waiting_bytes(writer->session);
    struct fail why;
    if (waiting < CHECKPOINT_BYTES)
        writer->checkpoint_at = CHECKPOINT_BYTES;
    if (waiting < writer->checkpoint_at)
        return;
    /* Where somebody outside holds an old state (a backup), trying each time would cost too much.
     */
    writer->checkpoint_at = waiting + CHECKPOINT_BYTES / 4;
    readers_drain(&writer->store->readers, DRAIN_MS);
    if (driver->checkpoint(writer->session, &why) != ERR_OK)
        log_line(LOG_WARN, "store: checkpoint put off: %s", why.text);
    else
        readers_drain(&writer->store->readers, DRAIN_MS);
}

static bool writer_is_done(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    bool done = writer->stopping && !writer->first;
    pthread_mutex_unlock(&writer->lock);
    return done;
}

/* Brings the index up to date. When it fails (disk full), nothing is lost: the log has it all. */
static void settle(struct writer *writer)
{
    const struct store_driver *driver = writer->transaction.driver;
    struct fail why;
    if (driver->settle(writer->session, &why) == ERR_OK) {
        writer->settle_at_ms = 0;
        return;
    }
    log_line(LOG_WARN, "store: the index was not brought up to date: %s", why.text);
    writer->settle_at_ms = clock_steady_ms() + SETTLE_MS_MAX;
}

/* The work for the index is done after each commit, so that what is left when it is due takes
 * milliseconds: nobody is told meanwhile. */
static void settle_if_due(struct writer *writer)
{
    const struct store_driver *driver = writer->transaction.driver;
    uint64_t unsettled = driver->unsettled(writer->session);
    int64_t now_ms = clock_steady_ms();
    if (unsettled == 0) {
        writer->settle_at_ms = 0;
        return;
    }
    if (writer->settle_at_ms == 0)
        writer->settle_at_ms = now_ms + SETTLE_MS_MAX;
    if (now_ms >= writer->settle_at_ms || unsettled >= SETTLE_RECORDS_MAX)
        settle(writer);
    else
        (void)!driver->settle_ahead(writer->session, NULL); /* what is wrong, `settle` tells */
}

static void *run(void *context)
{
    struct writer *writer = context;
    pthread_setname_np(pthread_self(), "writer");
    for (;;) {
        struct group group = take_group(writer);
        if (group.count) {
            run_group(writer, &group);
            settle_if_due(writer);
        } else if (writer->settle_at_ms) {
            settle(writer);
        }
        checkpoint_if_due(writer);
        if (group.count == 0 && writer_is_done(writer))
            return NULL;
    }
}

/* Where the log ends. */
static err_t read_tail(struct writer *writer, struct fail *why)
{
    const struct store_driver *driver = writer->store->driver;
    struct tail *tail = &writer->committed;
    err_t rc = driver->line_last(writer->session, &tail->seq, &tail->hash, why);
    return rc == ERR_OK ? driver->counts(writer->session, tail->counts, why) : rc;
}

/* Applies the records that the index does not have: the last process ended before it came to it. */
static err_t redo(struct writer *writer, struct fail *why)
{
    const struct store_driver *driver = writer->store->driver;
    struct transaction *transaction = &writer->transaction;
    struct record record;
    struct arena arena = {0};
    uint64_t seq;
    err_t rc = driver->applied(writer->session, &seq, why);
    if (rc != ERR_OK || seq == writer->committed.seq)
        return rc;
    rc = driver->begin(writer->session, why);
    while (rc == ERR_OK && seq < writer->committed.seq) {
        str line;
        arena_reset(&arena);
        rc = driver->line_at(writer->session, ++seq, &line, why);
        /* A copy, because what is read meanwhile takes the session's place. */
        if (rc == ERR_OK)
            rc = log_record_read(arena_dup(&arena, line), &arena, &record, why);
        if (rc == ERR_OK)
            rc = transaction_redo(transaction, &record, why);
    }
    if (rc == ERR_OK)
        rc = save_counts(writer, why);
    if (rc == ERR_OK)
        rc = driver->commit(writer->session, why);
    if (rc == ERR_OK)
        rc = driver->settle(writer->session, why);
    if (rc != ERR_OK)
        driver->rollback(writer->session);
    memcpy(writer->committed.counts, transaction->tail.counts, sizeof transaction->tail.counts);
    transaction_forget(transaction);
    arena_release(&arena);
    return rc;
}

err_t writer_start(struct writer *writer, struct store *store, struct session *session,
                   struct fail *why)
{
    *writer =
        (struct writer){.store = store, .session = session, .checkpoint_at = CHECKPOINT_BYTES};
    writer->last = &writer->first;
    transaction_init(&writer->transaction, store->driver, session, &store->cache);
    err_t rc = read_tail(writer, why);
    if (rc != ERR_OK)
        return rc;
    writer->transaction.tail = writer->committed;
    rc = redo(writer, why);
    if (rc != ERR_OK)
        return rc;
    writer->transaction.tail = writer->committed;
    store->revision = store->cache.revision = writer->committed.seq;
    for (size_t kind = 0; kind < DOCUMENT_KIND_COUNT; kind++)
        store->counts[kind] = writer->committed.counts[kind];
    pthread_mutex_init(&writer->lock, NULL);
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->wake, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&writer->thread, NULL, run, writer) != 0)
        return fail_set(why, ERR_IO, 0, (str){0}, "cannot start the writer thread");
    writer->started = true;
    return ERR_OK;
}

void writer_stop(struct writer *writer)
{
    if (writer->started) {
        pthread_mutex_lock(&writer->lock);
        writer->stopping = true;
        pthread_cond_signal(&writer->wake);
        pthread_mutex_unlock(&writer->lock);
        pthread_join(writer->thread, NULL);
        pthread_mutex_destroy(&writer->lock);
        pthread_cond_destroy(&writer->wake);
    }
    transaction_release(&writer->transaction);
    writer->started = false;
}

void writer_submit(struct writer *writer, struct store_batch *batch)
{
    batch->next = NULL;
    pthread_mutex_lock(&writer->lock);
    assert(!writer->stopping);
    *writer->last = batch;
    writer->last = &batch->next;
    bool wake = ++writer->queued >= writer->awaited && writer->sleeping;
    if (wake)
        writer->sleeping = false;
    pthread_mutex_unlock(&writer->lock);
    if (wake)
        pthread_cond_signal(&writer->wake);
}

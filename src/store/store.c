/* SPDX-License-Identifier: Apache-2.0 */
/* store.c - opening and closing, and what is read: documents, pages, files. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "store/log_record.h"
#include "store/replay.h"

err_t store_lock_take(const char *dir, int *ret_lock, struct fail *why)
{
    char path[PATH_MAX], owner[32] = "";
    int bytes = snprintf(path, sizeof path, "%s/lock", dir);
    if (bytes < 0 || (size_t)bytes >= sizeof path)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0)
        return fail_set(why, ERR_IO, 0, str_from(path), "cannot open: %s", strerror(errno));
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ssize_t n = pread(lock, owner, sizeof owner - 1, 0);
        owner[n > 0 ? strcspn(owner, "\n") : 0] = 0;
        close(lock);
        return fail_set(why, ERR_BUSY, 0, str_from(dir), "process %s uses this store",
                        owner[0] ? owner : "unknown");
    }
    bytes = snprintf(owner, sizeof owner, "%ld\n", (long)getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, owner, (size_t)bytes, 0) != bytes) {
        err_t code = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_IO;
        close(lock);
        return fail_set(why, code, 0, str_from(path), "cannot write: %s", strerror(errno));
    }
    *ret_lock = lock;
    return ERR_OK;
}

void store_lock_release(int lock)
{
    if (lock >= 0)
        close(lock);
}

/* A damaged end of the log is found at once, not by the first reader of it. */
static err_t check_end(const struct store *store, struct session *session, struct fail *why)
{
    uint64_t seq;
    struct sha256 stated, computed = {{0}};
    str line = {0};
    err_t rc = store->driver->line_last(session, &seq, &stated, why);
    if (rc != ERR_OK || seq == 0)
        return rc;
    rc = store->driver->line_at(session, seq, &line, why);
    if (rc != ERR_OK && rc != ERR_NOT_FOUND)
        return rc;
    if (rc == ERR_OK)
        computed = sha256_of(&line, 1);
    if (memcmp(&computed, &stated, sizeof stated) == 0)
        return ERR_OK;
    return fail_set(why, ERR_CORRUPT, 0, STR("store.log"),
                    "the last record of the log is damaged; restore the last backup with schale "
                    "restore FILE DIR");
}

/* True when the log has records that the index does not have: the process that wrote them ended
 * before it brought the index up to date, or is still at work. */
static bool is_behind(const struct store *store, struct session *session)
{
    uint64_t applied, last;
    struct sha256 hash;
    return store->driver->applied(session, &applied, NULL) == ERR_OK &&
           store->driver->line_last(session, &last, &hash, NULL) == ERR_OK && applied < last;
}

/* Reads where the store stands, without a writer. What a killed process left behind is brought in
 * order first; where that cannot be, because another process writes or nothing may be written, the
 * index is read as it is. */
static err_t open_read_only(struct store *store, const char *dir, struct fail *why)
{
    struct session *session;
    struct store *other;
    err_t rc = store->driver->open(dir, SESSION_READ, NULL, &session, why);
    if (rc != ERR_OK)
        return rc;
    rc = check_end(store, session, why);
    bool behind = rc == ERR_OK && is_behind(store, session);
    store->driver->close(session);
    if (behind && store_open_driver(store->driver, dir, NULL, &other, NULL) == ERR_OK)
        store_close(other);
    return rc;
}

static err_t open_writing(struct store *store, const char *dir, struct fail *why)
{
    struct session *session;
    err_t rc = file_make_dirs(dir, why);
    if (rc == ERR_OK)
        rc = store_lock_take(dir, &store->lock, why);
    if (rc == ERR_OK)
        rc = store->driver->open(dir, SESSION_WRITE, NULL, &session, why);
    if (rc != ERR_OK)
        return rc;
    rc = check_end(store, session, why);
    if (rc == ERR_OK)
        rc = writer_start(&store->writer, store, session, why);
    store->readers.writer = session;
    if (rc != ERR_OK) {
        writer_stop(&store->writer);
        store->driver->close(session);
    }
    return rc;
}

err_t store_open_driver(const struct store_driver *driver, const char *dir,
                        const struct store_options *options, struct store **ret_store,
                        struct fail *why)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    store->driver = driver;
    store->lock = -1;
    pthread_mutex_init(&store->follow_lock, NULL);
    store->read_only = options && options->read_only;
    size_t cache_bytes = options ? options->cache_bytes_max : 0;
    cache_init(&store->cache, cache_bytes ? cache_bytes : STORE_CACHE_BYTES_DEFAULT, 0);
    readers_init(&store->readers, driver, dir, &store->revision);
    err_t rc = store->read_only ? open_read_only(store, dir, why) : open_writing(store, dir, why);
    if (rc == ERR_OK) {
        *ret_store = store;
        return ERR_OK;
    }
    readers_release(&store->readers);
    cache_release(&store->cache);
    store_lock_release(store->lock);
    pthread_mutex_destroy(&store->follow_lock);
    free(store);
    return rc;
}

err_t store_open(const char *dir, const struct store_options *options, struct store **ret_store,
                 struct fail *why)
{
    return store_open_driver(&driver_sqlite, dir, options, ret_store, why);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (!store->read_only)
        writer_stop(&store->writer);
    /* Readers first: the last session to close is the one that may fold the WAL into the file. */
    readers_release(&store->readers);
    if (!store->read_only)
        store->driver->close(store->writer.session);
    cache_release(&store->cache);
    store_lock_release(store->lock);
    pthread_mutex_destroy(&store->follow_lock);
    free(store);
}

err_t store_get(struct store *store, enum document_kind kind, str id,
                struct document **ret_document, struct fail *why)
{
    struct stored *stored = cache_find(&store->cache, kind, id);
    if (!stored) {
        struct reader *reader;
        err_t rc = reader_borrow(&store->readers, &reader, why);
        if (rc != ERR_OK)
            return rc;
        rc = replay_document(store->driver, reader->session, kind, id, &stored, why);
        uint64_t revision = reader->revision;
        reader_return(&store->readers, reader);
        if (rc != ERR_OK)
            return rc;
        if (!store->read_only)
            cache_offer(&store->cache, stored, revision);
    }
    *ret_document = &stored->document;
    return ERR_OK;
}

err_t store_document_of(struct store *store, struct reader *reader, enum document_kind kind,
                        const struct found *found, struct document **ret_document, struct fail *why)
{
    struct stored *stored = cache_find_at(&store->cache, kind, found->id, reader->revision);
    if (!stored) {
        err_t rc = replay_document(store->driver, reader->session, kind, found->id, &stored, why);
        if (rc != ERR_OK)
            return rc == ERR_NOT_FOUND
                       ? fail_set(why, ERR_CORRUPT, 0, found->id,
                                  "document %llu is found, but is not there; check the store with "
                                  "schale verify DIR",
                                  (unsigned long long)found->number)
                       : rc;
        if (!store->read_only)
            cache_offer(&store->cache, stored, reader->revision);
    }
    *ret_document = &stored->document;
    return ERR_OK;
}

static err_t find_page(struct store *store, struct reader *reader, struct arena *arena,
                       const struct store_query *query, struct store_page *page, struct fail *why)
{
    struct found *found = ARENA_ARRAY(arena, struct found, query->limit + 1);
    size_t count;
    /* One more than asked for tells whether something follows. */
    err_t rc =
        store->driver->find(reader->session, query, arena, found, query->limit + 1, &count, why);
    if (rc != ERR_OK)
        return rc;
    page->documents = ARENA_ARRAY(arena, struct document *, query->limit + 1);
    while (page->count < count && page->count < query->limit && rc == ERR_OK) {
        rc = store_document_of(store, reader, query->kind, &found[page->count],
                               &page->documents[page->count], why);
        page->count += rc == ERR_OK;
    }
    page->next = count > query->limit ? found[query->limit - 1].number : 0;
    return rc;
}

err_t store_find(struct store *store, struct arena *arena, const struct store_query *query,
                 struct store_page *ret_page, struct fail *why)
{
    if (query->limit < 1 || query->limit > STORE_PAGE_ROWS_MAX)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "a page has 1 to %d documents",
                        STORE_PAGE_ROWS_MAX);
    if (query->filter_count > STORE_FILTERS_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "at most %d filters together",
                        STORE_FILTERS_MAX);
    struct reader *reader;
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    struct store_page page = {0};
    rc = find_page(store, reader, arena, query, &page, why);
    reader_return(&store->readers, reader);
    if (rc == ERR_OK)
        *ret_page = page;
    else
        store_page_release(&page);
    return rc;
}

err_t store_walk(struct store *store, const struct store_query *query, store_visit *visit,
                 void *context, struct fail *why)
{
    struct store_query next = *query;
    struct arena arena = {0};
    bool more = true;
    err_t err = ERR_OK;
    while (!err && more) {
        struct store_page page = {0};
        err = store_find(store, &arena, &next, &page, why);
        for (size_t i = 0; !err && more && i < page.count; i++)
            more = visit(context, page.documents[i]);
        next.after = page.next;
        more = more && next.after;
        if (!err)
            store_page_release(&page);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return err;
}

void store_page_release(struct store_page *page)
{
    for (size_t i = 0; i < page->count; i++)
        document_unref(page->documents[i]);
    *page = (struct store_page){0};
}

/* Where a store stands whose writer is another process. */
static void look_again(struct store *store)
{
    struct reader *reader;
    uint64_t counts[DOCUMENT_KIND_COUNT], applied;
    if (reader_borrow(&store->readers, &reader, NULL) != ERR_OK)
        return;
    if (store->driver->applied(reader->session, &applied, NULL) == ERR_OK)
        store->revision = applied;
    if (store->driver->counts(reader->session, counts, NULL) == ERR_OK)
        for (size_t kind = 0; kind < DOCUMENT_KIND_COUNT; kind++)
            store->counts[kind] = counts[kind];
    reader_return(&store->readers, reader);
}

uint64_t store_count(struct store *store, enum document_kind kind)
{
    if (store->read_only)
        look_again(store);
    return store->counts[kind];
}

uint64_t store_revision(struct store *store)
{
    if (store->read_only)
        look_again(store);
    return store->revision;
}

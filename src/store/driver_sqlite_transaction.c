/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_transaction.c - what is committed, and in which order: the log first, then the
 * index, so that the index never knows of a record that the log has lost. */
#include "store/driver_sqlite.h"

enum {
    HEADS_AT_ONCE = 4096,        /* sorted and moved together */
    SORTED_BYTES_KEPT = 1 << 20, /* of memory for them */
};

/* --- readers -------------------------------------------------------------------------------- */

err_t sqlite_read_begin(struct session *session, struct fail *why)
{
    recent_reader_begin(session->recent, &session->reader);
    err_t rc = sqlite_simple(session, STATEMENT_BEGIN, why);
    if (rc != ERR_OK)
        recent_reader_end(session->recent, &session->reader);
    return rc;
}

void sqlite_read_end(struct session *session)
{
    /* Nothing was written: there is nothing that could fail. */
    (void)!sqlite_simple(session, STATEMENT_COMMIT, NULL);
    recent_reader_end(session->recent, &session->reader);
}

/* --- the writer ----------------------------------------------------------------------------- */

err_t sqlite_begin(struct session *session, struct fail *why)
{
    (void)why;
    sqlite_settle(session);
    assert(!session->rows_changed && session->uncommitted.places.n == 0);
    return ERR_OK;
}

static err_t open_index(struct session *session, struct fail *why)
{
    if (session->index_open)
        return ERR_OK;
    err_t rc = sqlite_simple(session, STATEMENT_BEGIN_WRITE, why);
    session->index_open = rc == ERR_OK;
    return rc;
}

err_t sqlite_index_begin(struct session *session, struct fail *why)
{
    err_t rc = open_index(session, why);
    session->rows_changed |= rc == ERR_OK;
    return rc;
}

/* Moves where one document stands to the table. One that was deleted meanwhile is not there any
 * more. The place of its body is known here unless that is older than what is moved: then it is in
 * the table already. */
static err_t move_head(struct session *session, const struct head *head, struct fail *why)
{
    struct log_place place;
    sqlite3_stmt *update;
    bool moved = generation_find_place(&session->uncommitted, head->body_seq, &place) ||
                 generation_find_place(session->recent->newest, head->body_seq, &place);
    err_t rc =
        sqlite_statement(session, moved ? STATEMENT_HEAD_MOVE : STATEMENT_HEAD_TOUCH, &update, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(update, 1, head->kind);
    sqlite_bind_number(update, 2, head->number);
    sqlite_bind_number(update, 3, moved ? head->body_seq : head->last_seq);
    if (moved) {
        sqlite_bind_number(update, 4, head->last_seq);
        sqlite_bind_place(update, 5, &place);
    }
    return sqlite_run(session, update, why);
}

/* Only the last head of a document counts. */
static bool is_last(const struct generation *generation, const struct head *head)
{
    struct head last;
    return generation_find_head(generation, head->number, &last) && last.last_seq == head->last_seq;
}

static int compare_by_number(const void *a, const void *b)
{
    const struct head *left = a, *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

/* Takes the next heads, up to index `end`, as those to be moved: sorted, so that neighbours in the
 * tables are moved one after the other, and each document once. */
static void sort_heads(struct session *session, const struct generation *from, size_t end)
{
    size_t count;
    struct sqlite_moved *moved = &session->moved;
    const struct head *heads = generation_heads(from, &count);
    buf_reset(&session->sorted);
    for (size_t i = moved->heads; i < end; i++)
        if (is_last(from, &heads[i]))
            buf_add(&session->sorted, str_of((const char *)&heads[i], sizeof heads[i]));
    if (session->sorted.n)
        qsort(session->sorted.p, session->sorted.n / sizeof *heads, sizeof *heads,
              compare_by_number);
    moved->heads = end;
    moved->sorted = 0;
}

static err_t move_sorted(struct session *session, size_t count_max, struct fail *why)
{
    const struct head *heads = (const struct head *)(const void *)session->sorted.p;
    size_t *next = &session->moved.sorted, count = session->sorted.n / sizeof *heads;
    err_t rc = ERR_OK;
    for (size_t i = 0; rc == ERR_OK && i < count_max && *next < count; i++)
        rc = move_head(session, &heads[(*next)++], why);
    return rc;
}

/* All that were not moved yet. */
static err_t move_heads(struct session *session, const struct generation *from, struct fail *why)
{
    size_t count;
    err_t rc = move_sorted(session, SIZE_MAX, why);
    (void)generation_heads(from, &count);
    sort_heads(session, from, count);
    return rc == ERR_OK ? move_sorted(session, SIZE_MAX, why) : rc;
}

/* Notes a record that is earlier by its time than the one before it: the clock was set back. So
 * that between two such records times can be searched by halves (driver_sqlite_history.c). */
static err_t note_clock(struct session *session, uint64_t seq, int64_t before_ms, int64_t time_ms,
                        struct fail *why)
{
    sqlite3_stmt *insert;
    if (time_ms >= before_ms)
        return ERR_OK;
    err_t rc = sqlite_statement(session, STATEMENT_CLOCK_BACK_ADD, &insert, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(insert, 1, seq);
    sqlite3_bind_int64(insert, 2, time_ms);
    return sqlite_run(session, insert, why);
}

/* Those from index `first` on. */
static err_t move_places(struct session *session, const struct generation *from, size_t first,
                         struct fail *why)
{
    size_t count;
    const struct log_place *places = generation_places(from, &count);
    int64_t before_ms = INT64_MIN;
    uint64_t number;
    err_t rc = ERR_OK;
    if (first > 0)
        before_ms = places[first - 1].time_ms;
    else if (count && from->first_seq > 1)
        rc = sqlite_number_at(session, from->first_seq - 1, &number, &before_ms, why);
    for (size_t i = first; rc == ERR_OK && i < count; i++) {
        sqlite3_stmt *insert;
        rc = sqlite_statement(session, STATEMENT_PLACE_ADD, &insert, why);
        if (rc != ERR_OK)
            break;
        sqlite_bind_number(insert, 1, from->first_seq + i);
        sqlite_bind_place(insert, 2, &places[i]);
        sqlite_bind_number(insert, 6, places[i].number);
        rc = sqlite_run(session, insert, why);
        if (rc == ERR_OK)
            rc = note_clock(session, from->first_seq + i, before_ms, places[i].time_ms, why);
        before_ms = places[i].time_ms;
    }
    return rc;
}

static err_t set_applied(struct session *session, const struct log_end *end, struct fail *why)
{
    sqlite3_stmt *update;
    err_t rc = sqlite_statement(session, STATEMENT_APPLIED_SET, &update, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(update, 1, end->seq);
    sqlite_bind_number(update, 2, end->bytes);
    sqlite_bind_blob(update, 3, str_of((const char *)end->hash.bytes, SHA256_BYTES));
    return sqlite_run(session, update, why);
}

/* SQLite is set to leave the disk to the next checkpoint: what it loses when the power goes is in
 * the log. The bytes of files are not. */
static err_t sync_index(struct session *session, struct fail *why)
{
    sqlite3_file *wal = NULL;
    int rc = sqlite3_file_control(session->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    if (rc == SQLITE_OK && wal && wal->pMethods)
        rc = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL);
    if (rc == SQLITE_OK)
        return ERR_OK;
    session->log.broken = true;
    return sqlite_fail(session, rc, why);
}

static void index_closed(struct session *session)
{
    session->index_open = session->rows_changed = false;
    session->moved = (struct sqlite_moved){0};
    buf_reset(&session->sorted);
    if (session->sorted.room > SORTED_BYTES_KEPT)
        buf_release(&session->sorted);
}

/* Ends SQLite's transaction with everything that the log has up to `end`. */
static err_t commit_index(struct session *session, const struct log_end *end, struct fail *why)
{
    const struct generation *recent = session->recent->newest;
    err_t rc = move_heads(session, recent, why);
    session->moved.heads = 0;
    if (rc == ERR_OK)
        rc = move_heads(session, &session->uncommitted, why);
    if (rc == ERR_OK)
        rc = move_places(session, recent, session->moved.places, why);
    if (rc == ERR_OK)
        rc = move_places(session, &session->uncommitted, 0, why);
    if (rc == ERR_OK)
        rc = set_applied(session, end, why);
    if (rc == ERR_OK)
        rc = sqlite_simple(session, STATEMENT_COMMIT, why);
    if (rc != ERR_OK)
        return rc;
    index_closed(session);
    return session->with_file ? sync_index(session, why) : ERR_OK;
}

static void roll_back_index(struct session *session)
{
    sqlite_settle(session);
    /* Some errors have rolled back already. */
    if (!sqlite3_get_autocommit(session->db))
        (void)!sqlite_simple(session, STATEMENT_ROLLBACK, NULL);
    index_closed(session);
}

static err_t commit_log(struct session *session, struct log_end *end, struct fail *why)
{
    struct buf line = {0};
    struct log_commit commit = {session->seq, session->end.seq, session->hash};
    log_commit_write(&commit, &line);
    err_t rc = log_file_add(&session->log, buf_str(&line), why);
    buf_release(&line);
    if (rc == ERR_OK)
        rc = log_file_commit(&session->log, why);
    if (rc == ERR_OK)
        *end = (struct log_end){log_file_end(&session->log), session->seq, session->hash};
    return rc;
}

err_t sqlite_commit(struct session *session, struct fail *why)
{
    struct log_end end = session->end;
    err_t rc = session->seq != end.seq ? commit_log(session, &end, why) : ERR_OK;
    bool indexed = session->rows_changed;
    if (rc == ERR_OK && indexed)
        rc = commit_index(session, &end, why);
    if (rc != ERR_OK)
        return rc; /* the caller rolls back: also the log, of which nobody was told */
    session->end = end;
    session->with_file = false;
    recent_add(session->recent, &session->uncommitted);
    if (indexed)
        recent_turn(session->recent);
    return ERR_OK;
}

void sqlite_rollback(struct session *session)
{
    roll_back_index(session);
    /* When even this fails, the log is broken and says so to whoever writes next. */
    (void)!log_file_cut(&session->log, session->end.bytes, NULL);
    generation_reset(&session->uncommitted);
    session->seq = session->end.seq;
    session->hash = session->end.hash;
    session->with_file = false;
    session->mark.set = false;
}

err_t sqlite_mark_set(struct session *session, struct fail *why)
{
    struct sqlite_mark *mark = &session->mark;
    *mark = (struct sqlite_mark){.set = true,
                                 .in_index = session->index_open,
                                 .rows_changed = session->rows_changed,
                                 .with_file = session->with_file,
                                 .log_bytes = log_file_end(&session->log),
                                 .seq = session->seq,
                                 .hash = session->hash};
    (void)generation_heads(&session->uncommitted, &mark->heads);
    (void)generation_places(&session->uncommitted, &mark->places);
    return mark->in_index ? sqlite_simple(session, STATEMENT_MARK, why) : ERR_OK;
}

err_t sqlite_keep(struct session *session, struct fail *why)
{
    assert(session->mark.set);
    session->mark.set = false;
    return session->mark.in_index ? sqlite_simple(session, STATEMENT_KEEP, why) : ERR_OK;
}

err_t sqlite_undo(struct session *session, struct fail *why)
{
    const struct sqlite_mark mark = session->mark;
    assert(mark.set);
    session->mark.set = false;
    err_t rc = log_file_cut(&session->log, mark.log_bytes, why);
    if (rc == ERR_OK && mark.in_index) {
        rc = sqlite_simple(session, STATEMENT_UNDO, why);
        if (rc == ERR_OK)
            rc = sqlite_simple(session, STATEMENT_KEEP, why);
    } else if (rc == ERR_OK) {
        roll_back_index(session);
    }
    generation_cut(&session->uncommitted, mark.heads, mark.places);
    session->seq = mark.seq;
    session->hash = mark.hash;
    session->with_file = mark.with_file;
    session->rows_changed = mark.rows_changed;
    return rc;
}

/* --- keeping the index up to date ----------------------------------------------------------- */

uint64_t sqlite_unsettled(const struct session *session)
{
    size_t count;
    (void)generation_places(session->recent->newest, &count);
    return count;
}

/* Places as they come; heads when there are enough to be worth sorting, as many at a time as
 * records have come. */
err_t sqlite_settle_ahead(struct session *session, struct fail *why)
{
    const struct generation *recent = session->recent->newest;
    struct sqlite_moved *moved = &session->moved;
    size_t heads, places, fresh;
    (void)generation_heads(recent, &heads);
    (void)generation_places(recent, &places);
    fresh = places - moved->places;
    if (fresh == 0)
        return ERR_OK;
    err_t rc = open_index(session, why);
    if (rc == ERR_OK)
        rc = move_places(session, recent, moved->places, why);
    moved->places = places;
    if (rc == ERR_OK)
        rc = move_sorted(session, fresh, why);
    bool all_moved = moved->sorted == session->sorted.n / sizeof(struct head);
    if (rc == ERR_OK && all_moved && heads - moved->heads >= HEADS_AT_ONCE)
        sort_heads(session, recent, heads);
    if (rc != ERR_OK)
        roll_back_index(session);
    return rc;
}

err_t sqlite_settle_index(struct session *session, struct fail *why)
{
    if (sqlite_unsettled(session) == 0)
        return ERR_OK;
    err_t rc = open_index(session, why);
    if (rc == ERR_OK)
        rc = commit_index(session, &session->end, why);
    if (rc == ERR_OK)
        recent_turn(session->recent);
    else
        roll_back_index(session);
    return rc;
}

err_t sqlite_checkpoint(struct session *session, struct fail *why)
{
    sqlite_settle(session);
    int pages = 0, done = 0;
    int rc =
        sqlite3_wal_checkpoint_v2(session->db, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &done);
    if (rc != SQLITE_OK)
        return sqlite_fail(session, rc, why);
    session->waiting_pages = (uint64_t)(pages - done);
    /* What a large import brought into the page cache is not needed any more. */
    sqlite3_db_release_memory(session->db);
    return ERR_OK;
}

uint64_t sqlite_waiting_bytes(const struct session *session)
{
    return session->waiting_pages * SQLITE_PAGE_BYTES;
}

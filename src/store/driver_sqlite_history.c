/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_history.c - the log by document and by time: what memory has of it first, then the
 * index. The memory of a process goes on while a reader looks, so both may have a record. */
#include "store/driver_sqlite.h"

err_t sqlite_number_at(struct session *session, uint64_t seq, uint64_t *ret_number,
                       int64_t *ret_time_ms, struct fail *why)
{
    struct log_place place;
    sqlite3_stmt *row;
    bool here = recent_find_place(session->recent, seq, &place);
    err_t rc = here ? ERR_OK : sqlite_statement(session, STATEMENT_NUMBER_AT, &row, why);
    if (!here && rc == ERR_OK) {
        sqlite_bind_number(row, 1, seq);
        rc = sqlite_row(session, row, why);
        if (rc == ERR_OK)
            place = (struct log_place){.number = sqlite_column_number(row, 0),
                                       .time_ms = sqlite3_column_int64(row, 1)};
    }
    sqlite_settle(session);
    if (rc == ERR_OK) {
        *ret_number = place.number;
        *ret_time_ms = place.time_ms;
    }
    return rc;
}

/* --- by document ---------------------------------------------------------------------------- */

/* The document that had the id when `seq` was the last record: the one that has it now, unless it
 * was created later; else the last that was created before, unless it was deleted before. */
static err_t find_number(struct session *session, enum document_kind kind, str id, uint64_t seq,
                         uint64_t *ret_number, struct fail *why)
{
    struct head head;
    sqlite3_stmt *row;
    err_t rc = sqlite_head_find(session, kind, id, &head, why);
    if (rc == ERR_OK && head.number <= seq) {
        *ret_number = head.number;
        return ERR_OK;
    }
    if (rc == ERR_OK || rc == ERR_NOT_FOUND)
        rc = sqlite_statement(session, STATEMENT_GONE_FIND, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, kind);
    sqlite_bind_text(row, 2, id);
    sqlite_bind_number(row, 3, seq);
    rc = sqlite_row(session, row, why);
    if (rc != ERR_OK)
        return rc;
    *ret_number = sqlite_column_number(row, 0);
    return sqlite_column_number(row, 1) > seq ? ERR_OK : ERR_NOT_FOUND;
}

/* Its last record up to `seq`, and back from there the last with a whole body: STORE_CHANGES_MAX
 * steps at most. */
static err_t find_version(struct session *session, struct head *head, uint64_t seq,
                          struct fail *why)
{
    uint64_t from;
    sqlite3_stmt *row;
    recent_find_version(session->recent, head->number, seq, &head->last_seq, &head->body_seq,
                        &from);
    if (head->body_seq)
        return ERR_OK;
    err_t rc = sqlite_statement(session, STATEMENT_VERSIONS, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, head->number);
    sqlite_bind_number(row, 2, seq < from ? seq : from - 1);
    for (int i = 0; i <= STORE_CHANGES_MAX && head->body_seq == 0; i++) {
        rc = sqlite_row(session, row, why);
        if (rc != ERR_OK)
            break;
        if (head->last_seq == 0)
            head->last_seq = sqlite_column_number(row, 0);
        if (sqlite_column_number(row, 1))
            head->body_seq = sqlite_column_number(row, 0);
    }
    sqlite_settle(session);
    return head->body_seq                        ? ERR_OK
           : rc == ERR_OK || rc == ERR_NOT_FOUND ? sqlite_fail(session, SQLITE_CORRUPT, why)
                                                 : rc;
}

err_t sqlite_head_then(struct session *session, enum document_kind kind, str id, uint64_t seq,
                       struct head *ret_head, struct fail *why)
{
    struct head head = {.kind = kind};
    uint64_t number;
    err_t rc = find_number(session, kind, id, seq, &head.number, why);
    sqlite_settle(session);
    if (rc == ERR_OK)
        rc = find_version(session, &head, seq, why);
    if (rc == ERR_OK)
        rc = sqlite_number_at(session, head.number, &number, &head.created_ms, why);
    if (rc == ERR_OK)
        *ret_head = head;
    return rc;
}

err_t sqlite_gone_next(struct session *session, enum document_kind kind, str id, uint64_t number,
                       struct head *ret_head, str *ret_id, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, STATEMENT_GONE_NEXT, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, kind);
    sqlite_bind_text(row, 2, id);
    sqlite_bind_number(row, 3, number);
    rc = sqlite_row(session, row, why);
    if (rc != ERR_OK)
        return rc;
    *ret_id = sqlite_column(row, 0);
    *ret_head = (struct head){.kind = kind,
                              .number = sqlite_column_number(row, 1),
                              .last_seq = sqlite_column_number(row, 2)};
    return ERR_OK;
}

/* --- by time -------------------------------------------------------------------------------- */

static err_t number_of_row(struct session *session, sqlite3_stmt *row, uint64_t *ret_number,
                           struct fail *why)
{
    err_t rc = sqlite_row(session, row, why);
    if (rc == ERR_OK)
        *ret_number = sqlite_column_number(row, 0);
    sqlite_settle(session);
    return rc;
}

/* The last stretch of records, up to `last`, that begins at `time_ms` or before. Inside a stretch
 * times do not go back. The first one, from record 1 on, has no row. */
static err_t find_stretch(struct session *session, int64_t time_ms, uint64_t last,
                          uint64_t *ret_from, uint64_t *ret_to, struct fail *why)
{
    sqlite3_stmt *row;
    uint64_t next;
    *ret_from = 1;
    err_t rc = sqlite_statement(session, STATEMENT_PLACE_LAST, &row, why);
    if (rc == ERR_OK)
        rc = number_of_row(session, row, ret_to, why);
    if (rc == ERR_OK && *ret_to > last)
        *ret_to = last;
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_CLOCK_BACK, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite3_bind_int64(row, 1, time_ms);
    sqlite_bind_number(row, 2, last);
    rc = number_of_row(session, row, ret_from, why);
    if (rc == ERR_OK || rc == ERR_NOT_FOUND)
        rc = sqlite_statement(session, STATEMENT_CLOCK_BACK_NEXT, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, *ret_from);
    rc = number_of_row(session, row, &next, why);
    if (rc == ERR_OK && next <= *ret_to)
        *ret_to = next - 1;
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

err_t sqlite_seq_then(struct session *session, int64_t time_ms, uint64_t last, uint64_t *ret_seq,
                      struct fail *why)
{
    uint64_t from, to, number;
    int64_t own_ms;
    if ((*ret_seq = recent_find_time(session->recent, time_ms, last)))
        return ERR_OK;
    err_t rc = find_stretch(session, time_ms, last, &from, &to, why);
    while (rc == ERR_OK && from <= to) {
        uint64_t middle = from + (to - from) / 2;
        rc = sqlite_number_at(session, middle, &number, &own_ms, why);
        if (rc == ERR_NOT_FOUND)
            return sqlite_fail(session, SQLITE_CORRUPT, why);
        if (own_ms <= time_ms)
            *ret_seq = middle, from = middle + 1;
        else
            to = middle - 1;
    }
    return rc;
}

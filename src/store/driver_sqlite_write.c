/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_write.c - records, heads, counts and projections, written. */
#include "store/driver_sqlite.h"

static bool fits(const struct record *record)
{
    return record->body.n <= SQLITE_VALUE_BYTES_MAX && record->change.n <= SQLITE_VALUE_BYTES_MAX &&
           record->body.n + record->change.n <= SQLITE_VALUE_BYTES_MAX;
}

err_t sqlite_record_append(struct session *session, const struct record *record, struct fail *why)
{
    sqlite3_stmt *insert;
    if (!fits(record))
        return sqlite_fail(session, SQLITE_TOOBIG, why);
    err_t rc = sqlite_statement(session, STATEMENT_RECORD_APPEND, &insert, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(insert, 1, record->seq);
    sqlite3_bind_int64(insert, 2, record->time_ms);
    sqlite_bind_number(insert, 3, record->operation);
    sqlite_bind_number(insert, 4, record->kind);
    sqlite_bind_number(insert, 5, record->number);
    sqlite_bind_number(insert, 6, record->previous);
    sqlite_bind_text(insert, 7, record->actor);
    sqlite_bind_text(insert, 8, record->id);
    sqlite_bind_text(insert, 9, record->path);
    sqlite_bind_blob(insert, 10, str_of((const char *)record->hash.bytes, SHA256_BYTES));
    sqlite_bind_text(insert, 11, record->change);
    sqlite_bind_text(insert, 12, record->body);
    return sqlite_run(session, insert, why);
}

err_t sqlite_head_add(struct session *session, const struct head *head, str id, struct fail *why)
{
    sqlite3_stmt *insert;
    err_t rc = sqlite_statement(session, STATEMENT_IDENTITY_ADD, &insert, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(insert, 1, head->kind);
    sqlite_bind_text(insert, 2, id);
    sqlite_bind_number(insert, 3, head->number);
    rc = sqlite_run(session, insert, why);
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_HEAD_ADD, &insert, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(insert, 1, head->kind);
    sqlite_bind_number(insert, 2, head->number);
    sqlite_bind_number(insert, 3, head->body_seq);
    sqlite_bind_number(insert, 4, head->last_seq);
    sqlite3_bind_int64(insert, 5, head->created_ms);
    return sqlite_run(session, insert, why);
}

/* Runs a statement that must change exactly one row. */
static err_t run_on_one(struct session *session, sqlite3_stmt *statement, struct fail *why)
{
    err_t rc = sqlite_run(session, statement, why);
    if (rc == ERR_OK && sqlite3_changes(session->db) != 1)
        return sqlite_fail(session, SQLITE_CORRUPT, why);
    return rc;
}

err_t sqlite_head_change(struct session *session, const struct head *head, struct fail *why)
{
    sqlite3_stmt *update;
    err_t rc = sqlite_statement(session, STATEMENT_HEAD_CHANGE, &update, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(update, 1, head->kind);
    sqlite_bind_number(update, 2, head->number);
    sqlite_bind_number(update, 3, head->body_seq);
    sqlite_bind_number(update, 4, head->last_seq);
    session->recent_heads++;
    return run_on_one(session, update, why);
}

err_t sqlite_recent_merge(struct session *session, struct fail *why)
{
    err_t rc = sqlite_simple(session, STATEMENT_RECENT_MERGE, why);
    return rc == ERR_OK ? sqlite_simple(session, STATEMENT_RECENT_CLEAR, why) : rc;
}

err_t sqlite_head_remove(struct session *session, const struct head *head, str id, struct fail *why)
{
    sqlite3_stmt *remove;
    err_t rc = sqlite_statement(session, STATEMENT_IDENTITY_REMOVE, &remove, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(remove, 1, head->kind);
    sqlite_bind_text(remove, 2, id);
    rc = run_on_one(session, remove, why);
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_HEAD_REMOVE, &remove, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(remove, 1, head->kind);
    sqlite_bind_number(remove, 2, head->number);
    rc = run_on_one(session, remove, why);
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_RECENT_REMOVE, &remove, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(remove, 1, head->kind);
    sqlite_bind_number(remove, 2, head->number);
    return sqlite_run(session, remove, why);
}

err_t sqlite_count_set(struct session *session, enum document_kind kind, uint64_t count,
                       struct fail *why)
{
    sqlite3_stmt *replace;
    err_t rc = sqlite_statement(session, STATEMENT_COUNT_SET, &replace, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(replace, 1, kind);
    sqlite_bind_number(replace, 2, count);
    return sqlite_run(session, replace, why);
}

static err_t change_row(struct session *session, enum statement name, enum document_kind kind,
                        uint64_t number, const struct projection_row *row, struct fail *why)
{
    sqlite3_stmt *change;
    err_t rc = sqlite_statement(session, name, &change, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(change, 1, kind);
    sqlite_bind_number(change, 2, row->projection);
    sqlite_bind_text(change, 3, row->value);
    sqlite_bind_number(change, 4, number);
    return run_on_one(session, change, why);
}

err_t sqlite_row_add(struct session *session, enum document_kind kind, uint64_t number,
                     const struct projection_row *row, struct fail *why)
{
    return change_row(session, STATEMENT_ROW_ADD, kind, number, row, why);
}

err_t sqlite_row_remove(struct session *session, enum document_kind kind, uint64_t number,
                        const struct projection_row *row, struct fail *why)
{
    return change_row(session, STATEMENT_ROW_REMOVE, kind, number, row, why);
}

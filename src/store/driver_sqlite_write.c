/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_write.c - heads, counts and projections, written. */
#include "store/driver_sqlite.h"

/* The statement, inside SQLite's transaction. */
static err_t writing(struct session *session, enum statement name, sqlite3_stmt **ret_statement,
                     struct fail *why)
{
    err_t rc = sqlite_index_begin(session, why);
    return rc == ERR_OK ? sqlite_statement(session, name, ret_statement, why) : rc;
}

err_t sqlite_head_add(struct session *session, const struct head *head, str id, struct fail *why)
{
    sqlite3_stmt *insert;
    struct log_place place;
    err_t rc = writing(session, STATEMENT_HEAD_ADD, &insert, why);
    if (rc != ERR_OK)
        return rc;
    /* Its record was appended just before, or found when the log was opened. */
    if (!generation_find_place(&session->uncommitted, head->body_seq, &place) &&
        !recent_find_place(session->recent, head->body_seq, &place))
        return sqlite_fail(session, SQLITE_CORRUPT, why);
    sqlite_bind_number(insert, 1, head->kind);
    sqlite_bind_number(insert, 2, head->number);
    sqlite_bind_text(insert, 3, id);
    sqlite_bind_number(insert, 4, head->body_seq);
    sqlite_bind_number(insert, 5, head->last_seq);
    sqlite3_bind_int64(insert, 6, head->created_ms);
    sqlite_bind_place(insert, 7, &place);
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
    (void)why;
    generation_add_head(&session->uncommitted, head);
    return ERR_OK;
}

err_t sqlite_head_remove(struct session *session, const struct head *head, struct fail *why)
{
    sqlite3_stmt *remove;
    err_t rc = writing(session, STATEMENT_GONE_ADD, &remove, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(remove, 1, head->kind);
    sqlite_bind_number(remove, 2, head->number);
    sqlite_bind_number(remove, 3, head->last_seq);
    rc = run_on_one(session, remove, why);
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_HEAD_REMOVE, &remove, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(remove, 1, head->kind);
    sqlite_bind_number(remove, 2, head->number);
    return run_on_one(session, remove, why);
}

err_t sqlite_count_set(struct session *session, enum document_kind kind, uint64_t count,
                       struct fail *why)
{
    sqlite3_stmt *replace;
    err_t rc = writing(session, STATEMENT_COUNT_SET, &replace, why);
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
    err_t rc = writing(session, name, &change, why);
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

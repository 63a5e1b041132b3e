/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite.c - statements, errors; the table of the driver's functions. */
#include "store/driver_sqlite.h"

#include <errno.h>

#define STATEMENT_SQL(name, sql) sql,
static const char *const sql_of[] = {STATEMENT_LIST(STATEMENT_SQL)};
#undef STATEMENT_SQL

err_t sqlite_fail(struct session *session, int rc, struct fail *why)
{
    /* SQLite notes the cause only on some ways out; errno still has it on the others. */
    int last = errno, noted = sqlite3_system_errno(session->db), cause = noted ? noted : last;
    str file = str_from(sqlite3_db_filename(session->db, "main"));
    const char *text = sqlite3_errmsg(session->db);
    switch (rc & 0xFF) {
    case SQLITE_FULL:
        return fail_set(why, ERR_FULL, 0, file, "no space left: %s", text);
    case SQLITE_IOERR:
        /* A quota or a limit on file size comes as a write error. */
        if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)
            return fail_set(why, ERR_FULL, 0, file, "no space left: %s", strerror(cause));
        return fail_set(why, ERR_IO, 0, file, "%s (%s)", text, strerror(cause));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail_set(why, ERR_CORRUPT, 0, file,
                        "the store file is damaged (%s); restore the last backup with schale "
                        "restore FILE DIR",
                        text);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_set(why, ERR_BUSY, 0, file, "another program holds the store file: %s", text);
    case SQLITE_TOOBIG:
        return fail_set(why, ERR_TOO_LARGE, 0, file, "a text or file is over the limit of %d bytes",
                        SQLITE_VALUE_BYTES_MAX);
    case SQLITE_CONSTRAINT:
        return fail_set(why, ERR_CORRUPT, 0, file,
                        "the store file contradicts itself (%s); check it with schale verify DIR",
                        text);
    default:
        return fail_set(why, ERR_IO, 0, file, "%s", text);
    }
}

void sqlite_settle(struct session *session)
{
    if (session->active)
        sqlite3_reset(session->active);
    session->active = NULL;
}

err_t sqlite_statement(struct session *session, enum statement name, sqlite3_stmt **ret_statement,
                       struct fail *why)
{
    sqlite_settle(session);
    if (!session->statements[name]) {
        int rc = sqlite3_prepare_v3(session->db, sql_of[name], -1, SQLITE_PREPARE_PERSISTENT,
                                    &session->statements[name], NULL);
        if (rc != SQLITE_OK)
            return sqlite_fail(session, rc, why);
    }
    *ret_statement = session->statements[name];
    return ERR_OK;
}

err_t sqlite_run(struct session *session, sqlite3_stmt *statement, struct fail *why)
{
    int rc = sqlite3_step(statement);
    err_t result = rc == SQLITE_DONE || rc == SQLITE_ROW ? ERR_OK : sqlite_fail(session, rc, why);
    sqlite3_reset(statement);
    return result;
}

err_t sqlite_row(struct session *session, sqlite3_stmt *statement, struct fail *why)
{
    int rc = sqlite3_step(statement);
    session->active = statement;
    if (rc == SQLITE_ROW)
        return ERR_OK;
    err_t result = rc == SQLITE_DONE ? fail_set(why, ERR_NOT_FOUND, 0, (str){0}, "not found")
                                     : sqlite_fail(session, rc, why);
    sqlite_settle(session);
    return result;
}

err_t sqlite_simple(struct session *session, enum statement name, struct fail *why)
{
    sqlite3_stmt *statement = NULL;
    err_t rc = sqlite_statement(session, name, &statement, why);
    return rc == ERR_OK ? sqlite_run(session, statement, why) : rc;
}

err_t sqlite_row_at(struct session *session, enum statement name, uint64_t first, uint64_t second,
                    sqlite3_stmt **ret_row, struct fail *why)
{
    err_t rc = sqlite_statement(session, name, ret_row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(*ret_row, 1, first);
    sqlite_bind_number(*ret_row, 2, second);
    return sqlite_row(session, *ret_row, why);
}

err_t sqlite_row_of(struct session *session, enum statement name, enum document_kind kind, str id,
                    sqlite3_stmt **ret_row, struct fail *why)
{
    err_t rc = sqlite_statement(session, name, ret_row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(*ret_row, 1, kind);
    sqlite_bind_text(*ret_row, 2, id);
    return sqlite_row(session, *ret_row, why);
}

void sqlite_bind_text(sqlite3_stmt *statement, int at, str text)
{
    if (text.p)
        sqlite3_bind_text64(statement, at, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, at);
}

void sqlite_bind_blob(sqlite3_stmt *statement, int at, str bytes)
{
    sqlite3_bind_blob64(statement, at, bytes.n ? bytes.p : "", bytes.n, SQLITE_STATIC);
}

void sqlite_bind_number(sqlite3_stmt *statement, int at, uint64_t number)
{
    sqlite3_bind_int64(statement, at, (sqlite3_int64)number);
}

str sqlite_column(sqlite3_stmt *statement, int at)
{
    if (sqlite3_column_type(statement, at) == SQLITE_NULL)
        return (str){0};
    /* As a blob even where it is text: text would be copied to end with NUL. */
    const char *p = sqlite3_column_blob(statement, at);
    return str_of(p ? p : "", (size_t)sqlite3_column_bytes(statement, at));
}

uint64_t sqlite_column_number(sqlite3_stmt *statement, int at)
{
    return (uint64_t)sqlite3_column_int64(statement, at);
}

bool sqlite_column_hash(sqlite3_stmt *statement, int at, struct sha256 *ret_hash)
{
    str bytes = sqlite_column(statement, at);
    if (bytes.n != SHA256_BYTES)
        return false;
    memcpy(ret_hash->bytes, bytes.p, SHA256_BYTES);
    return true;
}

const struct store_driver driver_sqlite = {
    .name = "sqlite",
    .open = sqlite_session_open,
    .close = sqlite_session_close,
    .read_begin = sqlite_read_begin,
    .read_end = sqlite_read_end,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .mark = sqlite_mark_set,
    .undo = sqlite_undo,
    .keep = sqlite_keep,
    .unsettled = sqlite_unsettled,
    .settle_ahead = sqlite_settle_ahead,
    .settle = sqlite_settle_index,
    .checkpoint = sqlite_checkpoint,
    .waiting_bytes = sqlite_waiting_bytes,
    .line_append = sqlite_line_append,
    .line_at = sqlite_line_at,
    .line_last = sqlite_line_last,
    .body_at = sqlite_body_at,
    .applied = sqlite_applied,
    .number_at = sqlite_number_at,
    .head_then = sqlite_head_then,
    .gone_next = sqlite_gone_next,
    .seq_then = sqlite_seq_then,
    .head_find = sqlite_head_find,
    .head_at = sqlite_head_at,
    .head_next = sqlite_head_next,
    .load = sqlite_load,
    .head_add = sqlite_head_add,
    .head_change = sqlite_head_change,
    .head_remove = sqlite_head_remove,
    .counts = sqlite_counts,
    .count_set = sqlite_count_set,
    .row_add = sqlite_row_add,
    .row_remove = sqlite_row_remove,
    .row_exists = sqlite_row_exists,
    .row_count = sqlite_row_count,
    .find = sqlite_find,
    .file_put = sqlite_file_put,
    .file_remove = sqlite_file_remove,
    .files_remove = sqlite_files_remove,
    .file_get = sqlite_file_get,
    .file_next = sqlite_file_next,
    .file_count = sqlite_file_count,
    .check = sqlite_check,
    .backup = sqlite_backup,
    .restore = sqlite_restore,
};

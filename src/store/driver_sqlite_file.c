/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_file.c - files of documents. A content is kept once, for as long as some file has
 * it; who has it is asked of the index, so there is no count to get wrong. */
#include "store/driver_sqlite.h"

static void bind_file(sqlite3_stmt *statement, enum document_kind kind, uint64_t number, str path)
{
    sqlite_bind_number(statement, 1, kind);
    sqlite_bind_number(statement, 2, number);
    sqlite_bind_text(statement, 3, path);
}

static err_t file_row(struct session *session, enum statement name, enum document_kind kind,
                      uint64_t number, str path, sqlite3_stmt **ret_row, struct fail *why)
{
    err_t rc = sqlite_statement(session, name, ret_row, why);
    if (rc != ERR_OK)
        return rc;
    bind_file(*ret_row, kind, number, path);
    return sqlite_row(session, *ret_row, why);
}

/* Runs a statement about one content. */
static err_t content_row(struct session *session, enum statement name, const struct sha256 *hash,
                         struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, name, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_blob(row, 1, str_of((const char *)hash->bytes, SHA256_BYTES));
    return sqlite_row(session, row, why);
}

static err_t content_drop_unused(struct session *session, const struct sha256 *hash,
                                 struct fail *why)
{
    err_t rc = content_row(session, STATEMENT_CONTENT_USED, hash, why);
    if (rc == ERR_NOT_FOUND)
        rc = content_row(session, STATEMENT_CONTENT_REMOVE, hash, why);
    /* The deletion gives no row: that is its success. */
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static err_t content_add(struct session *session, const struct file_row *file, struct fail *why)
{
    err_t rc = content_row(session, STATEMENT_CONTENT_EXISTS, &file->hash, why);
    if (rc != ERR_NOT_FOUND)
        return rc;
    if (file->bytes.n > SQLITE_VALUE_BYTES_MAX)
        return sqlite_fail(session, SQLITE_TOOBIG, why);
    sqlite3_stmt *insert;
    rc = sqlite_statement(session, STATEMENT_CONTENT_ADD, &insert, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_blob(insert, 1, str_of((const char *)file->hash.bytes, SHA256_BYTES));
    sqlite_bind_blob(insert, 2, file->bytes);
    return sqlite_run(session, insert, why);
}

/* The content a file has now. */
static err_t hash_of(struct session *session, enum document_kind kind, uint64_t number, str path,
                     struct sha256 *ret_hash, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = file_row(session, STATEMENT_FILE_HASH, kind, number, path, &row, why);
    if (rc == ERR_OK && !sqlite_column_hash(row, 0, ret_hash))
        return sqlite_fail(session, SQLITE_CORRUPT, why);
    return rc;
}

err_t sqlite_file_put(struct session *session, enum document_kind kind, uint64_t number,
                      const struct file_row *file, struct fail *why)
{
    struct sha256 old;
    err_t rc = sqlite_index_begin(session, why);
    if (rc != ERR_OK)
        return rc;
    err_t had = hash_of(session, kind, number, file->path, &old, why);
    if (had != ERR_OK && had != ERR_NOT_FOUND)
        return had;
    rc = content_add(session, file, why);
    sqlite3_stmt *replace;
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_FILE_PUT, &replace, why);
    if (rc != ERR_OK)
        return rc;
    bind_file(replace, kind, number, file->path);
    sqlite_bind_text(replace, 4, file->content_type);
    sqlite_bind_blob(replace, 5, str_of((const char *)file->hash.bytes, SHA256_BYTES));
    rc = sqlite_run(session, replace, why);
    return rc == ERR_OK && had == ERR_OK ? content_drop_unused(session, &old, why) : rc;
}

err_t sqlite_file_remove(struct session *session, enum document_kind kind, uint64_t number,
                         str path, struct fail *why)
{
    struct sha256 hash;
    sqlite3_stmt *remove;
    err_t rc = sqlite_index_begin(session, why);
    if (rc == ERR_OK)
        rc = hash_of(session, kind, number, path, &hash, why);
    if (rc == ERR_OK)
        rc = sqlite_statement(session, STATEMENT_FILE_REMOVE, &remove, why);
    if (rc != ERR_OK)
        return rc;
    bind_file(remove, kind, number, path);
    rc = sqlite_run(session, remove, why);
    return rc == ERR_OK ? content_drop_unused(session, &hash, why) : rc;
}

err_t sqlite_files_remove(struct session *session, enum document_kind kind, uint64_t number,
                          struct fail *why)
{
    struct buf path = {0};
    struct file_row file;
    err_t rc;
    while ((rc = sqlite_file_next(session, kind, number, STR(""), &file, why)) == ERR_OK) {
        buf_reset(&path);
        buf_add(&path, file.path);
        rc = sqlite_file_remove(session, kind, number, buf_str(&path), why);
        if (rc != ERR_OK)
            break;
    }
    buf_release(&path);
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static err_t file_of_row(struct session *session, sqlite3_stmt *row, bool with_bytes,
                         struct file_row *ret_file, struct fail *why)
{
    *ret_file =
        (struct file_row){.path = sqlite_column(row, 0), .content_type = sqlite_column(row, 1)};
    if (with_bytes)
        ret_file->bytes = sqlite_column(row, 3);
    if (!sqlite_column_hash(row, 2, &ret_file->hash))
        return sqlite_fail(session, SQLITE_CORRUPT, why);
    return ERR_OK;
}

err_t sqlite_file_get(struct session *session, enum document_kind kind, uint64_t number, str path,
                      struct file_row *ret_file, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = file_row(session, STATEMENT_FILE_GET, kind, number, path, &row, why);
    return rc == ERR_OK ? file_of_row(session, row, true, ret_file, why) : rc;
}

err_t sqlite_file_next(struct session *session, enum document_kind kind, uint64_t number, str path,
                       struct file_row *ret_file, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = file_row(session, STATEMENT_FILE_NEXT, kind, number, path, &row, why);
    return rc == ERR_OK ? file_of_row(session, row, false, ret_file, why) : rc;
}

err_t sqlite_file_count(struct session *session, uint64_t *ret_count, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, STATEMENT_FILE_COUNT, &row, why);
    if (rc == ERR_OK)
        rc = sqlite_row(session, row, why);
    if (rc == ERR_OK)
        *ret_count = sqlite_column_number(row, 0);
    return rc;
}

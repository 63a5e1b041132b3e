/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_copy.c - the file as a whole: check, copy out, copy in. */
#include "store/driver_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { COPY_BYTES_STEP = 64 << 20, LOG_PART_BYTES = 4 << 20 };

/* Hands each row of a statement to report, with `head` before it. */
static err_t report_rows(struct session *session, enum statement name, const char *head,
                         void (*report)(void *context, str text), void *context, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, name, &row, why);
    if (rc != ERR_OK)
        return rc;
    struct buf text = {0};
    while ((rc = sqlite_row(session, row, why)) == ERR_OK) {
        str value = sqlite_column(row, 0);
        if (name == STATEMENT_CHECK && str_equal(value, STR("ok")))
            continue;
        buf_reset(&text);
        buf_printf(&text, "%s%.*s", head, STR_ARG(value));
        report(context, buf_str(&text));
    }
    buf_release(&text);
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

err_t sqlite_check(struct session *session, void (*report)(void *context, str text), void *context,
                   struct fail *why)
{
    err_t rc =
        report_rows(session, STATEMENT_CHECK, "structure of the file: ", report, context, why);
    if (rc == ERR_OK)
        rc =
            report_rows(session, STATEMENT_PLACE_DIFFERS,
                        "a document that stands elsewhere than its record: ", report, context, why);
    if (rc == ERR_OK)
        rc = report_rows(session, STATEMENT_CLOCK_DIFFERS,
                         "whether the clock was set back is noted wrongly at record ", report,
                         context, why);
    if (rc == ERR_OK)
        rc = report_rows(session, STATEMENT_GONE_DIFFERS,
                         "a document that is said to be deleted by another record than its last: ",
                         report, context, why);
    if (rc == ERR_OK)
        rc = report_rows(session, STATEMENT_CONTENT_UNUSED, "a content that no file has: ", report,
                         context, why);
    return rc == ERR_OK ? sqlite_log_check(session, report, context, why) : rc;
}

/* --- copying out ---------------------------------------------------------------------------- */

/* A session of its own on a file that is worth nothing before it is whole, and that the caller
 * syncs: no journal. */
static err_t open_plain(const char *file, struct session *ret_session, struct fail *why)
{
    *ret_session = (struct session){0};
    int rc =
        sqlite3_open_v2(file, &ret_session->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (!ret_session->db)
        return fail_set(why, ERR_IO, 0, str_from(file), "cannot create: %s", sqlite3_errstr(rc));
    sqlite3_extended_result_codes(ret_session->db, 1);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(ret_session->db, "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF", NULL,
                          NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(ret_session, rc, why);
}

static err_t copy_index(struct session *session, struct session *target, struct fail *why)
{
    int rc = SQLITE_OK;
    sqlite3_backup *backup = sqlite3_backup_init(target->db, "main", session->db, "main");
    if (backup) {
        sqlite3_backup_step(backup, -1);
        rc = sqlite3_backup_finish(backup);
    } else {
        rc = sqlite3_errcode(target->db);
    }
    /* The copy of the header says that there is a WAL. */
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(target->db, "PRAGMA journal_mode=OFF", NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(target, rc, why);
}

/* The log goes into the copy as rows of one table, up to its last commit. */
static err_t copy_log(struct session *session, struct session *target, struct fail *why)
{
    sqlite3_stmt *insert = NULL;
    int rc = sqlite3_exec(target->db,
                          "BEGIN;CREATE TABLE log_part(part INTEGER PRIMARY KEY, bytes BLOB)", NULL,
                          NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(target->db, "INSERT INTO log_part(bytes) VALUES(?)", -1, &insert,
                                NULL);
    err_t result = rc == SQLITE_OK ? ERR_OK : sqlite_fail(target, rc, why);
    for (uint64_t at = 0; result == ERR_OK && at < session->end.bytes;) {
        str part;
        bool lasts;
        uint64_t left = session->end.bytes - at;
        result = log_file_read(&session->log, at, left < LOG_PART_BYTES ? left : LOG_PART_BYTES,
                               &session->line, &part, &lasts, why);
        if (result != ERR_OK)
            break;
        sqlite_bind_blob(insert, 1, part);
        result = sqlite_run(target, insert, why);
        at += part.n;
    }
    sqlite3_finalize(insert);
    if (result == ERR_OK && (rc = sqlite3_exec(target->db, "COMMIT", NULL, NULL, NULL)))
        result = sqlite_fail(target, rc, why);
    return result;
}

err_t sqlite_backup(struct session *session, const char *file, struct fail *why)
{
    struct session target;
    sqlite_settle(session);
    /* Again, now that what the index has is fixed: what was acknowledged by now is in the log. */
    err_t rc = sqlite_log_scan(session, why);
    if (rc != ERR_OK)
        return rc;
    rc = open_plain(file, &target, why);
    if (rc == ERR_OK)
        rc = copy_index(session, &target, why);
    if (rc == ERR_OK)
        rc = copy_log(session, &target, why);
    sqlite3_close(target.db);
    return rc;
}

/* --- copying in ----------------------------------------------------------------------------- */

static err_t fail_file(const char *path, const char *what, struct fail *why)
{
    err_t code = errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_FULL : ERR_IO;
    return fail_set(why, code, 0, str_from(path), "%s: %s", what, strerror(errno));
}

static err_t copy_bytes(int from, const char *from_path, int to, struct fail *why)
{
    for (;;) {
        ssize_t n = sendfile(to, from, NULL, COPY_BYTES_STEP);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_file(from_path, "cannot copy", why);
        if (n == 0)
            return ERR_OK;
    }
}

static err_t copy_file(const char *from_path, const char *to_path, struct fail *why)
{
    int from = open(from_path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return fail_file(from_path, "cannot open", why);
    int to = open(to_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    err_t rc =
        to < 0 ? fail_file(to_path, "cannot create", why) : copy_bytes(from, from_path, to, why);
    if (to >= 0)
        close(to);
    close(from);
    return rc;
}

/* Writes the log that is in the copy to its own file. */
static err_t take_log_out(struct session *session, struct log_file *log, struct fail *why)
{
    sqlite3_stmt *row = NULL;
    int rc =
        sqlite3_prepare_v2(session->db, "SELECT bytes FROM log_part ORDER BY part", -1, &row, NULL);
    err_t result = ERR_OK;
    while (result == ERR_OK && rc == SQLITE_OK && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        result = log_file_add(log, sqlite_column(row, 0), why);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(row);
    if (result != ERR_OK)
        return result;
    if (rc != SQLITE_DONE)
        return sqlite_fail(session, rc, why);
    return log_file_commit(log, why);
}

static err_t make_index(struct session *session, const char *path, struct fail *why)
{
    int rc = sqlite3_exec(session->db, "DROP TABLE log_part;VACUUM", NULL, NULL, NULL);
    return rc == SQLITE_OK ? file_sync_path(path, why) : sqlite_fail(session, rc, why);
}

err_t sqlite_restore(const char *file, const char *dir, struct fail *why)
{
    char path[PATH_MAX];
    bool is_new, has_wal;
    struct session session = {0};
    struct log_file log = {0};
    int bytes = snprintf(path, sizeof path, "%s/store.db", dir);
    if (bytes < 0 || (size_t)bytes >= sizeof path - 8)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    err_t rc = sqlite_look_at(file, &is_new, &has_wal, why);
    if (rc == ERR_OK && is_new)
        rc = fail_set(why, ERR_NOT_FOUND, 0, str_from(file), "there is no backup in this file");
    if (rc == ERR_OK)
        rc = copy_file(file, path, why);
    if (rc == ERR_OK)
        rc = log_file_open(dir, true, &log, why);
    if (rc != ERR_OK)
        return rc;
    rc = open_plain(path, &session, why);
    if (rc == ERR_OK)
        rc = take_log_out(&session, &log, why);
    if (rc == ERR_OK)
        rc = make_index(&session, path, why);
    sqlite3_close(session.db);
    log_file_close(&log);
    return rc;
}

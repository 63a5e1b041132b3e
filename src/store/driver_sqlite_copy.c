/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_copy.c - the file as a whole: check, copy out, copy in. */
#include "store/driver_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_BYTES_STEP = 64 << 20 };

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
        rc = report_rows(session, STATEMENT_IDENTITY_UNUSED, "an id without a document: ", report,
                         context, why);
    if (rc == ERR_OK)
        rc = report_rows(session, STATEMENT_RECENT_UNUSED,
                         "a recent head without a document: ", report, context, why);
    if (rc == ERR_OK)
        rc = report_rows(session, STATEMENT_CONTENT_UNUSED, "a content that no file has: ", report,
                         context, why);
    return rc;
}

err_t sqlite_backup(struct session *session, const char *file, struct fail *why)
{
    sqlite_settle(session);
    struct session target = {0};
    int rc = sqlite3_open_v2(file, &target.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (!target.db)
        return fail_set(why, ERR_IO, 0, str_from(file), "cannot create: %s", sqlite3_errstr(rc));
    sqlite3_extended_result_codes(target.db, 1);
    /* The file is worth nothing before it is whole, and the caller syncs it: no journal. */
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(target.db, "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF", NULL, NULL,
                          NULL);
    sqlite3_backup *backup = NULL;
    if (rc == SQLITE_OK && !(backup = sqlite3_backup_init(target.db, "main", session->db, "main")))
        rc = sqlite3_errcode(target.db);
    if (backup) {
        sqlite3_backup_step(backup, -1);
        rc = sqlite3_backup_finish(backup);
    }
    err_t result = rc == SQLITE_OK ? ERR_OK : sqlite_fail(&target, rc, why);
    sqlite3_close(target.db);
    return result;
}

static err_t fail_file(const char *path, const char *what, struct fail *why)
{
    err_t code = errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_FULL : ERR_IO;
    return fail_set(why, code, 0, str_from(path), "%s: %s", what, strerror(errno));
}

static err_t copy_bytes(int from, const char *from_path, int to, const char *to_path,
                        struct fail *why)
{
    for (;;) {
        ssize_t n = sendfile(to, from, NULL, COPY_BYTES_STEP);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_file(from_path, "cannot copy", why);
        if (n == 0)
            break;
    }
    return fsync(to) == 0 ? ERR_OK : fail_file(to_path, "cannot sync", why);
}

err_t sqlite_restore(const char *file, const char *dir, struct fail *why)
{
    char path[PATH_MAX];
    bool is_new, has_wal;
    int bytes = snprintf(path, sizeof path, "%s/store.db", dir);
    if (bytes < 0 || (size_t)bytes >= sizeof path - 8)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    err_t rc = sqlite_look_at(file, &is_new, &has_wal, why);
    if (rc != ERR_OK)
        return rc;
    if (is_new)
        return fail_set(why, ERR_NOT_FOUND, 0, str_from(file), "there is no backup in this file");
    int from = open(file, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return fail_file(file, "cannot open", why);
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    rc = to < 0 ? fail_file(path, "cannot create", why) : copy_bytes(from, file, to, path, why);
    if (to >= 0)
        close(to);
    close(from);
    return rc;
}

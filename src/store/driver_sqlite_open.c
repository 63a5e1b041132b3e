/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_open.c - connections: settings, first look at the file. */
#include "store/driver_sqlite.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_BYTES = 100, MMAP_BYTES = 0x7fff0000, WAL_FILE_BYTES_KEPT = 256 << 20 };

static err_t fail_damaged(const char *path, const char *text, struct fail *why)
{
    return fail_set(why, ERR_CORRUPT, 0, str_from(path),
                    "%s; restore the last backup with schale restore FILE DIR", text);
}

static uint32_t big_endian(const unsigned char *p, size_t bytes)
{
    uint32_t number = 0;
    for (size_t i = 0; i < bytes; i++)
        number = number << 8 | p[i];
    return number;
}

/* What SQLite would find out late or not at all: a foreign or a shortened file. Header: "The SQLite
 * Database File Format", 1.3. */
err_t sqlite_look_at(const char *path, bool *ret_is_new, bool *ret_has_wal, struct fail *why)
{
    unsigned char header[HEADER_BYTES];
    char wal[PATH_MAX + 8];
    struct stat info, wal_info;
    FILE *file = fopen(path, "rb");
    *ret_is_new = *ret_has_wal = false;
    if (!file && errno == ENOENT) {
        *ret_is_new = true;
        return ERR_OK;
    }
    if (!file)
        return fail_set(why, ERR_IO, 0, str_from(path), "cannot open: %s", strerror(errno));
    size_t got = fread(header, 1, sizeof header, file);
    bool seen = fstat(fileno(file), &info) == 0;
    fclose(file);
    snprintf(wal, sizeof wal, "%s-wal", path);
    bool has_wal = *ret_has_wal = stat(wal, &wal_info) == 0 && wal_info.st_size > 0;
    if (!seen)
        return fail_set(why, ERR_IO, 0, str_from(path), "cannot read: %s", strerror(errno));
    if (got == 0 && info.st_size == 0) {
        *ret_is_new = true;
        return ERR_OK;
    }
    if (got < sizeof header || memcmp(header, "SQLite format 3", 16) != 0)
        return fail_damaged(path, "is not a store file", why);
    uint64_t page = big_endian(header + 16, 2), pages = big_endian(header + 28, 4);
    bool is_ours = big_endian(header + 68, 4) == SQLITE_APPLICATION_ID;
    /* A store whose process was killed while it was made has one page and no tables yet. */
    if (!is_ours && !has_wal && pages > 1)
        return fail_damaged(path, "is an SQLite file, but not a store", why);
    *ret_is_new = !is_ours && !has_wal;
    if (!has_wal && (uint64_t)info.st_size < pages * (page == 1 ? 65536 : page))
        return fail_damaged(path, "the file is shorter than it says it is", why);
    return ERR_OK;
}

static err_t run_sql(struct session *session, const char *sql, struct fail *why)
{
    int rc = sqlite3_exec(session->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(session, rc, why);
}

/* The empty index is on disk before the log takes its first record. */
static err_t create_tables(struct session *session, struct fail *why)
{
    char pragmas[160];
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id=%d;PRAGMA user_version=%d;",
             SQLITE_APPLICATION_ID, SQLITE_SCHEMA_VERSION);
    err_t rc = run_sql(session, "BEGIN IMMEDIATE", why);
    if (rc == ERR_OK)
        rc = run_sql(session, schema_sqlite, why);
    if (rc == ERR_OK)
        rc = run_sql(session, pragmas, why);
    return rc == ERR_OK ? run_sql(session, "COMMIT", why) : rc;
}

static err_t number_of(struct session *session, const char *sql, int *ret_number, struct fail *why)
{
    sqlite3_stmt *row = NULL;
    int rc = sqlite3_prepare_v2(session->db, sql, -1, &row, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        *ret_number = sqlite3_column_int(row, 0);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(row);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(session, rc, why);
}

static err_t check_version(struct session *session, const char *path, struct fail *why)
{
    int version = 0, application = 0, tables = 0;
    err_t rc = number_of(session, "PRAGMA user_version", &version, why);
    if (rc == ERR_OK)
        rc = number_of(session, "PRAGMA application_id", &application, why);
    if (rc == ERR_OK)
        rc = number_of(session, "SELECT count(*) FROM sqlite_schema", &tables, why);
    if (rc != ERR_OK)
        return rc;
    if (tables == 0)
        return fail_set(why, ERR_NOT_FOUND, 0, str_from(path), "there is no store in this folder");
    if (application != SQLITE_APPLICATION_ID)
        return fail_damaged(path, "is an SQLite file, but not a store", why);
    if (version != SQLITE_SCHEMA_VERSION)
        return fail_set(why, ERR_CORRUPT, 0, str_from(path),
                        "was written by another version (schema %d, this program reads %d)",
                        version, SQLITE_SCHEMA_VERSION);
    return ERR_OK;
}

/* Frames in the WAL file after each commit. */
static int count_frames(void *context, sqlite3 *db, const char *name, int frames)
{
    (void)db;
    (void)name;
    ((struct session *)context)->waiting_pages = (uint64_t)frames;
    return SQLITE_OK;
}

/* Synchronous NORMAL: what the index loses when the power goes is made again from the log. While it
 * is made, and where the log cannot help (see sync_index), it is FULL. */
static err_t set_up(struct session *session, enum session_mode mode, struct fail *why)
{
    char sql[600];
    bool writes = mode == SESSION_WRITE;
    /* Page size counts only before the first table; the WAL setting stays in the file. */
    snprintf(sql, sizeof sql,
             "PRAGMA page_size=%d;%sPRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;PRAGMA "
             "trusted_schema=OFF;"
             "PRAGMA secure_delete=OFF;PRAGMA mmap_size=%d;"
             "PRAGMA cache_size=-%d;PRAGMA wal_autocheckpoint=0;PRAGMA journal_size_limit=%d;",
             SQLITE_PAGE_BYTES, writes ? "PRAGMA journal_mode=WAL;" : "", MMAP_BYTES,
             writes ? SQLITE_WRITER_CACHE_KIB : SQLITE_READER_CACHE_KIB, WAL_FILE_BYTES_KEPT);
    err_t rc = run_sql(session, sql, why);
    int tables = 1;
    if (rc == ERR_OK && writes)
        rc = number_of(session, "SELECT count(*) FROM sqlite_schema", &tables, why);
    if (rc == ERR_OK && tables == 0)
        rc = create_tables(session, why);
    if (rc == ERR_OK)
        rc = run_sql(session, "PRAGMA synchronous=NORMAL", why);
    if (writes)
        sqlite3_wal_hook(session->db, count_frames, session);
    return rc;
}

/* A file: URI, in which some characters of a path have to be escaped (RFC 3986). */
static void add_uri(struct buf *to, const char *path, const char *parameters)
{
    buf_add(to, STR("file:"));
    for (; *path; path++) {
        if (strchr("?#%", *path))
            buf_printf(to, "%%%02X", (unsigned)*path);
        else
            buf_add_char(to, *path);
    }
    buf_add(to, str_from(parameters));
    buf_add_char(to, 0);
}

static err_t connect_to(struct session *session, const char *path, enum session_mode mode,
                        struct fail *why)
{
    struct buf uri = {0};
    add_uri(&uri, path, mode == SESSION_FROZEN ? "?immutable=1" : "");
    int flags =
        mode == SESSION_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int rc =
        sqlite3_open_v2(uri.p, &session->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    buf_release(&uri);
    if (!session->db)
        return fail_set(why, ERR_IO, 0, str_from(path), "cannot open: %s", sqlite3_errstr(rc));
    sqlite3_extended_result_codes(session->db, 1);
    return rc == SQLITE_OK ? ERR_OK : sqlite_fail(session, rc, why);
}

/* What is known of the log beyond the index. */
static err_t find_end(struct session *session, enum session_mode mode, struct session *writer,
                      struct fail *why)
{
    if (writer) {
        session->recent = writer->recent;
        return ERR_OK;
    }
    session->recent = calloc(1, sizeof *session->recent);
    if (!session->recent)
        abort();
    recent_init(session->recent);
    session->owns_recent = true;
    err_t rc = sqlite_log_scan(session, why);
    if (rc != ERR_OK || mode != SESSION_WRITE)
        return rc;
    session->seq = session->end.seq;
    session->hash = session->end.hash;
    return log_file_cut(&session->log, session->end.bytes, why);
}

/* A log without its index is not made to fit the empty one. */
static err_t check_no_log(const char *dir, struct fail *why)
{
    char path[PATH_MAX];
    struct stat info;
    snprintf(path, sizeof path, "%s/store.log", dir);
    if (stat(path, &info) == 0 && info.st_size > 0)
        return fail_damaged(dir, "store.db is missing beside store.log", why);
    return ERR_OK;
}

static err_t open_all(struct session *session, const char *dir, const char *path,
                      enum session_mode mode, struct session *writer, struct fail *why)
{
    /* The log first: an index has one beside it, even when the process dies just now. */
    err_t rc = writer ? log_file_open_beside(dir, &writer->log, &session->log, why)
                      : log_file_open(dir, mode == SESSION_WRITE, &session->log, why);
    if (rc == ERR_NOT_FOUND)
        return fail_damaged(dir, "store.log is missing beside store.db", why);
    if (rc == ERR_OK)
        rc = connect_to(session, path, mode, why);
    if (rc == ERR_OK)
        rc = set_up(session, mode, why);
    if (rc == ERR_OK)
        rc = check_version(session, path, why);
    return rc == ERR_OK ? find_end(session, mode, writer, why) : rc;
}

err_t sqlite_session_open(const char *dir, enum session_mode mode, struct session *writer,
                          struct session **ret_session, struct fail *why)
{
    char path[PATH_MAX];
    bool is_new, has_wal;
    int bytes = snprintf(path, sizeof path, "%s/store.db", dir);
    if (bytes < 0 || (size_t)bytes >= sizeof path - 8)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    err_t rc = sqlite_look_at(path, &is_new, &has_wal, why);
    if (rc == ERR_OK && is_new)
        rc = mode == SESSION_WRITE ? check_no_log(dir, why)
                                   : fail_set(why, ERR_NOT_FOUND, 0, str_from(path),
                                              "there is no store in this folder");
    if (rc != ERR_OK)
        return rc;
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        abort();
    /* What waits in a WAL is not seen by who takes the file for unchangeable. */
    if (mode == SESSION_FROZEN && has_wal)
        mode = SESSION_READ;
    rc = open_all(session, dir, path, mode, writer, why);
    if (rc != ERR_OK) {
        sqlite_session_close(session);
        return rc;
    }
    *ret_session = session;
    return ERR_OK;
}

void sqlite_session_close(struct session *session)
{
    if (!session)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(session->statements[i]);
    sqlite3_close(session->db);
    log_file_close(&session->log);
    buf_release(&session->line);
    generation_release(&session->uncommitted);
    buf_release(&session->sorted);
    if (session->owns_recent) {
        recent_release(session->recent);
        free(session->recent);
    }
    free(session);
}

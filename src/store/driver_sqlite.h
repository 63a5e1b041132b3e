/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite.h - what the files of the SQLite driver share. */
#ifndef SCHALE_STORE_DRIVER_SQLITE_H
#define SCHALE_STORE_DRIVER_SQLITE_H

#include <sqlite3.h>

#include "store/driver.h"

enum {
    SQLITE_APPLICATION_ID = 0x5343484c, /* "SCHL" */
    SQLITE_SCHEMA_VERSION = 2,
    SQLITE_PAGE_BYTES = 16384,
    SQLITE_WRITER_CACHE_KIB = 131072,
    SQLITE_READER_CACHE_KIB = 2048,
    /* Changes of heads after which `recent_head` is merged into `document`. */
    SQLITE_RECENT_HEADS_MAX = 4096,
    /* Most bytes in one value: what Debian's SQLite allows, less room for the record around it. */
    SQLITE_VALUE_BYTES_MAX = 1000000000 - 65536,
};

/* A head as it is now, from a row `d` of document. */
#define HEAD_COLUMNS                                                                               \
    "d.number,coalesce(r.body_seq,d.body_seq),coalesce(r.last_seq,d.last_seq),d.created_ms"
#define JOIN_RECENT "LEFT JOIN recent_head r ON r.kind=d.kind AND r.number=d.number "

/* X(name, SQL). Prepared once for each session, on first use. */
#define STATEMENT_LIST(X)                                                                          \
    X(BEGIN, "BEGIN")                                                                              \
    X(BEGIN_WRITE, "BEGIN IMMEDIATE")                                                              \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(MARK, "SAVEPOINT mark")                                                                      \
    X(UNDO, "ROLLBACK TO mark")                                                                    \
    X(KEEP, "RELEASE mark")                                                                        \
    X(RECORD_APPEND, "INSERT INTO log(seq,time_ms,operation,kind,number,previous,actor,id,path,"   \
                     "hash,change,body) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")                          \
    X(RECORD_AT, "SELECT seq,time_ms,operation,kind,number,previous,actor,id,path,hash,change,"    \
                 "body FROM log WHERE seq=?")                                                      \
    X(RECORD_NEXT, "SELECT seq,time_ms,operation,kind,number,previous,actor,id,path,hash,change,"  \
                   "body FROM log WHERE seq>? ORDER BY seq LIMIT 1")                               \
    X(RECORD_LAST, "SELECT seq,time_ms,operation,kind,number,previous,actor,id,path,hash,change,"  \
                   "body FROM log ORDER BY seq DESC LIMIT 1")                                      \
    X(HEAD_FIND, "SELECT " HEAD_COLUMNS " FROM identity i "                                        \
                 "CROSS JOIN document d ON d.kind=i.kind AND d.number=i.number " JOIN_RECENT       \
                 "WHERE i.kind=?1 AND i.id=?2")                                                    \
    X(LOAD, "SELECT " HEAD_COLUMNS ",l.time_ms,l.body FROM identity i "                            \
            "CROSS JOIN document d ON d.kind=i.kind AND d.number=i.number " JOIN_RECENT            \
            "CROSS JOIN log l ON l.seq=coalesce(r.body_seq,d.body_seq) "                           \
            "WHERE i.kind=?1 AND i.id=?2")                                                         \
    X(HEAD_AT, "SELECT " HEAD_COLUMNS ",l.id FROM document d " JOIN_RECENT                         \
               "CROSS JOIN log l ON l.seq=d.number WHERE d.kind=?1 AND d.number=?2")               \
    X(HEAD_NEXT, "SELECT " HEAD_COLUMNS ",d.kind FROM document d " JOIN_RECENT                     \
                 "WHERE (d.kind,d.number)>(?1,?2) ORDER BY d.kind,d.number LIMIT 1")               \
    X(IDENTITY_ADD, "INSERT INTO identity(kind,id,number) VALUES(?,?,?)")                          \
    X(IDENTITY_REMOVE, "DELETE FROM identity WHERE kind=? AND id=?")                               \
    X(HEAD_ADD, "INSERT INTO document(kind,number,body_seq,last_seq,created_ms) "                  \
                "VALUES(?,?,?,?,?)")                                                               \
    X(HEAD_CHANGE, "INSERT OR REPLACE INTO recent_head(kind,number,body_seq,last_seq) "            \
                   "SELECT kind,number,?3,?4 FROM document WHERE kind=?1 AND number=?2")           \
    X(RECENT_REMOVE, "DELETE FROM recent_head WHERE kind=? AND number=?")                          \
    X(RECENT_MERGE,                                                                                \
      "INSERT OR REPLACE INTO document(kind,number,body_seq,last_seq,created_ms) "                 \
      "SELECT r.kind,r.number,r.body_seq,r.last_seq,d.created_ms FROM recent_head r "              \
      "CROSS JOIN document d ON d.kind=r.kind AND d.number=r.number")                              \
    X(RECENT_CLEAR, "DELETE FROM recent_head")                                                     \
    X(RECENT_UNUSED,                                                                               \
      "SELECT r.number FROM recent_head r WHERE NOT EXISTS(SELECT 1 FROM document d "              \
      "WHERE d.kind=r.kind AND d.number=r.number)")                                                \
    X(HEAD_REMOVE, "DELETE FROM document WHERE kind=? AND number=?")                               \
    X(COUNTS, "SELECT name,value FROM meta WHERE name GLOB 'count_[1-9]'")                         \
    X(COUNT_SET, "INSERT OR REPLACE INTO meta(name,value) VALUES('count_'||?1,?2)")                \
    X(ROW_ADD, "INSERT INTO projection(kind,projection,value,number) VALUES(?,?,?,?)")             \
    X(ROW_REMOVE, "DELETE FROM projection WHERE kind=? AND projection=? AND value=? AND number=?") \
    X(ROW_EXISTS, "SELECT 1 FROM projection WHERE kind=? AND projection=? AND value=? "            \
                  "AND number=?")                                                                  \
    X(ROW_COUNT, "SELECT count(*) FROM projection")                                                \
    X(NUMBER_NEXT, "SELECT number FROM document WHERE kind=?1 AND number>=?2 "                     \
                   "ORDER BY number LIMIT 1")                                                      \
    X(MATCH_NEXT, "SELECT number FROM projection WHERE kind=?1 AND projection=?3 AND value=?4 "    \
                  "AND number>=?2 ORDER BY number LIMIT 1")                                        \
    X(FILE_PUT, "INSERT OR REPLACE INTO file(kind,number,path,content_type,hash) "                 \
                "VALUES(?,?,?,?,?)")                                                               \
    X(FILE_HASH, "SELECT hash FROM file WHERE kind=? AND number=? AND path=?")                     \
    X(FILE_REMOVE, "DELETE FROM file WHERE kind=? AND number=? AND path=?")                        \
    X(FILE_GET, "SELECT f.path,f.content_type,f.hash,c.bytes FROM file f "                         \
                "CROSS JOIN file_content c ON c.hash=f.hash "                                      \
                "WHERE f.kind=? AND f.number=? AND f.path=?")                                      \
    X(FILE_NEXT, "SELECT path,content_type,hash FROM file "                                        \
                 "WHERE kind=? AND number=? AND path>? ORDER BY path LIMIT 1")                     \
    X(FILE_COUNT, "SELECT count(*) FROM file")                                                     \
    X(CONTENT_EXISTS, "SELECT 1 FROM file_content WHERE hash=?")                                   \
    X(CONTENT_ADD, "INSERT INTO file_content(hash,bytes) VALUES(?,?)")                             \
    X(CONTENT_USED, "SELECT 1 FROM file WHERE hash=? LIMIT 1")                                     \
    X(CONTENT_REMOVE, "DELETE FROM file_content WHERE hash=?")                                     \
    X(CONTENT_UNUSED, "SELECT hex(c.hash) FROM file_content c "                                    \
                      "WHERE NOT EXISTS(SELECT 1 FROM file f WHERE f.hash=c.hash)")                \
    X(IDENTITY_UNUSED, "SELECT i.id FROM identity i WHERE NOT EXISTS(SELECT 1 FROM document d "    \
                       "WHERE d.kind=i.kind AND d.number=i.number)")                               \
    X(CHECK, "PRAGMA integrity_check(20)")

#define STATEMENT_ENUM(name, sql) STATEMENT_##name,
enum statement { STATEMENT_LIST(STATEMENT_ENUM) STATEMENT_COUNT };
#undef STATEMENT_ENUM

struct session {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    sqlite3_stmt *active; /* holds the views handed out last */
    uint64_t waiting_pages;
    uint64_t recent_heads; /* at least as many as `recent_head` has */
};

/* The statement, ready to bind; what was active before is reset. */
MUST_CHECK err_t sqlite_statement(struct session *session, enum statement name,
                                  sqlite3_stmt **ret_statement, struct fail *why);
/* Runs a statement that gives no row, and resets it. */
MUST_CHECK err_t sqlite_run(struct session *session, sqlite3_stmt *statement, struct fail *why);
/* Steps to the first row; ERR_NOT_FOUND when there is none. The row stays until the next call. */
MUST_CHECK err_t sqlite_row(struct session *session, sqlite3_stmt *statement, struct fail *why);
/* Ends the views handed out last. */
void sqlite_settle(struct session *session);
/* A statement without values and rows. */
MUST_CHECK err_t sqlite_simple(struct session *session, enum statement name, struct fail *why);
/* The error of the session in our words. */
err_t sqlite_fail(struct session *session, int rc, struct fail *why);

void sqlite_bind_text(sqlite3_stmt *statement, int at, str text);
void sqlite_bind_blob(sqlite3_stmt *statement, int at, str bytes);
void sqlite_bind_number(sqlite3_stmt *statement, int at, uint64_t number);
str sqlite_column(sqlite3_stmt *statement, int at);
uint64_t sqlite_column_number(sqlite3_stmt *statement, int at);
bool sqlite_column_hash(sqlite3_stmt *statement, int at, struct sha256 *ret_hash);

/* schema_sqlite.c: the tables, as SQL. */
extern const char schema_sqlite[];

/* driver_sqlite_read.c, driver_sqlite_write.c, driver_sqlite_file.c: see driver.h. */
err_t sqlite_record_at(struct session *session, uint64_t seq, struct record *ret_record,
                       struct fail *why);
err_t sqlite_record_next(struct session *session, uint64_t seq, struct record *ret_record,
                         struct fail *why);
err_t sqlite_record_last(struct session *session, struct record *ret_record, struct fail *why);
err_t sqlite_head_find(struct session *session, enum document_kind kind, str id,
                       struct head *ret_head, struct fail *why);
err_t sqlite_head_at(struct session *session, enum document_kind kind, uint64_t number,
                     struct head *ret_head, str *ret_id, struct fail *why);
err_t sqlite_head_next(struct session *session, enum document_kind kind, uint64_t number,
                       struct head *ret_head, struct fail *why);
err_t sqlite_load(struct session *session, enum document_kind kind, str id, struct head *ret_head,
                  struct record *ret_record, struct fail *why);
err_t sqlite_counts(struct session *session, uint64_t ret_counts[DOCUMENT_KIND_COUNT],
                    struct fail *why);
bool sqlite_row_exists(struct session *session, enum document_kind kind, uint64_t number,
                       const struct projection_row *row);
err_t sqlite_row_count(struct session *session, uint64_t *ret_count, struct fail *why);
err_t sqlite_find(struct session *session, const struct store_query *query, uint64_t *ret_numbers,
                  size_t room, size_t *ret_count, struct fail *why);

err_t sqlite_record_append(struct session *session, const struct record *record, struct fail *why);
err_t sqlite_head_add(struct session *session, const struct head *head, str id, struct fail *why);
err_t sqlite_head_change(struct session *session, const struct head *head, struct fail *why);
err_t sqlite_head_remove(struct session *session, const struct head *head, str id,
                         struct fail *why);
/* Moves what `recent_head` has to `document`. */
err_t sqlite_recent_merge(struct session *session, struct fail *why);
err_t sqlite_count_set(struct session *session, enum document_kind kind, uint64_t count,
                       struct fail *why);
err_t sqlite_row_add(struct session *session, enum document_kind kind, uint64_t number,
                     const struct projection_row *row, struct fail *why);
err_t sqlite_row_remove(struct session *session, enum document_kind kind, uint64_t number,
                        const struct projection_row *row, struct fail *why);

err_t sqlite_file_put(struct session *session, enum document_kind kind, uint64_t number,
                      const struct file_row *file, struct fail *why);
err_t sqlite_file_remove(struct session *session, enum document_kind kind, uint64_t number,
                         str path, struct fail *why);
err_t sqlite_files_remove(struct session *session, enum document_kind kind, uint64_t number,
                          struct fail *why);
err_t sqlite_file_get(struct session *session, enum document_kind kind, uint64_t number, str path,
                      struct file_row *ret_file, struct fail *why);
err_t sqlite_file_next(struct session *session, enum document_kind kind, uint64_t number, str path,
                       struct file_row *ret_file, struct fail *why);
err_t sqlite_file_count(struct session *session, uint64_t *ret_count, struct fail *why);

/* driver_sqlite_open.c, driver_sqlite_copy.c */
err_t sqlite_session_open(const char *dir, enum session_mode mode, struct session **ret_session,
                          struct fail *why);
void sqlite_session_close(struct session *session);
err_t sqlite_check(struct session *session, void (*report)(void *context, str text), void *context,
                   struct fail *why);
err_t sqlite_backup(struct session *session, const char *file, struct fail *why);
err_t sqlite_restore(const char *file, const char *dir, struct fail *why);
/* ERR_CORRUPT when the file is not a store, or shorter than it says; *ret_is_new when it is missing
 * or empty; *ret_has_wal when commits wait beside it. */
err_t sqlite_look_at(const char *path, bool *ret_is_new, bool *ret_has_wal, struct fail *why);

#endif

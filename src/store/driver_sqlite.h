/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite.h - what the files of the SQLite driver share. The log is a file of lines,
 * DIR/store.log; SQLite holds the index of it, DIR/store.db. A commit is durable when the log is
 * (one fdatasync). The index is written in the same commit when more changes than where documents
 * stand; else that is kept in memory (recent.h) and moved into the index now and then. */
#ifndef SCHALE_STORE_DRIVER_SQLITE_H
#define SCHALE_STORE_DRIVER_SQLITE_H

#include <sqlite3.h>

#include "store/recent.h"

enum {
    SQLITE_APPLICATION_ID = 0x5343484c, /* "SCHL" */
    SQLITE_SCHEMA_VERSION = 6,
    SQLITE_PAGE_BYTES = 4096,
    SQLITE_WRITER_CACHE_KIB = 131072,
    SQLITE_READER_CACHE_KIB = 2048,
    /* Most bytes in one value: what Debian's SQLite allows, less room for the record around it. */
    SQLITE_VALUE_BYTES_MAX = 1000000000 - 65536,
};

#define HEAD_COLUMNS "d.number,d.body_seq,d.last_seq,d.created_ms"

/* X(name, SQL). Prepared once for each session, on first use. */
#define STATEMENT_LIST(X)                                                                          \
    X(BEGIN, "BEGIN")                                                                              \
    X(BEGIN_WRITE, "BEGIN IMMEDIATE")                                                              \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(MARK, "SAVEPOINT mark")                                                                      \
    X(UNDO, "ROLLBACK TO mark")                                                                    \
    X(KEEP, "RELEASE mark")                                                                        \
    X(APPLIED, "SELECT seq,bytes,hash FROM applied LIMIT 1")                                       \
    X(APPLIED_SET, "UPDATE applied SET seq=?,bytes=?,hash=?")                                      \
    X(PLACE_ADD, "INSERT INTO place(seq,at,bytes,body_bytes,time_ms,number) VALUES(?,?,?,?,?,?)")  \
    X(PLACE_AT, "SELECT at,bytes,body_bytes,time_ms FROM place WHERE seq=?")                       \
    X(NUMBER_AT, "SELECT number,time_ms FROM place WHERE seq=?")                                   \
    X(PLACE_LAST, "SELECT max(seq) FROM place")                                                    \
    X(VERSIONS, "SELECT seq,body_bytes FROM place WHERE number=? AND seq<=? ORDER BY seq DESC")    \
    X(CLOCK_BACK_ADD, "INSERT INTO clock_back(seq,time_ms) VALUES(?,?)")                           \
    X(CLOCK_BACK, "SELECT seq FROM clock_back WHERE time_ms<=? AND seq<=? ORDER BY seq DESC "      \
                  "LIMIT 1")                                                                       \
    X(CLOCK_BACK_NEXT, "SELECT seq FROM clock_back WHERE seq>? ORDER BY seq LIMIT 1")              \
    X(CLOCK_DIFFERS, "SELECT p.seq FROM place p JOIN place q ON q.seq=p.seq-1 "                    \
                     "LEFT JOIN clock_back c ON c.seq=p.seq "                                      \
                     "WHERE iif(p.time_ms<q.time_ms,p.time_ms,NULL) IS NOT c.time_ms "             \
                     "UNION ALL SELECT seq FROM clock_back "                                       \
                     "WHERE seq NOT IN (SELECT seq FROM place WHERE seq>1)")                       \
    X(PLACE_NEXT, "SELECT seq,at,bytes FROM place WHERE seq>? ORDER BY seq LIMIT 1")               \
    X(HEAD_FIND, "SELECT " HEAD_COLUMNS " FROM document d WHERE d.kind=?1 AND d.id=?2")            \
    X(LOAD, "SELECT " HEAD_COLUMNS ",d.at,d.bytes,d.body_bytes,d.time_ms FROM document d "         \
            "WHERE d.kind=?1 AND d.id=?2")                                                         \
    X(HEAD_AT, "SELECT " HEAD_COLUMNS ",d.id FROM document d WHERE d.kind=?1 AND d.number=?2")     \
    X(HEAD_NEXT, "SELECT " HEAD_COLUMNS ",d.kind FROM document d "                                 \
                 "WHERE (d.kind,d.number)>(?1,?2) ORDER BY d.kind,d.number LIMIT 1")               \
    X(HEAD_ADD, "INSERT INTO document(kind,number,id,body_seq,last_seq,created_ms,at,bytes,"       \
                "body_bytes,time_ms) VALUES(?,?,?,?,?,?,?,?,?,?)")                                 \
    X(HEAD_MOVE, "UPDATE document SET body_seq=?3,last_seq=?4,at=?5,bytes=?6,body_bytes=?7,"       \
                 "time_ms=?8 WHERE kind=?1 AND number=?2")                                         \
    X(HEAD_TOUCH, "UPDATE document SET last_seq=?3 WHERE kind=?1 AND number=?2")                   \
    X(GONE_ADD, "INSERT INTO gone(kind,id,number,last_seq) "                                       \
                "SELECT kind,id,number,?3 FROM document WHERE kind=?1 AND number=?2")              \
    X(GONE_FIND, "SELECT number,last_seq FROM gone WHERE kind=? AND id=? AND number<=? "           \
                 "ORDER BY number DESC LIMIT 1")                                                   \
    X(GONE_NEXT, "SELECT id,number,last_seq FROM gone WHERE kind=?1 AND (id,number)>(?2,?3) "      \
                 "ORDER BY id,number LIMIT 1")                                                     \
    X(GONE_DIFFERS, "SELECT g.id FROM gone g LEFT JOIN place p ON p.seq=g.last_seq "               \
                    "WHERE p.number IS NOT g.number OR EXISTS(SELECT 1 FROM document d "           \
                    "WHERE d.kind=g.kind AND d.number=g.number)")                                  \
    X(HEAD_REMOVE, "DELETE FROM document WHERE kind=? AND number=?")                               \
    X(COUNTS, "SELECT name,value FROM meta WHERE name GLOB 'count_[1-9]'")                         \
    X(COUNT_SET, "INSERT OR REPLACE INTO meta(name,value) VALUES('count_'||?1,?2)")                \
    X(ROW_ADD, "INSERT INTO projection(kind,projection,value,number) VALUES(?,?,?,?)")             \
    X(ROW_REMOVE, "DELETE FROM projection WHERE kind=? AND projection=? AND value=? AND number=?") \
    X(ROW_EXISTS, "SELECT 1 FROM projection WHERE kind=? AND projection=? AND value=? "            \
                  "AND number=?")                                                                  \
    X(ROW_COUNT, "SELECT count(*) FROM projection")                                                \
    X(MATCH_NEXT, "SELECT number FROM projection WHERE kind=?1 AND projection=?3 AND value=?4 "    \
                  "AND number>=?2 ORDER BY number LIMIT 1")                                        \
    X(ID_AT, "SELECT number,id FROM document WHERE kind=?1 AND number=?2")                         \
    X(FIND_ALL, "SELECT number,id FROM document WHERE kind=?1 AND number>=?2 "                     \
                "ORDER BY number LIMIT ?3")                                                        \
    X(FIND_MATCHES, "SELECT p.number,d.id FROM projection p "                                      \
                    "CROSS JOIN document d ON d.kind=p.kind AND d.number=p.number "                \
                    "WHERE p.kind=?1 AND p.projection=?4 AND p.value=?5 AND p.number>=?2 "         \
                    "ORDER BY p.number LIMIT ?3")                                                  \
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
    X(PLACE_DIFFERS, "SELECT d.id FROM document d LEFT JOIN place p ON p.seq=d.body_seq "          \
                     "WHERE (d.at,d.bytes,d.body_bytes,d.time_ms) IS NOT "                         \
                     "(p.at,p.bytes,p.body_bytes,p.time_ms)")                                      \
    X(CHECK, "PRAGMA integrity_check(20)")

#define STATEMENT_ENUM(name, sql) STATEMENT_##name,
enum statement { STATEMENT_LIST(STATEMENT_ENUM) STATEMENT_COUNT };
#undef STATEMENT_ENUM

/* A point inside a transaction. */
struct sqlite_mark {
    bool set;
    bool in_index; /* SQLite has a savepoint for it */
    bool rows_changed;
    bool with_file;
    uint64_t log_bytes;
    size_t heads, places;
    uint64_t seq;
    struct sha256 hash;
};

/* How much of the newest generation SQLite's open transaction has already. */
struct sqlite_moved {
    size_t places;
    size_t heads;  /* those before are moved, or stand in session->sorted ... */
    size_t sorted; /* ... from this one on */
};

struct session {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    sqlite3_stmt *active; /* holds the views handed out last */
    struct log_file log;
    struct buf line;       /* of the log, read last */
    struct recent *recent; /* of the writing session of this process, or own */
    bool owns_recent;
    struct recent_reader reader;
    struct log_end end; /* of the log: last commit; not kept up to date by readers */
    /* Of the writing session only: */
    uint64_t waiting_pages;
    struct generation uncommitted; /* of this transaction */
    uint64_t seq;                  /* the last record, committed or not */
    struct sha256 hash;
    bool index_open;           /* SQLite's transaction was begun: it may go on over many of ours */
    bool rows_changed;         /* it has to end with this transaction */
    struct sqlite_moved moved; /* zeros when it is not open */
    struct buf sorted;         /* struct head, to be moved next */
    bool with_file;            /* the index has to be durable, too, before anybody is told */
    struct sqlite_mark mark;
};

/* The statement, ready to bind; what was active before is reset. */
MUST_CHECK err_t sqlite_statement(struct session *session, enum statement name,
                                  sqlite3_stmt **ret_statement, struct fail *why);
/* Runs a statement that gives no row, and resets it. */
MUST_CHECK err_t sqlite_run(struct session *session, sqlite3_stmt *statement, struct fail *why);
/* Steps to the first row; ERR_NOT_FOUND when there is none. The row stays until the next call. */
MUST_CHECK err_t sqlite_row(struct session *session, sqlite3_stmt *statement, struct fail *why);
/* The first row of a statement that asks for two numbers, or for a kind and an id (borrowed while
 * the row stays). Errors as those of sqlite_statement and sqlite_row. */
MUST_CHECK err_t sqlite_row_at(struct session *session, enum statement name, uint64_t first,
                               uint64_t second, sqlite3_stmt **ret_row, struct fail *why);
MUST_CHECK err_t sqlite_row_of(struct session *session, enum statement name,
                               enum document_kind kind, str id, sqlite3_stmt **ret_row,
                               struct fail *why);
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

/* Whoever changes rows of the index calls this first: begins SQLite's transaction when there is
 * none, and has it committed together with the log. */
MUST_CHECK err_t sqlite_index_begin(struct session *session, struct fail *why);

/* driver_sqlite_transaction.c, _log.c, _read.c, _write.c, _file.c: see driver.h. */
err_t sqlite_read_begin(struct session *session, struct fail *why);
void sqlite_read_end(struct session *session);
err_t sqlite_begin(struct session *session, struct fail *why);
err_t sqlite_commit(struct session *session, struct fail *why);
void sqlite_rollback(struct session *session);
err_t sqlite_mark_set(struct session *session, struct fail *why);
err_t sqlite_undo(struct session *session, struct fail *why);
err_t sqlite_keep(struct session *session, struct fail *why);
uint64_t sqlite_unsettled(const struct session *session);
err_t sqlite_settle_ahead(struct session *session, struct fail *why);
err_t sqlite_settle_index(struct session *session, struct fail *why);
err_t sqlite_checkpoint(struct session *session, struct fail *why);
uint64_t sqlite_waiting_bytes(const struct session *session);

err_t sqlite_line_append(struct session *session, const struct log_line *line, bool with_file,
                         struct fail *why);
err_t sqlite_line_at(struct session *session, uint64_t seq, str *ret_text, struct fail *why);
err_t sqlite_line_last(struct session *session, uint64_t *ret_seq, struct sha256 *ret_hash,
                       struct fail *why);
err_t sqlite_body_at(struct session *session, uint64_t seq, struct body *ret_body,
                     struct fail *why);
err_t sqlite_applied(struct session *session, uint64_t *ret_seq, struct fail *why);
/* Binds the four columns of a place, the first at `from`. */
void sqlite_bind_place(sqlite3_stmt *statement, int from, const struct log_place *place);
/* Where the log ended when the index was last brought up to date. */
err_t sqlite_applied_end(struct session *session, struct log_end *ret_end, struct fail *why);
/* Finds the end of the log and gives the records that the index has not to session->recent. */
err_t sqlite_log_scan(struct session *session, struct fail *why);
/* The log against the places that the index has of it. */
err_t sqlite_log_check(struct session *session, void (*report)(void *context, str text),
                       void *context, struct fail *why);

/* driver_sqlite_history.c */
err_t sqlite_number_at(struct session *session, uint64_t seq, uint64_t *ret_number,
                       int64_t *ret_time_ms, struct fail *why);
err_t sqlite_gone_next(struct session *session, enum document_kind kind, str id, uint64_t number,
                       struct head *ret_head, str *ret_id, struct fail *why);
err_t sqlite_head_then(struct session *session, enum document_kind kind, str id, uint64_t seq,
                       struct head *ret_head, struct fail *why);
err_t sqlite_seq_then(struct session *session, int64_t time_ms, uint64_t last, uint64_t *ret_seq,
                      struct fail *why);

struct head sqlite_head_of_row(sqlite3_stmt *row, enum document_kind kind);
/* What memory knows of where the document stands and the table does not yet. */
void sqlite_head_refresh(struct session *session, struct head *head);
err_t sqlite_head_find(struct session *session, enum document_kind kind, str id,
                       struct head *ret_head, struct fail *why);
err_t sqlite_head_at(struct session *session, enum document_kind kind, uint64_t number,
                     struct head *ret_head, str *ret_id, struct fail *why);
err_t sqlite_head_next(struct session *session, enum document_kind kind, uint64_t number,
                       struct head *ret_head, struct fail *why);
err_t sqlite_load(struct session *session, enum document_kind kind, str id, struct head *ret_head,
                  struct body *ret_body, struct fail *why);
err_t sqlite_counts(struct session *session, uint64_t ret_counts[DOCUMENT_KIND_COUNT],
                    struct fail *why);
bool sqlite_row_exists(struct session *session, enum document_kind kind, uint64_t number,
                       const struct projection_row *row);
err_t sqlite_row_count(struct session *session, uint64_t *ret_count, struct fail *why);
err_t sqlite_find(struct session *session, const struct store_query *query, struct arena *arena,
                  struct found *ret_found, size_t room, size_t *ret_count, struct fail *why);

err_t sqlite_head_add(struct session *session, const struct head *head, str id, struct fail *why);
err_t sqlite_head_change(struct session *session, const struct head *head, struct fail *why);
err_t sqlite_head_remove(struct session *session, const struct head *head, struct fail *why);
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
err_t sqlite_session_open(const char *dir, enum session_mode mode, struct session *writer,
                          struct session **ret_session, struct fail *why);
void sqlite_session_close(struct session *session);
err_t sqlite_check(struct session *session, void (*report)(void *context, str text), void *context,
                   struct fail *why);
err_t sqlite_backup(struct session *session, const char *file, struct fail *why);
err_t sqlite_restore(const char *file, const char *dir, struct fail *why);
/* ERR_CORRUPT when the file is not a store, or shorter than it says; *ret_is_new when it is missing
 * or empty; *ret_has_wal when commits wait beside it. */
err_t sqlite_look_at(const char *path, bool *ret_is_new, bool *ret_has_wal, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* driver.h - what the store needs from a database, and nothing else: one log, and an index of it:
 * current heads, projections and files. What is committed is in the log when `commit` returns. The
 * index may follow later: who asks a session sees it as if it had followed, but somebody who opens
 * the store anew may have to bring it up to date (`applied`). Implemented by driver_sqlite*.c.
 * Texts that a driver hands out are views that live until the next call on the same session. */
#ifndef SCHALE_STORE_DRIVER_H
#define SCHALE_STORE_DRIVER_H

#include "store/store.h"

/* One line of the log (log_record.h), as a driver keeps it. */
struct log_line {
    uint64_t seq; /* 1, 2, 3 ... without gaps */
    int64_t time_ms;
    uint64_t number;    /* of the document */
    str text;           /* without the line break */
    size_t body_bytes;  /* the body ends one byte before the text does; 0: it has none */
    struct sha256 hash; /* of the text */
};

/* Where the current state of a document stands in the log. */
struct head {
    enum document_kind kind;
    uint64_t number;
    uint64_t body_seq; /* the last record with a whole body */
    uint64_t last_seq; /* the last record of all: the revision */
    int64_t created_ms;
};

/* One row of a projection. */
struct projection_row {
    enum projection projection;
    str value;
};

/* A document that a query found. */
struct found {
    uint64_t number;
    str id;
};

/* A file as it is kept; `bytes` only where asked for. */
struct file_row {
    str path;
    str content_type;
    struct sha256 hash;
    str bytes;
};

/* A whole document as it stands in a record. */
struct body {
    str text;        /* absent: the record has none */
    bool lasts;      /* a view that lives as long as the session that writes, or, where there is
                        none, as long as this one */
    int64_t time_ms; /* of the record */
};

enum session_mode {
    SESSION_WRITE,  /* the only one that writes and checkpoints; creates what is missing */
    SESSION_READ,   /* beside a writer of this or another process */
    SESSION_FROZEN, /* nobody else has it open: reads without leaving a trace */
};

/* One connection; used by one thread at a time. */
struct session;

struct store_driver {
    const char *name;

    /* `writer`: the session of this process that writes, or NULL: then it may be another process.
     * ERR_NOT_FOUND (not for writing), ERR_IO, ERR_FULL, ERR_CORRUPT with the remedy. */
    err_t (*open)(const char *dir, enum session_mode mode, struct session *writer,
                  struct session **ret_session, struct fail *why);
    void (*close)(struct session *session);

    /* Transactions. A reader sees one state from begin to end. */
    err_t (*read_begin)(struct session *session, struct fail *why);
    void (*read_end)(struct session *session);
    err_t (*begin)(struct session *session, struct fail *why);
    err_t (*commit)(struct session *session, struct fail *why);
    void (*rollback)(struct session *session);
    /* A point inside a transaction to go back to; `keep` forgets the point. */
    err_t (*mark)(struct session *session, struct fail *why);
    err_t (*undo)(struct session *session, struct fail *why);
    err_t (*keep)(struct session *session, struct fail *why);

    /* How many committed records the index does not have yet, and bringing it up to date.
     * `settle_ahead` does most of the work for what came last; nobody sees it before `settle`, and
     * when it fails nothing of it is left. Outside of transactions. */
    uint64_t (*unsettled)(const struct session *session);
    err_t (*settle_ahead)(struct session *session, struct fail *why);
    err_t (*settle)(struct session *session, struct fail *why);
    /* Moves what was committed to its final place. *ret_waiting: bytes that still wait for it. */
    err_t (*checkpoint)(struct session *session, struct fail *why);
    uint64_t (*waiting_bytes)(const struct session *session);

    /* The log. ERR_NOT_FOUND. `line_last` is the last one committed, by its seq and hash only; both
     * are zero when there is none. */
    err_t (*line_append)(struct session *session, const struct log_line *line, bool with_file,
                         struct fail *why);
    err_t (*line_at)(struct session *session, uint64_t seq, str *ret_text, struct fail *why);
    err_t (*line_last)(struct session *session, uint64_t *ret_seq, struct sha256 *ret_hash,
                       struct fail *why);
    /* The body in a line, without reading the rest of it. */
    err_t (*body_at)(struct session *session, uint64_t seq, struct body *ret_body,
                     struct fail *why);
    /* The last record that the index knows of. Those behind it have to be applied again, without
     * appending them, when a store is opened for writing. */
    err_t (*applied)(struct session *session, uint64_t *ret_seq, struct fail *why);

    /* The log by document and by time. What they say of a record never changes once it is
     * committed. `number_at`: which document the record is of, and when it was written.
     * ERR_NOT_FOUND. */
    err_t (*number_at)(struct session *session, uint64_t seq, uint64_t *ret_number,
                       int64_t *ret_time_ms, struct fail *why);
    /* The head as it was when `seq` was the last record. ERR_NOT_FOUND: there was no such document
     * then. Its work does not grow with the length of the history. */
    err_t (*head_then)(struct session *session, enum document_kind kind, str id, uint64_t seq,
                       struct head *ret_head, struct fail *why);
    /* The first deleted document of the kind behind (id, number) in that order: number and
     * last_seq, the record that deleted it. The id lives until the next call. ERR_NOT_FOUND. */
    err_t (*gone_next)(struct session *session, enum document_kind kind, str id, uint64_t number,
                       struct head *ret_head, str *ret_id, struct fail *why);
    /* The last record up to `last` that was written at `time_ms` or before; 0: none. */
    err_t (*seq_then)(struct session *session, int64_t time_ms, uint64_t last, uint64_t *ret_seq,
                      struct fail *why);

    /* Current documents. ERR_NOT_FOUND. */
    err_t (*head_find)(struct session *session, enum document_kind kind, str id,
                       struct head *ret_head, struct fail *why);
    err_t (*head_at)(struct session *session, enum document_kind kind, uint64_t number,
                     struct head *ret_head, str *ret_id, struct fail *why);
    /* The first head after (kind, number) in that order, over all kinds: for walks. */
    err_t (*head_next)(struct session *session, enum document_kind kind, uint64_t number,
                       struct head *ret_head, struct fail *why);
    /* head_find and body_at in one step: the hot path of reading. */
    err_t (*load)(struct session *session, enum document_kind kind, str id, struct head *ret_head,
                  struct body *ret_body, struct fail *why);
    err_t (*head_add)(struct session *session, const struct head *head, str id, struct fail *why);
    err_t (*head_change)(struct session *session, const struct head *head, struct fail *why);
    err_t (*head_remove)(struct session *session, const struct head *head, struct fail *why);
    /* How many documents there are of each kind. */
    err_t (*counts)(struct session *session, uint64_t ret_counts[DOCUMENT_KIND_COUNT],
                    struct fail *why);
    err_t (*count_set)(struct session *session, enum document_kind kind, uint64_t count,
                       struct fail *why);

    /* Projections. Adding what is there and removing what is not are ERR_CORRUPT. */
    err_t (*row_add)(struct session *session, enum document_kind kind, uint64_t number,
                     const struct projection_row *row, struct fail *why);
    err_t (*row_remove)(struct session *session, enum document_kind kind, uint64_t number,
                        const struct projection_row *row, struct fail *why);
    bool (*row_exists)(struct session *session, enum document_kind kind, uint64_t number,
                       const struct projection_row *row);
    err_t (*row_count)(struct session *session, uint64_t *ret_count, struct fail *why);
    /* Documents behind query->after for which all filters hold, in order of number; at most `room`.
     * The ids are in `arena`. */
    err_t (*find)(struct session *session, const struct store_query *query, struct arena *arena,
                  struct found *ret_found, size_t room, size_t *ret_count, struct fail *why);

    /* Files of a document. ERR_NOT_FOUND. */
    err_t (*file_put)(struct session *session, enum document_kind kind, uint64_t number,
                      const struct file_row *file, struct fail *why);
    err_t (*file_remove)(struct session *session, enum document_kind kind, uint64_t number,
                         str path, struct fail *why);
    err_t (*files_remove)(struct session *session, enum document_kind kind, uint64_t number,
                          struct fail *why);
    err_t (*file_get)(struct session *session, enum document_kind kind, uint64_t number, str path,
                      struct file_row *ret_file, struct fail *why);
    /* The first file of the document behind `path` in byte order; no bytes. */
    err_t (*file_next)(struct session *session, enum document_kind kind, uint64_t number, str path,
                       struct file_row *ret_file, struct fail *why);
    err_t (*file_count)(struct session *session, uint64_t *ret_count, struct fail *why);

    /* The database's own check of its structure, and of what only it can list: ids without a
     * document, contents without a file. Each problem goes to report. */
    err_t (*check)(struct session *session, void (*report)(void *context, str text), void *context,
                   struct fail *why);
    /* One whole, consistent copy of what the transaction sees in a new file, not yet synced. */
    err_t (*backup)(struct session *session, const char *file, struct fail *why);
    /* Puts a copy of such a file into the empty folder `dir`, on disk when it returns. */
    err_t (*restore)(const char *file, const char *dir, struct fail *why);
};

extern const struct store_driver driver_sqlite;

#endif

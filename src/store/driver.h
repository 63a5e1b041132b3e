/* SPDX-License-Identifier: Apache-2.0 */
/* driver.h - what the store needs from a database, and nothing else: one log, current heads,
 * projections and files, in one transaction. Implemented by driver_sqlite*.c. Texts that a driver
 * hands out are views that live until the next call on the same session. */
#ifndef SCHALE_STORE_DRIVER_H
#define SCHALE_STORE_DRIVER_H

#include "store/store.h"

/* One record of the log. Absent texts have p == NULL. */
struct record {
    uint64_t seq; /* 1, 2, 3 ... without gaps */
    int64_t time_ms;
    enum store_operation operation;
    enum document_kind kind;
    uint64_t number;   /* the document: seq of the record that created it */
    uint64_t previous; /* seq of the record before it for the same document; 0: it creates it */
    str actor;
    str id;     /* only in the creating record */
    str path;   /* idShortPath, or path of a file */
    str change; /* the element's new JSON; for a file: its SHA-256 in hex, a space, content type */
    str body;   /* the whole document after this record; absent when `change` is all there is */
    struct sha256 hash;
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

/* A file as it is kept; `bytes` only where asked for. */
struct file_row {
    str path;
    str content_type;
    struct sha256 hash;
    str bytes;
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

    /* ERR_NOT_FOUND (not for writing), ERR_IO, ERR_FULL, ERR_CORRUPT with the remedy. */
    err_t (*open)(const char *dir, enum session_mode mode, struct session **ret_session,
                  struct fail *why);
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

    /* Moves what was committed to its final place. *ret_waiting: bytes that still wait for it. */
    err_t (*checkpoint)(struct session *session, struct fail *why);
    uint64_t (*waiting_bytes)(const struct session *session);

    /* The log. ERR_NOT_FOUND. */
    err_t (*record_append)(struct session *session, const struct record *record, struct fail *why);
    err_t (*record_at)(struct session *session, uint64_t seq, struct record *ret_record,
                       struct fail *why);
    /* The first record behind `seq`. */
    err_t (*record_next)(struct session *session, uint64_t seq, struct record *ret_record,
                         struct fail *why);
    err_t (*record_last)(struct session *session, struct record *ret_record, struct fail *why);

    /* Current documents. ERR_NOT_FOUND. */
    err_t (*head_find)(struct session *session, enum document_kind kind, str id,
                       struct head *ret_head, struct fail *why);
    err_t (*head_at)(struct session *session, enum document_kind kind, uint64_t number,
                     struct head *ret_head, str *ret_id, struct fail *why);
    /* The first head after (kind, number) in that order, over all kinds: for walks. */
    err_t (*head_next)(struct session *session, enum document_kind kind, uint64_t number,
                       struct head *ret_head, struct fail *why);
    /* head_find and the record of its body in one step: the hot path of reading. Of the record only
     * time_ms and body are set. */
    err_t (*load)(struct session *session, enum document_kind kind, str id, struct head *ret_head,
                  struct record *ret_record, struct fail *why);
    err_t (*head_add)(struct session *session, const struct head *head, str id, struct fail *why);
    err_t (*head_change)(struct session *session, const struct head *head, struct fail *why);
    err_t (*head_remove)(struct session *session, const struct head *head, str id,
                         struct fail *why);
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
    /* Numbers above query->after of documents for which all filters hold, in order; at most
     * `room`. */
    err_t (*find)(struct session *session, const struct store_query *query, uint64_t *ret_numbers,
                  size_t room, size_t *ret_count, struct fail *why);

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

/* SPDX-License-Identifier: Apache-2.0 */
/* log_file.h - the file DIR/store.log: lines added at its end, made durable together, and read by
 * their place. What the lines say is log_record.h's. */
#ifndef SCHALE_STORE_LOG_FILE_H
#define SCHALE_STORE_LOG_FILE_H

#include "store/log_record.h"

/* Where a record's line stands. */
struct log_place {
    uint64_t at;         /* first byte in the file */
    uint64_t bytes;      /* without the line break */
    uint64_t body_bytes; /* the body ends one byte before the line; 0: it has none */
    int64_t time_ms;
};

/* The file in memory, as far as it reaches now: the mapping is far longer than the file, so that it
 * never has to move. */
struct log_map {
    const char *p;          /* NULL: could not be mapped */
    _Atomic uint64_t bytes; /* of the file, when it was last looked at */
};

/* Zero is no file. */
struct log_file {
    int fd;             /* one more than the descriptor; 0: none is open */
    bool broken;        /* what is on disk is not known any more: nothing may be added */
    uint64_t committed; /* bytes that are durable */
    uint64_t written;   /* bytes in the file; those behind `committed` may still be cut off */
    struct buf waiting; /* bytes behind them, not in the file yet */
    struct log_map own;
    struct log_map *shared; /* another's, in the place of `own`; NULL: none */
};

/* Opens the file of a store; for writing it is made when it is missing, and mapped. What is in it
 * counts as committed. ERR_NOT_FOUND, ERR_IO, ERR_FULL. */
MUST_CHECK err_t log_file_open(const char *dir, bool writing, struct log_file *ret_file,
                               struct fail *why);
/* The same for reading, beside the file of this process that writes; `writer` is closed last. */
MUST_CHECK err_t log_file_open_beside(const char *dir, struct log_file *writer,
                                      struct log_file *ret_file, struct fail *why);
void log_file_close(struct log_file *file);

/* Where the next line will stand. */
uint64_t log_file_end(const struct log_file *file);

/* Adds bytes at the end. Most go to memory; ERR_FULL and ERR_IO when some had to be written. */
MUST_CHECK err_t log_file_add(struct log_file *file, str bytes, struct fail *why);

/* Makes everything that was added durable (fdatasync). After an error nothing of it is: the caller
 * cuts it off. */
MUST_CHECK err_t log_file_commit(struct log_file *file, struct fail *why);

/* Drops everything from `end` on. Also what was committed: for a commit that has to be taken back
 * because the index could not follow; nobody was told of it. */
MUST_CHECK err_t log_file_cut(struct log_file *file, uint64_t end, struct fail *why);

/* Bytes that were added before. Mostly a view of the mapped file: then *ret_lasts, and it lives as
 * long as the file (the writer's, for one opened beside it) is open. Else a copy that lives until
 * `into` changes. ERR_CORRUPT when the file is shorter, ERR_IO. */
MUST_CHECK err_t log_file_read(struct log_file *file, uint64_t at, uint64_t bytes, struct buf *into,
                               str *ret_bytes, bool *ret_lasts, struct fail *why);

/* The end of a log as it is found when a store is opened. */
struct log_end {
    uint64_t bytes; /* up to and with the line of its last commit */
    uint64_t seq;   /* of its last record */
    struct sha256 hash;
};

/* Reads on from a known end (zeros: from the beginning) and moves *end behind the last commit that
 * is whole; its records go to `found`, as struct log_place, in order. What follows the last whole
 * commit was never acknowledged: neither is a commit that holds files, because their bytes are made
 * durable in the index after it. ERR_CORRUPT when whole records follow something damaged. */
MUST_CHECK err_t log_file_scan(struct log_file *file, struct log_end *end, struct buf *found,
                               struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* log_record.h - a record of the log and the line of text that it is kept as. A line is one JSON
 * object without line breaks, so that the log can be read with any tool:
 *   {"before":"<SHA-256 of the line before>","seq":7,"time_ms":…,"operation":"put",
 *    "kind":"submodel","number":3,"previous":3,"actor":"…","id":"…","path":"…","change":…,"body":…}
 * Members without a value are left out, the others stand in this order; `before` of the first line
 * is 64 zeros. Records that were committed together are followed by one line
 *   {"commit":7,"after":5,"hash":"<SHA-256 of line 7>"}
 * where 5 is the last record that was committed before.
 * So every byte of a record is covered by a hash that stands behind it. */
#ifndef SCHALE_STORE_LOG_RECORD_H
#define SCHALE_STORE_LOG_RECORD_H

#include "store/store.h"

enum {
    LOG_LINE_BYTES_MAX = 1 << 30,   /* so that a damaged length cannot ask for all memory */
    LOG_COMMIT_LINE_BYTES_MAX = 160 /* 95 and the digits of two numbers */
};

/* One record of the log. Absent texts have p == NULL. */
struct record {
    struct sha256 before; /* of the line before; zeros: this is the first */
    uint64_t seq;         /* 1, 2, 3 ... without gaps */
    int64_t time_ms;
    enum store_operation operation;
    enum document_kind kind;
    uint64_t number;   /* the document: seq of the record that created it */
    uint64_t previous; /* seq of the record before it for the same document; 0: it creates it */
    str actor;
    str id;
    str path;   /* idShortPath, or path of a file */
    str change; /* the element's new JSON; for a file: its SHA-256 in hex, a space, content type */
    str body;   /* the whole document after this record; absent when `change` is all there is */
};

/* Adds the record's line, without a line break. The body is its last member: it ends one byte
 * before the line does. `body` and the JSON of `change` go in as they are: the caller knows that
 * they have no line breaks, as canonical JSON has none. */
void log_record_write(const struct record *record, struct buf *out);

/* Reads a line; texts are views of it, or in the arena where the line has escapes. ERR_CORRUPT. */
MUST_CHECK err_t log_record_read(str line, struct arena *arena, struct record *ret_record,
                                 struct fail *why);

/* The line behind records that were committed together. */
struct log_commit {
    uint64_t seq;       /* of the last of them */
    uint64_t after;     /* of the last one committed before */
    struct sha256 hash; /* of the line of record `seq` */
};

/* Adds the line, with its line break. */
void log_commit_write(const struct log_commit *commit, struct buf *out);

/* True when the line ends a commit. */
bool log_commit_read(str line, struct log_commit *ret_commit);

#endif

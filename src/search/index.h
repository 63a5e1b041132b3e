/* SPDX-License-Identifier: Apache-2.0 */
/* index.h - the file itself: its tables, what is written into it, connections to read it. For
 * src/search alone. */
#ifndef SCHALE_SEARCH_INDEX_H
#define SCHALE_SEARCH_INDEX_H

#include <sqlite3.h>

#include "base/buf.h"
#include "search/card.h"
#include "search/search.h"
#include "store/follow_thread.h"

enum { INDEX_VERSION = 4, INDEX_READERS_MAX = 8, INDEX_STATEMENTS_MAX = 16 };

/* What took long to count, as JSON, as long as nothing is written. */
struct kept {
    struct buf text;
    uint64_t seq;
};

struct search {
    struct store *store;
    char path[4096];
    sqlite3 *writer; /* the following thread's alone, as the statements of it */
    struct {
        const char *sql;
        sqlite3_stmt *statement;
    } statements[INDEX_STATEMENTS_MAX];
    struct follow_thread follow;
    pthread_mutex_t lock;
    _Atomic uint64_t seq;                /* the answers' */
    _Atomic bool is_building;            /* read by those who answer */
    struct kept counts, facets;          /* under lock: the overview's, those of all shells */
    sqlite3 *readers[INDEX_READERS_MAX]; /* idle ones, under lock */
    size_t reader_count;
};

/* Opens the writer's connection and makes the tables; *ret_seq: the record it has seen, 0: it is
 * empty and must be built. */
MUST_CHECK err_t index_open(struct search *search, uint64_t *ret_seq, struct fail *why);

void index_close(struct search *search);

/* Statements that change the file; each error is told in the log and ends the attempt: the index is
 * derived. False: failed. */
bool index_run(struct search *search, const char *sql);
bool index_put(struct search *search, const struct card *card);
bool index_remove(struct search *search, enum document_kind kind, str id);
/* The ids of shells that refer to a submodel: each(context, id). */
bool index_shells_of(struct search *search, str submodel_id, void (*each)(void *context, str id),
                     void *context);
bool index_set_seq(struct search *search, uint64_t seq);

/* A connection to read with; give it back. NULL: cannot be opened. */
sqlite3 *index_reader(struct search *search);
void index_reader_done(struct search *search, sqlite3 *reader);

/* Adds what was kept at `seq`; false when there is none, or the index is being made. */
bool index_add_kept(struct search *search, const struct kept *kept, uint64_t seq, struct buf *out);
void index_keep(struct search *search, struct kept *kept, uint64_t seq, str text);

/* Error of a connection as ERR_IO. */
err_t index_fail(sqlite3 *connection, struct fail *why);

/* Binds a text; {NULL, 0} as NULL. */
void index_bind(sqlite3_stmt *statement, int at, str text);
/* A column's text; a view until the next step. */
str index_column(sqlite3_stmt *statement, int at);

/* What the thread that follows does (follower.c). */
void search_follow(void *search);

#endif

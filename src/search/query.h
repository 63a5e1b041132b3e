/* SPDX-License-Identifier: Apache-2.0 */
/* query.h - a query becoming SQL. For src/search alone. */
#ifndef SCHALE_SEARCH_QUERY_H
#define SCHALE_SEARCH_QUERY_H

#include "search/index.h"

enum { SQL_PARAMETERS_MAX = 16 + SEARCH_FACET_COUNT * SEARCH_CHOSEN_MAX };

/* One SELECT in the making. Texts of values are never part of it. */
struct sql {
    struct buf text;
    str values[SQL_PARAMETERS_MAX];
    int64_t numbers[SQL_PARAMETERS_MAX]; /* where values[i].p is NULL */
    size_t count;
};

struct find {
    sqlite3 *reader;
    const struct search_query *query;
    struct arena *arena;
    str expression; /* for FTS5; empty: no words */
    uint64_t total;
    bool at_least;
};

/* Add a condition with one '?' and its value. */
void sql_text(struct sql *sql, const char *condition, str value);
void sql_number(struct sql *sql, const char *condition, int64_t value);

/* "FROM …": entries, or what has the words, which then come first. */
void sql_from(struct find *find, struct sql *sql);
/* "WHERE …": all conditions but those of one facet (SEARCH_FACET_COUNT: none is left out). */
void sql_where(struct find *find, struct sql *sql, enum search_facet without);

/* The statement with its values; releases the text. NULL: see index_fail. */
sqlite3_stmt *sql_prepare(struct find *find, struct sql *sql);

/* Whether anything is asked for but the kind. */
bool search_has_conditions(const struct search_query *query);

/* Adds ,"facets":{…} (facet.c). */
MUST_CHECK err_t facets_write(struct find *find, struct buf *out, struct fail *why);

#endif

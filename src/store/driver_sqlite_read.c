/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_read.c - heads and projections, read. */
#include "store/driver_sqlite.h"

struct head sqlite_head_of_row(sqlite3_stmt *row, enum document_kind kind)
{
    return (struct head){
        .kind = kind,
        .number = sqlite_column_number(row, 0),
        .body_seq = sqlite_column_number(row, 1),
        .last_seq = sqlite_column_number(row, 2),
        .created_ms = sqlite3_column_int64(row, 3),
    };
}

void sqlite_head_refresh(struct session *session, struct head *head)
{
    struct head newer;
    if (generation_find_head(&session->uncommitted, head->number, &newer) ||
        recent_find_head(session->recent, head->number, &newer)) {
        head->body_seq = newer.body_seq;
        head->last_seq = newer.last_seq;
    }
}

err_t sqlite_head_find(struct session *session, enum document_kind kind, str id,
                       struct head *ret_head, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_row_of(session, STATEMENT_HEAD_FIND, kind, id, &row, why);
    if (rc != ERR_OK)
        return rc;
    *ret_head = sqlite_head_of_row(row, kind);
    sqlite_head_refresh(session, ret_head);
    return ERR_OK;
}

err_t sqlite_head_at(struct session *session, enum document_kind kind, uint64_t number,
                     struct head *ret_head, str *ret_id, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_row_at(session, STATEMENT_HEAD_AT, kind, number, &row, why);
    if (rc != ERR_OK)
        return rc;
    *ret_head = sqlite_head_of_row(row, kind);
    sqlite_head_refresh(session, ret_head);
    *ret_id = sqlite_column(row, 4);
    return ret_id->p ? ERR_OK : sqlite_fail(session, SQLITE_CORRUPT, why);
}

err_t sqlite_head_next(struct session *session, enum document_kind kind, uint64_t number,
                       struct head *ret_head, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_row_at(session, STATEMENT_HEAD_NEXT, kind, number, &row, why);
    if (rc != ERR_OK)
        return rc;
    *ret_head = sqlite_head_of_row(row, (enum document_kind)sqlite3_column_int(row, 4));
    sqlite_head_refresh(session, ret_head);
    return ERR_OK;
}

err_t sqlite_counts(struct session *session, uint64_t ret_counts[DOCUMENT_KIND_COUNT],
                    struct fail *why)
{
    sqlite3_stmt *row;
    memset(ret_counts, 0, DOCUMENT_KIND_COUNT * sizeof *ret_counts);
    err_t rc = sqlite_statement(session, STATEMENT_COUNTS, &row, why);
    if (rc != ERR_OK)
        return rc;
    while ((rc = sqlite_row(session, row, why)) == ERR_OK) {
        str name = sqlite_column(row, 0);
        int kind = name.p[name.n - 1] - '0';
        if (kind < DOCUMENT_KIND_COUNT)
            ret_counts[kind] = sqlite_column_number(row, 1);
    }
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static void bind_row(sqlite3_stmt *statement, enum document_kind kind, uint64_t number,
                     const struct projection_row *row)
{
    sqlite_bind_number(statement, 1, kind);
    sqlite_bind_number(statement, 2, row->projection);
    sqlite_bind_text(statement, 3, row->value);
    sqlite_bind_number(statement, 4, number);
}

bool sqlite_row_exists(struct session *session, enum document_kind kind, uint64_t number,
                       const struct projection_row *row)
{
    sqlite3_stmt *found;
    if (sqlite_statement(session, STATEMENT_ROW_EXISTS, &found, NULL) != ERR_OK)
        return false;
    bind_row(found, kind, number, row);
    return sqlite_row(session, found, NULL) == ERR_OK;
}

err_t sqlite_row_count(struct session *session, uint64_t *ret_count, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, STATEMENT_ROW_COUNT, &row, why);
    if (rc == ERR_OK)
        rc = sqlite_row(session, row, why);
    if (rc == ERR_OK)
        *ret_count = sqlite_column_number(row, 0);
    return rc;
}

/* The first number from `from` on that one filter lets through. */
static err_t next_number(struct session *session, enum document_kind kind,
                         const struct store_filter *filter, uint64_t from, uint64_t *ret_number,
                         struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, STATEMENT_MATCH_NEXT, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, kind);
    sqlite_bind_number(row, 2, from);
    sqlite_bind_number(row, 3, filter->projection);
    sqlite_bind_text(row, 4, filter->value);
    rc = sqlite_row(session, row, why);
    if (rc == ERR_OK)
        *ret_number = sqlite_column_number(row, 0);
    return rc;
}

/* The first number from `from` on for which all filters hold: each filter in turn moves the
 * candidate forward until all agree, so the rarest one sets the pace. */
static err_t next_match(struct session *session, const struct store_query *query, uint64_t from,
                        uint64_t *ret_number, struct fail *why)
{
    uint64_t candidate = from;
    size_t agreed = 0;
    for (size_t i = 0; agreed < query->filter_count; i = (i + 1) % query->filter_count) {
        uint64_t number;
        err_t rc = next_number(session, query->kind, &query->filters[i], candidate, &number, why);
        if (rc != ERR_OK)
            return rc;
        agreed = number == candidate ? agreed + 1 : 1;
        candidate = number;
    }
    *ret_number = candidate;
    return ERR_OK;
}

static struct found found_of_row(sqlite3_stmt *row, struct arena *arena)
{
    return (struct found){sqlite_column_number(row, 0), arena_dup(arena, sqlite_column(row, 1))};
}

static err_t find_by_many(struct session *session, const struct store_query *query,
                          struct arena *arena, struct found *found, size_t room, size_t *count,
                          struct fail *why)
{
    uint64_t number, from = query->after + 1;
    err_t rc = ERR_OK;
    while (*count < room && (rc = next_match(session, query, from, &number, why)) == ERR_OK) {
        sqlite3_stmt *row;
        rc = sqlite_row_at(session, STATEMENT_ID_AT, query->kind, number, &row, why);
        if (rc != ERR_OK)
            return rc == ERR_NOT_FOUND ? sqlite_fail(session, SQLITE_CORRUPT, why) : rc;
        found[(*count)++] = found_of_row(row, arena);
        from = number + 1;
    }
    return rc;
}

/* Without a filter or with one: the rows lie one behind the other. */
static err_t find_in_a_row(struct session *session, const struct store_query *query,
                           struct arena *arena, struct found *found, size_t room, size_t *count,
                           struct fail *why)
{
    const struct store_filter *filter = query->filter_count ? query->filters : NULL;
    sqlite3_stmt *row;
    err_t rc =
        sqlite_statement(session, filter ? STATEMENT_FIND_MATCHES : STATEMENT_FIND_ALL, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, query->kind);
    sqlite_bind_number(row, 2, query->after + 1);
    sqlite_bind_number(row, 3, room);
    if (filter) {
        sqlite_bind_number(row, 4, filter->projection);
        sqlite_bind_text(row, 5, filter->value);
    }
    while ((rc = sqlite_row(session, row, why)) == ERR_OK)
        found[(*count)++] = found_of_row(row, arena);
    return rc;
}

err_t sqlite_find(struct session *session, const struct store_query *query, struct arena *arena,
                  struct found *ret_found, size_t room, size_t *ret_count, struct fail *why)
{
    *ret_count = 0;
    err_t rc = query->filter_count > 1
                   ? find_by_many(session, query, arena, ret_found, room, ret_count, why)
                   : find_in_a_row(session, query, arena, ret_found, room, ret_count, why);
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

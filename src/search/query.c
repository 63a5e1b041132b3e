/* SPDX-License-Identifier: Apache-2.0 */
/* query.c - a query as SQL over entries and words, its page of cards. */
#include <stdlib.h>

#include "base/base64.h"
#include "codec/json.h"
#include "search/fold.h"
#include "search/match.h"
#include "search/query.h"

enum { RELEVANCE_MAX = 20000 /* hits that are ranked; more are in order of creation */ };

static err_t count_hits(struct find *find, struct fail *why)
{
    struct sql sql = {0};
    buf_add(&sql.text, STR("SELECT count(*)"));
    sql_from(find, &sql);
    sql_where(find, &sql, SEARCH_FACET_COUNT);
    sqlite3_stmt *statement = sql_prepare(find, &sql);
    if (!statement || sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return index_fail(find->reader, why);
    }
    find->total = (uint64_t)sqlite3_column_int64(statement, 0);
    find->at_least = find->expression.n && find->total >= SEARCH_COUNTED_MAX;
    sqlite3_finalize(statement);
    return ERR_OK;
}

/* --- cursors: base64url of "NUMBER TEXT", where the page before ended --------------------------
 */

struct cursor {
    uint64_t number;
    str text;
};

static err_t read_cursor(struct find *find, struct cursor *ret_cursor, struct fail *why)
{
    str text = {0};
    *ret_cursor = (struct cursor){0};
    if (!find->query->cursor.n)
        return ERR_OK;
    bool decoded = base64url_decode(find->arena, find->query->cursor, &text);
    size_t n = decoded ? str_find_char(text, ' ') : 0;
    if (!decoded || n == text.n || !str_to_u64(str_of(text.p, n), INT64_MAX, &ret_cursor->number))
        return fail_set(why, ERR_SYNTAX, 0, STR("cursor"), "this is no cursor of this server");
    ret_cursor->text = str_of(text.p + n + 1, text.n - n - 1);
    return ERR_OK;
}

static void add_cursor(struct find *find, struct buf *out, uint64_t number, str text)
{
    str plain = arena_printf(find->arena, "%llu %.*s", (unsigned long long)number, STR_ARG(text));
    buf_add(out, STR("\"cursor\":\""));
    base64url_encode(out, plain);
    buf_add_char(out, '"');
}

/* --- the page ----------------------------------------------------------------------------------
 */

/* Columns: number, card, what the cursor keeps, for words the values. */
static void begin_by_key(struct find *find, struct sql *sql, const struct cursor *cursor)
{
    bool by_change = find->query->sort == SEARCH_BY_CHANGE;
    buf_printf(&sql->text, "SELECT entry.number, entry.card, entry.%s, %s",
               by_change ? "changed" : "name",
               find->expression.n ? "(SELECT value FROM words WHERE rowid=entry.number)" : "NULL");
    sql_from(find, sql);
    sql_where(find, sql, SEARCH_FACET_COUNT);
    if (find->query->cursor.n && by_change) {
        int64_t changed = (int64_t)strtoll(arena_dup(find->arena, cursor->text).p, NULL, 10);
        sql_number(sql, " AND (entry.changed, entry.number) < (?", changed);
        sql_number(sql, ", ?)", (int64_t)cursor->number);
    } else if (find->query->cursor.n) {
        sql_text(sql, " AND (entry.name, entry.number) > (?",
                 cursor->text.n ? cursor->text : STR(""));
        sql_number(sql, ", ?)", (int64_t)cursor->number);
    }
    buf_add(&sql->text, by_change ? STR(" ORDER BY entry.changed DESC, entry.number DESC")
                                  : STR(" ORDER BY entry.name, entry.number"));
    sql_number(sql, " LIMIT ?", (int64_t)find->query->limit + 1);
}

static void begin_by_relevance(struct find *find, struct sql *sql, const struct cursor *cursor)
{
    buf_add(&sql->text, STR("SELECT entry.number, entry.card, '', words.value FROM words JOIN "
                            "entry ON entry.number=words.rowid"));
    sql_where(find, sql, SEARCH_FACET_COUNT);
    sql_text(sql, " AND words MATCH ?", find->expression);
    /* A hit in a code weighs more than one in a name, that more than one in a value. */
    buf_add(&sql->text, find->total <= RELEVANCE_MAX
                            ? STR(" ORDER BY bm25(words, 20, 8, 1), entry.name")
                            : STR(" ORDER BY words.rowid"));
    sql_number(sql, " LIMIT ?", (int64_t)find->query->limit + 1);
    sql_number(sql, " OFFSET ?", (int64_t)cursor->number);
}

static err_t write_page(struct find *find, struct buf *out, struct fail *why)
{
    const struct search_query *query = find->query;
    struct cursor cursor;
    struct sql sql = {0};
    err_t err = read_cursor(find, &cursor, why);
    if (err)
        return err;
    bool relevance = find->expression.n && query->sort == SEARCH_BY_RELEVANCE;
    if (relevance)
        begin_by_relevance(find, &sql, &cursor);
    else
        begin_by_key(find, &sql, &cursor);
    sqlite3_stmt *statement = sql_prepare(find, &sql);
    if (!statement)
        return index_fail(find->reader, why);
    struct match match;
    match_begin(&match, find->arena, query->text);
    struct buf next = {0};
    size_t count = 0;
    int step;
    buf_add(out, STR("\"result\":["));
    while ((step = sqlite3_step(statement)) == SQLITE_ROW && count < query->limit) {
        buf_add(out, count++ ? STR(",") : STR(""));
        buf_add(out, index_column(statement, 1));
        if (find->expression.n)
            match_write(&match, index_column(statement, 1), index_column(statement, 3), out);
        buf_add_char(out, '}');
        buf_reset(&next);
        if (relevance)
            add_cursor(find, &next, cursor.number + count, STR(""));
        else
            add_cursor(find, &next, (uint64_t)sqlite3_column_int64(statement, 0),
                       index_column(statement, 2));
    }
    bool more = step == SQLITE_ROW && (!relevance || cursor.number + count < SEARCH_DEEP_MAX);
    buf_add(out, STR("],\"paging_metadata\":{"));
    if (more)
        buf_add(out, buf_str(&next));
    buf_add_char(out, '}');
    buf_release(&next);
    err = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : index_fail(find->reader, why);
    sqlite3_finalize(statement);
    return err;
}

/* Those of all shells are what every list begins with: kept until something is written. */
static err_t write_facets(struct search *search, struct find *find, uint64_t seq, struct buf *out,
                          struct fail *why)
{
    if (find->query->kind != DOCUMENT_SHELL || search_has_conditions(find->query))
        return facets_write(find, out, why);
    if (index_add_kept(search, &search->facets, seq, out))
        return ERR_OK;
    struct buf made = {0};
    err_t err = facets_write(find, &made, why);
    if (!err) {
        buf_add(out, buf_str(&made));
        index_keep(search, &search->facets, seq, buf_str(&made));
    }
    buf_release(&made);
    return err;
}

err_t search_find(struct search *search, struct arena *arena, const struct search_query *query,
                  struct buf *out, struct fail *why)
{
    struct find find = {
        .query = query, .arena = arena, .expression = fold_expression(arena, query->text)};
    find.reader = index_reader(search);
    if (!find.reader)
        return fail_set(why, ERR_IO, 0, STR("search.db"), "it cannot be read");
    /* One state for count, page and facets. */
    (void)sqlite3_exec(find.reader, "BEGIN", NULL, NULL, NULL);
    uint64_t seq = search_seq(search);
    err_t err = count_hits(&find, why);
    buf_printf(out, "{\"total\":%llu,\"at_least\":%s,\"seq\":%llu,\"building\":%s,",
               (unsigned long long)find.total, find.at_least ? "true" : "false",
               (unsigned long long)seq, search->is_building ? "true" : "false");
    if (!err)
        err = write_page(&find, out, why);
    if (!err && query->with_facets)
        err = write_facets(search, &find, seq, out, why);
    buf_add_char(out, '}');
    (void)sqlite3_exec(find.reader, "COMMIT", NULL, NULL, NULL);
    index_reader_done(search, find.reader);
    return err;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* query.c - a query as SQL over entries and words, its page of cards, its facets. */
#include <stdio.h>
#include <stdlib.h>

#include "base/base64.h"
#include "codec/json.h"
#include "search/fold.h"
#include "search/index.h"
#include "search/match.h"

enum {
    PARAMETERS_MAX = 16 + SEARCH_FACET_COUNT * SEARCH_CHOSEN_MAX,
    RELEVANCE_MAX = 20000 /* hits that are ranked; more are in order of creation */
};

/* One SELECT in the making. Texts of values are never part of it. */
struct sql {
    struct buf text;
    str values[PARAMETERS_MAX];
    int64_t numbers[PARAMETERS_MAX]; /* where values[i].p is NULL */
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

static void add_text(struct sql *sql, const char *condition, str value)
{
    assert(sql->count < PARAMETERS_MAX);
    buf_add(&sql->text, str_from(condition));
    sql->values[sql->count++] = value;
}

static void add_number(struct sql *sql, const char *condition, int64_t value)
{
    assert(sql->count < PARAMETERS_MAX);
    buf_add(&sql->text, str_from(condition));
    sql->numbers[sql->count++] = value;
}

static sqlite3_stmt *prepare(struct find *find, struct sql *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(find->reader, sql->text.p, (int)sql->text.n, &statement, NULL) ==
        SQLITE_OK)
        for (size_t i = 0; i < sql->count; i++) {
            if (sql->values[i].p)
                index_bind(statement, (int)i + 1, sql->values[i]);
            else
                sqlite3_bind_int64(statement, (int)i + 1, sql->numbers[i]);
        }
    buf_release(&sql->text);
    return statement;
}

/* " AND (…)": one of the chosen values of a facet. */
static void add_choice(struct sql *sql, enum search_facet facet, const struct search_choice *choice)
{
    const char *before = " AND (";
    for (size_t i = 0; i < choice->count; i++) {
        str value = choice->values[i];
        buf_add(&sql->text, str_from(before));
        before = " OR ";
        if (facet == SEARCH_TEMPLATE)
            add_text(sql, "entry.number IN (SELECT number FROM template WHERE name=?)",
                     value.p ? value : STR(""));
        else if (value.n == 0)
            buf_printf(&sql->text, "entry.%s IS NULL", search_facet_names[facet]);
        else {
            buf_printf(&sql->text, "entry.%s", search_facet_names[facet]);
            add_text(sql, "=?", value);
        }
    }
    buf_add_char(&sql->text, ')');
}

/* "WHERE …": all conditions but those of one facet (SEARCH_FACET_COUNT: none is left out). */
static void add_where(struct find *find, struct sql *sql, enum search_facet without)
{
    const struct search_query *query = find->query;
    add_number(sql, " WHERE entry.kind=?", (int64_t)query->kind);
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++) {
        const struct search_choice *choice = &query->facets[i];
        if (choice->count && i != (unsigned)without)
            add_choice(sql, (enum search_facet)i, choice);
    }
    if (query->lacks)
        add_number(sql, " AND entry.lacks & ?", query->lacks);
}

/* The same with the words as a condition, where the order does not come from them. */
static void add_words(struct find *find, struct sql *sql)
{
    if (!find->expression.n)
        return;
    add_text(sql, " AND entry.number IN (SELECT rowid FROM words WHERE words MATCH ?",
             find->expression);
    add_number(sql, " LIMIT ?)", SEARCH_COUNTED_MAX);
}

static err_t count_hits(struct find *find, struct fail *why)
{
    struct sql sql = {0};
    buf_add(&sql.text, STR("SELECT count(*) FROM entry"));
    add_where(find, &sql, SEARCH_FACET_COUNT);
    add_words(find, &sql);
    sqlite3_stmt *statement = prepare(find, &sql);
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

/* Columns: number, card, what the cursor keeps, then for words: code, name, value. */
static void begin_by_key(struct find *find, struct sql *sql, const struct cursor *cursor)
{
    bool by_change = find->query->sort == SEARCH_BY_CHANGE;
    bool words = find->expression.n;
    buf_printf(&sql->text, "SELECT entry.number, entry.card, entry.%s%s FROM entry",
               by_change ? "changed" : "name",
               words ? ", words.code, words.name, words.value" : "");
    if (words)
        buf_add(&sql->text, STR(" JOIN words ON words.rowid=entry.number"));
    add_where(find, sql, SEARCH_FACET_COUNT);
    add_words(find, sql);
    if (find->query->cursor.n && by_change) {
        int64_t changed = (int64_t)strtoll(arena_dup(find->arena, cursor->text).p, NULL, 10);
        add_number(sql, " AND (entry.changed, entry.number) < (?", changed);
        add_number(sql, ", ?)", (int64_t)cursor->number);
    } else if (find->query->cursor.n) {
        add_text(sql, " AND (entry.name, entry.number) > (?",
                 cursor->text.n ? cursor->text : STR(""));
        add_number(sql, ", ?)", (int64_t)cursor->number);
    }
    buf_add(&sql->text, by_change ? STR(" ORDER BY entry.changed DESC, entry.number DESC")
                                  : STR(" ORDER BY entry.name, entry.number"));
    add_number(sql, " LIMIT ?", (int64_t)find->query->limit + 1);
}

static void begin_by_relevance(struct find *find, struct sql *sql, const struct cursor *cursor)
{
    buf_add(&sql->text, STR("SELECT entry.number, entry.card, '', words.code, words.name, "
                            "words.value FROM words JOIN entry ON "
                            "entry.number=words.rowid"));
    add_where(find, sql, SEARCH_FACET_COUNT);
    add_text(sql, " AND words MATCH ?", find->expression);
    /* A hit in a code weighs more than one in a name, that more than one in a value. */
    buf_add(&sql->text, find->total <= RELEVANCE_MAX
                            ? STR(" ORDER BY bm25(words, 20, 8, 1), entry.name")
                            : STR(" ORDER BY words.rowid"));
    add_number(sql, " LIMIT ?", (int64_t)find->query->limit + 1);
    add_number(sql, " OFFSET ?", (int64_t)cursor->number);
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
    sqlite3_stmt *statement = prepare(find, &sql);
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
            match_write(&match, index_column(statement, 1), index_column(statement, 5), out);
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

/* --- facets ------------------------------------------------------------------------------------
 */

static err_t write_facet(struct find *find, enum search_facet facet, struct buf *out,
                         struct fail *why)
{
    struct sql sql = {0};
    const char *name = search_facet_names[facet];
    if (facet == SEARCH_TEMPLATE) {
        buf_add(&sql.text, STR("SELECT template.name, count(*) FROM template CROSS JOIN entry ON "
                               "entry.number=template.number"));
        add_where(find, &sql, facet);
    } else {
        buf_printf(&sql.text, "SELECT entry.%s, count(*) FROM entry", name);
        add_where(find, &sql, facet);
        buf_printf(&sql.text, " AND entry.%s IS NOT NULL", name);
    }
    add_words(find, &sql);
    buf_add(&sql.text, STR(" GROUP BY 1 ORDER BY 2 DESC, 1"));
    add_number(&sql, " LIMIT ?", SEARCH_FACET_VALUES_MAX);
    sqlite3_stmt *statement = prepare(find, &sql);
    if (!statement)
        return index_fail(find->reader, why);
    size_t count = 0;
    int step;
    buf_printf(out, "\"%s\":[", name);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        buf_add(out, count++ ? STR(",{\"value\":") : STR("{\"value\":"));
        json_write_string(out, index_column(statement, 0));
        buf_printf(out, ",\"count\":%lld}", (long long)sqlite3_column_int64(statement, 1));
    }
    buf_add_char(out, ']');
    err_t err = step == SQLITE_DONE ? ERR_OK : index_fail(find->reader, why);
    sqlite3_finalize(statement);
    return err;
}

static err_t write_facets(struct find *find, struct buf *out, struct fail *why)
{
    err_t err = ERR_OK;
    buf_add(out, STR(",\"facets\":{"));
    for (unsigned i = 0; !err && i < SEARCH_FACET_COUNT; i++) {
        if (i)
            buf_add_char(out, ',');
        err = write_facet(find, (enum search_facet)i, out, why);
    }
    buf_add_char(out, '}');
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
        err = write_facets(&find, out, why);
    buf_add_char(out, '}');
    (void)sqlite3_exec(find.reader, "COMMIT", NULL, NULL, NULL);
    index_reader_done(search, find.reader);
    return err;
}

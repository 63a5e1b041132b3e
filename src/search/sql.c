/* SPDX-License-Identifier: Apache-2.0 */
/* sql.c - the parts that every SELECT of a query is made of. */
#include "search/query.h"

void sql_text(struct sql *sql, const char *condition, str value)
{
    assert(sql->count < SQL_PARAMETERS_MAX);
    buf_add(&sql->text, str_from(condition));
    sql->values[sql->count++] = value;
}

void sql_number(struct sql *sql, const char *condition, int64_t value)
{
    assert(sql->count < SQL_PARAMETERS_MAX);
    buf_add(&sql->text, str_from(condition));
    sql->numbers[sql->count++] = value;
}

sqlite3_stmt *sql_prepare(struct find *find, struct sql *sql)
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
            sql_text(sql, "entry.number IN (SELECT number FROM template WHERE name=?)",
                     value.p ? value : STR(""));
        else if (value.n == 0)
            buf_printf(&sql->text, "entry.%s IS NULL", search_facet_names[facet]);
        else {
            buf_printf(&sql->text, "entry.%s", search_facet_names[facet]);
            sql_text(sql, "=?", value);
        }
    }
    buf_add_char(&sql->text, ')');
}

void sql_where(struct find *find, struct sql *sql, enum search_facet without)
{
    const struct search_query *query = find->query;
    sql_number(sql, " WHERE entry.kind=?", (int64_t)query->kind);
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++) {
        const struct search_choice *choice = &query->facets[i];
        if (choice->count && i != (unsigned)without)
            add_choice(sql, (enum search_facet)i, choice);
    }
    if (query->lacks)
        sql_number(sql, " AND entry.lacks & ?", query->lacks);
}

/* What is searched: entries, or what has the words, which then come first. */
void sql_from(struct find *find, struct sql *sql)
{
    if (!find->expression.n) {
        buf_add(&sql->text, STR(" FROM entry"));
        return;
    }
    sql_text(sql, " FROM (SELECT rowid AS hit FROM words WHERE words MATCH ?", find->expression);
    sql_number(sql, " LIMIT ?) CROSS JOIN entry ON entry.number=hit", SEARCH_COUNTED_MAX);
}

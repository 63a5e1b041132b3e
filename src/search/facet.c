/* SPDX-License-Identifier: Apache-2.0 */
/* facet.c - how many of the hits have which maker, place and so on. The counts of a facet leave its
 * own condition out, so that one sees what else could be chosen. Without any condition an index
 * gives the counts; else the hits are gone through once. */
#include <stdlib.h>

#include "base/map.h"
#include "codec/json.h"
#include "search/query.h"

struct value {
    str text;
    uint64_t count;
};

static int by_count(const void *one, const void *other)
{
    const struct value *a = one, *b = other;
    return a->count != b->count ? (a->count > b->count ? -1 : 1) : str_compare(a->text, b->text);
}

static void write_values(enum search_facet facet, struct value *values, size_t count,
                         struct buf *out)
{
    if (count)
        qsort(values, count, sizeof(*values), by_count);
    buf_printf(out, "%s\"%s\":[", facet ? "," : "", search_facet_names[facet]);
    for (size_t i = 0; i < count && i < SEARCH_FACET_VALUES_MAX; i++) {
        buf_add(out, i ? STR(",{\"value\":") : STR("{\"value\":"));
        json_write_string(out, values[i].text);
        buf_printf(out, ",\"count\":%llu}", (unsigned long long)values[i].count);
    }
    buf_add_char(out, ']');
}

/* --- counts by an index --- */

static err_t group(struct find *find, enum search_facet facet, struct buf *out, struct fail *why)
{
    struct sql sql = {0};
    const char *name = search_facet_names[facet];
    struct value values[SEARCH_FACET_VALUES_MAX];
    size_t count = 0;
    int step;
    if (facet == SEARCH_TEMPLATE)
        buf_add(&sql.text, STR("SELECT template.name, count(*) FROM template CROSS JOIN entry ON "
                               "entry.number=template.number"));
    else
        buf_printf(&sql.text, "SELECT entry.%s, count(*) FROM entry", name);
    sql_where(find, &sql, facet);
    if (facet != SEARCH_TEMPLATE)
        buf_printf(&sql.text, " AND entry.%s IS NOT NULL", name);
    sql_number(&sql, " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", SEARCH_FACET_VALUES_MAX);
    sqlite3_stmt *statement = sql_prepare(find, &sql);
    if (!statement)
        return index_fail(find->reader, why);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        values[count++] = (struct value){arena_dup(find->arena, index_column(statement, 0)),
                                         (uint64_t)sqlite3_column_int64(statement, 1)};
    write_values(facet, values, count, out);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? ERR_OK : index_fail(find->reader, why);
}

/* --- counts by going through the hits --- */

struct counts {
    struct map numbers; /* text -> item + 1 */
    struct value *items;
    size_t count, room;
};

static void count_value(struct find *find, struct counts *counts, str text)
{
    bool added;
    if (!text.n)
        return;
    uint64_t *number = map_find(&counts->numbers, text);
    if (!number) {
        str own = arena_dup(find->arena, text);
        ARENA_GROW(find->arena, counts->items, counts->count, counts->room, 32);
        counts->items[counts->count++] = (struct value){own, 0};
        number = map_put(&counts->numbers, own, &added);
        *number = counts->count;
    }
    counts->items[*number - 1].count++;
}

/* Several of one entry: a row for each. */
static err_t count_templates(struct find *find, struct counts *counts, struct fail *why)
{
    struct sql sql = {0};
    int step;
    buf_add(&sql.text, STR("SELECT template.name FROM (SELECT entry.number AS own"));
    sql_from(find, &sql);
    sql_where(find, &sql, SEARCH_TEMPLATE);
    sql_number(&sql, " LIMIT ?) CROSS JOIN template ON template.number=own", SEARCH_COUNTED_MAX);
    sqlite3_stmt *statement = sql_prepare(find, &sql);
    if (!statement)
        return index_fail(find->reader, why);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        count_value(find, counts, index_column(statement, 0));
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? ERR_OK : index_fail(find->reader, why);
}

/* Whether a row has one of the chosen values. */
static bool is_chosen(const struct search_choice *choice, str value)
{
    for (size_t i = 0; i < choice->count; i++)
        if (str_equal(choice->values[i], value))
            return true;
    return choice->count == 0;
}

/* A row that only one facet's condition keeps out still counts for that facet. */
static void count_row(struct find *find, sqlite3_stmt *row, struct counts *counts)
{
    str values[SEARCH_FACET_COUNT];
    unsigned kept_out = 0, last = 0;
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++) {
        if (i == SEARCH_TEMPLATE)
            continue;
        values[i] = index_column(row, (int)i);
        if (!is_chosen(&find->query->facets[i], values[i])) {
            kept_out++;
            last = i;
        }
    }
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++)
        if (i != SEARCH_TEMPLATE && (kept_out == 0 || (kept_out == 1 && i == last)))
            count_value(find, &counts[i], values[i]);
}

/* One walk for all facets but the templates; without words over an index that has all of it. */
static err_t count_others(struct find *find, struct counts *counts, struct fail *why)
{
    struct search_query conditions = *find->query;
    struct find all = *find;
    struct sql sql = {0};
    int step;
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++)
        if (i != SEARCH_TEMPLATE)
            conditions.facets[i].count = 0;
    all.query = &conditions;
    buf_add(&sql.text, STR("SELECT entry.maker, entry.asset_kind, NULL, entry.location, "
                           "entry.layer, entry.level, entry.life_cycle"));
    sql_from(&all, &sql);
    if (!find->expression.n)
        buf_add(&sql.text, STR(" INDEXED BY entry_counted"));
    sql_where(&all, &sql, SEARCH_FACET_COUNT);
    sqlite3_stmt *statement = sql_prepare(find, &sql);
    if (!statement)
        return index_fail(find->reader, why);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW)
        count_row(find, statement, counts);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? ERR_OK : index_fail(find->reader, why);
}

bool search_has_conditions(const struct search_query *query)
{
    bool conditions = query->text.n || query->lacks;
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++)
        conditions |= query->facets[i].count > 0;
    return conditions;
}

err_t facets_write(struct find *find, struct buf *out, struct fail *why)
{
    bool conditions = search_has_conditions(find->query);
    struct counts counts[SEARCH_FACET_COUNT] = {0};
    err_t err = conditions ? count_others(find, counts, why) : ERR_OK;
    if (!err && conditions)
        err = count_templates(find, &counts[SEARCH_TEMPLATE], why);
    buf_printf(out, ",\"facets_at_least\":%s,\"facets\":{",
               conditions && find->total > SEARCH_COUNTED_MAX ? "true" : "false");
    for (unsigned i = 0; !err && i < SEARCH_FACET_COUNT; i++) {
        if (conditions)
            write_values((enum search_facet)i, counts[i].items, counts[i].count, out);
        else
            err = group(find, (enum search_facet)i, out, why);
    }
    buf_add_char(out, '}');
    for (unsigned i = 0; i < SEARCH_FACET_COUNT; i++)
        map_release(&counts[i].numbers);
    return err;
}

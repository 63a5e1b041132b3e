/* SPDX-License-Identifier: Apache-2.0 */
/* search.c - begin and end, and what is asked of the index outside of a query: the overview, one
 * card. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "search/index.h"

#define SEARCH_FACET_TEXT(name, text) text,
const char *const search_facet_names[SEARCH_FACET_COUNT] = {SEARCH_FACETS(SEARCH_FACET_TEXT)};
#undef SEARCH_FACET_TEXT

err_t search_open(struct store *store, const char *dir, struct search **ret_search,
                  struct fail *why)
{
    struct search *search = calloc(1, sizeof(*search));
    uint64_t seq;
    if (!search)
        abort(); /* only when out of memory */
    search->store = store;
    snprintf(search->path, sizeof(search->path), "%s/search.db", dir);
    err_t err = index_open(search, &seq, why);
    if (err) {
        index_close(search);
        free(search);
        return err;
    }
    atomic_store(&search->seq, seq);
    pthread_mutex_init(&search->lock, NULL);
    follow_thread_start(&search->follow, store, search_follow, search);
    *ret_search = search;
    return ERR_OK;
}

void search_close(struct search *search)
{
    follow_thread_stop(&search->follow);
    index_close(search);
    buf_release(&search->counts.text);
    buf_release(&search->facets.text);
    pthread_mutex_destroy(&search->lock);
    free(search);
}

uint64_t search_seq(struct search *search)
{
    return atomic_load(&search->seq);
}

/* --- the overview ------------------------------------------------------------------------------
 */

/* Everything that is counted of shells, in one walk over an index. */
static const char shell_counts[] =
    "SELECT count(*), ifnull(sum(asset_kind='Instance'),0), ifnull(sum(asset_kind='Type'),0),"
    " ifnull(sum(documents),0), ifnull(sum(files),0), count(DISTINCT maker),"
    " ifnull(sum(lacks & 8 > 0),0), ifnull(sum(lacks & 1 > 0),0), ifnull(sum(lacks & 2 > 0),0),"
    " ifnull(sum(lacks & 16 > 0),0), ifnull(sum(lacks & 4 > 0),0),"
    " ifnull(sum(lacks & 32 > 0),0),"
    " (SELECT count(*) FROM entry WHERE kind=2 AND lacks & 64 > 0) FROM entry WHERE kind=1";

static const char *const count_names[] = {"shells",    "instances", "types",
                                          "documents", "files",     "makers"};
static const char *const attention_names[] = {"submodel", "nameplate", "serial_number",
                                              "maker",    "documents", "soundness"};
enum {
    FIRST_ATTENTION = COUNT_OF(count_names),
    ORPHANS = FIRST_ATTENTION + COUNT_OF(attention_names)
};

static void write_counts(struct search *search, sqlite3_stmt *row, struct buf *out)
{
    size_t told = 0;
    buf_printf(out,
               "\"counts\":{\"submodels\":%llu,\"concept_descriptions\":%llu,"
               "\"orphan_submodels\":%lld",
               (unsigned long long)store_count(search->store, DOCUMENT_SUBMODEL),
               (unsigned long long)store_count(search->store, DOCUMENT_CONCEPT_DESCRIPTION),
               (long long)sqlite3_column_int64(row, ORPHANS));
    for (size_t i = 0; i < COUNT_OF(count_names); i++)
        buf_printf(out, ",\"%s\":%lld", count_names[i],
                   (long long)sqlite3_column_int64(row, (int)i));
    buf_add(out, STR("},\"attention\":["));
    for (size_t i = 0; i < COUNT_OF(attention_names); i++) {
        int64_t count = sqlite3_column_int64(row, (int)(FIRST_ATTENTION + i));
        if (count)
            buf_printf(out, "%s{\"kind\":\"missing_%s\",\"count\":%lld,\"query\":\"missing=%s\"}",
                       told++ ? "," : "", attention_names[i], (long long)count, attention_names[i]);
    }
    buf_add_char(out, ']');
}

static err_t count_now(struct search *search, uint64_t seq, struct buf *out, struct fail *why)
{
    sqlite3 *reader = index_reader(search);
    sqlite3_stmt *statement = NULL;
    struct buf counts = {0};
    if (!reader)
        return fail_set(why, ERR_IO, 0, STR("search.db"), "it cannot be read");
    bool ok = sqlite3_prepare_v2(reader, shell_counts, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW;
    err_t err = ok ? ERR_OK : index_fail(reader, why);
    if (ok) {
        write_counts(search, statement, &counts);
        buf_add(out, buf_str(&counts));
        index_keep(search, &search->counts, seq, buf_str(&counts));
    }
    sqlite3_finalize(statement);
    buf_release(&counts);
    index_reader_done(search, reader);
    return err;
}

err_t search_overview(struct search *search, struct buf *out, struct fail *why)
{
    uint64_t seq = search_seq(search);
    buf_printf(out, "\"seq\":%llu,\"building\":%s,", (unsigned long long)seq,
               search->is_building ? "true" : "false");
    return index_add_kept(search, &search->counts, seq, out) ? ERR_OK
                                                             : count_now(search, seq, out, why);
}

/* --- one card ----------------------------------------------------------------------------------
 */

static err_t add_card(struct search *search, const char *sql, str value, struct buf *out,
                      struct fail *why)
{
    sqlite3 *reader = index_reader(search);
    sqlite3_stmt *statement;
    if (!reader)
        return fail_set(why, ERR_IO, 0, STR("search.db"), "it cannot be read");
    err_t err = sqlite3_prepare_v2(reader, sql, -1, &statement, NULL) == SQLITE_OK
                    ? ERR_OK
                    : index_fail(reader, why);
    if (!err) {
        index_bind(statement, 1, value);
        bool there = sqlite3_step(statement) == SQLITE_ROW;
        buf_add(out, there ? index_column(statement, 0) : STR("null"));
        if (there)
            buf_add_char(out, '}');
        sqlite3_finalize(statement);
    }
    index_reader_done(search, reader);
    return err;
}

err_t search_card_of_asset(struct search *search, str global_asset_id, struct buf *out,
                           struct fail *why)
{
    return add_card(search,
                    "SELECT card FROM entry WHERE asset=? AND kind=1 ORDER BY number LIMIT 1",
                    global_asset_id, out, why);
}

err_t search_card_of_id(struct search *search, str id, struct buf *out, struct fail *why)
{
    return add_card(search, "SELECT card FROM entry WHERE id=? AND kind=1", id, out, why);
}

err_t search_card_of_submodel(struct search *search, str submodel, struct buf *out,
                              struct fail *why)
{
    return add_card(search,
                    "SELECT card FROM part JOIN entry ON entry.number=part.number "
                    "WHERE part.submodel=? AND entry.kind=1 ORDER BY part.number LIMIT 1",
                    submodel, out, why);
}

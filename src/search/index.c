/* SPDX-License-Identifier: Apache-2.0 */
/* index.c - tables and statements of DIR/search.db. One row for each document that can be found:
 * shells, submodels that no shell refers to, concept descriptions. */
#include "search/index.h"

#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "search/fold.h"

static const char schema[] =
    "CREATE TABLE state(one INTEGER PRIMARY KEY CHECK(one=1), seq INTEGER NOT NULL);"
    "CREATE TABLE entry(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, name "
    "TEXT NOT NULL, changed INTEGER NOT NULL,"
    " lacks INTEGER NOT NULL, documents INTEGER NOT NULL, files INTEGER NOT NULL, asset TEXT, "
    "maker TEXT, asset_kind TEXT, location TEXT,"
    " layer TEXT, level TEXT, life_cycle TEXT, card TEXT NOT NULL);"
    "CREATE UNIQUE INDEX entry_id ON entry(id, kind);"
    "CREATE INDEX entry_name ON entry(kind, name, number);"
    "CREATE INDEX entry_changed ON entry(kind, changed, number);"
    /* All that is counted: such a query reads this and no entry. */
    "CREATE INDEX entry_counted ON entry(kind, lacks, asset_kind, maker, location, layer, level, "
    "life_cycle, documents, files);"
    "CREATE INDEX entry_asset ON entry(asset) WHERE asset IS NOT NULL;"
    "CREATE INDEX entry_maker ON entry(kind, maker);"
    "CREATE INDEX entry_location ON entry(kind, location) WHERE location IS NOT NULL;"
    "CREATE INDEX entry_layer ON entry(kind, layer) WHERE layer IS NOT NULL;"
    "CREATE INDEX entry_level ON entry(kind, level) WHERE level IS NOT NULL;"
    "CREATE INDEX entry_life_cycle ON entry(kind, life_cycle) WHERE life_cycle IS NOT NULL;"
    "CREATE TABLE template(number INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY(name, number)) "
    "WITHOUT ROWID;"
    "CREATE INDEX template_number ON template(number);"
    "CREATE TABLE part(submodel TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(submodel, "
    "number)) WITHOUT ROWID;"
    "CREATE INDEX part_number ON part(number);"
    "CREATE VIRTUAL TABLE words USING fts5(code, name, value, tokenize='unicode61 "
    "remove_diacritics 2', prefix='2 3', detail=column);"
    "PRAGMA user_version=3;";

err_t index_fail(sqlite3 *connection, struct fail *why)
{
    return fail_set(why, ERR_IO, 0, STR("search.db"), "%s", sqlite3_errmsg(connection));
}

void index_bind(sqlite3_stmt *statement, int at, str text)
{
    if (text.p)
        sqlite3_bind_text(statement, at, text.p, (int)text.n, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(statement, at);
}

str index_column(sqlite3_stmt *statement, int at)
{
    const char *text = (const char *)sqlite3_column_text(statement, at);
    return str_of(text, text ? (size_t)sqlite3_column_bytes(statement, at) : 0);
}

/* --- opening -----------------------------------------------------------------------------------
 */

static bool number_of(sqlite3 *connection, const char *sql, int64_t *ret_number)
{
    sqlite3_stmt *statement;
    bool there = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) == SQLITE_OK &&
                 sqlite3_step(statement) == SQLITE_ROW;
    if (there)
        *ret_number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return there;
}

static void remove_file(const struct search *search)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        char path[sizeof(search->path) + 8];
        snprintf(path, sizeof(path), "%s%s", search->path, endings[i]);
        unlink(path);
    }
}

static err_t open_file(struct search *search, struct fail *why)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(search->path, &search->writer, flags, NULL) != SQLITE_OK)
        return index_fail(search->writer, why);
    /* Derived: what a crash takes is made again. */
    static const char settings[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA "
                                   "wal_autocheckpoint=4000; PRAGMA cache_size=-65536;";
    return sqlite3_exec(search->writer, settings, NULL, NULL, NULL) == SQLITE_OK
               ? ERR_OK
               : index_fail(search->writer, why);
}

err_t index_open(struct search *search, uint64_t *ret_seq, struct fail *why)
{
    int64_t version = 0, seq = 0;
    *ret_seq = 0;
    err_t err = open_file(search, why);
    bool usable = !err && number_of(search->writer, "PRAGMA user_version", &version) &&
                  version == INDEX_VERSION &&
                  number_of(search->writer, "SELECT seq FROM state", &seq) &&
                  (uint64_t)seq <= store_revision(search->store);
    if (usable) {
        *ret_seq = (uint64_t)seq;
        return ERR_OK;
    }
    sqlite3_close(search->writer);
    search->writer = NULL;
    remove_file(search);
    err = open_file(search, why);
    if (!err && sqlite3_exec(search->writer, schema, NULL, NULL, NULL) != SQLITE_OK)
        err = index_fail(search->writer, why);
    return err;
}

void index_close(struct search *search)
{
    for (size_t i = 0; i < INDEX_STATEMENTS_MAX; i++)
        sqlite3_finalize(search->statements[i].statement);
    sqlite3_close(search->writer);
    for (size_t i = 0; i < search->reader_count; i++)
        sqlite3_close(search->readers[i]);
}

/* --- writing -----------------------------------------------------------------------------------
 */

static bool failed(struct search *search)
{
    log_line(LOG_WARN, "search: %s", sqlite3_errmsg(search->writer));
    return false;
}

bool index_run(struct search *search, const char *sql)
{
    return sqlite3_exec(search->writer, sql, NULL, NULL, NULL) == SQLITE_OK || failed(search);
}

/* Each statement is prepared once; the address of its text is its name. */
static sqlite3_stmt *prepare(struct search *search, const char *sql)
{
    for (size_t i = 0; i < INDEX_STATEMENTS_MAX; i++) {
        if (!search->statements[i].sql &&
            sqlite3_prepare_v3(search->writer, sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &search->statements[i].statement, NULL) == SQLITE_OK)
            search->statements[i].sql = sql;
        if (search->statements[i].sql == sql)
            return search->statements[i].statement;
    }
    failed(search);
    return NULL;
}

static bool finish(struct search *search, sqlite3_stmt *statement)
{
    bool done = statement && sqlite3_step(statement) == SQLITE_DONE;
    if (!done)
        failed(search);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return done;
}

static int64_t find_entry(struct search *search, enum document_kind kind, str id)
{
    sqlite3_stmt *statement = prepare(search, "SELECT number FROM entry WHERE id=? AND kind=?");
    int64_t number = 0;
    if (statement) {
        index_bind(statement, 1, id);
        sqlite3_bind_int(statement, 2, (int)kind);
        if (sqlite3_step(statement) == SQLITE_ROW)
            number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    return number;
}

static bool remove_number(struct search *search, int64_t number)
{
    static const char *const statements[] = {
        "DELETE FROM entry WHERE number=?", "DELETE FROM template WHERE number=?",
        "DELETE FROM part WHERE number=?", "DELETE FROM words WHERE rowid=?"};
    bool done = true;
    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        sqlite3_stmt *statement = prepare(search, statements[i]);
        if (statement)
            sqlite3_bind_int64(statement, 1, number);
        done &= finish(search, statement);
    }
    return done;
}

bool index_remove(struct search *search, enum document_kind kind, str id)
{
    int64_t number = find_entry(search, kind, id);
    return number == 0 || remove_number(search, number);
}

static bool put_entry(struct search *search, const struct card *card, int64_t *ret_number)
{
    static const enum card_field facets[] = {CARD_LOCATION, CARD_LAYER, CARD_LEVEL,
                                             CARD_LIFE_CYCLE};
    struct arena arena = {0};
    struct buf text = {0};
    sqlite3_stmt *statement =
        prepare(search, "INSERT INTO entry VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!statement)
        return false;
    if (*ret_number)
        sqlite3_bind_int64(statement, 1, *ret_number);
    sqlite3_bind_int(statement, 2, (int)card->kind);
    index_bind(statement, 3, card->id);
    index_bind(statement, 4, fold_sort_key(&arena, card_name(card)));
    sqlite3_bind_int64(statement, 5, card->updated_ms);
    sqlite3_bind_int(statement, 6, (int)card->lacks);
    sqlite3_bind_int64(statement, 7, (int64_t)card->documents);
    sqlite3_bind_int64(statement, 8, (int64_t)card->files);
    index_bind(statement, 9, card->global_asset_id.n ? card->global_asset_id : (str){0});
    index_bind(statement, 10, card->texts[CARD_MAKER].n ? card->texts[CARD_MAKER] : (str){0});
    index_bind(statement, 11, card->asset_kind.n ? card->asset_kind : (str){0});
    for (size_t i = 0; i < COUNT_OF(facets); i++)
        index_bind(statement, 12 + (int)i,
                   card->texts[facets[i]].n ? card->texts[facets[i]] : (str){0});
    card_write(card, &text);
    index_bind(statement, 16, buf_str(&text));
    bool done = finish(search, statement);
    *ret_number = sqlite3_last_insert_rowid(search->writer);
    buf_release(&text);
    arena_release(&arena);
    return done;
}

static bool put_list(struct search *search, const char *sql, int64_t number, const str *items,
                     size_t count)
{
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        sqlite3_stmt *statement = prepare(search, sql);
        if (statement) {
            sqlite3_bind_int64(statement, 1, number);
            index_bind(statement, 2, items[i]);
        }
        done = finish(search, statement);
    }
    return done;
}

static bool put_words(struct search *search, const struct card *card, int64_t number)
{
    sqlite3_stmt *statement =
        prepare(search, "INSERT INTO words(rowid, code, name, value) VALUES(?,?,?,?)");
    if (statement) {
        sqlite3_bind_int64(statement, 1, number);
        index_bind(statement, 2, buf_str(&card->codes));
        index_bind(statement, 3, buf_str(&card->names));
        index_bind(statement, 4, buf_str(&card->values));
    }
    return finish(search, statement);
}

bool index_put(struct search *search, const struct card *card)
{
    int64_t number = find_entry(search, card->kind, card->id);
    size_t parts = card->kind == DOCUMENT_SHELL ? card->submodels : 0;
    if (number && !remove_number(search, number))
        return false;
    return put_entry(search, card, &number) &&
           put_list(search, "INSERT INTO template(number, name) VALUES(?,?)", number,
                    card->templates, card->template_count) &&
           put_list(search, "INSERT OR IGNORE INTO part(number, submodel) VALUES(?,?)", number,
                    card->submodel_ids, parts) &&
           put_words(search, card, number);
}

bool index_shells_of(struct search *search, str submodel_id, void (*each)(void *context, str id),
                     void *context)
{
    sqlite3_stmt *statement =
        prepare(search, "SELECT id FROM part JOIN entry USING(number) WHERE submodel=?");
    if (!statement)
        return false;
    index_bind(statement, 1, submodel_id);
    while (sqlite3_step(statement) == SQLITE_ROW)
        each(context, index_column(statement, 0));
    return sqlite3_reset(statement) == SQLITE_OK;
}

bool index_set_seq(struct search *search, uint64_t seq)
{
    sqlite3_stmt *statement = prepare(search, "INSERT OR REPLACE INTO state VALUES(1, ?)");
    if (statement)
        sqlite3_bind_int64(statement, 1, (int64_t)seq);
    return finish(search, statement);
}

/* --- reading -----------------------------------------------------------------------------------
 */

sqlite3 *index_reader(struct search *search)
{
    sqlite3 *reader = NULL;
    pthread_mutex_lock(&search->lock);
    if (search->reader_count)
        reader = search->readers[--search->reader_count];
    pthread_mutex_unlock(&search->lock);
    if (reader)
        return reader;
    if (sqlite3_open_v2(search->path, &reader, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(reader, "PRAGMA cache_size=-8192; PRAGMA mmap_size=1073741824;", NULL, NULL,
                     NULL) != SQLITE_OK) {
        sqlite3_close(reader);
        return NULL;
    }
    sqlite3_busy_timeout(reader, 1000);
    return reader;
}

void index_reader_done(struct search *search, sqlite3 *reader)
{
    pthread_mutex_lock(&search->lock);
    if (search->reader_count < INDEX_READERS_MAX)
        search->readers[search->reader_count++] = reader;
    else
        sqlite3_close(reader);
    pthread_mutex_unlock(&search->lock);
}

bool index_add_kept(struct search *search, const struct kept *kept, uint64_t seq, struct buf *out)
{
    pthread_mutex_lock(&search->lock);
    bool fits = kept->text.n && kept->seq == seq && !search->is_building;
    if (fits)
        buf_add(out, buf_str(&kept->text));
    pthread_mutex_unlock(&search->lock);
    return fits;
}

void index_keep(struct search *search, struct kept *kept, uint64_t seq, str text)
{
    pthread_mutex_lock(&search->lock);
    buf_reset(&kept->text);
    buf_add(&kept->text, text);
    kept->seq = seq;
    pthread_mutex_unlock(&search->lock);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* follower.c - the thread that keeps the index: builds it when it is empty, then takes each record
 * of the log. What a record changed is gathered anew: the shell itself, or the shells that refer to
 * the submodel. */
#include "base/log.h"
#include "base/map.h"
#include "search/index.h"

enum {
    LOOK_RECORDS_MAX = 1000,
    LOOK_BYTES_MAX = 8 << 20,
    BUILD_PAGE = 500,         /* documents of one transaction */
    REBUILD_RECORDS = 200000, /* so far behind, making it anew is quicker */
    FAILED_PAUSE_MS = 5000,
};

/* Documents to gather anew, each once. */
struct dirty {
    struct arena arena;
    struct map seen[DOCUMENT_IDENTIFIABLE_END];
    struct {
        enum document_kind kind;
        str id;
    } * items;
    size_t count, room;
};

static void mark(struct dirty *dirty, enum document_kind kind, str id)
{
    bool added;
    if (map_find(&dirty->seen[kind], id))
        return;
    str own = arena_dup(&dirty->arena, id);
    map_put(&dirty->seen[kind], own, &added);
    ARENA_GROW(&dirty->arena, dirty->items, dirty->count, dirty->room, 64);
    dirty->items[dirty->count].kind = kind;
    dirty->items[dirty->count++].id = own;
}

static void mark_shell(void *context, str id)
{
    mark(context, DOCUMENT_SHELL, id);
}

static void dirty_release(struct dirty *dirty)
{
    for (size_t i = 0; i < COUNT_OF(dirty->seen); i++)
        map_release(&dirty->seen[i]);
    arena_release(&dirty->arena);
}

/* --- one document ------------------------------------------------------------------------------
 */

static void count_shell(void *context, str id)
{
    (void)id;
    ++*(size_t *)context;
}

static bool put_document(struct search *search, struct document *document)
{
    struct arena arena = {0};
    struct card card;
    card_make(search->store, &arena, document, true, &card);
    bool done = index_put(search, &card);
    /* Submodels stand in the shells that refer to them, not for themselves. */
    for (size_t i = 0; done && document->kind == DOCUMENT_SHELL && i < card.submodels; i++)
        done = index_remove(search, DOCUMENT_SUBMODEL, card.submodel_ids[i]);
    card_release(&card);
    arena_release(&arena);
    return done;
}

static bool refresh(struct search *search, enum document_kind kind, str id)
{
    struct document *document;
    struct fail why;
    size_t shells = 0;
    if (kind == DOCUMENT_SUBMODEL && !index_shells_of(search, id, count_shell, &shells))
        return false;
    if (shells || store_get(search->store, kind, id, &document, &why) != ERR_OK)
        return index_remove(search, kind, id);
    bool done = put_document(search, document);
    document_unref(document);
    return done;
}

/* A shell that goes, or refers to less, leaves submodels that now stand for themselves. */
static bool mark_parts(struct search *search, struct dirty *dirty, str shell_id)
{
    sqlite3_stmt *statement;
    static const char sql[] =
        "SELECT submodel FROM part JOIN entry USING(number) WHERE entry.id=? AND entry.kind=1";
    if (sqlite3_prepare_v2(search->writer, sql, -1, &statement, NULL) != SQLITE_OK)
        return false;
    index_bind(statement, 1, shell_id);
    while (sqlite3_step(statement) == SQLITE_ROW)
        mark(dirty, DOCUMENT_SUBMODEL, index_column(statement, 0));
    return sqlite3_finalize(statement) == SQLITE_OK;
}

/* --- building ----------------------------------------------------------------------------------
 */

static bool is_part(struct search *search, const struct document *document)
{
    size_t shells = 0;
    return document->kind == DOCUMENT_SUBMODEL &&
           (!index_shells_of(search, document->id, count_shell, &shells) || shells);
}

static bool build_kind(struct search *search, enum document_kind kind)
{
    uint64_t after = 0;
    do {
        struct arena arena = {0};
        struct store_query query = {.kind = kind, .after = after, .limit = BUILD_PAGE};
        struct store_page page;
        struct fail why;
        if (follow_thread_is_ended(&search->follow) ||
            store_find(search->store, &arena, &query, &page, &why) != ERR_OK)
            return false;
        bool done = index_run(search, "BEGIN IMMEDIATE");
        for (size_t i = 0; done && i < page.count; i++)
            if (!is_part(search, page.documents[i]))
                done = put_document(search, page.documents[i]);
        after = page.next;
        store_page_release(&page);
        arena_release(&arena);
        if (!index_run(search, done ? "COMMIT" : "ROLLBACK") || !done)
            return false;
    } while (after);
    return true;
}

/* Everything that is here now; what changes meanwhile comes again with its record. */
static bool build(struct search *search)
{
    uint64_t seq = store_revision(search->store);
    static const char empty[] = "BEGIN; DELETE FROM state; DELETE FROM entry; DELETE FROM "
                                "template; DELETE FROM part; DELETE FROM words; COMMIT";
    search->is_building = true;
    bool done = index_run(search, empty);
    for (unsigned kind = DOCUMENT_SHELL; done && kind < DOCUMENT_IDENTIFIABLE_END; kind++)
        done = build_kind(search, (enum document_kind)kind);
    done = done && index_set_seq(search, seq);
    search->is_building = false;
    if (done)
        atomic_store(&search->seq, seq);
    return done;
}

/* --- following ---------------------------------------------------------------------------------
 */

static bool apply(struct search *search, struct dirty *dirty, uint64_t seq)
{
    bool done = index_run(search, "BEGIN IMMEDIATE");
    /* Marks more while it goes: what a shell referred to before. */
    size_t direct = dirty->count;
    for (size_t i = 0; done && i < direct; i++) {
        if (dirty->items[i].kind == DOCUMENT_SHELL)
            done = mark_parts(search, dirty, dirty->items[i].id);
        else if (dirty->items[i].kind == DOCUMENT_SUBMODEL)
            done = index_shells_of(search, dirty->items[i].id, mark_shell, dirty);
    }
    for (unsigned kind = DOCUMENT_SHELL; done && kind < DOCUMENT_IDENTIFIABLE_END; kind++)
        for (size_t i = 0; done && i < dirty->count; i++)
            if (dirty->items[i].kind == (enum document_kind)kind)
                done = refresh(search, dirty->items[i].kind, dirty->items[i].id);
    done = done && index_set_seq(search, seq);
    return index_run(search, done ? "COMMIT" : "ROLLBACK") && done;
}

/* One look at the log. False: it failed, and the index must be built anew. */
static bool look(struct search *search, bool *ret_more)
{
    struct arena arena = {0};
    struct dirty dirty = {0};
    struct record *records;
    size_t count;
    struct fail why;
    uint64_t after = atomic_load(&search->seq);
    err_t err = store_records(search->store, &arena, after, LOOK_RECORDS_MAX, LOOK_BYTES_MAX,
                              &records, &count, &why);
    for (size_t i = 0; !err && i < count; i++)
        if (records[i].kind < DOCUMENT_IDENTIFIABLE_END)
            mark(&dirty, records[i].kind, records[i].id);
    uint64_t seq = !err && count ? records[count - 1].seq : after;
    bool done = !err && (count == 0 || apply(search, &dirty, seq));
    if (done)
        atomic_store(&search->seq, seq);
    *ret_more = count > 0;
    dirty_release(&dirty);
    arena_release(&arena);
    return done;
}

void search_follow(void *context)
{
    struct search *search = context;
    struct follow_thread *follow = &search->follow;
    bool built = atomic_load(&search->seq) > 0 || store_revision(search->store) == 0;
    while (!follow_thread_is_ended(follow)) {
        bool more = false;
        follow_thread_give_way(follow);
        if (store_revision(search->store) - atomic_load(&search->seq) > REBUILD_RECORDS)
            built = false;
        if (!built && !(built = build(search))) {
            follow_thread_pause(follow, FAILED_PAUSE_MS);
            continue;
        }
        if (!look(search, &more)) {
            built = false;
            follow_thread_pause(follow, FAILED_PAUSE_MS);
            continue;
        }
        if (!more)
            follow_thread_wait(follow);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* history.c - the log read for what was, and for what changed. */
#include "store/history.h"

#include "store/replay.h"
#include "store/store_private.h"

err_t store_get_at(struct store *store, enum document_kind kind, str id, uint64_t seq,
                   struct document **ret_document, struct fail *why)
{
    struct reader *reader;
    struct stored *stored;
    struct head head;
    uint64_t revision = store_revision(store); /* before the loan, which sees at least as much */
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = store->driver->head_then(reader->session, kind, id, seq < revision ? seq : revision, &head,
                                  why);
    if (rc == ERR_OK)
        rc = replay_head(store->driver, reader->session, &head, id, &stored, why);
    else if (rc == ERR_NOT_FOUND)
        rc = fail_set(why, rc, 0, id, "there was nothing with id %.*s then", STR_ARG(id));
    reader_return(&store->readers, reader);
    if (rc == ERR_OK)
        *ret_document = &stored->document;
    return rc;
}

err_t store_find_gone(struct store *store, struct arena *arena, enum document_kind kind,
                      uint64_t seq, struct gone_document **ret_gone, size_t *ret_count,
                      struct fail *why)
{
    struct reader *reader;
    struct gone_document *gone = NULL;
    struct head head = {0};
    size_t count = 0, room = 0;
    str id = STR(""), next;
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    while ((rc = store->driver->gone_next(reader->session, kind, id, head.number, &head, &next,
                                          why)) == ERR_OK) {
        id = arena_dup(arena, next);
        if (head.number > seq)
            continue;
        ARENA_GROW(arena, gone, count, room, 16);
        gone[count++] = (struct gone_document){id, head.number, head.last_seq};
    }
    reader_return(&store->readers, reader);
    if (rc != ERR_NOT_FOUND)
        return rc;
    *ret_gone = gone;
    *ret_count = count;
    return ERR_OK;
}

err_t store_seq_at(struct store *store, int64_t time_ms, uint64_t *ret_seq, struct fail *why)
{
    struct reader *reader;
    uint64_t revision = store_revision(store);
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = store->driver->seq_then(reader->session, time_ms, revision, ret_seq, why);
    reader_return(&store->readers, reader);
    return rc;
}

static bool passes(struct store *store, struct reader *reader, const struct store_changed *query,
                   const struct head *head)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct store_filter *filter = &query->filters[i];
        struct projection_row row = {filter->projection, filter->value};
        if (!store->driver->row_exists(reader->session, head->kind, head->number, &row))
            return false;
    }
    return true;
}

/* The head and id of the document of that number, when it is of one of the kinds. */
static err_t find_head(struct store *store, struct reader *reader,
                       const struct store_changed *query, uint64_t number, struct head *ret_head,
                       str *ret_id, struct fail *why)
{
    err_t rc = ERR_NOT_FOUND;
    for (size_t i = 0; rc == ERR_NOT_FOUND && i < query->kind_count; i++)
        rc =
            store->driver->head_at(reader->session, query->kinds[i], number, ret_head, ret_id, why);
    return rc;
}

/* Takes the document of record `seq` into the page when it is its last one and all that is asked
 * for holds. */
static err_t take(struct store *store, struct reader *reader, struct arena *arena,
                  const struct store_changed *query, uint64_t seq, struct store_page *page,
                  struct fail *why)
{
    struct head head;
    uint64_t number;
    int64_t time_ms;
    str id;
    err_t rc = store->driver->number_at(reader->session, seq, &number, &time_ms, why);
    if (rc != ERR_OK || number <= query->created_after)
        return rc;
    rc = find_head(store, reader, query, number, &head, &id, why);
    if (rc == ERR_NOT_FOUND) /* of another kind, or deleted */
        return ERR_OK;
    if (rc != ERR_OK || head.last_seq != seq)
        return rc;
    id = arena_dup(arena, id);
    if (!passes(store, reader, query, &head))
        return ERR_OK;
    struct found found = {number, id};
    rc = store_document_of(store, reader, head.kind, &found, &page->documents[page->count], why);
    page->count += rc == ERR_OK;
    return rc;
}

static err_t collect(struct store *store, struct reader *reader, struct arena *arena,
                     const struct store_changed *query, uint64_t last, struct store_page *page,
                     struct fail *why)
{
    /* A document that was created by a record has no change before it. */
    uint64_t after = query->after > query->created_after ? query->after : query->created_after;
    uint64_t seq = after;
    err_t rc = ERR_OK;
    page->documents = ARENA_ARRAY(arena, struct document *, query->limit);
    while (rc == ERR_OK && seq < last && page->count < query->limit &&
           seq - after < STORE_CHANGED_LOOKS_MAX)
        rc = take(store, reader, arena, query, ++seq, page, why);
    page->next = seq < last ? seq : 0;
    return rc;
}

err_t store_find_changed(struct store *store, struct arena *arena,
                         const struct store_changed *query, struct store_page *ret_page,
                         struct fail *why)
{
    if (query->limit < 1 || query->limit > STORE_PAGE_ROWS_MAX)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "a page has 1 to %d documents",
                        STORE_PAGE_ROWS_MAX);
    struct reader *reader;
    struct store_page page = {0};
    uint64_t last = store_revision(store);
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = collect(store, reader, arena, query, last, &page, why);
    reader_return(&store->readers, reader);
    if (rc == ERR_OK)
        *ret_page = page;
    else
        store_page_release(&page);
    return rc;
}

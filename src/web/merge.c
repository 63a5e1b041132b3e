/* SPDX-License-Identifier: Apache-2.0 */
/* merge.c - one page of each kind, merged by number, until the page is full. */
#include "web/merge.h"

struct merge {
    struct store *store;
    struct arena *arena;
    const struct merge_kinds *kinds;
    uint64_t newest; /* documents with higher numbers came too late for this page */
    struct store_page pages[MERGE_KINDS_MAX];
    size_t at[MERGE_KINDS_MAX]; /* the next of each page */
    struct store_page out;
    uint64_t after; /* number of the last document that was looked at */
    struct fail *why;
};

/* Whether a kind before `kind` has a document of that id. */
static err_t is_hidden(const struct merge *merge, size_t kind, str id, bool *ret_hidden)
{
    *ret_hidden = false;
    for (size_t i = 0; i < kind && !*ret_hidden; i++) {
        struct document *document;
        err_t err = store_get(merge->store, merge->kinds->items[i], id, &document, merge->why);
        if (err == ERR_NOT_FOUND)
            continue;
        if (err)
            return err;
        *ret_hidden = document->number <= merge->newest;
        document_unref(document);
    }
    return ERR_OK;
}

/* The kind whose next document has the smallest number; false: none has a next one. */
static bool pick(const struct merge *merge, size_t *ret_kind)
{
    uint64_t lowest = UINT64_MAX;
    for (size_t i = 0; i < merge->kinds->count; i++) {
        const struct store_page *page = &merge->pages[i];
        if (merge->at[i] == page->count || page->documents[merge->at[i]]->number >= lowest)
            continue;
        lowest = page->documents[merge->at[i]]->number;
        *ret_kind = i;
    }
    return lowest <= merge->newest;
}

/* Whether a kind's page is used up although the store has more of that kind. */
static bool needs_more(const struct merge *merge)
{
    for (size_t i = 0; i < merge->kinds->count; i++)
        if (merge->at[i] == merge->pages[i].count && merge->pages[i].next)
            return true;
    return false;
}

static err_t take(struct merge *merge, size_t limit)
{
    size_t kind;
    while (merge->out.count < limit && !needs_more(merge) && pick(merge, &kind)) {
        struct document **place = &merge->pages[kind].documents[merge->at[kind]];
        bool hidden;
        err_t err = is_hidden(merge, kind, (*place)->id, &hidden);
        if (err)
            return err;
        merge->at[kind]++;
        merge->after = (*place)->number;
        if (hidden)
            continue;
        merge->out.documents[merge->out.count++] = *place;
        *place = NULL; /* the page's count of it is ours now */
    }
    return ERR_OK;
}

static void release_pages(struct merge *merge)
{
    for (size_t i = 0; i < merge->kinds->count; i++) {
        struct store_page *page = &merge->pages[i];
        for (size_t k = 0; k < page->count; k++)
            if (page->documents[k])
                document_unref(page->documents[k]);
        *page = (struct store_page){0};
        merge->at[i] = 0;
    }
}

/* One look at each kind, behind merge->after. *ret_more: something follows what was taken. */
static err_t look(struct merge *merge, struct store_query query, bool *ret_more)
{
    err_t err = ERR_OK;
    size_t limit = query.limit, kind;
    query.after = merge->after;
    for (size_t i = 0; !err && i < merge->kinds->count; i++) {
        query.kind = merge->kinds->items[i];
        err = store_find(merge->store, merge->arena, &query, &merge->pages[i], merge->why);
    }
    if (!err)
        err = take(merge, limit);
    *ret_more = !err && (needs_more(merge) || pick(merge, &kind));
    release_pages(merge);
    return err;
}

err_t merge_find(struct store *store, struct arena *arena, const struct merge_kinds *kinds,
                 const struct store_query *query, struct store_page *ret_page, struct fail *why)
{
    struct merge merge = {.store = store,
                          .arena = arena,
                          .kinds = kinds,
                          .newest = store_revision(store),
                          .after = query->after,
                          .why = why};
    assert(kinds->count <= MERGE_KINDS_MAX);
    merge.out.documents = ARENA_ARRAY(arena, struct document *, query->limit);
    bool more = true;
    err_t err = ERR_OK;
    for (int i = 0; i < MERGE_ROUNDS_MAX && !err && more && merge.out.count < query->limit; i++)
        err = look(&merge, *query, &more);
    if (err) {
        store_page_release(&merge.out);
        return err;
    }
    merge.out.next = more ? merge.after : 0;
    *ret_page = merge.out;
    return ERR_OK;
}

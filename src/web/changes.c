/* SPDX-License-Identifier: Apache-2.0 */
/* changes.c - pages of what changed since an instant. */
#include "web/changes.h"

#include "base/clock.h"
#include "store/history.h"

bool changes_are_asked(const struct call *call)
{
    str text;
    return call_query(call, "createdFrom", &text) || call_query(call, "updatedFrom", &text);
}

/* The last record before the instant of a query parameter; 0 when it is not given. */
static err_t read_from(struct call *call, const char *name, uint64_t *ret_seq, struct fail *why)
{
    str text;
    int64_t time_ms;
    *ret_seq = 0;
    if (!call_query(call, name, &text))
        return ERR_OK;
    if (!clock_parse(text, &time_ms))
        return refuse(call, REFUSAL_BAD_DATE, text);
    return store_seq_at(call->store, time_ms - 1, ret_seq, why);
}

err_t changes_answer(struct call *call, const struct merge_kinds *kinds,
                     const struct filters *filters, page_item *item, const char *suffix,
                     struct fail *why)
{
    uint64_t updated_after;
    struct store_page page;
    struct etag etag = etag_of_store(call, suffix); /* before the reading: never newer than it */
    struct store_changed query = {.kinds = kinds->items,
                                  .kind_count = kinds->count,
                                  .filters = filters->items,
                                  .filter_count = filters->count,
                                  .limit = call->limit};
    err_t err = read_from(call, "createdFrom", &query.created_after, why);
    if (!err)
        err = read_from(call, "updatedFrom", &updated_after, why);
    if (err || answer_unchanged(call, etag))
        return err;
    query.after = call->after > updated_after ? call->after : updated_after;
    err = store_find_changed(call->store, call->arena, &query, &page, why);
    return err ? err : page_send(call, &page, PAGE_BY_REVISION, item, &etag, why);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* event_filter.c - comparing texts. */
#include "event/event_filter.h"

bool event_paths_meet(str a, str b)
{
    str longer = a.n > b.n ? a : b, shorter = a.n > b.n ? b : a;
    return str_starts_with(longer, shorter) &&
           (longer.n == shorter.n || shorter.n == 0 || longer.p[shorter.n] == '.' ||
            longer.p[shorter.n] == '[');
}

static void dup_texts(struct arena *arena, struct event_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        texts->items[i] = arena_dup(arena, texts->items[i]);
}

struct event_filter *event_filter_dup(struct arena *arena, const struct event_filter *filter)
{
    if (!filter->kinds && !filter->ids.count && !filter->paths.count && !filter->semantic_ids.count)
        return NULL;
    struct event_filter *own = ARENA_NEW(arena, struct event_filter);
    *own = *filter;
    dup_texts(arena, &own->ids);
    dup_texts(arena, &own->paths);
    dup_texts(arena, &own->semantic_ids);
    return own;
}

static bool among(const struct event_texts *texts, str text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (text.p && str_equal(texts->items[i], text))
            return true;
    return texts->count == 0;
}

bool event_filter_holds(const struct event_filter *filter, const struct event *event)
{
    if (!filter)
        return true;
    if ((filter->kinds && !(filter->kinds & 1u << event->kind)) ||
        !among(&filter->ids, event->id) || !among(&filter->semantic_ids, event->semantic_id))
        return false;
    bool meets = filter->paths.count == 0;
    for (size_t i = 0; i < filter->paths.count; i++)
        meets |= event_paths_meet(filter->paths.items[i], event->path);
    return meets;
}

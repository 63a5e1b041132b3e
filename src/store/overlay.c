/* SPDX-License-Identifier: Apache-2.0 */
/* overlay.c - a list that is searched from its end; its length is bounded by the text's. */
#include "store/overlay.h"

enum { ROOM_MIN = 16, ROOM_MAX = 2048, TEXT_BYTES_PER_ITEM = 2048 };

struct overlay *overlay_new(size_t text_bytes)
{
    struct arena arena = {0};
    size_t room = text_bytes / TEXT_BYTES_PER_ITEM;
    room = room < ROOM_MIN ? ROOM_MIN : room > ROOM_MAX ? ROOM_MAX : room;
    struct overlay *overlay = ARENA_NEW(&arena, struct overlay);
    overlay->users = 1;
    overlay->room = (uint32_t)room;
    overlay->items = ARENA_ARRAY(&arena, struct overlay_item, room);
    overlay->arena = arena;
    overlay->bytes = arena.bytes_total;
    return overlay;
}

void overlay_ref(struct overlay *overlay)
{
    overlay->users++;
}

void overlay_unref(struct overlay *overlay)
{
    if (!overlay || --overlay->users > 0)
        return;
    struct arena arena = overlay->arena; /* it holds the overlay itself */
    arena_release(&arena);
}

bool overlay_add(struct overlay *overlay, uint32_t count, struct slice slice, str json)
{
    assert(count <= overlay->count);
    if (count == overlay->room)
        return false;
    overlay->items[count] = (struct overlay_item){slice, arena_dup(&overlay->arena, json)};
    overlay->count = count + 1;
    overlay->bytes = overlay->arena.bytes_total;
    return true;
}

bool overlay_find(const struct overlay *overlay, uint32_t count, struct slice slice, str *ret_json)
{
    for (uint32_t i = count; i-- > 0;) {
        /* Two elements never begin at one byte. */
        if (overlay->items[i].slice.at != slice.at)
            continue;
        *ret_json = overlay->items[i].json;
        return true;
    }
    return false;
}

bool overlay_is_inside(const struct overlay *overlay, uint32_t count, struct slice slice)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = overlay->items[i].slice.at;
        if (at > slice.at && at < slice.at + slice.bytes)
            return true;
    }
    return false;
}

/* By place; of one place the last that was added first. */
static int compare_items(const void *a, const void *b)
{
    const struct overlay_item *const *item_a = a, *const *item_b = b;
    if ((*item_a)->slice.at != (*item_b)->slice.at)
        return (*item_a)->slice.at < (*item_b)->slice.at ? -1 : 1;
    return *item_a > *item_b ? -1 : 1;
}

void overlay_write(const struct overlay *overlay, uint32_t count, str text, struct buf *out)
{
    struct arena arena = {0};
    const struct overlay_item **order = ARENA_ARRAY(&arena, const struct overlay_item *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        order[i] = &overlay->items[i];
    qsort(order, count, sizeof *order, compare_items);
    size_t from = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct overlay_item *item = order[i];
        if (i && order[i - 1]->slice.at == item->slice.at)
            continue;
        buf_add(out, str_of(text.p + from, item->slice.at - from));
        buf_add(out, item->json);
        from = item->slice.at + item->slice.bytes;
    }
    buf_add(out, str_of(text.p + from, text.n - from));
    arena_release(&arena);
}

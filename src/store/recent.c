/* SPDX-License-Identifier: Apache-2.0 */
/* recent.c - generations: arrays with a hash table over the heads. */
#include "store/recent.h"

enum { ROOM_FIRST = 64, KEPT_BYTES_MAX = 1 << 20 };

/* --- one generation ------------------------------------------------------------------------- */

const struct head *generation_heads(const struct generation *generation, size_t *ret_count)
{
    *ret_count = generation->heads.n / sizeof(struct head);
    return (const struct head *)(const void *)generation->heads.p;
}

const struct log_place *generation_places(const struct generation *generation, size_t *ret_count)
{
    *ret_count = generation->places.n / sizeof(struct log_place);
    return (const struct log_place *)(const void *)generation->places.p;
}

/* The slot that has the number, or the free one where it belongs. Numbers are given out by us, one
 * after the other: multiplying by an odd constant spreads them. */
static uint32_t *slot_of(const struct generation *generation, uint64_t number)
{
    size_t count, mask = generation->room - 1;
    const struct head *heads = generation_heads(generation, &count);
    for (size_t i = (size_t)(number * 0x9e3779b97f4a7c15ull >> 32) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &generation->slots[i];
        if (*slot == 0 || heads[*slot - 1].number == number)
            return slot;
    }
}

static void fill_slots(struct generation *generation)
{
    size_t count;
    const struct head *heads = generation_heads(generation, &count);
    memset(generation->slots, 0, generation->room * sizeof *generation->slots);
    for (size_t i = 0; i < count; i++)
        *slot_of(generation, heads[i].number) = (uint32_t)i + 1;
}

static void grow_slots(struct generation *generation)
{
    generation->room = generation->room ? generation->room * 2 : ROOM_FIRST;
    free(generation->slots);
    generation->slots = calloc(generation->room, sizeof *generation->slots);
    if (!generation->slots)
        abort();
    fill_slots(generation);
}

void generation_add_head(struct generation *generation, const struct head *head)
{
    size_t count = generation->heads.n / sizeof *head + 1;
    buf_add(&generation->heads, str_of((const char *)head, sizeof *head));
    if (count * 2 > generation->room)
        grow_slots(generation);
    else
        *slot_of(generation, head->number) = (uint32_t)count;
}

void generation_add_place(struct generation *generation, uint64_t seq,
                          const struct log_place *place)
{
    if (generation->places.n == 0)
        generation->first_seq = seq;
    assert(seq == generation->first_seq + generation->places.n / sizeof *place);
    buf_add(&generation->places, str_of((const char *)place, sizeof *place));
}

bool generation_find_head(const struct generation *generation, uint64_t number,
                          struct head *ret_head)
{
    size_t count;
    if (generation->heads.n == 0)
        return false;
    uint32_t at = *slot_of(generation, number);
    if (at)
        *ret_head = generation_heads(generation, &count)[at - 1];
    return at != 0;
}

bool generation_find_place(const struct generation *generation, uint64_t seq,
                           struct log_place *ret_place)
{
    size_t count;
    const struct log_place *places = generation_places(generation, &count);
    if (count == 0 || seq < generation->first_seq || seq - generation->first_seq >= count)
        return false;
    *ret_place = places[seq - generation->first_seq];
    return true;
}

void generation_cut(struct generation *generation, size_t heads, size_t places)
{
    generation->heads.n = heads * sizeof(struct head);
    generation->places.n = places * sizeof(struct log_place);
    if (generation->room)
        fill_slots(generation);
}

void generation_reset(struct generation *generation)
{
    /* After a large import there is no use for so much. */
    if (generation->heads.room + generation->places.room > KEPT_BYTES_MAX)
        generation_release(generation);
    else
        generation_cut(generation, 0, 0);
}

void generation_release(struct generation *generation)
{
    buf_release(&generation->heads);
    buf_release(&generation->places);
    free(generation->slots);
    *generation = (struct generation){0};
}

/* --- all of them ---------------------------------------------------------------------------- */

static void add_generation(struct recent *recent)
{
    struct generation *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        abort();
    fresh->id = recent->newest ? recent->newest->id + 1 : 1;
    fresh->older = recent->newest;
    recent->newest = fresh;
}

void recent_init(struct recent *recent)
{
    *recent = (struct recent){.newest = NULL};
    pthread_mutex_init(&recent->lock, NULL);
    add_generation(recent);
}

static void drop_from(struct generation **link)
{
    for (struct generation *old = *link, *older; old; old = older) {
        older = old->older;
        generation_release(old);
        free(old);
    }
    *link = NULL;
}

void recent_release(struct recent *recent)
{
    assert(!recent->readers);
    drop_from(&recent->newest);
    pthread_mutex_destroy(&recent->lock);
}

void recent_add(struct recent *recent, struct generation *fresh)
{
    size_t heads, places;
    const struct head *head = generation_heads(fresh, &heads);
    const struct log_place *place = generation_places(fresh, &places);
    pthread_mutex_lock(&recent->lock);
    for (size_t i = 0; i < heads; i++)
        generation_add_head(recent->newest, &head[i]);
    for (size_t i = 0; i < places; i++)
        generation_add_place(recent->newest, fresh->first_seq + i, &place[i]);
    pthread_mutex_unlock(&recent->lock);
    generation_reset(fresh);
}

void recent_turn(struct recent *recent)
{
    pthread_mutex_lock(&recent->lock);
    uint64_t oldest = recent->newest->id + 1;
    for (const struct recent_reader *reader = recent->readers; reader; reader = reader->next)
        if (reader->generation < oldest)
            oldest = reader->generation;
    add_generation(recent);
    struct generation **link = &recent->newest->older;
    while (*link && (*link)->id >= oldest)
        link = &(*link)->older;
    drop_from(link);
    pthread_mutex_unlock(&recent->lock);
}

void recent_reader_begin(struct recent *recent, struct recent_reader *reader)
{
    pthread_mutex_lock(&recent->lock);
    assert(reader->generation == 0);
    reader->generation = recent->newest->id;
    reader->next = recent->readers;
    recent->readers = reader;
    pthread_mutex_unlock(&recent->lock);
}

void recent_reader_end(struct recent *recent, struct recent_reader *reader)
{
    pthread_mutex_lock(&recent->lock);
    struct recent_reader **link = &recent->readers;
    while (*link && *link != reader)
        link = &(*link)->next;
    if (*link)
        *link = reader->next;
    reader->generation = 0;
    pthread_mutex_unlock(&recent->lock);
}

bool recent_find_head(struct recent *recent, uint64_t number, struct head *ret_head)
{
    bool found = false;
    pthread_mutex_lock(&recent->lock);
    for (const struct generation *at = recent->newest; at && !found; at = at->older)
        found = generation_find_head(at, number, ret_head);
    pthread_mutex_unlock(&recent->lock);
    return found;
}

bool recent_find_place(struct recent *recent, uint64_t seq, struct log_place *ret_place)
{
    bool found = false;
    pthread_mutex_lock(&recent->lock);
    for (const struct generation *at = recent->newest; at && !found; at = at->older)
        found = generation_find_place(at, seq, ret_place);
    pthread_mutex_unlock(&recent->lock);
    return found;
}

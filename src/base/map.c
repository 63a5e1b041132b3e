/* SPDX-License-Identifier: Apache-2.0 */
/* map.c - open addressing with linear probing; removal shifts entries back, so there are no
 * tombstones. */
#include "base/map.h"

#include <stdatomic.h>
#include <sys/random.h>

enum { ROOM_FIRST = 16 };

static uint64_t seed_value(void)
{
    static _Atomic uint64_t seed;
    uint64_t now = seed;
    if (now == 0) {
        uint64_t fresh = 0;
        if (getrandom(&fresh, sizeof fresh, 0) != sizeof fresh)
            fresh = (uint64_t)(uintptr_t)&seed;
        fresh |= 1;
        /* Threads that race here agree on whoever was first. */
        if (atomic_compare_exchange_strong(&seed, &now, fresh))
            now = fresh;
    }
    return now;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t map_hash(str key)
{
    uint64_t hash = seed_value() ^ mix(key.n + 0x9e3779b97f4a7c15ull, 0xa0761d6478bd642full);
    size_t at = 0;
    for (; at + 8 <= key.n; at += 8) {
        uint64_t word;
        memcpy(&word, key.p + at, 8);
        hash = mix(hash ^ word, 0xe7037ed1a0b428dbull);
    }
    uint64_t tail = 0;
    if (key.n > at)
        memcpy(&tail, key.p + at, key.n - at);
    hash = mix(hash ^ tail, 0x8ebc6af09c88c6e3ull);
    return hash ? hash : 1;
}

static struct map_entry *entry_of(const struct map *map, str key, uint64_t hash)
{
    size_t mask = map->room - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct map_entry *entry = &map->entries[i];
        if (entry->hash == 0 || (entry->hash == hash && str_equal(entry->key, key)))
            return entry;
    }
}

static void grow(struct map *map)
{
    struct map bigger = {.room = map->room ? map->room * 2 : ROOM_FIRST, .count = map->count};
    bigger.entries = calloc(bigger.room, sizeof *bigger.entries);
    if (!bigger.entries) {
        fprintf(stderr, "schale: out of memory (map of %zu)\n", bigger.room);
        abort();
    }
    for (size_t i = 0; i < map->room; i++) {
        const struct map_entry *old = &map->entries[i];
        if (old->hash)
            *entry_of(&bigger, old->key, old->hash) = *old;
    }
    free(map->entries);
    *map = bigger;
}

uint64_t *map_find_hashed(const struct map *map, str key, uint64_t hash)
{
    if (map->count == 0)
        return NULL;
    struct map_entry *entry = entry_of(map, key, hash);
    return entry->hash ? &entry->value : NULL;
}

uint64_t *map_find(const struct map *map, str key)
{
    return map->count ? map_find_hashed(map, key, map_hash(key)) : NULL;
}

uint64_t *map_put(struct map *map, str key, bool *ret_added)
{
    if (map->count * 4 >= map->room * 3)
        grow(map);
    uint64_t hash = map_hash(key);
    struct map_entry *entry = entry_of(map, key, hash);
    *ret_added = entry->hash == 0;
    if (*ret_added) {
        *entry = (struct map_entry){.key = key, .hash = hash};
        map->count++;
    }
    return &entry->value;
}

void *map_entry_pointer(const struct map_entry *entry)
{
    return (void *)(uintptr_t)entry->value;
}

void *map_pointer_hashed(const struct map *map, str key, uint64_t hash)
{
    const uint64_t *value = map_find_hashed(map, key, hash);
    return value ? (void *)(uintptr_t)*value : NULL;
}

void *map_pointer(const struct map *map, str key)
{
    return map->count ? map_pointer_hashed(map, key, map_hash(key)) : NULL;
}

bool map_put_pointer(struct map *map, str key, const void *pointer)
{
    bool added;
    *map_put(map, key, &added) = (uint64_t)(uintptr_t)pointer;
    return added;
}

bool map_remove(struct map *map, str key)
{
    if (map->count == 0)
        return false;
    struct map_entry *hole = entry_of(map, key, map_hash(key));
    if (hole->hash == 0)
        return false;
    size_t mask = map->room - 1;
    size_t free_at = (size_t)(hole - map->entries);
    for (size_t i = (free_at + 1) & mask; map->entries[i].hash; i = (i + 1) & mask) {
        size_t home = map->entries[i].hash & mask;
        if (((i - home) & mask) >= ((i - free_at) & mask)) {
            map->entries[free_at] = map->entries[i];
            free_at = i;
        }
    }
    map->entries[free_at] = (struct map_entry){0};
    map->count--;
    return true;
}

void map_reset(struct map *map)
{
    if (map->room)
        memset(map->entries, 0, map->room * sizeof *map->entries);
    map->count = 0;
}

void map_release(struct map *map)
{
    free(map->entries);
    *map = (struct map){0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* map.h - a hash map from text to a pointer or number; keys are borrowed and must outlive the map.
 * The hash is seeded per process, so that nobody outside can choose keys that collide. */
#ifndef SCHALE_BASE_MAP_H
#define SCHALE_BASE_MAP_H

#include "base/base.h"

struct map_entry {
    str key;
    uint64_t hash; /* 0 marks a free entry */
    uint64_t value;
};

/* Zero is a valid, empty map. Owns its table only. */
struct map {
    struct map_entry *entries;
    size_t room; /* a power of two, or 0 */
    size_t count;
};

/* The value of `key`, or NULL. Valid until the map changes. */
uint64_t *map_find(const struct map *map, str key);

/* The same with map_hash of the key at hand: for a key that is looked up in many maps. */
uint64_t *map_find_hashed(const struct map *map, str key, uint64_t hash);

/* The value of `key`, added with value 0 when it was missing; *ret_added tells which. Never NULL.
 */
uint64_t *map_put(struct map *map, str key, bool *ret_added);

/* In a map to pointers: the one of `key`, NULL when it is missing. Whoever put it knows its type.
 */
void *map_pointer(const struct map *map, str key);
void *map_pointer_hashed(const struct map *map, str key, uint64_t hash);

/* Gives `key` a pointer, in place of the one that it had; true when it had none. */
bool map_put_pointer(struct map *map, str key, const void *pointer);

/* The pointer of an entry that is not free. */
void *map_entry_pointer(const struct map_entry *entry);

/* Removes `key`; false when it was not there. */
bool map_remove(struct map *map, str key);

/* Empties the map, keeping its memory. */
void map_reset(struct map *map);

void map_release(struct map *map);

/* The seeded 64-bit hash itself. Not stable over processes: never store it. */
uint64_t map_hash(str key);

#endif

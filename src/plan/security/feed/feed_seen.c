/* SPDX-License-Identifier: Apache-2.0 */
/* feed_seen.c - a set of hashes. */
#include "plan/security/feed/feed_seen.h"

#include <stdlib.h>

#include "base/hash.h"

enum { SEEN_BYTES = 8, SEEN_TAKEN = 1, SEEN_LISTED = 2 };

void feed_seen_read(struct feed_seen *seen, str bytes)
{
    bool added;
    str copy = arena_dup(&seen->arena, bytes);
    for (size_t at = 0; at + SEEN_BYTES <= copy.n; at += SEEN_BYTES)
        *map_put(&seen->items, str_of(copy.p + at, SEEN_BYTES), &added) |= SEEN_TAKEN;
}

void feed_seen_release(struct feed_seen *seen)
{
    map_release(&seen->items);
    arena_release(&seen->arena);
}

static uint64_t *find(struct feed_seen *seen, str url, str version)
{
    str pieces[] = {url, STR("\x1f"), version};
    struct sha256 digest = sha256_of(pieces, COUNT_OF(pieces));
    str key = str_of((const char *)digest.bytes, SEEN_BYTES);
    uint64_t *found = map_find(&seen->items, key);
    bool added;
    return found ? found : map_put(&seen->items, arena_dup(&seen->arena, key), &added);
}

bool feed_seen_has(struct feed_seen *seen, str url, str version)
{
    uint64_t *item = find(seen, url, version);
    *item |= SEEN_LISTED;
    return *item & SEEN_TAKEN;
}

void feed_seen_add(struct feed_seen *seen, str url, str version)
{
    *find(seen, url, version) |= SEEN_TAKEN | SEEN_LISTED;
    seen->changed = true;
}

void feed_seen_prune(struct feed_seen *seen)
{
    for (size_t i = 0; i < seen->items.room; i++) {
        struct map_entry *entry = &seen->items.entries[i];
        if (entry->hash && entry->value == SEEN_TAKEN) {
            entry->value = 0;
            seen->changed = true;
        }
    }
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, SEEN_BYTES);
}

str feed_seen_write(const struct feed_seen *seen, struct arena *arena)
{
    char *bytes = arena_alloc(arena, seen->items.count * SEEN_BYTES + 1);
    size_t count = 0;
    for (size_t i = 0; i < seen->items.room; i++) {
        const struct map_entry *entry = &seen->items.entries[i];
        if (entry->hash && entry->value & SEEN_TAKEN)
            memcpy(bytes + SEEN_BYTES * count++, entry->key.p, SEEN_BYTES);
    }
    qsort(bytes, count, SEEN_BYTES, compare);
    return str_of(bytes, count * SEEN_BYTES);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c - a map for each kind and one list in order of use. The cost of an entry is looked at
 * again on each use, because slices are added to documents later. */
#include "store/cache.h"

enum { ENTRY_BYTES = 96 }; /* map entry and allocator, on top of the document itself */

void cache_init(struct cache *cache, size_t bytes_max, uint64_t revision)
{
    *cache = (struct cache){.bytes_max = bytes_max, .revision = revision};
    pthread_mutex_init(&cache->lock, NULL);
}

static void unlink_entry(struct cache *cache, struct stored *stored)
{
    *(stored->newer ? &stored->newer->older : &cache->newest) = stored->older;
    *(stored->older ? &stored->older->newer : &cache->oldest) = stored->newer;
    stored->newer = stored->older = NULL;
}

static void link_newest(struct cache *cache, struct stored *stored)
{
    stored->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = stored;
    cache->newest = stored;
}

static void drop(struct cache *cache, struct stored *stored)
{
    map_remove(&cache->by_id[stored->document.kind], stored->document.id);
    unlink_entry(cache, stored);
    cache->bytes -= stored->charged;
    stored->charged = 0;
    document_unref(&stored->document);
}

static void charge(struct cache *cache, struct stored *stored)
{
    size_t bytes = document_bytes(stored) + ENTRY_BYTES;
    cache->bytes += bytes - stored->charged;
    stored->charged = bytes;
    while (cache->bytes > cache->bytes_max && cache->oldest)
        drop(cache, cache->oldest);
}

void cache_release(struct cache *cache)
{
    while (cache->oldest)
        drop(cache, cache->oldest);
    for (size_t i = 0; i < COUNT_OF(cache->by_id); i++)
        map_release(&cache->by_id[i]);
    pthread_mutex_destroy(&cache->lock);
}

static struct stored *entry_of(struct cache *cache, enum document_kind kind, str id)
{
    return map_pointer(&cache->by_id[kind], id);
}

/* Under the lock. */
static struct stored *use(struct cache *cache, enum document_kind kind, str id)
{
    struct stored *stored = entry_of(cache, kind, id);
    if (stored) {
        document_ref(&stored->document);
        if (stored != cache->newest) {
            unlink_entry(cache, stored);
            link_newest(cache, stored);
        }
        charge(cache, stored);
    }
    return stored;
}

struct stored *cache_find(struct cache *cache, enum document_kind kind, str id)
{
    pthread_mutex_lock(&cache->lock);
    struct stored *stored = use(cache, kind, id);
    pthread_mutex_unlock(&cache->lock);
    return stored;
}

struct stored *cache_find_at(struct cache *cache, enum document_kind kind, str id,
                             uint64_t revision)
{
    pthread_mutex_lock(&cache->lock);
    struct stored *stored = cache->revision == revision ? use(cache, kind, id) : NULL;
    pthread_mutex_unlock(&cache->lock);
    return stored;
}

static void insert(struct cache *cache, struct stored *stored)
{
    bool added = map_put_pointer(&cache->by_id[stored->document.kind], stored->document.id, stored);
    assert(added);
    document_ref(&stored->document);
    link_newest(cache, stored);
    charge(cache, stored);
}

void cache_offer(struct cache *cache, struct stored *stored, uint64_t revision)
{
    pthread_mutex_lock(&cache->lock);
    if (cache->revision == revision &&
        !entry_of(cache, stored->document.kind, stored->document.id) &&
        document_bytes(stored) < cache->bytes_max / 4)
        insert(cache, stored);
    pthread_mutex_unlock(&cache->lock);
}

void cache_change_begin(struct cache *cache)
{
    pthread_mutex_lock(&cache->lock);
}

void cache_remove(struct cache *cache, enum document_kind kind, str id)
{
    struct stored *old = entry_of(cache, kind, id);
    if (old)
        drop(cache, old);
}

void cache_replace(struct cache *cache, struct stored *stored)
{
    cache_remove(cache, stored->document.kind, stored->document.id);
    if (document_bytes(stored) < cache->bytes_max / 4)
        insert(cache, stored);
}

void cache_change_end(struct cache *cache, uint64_t revision)
{
    cache->revision = revision;
    pthread_mutex_unlock(&cache->lock);
}

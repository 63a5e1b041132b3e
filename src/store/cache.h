/* SPDX-License-Identifier: Apache-2.0 */
/* cache.h - the documents used last, in memory. Safe from any thread. */
#ifndef SCHALE_STORE_CACHE_H
#define SCHALE_STORE_CACHE_H

#include <pthread.h>

#include "base/map.h"
#include "store/document.h"

struct cache {
    pthread_mutex_t lock;
    struct map by_id[DOCUMENT_KIND_COUNT]; /* id (in the document) -> struct stored */
    struct stored *newest, *oldest;
    size_t bytes, bytes_max;
    uint64_t revision; /* of the store, as the cache knows it */
};

void cache_init(struct cache *cache, size_t bytes_max, uint64_t revision);
void cache_release(struct cache *cache);

/* The document, counted for the caller, or NULL. */
struct stored *cache_find(struct cache *cache, enum document_kind kind, str id);

/* The same for somebody who reads the store at `revision`; NULL when the cache is of another one.
 */
struct stored *cache_find_at(struct cache *cache, enum document_kind kind, str id,
                             uint64_t revision);

/* Offers a document that was read when the store was at `revision`. Not taken when the store has
 * moved on since: it might be old by now. */
void cache_offer(struct cache *cache, struct stored *stored, uint64_t revision);

/* For the writer, between cache_change_begin and cache_change_end only. */
void cache_change_begin(struct cache *cache);
void cache_replace(struct cache *cache, struct stored *stored);
void cache_remove(struct cache *cache, enum document_kind kind, str id);
void cache_change_end(struct cache *cache, uint64_t revision);

#endif

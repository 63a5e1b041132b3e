/* SPDX-License-Identifier: Apache-2.0 */
/* feed_seen.h - which versions of which documents of a source were taken: eight bytes of a hash for
 * each, sorted. Times alone would not do: a provider may list a document later than the time that
 * it gives it. */
#ifndef SCHALE_PLAN_SECURITY_FEED_SEEN_H
#define SCHALE_PLAN_SECURITY_FEED_SEEN_H

#include "base/arena.h"
#include "base/map.h"

/* Zero but for nothing: an empty set. */
struct feed_seen {
    struct arena arena;
    struct map items; /* the eight bytes → enum in feed_seen.c */
    bool changed;     /* since it was read */
};

/* Adds what was written before. */
void feed_seen_read(struct feed_seen *seen, str bytes);
void feed_seen_release(struct feed_seen *seen);

/* Whether the version of the document is in it; notes that it is still listed. */
bool feed_seen_has(struct feed_seen *seen, str url, str version);
void feed_seen_add(struct feed_seen *seen, str url, str version);

/* Leaves out what feed_seen_has was not asked for: it is no longer listed. */
void feed_seen_prune(struct feed_seen *seen);

/* The set as bytes, in the arena. */
str feed_seen_write(const struct feed_seen *seen, struct arena *arena);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* recent.h - what the log has and the index has not yet: heads and places of the records since the
 * index was last brought up to date. Shared by all sessions of a process; any thread may look.
 *
 * A reader whose transaction on the index began before the index was brought up to date still needs
 * what was moved into it then. So what is moved stays here as an older generation, until no such
 * reader is left. */
#ifndef SCHALE_STORE_RECENT_H
#define SCHALE_STORE_RECENT_H

#include <pthread.h>

#include "store/driver.h"
#include "store/log_file.h"

/* Heads and places in order of arrival; a head that came later counts. */
struct generation {
    uint64_t id;
    struct buf heads;   /* struct head */
    struct buf places;  /* struct log_place, of first_seq and the records after it */
    uint64_t first_seq; /* 0: no places */
    uint32_t *slots;    /* hash table over the heads: index + 1 of the last one of a number */
    size_t room;
    struct generation *older;
};

void generation_add_head(struct generation *generation, const struct head *head);
void generation_add_place(struct generation *generation, uint64_t seq,
                          const struct log_place *place);
const struct head *generation_heads(const struct generation *generation, size_t *ret_count);
const struct log_place *generation_places(const struct generation *generation, size_t *ret_count);
bool generation_find_head(const struct generation *generation, uint64_t number,
                          struct head *ret_head);
bool generation_find_place(const struct generation *generation, uint64_t seq,
                           struct log_place *ret_place);
/* Drops what was added behind these counts. */
void generation_cut(struct generation *generation, size_t heads, size_t places);
/* For one that is in no list: empties it. */
void generation_reset(struct generation *generation);
void generation_release(struct generation *generation);

/* A transaction on the index that may be older than what is here. */
struct recent_reader {
    uint64_t generation; /* the newest when it began; 0: none is open */
    struct recent_reader *next;
};

struct recent {
    pthread_mutex_t lock;
    struct generation *newest;
    struct recent_reader *readers;
};

void recent_init(struct recent *recent);
void recent_release(struct recent *recent);

/* Takes over everything of `fresh`, which is empty afterwards. */
void recent_add(struct recent *recent, struct generation *fresh);

/* The index has everything now; what comes is a new generation. */
void recent_turn(struct recent *recent);

/* Around a reader's transaction; `begin` before it sees anything of the index. */
void recent_reader_begin(struct recent *recent, struct recent_reader *reader);
void recent_reader_end(struct recent *recent, struct recent_reader *reader);

bool recent_find_head(struct recent *recent, uint64_t number, struct head *ret_head);
bool recent_find_place(struct recent *recent, uint64_t seq, struct log_place *ret_place);

#endif

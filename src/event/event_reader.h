/* SPDX-License-Identifier: Apache-2.0 */
/* event_reader.h - the log from some record on, as events. Each reader is one thread's. */
#ifndef SCHALE_EVENT_EVENT_READER_H
#define SCHALE_EVENT_EVENT_READER_H

#include "base/map.h"
#include "event/event.h"

enum {
    EVENT_LOOK_RECORDS_MAX = 256,    /* records of one look */
    EVENT_LOOK_BYTES_MAX = 1 << 20,  /* their bytes, about */
    EVENT_WALK_RECORDS_MAX = 64,     /* looked at to find what an element was before */
    EVENT_KNOWN_BYTES_MAX = 4 << 20, /* of elements remembered */
};

struct event_reader {
    struct store *store;
    str base;         /* see event_make; borrowed */
    uint64_t after;   /* the last record that was looked at */
    struct map known; /* document's number and path -> struct known in `memory` */
    struct arena memory;
};

void event_reader_init(struct event_reader *reader, struct store *store, str base, uint64_t after);
void event_reader_release(struct event_reader *reader);

/* The events of the records behind reader->after, which moves on; none when there are no more, or
 * when what was looked at changed nothing. Texts live in `arena`. ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t event_reader_next(struct event_reader *reader, struct arena *arena,
                                   struct event **ret_events, size_t *ret_count, struct fail *why);

#endif

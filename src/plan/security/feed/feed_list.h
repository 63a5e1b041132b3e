/* SPDX-License-Identifier: Apache-2.0 */
/* feed_list.h - lists of the documents that a provider has: a ROLIE feed, changes.csv, index.txt.
 * Rules: CSAF 2.0, 7.1.12, 7.1.13, 7.1.15; RFC 8322. */
#ifndef SCHALE_PLAN_SECURITY_FEED_LIST_H
#define SCHALE_PLAN_SECURITY_FEED_LIST_H

#include "base/arena.h"

enum {
    FEED_LIST_BYTES_MAX = 64 << 20,
    FEED_DOCUMENTS_MAX = 200000, /* of one list */
};

struct feed_entry {
    str url;
    str updated; /* as written there; empty: not told */
};

struct feed_list {
    struct feed_entry *items; /* as listed */
    size_t count, room;
    size_t unsound; /* entries without an address that is sound and of the host of the list */
};

/* Whether a JSON text is a ROLIE feed, told by its one member. */
bool feed_list_is_rolie(str text);

/* Each adds to the list, in the arena. `url`: where the list was found; documents must be of the
 * same host, so that nobody is sent elsewhere. ERR_SYNTAX, ERR_INVALID, ERR_TOO_LARGE. */
MUST_CHECK err_t feed_list_read_rolie(struct arena *arena, str url, str text,
                                      struct feed_list *list, struct fail *why);
MUST_CHECK err_t feed_list_read_changes(struct arena *arena, str url, str text,
                                        struct feed_list *list, struct fail *why);
MUST_CHECK err_t feed_list_read_index(struct arena *arena, str url, str text,
                                      struct feed_list *list, struct fail *why);

#endif

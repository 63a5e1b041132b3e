/* SPDX-License-Identifier: Apache-2.0 */
/* event_filter.h - which events somebody wants. Conditions of one sort are alternatives, all sorts
 * must hold. */
#ifndef SCHALE_EVENT_EVENT_FILTER_H
#define SCHALE_EVENT_EVENT_FILTER_H

#include "event/event.h"

enum { EVENT_FILTERS_MAX = 16 }; /* values of one sort */

struct event_texts {
    str items[2 * EVENT_FILTERS_MAX]; /* an id may be meant in two ways */
    size_t count;                     /* 0: all */
};

struct event_filter {
    unsigned kinds; /* bit of each enum document_kind; 0: all */
    struct event_texts ids, paths, semantic_ids;
};

/* A copy whose texts live in `arena`; NULL when all events are wanted. */
struct event_filter *event_filter_dup(struct arena *arena, const struct event_filter *filter);

/* NULL wants all. A path wants what is there, what is below it, and what holds it: replacing or
 * deleting a container or the document changes the element, too. */
bool event_filter_holds(const struct event_filter *filter, const struct event *event);

/* Whether what is at one path holds what is at the other, or is the same; an empty path is the
 * document. */
bool event_paths_meet(str a, str b);

#endif

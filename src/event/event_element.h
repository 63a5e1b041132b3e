/* SPDX-License-Identifier: Apache-2.0 */
/* event_element.h - the BasicEventElements of all submodels: who wants to be told of what, where,
 * how often (IDTA-01001 3.1, BasicEventElement; experimental there). Only those count that have
 * direction output, state on and a messageTopic. Of no use to two threads at once. */
#ifndef SCHALE_EVENT_EVENT_ELEMENT_H
#define SCHALE_EVENT_EVENT_ELEMENT_H

#include "event/event.h"

struct event_element {
    struct arena home; /* holds this struct and its texts */
    struct event_element *next;
    str submodel_id, path;            /* the element itself */
    enum document_kind observed_kind; /* what it observes: this and all below */
    str observed_id, observed_path;
    str topic;
    int64_t min_ms, max_ms; /* minInterval, maxInterval; 0: none */
    struct buf last;        /* the newest event: sent, or held back until min_ms are over */
    uint64_t last_seq;
    bool held;
    int64_t sent_ms; /* steady; of the last one sent */
};

struct event_elements {
    struct store *store;
    str base;
    struct event_element *first;
};

/* Reads all submodels. */
MUST_CHECK err_t event_elements_load(struct event_elements *elements, struct store *store, str base,
                                     int64_t now_ms, struct fail *why);
void event_elements_release(struct event_elements *elements);

/* An event may change the elements themselves: looks at its submodel again. */
void event_elements_follow(struct event_elements *elements, const struct event *event,
                           int64_t now_ms);

/* Whether the event is about something that the element observes. */
bool event_element_observes(const struct event_element *element, const struct event *event);

/* Notes the event. True: it is to be sent now; else it is held back. */
bool event_element_take(struct event_element *element, const struct event *event, int64_t now_ms);

/* True when something is to be sent without a new event: element->last, held back until now, or
 * again since maxInterval is over (then what is observed as it is, if nothing was sent so far). */
bool event_element_due(struct event_elements *elements, struct event_element *element,
                       int64_t now_ms);

/* Milliseconds of an xs:duration; a month counts 30 days, a year 365. 0: none, negative, or more
 * than 100 years. */
int64_t event_duration_ms(str duration);

#endif

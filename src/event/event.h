/* SPDX-License-Identifier: Apache-2.0 */
/* event.h - what happened, as others are told: a record of the log as a CloudEvent 1.0 in the form
 * of "Messaging with the Asset Administration Shell" (async-aas, AsyncAPI files 0.3). One form for
 * all transports. What is made of a record follows from the log alone, so that reading it again
 * gives the same. */
#ifndef SCHALE_EVENT_EVENT_H
#define SCHALE_EVENT_EVENT_H

#include "store/follow.h"

enum {
    /* More is not sent as `data` (which is optional): who wants it asks at `source`. */
    EVENT_DATA_BYTES_MAX = 256 << 10,
};

enum event_type {
    EVENT_CREATED,
    EVENT_UPDATED,
    EVENT_DELETED,
    EVENT_VALUE_CHANGED,
    EVENT_TYPE_COUNT
};

struct event {
    uint64_t seq; /* of the record; the event's id */
    enum event_type type;
    enum document_kind kind;
    str id;          /* of the document */
    str path;        /* idShortPath of the element that it is about; empty: the document */
    str semantic_id; /* value of the first key of what it is about; {NULL, 0}: none */
    str json;
};

/* What the element or document was before, as far as the log tells cheaply. */
struct event_before {
    bool known;
    str json; /* {NULL, 0} when it was not there */
};

/* Makes the event of a record. False: nothing observable changed, there is no event (async-aas
 * README, "Events": "SHOULD NOT be triggered if an operation does not actually change the stored
 * data"). `base` is the address that sources begin with. Texts live in `arena` or in the record. */
bool event_make(struct arena *arena, str base, const struct record *record,
                const struct event_before *before, struct event *ret_event);

/* Whether event_make looks at `before` for this record. */
bool event_needs_before(const struct record *record);

/* The idShortPath of the element that a record is about; empty: the document. */
str event_path_of(struct arena *arena, const struct record *record);

/* "https://host/submodels/{base64url id}/submodel-elements/{path}"; no path: the document. */
str event_source(struct arena *arena, str base, enum document_kind kind, str id, str path);

/* Whether the JSON is a DataElement: it has a value and no children. */
bool event_is_data_element(struct arena *arena, str json);

/* Value of a text member of a JSON object; {NULL, 0} when there is none. */
str event_member(struct arena *arena, str json, str name);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* event_hub.h - events for many HTTP clients at once (server-sent events, WHATWG HTML 9.2). Each
 * record is read and written as text once; the newest are kept in a ring that all clients at the
 * head read from. Who comes back with an older number is given portions of the log until he is at
 * the head. One thread of its own, which does nothing while nobody listens. */
#ifndef SCHALE_EVENT_EVENT_HUB_H
#define SCHALE_EVENT_EVENT_HUB_H

#include "event/event_filter.h"
#include "net/http.h"

enum {
    EVENT_RING_EVENTS_MAX = 8192,        /* how far a client at the head may fall behind ... */
    EVENT_RING_BYTES_MAX = 32 << 20,     /* ... or the oldest of them go when they are this much */
    EVENT_PORTIONS_BYTES_MAX = 64 << 20, /* portions of all clients that are not at the head yet */
    EVENT_KEEP_ALIVE_MS = 15000,
    EVENT_WAKES_PER_MS = 20,   /* so that many clients get several events at once */
    EVENT_LOOKS_PER_MS = 1000, /* the same for those that want none of the new events */
    EVENT_ROUND_MS_MAX = 500,  /* between two wakes of one client, at most */
    EVENT_RETRY_MS = 2000      /* after which a client that was cut off comes back */
};

struct event_hub;

struct event_hub *event_hub_new(struct store *store, uint32_t streams_max);

/* Starts its thread. `base` is what sources begin with. */
void event_hub_start(struct event_hub *hub, str base);

/* The streams must have ended (http_server_stop). */
void event_hub_free(struct event_hub *hub);

/* Answers the exchange with the events behind record `after`; UINT64_MAX: what comes next.
 * ERR_BUSY: there are streams_max already; nothing was answered. */
MUST_CHECK err_t event_hub_stream(struct event_hub *hub, struct http_exchange *exchange,
                                  const struct event_filter *filter, uint64_t after);

#endif

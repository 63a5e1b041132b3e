/* SPDX-License-Identifier: Apache-2.0 */
/* client_loop.h - many HTTP requests to other servers at once, over libcurl's multi interface: one
 * thread waits for all of them, so that nobody else has to. Redirects are not followed,
 * certificates are checked, and each request has a connection of its own: libcurl sends a request a
 * second time when a kept connection turns out to be dead, and a request here may move a machine.
 */
#ifndef SCHALE_NET_CLIENT_LOOP_H
#define SCHALE_NET_CLIENT_LOOP_H

#include "net/client.h"

enum { CLIENT_CALLS_MAX = 1000 }; /* under way at once */

struct client_loop;

struct client_call {
    struct client_request request; /* its texts must live until `done` was called */
    uint32_t ms_max;               /* for all of it, from connecting to the last byte */
    size_t bytes_max;              /* of the answer's body */
    /* Called once, on a thread of its own that may wait for a disk; the call is the caller's again,
     * and body needs buf_release. */
    void (*done)(struct client_call *call);
    void *context;
    /* What became of it:
     *   ERR_OK         an answer of any status came
     *   ERR_TIMEOUT    not within ms_max         ERR_TOO_LARGE  the body is over bytes_max
     *   ERR_IO         no connection, no answer  ERR_BUSY       the loop was stopped meanwhile */
    err_t result;
    struct fail why; /* set unless ERR_OK */
    int status;
    struct buf body;
    /* The loop's. */
    void *handle, *headers;
    int64_t until_ms;
    struct client_call *next, *previous;
};

MUST_CHECK err_t client_loop_start(struct client_loop **ret_loop, struct fail *why);

/* Begins the request; `done` is called later, from another thread. ERR_BUSY: too many are under
 * way, or the loop was stopped; `done` is not called then. From any thread; does not wait. */
MUST_CHECK err_t client_loop_submit(struct client_loop *loop, struct client_call *call,
                                    struct fail *why);

/* Ends all requests and waits until `done` was called for each. Submitting is refused from then
 * on. */
void client_loop_stop(struct client_loop *loop);

/* Frees a loop that was stopped. */
void client_loop_free(struct client_loop *loop);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* handles.h - what goes on after its request was answered, by the handle its client was given.
 * Handles live in memory: after a restart they are unknown. Rule: IDTA-01002 3.1.2,
 * GetAsyncBulkStatus, GetBulkAsyncResult ("may remove the result after a certain time"). */
#ifndef SCHALE_WEB_HANDLES_H
#define SCHALE_WEB_HANDLES_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    HANDLES_MAX = 1000,              /* kept at once; the oldest finished one gives way */
    HANDLES_BYTES_MAX = 64 << 20,    /* of all results together; the oldest give way */
    HANDLE_KEPT_MS = 60 * 60 * 1000, /* how long a result can be asked for */
    HANDLE_BYTES = 32,               /* 128 random bits in hex: nobody guesses another's */
};

struct handles;
struct handles *handles_new(struct arena *arena);
void handles_release(struct handles *handles);

/* A new handle that runs; its id in ret_id. ERR_BUSY: HANDLES_MAX are running. From any thread. */
MUST_CHECK err_t handles_open(struct handles *handles, char ret_id[static HANDLE_BYTES],
                              struct fail *why);

/* Ends it with the status and body that its result is answered with; takes the buffer's bytes.
 * now_ms: clock_steady_ms(). */
void handles_finish(struct handles *handles, const char id[static HANDLE_BYTES], int status,
                    struct buf *body, int64_t now_ms);

enum handle_state { HANDLE_UNKNOWN, HANDLE_RUNNING, HANDLE_FINISHED };

/* Where it stands; when finished, its status, and its body as a copy in `arena`. */
enum handle_state handles_look(struct handles *handles, str id, int64_t now_ms, struct arena *arena,
                               int *ret_status, str *ret_body);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* operation_handle.h - invocations that clients ask about later: one small file for each in a
 * folder of the data, written before the client is told of it. The folder is all there is: nothing
 * is read when the server starts. */
#ifndef SCHALE_WEB_OPERATION_HANDLE_H
#define SCHALE_WEB_OPERATION_HANDLE_H

#include <pthread.h>

#include "base/arena.h"

enum {
    OPERATION_HANDLES_MAX = 10000,   /* over it, the oldest that are finished go */
    OPERATION_HANDLE_HOURS_MAX = 48, /* since the last change */
    OPERATION_HANDLE_SWEEP_MS = 10 * 60 * 1000,
    OPERATION_HANDLE_LATE_MS = 60 * 1000, /* under way for so long over its time: it is lost */
};
#define OPERATION_HANDLE_BYTES_MAX ((uint64_t)1 << 30) /* all files together */

struct operation_handles {
    const char *folder; /* need not be there yet */
    str run;            /* a name for this start of the server */
    size_t handles_max; /* the limits; tests have smaller ones */
    uint64_t bytes_max;
    pthread_mutex_t lock; /* of what follows */
    int64_t swept_ms;     /* steady; 0: not yet */
    size_t count;
    uint64_t bytes;
};

/* The arena holds what the handles need, and must live as long. */
void operation_handles_init(struct operation_handles *handles, struct arena *arena,
                            const char *folder);

/* What was invoked: a handle is found only where it was made. */
struct operation_place {
    str submodel, path;
    bool value_only; /* which form the client will want to see */
};

/* Makes a handle of something that will be finished within ms_max. It is on the disk when this
 * returns. ERR_FULL, ERR_IO. The id lives in the arena. */
MUST_CHECK err_t operation_handle_create(struct operation_handles *handles, struct arena *arena,
                                         const struct operation_place *place, uint32_t ms_max,
                                         str *ret_id, struct fail *why);

/* Keeps the result in both forms. When that fails, the handle will count as lost. */
MUST_CHECK err_t operation_handle_finish(struct operation_handles *handles, str id,
                                         const struct operation_place *place, str whole, str value,
                                         struct fail *why);

/* Takes a handle back of which nobody was told. */
void operation_handle_remove(struct operation_handles *handles, str id);

enum operation_handle_state {
    OPERATION_RUNNING,
    OPERATION_LOST, /* the server ended, or could not keep the result: the outcome is not known */
    OPERATION_FINISHED
};

struct operation_handle {
    enum operation_handle_state state;
    bool value_only;
    str whole, value; /* of OPERATION_FINISHED, in the arena */
};

/* Looks a handle up; place->value_only does not count. ERR_NOT_FOUND, ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t operation_handle_read(struct operation_handles *handles, struct arena *arena,
                                       str id, const struct operation_place *place,
                                       struct operation_handle *ret_handle, struct fail *why);

#endif

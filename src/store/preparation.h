/* SPDX-License-Identifier: Apache-2.0 */
/* preparation.h - the rows of new bodies, made by a second thread ahead of the writer when a batch
 * is large: reading the bodies costs about as much as SQLite's part of an import. */
#ifndef SCHALE_STORE_PREPARATION_H
#define SCHALE_STORE_PREPARATION_H

#include <pthread.h>

#include "store/projection.h"
#include "store/store.h"

enum {
    PREPARATION_CHANGES_MIN = 2000, /* smaller batches are not worth a thread */
    PREPARATION_CHUNK = 256,        /* changes */
    PREPARATION_CHUNKS_AHEAD = 8,
};

/* What is known of one change's new body. */
struct prepared {
    struct projection_rows rows;
    uint64_t mark[2]; /* projection_rows_mark */
};

struct preparation_chunk {
    struct arena arena;
    struct prepared items[PREPARATION_CHUNK];
};

/* Zero is one that prepares nothing. */
struct preparation {
    const struct store_batch *batch;
    struct preparation_chunk *chunks; /* a ring of PREPARATION_CHUNKS_AHEAD */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t made; /* chunks that the thread has finished */
    size_t used; /* chunks that the writer has left behind */
    bool stopping;
    bool running;
};

/* Starts preparing when the batch is large enough and a thread can be had. */
void preparation_begin(struct preparation *preparation, const struct store_batch *batch);

/* What was prepared of change `index`, waiting for it if it must; NULL: nothing is prepared, the
 * caller does it. Indexes only grow. Valid until a later chunk is asked for. */
const struct prepared *preparation_of(struct preparation *preparation, size_t index);

/* Stops the thread and frees all; also half way. */
void preparation_end(struct preparation *preparation);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* submit.c - handing batches to the writer, and waiting for them. */
#include "store/store_private.h"

struct waiting {
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool done;
    err_t result;
    struct fail *why;
};

void store_submit(struct store *store, struct store_batch *batch)
{
    struct fail why = {0};
    if (!store->read_only) {
        writer_submit(&store->writer, batch);
        return;
    }
    err_t rc = fail_set(&why, ERR_NOT_ALLOWED, 0, (str){0}, "the store was opened to read only");
    batch->done(batch->context, rc, &why);
}

static void told(void *context, err_t result, const struct fail *why)
{
    struct waiting *waiting = context;
    pthread_mutex_lock(&waiting->lock);
    waiting->result = result;
    if (result != ERR_OK && waiting->why && why)
        *waiting->why = *why;
    waiting->done = true;
    pthread_cond_signal(&waiting->told);
    pthread_mutex_unlock(&waiting->lock);
}

err_t store_commit(struct store *store, struct store_batch *batch, struct fail *why)
{
    struct waiting waiting = {
        .lock = PTHREAD_MUTEX_INITIALIZER, .told = PTHREAD_COND_INITIALIZER, .why = why};
    batch->done = told;
    batch->context = &waiting;
    store_submit(store, batch);
    pthread_mutex_lock(&waiting.lock);
    while (!waiting.done)
        pthread_cond_wait(&waiting.told, &waiting.lock);
    pthread_mutex_unlock(&waiting.lock);
    pthread_mutex_destroy(&waiting.lock);
    pthread_cond_destroy(&waiting.told);
    return waiting.result;
}

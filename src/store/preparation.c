/* SPDX-License-Identifier: Apache-2.0 */
/* preparation.c - a thread that runs a few chunks ahead. */
#include "store/preparation.h"

static size_t chunk_count(const struct preparation *preparation)
{
    return (preparation->batch->count + PREPARATION_CHUNK - 1) / PREPARATION_CHUNK;
}

static void prepare_one(const struct store_change *change, struct preparation_chunk *chunk,
                        struct buf *scratch, struct prepared *ret_prepared)
{
    struct json json;
    *ret_prepared = (struct prepared){0};
    if (change->operation != STORE_PUT || json_read(change->body, &json, NULL) != ERR_OK)
        return; /* the writer finds the fault again, and tells it */
    projection_of_document(change->kind, &json, &chunk->arena, &ret_prepared->rows);
    projection_rows_mark(&ret_prepared->rows, scratch, ret_prepared->mark);
    json_release(&json);
}

static void prepare_chunk(struct preparation *preparation, size_t number, struct buf *scratch)
{
    struct preparation_chunk *chunk = &preparation->chunks[number % PREPARATION_CHUNKS_AHEAD];
    const struct store_batch *batch = preparation->batch;
    size_t first = number * PREPARATION_CHUNK;
    arena_reset(&chunk->arena);
    for (size_t i = 0; i < PREPARATION_CHUNK && first + i < batch->count; i++)
        prepare_one(&batch->changes[first + i], chunk, scratch, &chunk->items[i]);
}

static void *run(void *context)
{
    struct preparation *preparation = context;
    struct buf scratch = {0};
    for (size_t number = 0; number < chunk_count(preparation); number++) {
        pthread_mutex_lock(&preparation->lock);
        while (!preparation->stopping && number >= preparation->used + PREPARATION_CHUNKS_AHEAD)
            pthread_cond_wait(&preparation->moved, &preparation->lock);
        bool stopping = preparation->stopping;
        pthread_mutex_unlock(&preparation->lock);
        if (stopping)
            break;
        prepare_chunk(preparation, number, &scratch);
        pthread_mutex_lock(&preparation->lock);
        preparation->made = number + 1;
        pthread_cond_broadcast(&preparation->moved);
        pthread_mutex_unlock(&preparation->lock);
    }
    buf_release(&scratch);
    return NULL;
}

void preparation_begin(struct preparation *preparation, const struct store_batch *batch)
{
    *preparation = (struct preparation){.batch = batch};
    if (batch->count < PREPARATION_CHANGES_MIN)
        return;
    preparation->chunks = calloc(PREPARATION_CHUNKS_AHEAD, sizeof *preparation->chunks);
    if (!preparation->chunks)
        return;
    pthread_mutex_init(&preparation->lock, NULL);
    pthread_cond_init(&preparation->moved, NULL);
    preparation->running = pthread_create(&preparation->thread, NULL, run, preparation) == 0;
}

const struct prepared *preparation_of(struct preparation *preparation, size_t index)
{
    if (!preparation->running)
        return NULL;
    size_t number = index / PREPARATION_CHUNK;
    pthread_mutex_lock(&preparation->lock);
    if (number > preparation->used) {
        preparation->used = number;
        pthread_cond_broadcast(&preparation->moved);
    }
    while (preparation->made <= number)
        pthread_cond_wait(&preparation->moved, &preparation->lock);
    pthread_mutex_unlock(&preparation->lock);
    struct preparation_chunk *chunk = &preparation->chunks[number % PREPARATION_CHUNKS_AHEAD];
    const struct prepared *prepared = &chunk->items[index % PREPARATION_CHUNK];
    return prepared->mark[0] || prepared->mark[1] ? prepared : NULL;
}

void preparation_end(struct preparation *preparation)
{
    if (preparation->running) {
        pthread_mutex_lock(&preparation->lock);
        preparation->stopping = true;
        pthread_cond_broadcast(&preparation->moved);
        pthread_mutex_unlock(&preparation->lock);
        pthread_join(preparation->thread, NULL);
    }
    for (size_t i = 0; preparation->chunks && i < PREPARATION_CHUNKS_AHEAD; i++)
        arena_release(&preparation->chunks[i].arena);
    if (preparation->chunks) {
        pthread_mutex_destroy(&preparation->lock);
        pthread_cond_destroy(&preparation->moved);
    }
    free(preparation->chunks);
    *preparation = (struct preparation){0};
}

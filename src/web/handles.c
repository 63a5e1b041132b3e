/* SPDX-License-Identifier: Apache-2.0 */
/* handles.c - a fixed table of handles under one lock. */
#include "web/handles.h"

#include <pthread.h>
#include <sys/random.h>

struct handle {
    enum handle_state state;
    char id[HANDLE_BYTES];
    int64_t finished_ms;
    uint64_t order; /* of finishing */
    int status;
    char *body; /* owned */
    size_t bytes;
};

struct handles {
    pthread_mutex_t lock;
    struct handle items[HANDLES_MAX];
    uint64_t finished;
    size_t bytes; /* of all bodies */
};

struct handles *handles_new(struct arena *arena)
{
    struct handles *handles = ARENA_NEW(arena, struct handles);
    pthread_mutex_init(&handles->lock, NULL);
    return handles;
}

static void forget(struct handles *handles, struct handle *handle)
{
    free(handle->body);
    handles->bytes -= handle->bytes;
    *handle = (struct handle){0};
}

void handles_release(struct handles *handles)
{
    for (size_t i = 0; i < HANDLES_MAX; i++)
        forget(handles, &handles->items[i]);
    pthread_mutex_destroy(&handles->lock);
}

/* The finished one that waits longest, or NULL. */
static struct handle *oldest(struct handles *handles)
{
    struct handle *found = NULL;
    for (size_t i = 0; i < HANDLES_MAX; i++) {
        struct handle *handle = &handles->items[i];
        if (handle->state == HANDLE_FINISHED && (!found || handle->order < found->order))
            found = handle;
    }
    return found;
}

static struct handle *find(struct handles *handles, str id, int64_t now_ms)
{
    for (size_t i = 0; i < HANDLES_MAX; i++) {
        struct handle *handle = &handles->items[i];
        if (handle->state == HANDLE_FINISHED && now_ms - handle->finished_ms > HANDLE_KEPT_MS)
            forget(handles, handle);
        if (handle->state != HANDLE_UNKNOWN && str_equal(id, str_of(handle->id, HANDLE_BYTES)))
            return handle;
    }
    return NULL;
}

static void make_id(char id[static HANDLE_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[HANDLE_BYTES / 2];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        abort();
    for (size_t i = 0; i < sizeof bytes; i++) {
        id[2 * i] = digits[bytes[i] >> 4];
        id[2 * i + 1] = digits[bytes[i] & 15];
    }
}

err_t handles_open(struct handles *handles, char ret_id[static HANDLE_BYTES], struct fail *why)
{
    struct handle *handle = NULL;
    pthread_mutex_lock(&handles->lock);
    for (size_t i = 0; i < HANDLES_MAX && !handle; i++)
        if (handles->items[i].state == HANDLE_UNKNOWN)
            handle = &handles->items[i];
    if (!handle && (handle = oldest(handles)))
        forget(handles, handle);
    if (handle) {
        handle->state = HANDLE_RUNNING;
        make_id(handle->id);
        memcpy(ret_id, handle->id, HANDLE_BYTES);
    }
    pthread_mutex_unlock(&handles->lock);
    return handle ? ERR_OK
                  : fail_set(why, ERR_BUSY, 0, (str){0}, "%d operations are running already",
                             HANDLES_MAX);
}

void handles_finish(struct handles *handles, const char id[static HANDLE_BYTES], int status,
                    struct buf *body, int64_t now_ms)
{
    pthread_mutex_lock(&handles->lock);
    struct handle *handle = find(handles, str_of(id, HANDLE_BYTES), now_ms), *other;
    assert(handle && handle->state == HANDLE_RUNNING);
    while (handles->bytes + body->n > HANDLES_BYTES_MAX && (other = oldest(handles)))
        forget(handles, other);
    handle->status = status;
    handle->body = buf_take(body, &handle->bytes);
    handles->bytes += handle->bytes;
    handle->finished_ms = now_ms;
    handle->order = ++handles->finished;
    handle->state = HANDLE_FINISHED;
    pthread_mutex_unlock(&handles->lock);
}

enum handle_state handles_look(struct handles *handles, str id, int64_t now_ms, struct arena *arena,
                               int *ret_status, str *ret_body)
{
    pthread_mutex_lock(&handles->lock);
    const struct handle *handle = find(handles, id, now_ms);
    enum handle_state state = handle ? handle->state : HANDLE_UNKNOWN;
    if (state == HANDLE_FINISHED) {
        *ret_status = handle->status;
        *ret_body = arena_dup(arena, str_of(handle->body, handle->bytes));
    }
    pthread_mutex_unlock(&handles->lock);
    return state;
}

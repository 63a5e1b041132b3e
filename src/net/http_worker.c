/* SPDX-License-Identifier: Apache-2.0 */
/* http_worker.c - threads for work too long for the event thread. One queue, first come first
 * served; an exchange is its own queue entry. */
#include "net/http_private.h"

static void *run(void *argument)
{
    struct http_server *server = argument;
    struct http_pool *pool = &server->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->first && !pool->closed)
            pthread_cond_wait(&pool->wake, &pool->lock);
        if (pool->closed)
            break;
        struct http_exchange *exchange = pool->first;
        pool->first = exchange->next;
        if (!pool->first)
            pool->last = NULL;
        pthread_mutex_unlock(&pool->lock);
        exchange->work(exchange->work_context, exchange);
        pthread_mutex_lock(&pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    http_server_unref(server);
    return NULL;
}

void http_run_on_worker(struct http_exchange *exchange, http_handler *work, void *context)
{
    struct http_pool *pool = &exchange->server->pool;
    exchange->work = work;
    exchange->work_context = context;
    exchange->next = NULL;
    pthread_mutex_lock(&pool->lock);
    bool closed = pool->closed;
    if (!closed) {
        if (pool->last)
            pool->last->next = exchange;
        else
            pool->first = exchange;
        pool->last = exchange;
        pthread_cond_signal(&pool->wake);
    }
    pthread_mutex_unlock(&pool->lock);
    if (closed)
        work(context, exchange);
}

bool http_is_stopping(struct http_exchange *exchange)
{
    struct http_pool *pool = &exchange->server->pool;
    pthread_mutex_lock(&pool->lock);
    bool closed = pool->closed;
    pthread_mutex_unlock(&pool->lock);
    return closed;
}

void http_pool_start(struct http_server *server, uint32_t thread_count)
{
    struct http_pool *pool = &server->pool;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pool->threads = ARENA_ARRAY(&server->home, pthread_t, thread_count);
    pool->thread_count = thread_count;
    for (uint32_t i = 0; i < thread_count; i++) {
        atomic_fetch_add(&server->references, 1);
        pool->threads[i] = http_thread_start(run, server);
    }
}

void http_pool_stop(struct http_server *server)
{
    struct http_pool *pool = &server->pool;
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    struct http_exchange *left = pool->first;
    pool->first = pool->last = NULL;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    while (left) {
        struct http_exchange *next = left->next;
        left->work(left->work_context, left);
        left = next;
    }
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += HTTP_WORKER_END_MS_MAX / 1000;
    for (uint32_t i = 0; i < pool->thread_count; i++)
        if (pthread_timedjoin_np(pool->threads[i], NULL, &until) != 0)
            pthread_detach(pool->threads[i]);
}

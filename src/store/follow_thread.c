/* SPDX-License-Identifier: Apache-2.0 */
/* follow_thread.c - sleeping and waking of a thread that follows the log. */
#include "store/follow_thread.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    GATHER_MS = 30,     /* commits that come meanwhile go into one look */
    BUSY_RECORDS = 100, /* so many in GATHER_MS: many write, and come first */
    BUSY_MS_MAX = 10000,
};

static void committed(void *context, uint64_t revision)
{
    (void)revision;
    follow_thread_wake(context);
}

static void *begin(void *context)
{
    struct follow_thread *follow = context;
    /* Requests and commits come first. */
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 19);
    follow->run(follow->context);
    return NULL;
}

void follow_thread_start(struct follow_thread *follow, struct store *store,
                         void (*run)(void *context), void *context)
{
    follow->store = store;
    follow->run = run;
    follow->context = context;
    pthread_mutex_init(&follow->lock, NULL);
    pthread_cond_init(&follow->woken, NULL);
    follow->follower = (struct store_follower){.committed = committed, .context = follow};
    store_follow(store, &follow->follower);
    if (pthread_create(&follow->thread, NULL, begin, follow) != 0)
        abort(); /* no thread left: as bad as no memory */
}

void follow_thread_stop(struct follow_thread *follow)
{
    store_unfollow(follow->store, &follow->follower);
    atomic_store(&follow->ended, true);
    pthread_mutex_lock(&follow->lock);
    pthread_cond_broadcast(&follow->woken);
    pthread_mutex_unlock(&follow->lock);
    pthread_join(follow->thread, NULL);
    pthread_cond_destroy(&follow->woken);
    pthread_mutex_destroy(&follow->lock);
}

void follow_thread_pause(struct follow_thread *follow, uint32_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&follow->lock);
    while (!follow_thread_is_ended(follow) &&
           pthread_cond_timedwait(&follow->woken, &follow->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&follow->lock);
}

void follow_thread_give_way(struct follow_thread *follow)
{
    for (int ms = 0; ms < BUSY_MS_MAX && !follow_thread_is_ended(follow); ms += GATHER_MS) {
        uint64_t before = store_revision(follow->store);
        follow_thread_pause(follow, GATHER_MS);
        if (store_revision(follow->store) - before < BUSY_RECORDS)
            break;
    }
}

void follow_thread_wait(struct follow_thread *follow)
{
    pthread_mutex_lock(&follow->lock);
    while (!follow->told && !follow_thread_is_ended(follow))
        pthread_cond_wait(&follow->woken, &follow->lock);
    follow->told = false;
    pthread_mutex_unlock(&follow->lock);
}

void follow_thread_wake(struct follow_thread *follow)
{
    pthread_mutex_lock(&follow->lock);
    follow->told = true;
    pthread_cond_signal(&follow->woken);
    pthread_mutex_unlock(&follow->lock);
}

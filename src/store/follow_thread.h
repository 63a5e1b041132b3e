/* SPDX-License-Identifier: Apache-2.0 */
/* follow_thread.h - a thread of low priority that keeps something derived from the log up to date:
 * it sleeps until something is committed, lets commits gather, and lets those who write much go
 * first. What it does with the records is its owner's. */
#ifndef SCHALE_STORE_FOLLOW_THREAD_H
#define SCHALE_STORE_FOLLOW_THREAD_H

#include <pthread.h>
#include <stdatomic.h>

#include "store/follow.h"

/* Owned by the caller, zeroed before follow_thread_start. */
struct follow_thread {
    struct store *store;
    struct store_follower follower;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool told; /* under lock: there was a commit, or a call of follow_thread_wake, since the last
                  wait */
    _Atomic bool ended;
    void (*run)(void *context);
    void *context;
};

/* Begins to follow; run(context) is called on the thread, and returns soon when
 * follow_thread_is_ended. */
void follow_thread_start(struct follow_thread *follow, struct store *store,
                         void (*run)(void *context), void *context);
/* Returns when `run` has; before store_close. */
void follow_thread_stop(struct follow_thread *follow);

/* --- for `run` --- */

static inline bool follow_thread_is_ended(struct follow_thread *follow)
{
    return atomic_load(&follow->ended);
}
/* Sleeps; ends early with the thread. */
void follow_thread_pause(struct follow_thread *follow, uint32_t ms);
/* Lets commits gather for some 30 ms and, while many write, for up to 10 s. */
void follow_thread_give_way(struct follow_thread *follow);
/* Sleeps until there was a commit since the last call, or somebody woke it. */
void follow_thread_wait(struct follow_thread *follow);

/* Ends a wait; from any thread. */
void follow_thread_wake(struct follow_thread *follow);

#endif

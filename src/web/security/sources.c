/* SPDX-License-Identifier: Apache-2.0 */
/* sources.c - one thread, one run at a time. */
#include "web/security/sources.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_run.h"
#include "plan/security/feed/source_entered.h"
#include "web/security/source_fetch.h"

enum { LOOK_MS = 60000 }; /* sources may come by the AAS API, too: nobody tells of these */

/* A source that somebody wants to be run now. */
struct asked {
    str id;
    struct asked *next;
};

struct sources {
    struct arena home; /* holds this struct */
    struct store *store;
    const char *data;
    struct source_fetch fetch;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    /* Under lock: */
    bool is_ended, is_woken;
    struct asked *asked;
    struct arena asked_arena; /* of the list; emptied when it is */
    str running;              /* id; empty: none. In the arena of the run */
};

/* --- what is due -------------------------------------------------------------------------------
 */

/* The source to run now: what was asked for, else what is due for longest. Its texts are in the
 * arena. */
static bool find_due(struct sources *sources, struct arena *arena, struct source *ret_source)
{
    struct source *items;
    size_t count;
    struct fail why = {0};
    int64_t now = clock_wall_ms(), first = now + 1;
    bool found = false;
    if (source_list(sources->store, arena, &items, &count, &why) != ERR_OK) {
        log_line(LOG_ERROR, "sources of advisories: %s", why.text);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t next;
        if (!source_next_run(&items[i], now, &next) || next >= first ||
            !source_entered_has(sources->data, items[i].url))
            continue;
        first = next;
        *ret_source = items[i];
        found = true;
    }
    return found;
}

/* Under lock. */
static bool take_asked(struct sources *sources, struct arena *arena, str *ret_id)
{
    struct asked *asked = sources->asked;
    if (!asked)
        return false;
    *ret_id = arena_dup(arena, asked->id);
    sources->asked = asked->next;
    if (!sources->asked)
        arena_reset(&sources->asked_arena);
    return true;
}

/* --- a run -------------------------------------------------------------------------------------
 */

static bool is_ended(void *context)
{
    const struct sources *sources = context;
    return atomic_load(&sources->fetch.is_cancelled);
}

static void log_error_of(const struct source *source)
{
    struct buf text = {0};
    feed_reason_write(source->error, LANGUAGE_ENGLISH, &text);
    log_line(LOG_WARN, "advisories from %.*s: %.*s", STR_ARG(source->url), STR_ARG(buf_str(&text)));
    buf_release(&text);
}

/* False: its record cannot be kept, so that it would be due again at once. */
static bool run_source(struct sources *sources, struct arena *arena, struct source *source)
{
    struct advisory_import import = {.store = sources->store, .actor = STR("advisories fetch")};
    struct feed_fetch fetch = source_fetch_of(&sources->fetch);
    struct feed_run run = {.fetch = &fetch,
                           .import = &import,
                           .source = source,
                           .is_ended = is_ended,
                           .context = sources};
    struct fail why = {0};
    err_t err = feed_run(&run, arena, &why);
    client_kept_release(&sources->fetch.kept);
    advisory_import_release(&import);
    if (err && err != ERR_NOT_FOUND) /* deleted meanwhile */
        log_line(LOG_ERROR, "advisories from %.*s: %s: %s", STR_ARG(source->url), why.where,
                 why.text);
    else if (source->error.n)
        log_error_of(source);
    return err == ERR_OK;
}

/* Runs one source, if there is one to run; false: wait before the next. Called under lock, which is
 * given away meanwhile. */
static bool run_next(struct sources *sources)
{
    struct arena arena = {0};
    struct source source;
    struct fail why;
    str id;
    bool is_asked = take_asked(sources, &arena, &id);
    if (is_asked)
        sources->running = id;
    pthread_mutex_unlock(&sources->lock);
    bool found = is_asked ? source_get(sources->store, &arena, id, &source, &why) == ERR_OK
                          : find_due(sources, &arena, &source);
    if (found) {
        pthread_mutex_lock(&sources->lock);
        sources->running = source.id;
        pthread_mutex_unlock(&sources->lock);
        found = run_source(sources, &arena, &source);
    }
    pthread_mutex_lock(&sources->lock);
    sources->running = (str){0};
    arena_release(&arena);
    return found;
}

static void wait_a_while(struct sources *sources)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_MS / 1000;
    while (!sources->is_woken && !sources->is_ended && !sources->asked)
        if (pthread_cond_timedwait(&sources->woken, &sources->lock, &until) == ETIMEDOUT)
            break;
    sources->is_woken = false;
}

static void *work(void *context)
{
    struct sources *sources = context;
    pthread_mutex_lock(&sources->lock);
    while (!sources->is_ended)
        if (!run_next(sources))
            wait_a_while(sources);
    pthread_mutex_unlock(&sources->lock);
    return NULL;
}

/* --- from outside ------------------------------------------------------------------------------
 */

struct sources *sources_start(struct store *store, const char *data, const char *ca)
{
    struct arena home = {0};
    struct sources *sources = ARENA_NEW(&home, struct sources);
    pthread_condattr_t attributes;
    sources->home = home;
    sources->store = store;
    sources->data = data;
    sources->fetch.ca = ca;
    pthread_mutex_init(&sources->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&sources->woken, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&sources->thread, NULL, work, sources) != 0)
        abort(); /* no thread left: as bad as no memory */
    return sources;
}

void sources_stop(struct sources *sources)
{
    atomic_store(&sources->fetch.is_cancelled, true);
    pthread_mutex_lock(&sources->lock);
    sources->is_ended = true;
    pthread_cond_signal(&sources->woken);
    pthread_mutex_unlock(&sources->lock);
    pthread_join(sources->thread, NULL);
    pthread_cond_destroy(&sources->woken);
    pthread_mutex_destroy(&sources->lock);
    arena_release(&sources->asked_arena);
    struct arena home = sources->home;
    arena_release(&home);
}

const char *sources_data(const struct sources *sources)
{
    return sources->data;
}

/* Under lock. */
static bool is_asked(const struct sources *sources, str id)
{
    for (const struct asked *asked = sources->asked; asked; asked = asked->next)
        if (str_equal(asked->id, id))
            return true;
    return false;
}

void sources_ask(struct sources *sources, str id)
{
    pthread_mutex_lock(&sources->lock);
    if (!is_asked(sources, id) && !str_equal(sources->running, id)) {
        struct asked **end = &sources->asked;
        while (*end)
            end = &(*end)->next;
        *end = ARENA_NEW(&sources->asked_arena, struct asked);
        (*end)->id = arena_dup(&sources->asked_arena, id);
        pthread_cond_signal(&sources->woken);
    }
    pthread_mutex_unlock(&sources->lock);
}

bool sources_is_running(struct sources *sources, str id)
{
    pthread_mutex_lock(&sources->lock);
    bool is_running = str_equal(sources->running, id) || is_asked(sources, id);
    pthread_mutex_unlock(&sources->lock);
    return is_running;
}

void sources_wake(struct sources *sources)
{
    pthread_mutex_lock(&sources->lock);
    sources->is_woken = true;
    pthread_cond_signal(&sources->woken);
    pthread_mutex_unlock(&sources->lock);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* watch.c - the thread that keeps the state, and those who read it. */
#include "plan/security/todo/watch.h"

#include <time.h>

#include "base/log.h"
#include "plan/security/advisory/advisory_record.h"
#include "plan/security/todo/watch_private.h"

enum {
    LOOK_RECORDS_MAX = 1000,
    LOOK_BYTES_MAX = 8 << 20,
    REBUILD_RECORDS = 200000, /* so far behind, reading everything is quicker */
    WASTE_BYTES_MIN = 64 << 20,
    FAILED_PAUSE_MS = 5000,
};

struct watch {
    struct arena home; /* holds this struct */
    struct store *store;
    struct follow_thread follow;
    _Atomic bool wanted;
    pthread_rwlock_t lock; /* of what is read: the view */
    struct watch_view *view;
    struct arena view_arena;
    pthread_mutex_t shown_lock;
    pthread_cond_t shown;
    uint64_t shown_seq; /* under shown_lock: of the view; 0: there is none */
    /* The thread's alone: */
    struct watch_state *state; /* NULL: nothing was read yet */
    uint64_t seq;
};

static struct watch_view nothing = {.is_building = true};

/* --- the state ---------------------------------------------------------------------------------
 */

static void view_release(struct watch_view *view, struct arena *arena)
{
    map_release(&view->exploited);
    arena_release(arena);
}

static void tell_shown(struct watch *watch)
{
    pthread_mutex_lock(&watch->shown_lock);
    watch->shown_seq = watch->seq;
    pthread_cond_broadcast(&watch->shown);
    pthread_mutex_unlock(&watch->shown_lock);
}

/* Shows a new view; nobody reads the old one any more when this returns. */
static void show(struct watch *watch)
{
    struct arena arena = {0}, old_arena = watch->view_arena;
    struct watch_view *view = watch_state_derive(watch->state, watch->seq, &arena),
                      *old = watch->view;
    pthread_rwlock_wrlock(&watch->lock);
    watch->view = view;
    watch->view_arena = arena;
    pthread_rwlock_unlock(&watch->lock);
    view_release(old, &old_arena);
    tell_shown(watch);
}

/* Records came that change nothing of it, as values of machines do all the time. */
static void show_seq(struct watch *watch)
{
    pthread_rwlock_wrlock(&watch->lock);
    watch->view->seq = watch->seq;
    pthread_rwlock_unlock(&watch->lock);
    tell_shown(watch);
}

static struct watch_state *watch_state_new(struct store *store)
{
    struct arena arena = {0};
    struct watch_state *state = ARENA_NEW(&arena, struct watch_state);
    state->store = store;
    state->arena = arena;
    return state;
}

static void watch_state_free(struct watch_state *state)
{
    /* The arena holds the state itself. */
    struct watch_state last = *state;
    watch_state_release(&last);
}

static bool build(struct watch *watch)
{
    struct fail why = {0};
    uint64_t seq = store_revision(watch->store);
    struct watch_state *fresh = watch_state_new(watch->store), *old = watch->state;
    if (watch_state_load(fresh, &why) != ERR_OK) {
        log_line(LOG_WARN, "security: the list of what to do cannot be made: %s", why.text);
        watch_state_free(fresh);
        return false;
    }
    watch_state_match_all(fresh);
    fresh->bytes_built = fresh->arena.bytes_total;
    watch->state = fresh;
    watch->seq = seq;
    show(watch);
    if (old)
        watch_state_free(old);
    return true;
}

/* --- following ---------------------------------------------------------------------------------
 */

static void take_records(struct watch *watch, const struct record *records, size_t count,
                         struct arena *arena, struct watch_changes *changes)
{
    struct map seen[DOCUMENT_IDENTIFIABLE_END] = {0};
    for (size_t i = 0; i < count; i++) {
        bool added = false;
        if (records[i].kind < DOCUMENT_IDENTIFIABLE_END)
            map_put(&seen[records[i].kind], records[i].id, &added);
        if (added)
            watch_state_take(watch->state, records[i].kind, records[i].id, arena, changes);
    }
    for (size_t i = 0; i < COUNT_OF(seen); i++)
        map_release(&seen[i]);
}

/* One look at the log. False: it failed, and all must be read anew. */
static bool look(struct watch *watch, bool *ret_more)
{
    struct arena arena = {0};
    struct watch_changes changes = {0};
    struct record *records;
    size_t count = 0;
    struct fail why;
    bool done = store_records(watch->store, &arena, watch->seq, LOOK_RECORDS_MAX, LOOK_BYTES_MAX,
                              &records, &count, &why) == ERR_OK;
    *ret_more = count > 0;
    if (done && count) {
        take_records(watch, records, count, &arena, &changes);
        watch->seq = records[count - 1].seq;
        bool matters = changes.fresh_count || changes.any_gone || changes.asset_count;
        if (matters)
            watch_state_match(watch->state, &changes);
        if (matters || changes.other)
            show(watch);
        else
            show_seq(watch);
    }
    arena_release(&arena);
    return done;
}

static bool is_wasteful(const struct watch_state *state)
{
    return state->arena.bytes_total > 2 * state->bytes_built + WASTE_BYTES_MIN;
}

/* One advisory is enough. */
static bool has_advisory(struct store *store)
{
    struct arena arena = {0};
    struct store_filter filter = {PROJECTION_SEMANTIC_ID, STR(ADVISORY_SEMANTIC_ID)};
    struct store_query query = {
        .kind = DOCUMENT_SUBMODEL, .filters = &filter, .filter_count = 1, .limit = 1};
    struct store_page page;
    struct fail why;
    bool has = false;
    if (store_find(store, &arena, &query, &page, &why) == ERR_OK) {
        has = page.count > 0;
        store_page_release(&page);
    }
    arena_release(&arena);
    return has;
}

static void run(void *context)
{
    struct watch *watch = context;
    struct follow_thread *follow = &watch->follow;
    while (!follow_thread_is_ended(follow)) {
        bool more = false;
        if (!atomic_load(&watch->wanted) && !has_advisory(watch->store)) {
            follow_thread_wait(follow);
            follow_thread_give_way(follow);
            continue;
        }
        if (watch->state)
            follow_thread_give_way(follow);
        bool anew = !watch->state || is_wasteful(watch->state) ||
                    store_revision(watch->store) - watch->seq > REBUILD_RECORDS;
        if ((anew && !build(watch)) || !look(watch, &more)) {
            follow_thread_pause(follow, FAILED_PAUSE_MS);
            continue;
        }
        if (!more)
            follow_thread_wait(follow);
    }
}

/* --- for others --------------------------------------------------------------------------------
 */

void watch_open(struct store *store, struct watch **ret_watch)
{
    struct arena home = {0};
    struct watch *watch = ARENA_NEW(&home, struct watch);
    watch->home = home;
    watch->store = store;
    watch->view = &nothing;
    pthread_rwlock_init(&watch->lock, NULL);
    pthread_mutex_init(&watch->shown_lock, NULL);
    pthread_cond_init(&watch->shown, NULL);
    follow_thread_start(&watch->follow, store, run, watch);
    *ret_watch = watch;
}

void watch_close(struct watch *watch)
{
    follow_thread_stop(&watch->follow);
    view_release(watch->view, &watch->view_arena);
    if (watch->state)
        watch_state_free(watch->state);
    pthread_rwlock_destroy(&watch->lock);
    pthread_mutex_destroy(&watch->shown_lock);
    pthread_cond_destroy(&watch->shown);
    struct arena home = watch->home;
    arena_release(&home);
}

/* Who has just written something wants to see it. */
static void catch_up(struct watch *watch)
{
    uint64_t revision = store_revision(watch->store);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += (long)CATCH_UP_MS_MAX * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&watch->shown_lock);
    while (watch->shown_seq < revision &&
           pthread_cond_timedwait(&watch->shown, &watch->shown_lock, &until) == 0)
        ;
    pthread_mutex_unlock(&watch->shown_lock);
}

const struct watch_view *watch_take(struct watch *watch)
{
    if (!atomic_exchange(&watch->wanted, true))
        follow_thread_wake(&watch->follow);
    catch_up(watch);
    pthread_rwlock_rdlock(&watch->lock);
    return watch->view;
}

void watch_release(struct watch *watch)
{
    pthread_rwlock_unlock(&watch->lock);
}

struct watch_once {
    struct watch_state *state;
    struct watch_view *view;
    struct arena view_arena; /* holds the view */
};

err_t watch_once_open(struct store *store, uint64_t seq, struct watch_once **ret_once,
                      const struct watch_view **ret_view, struct fail *why)
{
    struct watch_state *state = watch_state_new(store);
    err_t err = watch_state_load(state, why);
    if (err) {
        watch_state_free(state);
        return err;
    }
    watch_state_match_all(state);
    struct watch_once *once = ARENA_NEW(&state->arena, struct watch_once);
    once->state = state;
    once->view = watch_state_derive(state, seq, &once->view_arena);
    *ret_once = once;
    *ret_view = once->view;
    return ERR_OK;
}

void watch_once_close(struct watch_once *once)
{
    view_release(once->view, &once->view_arena);
    watch_state_free(once->state); /* holds `once` */
}

const struct item *watch_item(const struct watch_view *view, str id)
{
    for (size_t i = 0; i < view->item_count; i++)
        if (str_equal(view->items[i].id, id))
            return &view->items[i];
    return NULL;
}

const struct watched_advisory *watch_advisory(const struct watch_view *view, str record_id)
{
    for (size_t i = 0; i < view->advisory_count; i++)
        if (str_equal(view->advisories[i]->record_id, record_id))
            return view->advisories[i];
    return NULL;
}

const struct watched_asset *watch_asset(const struct watch_view *view, str shell_id)
{
    for (size_t i = 0; i < view->asset_count; i++)
        if (str_equal(view->assets[i]->facts.shell_id, shell_id))
            return view->assets[i];
    return NULL;
}

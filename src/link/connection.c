/* SPDX-License-Identifier: Apache-2.0 */
/* connection.c - the thread of one interface. */
#include "link/connection.h"

#include <signal.h>

#include "base/clock.h"
#include "base/log.h"
#include "link/protocol.h"

enum { IDLE_MS = 60000 }; /* waking ends a wait; this is only an upper limit */

#define LINK_STATE_TEXT(name, text) text,
static const char *const state_texts[] = {LINK_STATES(LINK_STATE_TEXT)};
#undef LINK_STATE_TEXT

const char *link_state_text(enum link_state state)
{
    return state_texts[state];
}

const struct link_protocol *link_protocol_find(str scheme)
{
    static const struct link_protocol *const all[] = {&link_http, &link_mqtt, &link_modbus};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        for (size_t k = 0; k < COUNT_OF(all[i]->schemes); k++)
            if (all[i]->schemes[k].p && str_equal_nocase(all[i]->schemes[k], scheme))
                return all[i];
    return NULL;
}

/* --- what all share --------------------------------------------------------------------------- */

static void init_steady(pthread_cond_t *condition)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &steady);
    pthread_condattr_destroy(&steady);
}

static struct timespec time_of(int64_t steady_ms)
{
    return (struct timespec){.tv_sec = steady_ms / 1000, .tv_nsec = steady_ms % 1000 * 1000000};
}

void link_shared_init(struct link_shared *shared)
{
    *shared = (struct link_shared){0};
    pthread_mutex_init(&shared->lock, NULL);
    pthread_mutex_init(&shared->news_lock, NULL);
    init_steady(&shared->news);
}

void link_shared_release(struct link_shared *shared)
{
    pthread_cond_destroy(&shared->news);
    pthread_mutex_destroy(&shared->news_lock);
    pthread_mutex_destroy(&shared->lock);
}

void link_shared_tell(struct link_shared *shared)
{
    pthread_mutex_lock(&shared->news_lock);
    shared->has_news = true;
    pthread_cond_signal(&shared->news);
    pthread_mutex_unlock(&shared->news_lock);
}

void link_shared_wait(struct link_shared *shared, int64_t ms)
{
    struct timespec until = time_of(clock_steady_ms() + ms);
    pthread_mutex_lock(&shared->news_lock);
    while (!shared->has_news &&
           pthread_cond_timedwait(&shared->news, &shared->news_lock, &until) == 0)
        ;
    shared->has_news = false;
    pthread_mutex_unlock(&shared->news_lock);
}

/* --- what others see ------------------------------------------------------------------------- */

static void lock(struct link_connection *connection)
{
    pthread_mutex_lock(&connection->shared->lock);
}

static void unlock(struct link_connection *connection)
{
    pthread_mutex_unlock(&connection->shared->lock);
}

void link_error_set(char to[static LINK_ERROR_BYTES_MAX], str text)
{
    size_t n = text.n < LINK_ERROR_BYTES_MAX ? text.n : LINK_ERROR_BYTES_MAX - 1;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n--;
    if (n)
        memcpy(to, text.p, n);
    to[n] = '\0';
}

static void set_state(struct link_connection *connection, enum link_state state)
{
    if (connection->state == state)
        return;
    connection->state = state;
    connection->since_wall_ms = clock_wall_ms();
}

static void tell(const struct link_connection *connection, enum log_level level, const char *what,
                 const char *more)
{
    const struct link_interface *interface = connection->interface;
    log_line(level, "connection %.*s (%.*s of %.*s): %s%s", STR_ARG(interface->base),
             STR_ARG(interface->path), STR_ARG(interface->submodel_id), what, more);
}

static void note_failure(struct link_value_state *state, const struct fail *why)
{
    state->failures++;
    link_error_set(state->error, str_from(why->text));
}

/* Under the lock: what is to be written now is written never. An order that is late may move a
 * machine when nobody expects it. */
static void drop_writes(struct link_connection *connection)
{
    for (struct link_mapping *at = connection->interface->mappings; at; at = at->next) {
        struct link_value_state *state = at->state;
        if (!state->wanted)
            continue;
        state->wanted = false;
        state->failed = true;
        state->failures++;
        link_error_set(state->write_error,
                       STR("not written: the machine was not connected; write it again"));
    }
}

static void lose(struct link_connection *connection, const struct fail *why)
{
    lock(connection);
    if (connection->state == LINK_CONNECTED)
        connection->losses++;
    bool news = connection->state != LINK_LOST;
    set_state(connection, LINK_LOST);
    link_error_set(connection->error, str_from(why->text));
    connection->retry_ms = !connection->retry_ms                      ? LINK_RETRY_MS_MIN
                           : connection->retry_ms < LINK_RETRY_MS_MAX ? connection->retry_ms * 2
                                                                      : LINK_RETRY_MS_MAX;
    if (connection->retry_ms > LINK_RETRY_MS_MAX)
        connection->retry_ms = LINK_RETRY_MS_MAX;
    connection->retry_at_ms = clock_steady_ms() + connection->retry_ms;
    connection->next_try_wall_ms = clock_wall_ms() + connection->retry_ms;
    drop_writes(connection);
    unlock(connection);
    if (news)
        tell(connection, LOG_WARN, "lost: ", why->text);
}

bool connection_is_ended(struct link_connection *connection)
{
    lock(connection);
    bool ended = connection->ended;
    unlock(connection);
    return ended;
}

bool connection_reads(const struct link_connection *connection,
                      const struct link_property *property)
{
    if (!property->read.there)
        return false;
    for (const struct link_mapping *at = connection->interface->mappings; at; at = at->next)
        if (at->property == property && at->reads)
            return true;
    return false;
}

uint32_t connection_timeout_ms(const struct link_form *form)
{
    uint64_t ms;
    str text = form->terms[TERM_MODV_TIMEOUT];
    if (!text.p || !str_to_u64(text, LINK_TIMEOUT_MS_MAX, &ms) || ms == 0)
        return LINK_TIMEOUT_MS_DEFAULT;
    return (uint32_t)ms;
}

/* --- values ---------------------------------------------------------------------------------- */

static void leave_value(struct link_connection *connection, struct link_mapping *mapping,
                        const struct link_raw *raw)
{
    struct link_value_state *state = mapping->state;
    lock(connection);
    buf_reset(&state->raw);
    buf_add(&state->raw, raw->text);
    state->raw_kind = raw->kind;
    state->fresh = true;
    state->tries = 0;
    state->reads++;
    unlock(connection);
    link_shared_tell(connection->shared);
}

void connection_deliver(struct link_connection *connection, const struct link_property *property,
                        enum link_codec codec, str payload, const struct fail *why)
{
    for (struct link_mapping *at = connection->interface->mappings; at; at = at->next) {
        struct link_raw raw;
        struct fail own = {0};
        if (at->property != property || !at->reads)
            continue;
        err_t err = ERR_INVALID;
        if (payload.p) {
            err = link_payload_read(codec, payload, at->keys, at->key_count, &connection->scratch,
                                    &raw, &own);
            why = &own;
        }
        if (err == ERR_OK) {
            leave_value(connection, at, &raw);
        } else {
            lock(connection);
            note_failure(at->state, why);
            unlock(connection);
        }
    }
    arena_reset(&connection->scratch);
}

static bool is_lost(err_t err)
{
    return err == ERR_IO || err == ERR_TIMEOUT || err == ERR_BUSY;
}

static bool take_write(struct link_connection *connection, struct link_mapping *mapping,
                       struct link_raw *ret_raw)
{
    struct link_value_state *state = mapping->state;
    lock(connection);
    bool wanted = state->wanted;
    if (wanted) {
        ret_raw->kind = state->wanted_kind;
        ret_raw->text = arena_dup(&connection->scratch, buf_str(&state->wanted_raw));
    }
    unlock(connection);
    return wanted;
}

/* `wanted` stays set meanwhile, so that what was read before does not go over the new value. */
static err_t write_one(struct link_connection *connection, struct link_mapping *mapping,
                       struct fail *why)
{
    struct link_raw raw;
    struct link_value_state *state = mapping->state;
    if (!mapping->writes || !take_write(connection, mapping, &raw))
        return ERR_OK;
    err_t err = connection->protocol->write(connection, mapping->property, &raw, why);
    lock(connection);
    if (str_equal(buf_str(&state->wanted_raw), raw.text) && !is_lost(err))
        state->wanted = false;
    if (err == ERR_OK) {
        state->writes++;
        state->failed = false;
        state->write_error[0] = '\0';
    } else {
        state->failed = true;
        state->failures++;
        link_error_set(state->write_error, str_from(why->text));
    }
    unlock(connection);
    arena_reset(&connection->scratch);
    return is_lost(err) ? err : ERR_OK;
}

static err_t write_all(struct link_connection *connection, struct fail *why)
{
    err_t err = ERR_OK;
    for (struct link_mapping *at = connection->interface->mappings; !err && at; at = at->next)
        err = write_one(connection, at, why);
    return err;
}

/* Reads what is due. *ret_wait_ms: until the next is. */
static err_t read_due(struct link_connection *connection, int64_t *ret_wait_ms, struct fail *why)
{
    int64_t next_ms = clock_steady_ms() + IDLE_MS;
    err_t err = ERR_OK;
    for (struct link_property *at = connection->interface->properties; at; at = at->next) {
        if (!connection->protocol->read || !connection_reads(connection, at))
            continue;
        int64_t now = clock_steady_ms();
        if (now >= at->due_ms) {
            err = connection->protocol->read(connection, at, why);
            if (is_lost(err))
                return err;
            if (err)
                connection_deliver(connection, at, CODEC_PLAIN, (str){0}, why);
            at->due_ms = at->due_ms + at->interval_ms > now ? at->due_ms + at->interval_ms
                                                            : now + at->interval_ms;
        }
        if (at->due_ms < next_ms)
            next_ms = at->due_ms;
    }
    int64_t wait_ms = next_ms - clock_steady_ms();
    *ret_wait_ms = wait_ms < 0 ? 0 : wait_ms;
    return ERR_OK;
}

/* --- the thread ------------------------------------------------------------------------------ */

static bool has_writes(const struct link_connection *connection)
{
    for (const struct link_mapping *at = connection->interface->mappings; at; at = at->next)
        if (at->state->wanted)
            return true;
    return false;
}

/* Until the time on the steady clock, or until woken. Under the lock. */
static void wait_until(struct link_connection *connection, int64_t until_ms)
{
    struct timespec until = time_of(until_ms);
    pthread_cond_timedwait(&connection->wake, &connection->shared->lock, &until);
}

static err_t wait_for_more(struct link_connection *connection, int64_t wait_ms, struct fail *why)
{
    if (connection->protocol->wait)
        return connection->protocol->wait(connection, (int)wait_ms, why);
    int64_t until_ms = clock_steady_ms() + wait_ms;
    lock(connection);
    while (!connection->ended && !has_writes(connection) && clock_steady_ms() < until_ms)
        wait_until(connection, until_ms);
    unlock(connection);
    return ERR_OK;
}

static void wait_for_retry(struct link_connection *connection)
{
    lock(connection);
    while (!connection->ended && clock_steady_ms() < connection->retry_at_ms) {
        drop_writes(connection);
        wait_until(connection, connection->retry_at_ms);
    }
    connection->next_try_wall_ms = 0;
    unlock(connection);
}

static void open_now(struct link_connection *connection)
{
    struct fail why = {0};
    err_t err = connection->protocol->open(connection, &why);
    if (err) {
        lose(connection, &why);
        return;
    }
    connection->retry_ms = 0;
    for (struct link_property *at = connection->interface->properties; at; at = at->next)
        at->due_ms = 0;
    lock(connection);
    connection->open = true;
    set_state(connection, LINK_CONNECTED);
    connection->error[0] = '\0';
    unlock(connection);
    tell(connection, LOG_INFO, "connected", "");
}

static void close_now(struct link_connection *connection)
{
    lock(connection); /* nobody may wake what is being closed */
    connection->open = false;
    unlock(connection);
    connection->protocol->close(connection);
}

static void work(struct link_connection *connection)
{
    struct fail why = {0};
    int64_t wait_ms = 0;
    err_t err = write_all(connection, &why);
    if (!err)
        err = read_due(connection, &wait_ms, &why);
    if (!err)
        err = wait_for_more(connection, wait_ms, &why);
    if (!err)
        return;
    close_now(connection);
    lose(connection, &why);
}

static void *run(void *context)
{
    struct link_connection *connection = context;
    while (!connection_is_ended(connection)) {
        if (connection->open)
            work(connection);
        else if (clock_steady_ms() < connection->retry_at_ms)
            wait_for_retry(connection);
        else
            open_now(connection);
    }
    if (connection->open)
        close_now(connection);
    lock(connection);
    connection->finished = true;
    unlock(connection);
    return NULL;
}

static enum link_state state_of(enum link_hindrance hindrance)
{
    switch (hindrance) {
    case HINDRANCE_UNUSED:
        return LINK_UNUSED;
    case HINDRANCE_INVALID:
        return LINK_INVALID;
    case HINDRANCE_NOT_SUPPORTED:
        return LINK_NOT_SUPPORTED;
    case HINDRANCE_NOT_ALLOWED:
        return LINK_NOT_ALLOWED;
    default:
        return LINK_CONNECTING;
    }
}

struct link_connection *connection_new(struct link_interface *interface, struct link_shared *shared)
{
    struct link_connection *connection = ARENA_NEW(&interface->home, struct link_connection);
    connection->interface = interface;
    connection->shared = shared;
    connection->protocol = interface->protocol;
    connection->state = state_of(interface->hindrance);
    connection->since_wall_ms = clock_wall_ms();
    link_error_set(connection->error, interface->reason);
    init_steady(&connection->wake);
    for (struct link_mapping *at = interface->mappings; at; at = at->next) {
        at->state = ARENA_NEW(&interface->home, struct link_value_state);
        link_error_set(at->state->error, at->problem);
    }
    return connection;
}

void connection_run(struct link_connection *connection)
{
    sigset_t all, before;
    if (connection->interface->hindrance)
        return;
    connection->running = true;
    sigfillset(&all); /* signals are for the thread that waits for them */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&connection->thread, NULL, run, connection) != 0)
        abort(); /* no thread left: as bad as no memory */
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void connection_wake(struct link_connection *connection)
{
    pthread_cond_signal(&connection->wake);
    if (connection->open && connection->protocol->wake)
        connection->protocol->wake(connection);
}

void connection_end(struct link_connection *connection)
{
    connection->ended = true;
    if (connection->running)
        connection_wake(connection);
}

void connection_free(struct link_connection *connection)
{
    assert(!connection->running || connection->finished);
    if (connection->running)
        pthread_join(connection->thread, NULL);
    pthread_cond_destroy(&connection->wake);
    arena_release(&connection->scratch);
    for (struct link_mapping *at = connection->interface->mappings; at; at = at->next) {
        buf_release(&at->state->raw);
        buf_release(&at->state->wanted_raw);
        buf_release(&at->state->known);
        buf_release(&at->state->value);
    }
    interface_free(connection->interface);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* values.c - values on their way from machines into the store, and from the store to machines. What
 * a target held is remembered (known): a change that is not the engine's own is for the machine. */
#include "base/clock.h"
#include "link/links_private.h"
#include "link/target.h"

enum { LOOK_BYTES_MAX = 1 << 20 };

static void lock(struct links *links)
{
    pthread_mutex_lock(&links->shared.lock);
}

static void unlock(struct links *links)
{
    pthread_mutex_unlock(&links->shared.lock);
}

static void set_text(struct buf *buf, str text)
{
    buf_reset(buf);
    buf_add(buf, text);
}

static void note_failure(struct links *links, struct link_value_state *state,
                         const struct fail *why)
{
    lock(links);
    state->failures++;
    link_error_set(state->error, str_from(why->text));
    unlock(links);
}

/* --- to machines ----------------------------------------------------------------------------- */

static void hand_over(struct links *links, struct link_connection *connection,
                      struct link_mapping *mapping, const struct link_target *target,
                      struct arena *arena)
{
    struct link_value_state *state = mapping->state;
    struct link_raw raw;
    struct fail why = {0};
    err_t err = link_raw_of_value(target->value, target->type, &target->scale, arena, &raw, &why);
    lock(links);
    set_text(&state->known, target->value);
    state->has_known = true;
    state->fresh = false; /* it was read before */
    state->failed = true; /* until it is written */
    if (!err && connection->state != LINK_CONNECTED)
        err = fail_set(&why, ERR_BUSY, 0, (str){0},
                       "not written: the machine is not connected; write it again");
    if (err) {
        state->failures++;
        link_error_set(state->write_error, str_from(why.text));
    } else {
        set_text(&state->wanted_raw, raw.text);
        state->wanted_kind = raw.kind;
        state->wanted = true;
        connection_wake(connection);
    }
    unlock(links);
}

/* True: somebody else has changed the target, and the machine is told. `meant`: also when the
 * value is the one that could not be written. */
static bool notice_change(struct links *links, struct link_connection *connection,
                          struct link_mapping *mapping, const struct link_target *target,
                          bool meant, struct arena *arena)
{
    struct link_value_state *state = mapping->state;
    if (!mapping->writes || !target->value.p)
        return false;
    lock(links);
    bool known = state->has_known;
    bool changed = known && (!str_equal(buf_str(&state->known), target->value) ||
                             (meant && state->failed && !state->wanted));
    if (!known) {
        set_text(&state->known, target->value);
        state->has_known = true;
    }
    unlock(links);
    if (changed)
        hand_over(links, connection, mapping, target, arena);
    return changed;
}

/* Whether a change at one path says something of the other: one holds the other. */
static bool paths_meet(str a, str b)
{
    str shorter = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
    if (!str_starts_with(longer, shorter))
        return false;
    return shorter.n == longer.n || shorter.n == 0 || longer.p[shorter.n] == '.' ||
           longer.p[shorter.n] == '[';
}

static void follow_record(struct links *links, const struct record *record)
{
    if (record->kind != DOCUMENT_SUBMODEL || str_equal(record->actor, STR(LINK_ACTOR)) ||
        !map_find(&links->writable, record->id))
        return;
    bool whole = record->operation == STORE_PUT;
    for (struct link_connection *at = links->connections; at; at = at->next)
        for (struct link_mapping *mapping = at->interface->mappings; mapping && at->running;
             mapping = mapping->next) {
            struct arena arena = {0};
            struct link_target target;
            struct fail why = {0};
            bool concerns = mapping->writes && str_equal(mapping->target_id, record->id) &&
                            (whole || paths_meet(mapping->target_path, record->path));
            if (concerns && link_target_read(links->store, mapping->target_id, mapping->target_path,
                                             &mapping->scale, &arena, &target, &why) == ERR_OK)
                (void)notice_change(links, at, mapping, &target, true, &arena);
            arena_release(&arena);
        }
}

void links_follow_targets(struct links *links)
{
    struct fail why = {0};
    size_t count = 1;
    if (links->writable.count == 0) {
        links->after = store_revision(links->store);
        return;
    }
    while (count && links->after < store_revision(links->store)) {
        struct record *records;
        struct arena arena = {0};
        if (store_records(links->store, &arena, links->after, LINK_RECORDS_MAX, LOOK_BYTES_MAX,
                          &records, &count, &why) != ERR_OK)
            count = 0;
        for (size_t i = 0; i < count; i++) {
            links->after = records[i].seq;
            follow_record(links, &records[i]);
        }
        arena_release(&arena);
    }
}

void links_know_targets(struct links *links, struct link_connection *connection)
{
    for (struct link_mapping *at = connection->interface->mappings; at; at = at->next) {
        struct arena arena = {0};
        struct link_target target;
        struct fail why = {0};
        if (at->writes && link_target_read(links->store, at->target_id, at->target_path, &at->scale,
                                           &arena, &target, &why) == ERR_OK) {
            set_text(&at->state->known, target.value);
            at->state->has_known = true;
        }
        arena_release(&arena);
    }
}

/* --- from machines --------------------------------------------------------------------------- */

/* One value that came. */
struct arrival {
    struct link_connection *connection;
    struct link_mapping *mapping;
    struct link_raw raw;
    str text; /* as the target is to have it */
};

static void take_one(struct links *links, struct link_connection *connection,
                     struct link_mapping *mapping, struct arrival *to)
{
    struct link_value_state *state = mapping->state;
    state->fresh = false;
    state->tries++;
    *to = (struct arrival){.connection = connection, .mapping = mapping};
    to->raw.kind = state->raw_kind;
    to->raw.text = arena_dup(&links->batch, buf_str(&state->raw));
}

/* What was read before a value that waits to be written says nothing. */
static size_t take_arrivals(struct links *links, struct arrival *arrivals, bool *ret_more)
{
    size_t count = 0;
    *ret_more = false;
    lock(links);
    for (struct link_connection *at = links->connections; at; at = at->next)
        for (struct link_mapping *mapping = at->interface->mappings; mapping && at->running;
             mapping = mapping->next) {
            if (!mapping->state->fresh)
                continue;
            if (mapping->state->wanted)
                mapping->state->fresh = false;
            else if (count < LINK_BATCH_CHANGES_MAX)
                take_one(links, at, mapping, &arrivals[count++]);
            else
                *ret_more = true;
        }
    unlock(links);
    return count;
}

static void note_value(struct links *links, const struct arrival *arrival, bool stored)
{
    struct link_value_state *state = arrival->mapping->state;
    int64_t now = clock_wall_ms();
    lock(links);
    set_text(&state->value, arrival->text);
    state->value_wall_ms = now;
    arrival->connection->value_wall_ms = now;
    if (stored) {
        set_text(&state->known, arrival->text);
        state->has_known = true;
    }
    state->error[0] = '\0';
    state->failed = false;
    unlock(links);
}

/* Makes the change; false: there is none to make. */
static bool make_change(struct links *links, struct arrival *arrival, struct store_change *change)
{
    struct link_mapping *mapping = arrival->mapping;
    struct link_target target;
    struct fail why = {0};
    str json;
    err_t err = link_target_read(links->store, mapping->target_id, mapping->target_path,
                                 &mapping->scale, &links->batch, &target, &why);
    if (!err && notice_change(links, arrival->connection, mapping, &target, false, &links->batch))
        return false;
    if (!err)
        err = link_value_of_raw(&arrival->raw, &target.scale, target.type, &links->batch,
                                &arrival->text, &why);
    if (!err &&
        !link_value_differs(target.value, arrival->text, target.type, target.scale.deadband)) {
        note_value(links, arrival, false);
        return false;
    }
    if (!err)
        err = link_target_with(&target, arrival->text, &links->batch, &json, &why);
    if (err) {
        note_failure(links, mapping->state, &why);
        return false;
    }
    *change = (struct store_change){.operation = STORE_ELEMENT_PUT,
                                    .kind = DOCUMENT_SUBMODEL,
                                    .id = mapping->target_id,
                                    .path = mapping->target_path,
                                    .body = json,
                                    .condition = STORE_IF_ELEMENT,
                                    .expected = target.json};
    return true;
}

static err_t commit(struct links *links, struct store_change *changes, size_t count,
                    struct fail *why)
{
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR(LINK_ACTOR)};
    return store_commit(links->store, &batch, why);
}

/* Somebody else was faster: the value is looked at once more, unless a newer one came. */
static void try_again(struct links *links, const struct arrival *arrival, const struct fail *why)
{
    struct link_value_state *state = arrival->mapping->state;
    lock(links);
    bool again = !state->fresh && state->tries < LINK_VALUE_TRIES_MAX;
    if (again)
        state->fresh = true;
    unlock(links);
    if (!again)
        note_failure(links, state, why);
}

/* One change that cannot be made holds up none of the others. */
static void commit_each(struct links *links, struct store_change *changes,
                        struct arrival *const *arrivals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fail why = {0};
        err_t err = commit(links, &changes[i], 1, &why);
        if (err == ERR_OK)
            note_value(links, arrivals[i], true);
        else if (err == ERR_PRECONDITION)
            try_again(links, arrivals[i], &why);
        else
            note_failure(links, arrivals[i]->mapping->state, &why);
    }
}

bool links_store_values(struct links *links)
{
    struct arrival arrivals[LINK_BATCH_CHANGES_MAX], *changed[LINK_BATCH_CHANGES_MAX];
    struct store_change changes[LINK_BATCH_CHANGES_MAX];
    struct fail why = {0};
    bool more;
    size_t count = take_arrivals(links, arrivals, &more), change_count = 0;
    for (size_t i = 0; i < count; i++)
        if (make_change(links, &arrivals[i], &changes[change_count]))
            changed[change_count++] = &arrivals[i];
    if (change_count && commit(links, changes, change_count, &why) == ERR_OK)
        for (size_t i = 0; i < change_count; i++)
            note_value(links, changed[i], true);
    else
        commit_each(links, changes, changed, change_count);
    arena_reset(&links->batch);
    return more;
}

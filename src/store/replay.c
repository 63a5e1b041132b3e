/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - the changes are found backwards by `previous` and applied forwards. */
#include "store/replay.h"

#include "store/splice.h"

static err_t fail_chain(const struct head *head, uint64_t seq, struct fail *why)
{
    return fail_set(why, ERR_CORRUPT, 0, (str){0},
                    "record %llu does not fit the records of document %llu; restore the last "
                    "backup with schale restore FILE DIR",
                    (unsigned long long)seq, (unsigned long long)head->number);
}

err_t replay_record(const struct store_driver *driver, struct session *session, uint64_t seq,
                    struct arena *arena, struct record *ret_record, struct fail *why)
{
    str line;
    err_t rc = driver->line_at(session, seq, &line, why);
    return rc == ERR_OK ? log_record_read(line, arena, ret_record, why) : rc;
}

/* A document on its way from its last whole body to what it is now. */
struct replay {
    const struct store_driver *driver;
    struct session *session;
    const struct head *head;
    struct arena arena;
    uint64_t changes[STORE_CHANGES_MAX]; /* records behind the last whole body, oldest first */
    size_t count, bytes;
    int64_t updated_ms;
    struct buf body;
};

static err_t find_changes(struct replay *replay, struct fail *why)
{
    const struct head *head = replay->head;
    struct record record;
    for (uint64_t seq = head->last_seq; seq != head->body_seq; seq = record.previous) {
        arena_reset(&replay->arena);
        err_t rc =
            replay_record(replay->driver, replay->session, seq, &replay->arena, &record, why);
        if (rc != ERR_OK)
            return rc == ERR_NOT_FOUND ? fail_chain(head, seq, why) : rc;
        if (replay->count == STORE_CHANGES_MAX || record.number != head->number ||
            record.previous >= seq)
            return fail_chain(head, seq, why);
        if (replay->count == 0)
            replay->updated_ms = record.time_ms;
        replay->changes[replay->count++] = seq;
    }
    for (size_t i = 0; i < replay->count / 2; i++) {
        uint64_t swapped = replay->changes[i];
        replay->changes[i] = replay->changes[replay->count - 1 - i];
        replay->changes[replay->count - 1 - i] = swapped;
    }
    return ERR_OK;
}

static bool changes_element(enum store_operation operation)
{
    return operation == STORE_ELEMENT_PUT || operation == STORE_ELEMENT_ADD ||
           operation == STORE_ELEMENT_DELETE;
}

static err_t apply_change(struct replay *replay, uint64_t seq, struct fail *why)
{
    struct record record;
    struct slices *slices;
    struct buf next = {0};
    arena_reset(&replay->arena);
    err_t rc = replay_record(replay->driver, replay->session, seq, &replay->arena, &record, why);
    if (rc != ERR_OK)
        return rc;
    replay->bytes += record.change.n;
    if (!changes_element(record.operation))
        return ERR_OK;
    rc = slices_new(buf_str(&replay->body), &slices, why);
    if (rc != ERR_OK)
        return rc;
    rc = splice_apply(buf_str(&replay->body), slices, record.operation, record.path, record.change,
                      &next, why);
    slices_free(slices);
    if (rc == ERR_OK) {
        buf_release(&replay->body);
        replay->body = next;
    } else {
        buf_release(&next);
    }
    return rc;
}

/* The document as the changes make it out of `whole`, which is a view of the session. */
static err_t replay_changes(struct replay *replay, str id, str whole, struct stored **ret_stored,
                            struct fail *why)
{
    buf_add(&replay->body, whole);
    err_t rc = find_changes(replay, why);
    for (size_t i = 0; rc == ERR_OK && i < replay->count; i++)
        if ((rc = apply_change(replay, replay->changes[i], why)) != ERR_OK && rc != ERR_IO)
            rc = fail_chain(replay->head, replay->changes[i], why);
    if (rc == ERR_OK) {
        *ret_stored = document_new(replay->head, id, buf_str(&replay->body));
        (*ret_stored)->document.updated_ms = replay->updated_ms;
        (*ret_stored)->changes = (uint32_t)replay->count;
        (*ret_stored)->change_bytes = (uint32_t)replay->bytes;
    }
    buf_release(&replay->body);
    arena_release(&replay->arena);
    return rc;
}

static err_t from_body(const struct store_driver *driver, struct session *session,
                       const struct head *head, str id, const struct body *body,
                       struct stored **ret_stored, struct fail *why)
{
    if (!body->text.p)
        return fail_chain(head, head->body_seq, why);
    if (head->body_seq != head->last_seq) {
        struct replay replay = {.driver = driver, .session = session, .head = head};
        return replay_changes(&replay, id, body->text, ret_stored, why);
    }
    *ret_stored =
        body->lasts ? document_new_view(head, id, body->text) : document_new(head, id, body->text);
    (*ret_stored)->document.updated_ms = body->time_ms;
    return ERR_OK;
}

err_t replay_document(const struct store_driver *driver, struct session *session,
                      enum document_kind kind, str id, struct stored **ret_stored, struct fail *why)
{
    struct head head;
    struct body body;
    err_t rc = driver->load(session, kind, id, &head, &body, why);
    if (rc == ERR_NOT_FOUND)
        return fail_set(why, ERR_NOT_FOUND, 0, id, "there is nothing with id %.*s", STR_ARG(id));
    return rc == ERR_OK ? from_body(driver, session, &head, id, &body, ret_stored, why) : rc;
}

err_t replay_head(const struct store_driver *driver, struct session *session,
                  const struct head *head, str id, struct stored **ret_stored, struct fail *why)
{
    struct body body;
    err_t rc = driver->body_at(session, head->body_seq, &body, why);
    if (rc == ERR_NOT_FOUND)
        return fail_chain(head, head->body_seq, why);
    return rc == ERR_OK ? from_body(driver, session, head, id, &body, ret_stored, why) : rc;
}

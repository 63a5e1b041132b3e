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
    struct arena arena;      /* of one record */
    struct buf changes;      /* uint64_t: the records behind the last whole body, newest first */
    struct stored *document; /* as it is so far */
    size_t bytes;
    int64_t updated_ms;
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
        if (replay->changes.n == STORE_CHANGES_MAX * sizeof seq || record.number != head->number ||
            record.previous >= seq)
            return fail_chain(head, seq, why);
        if (replay->changes.n == 0)
            replay->updated_ms = record.time_ms;
        buf_add(&replay->changes, str_of((const char *)&seq, sizeof seq));
    }
    return ERR_OK;
}

static bool changes_element(enum store_operation operation)
{
    return operation == STORE_ELEMENT_PUT || operation == STORE_ELEMENT_ADD ||
           operation == STORE_ELEMENT_DELETE;
}

/* The text with the change in it. */
static err_t splice(struct replay *replay, const struct record *record, struct stored **ret_stored,
                    struct fail *why)
{
    struct document *document = &replay->document->document;
    const struct slices *slices;
    struct buf text = {0};
    err_t rc = document_slices(document, &slices, why);
    if (rc == ERR_OK)
        rc = splice_apply(document_body(document), slices, record->operation, record->path,
                          record->change, &text, why);
    if (rc == ERR_OK)
        *ret_stored = document_new(replay->head, document->id, buf_str(&text));
    buf_release(&text);
    return rc;
}

static err_t apply_change(struct replay *replay, uint64_t seq, struct fail *why)
{
    struct record record;
    struct stored *next;
    str old = {0};
    arena_reset(&replay->arena);
    err_t rc = replay_record(replay->driver, replay->session, seq, &replay->arena, &record, why);
    if (rc != ERR_OK)
        return rc;
    replay->bytes += record.change.n;
    if (!changes_element(record.operation))
        return ERR_OK;
    bool puts = record.operation == STORE_ELEMENT_PUT;
    if (puts)
        rc = document_element(&replay->document->document, record.path, &old, why);
    if (rc == ERR_OK)
        rc = puts && document_may_replace(old, record.change)
                 ? document_new_with(replay->head, replay->document, record.path, record.change,
                                     &next, why)
                 : splice(replay, &record, &next, why);
    if (rc != ERR_OK)
        return rc;
    document_unref(&replay->document->document);
    replay->document = next;
    return ERR_OK;
}

/* Makes the document out of replay->document, the last whole one. */
static err_t replay_changes(struct replay *replay, struct fail *why)
{
    const uint64_t *changes;
    err_t rc = find_changes(replay, why);
    size_t count = replay->changes.n / sizeof *changes;
    changes = (const uint64_t *)(const void *)replay->changes.p;
    for (size_t i = count; rc == ERR_OK && i-- > 0;)
        if ((rc = apply_change(replay, changes[i], why)) != ERR_OK && rc != ERR_IO)
            rc = fail_chain(replay->head, changes[i], why);
    replay->document->document.updated_ms = replay->updated_ms;
    replay->document->changes = (uint32_t)count;
    replay->document->change_bytes = (uint32_t)replay->bytes;
    buf_release(&replay->changes);
    arena_release(&replay->arena);
    return rc;
}

static err_t from_body(const struct store_driver *driver, struct session *session,
                       const struct head *head, str id, const struct body *body,
                       struct stored **ret_stored, struct fail *why)
{
    if (!body->text.p)
        return fail_chain(head, head->body_seq, why);
    struct stored *document =
        body->lasts ? document_new_view(head, id, body->text) : document_new(head, id, body->text);
    document->document.updated_ms = body->time_ms;
    err_t rc = ERR_OK;
    if (head->body_seq != head->last_seq) {
        struct replay replay = {
            .driver = driver, .session = session, .head = head, .document = document};
        rc = replay_changes(&replay, why);
        document = replay.document;
    }
    if (rc == ERR_OK)
        *ret_stored = document;
    else
        document_unref(&document->document);
    return rc;
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

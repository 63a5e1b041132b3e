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

/* The records behind the last whole body, oldest first. */
static err_t read_changes(const struct store_driver *driver, struct session *session,
                          const struct head *head, uint64_t changes[STORE_CHANGES_MAX],
                          size_t *ret_count, int64_t *ret_updated_ms, struct fail *why)
{
    size_t count = 0;
    struct record record;
    for (uint64_t seq = head->last_seq; seq != head->body_seq; seq = record.previous) {
        err_t rc = driver->record_at(session, seq, &record, why);
        if (rc != ERR_OK)
            return rc == ERR_NOT_FOUND ? fail_chain(head, seq, why) : rc;
        if (count == STORE_CHANGES_MAX || record.number != head->number || record.previous >= seq)
            return fail_chain(head, seq, why);
        if (count == 0)
            *ret_updated_ms = record.time_ms;
        changes[count++] = seq;
    }
    for (size_t i = 0; i < count / 2; i++) {
        uint64_t swapped = changes[i];
        changes[i] = changes[count - 1 - i];
        changes[count - 1 - i] = swapped;
    }
    *ret_count = count;
    return ERR_OK;
}

static bool changes_element(enum store_operation operation)
{
    return operation == STORE_ELEMENT_PUT || operation == STORE_ELEMENT_ADD ||
           operation == STORE_ELEMENT_DELETE;
}

/* Applies one record to the text in *body; *bytes grows by what it holds. */
static err_t apply_change(const struct store_driver *driver, struct session *session, uint64_t seq,
                          struct buf *body, size_t *bytes, struct fail *why)
{
    struct record record;
    err_t rc = driver->record_at(session, seq, &record, why);
    if (rc != ERR_OK)
        return rc;
    *bytes += record.change.n;
    if (!changes_element(record.operation))
        return ERR_OK;
    struct slices *slices;
    struct buf next = {0};
    rc = slices_new(buf_str(body), &slices, why);
    if (rc != ERR_OK)
        return rc;
    rc = splice_apply(buf_str(body), slices, record.operation, record.path, record.change, &next,
                      why);
    slices_free(slices);
    if (rc == ERR_OK) {
        buf_release(body);
        *body = next;
    } else {
        buf_release(&next);
    }
    return rc;
}

/* The document as the changes make it out of `body`, which is a view of the session. */
static err_t replay_changes(const struct store_driver *driver, struct session *session,
                            const struct head *head, str id, str whole, struct stored **ret_stored,
                            struct fail *why)
{
    uint64_t changes[STORE_CHANGES_MAX];
    size_t count = 0, bytes = 0;
    int64_t updated_ms = 0;
    struct buf body = {0};
    buf_add(&body, whole);
    err_t rc = read_changes(driver, session, head, changes, &count, &updated_ms, why);
    for (size_t i = 0; rc == ERR_OK && i < count; i++)
        if ((rc = apply_change(driver, session, changes[i], &body, &bytes, why)) != ERR_OK &&
            rc != ERR_IO)
            rc = fail_chain(head, changes[i], why);
    if (rc == ERR_OK) {
        *ret_stored = document_new(head, id, buf_str(&body));
        (*ret_stored)->document.updated_ms = updated_ms;
        (*ret_stored)->changes = count;
        (*ret_stored)->change_bytes = bytes;
    }
    buf_release(&body);
    return rc;
}

static err_t from_record(const struct store_driver *driver, struct session *session,
                         const struct head *head, str id, const struct record *record,
                         struct stored **ret_stored, struct fail *why)
{
    if (!record->body.p)
        return fail_chain(head, head->body_seq, why);
    if (head->body_seq != head->last_seq)
        return replay_changes(driver, session, head, id, record->body, ret_stored, why);
    *ret_stored = document_new(head, id, record->body);
    (*ret_stored)->document.updated_ms = record->time_ms;
    return ERR_OK;
}

err_t replay_document(const struct store_driver *driver, struct session *session,
                      enum document_kind kind, str id, struct stored **ret_stored, struct fail *why)
{
    struct head head;
    struct record record;
    err_t rc = driver->load(session, kind, id, &head, &record, why);
    if (rc == ERR_NOT_FOUND)
        return fail_set(why, ERR_NOT_FOUND, 0, id, "there is nothing with id %.*s", STR_ARG(id));
    return rc == ERR_OK ? from_record(driver, session, &head, id, &record, ret_stored, why) : rc;
}

err_t replay_head(const struct store_driver *driver, struct session *session,
                  const struct head *head, str id, struct stored **ret_stored, struct fail *why)
{
    struct record record;
    err_t rc = driver->record_at(session, head->body_seq, &record, why);
    if (rc == ERR_NOT_FOUND)
        return fail_chain(head, head->body_seq, why);
    return rc == ERR_OK ? from_record(driver, session, head, id, &record, ret_stored, why) : rc;
}

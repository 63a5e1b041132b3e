/* SPDX-License-Identifier: Apache-2.0 */
/* follow.c - records in order, and a list of those who are told. */
#include "store/follow.h"

#include "store/store_private.h"

static err_t read_records(struct store *store, struct session *session, struct arena *arena,
                          uint64_t after, size_t limit, size_t bytes_max, struct record *records,
                          size_t *count, struct fail *why)
{
    size_t bytes = 0;
    while (*count < limit && bytes < bytes_max) {
        str line;
        uint64_t seq = after + 1 + *count;
        /* What is read may be newer than what everybody was told of. */
        if (seq > store->revision)
            return ERR_OK;
        err_t rc = store->driver->line_at(session, seq, &line, why);
        if (rc == ERR_OK)
            rc = log_record_read(arena_dup(arena, line), arena, &records[*count], why);
        if (rc != ERR_OK)
            return rc;
        bytes += line.n;
        (*count)++;
    }
    return ERR_OK;
}

err_t store_records(struct store *store, struct arena *arena, uint64_t after, size_t limit,
                    size_t bytes_max, struct record **ret_records, size_t *ret_count,
                    struct fail *why)
{
    struct reader *reader;
    size_t count = 0;
    if (limit < 1 || limit > STORE_RECORDS_MAX)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "one look has 1 to %d records",
                        STORE_RECORDS_MAX);
    uint64_t last = store_revision(store);
    size_t room = last <= after ? 0 : last - after < limit ? (size_t)(last - after) : limit;
    struct record *records = ARENA_ARRAY(arena, struct record, room + 1);
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = read_records(store, reader->session, arena, after, room, bytes_max ? bytes_max : 1,
                      records, &count, why);
    reader_return(&store->readers, reader);
    if (rc != ERR_OK)
        return rc;
    *ret_records = records;
    *ret_count = count;
    return ERR_OK;
}

void store_follow(struct store *store, struct store_follower *follower)
{
    pthread_mutex_lock(&store->follow_lock);
    follower->next = store->followers;
    store->followers = follower;
    pthread_mutex_unlock(&store->follow_lock);
}

void store_unfollow(struct store *store, struct store_follower *follower)
{
    pthread_mutex_lock(&store->follow_lock);
    struct store_follower **link = &store->followers;
    while (*link && *link != follower)
        link = &(*link)->next;
    if (*link)
        *link = follower->next;
    pthread_mutex_unlock(&store->follow_lock);
}

void store_tell_followers(struct store *store, uint64_t revision)
{
    pthread_mutex_lock(&store->follow_lock);
    for (struct store_follower *at = store->followers; at; at = at->next)
        at->committed(at->context, revision);
    pthread_mutex_unlock(&store->follow_lock);
}

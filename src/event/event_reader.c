/* SPDX-License-Identifier: Apache-2.0 */
/* event_reader.c - looks at the log in portions, and finds out what elements were before: it
 * remembers what it saw, or walks back from record to record of the document. */
#include "event/event_reader.h"

#include "event/event_filter.h"
#include "store/slices.h"

/* An element as a record left it. Holds while nothing else of the document can have changed it. */
struct known {
    str json;
    uint64_t epoch; /* of the document */
};

void event_reader_init(struct event_reader *reader, struct store *store, str base, uint64_t after)
{
    *reader = (struct event_reader){.store = store, .base = base, .after = after};
}

void event_reader_release(struct event_reader *reader)
{
    map_release(&reader->known);
    arena_release(&reader->memory);
}

/* --- what was seen --------------------------------------------------------------------------- */

static str key_of(struct arena *arena, uint64_t number, str path)
{
    return arena_printf(arena, "%llu %.*s", (unsigned long long)number, STR_ARG(path));
}

/* The entry with an empty path counts what may have changed any element of the document. */
static uint64_t epoch_of(struct event_reader *reader, struct arena *arena, uint64_t number)
{
    uint64_t *at = map_find(&reader->known, key_of(arena, number, STR("")));
    return at ? *at : 0;
}

static struct known *known_find(struct event_reader *reader, struct arena *arena,
                                const struct record *record)
{
    struct known *known = map_pointer(&reader->known, key_of(arena, record->number, record->path));
    return known && known->epoch == epoch_of(reader, arena, record->number) ? known : NULL;
}

static void remember(struct event_reader *reader, struct arena *arena, const struct record *record)
{
    if (record->operation == STORE_FILE_PUT || record->operation == STORE_FILE_DELETE ||
        record->operation == STORE_ELEMENT_ADD)
        return; /* an item is added behind the others: paths stay */
    if (reader->memory.bytes_total > EVENT_KNOWN_BYTES_MAX) {
        map_reset(&reader->known);
        arena_release(&reader->memory);
    }
    bool added;
    if (record->operation != STORE_ELEMENT_PUT || !event_is_data_element(arena, record->change)) {
        str key = key_of(&reader->memory, record->number, STR(""));
        *map_put(&reader->known, key, &added) = record->seq;
        return;
    }
    if (record->change.n > EVENT_DATA_BYTES_MAX)
        return;
    struct known *known = known_find(reader, arena, record);
    if (!known) {
        known = ARENA_NEW(&reader->memory, struct known);
        known->epoch = epoch_of(reader, arena, record->number);
        str key = key_of(&reader->memory, record->number, record->path);
        map_put_pointer(&reader->known, key, known);
    }
    known->json = arena_dup(&reader->memory, record->change);
}

/* --- walking back ---------------------------------------------------------------------------- */

static err_t record_at(struct event_reader *reader, struct arena *arena, uint64_t seq,
                       struct record *ret_record, struct fail *why)
{
    struct record *records;
    size_t count;
    err_t err = store_records(reader->store, arena, seq - 1, 1, 1, &records, &count, why);
    if (err)
        return err;
    if (count != 1)
        return fail_set(why, ERR_CORRUPT, 0, STR("store.log"), "record %llu is not there",
                        (unsigned long long)seq);
    *ret_record = records[0];
    return ERR_OK;
}

static void before_in_body(struct arena *arena, str body, str path, struct event_before *before)
{
    struct slices *slices;
    struct slice slice;
    if (slices_new(body, &slices, NULL) != ERR_OK)
        return;
    before->known = true;
    if (slices_find(slices, path, &slice, NULL) == ERR_OK)
        before->json = arena_dup(arena, str_of(body.p + slice.at, slice.bytes));
    slices_free(slices);
}

/* One step: true when the answer is found, or cannot be found. */
static bool look_at(struct arena *arena, const struct record *wanted, const struct record *record,
                    struct event_before *before)
{
    bool element =
        wanted->operation == STORE_ELEMENT_PUT || wanted->operation == STORE_ELEMENT_DELETE;
    if (record->body.p && !element) {
        *before = (struct event_before){true, record->body};
        return true;
    }
    if (record->body.p) {
        before_in_body(arena, record->body, wanted->path, before);
        return true;
    }
    if (!element)
        return wanted->operation == STORE_PUT; /* only the record before is compared */
    switch (record->operation) {
    case STORE_ELEMENT_PUT:
        if (!event_paths_meet(record->path, wanted->path))
            return false;
        if (str_equal(record->path, wanted->path))
            *before = (struct event_before){true, record->change};
        return true;
    case STORE_ELEMENT_ADD:
        if (!str_equal(event_path_of(arena, record), wanted->path))
            return false;
        if (!str_equal(record->path, wanted->path)) /* a list itself has changed, not been made */
            *before = (struct event_before){true, record->change};
        return true;
    case STORE_ELEMENT_DELETE: {
        /* Items behind the one that went have moved. */
        size_t list = record->path.n;
        while (list > 0 && record->path.p[list - 1] != '[')
            list--;
        bool item = record->path.n && record->path.p[record->path.n - 1] == ']';
        return event_paths_meet(record->path, wanted->path) ||
               (item && str_starts_with(wanted->path, str_of(record->path.p, list)));
    }
    default:
        return false;
    }
}

static err_t find_before(struct event_reader *reader, struct arena *arena,
                         const struct record *wanted, struct event_before *before, struct fail *why)
{
    *before = (struct event_before){0};
    if (!event_needs_before(wanted))
        return ERR_OK;
    if (wanted->operation == STORE_ELEMENT_PUT) {
        struct known *known = known_find(reader, arena, wanted);
        if (known) {
            *before = (struct event_before){true, known->json};
            return ERR_OK;
        }
    }
    uint64_t seq = wanted->previous;
    for (int i = 0; seq && i < EVENT_WALK_RECORDS_MAX; i++) {
        struct record record;
        err_t err = record_at(reader, arena, seq, &record, why);
        if (err)
            return err;
        if (look_at(arena, wanted, &record, before))
            return ERR_OK;
        seq = record.previous;
    }
    return ERR_OK;
}

err_t event_reader_next(struct event_reader *reader, struct arena *arena, struct event **ret_events,
                        size_t *ret_count, struct fail *why)
{
    struct record *records;
    size_t count, made = 0;
    err_t err = store_records(reader->store, arena, reader->after, EVENT_LOOK_RECORDS_MAX,
                              EVENT_LOOK_BYTES_MAX, &records, &count, why);
    if (err)
        return err;
    struct event *events = ARENA_ARRAY(arena, struct event, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct event_before before;
        err = find_before(reader, arena, &records[i], &before, why);
        if (err)
            return err;
        made += event_make(arena, reader->base, &records[i], &before, &events[made]);
        remember(reader, arena, &records[i]);
        reader->after = records[i].seq;
    }
    *ret_events = events;
    *ret_count = made;
    return ERR_OK;
}

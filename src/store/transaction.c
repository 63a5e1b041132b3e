/* SPDX-License-Identifier: Apache-2.0 */
/* transaction.c - what each operation does. */
#include "store/transaction.h"

#include "base/clock.h"
#include "store/children.h"
#include "store/projection.h"
#include "store/replay.h"
#include "store/splice.h"
#include "store/store_private.h"

enum { FRESH_BYTES_MAX = 16 << 20, BULK_CHANGES_MIN = 2000 };

/* One change on its way. */
struct step {
    struct transaction *in;
    struct store_change *change;
    const struct record *again; /* the record is in the log already; NULL: it is to be appended */
    str actor;
    struct stored *current; /* the document before; NULL: there is none. Counted. */
    struct record record;
    struct head head; /* after */
    struct fail *why;
};

void transaction_init(struct transaction *transaction, const struct store_driver *driver,
                      struct session *session, struct cache *cache)
{
    *transaction = (struct transaction){.driver = driver, .session = session, .cache = cache};
}

void transaction_forget(struct transaction *transaction)
{
    for (size_t kind = 0; kind < DOCUMENT_KIND_COUNT; kind++) {
        struct map *map = &transaction->fresh[kind];
        for (size_t i = 0; map->count && i < map->room; i++)
            if (map->entries[i].hash)
                document_unref(map_entry_pointer(&map->entries[i]));
        if (map->count)
            map_reset(map);
    }
    transaction->fresh_bytes = 0;
    transaction->forgot = false;
}

void transaction_release(struct transaction *transaction)
{
    transaction_forget(transaction);
    for (size_t kind = 0; kind < DOCUMENT_KIND_COUNT; kind++)
        map_release(&transaction->fresh[kind]);
    arena_release(&transaction->arena);
    buf_release(&transaction->scratch);
    buf_release(&transaction->line);
}

struct stored *transaction_fresh(struct transaction *transaction, enum document_kind kind, str id)
{
    return map_pointer(&transaction->fresh[kind], id);
}

static void fresh_remove(struct transaction *transaction, enum document_kind kind, str id)
{
    struct stored *old = transaction_fresh(transaction, kind, id);
    if (!old)
        return;
    map_remove(&transaction->fresh[kind], id);
    document_unref(&old->document);
}

/* Takes over the caller's count. */
static void fresh_put(struct transaction *transaction, struct stored *stored)
{
    enum document_kind kind = stored->document.kind;
    if (transaction->fresh_bytes > FRESH_BYTES_MAX) {
        transaction_forget(transaction);
        transaction->forgot = true;
    }
    fresh_remove(transaction, kind, stored->document.id);
    map_put_pointer(&transaction->fresh[kind], stored->document.id, stored);
    transaction->fresh_bytes += document_bytes(stored);
}

/* The document as it is inside this transaction, counted in step->current. */
static err_t find_current(struct step *step)
{
    struct transaction *in = step->in;
    enum document_kind kind = step->change->kind;
    str id = step->change->id;
    if ((step->current = transaction_fresh(in, kind, id))) {
        document_ref(&step->current->document);
        return ERR_OK;
    }
    struct stored *cached = cache_find(in->cache, kind, id);
    if (cached && !in->forgot) {
        /* Only this thread changes documents, and it keeps the cache up to date. */
        step->current = cached;
        return ERR_OK;
    }
    struct head head;
    err_t rc = in->driver->head_find(in->session, kind, id, &head, step->why);
    if (rc == ERR_OK && cached && cached->document.revision == head.last_seq) {
        step->current = cached;
        return ERR_OK;
    }
    if (cached)
        document_unref(&cached->document);
    if (rc != ERR_OK)
        return rc == ERR_NOT_FOUND ? ERR_OK : rc;
    return replay_head(in->driver, in->session, &head, id, &step->current, step->why);
}

static err_t fail_missing(struct step *step)
{
    return fail_set(step->why, ERR_NOT_FOUND, 0, step->change->id, "there is nothing with id %.*s",
                    STR_ARG(step->change->id));
}

static err_t check_condition(struct step *step)
{
    const struct store_change *change = step->change;
    switch (change->condition) {
    case STORE_IF_ABSENT:
        if (step->current && change->operation == STORE_PUT)
            return fail_set(step->why, ERR_CONFLICT, 0, change->id, "%.*s exists already",
                            STR_ARG(change->id));
        break;
    case STORE_IF_PRESENT:
        if (!step->current)
            return fail_missing(step);
        break;
    case STORE_IF_REVISION:
        if (!step->current || step->current->document.revision != change->revision)
            return fail_set(step->why, ERR_PRECONDITION, 0, change->id,
                            "%.*s is not at revision %llu any more", STR_ARG(change->id),
                            (unsigned long long)change->revision);
        break;
    case STORE_IF_ELEMENT: /* change_element */
    case STORE_ALWAYS:
        break;
    }
    return step->current || change->operation == STORE_PUT ? ERR_OK : fail_missing(step);
}

static err_t append_line(struct step *step, struct fail *why)
{
    struct transaction *in = step->in;
    buf_reset(&in->line);
    log_record_write(&step->record, &in->line);
    struct log_line line = {.seq = step->record.seq,
                            .time_ms = step->record.time_ms,
                            .number = step->record.number,
                            .text = buf_str(&in->line),
                            .body_bytes = step->record.body.n};
    if (str_find_char(line.text, '\n') != line.text.n)
        return fail_set(why, ERR_INVALID, 0, step->change->id,
                        "a document is stored as canonical JSON, which has no line breaks");
    line.hash = sha256_of(&line.text, 1);
    bool with_file = step->record.operation == STORE_FILE_PUT;
    err_t rc = in->driver->line_append(in->session, &line, with_file, why);
    if (rc == ERR_OK)
        in->tail.hash = line.hash;
    return rc;
}

static struct record make_record(const struct step *step, str path, str change, str body)
{
    const struct stored *current = step->current;
    uint64_t seq = step->in->tail.seq + 1;
    return (struct record){
        .before = step->in->tail.hash,
        .seq = seq,
        .time_ms = clock_wall_ms(),
        .operation = step->change->operation,
        .kind = step->change->kind,
        .number = current ? current->document.number : seq,
        .previous = current ? current->document.revision : 0,
        .actor = step->actor.p ? step->actor : STR(""),
        .id = step->change->id,
        .path = path,
        .change = change,
        .body = body,
    };
}

/* Appends the record and makes `head` the head of the document as it is after it. */
static err_t append(struct step *step, str path, str change, str body)
{
    const struct stored *current = step->current;
    step->record = step->again ? *step->again : make_record(step, path, change, body);
    uint64_t seq = step->record.seq;
    err_t rc = step->again ? ERR_OK : append_line(step, step->why);
    if (rc != ERR_OK)
        return rc;
    step->head = (struct head){
        .kind = step->record.kind,
        .number = step->record.number,
        .body_seq = step->record.body.p ? seq
                    : current           ? current->body_seq
                                        : seq,
        .last_seq = seq,
        .created_ms = current ? current->document.created_ms : step->record.time_ms,
    };
    step->in->tail.seq = seq;
    return ERR_OK;
}

/* Makes the rows in the store what `after` says, given that they are what `before` says. */
static err_t change_rows(struct step *step, const struct projection_rows *before,
                         const struct projection_rows *after)
{
    const struct store_driver *driver = step->in->driver;
    struct session *session = step->in->session;
    enum document_kind kind = step->head.kind;
    uint64_t number = step->head.number;
    size_t b = 0, a = 0;
    err_t rc = ERR_OK;
    while (rc == ERR_OK && (b < before->count || a < after->count)) {
        int order = b == before->count  ? 1
                    : a == after->count ? -1
                                        : projection_row_compare(&before->rows[b], &after->rows[a]);
        if (order < 0)
            rc = driver->row_remove(session, kind, number, &before->rows[b++], step->why);
        else if (order > 0)
            rc = driver->row_add(session, kind, number, &after->rows[a++], step->why);
        else
            a++, b++;
    }
    return rc;
}

static err_t rows_of(struct step *step, str body, struct projection_rows *ret_rows)
{
    return projection_of_document(step->change->kind, body, &step->in->arena, ret_rows, step->why);
}

/* Projections from one body to another; an absent one has no rows. */
static err_t change_rows_of_bodies(struct step *step, str before, str after)
{
    struct projection_rows rows_before = {0}, rows_after = {0};
    err_t rc = before.p ? rows_of(step, before, &rows_before) : ERR_OK;
    if (rc == ERR_OK && after.p)
        rc = rows_of(step, after, &rows_after);
    if (rc == ERR_OK)
        rc = change_rows(step, &rows_before, &rows_after);
    return rc;
}

/* Keeps the document as it is now; takes over the caller's count. */
static void keep(struct step *step, struct stored *fresh)
{
    fresh->document.updated_ms = step->record.time_ms;
    if (step->head.body_seq != step->head.last_seq) {
        fresh->changes = step->current->changes + 1;
        fresh->change_bytes = step->current->change_bytes + (uint32_t)step->record.change.n;
    }
    fresh_put(step->in, fresh);
}

/* The same with a whole body; `mark` of its rows where it is known. A large batch would only push
 * its own documents out again: it lets the store answer. */
static void keep_body(struct step *step, str body, const uint64_t *mark)
{
    if (step->in->bulk) {
        fresh_remove(step->in, step->change->kind, step->change->id);
        step->in->forgot = true;
        return;
    }
    struct stored *fresh = document_new(&step->head, step->change->id, body);
    if (mark)
        memcpy(fresh->rows_mark, mark, sizeof fresh->rows_mark);
    keep(step, fresh);
}

/* Makes the rows those of the new body. The old body is read only when its rows are not known to be
 * the same. */
static err_t change_rows_to(struct step *step, const struct projection_rows *after,
                            uint64_t ret_mark[2])
{
    struct projection_rows before = {0};
    const struct stored *current = step->current;
    projection_rows_mark(after, &step->in->scratch, ret_mark);
    if (current && memcmp(current->rows_mark, ret_mark, sizeof current->rows_mark) == 0)
        return ERR_OK;
    err_t rc = current ? rows_of(step, document_body(&current->document), &before) : ERR_OK;
    return rc == ERR_OK ? change_rows(step, &before, after) : rc;
}

static err_t put(struct step *step)
{
    struct transaction *in = step->in;
    struct store_change *change = step->change;
    struct projection_rows rows;
    uint64_t mark[2];
    err_t rc = rows_of(step, change->body, &rows);
    if (rc == ERR_OK)
        rc = append(step, (str){0}, (str){0}, change->body);
    if (rc == ERR_OK)
        rc = step->current ? in->driver->head_change(in->session, &step->head, step->why)
                           : in->driver->head_add(in->session, &step->head, change->id, step->why);
    if (rc == ERR_OK)
        rc = change_rows_to(step, &rows, mark);
    if (rc != ERR_OK)
        return rc;
    in->tail.counts[change->kind] += !step->current;
    change->ret_created = !step->current;
    keep_body(step, change->body, mark);
    return ERR_OK;
}

static err_t delete_document(struct step *step)
{
    struct transaction *in = step->in;
    const struct document *current = &step->current->document;
    err_t rc = append(step, (str){0}, (str){0}, (str){0});
    if (rc == ERR_OK)
        rc = in->driver->head_remove(in->session, &step->head, step->why);
    if (rc == ERR_OK)
        rc = in->driver->files_remove(in->session, current->kind, current->number, step->why);
    if (rc == ERR_OK)
        rc = change_rows_of_bodies(step, document_body(current), (str){0});
    if (rc != ERR_OK)
        return rc;
    in->tail.counts[current->kind]--;
    fresh_remove(in, current->kind, step->change->id);
    in->forgot = true; /* the cache still has it */
    return ERR_OK;
}

/* True when the next record of the document holds the whole body as well: there are too many small
 * ones on the last one, or together they are as long as it. */
static bool is_whole_due(const struct step *step, str change)
{
    const struct stored *current = step->current;
    if (step->again)
        return step->again->body.p != NULL;
    return current->changes + 1 > STORE_CHANGES_MAX ||
           current->change_bytes + change.n > current->document.text_bytes;
}

/* Appends a record that holds a change, and `body` where it is present. */
static err_t append_change(struct step *step, str path, str change, str body)
{
    err_t rc = append(step, path, change, body);
    return rc == ERR_OK ? step->in->driver->head_change(step->in->session, &step->head, step->why)
                        : rc;
}

static str body_if_due(const struct step *step, str change)
{
    return is_whole_due(step, change) ? document_body(&step->current->document) : (str){0};
}

static err_t element_rows(struct step *step, str element, struct projection_rows *ret_rows)
{
    *ret_rows = (struct projection_rows){0};
    return element.p ? projection_of_element(element, &step->in->arena, ret_rows, step->why)
                     : ERR_OK;
}

/* Most changes of an element do not touch what the submodel can be found by; then reading the
 * element is enough. */
static err_t rows_differ(struct step *step, str before, str after, bool *ret_differ)
{
    struct projection_rows rows_before, rows_after;
    err_t rc = element_rows(step, before, &rows_before);
    if (rc == ERR_OK)
        rc = element_rows(step, after, &rows_after);
    if (rc == ERR_OK)
        *ret_differ = !projection_rows_equal(&rows_before, &rows_after);
    return rc;
}

/* Another value of an element without children: nothing of the document is made anew. */
static err_t put_value(struct step *step, str old)
{
    const struct store_change *change = step->change;
    struct stored *fresh;
    bool differ = false;
    err_t rc = append_change(step, change->path, change->body, (str){0});
    if (rc == ERR_OK)
        rc = rows_differ(step, old, change->body, &differ);
    if (rc == ERR_OK)
        rc = document_new_with(&step->head, step->current, change->path, change->body, &fresh,
                               step->why);
    if (rc != ERR_OK)
        return rc;
    if (differ)
        rc = change_rows_of_bodies(step, document_body(&step->current->document),
                                   document_body(&fresh->document));
    if (rc == ERR_OK)
        keep(step, fresh);
    else
        document_unref(&fresh->document);
    return rc;
}

/* Any other change of an element: on the text. */
static err_t change_text(struct step *step, str old, str element)
{
    const struct store_change *change = step->change;
    struct document *current = &step->current->document;
    const struct slices *slices;
    struct buf text = {0};
    bool differ = false;
    err_t rc = document_slices(current, &slices, step->why);
    if (rc == ERR_OK)
        rc = splice_apply(document_body(current), slices, change->operation, change->path, element,
                          &text, step->why);
    str body = buf_str(&text);
    if (rc == ERR_OK)
        rc = append_change(step, change->path, element,
                           is_whole_due(step, element) ? body : (str){0});
    if (rc == ERR_OK)
        rc = rows_differ(step, old, element, &differ);
    if (rc == ERR_OK && differ)
        rc = change_rows_of_bodies(step, document_body(current), body);
    if (rc == ERR_OK)
        keep_body(step, body, NULL);
    buf_release(&text);
    return rc;
}

static err_t change_element(struct step *step)
{
    struct store_change *change = step->change;
    bool adds = change->operation == STORE_ELEMENT_ADD;
    str old = {0}, element = change->operation == STORE_ELEMENT_DELETE ? (str){0} : change->body;
    err_t rc =
        adds ? ERR_OK : document_element(&step->current->document, change->path, &old, step->why);
    if (rc != ERR_OK)
        return rc;
    if (change->condition == STORE_IF_ELEMENT && !str_equal(old, change->expected))
        return fail_set(step->why, ERR_PRECONDITION, 0, change->id,
                        "element %.*s is not what it was any more", STR_ARG(change->path));
    if (change->operation == STORE_ELEMENT_PUT && !is_whole_due(step, element) &&
        document_may_replace(old, element))
        return put_value(step, old);
    return change_text(step, old, element);
}

static err_t put_file(struct step *step)
{
    struct transaction *in = step->in;
    const struct store_file *file = &step->change->file;
    struct file_row row = {.path = file->path,
                           .content_type = file->content_type.p ? file->content_type : STR(""),
                           .hash = sha256_of(&file->bytes, 1),
                           .bytes = file->bytes};
    char hex[SHA256_HEX_BYTES];
    sha256_hex(&row.hash, hex);
    str change =
        arena_printf(&in->arena, "%.*s %.*s", SHA256_HEX_BYTES, hex, STR_ARG(row.content_type));
    const struct document *current = &step->current->document;
    err_t rc = append_change(step, file->path, change, body_if_due(step, change));
    if (rc == ERR_OK)
        rc = in->driver->file_put(in->session, current->kind, current->number, &row, step->why);
    if (rc == ERR_OK)
        keep_body(step, document_body(current), NULL);
    return rc;
}

static err_t delete_file(struct step *step)
{
    struct transaction *in = step->in;
    const struct document *current = &step->current->document;
    str path = step->change->path;
    err_t rc =
        in->driver->file_remove(in->session, current->kind, current->number, path, step->why);
    if (rc == ERR_NOT_FOUND)
        return fail_set(step->why, rc, 0, path, "there is no file %.*s", STR_ARG(path));
    if (rc == ERR_OK)
        rc = append_change(step, path, (str){0}, body_if_due(step, (str){0}));
    if (rc == ERR_OK)
        keep_body(step, document_body(current), NULL);
    return rc;
}

static err_t check_limits(const struct store_change *change, str actor, struct fail *why)
{
    if (change->kind < DOCUMENT_SHELL || change->kind >= DOCUMENT_KIND_COUNT || change->id.n == 0)
        return fail_set(why, ERR_INVALID, 0, change->id, "a document needs a kind and an id");
    if (change->id.n > STORE_ID_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, change->id, "an id has at most %d bytes",
                        STORE_ID_BYTES_MAX);
    if (change->path.n > STORE_PATH_BYTES_MAX || change->file.path.n > STORE_PATH_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, change->id, "a path has at most %d bytes",
                        STORE_PATH_BYTES_MAX);
    if (actor.n > STORE_ACTOR_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, actor, "the name of an actor has at most %d bytes",
                        STORE_ACTOR_BYTES_MAX);
    if (change->operation == STORE_FILE_PUT && change->file.path.n == 0)
        return fail_set(why, ERR_INVALID, 0, change->id, "a file needs a path");
    return ERR_OK;
}

static err_t apply(struct step *step)
{
    static err_t (*const operations[])(struct step * step) = {
        [STORE_PUT] = put,
        [STORE_DELETE] = delete_document,
        [STORE_ELEMENT_PUT] = change_element,
        [STORE_ELEMENT_ADD] = change_element,
        [STORE_ELEMENT_DELETE] = change_element,
        [STORE_FILE_PUT] = put_file,
        [STORE_FILE_DELETE] = delete_file,
    };
    assert(step->change->operation < COUNT_OF(operations) && operations[step->change->operation]);
    err_t rc = check_limits(step->change, step->actor, step->why);
    if (rc == ERR_OK)
        rc = find_current(step);
    if (rc == ERR_OK)
        rc = check_condition(step);
    if (rc == ERR_OK)
        rc = operations[step->change->operation](step);
    if (rc == ERR_OK)
        step->change->ret_revision = step->head.last_seq;
    if (step->current)
        document_unref(&step->current->document);
    return rc;
}

/* A record of the log does what its change did, and must come to the same. */
err_t transaction_redo(struct transaction *transaction, const struct record *record,
                       struct fail *why)
{
    struct store_change change = {.operation = record->operation,
                                  .kind = record->kind,
                                  .id = record->id,
                                  .path = record->path.p ? record->path : STR(""),
                                  .body = record->change.p ? record->change : record->body};
    struct step step = {
        .in = transaction, .change = &change, .again = record, .actor = record->actor, .why = why};
    arena_reset(&transaction->arena);
    transaction->bulk = false;
    err_t rc = apply(&step);
    transaction->tail.seq = record->seq;
    bool same = rc == ERR_OK && step.head.number == record->number;
    if (same || rc == ERR_IO || rc == ERR_FULL)
        return rc;
    return fail_set(why, ERR_CORRUPT, 0, STR("store.db"),
                    "record %llu of the log does not fit the index; restore the last backup with "
                    "schale restore FILE DIR",
                    (unsigned long long)record->seq);
}

err_t transaction_apply(struct transaction *transaction, struct store_batch *batch,
                        struct fail *why)
{
    transaction->bulk = batch->count >= BULK_CHANGES_MIN;
    for (size_t i = 0; i < batch->count; i++) {
        struct step step = {
            .in = transaction, .change = &batch->changes[i], .actor = batch->actor, .why = why};
        arena_reset(&transaction->arena);
        err_t rc = apply(&step);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

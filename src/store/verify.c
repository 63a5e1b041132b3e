/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c - the log read from its first record, and everything else compared with it. Memory: 32
 * bytes for each document that was ever created, and one document at a time. */
#include "store/store_private.h"

#include <stdarg.h>

#include "store/projection.h"
#include "store/replay.h"

enum { REPORTS_MAX = 1000, TEXT_BYTES_MAX = 512 };

/* What the log says of one document so far. */
struct trace {
    uint64_t number;
    uint64_t body_seq;
    uint64_t last_seq;
    uint8_t kind;
    bool gone;
    bool had_files;
};

struct verifier {
    const struct store_driver *driver;
    struct session *session;
    void (*report)(void *context, str text);
    void *context;
    struct store_verdict verdict;
    struct buf traces;  /* struct trace, in order of number */
    struct arena arena; /* of one document */
    uint64_t counts[DOCUMENT_KIND_COUNT];
    uint64_t rows, files;
};

static void problem(struct verifier *verifier, const char *format, ...) PRINTF_LIKE(2, 3);

static void problem(struct verifier *verifier, const char *format, ...)
{
    char text[TEXT_BYTES_MAX];
    if (verifier->verdict.problems++ >= REPORTS_MAX)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    verifier->report(verifier->context, str_from(text));
}

static void problem_of_driver(void *context, str text)
{
    problem(context, "%.*s", STR_ARG(text));
}

static struct trace *traces(const struct verifier *verifier, size_t *ret_count)
{
    *ret_count = verifier->traces.n / sizeof(struct trace);
    return (struct trace *)(void *)verifier->traces.p;
}

static struct trace *trace_of(const struct verifier *verifier, uint64_t number)
{
    size_t count, low = 0;
    struct trace *all = traces(verifier, &count);
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (all[middle].number == number)
            return &all[middle];
        if (all[middle].number < number)
            low = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

static void trace_created(struct verifier *verifier, const struct record *record)
{
    if (record->number != record->seq || record->operation != STORE_PUT || !record->id.p ||
        !record->body.p) {
        problem(verifier, "record %llu has none before it, but does not create a document",
                (unsigned long long)record->seq);
        return;
    }
    struct trace trace = {.number = record->seq,
                          .body_seq = record->seq,
                          .last_seq = record->seq,
                          .kind = (uint8_t)record->kind};
    buf_add(&verifier->traces, str_of((const char *)&trace, sizeof trace));
}

static void trace_record(struct verifier *verifier, const struct record *record)
{
    if (record->previous == 0) {
        trace_created(verifier, record);
        return;
    }
    struct trace *trace = trace_of(verifier, record->number);
    if (!trace || trace->gone || trace->last_seq != record->previous ||
        trace->kind != record->kind) {
        problem(verifier, "record %llu does not follow record %llu of the same document",
                (unsigned long long)record->seq, (unsigned long long)record->previous);
        if (!trace)
            return;
    }
    trace->last_seq = record->seq;
    if (record->body.p)
        trace->body_seq = record->seq;
    trace->gone = record->operation == STORE_DELETE;
    trace->had_files |= record->operation == STORE_FILE_PUT;
}

/* The record's text was hashed when it was written; the next line says so, or the commit. */
static void compare_hash(struct verifier *verifier, uint64_t seq, const struct sha256 *computed,
                         const struct sha256 *stated)
{
    if (memcmp(computed, stated, sizeof *stated) != 0)
        problem(verifier, "record %llu was changed: its content does not fit its hash",
                (unsigned long long)seq);
}

/* Pass one: every record in order, its hash, and which documents there should be. The index may be
 * behind the log, so what it should have is what the records say up to there. */
static void walk_log(struct verifier *verifier)
{
    const struct store_driver *driver = verifier->driver;
    struct sha256 before = {{0}}, stated;
    uint64_t applied = 0, last = 0;
    struct fail why = {0};
    if (driver->applied(verifier->session, &applied, &why) != ERR_OK ||
        driver->line_last(verifier->session, &last, &stated, &why) != ERR_OK) {
        problem(verifier, "the end of the log is not known: %s", why.text);
        return;
    }
    for (uint64_t seq = 1; seq <= last; seq++) {
        struct record record;
        str line;
        arena_reset(&verifier->arena);
        err_t rc = driver->line_at(verifier->session, seq, &line, &why);
        if (rc == ERR_OK)
            rc = log_record_read(line, &verifier->arena, &record, &why);
        if (rc != ERR_OK) {
            problem(verifier, "record %llu cannot be read: %s", (unsigned long long)seq, why.text);
            return;
        }
        if (record.seq != seq)
            problem(verifier, "record %llu stands where record %llu should",
                    (unsigned long long)record.seq, (unsigned long long)seq);
        compare_hash(verifier, seq - 1, &before, &record.before);
        before = sha256_of(&line, 1);
        if (seq <= applied)
            trace_record(verifier, &record);
        verifier->verdict.records++;
    }
    if (last)
        compare_hash(verifier, last, &before, &stated);
}

static void compare_rows(struct verifier *verifier, const struct stored *stored)
{
    struct projection_rows rows;
    struct json json;
    struct fail why;
    const struct document *document = &stored->document;
    if (json_read(document_body(document), &json, &why) != ERR_OK) {
        problem(verifier, "the body of %.*s is not JSON: %s", STR_ARG(document->id), why.text);
        return;
    }
    json_release(&json);
    if (projection_of_document(document->kind, document_body(document), &verifier->arena, &rows,
                               &why) != ERR_OK)
        return; /* not possible: it has just been read */
    for (size_t i = 0; i < rows.count; i++)
        if (!verifier->driver->row_exists(verifier->session, document->kind, document->number,
                                          &rows.rows[i]))
            problem(verifier, "%.*s cannot be found by its projection %d, value %.*s",
                    STR_ARG(document->id), (int)rows.rows[i].projection,
                    STR_ARG(rows.rows[i].value));
    verifier->rows += rows.count;
}

static void compare_file(struct verifier *verifier, const struct trace *trace, str path, str change)
{
    struct file_row file;
    struct fail why;
    char hex[SHA256_HEX_BYTES];
    err_t rc = verifier->driver->file_get(verifier->session, trace->kind, trace->number, path,
                                          &file, &why);
    if (rc != ERR_OK) {
        problem(verifier, "file %.*s of document %llu: %s", STR_ARG(path),
                (unsigned long long)trace->number, why.text);
        return;
    }
    struct sha256 hash = sha256_of(&file.bytes, 1);
    sha256_hex(&hash, hex);
    if (change.n <= SHA256_HEX_BYTES || memcmp(hex, change.p, SHA256_HEX_BYTES) != 0 ||
        memcmp(&hash, &file.hash, sizeof hash) != 0)
        problem(verifier, "file %.*s of document %llu was changed: its bytes do not fit their hash",
                STR_ARG(path), (unsigned long long)trace->number);
    else if (!str_equal(file.content_type,
                        str_of(change.p + SHA256_HEX_BYTES + 1, change.n - SHA256_HEX_BYTES - 1)))
        problem(verifier, "file %.*s of document %llu has another content type than the log says",
                STR_ARG(path), (unsigned long long)trace->number);
    verifier->files++;
    verifier->verdict.files++;
}

/* Files of one document: its records backwards; the newest of each path counts. */
static void compare_files(struct verifier *verifier, const struct trace *trace)
{
    struct map seen = {0};
    struct record record;
    for (uint64_t seq = trace->last_seq; seq; seq = record.previous) {
        bool added = false;
        if (replay_record(verifier->driver, verifier->session, seq, &verifier->arena, &record,
                          NULL) != ERR_OK ||
            record.previous >= seq)
            break;
        bool put = record.operation == STORE_FILE_PUT;
        if (!put && record.operation != STORE_FILE_DELETE)
            continue;
        str path = arena_dup(&verifier->arena, record.path);
        str change = arena_dup(&verifier->arena, record.change);
        map_put(&seen, path, &added);
        if (added && put)
            compare_file(verifier, trace, path, change);
    }
    map_release(&seen);
}

static void compare_document(struct verifier *verifier, const struct trace *trace)
{
    const struct store_driver *driver = verifier->driver;
    struct head head, found;
    struct fail why = {0};
    struct stored *stored;
    struct record record;
    str id;
    err_t rc = driver->head_at(verifier->session, trace->kind, trace->number, &head, &id, &why);
    if (rc != ERR_OK) {
        problem(verifier, "document %llu of the log is missing: %s",
                (unsigned long long)trace->number, why.text);
        return;
    }
    arena_reset(&verifier->arena);
    id = arena_dup(&verifier->arena, id);
    verifier->counts[trace->kind]++;
    verifier->verdict.documents++;
    if (head.last_seq != trace->last_seq || head.body_seq != trace->body_seq)
        problem(verifier, "%.*s stands at record %llu, the log says %llu", STR_ARG(id),
                (unsigned long long)head.last_seq, (unsigned long long)trace->last_seq);
    if (replay_record(driver, verifier->session, trace->number, &verifier->arena, &record, NULL) ==
            ERR_OK &&
        (record.time_ms != head.created_ms || !str_equal(record.id, id)))
        problem(verifier, "%.*s was created with another id or at another time than the log says",
                STR_ARG(id));
    if (driver->head_find(verifier->session, trace->kind, id, &found, NULL) != ERR_OK ||
        found.number != trace->number)
        problem(verifier, "%.*s cannot be found by its id", STR_ARG(id));
    head.last_seq = trace->last_seq;
    head.body_seq = trace->body_seq;
    rc = replay_head(driver, verifier->session, &head, id, &stored, &why);
    if (rc != ERR_OK) {
        problem(verifier, "%.*s cannot be made from the log: %s", STR_ARG(id), why.text);
        return;
    }
    compare_rows(verifier, stored);
    document_unref(&stored->document);
    if (trace->had_files)
        compare_files(verifier, trace);
}

/* Pass two: the documents the log says there are. */
static void walk_documents(struct verifier *verifier)
{
    size_t count;
    const struct trace *all = traces(verifier, &count);
    for (size_t i = 0; i < count; i++)
        if (!all[i].gone)
            compare_document(verifier, &all[i]);
}

/* Pass three: nothing beyond that. */
static void walk_heads(struct verifier *verifier)
{
    struct head head = {0};
    struct fail why = {0};
    err_t rc;
    while ((rc = verifier->driver->head_next(verifier->session, head.kind, head.number, &head,
                                             &why)) == ERR_OK) {
        const struct trace *trace = trace_of(verifier, head.number);
        if (!trace || trace->gone || trace->kind != head.kind)
            problem(verifier, "document %llu is not in the log", (unsigned long long)head.number);
    }
    if (rc != ERR_NOT_FOUND)
        problem(verifier, "the documents cannot be read: %s", why.text);
}

static void compare_totals(struct verifier *verifier)
{
    uint64_t counts[DOCUMENT_KIND_COUNT] = {0}, rows = 0, files = 0;
    struct fail why = {0};
    const struct store_driver *driver = verifier->driver;
    if (driver->counts(verifier->session, counts, &why) != ERR_OK ||
        driver->row_count(verifier->session, &rows, &why) != ERR_OK ||
        driver->file_count(verifier->session, &files, &why) != ERR_OK) {
        problem(verifier, "the tables cannot be read: %s", why.text);
        return;
    }
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        if (counts[kind] != verifier->counts[kind])
            problem(verifier, "%llu documents of kind %d are counted, but there are %llu",
                    (unsigned long long)counts[kind], kind,
                    (unsigned long long)verifier->counts[kind]);
    if (rows != verifier->rows)
        problem(verifier, "there are %llu rows of projections, the log gives %llu",
                (unsigned long long)rows, (unsigned long long)verifier->rows);
    if (files != verifier->files)
        problem(verifier, "there are %llu files, the log gives %llu", (unsigned long long)files,
                (unsigned long long)verifier->files);
}

err_t store_verify(const char *dir, void (*report)(void *context, str text), void *context,
                   struct store_verdict *ret_verdict, struct fail *why)
{
    struct verifier verifier = {.driver = &driver_sqlite, .report = report, .context = context};
    struct fail own = {0};
    int lock;
    err_t rc = store_open_beside(verifier.driver, dir, &verifier.session, &lock, &own);
    if (rc != ERR_OK && rc != ERR_CORRUPT)
        return fail_set(why, rc, own.offset, str_from(own.where), "%s", own.text);
    if (rc == ERR_CORRUPT) {
        problem(&verifier, "%s: %s", own.where, own.text);
    } else {
        rc = verifier.driver->check(verifier.session, problem_of_driver, &verifier, &own);
        if (rc != ERR_OK)
            problem(&verifier, "%s", own.text);
        walk_log(&verifier);
        walk_documents(&verifier);
        walk_heads(&verifier);
        compare_totals(&verifier);
        verifier.driver->read_end(verifier.session);
        verifier.driver->close(verifier.session);
        store_lock_release(lock);
    }
    buf_release(&verifier.traces);
    arena_release(&verifier.arena);
    *ret_verdict = verifier.verdict;
    if (verifier.verdict.problems == 0)
        return ERR_OK;
    return fail_set(why, ERR_CORRUPT, 0, str_from(dir),
                    "%llu problems found; restore the last backup with schale restore FILE DIR",
                    (unsigned long long)verifier.verdict.problems);
}

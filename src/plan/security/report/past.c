/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - finding what was there, and putting it into a store of its own. */
#include "plan/security/report/past.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "plan/security/advisory/advisory_record.h"
#include "plan/security/record.h"
#include "plan/security/todo/decision.h"
#include "plan/security/todo/exploited.h"
#include "plan/security/zone/zones.h"
#include "store/follow.h"
#include "store/history.h"

enum { BATCH_CHANGES_MAX = 1000, BATCH_BYTES_MAX = 16 << 20 };

/* What a document is to a report. */
enum role { ROLE_PLAIN, ROLE_ADVISORY, ROLE_DECISION, ROLE_EXPLOITED };

struct candidate {
    enum document_kind kind;
    str id;
    uint64_t number;
    enum role role;
};

struct collecting {
    struct past *past;
    struct store *from;
    struct candidate *items;
    size_t count, room;
    struct map seen[DOCUMENT_SUBMODEL + 1];
    struct past_document *decisions;
    size_t decision_room;
    struct past_gap *gaps;
    size_t gap_room;
    /* What is on its way into the temporary store: */
    struct arena batch_arena;
    struct store_change *changes;
    size_t change_count, change_room, bytes;
    err_t err; /* of what a walk met */
    struct fail *why;
};

/* --- documents as they were ---------------------------------------------------------------------
 */

static err_t fetch(const struct collecting *collecting, enum document_kind kind, str id,
                   struct document **ret_document, struct fail *why)
{
    err_t err = store_get(collecting->from, kind, id, ret_document, why);
    if (!err && (*ret_document)->revision <= collecting->past->seq)
        return ERR_OK;
    if (!err)
        document_unref(*ret_document);
    if (err && err != ERR_NOT_FOUND)
        return err;
    return store_get_at(collecting->from, kind, id, collecting->past->seq, ret_document, why);
}

/* One record of the log; its texts in the arena. */
static err_t read_record(struct store *store, struct arena *arena, uint64_t seq,
                         struct record *ret_record, struct fail *why)
{
    struct record *records;
    size_t count = 0;
    err_t err = store_records(store, arena, seq - 1, 1, 1, &records, &count, why);
    if (err)
        return err;
    if (!count)
        return fail_set(why, ERR_CORRUPT, 0, (str){0}, "the log has no record %llu",
                        (unsigned long long)seq);
    *ret_record = records[0];
    return ERR_OK;
}

err_t past_version_time(struct store *store, uint64_t revision, str version, int64_t *ret_time_ms,
                        struct fail *why)
{
    struct arena arena = {0};
    struct record record;
    err_t err = ERR_OK;
    for (int i = 0; !err && revision && i < PAST_STEPS_MAX; i++) {
        struct advisory_facts facts;
        arena_reset(&arena);
        err = read_record(store, &arena, revision, &record, why);
        if (err)
            break;
        /* A record of a file or an element does not have the version. */
        bool is_whole = record.body.p && advisory_record_read(&arena, record.body, &facts);
        if (is_whole && !str_equal(facts.version, version))
            break;
        if (is_whole)
            *ret_time_ms = record.time_ms;
        revision = record.previous;
    }
    arena_release(&arena);
    return err;
}

/* --- what was there -----------------------------------------------------------------------------
 */

static enum role role_of(str id, str body)
{
    static const struct {
        const char *semantic_id;
        enum role role;
    } roles[] = {{ADVISORY_SEMANTIC_ID, ROLE_ADVISORY}, {DECISION_SEMANTIC_ID, ROLE_DECISION}};
    struct arena arena = {0};
    struct json json;
    struct fail why;
    enum role role = str_equal(id, STR(EXPLOITED_ID)) ? ROLE_EXPLOITED : ROLE_PLAIN;
    uint32_t end;
    if (json_read(document_head(DOCUMENT_SUBMODEL, body, &arena), &json, &why) == ERR_OK) {
        uint32_t reference = json_member(&json, 0, STR("semanticId"));
        uint32_t key = reference ? json_items(&json, reference, STR("keys"), &end) : 0;
        str meaning = key ? json_member_text(&json, key, STR("value"), &arena) : (str){0};
        for (size_t i = 0; i < COUNT_OF(roles); i++)
            if (str_equal(meaning, str_from(roles[i].semantic_id)))
                role = roles[i].role;
        json_release(&json);
    }
    arena_release(&arena);
    return role;
}

static void add_decision(struct collecting *collecting, str id, uint64_t revision)
{
    struct past *past = collecting->past;
    ARENA_GROW(&past->arena, collecting->decisions, past->decision_count, collecting->decision_room,
               64);
    collecting->decisions[past->decision_count++] =
        (struct past_document){.id = id, .revision = revision};
}

static void note_record(struct collecting *collecting, const struct candidate *candidate,
                        const struct document *document)
{
    struct past *past = collecting->past;
    if (candidate->role == ROLE_DECISION)
        add_decision(collecting, candidate->id, document->revision);
    if (candidate->role != ROLE_ADVISORY)
        return;
    struct past_document *known = ARENA_NEW(&past->arena, struct past_document);
    *known = (struct past_document){candidate->id, document->revision, document->created_ms};
    map_put_pointer(&past->advisories, known->id, known);
}

static err_t add_parts(struct collecting *collecting, str shell, struct fail *why);

/* Takes a document when it was there then. `only_records`: a submodel only when it is one of ours.
 */
static err_t add(struct collecting *collecting, enum document_kind kind, str id, bool only_records,
                 struct fail *why)
{
    struct past *past = collecting->past;
    struct document *document;
    bool added;
    if (map_find(&collecting->seen[kind], id))
        return ERR_OK;
    err_t err = fetch(collecting, kind, id, &document, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    str body = document_body(document);
    struct candidate candidate = {kind, arena_dup(&past->arena, id), document->number, ROLE_PLAIN};
    if (kind == DOCUMENT_SUBMODEL)
        candidate.role = role_of(id, body);
    if (!only_records || candidate.role != ROLE_PLAIN) {
        map_put(&collecting->seen[kind], candidate.id, &added);
        ARENA_GROW(&past->arena, collecting->items, collecting->count, collecting->room, 1024);
        collecting->items[collecting->count++] = candidate;
        note_record(collecting, &candidate, document);
        if (kind == DOCUMENT_SHELL)
            err = add_parts(collecting, body, why);
    }
    document_unref(document);
    return err;
}

/* The submodels that a shell refers to. */
static err_t add_parts(struct collecting *collecting, str shell, struct fail *why)
{
    struct arena arena = {0};
    struct json json;
    uint32_t end, keys_end;
    err_t err = json_read(shell, &json, why);
    if (err)
        return err;
    for (uint32_t item = json_items(&json, 0, STR("submodels"), &end); !err && item < end;
         item = json_next(&json, item)) {
        uint32_t key = json_items(&json, item, STR("keys"), &keys_end);
        str id = key ? json_member_text(&json, key, STR("value"), &arena) : (str){0};
        if (id.n)
            err = add(collecting, DOCUMENT_SUBMODEL, id, false, why);
    }
    json_release(&json);
    arena_release(&arena);
    return err;
}

static bool add_walked(void *context, struct document *document)
{
    struct collecting *collecting = context;
    collecting->err = add(collecting, document->kind, document->id, false, collecting->why);
    return !collecting->err;
}

/* Those that were deleted since; they may be created anew, too. Decisions of earlier lives of an id
 * are part of what was done. */
static err_t add_gone(struct collecting *collecting, enum document_kind kind, struct fail *why)
{
    struct past *past = collecting->past;
    struct gone_document *gone;
    size_t count;
    err_t err =
        store_find_gone(collecting->from, &past->arena, kind, past->seq, &gone, &count, why);
    for (size_t i = 0; !err && i < count; i++)
        if (gone[i].last_seq > past->seq)
            err = add(collecting, kind, gone[i].id, kind == DOCUMENT_SUBMODEL, why);
        else if (kind == DOCUMENT_SUBMODEL && str_starts_with(gone[i].id, STR(DECISION_ID_HEAD)))
            add_decision(collecting, gone[i].id, gone[i].last_seq);
    return err;
}

/* What exists comes first, then what is deleted: what is deleted meanwhile is not missed. */
static err_t collect(struct collecting *collecting, struct fail *why)
{
    struct store *from = collecting->from;
    struct store_query shells = {.kind = DOCUMENT_SHELL, .limit = STORE_PAGE_ROWS_MAX};
    static const char *const semantic_ids[] = {ADVISORY_SEMANTIC_ID, DECISION_SEMANTIC_ID};
    collecting->why = why;
    err_t err = store_walk(from, &shells, add_walked, collecting, why);
    for (size_t i = 0; !err && !collecting->err && i < COUNT_OF(semantic_ids); i++)
        err = records_walk(from, semantic_ids[i], add_walked, collecting, why);
    err = collecting->err ? collecting->err : err;
    err = err ? err : add(collecting, DOCUMENT_SUBMODEL, STR(ZONES_ID), false, why);
    err = err ? err : add(collecting, DOCUMENT_SUBMODEL, STR(EXPLOITED_ID), false, why);
    err = err ? err : add_gone(collecting, DOCUMENT_SHELL, why);
    return err ? err : add_gone(collecting, DOCUMENT_SUBMODEL, why);
}

static int by_number(const void *a, const void *b)
{
    const struct candidate *first = a, *second = b;
    return (first->number > second->number) - (first->number < second->number);
}

/* --- files ---------------------------------------------------------------------------------------
 */

/* The SHA-256 that the file of a document had at its record `revision`; false: there was none. */
static err_t find_hash(struct store *store, uint64_t revision, str path, bool *ret_found,
                       char hex[static SHA256_HEX_BYTES], struct fail *why)
{
    struct arena arena = {0};
    struct record record;
    err_t err = ERR_OK;
    *ret_found = false;
    for (int i = 0; !err && revision && i < PAST_STEPS_MAX; i++) {
        arena_reset(&arena);
        err = read_record(store, &arena, revision, &record, why);
        if (err)
            break;
        if (record.operation == STORE_FILE_PUT && str_equal(record.path, path) &&
            record.change.n >= SHA256_HEX_BYTES) {
            memcpy(hex, record.change.p, SHA256_HEX_BYTES);
            *ret_found = true;
            break;
        }
        revision = record.previous;
    }
    arena_release(&arena);
    return err;
}

/* Whether a file of a document is still what it was then. */
static err_t is_same_file(const struct collecting *collecting, const struct document *then,
                          const struct store_file *file, bool *ret_same, struct fail *why)
{
    char now_hex[SHA256_HEX_BYTES], then_hex[SHA256_HEX_BYTES];
    struct sha256 digest = sha256_of(&file->bytes, 1);
    err_t err = find_hash(collecting->from, then->revision, file->path, ret_same, then_hex, why);
    sha256_hex(&digest, now_hex);
    *ret_same = !err && *ret_same && memcmp(now_hex, then_hex, sizeof now_hex) == 0;
    return err;
}

/* The file that a record names, as it was. ERR_NOT_FOUND: it is not kept any more. */
static err_t get_file(const struct collecting *collecting, const struct document *then, str path,
                      struct store_file *ret_file, struct fail *why)
{
    struct document *now;
    struct arena arena = {0};
    bool same = false, touched = true;
    err_t err = store_get(collecting->from, then->kind, then->id, &now, why);
    if (err)
        return err;
    bool reborn = now->number != then->number;
    touched = now->revision != then->revision;
    document_unref(now);
    if (reborn)
        return ERR_NOT_FOUND;
    err = store_get_file(collecting->from, &arena, then->kind, then->id, path, ret_file, why);
    if (!err && touched) {
        ret_file->path = path;
        err = is_same_file(collecting, then, ret_file, &same, why);
        if (!err && !same)
            err = ERR_NOT_FOUND;
        if (err)
            free((void *)(uintptr_t)ret_file->bytes.p);
    }
    arena_release(&arena); /* path and type are known to the caller */
    return err;
}

/* --- the temporary store -------------------------------------------------------------------------
 */

static err_t flush(struct collecting *collecting, struct fail *why)
{
    struct store_batch batch = {
        .changes = collecting->changes, .count = collecting->change_count, .actor = STR("report")};
    err_t err = batch.count ? store_commit(collecting->past->store, &batch, why) : ERR_OK;
    collecting->changes = NULL;
    collecting->change_count = collecting->change_room = collecting->bytes = 0;
    arena_reset(&collecting->batch_arena);
    return err;
}

static void queue(struct collecting *collecting, struct store_change change)
{
    ARENA_GROW(&collecting->batch_arena, collecting->changes, collecting->change_count,
               collecting->change_room, 64);
    collecting->changes[collecting->change_count++] = change;
    collecting->bytes += change.body.n + change.file.bytes.n;
}

static void add_gap(struct collecting *collecting, const struct candidate *candidate, str body)
{
    struct past *past = collecting->past;
    struct json json;
    struct fail why;
    ARENA_GROW(&past->arena, collecting->gaps, past->gap_count, collecting->gap_room, 8);
    struct past_gap *gap = &collecting->gaps[past->gap_count++];
    *gap = (struct past_gap){.id = candidate->id};
    if (json_read(body, &json, &why) != ERR_OK)
        return;
    uint32_t elements = record_elements(&json, 0);
    gap->tracking_id =
        arena_dup(&past->arena, record_text(&json, elements, "TrackingId", &past->arena));
    gap->version = arena_dup(&past->arena, record_text(&json, elements, "Version", &past->arena));
    gap->title = arena_dup(&past->arena, record_text(&json, elements, "Title", &past->arena));
    json_release(&json);
}

static err_t queue_file(struct collecting *collecting, const struct candidate *candidate,
                        const struct document *document, struct fail *why)
{
    struct arena *arena = &collecting->batch_arena;
    struct advisory_facts facts; /* the list of exploited ones has its file in the same element */
    struct store_file file = {0};
    str body = document_body(document);
    err_t err = ERR_NOT_FOUND;
    if (advisory_record_read(arena, body, &facts) && facts.path.n) {
        facts.path = arena_dup(arena, facts.path);
        err = get_file(collecting, document, facts.path, &file, why);
    }
    if (err == ERR_NOT_FOUND) {
        add_gap(collecting, candidate, body);
        return ERR_OK;
    }
    if (err)
        return err;
    struct store_change put = {
        .operation = STORE_FILE_PUT,
        .kind = DOCUMENT_SUBMODEL,
        .id = candidate->id,
        .path = facts.path,
        .file = {facts.path, STR("application/json"), arena_dup(arena, file.bytes)}};
    free((void *)(uintptr_t)file.bytes.p);
    queue(collecting, put);
    return ERR_OK;
}

static err_t store_one(struct collecting *collecting, const struct candidate *candidate,
                       struct fail *why)
{
    struct document *document;
    err_t err = fetch(collecting, candidate->kind, candidate->id, &document, why);
    if (err)
        return err;
    struct store_change put = {.operation = STORE_PUT,
                               .kind = candidate->kind,
                               .id = candidate->id,
                               .body =
                                   arena_dup(&collecting->batch_arena, document_body(document))};
    queue(collecting, put);
    if (candidate->role == ROLE_ADVISORY || candidate->role == ROLE_EXPLOITED)
        err = queue_file(collecting, candidate, document, why);
    document_unref(document);
    bool full =
        collecting->change_count >= BATCH_CHANGES_MAX || collecting->bytes > BATCH_BYTES_MAX;
    return !err && full ? flush(collecting, why) : err;
}

static err_t open_temporary(struct past *past, struct fail *why)
{
    const char *parent = getenv("TMPDIR");
    int n = snprintf(past->folder, sizeof past->folder, "%s/schale-report-XXXXXX",
                     parent && *parent ? parent : "/tmp");
    if (n >= (int)sizeof past->folder || !mkdtemp(past->folder)) {
        past->folder[0] = 0;
        return fail_set(why, ERR_IO, 0, (str){0},
                        "no temporary folder can be made; set TMPDIR to one that can be written");
    }
    return store_open(past->folder, NULL, &past->store, why);
}

err_t past_open(struct store *store, uint64_t seq, struct past *past, struct fail *why)
{
    *past = (struct past){.seq = seq};
    struct collecting collecting = {.past = past, .from = store};
    err_t err = collect(&collecting, why);
    if (collecting.count)
        qsort(collecting.items, collecting.count, sizeof *collecting.items, by_number);
    if (!err)
        err = open_temporary(past, why);
    for (size_t i = 0; !err && i < collecting.count; i++)
        err = store_one(&collecting, &collecting.items[i], why);
    if (!err)
        err = flush(&collecting, why);
    past->decisions = collecting.decisions;
    past->gaps = collecting.gaps;
    for (size_t i = 0; i < COUNT_OF(collecting.seen); i++)
        map_release(&collecting.seen[i]);
    arena_release(&collecting.batch_arena);
    return err;
}

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
    (void)rmdir(path);
}

void past_close(struct past *past)
{
    if (past->store)
        store_close(past->store);
    if (past->folder[0])
        remove_folder(past->folder);
    map_release(&past->advisories);
    arena_release(&past->arena);
}

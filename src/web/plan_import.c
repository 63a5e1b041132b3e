/* SPDX-License-Identifier: Apache-2.0 */
/* plan_import.c - POST /plan/import: several files, each stored whole or not at all, and each with
 * an answer of its own; or, as a dry run, what would happen. Our own operation. */
#include <stdlib.h>

#include "base/map.h"
#include "codec/json.h"
#include "model/check_report.h"
#include "web/body_files.h"
#include "web/handlers.h"
#include "web/import.h"
#include "web/plan.h"

enum verdict { VERDICT_CREATED, VERDICT_REPLACED, VERDICT_UNCHANGED };

struct importing {
    struct call *call;
    struct arena arena; /* of all files: it is one request */
    bool strict, dry_run;
    struct map planned; /* dry run: kind and id of what files before would have stored, to a str:
                           its body */
    struct buf out;
};

/* One file on its way. */
struct one_file {
    struct importing *importing;
    const struct body_file *file;
    struct findings findings;
    struct loaded loaded;
    bool readable;
    struct import_list list;
    uint8_t *verdicts; /* by change: enum verdict */
    const char *result;
    const char *message; /* of a failure that is no finding */
    struct fail why;
};

static str key_of(struct arena *arena, const struct store_change *change)
{
    return arena_printf(arena, "%d %.*s", (int)change->kind, STR_ARG(change->id));
}

/* --- what is there already ----------------------------------------------------------------------
 */

static enum verdict compare_body(struct importing *importing, const struct store_change *change)
{
    struct document *document;
    struct fail why;
    const str *planned = importing->dry_run
                             ? map_pointer(&importing->planned, key_of(&importing->arena, change))
                             : NULL;
    if (planned)
        return str_equal(*planned, change->body) ? VERDICT_UNCHANGED : VERDICT_REPLACED;
    if (store_get(importing->call->store, change->kind, change->id, &document, &why) != ERR_OK)
        return VERDICT_CREATED;
    bool same = str_equal(document_body(document), change->body);
    document_unref(document);
    return same ? VERDICT_UNCHANGED : VERDICT_REPLACED;
}

static bool file_is_there(struct importing *importing, const struct store_change *change)
{
    struct store_file file;
    struct fail why;
    if (store_get_file(importing->call->store, &importing->arena, change->kind, change->id,
                       change->path, &file, &why) != ERR_OK)
        return false;
    bool same = str_equal(file.bytes, change->file.bytes) &&
                str_equal(file.content_type, change->file.content_type);
    union {
        const char *p;
        void *owner;
    } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
    free(bytes.owner);
    return same;
}

/* Compares each change with the store. An id that the file has twice counts as changed: the last of
 * the two wins, whatever is there now. */
static void judge(struct one_file *one)
{
    struct importing *importing = one->importing;
    struct import_list *list = &one->list;
    struct map seen = {0};
    bool added;
    one->verdicts = ARENA_ARRAY(&importing->arena, uint8_t, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (list->changes[i].operation == STORE_PUT)
            ++*map_put(&seen, key_of(&importing->arena, &list->changes[i]), &added);
    for (size_t i = 0; i < list->count; i++) {
        const struct store_change *change = &list->changes[i];
        if (change->operation != STORE_PUT) {
            one->verdicts[i] =
                file_is_there(importing, change) ? VERDICT_UNCHANGED : VERDICT_REPLACED;
            continue;
        }
        one->verdicts[i] = (uint8_t)compare_body(importing, change);
        const uint64_t *times = map_find(&seen, key_of(&importing->arena, change));
        if (times && *times > 1 && one->verdicts[i] == VERDICT_UNCHANGED)
            one->verdicts[i] = VERDICT_REPLACED;
    }
    map_release(&seen);
}

/* --- storing ------------------------------------------------------------------------------------
 */

/* The changes that change something. */
static size_t keep_changes(const struct one_file *one, struct store_change *to)
{
    size_t count = 0;
    for (size_t i = 0; i < one->list.count; i++)
        if (one->verdicts[i] != VERDICT_UNCHANGED)
            to[count++] = one->list.changes[i];
    return count;
}

static void plan(struct one_file *one)
{
    struct importing *importing = one->importing;
    for (size_t i = 0; i < one->list.count; i++) {
        const struct store_change *change = &one->list.changes[i];
        if (change->operation != STORE_PUT)
            continue;
        str *body = ARENA_NEW(&importing->arena, str);
        *body = change->body;
        map_put_pointer(&importing->planned, key_of(&importing->arena, change), body);
    }
}

static void store(struct one_file *one)
{
    struct importing *importing = one->importing;
    struct store_change *changes =
        ARENA_ARRAY(&importing->arena, struct store_change, one->list.count);
    size_t count = keep_changes(one, changes);
    one->result = count ? "stored" : "unchanged";
    if (importing->dry_run) {
        plan(one);
        return;
    }
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR("anonymous")};
    if (count && store_commit(importing->call->store, &batch, &one->why) != ERR_OK) {
        one->result = "refused";
        one->message = one->why.text;
    }
}

static void import_one(struct one_file *one)
{
    struct importing *importing = one->importing;
    struct load_options options = {.class = CLASS_ENVIRONMENT,
                                   .ask_file = true,
                                   .tolerant = !importing->strict,
                                   .check = true};
    one->findings.arena = &importing->arena;
    one->result = "refused";
    err_t err =
        load_document(one->file->bytes, &options, &importing->arena, &one->findings, &one->loaded);
    one->readable = err == ERR_OK;
    if (err || (importing->strict && one->findings.error_count))
        return;
    if (import_changes(&one->loaded, &importing->arena, &one->list, &one->why)) {
        one->message = one->why.text;
        return;
    }
    judge(one);
    store(one);
}

/* --- the answer ---------------------------------------------------------------------------------
 */

static void write_ids(const struct one_file *one, enum verdict verdict, const char *name,
                      struct buf *out)
{
    bool first = true;
    bool stored = strcmp(one->result, "refused") != 0;
    buf_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; stored && i < one->list.count; i++) {
        const struct store_change *change = &one->list.changes[i];
        if (change->operation != STORE_PUT || one->verdicts[i] != verdict)
            continue;
        buf_printf(out, "%s{\"kind\":\"%s\",\"id\":", first ? "" : ",",
                   document_kind_name(change->kind));
        json_write_string(out, change->id);
        buf_add_char(out, '}');
        first = false;
    }
    buf_add_char(out, ']');
}

static size_t count_attachments(const struct one_file *one)
{
    size_t count = 0;
    for (size_t i = 0; one->verdicts && i < one->list.count; i++)
        count += one->list.changes[i].operation == STORE_FILE_PUT &&
                 one->verdicts[i] != VERDICT_UNCHANGED;
    return count;
}

static void write_one(const struct one_file *one, struct buf *out)
{
    enum load_format format;
    buf_add(out, STR("{\"file\":"));
    check_report_write_name(one->file->name, out);
    if (load_format_of(one->file->bytes, &format))
        buf_printf(out, ",\"format\":\"%s\"", load_format_name(format).p);
    if (one->readable) {
        buf_add(out, STR(",\"version\":"));
        json_write_string(out, check_report_version(&one->loaded, &one->findings));
    }
    buf_printf(out, ",\"result\":\"%s\"", one->result);
    write_ids(one, VERDICT_CREATED, "created", out);
    write_ids(one, VERDICT_REPLACED, "replaced", out);
    write_ids(one, VERDICT_UNCHANGED, "unchanged", out);
    bool refused = strcmp(one->result, "refused") == 0;
    buf_printf(out, ",\"attachments\":%zu,", refused ? 0 : count_attachments(one));
    if (one->message) {
        buf_add(out, STR("\"message\":"));
        json_write_string(out, str_from(one->message));
        buf_add_char(out, ',');
    }
    check_report_write_findings(&one->findings, NULL, one->importing->call->language, out);
    buf_add_char(out, '}');
}

err_t plan_import_create(struct call *call, struct fail *why)
{
    struct importing importing = {.call = call};
    struct body_files files;
    err_t err = plan_read_language(call);
    if (!err)
        err = call_query_flag(call, "strict", &importing.strict);
    if (!err)
        err = call_query_flag(call, "dry_run", &importing.dry_run);
    if (!err)
        err = body_files_read(call, &files, why);
    if (err)
        return err;
    buf_printf(&importing.out, "{\"dry_run\":%s,\"files\":[", importing.dry_run ? "true" : "false");
    for (size_t i = 0; i < files.count; i++) {
        struct one_file one = {.importing = &importing, .file = &files.items[i]};
        import_one(&one);
        if (i)
            buf_add_char(&importing.out, ',');
        write_one(&one, &importing.out);
    }
    buf_add(&importing.out, STR("]}"));
    map_release(&importing.planned);
    arena_release(&importing.arena);
    answer_json(call, 200, NULL, &importing.out);
    return ERR_OK;
}

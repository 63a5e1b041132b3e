/* SPDX-License-Identifier: Apache-2.0 */
/* api_upload.c - POST /upload: whole environments as JSON, XML or AASX, one or several, as the body
 * or as parts of a form. All of it is stored in one batch or nothing is. Our own operation; BaSyx
 * has one of the same name. */
#include "web/answer.h"
#include "web/body_files.h"
#include "web/handlers.h"
#include "web/import.h"

/* The batch and what to tell when it is done; in an arena of its own, freed by upload_done. */
struct upload {
    struct call *call;
    struct arena arena;
    struct store_batch batch;
    struct import_list list;
    size_t file_count;
};

struct outcome {
    size_t files, created, replaced, attachments;
    const struct findings *findings;
};

static void add_findings(const struct findings *findings, enum language language, struct buf *out)
{
    buf_add(out, STR("\"findings\":["));
    for (size_t i = 0; i < findings->count; i++) {
        if (i)
            buf_add_char(out, ',');
        finding_write_json(&findings->items[i], language, out);
    }
    buf_add_char(out, ']');
}

static struct outcome outcome_of(const struct upload *upload)
{
    struct outcome outcome = {.files = upload->file_count, .findings = &upload->call->findings};
    for (size_t i = 0; i < upload->list.count; i++) {
        const struct store_change *change = &upload->list.changes[i];
        if (change->operation != STORE_PUT)
            outcome.attachments++;
        else if (change->ret_created)
            outcome.created++;
        else
            outcome.replaced++;
    }
    return outcome;
}

static void answer_outcome(struct call *call, const struct outcome *outcome)
{
    struct buf out = {0};
    buf_printf(&out,
               "{\"files\":%zu,\"documents\":{\"created\":%zu,\"replaced\":%zu},"
               "\"attachments\":%zu,",
               outcome->files, outcome->created, outcome->replaced, outcome->attachments);
    add_findings(outcome->findings, call->language, &out);
    buf_add_char(&out, '}');
    answer_json(call, 200, NULL, &out);
}

static void upload_free(struct upload *upload)
{
    struct arena arena = upload->arena; /* holds `upload` itself */
    arena_release(&arena);
}

/* On the store's writer thread. */
static void upload_done(void *context, err_t result, const struct fail *why)
{
    struct upload *upload = context;
    struct call *call = upload->call;
    struct outcome outcome = outcome_of(upload);
    upload_free(upload);
    if (result)
        answer_error(call, result, why);
    else
        answer_outcome(call, &outcome);
}

/* --- reading ------------------------------------------------------------------------------------
 */

static err_t load_one(struct upload *upload, str bytes, bool strict, struct fail *why)
{
    struct call *call = upload->call;
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = !strict, .check = true};
    struct loaded loaded;
    err_t err = load_document(bytes, &options, &upload->arena, &call->findings, &loaded);
    if (err == ERR_TOO_LARGE)
        return err;
    /* Tolerant takes what can be stored, broken rules and all: they are told. */
    if (err || (strict && call->findings.error_count))
        return ERR_INVALID;
    upload->file_count++;
    return import_changes(&loaded, &upload->arena, &upload->list, why);
}

static err_t load(struct upload *upload, struct fail *why)
{
    struct call *call = upload->call;
    struct body_files files;
    bool strict = false;
    err_t err = call_query_flag(call, "strict", &strict);
    if (!err)
        err = body_files_read(call, &files, why);
    if (err)
        return err;
    strict = strict || body_files_flag(&files, "strict");
    for (size_t i = 0; !err && i < files.count; i++)
        err = load_one(upload, files.items[i].bytes, strict, why);
    return err;
}

err_t upload_create(struct call *call, struct fail *why)
{
    struct arena arena = {0};
    struct upload *upload = ARENA_NEW(&arena, struct upload);
    upload->arena = arena;
    upload->call = call;
    err_t err = load(upload, why);
    if (err || upload->list.count == 0) {
        upload_free(upload);
        struct outcome nothing = {.files = 1, .findings = &call->findings};
        if (err)
            answer_error(call, err, why);
        else
            answer_outcome(call, &nothing);
        return ERR_OK;
    }
    upload->batch = (struct store_batch){.changes = upload->list.changes,
                                         .count = upload->list.count,
                                         .actor = STR("anonymous"),
                                         .done = upload_done,
                                         .context = upload};
    store_submit(call->store, &upload->batch);
    return ERR_OK;
}

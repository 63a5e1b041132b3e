/* SPDX-License-Identifier: Apache-2.0 */
/* api_package_async.c - a package whose import goes on after the request was answered:
 * /packages-async. Rule: IDTA-01002 3.2, AasxFileServerService SSP-002. */
#include "base/base64.h"
#include "base/clock.h"
#include "web/answer.h"
#include "web/handle_answer.h"
#include "web/handlers.h"
#include "web/handles.h"
#include "web/package.h"

/* An import on its way; lives in its own arena until it is done. Nothing in it is the request's. */
struct package_import {
    struct arena arena;
    struct web *web;
    struct store *store;
    enum language language;
    char handle[HANDLE_BYTES];
    struct package package;
    struct findings findings;
    struct store_batch batch;
};

/* --- the end ------------------------------------------------------------------------------------
 */

static void release(struct package_import *import)
{
    struct arena arena = import->arena; /* holds `import` itself */
    arena_release(&arena);
}

static void add_outcome(struct package_import *import, struct result *result, err_t error,
                        const struct fail *why)
{
    const struct package *package = &import->package;
    if (!error) {
        result_add(result, STR("Info"), STR("package-id"), package->id);
        result_add_findings(result, &import->findings);
    } else if (package->refusal) {
        result_add_refusal(result, package->refusal, package->refusal_argument);
    } else if (error == ERR_CONFLICT) {
        result_add_refusal(result, REFUSAL_EXISTS, package->id);
    } else if (error == ERR_INVALID && import->findings.error_count) {
        result_add_findings(result, &import->findings);
    } else {
        result_add_fail(result, why);
    }
}

/* The result is a BaseOperationResult, which is answered with 200 also when it failed. */
static void finish(struct package_import *import, err_t error, const struct fail *why)
{
    struct web *web = import->web;
    struct buf out = {0};
    struct result result;
    result_begin(&result, &out, import->language, web_correlation(web, &import->arena));
    add_outcome(import, &result, error, why);
    result_end(&result);
    out.n--; /* the brace: a BaseOperationResult is a Result with two members more */
    buf_add(&out, error ? STR(",\"executionState\":\"Failed\",\"success\":false}")
                        : STR(",\"executionState\":\"Completed\",\"success\":true}"));
    handles_finish(web_handles(web), import->handle, 200, &out, clock_steady_ms());
    release(import);
    web_call_end(web);
}

/* On the store's writer thread. */
static void done(void *context, err_t result, const struct fail *why)
{
    finish(context, result, why);
}

/* --- the beginning ------------------------------------------------------------------------------
 */

/* The request's memory goes with its answer: what is needed later is copied. */
static struct package_import *import_new(struct call *call, const struct package *package)
{
    struct arena arena = {0};
    struct package_import *import = ARENA_NEW(&arena, struct package_import);
    str *aas_ids = ARENA_ARRAY(&arena, str, package->aas_id_count + 1);
    for (size_t i = 0; i < package->aas_id_count; i++)
        aas_ids[i] = arena_dup(&arena, package->aas_ids[i]);
    import->package = *package;
    import->package.id = arena_dup(&arena, package->id);
    import->package.file_name = arena_dup(&arena, package->file_name);
    import->package.bytes = arena_dup(&arena, package->bytes);
    import->package.aas_ids = aas_ids;
    import->web = call->web;
    import->store = call->store;
    import->language = call->language;
    import->arena = arena;
    import->findings.arena = &import->arena;
    return import;
}

static str location_of(struct call *call, const char *path, str handle)
{
    struct buf text = {0};
    buf_add(&text, call->prefix);
    buf_add(&text, str_from(path));
    base64url_encode(&text, handle);
    str location = arena_dup(call->arena, buf_str(&text));
    buf_release(&text);
    return location;
}

static void run(struct package_import *import)
{
    struct fail why = {0};
    err_t err = package_changes(&import->package, &import->arena, &import->findings, &why);
    if (err) {
        finish(import, err, &why);
        return;
    }
    import->package.changes[0].condition = STORE_IF_ABSENT;
    import->batch = (struct store_batch){.changes = import->package.changes,
                                         .count = import->package.change_count,
                                         .actor = STR("anonymous"),
                                         .done = done,
                                         .context = import};
    store_submit(import->store, &import->batch);
}

/* What the form alone shows to be wrong is refused at once. The import itself stays on the worker
 * that the call is on: there are no more of them at work than of any other long work. */
err_t package_create_async(struct call *call, struct fail *why)
{
    struct package package;
    err_t err = package_read_body(call, &package, why);
    if (err)
        return err;
    struct package_import *import = import_new(call, &package);
    err = handles_open(web_handles(call->web), import->handle, why);
    if (err) {
        release(import);
        return err;
    }
    struct http_answer answer = {.status = 202};
    http_answer_header(
        &answer, STR("Location"),
        location_of(call, "/packages-async/status/", str_of(import->handle, HANDLE_BYTES)));
    web_call_begin(call->web);  /* until `finish` */
    answer_send(call, &answer); /* the call is gone */
    run(import);
    return ERR_OK;
}

/* --- the handle ---------------------------------------------------------------------------------
 */

err_t package_status_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_handle_status(call, "/packages-async/results/");
}

err_t package_result_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_handle_result(call);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* api_bulk.c - many descriptors in one batch that happens as a whole or not at all: /bulk. What the
 * request alone shows to be wrong is refused at once; what depends on the store is told by the
 * result of the handle. Rule: IDTA-01002 3.1.2, profiles SSP-003 of both registries. */
#include "base/base64.h"
#include "base/clock.h"
#include "base/map.h"
#include "model/read.h"
#include "web/handle_answer.h"
#include "web/handlers.h"
#include "web/handles.h"
#include "web/write.h"

enum { BULK_ITEMS_MAX = 10000 };

/* A batch on its way; lives in its own arena until it is done. */
struct bulk {
    struct arena arena;
    struct web *web;
    char handle[HANDLE_BYTES];
    struct store_batch batch;
    struct buf bodies; /* of all changes; each change's body is a view of it */
    struct buf result_text;
    struct result result;
    bool failed; /* result has a message */
};

/* --- the end ------------------------------------------------------------------------------------
 */

static void bulk_release(struct bulk *bulk)
{
    struct arena arena = bulk->arena; /* the arena holds `bulk` itself */
    buf_release(&bulk->bodies);
    buf_release(&bulk->result_text);
    arena_release(&arena);
}

static void bulk_finish(struct bulk *bulk, int status)
{
    struct web *web = bulk->web;
    result_end(&bulk->result);
    if (status == 204)
        buf_reset(&bulk->result_text);
    handles_finish(web_handles(web), bulk->handle, status, &bulk->result_text, clock_steady_ms());
    bulk_release(bulk);
    web_call_end(web);
}

static void add_failure(struct bulk *bulk, enum refusal refusal, str id)
{
    bulk->failed = true;
    result_add_refusal(&bulk->result, refusal, id);
}

/* On the store's writer thread. What was looked at before may have changed meanwhile. */
static void bulk_done(void *context, err_t result, const struct fail *why)
{
    struct bulk *bulk = context;
    int status = 204;
    if (result == ERR_CONFLICT || result == ERR_NOT_FOUND || result == ERR_PRECONDITION) {
        status = 400;
        add_failure(bulk, REFUSAL_CONTESTED, str_from(why->where));
    } else if (result) {
        status = err_http_status(result);
        result_add_fail(&bulk->result, why);
    }
    bulk_finish(bulk, status);
}

/* --- what depends on the store ------------------------------------------------------------------
 */

static err_t exists(struct call *call, enum document_kind kind, str id, bool *ret_exists,
                    struct fail *why)
{
    struct document *document;
    err_t err = id.n > STORE_ID_BYTES_MAX ? ERR_NOT_FOUND
                                          : store_get(call->store, kind, id, &document, why);
    *ret_exists = err == ERR_OK;
    if (!err)
        document_unref(document);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static err_t look_at_change(struct call *call, struct bulk *bulk, const struct store_change *change,
                            struct map *seen, struct fail *why)
{
    static const enum refusal missing[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL_DESCRIPTOR] = REFUSAL_NO_SHELL_DESCRIPTOR,
        [DOCUMENT_SUBMODEL_DESCRIPTOR] = REFUSAL_NO_SUBMODEL_DESCRIPTOR};
    bool is_first, derived = false, there = false;
    map_put(seen, change->id, &is_first);
    err_t err = ERR_OK;
    if (change->condition != STORE_ALWAYS)
        err = exists(call, change->kind, change->id, &there, why);
    if (!err && change->id.n <= STORE_ID_BYTES_MAX)
        err = document_is_derived(call->store, change->kind, change->id, &derived, why);
    if (err)
        return err;
    if (!is_first)
        add_failure(bulk, REFUSAL_TWICE, change->id);
    else if (derived)
        add_failure(bulk, REFUSAL_DERIVED, change->id);
    else if (there && change->condition == STORE_IF_ABSENT)
        add_failure(bulk, REFUSAL_EXISTS, change->id);
    else if (!there && change->condition == STORE_IF_PRESENT)
        add_failure(bulk, missing[change->kind], change->id);
    return ERR_OK;
}

/* A message for each item that cannot be done. */
static err_t look_at_all(struct call *call, struct bulk *bulk, struct fail *why)
{
    struct map seen = {0};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < bulk->batch.count; i++)
        err = look_at_change(call, bulk, &bulk->batch.changes[i], &seen, why);
    map_release(&seen);
    return err;
}

/* --- the beginning ------------------------------------------------------------------------------
 */

static struct bulk *bulk_new(struct call *call)
{
    struct arena arena = {0};
    struct bulk *bulk = ARENA_NEW(&arena, struct bulk);
    bulk->web = call->web;
    bulk->arena = arena;
    bulk->batch.actor = STR("anonymous");
    bulk->batch.done = bulk_done;
    bulk->batch.context = bulk;
    result_begin(&bulk->result, &bulk->result_text, call->language,
                 web_correlation(call->web, &bulk->arena));
    return bulk;
}

/* 202 with the way to the status. The bulk may be gone before this is called. */
static void answer_accepted(struct call *call, const char handle[static HANDLE_BYTES])
{
    struct http_answer answer = {.status = 202};
    struct buf location = {0};
    buf_add(&location, call->prefix);
    buf_add(&location, STR("/bulk/status/"));
    base64url_encode(&location, str_of(handle, HANDLE_BYTES));
    http_answer_header(&answer, STR("Location"), arena_dup(call->arena, buf_str(&location)));
    buf_release(&location);
    answer_send(call, &answer);
}

static err_t start(struct call *call, struct bulk *bulk, struct fail *why)
{
    char handle[HANDLE_BYTES];
    err_t err =
        bulk->batch.count ? look_at_all(call, bulk, why) : refuse(call, REFUSAL_NO_ITEMS, STR(""));
    if (!err)
        err = handles_open(web_handles(call->web), bulk->handle, why);
    if (err) {
        bulk_release(bulk);
        return err;
    }
    memcpy(handle, bulk->handle, sizeof handle);
    web_call_begin(call->web); /* until bulk_finish */
    if (bulk->failed)
        bulk_finish(bulk, 400);
    else
        store_submit(call->store, &bulk->batch);
    answer_accepted(call, handle);
    return ERR_OK;
}

/* The bodies grow while they are written, so that views of them are made at the end. */
static void add_documents(struct bulk *bulk, const struct node_list *nodes,
                          const struct store_change *pattern)
{
    struct store_change *changes = ARENA_ARRAY(&bulk->arena, struct store_change, nodes->count + 1);
    for (size_t i = 0; i < nodes->count; i++) {
        size_t before = bulk->bodies.n;
        changes[i] = *pattern;
        changes[i].id = arena_dup(&bulk->arena, node_text(nodes->items[i], PROP_ID));
        node_write_json(nodes->items[i], &bulk->bodies);
        changes[i].body.n = bulk->bodies.n - before;
    }
    size_t at = 0;
    for (size_t i = 0; i < nodes->count; i++) {
        changes[i].body.p = bulk->bodies.p + at;
        at += changes[i].body.n;
    }
    bulk->batch.changes = changes;
    bulk->batch.count = nodes->count;
}

static err_t put_all(struct call *call, enum document_kind kind, enum class_id class,
                     enum store_condition condition, struct fail *why)
{
    struct node_list nodes;
    err_t err = write_read_nodes(call, class, BULK_ITEMS_MAX, &nodes, why);
    if (err)
        return err;
    struct store_change pattern = {.operation = STORE_PUT, .kind = kind, .condition = condition};
    struct bulk *bulk = bulk_new(call);
    add_documents(bulk, &nodes, &pattern);
    return start(call, bulk, why);
}

static err_t delete_all(struct call *call, enum document_kind kind, struct fail *why)
{
    struct json json;
    err_t err = write_read_list(call, "string", BULK_ITEMS_MAX, &json, why);
    if (err)
        return err;
    struct bulk *bulk = bulk_new(call);
    struct store_batch *batch = &bulk->batch;
    batch->changes = ARENA_ARRAY(&bulk->arena, struct store_change, json_count(&json, 0) + 1);
    uint32_t end = json_next(&json, 0);
    for (uint32_t item = 1; !err && item < end; item = json_next(&json, item)) {
        str id = {0};
        if (json_type(&json, item) == JSON_STRING)
            id = arena_dup(&bulk->arena, json_string(&json, item, call->arena));
        if (!id.n)
            err = refuse(call, REFUSAL_NOT_A_LIST, STR("string"));
        batch->changes[batch->count++] = (struct store_change){
            .operation = STORE_DELETE, .kind = kind, .id = id, .condition = STORE_IF_PRESENT};
    }
    json_release(&json);
    if (err) {
        bulk_release(bulk);
        return err;
    }
    return start(call, bulk, why);
}

err_t bulk_shells_create(struct call *call, struct fail *why)
{
    return put_all(call, DOCUMENT_SHELL_DESCRIPTOR, CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR,
                   STORE_IF_ABSENT, why);
}

err_t bulk_shells_replace(struct call *call, struct fail *why)
{
    return put_all(call, DOCUMENT_SHELL_DESCRIPTOR, CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR,
                   STORE_ALWAYS, why);
}

err_t bulk_shells_delete(struct call *call, struct fail *why)
{
    return delete_all(call, DOCUMENT_SHELL_DESCRIPTOR, why);
}

err_t bulk_submodels_create(struct call *call, struct fail *why)
{
    return put_all(call, DOCUMENT_SUBMODEL_DESCRIPTOR, CLASS_SUBMODEL_DESCRIPTOR, STORE_IF_ABSENT,
                   why);
}

err_t bulk_submodels_replace(struct call *call, struct fail *why)
{
    return put_all(call, DOCUMENT_SUBMODEL_DESCRIPTOR, CLASS_SUBMODEL_DESCRIPTOR, STORE_ALWAYS,
                   why);
}

err_t bulk_submodels_delete(struct call *call, struct fail *why)
{
    return delete_all(call, DOCUMENT_SUBMODEL_DESCRIPTOR, why);
}

/* --- the handle ---------------------------------------------------------------------------------
 */

err_t bulk_status_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_handle_status(call, "/bulk/result/");
}

err_t bulk_result_read(struct call *call, struct fail *why)
{
    (void)why;
    return answer_handle_result(call);
}

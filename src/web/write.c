/* SPDX-License-Identifier: Apache-2.0 */
/* write.c - whole documents created, replaced and deleted. */
#include "web/write.h"

#include "base/base64.h"
#include "model/check.h"
#include "model/read.h"

enum { TEXT_ROOM = 4096 }; /* most documents fit */

/* One change and what to answer when it is done. In the call's arena, like the change's body: the
 * writer's thread gives nothing back that another thread took. */
struct write {
    struct call *call;
    struct store_batch batch;
    struct store_change change;
    bool create; /* POST: the status does not depend on what was there */
};

str document_location(struct arena *arena, enum document_kind kind, str id)
{
    static const char *const paths[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL] = "/shells/",
        [DOCUMENT_SUBMODEL] = "/submodels/",
        [DOCUMENT_CONCEPT_DESCRIPTION] = "/concept-descriptions/",
        [DOCUMENT_SHELL_DESCRIPTOR] = "/shell-descriptors/",
        [DOCUMENT_SUBMODEL_DESCRIPTOR] = "/submodel-descriptors/",
        [DOCUMENT_ASSET_LINKS] = "/lookup/shells/",
        [DOCUMENT_PACKAGE] = "/packages/"};
    struct buf text = {0};
    buf_add(&text, str_from(paths[kind]));
    base64url_encode(&text, id);
    str location = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    return location;
}

/* --- bodies -------------------------------------------------------------------------------------
 */

static bool is_type(str content_type, str wanted)
{
    size_t bytes = str_find_char(content_type, ';');
    while (bytes && content_type.p[bytes - 1] == ' ')
        bytes--;
    return str_equal_nocase(str_of(content_type.p, bytes), wanted);
}

/* Without a body there is no type to complain of. */
err_t write_check_media(struct call *call)
{
    str content_type = http_header(call->request, "Content-Type");
    bool patches = call->request->method == HTTP_PATCH;
    bool fits = is_type(content_type, STR("application/json")) ||
                (patches && is_type(content_type, STR("application/merge-patch+json")));
    if (content_type.n && !fits)
        return refuse(call, REFUSAL_MEDIA_TYPE, content_type);
    if (call->request->body.n == 0)
        return refuse(call, REFUSAL_NO_BODY, STR(""));
    return fits ? ERR_OK : refuse(call, REFUSAL_MEDIA_TYPE, content_type);
}

static err_t too_deep(struct fail *why)
{
    return fail_set(why, ERR_TOO_LARGE, 0, STR("body"),
                    "the document is nested too deep or too long");
}

err_t write_read_json(struct call *call, struct json *ret_json, struct fail *why)
{
    err_t err = write_check_media(call);
    if (err)
        return err;
    err = json_read(call->request->body, ret_json, why);
    if (err != ERR_SYNTAX)
        return err;
    finding_add_fail(&call->findings, RULE_JSON_SYNTAX, why,
                     findings_line(&call->findings, call->request->body, why->offset));
    return ERR_INVALID;
}

err_t write_read_list(struct call *call, const char *what, size_t items_max, struct json *ret_json,
                      struct fail *why)
{
    err_t err = write_read_json(call, ret_json, why);
    if (err)
        return err == ERR_TOO_LARGE ? too_deep(why) : err;
    if (json_type(ret_json, 0) != JSON_ARRAY)
        err = refuse(call, REFUSAL_NOT_A_LIST, str_from(what));
    else if (json_count(ret_json, 0) > items_max)
        err = fail_set(why, ERR_TOO_LARGE, 0, STR("body"), "at most %zu items at once", items_max);
    if (err)
        json_release(ret_json);
    return err;
}

/* Reading and checking begin at the item; the list around it stands in front of each path. */
static void place_in_list(struct call *call, size_t first, size_t index)
{
    struct findings *findings = &call->findings;
    for (size_t i = first; i < findings->count; i++) {
        str path = findings->items[i].path;
        findings->items[i].path = arena_printf(call->arena, "$[%zu]%.*s", index,
                                               (int)(path.n ? path.n - 1 : 0), path.p + 1);
    }
}

err_t write_read_nodes(struct call *call, enum class_id class, size_t items_max,
                       struct node_list *ret_nodes, struct fail *why)
{
    struct json json;
    err_t err = write_read_list(call, class_infos[class].name.p, items_max, &json, why);
    if (err)
        return err;
    *ret_nodes = (struct node_list){0};
    call->findings.empty_lists_pass = true;
    uint32_t end = json_next(&json, 0);
    size_t index = 0;
    for (uint32_t item = 1; item < end; item = json_next(&json, item), index++) {
        size_t first = call->findings.count;
        const struct node *node = NULL;
        err =
            node_read_tape(&json, item, class, METAMODEL_3_2, call->arena, &call->findings, &node);
        if (!err && node)
            node_check(node, METAMODEL_3_2, call->request->body, &call->findings);
        if (node)
            node_list_add(ret_nodes, call->arena, node);
        place_in_list(call, first, index);
    }
    json_release(&json);
    return call->findings.error_count ? ERR_INVALID : ERR_OK;
}

static err_t read_body(struct call *call, enum class_id class, const struct node **ret_node,
                       struct fail *why)
{
    const struct node *node = NULL;
    err_t err = write_check_media(call);
    if (err)
        return err;
    err = node_read_json(call->request->body, class, METAMODEL_3_2, call->arena, &call->findings,
                         &node);
    if (err == ERR_TOO_LARGE)
        return too_deep(why);
    if (err || !node)
        return ERR_INVALID;
    *ret_node = node;
    return ERR_OK;
}

err_t write_read_body(struct call *call, enum class_id class, const struct node **ret_node,
                      struct fail *why)
{
    call->findings.empty_lists_pass = true;
    err_t err = read_body(call, class, ret_node, why);
    if (err)
        return err;
    node_check(*ret_node, METAMODEL_3_2, call->request->body, &call->findings);
    return call->findings.error_count ? ERR_INVALID : ERR_OK;
}

err_t write_read_patch(struct call *call, enum class_id class, const struct node **ret_node,
                       struct fail *why)
{
    err_t err = read_body(call, class, ret_node, why);
    return !err && call->findings.error_count ? ERR_INVALID : err;
}

str write_text(struct arena *arena, const struct node *node)
{
    struct buf text = {0};
    (void)buf_reserve(&text, TEXT_ROOM);
    node_write_json(node, &text);
    str copy = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

err_t write_refuse_new(struct call *call, const struct findings *before, struct findings *after)
{
    struct findings fresh = {.arena = call->arena};
    /* Not all of them are kept: then only their number can be compared. */
    bool counted = before->error_count + before->warning_count > before->count;
    if (counted && after->error_count <= before->error_count)
        return ERR_OK;
    for (size_t i = 0; i < after->count; i++) {
        const struct finding *error = &after->items[i];
        if (error->severity != SEVERITY_ERROR || findings_have(before, error))
            continue;
        ARENA_GROW(call->arena, fresh.items, fresh.count, fresh.room, 8);
        fresh.items[fresh.count++] = *error;
        fresh.error_count++;
    }
    if (!fresh.error_count && after->error_count > before->error_count)
        fresh = *after; /* what is new is one of those that were not kept */
    findings_join(&call->findings, &fresh);
    return fresh.error_count ? ERR_INVALID : ERR_OK;
}

err_t write_check_change(struct call *call, const struct node *stored, const struct node *next)
{
    struct findings before = {.arena = call->arena}, after = {.arena = call->arena};
    node_check(next, METAMODEL_3_2, CHECK_NO_TEXT, &after);
    if (!after.error_count)
        return ERR_OK;
    node_check(stored, METAMODEL_3_2, CHECK_NO_TEXT, &before);
    return write_refuse_new(call, &before, &after);
}

/* --- the way through the store ------------------------------------------------------------------
 */

/* A condition of the client that does not hold is 412; without one, what is there decides. */
static err_t conflict(struct write *write, err_t result)
{
    struct call *call = write->call;
    bool asked = http_header(call->request, "If-Match").n > 0 ||
                 http_header(call->request, "If-None-Match").n > 0;
    if (result == ERR_PRECONDITION ||
        (asked && (result == ERR_CONFLICT || result == ERR_NOT_FOUND)))
        return refuse(call, REFUSAL_CHANGED, STR(""));
    if (result == ERR_CONFLICT)
        return refuse(call, REFUSAL_EXISTS, write->change.id);
    if (result == ERR_NOT_FOUND)
        return refuse_missing(call, write->change.kind, write->change.id);
    return result;
}

/* On the store's writer thread. */
static void write_done(void *context, err_t result, const struct fail *why)
{
    struct write *write = context;
    struct call *call = write->call;
    const struct store_change *change = &write->change;
    if (result) {
        answer_error(call, conflict(write, result), why);
        return;
    }
    struct etag etag = etag_of_revision(change->ret_revision, "");
    if (change->operation == STORE_PUT && (write->create || change->ret_created)) {
        str location = call->mount == MOUNT_SHELL_SERVICE ? call_shell_location(call)
                       : call->mount == MOUNT_SUBMODEL_SERVICE
                           ? call_submodel_location(call)
                           : document_location(call->arena, change->kind, change->id);
        struct buf body = {0};
        buf_add(&body, change->body);
        answer_created(call, location, &etag, &body);
        return;
    }
    answer_empty(call, 204, change->operation == STORE_PUT ? &etag : NULL);
}

static struct write *write_new(struct call *call, enum store_operation operation,
                               enum document_kind kind, str id)
{
    struct write *write = ARENA_NEW(call->arena, struct write);
    write->call = call;
    write->change = (struct store_change){.operation = operation, .kind = kind, .id = id};
    write->batch = (struct store_batch){.changes = &write->change,
                                        .count = 1,
                                        .actor = STR("anonymous"),
                                        .done = write_done,
                                        .context = write};
    return write;
}

static void submit(struct write *write)
{
    store_submit(write->call->store, &write->batch);
}

err_t write_create(struct call *call, enum document_kind kind, enum class_id class,
                   struct fail *why)
{
    const struct node *node;
    err_t err = write_read_body(call, class, &node, why);
    if (err)
        return err;
    err = refuse_derived(call, kind, node_text(node, PROP_ID), why);
    if (err)
        return err;
    struct write *write = write_new(call, STORE_PUT, kind, node_text(node, PROP_ID));
    write->create = true;
    write->change.condition = STORE_IF_ABSENT;
    write->change.body = write_text(call->arena, node);
    submit(write);
    return ERR_OK;
}

err_t write_replace(struct call *call, enum document_kind kind, enum class_id class, str id,
                    struct fail *why)
{
    const struct node *node;
    err_t err = write_read_body(call, class, &node, why);
    if (err)
        return err;
    if (!str_equal(node_text(node, PROP_ID), id))
        return refuse(call, REFUSAL_ID_DIFFERS, id);
    struct write *write = write_new(call, STORE_PUT, kind, id);
    err = refuse_derived(call, kind, id, why);
    if (!err)
        err = answer_condition(call, &write->change, why);
    if (err)
        return err;
    write->change.body = write_text(call->arena, node);
    submit(write);
    return ERR_OK;
}

err_t write_delete(struct call *call, enum document_kind kind, str id, struct fail *why)
{
    struct write *write = write_new(call, STORE_DELETE, kind, id);
    write->change.condition = STORE_IF_PRESENT;
    err_t err = refuse_derived(call, kind, id, why);
    if (!err)
        err = answer_condition(call, &write->change, why);
    if (err)
        return err;
    submit(write);
    return ERR_OK;
}

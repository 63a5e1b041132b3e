/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c - the read-change-write loop over one shell or shell descriptor. */
#include "web/edit.h"

#include "model/read.h"

/* What is edited: the document that the path names. */
struct edit_target {
    enum document_kind kind;
    enum class_id class;
};

static err_t find_target(struct call *call, const struct edit_target *target,
                         struct document **ret_document, struct fail *why)
{
    str id = call->parameters[PARAMETER_SHELL];
    err_t err = refuse_derived(call, target->kind, id, why);
    return err ? err : call_document(call, target->kind, id, ret_document, why);
}

/* The change is what the loop makes of it: only the client's If-Match is looked at. Over a shell it
 * is about the submodel that the path names; `function` looks at it there. */
static err_t look_at_condition(struct call *call, const struct edit_target *target, str id,
                               struct fail *why)
{
    struct store_change wanted = {.operation = STORE_DELETE, .kind = target->kind, .id = id};
    return call->mount == MOUNT_SHELL_SUBMODEL ? ERR_OK : answer_condition(call, &wanted, why);
}

/* ERR_PRECONDITION when somebody else was faster. */
static err_t try_once(struct call *call, const struct edit_target *target, edit_function *function,
                      const void *context, const struct document *document, struct buf *body,
                      uint64_t *ret_revision, struct fail *why)
{
    struct edit edit = {.call = call, .context = context};
    struct findings findings = {.arena = call->arena};
    err_t err = node_read_json(document->body, target->class, METAMODEL_3_2, call->arena, &findings,
                               &edit.shell);
    if (err)
        return fail_set(why, ERR_CORRUPT, 0, document->id, "the stored document cannot be read");
    edit.next = node_copy(edit.shell);
    err = function(&edit, why);
    if (!err)
        err = write_check(call, node_finish(&edit.next, call->arena), body);
    if (err)
        return err;
    struct store_change changes[1 + EDIT_MORE_MAX] = {{.operation = STORE_PUT,
                                                       .kind = target->kind,
                                                       .id = document->id,
                                                       .body = buf_str(body),
                                                       .condition = STORE_IF_REVISION,
                                                       .revision = document->revision}};
    for (size_t i = 0; i < edit.more_count; i++)
        changes[1 + i] = edit.more[i];
    struct store_batch batch = {
        .changes = changes, .count = 1 + edit.more_count, .actor = STR("anonymous")};
    err = store_commit(call->store, &batch, why);
    *ret_revision = changes[0].ret_revision;
    return err;
}

static err_t edit(struct call *call, const struct edit_target *target, edit_function *function,
                  const void *context, uint64_t *ret_revision, struct fail *why)
{
    bool asked = http_header(call->request, "If-Match").n > 0;
    for (int i = 0; i < EDIT_TRIES_MAX; i++) {
        struct document *document;
        err_t err = find_target(call, target, &document, why);
        if (err)
            return err;
        err = look_at_condition(call, target, document->id, why);
        struct buf body = {0};
        if (!err)
            err = try_once(call, target, function, context, document, &body, ret_revision, why);
        buf_release(&body);
        document_unref(document);
        if (err != ERR_PRECONDITION || call->refusal != REFUSAL_NONE)
            return err;
        if (asked)
            return refuse(call, REFUSAL_CHANGED, STR(""));
    }
    return refuse(call, REFUSAL_CONTESTED, STR(""));
}

err_t edit_shell(struct call *call, edit_function *function, const void *context,
                 uint64_t *ret_revision, struct fail *why)
{
    static const struct edit_target target = {DOCUMENT_SHELL, CLASS_ASSET_ADMINISTRATION_SHELL};
    return edit(call, &target, function, context, ret_revision, why);
}

err_t edit_shell_descriptor(struct call *call, edit_function *function, const void *context,
                            uint64_t *ret_revision, struct fail *why)
{
    static const struct edit_target target = {DOCUMENT_SHELL_DESCRIPTOR,
                                              CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR};
    return edit(call, &target, function, context, ret_revision, why);
}

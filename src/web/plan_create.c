/* SPDX-License-Identifier: Apache-2.0 */
/* plan_create.c - new documents in one batch. */
#include "web/plan_create.h"

#include <stdlib.h>

#include "model/check.h"
#include "web/write.h"

struct plan_create *plan_create_new(struct call *call)
{
    struct arena arena = {0};
    struct plan_create *create = ARENA_NEW(&arena, struct plan_create);
    create->arena = arena;
    create->call = call;
    return create;
}

void plan_create_free(struct plan_create *create)
{
    struct arena arena = create->arena; /* holds `create` itself */
    arena_release(&arena);
}

static struct store_change *add(struct plan_create *create, const struct store_change *change)
{
    ARENA_GROW(&create->arena, create->changes, create->count, create->room, 8);
    create->changes[create->count] = *change;
    return &create->changes[create->count++];
}

err_t plan_create_add(struct plan_create *create, enum document_kind kind, const struct node *node)
{
    struct call *call = create->call;
    size_t errors = call->findings.error_count;
    node_check(node, METAMODEL_3_2, CHECK_NO_TEXT, &call->findings);
    if (call->findings.error_count > errors)
        return ERR_INVALID;
    add(create, &(struct store_change){.operation = STORE_PUT,
                                       .kind = kind,
                                       .id = arena_dup(&create->arena, node_text(node, PROP_ID)),
                                       .body = write_text(&create->arena, node),
                                       .condition = STORE_IF_ABSENT});
    return ERR_OK;
}

err_t plan_create_add_files(struct plan_create *create, enum document_kind kind, str from_id,
                            str to_id, struct fail *why)
{
    struct store *store = create->call->store;
    struct store_file *files, file;
    size_t count;
    err_t err = store_list_files(store, &create->arena, kind, from_id, &files, &count, why);
    for (size_t i = 0; i < count && !err; i++) {
        err = store_get_file(store, &create->arena, kind, from_id, files[i].path, &file, why);
        if (err)
            break;
        union {
            const char *p;
            void *owner;
        } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
        file.bytes = arena_dup(&create->arena, file.bytes);
        file.path = files[i].path;
        free(bytes.owner);
        add(create, &(struct store_change){.operation = STORE_FILE_PUT,
                                           .kind = kind,
                                           .id = arena_dup(&create->arena, to_id),
                                           .path = file.path,
                                           .file = file});
    }
    return err;
}

static void write_documents(const struct plan_create *create, struct buf *out)
{
    bool first = true;
    buf_add_char(out, '{');
    for (size_t i = 0; i < create->count; i++) {
        if (create->changes[i].operation == STORE_PUT &&
            create->changes[i].kind == DOCUMENT_SHELL) {
            buf_add(out, STR("\"shell\":"));
            buf_add(out, create->changes[i].body);
            buf_add_char(out, ',');
        }
    }
    buf_add(out, STR("\"submodels\":["));
    for (size_t i = 0; i < create->count; i++) {
        if (create->changes[i].operation != STORE_PUT ||
            create->changes[i].kind != DOCUMENT_SUBMODEL)
            continue;
        if (!first)
            buf_add_char(out, ',');
        first = false;
        buf_add(out, create->changes[i].body);
    }
    buf_add(out, STR("]}"));
}

/* On the store's writer thread. */
static void done(void *context, err_t result, const struct fail *why)
{
    struct plan_create *create = context;
    struct call *call = create->call;
    if (result) {
        if (result == ERR_CONFLICT)
            result = refuse(call, REFUSAL_EXISTS, str_from(why->where));
        plan_create_free(create);
        answer_error(call, result, why);
        return;
    }
    struct buf body = {0};
    const struct store_change *first = &create->changes[0];
    str location = document_location(call->arena, first->kind, first->id);
    write_documents(create, &body);
    plan_create_free(create);
    answer_created(call, location, NULL, &body);
}

void plan_create_submit(struct plan_create *create)
{
    assert(create->count > 0);
    create->batch = (struct store_batch){.changes = create->changes,
                                         .count = create->count,
                                         .actor = STR("anonymous"),
                                         .done = done,
                                         .context = create};
    store_submit(create->call->store, &create->batch);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c - the read-change-submit loop over one document. */
#include "web/edit.h"

#include "base/map.h"
#include "model/read.h"

static void run(struct edit *edit);
static void fail(struct edit *edit, err_t err, const struct fail *why);

static void run_on_worker(void *context, struct http_exchange *exchange)
{
    struct edit *edit = context;
    edit->call->on_worker = true;
    if (http_is_stopping(exchange))
        fail(edit, ERR_BUSY, &call_stopping);
    else
        run(edit);
}

/* --- gates -------------------------------------------------------------------------------------
 */

void edit_gates_init(struct edit_gates *gates)
{
    for (size_t i = 0; i < EDIT_GATES; i++)
        pthread_mutex_init(&gates->gates[i].lock, NULL);
}

static struct edit_gate *gate_of(const struct edit *edit)
{
    const struct call *call = edit->call;
    bool shell = edit->kind == DOCUMENT_SHELL;
    str id = call->parameters[shell ? PARAMETER_SHELL : PARAMETER_SUBMODEL];
    return &web_edit_gates(call->web)->gates[map_hash(id) % EDIT_GATES];
}

/* Runs the edit, now or when those before it are done. */
static void enter(struct edit *edit)
{
    struct edit_gate *gate = gate_of(edit);
    pthread_mutex_lock(&gate->lock);
    bool waits = gate->busy;
    gate->busy = true;
    if (waits && gate->last)
        gate->last->behind = edit;
    else if (waits)
        gate->first = edit;
    if (waits)
        gate->last = edit;
    pthread_mutex_unlock(&gate->lock);
    if (!waits)
        run(edit);
}

static void enter_on_worker(void *context, struct http_exchange *exchange)
{
    struct edit *edit = context;
    (void)exchange;
    edit->call->on_worker = true;
    enter(edit);
}

/* Lets the next one in. Before the call is answered: then nothing of it is left. */
static void leave(struct edit *edit)
{
    struct edit_gate *gate = gate_of(edit);
    if (edit->ungated)
        return;
    pthread_mutex_lock(&gate->lock);
    struct edit *next = gate->first;
    gate->busy = next != NULL;
    gate->first = next ? next->behind : NULL;
    if (!gate->first)
        gate->last = NULL;
    pthread_mutex_unlock(&gate->lock);
    if (next)
        http_run_on_worker(next->call->exchange, run_on_worker, next);
}

/* --- the loop ----------------------------------------------------------------------------------
 */

static void drop_document(struct edit *edit)
{
    document_unref(edit->document);
    edit->document = NULL;
}

static void fail(struct edit *edit, err_t err, const struct fail *why)
{
    drop_document(edit);
    leave(edit);
    answer_error(edit->call, err, why);
}

static void finish(struct edit *edit)
{
    drop_document(edit);
    leave(edit);
    edit->answer(edit);
}

/* The document itself is changed on condition of its revision; what may be missing or exist already
 * is the submodel that a shell's edit brings along. */
static err_t refusal_of(struct edit *edit, err_t result)
{
    struct call *call = edit->call;
    str submodel = call->parameters[PARAMETER_SUBMODEL];
    if (result == ERR_PRECONDITION)
        return refuse(call, REFUSAL_CONTESTED, STR(""));
    if (result == ERR_CONFLICT && edit->kind == DOCUMENT_SHELL)
        return refuse(call, REFUSAL_EXISTS, submodel);
    if (result == ERR_NOT_FOUND && edit->kind == DOCUMENT_SHELL)
        return refuse_missing(call, DOCUMENT_SUBMODEL, submodel);
    return result;
}

/* On the store's writer thread. When somebody else was faster, all is done again: whether the
 * client's own condition still holds shows itself there. */
static void done(void *context, err_t result, const struct fail *why)
{
    struct edit *edit = context;
    if (result == ERR_PRECONDITION && ++edit->tries < EDIT_TRIES_MAX) {
        http_handler *again = edit->ungated ? enter_on_worker : run_on_worker;
        edit->ungated = false;
        drop_document(edit);
        http_run_on_worker(edit->call->exchange, again, edit);
        return;
    }
    if (result) {
        fail(edit, refusal_of(edit, result), why);
        return;
    }
    for (size_t i = 0; i < edit->count; i++)
        if (edit->changes[i].kind == edit->kind)
            edit->revision = edit->changes[i].ret_revision;
    finish(edit);
}

/* The shell as nodes, and its change as the first one. */
static err_t change_shell(struct edit *edit, struct fail *why)
{
    struct call *call = edit->call;
    struct findings findings = {.arena = call->arena};
    struct store_change put = {.operation = STORE_PUT};
    err_t err = node_read_json(document_body(edit->document), CLASS_ASSET_ADMINISTRATION_SHELL,
                               METAMODEL_3_2, call->arena, &findings, &edit->shell);
    if (err)
        return fail_set(why, ERR_CORRUPT, 0, edit->document->id, "the stored shell cannot be read");
    /* Over a shell If-Match is about the submodel that the path names; `function` looks at it. */
    if (call->mount != MOUNT_SHELL_SUBMODEL)
        err = answer_condition_holds(call, true, edit->document->revision, false);
    if (err)
        return err;
    edit->next = node_copy(edit->shell);
    edit_add(edit, &put);
    err = edit->function(edit, why);
    if (err)
        return err;
    const struct node *next = node_finish(&edit->next, call->arena);
    edit->changes[0].body = write_text(call->arena, next);
    return write_check_change(call, edit->shell, next);
}

static bool is_conditional(const struct call *call)
{
    return http_header(call->request, "If-Match").n > 0 ||
           http_header(call->request, "If-None-Match").n > 0;
}

/* The elements as they were are condition enough, or else the revision. */
static void set_conditions(struct edit *edit)
{
    bool by_element = !is_conditional(edit->call);
    for (size_t i = 0; i < edit->count && by_element; i++)
        by_element = edit->changes[i].operation == STORE_ELEMENT_PUT && edit->changes[i].expected.p;
    for (size_t i = 0; i < edit->count && by_element; i++)
        edit->changes[i].condition = STORE_IF_ELEMENT;
    if (!by_element) {
        edit->changes[0].condition = STORE_IF_REVISION;
        edit->changes[0].revision = edit->document->revision;
    }
}

static void run(struct edit *edit)
{
    struct call *call = edit->call;
    bool shell = edit->kind == DOCUMENT_SHELL;
    struct fail why = {0};
    edit->count = 0;
    err_t err = shell ? call_shell(call, &edit->document, &why)
                      : call_submodel(call, &edit->document, &why);
    if (!err && !edit->ungated) {
        if (call_is_heavy(call, edit->document->text_bytes)) {
            drop_document(edit);
            http_run_on_worker(call->exchange, run_on_worker, edit);
            return;
        }
        (void)document_body(edit->document); /* so that elements are views of it */
    }
    if (!err)
        err = shell ? change_shell(edit, &why) : edit->function(edit, &why);
    if (err) {
        fail(edit, err, &why);
        return;
    }
    if (edit->count == 0) { /* nothing to do: what is there is what is wanted */
        edit->revision = edit->document->revision;
        finish(edit);
        return;
    }
    set_conditions(edit);
    edit->batch = (struct store_batch){.changes = edit->changes,
                                       .count = edit->count,
                                       .actor = STR("anonymous"),
                                       .done = done,
                                       .context = edit};
    store_submit(call->store, &edit->batch);
}

/* --- for the handlers ---------------------------------------------------------------------------
 */

static err_t begin(struct call *call, enum document_kind kind, bool gated, edit_function *function,
                   edit_answer *answer, const void *context)
{
    struct edit *edit = ARENA_NEW(call->arena, struct edit);
    edit->call = call;
    edit->kind = kind;
    edit->function = function;
    edit->answer = answer;
    edit->context = context;
    edit->ungated = !gated;
    if (gated)
        enter(edit);
    else
        run(edit);
    return ERR_OK;
}

err_t edit_shell(struct call *call, edit_function *function, edit_answer *answer,
                 const void *context)
{
    return begin(call, DOCUMENT_SHELL, true, function, answer, context);
}

err_t edit_submodel(struct call *call, edit_function *function, edit_answer *answer,
                    const void *context)
{
    return begin(call, DOCUMENT_SUBMODEL, true, function, answer, context);
}

err_t edit_elements(struct call *call, edit_function *function, edit_answer *answer,
                    const void *context)
{
    return begin(call, DOCUMENT_SUBMODEL, is_conditional(call), function, answer, context);
}

void edit_add(struct edit *edit, const struct store_change *change)
{
    ARENA_GROW(edit->call->arena, edit->changes, edit->count, edit->room, 4);
    struct store_change *added = &edit->changes[edit->count++];
    *added = *change;
    if (added->id.n)
        return;
    added->kind = edit->kind;
    added->id = edit->document->id;
}

void edit_answer_done(struct edit *edit)
{
    answer_empty(edit->call, 204, NULL);
}

void edit_answer_updated(struct edit *edit)
{
    struct etag etag =
        etag_of_revision(edit->revision, edit->kind == DOCUMENT_SHELL ? "asset" : "part");
    answer_empty(edit->call, 204, &etag);
}

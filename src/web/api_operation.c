/* SPDX-License-Identifier: Apache-2.0 */
/* api_operation.c - invoke and invoke-async, operation-status and operation-results. */
#include "web/answer.h"
#include "web/handlers.h"
#include "web/operations.h"

err_t operation_invoke(struct call *call, struct fail *why)
{
    return operations_invoke(call, false, false, why);
}

err_t operation_invoke_value(struct call *call, struct fail *why)
{
    return operations_invoke(call, true, false, why);
}

err_t operation_invoke_async(struct call *call, struct fail *why)
{
    return operations_invoke(call, false, true, why);
}

err_t operation_invoke_async_value(struct call *call, struct fail *why)
{
    return operations_invoke(call, true, true, why);
}

/* --- handles -----------------------------------------------------------------------------------
 */

/* A result without arguments: it runs, or nobody knows. */
static void answer_state(struct call *call, const char *state, enum refusal message)
{
    struct operation_result result;
    struct buf out = {0};
    operation_result_begin(&result, call->arena, state, call->language,
                           web_correlation(call->web, call->arena));
    if (message != REFUSAL_NONE)
        result_add_refusal(&result.messages, message, STR(""));
    operation_result_write(&result, false, &out);
    operation_result_release(&result);
    answer_json(call, 200, NULL, &out);
}

/* .../operation-status/{handleId} becomes .../operation-results/{handleId}[/$value]. */
static str result_location(struct call *call, bool value_only)
{
    str path = call->request->path, rest = path, name = STR("/operation-status/");
    size_t at = 0, found;
    while ((found = str_find(rest, name)) < rest.n) {
        at += found + 1;
        rest = str_of(path.p + at, path.n - at);
    }
    rest = str_of(rest.p + name.n - 1, rest.n - (name.n - 1)); /* {handleId}, perhaps a slash */
    rest.n = str_find_char(rest, '/');
    return arena_printf(call->arena, "%.*soperation-results/%.*s%s", (int)at, path.p, STR_ARG(rest),
                        value_only ? "/$value" : "");
}

err_t operation_status_read(struct call *call, struct fail *why)
{
    struct operation_handle handle;
    err_t err = operations_handle(call, &handle, why);
    if (err)
        return err;
    if (handle.state == OPERATION_RUNNING) {
        answer_state(call, "Running", REFUSAL_NONE);
        return ERR_OK;
    }
    struct http_answer answer = {.status = 302};
    http_answer_header(&answer, STR("Location"), result_location(call, handle.value_only));
    answer_send(call, &answer);
    return ERR_OK;
}

static err_t read_result(struct call *call, bool value_only, struct fail *why)
{
    struct operation_handle handle;
    err_t err = operations_handle(call, &handle, why);
    if (err)
        return err;
    if (handle.state != OPERATION_FINISHED) {
        bool lost = handle.state == OPERATION_LOST;
        answer_state(call, lost ? "Failed" : "Running",
                     lost ? REFUSAL_OPERATION_LOST : REFUSAL_NONE);
        return ERR_OK;
    }
    struct http_answer answer = {.status = 200, .body = value_only ? handle.value : handle.whole};
    answer_bytes(call, &answer, NULL, STR("application/json"));
    return ERR_OK;
}

err_t operation_result_read(struct call *call, struct fail *why)
{
    return read_result(call, false, why);
}

err_t operation_result_read_value(struct call *call, struct fail *why)
{
    return read_result(call, true, why);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* handle_answer.c - status and result by handle. */
#include "web/handle_answer.h"

#include "base/base64.h"
#include "base/clock.h"
#include "web/handles.h"

err_t answer_handle_status(struct call *call, const char *result_path)
{
    str id = call->parameters[PARAMETER_HANDLE], body;
    struct http_answer answer = {.status = 302};
    int status;
    switch (
        handles_look(web_handles(call->web), id, clock_steady_ms(), call->arena, &status, &body)) {
    case HANDLE_UNKNOWN:
        return refuse(call, REFUSAL_NO_HANDLE, id);
    case HANDLE_RUNNING:
        answer.status = 200;
        answer.body = STR("{\"executionState\":\"Running\"}");
        http_answer_header(&answer, STR("Retry-After"), STR("1"));
        answer_bytes(call, &answer, NULL, STR("application/json"));
        return ERR_OK;
    case HANDLE_FINISHED:
        break;
    }
    struct buf location = {0};
    buf_add(&location, call->prefix);
    buf_add(&location, str_from(result_path));
    base64url_encode(&location, id);
    http_answer_header(&answer, STR("Location"), arena_dup(call->arena, buf_str(&location)));
    buf_release(&location);
    answer_send(call, &answer);
    return ERR_OK;
}

err_t answer_handle_result(struct call *call)
{
    str id = call->parameters[PARAMETER_HANDLE];
    struct http_answer answer = {0};
    switch (handles_look(web_handles(call->web), id, clock_steady_ms(), call->arena, &answer.status,
                         &answer.body)) {
    case HANDLE_UNKNOWN:
        return refuse(call, REFUSAL_NO_HANDLE, id);
    case HANDLE_RUNNING:
        return refuse(call, REFUSAL_NOT_FINISHED, id);
    case HANDLE_FINISHED:
        break;
    }
    if (answer.body.n)
        answer_bytes(call, &answer, NULL, STR("application/json"));
    else
        answer_send(call, &answer);
    return ERR_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* operations.c - one invocation is one arena, which lives until its result is told. */
#include "web/operations.h"

#include "base/base64.h"
#include "base/log.h"
#include "model/read.h"
#include "web/write.h"

struct operations {
    struct arena home; /* holds this struct */
    struct allow_list allowed;
    struct client_loop *loop; /* NULL: nothing may be called */
    struct operation_handles handles;
};

struct invocation {
    struct arena home; /* holds this struct */
    struct operations *operations;
    struct call *call; /* who waits for the result; NULL: a handle does */
    enum language language;
    str correlation;
    struct operation_request request;
    struct client_call client;
    str handle;
    struct operation_place place;
};

err_t operations_start(const struct operations_options *options, struct operations **ret_operations,
                       struct fail *why)
{
    struct arena home = {0};
    struct operations *operations = ARENA_NEW(&home, struct operations);
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < options->delegate_count; i++)
        err = allow_list_add(&operations->allowed, &home, options->delegates[i], why);
    str folder = arena_printf(&home, "%s/operations", options->data);
    operation_handles_init(&operations->handles, &home, folder.p);
    if (!err && options->delegate_count)
        err = client_loop_start(&operations->loop, why);
    if (err) {
        arena_release(&home);
        return err;
    }
    operations->home = home;
    *ret_operations = operations;
    return ERR_OK;
}

void operations_stop(struct operations *operations)
{
    if (operations->loop)
        client_loop_stop(operations->loop);
}

void operations_free(struct operations *operations)
{
    operations_stop(operations);
    if (operations->loop)
        client_loop_free(operations->loop);
    struct arena home = operations->home;
    arena_release(&home);
}

/* --- the end of an invocation ------------------------------------------------------------------
 */

static void keep(struct invocation *invocation, struct operation_result *result)
{
    struct buf whole = {0}, value = {0};
    struct fail why = {0};
    operation_result_write(result, false, &whole);
    operation_result_write(result, true, &value);
    if (operation_handle_finish(&invocation->operations->handles, invocation->handle,
                                &invocation->place, buf_str(&whole), buf_str(&value),
                                &why) != ERR_OK)
        log_line(LOG_ERROR, "the result of an operation is lost: %s: %s", why.where, why.text);
    buf_release(&whole);
    buf_release(&value);
}

/* On a thread of the loop that may take its time. */
static void done(struct client_call *client)
{
    struct invocation *invocation = client->context;
    struct operation_result result;
    operation_result_begin(&result, &invocation->home, "Failed", invocation->language,
                           invocation->correlation);
    operation_result_take(&result, &invocation->request, client);
    if (invocation->call) {
        struct buf out = {0};
        operation_result_write(&result, invocation->request.value_only, &out);
        answer_json(invocation->call, 200, NULL, &out);
    } else if (client->result != ERR_BUSY) { /* stopped: the next start knows that it is lost */
        keep(invocation, &result);
    }
    operation_result_release(&result);
    buf_release(&client->body);
    struct arena home = invocation->home;
    arena_release(&home);
}

/* --- its beginning -----------------------------------------------------------------------------
 */

static struct invocation *invocation_new(struct call *call, bool value_only, bool asynchronous)
{
    struct arena home = {0};
    struct invocation *invocation = ARENA_NEW(&home, struct invocation);
    invocation->home = home;
    struct arena *arena = &invocation->home;
    invocation->operations = web_operations(call->web);
    invocation->call = asynchronous ? NULL : call;
    invocation->language = call->language;
    invocation->correlation = web_correlation(call->web, arena);
    invocation->request.value_only = value_only;
    invocation->request.asynchronous = asynchronous;
    invocation->place =
        (struct operation_place){arena_dup(arena, call->parameters[PARAMETER_SUBMODEL]),
                                 arena_dup(arena, call->parameters[PARAMETER_PATH]), value_only};
    return invocation;
}

static err_t submit(struct invocation *invocation, struct fail *why)
{
    struct client_call *client = &invocation->client;
    struct client_request request = {
        .url = invocation->request.url,
        .accept = "application/json",
        .content_type = "application/json",
        .body = operation_request_payload(&invocation->request, &invocation->home)};
    *client = (struct client_call){.request = request,
                                   .ms_max = invocation->request.ms_max,
                                   .bytes_max = OPERATION_ANSWER_BYTES_MAX,
                                   .done = done,
                                   .context = invocation};
    return client_loop_submit(invocation->operations->loop, client, why);
}

/* .../invoke-async/$value becomes .../operation-status/{handleId}: prefix and mount stay. */
static str status_location(struct call *call, str handle)
{
    str path = call->request->path, rest = path, name = STR("/invoke-as");
    size_t at = 0, found;
    while ((found = str_find(rest, name)) < rest.n) {
        at += found + 1;
        rest = str_of(path.p + at, path.n - at);
    }
    str coded = base64url_dup(call->arena, handle);
    return arena_printf(call->arena, "%.*soperation-status/%.*s", (int)at, path.p, STR_ARG(coded));
}

static err_t begin(struct call *call, struct invocation *invocation, struct fail *why)
{
    struct operation_handles *handles = &invocation->operations->handles;
    if (invocation->call)
        return submit(invocation, why);
    err_t err = operation_handle_create(handles, &invocation->home, &invocation->place,
                                        invocation->request.ms_max, &invocation->handle, why);
    if (err)
        return err;
    str handle = invocation->handle, location = status_location(call, handle);
    err = submit(invocation, why);
    if (err) {
        operation_handle_remove(handles, handle);
        return err;
    }
    struct http_answer answer = {.status = 202};
    http_answer_header(&answer, STR("Location"), location);
    answer_send(call, &answer);
    return ERR_OK;
}

static err_t invoke(struct call *call, str element, bool value_only, bool asynchronous,
                    struct fail *why)
{
    struct invocation *invocation = invocation_new(call, value_only, asynchronous);
    err_t err = operation_request_read(call, &invocation->home, element,
                                       &invocation->operations->allowed, &invocation->request, why);
    if (!err)
        err = begin(call, invocation, why);
    if (err) { /* findings of the call have texts in there */
        struct arena home = invocation->home;
        arena_adopt(call->arena, &home);
    }
    return err;
}

err_t operations_invoke(struct call *call, bool value_only, bool asynchronous, struct fail *why)
{
    struct document *document;
    str element;
    err_t err = write_check_media(call);
    if (!err && call->request->body.n > OPERATION_REQUEST_BYTES_MAX)
        err = fail_set(why, ERR_TOO_LARGE, 0, STR("body"), "more than %d bytes of arguments",
                       OPERATION_REQUEST_BYTES_MAX);
    if (!err)
        err = call_element(call, &document, &element, why);
    if (err)
        return err;
    enum class_id class = node_class_of_text(element);
    if (call_is_heavy(call, element.n))
        err = call_on_worker(call, call->route->handler);
    else if (class == CLASS_OPERATION)
        err = invoke(call, element, value_only, asynchronous, why);
    else
        err = refuse(call, REFUSAL_NOT_AN_OPERATION,
                     class == CLASS_NONE ? STR("?") : class_infos[class].name);
    document_unref(document);
    return err;
}

/* --- handles -----------------------------------------------------------------------------------
 */

err_t operations_handle(struct call *call, struct operation_handle *ret_handle, struct fail *why)
{
    struct operation_place place = {call->parameters[PARAMETER_SUBMODEL],
                                    call->parameters[PARAMETER_PATH], false};
    str id = call->parameters[PARAMETER_HANDLE];
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    if (err)
        return err;
    document_unref(document);
    err = operation_handle_read(&web_operations(call->web)->handles, call->arena, id, &place,
                                ret_handle, why);
    return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_INVOCATION, id) : err;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* operation_result.c - from the answer of what carried out the operation to the answer for the
 * client. What comes from there is checked like what comes from a client. */
#include "web/operation_result.h"

enum { MESSAGES_MAX = 100 };

static const char completed[] = "Completed";

void operation_result_begin(struct operation_result *result, struct arena *arena, const char *state,
                            enum language language, str correlation)
{
    *result = (struct operation_result){.arena = arena, .state = state};
    result_begin(&result->messages, &result->text, language, correlation);
}

void operation_result_release(struct operation_result *result)
{
    buf_release(&result->text);
}

static void add_message(struct operation_result *result, enum refusal refusal, str argument)
{
    result_add_refusal(&result->messages, refusal, argument);
}

/* --- an OperationResult as an answer -----------------------------------------------------------
 */

/* The messages go on to the client, with our correlationId. */
static void copy_messages(struct operation_result *result, const struct json *json)
{
    static const char *const types[] = {"Undefined", "Info", "Warning", "Error", "Exception"};
    uint32_t list = json_member(json, 0, STR("messages"));
    if (!list || json_type(json, list) != JSON_ARRAY)
        return;
    uint32_t end = json_next(json, list);
    unsigned count = 0;
    for (uint32_t item = list + 1; item < end && count < MESSAGES_MAX;
         item = json_next(json, item), count++) {
        str text = json_member_text(json, item, STR("text"), result->arena);
        str code = json_member_text(json, item, STR("code"), result->arena);
        str given = json_member_text(json, item, STR("messageType"), result->arena);
        str type = STR("Undefined");
        for (size_t i = 0; i < COUNT_OF(types); i++)
            if (str_equal(given, str_from(types[i])))
                type = given;
        if (text.n)
            result_add(&result->messages, type, code.n ? code : STR("delegate"), text);
    }
}

/* Sets the state that the object tells; false with a message when it is none an end can have. */
static bool take_state(struct operation_result *result, const struct json *json)
{
    static const char *const ends[] = {completed, "Failed", "Canceled", "Timeout"};
    uint32_t state = json_member(json, 0, STR("executionState"));
    uint32_t success = json_member(json, 0, STR("success"));
    bool known = !state;
    result->state = completed;
    for (size_t i = 0; state && i < COUNT_OF(ends); i++) {
        str text = json_member_text(json, 0, STR("executionState"), result->arena);
        if (str_equal(text, str_from(ends[i]))) {
            result->state = ends[i];
            known = true;
        }
    }
    enum json_type type = success ? json_type(json, success) : JSON_TRUE;
    if (type == JSON_FALSE && result->state == completed)
        result->state = "Failed";
    if (known && (type == JSON_FALSE || type == JSON_TRUE))
        return true;
    add_message(result, REFUSAL_DELEGATE_ANSWER, known ? STR("success") : STR("executionState"));
    return false;
}

static void read_list(struct argument_reader *reader, struct operation_arguments *arguments,
                      const struct json *json, str name)
{
    uint32_t token = json_member(json, 0, name);
    if (token && json_type(json, token) == JSON_OBJECT)
        operation_arguments_read_values(reader, arguments, json, token);
    else if (token)
        operation_arguments_read(reader, arguments, 1, json, token);
}

static bool is_result(const struct json *json)
{
    static const char *const names[] = {"executionState", "success", "messages", "outputArguments",
                                        "inoutputArguments"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (json_member(json, 0, str_from(names[i])))
            return true;
    return false;
}

/* Reads what there is; false, with a message, when it has no form that a result can have. */
static bool read_answer(struct operation_result *result, struct argument_reader *reader,
                        const struct json *json)
{
    struct operation_arguments lists[] = {result->output, result->inoutput};
    switch (json_type(json, 0)) {
    case JSON_ARRAY:
        operation_arguments_read(reader, lists, COUNT_OF(lists), json, 0);
        return true;
    case JSON_OBJECT:
        if (is_result(json)) {
            copy_messages(result, json);
            read_list(reader, &result->output, json, STR("outputArguments"));
            read_list(reader, &result->inoutput, json, STR("inoutputArguments"));
            return take_state(result, json);
        }
        break;
    default:
        break;
    }
    add_message(result, REFUSAL_DELEGATE_ANSWER, STR("JSON without result"));
    return false;
}

/* --- what came of it ---------------------------------------------------------------------------
 */

static void tell_faults(struct operation_result *result, const struct argument_reader *reader)
{
    for (size_t i = 0; i < reader->count; i++) {
        struct buf text = {0};
        refusal_write(operation_fault_refusal(reader->faults[i].kind), result->messages.language,
                      reader->faults[i].where, &text);
        add_message(result, REFUSAL_DELEGATE_ANSWER, buf_str(&text));
        buf_release(&text);
    }
    result_add_findings(&result->messages, reader->findings);
}

static bool json_of(struct operation_result *result, str body, struct json *ret_json)
{
    struct fail why;
    if (json_read(arena_dup(result->arena, body), ret_json, &why) == ERR_OK)
        return true;
    add_message(result, REFUSAL_DELEGATE_ANSWER, str_from(why.text));
    return false;
}

/* An answer that says that it was carried out, or why not. */
static void read_success(struct operation_result *result, const struct operation_request *request,
                         str body)
{
    struct findings findings = {.arena = result->arena};
    struct argument_reader reader = {.arena = result->arena, .findings = &findings};
    struct json json = {0};
    bool fits = true;
    result->state = completed;
    if (body.n) { /* none: there is nothing to tell */
        fits = json_of(result, body, &json) && read_answer(result, &reader, &json);
        json_release(&json);
    }
    if (fits && result->state == completed) {
        /* What is not told of is as it was sent. */
        for (size_t i = 0; i < result->inoutput.variables.count; i++)
            if (!result->inoutput.seen[i])
                result->inoutput.elements[i] = request->inoutput.elements[i];
        operation_arguments_complete(&reader, &result->output, ARGUMENT_DEFAULT_NONE);
    }
    tell_faults(result, &reader);
    result->has_arguments = fits && !reader.count && !findings.error_count;
    if (!result->has_arguments)
        result->state = "Failed";
}

static void read_failure(struct operation_result *result, int status, str body)
{
    struct json json;
    struct fail why;
    add_message(result, REFUSAL_DELEGATE_STATUS, arena_printf(result->arena, "%d", status));
    if (!body.n || json_read(arena_dup(result->arena, body), &json, &why) != ERR_OK)
        return; /* it need not be JSON */
    copy_messages(result, &json);
    json_release(&json);
}

void operation_result_take(struct operation_result *result, const struct operation_request *request,
                           const struct client_call *client)
{
    const struct node *operation = request->operation;
    result->output = operation_arguments_of(result->arena, STR("outputArguments"),
                                            node_list(operation, PROP_OUTPUT_VARIABLES));
    result->inoutput = operation_arguments_of(result->arena, STR("inoutputArguments"),
                                              node_list(operation, PROP_INOUTPUT_VARIABLES));
    result->state = "Failed";
    switch (client->result) {
    case ERR_OK:
        if (client->status >= 200 && client->status <= 299)
            read_success(result, request, buf_str(&client->body));
        else
            read_failure(result, client->status, buf_str(&client->body));
        break;
    case ERR_TIMEOUT:
        result->state = "Timeout";
        add_message(result, REFUSAL_DELEGATE_TIMEOUT,
                    arena_printf(result->arena, "%u", client->ms_max));
        break;
    case ERR_BUSY:
        add_message(result, REFUSAL_OPERATION_LOST, STR(""));
        break;
    default:
        add_message(result, REFUSAL_DELEGATE_FAILED, str_from(client->why.text));
    }
}

/* --- writing -----------------------------------------------------------------------------------
 */

static void write_list(const struct operation_arguments *arguments, bool value_only,
                       struct buf *out)
{
    buf_add(out, STR(",\""));
    buf_add(out, arguments->name);
    buf_add(out, value_only ? STR("\":{") : STR("\":["));
    if (value_only)
        operation_arguments_write_values(arguments, out);
    else
        operation_arguments_write(arguments, false, out);
    buf_add_char(out, value_only ? '}' : ']');
}

void operation_result_write(struct operation_result *result, bool value_only, struct buf *out)
{
    bool success = result->state == completed;
    str messages = buf_str(&result->text); /* {"messages":[… */
    buf_printf(out, "{\"executionState\":\"%s\",\"success\":%s,", result->state,
               success ? "true" : "false");
    buf_add(out, str_of(messages.p + 1, messages.n - 1));
    buf_add_char(out, ']');
    if (result->has_arguments) {
        write_list(&result->output, value_only, out);
        write_list(&result->inoutput, value_only, out);
    }
    buf_add_char(out, '}');
}

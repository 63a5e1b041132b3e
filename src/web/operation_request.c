/* SPDX-License-Identifier: Apache-2.0 */
/* operation_request.c - from element and body to arguments and an address. */
#include "web/operation_request.h"

#include "codec/xsd.h"

/* The same name as in BaSyx, so that models can be moved between the two. */
static const char delegation_type[] = "invocationDelegation";

enum refusal operation_fault_refusal(enum argument_fault_kind kind)
{
    static const enum refusal refusals[ARGUMENT_FAULT_KINDS] = {
        [ARGUMENT_FORM] = REFUSAL_ARGUMENT_FORM,   [ARGUMENT_UNKNOWN] = REFUSAL_ARGUMENT_UNKNOWN,
        [ARGUMENT_TWICE] = REFUSAL_ARGUMENT_TWICE, [ARGUMENT_MISSING] = REFUSAL_ARGUMENT_MISSING,
        [ARGUMENT_CLASS] = REFUSAL_ARGUMENT_CLASS, [ARGUMENT_VALUE] = REFUSAL_ARGUMENT_VALUE,
    };
    return refusals[kind];
}

/* --- where it is carried out -------------------------------------------------------------------
 */

static err_t find_delegate(struct call *call, struct arena *arena, const struct allow_list *allowed,
                           struct operation_request *request)
{
    struct nodes qualifiers = node_list(request->operation, PROP_QUALIFIERS);
    str url = {0};
    for (size_t i = 0; i < qualifiers.count && !url.n; i++)
        if (str_equal(node_text(qualifiers.items[i], PROP_TYPE), str_from(delegation_type)))
            url = node_text(qualifiers.items[i], PROP_VALUE);
    if (!url.n)
        return refuse(call, REFUSAL_NO_DELEGATE, call->parameters[PARAMETER_PATH]);
    struct address address;
    if (address_read(arena, url, &address, NULL) != ERR_OK || !allow_list_has(allowed, &address))
        return refuse(call, REFUSAL_DELEGATE_NOT_ALLOWED, url);
    request->url = address.url.p;
    return ERR_OK;
}

/* --- the body ----------------------------------------------------------------------------------
 */

enum request_member { MEMBER_INPUT, MEMBER_INOUTPUT, MEMBER_DURATION, MEMBER_COUNT };
static const char *const member_names[MEMBER_COUNT] = {"inputArguments", "inoutputArguments",
                                                       "clientTimeoutDuration"};

/* The tokens of the members; 0: not there. */
static err_t find_members(struct call *call, const struct json *json,
                          uint32_t ret_members[MEMBER_COUNT])
{
    if (json_type(json, 0) != JSON_OBJECT)
        return refuse(call, REFUSAL_BAD_OPERATION_REQUEST, json_slice(json, 0));
    uint32_t end = json_next(json, 0);
    for (uint32_t key = 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string(json, key, call->arena);
        size_t i = 0;
        while (i < MEMBER_COUNT && !str_equal(name, str_from(member_names[i])))
            i++;
        if (i == MEMBER_COUNT || ret_members[i])
            refuse_also(call, REFUSAL_BAD_OPERATION_REQUEST, name);
        else
            ret_members[i] = key + 1;
    }
    return call->refusal == REFUSAL_NONE ? ERR_OK : refusal_error(call->refusal);
}

static err_t read_duration(struct call *call, const struct json *json, uint32_t token,
                           struct operation_request *request)
{
    int64_t most = request->asynchronous ? OPERATION_ASYNC_MS_MAX : OPERATION_SYNC_MS_MAX, ms;
    request->ms_max = OPERATION_MS_DEFAULT;
    if (!token)
        return ERR_OK;
    bool text = json_type(json, token) == JSON_STRING;
    str value = text ? json_string(json, token, call->arena) : json_slice(json, token);
    if (!text || !xsd_duration_ms(value, most, &ms) || ms <= 0)
        return refuse(call, REFUSAL_BAD_DURATION, value);
    request->ms_max = (uint32_t)ms;
    return ERR_OK;
}

static void read_list(struct argument_reader *reader, struct operation_arguments *arguments,
                      bool value_only, const struct json *json, uint32_t token)
{
    if (token && value_only)
        operation_arguments_read_values(reader, arguments, json, token);
    else if (token)
        operation_arguments_read(reader, arguments, 1, json, token);
    operation_arguments_complete(reader, arguments, ARGUMENT_DEFAULT_VARIABLE);
}

static err_t read_body(struct call *call, struct arena *arena, const struct json *json,
                       struct operation_request *request)
{
    uint32_t members[MEMBER_COUNT] = {0};
    err_t err = find_members(call, json, members);
    if (!err)
        err = read_duration(call, json, members[MEMBER_DURATION], request);
    if (err)
        return err;
    struct argument_reader reader = {.arena = arena, .findings = &call->findings};
    read_list(&reader, &request->input, request->value_only, json, members[MEMBER_INPUT]);
    read_list(&reader, &request->inoutput, request->value_only, json, members[MEMBER_INOUTPUT]);
    for (size_t i = 0; i < reader.count; i++)
        refuse_also(call, operation_fault_refusal(reader.faults[i].kind), reader.faults[i].where);
    call->refusals_with_findings = true;
    if (reader.count)
        return refusal_error(call->refusal);
    return call->findings.error_count ? ERR_INVALID : ERR_OK;
}

err_t operation_request_read(struct call *call, struct arena *arena, str element,
                             const struct allow_list *allowed, struct operation_request *request,
                             struct fail *why)
{
    struct findings stored = {.arena = arena};
    if (node_read_json(arena_dup(arena, element), CLASS_OPERATION, METAMODEL_3_2, arena, &stored,
                       &request->operation) != ERR_OK)
        return fail_set(why, ERR_CORRUPT, 0, call->parameters[PARAMETER_PATH],
                        "the stored element cannot be read");
    const struct node *operation = request->operation;
    request->input = operation_arguments_of(arena, str_from(member_names[MEMBER_INPUT]),
                                            node_list(operation, PROP_INPUT_VARIABLES));
    request->inoutput = operation_arguments_of(arena, str_from(member_names[MEMBER_INOUTPUT]),
                                               node_list(operation, PROP_INOUTPUT_VARIABLES));
    err_t err = find_delegate(call, arena, allowed, request);
    if (err)
        return err;
    struct json json;
    err = json_read(arena_dup(arena, call->request->body), &json, why);
    if (err)
        return err;
    err = read_body(call, arena, &json, request);
    json_release(&json);
    return err;
}

str operation_request_payload(const struct operation_request *request, struct arena *arena)
{
    struct buf out = {0};
    buf_add_char(&out, '[');
    bool any = operation_arguments_write(&request->input, false, &out);
    operation_arguments_write(&request->inoutput, any, &out);
    buf_add_char(&out, ']');
    str payload = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return payload;
}

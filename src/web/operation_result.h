/* SPDX-License-Identifier: Apache-2.0 */
/* operation_result.h - what became of an invocation, and how it is told: OperationResult,
 * OperationResultValueOnly and BaseOperationResult of IDTA-01002 3.1.2. */
#ifndef SCHALE_WEB_OPERATION_RESULT_H
#define SCHALE_WEB_OPERATION_RESULT_H

#include "net/client_loop.h"
#include "web/operation_request.h"

struct operation_result {
    struct arena *arena;
    const char *state; /* a literal of ExecutionState */
    struct buf text;   /* of the messages */
    struct result messages;
    bool has_arguments;
    struct operation_arguments output, inoutput;
};

/* Begins a result with a state and no messages; operation_result_release() when done. Everything
 * else lives in the arena. */
void operation_result_begin(struct operation_result *result, struct arena *arena, const char *state,
                            enum language language, str correlation);

/* Makes of the answer to the call, if there is one, what became of the request: arguments that fit
 * the Operation's variables, or messages that say what is wrong. */
void operation_result_take(struct operation_result *result, const struct operation_request *request,
                           const struct client_call *client);

/* Adds the whole object. */
void operation_result_write(struct operation_result *result, bool value_only, struct buf *out);

void operation_result_release(struct operation_result *result);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* operation_request.h - what a client sends to invoke an Operation, held against the Operation.
 * Rule: IDTA-01002 3.1.2, OperationRequest, OperationRequestValueOnly. */
#ifndef SCHALE_WEB_OPERATION_REQUEST_H
#define SCHALE_WEB_OPERATION_REQUEST_H

#include "model/operation_arguments.h"
#include "net/allow_list.h"
#include "web/call.h"

enum {
    OPERATION_REQUEST_BYTES_MAX = 1 << 20, /* they are kept while the operation is under way */
    OPERATION_MS_DEFAULT = 30 * 1000,      /* without clientTimeoutDuration */
    OPERATION_SYNC_MS_MAX = 5 * 60 * 1000, /* a connection waits meanwhile */
    OPERATION_ASYNC_MS_MAX = 24 * 60 * 60 * 1000,
};

struct operation_request {
    bool value_only, asynchronous; /* by the route; set before reading */
    const struct node *operation;
    const char *url; /* where it is carried out; allowed */
    struct operation_arguments input, inoutput;
    uint32_t ms_max;
};

/* Reads the element, which is an Operation, and the body of the call. All that stays lives in
 * `arena`. Refuses what cannot be carried out here (405) and what does not fit (400): all of it is
 * named. */
MUST_CHECK err_t operation_request_read(struct call *call, struct arena *arena, str element,
                                        const struct allow_list *allowed,
                                        struct operation_request *request, struct fail *why);

/* What is sent to where it is carried out: an array of the input and the inoutput arguments as
 * OperationVariables, as BaSyx does it (reference: docs/operations.md). In the arena. */
str operation_request_payload(const struct operation_request *request, struct arena *arena);

/* The refusal that tells of a fault. */
enum refusal operation_fault_refusal(enum argument_fault_kind kind);

#endif

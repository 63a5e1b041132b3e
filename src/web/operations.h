/* SPDX-License-Identifier: Apache-2.0 */
/* operations.h - invocations on their way: from a request to what carries out the operation, and
 * back to the client, or to a handle. No thread waits for a single one of them. */
#ifndef SCHALE_WEB_OPERATIONS_H
#define SCHALE_WEB_OPERATIONS_H

#include "web/operation_handle.h"
#include "web/operation_result.h"

enum { OPERATION_ANSWER_BYTES_MAX = 1 << 20 }; /* of what carries it out */

struct operations;

struct operations_options {
    const char *data;             /* the folder of the data; handles go to "operations" in it */
    const char *const *delegates; /* addresses that may be called: allow_list_add() */
    size_t delegate_count;
};

/* ERR_USAGE: one of the addresses is none. */
MUST_CHECK err_t operations_start(const struct operations_options *options,
                                  struct operations **ret_operations, struct fail *why);

/* Ends what is under way: calls that wait are answered, handles tell that the outcome is unknown.
 */
void operations_stop(struct operations *operations);
void operations_free(struct operations *operations);

/* Invokes the Operation that the path names, and answers the call: with the result when it is
 * there, or at once with a handle. */
MUST_CHECK err_t operations_invoke(struct call *call, bool value_only, bool asynchronous,
                                   struct fail *why);

/* Looks up the handle that the path names; 404. Texts live in the call's arena. */
MUST_CHECK err_t operations_handle(struct call *call, struct operation_handle *ret_handle,
                                   struct fail *why);

#endif

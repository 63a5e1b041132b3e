/* SPDX-License-Identifier: Apache-2.0 */
/* handle_answer.h - what status and result of a handle answer, whatever goes on behind it. */
#ifndef SCHALE_WEB_HANDLE_ANSWER_H
#define SCHALE_WEB_HANDLE_ANSWER_H

#include "web/answer.h"

/* 200 while it runs, then 302 to `result_path` (behind the call's prefix) with the handle. */
err_t answer_handle_status(struct call *call, const char *result_path);

/* The result that the handle was finished with; refused while it runs. */
err_t answer_handle_result(struct call *call);

#endif

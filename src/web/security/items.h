/* SPDX-License-Identifier: Apache-2.0 */
/* items.h - what the operations on items share. */
#ifndef SCHALE_WEB_SECURITY_ITEMS_H
#define SCHALE_WEB_SECURITY_ITEMS_H

#include "plan/security/todo/item_list.h"
#include "web/call.h"

/* "2026-11-26", in the call's arena. */
str items_today(struct call *call);

/* Answers one item with all that is known of it. `etag_revision`: of the decision; 0: none was made. */
MUST_CHECK err_t item_answer(struct call *call, const struct watch_view *view,
                             const struct item *item, uint64_t etag_revision, struct fail *why);

/* The present state, in which the item of the path is; refuses when it is not there, and gives the
 * state back then. */
MUST_CHECK err_t item_take(struct call *call, str id, const struct watch_view **ret_view,
                           const struct item **ret_item);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* items.h - what the operations on items share. */
#ifndef SCHALE_WEB_SECURITY_ITEMS_H
#define SCHALE_WEB_SECURITY_ITEMS_H

#include "plan/security/todo/item_list.h"
#include "web/call.h"

/* "2026-11-26", in the call's arena. */
str items_today(struct call *call);

/* Adds one item with all that is known of it. `decision_revision`: the last record of the decision;
 * 0: none was made. */
MUST_CHECK err_t item_write_whole(struct call *call, const struct watch_view *view,
                                  const struct item *item, uint64_t decision_revision,
                                  struct buf *out, struct fail *why);
/* Answers with it, unless err. Give the state back before: the call ends with its answer. */
MUST_CHECK err_t item_answer(struct call *call, err_t err, uint64_t decision_revision,
                             struct buf *out);

/* The present state, in which the item of the path is; refuses when it is not there, and gives the
 * state back then. */
MUST_CHECK err_t item_take(struct call *call, str id, const struct watch_view **ret_view,
                           const struct item **ret_item);

#endif

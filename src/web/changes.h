/* SPDX-License-Identifier: Apache-2.0 */
/* changes.h - lists in the order of the last change, oldest first: who follows the pages, and asks
 * again later with updatedFrom, misses nothing. Rule: IDTA-01002 3.2, parameters createdFrom and
 * updatedFrom. */
#ifndef SCHALE_WEB_CHANGES_H
#define SCHALE_WEB_CHANGES_H

#include "web/page.h"

/* Whether the query asks by time: createdFrom or updatedFrom. */
bool changes_are_asked(const struct call *call);

/* Answers a page of the documents of `kinds` that were created and last changed since the query's
 * createdFrom and updatedFrom, each when given; refuses what is no instant. Documents that another
 * one hides (merge.h) come too: `item` has to leave them out. */
MUST_CHECK err_t changes_answer(struct call *call, const struct merge_kinds *kinds,
                                const struct filters *filters, page_item *item, const char *suffix,
                                struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* merge.h - pages over documents of several kinds in one order. A document's number is the seq of
 * the record that created it, so it is unique over all kinds, never used again, and one cursor for
 * all of them: documents that come or go move nobody else. */
#ifndef SCHALE_WEB_MERGE_H
#define SCHALE_WEB_MERGE_H

#include "store/store.h"

enum {
    MERGE_KINDS_MAX = 3,
    MERGE_ROUNDS_MAX = 8, /* looks at the store for one page; then it may be shorter than asked */
};

/* Kinds of which one may say what another says of the same id: where two have a document of one id,
 * that of the kind that stands first counts and the other is left out. */
struct merge_kinds {
    enum document_kind items[MERGE_KINDS_MAX];
    size_t count;
};

/* Like store_find, over all `kinds` (query->kind does not count). The page is as of one moment:
 * what is created while it is collected does not come, so that nothing can be skipped. */
MUST_CHECK err_t merge_find(struct store *store, struct arena *arena,
                            const struct merge_kinds *kinds, const struct store_query *query,
                            struct store_page *ret_page, struct fail *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* history.h - documents as they were, and those that changed since. What was true at a record stays
 * so: answers about the past never change, but for a time that is not over yet. */
#ifndef SCHALE_STORE_HISTORY_H
#define SCHALE_STORE_HISTORY_H

#include "store/store.h"

enum { STORE_CHANGED_LOOKS_MAX = 20000 }; /* most records that one page of changes looks at */

/* The document as it was when `seq` was the last record of the log. ERR_NOT_FOUND: it was not
 * created yet, or deleted. An id that was deleted and created anew is two documents, of which one
 * had it then. Costs no more for a long history than for a short one. From any thread. */
MUST_CHECK err_t store_get_at(struct store *store, enum document_kind kind, str id, uint64_t seq,
                              struct document **ret_document, struct fail *why);

/* A document that was deleted. */
struct gone_document {
    str id;
    uint64_t number;   /* the record that created it */
    uint64_t last_seq; /* the record that deleted it */
};

/* Those of a kind that were created at record `seq` or before and are deleted by now, by id; in the
 * arena. An id may be there several times, and exist anew. */
MUST_CHECK err_t store_find_gone(struct store *store, struct arena *arena, enum document_kind kind,
                                 uint64_t seq, struct gone_document **ret_gone, size_t *ret_count,
                                 struct fail *why);

/* The last record written at `time_ms` or before; 0: there is none. Where the clock was set back,
 * times are not in order: then a record counts as written no later than any behind it, so the
 * present is always found under the present time. */
MUST_CHECK err_t store_seq_at(struct store *store, int64_t time_ms, uint64_t *ret_seq,
                              struct fail *why);

/* Documents by their last change. */
struct store_changed {
    const enum document_kind *kinds; /* of any of these; a page has them in one order */
    size_t kind_count;
    const struct store_filter *filters; /* all must hold */
    size_t filter_count;
    uint64_t created_after; /* only documents created by a record behind this one */
    uint64_t after;         /* only those whose last record is behind this one */
    size_t limit;           /* 1 to STORE_PAGE_ROWS_MAX */
};

/* In order of their last record; `next` is that of the last one, for `after` of the next page. Who
 * follows the pages misses no change; what changes meanwhile comes again. A page may be short, even
 * empty, when it would have to look at more than STORE_CHANGED_LOOKS_MAX records. */
MUST_CHECK err_t store_find_changed(struct store *store, struct arena *arena,
                                    const struct store_changed *query, struct store_page *ret_page,
                                    struct fail *why);

#endif

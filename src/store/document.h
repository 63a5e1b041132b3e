/* SPDX-License-Identifier: Apache-2.0 */
/* document.h - documents in memory, as the store's own files see them. */
#ifndef SCHALE_STORE_DOCUMENT_H
#define SCHALE_STORE_DOCUMENT_H

#include "store/driver.h"
#include "store/slices.h"

/* A document with what only the store needs. One piece of memory with the id in it, and the body
 * unless that is a view of the mapped log. */
struct stored {
    struct document document; /* must be first: the public face is the same address */
    uint64_t body_seq;        /* record of the last whole body */
    uint32_t changes;         /* records since then */
    uint32_t change_bytes;    /* of those records; no more than the body has */
    uint64_t rows_mark[2];    /* of its projection rows; zeros: not known */
    uint32_t bytes;           /* of this piece of memory; a document is smaller than a line */
    /* Owned by the cache, under its lock: */
    struct stored *newer, *older;
    size_t charged; /* bytes it counts for; 0: not in the cache */
};

static inline struct stored *stored_of(struct document *document)
{
    return (struct stored *)document;
}

/* A new document, used once, with a copy of id and body. Times and revision are the caller's. */
struct stored *document_new(const struct head *head, str id, str body);
/* The same with a body that is not copied, because it lives longer than the document. */
struct stored *document_new_view(const struct head *head, str id, str body);

void document_ref(struct document *document);

/* The slices of its body, made when they are missing. */
MUST_CHECK err_t document_slices(struct document *document, const struct slices **ret_slices,
                                 struct fail *why);

/* Memory it takes, slices and all. */
size_t document_bytes(const struct stored *stored);

#endif

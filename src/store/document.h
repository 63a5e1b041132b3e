/* SPDX-License-Identifier: Apache-2.0 */
/* document.h - documents in memory, as the store's own files see them. */
#ifndef SCHALE_STORE_DOCUMENT_H
#define SCHALE_STORE_DOCUMENT_H

#include "store/driver.h"
#include "store/overlay.h"

/* A document with what only the store needs. One piece of memory with the id in it. Its text is in
 * it as well, or a view of the mapped log, or not made yet: then it is another document's with some
 * elements in the place of others, and is made when somebody wants it whole. */
struct stored {
    struct document document;      /* must be first: the public face is the same address */
    struct slices *_Atomic slices; /* where its elements are in its text; made on first use */
    _Atomic(char *) made;          /* owned: the text, where it had to be made */
    struct stored *base;           /* with `overlay`: the text is made of these; counted */
    struct overlay *overlay;
    uint32_t items;        /* the first ones of the overlay are this version's */
    uint32_t changes;      /* records since the last whole body */
    uint32_t change_bytes; /* of those records */
    uint32_t bytes;        /* of this piece of memory; a document is smaller than a line */
    uint64_t body_seq;     /* record of the last whole body */
    uint64_t rows_mark[2]; /* of its projection rows; zeros: not known */
    /* Owned by the cache, under its lock: */
    struct stored *newer, *older;
    size_t charged; /* bytes it counts for; 0: not in the cache */
};

static inline struct stored *stored_of(const struct document *document)
{
    return (struct stored *)(uintptr_t)document;
}

/* A new document, used once, with a copy of id and body. Times and revision are the caller's. */
struct stored *document_new(const struct head *head, str id, str body);
/* The same with a body that is not copied, because it lives longer than the document. */
struct stored *document_new_view(const struct head *head, str id, str body);

/* The version after `current`, the newest one, in which the element at `id_short_path` is `json`;
 * neither of the two has elements in it, and their idShorts are the same. ERR_NOT_FOUND,
 * ERR_SYNTAX. Only the writer, or who has `current` alone. */
MUST_CHECK err_t document_new_with(const struct head *head, struct stored *current,
                                   str id_short_path, str json, struct stored **ret_stored,
                                   struct fail *why);

/* True when `json` may take the place of `old` in document_new_with. */
bool document_may_replace(str old, str json);

void document_ref(struct document *document);

/* The slices of its text, made when they are missing. */
MUST_CHECK err_t document_slices(struct document *document, const struct slices **ret_slices,
                                 struct fail *why);

/* Memory it takes, slices and all. */
size_t document_bytes(const struct stored *stored);

#endif

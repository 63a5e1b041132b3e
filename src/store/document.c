/* SPDX-License-Identifier: Apache-2.0 */
/* document.c - one allocation for each document; slices on first use. */
#include "store/document.h"

#include <stdatomic.h>

static struct stored *allocate(const struct head *head, str id, str body, size_t body_room)
{
    size_t bytes = sizeof(struct stored) + id.n + 1 + body_room;
    struct stored *stored = malloc(bytes);
    if (!stored) {
        fprintf(stderr, "schale: out of memory (document of %zu bytes)\n", body.n);
        abort();
    }
    char *text = (char *)(stored + 1);
    *stored = (struct stored){
        .document = {.users = 1,
                     .kind = head->kind,
                     .id = {text, id.n},
                     .body = body,
                     .number = head->number,
                     .revision = head->last_seq,
                     .created_ms = head->created_ms},
        .body_seq = head->body_seq,
        .bytes = (uint32_t)bytes,
    };
    memcpy(text, id.p, id.n);
    text[id.n] = 0;
    return stored;
}

struct stored *document_new(const struct head *head, str id, str body)
{
    struct stored *stored = allocate(head, id, body, body.n + 1);
    char *text = (char *)(stored + 1) + id.n + 1;
    memcpy(text, body.p, body.n);
    text[body.n] = 0;
    stored->document.body.p = text;
    return stored;
}

struct stored *document_new_view(const struct head *head, str id, str body)
{
    return allocate(head, id, body, 0);
}

void document_ref(struct document *document)
{
    document->users++;
}

void document_unref(struct document *document)
{
    if (!document || --document->users > 0)
        return;
    slices_free(document->slices);
    free(document);
}

err_t document_slices(struct document *document, const struct slices **ret_slices, struct fail *why)
{
    struct slices *slices = document->slices;
    if (!slices) {
        struct slices *fresh;
        err_t rc = slices_new(document->body, &fresh, why);
        if (rc != ERR_OK)
            return rc;
        /* Two threads may race here; both come to the same result, one of them is kept. */
        if (atomic_compare_exchange_strong(&document->slices, &slices, fresh))
            slices = fresh;
        else
            slices_free(fresh);
    }
    *ret_slices = slices;
    return ERR_OK;
}

err_t document_element(struct document *document, str id_short_path, str *ret_json,
                       struct fail *why)
{
    const struct slices *slices;
    struct slice slice;
    err_t rc = document_slices(document, &slices, why);
    if (rc == ERR_OK)
        rc = slices_find(slices, id_short_path, &slice, why);
    if (rc == ERR_OK)
        *ret_json = str_of(document->body.p + slice.at, slice.bytes);
    return rc;
}

size_t document_bytes(const struct stored *stored)
{
    const struct slices *slices = stored->document.slices;
    return stored->bytes + (slices ? slices_bytes(slices) : 0);
}

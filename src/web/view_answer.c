/* SPDX-License-Identifier: Apache-2.0 */
/* view_answer.c - views of stored text: as it is when it can be, written anew when not. */
#include "web/view_answer.h"

#include "model/value_only.h"

struct view call_view(const struct call *call)
{
    return (struct view){.core = call->core, .with_blob_value = call->with_blob_value};
}

const char *view_suffix(struct call *call, const char *base)
{
    if (!call->core && !call->with_blob_value)
        return base;
    return arena_printf(call->arena, "%s%s%s", base, call->core ? "c" : "",
                        call->with_blob_value ? "b" : "")
        .p;
}

/* Starts the call again on a worker. */
static err_t hand_over(struct call *call, struct document *document)
{
    document_unref(document);
    return call_on_worker(call, call->route->handler);
}

enum memo { MEMO_NO_BLOB = 1, MEMO_BLOB = 2 };

/* Whether the stored bytes can be sent. Nearly every document is without Blobs: that is found out
 * once for each, not for each request. */
static bool is_whole(struct document *document, str json, struct view view)
{
    if (view.core)
        return false;
    if (document->memo == 0)
        document->memo = view_is_whole(document->body, (struct view){0}) ? MEMO_NO_BLOB : MEMO_BLOB;
    return document->memo == MEMO_NO_BLOB || view_is_whole(json, view);
}

err_t answer_view(struct call *call, struct document *document, str json, const char *suffix,
                  struct fail *why)
{
    struct view view = call_view(call);
    if (is_whole(document, json, view)) {
        answer_document(call, document, json, suffix);
        return ERR_OK;
    }
    if (call_is_heavy(call, json.n))
        return hand_over(call, document);
    struct etag etag = etag_of_revision(document->revision, view_suffix(call, "view"));
    struct buf out = {0};
    err_t err = ERR_OK;
    if (!answer_unchanged(call, etag)) {
        err = view_write(json, view, &out, why);
        if (!err)
            answer_json(call, 200, &etag, &out);
        else
            buf_release(&out);
    }
    document_unref(document);
    return err;
}

err_t answer_value(struct call *call, struct document *document, str json, struct fail *why)
{
    if (call_is_heavy(call, json.n))
        return hand_over(call, document);
    struct etag etag = etag_of_revision(document->revision, view_suffix(call, "value"));
    struct buf out = {0};
    err_t err = ERR_OK;
    if (!answer_unchanged(call, etag)) {
        err = value_only_write(json, call_view(call), &out, why);
        if (err == ERR_NOT_ALLOWED)
            err = refuse(call, REFUSAL_NO_VALUE, str_from(why->where));
        if (!err)
            answer_json(call, 200, &etag, &out);
        else
            buf_release(&out);
    }
    document_unref(document);
    return err;
}

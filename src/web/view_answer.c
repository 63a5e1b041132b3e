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

err_t answer_form(struct call *call, struct document *document, str json, const char *suffix,
                  form_writer *writer, struct fail *why)
{
    if (call_is_heavy(call, json.n))
        return hand_over(call, document);
    struct etag etag = etag_of_revision(document->revision, suffix);
    struct buf out = {0};
    err_t err = ERR_OK;
    if (!answer_unchanged(call, etag)) {
        err = writer(call, document, json, &out, why);
        if (!err)
            answer_json(call, 200, &etag, &out);
        else
            buf_release(&out);
    }
    document_unref(document);
    return err;
}

static err_t write_view(struct call *call, struct document *document, str json, struct buf *out,
                        struct fail *why)
{
    (void)document;
    return view_write(json, call_view(call), out, why);
}

enum memo { MEMO_NO_BLOB = 1, MEMO_BLOB = 2 };

bool view_is_stored(const struct document *document, str json, struct view view)
{
    _Atomic uint32_t *memo = &((struct document *)(uintptr_t)document)->memo;
    if (view.core)
        return false;
    /* For one element the text of the whole is not made. */
    if (*memo == 0 && document->text)
        *memo = view_is_whole(document_body(document), (struct view){0}) ? MEMO_NO_BLOB : MEMO_BLOB;
    return *memo == MEMO_NO_BLOB || view_is_whole(json, view);
}

err_t answer_view(struct call *call, struct document *document, str json, const char *suffix,
                  struct fail *why)
{
    if (view_is_stored(document, json, call_view(call))) {
        answer_document(call, document, json, suffix);
        return ERR_OK;
    }
    return answer_form(call, document, json, view_suffix(call, "view"), write_view, why);
}

err_t refuse_form(struct call *call, str json, const char *const *classes, bool others,
                  enum refusal refusal)
{
    static const char head[] = "{\"modelType\":\"";
    if (!str_starts_with(json, STR(head)))
        return ERR_OK;
    str class = str_of(json.p + sizeof head - 1, json.n - (sizeof head - 1));
    class.n = str_find_char(class, '"');
    bool listed = false;
    for (; *classes && !listed; classes++)
        listed = str_equal(class, str_from(*classes));
    return listed == others ? ERR_OK : refuse(call, refusal, class);
}

static err_t write_value(struct call *call, struct document *document, str json, struct buf *out,
                         struct fail *why)
{
    (void)document;
    err_t err = value_only_write(json, call_view(call), out, why);
    return err == ERR_NOT_ALLOWED ? refuse(call, REFUSAL_NO_VALUE, str_from(why->where)) : err;
}

err_t answer_value(struct call *call, struct document *document, str json, struct fail *why)
{
    return answer_form(call, document, json, view_suffix(call, "value"), write_value, why);
}

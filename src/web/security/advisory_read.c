/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_read.c - GET /plan/security/advisories and one of them. Our own operations
 * (docs/security-api.md). */
#include <stdlib.h>

#include "plan/security/advisory/advisory_record.h"
#include "plan/security/todo/advisory_list.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/page.h"

err_t advisories_list(struct call *call, struct fail *why)
{
    struct buf out = {0};
    str text = {0};
    (void)why;
    (void)call_query(call, "q", &text);
    err_t err = page_read_query(call);
    if (err)
        return err;
    const struct watch_view *view = watch_take(web_watch(call->web));
    size_t count;
    const struct watched_advisory **found = advisories_find(view, text, call->arena, &count);
    size_t first = call->after < count ? (size_t)call->after : count,
           end = count - first < call->limit ? count : first + call->limit;
    buf_printf(&out, "{\"seq\":%llu,\"building\":%s,\"total\":%zu,\"result\":[",
               (unsigned long long)view->seq, view->is_building ? "true" : "false", count);
    for (size_t i = first; i < end; i++) {
        buf_add(&out, i > first ? STR(",") : STR(""));
        advisory_write(view, found[i], &out);
        buf_add_char(&out, '}');
    }
    watch_release(web_watch(call->web));
    buf_add_char(&out, ']');
    page_end(&out, end < count ? end : 0);
    return answer_made(call, ERR_OK, NULL, &out);
}

/* The words of the document that the record keeps. */
static void write_texts(struct call *call, str id, struct buf *out)
{
    struct document *document;
    struct advisory_facts facts;
    struct store_file file = {0};
    struct fail why;
    if (store_get(call->store, DOCUMENT_SUBMODEL, id, &document, &why) != ERR_OK)
        return;
    if (advisory_record_read(call->arena, document_body(document), &facts) &&
        store_get_file(call->store, call->arena, DOCUMENT_SUBMODEL, id, facts.path, &file, &why) ==
            ERR_OK)
        advisory_write_texts(file.bytes, out);
    free((void *)(uintptr_t)file.bytes.p);
    document_unref(document);
}

err_t advisory_read_one(struct call *call, struct fail *why)
{
    struct buf out = {0};
    (void)why;
    str id = call->parameters[PARAMETER_ADVISORY];
    const struct watch_view *view = watch_take(web_watch(call->web));
    const struct watched_advisory *advisory = watch_advisory(view, id);
    if (advisory) {
        advisory_write(view, advisory, &out);
        advisory_write_parts(view, advisory, &out);
    }
    watch_release(web_watch(call->web));
    if (!advisory)
        return refuse(call, REFUSAL_NO_ADVISORY, id);
    write_texts(call, id, &out);
    buf_add_char(&out, '}');
    return answer_made(call, ERR_OK, NULL, &out);
}

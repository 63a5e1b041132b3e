/* SPDX-License-Identifier: Apache-2.0 */
/* element_file.c - which stored files an edit leaves without a name. Stored text is canonical: each
 * text is escaped in one way only, so that it can be searched for as it is. */
#include "web/element_file.h"

#include "codec/json.h"

static size_t count_in(str text, str sought)
{
    size_t count = 0;
    for (size_t at; (at = str_find(text, sought)) < text.n; count++)
        text = str_of(text.p + at + sought.n, text.n - at - sought.n);
    return count;
}

static bool is_left_alone(const struct edit *edit, const struct element_text *texts, size_t count,
                          str path)
{
    struct buf quoted = {0};
    size_t before = 0, after = 0;
    json_write_string(&quoted, path);
    str sought = buf_str(&quoted);
    for (size_t i = 0; i < count && !after; i++) {
        before += count_in(texts[i].old, sought);
        after += count_in(texts[i].next, sought);
    }
    bool alone = before && !after && before == count_in(document_body(edit->document), sought);
    buf_release(&quoted);
    return alone;
}

err_t element_file_drop(struct edit *edit, const struct element_text *texts, size_t count,
                        struct fail *why)
{
    static const char file_class[] = "\"modelType\":\"File\"";
    const struct document *document = edit->document;
    struct store_file *files;
    size_t file_count = 0;
    bool any = false;
    for (size_t i = 0; i < count && !any; i++)
        any = str_find(texts[i].old, STR(file_class)) < texts[i].old.n;
    if (!any)
        return ERR_OK;
    err_t err = store_list_files(edit->call->store, edit->call->arena, document->kind, document->id,
                                 &files, &file_count, why);
    for (size_t i = 0; !err && i < file_count; i++)
        if (is_left_alone(edit, texts, count, files[i].path))
            edit_add(edit,
                     &(struct store_change){.operation = STORE_FILE_DELETE, .path = files[i].path});
    return err;
}

bool element_file_is_shared(const struct edit *edit, str json, str path)
{
    struct buf quoted = {0};
    json_write_string(&quoted, path);
    str sought = buf_str(&quoted);
    bool shared = count_in(document_body(edit->document), sought) > count_in(json, sought);
    buf_release(&quoted);
    return shared;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* store_file.c - files of documents, read. */
#include "store/store_private.h"

static err_t fail_document(str id, err_t rc, struct fail *why)
{
    return rc == ERR_NOT_FOUND
               ? fail_set(why, rc, 0, id, "there is nothing with id %.*s", STR_ARG(id))
               : rc;
}

static err_t get_file(struct store *store, struct session *session, struct arena *arena,
                      const struct head *head, str path, struct store_file *ret_file,
                      struct fail *why)
{
    struct file_row row;
    err_t rc = store->driver->file_get(session, head->kind, head->number, path, &row, why);
    if (rc == ERR_NOT_FOUND)
        return fail_set(why, rc, 0, path, "there is no file %.*s", STR_ARG(path));
    if (rc != ERR_OK)
        return rc;
    struct buf bytes = {0};
    size_t n;
    buf_add(&bytes, row.bytes);
    char *p = buf_take(&bytes, &n);
    *ret_file = (struct store_file){.path = arena_dup(arena, row.path),
                                    .content_type = arena_dup(arena, row.content_type),
                                    .bytes = {p, n}};
    return ERR_OK;
}

err_t store_get_file(struct store *store, struct arena *arena, enum document_kind kind, str id,
                     str path, struct store_file *ret_file, struct fail *why)
{
    struct reader *reader;
    struct head head;
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = store->driver->head_find(reader->session, kind, id, &head, why);
    rc = rc == ERR_OK ? get_file(store, reader->session, arena, &head, path, ret_file, why)
                      : fail_document(id, rc, why);
    reader_return(&store->readers, reader);
    return rc;
}

static err_t list_files(struct store *store, struct session *session, struct arena *arena,
                        const struct head *head, struct buf *files, struct fail *why)
{
    struct store_file file = {.path = STR("")};
    struct file_row row;
    err_t rc;
    while ((rc = store->driver->file_next(session, head->kind, head->number, file.path, &row,
                                          why)) == ERR_OK) {
        file.path = arena_dup(arena, row.path);
        file.content_type = arena_dup(arena, row.content_type);
        buf_add(files, str_of((const char *)&file, sizeof file));
    }
    return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

err_t store_list_files(struct store *store, struct arena *arena, enum document_kind kind, str id,
                       struct store_file **ret_files, size_t *ret_count, struct fail *why)
{
    struct reader *reader;
    struct head head;
    struct buf files = {0};
    err_t rc = reader_borrow(&store->readers, &reader, why);
    if (rc != ERR_OK)
        return rc;
    rc = store->driver->head_find(reader->session, kind, id, &head, why);
    rc = rc == ERR_OK ? list_files(store, reader->session, arena, &head, &files, why)
                      : fail_document(id, rc, why);
    reader_return(&store->readers, reader);
    if (rc == ERR_OK) {
        *ret_count = files.n / sizeof(struct store_file);
        *ret_files = ARENA_ARRAY(arena, struct store_file, *ret_count + 1);
        if (files.n)
            memcpy(*ret_files, files.p, files.n);
    }
    buf_release(&files);
    return rc;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* public_file.c - what everybody may read below /.well-known: the files of a CSAF provider, as they
 * were made when something was published, and security.txt. */
#include "plan/security/publish/own_provider.h"

#include <stdlib.h>

#include "base/clock.h"
#include "web/answer.h"
#include "web/handlers.h"

/* Folders have a listing among their files (CSAF 2.0, 7.1.14). */
static bool is_folder(str path)
{
    enum { YEAR_BYTES = 4 };
    str head = STR(OWN_PROVIDER_WHITE);
    uint64_t year;
    if (path.n + 1 == head.n && str_starts_with(head, path))
        return true;
    return path.n == head.n + YEAR_BYTES && str_starts_with(path, head) &&
           str_to_u64(str_of(path.p + head.n, YEAR_BYTES), 9999, &year);
}

err_t public_file_read(struct call *call, struct fail *why)
{
    str path = call->request->path, root = STR("/.well-known");
    path = str_of(path.p + call->prefix.n, path.n - call->prefix.n);
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    err_t err = http_percent_decode(call->arena, path, &path, why);
    if (err || !str_starts_with(path, root))
        return refuse(call, REFUSAL_NO_PUBLIC_FILE, path);
    struct store_file file;
    str below = str_of(path.p + root.n, path.n - root.n);
    str stored = arena_printf(call->arena, OWN_PROVIDER_FILES "%.*s%s", STR_ARG(below),
                              is_folder(below) ? "/" OWN_PROVIDER_LISTING : "");
    err = store_get_file(call->store, call->arena, DOCUMENT_SUBMODEL, STR(OWN_PROVIDER_ID), stored,
                         &file, why);
    if (err)
        return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_PUBLIC_FILE, path) : err;
    union {
        const char *p;
        void *owner;
    } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
    struct etag etag = etag_of_bytes(file.bytes);
    if (answer_unchanged(call, etag)) {
        free(bytes.owner);
        return ERR_OK;
    }
    struct http_answer answer = {
        .status = 200, .body = file.bytes, .release = free, .owner = bytes.owner};
    answer_bytes(call, &answer, &etag, file.content_type);
    return ERR_OK;
}

err_t security_txt_read(struct call *call, struct fail *why)
{
    struct own_provider provider;
    struct buf out = {0};
    uint64_t revision;
    bool there;
    err_t err =
        own_provider_read(call->store, call->arena, STR(""), &provider, &there, &revision, why);
    if (err)
        return err;
    if (!provider.metadata.n)
        return refuse(call, REFUSAL_NO_PUBLIC_FILE, call->request->path);
    own_provider_write_security_txt(&provider, call->arena, clock_wall_ms(), &out);
    struct http_answer answer = {.status = 200};
    size_t bytes;
    answer.owner = buf_take(&out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    answer_bytes(call, &answer, NULL, STR("text/plain; charset=utf-8"));
    return ERR_OK;
}

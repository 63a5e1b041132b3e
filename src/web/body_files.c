/* SPDX-License-Identifier: Apache-2.0 */
/* body_files.c - files out of a plain body or a form. */
#include "web/body_files.h"

err_t body_files_read(struct call *call, struct body_files *ret_files, struct fail *why)
{
    str type = http_header(call->request, "Content-Type");
    *ret_files = (struct body_files){0};
    if (call->request->body.n == 0)
        return refuse(call, REFUSAL_NO_BODY, STR(""));
    if (type.n < 10 || !str_equal_nocase(str_of(type.p, 10), STR("multipart/"))) {
        ret_files->items = ARENA_NEW(call->arena, struct body_file);
        ret_files->items[0].bytes = call->request->body;
        ret_files->items[0].name = STR("");
        (void)call_query(call, "name", &ret_files->items[0].name);
        ret_files->count = 1;
        return ERR_OK;
    }
    err_t err = http_multipart_parse(call->arena, type, call->request->body, &ret_files->parts,
                                     &ret_files->part_count, why);
    if (err)
        return err;
    ret_files->items = ARENA_ARRAY(call->arena, struct body_file, ret_files->part_count);
    for (size_t i = 0; i < ret_files->part_count; i++) {
        const struct http_part *part = &ret_files->parts[i];
        if (part->file_name.n && part->bytes.n)
            ret_files->items[ret_files->count++] = (struct body_file){part->file_name, part->bytes};
    }
    return ret_files->count ? ERR_OK : refuse(call, REFUSAL_NO_FILE_PART, STR(""));
}

err_t body_file_read(struct call *call, struct body_file *ret_file, struct fail *why)
{
    struct body_files files;
    err_t err = body_files_read(call, &files, why);
    if (!err && files.count > 1)
        err = refuse(call, REFUSAL_ONE_FILE, files.items[1].name);
    if (!err)
        *ret_file = files.items[0];
    return err;
}

bool body_files_flag(const struct body_files *files, const char *name)
{
    for (size_t i = 0; i < files->part_count; i++)
        if (str_equal(files->parts[i].name, str_from(name)) &&
            str_equal(files->parts[i].bytes, STR("true")))
            return true;
    return false;
}

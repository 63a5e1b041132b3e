/* SPDX-License-Identifier: Apache-2.0 */
/* zip_writer.c - ZIP archives to memory. */
#include <zip.h>

#include "codec/zip.h"

enum { DATE_1980_01_01 = 1 << 5 | 1, TIME_00_00 = 0 }; /* MS-DOS, the earliest there is */

struct zip_writer {
    struct arena arena; /* where the writer itself lives */
    zip_source_t *target;
    zip_t *archive;
    struct fail first; /* what went wrong first */
};

static void fail_first(struct zip_writer *writer, err_t code, str where, const char *text)
{
    if (writer->first.code == ERR_OK)
        fail_set(&writer->first, code, 0, where, "cannot write the ZIP: %s", text);
}

struct zip_writer *zip_writer_new(void)
{
    struct arena arena = {0};
    struct zip_writer *writer = ARENA_NEW(&arena, struct zip_writer);
    writer->arena = arena;
    zip_error_t error;
    zip_error_init(&error);
    writer->target = zip_source_buffer_create(NULL, 0, 0, &error);
    if (writer->target)
        writer->archive = zip_open_from_source(writer->target, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (writer->archive)
        zip_source_keep(writer->target); /* closing the archive gives one reference back */
    else
        fail_first(writer, ERR_IO, (str){0}, zip_error_strerror(&error));
    zip_error_fini(&error);
    return writer;
}

static bool is_packed_already(str name)
{
    static const str endings[] = {
        {".7z", 3},   {".aasx", 5}, {".avi", 4}, {".bz2", 4},  {".docx", 5},
        {".gif", 4},  {".glb", 4},  {".gz", 3},  {".jpeg", 5}, {".jpg", 4},
        {".mp3", 4},  {".mp4", 4},  {".pdf", 4}, {".png", 4},  {".pptx", 5},
        {".webp", 5}, {".xlsx", 5}, {".xz", 3},  {".zip", 4},  {".zst", 4},
    };
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        str ending = endings[i];
        if (name.n >= ending.n &&
            str_equal_nocase(str_of(name.p + name.n - ending.n, ending.n), ending))
            return true;
    }
    return false;
}

void zip_writer_add(struct zip_writer *writer, str name, str bytes)
{
    if (name.n == 0 || name.n > ZIP_NAME_BYTES_MAX)
        fail_first(writer, ERR_TOO_LARGE, name, "the name of an entry is empty or too long");
    if (writer->first.code != ERR_OK)
        return;
    const char *z = arena_dup(&writer->arena, name).p;
    zip_source_t *source = zip_source_buffer(writer->archive, bytes.p, bytes.n, 0);
    zip_int64_t index = source ? zip_file_add(writer->archive, z, source, ZIP_FL_ENC_UTF_8) : -1;
    zip_int32_t method = is_packed_already(name) ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (index < 0) {
        int code = zip_error_code_zip(zip_get_error(writer->archive));
        fail_first(writer, code == ZIP_ER_EXISTS ? ERR_CONFLICT : ERR_IO, name,
                   zip_strerror(writer->archive));
        zip_source_free(source);
        return;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    if (zip_set_file_compression(writer->archive, at, method, 0) != 0 ||
        zip_file_set_dostime(writer->archive, at, TIME_00_00, DATE_1980_01_01, 0) != 0)
        fail_first(writer, ERR_IO, name, zip_strerror(writer->archive));
}

/* Copies what libzip wrote. */
static void collect(struct zip_writer *writer, struct buf *out)
{
    zip_stat_t info;
    if (zip_source_open(writer->target) != 0) {
        fail_first(writer, ERR_IO, (str){0}, zip_error_strerror(zip_source_error(writer->target)));
        return;
    }
    if (zip_source_stat(writer->target, &info) != 0 || !(info.valid & ZIP_STAT_SIZE)) {
        fail_first(writer, ERR_IO, (str){0}, "no size");
    } else {
        char *to = buf_reserve(out, info.size);
        if (!to)
            fail_set(&writer->first, ERR_TOO_LARGE, 0, (str){0}, "the ZIP is too large");
        else if (zip_source_read(writer->target, to, info.size) != (zip_int64_t)info.size)
            fail_first(writer, ERR_IO, (str){0}, "cannot read back");
        else
            out->n += info.size;
    }
    zip_source_close(writer->target);
}

err_t zip_writer_finish(struct zip_writer *writer, struct buf *out, struct fail *why)
{
    if (writer->archive && (writer->first.code != ERR_OK || zip_close(writer->archive) != 0)) {
        fail_first(writer, ERR_IO, (str){0}, zip_strerror(writer->archive));
        zip_discard(writer->archive);
    }
    if (writer->first.code == ERR_OK)
        collect(writer, out);
    zip_source_free(writer->target);
    err_t rc = writer->first.code;
    if (rc != ERR_OK && why)
        *why = writer->first;
    struct arena arena = writer->arena;
    arena_release(&arena);
    return rc;
}

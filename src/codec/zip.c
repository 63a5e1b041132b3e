/* SPDX-License-Identifier: Apache-2.0 */
/* zip.c - libzip behind checks of the directory, and a budget for all that is unpacked. */
#include "codec/zip.h"

#include <zip.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
    RATIO_FREE_BYTES = 1 << 20,    /* entries up to this may pack as well as they like */
    END_RECORD_BYTES = 22,         /* APPNOTE 4.3.16 */
    END_COMMENT_BYTES_MAX = 65535, /* behind the end record */
    LOCAL_HEADER_BYTES = 30,       /* APPNOTE 4.3.7 */
};

struct zip_reader {
    zip_t *archive;
    struct zip_entry *entries;
    zip_uint64_t *places; /* libzip's index of each entry: folders are left out of ours */
    size_t count;
    struct map lower_names; /* to index */
    uint64_t bytes_left;    /* to unpack */
};

/* --- opening --- */

static uint64_t little(str bytes, size_t at, size_t count)
{
    uint64_t number = 0;
    for (size_t i = count; i-- > 0;)
        number = number << 8 | (unsigned char)bytes.p[at + i];
    return number;
}

/* libzip allocates by the size of the directory, so that is looked at first, in each end record it
 * could choose. */
static err_t check_end_records(str bytes, struct fail *why)
{
    size_t reach = END_RECORD_BYTES + END_COMMENT_BYTES_MAX;
    size_t from = bytes.n > reach ? bytes.n - reach : 0;
    bool found = false;
    for (size_t at = from; at + END_RECORD_BYTES <= bytes.n; at++) {
        size_t skip = str_find(str_of(bytes.p + at, bytes.n - at), STR("PK\5\6"));
        at += skip;
        if (at + END_RECORD_BYTES > bytes.n)
            break;
        found = true;
        uint64_t directory_bytes = little(bytes, at + 12, 4);
        /* The larger numbers of a zip64 archive stand in a record of its own (APPNOTE 4.3.14). */
        str before = str_of(bytes.p, at);
        if (directory_bytes == UINT32_MAX && at >= 20 &&
            str_starts_with(str_of(bytes.p + at - 20, 20), STR("PK\6\7"))) {
            uint64_t wide = little(before, at - 20 + 8, 8);
            if (wide <= at && at - wide >= 56)
                directory_bytes = little(before, wide + 40, 8);
        }
        if (directory_bytes > ZIP_DIRECTORY_BYTES_MAX)
            return fail_set(why, ERR_TOO_LARGE, at, (str){0},
                            "the directory of the ZIP is too large");
    }
    return found ? ERR_OK : fail_set(why, ERR_SYNTAX, 0, (str){0}, "not a ZIP archive");
}

static bool has_bad_segment(str name)
{
    while (name.n) {
        size_t slash = str_find_char(name, '/');
        str segment = str_of(name.p, slash);
        if (segment.n == 0 || str_equal(segment, STR("..")) || str_equal(segment, STR(".")))
            return true;
        size_t used = slash < name.n ? slash + 1 : slash;
        name = str_of(name.p + used, name.n - used);
    }
    return false;
}

static err_t check_name(str name, struct fail *why)
{
    if (name.n > ZIP_NAME_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, name, "the name of an entry is too long");
    bool bad = name.n == 0 || utf8_find_invalid(name) < name.n || has_bad_segment(name);
    for (size_t i = 0; i < name.n; i++)
        bad |= (unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7F || name.p[i] == '\\';
    return bad ? fail_set(why, ERR_SYNTAX, 0, name, "the name of an entry is not a safe path")
               : ERR_OK;
}

static err_t check_entry(const zip_stat_t *info, str name, struct fail *why)
{
    const zip_uint64_t needed =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    err_t rc = check_name(name, why);
    if (rc != ERR_OK)
        return rc;
    if ((info->valid & needed) != needed)
        return fail_set(why, ERR_SYNTAX, 0, name, "the entry has no size");
    if (info->encryption_method != ZIP_EM_NONE)
        return fail_set(why, ERR_SYNTAX, 0, name, "the entry is encrypted");
    if (info->comp_method != ZIP_CM_STORE && info->comp_method != ZIP_CM_DEFLATE)
        return fail_set(why, ERR_SYNTAX, 0, name, "the entry is packed by method %u, not deflate",
                        info->comp_method);
    if (info->size > RATIO_FREE_BYTES && info->size / ZIP_RATIO_MAX > info->comp_size)
        return fail_set(why, ERR_TOO_LARGE, 0, name, "the entry unpacks to over %d times its size",
                        ZIP_RATIO_MAX);
    return ERR_OK;
}

static void lower_copy(str s, char *to)
{
    for (size_t i = 0; i < s.n; i++)
        to[i] = ascii_lower(s.p[i]);
}

static err_t add_entry(struct zip_reader *reader, struct arena *arena, const zip_stat_t *info,
                       str name, struct fail *why)
{
    bool added;
    char *lower = arena_alloc(arena, name.n + 1);
    lower_copy(name, lower);
    uint64_t *index = map_put(&reader->lower_names, str_of(lower, name.n), &added);
    if (!added)
        return fail_set(why, ERR_SYNTAX, 0, name, "there are two entries of this name");
    *index = reader->count;
    reader->entries[reader->count] = (struct zip_entry){arena_dup(arena, name), info->size};
    reader->places[reader->count++] = info->index;
    return ERR_OK;
}

static err_t read_directory(struct zip_reader *reader, struct arena *arena, size_t archive_bytes,
                            struct fail *why)
{
    zip_int64_t count = zip_get_num_entries(reader->archive, 0);
    if (count > ZIP_ENTRIES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "over %d entries in the ZIP",
                        ZIP_ENTRIES_MAX);
    reader->entries = ARENA_ARRAY(arena, struct zip_entry, (size_t)count);
    reader->places = ARENA_ARRAY(arena, zip_uint64_t, (size_t)count);
    uint64_t packed = 0, unpacked = 0;
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t info;
        if (zip_stat_index(reader->archive, (zip_uint64_t)i, 0, &info) != 0)
            return fail_set(why, ERR_SYNTAX, 0, (str){0}, "damaged ZIP: %s",
                            zip_strerror(reader->archive));
        str name = str_from(info.name);
        err_t rc = check_entry(&info, name, why);
        if (rc != ERR_OK)
            return rc;
        if (info.size > ZIP_UNPACKED_BYTES_MAX - unpacked)
            return fail_set(why, ERR_TOO_LARGE, 0, name, "the ZIP unpacks to over %llu bytes",
                            (unsigned long long)ZIP_UNPACKED_BYTES_MAX);
        unpacked += info.size;
        packed += LOCAL_HEADER_BYTES + name.n;
        if (packed > archive_bytes || info.comp_size > archive_bytes - packed)
            return fail_set(why, ERR_SYNTAX, 0, name, "entries of the ZIP overlap");
        packed += info.comp_size;
        if (!str_ends_with(name, STR("/")))
            rc = add_entry(reader, arena, &info, name, why);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

err_t zip_reader_open(str bytes, struct arena *arena, struct zip_reader **ret_reader,
                      struct fail *why)
{
    err_t rc = check_end_records(bytes, why);
    if (rc != ERR_OK)
        return rc;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    struct zip_reader *reader = ARENA_NEW(arena, struct zip_reader);
    reader->bytes_left = ZIP_UNPACKED_BYTES_MAX;
    reader->archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!reader->archive) {
        rc = fail_set(why, ERR_SYNTAX, 0, (str){0}, "not a ZIP archive: %s",
                      zip_error_strerror(&error));
        zip_source_free(source);
        zip_error_fini(&error);
        return rc;
    }
    zip_error_fini(&error);
    rc = read_directory(reader, arena, bytes.n, why);
    if (rc != ERR_OK)
        zip_reader_close(reader);
    else
        *ret_reader = reader;
    return rc;
}

void zip_reader_close(struct zip_reader *reader)
{
    zip_discard(reader->archive);
    map_release(&reader->lower_names);
    reader->archive = NULL;
}

size_t zip_reader_count(const struct zip_reader *reader)
{
    return reader->count;
}

const struct zip_entry *zip_reader_entry(const struct zip_reader *reader, size_t index)
{
    assert(index < reader->count);
    return &reader->entries[index];
}

size_t zip_reader_find(const struct zip_reader *reader, str name)
{
    char lower[ZIP_NAME_BYTES_MAX];
    if (name.n > sizeof lower)
        return SIZE_MAX;
    lower_copy(name, lower);
    const uint64_t *index = map_find(&reader->lower_names, str_of(lower, name.n));
    return index ? (size_t)*index : SIZE_MAX;
}

/* --- unpacking --- */

/* Fills `to` and makes sure that the entry ends there. */
static bool unpack(zip_file_t *file, char *to, uint64_t bytes)
{
    uint64_t done = 0;
    while (done < bytes) {
        zip_int64_t n = zip_fread(file, to + done, bytes - done);
        if (n <= 0)
            return false;
        done += (uint64_t)n;
    }
    char beyond;
    return zip_fread(file, &beyond, 1) == 0;
}

err_t zip_reader_read(struct zip_reader *reader, size_t index, uint64_t bytes_max, str *ret_bytes,
                      struct fail *why)
{
    const struct zip_entry *entry = zip_reader_entry(reader, index);
    if (entry->bytes > bytes_max || entry->bytes > reader->bytes_left)
        return fail_set(why, ERR_TOO_LARGE, 0, entry->name, "unpacks to %llu bytes, too many",
                        (unsigned long long)entry->bytes);
    zip_file_t *file = zip_fopen_index(reader->archive, reader->places[index], 0);
    if (!file)
        return fail_set(why, ERR_SYNTAX, 0, entry->name, "cannot be unpacked: %s",
                        zip_strerror(reader->archive));
    reader->bytes_left -= entry->bytes;
    char *to = malloc(entry->bytes + 1); /* failing is an error, not the end */
    bool right = to && unpack(file, to, entry->bytes);
    zip_fclose(file);
    if (!right) {
        free(to);
        return fail_set(why, ERR_SYNTAX, 0, entry->name,
                        "damaged, or not of the size that the ZIP declares");
    }
    to[entry->bytes] = 0;
    *ret_bytes = str_of(to, entry->bytes);
    return ERR_OK;
}

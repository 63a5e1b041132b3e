/* SPDX-License-Identifier: Apache-2.0 */
/* file_answer.c - answers with files, and files from requests. */
#include "web/file_answer.h"

#include "base/ascii.h"
#include "base/ending_type.h"

/* For files that come without a content type. */
static str type_of_name(str name)
{
    str type = ending_type_of(name);
    return type.p ? type : STR("application/octet-stream");
}

static bool is_plain(char c)
{
    return ascii_is_alnum(c) || c == '.' || c == '-' || c == '_';
}

str file_name_of(struct arena *arena, str path)
{
    size_t begin = path.n;
    while (begin > 0 && path.p[begin - 1] != '/' && path.p[begin - 1] != '\\')
        begin--;
    while (begin < path.n && path.p[begin] == '.')
        begin++;
    str name = str_of(path.p + begin, path.n - begin);
    if (name.n > FILE_NAME_BYTES_MAX) /* keep the ending */
        name = str_of(name.p + name.n - FILE_NAME_BYTES_MAX, FILE_NAME_BYTES_MAX);
    if (!name.n)
        return STR("file");
    char *to = arena_alloc(arena, name.n);
    for (size_t i = 0; i < name.n; i++)
        to[i] = is_plain(name.p[i]) ? name.p[i] : '_';
    return str_of(to, name.n);
}

str file_name_encode(struct arena *arena, str name)
{
    static const char digits[] = "0123456789ABCDEF";
    char *to = arena_alloc(arena, name.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (is_plain(name.p[i])) {
            to[n++] = name.p[i];
        } else {
            to[n++] = '%';
            to[n++] = digits[c >> 4];
            to[n++] = digits[c & 15];
        }
    }
    return str_of(to, n);
}

/* The last segment as it is, for RFC 6266's filename*: UTF-8 in percent-encoding, its end when it
 * is long. */
static str encoded_name_of(struct arena *arena, str path)
{
    size_t begin = path.n;
    while (begin > 0 && path.p[begin - 1] != '/' && path.p[begin - 1] != '\\' &&
           path.n - begin < FILE_NAME_BYTES_MAX)
        begin--;
    while (begin < path.n && ((unsigned char)path.p[begin] & 0xC0) == 0x80)
        begin++;
    return file_name_encode(arena, str_of(path.p + begin, path.n - begin));
}

/* "attachment; filename="f_r.pdf"; filename*=UTF-8''f%C3%BCr.pdf": the second only when it differs.
 */
str file_disposition(struct arena *arena, const char *how, str path)
{
    str plain = file_name_of(arena, path), encoded = encoded_name_of(arena, path);
    if (str_find_char(encoded, '%') == encoded.n)
        return arena_printf(arena, "%s; filename=\"%.*s\"", how, STR_ARG(plain));
    return arena_printf(arena, "%s; filename=\"%.*s\"; filename*=UTF-8''%.*s", how, STR_ARG(plain),
                        STR_ARG(encoded));
}

/* Only these are shown in place: a browser runs nothing in them. */
static bool is_harmless(str type)
{
    static const char *const types[] = {"image/png",  "image/jpeg",      "image/gif",
                                        "image/webp", "application/pdf", "text/plain"};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_equal_nocase(type, str_from(types[i])))
            return true;
    return false;
}

/* Stored content types come from documents: anything odd is just bytes. */
static str safe_type(str type)
{
    if (!type.n || type.n > FILE_NAME_BYTES_MAX)
        return STR("application/octet-stream");
    for (size_t i = 0; i < type.n; i++)
        if (type.p[i] < 0x20 || type.p[i] > 0x7e)
            return STR("application/octet-stream");
    return str_find_char(type, '/') < type.n ? type : STR("application/octet-stream");
}

void answer_file(struct call *call, const struct etag *etag, str name, str content_type, str bytes,
                 void (*release)(void *owner), void *owner)
{
    struct http_answer answer = {.status = 200, .body = bytes, .release = release, .owner = owner};
    content_type = safe_type(content_type);
    bool harmless = is_harmless(content_type);
    /* A picture with script (SVG) may still be drawn by <img>, where no script runs. */
    bool picture = str_starts_with(content_type, STR("image/"));
    http_answer_header(
        &answer, STR("Content-Disposition"),
        file_disposition(call->arena, harmless || picture ? "inline" : "attachment", name));
    if (!harmless)
        http_answer_header(&answer, STR("Content-Security-Policy"),
                           STR("sandbox; default-src 'none'; style-src 'unsafe-inline'"));
    answer_bytes(call, &answer, etag, content_type);
}

err_t answer_stored_file(struct call *call, const struct document *document, str path,
                         str content_type, struct fail *why)
{
    struct etag etag = etag_of_revision(document->revision, "file");
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct store_file file;
    err_t err =
        store_get_file(call->store, call->arena, document->kind, document->id, path, &file, why);
    if (err == ERR_NOT_FOUND)
        return refuse(call, REFUSAL_NO_FILE, path);
    if (err)
        return err;
    union {
        const char *p;
        void *owner;
    } bytes = {file.bytes.p}; /* ours to free, see store_get_file */
    answer_file(call, &etag, path, content_type.n ? content_type : file.content_type, file.bytes,
                free, bytes.owner);
    return ERR_OK;
}

err_t call_file_part(struct call *call, struct file_part *ret_part, struct fail *why)
{
    str type = http_header(call->request, "Content-Type");
    str head = str_of(type.p, type.n < 19 ? type.n : 19);
    if (!str_equal_nocase(head, STR("multipart/form-data")))
        return refuse(call, REFUSAL_NOT_MULTIPART, type);
    struct http_part *parts;
    size_t count;
    err_t err = http_multipart_parse(call->arena, type, call->request->body, &parts, &count, why);
    if (err)
        return err;
    const struct http_part *file = NULL;
    str name = {0};
    for (size_t i = 0; i < count; i++) {
        if (str_equal(parts[i].name, STR("file")))
            file = &parts[i];
        else if (str_equal(parts[i].name, STR("fileName")))
            name = parts[i].bytes;
    }
    if (!file || file->bytes.n == 0)
        return refuse(call, REFUSAL_NO_FILE_PART, STR(""));
    name = file_name_of(call->arena, name.n ? name : file->file_name);
    str part_type = file->content_type;
    if (!part_type.n || str_equal_nocase(part_type, STR("application/octet-stream")))
        part_type = type_of_name(name);
    *ret_part = (struct file_part){name, safe_type(part_type), file->bytes};
    return ERR_OK;
}

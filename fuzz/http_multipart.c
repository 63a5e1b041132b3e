/* SPDX-License-Identifier: Apache-2.0 */
/* http_multipart.c - first line: the Content-Type; rest: the body. Parts are pieces of the body, in
 * order, and a body made of them again has the same parts. */
#include "base/buf.h"
#include "net/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_quoted(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, text.p[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str input = {(const char *)data, size};
    size_t line = str_find_char(input, '\n');
    str type = str_of(input.p, line);
    str body = line < size ? str_of(input.p + line + 1, size - line - 1) : STR("");
    struct arena arena = {0};
    struct buf out = {0};
    struct http_part *parts, *again;
    size_t count, count_again, bytes = 0;
    if (http_multipart_parse(&arena, type, body, &parts, &count, NULL) == ERR_OK) {
        const char *from = body.p;
        for (size_t i = 0; i < count; i++) {
            if (parts[i].bytes.n &&
                (parts[i].bytes.p < from || parts[i].bytes.p + parts[i].bytes.n > body.p + body.n))
                abort();
            from = parts[i].bytes.n ? parts[i].bytes.p + parts[i].bytes.n : from;
            bytes += parts[i].bytes.n;
            buf_add(&out, STR("--0b\r\nContent-Disposition: form-data; name=\""));
            add_quoted(&out, parts[i].name);
            buf_add(&out, STR("\"\r\n\r\n"));
            buf_add(&out, parts[i].bytes);
            buf_add(&out, STR("\r\n"));
        }
        buf_add(&out, STR("--0b--"));
        bool clash = str_find(body, STR("--0b")) < body.n; /* a part may hold our boundary */
        bool long_name = out.n > bytes + 4096;             /* quoting can pass the line's limit */
        if (count <= HTTP_PARTS_MAX && !clash && !long_name) {
            if (http_multipart_parse(&arena, STR("multipart/form-data; boundary=0b"), buf_str(&out),
                                     &again, &count_again, NULL) ||
                count_again != count)
                abort();
            for (size_t i = 0; i < count; i++)
                if (!str_equal(parts[i].name, again[i].name) ||
                    !str_equal(parts[i].bytes, again[i].bytes))
                    abort();
        }
    }
    buf_release(&out);
    arena_release(&arena);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* http_query.c - what decodes is the same after escaping every byte and decoding again. */
#include "base/buf.h"
#include "base/utf8.h"
#include "net/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_escaped(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_printf(out, "%%%02x", (unsigned char)text.p[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str input = {(const char *)data, size};
    struct arena arena = {0};
    struct buf out = {0};
    struct http_parameter *items, *again;
    size_t count, count_again;
    if (http_query_parse(&arena, input, &items, &count, NULL) == ERR_OK) {
        if (count > HTTP_PARAMETERS_MAX)
            abort();
        for (size_t i = 0; i < count; i++) {
            if (utf8_find_invalid(items[i].name) < items[i].name.n)
                abort();
            add_escaped(&out, items[i].name);
            buf_add_char(&out, '=');
            add_escaped(&out, items[i].value);
            buf_add_char(&out, '&');
        }
        if (http_query_parse(&arena, buf_str(&out), &again, &count_again, NULL) ||
            count_again != count)
            abort();
        for (size_t i = 0; i < count; i++)
            if (!str_equal(items[i].name, again[i].name) ||
                !str_equal(items[i].value, again[i].value))
                abort();
    }
    buf_release(&out);
    arena_release(&arena);
    return 0;
}

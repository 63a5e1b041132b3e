/* SPDX-License-Identifier: Apache-2.0 */
/* http_guard.c - any block: what is accepted lies inside it, has one framing and no control byte.
 */
#include "net/http_guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_view(str block, str view, unsigned char lowest)
{
    if (view.n && (view.p < block.p || view.p + view.n > block.p + block.n) &&
        !str_equal(view, STR("/")))
        abort();
    for (size_t i = 0; i < view.n; i++)
        if (((unsigned char)view.p[i] < lowest && view.p[i] != '\t') || view.p[i] == 0x7f)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str block = {(const char *)data, size};
    struct http_head head;
    const struct http_fault *fault = http_guard_read(block, &head);
    if (fault) {
        if (fault->status < 400 || fault->status > 501 || !fault->code.n || !fault->text.n)
            abort();
        return 0;
    }
    if (head.chunked && (head.length_known || head.version_1_0))
        abort();
    if (head.path.n == 0 || head.path.p[0] != '/' || head.method >= HTTP_METHOD_COUNT)
        abort();
    check_view(block, head.path, 0x21);
    check_view(block, head.query, 0x21);
    for (size_t i = 0; i < head.header_count; i++) {
        check_view(block, head.headers[i].name, 0x21);
        check_view(block, head.headers[i].value, 0x20);
    }
    return 0;
}

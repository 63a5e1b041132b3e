/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - any bytes go round; what decodes, encodes to something that decodes to the same. */
#include "base/base64.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str input = {(const char *)data, size}, bytes, again;
    struct arena arena = {0};
    struct buf out = {0};
    base64_encode(&out, input);
    check(base64_decode(&arena, buf_str(&out), &again) && str_equal(again, input));
    check(base64url_decode(&arena, base64url_dup(&arena, input), &again) &&
          str_equal(again, input));
    bool valid = base64_decode(&arena, input, &bytes);
    check(valid == base64_is_valid(input));
    if (valid) {
        buf_reset(&out);
        base64_encode(&out, bytes);
        check(base64_decode(&arena, buf_str(&out), &again) && str_equal(again, bytes));
    }
    if (base64url_decode(&arena, input, &bytes))
        check(base64url_decode(&arena, base64url_dup(&arena, bytes), &again) &&
              str_equal(again, bytes));
    buf_release(&out);
    arena_release(&arena);
    return 0;
}

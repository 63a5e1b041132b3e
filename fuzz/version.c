/* SPDX-License-Identifier: Apache-2.0 */
/* version.c - a range and a version with a line end between them: no crash; a version is in the
 * range that names it alone, or nobody knows; comparing from both sides agrees. */
#include <stdlib.h>

#include "plan/security/match/version_range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    size_t n = str_find_char(text, '\n');
    str range = str_of(text.p, n);
    str version = n < text.n ? str_of(text.p + n + 1, text.n - n - 1) : STR("1.0");
    struct version a, b;
    (void)version_in_range(version, range);
    if (version_read(version, &a) && version_read(range, &b)) {
        static const enum version_order other[] = {VERSION_GREATER, VERSION_EQUAL, VERSION_LESS,
                                                   VERSION_UNKNOWN};
        if (version_compare(&a, &b) != other[version_compare(&b, &a)] ||
            version_compare(&a, &a) != VERSION_EQUAL)
            abort();
    }
    return 0;
}

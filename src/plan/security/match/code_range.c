/* SPDX-License-Identifier: Apache-2.0 */
/* code_range.c - rows of code_range.def looked up. */
#include "plan/security/match/code_range.h"

#include "plan/security/match/product_model.h"

/* clang-format off */
static const struct {
    const char *maker, *pattern, *range;
} rows[] = {
#define CODE_RANGE(maker, pattern, range) {maker, pattern, range},
#include "plan/security/match/code_range.def"
#undef CODE_RANGE
};
/* clang-format on */

str code_range_of(const struct makers *makers, str code)
{
    str range = {0};
    size_t longest = 0;
    for (size_t i = 0; code.n && i < COUNT_OF(rows); i++) {
        if (rows[i].pattern[0] != code.p[0])
            continue;
        str pattern = str_from(rows[i].pattern);
        if (pattern.n > longest && makers_have(makers, str_from(rows[i].maker)) &&
            model_fits(pattern, code)) {
            longest = pattern.n;
            range = str_from(rows[i].range);
        }
    }
    return range;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* code_range.c - rows of code_range.def looked up. */
#include "plan/security/match/code_range.h"

#include "base/ascii.h"
#include "base/sorted.h"
#include "plan/security/match/product_model.h"

/* clang-format off */
static const struct {
    str maker, pattern, ranges;
} rows[] = {
#define CODE_RANGE(maker, pattern, ranges) {STR_ROW(maker), STR_ROW(pattern), STR_ROW(ranges)},
#include "plan/security/match/code_range.def"
#undef CODE_RANGE
};
/* clang-format on */

/* How much a pattern says: by its length, then by its letters and digits. */
static size_t says(str pattern)
{
    size_t closed = 0;
    for (size_t i = 0; i < pattern.n; i++)
        closed += ascii_is_alnum(pattern.p[i]);
    return pattern.n * MODEL_BYTES_MAX + closed;
}

/* The first of a maker's rows that does not stand before those with this letter. */
static size_t first_with(size_t from, size_t to, char letter)
{
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (rows[middle].pattern.p[0] < letter)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Of the maker's rows that fit the one that says most, when it says more than `most`. */
static str range_of_maker(str maker, str code, size_t *most)
{
    str ranges = {0};
    size_t first, count = sorted_find(rows, COUNT_OF(rows), sizeof rows[0], maker, &first);
    size_t end = first + count;
    for (size_t i = first_with(first, end, code.p[0]); i < end && rows[i].pattern.p[0] == code.p[0];
         i++) {
        str pattern = rows[i].pattern;
        if (model_fits(pattern, code) && says(pattern) > *most) {
            *most = says(pattern);
            ranges = rows[i].ranges;
        }
    }
    return ranges;
}

str code_range_of(const struct makers *makers, str code)
{
    str ranges = {0};
    size_t most = 0;
    for (size_t i = 0; code.n && i < makers->count; i++) {
        str of_maker = range_of_maker(makers->keys[i], code, &most);
        ranges = of_maker.n ? of_maker : ranges;
    }
    return ranges;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* sorted.c - rows looked up by their first member. */
#include "base/sorted.h"

static str text_of(const void *rows, size_t row_bytes, size_t at)
{
    return *(const str *)(const void *)((const char *)rows + at * row_bytes);
}

size_t sorted_find(const void *rows, size_t count, size_t row_bytes, str key, size_t *ret_first)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (str_compare(text_of(rows, row_bytes, middle), key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *ret_first = from;
    while (to < count && str_equal(text_of(rows, row_bytes, to), key))
        to++;
    return to - from;
}

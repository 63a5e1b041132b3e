/* SPDX-License-Identifier: Apache-2.0 */
/* sorted.h - tables whose rows begin with a text and stand in the order of these texts. */
#ifndef SCHALE_BASE_SORTED_H
#define SCHALE_BASE_SORTED_H

#include "base/base.h"

/* The rows of a table whose first member, a `str`, is the key. Rows have row_bytes each
 * and stand in the order of str_compare. Returns how many there are, side by side, and the first of
 * them. */
size_t sorted_find(const void *rows, size_t count, size_t row_bytes, str key, size_t *ret_first);

#endif

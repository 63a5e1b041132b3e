/* SPDX-License-Identifier: Apache-2.0 */
/* parallel.h - one piece of work cut into ranges, one for each processor this process may use. */
#ifndef SCHALE_BASE_PARALLEL_H
#define SCHALE_BASE_PARALLEL_H

#include "base/base.h"

enum { PARALLEL_RANGES_MAX = 8 };

/* Does items first to end - 1; `range` counts the ranges from 0. Runs beside the other ranges. */
typedef void parallel_work(void *context, unsigned range, size_t first, size_t end);

/* Into how many ranges parallel_run cuts `count` items when one range shall have at least
 * `range_items_min`: 1 to PARALLEL_RANGES_MAX, and no more than processors. */
unsigned parallel_ranges(size_t count, size_t range_items_min);

/* Runs `work` once for each of `ranges` ranges of equal size, in order of the items, and returns
 * when all are done. The caller's thread does the first; a thread that cannot be started is done by
 * it too. */
void parallel_run(unsigned ranges, size_t count, parallel_work *work, void *context);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* parallel.c - a thread for each range but the first. */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>

struct range {
    parallel_work *work;
    void *context;
    unsigned number;
    size_t first, end;
    pthread_t thread;
    bool started;
};

unsigned parallel_ranges(size_t count, size_t range_items_min)
{
    cpu_set_t set;
    size_t processors = sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
    size_t ranges = range_items_min ? count / range_items_min : count;
    if (ranges > processors)
        ranges = processors;
    if (ranges > PARALLEL_RANGES_MAX)
        ranges = PARALLEL_RANGES_MAX;
    return ranges ? (unsigned)ranges : 1;
}

static void *run_range(void *context)
{
    const struct range *range = context;
    range->work(range->context, range->number, range->first, range->end);
    return NULL;
}

void parallel_run(unsigned ranges, size_t count, parallel_work *work, void *context)
{
    struct range all[PARALLEL_RANGES_MAX];
    assert(ranges >= 1 && ranges <= PARALLEL_RANGES_MAX);
    for (unsigned i = 0; i < ranges; i++) {
        all[i] = (struct range){.work = work,
                                .context = context,
                                .number = i,
                                .first = count * i / ranges,
                                .end = count * (i + 1) / ranges};
        if (i > 0)
            all[i].started = pthread_create(&all[i].thread, NULL, run_range, &all[i]) == 0;
    }
    run_range(&all[0]);
    for (unsigned i = 1; i < ranges; i++) {
        if (all[i].started)
            pthread_join(all[i].thread, NULL);
        else
            run_range(&all[i]);
    }
}

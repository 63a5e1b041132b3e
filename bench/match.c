/* SPDX-License-Identifier: Apache-2.0 */
/* match.c - how long matching takes in memory: match ADVISORY.json... prints one JSON object;
 * milliseconds are those of the processor, in one thread. Assets are made of the products of the
 * advisories themselves, so each of them has hits, and of devices nobody warns of. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "plan/security/match/advisory_match.h"

enum { MANY_ASSETS = 100000, SOME_ASSETS = 10000, ADVISORIES_MAX = 20000 };

static struct advisory *advisories;
static size_t advisory_count, product_count, matches;

/* Of this one thread: the machine may be busy with other things. */
static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void count_match(void *context, const struct advisory_match *match)
{
    (void)context;
    (void)match;
    matches++;
}

static int by_number(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* Of each three assets two are products of some advisory: one with its order code, one without. */
static struct asset make_asset(size_t i, const struct advisory_product **products,
                               struct arena *arena)
{
    const struct advisory_product *product = products[(i * 7919) % product_count];
    struct asset asset = {.id = arena_printf(arena, "urn:asset:%zu", i),
                          .maker = product->maker,
                          .product = product->name,
                          .serial_number = arena_printf(arena, "SN%08zu", i),
                          .firmware = arena_printf(arena, "%zu.%zu.%zu", i % 9, i % 11, i % 7)};
    if (i % 3 == 0 && product->id_count)
        asset.order_code = product->ids[0].text;
    if (i % 3 == 2) {
        asset.maker = arena_printf(arena, "Haldorn %zu GmbH", i % 50);
        asset.product = arena_printf(arena, "Conveyor CV-%zu", i);
        asset.order_code = arena_printf(arena, "4711-%zu", i);
    }
    return asset;
}

static double one_advisory_ms(const struct advisory *advisory, const struct match_asset *assets,
                              size_t count)
{
    struct advisory_index index = {0};
    double from = now_ms();
    advisory_index_add(&index, advisory);
    for (size_t i = 0; i < count; i++)
        advisory_match_asset(&index, &assets[i], count_match, NULL);
    double took = now_ms() - from;
    advisory_index_release(&index);
    return took;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct advisory_index index = {0};
    advisories = ARENA_ARRAY(&arena, struct advisory, ADVISORIES_MAX);
    double from = now_ms();
    size_t largest = 0;
    for (int i = 1; i < argc && advisory_count < ADVISORIES_MAX; i++) {
        struct file_view file;
        struct fail why;
        if (file_open(argv[i], SIZE_MAX, &file, &why) != ERR_OK ||
            advisory_read(&arena, file.bytes, &advisories[advisory_count], &why) != ERR_OK)
            return 1;
        if (advisories[advisory_count].product_count > advisories[largest].product_count)
            largest = advisory_count;
        product_count += advisories[advisory_count++].product_count;
    }
    double read_ms = now_ms() - from;
    from = now_ms();
    for (size_t i = 0; i < advisory_count; i++)
        advisory_index_add(&index, &advisories[i]);
    double index_ms = now_ms() - from;
    const struct advisory_product **products =
        arena_alloc(&arena, product_count * sizeof *products);
    size_t n = 0;
    for (size_t i = 0; i < advisory_count; i++)
        for (size_t k = 0; k < advisories[i].product_count; k++)
            products[n++] = &advisories[i].products[k];
    struct match_asset *assets = ARENA_ARRAY(&arena, struct match_asset, MANY_ASSETS);
    struct match_kinds kinds = {0};
    from = now_ms();
    for (size_t i = 0; i < MANY_ASSETS; i++) {
        struct asset asset = make_asset(i, products, &arena);
        match_asset_read_kind(&arena, &kinds, &asset, &assets[i]);
    }
    double prepare_ms = now_ms() - from;
    from = now_ms();
    for (size_t i = 0; i < SOME_ASSETS; i++)
        advisory_match_asset(&index, &assets[i], count_match, NULL);
    double some_ms = now_ms() - from;
    size_t some_matches = matches;
    double each[SOME_ASSETS / 10], news[64];
    for (size_t i = 0; i < SOME_ASSETS / 10; i++) {
        struct arena own = {0};
        struct match_asset fresh;
        from = now_ms();
        struct asset asset = make_asset(i * 31, products, &own);
        match_asset_read(&own, &asset, &fresh);
        advisory_match_asset(&index, &fresh, count_match, NULL);
        each[i] = now_ms() - from;
        arena_release(&own);
    }
    qsort(each, SOME_ASSETS / 10, sizeof each[0], by_number);
    size_t samples = advisory_count < 64 ? advisory_count : 64;
    for (size_t i = 0; i < samples; i++)
        news[i] = one_advisory_ms(&advisories[i * advisory_count / samples], assets, MANY_ASSETS);
    qsort(news, samples, sizeof news[0], by_number);
    printf(
        "{\"advisories\":%zu,\"products\":%zu,\"read_ms\":%.1f,\"index_ms\":%.1f,\"prepare_100000_"
        "ms\":%.1f,"
        "\"match_10000_ms\":%.1f,\"matches\":%zu,\"one_asset_ms\":%.3f,\"one_asset_worst_ms\":%.3f,"
        "\"one_advisory_ms\":%.1f,\"one_advisory_worst_ms\":%.1f,\"largest_advisory_ms\":%.1f,"
        "\"largest_products\":%zu}\n",
        advisory_count, product_count, read_ms, index_ms, prepare_ms, some_ms, some_matches,
        each[SOME_ASSETS / 20], each[SOME_ASSETS / 10 - 1], news[samples / 2], news[samples - 1],
        one_advisory_ms(&advisories[largest], assets, MANY_ASSETS),
        advisories[largest].product_count);
    return 0;
}

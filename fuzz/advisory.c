/* SPDX-License-Identifier: Apache-2.0 */
/* advisory.c - any JSON as an advisory, checked or not: no crash in reading, indexing, matching;
 * its record is JSON. */
#include <stdlib.h>

#include "codec/json.h"
#include "plan/security/advisory/advisory_record.h"
#include "plan/security/match/advisory_match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void found(void *context, const struct advisory_match *match)
{
    match_write_evidence(match, LANGUAGE_GERMAN, context);
}

static void match_own_products(const struct advisory *advisory, struct arena *arena)
{
    struct advisory_index index = {0};
    struct buf out = {.bytes_max = 1 << 20};
    advisory_index_add(&index, advisory);
    for (size_t i = 0; i < advisory->product_count && i < 20; i++) {
        const struct advisory_product *product = &advisory->products[i];
        struct asset asset = {.maker = product->maker,
                              .product = product->name,
                              .order_code = product->id_count ? product->ids[0].text : (str){0},
                              .firmware = STR("V1.0")};
        struct match_asset ready;
        match_asset_read(arena, &asset, &ready);
        advisory_match_asset(&index, &ready, found, &out);
    }
    buf_release(&out);
    advisory_index_release(&index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct advisory advisory;
    struct buf out = {0};
    struct json json;
    struct fail why;
    if (advisory_read(&arena, str_of((const char *)data, size), &advisory, &why) == ERR_OK) {
        advisory_record_write(&advisory, &arena, &out);
        if (json_read(buf_str(&out), &json, &why) != ERR_OK)
            abort();
        json_release(&json);
        buf_release(&out);
        match_own_products(&advisory, &arena);
    }
    arena_release(&arena);
    return 0;
}

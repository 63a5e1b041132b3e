/* SPDX-License-Identifier: Apache-2.0 */
/* product_name.c - a maker, a product's name, a version or range, and a code, with line ends
 * between them: no crash and no endless comparing; what is made of them keeps its limits, and a
 * product is tied to the asset of the same maker, name and code. */
#include <stdint.h>
#include <stdlib.h>

#include "plan/security/match/advisory_match.h"
#include "plan/security/match/version_phrase.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static str next_line(str *text)
{
    size_t n = str_find_char(*text, '\n');
    str line = str_of(text->p, n);
    n += n < text->n;
    *text = str_of(text->p + n, text->n - n);
    return line;
}

static void count_one(void *context, const struct advisory_match *match)
{
    (void)match;
    ++*(size_t *)context;
}

static void check_name(struct arena *arena, str maker, str name)
{
    struct makers makers;
    struct product_name read;
    struct models models;
    makers_read(arena, maker, &makers);
    product_name_read(arena, name, &makers, &read);
    models_read(arena, str_of(name.p, name.n < NAME_BYTES_MAX ? name.n : NAME_BYTES_MAX), &models);
    if (makers.count > MAKERS_MAX || read.word_count > NAME_WORDS_MAX ||
        read.code_count > CODES_OF_TEXT_MAX || models.count > MODELS_MAX)
        abort();
    for (size_t i = 0; i < models.count; i++)
        (void)model_fits(models.list[i], code_normal(arena, name));
    if (!makers_meet(&makers, &makers) && makers.count)
        abort();
}

/* The product as the only one of an advisory, and an asset that is all the same. */
static void check_match(struct arena *arena, str maker, str name, str version, str code)
{
    uint8_t states[1] = {0};
    struct product_id id = {.kind = PRODUCT_MODEL_NUMBER, .text = code};
    struct advisory_product product = {.id = STR("P"),
                                       .maker = maker,
                                       .name = name,
                                       .version = version,
                                       .ids = &id,
                                       .id_count = 1,
                                       .states = states};
    struct advisory advisory = {.id = STR("A"), .products = &product, .product_count = 1};
    struct advisory_index index = {0};
    struct asset asset = {
        .maker = maker, .product = name, .type = code, .order_code = code, .firmware = version};
    struct match_asset ready;
    size_t count = 0;
    advisory_index_add(&index, &advisory);
    match_asset_read(arena, &asset, &ready);
    advisory_match_asset(&index, &ready, count_one, &count);
    str normal = code_normal(arena, code);
    if (ready.makers.count && code_is_order_number(normal) && !code_has_placeholder(normal) &&
        str_find_char(code, '/') == code.n && count == 0)
        abort();
    advisory_index_release(&index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct version_phrase phrase;
    str text = str_of((const char *)data, size);
    str maker = next_line(&text), name = next_line(&text), version = next_line(&text),
        code = next_line(&text);
    check_name(&arena, maker, name);
    version_phrase_read(&arena, version, &phrase);
    check_match(&arena, maker, name, version, code);
    arena_release(&arena);
    return 0;
}

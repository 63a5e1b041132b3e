/* SPDX-License-Identifier: Apache-2.0 */
/* match_code.c - an asset against the index by its codes, and codes that rule a product out. */
#include "plan/security/match/matching.h"

enum {
    SURE_CODE_BYTES = 10,
    WORD_CODE_BYTES_MIN = 5,
    TYPE_CODE_BYTES = 7,  /* of a type that is another maker's product by itself */
    MODEL_SURE_BYTES = 4, /* of a model before what is open */
};

/* --- codes that exclude ------------------------------------------------------------------------
 */

/* Digits and letters at the same places: codes of one scheme. */
static bool same_scheme(str a, str b)
{
    if (code_is_order_number(a) && code_is_order_number(b))
        return true;
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = (a.p[i] <= '9') == (b.p[i] <= '9');
    return same;
}

static bool fits_head(str a, str b)
{
    return code_is_order_number(a) && code_is_order_number(b) && a.n != b.n &&
           code_fits(str_of(a.p, CODE_HEAD_BYTES), str_of(b.p, CODE_HEAD_BYTES));
}

bool match_codes_contradict(const struct match_asset *asset, const struct indexed_product *indexed)
{
    bool contradict = false;
    for (size_t i = 0; i < asset->code_count; i++) {
        if (asset->codes[i].is_word)
            continue;
        for (size_t k = 0; k < indexed->code_count; k++) {
            if (code_fits(indexed->codes[k], asset->codes[i].code) ||
                fits_head(indexed->codes[k], asset->codes[i].code))
                return false;
            contradict |= same_scheme(indexed->codes[k], asset->codes[i].code);
        }
    }
    return contradict;
}

/* Part numbers in parentheses exclude a device with another order code. */
static bool models_contradict(const struct match_asset *asset, const struct models *models)
{
    bool has_code = false;
    for (size_t i = 0; models->in_parentheses && i < asset->code_count; i++) {
        const struct asset_code *code = &asset->codes[i];
        has_code |= !code->is_word;
        for (size_t k = 0; k < models->count; k++)
            if (model_fits(models->list[k], code->code))
                return false;
    }
    return has_code;
}

bool match_is_other_model(const struct match_asset *asset, const struct models *models)
{
    bool other = false;
    for (size_t i = 0; i < asset->code_count; i++) {
        const struct asset_code *code = &asset->codes[i];
        for (size_t k = 0; k < models->count; k++) {
            if (models->is_series[k] || model_fits(models->list[k], code->code))
                return false;
            other |= code->code.n > MODEL_HEAD_BYTES &&
                     memcmp(models->list[k].p, code->code.p, MODEL_HEAD_BYTES) == 0;
        }
    }
    return other;
}

bool match_contradicts(const struct match_asset *asset, const struct indexed_product *indexed)
{
    return match_codes_contradict(asset, indexed) || models_contradict(asset, indexed->models);
}

/* --- codes that tie ----------------------------------------------------------------------------
 */

static const enum match_evidence tie_of_place[] = {
    [CODE_MODEL_NUMBER] = MATCH_MODEL_NUMBER,
    [CODE_SKU] = MATCH_SKU,
    [CODE_SERIAL_NUMBER] = MATCH_SERIAL_NUMBER,
    [CODE_CPE] = MATCH_CPE,
    [CODE_PURL] = MATCH_PURL,
    [CODE_URI] = MATCH_URI,
    [CODE_HASH] = MATCH_HASH,
    [CODE_IN_NAME] = MATCH_IN_NAME,
    [CODE_WORD] = MATCH_IN_NAME,
    [CODE_HEAD] = MATCH_HEAD,
    [CODE_VERSION] = MATCH_VERSION_CODE,
    [CODE_TITLE] = MATCH_TITLE,
    [CODE_MODEL] = MATCH_MODEL,
};

/* The identifier as the advisory has it: of several numbers the one that agrees. */
static str written(struct matching *matching, const struct indexed_product *indexed,
                   const struct code_entry *entry)
{
    const struct advisory_product *product = indexed->product;
    if (entry->place >= CODE_IN_NAME && entry->place != CODE_HEAD)
        return product->name;
    for (size_t i = 0; i < product->id_count; i++)
        if ((unsigned)product->ids[i].kind == (unsigned)entry->place &&
            str_equal(code_key(&matching->arena, entry->place, product->ids[i].text), entry->code))
            return product->ids[i].text;
    return entry->code;
}

static bool is_series(const struct models *models, str pattern)
{
    for (size_t i = 0; i < models->count; i++)
        if (str_equal(models->list[i], pattern))
            return models->is_series[i];
    return false;
}

/* A word that makes another product is not known of the asset: a PWC600 is no "PWC600 Connectivity
 * Package". */
static bool lacks_other(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        if (its->classes[i] == WORD_OTHER && !match_knows_word(asset, its->words[i]))
            return true;
    return false;
}

static void add_model(struct matching *matching, const struct code_entry *entry,
                      const struct asset_code *code)
{
    const struct indexed_product *indexed = &matching->index->products[entry->product];
    const struct product_name *its = matching->index->names[indexed->name].name;
    enum part revision = match_compare_revisions(matching, its);
    str own_line = matching->asset->name_count ? matching->asset->names[0].name.line : (str){0};
    bool is_open =
        is_series(indexed->models, entry->code) && !match_knows_rest(matching->asset, its);
    if (match_compare_lines(matching, own_line, its) == PART_OTHER)
        return;
    size_t least = entry->code.n - str_ends_with(entry->code, STR("*"));
    bool goes_on = code->code.n >= least;
    if (is_open && (!goes_on || lacks_other(matching->asset, its)))
        return;
    if (is_open && revision != PART_OTHER)
        matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_ASSET_IS_WIDER, code->text,
                     indexed->product->name);
    else if (revision == PART_EQUAL) /* "C0-1x" is an I/O module as well */
        matching_add(matching, entry->product,
                     least < MODEL_SURE_BYTES && word_has_digit(entry->code) ? TIER_POSSIBLE
                                                                             : TIER_FAMILY,
                     MATCH_MODEL, code->text, indexed->product->name);
    else if (revision == PART_OPEN)
        matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_REVISION_OPEN, code->text,
                     indexed->product->name);
}

static void add_type(struct matching *matching, uint32_t number, const struct asset_code *code)
{
    const struct indexed_product *indexed = &matching->index->products[number];
    const struct product_name *its = matching->index->names[indexed->name].name;
    if (match_compare_revisions(matching, its) != PART_EQUAL ||
        match_codes_contradict(matching->asset, indexed))
        return;
    if (lacks_other(matching->asset, its))
        matching_add(matching, number, TIER_POSSIBLE, MATCH_ASSET_IS_WIDER, code->text,
                     indexed->product->name);
    else
        matching_add(matching, number, TIER_FAMILY, MATCH_TYPE, code->text, indexed->product->name);
}

/* A part number that several machines have: the name has a type of the scheme of the asset's, and
 * it is another ("MV2400S … BRD-B60W000" for an MV1200S). */
static bool types_contradict(struct matching *matching, const struct product_name *its)
{
    str type = code_normal(&matching->arena, matching->asset->asset.type);
    bool contradict = false;
    for (size_t i = 0; type.n && i < its->word_count; i++) {
        if (!word_is_telling(its->words[i]))
            continue;
        str word = code_normal(&matching->arena, its->words[i]);
        if (str_equal(word, type))
            return false;
        contradict |= same_scheme(word, type);
    }
    return contradict;
}

/* A series letter that agrees says that it is meant. */
static void add_titled(struct matching *matching, uint32_t number, const struct asset_code *code)
{
    const struct indexed_product *indexed = &matching->index->products[number];
    const struct product_name *its = matching->index->names[indexed->name].name;
    enum part revision = match_compare_revisions(matching, its);
    bool is_sure = its->revision && revision == PART_EQUAL;
    if (revision != PART_OTHER && code->code.n >= WORD_CODE_BYTES_MIN)
        matching_add(matching, number, is_sure ? TIER_FAMILY : TIER_POSSIBLE, MATCH_TITLE,
                     code->text, indexed->advisory->title);
}

/* The code is all of the product's name, but for kinds of things. */
static bool is_name_alone(const struct matching *matching, const struct indexed_product *indexed)
{
    const struct product_name *its = matching->index->names[indexed->name].name;
    return __builtin_popcount(its->content) == 1 && its->distinct &&
           !match_makers_are_apart(matching->asset, indexed);
}

static void take_entry(struct matching *matching, const struct asset_code *code,
                       const struct code_entry *entry)
{
    const struct indexed_product *indexed = &matching->index->products[entry->product];
    const struct makers *own = &matching->asset->makers, *other = indexed->makers;
    bool same_maker = makers_meet(own, other);
    bool long_enough = code_is_order_number(code->code) || code->code.n >= SURE_CODE_BYTES;
    bool is_word = entry->place == CODE_WORD;
    enum part revision =
        match_compare_revisions(matching, matching->index->names[indexed->name].name);
    str of_product = written(matching, indexed, entry);
    if (code->is_serial != (entry->place == CODE_SERIAL_NUMBER))
        return;
    if (entry->place == CODE_TITLE) {
        if (same_maker && !code->is_key && (!code->is_word || code->is_type))
            add_titled(matching, entry->product, code);
        return;
    }
    if (entry->place == CODE_MODEL || code->is_word) {
        if (entry->place == CODE_MODEL && same_maker && !code->is_key)
            add_model(matching, entry, code);
        else if (is_word && same_maker && code->is_type)
            add_type(matching, entry->product, code);
        else if (entry->place == CODE_HEAD && same_maker && code->is_type)
            matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_HEAD, code->text,
                         indexed->product->name);
        else if (is_word && code->is_type && code->code.n >= TYPE_CODE_BYTES && !code->is_key &&
                 is_name_alone(matching, indexed))
            matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_OTHER_MAKER, code->text,
                         of_product);
        return;
    }
    if (is_word && (!same_maker || code->code.n < WORD_CODE_BYTES_MIN || revision == PART_OTHER ||
                    types_contradict(matching, matching->index->names[indexed->name].name)))
        return;
    if (is_word && revision == PART_OPEN) {
        matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_REVISION_OPEN, code->text,
                     of_product);
        return;
    }
    if (entry->place == CODE_HEAD) {
        if (same_maker || long_enough)
            matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_HEAD, code->text,
                         entry->code);
        return;
    }
    if (same_maker || code->is_key || (long_enough && (!own->count || !other->count)))
        matching_add(matching, entry->product, TIER_CERTAIN, tie_of_place[entry->place], code->text,
                     of_product);
    else if (long_enough && !code->is_serial)
        matching_add(matching, entry->product, TIER_POSSIBLE, MATCH_OTHER_MAKER, code->text,
                     of_product);
}

static void match_code(struct matching *matching, const struct asset_code *code)
{
    const struct code_list *list =
        code->is_word && !code->is_type
            ? NULL
            : advisory_index_code(matching->index, code->code, code->hash);
    for (size_t k = 0; list && k < list->count; k++)
        take_entry(matching, code, &list->items[k]);
    list = code->is_key ? NULL
                        : advisory_index_open_codes(matching->index, code->code, code->head_hash);
    for (size_t k = 0; list && k < list->count; k++)
        if (list->items[k].place == CODE_MODEL ? model_fits(list->items[k].code, code->code)
                                               : code_fits(list->items[k].code, code->code))
            take_entry(matching, code, &list->items[k]);
}

void match_by_codes(struct matching *matching, bool known)
{
    const struct match_asset *asset = matching->asset;
    for (size_t i = 0; i < asset->own_count; i++)
        match_code(matching, &asset->own[i]);
    for (size_t i = 0; i < asset->code_count; i++) {
        const struct asset_code *code = &asset->codes[i];
        if (!code->is_word || code->is_type || (known && matching->index->has_models))
            match_code(matching, code);
    }
}

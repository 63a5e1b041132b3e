/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_match.c - an asset against the index: by its codes, by its names, and what is told. */
#include "plan/security/match/advisory_match.h"

#include <stdlib.h>

#include "plan/security/match/version.h"

enum { SURE_CODE_BYTES = 10, WORD_CODE_BYTES_MIN = 5, VARIANT_BYTES = 3 };

/* A product that the asset is tied to. */
struct hit {
    uint32_t product;
    enum match_tier tier;
    struct evidence tie;
    bool is_weak; /* see weigh */
};

struct matching {
    const struct advisory_index *index;
    const struct match_asset *asset;
    struct arena arena;
    struct hit *hits;
    size_t hit_count, hit_room;
    bool version_tried, has_version;
    struct version version;
};

static void add_hit(struct matching *matching, uint32_t product, enum match_tier tier,
                    enum match_evidence kind, str of_asset, str of_product)
{
    if (matching->hit_count == MATCH_HITS_MAX)
        return;
    ARENA_GROW(&matching->arena, matching->hits, matching->hit_count, matching->hit_room, 32);
    matching->hits[matching->hit_count++] =
        (struct hit){product, tier, {kind, {of_asset, of_product}}, false};
}

enum part { PART_EQUAL, PART_OPEN, PART_OTHER };

/* --- codes -------------------------------------------------------------------------------------
 */

static const enum match_evidence tie_of_place[] = {
    [CODE_MODEL_NUMBER] = MATCH_MODEL_NUMBER,
    [CODE_SKU] = MATCH_SKU,
    [CODE_SERIAL_NUMBER] = MATCH_SERIAL_NUMBER,
    [CODE_CPE] = MATCH_CPE,
    [CODE_PURL] = MATCH_PURL,
    [CODE_URI] = MATCH_URI,
    [CODE_IN_NAME] = MATCH_IN_NAME,
    [CODE_WORD] = MATCH_IN_NAME,
    [CODE_HEAD] = MATCH_HEAD,
    [CODE_VERSION] = MATCH_VERSION_CODE,
    [CODE_MODEL] = MATCH_MODEL,
};

/* The identifier as the advisory has it. */
static str written(const struct indexed_product *indexed, const struct code_entry *entry)
{
    const struct advisory_product *product = indexed->product;
    if (entry->place >= CODE_IN_NAME && entry->place != CODE_HEAD)
        return product->name;
    for (size_t i = 0; i < product->id_count; i++)
        if ((unsigned)product->ids[i].kind == (unsigned)entry->place)
            return product->ids[i].text;
    return entry->code;
}

/* "Series B" against "1734-AENTR/C". */
static enum part compare_revisions(const struct matching *matching, const struct product_name *name)
{
    if (!name->revision || name->revision == matching->asset->revision)
        return PART_EQUAL;
    return matching->asset->revision ? PART_OTHER : PART_OPEN;
}

static bool is_series(const struct models *models, str pattern)
{
    for (size_t i = 0; i < models->count; i++)
        if (str_equal(models->list[i], pattern))
            return models->is_series[i];
    return false;
}

static void add_model(struct matching *matching, const struct code_entry *entry,
                      const struct asset_code *code)
{
    const struct indexed_product *indexed = &matching->index->products[entry->product];
    const struct product_name *its = matching->index->names[indexed->name].name;
    enum part revision = compare_revisions(matching, its);
    if (is_series(indexed->models, entry->code) && !match_knows_rest(matching->asset, its))
        return;
    if (revision == PART_EQUAL)
        add_hit(matching, entry->product, TIER_FAMILY, MATCH_MODEL, code->text,
                indexed->product->name);
    else if (revision == PART_OPEN)
        add_hit(matching, entry->product, TIER_POSSIBLE, MATCH_REVISION_OPEN, code->text,
                indexed->product->name);
}

static bool codes_contradict(const struct match_asset *asset,
                             const struct indexed_product *indexed);

static void add_type(struct matching *matching, uint32_t number, const struct asset_code *code)
{
    const struct indexed_product *indexed = &matching->index->products[number];
    const struct product_name *its = matching->index->names[indexed->name].name;
    if (compare_revisions(matching, its) == PART_EQUAL &&
        !codes_contradict(matching->asset, indexed))
        add_hit(matching, number, TIER_FAMILY, MATCH_TYPE, code->text, indexed->product->name);
}

static void take_entry(struct matching *matching, const struct asset_code *code,
                       const struct code_entry *entry)
{
    const struct indexed_product *indexed = &matching->index->products[entry->product];
    const struct makers *own = &matching->asset->makers, *other = indexed->makers;
    bool same_maker = makers_meet(own, other);
    bool long_enough = code_is_order_number(code->code) || code->code.n >= SURE_CODE_BYTES;
    bool is_word = entry->place == CODE_WORD;
    enum part revision = compare_revisions(matching, matching->index->names[indexed->name].name);
    str of_product = written(indexed, entry);
    if (code->is_serial != (entry->place == CODE_SERIAL_NUMBER))
        return;
    if (entry->place == CODE_MODEL || code->is_word) {
        if (entry->place == CODE_MODEL && same_maker && !code->is_key)
            add_model(matching, entry, code);
        else if (is_word && same_maker && code->is_type)
            add_type(matching, entry->product, code);
        return;
    }
    if (is_word && (!same_maker || code->code.n < WORD_CODE_BYTES_MIN || revision == PART_OTHER))
        return;
    if (is_word && revision == PART_OPEN) {
        add_hit(matching, entry->product, TIER_POSSIBLE, MATCH_REVISION_OPEN, code->text,
                of_product);
        return;
    }
    if (entry->place == CODE_HEAD) {
        if (same_maker || long_enough)
            add_hit(matching, entry->product, TIER_POSSIBLE, MATCH_HEAD, code->text, entry->code);
        return;
    }
    if (same_maker || code->is_key || (long_enough && (!own->count || !other->count)))
        add_hit(matching, entry->product, TIER_CERTAIN, tie_of_place[entry->place], code->text,
                of_product);
    else if (long_enough && !code->is_serial)
        add_hit(matching, entry->product, TIER_POSSIBLE, MATCH_OTHER_MAKER, code->text, of_product);
}

/* `known`: the index has products of the asset's maker. */
static void match_codes(struct matching *matching, bool known)
{
    const struct match_asset *asset = matching->asset;
    for (size_t i = 0; i < asset->code_count; i++) {
        const struct asset_code *code = &asset->codes[i];
        if (code->is_word && (!known || (!code->is_type && !matching->index->has_models)))
            continue;
        const struct code_list *list = code->is_word && !code->is_type
                                           ? NULL
                                           : advisory_index_code(matching->index, code->code);
        for (size_t k = 0; list && k < list->count; k++)
            take_entry(matching, code, &list->items[k]);
        list = code->is_key ? NULL : advisory_index_open_codes(matching->index, code->code);
        for (size_t k = 0; list && k < list->count; k++)
            if (list->items[k].place == CODE_MODEL ? model_fits(list->items[k].code, code->code)
                                                   : code_fits(list->items[k].code, code->code))
                take_entry(matching, code, &list->items[k]);
    }
}

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

/* The asset's order code is another one of the same scheme: another product of the same name. */
static bool codes_contradict(const struct match_asset *asset, const struct indexed_product *indexed)
{
    bool contradict = false;
    for (size_t i = 0; i < asset->code_count; i++) {
        if (asset->codes[i].is_serial || asset->codes[i].is_key || asset->codes[i].is_word)
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
        has_code |= !code->is_serial && !code->is_key && !code->is_word;
        for (size_t k = 0; k < models->count; k++)
            if (model_fits(models->list[k], code->code))
                return false;
    }
    return has_code;
}

/* --- names -------------------------------------------------------------------------------------
 */

static enum part compare_variants(str asset, str product)
{
    if (str_equal(asset, product))
        return PART_EQUAL;
    return asset.n && product.n ? PART_OTHER : PART_OPEN;
}

/* "TIA Portal V15.1" against an asset that says V15.1 in its name or as its version. */
static enum part compare_lines(struct matching *matching, str asset, str product)
{
    struct version line;
    if (!product.n || str_equal(asset, product))
        return PART_EQUAL;
    if (asset.n)
        return PART_OTHER;
    if (!matching->version_tried) {
        const struct asset *own = &matching->asset->asset;
        str text = own->firmware.n ? own->firmware : own->software;
        matching->version_tried = true;
        matching->has_version = text.n && version_read(text, &matching->version);
    }
    if (!matching->has_version || !version_read(product, &line))
        return PART_OPEN;
    return version_starts_with(&matching->version, &line) ? PART_EQUAL : PART_OTHER;
}

struct overlap {
    size_t shared, telling;        /* words of both */
    bool own_telling, its_telling; /* a word with digits that the other one lacks */
};

static struct overlap overlap_of(const struct product_name *own, const struct product_name *its)
{
    struct overlap overlap = {0};
    for (size_t i = 0; i < own->word_count; i++) {
        bool telling = word_is_telling(own->words[i]);
        if (product_name_has(its, own->words[i])) {
            overlap.shared++;
            overlap.telling += telling;
        } else
            overlap.own_telling |= telling;
    }
    for (size_t i = 0; i < its->word_count; i++)
        overlap.its_telling |=
            word_is_telling(its->words[i]) && !product_name_has(own, its->words[i]);
    return overlap;
}

/* How two names that do not agree may still mean the same. False: they do not. */
static bool compare_words(const struct product_name *own, const struct indexed_name *indexed,
                          enum part variant, enum match_tier *ret_tier,
                          enum match_evidence *ret_kind)
{
    const struct product_name *its = indexed->name;
    struct overlap overlap = overlap_of(own, its);
    bool says_enough = overlap.telling > 0 || overlap.shared >= 2;
    *ret_tier = TIER_POSSIBLE;
    if (overlap.shared == its->word_count && says_enough) {
        bool is_family =
            its->is_family && overlap.telling > 0 && variant == PART_EQUAL && !indexed->many_codes;
        *ret_tier = is_family ? TIER_FAMILY : TIER_POSSIBLE;
        *ret_kind = is_family ? MATCH_FAMILY_NAME : MATCH_PRODUCT_IS_WIDER;
        return true;
    }
    if (overlap.shared == own->word_count && says_enough) {
        *ret_kind = MATCH_ASSET_IS_WIDER;
        return true;
    }
    size_t all = own->word_count + its->word_count - overlap.shared;
    *ret_kind = MATCH_ALIKE;
    return overlap.shared >= 3 && overlap.telling && overlap.shared * 4 >= all * 3 &&
           !(overlap.own_telling && overlap.its_telling);
}

static bool same_words(const struct product_name *a, const struct product_name *b)
{
    if (str_equal(a->base, b->base))
        return true;
    bool same = a->word_count == b->word_count;
    for (size_t i = 0; same && i < a->word_count; i++)
        same = product_name_has(b, a->words[i]);
    return same;
}

static void take_name(struct matching *matching, const struct asset_name *own,
                      const struct indexed_name *indexed, bool maker_known)
{
    const struct product_name *its = indexed->name;
    enum part variant = compare_variants(own->name.variant, its->variant);
    enum part line = compare_lines(matching, own->name.line, its->line);
    enum match_tier tier = TIER_POSSIBLE;
    enum match_evidence kind = MATCH_NO_MAKER;
    if (variant == PART_OTHER || line == PART_OTHER ||
        compare_revisions(matching, its) == PART_OTHER)
        return;
    if (!same_words(&own->name, its)) {
        if (!maker_known || !compare_words(&own->name, indexed, variant, &tier, &kind))
            return;
    } else if (maker_known) {
        bool all = variant == PART_EQUAL && line == PART_EQUAL && !indexed->many_codes;
        tier = all ? TIER_FAMILY : TIER_POSSIBLE;
        kind = all                    ? MATCH_NAME
               : variant == PART_OPEN ? MATCH_VARIANT_OPEN
               : line == PART_OPEN    ? MATCH_LINE_OPEN
                                      : MATCH_MANY_CODES;
    }
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        if (!codes_contradict(matching->asset, product) &&
            !models_contradict(matching->asset, product->models))
            add_hit(matching, number, tier, kind, own->text, product->product->name);
    }
}

/* Whether names that share so many words may mean the same: one holds all words of the other, or
 * three of four words are common. */
static bool may_agree(size_t shared, size_t own, size_t its)
{
    return shared == own || shared == its ||
           (shared >= 3 && shared * 4 >= (own + its - shared) * 3);
}

/* Counts for each name of one maker how many words it shares, and looks at those that share enough.
 */
static void match_names_of(struct matching *matching, const struct asset_name *own, str maker)
{
    const struct advisory_index *index = matching->index;
    size_t count = own->name.word_count;
    uint8_t *shared = NULL;
    for (size_t k = 0; k < count; k++) {
        const struct number_list *list = advisory_index_word(index, maker, own->name.words[k]);
        if (list && !shared)
            shared = ARENA_ARRAY(&matching->arena, uint8_t, index->name_count);
        for (size_t n = 0; list && n < list->count; n++)
            shared[list->items[n]]++;
    }
    for (size_t k = 0; shared && k < count; k++) {
        const struct number_list *list = advisory_index_word(index, maker, own->name.words[k]);
        for (size_t n = 0; list && n < list->count; n++) {
            const struct indexed_name *indexed = &index->names[list->items[n]];
            size_t own_shared = shared[list->items[n]];
            shared[list->items[n]] = 0;
            if (own_shared && may_agree(own_shared, count, indexed->name->word_count) &&
                !str_equal(indexed->name->base, own->name.base))
                take_name(matching, own, indexed, true);
        }
    }
}

/* --- all that is known of the asset ------------------------------------------------------------
 */

static void take_known(struct matching *matching, const struct indexed_name *indexed)
{
    const struct match_asset *asset = matching->asset;
    const struct product_name *its = indexed->name;
    enum part revision = compare_revisions(matching, its);
    bool same_variant =
        its->variant.n ? its->variant.n >= VARIANT_BYTES && match_knows_word(asset, its->variant)
                       : !asset->names[0].name.variant.n;
    if (indexed->many_codes || !same_variant || revision == PART_OTHER ||
        !match_knows_name(asset, its) || compare_lines(matching, (str){0}, its->line) != PART_EQUAL)
        return;
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        if (!codes_contradict(asset, product) && !models_contradict(asset, product->models) &&
            match_adds_nothing(asset, its, product->advisory->title))
            add_hit(matching, number, revision == PART_EQUAL ? TIER_FAMILY : TIER_POSSIBLE,
                    revision == PART_EQUAL ? MATCH_ALL_WORDS : MATCH_REVISION_OPEN,
                    asset->names[0].text, product->product->name);
    }
}

/* How many words of a name were met. */
struct met {
    uint8_t words, digits;
    bool taken;
};

/* Looks at a name once so many of its words were met that it may be known: all with digits, and
 * half of the others, which may be known in plural, by initials, or side by side. */
static void meet_word(struct matching *matching, const struct indexed_name *indexed,
                      struct met *met, bool digit)
{
    const struct product_name *its = indexed->name;
    met->words++;
    met->digits = (uint8_t)(met->digits + digit);
    if (met->taken || (!its->is_list && (met->digits < its->digit_count ||
                                         met->words * 2u < its->word_count - its->kind_count)))
        return;
    met->taken = true;
    take_known(matching, indexed);
}

static void match_known(struct matching *matching, str maker)
{
    const struct advisory_index *index = matching->index;
    const struct match_asset *asset = matching->asset;
    struct met *met = NULL;
    for (size_t k = 0; asset->name_count && k < asset->word_count; k++) {
        str word = asset->words[k];
        const struct number_list *list = advisory_index_word(index, maker, word);
        bool digit = word_has_digit(word);
        if (list && !met)
            met = ARENA_ARRAY(&matching->arena, struct met, index->name_count);
        for (size_t n = 0; list && n < list->count; n++)
            meet_word(matching, &index->names[list->items[n]], &met[list->items[n]], digit);
    }
}

static void match_names(struct matching *matching, const struct asset_name *own)
{
    const struct makers *makers = &matching->asset->makers;
    for (size_t i = 0; i < makers->count; i++)
        if (advisory_index_has_maker(matching->index, makers->keys[i]))
            match_names_of(matching, own, makers->keys[i]);
    /* Names that are equal but for the spaces in them: "S7 1500" and "S7-1500". */
    const struct number_list *list = advisory_index_base(matching->index, own->name.base);
    for (size_t i = 0; list && i < list->count; i++) {
        const struct indexed_name *indexed = &matching->index->names[list->items[i]];
        bool same_maker = false;
        for (size_t k = 0; k < makers->count; k++)
            same_maker |= str_equal(makers->keys[k], indexed->maker);
        if (same_maker || (!makers->count && own->name.word_count >= 2))
            take_name(matching, own, indexed, same_maker);
    }
}

/* --- telling -----------------------------------------------------------------------------------
 */

static int by_group(const void *a, const void *b, void *context)
{
    const struct matching *matching = context;
    const struct hit *first = a, *second = b;
    const struct indexed_product *one = &matching->index->products[first->product],
                                 *other = &matching->index->products[second->product];
    if (one->advisory != other->advisory)
        return one->advisory < other->advisory ? -1 : 1;
    if (one->name != other->name)
        return one->name < other->name ? -1 : 1;
    if (first->tier != second->tier)
        return first->tier < second->tier ? -1 : 1;
    if (first->product != second->product)
        return first->product < second->product ? -1 : 1;
    return (int)first->tie.kind - (int)second->tie.kind;
}

static const struct indexed_product *product_at(const struct matching *matching, size_t hit)
{
    return &matching->index->products[matching->hits[hit].product];
}

static void tell(struct matching *matching, size_t first, size_t end, match_found *found,
                 void *context)
{
    uint32_t *products = ARENA_ARRAY(&matching->arena, uint32_t, end - first);
    size_t count = 0;
    for (size_t i = first; i < end && matching->hits[i].tier == matching->hits[first].tier; i++)
        if (!count || products[count - 1] != matching->hits[i].product)
            products[count++] = matching->hits[i].product;
    struct advisory_match match = {.asset = &matching->asset->asset,
                                   .tier = matching->hits[first].tier,
                                   .tie = matching->hits[first].tie};
    if (match_verdict_of(matching->index, products, count, &matching->arena, &match))
        found(context, &match);
}

static const struct product_name *name_at(const struct matching *matching, size_t hit)
{
    return matching->index->names[product_at(matching, hit)->name].name;
}

/* The name of the other hit has all words of this one, and more. */
static bool says_more(const struct matching *matching, size_t other, size_t hit)
{
    const struct product_name *more = name_at(matching, other), *less = name_at(matching, hit);
    for (size_t i = 0; i < less->word_count; i++)
        if (!product_name_has(more, less->words[i]))
            return false;
    return more->word_count > less->word_count;
}

/* What was found by words alone gives way to a name that says more, and a type that stands in
 * several names says which of them as little as their common words. */
static void weigh(struct matching *matching, size_t first, size_t end)
{
    bool weak = false;
    for (size_t i = first; i < end; i++) {
        struct hit *hit = &matching->hits[i];
        if (hit->tier != TIER_FAMILY ||
            (hit->tie.kind != MATCH_ALL_WORDS && hit->tie.kind != MATCH_TYPE))
            continue;
        for (size_t k = first; k < end; k++) {
            const struct hit *other = &matching->hits[k];
            bool same_name = product_at(matching, k)->name == product_at(matching, i)->name;
            if (other->tier <= TIER_FAMILY && !same_name &&
                (hit->tie.kind == MATCH_TYPE ? other->tie.kind == MATCH_TYPE
                                             : says_more(matching, k, i)))
                hit->is_weak = true;
        }
    }
    for (size_t i = first; i < end; i++) {
        weak |= matching->hits[i].is_weak;
        if (matching->hits[i].is_weak)
            matching->hits[i].tier = TIER_POSSIBLE;
    }
    if (weak)
        qsort_r(matching->hits + first, end - first, sizeof *matching->hits, by_group, matching);
}

static void tell_advisory(struct matching *matching, size_t first, size_t end, match_found *found,
                          void *context)
{
    weigh(matching, first, end);
    enum match_tier best = TIER_POSSIBLE;
    for (size_t i = first; i < end; i++)
        best = matching->hits[i].tier < best ? matching->hits[i].tier : best;
    for (size_t i = first, next; i < end; i = next) {
        for (next = i + 1;
             next < end && product_at(matching, next)->name == product_at(matching, i)->name;
             next++)
            ;
        if (matching->hits[i].tier != TIER_POSSIBLE || best == TIER_POSSIBLE)
            tell(matching, i, next, found, context);
    }
}

void advisory_match_asset(const struct advisory_index *index, const struct match_asset *asset,
                          match_found *found, void *context)
{
    struct matching matching = {.index = index, .asset = asset};
    bool known = false;
    for (size_t i = 0; i < asset->makers.count; i++)
        known |= advisory_index_has_maker(index, asset->makers.keys[i]);
    match_codes(&matching, known);
    for (size_t i = 0; i < asset->name_count; i++)
        match_names(&matching, &asset->names[i]);
    for (size_t i = 0; known && i < asset->makers.count; i++)
        match_known(&matching, asset->makers.keys[i]);
    if (matching.hit_count)
        qsort_r(matching.hits, matching.hit_count, sizeof *matching.hits, by_group, &matching);
    for (size_t i = 0, next; i < matching.hit_count; i = next) {
        const struct advisory *advisory = product_at(&matching, i)->advisory;
        for (next = i + 1;
             next < matching.hit_count && product_at(&matching, next)->advisory == advisory; next++)
            ;
        tell_advisory(&matching, i, next, found, context);
    }
    arena_release(&matching.arena);
}

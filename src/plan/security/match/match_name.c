/* SPDX-License-Identifier: Apache-2.0 */
/* match_name.c - an asset against the index by its names. */
#include "base/ascii.h"
#include "plan/security/match/matching.h"

static enum part compare_variants(str asset, str product)
{
    if (str_equal(asset, product))
        return PART_EQUAL;
    return asset.n && product.n ? PART_OTHER : PART_OPEN;
}

static enum part compare_lines(struct matching *matching, str asset, str product)
{
    struct version own_line, line;
    if (!product.n || str_equal(asset, product))
        return PART_EQUAL;
    if (asset.n) /* "7.2" is of 7 */
        return version_read(asset, &own_line) && version_read(product, &line) &&
                       version_starts_with(&own_line, &line)
                   ? PART_EQUAL
                   : PART_OTHER;
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

enum part match_compare_lines(struct matching *matching, str asset, const struct product_name *its)
{
    enum part part = compare_lines(matching, asset, its->line);
    return part == PART_OTHER && its->is_line_open ? PART_OPEN : part;
}

/* The words of both names, as bits of each. */
struct overlap {
    uint32_t own, its;
};

static struct overlap overlap_of(const struct product_name *own, const struct product_name *its)
{
    struct overlap overlap = {0};
    for (size_t i = 0; i < own->word_count; i++)
        for (size_t k = 0; k < its->word_count; k++)
            if (str_equal(own->words[i], its->words[k])) {
                overlap.own |= UINT32_C(1) << i;
                overlap.its |= UINT32_C(1) << k;
            }
    return overlap;
}

/* Whether one of the words is a plus: who has a "Tracer SC+" would say so. */
static bool has_plus(const struct product_name *name, uint32_t words)
{
    for (size_t i = 0; i < name->word_count; i++)
        if ((words >> i & 1) && str_equal(name->words[i], STR("plus")))
            return true;
    return false;
}

/* A word that a person adds makes no other name, but of a family it may be what is meant: a
 * communications processor is none of the "S7-1200 CPU family". */
static bool lacks_added(const struct product_name *its, uint32_t known)
{
    for (size_t i = 0; i < its->word_count; i++)
        if (!(known >> i & 1) && its->classes[i] == WORD_ADDED)
            return true;
    return false;
}

/* A word without digits is all that is known of it, so that it may stand for all that begin so. */
static bool is_name_alone(const struct match_asset *asset)
{
    return !asset->asset.type.n && !asset->asset.order_code.n && !asset->asset.article_number.n;
}

/* The bit of the year in "Power SCADA Operation 2021" against a name that has none. */
static uint32_t year_at_end(const struct product_name *own, const struct product_name *its)
{
    bool has_year = false;
    for (size_t i = 0; i < its->word_count; i++)
        has_year |= word_is_year(its->words[i]);
    size_t last = own->word_count;
    return last >= 2 && !has_year && word_is_year(own->words[last - 1]) ? UINT32_C(1) << (last - 1)
                                                                        : 0;
}

/* How two names that do not agree may still mean the same. False: they do not. */
static bool compare_words(const struct match_asset *asset, const struct product_name *own,
                          const struct indexed_name *indexed, enum part variant,
                          enum match_tier *ret_tier, enum match_evidence *ret_kind)
{
    const struct product_name *its = indexed->name;
    struct overlap overlap = overlap_of(own, its);
    uint32_t own_more = own->content & ~overlap.own & ~own->purpose & ~year_at_end(own, its),
             its_more = its->content & ~overlap.its;
    size_t shared = (size_t)__builtin_popcount(overlap.its & its->content);
    bool only_purpose =
        (its->content & ~its->purpose) && !(overlap.its & its->content & ~its->purpose);
    bool telling = (overlap.its & its->distinct & its->digits) != 0;
    *ret_tier = TIER_POSSIBLE;
    bool same_content = shared && !own_more && !its_more; /* "DNA Leitsystem" is "DNA" */
    if (only_purpose || (!(overlap.its & its->distinct) && shared < 2 && !same_content))
        return false;
    if (!its_more) {
        bool is_family = its->is_family && telling && variant == PART_EQUAL &&
                         !indexed->many_codes && !lacks_added(its, overlap.its);
        *ret_tier = is_family ? TIER_FAMILY : TIER_POSSIBLE;
        *ret_kind = is_family ? MATCH_FAMILY_NAME : MATCH_PRODUCT_IS_WIDER;
        return true;
    }
    *ret_kind = own_more ? MATCH_ALIKE : MATCH_ASSET_IS_WIDER;
    if (!own_more)
        return !has_plus(its, its_more) && (telling || shared >= 2 || is_name_alone(asset));
    size_t all =
        shared + (size_t)__builtin_popcount(own_more) + (size_t)__builtin_popcount(its_more);
    return shared >= 3 && telling && shared * 4 >= all * 3 &&
           !((own_more & own->digits) && (its_more & its->digits));
}

/* All words of content but one, and two at least. */
static bool may_meet_in_title(const struct product_name *own, const struct product_name *its)
{
    struct overlap overlap = overlap_of(own, its);
    return __builtin_popcount(own->content & overlap.own) >= 2 &&
           __builtin_popcount(own->content & ~overlap.own) == 1;
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

/* Another maker's product of the same name: one that somebody made up, or of a range. */
static bool is_of_another(const struct matching *matching, const struct indexed_product *product,
                          const struct product_name *its)
{
    bool is_name = its->distinct != 0;
    for (size_t i = 0; i < its->word_count; i++)
        is_name |= its->classes[i] == WORD_RANGE;
    return is_name && !match_makers_are_apart(matching->asset, product);
}

/* A word with letters and digits, which the other name lacks: of "SNAP PAC" is "SNAP PAC S1". What
 * ends with an x is several models. */
static bool adds_model(const struct product_name *own, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++) {
        str word = its->words[i];
        if ((its->digits >> i & 1) && str_run(word, ascii_is_digit) < word.n &&
            word.p[word.n - 1] != 'x' && !product_name_has(own, word))
            return true;
    }
    return false;
}

/* A name of a family says less than each of its products, what is part of a whole less than it. */
static bool may_say_less(const struct asset_name *own)
{
    return own->origin <= NAME_ALIAS || (own->origin < NAME_WHOLE && !own->name.is_family);
}

/* What a tie is worth that a table tells. False: nothing. A family says less than each of its
 * products, and what is wrong with it need not be in all that are of it; of "670/650 series" is not
 * what is of one. */
static bool weigh_told(const struct asset_name *own, const struct product_name *its,
                       enum match_tier *tier, enum match_evidence *kind)
{
    bool says_less = *kind == MATCH_ASSET_IS_WIDER || *kind == MATCH_ALIKE;
    bool says_too_little = says_less && (!may_say_less(own) || adds_model(&own->name, its));
    bool is_family = own->name.is_family || its->is_family;
    bool is_alias = own->origin == NAME_ALIAS; /* as good as what is written of the asset */
    if (!is_alias && (says_too_little || (own->name.alternatives && !same_words(&own->name, its))))
        return false;
    if (own->origin > NAME_RANGE || (is_family && !is_alias))
        *tier = TIER_POSSIBLE;
    if (own->origin == NAME_WHOLE)
        *kind = MATCH_WHOLE;
    else if (*kind == MATCH_NAME || *kind == MATCH_FAMILY_NAME || *kind == MATCH_PRODUCT_IS_WIDER)
        *kind = MATCH_TOLD;
    return true;
}

static void take_name(struct matching *matching, const struct asset_name *own,
                      const struct indexed_name *indexed, bool maker_known)
{
    const struct product_name *its = indexed->name;
    enum part variant = compare_variants(own->name.variant, its->variant);
    enum part line = match_compare_lines(matching, own->name.line, its);
    enum match_tier tier = TIER_POSSIBLE;
    enum match_evidence kind =
        matching->asset->is_maker_guessed ? MATCH_NO_MAKER : MATCH_NAME_ELSEWHERE;
    bool in_title = false; /* the title has to say what the product's name does not */
    if (variant == PART_OTHER || line == PART_OTHER ||
        match_compare_revisions(matching, its) == PART_OTHER)
        return;
    if (!same_words(&own->name, its)) {
        in_title = maker_known &&
                   !compare_words(matching->asset, &own->name, indexed, variant, &tier, &kind);
        if (!maker_known || (in_title && !may_meet_in_title(&own->name, its)))
            return;
        kind = in_title ? MATCH_ASSET_IS_WIDER : kind;
    } else if (maker_known) {
        bool all = variant == PART_EQUAL && line == PART_EQUAL && !indexed->many_codes;
        tier = all ? TIER_FAMILY : TIER_POSSIBLE;
        kind = all                    ? MATCH_NAME
               : variant == PART_OPEN ? MATCH_VARIANT_OPEN
               : line == PART_OPEN    ? MATCH_LINE_OPEN
                                      : MATCH_MANY_CODES;
    }
    if (indexed->is_title) {
        if (kind == MATCH_ASSET_IS_WIDER || kind == MATCH_ALIKE)
            return;
        tier = TIER_POSSIBLE;
        kind = MATCH_TITLE;
    }
    if (own->origin != NAME_OWN && (!maker_known || !weigh_told(own, its, &tier, &kind)))
        return;
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        bool is_told = !in_title || match_title_has_rest(&own->name, its, product->title);
        bool same_maker = makers_meet(&matching->asset->makers, product->makers);
        is_told &=
            kind != MATCH_NAME_ELSEWHERE || same_maker || is_of_another(matching, product, its);
        if (kind == MATCH_NAME_ELSEWHERE && same_maker)
            kind = MATCH_ALIKE; /* but for a first word that could be a brand */
        if (is_told && match_fits_series(matching, product, indexed) &&
            !match_contradicts(matching->asset, product) && !match_is_purpose(matching->asset, its))
            matching_add(matching, number, tier, kind, own->text, match_text_of(product, indexed));
    }
}

/* Whether names that share so many words of content may mean the same: one holds all of the other,
 * or of the asset's all but one, which the title may have, or three of four are common. */
static bool may_agree(size_t shared, size_t own, size_t its)
{
    return shared == own || shared == its || (shared >= 2 && shared + 1 == own) ||
           (shared >= 3 && shared * 4 >= (own + its - shared) * 3);
}

/* Counts for each name of one maker how many words it shares, and looks at those that share enough.
 */
static void match_names_of(struct matching *matching, const struct asset_name *own,
                           const struct indexed_maker *maker)
{
    const struct advisory_index *index = matching->index;
    size_t count = own->name.word_count, content = (size_t)__builtin_popcount(own->name.content);
    const struct number_list *lists[NAME_WORDS_MAX];
    bool any = false;
    for (size_t k = 0; k < count; k++) {
        const struct indexed_word *word =
            own->name.content >> k & 1
                ? advisory_index_word(maker, own->name.words[k], own->hashes[k])
                : NULL;
        lists[k] = word ? &word->names : NULL;
        any |= word != NULL;
        if (word && !matching->shared)
            matching->shared = ARENA_ARRAY(&matching->arena, uint8_t, index->name_count);
        for (size_t n = 0; word && n < word->names.count; n++)
            matching->shared[word->names.items[n]]++;
    }
    uint8_t *shared = matching->shared;
    for (size_t k = 0; any && k < count; k++) {
        for (size_t n = 0; lists[k] && n < lists[k]->count; n++) {
            const struct indexed_name *indexed = &index->names[lists[k]->items[n]];
            size_t own_shared = shared[lists[k]->items[n]];
            shared[lists[k]->items[n]] = 0;
            bool says_enough = may_say_less(own) || own_shared == indexed->content_count;
            if (own_shared && says_enough &&
                may_agree(own_shared, content, indexed->content_count) &&
                !str_equal(indexed->name->base, own->name.base))
                take_name(matching, own, indexed, true);
        }
    }
}

void match_by_name(struct matching *matching, const struct asset_name *own)
{
    const struct makers *makers = &matching->asset->makers;
    for (size_t i = 0; i < makers->count; i++)
        if (matching->makers[i])
            match_names_of(matching, own, matching->makers[i]);
    /* Names that are equal but for the spaces in them: "S7 1500" and "S7-1500". */
    const struct number_list *list =
        advisory_index_base(matching->index, own->name.base, own->base_hash);
    for (size_t i = 0; list && i < list->count; i++) {
        const struct indexed_name *indexed = &matching->index->names[list->items[i]];
        bool same_maker = makers_have(makers, indexed->maker);
        if (same_maker || own->name.word_count >= 2)
            take_name(matching, own, indexed, same_maker);
    }
}

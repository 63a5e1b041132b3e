/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_match.c - an asset against the index: what was found is weighed, and told. */
#include "plan/security/match/advisory_match.h"

#include <stdlib.h>

#include "plan/security/match/matching.h"

void matching_add(struct matching *matching, uint32_t product, enum match_tier tier,
                  enum match_evidence kind, str of_asset, str of_product)
{
    if (matching->hit_count == MATCH_HITS_MAX)
        return;
    if (tier == TIER_FAMILY && matching->asset->is_maker_guessed)
        tier = TIER_POSSIBLE;
    ARENA_GROW(&matching->arena, matching->hits, matching->hit_count, matching->hit_room, 32);
    matching->hits[matching->hit_count++] =
        (struct hit){product, tier, {kind, {of_asset, of_product}}, false};
}

enum part match_compare_revisions(const struct matching *matching, const struct product_name *name)
{
    if (!name->revision || name->revision == matching->asset->revision)
        return PART_EQUAL;
    return matching->asset->revision ? PART_OTHER : PART_OPEN;
}

bool match_fits_series(const struct matching *matching, const struct indexed_product *product,
                       const struct indexed_name *by)
{
    return !by->is_title || match_compare_revisions(
                                matching, matching->index->names[product->name].name) != PART_OTHER;
}

str match_text_of(const struct indexed_product *product, const struct indexed_name *by)
{
    return by->is_title ? product->advisory->title : product->product->name;
}

/* --- telling -------------------------------------------------------------------------------------
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

/* The hits of one name in one advisory. False: they say nothing. */
static bool read_match(struct matching *matching, size_t first, size_t end,
                       struct advisory_match *ret_match)
{
    struct tied_row *rows = ARENA_ARRAY(&matching->arena, struct tied_row, end - first);
    size_t count = 0;
    for (size_t i = first; i < end && matching->hits[i].tier == matching->hits[first].tier; i++) {
        if (!count || rows[count - 1].product != matching->hits[i].product)
            rows[count++] = (struct tied_row){.product = matching->hits[i].product};
        rows[count - 1].by_file |= matching->hits[i].tie.kind == MATCH_HASH;
    }
    *ret_match = (struct advisory_match){.asset = &matching->asset->asset,
                                         .tier = matching->hits[first].tier,
                                         .tie = matching->hits[first].tie};
    return match_verdict_of(matching->index, rows, count, &matching->arena, ret_match);
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

/* The name of the other hit has a word that goes on where one of this ends: AE1021PE, not AE1021.
 */
static bool goes_on(const struct matching *matching, size_t other, size_t hit)
{
    const struct product_name *more = name_at(matching, other), *less = name_at(matching, hit);
    for (size_t i = 0; i < less->word_count; i++)
        for (size_t k = 0; (less->distinct & less->digits) >> i & 1 && k < more->word_count; k++)
            if (more->words[k].n > less->words[i].n &&
                str_starts_with(more->words[k], less->words[i]))
                return true;
    return false;
}

static bool knows_name(const struct match_asset *asset, const struct product_name *its)
{
    return match_knows_name(asset, its, match_known_words(asset, its));
}

/* The name of the other hit says what the asset is, and this one something else: its own words, for
 * models in parentheses ("GuardLogix 5580 (1756 - L8z)"), or the kind of thing ("iCLASS SE
 * Processors" for a reader). */
static bool is_told_better(const struct matching *matching, size_t other, size_t hit,
                           enum match_evidence kind)
{
    const struct match_asset *asset = matching->asset;
    const struct product_name *more = name_at(matching, other), *less = name_at(matching, hit);
    if (kind == MATCH_MODEL)
        return !knows_name(asset, less) && knows_name(asset, more);
    if (match_knows_kinds(asset, less))
        return false;
    for (size_t i = 0; i < less->word_count; i++)
        if ((less->content >> i & 1) && !product_name_has(more, less->words[i]))
            return false;
    return match_knows_kinds(asset, more);
}

/* The hits of one name, from `first` on. */
struct of_name {
    size_t first, end;
    bool is_sure, has_type; /* some hit is of its family or better; one of these by the type */
};

static size_t names_of(struct matching *matching, size_t first, size_t end, struct of_name *names)
{
    size_t count = 0;
    for (size_t i = first; i < end; i++) {
        const struct hit *hit = &matching->hits[i];
        if (i == first || product_at(matching, i)->name != product_at(matching, i - 1)->name)
            names[count++] = (struct of_name){.first = i};
        names[count - 1].end = i + 1;
        names[count - 1].is_sure |= hit->tier <= TIER_FAMILY;
        names[count - 1].has_type |= hit->tier <= TIER_FAMILY && hit->tie.kind == MATCH_TYPE;
    }
    return count;
}

/* Whether a hit by words or by a model gives way to another name that is sure. */
static bool gives_way(const struct matching *matching, const struct of_name *names, size_t count,
                      size_t name, enum match_evidence kind)
{
    for (size_t k = 0; k < count; k++) {
        size_t other = names[k].first, hit = names[name].first;
        if (k != name && names[k].is_sure &&
            (is_told_better(matching, other, hit, kind) ||
             (kind != MATCH_MODEL &&
              (says_more(matching, other, hit) || goes_on(matching, other, hit)))))
            return true;
    }
    return false;
}

/* The hits of one name: those by words alone give way to a name that says more, those by a model to
 * one that says what the asset is; a type that stands in several names says which of them as little
 * as their common words. True: some gave way. */
static bool weigh_name(struct matching *matching, const struct of_name *names, size_t count,
                       size_t name, bool is_only_type)
{
    bool words_known = false, words_weak = false, model_known = false, model_weak = false;
    bool weak = false;
    for (size_t i = names[name].first; i < names[name].end; i++) {
        struct hit *hit = &matching->hits[i];
        enum match_evidence kind = hit->tie.kind;
        if (hit->tier != TIER_FAMILY)
            continue;
        if (kind == MATCH_ALL_WORDS && !words_known) {
            words_weak = gives_way(matching, names, count, name, kind);
            words_known = true;
        } else if (kind == MATCH_MODEL && !model_known) {
            model_weak = gives_way(matching, names, count, name, kind);
            model_known = true;
        }
        hit->is_weak = kind == MATCH_TYPE        ? !is_only_type
                       : kind == MATCH_ALL_WORDS ? words_weak
                                                 : kind == MATCH_MODEL && model_weak;
        weak |= hit->is_weak;
    }
    return weak;
}

/* Names are compared, not hits: thousands of products may have one. Returns the names as weighed.
 */
static const struct of_name *weigh(struct matching *matching, size_t first, size_t end,
                                   size_t *ret_count)
{
    struct of_name *names = ARENA_ARRAY(&matching->arena, struct of_name, end - first);
    size_t count = names_of(matching, first, end, names), types = 0;
    bool weak = false;
    for (size_t k = 0; k < count; k++)
        types += names[k].has_type;
    for (size_t k = 0; k < count; k++)
        weak |= weigh_name(matching, names, count, k, types <= 1);
    for (size_t i = first; i < end; i++)
        if (matching->hits[i].is_weak)
            matching->hits[i].tier = TIER_POSSIBLE;
    if (weak)
        qsort_r(matching->hits + first, end - first, sizeof *matching->hits, by_group, matching);
    *ret_count = weak ? names_of(matching, first, end, names) : count;
    return names;
}

/* Words of content in the designation that the name of the hit has, as bits. */
static uint32_t covered(const struct matching *matching, size_t hit)
{
    if (!matching->asset->name_count)
        return 0;
    const struct product_name *own = &matching->asset->names[0].name;
    uint32_t words = 0;
    for (size_t i = 0; i < own->word_count; i++)
        words |= (uint32_t)product_name_has(name_at(matching, hit), own->words[i]) << i;
    return words & own->content;
}

/* A possible match whose version is among those that are hit, were it the product. */
static bool may_be_hit(const struct advisory_match *match)
{
    return match->verdict == VERDICT_UNKNOWN && match->version.kind == MATCH_VERSION_IN;
}

/* Possible hits are left out where a better one says all that they do: a "Rezeptursystem SIMATIC
 * BATCH" of family PCS 7 may be BATCH too. Nor does one whose version is safe hide one whose is
 * not: PCM600 2.9 may be "PCM600 Legacy". */
static void tell_advisory(struct matching *matching, size_t first, size_t end, match_found *found,
                          void *context)
{
    size_t count;
    const struct of_name *names = weigh(matching, first, end, &count);
    struct advisory_match *matches = ARENA_ARRAY(&matching->arena, struct advisory_match, count);
    bool *is_told = ARENA_ARRAY(&matching->arena, bool, count);
    bool has_sure = false, is_safe = true;
    uint32_t sure = 0;
    for (size_t i = 0; i < count; i++) {
        if (!names[i].is_sure)
            continue;
        is_told[i] = read_match(matching, names[i].first, names[i].end, &matches[i]);
        enum match_verdict verdict = matches[i].verdict;
        has_sure = true;
        is_safe &= verdict == VERDICT_FIXED || verdict == VERDICT_NOT_AFFECTED;
        sure |= covered(matching, names[i].first);
    }
    for (size_t i = 0; i < count; i++) {
        bool is_new = !has_sure || (covered(matching, names[i].first) & ~sure);
        if (!names[i].is_sure && (is_new || is_safe))
            is_told[i] = read_match(matching, names[i].first, names[i].end, &matches[i]) &&
                         (is_new || may_be_hit(&matches[i]));
        if (is_told[i])
            found(context, &matches[i]);
    }
}

static bool may_match(const struct advisory_index *index, const struct match_asset *asset)
{
    bool may = advisory_index_may_have(index, asset->keys, asset->key_count);
    for (size_t i = 0; i < asset->own_count && !may; i++) {
        const uint64_t keys[] = {asset->own[i].hash, asset->own[i].head_hash};
        may = advisory_index_may_have(index, keys, COUNT_OF(keys));
    }
    return may;
}

void advisory_match_asset(const struct advisory_index *index, const struct match_asset *asset,
                          match_found *found, void *context)
{
    struct matching matching = {.index = index, .asset = asset};
    bool known = false;
    if (!may_match(index, asset))
        return;
    for (size_t i = 0; i < asset->makers.count; i++) {
        matching.makers[i] = advisory_index_maker(index, asset->makers.keys[i], asset->keys[i]);
        known |= matching.makers[i] != NULL;
    }
    match_by_codes(&matching, known);
    for (size_t i = 0; i < asset->name_count; i++)
        match_by_name(&matching, &asset->names[i]);
    for (size_t i = 0; i < asset->makers.count; i++)
        if (matching.makers[i])
            match_by_words(&matching, matching.makers[i]);
    match_by_coined(&matching);
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

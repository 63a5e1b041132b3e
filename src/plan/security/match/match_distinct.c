/* SPDX-License-Identifier: Apache-2.0 */
/* match_distinct.c - ties by words that say which product it is, where names do not agree: of one
 * maker, or of another one that sold it, wrote it or owns it now. All of them are possible only. */
#include "base/ascii.h"
#include "plan/security/match/german_word.h"
#include "plan/security/match/matching.h"
#include "plan/security/match/product_kind.h"

enum { SHORT_BYTES = 3, ALONE_BYTES = 7, MODEL_BYTES = 5, MODEL_DIGITS = 3 };

static bool stands_for_thing(enum word_class class)
{
    return class == WORD_ADDED || class == WORD_KIND || class == WORD_EMPTY;
}

/* "VASCO B" of a VASCO-B. */
static bool is_joined_in(const struct product_name *own, size_t at, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++) {
        str word = its->words[i];
        for (size_t from = at ? at - 1 : at; from <= at && from + 1 < own->word_count; from++)
            if (word.n == own->words[from].n + own->words[from + 1].n &&
                str_starts_with(word, own->words[from]) &&
                str_ends_with(word, own->words[from + 1]))
                return true;
    }
    return false;
}

/* A word of the designation that is no word of the product's name, and that could make it another
 * one; strictly: all unknown words could. */
static bool says_other(const struct match_asset *asset, const struct product_name *its,
                       bool strictly)
{
    const struct product_name *own = &asset->names[0].name;
    for (size_t i = 0; i < own->word_count; i++) {
        enum word_class class = (enum word_class)own->classes[i];
        bool is_open =
            stands_for_thing(class) || (strictly && class == WORD_COMMON) || class == WORD_RANGE ||
            (own->purpose >> i & 1) || product_name_has(its, own->words[i]) ||
            is_joined_in(own, i, its) || str_equal(its->initials, own->words[i]) ||
            german_word_is_front(own->words[i]) || maker_has_name(&asset->makers, own->words[i]) ||
            str_find(asset->family_base, own->words[i]) < asset->family_base.n;
        bool is_name = class == WORD_NAME && !(own->digits >> i & 1);
        if (!is_open && (strictly || !is_name || own->words[i].n > SHORT_BYTES))
            return true;
    }
    return false;
}

/* "N6854A", "M9000": letters and a number. */
static bool is_model(str word)
{
    size_t digits = 0;
    for (size_t i = 0; i < word.n; i++)
        digits += ascii_is_digit(word.p[i]);
    return word.n >= MODEL_BYTES && digits >= MODEL_DIGITS && digits < word.n;
}

/* A model is in both names, and no other number in one of them. */
static bool shares_model(const struct match_asset *asset, const struct product_name *its)
{
    const struct product_name *own = &asset->names[0].name;
    bool shares = false;
    for (size_t i = 0; i < its->word_count; i++) {
        bool has = product_name_has(own, its->words[i]);
        if ((its->digits >> i & 1) && !has)
            return false;
        shares |= has && is_model(its->words[i]) && !(its->purpose >> i & 1) &&
                  !str_equal(its->words[i], asset->family_base);
    }
    for (size_t i = 0; i < own->word_count; i++)
        if ((own->digits >> i & 1) && !product_name_has(its, own->words[i]))
            return false;
    return shares;
}

bool match_is_near(const struct match_asset *asset, const struct product_name *its,
                   uint32_t known_words)
{
    const struct product_name *own = &asset->names[0].name;
    size_t words = 0, content = 0, distinct = 0;
    bool unknown = false;
    for (size_t i = 0; i < its->word_count; i++) {
        bool known = known_words >> i & 1, is_content = its->content >> i & 1;
        unknown |= !known && is_content && its->classes[i] != WORD_COMMON;
        words += known;
        content += known && is_content;
        distinct += known && (its->distinct >> i & 1);
    }
    if (things_exclude(own->things, its->things))
        return false;
    return (shares_model(asset, its) || (!unknown && (distinct || content >= 2 || words >= 3))) &&
           !says_other(asset, its, false);
}

/* The word; of several in one place ("Android/iOS") it need not be this one. */
static bool knows_place(const struct match_asset *asset, const struct product_name *its, size_t at)
{
    bool is_one_of = (at && (its->alternatives >> at & 1)) ||
                     (at + 1 < its->word_count && (its->alternatives >> (at + 1) & 1));
    return is_one_of || match_knows_word(asset, its->words[at]);
}

bool match_is_beyond_maker(const struct match_asset *asset, const struct product_name *its)
{
    size_t others = 0;
    bool known = true, has_maker = false;
    for (size_t i = 0; i < its->word_count; i++) {
        bool is_maker = str_equal(its->words[i], asset->maker_word);
        has_maker |= is_maker;
        others += !is_maker;
        known &= is_maker || knows_place(asset, its, i);
    }
    return !has_maker || (others ? known : !says_other(asset, its, true));
}

/* --- another maker ------------------------------------------------------------------------------
 */

/* A name of one word is a product's of another maker only when nothing else is said: the "Meridian
 * 1 Option 11C" is no Meridian. */
static bool is_enough(const struct match_asset *asset, const struct product_name *its, str word)
{
    size_t content = (size_t)__builtin_popcount(its->content);
    return content >= 2 || (word.n >= ALONE_BYTES && !says_other(asset, its, true));
}

static bool knows_ranges(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        if (its->classes[i] == WORD_RANGE && !match_knows_word(asset, its->words[i]))
            return false;
    return true;
}

static bool are_known(const struct makers *makers)
{
    return makers->count && maker_is_known(makers->keys[0]);
}

bool match_makers_are_apart(const struct match_asset *asset, const struct indexed_product *product)
{
    return are_known(&asset->makers) && are_known(product->makers) &&
           !makers_meet(&asset->makers, product->makers);
}

static bool knows_all(const struct match_asset *asset, const struct product_name *its)
{
    bool is_head;
    uint32_t words = match_known_words(asset, its);
    return match_knows_content(asset, its, words, &is_head) &&
           (!is_head || !(its->content & ~words));
}

/* "Libraries bundled in Luxion KeyShot": the title has the asset's maker, though the product is
 * listed under that of a part. */
static bool title_names_maker(const struct match_asset *asset, const struct product_name *title)
{
    for (size_t i = 0; i < asset->makers.count; i++)
        if (product_name_has(title, asset->makers.keys[i]))
            return true;
    return false;
}

static void take_coined(struct matching *matching, const struct indexed_name *indexed, str word)
{
    const struct match_asset *asset = matching->asset;
    const struct product_name *own = &asset->names[0].name, *its = indexed->name;
    bool other_variant = its->variant.n && !str_equal(its->variant, own->variant);
    if (other_variant || match_compare_revisions(matching, its) == PART_OTHER ||
        match_compare_lines(matching, own->line, its) == PART_OTHER || !knows_ranges(asset, its) ||
        things_exclude(own->things, its->things) || !knows_all(asset, its) ||
        match_is_purpose(asset, its))
        return;
    bool enough = is_enough(asset, its, word);
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        bool told = title_names_maker(asset, product->title);
        bool apart = match_makers_are_apart(asset, product);
        if (!makers_meet(&asset->makers, product->makers) && (told || (enough && !apart)) &&
            !match_contradicts(asset, product))
            matching_add(matching, number, TIER_POSSIBLE, MATCH_NAME_ELSEWHERE,
                         asset->names[0].text, product->product->name);
    }
}

void match_by_coined(struct matching *matching)
{
    const struct match_asset *asset = matching->asset;
    for (size_t i = 0; asset->name_count && i < asset->word_count; i++) {
        const struct asset_word *word = &asset->words[i];
        const struct number_list *list =
            word->is_coined ? advisory_index_coined(matching->index, word->text, word->hash) : NULL;
        for (size_t k = 0; list && k < list->count; k++)
            take_coined(matching, &matching->index->names[list->items[k]], word->text);
    }
}

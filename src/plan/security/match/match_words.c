/* SPDX-License-Identifier: Apache-2.0 */
/* match_words.c - the words of a product's name among all that is known of an asset. */
#include "plan/security/match/matching.h"
#include "search/fold.h"

/* Letters of a word that may be known in plural; that names a product without another; in which
 * one letter may be wrong. */
enum { PLURAL_BYTES = 5, LONG_WORD_BYTES = 4, TYPO_BYTES = 8, VARIANT_BYTES = 3 };

/* One letter more, less or other: "ThingWorkx" is ThingWorx. */
static bool differs_by_one(str a, str b)
{
    size_t head = 0, tail = 0, n = a.n < b.n ? a.n : b.n, more = a.n > b.n ? a.n : b.n;
    if (n < TYPO_BYTES || more - n > 1 || word_has_digit(a) || word_has_digit(b))
        return false;
    while (head < n && a.p[head] == b.p[head])
        head++;
    while (tail < n - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    return head + tail + 1 >= more;
}

static bool same_word(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    bool plural = a.n - n + b.n - n == 1 && n >= PLURAL_BYTES && (a.n > n ? a : b).p[n] == 's';
    return ((a.n == b.n || plural) && memcmp(a.p, b.p, n) == 0) || differs_by_one(a, b);
}

bool match_knows_word(const struct match_asset *asset, str word)
{
    for (size_t i = 0; i < asset->word_count; i++)
        if (same_word(asset->words[i], word))
            return true;
    return false;
}

/* How many words from `at` on are one word of the asset: as they stand without spaces, or as their
 * initials. 0: they are none. */
static size_t known_together(const struct match_asset *asset, const struct product_name *its,
                             size_t at)
{
    char whole[NAME_BYTES_MAX], initials[NAME_WORDS_MAX];
    size_t n = 0;
    for (size_t i = at; i < its->word_count && n + its->words[i].n <= sizeof whole; i++) {
        memcpy(whole + n, its->words[i].p, its->words[i].n);
        n += its->words[i].n;
        initials[i - at] = its->words[i].p[0];
        for (size_t k = 0; i > at && k < asset->word_count; k++)
            if (str_equal(asset->words[k], str_of(whole, n)) ||
                str_equal(asset->words[k], str_of(initials, i - at + 1)))
                return i - at + 1;
    }
    return 0;
}

/* What one side of "and" says, and whether all of it is known. */
struct side {
    size_t telling, plain, long_ones;
    bool unknown;
};

static bool says_enough(const struct side *side)
{
    return !side->unknown && (side->telling || side->plain >= 2 || side->long_ones);
}

static void count_word(struct side *side, str word)
{
    side->telling += word_is_telling(word);
    side->plain++;
    side->long_ones += word.n >= LONG_WORD_BYTES;
}

/* The words of one place: those with slashes between them. */
static size_t place_bytes(const struct product_name *its, size_t at)
{
    size_t n = 1;
    while (at + n < its->word_count && (its->alternatives >> (at + n) & 1))
        n++;
    return n;
}

bool match_knows_name(const struct match_asset *asset, const struct product_name *its)
{
    struct side side = {0};
    for (size_t i = 0, n; i < its->word_count; i += n) {
        bool known = false;
        n = place_bytes(its, i);
        if (str_equal(its->words[i], STR("and"))) {
            if (says_enough(&side))
                return true;
            side = (struct side){0};
            continue;
        }
        for (size_t k = i; k < i + n && !known; k++) {
            known = match_knows_word(asset, its->words[k]);
            if (known && !word_is_kind(its->words[k]))
                count_word(&side, its->words[k]);
            known |= word_is_kind(its->words[k]);
        }
        size_t together = known ? 0 : known_together(asset, its, i);
        for (size_t k = i; k < i + together; k++)
            count_word(&side, its->words[k]);
        n = together ? together : n;
        side.unknown |= !known && !together;
    }
    return says_enough(&side);
}

bool match_knows_rest(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0, n; i < its->word_count; i += n) {
        bool known = false;
        n = place_bytes(its, i);
        for (size_t k = i; k < i + n; k++)
            known |= word_has_digit(its->words[k]) || word_is_kind(its->words[k]) ||
                     match_knows_word(asset, its->words[k]);
        if (!known)
            return false;
    }
    return true;
}

/* As a word of the text: "Pro" does not stand in "Products". */
static bool stands_in(str text, str word)
{
    while (text.n) {
        size_t at = fold_find(text, word), end = at + word.n;
        char next = end < text.n ? (char)(text.p[end] | 0x20) : ' ';
        if (at < text.n && !(next >= 'a' && next <= 'z'))
            return true;
        text = end < text.n ? str_of(text.p + end, text.n - end) : (str){0};
    }
    return false;
}

static bool is_own_family(const struct asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        if (!word_is_kind(its->words[i]) && !stands_in(asset->family, its->words[i]) &&
            !stands_in(asset->type, its->words[i]))
            return false;
    return true;
}

/* It is among the product's words, or the initials of some side by side. */
static bool is_its_word(const struct product_name *its, str word)
{
    for (size_t i = 0; i < its->word_count; i++) {
        size_t n = 0;
        while (n < word.n && i + n < its->word_count && its->words[i + n].p[0] == word.p[n])
            n++;
        if (same_word(its->words[i], word) || (n == word.n && n >= 2))
            return true;
    }
    return false;
}

bool match_adds_nothing(const struct match_asset *asset, const struct product_name *its, str title)
{
    const struct product_name *own = &asset->names[0].name;
    bool telling = false;
    for (size_t i = 0; i < its->word_count; i++)
        telling |= word_has_digit(its->words[i]);
    for (size_t i = 0; i < own->word_count; i++) {
        str word = own->words[i];
        bool nothing = word_has_digit(word) || word_is_added(word) || is_its_word(its, word) ||
                       (telling && !word_is_other(word)) || stands_in(title, word) ||
                       stands_in(asset->asset.type, word);
        if (!nothing)
            return is_own_family(&asset->asset, its);
    }
    return true;
}

/* --- the index by them -------------------------------------------------------------------------
 */

static void take_known(struct matching *matching, const struct indexed_name *indexed)
{
    const struct match_asset *asset = matching->asset;
    const struct product_name *its = indexed->name;
    enum part revision = match_compare_revisions(matching, its);
    bool same_variant =
        its->variant.n ? its->variant.n >= VARIANT_BYTES && match_knows_word(asset, its->variant)
                       : !asset->names[0].name.variant.n;
    if (indexed->many_codes || !same_variant || revision == PART_OTHER ||
        !match_knows_name(asset, its) ||
        match_compare_lines(matching, (str){0}, its->line) != PART_EQUAL)
        return;
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        if (!match_contradicts(asset, product) &&
            match_adds_nothing(asset, its, product->advisory->title))
            matching_add(matching, number, revision == PART_EQUAL ? TIER_FAMILY : TIER_POSSIBLE,
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

void match_by_words(struct matching *matching, str maker)
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

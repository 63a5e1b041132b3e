/* SPDX-License-Identifier: Apache-2.0 */
/* match_words.c - the words of a product's name among all that is known of an asset. */
#include "base/ascii.h"
#include "plan/security/match/matching.h"
#include "search/fold.h"

/* Letters of a word that may be known in plural; that names a product without another; in which
 * one letter may be wrong; of a variant; of the beginning of a word. */
enum {
    PLURAL_BYTES = 5,
    LONG_WORD_BYTES = 4,
    TYPO_BYTES = 8,
    VARIANT_BYTES = 3,
    HEAD_WORD_BYTES = 4,
    NAME_BYTES = 3 /* of a name that is all of the product's: "PVI" */
};

static bool same_word(str a, str b)
{
    if (a.p[0] != b.p[0] || a.n > b.n + 1 || b.n > a.n + 1)
        return false;
    size_t n = a.n < b.n ? a.n : b.n;
    bool plural = a.n - n + b.n - n == 1 && n >= PLURAL_BYTES && (a.n > n ? a : b).p[n] == 's';
    return ((a.n == b.n || plural) && memcmp(a.p, b.p, n) == 0) ||
           (n >= TYPO_BYTES && word_is_misspelt(a, b));
}

bool match_knows_word(const struct match_asset *asset, str word)
{
    size_t letter = word_letter(word);
    for (size_t i = asset->letters[letter]; i < asset->letters[letter + 1]; i++)
        if (asset->words[i].is_whole && same_word(asset->words[i].text, word))
            return true;
    return false;
}

uint32_t match_known_words(const struct match_asset *asset, const struct product_name *its)
{
    uint32_t known = 0;
    for (size_t i = 0; i < its->word_count; i++)
        known |= (uint32_t)match_knows_word(asset, its->words[i]) << i;
    return known;
}

static bool stands_for(const struct asset_word *word, str whole, str initials, bool with_heads)
{
    if (!word->is_whole)
        return with_heads && word->has_digit && str_equal(word->text, whole);
    return str_equal(word->text, whole) || (!word->is_initials && str_equal(word->text, initials));
}

/* Some word of the asset may be that word and those behind it: it begins so and goes on, or has no
 * more letters than there are words to have initials of (0: as they stand only). */
static bool may_be_together(const struct match_asset *asset, str word, size_t words)
{
    size_t letter = word_letter(word);
    for (size_t k = asset->letters[letter]; k < asset->letters[letter + 1]; k++) {
        str own = asset->words[k].text;
        if (own.p[0] == word.p[0] &&
            (own.n <= words || (own.n > word.n && str_starts_with(own, word))))
            return true;
    }
    return false;
}

/* How many words from `at` on are one word of the asset: as they stand without spaces, or as their
 * initials; with_heads: or the beginning of one. 0: they are none. */
static size_t known_together(const struct match_asset *asset, const struct product_name *its,
                             size_t at, bool with_heads)
{
    char whole[NAME_BYTES_MAX], initials[NAME_WORDS_MAX];
    size_t n = 0;
    size_t letter = word_letter(its->words[at]);
    if (!may_be_together(asset, its->words[at], its->word_count - at))
        return 0;
    for (size_t i = at; i < its->word_count && n + its->words[i].n <= sizeof whole; i++) {
        memcpy(whole + n, its->words[i].p, its->words[i].n);
        n += its->words[i].n;
        initials[i - at] = its->words[i].p[0];
        for (size_t k = asset->letters[letter]; i > at && k < asset->letters[letter + 1]; k++)
            if (asset->words[k].text.p[0] == whole[0] &&
                stands_for(&asset->words[k], str_of(whole, n), str_of(initials, i - at + 1),
                           with_heads))
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

/* "KZ100 and KY200 controllers"; not what something is for: "for CP405 and CP408". */
static bool parts_sides(const struct product_name *its, size_t at)
{
    return its->is_list && str_equal(its->words[at], STR("and")) && !(its->purpose >> at & 1);
}

/* The words of one place: those with slashes between them. */
static size_t place_bytes(const struct product_name *its, size_t at)
{
    size_t n = 1;
    while (at + n < its->word_count && (its->alternatives >> (at + n) & 1))
        n++;
    return n;
}

bool match_knows_name(const struct match_asset *asset, const struct product_name *its,
                      uint32_t known_words)
{
    struct side side = {0};
    for (size_t i = 0, n; i < its->word_count; i += n) {
        bool known = false;
        n = place_bytes(its, i);
        if (parts_sides(its, i)) {
            if (says_enough(&side))
                return true;
            side = (struct side){0};
            continue;
        }
        for (size_t k = i; k < i + n && !known; k++) {
            known = known_words >> k & 1;
            if (known && !(its->kinds >> k & 1))
                count_word(&side, its->words[k]);
            known |= its->kinds >> k & 1;
        }
        bool is_part = i + n < its->word_count && !(known_words >> (i + n) & 1) &&
                       may_be_together(asset, its->words[i], 0); /* "ZelioSoft" beside "Zelio" */
        size_t together = known && !is_part ? 0 : known_together(asset, its, i, false);
        for (size_t k = i; k < i + together; k++)
            count_word(&side, its->words[k]);
        n = together ? together : n;
        side.unknown |= !known && !together;
        if (side.unknown && !its->is_list) /* most names end here */
            return false;
    }
    return says_enough(&side);
}

static bool knows_head(const struct match_asset *asset, str word)
{
    size_t letter = word_letter(word);
    for (size_t i = asset->letters[letter]; i < asset->letters[letter + 1]; i++)
        if (asset->words[i].is_head && str_equal(asset->words[i].text, word))
            return true;
    return false;
}

/* The beginning of a word names a series; elsewhere it says enough when there is a number too. */
static bool is_head_of(const struct match_asset *asset, const struct product_name *its, size_t at)
{
    str word = its->words[at];
    bool number = its->digits >> at & 1 || its->word_count == 1 ? word.n >= HEAD_WORD_BYTES
                                                                : its->digits != 0;
    return (its->is_family || number || its->alternatives) && knows_head(asset, word);
}

bool match_knows_content(const struct match_asset *asset, const struct product_name *its,
                         uint32_t known_words, bool *ret_is_head)
{
    bool distinct = false, unknown = false;
    size_t count = 0, named = 0;
    *ret_is_head = false;
    for (size_t i = 0, n; i < its->word_count; i += n) {
        bool known = false, head = false, content = false;
        n = place_bytes(its, i);
        if (parts_sides(its, i)) {
            if (!unknown && (distinct || *ret_is_head || count >= 2))
                return true;
            unknown = distinct = *ret_is_head = false;
            count = 0;
            continue;
        }
        for (size_t k = i; k < i + n && !known; k++) {
            content |= its->content >> k & 1;
            known = known_words >> k & 1;
            *ret_is_head |= known && its->is_family && knows_head(asset, its->words[k]);
            distinct |= known && (its->distinct >> k & 1);
            named += known && ((its->classes[k] == WORD_NAME && its->words[k].n >= NAME_BYTES) ||
                               str_equal_nocase(asset->asset.type, its->words[k])); /* "T5" */
        }
        bool is_split = i + 1 < its->word_count && (its->digits >> (i + 1) & 1) &&
                        !(known_words >> (i + 1) & 1); /* "InRouter 615" */
        size_t together = known && !is_split ? 0 : known_together(asset, its, i, true);
        for (size_t k = i; k < i + n && !known && !together && !head; k++)
            head = is_head_of(asset, its, k);
        for (size_t k = i; k < i + together; k++)
            distinct |= its->distinct >> k & 1;
        n = together ? together : n;
        count += content;
        *ret_is_head |= head;
        unknown |= content && !known && !head && !together;
        if (unknown && !its->is_list)
            return false;
    }
    return !unknown && (distinct || *ret_is_head || count >= 2 ||
                        (count && (named || str_equal(asset->family_base, its->base))));
}

bool match_knows_rest(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0, n; i < its->word_count; i += n) {
        bool known = false;
        n = place_bytes(its, i);
        for (size_t k = i; k < i + n; k++)
            known |= (its->digits >> k & 1) || !(its->content >> k & 1) ||
                     match_knows_word(asset, its->words[k]);
        if (!known)
            return false;
    }
    return true;
}

bool match_knows_kinds(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        if ((its->kinds >> i & 1) && !match_knows_word(asset, its->words[i]))
            return false;
    return its->kinds != 0;
}

/* As a word of the text: "Pro" does not stand in "Products". */
static bool stands_in(str text, str word)
{
    while (text.n) {
        size_t at = fold_find(text, word), end = at + word.n;
        char next = end < text.n ? (char)(text.p[end] | 0x20) : ' ';
        if (at < text.n && !ascii_is_lower(next))
            return true;
        text = end < text.n ? str_of(text.p + end, text.n - end) : (str){0};
    }
    return false;
}

static bool is_own_family(const struct asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        if (!(its->kinds >> i & 1) && !stands_in(asset->family, its->words[i]) &&
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

/* Its initials are a word of the product's: "Site Edition" of SE. */
static bool is_written_out(const struct product_name *own, const struct product_name *its,
                           size_t at)
{
    for (size_t i = 0; i < its->word_count; i++) {
        str word = its->words[i];
        for (size_t from = at + 1 > word.n ? at + 1 - word.n : 0; word.n >= 2 && from <= at;
             from++) {
            size_t n = 0;
            while (n < word.n && from + n < own->word_count &&
                   own->words[from + n].p[0] == word.p[n])
                n++;
            if (n == word.n)
                return true;
        }
    }
    return false;
}

bool match_is_purpose(const struct match_asset *asset, const struct product_name *its)
{
    const struct product_name *own = &asset->names[0].name;
    bool all = own->purpose && its->content && !its->purpose;
    for (size_t i = 0; all && i < its->word_count; i++) {
        bool is_one = !(its->content >> i & 1);
        for (size_t k = 0; k < own->word_count; k++)
            is_one |= (own->purpose >> k & 1) && same_word(own->words[k], its->words[i]);
        all = is_one;
    }
    return all;
}

bool match_title_has_rest(const struct product_name *own, const struct product_name *its,
                          const struct product_name *title)
{
    for (size_t i = 0; i < own->word_count; i++)
        if (!is_its_word(its, own->words[i]) && !is_its_word(title, own->words[i]) &&
            !str_equal(title->variant, own->words[i]))
            return false;
    return true;
}

bool match_adds_nothing(const struct match_asset *asset, const struct product_name *its, str title)
{
    const struct product_name *own = &asset->names[0].name;
    bool telling = its->digits != 0;
    for (size_t i = 0; i < own->word_count; i++) {
        str word = own->words[i];
        bool nothing = word_has_digit(word) || word_is_added(word) || is_its_word(its, word) ||
                       (telling && !word_is_other(word)) || stands_in(title, word) ||
                       stands_in(asset->asset.type, word) || stands_in(asset->asset.family, word) ||
                       str_find(asset->family_base, word) < asset->family_base.n ||
                       (its->distinct && (own->purpose >> i & 1)) ||
                       str_equal(its->initials, word) || is_written_out(own, its, i);
        if (!nothing)
            return is_own_family(&asset->asset, its);
    }
    return true;
}

/* --- the index by them -------------------------------------------------------------------------
 */

struct known {
    enum match_tier tier;
    enum match_evidence kind;
    bool by_head; /* the beginning of a word was needed */
};

/* "Control Win V3 Soft-SPS": the release stands within the name. */
static bool knows_line(struct matching *matching, str line)
{
    return match_knows_word(matching->asset,
                            arena_printf(&matching->arena, "v%.*s", STR_ARG(line)));
}

/* A word of content is known from notes on the asset alone: what was made with Vijeo Designer is
 * none. */
static bool is_of_notes(const struct match_asset *asset, const struct product_name *its)
{
    for (size_t i = 0; i < its->word_count; i++)
        for (size_t k = 0; (its->content >> i & 1) && k < asset->word_count; k++)
            if (asset->words[k].is_note && str_equal(asset->words[k].text, its->words[i]))
                return true;
    return false;
}

static uint32_t last_word(const struct product_name *its)
{
    return UINT32_C(1) << (its->word_count - 1);
}

/* "Zelio Soft" against "Zelio Soft 2": all that is not known is the number at the end, and no other
 * is said. */
static bool lacks_number(const struct match_asset *asset, const struct product_name *its,
                         uint32_t known_words)
{
    return product_name_ends_with_digit(its) && !(known_words & last_word(its)) &&
           !asset->names[0].name.digits;
}

/* Of variants no letter may differ: "AWM module" and "AWB module" are two. */
static bool knows_exactly(const struct match_asset *asset, str word)
{
    size_t letter = word_letter(word);
    for (size_t i = asset->letters[letter]; i < asset->letters[letter + 1]; i++)
        if (str_equal(asset->words[i].text, word))
            return true;
    return false;
}

/* "WebAccess/NMS" is none of WebAccess/SCADA: of one word both have another one behind the slash.
 */
static bool is_other_side(const struct product_name *own, const struct product_name *its)
{
    for (size_t i = 1; i < own->word_count; i++)
        for (size_t k = 1; (own->alternatives >> i & 1) && k < its->word_count; k++)
            if ((its->alternatives >> k & 1) && str_equal(own->words[i - 1], its->words[k - 1]))
                return true;
    return false;
}

/* All words of the product's name stand in the asset's, side by side: "Asset Suite", whose words
 * say little. */
static bool stands_within(const struct product_name *own, const struct product_name *its)
{
    for (size_t from = 0; from + its->word_count <= own->word_count; from++) {
        size_t n = 0;
        while (n < its->word_count && str_equal(own->words[from + n], its->words[n]))
            n++;
        if (n == its->word_count)
            return n >= 2 && its->content;
    }
    return false;
}

/* How much of the product's name is known of the asset. False: too little. */
static bool compare_known(struct matching *matching, const struct indexed_name *indexed,
                          struct known *ret_known)
{
    const struct match_asset *asset = matching->asset;
    const struct product_name *its = indexed->name;
    enum part revision = match_compare_revisions(matching, its);
    bool is_head,
        same_variant =
            its->variant.n
                ? its->variant.n >= VARIANT_BYTES && knows_exactly(asset, its->variant)
                : !asset->names[0].name.variant.n ||
                      product_name_has(its, asset->names[0].name.variant); /* "Editor (CNCSoft)" */
    bool other_variant = !same_variant && its->variant.n && asset->names[0].name.variant.n;
    bool same_line = match_compare_lines(matching, asset->names[0].name.line, its) == PART_EQUAL ||
                     knows_line(matching, its->line);
    if (other_variant || is_other_side(&asset->names[0].name, its) || revision == PART_OTHER ||
        !same_line)
        return false;
    uint32_t words = match_known_words(asset, its);
    if (same_variant && match_knows_name(asset, its, words))
        *ret_known =
            revision != PART_EQUAL    ? (struct known){TIER_POSSIBLE, MATCH_REVISION_OPEN, false}
            : is_of_notes(asset, its) ? (struct known){TIER_POSSIBLE, MATCH_PRODUCT_IS_WIDER, false}
                                      : (struct known){TIER_FAMILY, MATCH_ALL_WORDS, false};
    else if (same_variant && lacks_number(asset, its, words) &&
             match_knows_name(asset, its, words | last_word(its)))
        *ret_known = (struct known){TIER_POSSIBLE, MATCH_LINE_OPEN, false};
    else if (match_knows_content(asset, its, words, &is_head))
        *ret_known = is_head && its->is_family
                         ? (struct known){TIER_FAMILY, MATCH_FAMILY_NAME, true}
                         : (struct known){TIER_POSSIBLE, MATCH_PRODUCT_IS_WIDER, is_head};
    else if (!its->variant.n && stands_within(&asset->names[0].name, its))
        *ret_known = (struct known){TIER_POSSIBLE, MATCH_PRODUCT_IS_WIDER, false};
    else if (match_is_near(asset, its, words))
        *ret_known = (struct known){TIER_POSSIBLE, MATCH_ALIKE, false};
    else
        return false;
    if (asset->maker_word.n && !match_is_beyond_maker(asset, its))
        return false;
    if (indexed->many_codes) {
        if (ret_known->kind != MATCH_ALL_WORDS)
            return false;
        *ret_known = (struct known){TIER_POSSIBLE, MATCH_MANY_CODES, false};
    }
    if (indexed->is_title)
        *ret_known = (struct known){TIER_POSSIBLE, MATCH_TITLE, false};
    return true;
}

static void take_known(struct matching *matching, const struct indexed_name *indexed)
{
    const struct match_asset *asset = matching->asset;
    struct known known;
    if (!compare_known(matching, indexed, &known))
        return;
    for (size_t i = 0; i < indexed->products.count; i++) {
        uint32_t number = indexed->products.items[i];
        const struct indexed_product *product = &matching->index->products[number];
        if (!match_fits_series(matching, product, indexed) || match_contradicts(asset, product) ||
            match_is_purpose(asset, indexed->name) ||
            (known.by_head && match_is_other_model(asset, product->models)))
            continue;
        bool more = known.kind == MATCH_ALL_WORDS &&
                    !match_adds_nothing(asset, indexed->name, product->advisory->title);
        matching_add(matching, number, more ? TIER_POSSIBLE : known.tier,
                     more ? MATCH_PRODUCT_IS_WIDER : known.kind, asset->names[0].text,
                     match_text_of(product, indexed));
    }
}

/* How many words of a name were met: all, those of content, those with digits. */
struct met {
    uint8_t words, content, digits;
    bool taken;
};

static void meet_name(struct matching *matching, const struct indexed_name *indexed,
                      struct met *met)
{
    if (!met->taken)
        take_known(matching, indexed);
    met->taken = true;
}

/* Looks at a name once so many of its words were met that it may be known: all with digits, and
 * half of the others or of those of content, which may be known in plural, by initials, or side by
 * side. */
static void meet_word(struct matching *matching, const struct indexed_name *indexed,
                      struct met *met, const struct asset_word *word)
{
    met->words++;
    met->content = (uint8_t)(met->content + word->is_content);
    met->digits = (uint8_t)(met->digits + word->has_digit);
    bool enough =
        met->digits >= indexed->digit_count &&
        (met->words * 2u >= indexed->plain_count || met->content * 2u >= indexed->content_count);
    if (enough || indexed->name->is_list)
        meet_name(matching, indexed, met);
}

void match_by_words(struct matching *matching, const struct indexed_maker *maker)
{
    const struct advisory_index *index = matching->index;
    const struct match_asset *asset = matching->asset;
    struct met *met = NULL;
    for (size_t k = 0; asset->name_count && k < asset->word_count; k++) {
        const struct asset_word *word = &asset->words[k];
        const struct indexed_word *its = advisory_index_word(maker, word->text, word->hash);
        if (its && !met)
            met = ARENA_ARRAY(&matching->arena, struct met, index->name_count);
        for (size_t n = 0; its && n < its->names.count; n++)
            meet_word(matching, &index->names[its->names.items[n]], &met[its->names.items[n]],
                      word);
        for (size_t n = 0; its && (word->is_whole || word->has_digit) && n < its->joined.count; n++)
            meet_name(matching, &index->names[its->joined.items[n]], &met[its->joined.items[n]]);
    }
}

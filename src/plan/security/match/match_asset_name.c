/* SPDX-License-Identifier: Apache-2.0 */
/* match_asset_name.c - what an asset may be called. */
#include "base/ascii.h"
#include "plan/security/match/code_range.h"
#include "plan/security/match/preparing.h"
#include "plan/security/match/product_alias.h"

enum { JOINED_LETTERS = 3 /* of "REBLE 610" */ };

/* A name counts once, and only when it says something. */
static void add_name_as(struct preparing *preparing, str text, str shown, enum name_origin origin)
{
    struct match_asset *to = preparing->to;
    struct asset_name name = {.text = shown, .origin = origin};
    if (!text.n)
        return;
    product_name_read(preparing->arena, text, &to->makers, &name.name);
    for (size_t i = 0; i < name.name.code_count; i++)
        preparing_add_code(preparing, name.name.codes[i], name.name.codes[i]);
    for (size_t i = 0; i < to->name_count; i++)
        if (str_equal(preparing->names[i].name.base, name.name.base) &&
            preparing->names[i].name.word_count == name.name.word_count &&
            str_equal(preparing->names[i].name.variant, name.name.variant))
            return;
    if (!name.name.base.n)
        return;
    uint64_t *hashes = ARENA_ARRAY(preparing->arena, uint64_t, name.name.word_count);
    for (size_t i = 0; i < name.name.word_count; i++)
        hashes[i] = map_hash(name.name.words[i]);
    name.hashes = hashes;
    name.base_hash = map_hash(name.name.base);
    assert(to->name_count < ASSET_NAMES);
    preparing->names[to->name_count++] = name;
}

static void add_name(struct preparing *preparing, str text)
{
    add_name_as(preparing, text, text, NAME_OWN);
}

/* "(jetzt Control Expert)": the words in front of another name of the thing. */
static str without_lead(str aside)
{
    static const char *const leads[] = {
        "jetzt ",   "nun ",        "neu ",      "früher ",   "frueher ",   "ehemals ", "ehem. ",
        "vormals ", "alias ",      "now ",      "formerly ", "former ",    "ex ",      "aka ",
        "bisher ",  "previously ", "new name ", "old name ", "alter Name "};
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (aside.n > strlen(leads[i]) &&
            str_equal_nocase(str_of(aside.p, strlen(leads[i])), str_from(leads[i])))
            return str_of(aside.p + strlen(leads[i]), aside.n - strlen(leads[i]));
    return (str){0};
}

/* "Collaborative Information Server (CI Server)": two names, and so are initials, and a name that
 * the thing had or has now. Another single word is a variant. */
static void add_aside(struct preparing *preparing, str text)
{
    size_t open = str_find_char(text, '('), close = str_find_char(text, ')');
    if (close >= text.n || close < open)
        return;
    str aside = str_of(text.p + open + 1, close - open - 1), other = without_lead(aside);
    str initials = preparing->to->name_count ? preparing->names[0].name.initials : (str){0};
    size_t before = preparing->to->name_count;
    if (other.n)
        add_name(preparing, other);
    else if (str_find_char(aside, ' ') < aside.n || initials.n)
        add_name(preparing, initials.n ? initials : aside);
    if (preparing->to->name_count > before && !other.n) {
        preparing->aside = before;
        product_name_inherit(&preparing->names[before].name, &preparing->names[0].name);
    }
}

static bool add_ranges_of(struct preparing *preparing, str code, enum name_origin origin)
{
    str ranges = code_range_of(&preparing->to->makers, code_normal(preparing->arena, code));
    size_t count = 0;
    while (ranges.n && count < RANGES_MAX) {
        str range = str_cut(&ranges, ';');
        count++;
        add_name_as(preparing, range,
                    arena_printf(preparing->arena, "%.*s, %.*s", STR_ARG(code), STR_ARG(range)),
                    origin);
    }
    return count > 0;
}

/* "1756-L85E" is a ControlLogix 5580 whatever else is said; it may stand in the designation. */
static void add_ranges(struct preparing *preparing)
{
    const struct asset *asset = &preparing->to->asset;
    if (add_ranges_of(preparing, asset->order_code, NAME_RANGE) ||
        add_ranges_of(preparing, asset->article_number, NAME_RANGE) ||
        add_ranges_of(preparing, asset->type, NAME_SERIES))
        return;
    for (str rest = asset->product; rest.n;) {
        str word = str_cut(&rest, ' ');
        if (word_is_telling(word) && add_ranges_of(preparing, word, NAME_SERIES))
            return;
    }
}

/* "REBLE 610 ODU" as "REBLE610 ODU" too. */
static void add_joined_name(struct preparing *preparing)
{
    const struct product_name *name = preparing->to->name_count ? &preparing->names[0].name : NULL;
    struct buf joined = {0};
    bool any = false;
    for (size_t i = 0; name && i < name->word_count; i++) {
        bool digits = str_run(name->words[i], ascii_is_digit) == name->words[i].n;
        bool joins = i && digits && name->words[i - 1].n >= JOINED_LETTERS &&
                     str_run(name->words[i - 1], ascii_is_letter) == name->words[i - 1].n;
        any |= joins;
        if (i && !joins)
            buf_add_char(&joined, ' ');
        buf_add(&joined, name->words[i]);
    }
    size_t before = preparing->to->name_count;
    if (any)
        add_name_as(preparing, arena_dup(preparing->arena, buf_str(&joined)),
                    preparing->names[0].text, NAME_OWN);
    if (preparing->to->name_count > before) {
        product_name_inherit(&preparing->names[before].name, name);
        preparing->names[before].name.variant = name->variant;
    }
    buf_release(&joined);
}

/* Other names that its maker gave to the product; what the designation says beside the name may
 * make it another one. */
static void add_aliases(struct preparing *preparing)
{
    struct product_told told = {0};
    if (preparing->to->name_count)
        product_alias_find(&preparing->to->makers, &preparing->names[0].name, &told);
    for (size_t i = 0; i < told.count; i++)
        add_name_as(preparing, told.names[i], preparing->names[0].text,
                    told.is_all ? NAME_ALIAS : NAME_SERIES);
}

/* What it is part of or runs; of the first of its names that says so. A name that says enough does
 * not stand beside the family's: "Drive Composer" for the family ACS880 is none. */
static void add_wholes(struct preparing *preparing, size_t alone)
{
    struct product_told told = {0};
    size_t known = preparing->to->name_count;
    for (size_t i = 0; i < known && !told.count; i++)
        if (i < alone || !preparing->names[0].name.content)
            product_whole_find(&preparing->to->makers, &preparing->names[i].name, &told);
    for (size_t i = 0; i < told.count; i++)
        add_name_as(preparing, told.names[i], preparing->names[0].text, NAME_WHOLE);
}

/* "Cobalt running EOS", "Pixhawk 6X mit PX4": what stands behind is in it. */
static void add_within(struct preparing *preparing)
{
    static const char *const leads[] = {" running ", " mit ",   " with ",
                                        " w/ ",      " inkl. ", " incl. "};
    str product = preparing->to->asset.product;
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        size_t at = str_find(product, str_from(leads[i]));
        str behind = at < product.n ? str_of(product.p + at + strlen(leads[i]),
                                             product.n - at - strlen(leads[i]))
                                    : (str){0};
        behind.n = str_find_char(behind, ',');
        if (behind.n) {
            add_name_as(preparing, behind, preparing->names[0].text, NAME_WHOLE);
            return;
        }
    }
}

static void add_pair(struct preparing *preparing, str first, str second)
{
    if (first.n && second.n && str_find(second, first) == second.n)
        add_name(preparing,
                 arena_printf(preparing->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(second)));
}

void preparing_read_names(struct preparing *preparing, str name)
{
    const struct asset *asset = &preparing->to->asset;
    add_name(preparing, name);
    add_name(preparing, asset->type);
    add_aside(preparing, asset->product);
    size_t alone = preparing->to->name_count;
    add_pair(preparing, asset->family, asset->type);
    add_pair(preparing, asset->family, name);
    add_pair(preparing, name, asset->type);
    add_joined_name(preparing);
    add_aliases(preparing);
    add_ranges(preparing);
    add_wholes(preparing, alone);
    add_within(preparing);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* match_asset.c - an asset made ready for matching, and a match in words. */
#include "base/ascii.h"
#include "plan/security/match/advisory_match.h"
#include "plan/security/match/code_range.h"
#include "plan/security/match/designation.h"
#include "plan/security/match/german_word.h"
#include "plan/security/match/product_alias.h"
#include "plan/security/match/short_word.h"

/* --- the asset ---------------------------------------------------------------------------------
 */

struct preparing {
    struct arena *arena;
    struct match_asset *to;
    struct asset_code codes[ASSET_CODES_MAX];
    struct asset_word words[ASSET_WORDS_MAX];
    struct asset_name names[ASSET_NAMES];
    size_t aside; /* which of them stands in parentheses; 0: none */
    bool in_notes;
};

enum {
    PART_LETTERS = 3, /* of "gen4" */
    CODE_HEAD_MIN = 5,
    TYPE_BYTES = 4,
    HEAD_BYTES = 2,  /* of the beginning of a word */
    HEAD_DIGITS = 3, /* when it is a number */
    INITIALS_MAX = 3,
    FRONT_WORDS = 2, /* of a maker in front of a designation */
    FRONT_BYTES = 7,
    FRONT_MIN = 4, /* where no maker is given */
};

static void add_code(struct preparing *preparing, str code, str text, bool is_serial, bool is_key)
{
    struct match_asset *to = preparing->to;
    for (size_t i = 0; i < to->code_count; i++)
        if (str_equal(preparing->codes[i].code, code) && preparing->codes[i].is_serial == is_serial)
            return;
    if (code.n && to->code_count < ASSET_CODES_MAX)
        preparing->codes[to->code_count++] = (struct asset_code){
            .code = code,
            .text = text,
            .hash = map_hash(code),
            .head_hash =
                map_hash(str_of(code.p, code.n < MODEL_HEAD_BYTES ? code.n : MODEL_HEAD_BYTES)),
            .is_serial = is_serial,
            .is_key = is_key};
}

/* A name counts once, and only when it says something. */
static void add_name_as(struct preparing *preparing, str text, str shown)
{
    struct match_asset *to = preparing->to;
    struct asset_name name = {.text = shown};
    if (!text.n)
        return;
    product_name_read(preparing->arena, text, &to->makers, &name.name);
    for (size_t i = 0; i < name.name.code_count; i++)
        add_code(preparing, name.name.codes[i], name.name.codes[i], false, false);
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
    add_name_as(preparing, text, text);
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

static bool add_range_of(struct preparing *preparing, str code)
{
    str range = code_range_of(&preparing->to->makers, code_normal(preparing->arena, code));
    if (range.n)
        add_name_as(preparing, range,
                    arena_printf(preparing->arena, "%.*s, %.*s", STR_ARG(code), STR_ARG(range)));
    return range.n > 0;
}

/* "1756-L85E" is a ControlLogix 5580 whatever else is said; it may stand in the designation. */
static void add_range(struct preparing *preparing)
{
    const struct asset *asset = &preparing->to->asset;
    const str texts[] = {asset->order_code, asset->article_number, asset->type};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (add_range_of(preparing, texts[i]))
            return;
    for (str rest = asset->product; rest.n;) {
        size_t n = str_find_char(rest, ' ');
        if (word_is_telling(str_of(rest.p, n)) && add_range_of(preparing, str_of(rest.p, n)))
            return;
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
}

static void add_pair(struct preparing *preparing, str first, str second)
{
    if (first.n && second.n && str_find(second, first) == second.n)
        add_name(preparing,
                 arena_printf(preparing->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(second)));
}

/* --- words -------------------------------------------------------------------------------------
 */

/* The class is that of the word, or of the words it is joined of. */
static void add_word_of(struct preparing *preparing, str word, bool is_head, enum word_class class)
{
    struct match_asset *to = preparing->to;
    for (size_t i = 0; i < to->word_count; i++)
        if (str_equal(preparing->words[i].text, word)) {
            preparing->words[i].is_head |= is_head;
            preparing->words[i].is_whole |= !is_head;
            return;
        }
    if (word.n && to->word_count < ASSET_WORDS_MAX)
        preparing->words[to->word_count++] =
            (struct asset_word){.text = word,
                                .hash = map_hash(word),
                                .has_digit = word_has_digit(word),
                                .is_content = class_is_content(class),
                                .is_whole = !is_head,
                                .is_note = preparing->in_notes,
                                .is_head = is_head};
}

static void add_word_as(struct preparing *preparing, str word, bool is_head)
{
    add_word_of(preparing, word, is_head, word_class_of(word));
}

static void add_word(struct preparing *preparing, str word)
{
    add_word_as(preparing, word, false);
}

/* A code for models: they are looked up by it, and nothing else. */
static void add_word_code(struct preparing *preparing, str word)
{
    size_t before = preparing->to->code_count;
    if (word_is_telling(word))
        add_code(preparing, code_normal(preparing->arena, word), word, false, false);
    if (preparing->to->code_count > before)
        preparing->codes[before].is_word = true;
}

/* Letters, or digits, that stand in front. */
static size_t run_of(str text, bool (*is_one)(char c))
{
    size_t n = 0;
    while (n < text.n && is_one(text.p[n]))
        n++;
    return n;
}

/* "vision230" also as "vision" and "230", "gen4" as "gen" and "4". */
static void add_parts(struct preparing *preparing, str word)
{
    size_t letters = run_of(word, ascii_is_letter);
    str rest = str_of(word.p + letters, word.n - letters);
    if (letters < PART_LETTERS || !rest.n || run_of(rest, ascii_is_digit) < rest.n)
        return;
    add_word(preparing, str_of(word.p, letters));
    add_word(preparing, rest);
}

static void add_all(struct preparing *preparing, str words)
{
    for (str rest = words; rest.n;) {
        size_t n = str_find_char(rest, ' ');
        add_word(preparing, str_of(rest.p, n));
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
}

/* "DIGSI 4.94" is a DIGSI 4. */
static void add_releases(struct preparing *preparing)
{
    for (str rest = preparing->to->asset.product; rest.n;) {
        size_t n = str_find_char(rest, ' '), digits = run_of(str_of(rest.p, n), ascii_is_digit);
        if (digits && digits + 1 < n && rest.p[digits] == '.' &&
            run_of(str_of(rest.p + digits + 1, n - digits - 1), ascii_is_digit) == n - digits - 1)
            add_word(preparing, str_of(rest.p, digits));
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
}

/* "REBLE 610 ODU" as "REBLE610 ODU" too. */
static void add_joined_name(struct preparing *preparing)
{
    const struct product_name *name = preparing->to->name_count ? &preparing->names[0].name : NULL;
    struct buf joined = {0};
    bool any = false;
    for (size_t i = 0; name && i < name->word_count; i++) {
        bool digits = run_of(name->words[i], ascii_is_digit) == name->words[i].n;
        bool joins = i && digits && name->words[i - 1].n >= PART_LETTERS &&
                     run_of(name->words[i - 1], ascii_is_letter) == name->words[i - 1].n;
        any |= joins;
        if (i && !joins)
            buf_add_char(&joined, ' ');
        buf_add(&joined, name->words[i]);
    }
    size_t before = preparing->to->name_count;
    if (any)
        add_name_as(preparing, arena_dup(preparing->arena, buf_str(&joined)),
                    preparing->names[0].text);
    if (preparing->to->name_count > before) {
        product_name_inherit(&preparing->names[before].name, name);
        preparing->names[before].name.variant = name->variant;
    }
    buf_release(&joined);
}

/* Other names that its maker gave to the product. */
static void add_aliases(struct preparing *preparing)
{
    str others[ALIASES_MAX];
    size_t count = preparing->to->name_count ? product_alias_find(&preparing->to->makers,
                                                                  &preparing->names[0].name, others)
                                             : 0;
    for (size_t i = 0; i < count; i++)
        add_name(preparing, others[i]);
}

/* "FTView" is FactoryTalk View. */
static void add_long(struct preparing *preparing, str word)
{
    str rest, means = short_word_read(&preparing->to->makers, word, &rest);
    if (!means.n)
        return;
    add_all(preparing, means);
    add_word(preparing, rest);
}

/* What a German word for a kind of thing is called in advisories. */
static void add_english(struct preparing *preparing, str word)
{
    struct german_parts parts;
    if (!german_word_read(word, &parts))
        return;
    for (size_t i = 0; i < parts.count; i++)
        add_all(preparing, parts.english[i]);
}

/* "se" of Site Edition. */
static void add_initials(struct preparing *preparing, const struct product_name *name)
{
    char initials[INITIALS_MAX];
    for (size_t i = 0; i + 1 < name->word_count; i++) {
        size_t n = 0;
        while (n < INITIALS_MAX && i + n < name->word_count && name->classes[i] != WORD_EMPTY &&
               !(name->digits >> (i + n) & 1)) {
            initials[n] = name->words[i + n].p[0];
            if (++n < 2)
                continue;
            size_t before = preparing->to->word_count;
            add_word(preparing, arena_dup(preparing->arena, str_of(initials, n)));
            if (preparing->to->word_count > before)
                preparing->words[before].is_initials = true;
        }
    }
}

/* "7.2" is of 7. */
static void add_line(struct preparing *preparing, str line)
{
    if (!line.n)
        return;
    add_word(preparing, str_of(line.p, run_of(line, ascii_is_digit)));
}

/* The words of a name, with neighbours joined: "TBox LT2" is "tboxlt2" too. */
static void add_words(struct preparing *preparing, const struct product_name *name, bool is_model)
{
    for (size_t i = 0; i + 2 < name->word_count; i++)
        if (name->digits >> i & 7)
            add_word_of(preparing,
                        arena_printf(preparing->arena, "%.*s%.*s%.*s", STR_ARG(name->words[i]),
                                     STR_ARG(name->words[i + 1]), STR_ARG(name->words[i + 2])),
                        false, WORD_NAME);
    for (size_t i = 0; i < name->word_count; i++) {
        enum word_class class = (enum word_class)name->classes[i];
        size_t before = preparing->to->word_count;
        add_word_of(preparing, name->words[i], false, class);
        if (preparing->to->word_count > before)
            preparing->words[before].is_coined =
                class == WORD_NAME && word_is_coined(name->words[i]);
        add_parts(preparing, name->words[i]);
        if (class == WORD_ADDED || class == WORD_KIND)
            add_english(preparing, name->words[i]);
        add_long(preparing, name->words[i]);
        if (is_model)
            add_word_code(preparing, name->words[i]);
        if (i == 0)
            continue;
        str pair = arena_printf(preparing->arena, "%.*s%.*s", STR_ARG(name->words[i - 1]),
                                STR_ARG(name->words[i]));
        before = preparing->to->word_count;
        add_word_of(preparing, pair, false, WORD_NAME);
        if (preparing->to->word_count > before) /* "Grass Marlin" */
            preparing->words[before].is_coined =
                class == WORD_NAME && name->classes[i - 1] == WORD_NAME && word_is_coined(pair);
        if (is_model)
            add_word_code(preparing, pair);
    }
    if (name->variant.n)
        add_word(preparing, name->variant);
    if (name->initials.n)
        add_word(preparing, name->initials);
    add_line(preparing, name->line);
}

/* The maker in front of the designation may be the name of its one product: "RoboDK for Windows" of
 * RoboDK. Makers of the table have more than one. */
static void add_maker(struct preparing *preparing, const struct product_name *name)
{
    struct match_asset *to = preparing->to;
    if (!name->maker.n || !to->makers.count || maker_is_known(to->makers.keys[0]))
        return;
    to->maker_word = name->maker;
    add_word_of(preparing, name->maker, false, WORD_NAME);
}

static void add_head(struct preparing *preparing, str text)
{
    struct product_name name;
    struct makers none = {0};
    if (text.n < HEAD_BYTES || (run_of(text, ascii_is_digit) == text.n && text.n < HEAD_DIGITS))
        return;
    product_name_read(preparing->arena, text, &none, &name);
    if (name.word_count == 1)
        add_word_as(preparing, name.words[0], true);
}

/* "DASDEC-III" is a DASDEC. */
static bool is_numeral(str block)
{
    size_t n = 0;
    while (n < block.n && (block.p[n] == 'I' || block.p[n] == 'V' || block.p[n] == 'X'))
        n++;
    return n >= 2 && n == block.n;
}

/* Letters in lower case. */
static str squeezed(struct arena *arena, str letters)
{
    char *to = arena_alloc(arena, letters.n);
    for (size_t i = 0; i < letters.n; i++)
        to[i] = (char)(letters.p[i] | 0x20);
    return str_of(to, letters.n);
}

/* The beginnings of a word with digits or a dash: "NJ501-1300" is of the series NJ, of NJ501, and
 * perhaps an NJ501-13. Blocks end with a dash, a slash or a dot. */
static void add_heads(struct preparing *preparing, str raw)
{
    if (!word_has_digit(raw) && str_find_char(raw, '-') == raw.n)
        return;
    size_t letters = run_of(raw, ascii_is_letter);
    if (letters && letters < raw.n && ascii_is_digit(raw.p[letters])) {
        size_t digits = run_of(str_of(raw.p + letters, raw.n - letters), ascii_is_digit);
        add_head(preparing, str_of(raw.p, letters));
        add_head(preparing, str_of(raw.p, letters + digits));
    } else if (!letters)
        add_head(preparing, str_of(raw.p, run_of(raw, ascii_is_digit)));
    for (size_t i = 1; i < raw.n; i++) {
        if (!strchr("-/._", raw.p[i]))
            continue;
        add_head(preparing, str_of(raw.p, i));
        str block = str_of(raw.p + i + 1, raw.n - i - 1);
        if (is_numeral(block) && run_of(raw, ascii_is_letter) == i)
            add_word(preparing, squeezed(preparing->arena, str_of(raw.p, i)));
        size_t digits = run_of(block, ascii_is_digit);
        if (digits > HEAD_DIGITS && digits < block.n)
            add_head(preparing, str_of(block.p, digits)); /* "ADAM-5550KW" */
    }
}

static void read_heads(struct preparing *preparing)
{
    const struct asset *asset = &preparing->to->asset;
    const str texts[] = {asset->type, asset->order_code, asset->product};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t from = 0, n; from < texts[i].n; from += n + 1) {
            str rest = str_of(texts[i].p + from, texts[i].n - from);
            n = str_find_char(rest, ' ');
            add_heads(preparing, str_of(rest.p, n));
        }
}

/* "0852-0303" is 852-303. */
static str without_zeros(struct arena *arena, str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool leads = text.p[i] == '0' && (i == 0 || !ascii_is_alnum(text.p[i - 1]));
        while (leads && i + 1 < text.n && text.p[i] == '0' && ascii_is_digit(text.p[i + 1]))
            i++;
        to[n++] = text.p[i];
    }
    return str_of(to, n);
}

/* "1734-AENTR/C" is 1734-AENTR of series C, "750-352/000-001" a variant of 750-352. */
static void add_order_code(struct preparing *preparing, str text)
{
    str code = code_normal(preparing->arena, text);
    if (code_has_placeholder(code))
        return;
    add_code(preparing, code, text, false, false);
    str shorter = without_zeros(preparing->arena, text);
    if (shorter.n < text.n)
        add_code(preparing, code_normal(preparing->arena, shorter), text, false, false);
    size_t slash = str_find_char(text, '/');
    if (slash + 1 >= text.n)
        return;
    char next = text.p[slash + 1];
    bool is_revision = slash + 2 == text.n && ascii_is_upper(next);
    str head = code_normal(preparing->arena, str_of(text.p, slash));
    if (is_revision)
        preparing->to->revision = next;
    if ((is_revision || ascii_is_digit(next)) && head.n >= CODE_HEAD_MIN)
        add_code(preparing, head, text, false, false);
}

static void add_type(struct preparing *preparing, str type)
{
    size_t before = preparing->to->code_count;
    str code = code_normal(preparing->arena, type);
    if (code.n >= TYPE_BYTES && !code_has_placeholder(code))
        add_code(preparing, code, type, false, false);
    if (preparing->to->code_count > before)
        preparing->codes[before].is_word = true;
    for (size_t i = 0; i < preparing->to->code_count; i++)
        preparing->codes[i].is_type |=
            code.n >= TYPE_BYTES && str_equal(preparing->codes[i].code, code);
}

static void read_words(struct preparing *preparing, str core)
{
    const struct asset *asset = &preparing->to->asset;
    const str texts[] = {core, asset->type, asset->family, asset->order_code, asset->product};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct product_name name;
        preparing->in_notes = i == COUNT_OF(texts) - 1;
        product_name_read(preparing->arena, texts[i], &preparing->to->makers, &name);
        add_words(preparing, &name, i != 2); /* a family is no model */
        if (name.revision && !preparing->to->revision)
            preparing->to->revision = name.revision;
        if (i == 0) {
            if (!name.distinct && preparing->aside)
                add_words(preparing, &preparing->names[preparing->aside].name, false);
            add_initials(preparing, &name);
            add_maker(preparing, &name);
        }
        if (i == 2)
            preparing->to->family_base = name.base;
    }
    preparing->in_notes = false;
}

static const void *copy_of(struct arena *arena, const void *from, size_t bytes)
{
    return bytes ? memcpy(arena_alloc(arena, bytes), from, bytes) : NULL;
}

/* Models are looked for only among the products of the asset's maker. */
static void read_keys(struct preparing *preparing)
{
    struct match_asset *to = preparing->to;
    uint64_t keys[MAKERS_MAX + 2 * ASSET_CODES_MAX + ASSET_NAMES + ASSET_WORDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < to->makers.count; i++)
        keys[count++] = map_hash(to->makers.keys[i]);
    for (size_t i = 0; i < to->code_count; i++) {
        if (preparing->codes[i].is_word && !preparing->codes[i].is_type)
            continue;
        keys[count++] = preparing->codes[i].hash;
        keys[count++] = preparing->codes[i].head_hash;
    }
    for (size_t i = 0; i < to->name_count; i++)
        keys[count++] = preparing->names[i].base_hash;
    for (size_t i = 0; i < to->word_count; i++)
        if (preparing->words[i].is_coined)
            keys[count++] = preparing->words[i].hash;
    to->keys = copy_of(preparing->arena, keys, count * sizeof *keys);
    to->key_count = count;
}

/* "Siemens LOGO! 8" of nobody, or of who built it in: the maker stands in front of the designation.
 */
static void add_maker_in_front(struct arena *arena, str product, struct makers *makers)
{
    size_t n = str_find_char(product, ' ');
    for (size_t words = 0; n < product.n && words < FRONT_WORDS; words++) {
        struct makers found;
        makers_read(arena, str_of(product.p, n), &found);
        if (found.count == 1 && maker_is_known(found.keys[0]) && found.keys[0].n >= FRONT_BYTES &&
            makers->count < MAKERS_MAX && !makers_meet(&found, makers))
            makers->keys[makers->count++] = found.keys[0];
        n += 1 + str_find_char(str_of(product.p + n + 1, product.n - n - 1), ' ');
    }
}

/* "Block Load (Carrier)", "DINGTIAN Netzwerk-Relais": where no maker is given, each word may be it.
 */
static void add_makers_within(struct arena *arena, str product, struct makers *makers)
{
    static const struct makers none;
    struct product_name name;
    char *plain = arena_alloc(arena, product.n + 1);
    for (size_t i = 0; i < product.n; i++) /* no parentheses, so that their words count */
        plain[i] = strchr("()", product.p[i]) ? ' ' : product.p[i];
    product_name_read(arena, str_of(plain, product.n), &none, &name);
    for (size_t i = 0; i < name.word_count && makers->count < MAKERS_MAX; i++) {
        struct makers found;
        if ((name.digits >> i & 1) || name.words[i].n < FRONT_MIN)
            continue;
        makers_read(arena, name.words[i], &found);
        if (found.count && !makers_meet(&found, makers) &&
            (name.classes[i] == WORD_NAME || maker_is_known(found.keys[0])))
            makers->keys[makers->count++] = found.keys[0];
    }
}

void match_asset_read(struct arena *arena, const struct asset *asset, struct match_asset *ret_asset)
{
    *ret_asset = (struct match_asset){.asset = *asset};
    struct preparing preparing = {.arena = arena, .to = ret_asset};
    makers_read(arena, asset->maker, &ret_asset->makers);
    add_maker_in_front(arena, asset->product, &ret_asset->makers);
    makers_add_short(arena, &ret_asset->makers, false);
    add_order_code(&preparing, asset->order_code);
    add_order_code(&preparing, asset->article_number);
    add_code(&preparing, code_normal(arena, asset->serial_number), asset->serial_number, true,
             false);
    add_code(&preparing, code_key(arena, CODE_CPE, asset->cpe), asset->cpe, false, true);
    add_code(&preparing, code_key(arena, CODE_PURL, asset->purl), asset->purl, false, true);
    add_code(&preparing, code_key(arena, CODE_URI, asset->uri), asset->uri, false, true);
    add_code(&preparing, code_key(arena, CODE_HASH, asset->checksum), asset->checksum, false, true);
    str name = designation_name(arena, asset->product, &ret_asset->makers);
    add_name(&preparing, name);
    add_name(&preparing, asset->type);
    add_aside(&preparing, asset->product);
    add_pair(&preparing, asset->family, asset->type);
    add_pair(&preparing, asset->family, name);
    add_pair(&preparing, name, asset->type);
    add_type(&preparing, asset->type);
    if (str_find_char(name, ' ') == name.n)
        add_type(&preparing, name);
    read_words(&preparing, name);
    add_releases(&preparing);
    add_joined_name(&preparing);
    add_aliases(&preparing);
    add_range(&preparing);
    read_heads(&preparing);
    for (size_t i = 0; i < ret_asset->word_count; i++)
        ret_asset->first_letters |= word_first_letter(preparing.words[i].text);
    ret_asset->is_maker_guessed = !ret_asset->makers.count;
    if (ret_asset->is_maker_guessed) /* now that no word was left out of the names as the maker */
        add_makers_within(arena, asset->product, &ret_asset->makers);
    read_keys(&preparing);
    ret_asset->codes =
        copy_of(arena, preparing.codes, ret_asset->code_count * sizeof *preparing.codes);
    ret_asset->names =
        copy_of(arena, preparing.names, ret_asset->name_count * sizeof *preparing.names);
    ret_asset->words =
        copy_of(arena, preparing.words, ret_asset->word_count * sizeof *preparing.words);
}

/* --- telling -------------------------------------------------------------------------------------
 */

/* clang-format off */
#define EVIDENCE(id, en, de) [id] = {en, de},
static const char *const evidence_texts[MATCH_EVIDENCE_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/match/advisory_match.def"
};
#undef EVIDENCE
/* clang-format on */

str match_tier_name(enum match_tier tier)
{
    static const char *const names[] = {"certain", "family", "possible"};
    return str_from(names[tier]);
}

str match_verdict_name(enum match_verdict verdict)
{
    static const char *const names[] = {"affected", "unknown", "under_investigation", "fixed",
                                        "not_affected"};
    return str_from(names[verdict]);
}

static void write_one(const struct evidence *evidence, enum language language, struct buf *out)
{
    for (const char *p = evidence_texts[evidence->kind][language]; *p; p++) {
        if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
            buf_add(out, evidence->argument[p[1] - '0']);
            p += 2;
        } else
            buf_add_char(out, *p);
    }
}

void match_write_evidence(const struct advisory_match *match, enum language language,
                          struct buf *out)
{
    write_one(&match->tie, language, out);
    buf_add(out, STR("; "));
    write_one(&match->version, language, out);
}

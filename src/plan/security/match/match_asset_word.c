/* SPDX-License-Identifier: Apache-2.0 */
/* match_asset_word.c - the words of what is known of an asset. */
#include "base/ascii.h"
#include "plan/security/match/german_word.h"
#include "plan/security/match/preparing.h"
#include "plan/security/match/short_word.h"

enum {
    PART_LETTERS = 3, /* of "gen4" */
    HEAD_BYTES = 2,   /* of the beginning of a word */
    HEAD_DIGITS = 3,  /* when it is a number */
    INITIALS_MAX = 3,
    MAKER_INITIALS_MAX = 5, /* of a maker's words and those behind them */
    WHOLE_BYTES = 2,        /* of a word that initials have whole: "PC" */
};

/* The class is that of the word, or of the words it is joined of. Returns the word, until the next
 * is added; NULL: it was there already, or there is no room. */
static struct asset_word *add_word_of(struct preparing *preparing, str word, bool is_head,
                                      enum word_class class)
{
    struct match_asset *to = preparing->to;
    for (size_t i = 0; i < to->word_count; i++)
        if (str_equal(preparing->words[i].text, word)) {
            preparing->words[i].is_head |= is_head;
            preparing->words[i].is_whole |= !is_head;
            return NULL;
        }
    if (!word.n || to->word_count == ASSET_WORDS_MAX)
        return NULL;
    struct asset_word *added = &preparing->words[to->word_count++];
    *added = (struct asset_word){.text = word,
                                 .hash = map_hash(word),
                                 .has_digit = word_has_digit(word),
                                 .is_content = class_is_content(class),
                                 .is_whole = !is_head,
                                 .is_note = preparing->in_notes,
                                 .is_head = is_head};
    return added;
}

static void add_word_as(struct preparing *preparing, str word, bool is_head)
{
    add_word_of(preparing, word, is_head, word_class_of(word));
}

static void add_word(struct preparing *preparing, str word)
{
    add_word_as(preparing, word, false);
}

/* The letters are copied. */
static void add_initials_as(struct preparing *preparing, str initials)
{
    str word = arena_dup(preparing->arena, initials);
    struct asset_word *added = add_word_of(preparing, word, false, word_class_of(word));
    if (added)
        added->is_initials = true;
}

/* A code for models: they are looked up by it, and nothing else. */
static void add_word_code(struct preparing *preparing, str word)
{
    size_t before = preparing->to->code_count;
    if (word_is_telling(word))
        preparing_add_code(preparing, code_normal(preparing->arena, word), word);
    if (preparing->to->code_count > before)
        preparing->codes[before].is_word = true;
}

/* "vision230" also as "vision" and "230", "gen4" as "gen" and "4". */
static void add_parts(struct preparing *preparing, str word)
{
    size_t letters = str_run(word, ascii_is_letter);
    str rest = str_of(word.p + letters, word.n - letters);
    if (letters < PART_LETTERS || !rest.n || str_run(rest, ascii_is_digit) < rest.n)
        return;
    add_word(preparing, str_of(word.p, letters));
    add_word(preparing, rest);
}

static void add_all(struct preparing *preparing, str words)
{
    for (str rest = words; rest.n;)
        add_word(preparing, str_cut(&rest, ' '));
}

/* "DIGSI 4.94", "V4.94" are of 4. */
static void add_releases(struct preparing *preparing)
{
    for (str rest = preparing->to->asset.product; rest.n;) {
        str word = str_cut(&rest, ' ');
        if (word.n && (word.p[0] | 0x20) == 'v')
            word = str_of(word.p + 1, word.n - 1);
        size_t digits = str_run(word, ascii_is_digit);
        if (digits && digits + 1 < word.n && word.p[digits] == '.' &&
            str_run(str_of(word.p + digits + 1, word.n - digits - 1), ascii_is_digit) ==
                word.n - digits - 1)
            add_word(preparing, str_of(word.p, digits));
    }
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
            add_initials_as(preparing, str_of(initials, n));
        }
    }
}

/* A short word as it is, of a long one the first letter. */
static str shortened(str word)
{
    return word.n <= WHOLE_BYTES ? word : str_of(word.p, 1);
}

/* "ppc3100" of Panel PC 3100, "pvs6" of PV Supervisor 6. */
static void add_numbered_initials(struct preparing *preparing, const struct product_name *name)
{
    for (size_t i = 2; i < name->word_count; i++) {
        str number = name->words[i], first = shortened(name->words[i - 2]),
            second = shortened(name->words[i - 1]);
        if (!(name->digits >> i & 1) || (name->digits >> (i - 2) & 3))
            continue;
        add_word_of(preparing,
                    arena_printf(preparing->arena, "%.*s%.*s%.*s", STR_ARG(first), STR_ARG(second),
                                 STR_ARG(number)),
                    false, WORD_NAME);
    }
}

/* "7.2" is of 7. */
static void add_line(struct preparing *preparing, str line)
{
    if (!line.n)
        return;
    add_word(preparing, str_of(line.p, str_run(line, ascii_is_digit)));
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
        struct asset_word *added = add_word_of(preparing, name->words[i], false, class);
        if (added)
            added->is_coined = class == WORD_NAME && word_is_coined(name->words[i]);
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
        added = add_word_of(preparing, pair, false, WORD_NAME);
        if (added) /* "Grass Marlin" */
            added->is_coined =
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

/* A maker that the table does not have may be called as its one product: "Longwatch". */
static void add_maker_as_name(struct preparing *preparing)
{
    struct match_asset *to = preparing->to;
    if (!to->makers.count || to->maker_word.n || maker_is_known(to->makers.keys[0]) ||
        !word_is_coined(to->makers.whole))
        return;
    to->maker_word = to->makers.whole;
    struct asset_word *added = add_word_of(preparing, to->makers.whole, false, WORD_NAME);
    if (added)
        added->is_coined = true;
}

/* "sesu" of Schneider Electric Software Update. */
static void add_initials_with_maker(struct preparing *preparing, const struct product_name *name)
{
    char initials[MAKER_INITIALS_MAX];
    size_t n = 0;
    for (str rest = preparing->to->asset.product; name->maker.n && rest.n; n++) {
        str word = str_cut(&rest, ' ');
        if (n == MAKER_INITIALS_MAX || !word.n || !ascii_is_upper(word.p[0]))
            return;
        initials[n] = (char)(word.p[0] | 0x20);
    }
    if (n >= INITIALS_MAX)
        add_initials_as(preparing, str_of(initials, n));
}

static void add_head(struct preparing *preparing, str text)
{
    struct product_name name;
    struct makers none = {0};
    if (text.n < HEAD_BYTES || (str_run(text, ascii_is_digit) == text.n && text.n < HEAD_DIGITS))
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
    size_t letters = str_run(raw, ascii_is_letter);
    if (letters && letters < raw.n && ascii_is_digit(raw.p[letters])) {
        size_t digits = str_run(str_of(raw.p + letters, raw.n - letters), ascii_is_digit);
        if (letters == 1) /* of the X-Series */
            add_word_as(preparing, squeezed(preparing->arena, str_of(raw.p, 1)), true);
        add_head(preparing, str_of(raw.p, letters));
        add_head(preparing, str_of(raw.p, letters + digits));
    } else if (!letters)
        add_head(preparing, str_of(raw.p, str_run(raw, ascii_is_digit)));
    for (size_t i = 1; i < raw.n; i++) {
        if (!strchr("-/._", raw.p[i]))
            continue;
        add_head(preparing, str_of(raw.p, i));
        str block = str_of(raw.p + i + 1, raw.n - i - 1);
        if (is_numeral(block) && str_run(raw, ascii_is_letter) == i)
            add_word(preparing, squeezed(preparing->arena, str_of(raw.p, i)));
        size_t digits = str_run(block, ascii_is_digit);
        if (digits > HEAD_DIGITS && digits < block.n)
            add_head(preparing, str_of(block.p, digits)); /* "ADAM-5550KW" */
    }
}

static void read_heads(struct preparing *preparing)
{
    const struct asset *asset = &preparing->to->asset;
    const str texts[] = {asset->type, asset->order_code, asset->product};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (str rest = texts[i]; rest.n;)
            add_heads(preparing, str_cut(&rest, ' '));
}

static void read_texts(struct preparing *preparing, str core)
{
    const struct asset *asset = &preparing->to->asset;
    const str texts[] = {core, asset->type, asset->family, asset->order_code, asset->product};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct product_name name;
        preparing->in_notes = i == COUNT_OF(texts) - 1;
        product_name_read(preparing->arena, texts[i], &preparing->to->makers, &name);
        add_words(preparing, &name, i != 2); /* a family is no model */
        add_numbered_initials(preparing, &name);
        if (name.revision && !preparing->to->revision)
            preparing->to->revision = name.revision;
        if (i == 0) {
            if (!name.distinct && preparing->aside)
                add_words(preparing, &preparing->names[preparing->aside].name, false);
            add_initials(preparing, &name);
            add_initials_with_maker(preparing, &name);
            add_maker(preparing, &name);
            add_maker_as_name(preparing);
        }
        if (i == 2)
            preparing->to->family_base = name.base;
    }
    preparing->in_notes = false;
}

/* By their first letters, those of one in the order in which they were found. */
static void sort_words(struct preparing *preparing)
{
    struct match_asset *to = preparing->to;
    struct asset_word sorted[ASSET_WORDS_MAX];
    size_t next[WORD_LETTERS + 1] = {0};
    for (size_t i = 0; i < to->word_count; i++)
        next[word_letter(preparing->words[i].text) + 1]++;
    for (size_t letter = 1; letter <= WORD_LETTERS; letter++)
        next[letter] += next[letter - 1];
    for (size_t letter = 0; letter <= WORD_LETTERS; letter++)
        to->letters[letter] = (uint8_t)next[letter];
    for (size_t i = 0; i < to->word_count; i++)
        sorted[next[word_letter(preparing->words[i].text)]++] = preparing->words[i];
    memcpy(preparing->words, sorted, to->word_count * sizeof *sorted);
}

void preparing_read_words(struct preparing *preparing, str name)
{
    read_texts(preparing, name);
    add_releases(preparing);
    read_heads(preparing);
    sort_words(preparing);
}

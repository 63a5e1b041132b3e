/* SPDX-License-Identifier: Apache-2.0 */
/* product_name.c - product names taken apart. */
#include "plan/security/match/product_name.h"

#include "base/buf.h"
#include "search/fold.h"

static const char *const empty_words[] = {
    "series",   "serie",    "family", "familie",  "families", "device", "devices",   "product",
    "products", "firmware", "the",    "variants", "variant",  "incl",   "including", "all",
    "version",  "versions", "inkl",   "module",   "modules",  "der",    "die",       "das",
};

struct reading {
    struct arena *arena;
    const struct makers *makers;
    struct product_name *name;
    struct buf base, variant;
    str last_raw; /* the last word of the base as written */
    bool ignore_parentheses;
    str words[NAME_WORDS_MAX], codes[CODES_OF_TEXT_MAX];
};

static bool is_empty_word(str word)
{
    for (size_t i = 0; i < COUNT_OF(empty_words); i++)
        if (str_equal(word, str_from(empty_words[i])))
            return true;
    return false;
}

bool word_is_telling(str word)
{
    bool digit = false;
    for (size_t i = 0; i < word.n; i++)
        digit |= word.p[i] >= '0' && word.p[i] <= '9';
    return digit && word.n >= 3;
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || (c && strchr(",;:/+&\"'|", c));
}

/* Lower case, without accents and without what is no letter or digit. */
static str squeeze(struct arena *arena, str raw)
{
    str folded = fold_sort_key(arena, raw);
    char *to = arena_alloc(arena, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            to[n++] = c;
    }
    return str_of(to, n);
}

/* --- words -------------------------------------------------------------------------------------
 */

static void add_base(struct reading *reading, str word, str raw)
{
    struct product_name *name = reading->name;
    name->is_family |= str_starts_with(word, STR("serie")) || str_starts_with(word, STR("famil"));
    if (is_empty_word(word))
        return;
    buf_add(&reading->base, word);
    reading->last_raw = raw;
    for (size_t i = 0; i < name->word_count; i++)
        if (str_equal(reading->words[i], word))
            return;
    if (name->word_count < NAME_WORDS_MAX)
        reading->words[name->word_count++] = word;
}

static void add_word(struct reading *reading, str raw, int depth)
{
    str word = squeeze(reading->arena, raw);
    if (!word.n)
        return;
    if (depth == 0)
        add_base(reading, word, raw);
    else if (str_starts_with(word, STR("incl")) || str_equal(word, STR("inkl")))
        reading->ignore_parentheses = true;
    else if (!is_empty_word(word) && !reading->ignore_parentheses)
        buf_add(&reading->variant, word);
}

/* The text with order numbers taken out; they are kept apart. */
static str without_codes(struct reading *reading, str text)
{
    struct product_name *name = reading->name;
    struct buf rest = {0};
    size_t from = 0, at, bytes;
    while (code_find(text, from, &at, &bytes)) {
        buf_add(&rest, str_of(text.p + from, at - from));
        buf_add_char(&rest, ' ');
        str code = code_normal(reading->arena, str_of(text.p + at, bytes));
        if (code.n && name->code_count < CODES_OF_TEXT_MAX)
            reading->codes[name->code_count++] = code;
        from = at + bytes;
    }
    buf_add(&rest, str_of(text.p + from, text.n - from));
    str kept = arena_dup(reading->arena, buf_str(&rest));
    buf_release(&rest);
    return kept;
}

static bool is_open(char c)
{
    return c == '(' || c == '[';
}

static bool is_close(char c)
{
    return c == ')' || c == ']';
}

static void read_words(struct reading *reading, str text)
{
    int depth = 0;
    size_t from = 0;
    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : ' ';
        /* No-break space, and the first byte of other spaces and dashes (U+2000 to U+203F). */
        bool is_space = ends_word(c) || (unsigned char)c == 0xA0;
        if (!is_space && !is_open(c) && !is_close(c))
            continue;
        size_t n = i - from;
        n -= (unsigned char)c == 0xA0 && n > 0; /* its lead byte */
        add_word(reading, str_of(text.p + from, n), depth);
        from = i + 1;
        depth += is_open(c);
        if (is_close(c)) {
            depth -= depth > 0;
            reading->ignore_parentheses = false;
        }
    }
}

/* --- maker in front, release at the end --------------------------------------------------------
 */

/* Bytes of the words in front that name one of the makers. */
static size_t maker_bytes(const struct reading *reading, str text)
{
    for (size_t words = 1, i = 0; words <= 4 && i < text.n; words++) {
        while (i < text.n && text.p[i] == ' ')
            i++;
        while (i < text.n && text.p[i] != ' ')
            i++;
        struct makers found;
        makers_read(reading->arena, str_of(text.p, i), &found);
        if (found.count == 1 && makers_meet(&found, reading->makers) && i < text.n)
            return i;
    }
    return 0;
}

/* "V15.1" → "15.1", "V5.X" → "5". */
static str line_of(str raw)
{
    if (raw.n < 2 || (raw.p[0] | 0x20) != 'v' || raw.p[1] < '0' || raw.p[1] > '9')
        return (str){0};
    str line = str_of(raw.p + 1, raw.n - 1);
    if (line.n > 2 && (line.p[line.n - 1] | 0x20) == 'x' && line.p[line.n - 2] == '.')
        line.n -= 2;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != '.' && (line.p[i] < '0' || line.p[i] > '9'))
            return (str){0};
    return line;
}

static void take_line(struct reading *reading)
{
    struct product_name *name = reading->name;
    str line = line_of(reading->last_raw);
    if (!line.n || name->word_count < 2)
        return;
    str word = squeeze(reading->arena, reading->last_raw);
    if (!str_equal(reading->words[name->word_count - 1], word) ||
        !str_ends_with(buf_str(&reading->base), word))
        return;
    name->line = line;
    name->word_count--;
    reading->base.n -= word.n;
}

static const str *copy_of(struct arena *arena, const str *texts, size_t count)
{
    str *copy = ARENA_ARRAY(arena, str, count);
    for (size_t i = 0; i < count; i++)
        copy[i] = texts[i];
    return copy;
}

void product_name_read(struct arena *arena, str text, const struct makers *makers,
                       struct product_name *ret_name)
{
    *ret_name = (struct product_name){0};
    struct reading reading = {.arena = arena, .makers = makers, .name = ret_name};
    text = mojibake_mended(arena, text.n ? text : STR(""));
    text.n = text.n < NAME_BYTES_MAX ? text.n : NAME_BYTES_MAX;
    while (text.n && text.p[0] == ' ')
        text = str_of(text.p + 1, text.n - 1);
    size_t skip = makers->count ? maker_bytes(&reading, text) : 0;
    text = without_codes(&reading, str_of(text.p + skip, text.n - skip));
    read_words(&reading, text);
    take_line(&reading);
    ret_name->words = copy_of(arena, reading.words, ret_name->word_count);
    ret_name->codes = copy_of(arena, reading.codes, ret_name->code_count);
    ret_name->base = arena_dup(arena, buf_str(&reading.base));
    ret_name->variant = arena_dup(arena, buf_str(&reading.variant));
    buf_release(&reading.base);
    buf_release(&reading.variant);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* fold.c - folding. The index's own tokenizer (FTS5 unicode61, remove_diacritics 2) does the same
 * to what is stored: a letter's accents are dropped, a word is letters and digits. */
#include "search/fold.h"

#include "base/ascii.h"

enum { SORT_KEY_BYTES_MAX = 80 };

/* Letters of Latin-1 and what they fold to; `spelled`: as people write them without the letter. */
static const struct {
    const char *letter, *plain, *spelled;
} letters[] = {
    {"ä", "a", "ae"}, {"ö", "o", "oe"}, {"ü", "u", "ue"}, {"Ä", "a", "ae"}, {"Ö", "o", "oe"},
    {"Ü", "u", "ue"}, {"ß", "ß", "ss"}, {"à", "a", NULL}, {"á", "a", NULL}, {"â", "a", NULL},
    {"ã", "a", NULL}, {"å", "a", "aa"}, {"ç", "c", NULL}, {"è", "e", NULL}, {"é", "e", NULL},
    {"ê", "e", NULL}, {"ë", "e", NULL}, {"ì", "i", NULL}, {"í", "i", NULL}, {"î", "i", NULL},
    {"ï", "i", NULL}, {"ñ", "n", NULL}, {"ò", "o", NULL}, {"ó", "o", NULL}, {"ô", "o", NULL},
    {"õ", "o", NULL}, {"ø", "ø", "oe"}, {"ù", "u", NULL}, {"ú", "u", NULL}, {"û", "u", NULL},
    {"ý", "y", NULL}, {"À", "a", NULL}, {"Á", "a", NULL}, {"Â", "a", NULL}, {"Å", "a", "aa"},
    {"Ç", "c", NULL}, {"È", "e", NULL}, {"É", "e", NULL}, {"Ê", "e", NULL}, {"Ñ", "n", NULL},
    {"Ó", "o", NULL}, {"Ø", "ø", "oe"},
};

static bool is_ascii_word(char c)
{
    return ascii_is_alnum(c);
}

static bool is_word(char c)
{
    return is_ascii_word(c) || (unsigned char)c >= 0x80;
}

/* The row of the letter of two bytes at `text`, or COUNT_OF(letters). */
static size_t letter_at(str text)
{
    size_t i = 0;
    if (text.n < 2 || (unsigned char)text.p[0] != 0xC3)
        return COUNT_OF(letters);
    while (i < COUNT_OF(letters) && memcmp(letters[i].letter, text.p, 2) != 0)
        i++;
    return i;
}

enum spelling { PLAIN, SPELLED };

static void fold(struct buf *out, str text, enum spelling spelling)
{
    for (size_t i = 0; i < text.n;) {
        size_t letter = letter_at(str_of(text.p + i, text.n - i));
        if (letter < COUNT_OF(letters)) {
            const char *spelled = letters[letter].spelled;
            buf_add(out,
                    str_from(spelling == SPELLED && spelled ? spelled : letters[letter].plain));
            i += 2;
        } else {
            char c = text.p[i++];
            buf_add_char(out, ascii_lower(c));
        }
    }
}

static bool has_spelled(str text)
{
    for (size_t i = 0; i + 1 < text.n; i++) {
        size_t letter = letter_at(str_of(text.p + i, text.n - i));
        if (letter < COUNT_OF(letters) && letters[letter].spelled)
            return true;
    }
    return false;
}

void fold_add_spelled(struct buf *out, str text)
{
    if (!has_spelled(text))
        return;
    buf_add_char(out, ' ');
    fold(out, text, SPELLED);
}

void fold_add(struct buf *out, str text)
{
    if (!text.n)
        return;
    buf_add_char(out, ' ');
    buf_add(out, text);
    fold_add_spelled(out, text);
}

void fold_add_code(struct buf *out, str text)
{
    fold_add(out, text);
    bool squeezed = false;
    for (size_t i = 0; i < text.n; i++)
        squeezed |= !is_word(text.p[i]);
    if (!squeezed)
        return;
    buf_add_char(out, ' ');
    for (size_t i = 0; i < text.n; i++)
        if (is_word(text.p[i]))
            buf_add_char(out, text.p[i]);
}

str fold_sort_key(struct arena *arena, str text)
{
    struct buf key = {0};
    fold(&key, text, PLAIN);
    str cut = buf_str(&key);
    if (cut.n > SORT_KEY_BYTES_MAX) {
        cut.n = SORT_KEY_BYTES_MAX;
        while (cut.n && ((unsigned char)cut.p[cut.n] & 0xC0) == 0x80)
            cut.n--;
    }
    cut = arena_dup(arena, cut);
    buf_release(&key);
    return cut;
}

/* Takes the next piece of letters and digits off *text; empty at the end. */
static str take_word(str *text)
{
    size_t from = 0;
    while (from < text->n && !is_word(text->p[from]))
        from++;
    size_t to = from;
    while (to < text->n && is_word(text->p[to]))
        to++;
    str word = str_of(text->p + from, to - from);
    *text = str_of(text->p + to, text->n - to);
    return word;
}

static str cut_word(str word)
{
    while (word.n > SEARCH_WORD_BYTES_MAX ||
           (word.n && ((unsigned char)word.p[word.n - 1] >= 0xC0)))
        word.n--;
    return word;
}

size_t fold_words(struct arena *arena, str query, str to[static SEARCH_WORDS_MAX])
{
    size_t count = 0;
    for (str word = take_word(&query); word.n && count < SEARCH_WORDS_MAX;
         word = take_word(&query)) {
        struct buf folded = {0};
        fold(&folded, cut_word(word), PLAIN);
        to[count++] = arena_dup(arena, buf_str(&folded));
        buf_release(&folded);
    }
    return count;
}

str fold_expression(struct arena *arena, str query)
{
    struct buf out = {0};
    size_t count = 0;
    for (str word = take_word(&query); word.n && count < SEARCH_WORDS_MAX;
         word = take_word(&query), count++) {
        word = cut_word(word);
        buf_add(&out, count ? STR(" AND (\"") : STR("(\""));
        fold(&out, word, PLAIN);
        buf_add(&out, STR("\"*"));
        if (has_spelled(word)) {
            buf_add(&out, STR(" OR \""));
            fold(&out, word, SPELLED);
            buf_add(&out, STR("\"*"));
        }
        buf_add_char(&out, ')');
    }
    str expression = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return expression;
}

size_t fold_find(str text, str word)
{
    bool inside = false;
    for (size_t i = 0; i < text.n; i++) {
        size_t at = i, k = 0;
        while (!inside && k < word.n && at < text.n) {
            size_t letter = letter_at(str_of(text.p + at, text.n - at));
            str plain = letter < COUNT_OF(letters) ? str_from(letters[letter].plain) : (str){0};
            char c = text.p[at];
            char lower = ascii_lower(c);
            if (plain.n && str_starts_with(str_of(word.p + k, word.n - k), plain)) {
                k += plain.n;
                at += 2;
            } else if (!plain.n && lower == word.p[k]) {
                k++;
                at++;
            } else
                break;
        }
        if (!inside && k == word.n)
            return i;
        inside = is_word(text.p[i]);
    }
    return text.n;
}

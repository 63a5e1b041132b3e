/* SPDX-License-Identifier: Apache-2.0 */
/* product_word.c - words of product_word.def looked up. */
#include "plan/security/match/product_word.h"

#include "base/ascii.h"
#include "base/sorted.h"
#include "plan/security/match/german_word.h"

enum { OTHER_BYTES = 4, DISTINCT_BYTES = 5, TELLING_BYTES = 3, COINED_BYTES = 5, YEAR_BYTES = 4 };

/* clang-format off */
static const struct {
    str word;
    enum word_class class;
} words_known[] = {
#define PRODUCT_WORD(word, class) {STR_ROW(word), WORD_##class},
#include "plan/security/match/product_word.def"
#undef PRODUCT_WORD
};
/* clang-format on */

enum word_class word_class_of(str word)
{
    struct german_parts parts;
    size_t at;
    if (sorted_find(words_known, COUNT_OF(words_known), sizeof words_known[0], word, &at))
        return words_known[at].class;
    return german_word_read(word, &parts) ? WORD_ADDED : WORD_NAME;
}

bool word_has_digit(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (ascii_is_digit(word.p[i]))
            return true;
    return false;
}

bool word_is_telling(str word)
{
    return word.n >= TELLING_BYTES && word_has_digit(word);
}

bool class_is_content(enum word_class class)
{
    return class == WORD_NAME || class == WORD_OTHER || class == WORD_COMMON;
}

bool class_is_distinct(enum word_class class, str word)
{
    return word_is_telling(word) || (word.n >= DISTINCT_BYTES && class == WORD_NAME);
}

bool word_is_content(str word)
{
    return class_is_content(word_class_of(word));
}

bool word_is_distinct(str word)
{
    return class_is_distinct(word_class_of(word), word);
}

bool word_is_coined(str word)
{
    if (word.n && ascii_is_digit(word.p[word.n - 1])) /* "Pavilion8" */
        word.n--;
    return word.n >= COINED_BYTES && !word_has_digit(word) && word_class_of(word) == WORD_NAME;
}

size_t word_letter(str word)
{
    return word.n ? word.p[0] & (WORD_LETTERS - 1) : 0;
}

bool word_is_year(str word)
{
    int year = 0;
    for (size_t i = 0; i < word.n && i < YEAR_BYTES; i++)
        year = year * 10 + word.p[i] - '0';
    return word.n == YEAR_BYTES && str_run(word, ascii_is_digit) == YEAR_BYTES &&
           year >= YEAR_MIN && year <= YEAR_MAX;
}

bool word_is_kind(str word)
{
    return word_class_of(word) == WORD_KIND;
}

bool word_is_added(str word)
{
    enum word_class class = word_class_of(word);
    return class == WORD_KIND || class == WORD_ADDED || class == WORD_RANGE;
}

bool word_is_other(str word)
{
    return word.n < OTHER_BYTES || word_class_of(word) == WORD_OTHER;
}

bool word_is_misspelt(str a, str b)
{
    size_t head = 0, tail = 0, n = a.n < b.n ? a.n : b.n, more = a.n > b.n ? a.n : b.n;
    if (word_has_digit(a) || word_has_digit(b))
        return false;
    while (head < n && a.p[head] == b.p[head])
        head++;
    while (tail < n - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    return head + tail + 1 >= more;
}

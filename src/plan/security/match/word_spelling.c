/* SPDX-License-Identifier: Apache-2.0 */
/* word_spelling.c - one spelling of words that have two. */
#include "plan/security/match/word_spelling.h"

#include "base/ascii.h"
#include "plan/security/match/product_word.h"

enum { YEAR_BYTES = 4, YEAR_LETTERS = 2 /* in front of one */ };

static const struct {
    const char *word, *spelled;
} words[] = {{"ii", "2"}, {"iii", "3"},          {"iv", "4"},
             {"vi", "6"}, {"generation", "gen"}, {"sw", "software"}};

static const struct {
    const char *ending, *spelled;
} endings[] = {{"centre", "center"}, {"analyser", "analyzer"}, {"fibre", "fiber"}};

/* "4" of "4th"; empty: it is none. */
static str ordinal(str word)
{
    static const char *const marks[] = {"st", "nd", "rd", "th"};
    size_t digits = str_run(word, ascii_is_digit);
    for (size_t i = 0; digits && i < COUNT_OF(marks); i++)
        if (str_equal(str_of(word.p + digits, word.n - digits), str_from(marks[i])))
            return str_of(word.p, digits);
    return (str){0};
}

/* "2021" of "SE2021"; empty: it is none. */
static str year_behind(str word, str raw)
{
    size_t letters = word.n > YEAR_BYTES ? word.n - YEAR_BYTES : 0;
    str year = str_of(word.p + letters, word.n - letters);
    bool is_one = letters && letters <= YEAR_LETTERS && raw.n == word.n && word_is_year(year) &&
                  !word_has_digit(str_of(word.p, letters));
    return is_one ? year : (str){0};
}

str word_in_one_spelling(struct arena *arena, str word, str raw)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal(word, str_from(words[i].word)))
            return str_from(words[i].spelled);
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        str ending = str_from(endings[i].ending);
        if (str_ends_with(word, ending))
            return arena_printf(arena, "%.*s%s", (int)(word.n - ending.n), word.p,
                                endings[i].spelled);
    }
    str number = ordinal(word);
    number = number.n ? number : year_behind(word, raw);
    return number.n ? number : word;
}

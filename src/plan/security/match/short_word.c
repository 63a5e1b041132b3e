/* SPDX-License-Identifier: Apache-2.0 */
/* short_word.c - words of short_word.def looked up. */
#include "plan/security/match/short_word.h"

#include "base/ascii.h"

enum { REST_BYTES_MIN = 4 /* letters of a word behind: "ftview", not "ftp" */ };

/* clang-format off */
static const struct {
    str maker, word, means;
} words_known[] = {
#define SHORT_WORD(maker, word, means) {STR_ROW(maker), STR_ROW(word), STR_ROW(means)},
#include "plan/security/match/short_word.def"
#undef SHORT_WORD
};
/* clang-format on */

static bool may_follow(str rest)
{
    return rest.n == 0 || ascii_is_digit(rest.p[0]) || rest.n >= REST_BYTES_MIN;
}

str short_word_read(const struct makers *makers, str word, str *ret_rest)
{
    for (size_t i = 0; i < COUNT_OF(words_known); i++) {
        if (!word.n || words_known[i].word.p[0] != word.p[0])
            continue;
        str known = words_known[i].word;
        str rest = str_starts_with(word, known) ? str_of(word.p + known.n, word.n - known.n) : word;
        str maker = words_known[i].maker;
        bool is_one = maker.n ? may_follow(rest) && makers_have(makers, maker) : rest.n == 0;
        if (rest.n == word.n || !is_one)
            continue;
        *ret_rest = rest;
        return words_known[i].means;
    }
    return (str){0};
}

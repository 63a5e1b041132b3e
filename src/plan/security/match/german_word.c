/* SPDX-License-Identifier: Apache-2.0 */
/* german_word.c - words of german_word.def taken apart. */
#include "plan/security/match/german_word.h"

struct part {
    const char *german, *english;
};

/* clang-format off */
#define FRONT(german, english) {german, english},
#define TAIL(german, english)
static const struct part fronts[] = {
#include "plan/security/match/german_word.def"
};
#undef FRONT
#undef TAIL
#define FRONT(german, english)
#define TAIL(german, english) {german, english},
static const struct part tails[] = {
#include "plan/security/match/german_word.def"
};
#undef FRONT
#undef TAIL
/* clang-format on */

/* What may stand between two parts. */
static const char *const links[] = {"", "s", "n", "en", "e", "er", "ungs"};

/* Bytes of the text that are the part: "geraet" is "gerat" too. 0: it begins otherwise. */
static size_t begins(str text, const char *part)
{
    size_t at = 0;
    for (size_t i = 0; part[i]; i++, at++) {
        if (at == text.n || text.p[at] != part[i])
            return 0;
        bool vowel = strchr("aou", part[i]) != NULL;
        if (vowel && part[i + 1] != 'e' && at + 1 < text.n && text.p[at + 1] == 'e')
            at++;
    }
    return at;
}

/* Plural: "Module", "Kameras", "Steuerungen". */
static bool is_ending(str text)
{
    return text.n == 0 || str_equal(text, STR("e")) || str_equal(text, STR("n")) ||
           str_equal(text, STR("s")) || str_equal(text, STR("en"));
}

static bool read_from(str text, size_t depth, struct german_parts *parts);

/* The text as the part and others behind it. */
static bool read_behind(str text, const struct part *part, size_t depth, struct german_parts *parts)
{
    size_t n = begins(text, part->german);
    for (size_t k = 0; n && k < COUNT_OF(links); k++) {
        str rest = str_of(text.p + n, text.n - n), link = str_from(links[k]);
        if (!str_starts_with(rest, link) || rest.n == link.n)
            continue;
        parts->english[depth] = str_from(part->english);
        if (read_from(str_of(rest.p + link.n, rest.n - link.n), depth + 1, parts))
            return true;
    }
    return false;
}

static bool read_from(str text, size_t depth, struct german_parts *parts)
{
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        size_t n = tails[i].german[0] == text.p[0] ? begins(text, tails[i].german) : 0;
        if (!n || !is_ending(str_of(text.p + n, text.n - n)))
            continue;
        parts->english[depth] = str_from(tails[i].english);
        parts->count = depth + 1;
        return true;
    }
    if (depth + 1 == GERMAN_PARTS_MAX)
        return false;
    for (size_t i = 0; i < COUNT_OF(fronts); i++)
        if (fronts[i].german[0] == text.p[0] && read_behind(text, &fronts[i], depth, parts))
            return true;
    for (size_t i = 0; i < COUNT_OF(tails); i++) /* "Bediengerätesoftware" */
        if (tails[i].german[0] == text.p[0] && read_behind(text, &tails[i], depth, parts))
            return true;
    return false;
}

bool german_word_read(str word, struct german_parts *ret_parts)
{
    *ret_parts = (struct german_parts){0};
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] < 'a' || word.p[i] > 'z')
            return false;
    return word.n && read_from(word, 0, ret_parts);
}

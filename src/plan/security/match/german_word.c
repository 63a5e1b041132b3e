/* SPDX-License-Identifier: Apache-2.0 */
/* german_word.c - words of german_word.def taken apart. */
#include "plan/security/match/german_word.h"

#include "base/ascii.h"

enum { SURE_TAIL_BYTES = 5, ANY_FRONT_BYTES = 3 };

struct part {
    str german, english;
};

/* clang-format off */
#define FRONT(german, english) {STR_ROW(german), STR_ROW(english)},
#define TAIL(german, english)
#define ADJECTIVE(german, english)
static const struct part fronts[] = {
#include "plan/security/match/german_word.def"
};
#undef FRONT
#undef TAIL
#define FRONT(german, english)
#define TAIL(german, english) {STR_ROW(german), STR_ROW(english)},
static const struct part tails[] = {
#include "plan/security/match/german_word.def"
};
#undef TAIL
#undef ADJECTIVE
#define TAIL(german, english)
#define ADJECTIVE(german, english) {STR_ROW(german), STR_ROW(english)},
static const struct part adjectives[] = {
#include "plan/security/match/german_word.def"
};
#undef FRONT
#undef TAIL
#undef ADJECTIVE
/* clang-format on */

/* What may stand between two parts. */
static const str links[] = {STR_ROW(""),  STR_ROW("s"),  STR_ROW("n"),   STR_ROW("en"),
                            STR_ROW("e"), STR_ROW("er"), STR_ROW("ungs")};

/* Bytes of the text that are the part: "geraet" is "gerat" too. 0: it begins otherwise. */
static size_t begins(str text, str part)
{
    size_t at = 0;
    for (size_t i = 0; i < part.n; i++, at++) {
        if (at == text.n || text.p[at] != part.p[i])
            return 0;
        bool vowel = part.p[i] == 'a' || part.p[i] == 'o' || part.p[i] == 'u';
        if (vowel && !(i + 1 < part.n && part.p[i + 1] == 'e') && at + 1 < text.n &&
            text.p[at + 1] == 'e')
            at++;
    }
    return at;
}

/* The first row that does not stand before those with this letter and the next one. */
static size_t first_with(const struct part *parts, size_t count, str text)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        const char *row = parts[middle].german.p;
        bool is_before =
            row[0] != text.p[0] ? row[0] < text.p[0] : text.n > 1 && row[1] < text.p[1];
        from = is_before ? middle + 1 : from;
        to = is_before ? to : middle;
    }
    return from;
}

/* Whether a row has the letters that the text begins with. */
static bool may_begin(const struct part *part, str text)
{
    return part->german.p[0] == text.p[0] && text.n > 1 && part->german.p[1] == text.p[1];
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
        str rest = str_of(text.p + n, text.n - n), link = links[k];
        if (!str_starts_with(rest, link) || rest.n == link.n)
            continue;
        parts->english[depth] = part->english;
        if (read_from(str_of(rest.p + link.n, rest.n - link.n), depth + 1, parts))
            return true;
    }
    return false;
}

/* The row of the tail that is all of the text; NULL: none is. */
static const struct part *tail_of(str text)
{
    for (size_t i = first_with(tails, COUNT_OF(tails), text);
         i < COUNT_OF(tails) && may_begin(&tails[i], text); i++) {
        size_t n = begins(text, tails[i].german);
        if (n && is_ending(str_of(text.p + n, text.n - n)))
            return &tails[i];
    }
    return NULL;
}

/* "Schaltbare", "redundanter"; of "neues" the e is taken for that of an umlaut. */
static bool is_ending_of_adjective(str text)
{
    static const char *const endings[] = {"", "e", "er", "es", "em", "en", "r", "s", "m", "n"};
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_equal(text, str_from(endings[i])))
            return true;
    return false;
}

static const struct part *adjective_of(str text)
{
    for (size_t i = first_with(adjectives, COUNT_OF(adjectives), text);
         i < COUNT_OF(adjectives) && may_begin(&adjectives[i], text); i++) {
        size_t n = begins(text, adjectives[i].german);
        if (n && is_ending_of_adjective(str_of(text.p + n, text.n - n)))
            return &adjectives[i];
    }
    return NULL;
}

/* One of the parts, and others behind it. */
static bool read_any(const struct part *list, size_t count, str text, size_t depth,
                     struct german_parts *parts)
{
    for (size_t i = first_with(list, count, text); i < count && may_begin(&list[i], text); i++)
        if (read_behind(text, &list[i], depth, parts))
            return true;
    return false;
}

static bool read_from(str text, size_t depth, struct german_parts *parts)
{
    const struct part *tail = tail_of(text);
    if (tail) {
        parts->english[depth] = tail->english;
        parts->count = depth + 1;
        return true;
    }
    return depth + 1 < GERMAN_PARTS_MAX &&
           (read_any(fronts, COUNT_OF(fronts), text, depth, parts) ||
            read_any(tails, COUNT_OF(tails), text, depth, parts)); /* "Bediengerätesoftware" */
}

/* "Kurbelwellenprüfung": whatever stands in front of a tail that only German has. */
static bool read_tail(str word, struct german_parts *parts)
{
    for (size_t at = ANY_FRONT_BYTES; at + SURE_TAIL_BYTES <= word.n; at++) {
        const struct part *tail = tail_of(str_of(word.p + at, word.n - at));
        if (!tail || tail->german.n < SURE_TAIL_BYTES || str_equal(tail->german, tail->english))
            continue;
        *parts = (struct german_parts){.english = {tail->english}, .count = 1};
        return true;
    }
    return false;
}

bool german_word_is_front(str word)
{
    if (word.n < 2)
        return false;
    for (size_t i = first_with(fronts, COUNT_OF(fronts), word);
         i < COUNT_OF(fronts) && may_begin(&fronts[i], word); i++)
        if (str_equal(word, fronts[i].german))
            return true;
    return false;
}

bool german_word_read(str word, struct german_parts *ret_parts)
{
    *ret_parts = (struct german_parts){0};
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_is_lower(word.p[i]))
            return false;
    if (word.n < 2)
        return false;
    const struct part *adjective = adjective_of(word);
    if (adjective) {
        *ret_parts = (struct german_parts){.english = {adjective->english}, .count = 1};
        return true;
    }
    if (read_from(word, 0, ret_parts) || read_tail(word, ret_parts))
        return true;
    *ret_parts = (struct german_parts){0};
    return false;
}

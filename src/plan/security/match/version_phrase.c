/* SPDX-License-Identifier: Apache-2.0 */
/* version_phrase.c - the words that makers use around versions, as a table, and what stands in
 * parentheses. */
#include "plan/security/match/version_phrase.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "plan/security/match/version.h"

/* The longest of those that begin alike stands first. Found at the beginning of a word, without
 * regard to case. A comparator of two marks in a row holds for the version before it. */
static const struct {
    const char *words, *means;
} phrases[] = {
    {"all versions", " "},
    {"all version", " "},
    {"all firmware versions", " "},
    {"all software versions", " "},
    {"all bios versions", " "},
    {"any version", " "},
    {"versions", " "},
    {"version", " "},
    {"up to and including", " <= "},
    {"up to but not including", " < "},
    {"but not including", " < "},
    {"up to", " <= "},
    {"prior to and including", " <= "},
    {"less than or equal to", " <= "},
    {"greater than or equal to", " >= "},
    {"and earlier", " \1 "},
    {"or earlier", " \1 "},
    {"and prior", " \1 "},
    {"or prior", " \1 "},
    {"and below", " \1 "},
    {"or below", " \1 "},
    {"and lower", " \1 "},
    {"or lower", " \1 "},
    {"and older", " \1 "},
    {"or older", " \1 "},
    {"and later", " \2 "},
    {"or later", " \2 "},
    {"and newer", " \2 "},
    {"or newer", " \2 "},
    {"and above", " \2 "},
    {"or above", " \2 "},
    {"and higher", " \2 "},
    {"or higher", " \2 "},
    {"prior to", " < "},
    {"earlier than", " < "},
    {"lower than", " < "},
    {"less than", " < "},
    {"older than", " < "},
    {"below", " < "},
    {"before", " < "},
    {"later than", " > "},
    {"greater than", " > "},
    {"newer than", " > "},
    {"after", " > "},
    {"starting with", " >= "},
    {"starting from", " >= "},
    {"beginning with", " >= "},
    {"since", " >= "},
    {"from", " >= "},
    {"between", " \5 "},
    {"through", " \3 "},
    {"thru", " \3 "},
    {"until", " \3 "},
    {"to", " \3 "},
    {"and", " | "},
    {"or", " | "},
    {"installed on", " \4 "},
    {"running on", " \4 "},
    {"only when ", " \4 "},
    {"when ", " \4 "},
    {"with ", " \4 "},
    {"on ", " \4 "},
    {"if ", " \4 "},
};
static bool is_word_char(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static const char *phrase_at(str text, size_t at, size_t *ret_bytes)
{
    if (at && is_word_char(text.p[at - 1]))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(phrases); i++) {
        str words = str_from(phrases[i].words);
        size_t end = at + words.n;
        if (end > text.n || !str_equal_nocase(str_of(text.p + at, words.n), words))
            continue;
        if (end < text.n && is_word_char(text.p[end]) && is_word_char(text.p[end - 1]))
            continue;
        *ret_bytes = words.n;
        return phrases[i].means;
    }
    return NULL;
}

static const struct {
    const char *sign, *means;
} signs[] = {{"\xe2\x89\xa4", "<="},
             {"\xe2\x89\xa5", ">="},
             {"=<", "<="},
             {"=>", ">="},
             {"==", "="},
             {"&gt;", ">"},
             {"&lt;", "<"},
             {"%20", " "},
             {";", "|"},
             {",", "|"},
             {"&", "|"},
             {"\xe2\x80\x93", "-"}};

static str sign_at(str text, size_t at, size_t *ret_bytes)
{
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        str sign = str_from(signs[i].sign);
        if (str_starts_with(str_of(text.p + at, text.n - at), sign)) {
            *ret_bytes = sign.n;
            return str_from(signs[i].means);
        }
    }
    return (str){0};
}

/* --- serial numbers ----------------------------------------------------------------------------
 */

static bool take_word(str *text, const char *word)
{
    str rest = *text, wanted = str_from(word);
    while (rest.n && rest.p[0] == ' ')
        rest = str_of(rest.p + 1, rest.n - 1);
    if (rest.n < wanted.n || !str_equal_nocase(str_of(rest.p, wanted.n), wanted) ||
        (rest.n > wanted.n && is_word_char(rest.p[wanted.n])))
        return false;
    *text = str_of(rest.p + wanted.n, rest.n - wanted.n);
    return true;
}

static uint8_t take_count(str *text)
{
    static const char *const counts[][2] = {{"3", "three"}, {"4", "four"},  {"5", "five"},
                                            {"6", "six"},   {"7", "seven"}, {"8", "eight"}};
    for (uint8_t i = 0; i < COUNT_OF(counts); i++)
        if (take_word(text, counts[i][0]) || take_word(text, counts[i][1]))
            return (uint8_t)(i + 3);
    return 0;
}

/* "with the first 5 digits of serial No.": how many digits; 0: something else stands there. */
static uint8_t serial_at(str text, size_t at, size_t *ret_bytes)
{
    if (at && is_word_char(text.p[at - 1]))
        return 0;
    str rest = str_of(text.p + at, text.n - at);
    (void)take_word(&rest, "with");
    (void)take_word(&rest, "the");
    uint8_t count = take_word(&rest, "first") ? take_count(&rest) : 0;
    if (!count || !take_word(&rest, "digits") || !take_word(&rest, "of"))
        return 0;
    (void)take_word(&rest, "the");
    if (!take_word(&rest, "serial") || !(take_word(&rest, "number") || take_word(&rest, "no")))
        return 0;
    *ret_bytes = (size_t)(rest.p - text.p) - at;
    return count;
}

/* --- parentheses and conditions ----------------------------------------------------------------
 */

static bool starts_with_one_of(str text, const char *const *heads, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str head = str_from(heads[i]);
        if (text.n >= head.n && str_equal_nocase(str_of(text.p, head.n), head))
            return true;
    }
    return false;
}

static bool has_comparator(str text)
{
    return str_find_char(text, '<') < text.n || str_find_char(text, '>') < text.n;
}

/* What stands in parentheses: part of the version ("(08)", "(build 172)", "(Rev T)"), or a
 * condition, or a remark that changes nothing ("(inclusive)", "(only affected by CVE-…)"). */
static void add_parenthesis(struct arena *arena, str inside, struct version_phrase *phrase,
                            struct buf *out)
{
    static const char *const remarks[] = {
        "only affected by", "inclusive", "including", "all versions", "all", "included", "former"};
    static const char *const strict[] = {"exclu", "not includ"};
    struct version version;
    if (starts_with_one_of(inside, remarks, COUNT_OF(remarks)))
        return;
    if (starts_with_one_of(inside, strict, COUNT_OF(strict)))
        buf_add_char(out, MARK_STRICT);
    else if (inside.n <= VERSION_BYTES_MAX && version_read(inside, &version) && !version.label.n &&
             str_find_char(inside, ',') == inside.n) {
        buf_add_char(out, ' ');
        buf_add(out, inside);
        buf_add_char(out, ' ');
    } else
        phrase->condition = arena_dup(arena, inside);
}

/* "revision index B1 with BSP <= UN30 1.76": the comparison is behind the condition when none is
 * before it and only a word like "firmware" between. */
static void split_condition(str text, struct version_phrase *phrase)
{
    size_t at = str_find_char(text, MARK_CONDITION);
    phrase->text = str_of(text.p, at);
    if (at == text.n)
        return;
    str behind = str_of(text.p + at + 1, text.n - at - 1);
    size_t comparator = 0;
    while (comparator < behind.n && behind.p[comparator] != '<' && behind.p[comparator] != '>')
        comparator++;
    if (!has_comparator(phrase->text) && comparator < behind.n &&
        version_says_nothing(str_of(behind.p, comparator))) {
        phrase->condition = phrase->text;
        phrase->text = str_of(behind.p + comparator, behind.n - comparator);
    } else
        phrase->condition = behind;
}

/* "V1.81.01 - V1.81.03": a dash alone before another version. */
static bool is_dash_to(str text, size_t at)
{
    if (text.p[at] != '-' || at == 0 || text.p[at - 1] != ' ' || at + 3 >= text.n ||
        text.p[at + 1] != ' ')
        return false;
    char next = text.p[at + 2];
    next = (next | 0x20) == 'v' ? text.p[at + 3] : next;
    return ascii_is_digit(next);
}

/* Some makers write '_' for a space; control characters are ours, for marks. */
void version_phrase_read(struct arena *arena, str written, struct version_phrase *ret_phrase)
{
    *ret_phrase = (struct version_phrase){0};
    char *spaced = arena_alloc(arena, written.n + 1);
    for (size_t i = 0; i < written.n; i++)
        spaced[i] = (unsigned char)written.p[i] < ' ' || written.p[i] == '_' ? ' ' : written.p[i];
    str text = str_of(spaced, written.n);
    struct buf out = {0};
    for (size_t at = 0; at < text.n;) {
        size_t bytes = 1;
        uint8_t digits = serial_at(text, at, &bytes);
        const char *means = digits ? " " : phrase_at(text, at, &bytes);
        str sign = means ? str_from(means) : sign_at(text, at, &bytes);
        str rest = str_of(text.p + at + 1, text.n - at - 1);
        size_t end = text.p[at] == '(' ? str_find_char(rest, ')') : 0;
        if (digits)
            ret_phrase->serial_digits = digits;
        if (end && !has_comparator(str_of(rest.p, end))) {
            add_parenthesis(arena, str_of(rest.p, end), ret_phrase, &out);
            bytes = end + 2;
        } else if (is_dash_to(text, at))
            buf_add_char(&out, MARK_TO);
        else if (sign.n)
            buf_add(&out, sign);
        else if (text.p[at] == '(' || text.p[at] == ')')
            buf_add_char(&out, ' ');
        else
            buf_add_char(&out, text.p[at]);
        at += bytes;
    }
    str normal = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    str in_parentheses = ret_phrase->condition;
    split_condition(normal, ret_phrase);
    if (!ret_phrase->condition.n)
        ret_phrase->condition = in_parentheses;
}

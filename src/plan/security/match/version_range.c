/* SPDX-License-Identifier: Apache-2.0 */
/* version_range.c - a maker's words become comparators, these are held against a version. */
#include "plan/security/match/version_range.h"

#include "base/buf.h"

/* --- words into comparators --------------------------------------------------------------------
 */

/* The longest of those that begin alike stands first. Found at the beginning of a word, without
 * regard to case. A comparator of two marks in a row holds for the version before it. */
static const struct {
    const char *words, *means;
} phrases[] = {
    {"all versions", " "},
    {"all version", " "},
    {"all firmware versions", " "},
    {"any version", " "},
    {"versions", " "},
    {"up to and including", " <= "},
    {"up to but not including", " < "},
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
    {"when ", " \4 "},
    {"with ", " \4 "},
    {"on ", " \4 "},
    {"if ", " \4 "},
};
enum { MARK_UPPER = 1, MARK_LOWER = 2, MARK_TO = 3, MARK_CONDITION = 4, MARK_BETWEEN = 5 };

static bool is_word_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           (unsigned char)c >= 0x80;
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

/* What stands in parentheses: part of the version ("(08)", "(build 172)", "(Rev T)"), or a
 * condition, or a remark that changes nothing ("(inclusive)", "(only affected by CVE-…)"). */
static void add_parenthesis(struct arena *arena, str inside, struct version_range *range,
                            struct buf *out)
{
    static const char *const remarks[] = {"only affected by", "inclusive", "including",
                                          "all versions",     "all",       "included"};
    struct version version;
    for (size_t i = 0; i < COUNT_OF(remarks); i++) {
        str remark = str_from(remarks[i]);
        if (inside.n >= remark.n && str_equal_nocase(str_of(inside.p, remark.n), remark))
            return;
    }
    if (inside.n <= VERSION_BYTES_MAX && version_read(inside, &version) && !version.label.n &&
        str_find_char(inside, ',') == inside.n) {
        buf_add_char(out, ' ');
        buf_add(out, inside);
        buf_add_char(out, ' ');
    } else
        range->condition = arena_dup(arena, inside);
}

/* The text with comparators in place of words, '|' in place of what else separates. Some makers
 * write '_' for a space; control characters are ours, for marks. */
static void normalise(struct arena *arena, str written, struct version_range *range,
                      struct buf *out)
{
    str text = arena_dup(arena, written);
    char *spaced = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        spaced[i] = (unsigned char)text.p[i] < ' ' || text.p[i] == '_' ? ' ' : text.p[i];
    text.p = spaced;
    for (size_t at = 0; at < text.n;) {
        size_t bytes = 1;
        const char *means = phrase_at(text, at, &bytes);
        str sign = means ? str_from(means) : sign_at(text, at, &bytes);
        if (text.p[at] == '(') {
            str rest = str_of(text.p + at + 1, text.n - at - 1);
            size_t end = str_find_char(rest, ')');
            add_parenthesis(arena, str_of(rest.p, end), range, out);
            bytes = end + 2;
        } else if (sign.n)
            buf_add(out, sign);
        else
            buf_add_char(out, text.p[at]);
        at += bytes;
    }
}

/* --- comparators into constraints --------------------------------------------------------------
 */

static bool take_comparator(str *text, enum comparator *ret_comparator)
{
    static const struct {
        const char *sign;
        enum comparator comparator;
    } comparators[] = {{"<=", COMPARE_LESS_EQUAL}, {">=", COMPARE_GREATER_EQUAL},
                       {"!=", COMPARE_NOT_EQUAL},  {"<", COMPARE_LESS},
                       {">", COMPARE_GREATER},     {"=", COMPARE_EQUAL}};
    for (size_t i = 0; i < COUNT_OF(comparators); i++) {
        str sign = str_from(comparators[i].sign);
        if (!str_starts_with(*text, sign))
            continue;
        *text = str_of(text->p + sign.n, text->n - sign.n);
        *ret_comparator = comparators[i].comparator;
        return true;
    }
    return false;
}

static str trim(str text)
{
    while (text.n && text.p[0] == ' ')
        text = str_of(text.p + 1, text.n - 1);
    while (text.n && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == ':'))
        text.n--;
    return text;
}

/* "4.0.x", "R16x", "2.2.1 *": cut, and true. */
static bool cut_wildcard(str *text, bool *ret_whole_number)
{
    char last = text->n > 1 ? text->p[text->n - 1] : '\0';
    char before = text->n > 1 ? text->p[text->n - 2] : '\0';
    bool is_digit = before >= '0' && before <= '9';
    if (last != '*' && !((last == 'x' || last == 'X') && (before == '.' || is_digit)))
        return false;
    *ret_whole_number = !is_digit;
    text->n--;
    while (text->n && (text->p[text->n - 1] == '.' || text->p[text->n - 1] == ' '))
        text->n--;
    return true;
}

/* Alone it is a line of releases; ">= 4.x" begins, "< 4.x" ends where the line begins; the others
 * cannot be said by one version. */
static bool read_wildcard(enum comparator *comparator, str *text)
{
    bool whole_number = false;
    if (!cut_wildcard(text, &whole_number))
        return true;
    if (*comparator == COMPARE_EQUAL)
        *comparator = COMPARE_LINE;
    return whole_number && (*comparator == COMPARE_LINE || *comparator == COMPARE_GREATER_EQUAL ||
                            *comparator == COMPARE_LESS);
}

static void add_constraint(struct version_range *range, enum comparator comparator, str text)
{
    text = trim(text);
    if (!text.n)
        return;
    struct constraint constraint = {.comparator = comparator};
    if (range->count == RANGE_CONSTRAINTS_MAX || !read_wildcard(&constraint.comparator, &text) ||
        !version_read(text, &constraint.version)) {
        range->is_understood = false;
        return;
    }
    range->constraints[range->count++] = constraint;
}

static size_t end_of_version(str text)
{
    size_t n = 0;
    while (n < text.n && !strchr("<>=!|\1\2\3", text.p[n]))
        n++;
    return n;
}

/* A version, and what stands behind it: "and earlier", "to". */
static void take_version(struct version_range *range, str *text, enum comparator comparator)
{
    size_t n = end_of_version(*text);
    str version = str_of(text->p, n);
    char mark = n < text->n ? text->p[n] : '\0';
    if (mark == MARK_UPPER)
        comparator = COMPARE_LESS_EQUAL;
    else if (mark == MARK_LOWER || mark == MARK_TO)
        comparator = COMPARE_GREATER_EQUAL;
    *text = str_of(text->p + n, text->n - n);
    add_constraint(range, comparator, version);
}

static void read_constraints(str text, struct version_range *range)
{
    bool between = false, upper_waits = false; /* "between A and B" */
    while (text.n) {
        enum comparator comparator = COMPARE_EQUAL;
        char c = text.p[0];
        if (c == ' ' || c == '|' || (unsigned char)c <= MARK_BETWEEN) {
            text = str_of(text.p + 1, text.n - 1);
            between = between || c == MARK_BETWEEN;
            if (c != MARK_TO && !(c == '|' && upper_waits))
                continue;
            comparator = COMPARE_LESS_EQUAL;
        } else if (!take_comparator(&text, &comparator) && between)
            comparator = COMPARE_GREATER_EQUAL;
        text = trim(text);
        enum comparator repeated; /* "< <= 2": the last one says it */
        while (take_comparator(&text, &repeated)) {
            comparator = repeated;
            text = trim(text);
        }
        if (!text.n)
            break;
        upper_waits = between;
        between = false;
        if (text.p[0] == '!') { /* alone it says nothing */
            range->is_understood = false;
            text = str_of(text.p + 1, text.n - 1);
        }
        take_version(range, &text, comparator);
    }
}

static bool is_all(str text)
{
    static const char *const all[] = {"*", "all", "vers:all/*", "vers:all", "any", "-"};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (str_equal_nocase(text, str_from(all[i])))
            return true;
    return text.n == 0;
}

void version_range_read(struct arena *arena, str text, struct version_range *ret_range)
{
    *ret_range = (struct version_range){.text = arena_dup(arena, text), .is_understood = true};
    struct version_range *range = ret_range;
    if (text.n == 0 || text.n > RANGE_BYTES_MAX) {
        range->is_understood = false;
        return;
    }
    struct buf out = {0};
    normalise(arena, range->text, range, &out);
    str normal = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    size_t condition = str_find_char(normal, MARK_CONDITION);
    if (condition < normal.n)
        range->condition = trim(str_of(normal.p + condition + 1, normal.n - condition - 1));
    normal = trim(str_of(normal.p, condition));
    size_t slash = str_find_char(normal, '/');
    if (str_starts_with(normal, STR("vers:")) && slash < normal.n)
        normal = trim(str_of(normal.p + slash + 1, normal.n - slash - 1));
    if (is_all(normal))
        range->all = true;
    else
        read_constraints(normal, range);
    if (!range->all && range->count == 0)
        range->is_understood = false;
}

/* --- holding a version against it --------------------------------------------------------------
 */

static enum truth constraint_holds(const struct constraint *constraint,
                                   const struct version *version)
{
    if (constraint->comparator == COMPARE_LINE)
        return version_starts_with(version, &constraint->version) ? TRUTH_YES : TRUTH_NO;
    enum version_order order = version_compare(version, &constraint->version);
    if (order == VERSION_UNKNOWN)
        return TRUTH_UNKNOWN;
    static const bool holds[][3] = {
        [COMPARE_EQUAL] = {false, true, false},   [COMPARE_NOT_EQUAL] = {true, false, true},
        [COMPARE_LESS] = {true, false, false},    [COMPARE_LESS_EQUAL] = {true, true, false},
        [COMPARE_GREATER] = {false, false, true}, [COMPARE_GREATER_EQUAL] = {false, true, true},
    };
    return holds[constraint->comparator][order] ? TRUTH_YES : TRUTH_NO;
}

static enum truth both(enum truth a, enum truth b)
{
    if (a == TRUTH_NO || b == TRUTH_NO)
        return TRUTH_NO;
    return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_YES;
}

static enum truth either(enum truth a, enum truth b)
{
    if (a == TRUTH_YES || b == TRUTH_YES)
        return TRUTH_YES;
    return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_NO;
}

static bool is_upper(const struct constraint *constraint)
{
    return constraint->comparator == COMPARE_LESS || constraint->comparator == COMPARE_LESS_EQUAL;
}

static bool is_lower(const struct constraint *constraint)
{
    return constraint->comparator == COMPARE_GREATER ||
           constraint->comparator == COMPARE_GREATER_EQUAL;
}

/* "<= 5.0.27 | <= 5.1.19 | <= 6.0.16": each upper end belongs to a line of releases. */
static bool is_by_lines(const struct version_range *range)
{
    for (uint8_t i = 0; i < range->count; i++)
        if (!is_upper(&range->constraints[i]))
            return false;
    return range->count > 1;
}

/* Two versions are of one line when all but the last number agree. */
static bool is_of_line(const struct version *version, const struct version *end)
{
    struct version line = *end;
    line.count = end->count > 1 ? (uint8_t)(end->count - 1) : 1;
    return version_starts_with(version, &line);
}

static enum truth holds_by_lines(const struct version_range *range, const struct version *version)
{
    bool under_all = true, under_none = true;
    for (uint8_t i = 0; i < range->count; i++) {
        enum truth truth = constraint_holds(&range->constraints[i], version);
        if (truth == TRUTH_UNKNOWN)
            return TRUTH_UNKNOWN;
        if (is_of_line(version, &range->constraints[i].version))
            return truth;
        under_all &= truth == TRUTH_YES;
        under_none &= truth == TRUTH_NO;
    }
    return under_all ? TRUTH_YES : under_none ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* A lower end and the upper end behind it are one interval; all else stands alone. */
static enum truth holds_by_intervals(const struct version_range *range,
                                     const struct version *version)
{
    enum truth result = TRUTH_NO;
    for (uint8_t i = 0; i < range->count; i++) {
        enum truth truth = constraint_holds(&range->constraints[i], version);
        bool pair = is_lower(&range->constraints[i]) && i + 1 < range->count &&
                    is_upper(&range->constraints[i + 1]);
        if (pair)
            truth = both(truth, constraint_holds(&range->constraints[++i], version));
        result = either(result, truth);
    }
    return result;
}

enum truth version_range_holds(const struct version_range *range, const struct version *version)
{
    enum truth truth;
    if (range->all)
        truth = TRUTH_YES;
    else if (!version || !range->is_understood)
        return TRUTH_UNKNOWN;
    else
        truth = is_by_lines(range) ? holds_by_lines(range, version)
                                   : holds_by_intervals(range, version);
    if (truth == TRUTH_YES && range->condition.n)
        return TRUTH_UNKNOWN;
    return truth;
}

enum truth version_in_range(str version_text, str range_text)
{
    struct arena arena = {0};
    struct version_range range;
    struct version version;
    version_range_read(&arena, range_text, &range);
    bool known = version_read(version_text, &version);
    enum truth truth = version_range_holds(&range, known ? &version : NULL);
    arena_release(&arena);
    return truth;
}

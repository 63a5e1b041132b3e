/* SPDX-License-Identifier: Apache-2.0 */
/* version_range.c - a maker's words become comparators, these are held against a version. */
#include "plan/security/match/version_range.h"

#include "base/ascii.h"
#include "plan/security/match/product_word.h"
#include "plan/security/match/version_phrase.h"

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

enum { OPEN_DIGITS_MAX = 3 };

/* "4.0.x", "1.80.xx", "2.2.1 *", "R16x": cuts the placeholder, for what it stands see the span of a
 * constraint. A capital X behind a digit is a letter of the version. False: too many in a row. */
static bool cut_wildcard(str *text, uint64_t *ret_span)
{
    size_t n = text->n, open = 0;
    while (n > 1 && (text->p[n - 1] == 'x' || text->p[n - 1] == 'X'))
        n--, open++;
    char before = n ? text->p[n - 1] : '\0';
    bool of_number = open && text->p[n] == 'x' && ascii_is_digit(before);
    *ret_span = 0;
    if (open ? before != '.' && !of_number : before != '*' || n == 1)
        return true;
    *ret_span = 1;
    for (size_t i = 0; of_number && i < open && i < OPEN_DIGITS_MAX; i++)
        *ret_span *= 10;
    n -= open ? 0 : 1;
    while (n && (text->p[n - 1] == '.' || text->p[n - 1] == ' '))
        n--;
    text->n = n;
    return open <= OPEN_DIGITS_MAX;
}

/* "1SAP500900R0101", "1783-SAD4T0SPK9": the device itself, which some makers write among its
 * versions. */
static bool is_order_code(str text)
{
    enum { CODE_BYTES_MIN = 10, CODE_CHANGES_MIN = 3 };
    size_t changes = 0;
    bool was_digit = false;
    for (size_t i = 0; i < text.n; i++) {
        bool digit = ascii_is_digit(text.p[i]);
        bool letter = ascii_is_upper(text.p[i]);
        if (!digit && !letter && text.p[i] != '-')
            return false;
        changes += i && (digit || letter) && digit != was_digit;
        was_digit = digit || (was_digit && !letter);
    }
    return text.n >= CODE_BYTES_MIN && changes >= CODE_CHANGES_MIN;
}

/* The words behind a version that are no part of it say where it holds: "V4.00 Utilizes CodeMeter
 * 7.60c". They may only narrow the range, so a version without a comparator has none. */
static bool read_with_condition(str text, struct version_range *range, struct version *ret_version)
{
    for (size_t at = text.n; at-- > 1;) {
        char next = at + 1 < text.n ? (char)(text.p[at + 1] | 0x20) : '\0';
        if (text.p[at] != ' ' || next < 'a' || next > 'z')
            continue;
        str words = str_of(text.p + at + 1, text.n - at - 1);
        if (words.n >= 4 && str_equal_nocase(str_of(words.p, 4), STR("incl")))
            return false;
        if (version_read(str_of(text.p, at), ret_version)) {
            range->condition = words;
            return true;
        }
    }
    return false;
}

static bool read_constraint(str text, struct version_range *range, struct constraint *constraint)
{
    struct version *version = &constraint->version;
    if (!cut_wildcard(&text, &constraint->span) ||
        (!version_read(text, version) &&
         (constraint->comparator == COMPARE_EQUAL || !read_with_condition(text, range, version))))
        return false;
    uint64_t span = constraint->span > 1 ? constraint->span : 1;
    uint64_t *last = &version->parts[version->count - 1].number;
    if (*last > UINT64_MAX / span)
        return false;
    *last *= span;
    return true;
}

static void add_constraint(struct version_range *range, enum comparator comparator, str text)
{
    text = trim(text);
    if (!text.n || (comparator == COMPARE_EQUAL && is_order_code(text)))
        return;
    struct constraint constraint = {.comparator = comparator};
    if (range->count == RANGE_CONSTRAINTS_MAX || !read_constraint(text, range, &constraint))
        range->is_understood = false;
    else
        range->constraints[range->count++] = constraint;
}

static size_t end_of_version(str text)
{
    size_t n = 0;
    while (n < text.n && !strchr("<>=!|\1\2\3\6", text.p[n]))
        n++;
    return n;
}

/* Bytes of "6.10" in front; 0: there are no numbers with dots between them, and nothing else. */
static size_t dotted_bytes(str text)
{
    size_t n = 0, dots = 0;
    for (; n < text.n && text.p[n] != ' '; n++) {
        if (text.p[n] != '.' && (text.p[n] < '0' || text.p[n] > '9'))
            return 0;
        dots += text.p[n] == '.';
    }
    return dots ? n : 0;
}

/* "V33.017 V34.014", "7.x 8.x" and "6.00 6.10" are two, though nothing separates them. */
static size_t end_of_first(str text)
{
    size_t dotted = dotted_bytes(text);
    if (dotted && dotted < text.n && dotted_bytes(str_of(text.p + dotted + 1, text.n - dotted - 1)))
        return dotted;
    bool is_v = text.n > 1 && (text.p[0] | 0x20) == 'v' && ascii_is_digit(text.p[1]);
    for (size_t i = 1; i + 2 < text.n; i++) {
        char next = text.p[i + 1], behind = text.p[i + 2];
        if (text.p[i] != ' ')
            continue;
        if (is_v && (next | 0x20) == 'v' && ascii_is_digit(behind))
            return i;
        if (text.p[i - 1] == 'x' && ascii_is_digit(next))
            return i;
    }
    return text.n;
}

/* A version, and what stands behind it: "and earlier", "to", "1.91 <= 2.8". */
static void take_version(struct version_range *range, str *text, enum comparator comparator)
{
    size_t n = end_of_version(*text);
    str version = trim(str_of(text->p, n));
    char mark = n < text->n ? text->p[n] : '\0';
    if (mark == MARK_UPPER)
        comparator = COMPARE_LESS_EQUAL;
    else if (mark == MARK_LOWER || mark == MARK_TO)
        comparator = COMPARE_GREATER_EQUAL;
    else if (mark == '<' && comparator == COMPARE_EQUAL && str_find_char(version, ' ') == version.n)
        comparator = COMPARE_GREATER_EQUAL;
    else if (mark == MARK_STRICT && comparator == COMPARE_LESS_EQUAL)
        comparator = COMPARE_LESS;
    else if (mark == MARK_STRICT && comparator == COMPARE_GREATER_EQUAL)
        comparator = COMPARE_GREATER;
    *text = str_of(text->p + n, text->n - n);
    while (version.n) {
        size_t end = end_of_first(version);
        add_constraint(range, comparator, str_of(version.p, end));
        version = trim(str_of(version.p + end, version.n - end));
    }
}

static void read_constraints(str text, struct version_range *range)
{
    bool between = false, upper_waits = false; /* "between A and B" */
    while (text.n) {
        enum comparator comparator = COMPARE_EQUAL;
        char c = text.p[0];
        if (c == ' ' || c == '|' || (unsigned char)c <= MARK_STRICT) {
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
    struct version_phrase phrase;
    version_phrase_read(arena, range->text, &phrase);
    range->condition = trim(phrase.condition);
    range->serial_digits = phrase.serial_digits;
    str normal = trim(phrase.text);
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

/* Whether a version is one of those that a placeholder stands for. */
static bool is_in_span(const struct constraint *constraint, const struct version *version)
{
    struct version line = constraint->version;
    struct version_part *last = &line.parts[line.count - 1];
    if (version->count < line.count)
        return false;
    uint64_t number = version->parts[line.count - 1].number;
    if (number >= last->number && number - last->number < constraint->span)
        last->number = number;
    return version_starts_with(version, &line);
}

static bool is_of_number(char c)
{
    return ascii_is_digit(c) || c == '.';
}

/* "10.0_(10.0.415.2)_SP1", "2024_2023_11.0": the number of the version, with a dot in it, stands
 * behind another one in the name. */
static bool stands_within(const struct version *version, str named)
{
    str text = version->text;
    text.n = str_run(text, is_of_number);
    if (str_find_char(text, '.') + 1 >= text.n)
        return false;
    for (size_t at = 1; at + text.n <= named.n; at++)
        if (memcmp(named.p + at, text.p, text.n) == 0 && !is_of_number(named.p[at - 1]) &&
            (at + text.n == named.n || !is_of_number(named.p[at + text.n])) &&
            word_has_digit(str_of(named.p, at)))
            return true;
    return false;
}

/* That a device's version is not the one that is named is not sure when it says more than the name
 * ("12.2.11", "12.2"), when the name has letters that it has not ("S7-1211", "4.4"), or it too. */
static bool may_be_named(const struct version *version, const struct version *named)
{
    return (version->label.n == 0) != (named->label.n == 0) ||
           version_starts_with(version, named) || stands_within(version, named->text);
}

static enum truth constraint_holds(const struct constraint *constraint,
                                   const struct version *version)
{
    enum version_order order = constraint->span && is_in_span(constraint, version)
                                   ? VERSION_EQUAL
                                   : version_compare(version, &constraint->version);
    if (order == VERSION_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (constraint->comparator == COMPARE_EQUAL && order != VERSION_EQUAL &&
        may_be_named(version, &constraint->version))
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

/* From a lower end to an upper one. One that ends before it begins is meant otherwise, ">= 1.31 |
 * <= 1.4" as decimals: nobody knows. */
static enum truth interval_holds(const struct constraint *from, const struct constraint *to,
                                 const struct version *version)
{
    if (version_compare(&from->version, &to->version) == VERSION_GREATER)
        return TRUTH_UNKNOWN;
    return both(constraint_holds(from, version), constraint_holds(to, version));
}

/* A lower end and the upper end behind it are one interval; all else stands alone. */
static enum truth holds_by_intervals(const struct version_range *range,
                                     const struct version *version)
{
    enum truth result = TRUTH_NO;
    for (uint8_t i = 0; i < range->count; i++) {
        const struct constraint *constraint = &range->constraints[i];
        bool pair = is_lower(constraint) && i + 1 < range->count && is_upper(constraint + 1);
        result = either(result, pair ? interval_holds(constraint, constraint + 1, version)
                                     : constraint_holds(constraint, version));
        i = (uint8_t)(i + pair);
    }
    return result;
}

/* The first digits of a serial number. False: the version is none. */
static bool serial_read(const struct version_range *range, const struct version *version,
                        struct version *ret_serial)
{
    str text = version->text;
    size_t digits = str_run(text, ascii_is_digit);
    return digits == text.n && digits >= range->serial_digits &&
           version_read(str_of(text.p, range->serial_digits), ret_serial);
}

/* "< V9.0 SP2 with WinCC V7.4": what is fixed are both together, V9.0 SP2 alone may be meant. */
static bool is_half_fixed(const struct version_range *range, const struct version *version)
{
    str condition = range->condition;
    bool names_version = false;
    for (size_t i = 0; i + 2 < condition.n && !names_version; i++)
        names_version = condition.p[i] == ' ' && (condition.p[i + 1] | 0x20) == 'v' &&
                        ascii_is_digit(condition.p[i + 2]);
    for (uint8_t i = 0; names_version && i < range->count; i++)
        if (range->constraints[i].comparator == COMPARE_LESS &&
            version_compare(version, &range->constraints[i].version) == VERSION_EQUAL)
            return true;
    return false;
}

const struct version_range *version_range_kept(struct arena *arena, str text)
{
    struct arena own = {0}; /* tens of kilobytes, and on no stack */
    struct version_range *range = arena_alloc(&own, sizeof *range);
    version_range_read(arena, text, range);
    size_t bytes =
        offsetof(struct version_range, constraints) + range->count * sizeof *range->constraints;
    const struct version_range *kept = memcpy(arena_alloc(arena, bytes), range, bytes);
    arena_release(&own);
    return kept;
}

enum truth version_range_holds(const struct version_range *range, const struct version *version)
{
    enum truth truth;
    if (range->all)
        truth = TRUTH_YES;
    else if (!version || !range->is_understood)
        return TRUTH_UNKNOWN;
    else {
        struct version serial;
        if (range->serial_digits && !serial_read(range, version, &serial))
            return TRUTH_UNKNOWN;
        const struct version *held = range->serial_digits ? &serial : version;
        truth = is_by_lines(range) ? holds_by_lines(range, held) : holds_by_intervals(range, held);
    }
    if (range->condition.n && (truth == TRUTH_YES || is_half_fixed(range, version)))
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

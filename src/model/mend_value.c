/* SPDX-License-Identifier: Apache-2.0 */
/* mend_value.c - values of XSD types that people and tools wrote in another form: True, 3,14,
 * 24.12.2023. What could mean two values is left alone. Rule: W3C XML Schema Part 2. */
#include "base/ascii.h"
#include "codec/xsd.h"
#include "model/mend_private.h"

enum { NUMBER_BYTES_MAX = 400 }; /* longer ones are not looked at */

static bool all_digits(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!ascii_is_digit(text.p[i]))
            return false;
    return text.n > 0;
}

/* --- numbers ------------------------------------------------------------------------------------
 */

/* "1.234.567": groups of three behind a first one of up to three. */
static bool is_grouped(str digits, char separator)
{
    size_t group = 0, groups = 0;
    for (size_t i = 0; i <= digits.n; i++) {
        if (i < digits.n && digits.p[i] != separator) {
            if (!ascii_is_digit(digits.p[i]))
                return false;
            group++;
            continue;
        }
        if (group == 0 || group > 3 || (groups > 0 && group != 3))
            return false;
        groups++;
        group = 0;
    }
    return groups > 1;
}

static str without(struct arena *arena, str text, char unwanted)
{
    char *copy = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != unwanted)
            copy[n++] = text.p[i];
    return str_of(copy, n);
}

/* A number with a decimal comma or with separated thousands. "1,234" may be either and stays. */
static str plain_number(struct arena *arena, str text)
{
    size_t comma = str_find_char(text, ','), dot = str_find_char(text, '.');
    size_t sign = text.n && (text.p[0] == '-' || text.p[0] == '+');
    if (text.n > NUMBER_BYTES_MAX)
        return (str){0};
    if (comma == text.n) { /* 1.234.567 */
        str digits = str_of(text.p + sign, text.n - sign);
        str behind = dot < text.n ? str_of(text.p + dot + 1, text.n - dot - 1) : (str){0};
        bool twice = str_find_char(behind, '.') < behind.n;
        return twice && is_grouped(digits, '.') ? without(arena, text, '.') : (str){0};
    }
    str whole = str_of(text.p + sign, comma - sign);
    str rest = str_of(text.p + comma + 1, text.n - comma - 1);
    if (str_find_char(rest, ',') < rest.n) { /* 1,234,567.5 */
        str head = str_of(text.p + sign, dot - sign);
        return is_grouped(head, ',') ? without(arena, text, ',') : (str){0};
    }
    if (dot < comma && is_grouped(whole, '.')) /* 1.234,5 */
        return arena_printf(arena, "%.*s%.*s.%.*s", (int)sign, text.p,
                            STR_ARG(without(arena, whole, '.')), STR_ARG(rest));
    if (dot < text.n) { /* 1,234.5 */
        str head = str_of(text.p + sign, dot - sign);
        return dot > comma && is_grouped(head, ',') ? without(arena, text, ',') : (str){0};
    }
    size_t digits = 0;
    while (digits < rest.n && ascii_is_digit(rest.p[digits]))
        digits++;
    bool could_be_thousands =
        digits == 3 && whole.n <= 3 && whole.n > 0 && whole.p[0] != '0' && digits == rest.n;
    if (could_be_thousands || !all_digits(whole) || digits == 0)
        return (str){0};
    return arena_printf(arena, "%.*s.%.*s", (int)comma, text.p, STR_ARG(rest));
}

/* 5.0 and 5,00 for a whole number. */
static str whole_number(struct arena *arena, str text)
{
    str plain = plain_number(arena, text);
    if (!plain.p)
        plain = text;
    size_t dot = str_find_char(plain, '.');
    for (size_t i = dot + 1; i < plain.n; i++)
        if (plain.p[i] != '0')
            return (str){0};
    return dot < plain.n ? str_of(plain.p, dot) : plain;
}

static str floating(struct arena *arena, str text)
{
    static const struct {
        const char *word, *form;
    } words[] = {{"infinity", "INF"}, {"+infinity", "INF"}, {"-infinity", "-INF"}, {"inf", "INF"},
                 {"+inf", "INF"},     {"-inf", "-INF"},     {"nan", "NaN"}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal_nocase(text, str_from(words[i].word)))
            return str_from(words[i].form);
    return plain_number(arena, text);
}

/* --- dates --------------------------------------------------------------------------------------
 */

/* Takes 1 to `most` digits off the text. */
static bool take_number(str *text, size_t most, int *ret_number, size_t *ret_digits)
{
    size_t n = 0;
    int number = 0;
    while (n < text->n && n < most && ascii_is_digit(text->p[n]))
        number = number * 10 + (text->p[n++] - '0');
    *ret_number = number;
    *ret_digits = n;
    *text = str_of(text->p + n, text->n - n);
    return n > 0;
}

static bool take_char(str *text, char c)
{
    if (!text->n || text->p[0] != c)
        return false;
    *text = str_of(text->p + 1, text->n - 1);
    return true;
}

/* 24.12.2023, 2023-1-5, 2023/12/24. 12/24/2023 is written differently on both sides of the ocean.
 */
static bool take_date(str *text, int *year, int *month, int *day)
{
    size_t digits, two;
    int first;
    if (!take_number(text, 4, &first, &digits))
        return false;
    if (digits == 4) {
        char between = text->n ? text->p[0] : 0;
        *year = first;
        return (between == '-' || between == '/' || between == '.') && take_char(text, between) &&
               take_number(text, 2, month, &two) && take_char(text, between) &&
               take_number(text, 2, day, &two);
    }
    *day = first;
    return digits <= 2 && take_char(text, '.') && take_number(text, 2, month, &two) &&
           take_char(text, '.') && take_number(text, 4, year, &digits) && digits == 4;
}

/* Reads 13:45, 9:05:00.5; what follows (fraction, time zone) is left in the text. */
static bool take_time(str *text, int *hour, int *minute, int *second)
{
    size_t digits;
    *second = 0;
    if (!take_number(text, 2, hour, &digits) || !take_char(text, ':') ||
        !take_number(text, 2, minute, &digits) || digits != 2)
        return false;
    return !take_char(text, ':') || (take_number(text, 2, second, &digits) && digits == 2);
}

static str date_form(struct arena *arena, str text)
{
    int year, month, day, hour, minute, second;
    if (!take_date(&text, &year, &month, &day))
        return (str){0};
    str zone = text;
    /* Midnight says no more than the date. */
    if (text.n && (text.p[0] == 'T' || text.p[0] == ' ')) {
        zone = str_of(text.p + 1, text.n - 1);
        if (!take_time(&zone, &hour, &minute, &second) || hour || minute || second)
            return (str){0};
    }
    return arena_printf(arena, "%04d-%02d-%02d%.*s", year, month, day, STR_ARG(zone));
}

static str date_time_form(struct arena *arena, str text)
{
    int year, month, day, hour, minute, second;
    if (!take_date(&text, &year, &month, &day) || !text.n ||
        (text.p[0] != 'T' && text.p[0] != 't' && text.p[0] != ' '))
        return (str){0};
    text = mend_trim(str_of(text.p + 1, text.n - 1));
    if (!take_time(&text, &hour, &minute, &second))
        return (str){0};
    size_t digits = text.n && text.p[0] == '.';
    while (digits && digits < text.n && ascii_is_digit(text.p[digits]))
        digits++;
    str fraction = str_of(text.p, digits);
    str rest = mend_trim(str_of(text.p + digits, text.n - digits));
    if (str_equal(rest, STR("z")) || str_equal(rest, STR("UTC")) || str_equal(rest, STR("GMT")))
        rest = STR("Z");
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%.*s%.*s", year, month, day, hour,
                        minute, second, STR_ARG(fraction), STR_ARG(rest));
}

static str time_form(struct arena *arena, str text)
{
    int hour, minute, second;
    if (!take_time(&text, &hour, &minute, &second))
        return (str){0};
    return arena_printf(arena, "%02d:%02d:%02d%.*s", hour, minute, second, STR_ARG(text));
}

/* --- all types ----------------------------------------------------------------------------------
 */

static str boolean_form(str text)
{
    if (str_equal_nocase(text, STR("true")))
        return STR("true");
    return str_equal_nocase(text, STR("false")) ? STR("false") : (str){0};
}

static str candidate(enum xsd_type type, str text, struct arena *arena)
{
    switch (type) {
    case XSD_BOOLEAN:
        return boolean_form(text);
    case XSD_DECIMAL:
        return plain_number(arena, text);
    case XSD_DOUBLE:
    case XSD_FLOAT:
        return floating(arena, text);
    case XSD_DATE:
        return date_form(arena, text);
    case XSD_DATE_TIME:
        return date_time_form(arena, text);
    case XSD_TIME:
        return time_form(arena, text);
    case XSD_BYTE:
    case XSD_INT:
    case XSD_INTEGER:
    case XSD_LONG:
    case XSD_NEGATIVE_INTEGER:
    case XSD_NON_NEGATIVE_INTEGER:
    case XSD_NON_POSITIVE_INTEGER:
    case XSD_POSITIVE_INTEGER:
    case XSD_SHORT:
    case XSD_UNSIGNED_BYTE:
    case XSD_UNSIGNED_INT:
    case XSD_UNSIGNED_LONG:
    case XSD_UNSIGNED_SHORT:
        return whole_number(arena, text);
    default:
        return (str){0};
    }
}

str mend_value_form(enum xsd_type type, str value, struct arena *arena)
{
    str text = mend_trim(value);
    if (text.n == 0)
        return (str){0};
    if (xsd_is_valid(type, text))
        return text;
    str form = candidate(type, text, arena);
    return form.p && xsd_is_valid(type, form) ? form : (str){0};
}

/* SPDX-License-Identifier: Apache-2.0 */
/* xsd.c - the table of types, and the forms of numbers, booleans and binary data. */
#include "codec/xsd.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "codec/lexical.h"
#include "codec/xsd_time.h"

/* --- integers --- */

enum { UNBOUNDED = 0 }; /* for integer_range.negative_max, positive_max */

/* What an integer type allows: magnitudes below and above zero, and zero itself. */
struct integer_range {
    bool negative, zero, positive;
    uint64_t negative_max, positive_max;
};

static const struct integer_range integer_ranges[XSD_COUNT] = {
    [XSD_BYTE] = {true, true, true, 128, 127},
    [XSD_SHORT] = {true, true, true, 32768, 32767},
    [XSD_INT] = {true, true, true, 2147483648, 2147483647},
    [XSD_LONG] = {true, true, true, (uint64_t)INT64_MAX + 1, INT64_MAX},
    [XSD_INTEGER] = {true, true, true, UNBOUNDED, UNBOUNDED},
    [XSD_NEGATIVE_INTEGER] = {true, false, false, UNBOUNDED, UNBOUNDED},
    [XSD_NON_POSITIVE_INTEGER] = {true, true, false, UNBOUNDED, UNBOUNDED},
    [XSD_NON_NEGATIVE_INTEGER] = {false, true, true, UNBOUNDED, UNBOUNDED},
    [XSD_POSITIVE_INTEGER] = {false, false, true, UNBOUNDED, UNBOUNDED},
    [XSD_UNSIGNED_BYTE] = {false, true, true, UNBOUNDED, UINT8_MAX},
    [XSD_UNSIGNED_SHORT] = {false, true, true, UNBOUNDED, UINT16_MAX},
    [XSD_UNSIGNED_INT] = {false, true, true, UNBOUNDED, UINT32_MAX},
    [XSD_UNSIGNED_LONG] = {false, true, true, UNBOUNDED, UINT64_MAX},
};

/* Whether the digits, all of them digits without leading zero, are at most `max`. */
static bool is_at_most(const char *digits, size_t count, uint64_t max)
{
    uint64_t number;
    return max == UNBOUNDED || str_to_u64(str_of(digits, count), max, &number);
}

static bool is_integer(str value, const struct integer_range *range)
{
    const char *p = value.p, *end = p + value.n;
    bool negative = p < end && *p == '-';
    p += p < end && (*p == '-' || *p == '+');
    if (p == end)
        return false;
    while (p < end && *p == '0')
        p++;
    for (const char *q = p; q < end; q++)
        if (!ascii_is_digit(*q))
            return false;
    size_t count = (size_t)(end - p);
    if (count == 0)
        return range->zero;
    if (negative)
        return range->negative && is_at_most(p, count, range->negative_max);
    return range->positive && is_at_most(p, count, range->positive_max);
}

/* --- decimal, float, double --- */

/* The pieces of [+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)? */
struct real {
    str whole, fraction, exponent; /* digits only */
    bool has_exponent, exponent_negative;
};

static str take_digits(const char **p, const char *end)
{
    const char *from = *p;
    while (*p < end && ascii_is_digit(**p))
        (*p)++;
    return str_of(from, (size_t)(*p - from));
}

static bool scan_real(str value, struct real *ret_real)
{
    const char *p = value.p, *end = p + value.n;
    struct real real = {0};
    p += p < end && (*p == '-' || *p == '+');
    real.whole = take_digits(&p, end);
    if (p < end && *p == '.') {
        p++;
        real.fraction = take_digits(&p, end);
    }
    if (real.whole.n + real.fraction.n == 0)
        return false;
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        real.has_exponent = true;
        real.exponent_negative = p < end && *p == '-';
        p += p < end && (*p == '-' || *p == '+');
        real.exponent = take_digits(&p, end);
        if (real.exponent.n == 0)
            return false;
    }
    *ret_real = real;
    return p == end;
}

static bool is_decimal(str value)
{
    struct real real;
    return scan_real(value, &real) && !real.has_exponent;
}

/* The least numbers that round to infinity: 2^128 - 2^103 and 2^1024 - 2^970. */
#define FLOAT_OVERFLOW "340282356779733661637539395458142568448"
#define DOUBLE_OVERFLOW                                                                            \
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490"     \
    "1797758720709633028641669288791094655554785194040263065748867150582068190890200070838367"     \
    "6273854845817711531764475730270069855571366959622842914819860834936475292719074168444365"     \
    "510704342711559699508093042880177904174497792"

/* The digits of both, one after the other, without a dot; at(i) past the end is '0'. */
static char digit_at(const struct real *real, size_t i)
{
    if (i < real->whole.n)
        return real->whole.p[i];
    i -= real->whole.n;
    return i < real->fraction.n ? real->fraction.p[i] : '0';
}

/* Whether the magnitude is below `limit`, a whole number. Exact, by digits. */
static bool is_below(const struct real *real, str limit)
{
    enum { EXPONENT_FAR = 1 << 30 }; /* larger than any number of digits could make up for */
    size_t digits = real->whole.n + real->fraction.n, first = 0;
    while (first < digits && digit_at(real, first) == '0')
        first++;
    if (first == digits)
        return true;
    uint64_t exponent = 0;
    if (real->has_exponent && !str_to_u64(real->exponent, EXPONENT_FAR, &exponent))
        exponent = EXPONENT_FAR;
    /* The number is 0.ddd times ten to this. */
    int64_t places = (int64_t)real->whole.n - (int64_t)first +
                     (real->exponent_negative ? -(int64_t)exponent : (int64_t)exponent);
    if (places != (int64_t)limit.n)
        return places < (int64_t)limit.n;
    for (size_t i = 0; i < limit.n; i++) {
        char digit = digit_at(real, first + i);
        if (digit != limit.p[i])
            return digit < limit.p[i];
    }
    return false;
}

static bool is_binary_real(str value, str limit)
{
    struct real real;
    if (scan_real(value, &real))
        return is_below(&real, limit);
    return str_equal(value, STR("INF")) || str_equal(value, STR("-INF")) ||
           str_equal(value, STR("NaN"));
}

static bool is_float(str value)
{
    return is_binary_real(value, STR(FLOAT_OVERFLOW));
}

static bool is_double(str value)
{
    return is_binary_real(value, STR(DOUBLE_OVERFLOW));
}

/* --- the others --- */

static bool is_boolean(str value)
{
    return str_equal(value, STR("true")) || str_equal(value, STR("false")) ||
           str_equal(value, STR("1")) || str_equal(value, STR("0"));
}

static bool is_hex_binary(str value)
{
    for (size_t i = 0; i < value.n; i++) {
        char lower = (char)(value.p[i] | 0x20);
        if (!ascii_is_digit(value.p[i]) && !(lower >= 'a' && lower <= 'f'))
            return false;
    }
    return value.n % 2 == 0;
}

static bool is_base64_digit(char c)
{
    char lower = (char)(c | 0x20);
    return ascii_is_lower(lower) || ascii_is_digit(c) || c == '+' || c == '/';
}

/* XSD Part 2, Base64Binary: groups of four, single spaces between characters, and no bits left over
 * behind the last byte. */
static bool is_base64_binary(str value)
{
    size_t digits = 0, pads = 0;
    char last = 'A';
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        if (c == ' ') {
            if (i == 0 || i + 1 == value.n || value.p[i - 1] == ' ')
                return false;
        } else if (c == '=') {
            pads++;
        } else if (pads || !is_base64_digit(c)) {
            return false;
        } else {
            digits++;
            last = c;
        }
    }
    if (pads > 2 || (digits + pads) % 4 != 0 || digits % 4 == 1)
        return false;
    return pads == 0 || strchr(pads == 2 ? "AQgw" : "AEIMQUYcgkosw048", last);
}

static bool is_string(str value)
{
    return utf8_find_non_xml(value) == value.n;
}

/* --- the table --- */

/* The check of each type that is no integer. */
static bool (*const checks[XSD_COUNT])(str) = {
    [XSD_ANY_URI] = lexical_is_any_uri,
    [XSD_BASE64_BINARY] = is_base64_binary,
    [XSD_BOOLEAN] = is_boolean,
    [XSD_DATE] = xsd_time_is_date,
    [XSD_DATE_TIME] = xsd_time_is_date_time,
    [XSD_DECIMAL] = is_decimal,
    [XSD_DOUBLE] = is_double,
    [XSD_DURATION] = xsd_time_is_duration,
    [XSD_FLOAT] = is_float,
    [XSD_G_DAY] = xsd_time_is_g_day,
    [XSD_G_MONTH] = xsd_time_is_g_month,
    [XSD_G_MONTH_DAY] = xsd_time_is_g_month_day,
    [XSD_G_YEAR] = xsd_time_is_g_year,
    [XSD_G_YEAR_MONTH] = xsd_time_is_g_year_month,
    [XSD_HEX_BINARY] = is_hex_binary,
    [XSD_STRING] = is_string,
    [XSD_TIME] = xsd_time_is_time,
};

#define XSD_NAME(name, text) {(text), sizeof(text) - 1},
static const str names[XSD_COUNT] = {XSD_LIST(XSD_NAME)};
#undef XSD_NAME

bool xsd_type_find(str name, enum xsd_type *ret_type)
{
    for (enum xsd_type type = 0; type < XSD_COUNT; type++) {
        if (str_equal(name, names[type])) {
            *ret_type = type;
            return true;
        }
    }
    return false;
}

str xsd_type_name(enum xsd_type type)
{
    assert(type < XSD_COUNT);
    return names[type];
}

bool xsd_is_valid(enum xsd_type type, str value)
{
    assert(type < XSD_COUNT);
    if (!value.p)
        value = STR("");
    return checks[type] ? checks[type](value) : is_integer(value, &integer_ranges[type]);
}

bool xsd_is_numeric(enum xsd_type type)
{
    assert(type < XSD_COUNT);
    return !checks[type] || type == XSD_DECIMAL || type == XSD_DOUBLE || type == XSD_FLOAT;
}

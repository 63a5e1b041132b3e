/* SPDX-License-Identifier: Apache-2.0 */
/* xsd_time.c - one cursor runs over the value; each function takes what it knows and says whether
 * it was there. */
#include "codec/xsd_time.h"

#include "base/ascii.h"
#include "codec/xsd.h"

struct cursor {
    const char *p, *end;
};

static struct cursor cursor_of(str value)
{
    return (struct cursor){value.p, value.p + value.n};
}

static bool take(struct cursor *c, char wanted)
{
    bool there = c->p < c->end && *c->p == wanted;
    c->p += there;
    return there;
}

/* Any number of digits; how many. */
static size_t take_digits(struct cursor *c)
{
    const char *from = c->p;
    while (c->p < c->end && ascii_is_digit(*c->p))
        c->p++;
    return (size_t)(c->p - from);
}

/* Two digits from `least` to `most`. */
static bool take_pair(struct cursor *c, int least, int most, int *ret_number)
{
    if (c->end - c->p < 2 || !ascii_is_digit(c->p[0]) || !ascii_is_digit(c->p[1]))
        return false;
    *ret_number = (c->p[0] - '0') * 10 + (c->p[1] - '0');
    c->p += 2;
    return *ret_number >= least && *ret_number <= most;
}

struct year {
    bool is_zero, is_leap;
};

/* -?([1-9][0-9]{3,}|0[0-9]{3}). The year before 0001 is -0001 (XSD 1.0), and it is a leap year. */
static bool take_year(struct cursor *c, struct year *ret_year)
{
    bool negative = take(c, '-');
    const char *from = c->p;
    size_t digits = take_digits(c);
    if (digits < 4 || (digits > 4 && *from == '0'))
        return false;
    unsigned cycle = 0; /* Gregorian leap years repeat after 400 years */
    bool is_zero = true;
    for (size_t i = 0; i < digits; i++) {
        cycle = (cycle * 10 + (unsigned)(from[i] - '0')) % 400;
        is_zero &= from[i] == '0';
    }
    if (negative && !is_zero)
        cycle = (cycle + 399) % 400;
    *ret_year = (struct year){is_zero, cycle % 4 == 0 && (cycle % 100 != 0 || cycle == 0)};
    return true;
}

static int days_of(int month, bool is_leap)
{
    static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap);
}

static bool take_month_day(struct cursor *c, bool is_leap)
{
    int month, day;
    return take_pair(c, 1, 12, &month) && take(c, '-') &&
           take_pair(c, 1, days_of(month, is_leap), &day);
}

static bool take_date(struct cursor *c)
{
    struct year year;
    return take_year(c, &year) && !year.is_zero && take(c, '-') && take_month_day(c, year.is_leap);
}

static bool take_time(struct cursor *c)
{
    int hour, minute, second;
    if (!take_pair(c, 0, 24, &hour) || !take(c, ':') || !take_pair(c, 0, 59, &minute) ||
        !take(c, ':') || !take_pair(c, 0, 59, &second))
        return false;
    const char *fraction = c->p;
    if (take(c, '.') && take_digits(c) == 0)
        return false;
    if (hour < 24)
        return true;
    for (; fraction < c->p; fraction++)
        if (*fraction >= '1')
            return false;
    return minute == 0 && second == 0;
}

/* Nothing, or a time zone; then the end. */
static bool take_zone_and_end(struct cursor *c)
{
    int hours, minutes;
    if (c->p == c->end)
        return true;
    if (take(c, 'Z'))
        return c->p == c->end;
    return (take(c, '+') || take(c, '-')) && take_pair(c, 0, 14, &hours) && take(c, ':') &&
           take_pair(c, 0, hours == 14 ? 0 : 59, &minutes) && c->p == c->end;
}

bool xsd_time_is_date(str value)
{
    struct cursor c = cursor_of(value);
    return take_date(&c) && take_zone_and_end(&c);
}

bool xsd_time_is_date_time(str value)
{
    struct cursor c = cursor_of(value);
    return take_date(&c) && take(&c, 'T') && take_time(&c) && take_zone_and_end(&c);
}

bool xsd_is_date_time_utc(str value)
{
    return (str_ends_with(value, STR("Z")) || str_ends_with(value, STR("+00:00")) ||
            str_ends_with(value, STR("-00:00"))) &&
           xsd_time_is_date_time(value);
}

bool xsd_time_is_time(str value)
{
    struct cursor c = cursor_of(value);
    return take_time(&c) && take_zone_and_end(&c);
}

bool xsd_time_is_g_day(str value)
{
    struct cursor c = cursor_of(value);
    int day;
    return take(&c, '-') && take(&c, '-') && take(&c, '-') && take_pair(&c, 1, 31, &day) &&
           take_zone_and_end(&c);
}

bool xsd_time_is_g_month(str value)
{
    struct cursor c = cursor_of(value);
    int month;
    return take(&c, '-') && take(&c, '-') && take_pair(&c, 1, 12, &month) && take_zone_and_end(&c);
}

bool xsd_time_is_g_month_day(str value)
{
    struct cursor c = cursor_of(value);
    return take(&c, '-') && take(&c, '-') && take_month_day(&c, true) && take_zone_and_end(&c);
}

bool xsd_time_is_g_year(str value)
{
    struct cursor c = cursor_of(value);
    struct year year;
    return take_year(&c, &year) && take_zone_and_end(&c);
}

bool xsd_time_is_g_year_month(str value)
{
    struct cursor c = cursor_of(value);
    struct year year;
    int month;
    return take_year(&c, &year) && take(&c, '-') && take_pair(&c, 1, 12, &month) &&
           take_zone_and_end(&c);
}

/* Fields of digits, each with its letter, in the order of `letters`; only the field of seconds may
 * have a fraction. How many there were, or SIZE_MAX when digits stand without a letter. */
static size_t take_fields(struct cursor *c, const char *letters)
{
    size_t count = 0;
    while (c->p < c->end && ascii_is_digit(*c->p)) {
        take_digits(c);
        bool fraction = take(c, '.');
        if ((fraction && take_digits(c) == 0) || c->p == c->end)
            return SIZE_MAX;
        const char *letter = *c->p ? strchr(letters, *c->p) : NULL;
        if (!letter || (fraction && *letter != 'S'))
            return SIZE_MAX;
        letters = letter + 1;
        c->p++;
        count++;
    }
    return count;
}

bool xsd_time_is_duration(str value)
{
    struct cursor c = cursor_of(value);
    take(&c, '-');
    if (!take(&c, 'P'))
        return false;
    size_t dates = take_fields(&c, "YMD");
    if (dates == SIZE_MAX)
        return false;
    if (c.p == c.end)
        return dates > 0;
    if (!take(&c, 'T'))
        return false;
    size_t times = take_fields(&c, "HMS");
    return times > 0 && times != SIZE_MAX && c.p == c.end;
}

/* A field's digits times its unit, up to `most`. */
static int64_t field_ms(str digits, int64_t unit, int64_t most)
{
    int64_t count = 0;
    for (size_t i = 0; i < digits.n; i++) {
        count = count * 10 + (digits.p[i] - '0');
        if (count > most / unit)
            return most;
    }
    return count * unit;
}

bool xsd_duration_ms(str value, int64_t ms_max, int64_t *ret_ms)
{
    enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    if (!xsd_time_is_duration(value))
        return false;
    struct cursor c = cursor_of(value);
    int64_t ms = 0;
    bool negative = take(&c, '-'), in_time = false;
    take(&c, 'P');
    while (c.p < c.end) {
        in_time |= take(&c, 'T');
        const char *from = c.p;
        str digits = str_of(from, take_digits(&c)), fraction = {0};
        if (take(&c, '.')) {
            from = c.p;
            fraction = str_of(from, take_digits(&c));
        }
        char letter = *c.p++;
        int64_t unit = letter == 'Y'              ? INT64_C(365) * DAY
                       : letter == 'M' && in_time ? MINUTE
                       : letter == 'M'            ? INT64_C(30) * DAY
                       : letter == 'D'            ? DAY
                       : letter == 'H'            ? HOUR
                                                  : SECOND;
        int64_t more = field_ms(digits, unit, ms_max);
        for (size_t i = 0, tenth = 100; i < fraction.n && i < 3; i++, tenth /= 10)
            more += (fraction.p[i] - '0') * (int64_t)tenth;
        ms = more > ms_max - ms ? ms_max : ms + more;
    }
    *ret_ms = negative ? 0 : ms;
    return true;
}

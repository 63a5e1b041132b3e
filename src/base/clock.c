/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c - clocks of the kernel. */
#include "base/clock.h"

#include "base/ascii.h"

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_wall_ms(void)
{
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_steady_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

void clock_format(int64_t wall_ms, char to[static CLOCK_TEXT_BYTES])
{
    time_t seconds = (time_t)(wall_ms / 1000);
    int ms = (int)(wall_ms % 1000);
    if (ms < 0) { /* before 1970 division rounds up */
        seconds--;
        ms += 1000;
    }
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char text[64];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900,
             utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, ms);
    memcpy(to, text, CLOCK_TEXT_BYTES - 1);
    to[CLOCK_TEXT_BYTES - 1] = 0;
}

void clock_format_http(int64_t wall_ms, char to[static CLOCK_HTTP_BYTES])
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t seconds = (time_t)(wall_ms / 1000 - (wall_ms % 1000 < 0));
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char text[64];
    snprintf(text, sizeof text, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * utc.tm_wday,
             utc.tm_mday, months + 3 * utc.tm_mon, utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
             utc.tm_sec);
    memcpy(to, text, CLOCK_HTTP_BYTES - 1);
    to[CLOCK_HTTP_BYTES - 1] = 0;
}

/* A number of exactly `digits` digits, with `end` behind it unless that is 0. */
static bool take_number(str *text, size_t digits, char end, int64_t max, int64_t *ret_number)
{
    uint64_t number;
    if (text->n < digits + (end != 0) ||
        !str_to_u64(str_of(text->p, digits), (uint64_t)max, &number) ||
        (end && text->p[digits] != end))
        return false;
    digits += end != 0;
    *text = str_of(text->p + digits, text->n - digits);
    *ret_number = (int64_t)number;
    return true;
}

static bool take_fraction(str *text, int64_t *ret_ms)
{
    size_t n = 1;
    int64_t unit = 100;
    *ret_ms = 0;
    if (!text->n || text->p[0] != '.')
        return true;
    for (; n < text->n && ascii_is_digit(text->p[n]); n++, unit /= 10)
        *ret_ms += unit * (text->p[n] - '0');
    *text = str_of(text->p + n, text->n - n);
    return n > 1;
}

static bool take_offset(str text, int64_t *ret_minutes)
{
    int64_t hours, minutes;
    *ret_minutes = 0;
    if (str_equal_nocase(text, STR("Z")))
        return true;
    if (text.n != 6 || (text.p[0] != '+' && text.p[0] != '-'))
        return false;
    int64_t sign = text.p[0] == '-' ? -1 : 1;
    text = str_of(text.p + 1, 5);
    if (!take_number(&text, 2, ':', 23, &hours) || !take_number(&text, 2, 0, 59, &minutes))
        return false;
    *ret_minutes = sign * (hours * 60 + minutes);
    return true;
}

/* Days from 1970-01-01 in the Gregorian calendar, by years that begin in March. */
static int64_t days_to(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t days_of(int64_t year, int64_t month)
{
    return month == 12 ? 31 : days_to(year, month + 1, 1) - days_to(year, month, 1);
}

bool clock_parse(str text, int64_t *ret_wall_ms)
{
    int64_t year, month, day, hour, minute, second, ms, offset;
    if (!take_number(&text, 4, '-', 9999, &year) || !take_number(&text, 2, '-', 12, &month) ||
        !take_number(&text, 2, 0, 31, &day) || !text.n || (text.p[0] != 'T' && text.p[0] != 't'))
        return false;
    text = str_of(text.p + 1, text.n - 1);
    if (!take_number(&text, 2, ':', 23, &hour) || !take_number(&text, 2, ':', 59, &minute) ||
        !take_number(&text, 2, 0, 60, &second) || !take_fraction(&text, &ms) ||
        !take_offset(text, &offset) || month == 0 || day == 0 || day > days_of(year, month))
        return false;
    int64_t minutes = (days_to(year, month, day) * 24 + hour) * 60 + minute - offset;
    *ret_wall_ms = (minutes * 60 + second) * 1000 + ms;
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* xsd_test.c - rows of values that each type takes and does not take, from W3C XML Schema Part 2.
 */
#include "codec/xsd.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Values are separated by '|'; an empty one counts. */
struct row {
    enum xsd_type type;
    const char *valid, *invalid;
};

/* 2^1024 - 2^970 without its last digit, a 2: the least number that rounds to infinity. */
#define OVER_DOUBLE                                                                                \
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490"     \
    "1797758720709633028641669288791094655554785194040263065748867150582068190890200070838367"     \
    "6273854845817711531764475730270069855571366959622842914819860834936475292719074168444365"     \
    "51070434271155969950809304288017790417449779"

static const struct row rows[] = {
    {XSD_ANY_URI, "|a|a/b|/a|//h/p|http://e.org/?q#f|urn:x:y|#f|?q|\xC3\xBC|http://[::1]:80/|x:",
     "a b|%|%4|%zz|#a#b|:a|1a:b|<a>|a`|a[b]|\xC2\x85|http://[x/"},
    {XSD_BASE64_BINARY, "|QQ==|QUI=|QUJD|QU JD|Q U I =|QUJDQQ==",
     "Q|QQ|QQ=|QUI|=|QR==|QUJ=|QQ==QQ==|QU  JD| QUJD|QUJD |QU-D|QUJD\n"},
    {XSD_BOOLEAN, "true|false|1|0", "|True|TRUE|yes|2| true|00"},
    {XSD_BYTE, "0|-0|+0|127|-128|+127|000127", "|128|-129|1.0|1e1| 1|+|-|--1|0x1|\xD9\xA1"},
    {XSD_DATE,
     "2020-02-29|2000-02-29|-0001-02-29|-0005-02-29|2022-04-01Z|2022-04-01+14:00|12022-01-01",
     "|2019-02-29|1900-02-29|-0004-02-29|0000-01-01|-0000-01-01|2022-04-31|2022-13-01|2022-00-01|"
     "2022-01-00|2022-4-1|22-04-01|02022-01-01|2022-04-01+14:01|2022-04-01+15:00|2022-04-01z|"
     "2022-04-01T00:00:00|+2022-04-01|2022-04-01 "},
    {XSD_DATE_TIME,
     "2022-04-01T01:02:03|2022-04-01T24:00:00|2022-04-01T24:00:00.000Z|"
     "2022-04-01T23:59:59.999999999999-13:59",
     "2022-04-01|2022-04-01T24:00:01|2022-04-01T24:00:00.1|2022-04-01T24:01:00|2022-04-01T25:00:00|"
     "2022-04-01T01:60:00|2022-04-01T01:00:60|2022-04-01T01:02|2022-04-01T01:02:03.|"
     "2022-04-01t01:02:03|2022-04-01T1:02:03|2011-02-29T01:02:03Z"},
    {XSD_DECIMAL, "0|-1.5|+1.5|.5|1.|001.10|123456789012345678901234567890.1",
     "|.|-|1e1|1,5|INF|1.5.1"},
    {XSD_DOUBLE,
     "0|-1.5|.5|1.|1e5|1E+5|1e-400|INF|-INF|NaN|-0|1.7976931348623158e308|"
     "0.0000e99999999999999999999|" OVER_DOUBLE "1|17976931348623157e292",
     "|+INF|inf|nan|-NaN|1e|e5|1e5.5|.e5|1e309|1.7976931348623159e308|-1e400|0x1p3|"
     "1e99999999999999999999|" OVER_DOUBLE "2"},
    {XSD_DURATION, "P1Y|-P1Y2M3DT4H5M6.7S|PT0S|P1M|PT1M|P1DT1S|P0Y|PT1.5S",
     "|P|PT|P1|1Y|P1S|P1YT|P1M1Y|P1.5Y|PT1.S|PT.5S|P-1Y|+P1Y|P1Y1Y|PT1H1H|P1D2H|p1y|P1YT1"},
    {XSD_FLOAT,
     "3.4028234663852886e38|340282346638528859811704183484516925440|1e-60|NaN|INF|"
     "340282356779733661637539395458142568447",
     "3.5e38|1e39|340282356779733661637539395458142568448|+INF"},
    {XSD_G_DAY, "---01|---31|---15Z|---15-14:00", "---00|---32|---1|--01|01|---01+14:30"},
    {XSD_G_MONTH, "--01|--12|--05Z", "--00|--13|--1|-01|--01--"},
    {XSD_G_MONTH_DAY, "--02-29|--12-31|--04-30Z", "--02-30|--04-31|--13-01|--1-1|02-01"},
    {XSD_G_YEAR, "2022|-0044|12022|0001Z|0000", "22|02022|+2022|2022-01|20 22"},
    {XSD_G_YEAR_MONTH, "2022-04|-0044-03|2022-04Z|2022-04-02:00", "2022|2022-13|2022-4|22-04"},
    {XSD_HEX_BINARY, "|00|0fFF", "0|0g|00 00"},
    {XSD_INT, "2147483647|-2147483648|-00002147483648", "2147483648|-2147483649|1.0"},
    {XSD_INTEGER, "0|-1|+1|00|123456789012345678901234567890|-123456789012345678901234567890",
     "|1.0|+-1|a"},
    {XSD_LONG, "9223372036854775807|-9223372036854775808",
     "9223372036854775808|-9223372036854775809|99999999999999999999"},
    {XSD_NEGATIVE_INTEGER, "-1|-001|-123456789012345678901234567890", "0|-0|1|+1|-"},
    {XSD_NON_NEGATIVE_INTEGER, "0|-0|+0|1|123456789012345678901234567890", "-1|"},
    {XSD_NON_POSITIVE_INTEGER, "0|-0|+0|000|-1|-123456789012345678901234567890", "1|+1|"},
    {XSD_POSITIVE_INTEGER, "1|+1|001|123456789012345678901234567890", "0|-1|+0|000"},
    {XSD_SHORT, "32767|-32768", "32768|-32769"},
    {XSD_STRING, "|a b\t\n|\xF0\x9F\x98\x80", "\x01|\x1F|\xEF\xBF\xBE|\xEF\xBF\xBF"},
    {XSD_TIME, "00:00:00|23:59:59.5|24:00:00|12:00:00Z|12:00:00+14:00",
     "24:00:01|12:00|1:00:00|12:00:00+24:00|12:60:00|12:00:00.|-12:00:00|12:00:00+1:00"},
    {XSD_UNSIGNED_BYTE, "255|0|-0|+255", "256|-1"},
    {XSD_UNSIGNED_INT, "4294967295|0", "4294967296|-1"},
    {XSD_UNSIGNED_LONG, "18446744073709551615|00018446744073709551615", "18446744073709551616|-1"},
    {XSD_UNSIGNED_SHORT, "65535|0", "65536|-1"},
};

/* Checks each piece of `values` from memory of exactly its size. */
static void check_values(enum xsd_type type, str values, bool expected)
{
    for (bool more = true; more;) {
        size_t bar = str_find_char(values, '|');
        char *exact = malloc(bar + !bar);
        memcpy(exact, values.p, bar);
        if (xsd_is_valid(type, str_of(exact, bar)) != expected)
            fail_msg("%.*s \"%.*s\"", STR_ARG(xsd_type_name(type)), (int)bar, values.p);
        free(exact);
        more = bar < values.n;
        if (more)
            values = str_of(values.p + bar + 1, values.n - bar - 1);
    }
}

static void values_of_each_type(void **state)
{
    (void)state;
    assert_int_equal(COUNT_OF(rows), XSD_COUNT);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(rows[i].type, i);
        check_values(rows[i].type, str_from(rows[i].valid), true);
        check_values(rows[i].type, str_from(rows[i].invalid), false);
    }
}

static void no_type_but_strings_takes_a_nul(void **state)
{
    (void)state;
    for (enum xsd_type type = 0; type < XSD_COUNT; type++) {
        assert_false(xsd_is_valid(type, str_of("1\0", 2)));
        assert_false(xsd_is_valid(type, str_of("\0", 1)));
    }
}

static void names_are_found(void **state)
{
    (void)state;
    enum xsd_type found;
    for (enum xsd_type type = 0; type < XSD_COUNT; type++) {
        assert_true(xsd_type_find(xsd_type_name(type), &found));
        assert_int_equal(found, type);
    }
    static const char *const unknown[] = {"",        "int",    "xs:Int", "xs:dateTimeStamp",
                                          "xsd:int", "xs:int "};
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        assert_false(xsd_type_find(str_from(unknown[i]), &found));
}

static void utc_is_utc(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool expected;
    } table[] = {
        {"2022-04-01T01:02:03Z", true},
        {"2022-04-01T01:02:03+00:00", true},
        {"2022-04-01T01:02:03-00:00", true},
        {"2022-04-01T24:00:00Z", true},
        {"2022-04-01T01:02:03", false},
        {"2022-04-01T01:02:03+01:00", false},
        {"2022-04-01T01:02:03+10:00", false},
        {"2022-02-29T01:02:03Z", false},
        {"2022-04-01Z", false},
        {"Z", false},
        {"", false},
        {"00:00:00+00:00", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(xsd_is_date_time_utc(str_from(table[i].value)), table[i].expected);
}

static void numbers_are_numeric(void **state)
{
    (void)state;
    static const char numeric[XSD_COUNT] = {[XSD_BYTE] = 1,
                                            [XSD_DECIMAL] = 1,
                                            [XSD_DOUBLE] = 1,
                                            [XSD_FLOAT] = 1,
                                            [XSD_INT] = 1,
                                            [XSD_INTEGER] = 1,
                                            [XSD_LONG] = 1,
                                            [XSD_NEGATIVE_INTEGER] = 1,
                                            [XSD_NON_NEGATIVE_INTEGER] = 1,
                                            [XSD_NON_POSITIVE_INTEGER] = 1,
                                            [XSD_POSITIVE_INTEGER] = 1,
                                            [XSD_SHORT] = 1,
                                            [XSD_UNSIGNED_BYTE] = 1,
                                            [XSD_UNSIGNED_INT] = 1,
                                            [XSD_UNSIGNED_LONG] = 1,
                                            [XSD_UNSIGNED_SHORT] = 1};
    for (enum xsd_type type = 0; type < XSD_COUNT; type++)
        assert_int_equal(xsd_is_numeric(type), numeric[type]);
}

static void durations_have_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int64_t ms; /* -1: no duration */
    } table[] = {
        {"PT10S", 10000},
        {"PT1.5S", 1500},
        {"PT0.0019S", 1},
        {"PT1M", 60000},
        {"P1D", 86400000},
        {"PT1H1M1S", 3661000},
        {"P1M", 2592000000},
        {"P1Y", 31536000000},
        {"-PT10S", 0},
        {"PT0S", 0},
        {"P9Y", 99999999999},
        {"PT99999999999999999999999S", 99999999999},
        {"P3Y2M1DT1H", 99882000000},
        {"10", -1},
        {"PT", -1},
        {"", -1},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int64_t ms = -1;
        assert_int_equal(xsd_duration_ms(str_from(table[i].value), 99999999999, &ms),
                         table[i].ms >= 0);
        assert_int_equal(ms, table[i].ms);
    }
}

int xsd_test(void);
int xsd_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_each_type), cmocka_unit_test(no_type_but_strings_takes_a_nul),
        cmocka_unit_test(names_are_found),     cmocka_unit_test(utc_is_utc),
        cmocka_unit_test(numbers_are_numeric), cmocka_unit_test(durations_have_lengths),
    };
    return cmocka_run_group_tests_name("xsd", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* xsd.h - lexical forms and value ranges of the 30 XSD types that the metamodel allows. Rule:
 * IDTA-01001 3.1.2 "DataTypeDefXsd"; W3C XML Schema Part 2, 1.0 and 1.1 (docs/decisions.md says
 * what holds where these differ). */
#ifndef SCHALE_CODEC_XSD_H
#define SCHALE_CODEC_XSD_H

#include "base/base.h"
#include "codec/lexical.h" /* the other lexical forms of the metamodel */

/* clang-format off */
/* X(enum, text). In the order of the metamodel's enumeration. */
#define XSD_LIST(X)                                                                                \
    X(XSD_ANY_URI, "xs:anyURI")                                                                    \
    X(XSD_BASE64_BINARY, "xs:base64Binary")                                                        \
    X(XSD_BOOLEAN, "xs:boolean")                                                                   \
    X(XSD_BYTE, "xs:byte")                                                                         \
    X(XSD_DATE, "xs:date")                                                                         \
    X(XSD_DATE_TIME, "xs:dateTime")                                                                \
    X(XSD_DECIMAL, "xs:decimal")                                                                   \
    X(XSD_DOUBLE, "xs:double")                                                                     \
    X(XSD_DURATION, "xs:duration")                                                                 \
    X(XSD_FLOAT, "xs:float")                                                                       \
    X(XSD_G_DAY, "xs:gDay")                                                                        \
    X(XSD_G_MONTH, "xs:gMonth")                                                                    \
    X(XSD_G_MONTH_DAY, "xs:gMonthDay")                                                             \
    X(XSD_G_YEAR, "xs:gYear")                                                                      \
    X(XSD_G_YEAR_MONTH, "xs:gYearMonth")                                                           \
    X(XSD_HEX_BINARY, "xs:hexBinary")                                                              \
    X(XSD_INT, "xs:int")                                                                           \
    X(XSD_INTEGER, "xs:integer")                                                                   \
    X(XSD_LONG, "xs:long")                                                                         \
    X(XSD_NEGATIVE_INTEGER, "xs:negativeInteger")                                                  \
    X(XSD_NON_NEGATIVE_INTEGER, "xs:nonNegativeInteger")                                           \
    X(XSD_NON_POSITIVE_INTEGER, "xs:nonPositiveInteger")                                           \
    X(XSD_POSITIVE_INTEGER, "xs:positiveInteger")                                                  \
    X(XSD_SHORT, "xs:short")                                                                       \
    X(XSD_STRING, "xs:string")                                                                     \
    X(XSD_TIME, "xs:time")                                                                         \
    X(XSD_UNSIGNED_BYTE, "xs:unsignedByte")                                                        \
    X(XSD_UNSIGNED_INT, "xs:unsignedInt")                                                          \
    X(XSD_UNSIGNED_LONG, "xs:unsignedLong")                                                        \
    X(XSD_UNSIGNED_SHORT, "xs:unsignedShort")
/* clang-format on */

#define XSD_ENUM(name, text) name,
enum xsd_type { XSD_LIST(XSD_ENUM) XSD_COUNT };
#undef XSD_ENUM

/* "xs:int" to XSD_INT; false when it is none of the 30. */
bool xsd_type_find(str name, enum xsd_type *ret_type);
str xsd_type_name(enum xsd_type type);

/* True when `value`, which is valid UTF-8, is a lexical form of the type and inside its range.
 * White space around it is not stripped: the metamodel's values are strings. Allocates nothing. */
bool xsd_is_valid(enum xsd_type type, str value);

/* xs:dateTime in UTC: ends in Z, +00:00 or -00:00. Rule: IDTA-01001 3.1.2 DateTimeUtc; the same in
 * 3.0. */
bool xsd_is_date_time_utc(str value);

/* The length of an xs:duration in milliseconds, at most ms_max; negative ones give 0, fractions of
 * a millisecond are dropped. A year counts as 365 days and a month as 30. False when it is no
 * xs:duration. */
bool xsd_duration_ms(str value, int64_t ms_max, int64_t *ret_ms);

/* Whether the type's values become JSON numbers in the value-only form (IDTA-01001 3.1.2,
 * ValueOnly). XSD_BOOLEAN alone becomes a JSON boolean; all others strings. */
bool xsd_is_numeric(enum xsd_type type);

#endif

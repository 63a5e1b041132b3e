/* SPDX-License-Identifier: Apache-2.0 */
/* value.h - what a machine says, and the text of a Property: types, scale, limits, deadband. The
 * standard has no terms for scale and deadband; they are qualifiers (docs/link.md). */
#ifndef SCHALE_LINK_VALUE_H
#define SCHALE_LINK_VALUE_H

#include "base/arena.h"
#include "codec/json.h"
#include "codec/xsd.h"

enum { LINK_TEXT_BYTES_MAX = 64 << 10 }; /* of one value */

enum link_raw_kind { RAW_NUMBER, RAW_BOOLEAN, RAW_TEXT };

/* One value of a payload. A number is text, as JSON or XSD write it, so that no digit is lost; also
 * "INF", "-INF", "NaN". */
struct link_raw {
    enum link_raw_kind kind;
    str text;
};

/* value of the Property = raw * factor + offset. */
struct link_scale {
    bool scaled;
    double factor, offset;
    double deadband;       /* a change of no more than this is none */
    bool has_min, has_max; /* of the raw value (min_max) */
    double min, max;
};

/* The neutral scale. */
struct link_scale link_scale_none(void);

/* Reads the qualifiers scale, offset and deadband of an element into `scale`, which keeps what they
 * do not say. ERR_INVALID: one of them is no finite number, or scale is 0, or deadband negative. */
MUST_CHECK err_t link_scale_read(const struct json *json, uint32_t element,
                                 struct link_scale *scale, struct fail *why);

/* Reads min and max of a Range. ERR_INVALID: not a number. */
MUST_CHECK err_t link_range_read(const struct json *json, uint32_t range, struct link_scale *scale,
                                 struct fail *why);

/* The lexical form of a Property of `type` for what the machine says, in `arena`. Whole types round
 * to the nearest. ERR_INVALID: no value of that type, or outside of min and max. ERR_TOO_LARGE. */
MUST_CHECK err_t link_value_of_raw(const struct link_raw *raw, const struct link_scale *scale,
                                   enum xsd_type type, struct arena *arena, str *ret_text,
                                   struct fail *why);

/* The other way. ERR_INVALID as above. */
MUST_CHECK err_t link_raw_of_value(str text, enum xsd_type type, const struct link_scale *scale,
                                   struct arena *arena, struct link_raw *ret_raw, struct fail *why);

/* Whether `next` is another value than `old` ({NULL, 0}: there is none), beyond the deadband. */
bool link_value_differs(str old, str next, enum xsd_type type, double deadband);

/* Reads a number as XSD and JSON write it; false when it is none. INF and NaN are numbers. */
bool link_number_read(str text, double *ret_number);

/* Writes a number with as few digits as give the same number back: of a double, or of a float. */
str link_number_write(double number, bool single, struct arena *arena);

#endif
